"""Run reporting: `python -m services.reporting web|worker|migrate|rebuild|export|terbitkan`."""

from services.reporting.app import SERVICE
from services.reporting.bangun_ulang.perintah import add_commands
from services.reporting.statistik.perintah import add_terbitkan
from shared.program import program

if __name__ == "__main__":
    commands = program(SERVICE)
    add_commands(commands, SERVICE)
    add_terbitkan(commands, SERVICE)
    commands()
