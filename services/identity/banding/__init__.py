"""Appeals: a blocked resident's own words, once for each block, and the office's answer."""
