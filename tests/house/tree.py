"""The tree as the house tests see it."""

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shared.service import Service
from shared.web.application import all_routes
from shared.web.route import Route

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("identity", "registration", "verification", "reporting", "notifier")
OURS = ("services", "shared", "deploy")


def python_files(*folders: str) -> list[Path]:
    """Return our Python files below the folders (all of ours, if none is named)."""
    return sorted(path for folder in folders or OURS for path in (ROOT / folder).rglob("*.py"))


def relative(path: Path) -> str:
    """Return the path as it reads from the root."""
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def service(name: str) -> Service:
    """Return a service as its app.py puts it together."""
    found = importlib.import_module(f"services.{name}.app").SERVICE
    assert isinstance(found, Service)
    return found


def routes() -> list[tuple[str, Route]]:
    """Return every route of every service, with the service's name."""
    return [(name, route) for name in SERVICES for route in all_routes(service(name))]
