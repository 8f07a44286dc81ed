"""Models newer than the Claude Code in use: notes of lint and show."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.test_lint_rules import DAY, NEW, OLD, PLACED, WHO, looked, models
from commandline import called
from vxenv.catalogue.clients import Version
from vxenv.checks.finding import NOTE

Profile = Callable[[str, str | bytes], Path]

GUESS = ", assumes 200K of context and 32K of output, and ignores modelOverrides"
MAIN = f'{PLACED}[models]\nmain = "claude-opus-5-5"\n'


def unknown(client: str, model: str, guess: str) -> str:
    """Return the note about `model`."""
    return f"Claude Code {client} does not know {model}; it sends the ID unchanged{guess}"


def taken(model: str) -> str:
    """Return the end of the note about an ID that is treated like that of `model`."""
    return f" and treats the model like {model}"


@pytest.mark.parametrize(
    ("text", "client", "expected"),
    [
        (MAIN, NEW, []),
        (MAIN, OLD, [unknown("2.1.197", "claude-opus-5-5", f"{GUESS}; supported since 2.1.280")]),
        (
            MAIN,
            Version(2, 1, 279),
            [unknown("2.1.279", "claude-opus-5-5", f"{taken('claude-opus-5')}; supported since 2.1.280")],
        ),
        (
            models(sonnet="claude-sonnet-5-5", opus="claude-opus-4-8"),
            OLD,
            [unknown("2.1.197", "claude-sonnet-5-5", f"{taken('claude-sonnet-5')}; supported since 2.1.284")],
        ),
        (models(opus="claude-opus-4-5", sonnet="claude-sonnet-4-6[1m]"), OLD, []),
        (models(opus="claude-opus-4", sonnet="claude-sonnet-5"), OLD, []),
        (PLACED, OLD, []),
        (f'{WHO}base_url = "https://gateway/v1"\n[models]\nmain = "claude-opus-5-5"\n', OLD, []),
    ],
)
def test_notes(text: str, client: Version, expected: list[str], profile: Profile) -> None:
    """There is a note for each unknown ID, and none for known, own or retired models."""
    profile("p", text)
    found = [one for one in looked(client=client) if one.rule == "unknown-to-client"]

    assert expected == [one.what for one in found]
    assert {(NOTE, ("claude update",))} >= {(one.severity, one.hints) for one in found}


@pytest.mark.parametrize(("client", "guess"), [("2.1.197", GUESS), ("2.1.332", GUESS.replace("200K", "1M"))])
def test_unknown_models_show(client: str, guess: str, profile: Profile) -> None:
    """`show --resolved` has the note below its table, also for IDs unknown to vxenv."""
    profile("p", f'{PLACED}[models]\nmain = "claude-opus-7"\n')
    lines = called("show", "p", "--resolved", "--client", client, env=dict(DAY)).stderr.splitlines()

    assert [unknown(client, '"claude-opus-7"', guess)] == [line for line in lines if "does not know" in line]


def test_million_on_an_old_client(profile: Profile) -> None:
    """[1m] is not redundant for a version that assumes one million tokens only with it."""
    profile("p", f'{PLACED}[models]\nmain = "claude-opus-4-8[1m]"\n')

    assert [0, 1] == [sum(one.rule == "no-million" for one in looked(client=client)) for client in (OLD, NEW)]
