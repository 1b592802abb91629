"""A mail server that answers as it is told, on a free port of this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_UP = "hang up"
HANG_UP_AFTER_TAKING = "hang up after taking"


class Postman:
    """Takes mail; `replies` are given to the next letters, `refuse` to the next recipients."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.replies: list[str] = []
        self.refuse: list[str] = []
        self.port = 0
        self.connections = 0

    async def handle_EHLO(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse:
            return self.refuse.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self.replies.pop(0) if self.replies else "250 taken"
        if reply == HANG_UP:
            server.transport.abort()
            return "421 gone"
        content = envelope.content
        assert isinstance(content, bytes)
        if reply.startswith(("250", HANG_UP_AFTER_TAKING)):
            self.taken.append(message_from_bytes(content, policy=policy.default))
        if reply == HANG_UP_AFTER_TAKING:
            server.transport.abort()
            return "421 gone"
        return reply


@asynccontextmanager
async def postman() -> AsyncIterator[Postman]:
    """Lend a mail server."""
    office = Postman()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(office, hostname="surat.contoh.id", loop=loop), "127.0.0.1", 0
    )
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await server.wait_closed()
