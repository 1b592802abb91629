"""The table of who may enter, one line per route."""

from pathlib import Path

from shared.web.route import Route
from tests.house.tree import routes

FILE = Path(__file__).parent / "policy.txt"


def line(service: str, route: Route) -> str:
    """Return service, method, path, who, and whose or where."""
    allow = route.allow
    who = "public" if allow.is_public else ",".join(sorted(allow.roles))
    where = allow.area.__name__ if allow.area else allow.owner.__name__ if allow.owner else "-"
    if allow.posisi:
        where = f"{where}, {allow.posisi.__name__}"
    return f"{service:<13}{route.method:<7}{route.path:<56}{who:<50}{where}".rstrip()


def lines() -> list[str]:
    """Return the whole table in order."""
    return sorted(line(name, route) for name, route in routes())


if __name__ == "__main__":
    FILE.write_text("\n".join(lines()) + "\n")
