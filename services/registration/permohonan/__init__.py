"""The permohonan from the moment it is sent until it is decided or taken back."""
