"""Confirming an e-mail address by the link that was sent to it."""
