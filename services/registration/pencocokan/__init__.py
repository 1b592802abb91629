"""Digests of the stay ledger, told so that reporting finds every difference."""
