"""A draft that a mail program opens unsent: somebody reads it, adds themselves as the sender, and sends it.

Nothing in what a mailbox shows without opening the attachments tells of a person: no name, no circumstances, nothing of health.
"""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from champion_tui.domain.cases.training import NOT_REAL, TRAINING
from champion_tui.ground.calendar import LONDON
from champion_tui.papers import paper_words as words

KINDS = {
    ".pdf": ("application", "pdf"),
    ".json": ("application", "json"),
    ".txt": ("text", "plain"),
}
BOUNDARY = "=_champion-tui-{reference}"
"""Fixed, so that the same case gives the same bytes. No line of base64 or of our own text begins with it (RFC 2046 5.1.1)."""


NOBODY = "nobody@example.org"
"""To whom a draft for training goes: somebody may press "send" (RFC 2606: nobody has this address)."""


def draft(reference: str, address: str, attachments: Mapping[str, bytes], at: datetime, *, training: bool) -> bytes:
    """The draft as bytes, CRLF (RFC 5322), to ``address``. ``X-Unsent: 1`` makes mail programs open it for writing.

    For ``training`` the subject and the first line say so.
    """
    subject = words.MAIL_SUBJECT
    body: tuple[str, ...] = words.MAIL_BODY
    if training:
        subject, body = f"{TRAINING}: {subject}", (NOT_REAL, *body)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = address
    message["Subject"] = subject.format(reference=reference)
    message["Date"] = format_datetime(at.astimezone(LONDON))
    message.set_content("\n\n".join(body).format(reference=reference) + "\n", cte="quoted-printable")
    for name, content in attachments.items():
        maintype, subtype = KINDS[name[name.rindex(".") :]]
        # A text that does not say so is taken for ASCII, and names in other scripts would be lost.
        charset = {"charset": "utf-8"} if maintype == "text" else None
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name, params=charset)
    if attachments:
        message.set_boundary(BOUNDARY.format(reference=reference))
    return message.as_bytes()
