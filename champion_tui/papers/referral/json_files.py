"""The referral and the manifest as JSON: stable key order, UTF-8, with a final line end."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.plain_text import encodable
from champion_tui.papers.outgoing import Outgoing
from champion_tui.papers.source import PackSource

FORMAT_VERSION = 1


def dump(values: object) -> bytes:
    """Returns ``values`` as the bytes of a file."""
    return (encodable(json.dumps(values, ensure_ascii=False, indent=2)) + "\n").encode("utf-8")


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(LONDON).isoformat() if moment else None


def _tree(source: PackSource) -> dict[str, str]:
    stamp = source.case.tree
    return {"id": stamp.id, "version": stamp.version, "digest": stamp.digest}


def _ready(answers: Mapping[str, Answer]) -> dict[str, object]:
    return {key: value if isinstance(value, str) else list(value) for key, value in answers.items()}


def _holder(out: Outgoing, holder: str) -> dict[str, object]:
    mine = {one.field.id: one.value for one in out.fields if one.field.holder == holder and one.value is not None}
    return _ready(mine)


def _sent(source: PackSource) -> dict[str, object] | None:
    sent = source.case.sent
    return {"on": sent.on.isoformat(), "code": sent.code, "by": sent.by} if sent else None


def referral(source: PackSource, out: Outgoing) -> bytes:
    """Returns ``referral.json``: what is shared, as ids and raw values, for a machine to read."""
    stage = source.judgement.stage
    return dump(
        {
            "format": FORMAT_VERSION,
            "reference": source.case.reference,
            "made_at": _moment(source.at),
            "authority": {"id": out.answers.get("authority"), "name": source.authority_name},
            "outcome": source.judgement.outcome,
            "stage": str(stage) if stage else None,
            "contact_by": source.contact_by.isoformat() if source.contact_by else None,
            "sent": _sent(source),
            "agreed": sorted(str(part) for part in out.agreed),
            "answers": _ready(out.answers),
            "agency": _holder(out, "agency"),
            "referral": _holder(out, "referral"),
            **_earlier(out),
            "tree": _tree(source),
            "form": {"id": source.form.id, "version": source.form.version},
            **training(source),
        }
    )


def _earlier(out: Outgoing) -> dict[str, object]:
    """Returns the referral that this one follows and what has changed since, as ids; {} if nothing about it may be shared."""
    if out.earlier is None:
        return {}
    one = out.earlier
    changed = [{"what": str(fact.what), "before": fact.before or None, "now": fact.now} for fact in one.changed]
    return {
        "follows": {"reference": one.reference, "sent": one.sent_on.isoformat(), "code": one.code, "changed": changed}
    }


def training(source: PackSource) -> dict[str, object]:
    """Returns the key that every file has in training, and only then."""
    return {"training": True} if source.training else {}


def file_entry(name: str, content: bytes) -> tuple[str, int, str]:
    """Returns a file's name, size in bytes and SHA-256."""
    return name, len(content), sha256_hex(content)


def manifest(source: PackSource, files: Mapping[str, bytes], missing: Sequence[str] = ()) -> bytes:
    """Returns ``manifest.json``: what the pack contains and what it was made from.

    It lists every file except itself. ``missing`` names files that could not be made.
    """
    entries = (file_entry(name, content) for name, content in files.items())
    return dump(
        {
            "format": FORMAT_VERSION,
            "reference": source.case.reference,
            "made_at": _moment(source.at),
            "made_by": source.person,
            "case": {
                "version": source.case.version,
                "created_at": _moment(source.case.created_at),
                "changed_at": _moment(source.case.changed_at),
            },
            "sent": _sent(source),
            "tree": _tree(source),
            "form": {"id": source.form.id, "version": source.form.version},
            "data": {"digest": source.book.digest},
            "consent_words": source.consent_words_version,
            "chain_head": source.chain_head,
            "files": [{"name": name, "bytes": size, "sha256": digest} for name, size, digest in entries],
            **({"missing": list(missing)} if missing else {}),
            **training(source),
        }
    )
