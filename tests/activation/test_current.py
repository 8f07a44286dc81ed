"""Tests of Current: the active stack and the selected stack."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import called
from vxenv.activation import trust
from vxenv.activation.current import Current
from vxenv.claude import settings
from vxenv.claude.settings_paths import Place
from vxenv.errors import DocumentError, UsageError
from vxenv.plans import build
from vxenv.profiles import resolve

Profile = Callable[[str, str], Path]
EU = "[vertex]\nproject = 'acme-eu'\nregion = 'eu'\n"


@pytest.fixture(autouse=True)
def _profiles(profile: Profile) -> None:
    profile("eu", EU)
    profile("us", EU.replace("eu", "us"))


def write(path: Path, text: str) -> Path:
    """Write a directory file at `path` and allow it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    trust.allow(str(path), text.encode())
    return path


def test_current_with_nothing_active() -> None:
    """Without an activation there is no stack, no error and nothing to resolve."""
    current = Current({})

    assert ("", "", (), None, None) == (
        current.stack,
        current.reason,
        current.names,
        current.resolved,
        current.trouble,
    )
    with pytest.raises(UsageError):
        current.require()


def test_a_directory_file_is_active_wherever_a_program_works(work: Path) -> None:
    """A stack from a directory file keeps the file's own variables in directories that the file does not govern."""
    path = write(work / "project" / ".vxenv.toml", "profile = 'eu'\n[vertex]\nregion = 'us'\n")
    current = Current({"VXENV_PROFILE": "eu", "VXENV_REASON": str(path)})

    assert ("us", None) == (current.require().list_values()["CLOUD_ML_REGION"], current.search.file)


def test_a_directory_file_that_is_not_allowed_any_more(work: Path) -> None:
    """If a directory file is no longer allowed, only the profiles of the active stack count."""
    path = write(work / ".vxenv.toml", "profile = 'eu'\n[vertex]\nregion = 'us'\n")
    path.write_text("profile = 'us'\n")
    current = Current({"VXENV_PROFILE": "eu", "VXENV_REASON": str(path)})

    assert ("eu", "acme-eu") == (
        current.require().list_values()["CLOUD_ML_REGION"],
        current.require().list_values()["ANTHROPIC_VERTEX_PROJECT_ID"],
    )


def test_what_cannot_be_used_any_more(profile: Profile) -> None:
    """A stack that breaks after its activation stays active and reports the error."""
    profile("eu", "x = 1\n")
    current = Current({"VXENV_PROFILE": "eu", "VXENV_REASON": "use"})

    assert ("eu", ("eu",), None) == (current.stack, current.names, current.resolved)
    with pytest.raises(DocumentError):
        current.require()
    assert current.trouble is current.trouble


@pytest.mark.parametrize(
    ("environment", "default", "expected"),
    [
        ({}, "", ("", "")),
        ({}, "us", ("us", "default")),
        ({"VXENV_REASON": "off"}, "us", ("", "off")),
        ({"VXENV_PROFILE": "eu", "VXENV_REASON": "use"}, "us", ("eu", "use")),
        ({"__VXENV_PIN": "missing"}, "us", ("missing", "use")),
    ],
)
def test_selection(environment: dict[str, str], default: str, expected: tuple[str, str], config: Path) -> None:
    """The pin takes precedence over the directory file, which takes precedence over the default."""
    config.mkdir(exist_ok=True)
    (config / "config.toml").write_text(f"default = '{default}'\n" if default else "")
    selection = Current(environment).selection

    assert (expected, expected[0] == "missing") == (
        (selection.stack, selection.reason),
        selection.trouble is not None,
    )


def test_use_reads_everything_once(home: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`use` resolves its stack once and reads each settings file of Claude Code once."""
    for folder in (home, work):
        (folder / ".claude").mkdir()
        (folder / ".claude" / "settings.json").write_text('{"env": {"CLOUD_ML_REGION": "us-east5"}}')
    calls: Counter[str] = Counter()
    read, resolved = settings.read_settings_file, resolve.resolve_stack

    def read_counted(place: Place) -> settings.SettingsFile | None:
        calls[place.path] += 1
        return read(place)

    def resolve_counted(*arguments: object) -> resolve.Resolved:
        calls["resolve"] += 1
        return resolved(*arguments)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(settings, "read_settings_file", read_counted)
    monkeypatch.setattr(build, "resolve_stack", resolve_counted)
    monkeypatch.setattr(resolve, "resolve_stack", resolve_counted)
    ran = called("use", "eu", env={"__VXENV_HOOK": "bash 1 /h"})

    assert (0, {1}, 1, 2) == (
        ran.code,
        set(calls.values()),
        calls["resolve"],
        sum(path.startswith(str(home)) and path.endswith("settings.json") for path in calls),
    )
