"""Daftar Akun Baru: three steps, kept on the server until they are sent."""
