"""A tugas that is late, or red while nobody has it, goes up to the supervisor and the head."""
