"""`python -m services.registration web|worker|migrate`."""

from services.registration.app import SERVICE
from shared.program import program

if __name__ == "__main__":
    program(SERVICE)()
