"""The promised time stands still while the resident is asked to correct his permohonan."""
