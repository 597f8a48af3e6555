"""The slip about an offer of somewhere to live: its forms, and writing it. It names nobody, so it needs no vault and no
consent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from champion_tui.desk.numbers.offers import OfferSlip, offer_named
from champion_tui.desk.options import OptionView
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.store_access import pack_errors
from champion_tui.desk.targets import default_folder, free_file
from champion_tui.desk.training import is_training
from champion_tui.domain.papers.slip_form import FIELD, FORMS, PHONE_MESSAGE
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.knowledge.book import Book
from champion_tui.papers.pack import placing
from champion_tui.papers.slip.offer_slip import SUFFIXES, OfferSource, content

NAME = "about-the-offer"
"""The name of the file that is offered. It says nothing about anybody."""

SAFE_PHONE = "only to a phone that they know to be safe"


@dataclass(frozen=True)
class OfferSlips:
    """The slips about offers. Needs no vault. ``home`` holds the fonts."""

    book: Book
    home: Path
    now: Callable[[], datetime]

    def forms(self) -> tuple[OptionView, ...]:
        """Returns the forms in the order in which every slip offers them."""
        words = {item.id: item.words for item in self.book.codes.get(FIELD, ())}
        hints = {PHONE_MESSAGE: SAFE_PHONE}
        return tuple(OptionView(form, words[form], hints.get(form, "")) for form in FORMS)

    def offered_target(self, form: str) -> Path:
        """Returns the path to offer, at which there is no file yet."""
        return free_file(default_folder(), NAME, SUFFIXES[form][0])

    def write(self, slip: OfferSlip, to: Path) -> None:
        """Writes the slip to ``to``. An existing file is never replaced. Raises ``WrongValue`` for an unknown duty or
        form, ``UnusableValue`` for a file name that the form cannot have, and ``CannotReadOrWrite``.
        """
        if slip.form not in SUFFIXES:
            raise WrongValue(Problem("form", slip.form, f"one of {', '.join(FORMS)}"))
        source = OfferSource(
            self.book.offers,
            offer_named(self.book, slip.duty),
            self.now(),
            slip.notified,
            fonts_of(self.home),
            is_training(self.home),
        )
        with pack_errors():
            placing.place_file(to.absolute(), content(source, slip.form, to.suffix.lower()), placing.UNLISTED)
