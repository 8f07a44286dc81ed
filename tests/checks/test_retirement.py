"""Retirement: findings before, on and after the day, for each version, and the effect of upgrade."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checks.test_lint_rules import PLACED, WHO, at, looked, models
from commandline import called
from vxenv.catalogue.clients import Version
from vxenv.checks.finding import ERROR, NOTE, WARNING
from vxenv.checks.retirement_dates import render_day

Profile = Callable[[str, str | bytes], Path]

S45 = "claude-sonnet-4-5@20250929"
FIRST, LAST, NEWER = Version(2, 1, 197), Version(2, 1, 330), Version(2, 1, 332)
BEFORE, DAY, AFTER, LATER = date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 15), date(2027, 3, 1)
RULES = ("retired-model", "retiring-model")

MAIN = f'{PLACED}[models]\nmain = "sonnet"\n'
PLAN = f'{PLACED}[models]\nmain = "opusplan"\n'
AGENT = f'{PLACED}[models]\nmain = "claude-opus-5-5"\nsubagent = "sonnet"\n'
OPUS = f'{PLACED}[models]\nmain = "claude-opus-5-5"\n'
SENDS = f"Claude Code before 2.1.332 sends {S45}, which"
ONLY = f"sonnet is not pinned: {SENDS}"
FAIL = "/model sonnet and subagents that use it"


@pytest.mark.parametrize(
    ("text", "client", "expected"),
    [
        (MAIN, FIRST, [ERROR]),
        (MAIN, LAST, [ERROR]),
        (MAIN, NEWER, []),
        (PLAN, LAST, [ERROR]),
        (PLAN, NEWER, []),
        (AGENT, FIRST, [ERROR]),
        (AGENT, LAST, [ERROR]),
        (AGENT, NEWER, []),
        (models(sonnet=S45), LAST, [ERROR]),
        (models(sonnet=S45), NEWER, [ERROR]),
        (OPUS, FIRST, [WARNING]),
        (OPUS, LAST, [WARNING]),
        (OPUS, NEWER, []),
        (PLACED, FIRST, [ERROR]),
        (PLACED, LAST, [WARNING, NOTE]),
        (PLACED, NEWER, []),
        (models(), FIRST, []),
        (models(), LAST, []),
        (models(main="sonnet"), LAST, []),
        ('[models]\nmain = "claude-opus-5-5"\n', LAST, []),
        (f'{WHO}base_url = "https://gateway/v1"\n[models]\nmain = "sonnet"\n', LAST, []),
    ],
)
@pytest.mark.parametrize("today", [DAY, AFTER, LATER], ids=str)
def test_retirement_retired(text: str, client: Version, expected: list[str], today: date, profile: Profile) -> None:
    """A used model is an error, a possibly used one a warning, and other defaults are not reported."""
    profile("p", text)

    assert expected == [one.severity for one in looked(client=client, today=today) if one.rule == "retired-model"]


@pytest.mark.parametrize(
    ("text", "client", "expected"),
    [
        (MAIN, LAST, [WARNING]),
        (OPUS, FIRST, [WARNING]),
        (PLACED, LAST, [WARNING]),
        (MAIN, NEWER, []),
        (OPUS, NEWER, []),
        (PLACED, NEWER, []),
        (models(), FIRST, []),
    ],
)
def test_the_day_before(text: str, client: Version, expected: list[str], profile: Profile) -> None:
    """Before the day itself nothing is an error."""
    profile("p", text)

    assert expected == [one.severity for one in looked(client=client, today=BEFORE) if one.rule in RULES]


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        (MAIN, BEFORE, f"main uses sonnet, which is not pinned: {SENDS} retires on 2026-11-30, tomorrow"),
        (MAIN, AFTER, f"main uses sonnet, which is not pinned: {SENDS} retired on 2026-11-30"),
        (f'{MAIN}subagent = "sonnet"\n', DAY,
         f"main and subagent use sonnet, which is not pinned: {SENDS} retired on 2026-11-30, today"),
        (OPUS, BEFORE, f"{ONLY} retires on 2026-11-30, tomorrow; {FAIL} will then fail"),
        (OPUS, LATER, f"{ONLY} retired on 2026-11-30; {FAIL} fail"),
    ],
)  # fmt: skip
def test_retirement_what_is_said(text: str, today: date, expected: str, profile: Profile) -> None:
    """A finding names role, versions, model and date, and its hint pins a model that is served."""
    profile("p", text)
    found = [one for one in looked(client=LAST, today=today) if one.rule in RULES]

    assert [(expected, ("vxenv set p models.sonnet=claude-sonnet-5-5",))] == [(one.what, one.hints) for one in found]


@pytest.mark.parametrize("today", [DAY, AFTER, LATER], ids=str)
@pytest.mark.parametrize(("client", "code"), [("2.1.197", 1), ("2.1.330", 1), ("2.1.332", 0)])
def test_lint_exits(client: str, code: int, today: date, profile: Profile) -> None:
    """An alias of a retired model makes lint fail for the versions that send it."""
    profile("p", MAIN)

    assert code == called("lint", "p", "--client", client, env={"VXENV_TODAY": f"{today}"}).code


@pytest.mark.parametrize("client", ["2.1.197", "2.1.330"])
@pytest.mark.parametrize(
    ("location", "to"),
    [("global", "claude-sonnet-5-5"), ("eu", "claude-sonnet-5"), ("europe-west1", "claude-sonnet-4-6")],
)
@pytest.mark.parametrize("model", ["sonnet", "claude-opus-4-6"])
def test_upgrade_pins(model: str, location: str, to: str, client: str, profile: Profile) -> None:
    """An unpinned family is pinned to a model served in the profile's location, and no finding is left."""
    path = profile("p", at(location, main=model))
    environment = {"VXENV_TODAY": "2026-12-15"}
    ran = called("upgrade", "p", "--yes", "--client", client, env=environment)

    assert (0, True) == (ran.code, f'sonnet = "{to}"\n' in path.read_text())
    assert [] == [one for one in looked(client=Version.parse(client), today=AFTER) if one.rule in RULES]
    assert (
        "no retired or retiring models found\n"
        == called("upgrade", "p", "--yes", "--client", client, env=environment).stderr
    )


def test_upgrade_leaves_what_is_well(profile: Profile) -> None:
    """If the default is another model or nothing retires soon, upgrade changes nothing."""
    profile("p", MAIN)

    for client, today in (("2.1.332", "2026-12-15"), ("2.1.330", "2026-09-30")):
        assert (
            "no retired or retiring models found\n"
            == called("upgrade", "p", "--client", client, env={"VXENV_TODAY": today}).stderr
        )


def test_upgrade_says_where_nothing_follows(profile: Profile) -> None:
    """Without a known successor in the location, this is reported and nothing changes."""
    path = profile("p", at("asia-northeast1", main="sonnet"))
    before = path.read_bytes()
    ran = called("upgrade", "p", "--yes", "--client", "2.1.330", env={"VXENV_TODAY": "2026-12-15"})

    assert (0, before) == (ran.code, path.read_bytes())
    assert (
        f"p: {S45} retired on 2026-11-30; sent by Claude Code before 2.1.332; no known successor is served in"
        " asia-northeast1" == ran.stderr.splitlines()[0]
    )


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "2026-11-29"), (0, "2026-11-30, today"), (1, "2026-12-01, tomorrow"),
                           (3, "2026-12-03, in 3 days")]
)  # fmt: skip
def test_retirement_days(days: int, expected: str) -> None:
    """A date is followed by its distance, unless it is past."""
    assert expected == render_day(date.fromordinal(DAY.toordinal() + days), DAY)


def test_commands_say_it(profile: Profile) -> None:
    """`use`, `exec` and `status` report a retiring model once, with its date and a hint."""
    profile("p", models(sonnet=S45))
    said = ["warning: p: claude-sonnet-4-5 retires on 2026-11-30, tomorrow", "hint: vxenv upgrade p"]
    environment = {
        "VXENV_TODAY": "2026-11-29",
        "VXENV_PROFILE": "p",
        "VXENV_REASON": "use",
        "__VXENV_HOOK": "bash 1 /h",
    }
    for words in (["use", "p"], ["exec", "p", "--", "true"], ["status"]):
        command = subprocess.run(
            [sys.executable, "-P", "-m", "vxenv", *words], env={**os.environ, **environment}, capture_output=True,
            text=True, check=True,
        )  # fmt: skip

        assert said == [line for line in command.stderr.splitlines() if line.startswith(("warning: ", "hint: "))]


@pytest.mark.parametrize(
    ("version", "expected"),
    [("2.1.330", [f"warning: p: main uses sonnet, which is not pinned: {SENDS} retired on 2026-11-30, today",
                  "hint: vxenv set p models.sonnet=claude-sonnet-5-5"]), ("2.1.332", [])],
)  # fmt: skip
def test_installed_client(version: str, expected: list[str], profile: Profile, home: Path) -> None:
    """`use` considers the installed version of Claude Code."""
    profile("p", MAIN)
    program = home / "versions" / version
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o755)
    (home / "bin").mkdir()
    (home / "bin" / "claude").symlink_to(program)
    ran = called("use", "p", env={"VXENV_TODAY": f"{DAY}", "PATH": str(home / "bin"), "__VXENV_HOOK": "bash 1 /h"})

    assert expected == [line for line in ran.stderr.splitlines() if line.startswith(("warning: ", "hint: "))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[models]\nmain = "claude-opus-5-5"\n', True),
        ('[vertex]\nregion = "eu"\n', False),
        (WHO, False),
        ("[vertex]\nenabled = false\n", False),
    ],
)
def test_a_layer_alone(text: str, said: bool, profile: Profile) -> None:
    """`use` of a layer alone notes that it sets neither project nor location."""
    profile("p", text)
    ran = called("use", "p", env={"__VXENV_HOOK": "bash 1 /h"})

    assert said == ('note: "p" sets no project and no location' in ran.stderr)
