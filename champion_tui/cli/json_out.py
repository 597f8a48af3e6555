"""Prints a result as one JSON object. The full screen and ``numbers`` as text do not load this module."""

import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from champion_tui.cli.streams import CLOSED, is_utf8, without_surrogates
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.ground.visible import DRIVES_A_TERMINAL


def show_json(value: Mapping[str, Any]) -> None:
    """Prints one JSON object and nothing else.

    It is UTF-8 if the stream is, otherwise ASCII with escapes. Characters that control a terminal are written as JSON
    escapes. Raises as ``streams.show`` does.
    """
    stream = sys.stdout
    if stream is None:
        raise CannotReadOrWrite(CLOSED)
    text = json.dumps(value, ensure_ascii=not is_utf8(stream), indent=2, allow_nan=False)
    stream.write(DRIVES_A_TERMINAL.sub(_json_escaped, without_surrogates(text)) + "\n")


def _json_escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
