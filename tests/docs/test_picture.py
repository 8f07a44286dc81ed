"""Test the picture of a session."""

import html
import re
import subprocess
import sys

from docs.pages import ROOT


def test_the_picture_shows_a_session_as_it_is() -> None:
    """The picture shows the actual output of the same session in a real bash."""
    picture = (ROOT / "docs" / "session.svg").read_text("utf-8")
    matrix = picture.partition('-matrix">')[2]
    drawn = "".join(html.unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", matrix))
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "picture.py", "--print"], capture_output=True, text=True, check=True
    )

    assert True is ("(us-east5+sonnet) ~ $" in done.stdout)
    assert "".join(done.stdout.split()) == "".join(drawn.split())


def test_the_picture_fetches_nothing() -> None:
    """The picture loads no font or image from another server."""
    picture = (ROOT / "docs" / "session.svg").read_text("utf-8")
    assert ["http://www.w3.org/2000/svg"] == re.findall(r"https?://[^\"' )]+", picture)
