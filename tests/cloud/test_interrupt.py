"""Test Ctrl-C during probe at a real terminal."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pytest

from cloud.fake import Asked, Google, Says

PATIENCE = 60


@pytest.fixture
def terminal(
    environment: Mapping[str, str], google: Google, profile: Callable[[str, str], Path]
) -> Callable[..., "pexpect.spawn[str]"]:
    """Provide a function that starts ``vxenv`` on a terminal; the profile `p` selects the Google server here."""
    profile("p", f'[vertex]\nproject = "acme-prod"\nregion = "global"\n{google.table()}')

    def start(*words: str) -> "pexpect.spawn[str]":
        env = {**os.environ, **environment, "VXENV_TODAY": "2026-11-22", "TERM": "xterm", "COLUMNS": "100"}
        return pexpect.spawn(
            sys.executable, ["-P", "-m", "vxenv", *words], env=env, timeout=PATIENCE, encoding="utf-8"
        )

    return start


def test_ctrl_c_shows_what_is_known(google: Google, terminal: Callable[..., "pexpect.spawn[str]"]) -> None:
    """Ctrl-C ends the wait at once, shows and stores the results so far; the exit code is 130."""

    def tell(asked: Asked) -> Says:
        return Says(body={"input_tokens": 8}, how="slow" if asked.location in ("us", "eu") else "whole")

    google.says["count"] = tell
    with terminal("probe", "p", "--models", "claude-opus-5-5", "--locations", "global,us,eu") as child:
        child.expect("sending 3 requests for project acme-prod, free of charge")
        child.expect("1/3 +claude-opus-5-5 in global: served")  # the bar
        child.sendintr()
        child.expect("claude-opus-5-5 +global +served +[0-9]+ ms +▇")
        child.expect("interrupted: 1 of 3 results")
        child.expect(pexpect.EOF)
        said = child.before or ""
        child.wait()
        assert (130, None, False) == (child.exitstatus, child.signalstatus, "Traceback" in said)


def test_the_bar_goes_away(terminal: Callable[..., "pexpect.spawn[str]"]) -> None:
    """At the end there is a table with a title, and the bar is removed."""
    with terminal("probe", "p", "--models", "claude-opus-5-5", "--locations", "global,eu") as child:
        child.expect("MODEL +LOCATION +RESULT +TIME")
        child.expect(pexpect.EOF)
        said = child.before or ""
        child.wait()
        assert (0, 2, False) == (child.exitstatus, said.count("served"), "2/2" in said)


def test_interrupt_quiet(terminal: Callable[..., "pexpect.spawn[str]"]) -> None:
    """With --quiet the bar is not shown."""
    with terminal("--quiet", "probe", "p", "--models", "claude-opus-5-5", "--locations", "global") as child:
        child.expect(pexpect.EOF)
        said = child.before or ""
        child.wait()
        assert (0, False) == (child.exitstatus, "1/1" in said or "0/1" in said)
