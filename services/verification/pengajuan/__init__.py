"""An officer puts a tugas before the supervisor, who decides it or hands it back."""
