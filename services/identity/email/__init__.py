"""The e-mail address of an akun, once it is confirmed: changing it."""
