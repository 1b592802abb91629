"""The containers are told everything they need, and show the outside only the edge."""

from __future__ import annotations

import re
from typing import Any

import yaml

from deploy.local.compose_env import variables
from deploy.local.secrets import secrets_of
from deploy.local.settings import ROOT, SERVICES

TEXT = (ROOT / "deploy" / "compose.yaml").read_text()
FOUND: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]


def test_every_required_variable_is_made(tmp_path: Any) -> None:
    required = set(re.findall(r"\$\{(\w+):\?\}", TEXT))
    assert set(variables(secrets_of(tmp_path))) == required


def test_every_service_has_its_three_parts_and_its_own_environment() -> None:
    for service in SERVICES:
        for role in ("migrate", "web", "worker"):
            part = FOUND[f"{service}-{role}"]
            assert part["command"] == [f"services.{service}", role]
            assert part["environment"]["SERVICE"] == service
            assert f"//{service}:" in part["environment"]["DATABASE_URL"]


def test_nothing_is_published_beyond_this_machine() -> None:
    ports = [port for part in FOUND.values() for port in part.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_environment_of_the_containers_knows_a_captcha_answer() -> None:
    assert "CAPTCHA" not in TEXT
