"""What notifier is told beyond the shared settings: mail server, sender, retention."""

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode

from shared.settings import Settings


def _split(value: object) -> object:
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


class NotifierSettings(Settings):
    """The SMTP server that takes our mail, the address it comes from, and how long letters stay."""

    smtp_host: str
    smtp_port: int
    smtp_from: str
    surat_days: int = Field(default=30, ge=1)
    # `host:port` of further servers, tried in this order when the first does not answer.
    smtp_cadangan: Annotated[list[str], NoDecode, BeforeValidator(_split)] = []
    # Letters a second that one server is given at most; 0: as many as it takes.
    smtp_laju: float = 0
    broker_api_url: str = ""
    integrator_urls: Annotated[list[str], NoDecode, BeforeValidator(_split)] = []
    # What a subscriber is told to connect to.
    integrator_public_url: str = ""
    # Webhooks to this machine and without TLS; only for trying out.
    webhook_lokal: bool = False

    @property
    def smtp_servers(self) -> list[tuple[str, int]]:
        """Return host and port of every mail server, the first one first."""
        spare = (one.rpartition(":") for one in self.smtp_cadangan)
        return [(self.smtp_host, self.smtp_port), *((host, int(port)) for host, _, port in spare)]

    @property
    def webhook_may_be_local(self) -> bool:
        """Tell whether a webhook may lead to this machine; never in production."""
        return self.webhook_lokal and self.environment != "production"
