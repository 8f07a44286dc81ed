"""Tests of the plans that Python caches for tcsh."""

import os
import time
from pathlib import Path

import pytest

from vxenv.activation.plan_keys import DEFAULT, DIRECTORY
from vxenv.plans.build import make_plan
from vxenv.plans.plan import Plan
from vxenv.plans.tcsh_cache import recall_plan, remember_plan


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set vxenv's directories to temporary ones."""
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"VXENV_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("__VXENV_SEAL", "0" * 32)
    return tmp_path


@pytest.fixture
def plan(places: Path) -> Plan:
    """Return a cached plan for the default."""
    folder = places / "config/profiles"
    folder.mkdir(parents=True)
    (folder / "eu.toml").write_text('[vertex]\nregion = "eu"\n[env]\nA = false\n')
    (places / "config/config.toml").write_text('default = "eu"\n')
    made = make_plan(DEFAULT)
    assert "eu" == made.stack
    remember_plan(made, "digest", "tcsh")
    return made


def kept(places: Path) -> Path:
    """Return the only cached file."""
    (found,) = (places / "cache/plans/tcsh").iterdir()
    return found


def test_what_was_kept_comes_back(plan: Plan) -> None:
    """A cached plan is restored unchanged with its digest."""
    assert (plan, "digest") == recall_plan(DEFAULT, "tcsh")


def test_only_its_owner_reads_it(places: Path, plan: Plan) -> None:
    """The file is private, and a file that other users can write to is not read."""
    assert (0o600, 0o700) == (kept(places).stat().st_mode & 0o777, kept(places).parent.stat().st_mode & 0o777)
    kept(places).chmod(0o622)
    assert (DEFAULT, None) == (plan.key, recall_plan(DEFAULT, "tcsh"))


def test_not_cut_short(places: Path, plan: Plan) -> None:
    """A file truncated at any byte is rejected."""
    whole = kept(places).read_bytes()
    for size in range(len(whole)):
        kept(places).write_bytes(whole[:size])
        assert (DEFAULT, None) == (plan.key, recall_plan(DEFAULT, "tcsh"))


def test_not_damaged(places: Path, plan: Plan) -> None:
    """A file with any byte changed is rejected."""
    whole = kept(places).read_bytes()
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        kept(places).write_bytes(damaged)
        assert (DEFAULT, None) == (plan.key, recall_plan(DEFAULT, "tcsh"))


def test_an_edit(places: Path, plan: Plan) -> None:
    """Changes of a profile or of config.toml invalidate the plan."""
    for file in ("config/config.toml", "config/profiles/eu.toml"):
        text = (places / file).read_text()
        (places / file).write_text(text + "#")
        assert (DEFAULT, None) == (plan.key, recall_plan(DEFAULT, "tcsh"))
        (places / file).write_text(text)
        assert recall_plan(DEFAULT, "tcsh") is not None


@pytest.mark.parametrize("name", ["HOME", "VXENV_STATE_DIR", "CLAUDE_CONFIG_DIR", "VXENV_TODAY"])
def test_other_circumstances(plan: Plan, name: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed directory in the environment invalidates the plan."""
    monkeypatch.setenv(name, str(places / "other"))
    assert (DEFAULT, None) == (plan.key, recall_plan(DEFAULT, "tcsh"))


def test_expired(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan with advice that changes on a day is invalid from the first second of that day."""
    plan = plan._replace(until=1795996800)
    remember_plan(plan, "digest", "tcsh")
    monkeypatch.setattr(time, "time", lambda: 1795996799.9)
    assert (plan, "digest") == recall_plan(DEFAULT, "tcsh")
    monkeypatch.setattr(time, "time", lambda: 1795996800.0)
    assert recall_plan(DEFAULT, "tcsh") is None


def test_what_must_be_there_and_what_must_not(places: Path) -> None:
    """A trust record that is added or removed invalidates the plan."""
    here, gone = places / "here", places / "gone"
    here.touch()
    key = f"{DIRECTORY}:{places}/p/.vxenv.toml"
    plan = Plan(key, "", "", "", "", "", {}, (str(here),), (str(gone),), ())
    remember_plan(plan, "digest", "tcsh")
    assert (plan, "digest") == recall_plan(key, "tcsh")
    gone.touch()
    assert recall_plan(key, "tcsh") is None
    os.unlink(gone)
    os.unlink(here)
    assert recall_plan(key, "tcsh") is None


def test_names_that_fall_together(places: Path) -> None:
    """Two directories with the same file name in the cache do not share a plan."""
    keys = [f"{DIRECTORY}:{places}/{part}/.vxenv.toml" for part in ("a/b", "a%b")]
    plan = Plan(keys[0], "", "", "", "", "", {}, (), (), ())
    remember_plan(plan, "digest", "tcsh")
    assert [(plan, "digest"), None] == [recall_plan(key, "tcsh") for key in keys]
