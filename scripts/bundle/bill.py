"""The bill of materials (CycloneDX 1.6, as JSON) and the licences of everything in the bundle, from the wheels themselves."""

import json
import re
import tomllib
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name, parse_wheel_filename

LICENCE_FILE = re.compile(r"[^/]+\.dist-info/(?:.*/)?[^/]*(licen[cs]e|copying|notice)[^/]*", re.IGNORECASE)
MOST_BYTES = 1_000_000
SEED = uuid.UUID("6c1b0f0e-5d0b-5a55-9f6a-8f2f6d6f2a17")
"""Derives the serial number of a bill from its contents, so that the same bundle has the same bill."""


class UnknownLicence(Exception):
    """A part whose licence is not known or not allowed, as a sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bundle.

    ``licence`` is an SPDX expression, ``texts`` are the licence texts by file name, and ``files`` the SHA-256 of its
    files by name. ``within`` is the part that contains it, "" for a wheel.
    """

    name: str
    version: str
    licence: str
    texts: Mapping[str, str]
    files: Mapping[str, str]
    within: str = ""


def parts(
    folder: Path, sums: Mapping[str, str], known: Mapping[str, Any], texts: Path, *, standalone: bool
) -> tuple[Part, ...]:
    """Returns the contents of the wheels in ``folder``, and with ``standalone`` those of the self-contained program too.

    ``known`` (requirements/licences.toml) describes parts that do not state their licence; their texts are in
    ``texts``. Raises ``UnknownLicence``, also for an entry of ``known`` that nothing needs.
    """
    by_name: dict[tuple[str, str], list[str]] = {}
    for file in sums:
        name, version, _, _ = parse_wheel_filename(file)
        by_name.setdefault((name, str(version)), []).append(file)
    packages, inside = known.get("packages", {}), known.get("inside", {})
    if idle := sorted(packages.keys() - {name for name, _ in by_name}):
        raise UnknownLicence(f"requirements/licences.toml speaks of packages that are not here: {', '.join(idle)}.")
    found = [
        _part(folder, name, version, {file: sums[file] for file in files}, packages.get(name, {}), texts)
        for (name, version), files in sorted(by_name.items())
    ]
    found += [
        Part(name, "", _expression(name, about["licence"]), _own_texts(about, texts), {}, about["within"])
        for name, about in sorted(inside.items())
    ]
    if standalone:
        found += [
            Part(name, "", _expression(name, licence), {}, {}, "the self-contained program")
            for name, licence in sorted(known["standalone"].items())
        ]
    return tuple(found)


def _part(
    folder: Path, name: str, version: str, files: Mapping[str, str], about: Mapping[str, Any], texts: Path
) -> Part:
    with zipfile.ZipFile(folder / min(files)) as wheel:
        names = wheel.namelist()
        metadata = next(entry for entry in names if entry.endswith(".dist-info/METADATA"))
        said = BytesParser().parsebytes(wheel.read(metadata)).get("License-Expression")
        own = {
            entry.rpartition(".dist-info/")[2].removeprefix("licenses/").replace("/", "-"): wheel.read(entry).decode(
                "utf-8", "replace"
            )
            for entry in names
            if LICENCE_FILE.fullmatch(entry) and not entry.endswith("/") and wheel.getinfo(entry).file_size < MOST_BYTES
        }
    if said and "licence" in about:
        raise UnknownLicence(f"{name} says its licence itself now ({said}): take it out of requirements/licences.toml.")
    licence = said or about.get("licence")
    if not licence:
        raise UnknownLicence(
            f"{name} {version} does not say its licence: look it up, and enter it in requirements/licences.toml."
        )
    own |= _own_texts(about, texts)
    if not own:
        raise UnknownLicence(
            f"{name} {version} brings no text of its licence: enter one in requirements/licences.toml."
        )
    return Part(name, version, _expression(name, licence), own, files)


def _own_texts(about: Mapping[str, Any], texts: Path) -> dict[str, str]:
    return {file: (texts / file).read_text(encoding="utf-8") for file in about.get("texts", ())}


def _expression(name: str, licence: str) -> str:
    try:
        return canonicalize_license_expression(licence)
    except InvalidLicenseExpression as error:
        raise UnknownLicence(f"The licence of {name} is no SPDX expression: {licence}.") from error


def refuse_strict(found: Iterable[Part], allowed: Iterable[str]) -> None:
    """Raises ``UnknownLicence`` for a part whose licence contains a word that is not in ``allowed``."""
    allowed = frozenset(allowed)
    for part in found:
        words = set(re.split(r"[\s()]+", part.licence)) - {"AND", "OR", "WITH", ""}
        if not words <= allowed:
            raise UnknownLicence(f"{part.name} has a licence that nobody has agreed to yet: {part.licence}.")


def bill(program: str, version: str, found: tuple[Part, ...]) -> str:
    """Returns the bill of materials of ``program``, which is itself one of the parts."""
    components = [_component(part) for part in found if part.name != program]
    body: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": _component(next(part for part in found if part.name == program)) | {"type": "application"}
        },
        "components": components,
        "dependencies": [
            {
                "ref": _ref(program, version),
                "dependsOn": [_ref(part.name, part.version) for part in found if part.name != program],
            }
        ],
    }
    serial = uuid.uuid5(SEED, json.dumps(body, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{serial}", **body}, indent=1, ensure_ascii=False) + "\n"


def _ref(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}" if version else f"inside:{name}"


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "library", "bom-ref": _ref(part.name, part.version), "name": part.name}
    if part.version:
        component |= {"version": part.version, "purl": _ref(part.name, part.version)}
    if part.within:
        component["properties"] = [{"name": "champion-tui:within", "value": part.within}]
    component["licenses"] = [{"expression": part.licence}]
    if part.files:
        component["components"] = [
            {"type": "file", "name": file, "hashes": [{"alg": "SHA-256", "content": part.files[file]}]}
            for file in sorted(part.files)
        ]
    return component


def table(found: Iterable[Part]) -> str:
    """Returns a table of all parts with their licences, one line each, for people."""
    rows = [(part.name, part.version or f"in {part.within}", part.licence) for part in found]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "".join(f"{name:<{widths[0]}}  {version:<{widths[1]}}  {licence}\n" for name, version, licence in rows)


def write_texts(found: Iterable[Part], folder: Path) -> None:
    """Writes the texts of all licences, in a folder for each part."""
    for part in found:
        if not part.texts:
            continue  # the self-contained program contains its own
        place = folder / canonicalize_name(part.name)
        place.mkdir(parents=True)
        for name, text in part.texts.items():
            (place / name).write_text(text, encoding="utf-8")


def read_known(path: Path) -> dict[str, Any]:
    """Returns the contents of requirements/licences.toml."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
