"""The last line of ``make test``: what the test run just ended left out, if anything. Gives exit code 0 either way.

pytest's closing line must stay its own, so the words are kept in a file by ``left_out`` and said once more here.
"""

import sys

from left_out import RECORD


def main() -> int:
    """Print the record, in red on a terminal."""
    words = RECORD.read_text(encoding="utf-8") if RECORD.exists() else ""
    if words:
        sys.stdout.write(f"\n\033[1;31m{words}\033[0m\n" if sys.stdout.isatty() else f"\n{words}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
