"""A code in a picture, to slow down machines. Never the only barrier."""
