"""What was written, as sentences: where it is, and what to do with it next."""

from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import EVIDENCE, PACK, SLIP, Case
from champion_tui.knowledge.lines.areas import NO_CODE, ChannelKind
from champion_tui.papers.pack.pack import WrittenPack

SHEET = "portal-sheet.txt"
COPY_SHEET = f"Send it now: copy {SHEET} into the portal, field by field."
COPY_SHEET_ONLINE = f"Send it now: copy {SHEET} into the council's online form, field by field."
MAIL_IT = "Send it now: this council takes referrals by e-mail. Write an e-mail draft from here, or ask it where to send these files."
THEN_SENT = "Then come back and mark it sent. No code comes back from this council. Until then it is NOT SENT."
SEND_IT = "Send it now, in the way that this council takes it."

AFTER_EXPORT = {
    PACK: (
        "Then come back and mark it sent, with the portal's code. Until then it is NOT SENT.",
        "Delete the folder when the council has it: these files are not locked.",
    ),
    SLIP: ("Print it, hand it over, then delete the file: it is not locked.",),
    "timeline": ("Keep it with your records: it holds what was typed, and who did it. The file is not locked.",),
    "subject-access": (
        "Look through it before you hand it over: what others said in confidence may not belong in it. It is not locked.",
    ),
    EVIDENCE: ("Keep it with your records. It names no applicant.",),
}


def export_view(case: Case, written: WrittenPack, kind: str, doubt: str = "", takes: str = "") -> ExportView:
    """Returns what was written, as sentences. ``takes`` is the kind of channel by which the council takes referrals, ""
    if not known.
    """
    cannot = (*written.notes, *(lack.sentence() for lack in written.cannot_print))
    doubts = (doubt,) if doubt else ()
    names = {name for name, _, _ in written.files}
    steps = AFTER_EXPORT.get(kind, ())
    if kind == PACK:
        how = COPY_SHEET_ONLINE if takes == ChannelKind.ONLINE_FORM else COPY_SHEET
        first = MAIL_IT if takes == ChannelKind.EMAIL else how if SHEET in names else SEND_IT
        steps = (first, *((THEN_SENT, *steps[1:]) if takes in NO_CODE else steps))
    return ExportView(case.reference, str(written.folder), written.files, steps, cannot, doubts)
