"""Advice: warnings of use, set, add, edit and allow about profiles."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checks.test_lint_rules import DAY, PINS, PLACED, WHO, WHOLE, at, models
from commandline import Run, called
from vxenv.checks.advice import list_advice
from vxenv.plans.build import make_plan
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str | bytes], Path]

RETIRED = "claude-opus-4 retired on 2026-09-14"
LEAVES = "warning: soon: claude-sonnet-4-5 retires on 2026-11-30, in 8 days"


def warnings(*words: str, env: Mapping[str, str | None] | None = None) -> list[str]:
    """Return the lines of a command with warnings."""
    ran = called(*words, env={**DAY, **(env or {})})
    assert 0 == ran.code, ran.stderr
    return [line for line in ran.stderr.splitlines() if line.startswith(("error: ", "warning: ", "note: ", "and "))]


def used(*words: str, env: Mapping[str, str | None] | None = None) -> list[str]:
    """Return the lines of ``vxenv use`` with warnings."""
    return warnings("use", *words, env={"__VXENV_HOOK": "bash 1 /h", **(env or {})})


def test_advice_use(profile: Profile) -> None:
    """A switch warns about retired, retiring and failing models of the whole stack, and not about a valid profile."""
    profile("old", models(main="claude-opus-4@20250514"))
    profile("soon", models(sonnet="claude-sonnet-4-5@20250929"))
    profile("east", f'{WHO}region = "us-east5"\n')
    profile("pins", PINS)
    profile("p", WHOLE)

    assert [f"warning: old: {RETIRED}"] == used("old")
    assert [LEAVES] == used("soon")
    assert ["warning: pins: claude-opus-5-5 is not served in us-east5 (main)",
            "warning: pins: claude-sonnet-5 is not served in us-east5 (sonnet)"] == used("east", "pins")  # fmt: skip
    layer = 'note: "pins" sets no project and no location; combine it with a profile that sets them'
    assert [[], [layer]] == [used("p"), used("pins")]


def test_opus_41_is_told(profile: Profile) -> None:
    """A deprecated model is reported on a switch."""
    profile("p", models(main="claude-opus-4-1"))

    assert ["warning: p: claude-opus-4-1 is deprecated and has retired on the Anthropic API"] == used("p")


def test_three_lines_at_most(profile: Profile) -> None:
    """At most three lines are printed, and the last one has the command for the rest."""
    profile("p", at("us-east5", main="claude-opus-5-5", opus="claude-opus-4@20250514", sonnet="sonnet",
                    haiku="claude-3-5-haiku@20241022", fable="claude-fable-5"))  # fmt: skip
    said = used("p")

    assert (3, "and 3 more: vxenv lint") == (len(said), said[-1])
    assert (3, "vxenv lint p") == (len(closer := warnings("set", "p", "description=x")), closer[-1].partition(": ")[2])


def test_advice_set(profile: Profile) -> None:
    """A profile that was just written is checked more strictly, and every line names its profile."""
    for name in ("a", "b"):
        profile(name, WHOLE)
    old = "claude-opus-4@20250514"

    assert [f"warning: a: {RETIRED}"] == warnings("set", "a", f"models.main={old}")
    assert [] == warnings("set", "a", "models.main=claude-opus-5-5")
    assert ["note: previously unset in b  (skip: --if-set)", f"warning: a: {RETIRED}", f"warning: b: {RETIRED}"] == (
        warnings("set", "*", f"models.main={old}")
    )
    assert [] == warnings("set", "*", f"models.main={old}")  # already set
    assert [] == warnings("set", "a", "models.main=claude-opus-5", "--dry-run")
    assert ['warning: b: unknown location "us-east-5"; did you mean "us-east5"?'] == warnings(
        "set", "b", "vertex.region=us-east-5", "models.main=claude-opus-4-6"
    )
    failing = "claude-opus-5-5 (opus) and claude-sonnet-5 (sonnet)"
    assert [f"warning: b: no location: Claude Code uses us-east5, which does not serve {failing}"] == warnings(
        "unset", "b", "vertex.region"
    )


def test_parents_are_not_asked_for_all(profile: Profile) -> None:
    """A base profile may be incomplete."""
    profile("base", f"{WHO}{PINS}")
    profile("child", 'extends = "base"\n[vertex]\nregion = "global"\n')

    assert [] == warnings("set", "base", "models.opus=claude-opus-5")


def test_add() -> None:
    """A new profile is checked as well."""
    assert ["warning: p: claude-opus-5 is not served in us-east5 (main)"] == warnings(
        "add", "p", "--project", "acme-prod", "--region", "us-east5", "--opus", "claude-opus-5",
        "--sonnet", "claude-sonnet-4-6", "--haiku", "claude-haiku-4-5",
    )  # fmt: skip


def test_advice_edit(profile: Profile, tmp_path: Path) -> None:
    """An edited profile is checked, an unchanged one is not."""
    profile("p", models(main="claude-opus-5"))
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i \'s/claude-opus-5"/claude-opus-4@20250514"/\' "$1"\n')
    editor.chmod(0o755)
    environment = {"EDITOR": f"'{editor}'", "VISUAL": None}

    assert [f"warning: p: {RETIRED}"] == warnings("edit", "p", env=environment)
    assert [] == warnings("edit", "p", env={"EDITOR": "true", "VISUAL": None})


def test_allow(profile: Profile, work: Path) -> None:
    """Problems of a directory file and its profile are shown before it is allowed."""
    profile("p", WHOLE)
    (work / ".vxenv.toml").write_text('profile = "p"\n[vertex]\nregion = "us-east5"\n')
    said = warnings("allow")

    assert ["warning: p: claude-opus-5-5 is not served in us-east5 (main)",
            "warning: p: claude-sonnet-5 is not served in us-east5 (sonnet)"] == said  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["use bad", "status", "show bad", "set bad description=x", "unset bad models.haiku", "copy bad other",
     "rename bad other", "add other --from bad", "default bad", "local bad", "export bad", "exec bad -- true",
     "upgrade bad --dry-run", "diff bad @shell", "models", "list"],
)  # fmt: skip
def test_severity_of_success(line: str, profile: Profile, run: Run) -> None:
    """A command that succeeds prints no error, and each of its warnings names the profile."""
    profile("bad", f'[vertex]\nproject = "acme-prod"\nregion = "us-east5"\n{PINS}')
    ran = run(*line.split(), env={**DAY, "__VXENV_HOOK": "bash 1 /h"})
    lines = (ran.stdout + ran.stderr).splitlines()

    assert (0, [], []) == (
        ran.code,
        [text for text in lines if text.startswith(("error", "vxenv: error"))],
        [text for text in lines if text.startswith("warning: ") and not {"bad:", "other:"} & set(text.split())],
    ), ran


@pytest.mark.parametrize("how", ["variable", "option", "settings"])
def test_advice_quiet(how: str, profile: Profile, config: Path) -> None:
    """In quiet mode nothing is printed."""
    profile("p", models(main="claude-opus-4@20250514"))
    environment = {"__VXENV_HOOK": "bash 1 /h", **({"VXENV_QUIET": "1"} if how == "variable" else {})}
    if how == "settings":
        (config / "config.toml").write_text("quiet = true\n")
    words = ["--quiet"] if how == "option" else []
    ran = called(*words, "use", "p", env={**DAY, **environment})

    assert (0, "") == (ran.code, ran.stderr)


def test_the_plan_carries_it(profile: Profile, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan contains the warning below its line, and none in quiet mode."""
    monkeypatch.setenv("VXENV_TODAY", DAY["VXENV_TODAY"])
    profile("p", models(main="claude-opus-4@20250514"))

    line = "p  acme-prod · global · claude-opus-4@20250514"
    assert [line, f"warning: p: {RETIRED}", "hint: vxenv upgrade p"] == make_plan("use:p").line.splitlines()
    (config / "config.toml").write_text("quiet = true\n")
    assert "" == make_plan("use:p").line


def test_broken_catalogue_is_no_obstacle(profile: Profile, config: Path) -> None:
    """An invalid catalogue of the user or an invalid date does not affect switching."""
    profile("p", models(main="claude-opus-4@20250514"))
    (config / "catalogue.toml").write_text("[")
    assert [] == used("p")
    (config / "catalogue.toml").unlink()
    assert [] == used("p", env={"VXENV_TODAY": "never"})


def test_hostile_values(profile: Profile) -> None:
    """No value can control the terminal."""
    profile("p", f"{PLACED}[env]\nANTHROPIC_MODEL = {json.dumps('default' + chr(27) + '[1m]')}\n")
    profile("q", f"{PLACED}[env]\nDISABLE_TELEMETRY = 'no'\nHTTPS_PROXY = {json.dumps(chr(27) + ']0;x')}\n")

    assert [] == [line for name in "pq" for line in list_advice(name, resolve_stack([name], Store()), written=True)
                  if not line.isprintable()]  # fmt: skip
