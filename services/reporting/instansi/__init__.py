"""The offices that sign forms, and the form pack of each."""
