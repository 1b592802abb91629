"""Whether all parts of an area report in time, and which offices are silent."""
