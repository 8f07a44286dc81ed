"""Upgrade: successors of retiring models, their locations, and no other changes."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from checks.test_lint_rules import DAY, PINS, PLACED, TODAY, WHO, at, models
from commandline import called, tree
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.models import YES, Model
from vxenv.checks.lint.subject import build_subject
from vxenv.checks.retirement_dates import find_ending
from vxenv.checks.upgrade import Move, find_moves
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str | bytes], Path]

S45 = "claude-sonnet-4-5@20250929"
NEWEST = load_shipped().clients.newest


def moved(name: str = "p", today: date = TODAY) -> list[Move]:
    """Return the moves of the profile `name` alone."""
    one = build_subject(name, resolve_stack([name], Store()), load_shipped(), today=today, client=NEWEST)
    return list(find_moves(one, [one]))


@pytest.mark.parametrize(
    ("location", "key", "model", "to"),
    [
        ("global", "sonnet", S45, "claude-sonnet-5-5"),
        ("us-east5", "sonnet", S45, "claude-sonnet-4-6"),
        ("europe-west1", "sonnet", "claude-sonnet-4-5", "claude-sonnet-4-6"),
        ("eu", "sonnet", S45, "claude-sonnet-5"),
        ("global", "opus", "claude-opus-4-1@20250805", "claude-opus-5-5"),
        ("europe-west4", "opus", "claude-opus-4-1@20250805", "claude-opus-4-6"),
        ("eu", "opus", "claude-opus-4@20250514", "claude-opus-5"),
        ("us-east5", "haiku", "claude-3-5-haiku@20241022", "claude-haiku-4-5@20251001"),
        ("global", "main", "claude-3-7-sonnet-20250219", "claude-sonnet-5-5"),
        ("us-east5", "main", f"{S45}[1m]", "claude-sonnet-4-6[1m]"),
        ("global", "main", f"{S45}[1m]", "claude-sonnet-5-5"),
        ("europe-west4", "sonnet", "claude-sonnet-4@20250514", ""),
        ("asia-northeast1", "opus", "claude-opus-4-1@20250805", ""),
    ],
)
def test_successor(location: str, key: str, model: str, to: str, profile: Profile) -> None:
    """The successor is served in the same location, and keeps [1m] if it needs it; else there is none."""
    profile("p", at(location, **{key: model}))

    assert [(model, to, {("models", key): to} if to else {})] == [(one.model, one.to, one.changes) for one in moved()]


def endings() -> Iterator[tuple[Model, str]]:
    """Yield each retiring model with each location that has served it."""
    for model in load_shipped().models.by_id.values():
        if find_ending(model, TODAY):
            for location in load_shipped().locations:
                yield model, location


def test_every_successor_is_served(profile: Profile) -> None:
    """Every proposed model is known to be served in the location, and does not retire itself."""
    wrong = []
    for model, location in endings():
        profile("p", at(location, main=model.id))
        for one in moved():
            follows = load_shipped().models.find(one.to)
            if one.to and (
                follows is None or follows.get_served(location, TODAY) != YES or find_ending(follows, TODAY)
            ):
                wrong.append((model.id, location, one.to))

    assert [] == wrong


def test_location_stays(profile: Profile) -> None:
    """A successor takes over the model's own location."""
    profile("p", f'{at("global", sonnet=S45)}[regions]\nclaude-sonnet-4-5 = "us-east5"\n')

    assert [{("models", "sonnet"): "claude-sonnet-4-6", ("regions", "claude-sonnet-4-6"): "us-east5"}] == [
        one.changes for one in moved()
    ]


@pytest.mark.parametrize(
    ("today", "why"),
    [
        (date(2026, 9, 30), "is deprecated"),
        (date(2026, 10, 1), "retires on 2026-11-30, in 60 days"),
        (date(2026, 11, 29), "retires on 2026-11-30, tomorrow"),
        (date(2026, 11, 30), "retired on 2026-11-30, today"),
        (date(2026, 12, 1), "retired on 2026-11-30"),
    ],
    ids=str,
)
def test_upgrade_days(today: date, why: str, profile: Profile) -> None:
    """A model retires from 60 days before its day, and has retired from the day on."""
    profile("p", models(sonnet=S45))

    assert [why] == [one.why for one in moved(today=today)]


OLD_TEXT = f"{PLACED}\n[models]   # by hand\nsonnet = \"{S45}\"  # who else?\n\nopus = 'claude-opus-5-5'\n"


def test_command(profile: Profile) -> None:
    """The difference is shown, one statement changes, comments stay, and undo restores the file."""
    path = profile("p", OLD_TEXT)
    ran = called("upgrade", "--yes", "p", env=dict(DAY))

    assert (0, OLD_TEXT.replace(f'"{S45}"', '"claude-sonnet-5-5"')) == (ran.code, path.read_text())
    assert f'-sonnet = "{S45}"  # who else?' in ran.stdout.splitlines()
    assert '+sonnet = "claude-sonnet-5-5"  # who else?' in ran.stdout.splitlines()
    assert [
        f"p: models.sonnet  {S45} → claude-sonnet-5-5  (retires on 2026-11-30, in 8 days)",
        "written  (undo: vxenv undo)",
    ] == ran.stderr.splitlines()
    again = called("upgrade", "--yes", "p", env=dict(DAY))
    assert (0, "", "no retired or retiring models found\n") == (again.code, again.stdout, again.stderr)
    assert (0, OLD_TEXT) == (called("undo").code, path.read_text())


@pytest.mark.parametrize(("words", "code"), [([], 3), (["--dry-run"], 0)], ids=["nobody", "dry"])
def test_without_a_yes(words: list[str], code: int, profile: Profile, home: Path) -> None:
    """Without a terminal, or with --dry-run, the difference is shown and nothing is written."""
    profile("p", OLD_TEXT)
    before = tree(home)
    ran = called("upgrade", "p", *words, env=dict(DAY))

    assert (code, True, before) == (ran.code, '+sonnet = "claude-sonnet-5-5"  # who else?' in ran.stdout, tree(home))


def test_parents(profile: Profile) -> None:
    """A model in a base profile is replaced once, there, by one served in the locations of all children."""
    base = profile("base", f'{WHO}[models]\nsonnet = "{S45}"\n')
    profile("one", 'extends = "base"\n[vertex]\nregion = "us-east5"\n')
    two = profile("two", 'extends = "base"\n[vertex]\nregion = "europe-west1"\n')
    ran = called("upgrade", "--all", "--yes", env=dict(DAY))

    assert 0 == ran.code
    assert 1 == ran.stderr.count("→")
    assert 'sonnet = "claude-sonnet-4-6"' in base.read_text()
    assert 'extends = "base"\n[vertex]\nregion = "europe-west1"\n' == two.read_text()


def test_children_who_disagree(profile: Profile) -> None:
    """If no model is served in the locations of all children, this is reported and nothing changes."""
    base = profile("base", f'{WHO}[models]\nsonnet = "{S45}"\n')
    profile("one", 'extends = "base"\n[vertex]\nregion = "us-east5"\n')
    profile("two", 'extends = "base"\n[vertex]\nregion = "eu"\n')
    before = base.read_bytes()
    ran = called("upgrade", "base", "--yes", env=dict(DAY))

    assert (0, before) == (ran.code, base.read_bytes())
    assert [
        f"base: {S45} retires on 2026-11-30, in 8 days; no known successor is served in us-east5 and eu",
        "hint: vxenv models --family sonnet",
        "no retired or retiring models found",
    ] == ran.stderr.splitlines()


def test_what_is_active(profile: Profile) -> None:
    """The default is the active profile; without one it is a usage error."""
    path = profile("p", OLD_TEXT)
    profile("q", PINS)

    assert 2 == called("upgrade").code
    assert 0 == called("upgrade", "--yes", env={**DAY, "VXENV_PROFILE": "q+p"}).code
    assert "claude-sonnet-5-5" in path.read_text()


def test_broken_ones_are_passed_over(profile: Profile) -> None:
    """A broken profile is an error if it was named, and is reported and skipped with --all."""
    profile("broken", "[vertex\n")
    path = profile("p", OLD_TEXT)

    assert (1, OLD_TEXT) == (called("upgrade", "broken", "--yes", env=dict(DAY)).code, path.read_text())
    ran = called("upgrade", "--all", "--yes", env=dict(DAY))
    assert (0, True) == (ran.code, "broken.toml:1" in ran.stderr)
    assert "claude-sonnet-5-5" in path.read_text()


def test_off_stays(profile: Profile) -> None:
    """A profile that does not use Vertex is unchanged."""
    profile("p", f'[vertex]\nenabled = false\n[models]\nmain = "{S45}"\n')

    assert [] == moved()
