"""The last line of ``make test``: what the test run left out, if anything. The exit code is always 0.

pytest's closing line must stay its own, so ``left_out`` writes the words to a file and this program prints them again.
"""

import sys

from left_out import RECORD


def main() -> int:
    """Prints the record, in red on a terminal."""
    words = RECORD.read_text(encoding="utf-8") if RECORD.exists() else ""
    if words:
        sys.stdout.write(f"\n\033[1;31m{words}\033[0m\n" if sys.stdout.isatty() else f"\n{words}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
