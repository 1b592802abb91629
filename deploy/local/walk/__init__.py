"""`make walk`: one permohonan from sign-up to recap, over HTTP, as a person without JavaScript."""
