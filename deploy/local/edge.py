"""The edge of the local run: nginx on the portal's port, and the readiness that it shows."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import sys
from pathlib import Path

from deploy.edge.config import Edge, render
from deploy.local.environment import base_environment, python_environment
from deploy.local.errors import Missing
from deploy.local.keeper import Command
from deploy.local.settings import HOST, SERVICES, Settings

NAME = "edge"
READY = "ready"


def edge_command(settings: Settings) -> Command:
    """Write nginx's configuration and return the command that runs it."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if nginx is None:
        raise Missing("nginx", "nginx-light")
    path = write_configuration(settings)
    argv = (nginx, "-e", "stderr", "-p", str(path.parent), "-c", str(path))
    return Command(NAME, argv, base_environment(settings), grace=3.0)


def write_configuration(settings: Settings) -> Path:
    """Render nginx's configuration into the state folder and return its path."""
    folder = settings.folder / NAME
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.log_file("access").parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    edge = Edge(
        listen=f"{HOST}:{settings.port}",
        services={service: f"{HOST}:{settings.web_port(service)}" for service in SERVICES},
        ready=f"{HOST}:{settings.ready_port}",
        assets=str(settings.build_dir.absolute() / "assets"),
        state=str(folder),
        access_log=str(settings.log_file("access")),
        # The compiled-in user may not enter the folder that the project lies in.
        user=getpass.getuser() if os.geteuid() == 0 else "",
    )
    path = folder / "nginx.conf"
    path.write_text(render(edge))
    return path


def ready_command(settings: Settings) -> Command:
    """Return the command of the readiness that asks every part."""
    env = {
        **python_environment(settings),
        "READY_PORT": str(settings.ready_port),
        "READY_PARTS": json.dumps(parts(settings)),
    }
    return Command(READY, (sys.executable, "-m", "deploy.edge.ready"), env, grace=3.0)


def parts(settings: Settings) -> dict[str, str]:
    """Return every part of the local run with the address that tells its state."""
    found = {
        "postgres": f"tcp://{HOST}:{settings.postgres_port}",
        "rabbitmq": f"tcp://{HOST}:{settings.amqp_port}",
        "mail": f"http://{HOST}:{settings.mail_page_port}/healthz",
        "registry": f"http://{HOST}:{settings.registry_port}/readyz",
    }
    for service in settings.services:
        found[f"{service}-web"] = f"http://{HOST}:{settings.web_port(service)}/readyz"
        found[f"{service}-worker"] = f"http://{HOST}:{settings.worker_port(service)}/readyz"
    return found
