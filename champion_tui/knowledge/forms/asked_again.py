"""Reading what is asked about again (data/asked-again.toml) strictly."""

from champion_tui.domain.cases.asked_again import AskedAgain, NothingWords, apart, together
from champion_tui.ground.tables import Table, parse_toml, reading

SAID = "{said}"


def read_asked_again(raw: bytes, shown_as: str) -> AskedAgain:
    """The lists from the bytes of the TOML file; ``shown_as`` is the file's name in errors. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as top:
        with reading(top.table("everywhere")) as everywhere:
            shared = {key: _together(everywhere, key) for key in ("phrases", "beside", "strokes")}
        lists: dict[str, NothingWords] = {}
        for table in top.tables("list", at_least=1):
            with reading(table) as entry:
                name = entry.id("id")
                if name in lists:
                    raise entry.error("id", f"each list once; {name!r} is there twice")
                lists[name] = _list(entry, shared)
        with reading(top.table("mail")) as mail:
            return AskedAgain(lists, frozenset(mail.texts("domains")))


def _list(entry: Table, shared: dict[str, frozenset[str]]) -> NothingWords:
    why = entry.text("why")
    if SAID not in why:
        raise entry.error("why", f"a sentence with {SAID} in the place of what was typed")
    return NothingWords(
        phrases=shared["phrases"] | _together(entry, "phrases"),
        beside=shared["beside"] | _together(entry, "beside"),
        strokes=shared["strokes"],
        but=frozenset(map(apart, entry.texts("but"))),
        why=why,
        letters=entry.flag("letters"),
        postcodes=entry.flag("postcodes"),
    )


def _together(table: Table, key: str) -> frozenset[str]:
    """The texts of a key as they are compared. A text of signs alone would fit everything."""
    texts = [together(text) for text in table.texts(key)]
    if "" in texts:
        raise table.error(f"{key}[{texts.index('')}]", "a text with a letter or a digit")
    return frozenset(texts)
