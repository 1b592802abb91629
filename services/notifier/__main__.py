"""Run notifier: `python -m services.notifier web|worker|migrate`."""

from services.notifier.app import SERVICE
from shared.program import program

if __name__ == "__main__":
    program(SERVICE)()
