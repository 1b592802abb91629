"""Reading what mail servers report: delivery status (RFC 3464) and complaints (RFC 5965)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from uuid import UUID

from services.notifier.pengiriman.models import Laporan, Nasib

STATES = ("waiting", "sending", "sent", "failed", "dead", "bounced", "complained")
TROUBLE = ("failed", "dead", "bounced", "complained")
RESENDABLE = ("dead", "bounced")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
MESSAGE_ID = re.compile(r"<([0-9a-f-]{36})@")


def read_report(raw: bytes) -> Laporan | None:
    """Return what a report says about one letter; None if it is none, or not about ours.

    Only the codes are taken: a report repeats addresses and the letter itself.
    """
    report = message_from_bytes(raw, policy=policy.compat32)
    surat_id = _surat_id(report)
    if surat_id is None:
        return None
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/feedback-report":
            return Laporan(surat_id, Nasib.COMPLAINED, "complaint")
        if kind == "message/delivery-status":
            return _status(surat_id, part)
    return None


def _status(surat_id: UUID, part: Message) -> Laporan | None:
    for fields in _blocks(part):
        action = str(fields.get("Action", "")).strip().lower()
        found = STATUS.match(str(fields.get("Status", "")).strip())
        code = found.group() if found else "5.0.0"
        if action == "failed":
            return Laporan(surat_id, Nasib.BOUNCED, code)
        if action == "delayed":
            return Laporan(surat_id, Nasib.DELAYED, code)
    return None


def _blocks(part: Message) -> Iterator[Message]:
    inside = part.get_payload()
    if isinstance(inside, list):
        yield from (block for block in inside if isinstance(block, Message))


def _surat_id(report: Message) -> UUID | None:
    # In the letter that is sent back, not in the report's own head.
    for part in report.walk():
        if part is report:
            continue
        texts = [str(part.get("Message-ID", ""))]
        if part.get_content_type() == "text/rfc822-headers":
            texts.append(str(part.get_payload()))
        for text in texts:
            found = MESSAGE_ID.search(text)
            if found:
                try:
                    return UUID(found.group(1))
                except ValueError:
                    continue
    return None
