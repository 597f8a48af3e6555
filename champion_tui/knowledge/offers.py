"""Reads data/offers.toml: what housing and children's services together tell a family about an offer of somewhere to live."""

from datetime import date

from champion_tui.domain.dates.deadlines import review_by
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.links import Links


@immutable
class SourcePlace:
    """Where something is written: a source's id and the section in it, "" if none is given."""

    source: str
    paragraph: str


@immutable
class Offer:
    """An offer, by the duty under which it is made. ``review`` says whether there is a review under s.202. ``accept`` and
    ``refuse`` are the consequences of each choice. ``ask`` is what to ask an adviser, because no source here settles it.
    """

    id: str
    name: str
    what: str
    review: bool
    accept: tuple[str, ...]
    refuse: tuple[str, ...]
    ask: tuple[str, ...]
    written: SourcePlace


@immutable
class ByWhen:
    """The sentences about the last day to ask for a review. ``told``, ``until`` and ``passed`` have the blank ``{day}``."""

    told: str
    not_told: str
    until: str
    passed: str
    no_review: str


@immutable
class Offers:
    """The whole file. ``days`` is the rule for the last day to ask for a review, ``wrong`` describes the error in the guidance
    about it, each with its source. ``friends`` is about staying with somebody in the meantime.
    """

    version: str
    title: str
    message: str
    message_without_review: str
    written: SourcePlace
    days: str
    by_when: ByWhen
    days_written: SourcePlace
    wrong: str
    wrong_written: SourcePlace
    friends_title: str
    friends: tuple[str, ...]
    friends_written: SourcePlace
    offers: tuple[Offer, ...]

    def message_for(self, offer: Offer) -> str:
        """Returns the joint message about ``offer``. If there is no review, it does not tell anybody to ask for one."""
        return self.message if offer.review else self.message_without_review

    def last_day_words(self, offer: Offer, notified: date | None, today: date) -> tuple[str, ...]:
        """Returns sentences about the last day to ask for a review of ``offer``, the most important last. ``notified`` is the day
        the family was told of the decision (None if not known); ``today`` is London's date.
        """
        words = self.by_when
        if not offer.review:
            return (words.no_review,)
        if notified is None:
            return (words.not_told,)
        last = review_by(notified).last_day
        said = words.until if last >= today else words.passed
        return words.told.format(day=day_words(notified)), said.format(day=day_words(last))

    def offer(self, offer_id: str) -> Offer | None:
        """Returns the offer with that id, or None."""
        return next((one for one in self.offers if one.id == offer_id), None)


def read_offers(raw: bytes, shown_as: str, links: Links) -> Offers:
    """Reads the whole file. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        days, friends = table.table("days"), table.table("friends")
        with reading(days), reading(friends):
            return Offers(
                version=table.text("version"),
                title=table.text("title"),
                message=table.text("message"),
                message_without_review=table.text("message_without_review"),
                written=_place(table, links),
                days=days.text("words"),
                by_when=ByWhen(
                    told=_with_day(days, "told"),
                    not_told=days.text("not_told"),
                    until=_with_day(days, "until"),
                    passed=_with_day(days, "passed"),
                    no_review=days.text("no_review"),
                ),
                days_written=_place(days, links),
                wrong=days.text("wrong"),
                wrong_written=_place(days, links, "wrong_"),
                friends_title=friends.text("title"),
                friends=_filled(friends, "words"),
                friends_written=_place(friends, links),
                offers=tuple(_offer(entry, links) for entry in table.tables("offer", at_least=1)),
            )


def _offer(table: Table, links: Links) -> Offer:
    with reading(table):
        return Offer(
            id=links.give("offer", table),
            name=table.text("name"),
            what=table.text("what"),
            review=table.flag("review"),
            accept=_filled(table, "accept"),
            refuse=_filled(table, "refuse"),
            ask=_filled(table, "ask"),
            written=_place(table, links),
        )


def _with_day(table: Table, key: str) -> str:
    """Returns a sentence with the single blank ``{day}``. Raises ``DataError``."""
    text = table.text(key)
    if text.count("{") != 1 or "{day}" not in text:
        raise table.error(key, "a sentence with the blank {day}")
    return text


def _filled(table: Table, key: str) -> tuple[str, ...]:
    texts = table.texts(key)
    if not texts:
        raise table.error(key, "one or more texts")
    return texts


def _place(table: Table, links: Links, prefix: str = "") -> SourcePlace:
    return SourcePlace(links.use("source", table, f"{prefix}source"), table.text(f"{prefix}paragraph", ""))
