"""`python -m services.identity web|worker|migrate|rotate-keys|jejak-verify`."""

from services.identity.app import SERVICE
from services.identity.jejak import perintah
from shared.program import program

if __name__ == "__main__":
    commands = program(SERVICE)
    perintah.add_to(commands, SERVICE)
    commands()
