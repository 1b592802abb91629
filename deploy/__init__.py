"""Everything that runs the project: one machine, containers, the edge, the servers."""
