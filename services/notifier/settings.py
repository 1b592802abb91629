"""What notifier is told beyond the shared settings: the mail server and the sender."""

from shared.settings import Settings


class NotifierSettings(Settings):
    """The SMTP server that takes our mail, and the address it comes from."""

    smtp_host: str
    smtp_port: int
    smtp_from: str
