"""How letters fared: the operator's list, sending again, and what comes back from mail servers."""
