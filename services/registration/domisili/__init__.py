"""The stay ledger: who stays where from when until when."""
