"""What notifier is told beyond the shared settings: mail server, sender, retention."""

from pydantic import Field

from shared.settings import Settings


class NotifierSettings(Settings):
    """The SMTP server that takes our mail, the address it comes from, and how long letters stay."""

    smtp_host: str
    smtp_port: int
    smtp_from: str
    surat_days: int = Field(default=30, ge=1)
