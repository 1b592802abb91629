"""Finding an akun by its NIK: for officers who may look at it, each search noted."""
