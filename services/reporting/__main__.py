"""Run reporting: `python -m services.reporting web|worker|migrate`."""

from services.reporting.app import SERVICE
from shared.program import program

if __name__ == "__main__":
    program(SERVICE)()
