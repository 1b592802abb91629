"""Mail: what is written, to whom, and whether it arrived."""
