"""How often something may be tried: per account, per device, per address."""
