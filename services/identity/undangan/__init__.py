"""Invitations: who is asked to become an officer, in which role and where."""
