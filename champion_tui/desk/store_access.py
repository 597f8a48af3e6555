"""Turns errors of the store and of the papers into the desk's own, so that front ends handle one family of errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from champion_tui.desk.errors import (
    CannotReadOrWrite,
    Damaged,
    Locked,
    NeedsToday,
    NotAsSeen,
    RefusedByProcedure,
    UnusableValue,
    os_error_words,
)
from champion_tui.papers import errors as paper_errors
from champion_tui.store import errors

OPTIONS = {
    "UnusablePassphrase": "passphrase",
    "UnusableName": "name",
    "NoSuchPerson": "as",
    "NoSuchCase": "reference",
    "NoSuchEarly": "own_reference",
    "EarlyTaken": "own_reference",
    "CopyUnusable": "file",
}
"""For each store error about a value, the option or field that it concerns."""


def _option(error: Exception) -> str:
    return next(OPTIONS[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in OPTIONS)


@contextmanager
def store_errors() -> Iterator[None]:
    """Turns store errors raised inside the block into errors of the desk with the same sentence."""
    try:
        yield
    except (errors.NoVault, errors.WrongPassphrase) as error:
        raise Locked(str(error), error.way_out) from error
    except (
        errors.UnusablePassphrase,
        errors.UnusableName,
        errors.NoSuchPerson,
        errors.NoSuchCase,
        errors.NoSuchEarly,
        errors.EarlyTaken,
        errors.CopyUnusable,
    ) as error:
        raise UnusableValue(_option(error), f"{error} {error.way_out}".strip()) from error
    except (errors.StoreDamaged, errors.VaultDamaged) as error:
        raise Damaged(str(error), error.way_out, error.copy) from error
    except errors.NotAsSeen as error:
        raise NotAsSeen(str(error), error.way_out) from error
    except errors.CopyReadmits as error:
        raise NeedsToday(str(error), error.way_out) from error
    except (errors.NotAllowed, errors.CaseSent, errors.AlreadyFollowed, errors.TeamNeeded) as error:
        raise RefusedByProcedure(str(error), error.way_out) from error
    except errors.StoreError as error:
        raise CannotReadOrWrite(str(error), error.way_out) from error
    except OSError as error:
        raise CannotReadOrWrite(os_error_words(error)) from error


@contextmanager
def pack_errors() -> Iterator[None]:
    """Turns errors of the papers raised inside the block into errors of the desk with the same sentence."""
    try:
        yield
    except (
        paper_errors.NotAgreed,
        paper_errors.NoReferral,
        paper_errors.NoLetter,
        paper_errors.NoPaper,
        paper_errors.LanguageNotPrinted,
    ) as error:
        raise RefusedByProcedure(str(error)) from error
    except paper_errors.WrongSuffix as error:
        raise UnusableValue("to", str(error)) from error
    except paper_errors.NothingToSeal as error:
        raise UnusableValue("form", str(error)) from error
    except paper_errors.WrongSheet as error:
        raise UnusableValue("file", str(error)) from error
    except paper_errors.PackError as error:
        raise CannotReadOrWrite(str(error)) from error
    except OSError as error:
        raise CannotReadOrWrite(os_error_words(error)) from error
