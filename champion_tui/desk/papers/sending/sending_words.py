"""The words about sending and printing that both front ends show."""

from champion_tui.domain.lines.phone_lines import Confidence, Provenance
from champion_tui.ground.dates.date_words import month_words

THIS_COUNCIL = "this council"

WAY_PORTAL = "Copy it into the council's portal"
WAY_COPY = "Copy it into their online form"
WAY_FOLDER, WAY_FOLDER_HINT = "Write the pack into a folder", "plain files, not locked"
WAY_EMAIL = "Write an e-mail draft"
WAY_FALLBACK = "Write an e-mail draft, if the portal fails"
WAY_PDF, WAY_ARCHIVE = "Write one sealed PDF", "Write one sealed archive (ZIP)"
WAY_SEALED_HINT = "AES-256, its key told by phone"
WAY_PRINT, WAY_PRINT_HINT = "Print", "the referral, a record or the slip"

NO_ADDRESS = "No e-mail address for referrals is known for {council}."
NO_FALLBACK = "{council} takes referrals through its portal. No e-mail address is known for when that fails."
NO_ADDRESS_WAY_OUT = (
    "Use the council's portal, or write a folder or a sealed file and ask the council where to send it."
)

MAIL_OPEN = "Open referral.eml: your mail program shows it as a draft. Nothing is sent until you send it."
MAIL_TO = "It goes to {address}. {sureness}"
MAIL_SURE = "Confirmed ({source}{checked})."
MAIL_UNSURE = "NOT CONFIRMED ({source}{checked}): ring the council and ask before you send it."
MAIL_FALLBACK = (
    "This council takes referrals through its portal: use this address when the portal fails, and say so there."
)
MAIL_NOT_LOCKED = "The attachments are not locked. Send it only if your organisation's e-mail to the council is secure. If not, write a sealed file."
MAIL_THEN = "Then come back and mark it sent. Until then it is NOT SENT."
MAIL_DELETE = "Delete the draft's file when it has gone."

AFTER_SEALED = (
    "Send the sealed file to the council.",
    "Then ring the council and read out the key.",
    "Come back and mark it sent. Until then it is NOT SENT.",
)
TELL_KEY = (
    "Tell it by phone, never in the same e-mail. It is shown only now and kept nowhere: if it is lost, write a new sealed file. "
    "Type the digits without spaces."
)

NO_SUCH_LINE = "The form has no such line."
ALL_TICKED = "All {count} lines with a value are ticked. Send it in the portal, then mark it as sent."
TICKED_SO_FAR = "{done} of {count} ticked, {left} left"

NOT_A_PAPER = "There is no paper {given!r} to print. There is: {papers}."
PAPERS = {
    "slip": "slip",
    "referral": "referral",
    "consent": "consent record",
    "evidence": "evidence record",
    "timeline": "timeline",
    "subject-access": "paper with everything held about them",
    "by-name": "by-name list",
}
LETTER = "letter"
ONLY_PDF = "Nothing was written to {name}: end the name in .pdf."
AFTER_PRINT_FILE = "Print it from there, then delete the file: it is not locked."
ON_PRINTER = "{what} on printer {printer}"
PRINTED = "The {what} went to {printer}."


def mail_words(address: str, standing: Provenance, source: str, *, fallback: bool) -> tuple[str, ...]:
    """Returns what to do with an e-mail draft, and how sure the address is."""
    checked = f", {month_words(standing.checked_on)}" if standing.checked_on else ""
    sure = MAIL_SURE if standing.confidence is Confidence.CONFIRMED else MAIL_UNSURE
    to = MAIL_TO.format(address=address, sureness=sure.format(source=source, checked=checked))
    return tuple(
        filter(None, (MAIL_OPEN, to, MAIL_FALLBACK if fallback else "", MAIL_NOT_LOCKED, MAIL_THEN, MAIL_DELETE))
    )


def left_words(done: int, count: int) -> str:
    """Returns how many of the portal's lines are ticked, as a sentence."""
    words = ALL_TICKED if done == count else TICKED_SO_FAR
    return words.format(done=done, count=count, left=count - done)
