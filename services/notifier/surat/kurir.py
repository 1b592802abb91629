"""Handing letters to the mail server, and what its answers mean."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from services.notifier.surat.models import Outcome, Try
from services.notifier.surat.rules import outcome_of

STEP_TIMEOUT = 10.0
WHOLE_TIMEOUT = 40.0


class Kurir:
    """Brings letters over one connection, which is kept while there is something to bring."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._smtp: SMTP | None = None

    async def deliver(self, message: EmailMessage) -> Try:
        """Hand one letter over and say how it ended; never raises for the server's fault."""
        try:
            # Shorter than the lease, so that nobody else begins with the letter meanwhile.
            async with asyncio.timeout(WHOLE_TIMEOUT):
                smtp = await self._connected()
                if smtp is None:
                    return Try(Outcome.NO_SERVER, "no connection")
                return await self._hand_over(smtp, message)
        except (OSError, TimeoutError, SMTPException) as lost:
            await self.close()
            return Try(Outcome.NO_SERVER, type(lost).__name__)

    async def _connected(self) -> SMTP | None:
        if self._smtp is not None and self._smtp.is_connected:
            return self._smtp
        self._smtp = SMTP(hostname=self._host, port=self._port, timeout=STEP_TIMEOUT)
        await self._smtp.connect()
        return self._smtp

    async def _hand_over(self, smtp: SMTP, message: EmailMessage) -> Try:
        try:
            await smtp.send_message(message)
        except SMTPRecipientsRefused as refused:
            return _answered(refused.recipients[0].code)
        except SMTPResponseException as refused:
            return _answered(refused.code)
        except SMTPNotSupported:
            return Try(Outcome.NEVER, "server does not take this address")
        return Try(Outcome.SENT)

    async def close(self) -> None:
        """Say goodbye, if there is a connection."""
        smtp, self._smtp = self._smtp, None
        if smtp is None or not smtp.is_connected:
            return
        try:
            await smtp.quit(timeout=1)
        except (OSError, TimeoutError, SMTPException):
            smtp.close()


def _answered(code: int) -> Try:
    # 421 is the server that closes, not this letter that is refused.
    if code == 421:
        return Try(Outcome.NO_SERVER, "421")
    return Try(outcome_of(code), str(code))
