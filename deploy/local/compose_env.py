"""`python -m deploy.local.compose_env`: fresh secrets for `docker compose --env-file`."""

from __future__ import annotations

from deploy.local.folder import claim
from deploy.local.secrets import Secrets, secrets_of
from deploy.local.settings import SERVICES, Settings


def variables(secrets: Secrets) -> dict[str, str]:
    """Return every variable that deploy/compose.yaml requires."""
    found = {
        "POSTGRES_PASSWORD": secrets.postgres["postgres"],
        "OPERATOR_AMQP_PASSWORD": secrets.amqp["operator"],
        "BUS_KEYS": secrets.bus_keys,
        "SESSION_PUBLIC_KEY": secrets.session_public_key,
        "PENJAGA_AMQP_PASSWORD": secrets.amqp["penjaga"],
        "SESSION_PRIVATE_KEY": secrets.session_private_key,
    }
    for service in SERVICES:
        name = service.upper()
        found[f"{name}_PASSWORD"] = secrets.postgres[service]
        found[f"{name}_MIGRATOR_PASSWORD"] = secrets.postgres[f"{service}_migrator"]
        found[f"{name}_AMQP_PASSWORD"] = secrets.amqp[service]
        found[f"{name}_MASTER_KEYS"] = secrets.master_keys[service]
        found[f"{name}_INDEX_KEY"] = secrets.index_keys[service]
    return found


def main() -> None:
    """Write compose.env into the state folder, for its owner only."""
    folder = Settings().folder
    claim(folder)
    path = folder / "compose.env"
    path.touch(mode=0o600)
    lines = [f"{name}={value}\n" for name, value in variables(secrets_of(folder)).items()]
    path.write_text("".join(lines))
    print(path)


if __name__ == "__main__":
    main()
