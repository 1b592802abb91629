"""Where a resident is reached: name, e-mail address, language."""
