"""Run reporting: `python -m services.reporting web|worker|migrate|rebuild|export`."""

from services.reporting.app import SERVICE
from services.reporting.bangun_ulang.perintah import add_commands
from shared.program import program

if __name__ == "__main__":
    commands = program(SERVICE)
    add_commands(commands, SERVICE)
    commands()
