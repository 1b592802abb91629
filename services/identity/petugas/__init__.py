"""Officers: their accounts, their second factor, their role and area."""
