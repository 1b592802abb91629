"""The mail sink: takes every message, shows it on a page, sends nothing on."""

from __future__ import annotations

import shutil

from deploy.local.environment import base_environment
from deploy.local.errors import Missing, Trouble
from deploy.local.keeper import Command, Keeper
from deploy.local.ports import says, wait_until
from deploy.local.settings import HOST, ROOT, Settings

NAME = "mail"
SCRIPT = ROOT / "node_modules" / "maildev" / "bin" / "maildev"


class MailSink:
    """The mail sink of one state folder."""

    def __init__(self, settings: Settings, keeper: Keeper) -> None:
        self.settings = settings
        self.keeper = keeper

    async def start(self) -> None:
        """Start the sink and wait until it greets over SMTP."""
        if not SCRIPT.is_file():
            raise Trouble(
                "maildev belum terpasang. Jalankan: npm ci", "maildev is missing. Run: npm ci"
            )
        folder = self.settings.folder / "mail"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        await self.keeper.start(self._command(str(folder)))
        await wait_until(self.keeper, NAME, self.answers)

    async def answers(self) -> bool:
        """Tell whether the sink greets over SMTP."""
        return await says(self.settings.smtp_port, b"", b"220")

    def _command(self, folder: str) -> Command:
        node = shutil.which("node")
        if node is None:
            raise Missing("node", "nodejs")
        argv = (node, "--max-old-space-size=192", str(SCRIPT), "--mail-directory", folder)
        smtp = ("--smtp", str(self.settings.smtp_port), "--ip", HOST)
        page = ("--web", str(self.settings.mail_page_port), "--web-ip", HOST)
        return Command(NAME, (*argv, *smtp, *page), base_environment(self.settings), grace=2.0)
