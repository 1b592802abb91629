"""A level's recap of a period on its way up: prepared, signed, sent, returned or accepted."""
