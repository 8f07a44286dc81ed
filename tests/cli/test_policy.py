"""Test commands under a policy of the administrator: they refuse, or report, what it does not allow."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Ran, called, tree
from vxenv.activation.current import Current
from vxenv.checks.session import read_session
from vxenv.cli import session_output
from vxenv.plans.build import make_plan
from vxenv.plans.plan import Plan
from vxenv.profiles import policy_files

Profile = Callable[[str, str | bytes], Path]

HOOK = {"__VXENV_HOOK": "bash 1 home", "__VXENV_SEAL": "0" * 32}
RULES = 'message = "Ask acme"\nprotected = "safe"\n[allow]\nlocations = "eu"\n'
P = "~/.config/vxenv/profiles/us.toml"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: Profile) -> Path:
    """Provide the path of the administrator's policy, which counts whoever owns it, with profiles."""
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir()
    path.write_text(RULES)
    monkeypatch.setattr(policy_files, "find_policy_path", lambda: str(path))
    monkeypatch.setattr(policy_files, "_find_distrust", lambda _: "")
    profile("us", '[vertex]\nproject = "acme-prod"\nregion = "us"\n')
    profile("eu", '[vertex]\nproject = "acme-prod"\nregion = "eu"\n')
    profile("safe", 'extends = "eu"\n')
    return path


def refused(place: Path) -> str:
    """Return the error about the profile us."""
    return f'{place}:4: location "us" is not allowed: {P}:3 sets vertex.region\n  Ask acme\nhint: vxenv lint us\n'


@pytest.mark.parametrize(
    "words",
    [
        ("use", "us"),
        ("use", "eu", "us"),
        ("use", "--yes", "us"),
        ("exec", "us", "--", "true"),
        ("exec", "--yes", "us", "--", "true"),
        ("export", "us"),
        ("export", "us", "--format", "json"),
        ("export", "us", "--format", "claude-settings", "--write", "settings.json"),
        ("editor", "install", "vscode", "us"),
        ("default", "us"),
        ("local", "us"),
    ],
)
def test_commands_refuse(words: tuple[str, ...], place: Path, home: Path) -> None:
    """Commands that would apply the profile exit with 3, print the policy's line, and change nothing."""
    before = tree(home)
    error = refused(place).replace("lint us", "lint eu+us") if words == ("use", "eu", "us") else refused(place)

    assert Ran(3, "", f"vxenv: {error}") == called(*words, env=HOOK)
    assert before == tree(home)
    assert [] == os.listdir()


@pytest.mark.parametrize(
    "words", [("show", "us"), ("list",), ("diff", "us", "eu"), ("export", "us", "--format", "toml")]
)
def test_commands_that_show(words: tuple[str, ...], place: Path) -> None:
    """Commands that only show a profile, and copies of its text, are not refused."""
    assert place.exists()
    assert called(*words).code in (0, 1)
    assert "Ask acme" not in called(*words).stderr


def test_protected(place: Path) -> None:
    """A profile that a policy protects is used only with --yes, and listed as protected."""
    assert place.exists()
    assert Ran(3, "", 'vxenv: "safe" is protected\nhint: vxenv use --yes safe\n') == called("use", "safe", env=HOOK)
    assert 0 == called("use", "--yes", "safe", env=HOOK).code
    assert [("eu", False), ("safe", True), ("us", False)] == [
        (row["name"], row["protected"]) for row in json.loads(called("list", "--json").stdout)["profiles"]
    ]


def test_lint(place: Path) -> None:
    """A breach is an error at the policy's line, with a command that fixes it."""
    ran = called("lint", "us")
    line = f'{place}:4: error: location "us" is not allowed: {P}:3 sets vertex.region; Ask acme [policy]'

    assert 1 == ran.code
    assert f"{line}\n  hint: vxenv set us vertex.region=eu\n" in ran.stdout
    assert 0 == called("set", "us", "vertex.region=eu").code
    assert "[policy]" not in called("lint", "us").stdout


def test_lint_of_parts(place: Path, profile: Profile) -> None:
    """Lint requires variables of whole profiles only, not of layers and of profiles that others extend."""
    place.write_text('pinned = "models.main"')
    profile("layer", '[models]\nopus = "claude-opus-5"\n')
    found = {name: called("lint", name).stdout.count("[policy]") for name in ("us", "eu", "safe", "layer")}

    assert {"us": 1, "eu": 0, "safe": 1, "layer": 0} == found
    assert (
        f"{place}:1: error: us: models.main must be set [policy]\n  hint: vxenv edit us\n"
        in called("lint", "us").stdout
    )


def test_lint_of_a_forbidden_variable(place: Path, profile: Profile) -> None:
    """The hint for a forbidden variable removes it."""
    place.write_text('unset = "HTTPS_PROXY"')
    profile("eu", '[env]\nHTTPS_PROXY = "http://proxy"\n')

    assert "  hint: vxenv unset eu network.https_proxy\n" in called("lint", "eu").stdout
    assert 0 == called("unset", "eu", "network.https_proxy").code
    assert "[policy]" not in called("lint", "eu").stdout


def test_set_warns(place: Path) -> None:
    """A change that a policy does not allow is written, with a warning."""
    ran = called("set", "eu", "vertex.region=us")

    assert 0 == ran.code
    assert f'warning: {place}: location "us" is not allowed' in ran.stderr


def make(key: str) -> Plan:
    """Return the plan for `key`."""
    return make_plan(key)


def test_plans(place: Path, config: Path) -> None:
    """A plan that a policy refuses has a note and the policy among its inputs; other plans compare it on a switch."""
    (config / "config.toml").write_text('default = "us"\n')
    us, eu, default = make("use:us"), make("use:eu"), make("default")

    assert ("", "us", {}) == (us.stack, us.pin, dict(us.delta))
    assert f'vxenv: cannot apply "us" (pinned): {refused(place).rstrip()}' == us.note
    assert f'vxenv: cannot apply "us" (default): {refused(place).rstrip()}' == default.note
    assert [True, False] == [str(place) in plan.files for plan in (us, eu)]
    assert {str(place): RULES.encode()} == eu.policy_files
    assert ("", None) == (eu.note, us.preview)


def test_plans_expire(place: Path) -> None:
    """A plan expires when a policy begins to apply."""
    place.write_text(f"valid_from = 2999-01-01\n{RULES}")

    assert ("us", 32472144000) == (make("use:us").stack, make("use:us").until)


def test_doctor(place: Path) -> None:
    """`doctor` shows the policies that apply, those that do not, and errors in them."""

    def check() -> tuple[str, str, str | None]:
        rows = json.loads(called("doctor", "--json").stdout)["checks"]
        return next((row["state"], row["what"], row["hint"]) for row in rows if row["group"] == "policy")

    assert ("ok", f"{place} applies to all profiles: locations, protected", None) == check()
    place.write_text('valid_until = 2999-12-31\nunset = "HTTPS_PROXY"\n')
    assert ("ok", f"{place} applies to all profiles until 2999-12-31: unset", None) == check()
    place.write_text("valid_from = 2999-01-01")
    assert ("note", f"{place} applies from 2999-01-01", None) == check()
    place.write_text("valid_until = 2019-01-01")
    assert ("note", f"{place} applied until 2019-01-01", None) == check()
    place.write_text("x = 1")
    assert ("failed", f"sudo vi {place}") == (check()[0], check()[2])


def test_doctor_ignores(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`doctor` tells why a policy is ignored."""
    monkeypatch.setattr(policy_files, "_find_distrust", lambda path: f"{path} is not owned by root")
    rows = json.loads(called("doctor", "--json").stdout)["checks"]

    assert [("warning", f"ignoring {place}: {place} is not owned by root", f"ls -ld {place.parent} {place}")] == [
        (row["state"], row["what"], row["hint"]) for row in rows if row["group"] == "policy"
    ]


def test_status(place: Path) -> None:
    """`status` lists the policy, and tells why a stack cannot be applied."""
    env = {"VXENV_PROFILE": "us", "VXENV_REASON": "use"}
    rows = called("status", env=env).stdout

    assert f"policy     {place}\n" in rows
    assert f'error      cannot apply "us" (pinned): {place}:4: location "us" is not allowed' in rows
    assert [{"file": str(place), "source": None}] == json.loads(called("status", "--json").stdout)["policies"]
    place.write_text("x = 1")
    assert f"policy     {place}  (invalid: vxenv doctor)\n" in called("status").stdout


def enter(monkeypatch: pytest.MonkeyPatch, profile: str, location: str) -> None:
    """Enter a session of Claude Code with `profile` that sends requests to `location`."""
    environment = {
        "CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "CLOUD_ML_REGION": location, "VXENV_PROFILE": profile, "VXENV_REASON": "use",
    }  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def warn(work: Path) -> str:
    """Return the warning of `guard` in `work`."""
    session = read_session(str(work), os.environ)
    return session_output._render_warning(session, str(work))  # noqa: SLF001 - `guard` needs a process


def test_guard(place: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> None:
    """`guard` warns about a session that a policy does not allow, whatever set its variables."""
    enter(monkeypatch, "eu", "us")
    warning = [
        "vxenv: a policy does not allow this session",
        f'  {place}:4: location "us" is not allowed: CLOUD_ML_REGION',
        "  Ask acme",
        "hint: vxenv why CLOUD_ML_REGION",
    ]

    assert warning == warn(work).splitlines()
    enter(monkeypatch, "eu", "eu")
    assert "" == warn(work)


def test_guard_off_vertex(place: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> None:
    """`guard` ignores variables that a session outside Vertex does not use, unless a policy requires Vertex."""
    enter(monkeypatch, "eu", "us")
    monkeypatch.delenv("CLAUDE_CODE_USE_VERTEX")

    assert () == read_session(str(work), os.environ).breaches
    place.write_text('pinned = "vertex.enabled"')
    assert ["vertex.enabled must be true"] == [one.what for one in read_session(str(work), os.environ).breaches]


def test_status_line(place: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> None:
    """The status line marks a profile that a policy does not allow."""
    assert place.exists()
    enter(monkeypatch, "us", "us")
    segments = session_output._list_segments(read_session(str(work), os.environ))  # noqa: SLF001 - likewise

    assert ["us", "⚠ not allowed by a policy: vxenv lint us"] == [segment.text for segment in segments][:2]


def test_the_active_stack_stays_known(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An active stack that a later policy does not allow is still resolved, and its selection has an error."""
    assert place.exists()
    enter(monkeypatch, "us", "us")
    current = Current()

    assert (True, None, True) == (current.resolved is not None, current.trouble, current.selection.trouble is not None)
