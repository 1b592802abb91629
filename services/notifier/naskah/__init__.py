"""The words of messages as the Ministry writes them, and what each office adds below its name."""
