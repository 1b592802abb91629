"""`python -m services.identity web|worker|migrate`."""

from services.identity.app import SERVICE
from shared.program import program

if __name__ == "__main__":
    program(SERVICE)()
