"""How the code reads: sizes, names, docstrings, SQL in its place."""

import ast
import re
import subprocess

import pytest

from tests.house.tree import ROOT, functions, parsed, python_files, relative

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
SQL_CALLS = {"execute", "fetch", "fetchrow", "fetchval", "executemany", "copy_records_to_table"}
SQL_FIRST = {"execute", "fetch", "fetchrow", "fetchval", "executemany"}
PLACES = re.compile(rb"/(root|home|work|tmp/bash_jobs)[./]")
HOSTS = re.compile(rb"(pypi\.org|npmjs\.|pythonhosted)")


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_a_file_has_at_most_300_lines_and_a_name_that_says_something(path) -> None:
    assert len(path.read_text().splitlines()) <= 300
    assert path.stem not in FORBIDDEN


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_a_function_has_at_most_40_lines(path) -> None:
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno >= 40]
    assert long == []


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_what_others_call_says_what_it_promises(path) -> None:
    tree = parsed(path)
    assert path.stat().st_size == 0 or ast.get_docstring(tree), "the module says nothing"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("path", python_files("services", "shared"), ids=relative)
def test_no_sql_is_assembled(path) -> None:
    assembled = [
        f"line {node.lineno}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SQL_FIRST
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"conn", "pool", "db", "database"}
        and not (node.args and isinstance(node.args[0], ast.Name | ast.Attribute))
    ]
    assert assembled == []


@pytest.mark.parametrize("path", python_files("services"), ids=relative)
def test_sql_lives_in_queries(path) -> None:
    if path.name.startswith("queries") or path.parent.name == "queries":
        return
    calls = [
        f"line {node.lineno}: {node.func.attr}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SQL_CALLS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "conn"
    ]
    assert calls == []


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [name for name in listed if name and (ROOT / name).is_file()]


def test_the_project_names_no_path_of_one_machine_and_no_registry() -> None:
    own = "tests/house/test_style.py"
    found = [
        name
        for name in tracked()
        if name != own
        and (PLACES.search((ROOT / name).read_bytes()) or HOSTS.search((ROOT / name).read_bytes()))
    ]
    assert found == []
