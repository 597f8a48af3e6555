"""The cases whose papers are checked: ordinary ones, bare ones, and the longest that the form allows, in many scripts."""

from dataclasses import replace

import invented_language as invented
import pack_samples as samples
import record_samples

from champion_tui.domain.cases.after_sending import WITHDRAWN

LONGEST = {
    "words": ("Wolverhampton ", 2_000),
    "one-word": ("W", 1_000),
    "short-lines": ("a short line\n", 600),
    "five-thousand-words": ("a ", 10_000),
    "markup": ('#panic("x") *b* _i_ $x$ `r` // @a ', 400),
    "arabic": ("مرحبا بكم ", 400),
    "devanagari": ("नमस्ते दुनिया ", 400),
    "tamil": ("வணக்கம் உலகம் ", 400),
    "bengali": ("উদাহরণ নাম ", 400),
    "hebrew": ("שלום עולם ", 400),
    "thai": ("ตัวอย่างชื่อ ", 400),
    "cyrillic": ("Иван Петров ", 400),
    "no-font": ("Ray 😀 中 ", 400),
}
"""The text with which every field is filled, and up to how many characters if the form allows so many."""


def filled(unit, most):
    """Returns a case whose every field repeats ``unit``, with every code chosen, under a council with a long name."""
    values = {"paper": "full"}
    for field in samples.FORM.fields:
        codes = [item.id for item in samples.BOOK.codes.get(field.codes, ()) if not item.alone]
        if field.id in {"paper", "slip-form"}:
            continue
        if codes:
            values[field.id] = tuple(codes) if field.kind == "many" else codes[-1]
        elif field.kind == "date":
            values[field.id] = "1990-12-31"
        else:
            values[field.id] = (unit * field.longest)[: min(field.longest, most)]
    whole = samples.source(referral=values, authority_name="The Borough Council of Upper Wold and Lower Wold Together")
    return replace(whole, case=replace(whole.case, agency=values), earlier=replace(samples.EARLIER, code="W" * 60))


def bare():
    """Returns a case with one name, one phone and the agreed reason, and nothing about the referrer."""
    given = {"full-name": "Zebedee", "phone": "07700 900123", "agreed-reason": "homeless"}
    whole = samples.source(
        referral=dict.fromkeys(samples.REFERRAL) | given, contact_by=None, promise_words="", lines=(), chain_head=""
    )
    return replace(whole, case=replace(whole.case, agency={}))


def urgent():
    """Returns a case for today, after abuse: the warnings are white on black and the paper is the plain card."""
    whole = samples.source(
        answers={"last-date": "2026-11-23", "circumstances": ("fleeing-abuse",), "consent": "written"},
        referral={"contact-method": "email", "email": "zeb@example.org", "safe-to-ring": "no", "paper": "plain-card"},
    )
    return replace(whole, judgement=replace(whole.judgement, warnings=("call-today",)))


def two_languages():
    """Returns a slip in English and, next to it, in an invented right-to-left language with very long words."""
    return replace(samples.source(), beside=invented.wording(samples.BOOK))


def sources():
    """Returns every case, by its name."""
    found = {
        "ordinary": samples.source(),
        "sent": samples.sent(samples.source()),
        "following": replace(samples.source(), earlier=samples.EARLIER),
        "through-all": replace(
            record_samples.through_all(),
            case=replace(
                record_samples.through_all().case,
                steps={one: step for one, step in record_samples.STEPS.items() if one != WITHDRAWN},
            ),
        ),
        "bare": bare(),
        "urgent": urgent(),
        "two-languages": two_languages(),
    }
    return found | {name: filled(*unit) for name, unit in LONGEST.items()}
