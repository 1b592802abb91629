"""The forms that a permohonan is printed on, by the form pack of the destination's office."""
