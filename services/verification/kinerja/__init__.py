"""How the offices work: what waits, how long it takes, why the answer is no."""
