"""Documents of a permohonan: taken in, made anew, sealed, shown to owner and officer."""
