"""Handing letters to the mail server, and what its answers mean."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
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
CONNECT_TIMEOUT = 5.0
BACK_AFTER = 60.0
WHOLE_TIMEOUT = 40.0


class Kurir:
    """Brings letters over one connection, which is kept while there is something to bring.

    The servers are tried in order; one that took over is left for the first again after a while.
    `laju` is how many letters a second one server is given at most, 0 as many as it takes.
    """

    def __init__(self, servers: Sequence[tuple[str, int]], laju: float = 0) -> None:
        self._servers = tuple(servers)
        self._pause = 1 / laju if laju > 0 else 0.0
        self._at = 0
        self._back_at = 0.0
        self._next: dict[int, float] = {}
        self._smtp: SMTP | None = None

    async def deliver(self, message: EmailMessage) -> Try:
        """Hand one letter over and say how it ended; never raises for the server's fault."""
        try:
            # Shorter than the lease, so that nobody else begins with the letter meanwhile.
            async with asyncio.timeout(WHOLE_TIMEOUT):
                smtp = await self._connected()
                if smtp is None:
                    return Try(Outcome.NO_SERVER, "no connection")
                tried = await self._hand_over(smtp, message)
        except (OSError, TimeoutError, SMTPException) as lost:
            await self.close()
            self._turn()
            return Try(Outcome.NO_SERVER, type(lost).__name__)
        if tried.outcome is Outcome.NO_SERVER:
            await self.close()
            self._turn()
        return tried

    async def _connected(self) -> SMTP | None:
        if self._at and time.monotonic() > self._back_at:
            await self.close()
            self._at = 0
        await self._keep_rate()
        if self._smtp is not None and self._smtp.is_connected:
            return self._smtp
        for _ in self._servers:
            host, port = self._servers[self._at]
            smtp = SMTP(hostname=host, port=port, timeout=CONNECT_TIMEOUT)
            try:
                await smtp.connect()
            except (OSError, TimeoutError, SMTPException):
                self._turn()
                continue
            smtp.timeout = STEP_TIMEOUT
            self._smtp = smtp
            return smtp
        return None

    def _turn(self) -> None:
        self._at = (self._at + 1) % len(self._servers)
        self._back_at = time.monotonic() + BACK_AFTER

    async def _keep_rate(self) -> None:
        now = time.monotonic()
        start = max(now, self._next.get(self._at, 0.0))
        self._next[self._at] = start + self._pause
        await asyncio.sleep(start - now)

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
