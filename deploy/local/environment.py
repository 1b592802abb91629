"""The environment that each process of the local run is given."""

from __future__ import annotations

import os
from urllib.parse import quote

from deploy.local.secrets import Secrets
from deploy.local.settings import HOST, ROOT, Settings

DATABASE = "nonpermanen"
VHOST = "nonpermanen"
INTEGRATOR, KEEPER = "integrator", "penjaga"
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "FAILPOINT")
MARK = "NONPERMANEN_FOLDER"
"""Names the run's folder in each process, so that a leftover can be told from a stranger."""


def base_environment(settings: Settings) -> dict[str, str]:
    """Return what every process gets, servers too."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {"LANG": "C.UTF-8", **kept, MARK: str(settings.folder)}


def python_environment(settings: Settings) -> dict[str, str]:
    """Return what every Python process of ours gets."""
    return {
        **base_environment(settings),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "ENVIRONMENT": settings.environment,
        "LOCAL_DIR": str(settings.folder),
        "BUILD_DIR": str(settings.build_dir),
        "PORT": str(settings.port),
        "PORT_BASE": str(settings.port_base),
        "PUBLIC_URL": settings.url,
    }


def database_url(settings: Settings, secrets: Secrets, role: str) -> str:
    """Return the DSN of one role; `postgres` is the superuser."""
    password = quote(secrets.postgres[role], safe="")
    return f"postgresql://{role}:{password}@{HOST}:{settings.postgres_port}/{DATABASE}"


def broker_url(settings: Settings, secrets: Secrets, user: str, vhost: str = VHOST) -> str:
    """Return the AMQP address of one user; `operator` may do everything."""
    password = quote(secrets.amqp[user], safe="")
    return f"amqp://{user}:{password}@{HOST}:{settings.amqp_port}/{vhost}"


def management_url(settings: Settings, secrets: Secrets) -> str:
    """Return the address of the broker's HTTP API, as its keeper."""
    password = quote(secrets.amqp[KEEPER], safe="")
    return f"http://{KEEPER}:{password}@{HOST}:{settings.management_port}"


def service_environment(settings: Settings, secrets: Secrets, service: str) -> dict[str, str]:
    """Return the whole environment of one service: web, worker and migrate read the same."""
    return {
        **python_environment(settings),
        "SERVICE": service,
        "DATABASE_URL": database_url(settings, secrets, service),
        "MIGRATE_DATABASE_URL": database_url(settings, secrets, f"{service}_migrator"),
        "BROKER_URLS": broker_url(settings, secrets, service),
        "WEB_HOST": HOST,
        "WEB_PORT": str(settings.web_port(service)),
        "WORKER_PORT": str(settings.worker_port(service)),
        "MASTER_KEYS": secrets.master_keys[service],
        "INDEX_KEY": secrets.index_keys[service],
        "BUS_KEYS": secrets.bus_keys,
        "SESSION_PUBLIC_KEY": secrets.session_public_key,
        **_own(settings, secrets, service),
    }


def registry_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of the local population registry."""
    return {
        **python_environment(settings),
        "WEB_HOST": HOST,
        "WEB_PORT": str(settings.registry_port),
    }


def _own(settings: Settings, secrets: Secrets, service: str) -> dict[str, str]:
    if service == "identity":
        return {
            "SESSION_PRIVATE_KEY": secrets.session_private_key,
            "STORAGE_URL": (settings.folder / "storage").as_uri(),
            "REGISTRY_URL": f"http://{HOST}:{settings.registry_port}",
            "LOCAL_CAPTCHA_ANSWER": settings.local_captcha_answer,
        }
    if service == "registration":
        return {
            "STORAGE_URL": (settings.folder / "storage-registration").as_uri(),
            "SIGNING_URL": _signing_url(settings),
        }
    if service == "verification" and settings.environment == "test":
        # Nobody waits a minute for what is late.
        return {"ESKALASI_SECONDS": "1"}
    if service == "reporting":
        return {"SIGNING_URL": _signing_url(settings)}
    if service == "notifier":
        return {
            "SMTP_HOST": HOST,
            "SMTP_PORT": str(settings.smtp_port),
            "SMTP_FROM": "no-reply@nonpermanen.contoh.id",
            "WEBHOOK_LOKAL": "true",
            "BROKER_API_URL": management_url(settings, secrets),
            "INTEGRATOR_URLS": broker_url(settings, secrets, service, INTEGRATOR),
            "INTEGRATOR_PUBLIC_URL": f"amqp://{HOST}:{settings.amqp_port}/{INTEGRATOR}",
        }
    return {}


def _signing_url(settings: Settings) -> str:
    # One authority for all: an office has one key, whatever it signs.
    return (settings.folder / "tanda-tangan").as_uri()
