"""Where the local run keeps its state and which ports it listens on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
SERVICES = ("identity", "registration", "verification", "reporting", "notifier")


class Settings(BaseSettings):
    """PORT is the edge; PORT_BASE (PORT + 100) counts up for all that stands behind it."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    port: int = 8080
    port_base: int = Field(default_factory=lambda values: int(values["port"]) + 100)
    local_dir: Path = ROOT / ".local"
    build_dir: Path = ROOT / "build"
    environment: Literal["local", "test"] = "local"
    local_captcha_answer: str = "garuda"
    services: tuple[str, ...] = SERVICES
    service_module: str = "services.{service}"
    """The module that `python -m` runs; tests put a stub here."""
    seed: bool = True
    """Whether the demo offices, officers and accounts are made."""

    @property
    def folder(self) -> Path:
        """Return the state folder as an absolute path."""
        return self.local_dir.expanduser().absolute()

    @property
    def url(self) -> str:
        """Return the address of the portal."""
        return f"http://{HOST}:{self.port}"

    @property
    def mail_url(self) -> str:
        """Return the address of the page that shows the mail."""
        return f"http://{HOST}:{self.mail_page_port}"

    @property
    def postgres_port(self) -> int:
        return self.port_base + 1

    @property
    def amqp_port(self) -> int:
        return self.port_base + 2

    @property
    def epmd_port(self) -> int:
        return self.port_base + 3

    @property
    def erlang_port(self) -> int:
        return self.port_base + 4

    @property
    def smtp_port(self) -> int:
        return self.port_base + 5

    @property
    def mail_page_port(self) -> int:
        return self.port_base + 6

    @property
    def registry_port(self) -> int:
        return self.port_base + 7

    @property
    def ready_port(self) -> int:
        return self.port_base + 8

    @property
    def management_port(self) -> int:
        return self.port_base + 9

    def web_port(self, service: str) -> int:
        """Return the port on which the service answers HTTP."""
        return self.port_base + 11 + SERVICES.index(service)

    def worker_port(self, service: str) -> int:
        """Return the port on which the service's worker tells its health."""
        return self.port_base + 21 + SERVICES.index(service)

    def log_file(self, name: str) -> Path:
        """Return the log of one kept process."""
        return self.folder / "log" / f"{name}.log"


def server_ports(settings: Settings) -> dict[int, str]:
    """Return the ports of the two servers, each with what it is for."""
    return {
        settings.postgres_port: "PostgreSQL",
        settings.amqp_port: "RabbitMQ",
        settings.epmd_port: "epmd",
        settings.erlang_port: "Erlang",
        settings.management_port: "RabbitMQ HTTP",
    }


def all_ports(settings: Settings) -> dict[int, str]:
    """Return every port of the run, the edge first, each with what it is for."""
    ports = {settings.port: "portal", **server_ports(settings)}
    ports |= {
        settings.smtp_port: "SMTP",
        settings.mail_page_port: "halaman surel",
        settings.registry_port: "data kependudukan",
        settings.ready_port: "readyz",
    }
    for service in settings.services:
        ports[settings.web_port(service)] = f"{service} web"
        ports[settings.worker_port(service)] = f"{service} worker"
    return ports
