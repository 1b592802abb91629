"""Links by e-mail that let their owner set a new password or prove a new address."""
