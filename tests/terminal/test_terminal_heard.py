"""Bytes that are no text, sent to the real program by a terminal that is set to another encoding."""


def test_a_byte_of_another_encoding_ends_nothing(open_terminal):
    """An é of Latin-1, typed on a page and in a search: the program goes on, shows a sign for it, and leaves as ever."""
    with open_terminal() as screen:
        screen.wait_for("Someone may be homeless")
        screen.write(b"\xe9")
        screen.press("F2")
        screen.wait_for("Emergency services")
        screen.write(b"\xe9\xff")
        screen.wait_for("\ufffd")
        screen.press("Esc")
        screen.wait_for("Someone may be homeless")
        screen.press("q").wait_for("Leave").choose(2)
        assert screen.wait_end() == 0


def test_a_paste_with_escapes_presses_nothing(open_terminal):
    """Enter and digits behind an escape in a paste lead nowhere: the same page stands there afterwards, and its keys work."""
    with open_terminal() as screen:
        screen.wait_for("Someone may be homeless")
        screen.write(b"\x1b[200~a\x1b\r5\r\x1bq1\r\x1b[201~")
        screen.press("F2")
        screen.wait_for("Emergency services")
        screen.press("Esc")
        screen.wait_for("Someone may be homeless")
        screen.press("q").wait_for("Leave").choose(2)
        assert screen.wait_end() == 0
