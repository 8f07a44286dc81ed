"""Test the progress bar for reading transcripts."""

import io
import sys

import pytest

from vxenv.cli.reading_progress import show_reading


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def begin_terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return a terminal that is stderr from now on: pytest replaces it after fixtures."""
    stream = _Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


@pytest.mark.parametrize(("size", "shown"), [(100 << 20, True), (1 << 20, False)])
def test_only_a_long_reading_is_shown(monkeypatch: pytest.MonkeyPatch, size: int, shown: bool) -> None:
    """Few bytes need no bar; that of many is removed at the end."""
    terminal = begin_terminal(monkeypatch)
    with show_reading() as show:
        assert show is not None
        show(size // 2, size)
        show(size, size)
    text = terminal.getvalue()

    assert [shown, shown] == [" 50%" in text, text.endswith("\r\x1b[2K\x1b[?25h")]
    assert shown == bool(text)


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("VXENV_QUIET", "1")])
def test_no_progress(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A dumb terminal, and --quiet, show none."""
    terminal = begin_terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    with show_reading() as show:
        assert show is None
    assert "" == terminal.getvalue()


def test_no_progress_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as stderr shows none."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with show_reading() as show:
        assert show is None
