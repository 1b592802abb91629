"""`python -m services.verification web|worker|migrate`."""

from services.verification.app import SERVICE
from shared.program import program

program(SERVICE)()
