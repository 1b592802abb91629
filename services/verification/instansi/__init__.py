"""When the offices are open: their week, their holidays, their zone."""
