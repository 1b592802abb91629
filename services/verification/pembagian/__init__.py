"""Who does what: taking several tugas, giving them to a colleague, taking one over, the limit."""
