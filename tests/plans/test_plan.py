"""Tests of building plans: changes, inputs and messages."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vxenv.activation import trust
from vxenv.catalogue.variables import list_cleared
from vxenv.env_diff import Op
from vxenv.plans.build import make_draft, make_plan
from vxenv.plans.plan import Plan
from vxenv.profiles.policy_files import find_policy_path
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str], Path]
Ask = Callable[..., Path]

NOT_APPLIED = 'vxenv: cannot apply "eu" (pinned)'
BAD = "~/.config/vxenv/profiles/bad.toml"
REVIEW = "hint: vxenv diff @shell @dir\nhint: vxenv allow\nhint: vxenv deny"


@pytest.fixture
def ask(work: Path) -> Ask:
    """Return a function that writes a directory file below the working directory, with or without a trust record."""

    def write(folder: str, text: str, verdict: str = "") -> Path:
        path = work / folder / ".vxenv.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if verdict == "allow":
            trust.allow(str(path), text.encode())
        elif verdict == "deny":
            trust.deny(str(path))
        return path

    return write


@pytest.fixture
def eu(profile: Profile) -> Path:
    """Return the profile `eu`."""
    return profile("eu", "extends = 'base'\n[vertex]\nproject = 'acme-eu'\nregion = 'eu'\n")


@pytest.fixture
def base(profile: Profile) -> Path:
    """Return the profile `base`, which `eu` extends."""
    return profile("base", "[models]\nopus = 'claude-opus-5'\n")


def active(plan: Plan) -> tuple[str, str]:
    """Return the stack of `plan` and its reason."""
    return plan.stack, plan.reason


def above(path: Path) -> list[str]:
    """Return the possible paths of directory files above the one at `path`, the nearest first."""
    return [str(folder / ".vxenv.toml") for folder in path.parent.parents]


def test_plan_use(eu: Path, base: Path, config: Path) -> None:
    """A plan for a stack has its changes and message; its inputs are config.toml and all profiles read."""
    plan = make_draft("use:eu").plan

    assert (
        Plan(
            key="use:eu",
            stack="eu",
            reason="use",
            line="eu  acme-eu · eu · claude-opus-5",
            note="",
            ask="",
            files={
                str(config / "config.toml"): b"",
                str(eu): eu.read_bytes(),
                str(base): base.read_bytes(),
            },
            present=(),
            absent=(),
            delta=resolve_stack(["eu"], Store()).list_operations(),
            policy_files={find_policy_path(): b""},
        )
        == plan
    )


@pytest.mark.usefixtures("eu")
def test_a_missing_profile_is_waited_for(base: Path) -> None:
    """A missing profile is an input, so its creation is noticed; until then nothing is active, but the pin stays."""
    base.unlink()
    plan = make_draft("use:eu").plan

    assert (
        ("", ""),
        "eu",
        (),
        "no active profile; environment restored",
        b"",
        f'{NOT_APPLIED}: ~/.config/vxenv/profiles/eu.toml:1: no profile "base" (eu → base)\nhint: vxenv list',
    ) == (
        active(plan),
        plan.pin,
        plan.delta,
        plan.line,
        plan.files[str(base)],
        plan.note,
    )


@pytest.mark.parametrize("word", ["../x", "a++b", "a b", "\x1b[31m"])
def test_words_that_are_no_stack(word: str) -> None:
    """A pin that is not a valid stack is reported, never raised."""
    plan = make_draft(f"use:{word}").plan

    assert ((), False) == (plan.delta, "\x1b" in plan.note)


def test_an_allowed_directory_file(eu: Path, base: Path, ask: Ask, config: Path) -> None:
    """A plan for an allowed directory file depends on the file, its record and the profiles, and on nothing above."""
    path = ask("project", "profile = 'eu'\n[vertex]\nregion = 'us'\n", "allow")
    plan = make_draft(f"dir:{path}").plan
    place = "~/code/project/.vxenv.toml"

    assert (
        ("eu", str(path)),
        f"eu  acme-eu · us · claude-opus-5  ({place})",
        "",
        f'vxenv: {place} selects "eu"; this shell is pinned\nhint: vxenv auto',
        {str(path), str(config / "config.toml"), str(eu), str(base)},
        (trust.name_allow_record(str(path), path.read_bytes()),),
        (),
    ) == (active(plan), plan.line, plan.note, plan.ask, set(plan.files), plan.present, plan.absent)


def test_a_directory_file_without_a_profile(ask: Ask) -> None:
    """A directory file may select no profile; the stack is then named after the file."""
    path = ask("project", "[vertex]\nproject = 'acme-eu'\n", "allow")
    plan = make_draft(f"dir:{path}").plan

    assert ((".vxenv.toml", str(path)), Op("ANTHROPIC_VERTEX_PROJECT_ID", "acme-eu") in plan.delta) == (
        active(plan),
        True,
    )


@pytest.mark.usefixtures("eu", "base")
def test_what_is_not_allowed_is_passed_over(ask: Ask) -> None:
    """A file that is not allowed is skipped for the next allowed one above; the note names it and its selection."""
    upper = ask("a", "profile = 'eu'\n", "allow")
    lower = ask("a/b/c", "profile = ['base', 'eu']\n")
    plan = make_draft(f"dir:{lower}").plan

    assert (
        ("eu", str(upper)),
        f'vxenv: ~/code/a/b/c/.vxenv.toml is not allowed (selects "base+eu")\n{REVIEW}',
        [
            trust.name_deny_record(str(lower)),
            *(
                trust.name_allow_record(str(lower), lower.read_bytes(), reviewed=reviewed)
                for reviewed in (False, True)
            ),
            above(lower)[0],
        ],
        [trust.name_allow_record(str(upper), upper.read_bytes())],
    ) == (active(plan), plan.note, list(plan.absent), list(plan.present))


@pytest.mark.usefixtures("eu", "base")
def test_what_is_not_allowed_leaves_the_default(ask: Ask, config: Path) -> None:
    """If no file above is allowed either, the default applies; all paths above are inputs."""
    (config / "config.toml").write_text("default = 'eu'\n")
    path = ask("project", "profile = 'base'\n")
    plan = make_draft(f"dir:{path}").plan

    assert (("eu", "default"), "eu  acme-eu · eu · claude-opus-5  (default)", True, True) == (
        active(plan),
        plan.line,
        plan.note.startswith('vxenv: ~/code/project/.vxenv.toml is not allowed (selects "base")\n'),
        set(above(path)) <= set(plan.absent),
    )


@pytest.mark.usefixtures("eu", "base")
def test_only_the_nearest_is_named(ask: Ask) -> None:
    """Of several files that are not allowed, the note names the nearest."""
    ask("a", "profile = 'eu'\n")
    lower = ask("a/b", "profile = 'base'\n")
    plan = make_draft(f"dir:{lower}").plan

    assert (1, 'vxenv: ~/code/a/b/.vxenv.toml is not allowed (selects "base")') == (
        plan.note.count("not allowed"),
        plan.note.splitlines()[0],
    )


def test_what_is_not_allowed_cannot_break_anything(ask: Ask) -> None:
    """A file that is neither allowed nor valid TOML is named like any other, without its errors."""
    path = ask("project", "\x1b[31m = [\n")
    plan = make_draft(f"dir:{path}").plan

    said = "is invalid and not allowed (details: vxenv allow)"
    assert f"vxenv: ~/code/project/.vxenv.toml {said}\nhint: vxenv deny" == plan.note


@pytest.mark.usefixtures("eu", "base")
def test_what_is_denied_is_not_named(ask: Ask) -> None:
    """A denied file is skipped silently, with any contents; the next one above counts."""
    upper = ask("a", "profile = 'eu'\n", "allow")
    lower = ask("a/b", "profile = 'base'\n", "deny")
    plan = make_draft(f"dir:{lower}").plan

    assert (("eu", str(upper)), "", False, True) == (
        active(plan),
        plan.note,
        str(lower) in plan.files,
        {str(lower), trust.name_deny_record(str(lower))} <= set(plan.present),
    )


@pytest.mark.usefixtures("eu", "base")
def test_a_prefix_needs_no_record(ask: Ask, config: Path) -> None:
    """Below a prefix a file counts without a record; its later denial is an input."""
    (config / "config.toml").write_text("allow_prefixes = ['~/code']\n")
    path = ask("project", "profile = 'eu'\n")
    plan = make_draft(f"dir:{path}").plan

    assert (("eu", str(path)), (), (trust.name_deny_record(str(path)),)) == (active(plan), plan.present, plan.absent)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("profile = 'nowhere'\n", 'cannot apply "nowhere" (~/code/project/.vxenv.toml): no profile "nowhere"\nhint: '),
        (
            "profile = 'bad'\n",
            f'cannot apply "bad" (~/code/project/.vxenv.toml): {BAD}:2: vertex.region: invalid location "X"; ',
        ),
        (
            "[vertex]\nregoin = 'eu'\n",
            '~/code/project/.vxenv.toml:2: unknown key vertex.regoin; did you mean "region"?\nhint: vi ',
        ),
        ("profile = [\n", "~/code/project/.vxenv.toml:2: invalid TOML"),
    ],
)
def test_what_fails_is_told_and_nothing_active(text: str, note: str, ask: Ask, profile: Profile) -> None:
    """A broken directory file or profile is reported in the note; nothing is active, and the file is an input."""
    profile("bad", "[vertex]\nregion = 'X'\n")
    path = ask("project", text, "allow")
    plan = make_draft(f"dir:{path}").plan

    assert (("", ""), (), "no active profile; environment restored", f"vxenv: {note}", text.encode()) == (
        active(plan),
        plan.delta,
        plan.line,
        plan.note[: len("vxenv: ") + len(note)],
        plan.files[str(path)],
    )


def test_a_profile_that_is_too_long_is_told(profile: Profile) -> None:
    """A profile over the size limit is reported, and its first bytes are an input."""
    path = profile("p", "#" * 70_000)
    plan = make_draft("use:p").plan

    hint = "hint: vi ~/.config/vxenv/profiles/p.toml"
    note = f'vxenv: cannot apply "p" (pinned): ~/.config/vxenv/profiles/p.toml: is over 64 KiB\n{hint}'
    assert (note, b"#" * 65536) == (
        plan.note,
        plan.files[str(path)],
    )


def test_a_file_that_cannot_be_read_is_told(ask: Ask) -> None:
    """A directory file over the size limit is reported with the error."""
    path = ask("project", "#" * 70_000, "")
    plan = make_draft(f"dir:{path}").plan

    hint = "hint: vi ~/code/project/.vxenv.toml"
    assert (("", ""), f"vxenv: ~/code/project/.vxenv.toml: is over 64 KiB\n{hint}", b"#" * 65536) == (
        active(plan),
        plan.note,
        plan.files[str(path)],
    )


@pytest.mark.usefixtures("eu", "base")
def test_plan_default(config: Path) -> None:
    """Without a directory file the default applies, even a stack."""
    (config / "config.toml").write_text("default = ['base', 'eu']\n")
    plan = make_draft("default").plan

    assert (("base+eu", "default"), "base+eu  acme-eu · eu · claude-opus-5  (default)", "", (), ()) == (
        active(plan),
        plan.line,
        plan.note,
        plan.present,
        plan.absent,
    )


def test_no_default() -> None:
    """Without a default nothing is active."""
    plan = make_draft("default").plan

    assert (("", ""), (), "no active profile; environment restored") == (
        active(plan),
        plan.delta,
        plan.line,
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "defualt = 'eu'\n",
            ':1: unknown key defualt; did you mean "default"?\nhint: vi ',
        ),
        ("\ndefault = 1\n", ":2: default must be a profile name or a list of profile names"),
        ("default = '../x'\n", ':1: default: invalid profile name "../x": use letters'),
        ("quiet = 'yes'\n", ":1: quiet must be true or false"),
        ("picker = 'peco'\n", ':1: picker must be "builtin" or "fzf"'),
        ("allow_prefixes = [1]\n", ":1: allow_prefixes must be a list of directories"),
        ("x = \n", ":1: invalid TOML: invalid value"),
        ('"\\u001b[31m" = 1\n', ":1: unknown key \\x1b[31m;"),
    ],
)
@pytest.mark.usefixtures("eu", "base")
def test_settings_that_are_broken_are_told(text: str, note: str, config: Path) -> None:
    """A broken config.toml is reported with its line, and a pinned stack stays active."""
    (config / "config.toml").write_text(text)
    plan = make_draft("use:eu").plan
    expected = f"vxenv: ~/.config/vxenv/config.toml{note}"

    assert (("eu", "use"), True, expected) == (active(plan), bool(plan.delta), plan.note[: len(expected)])


def test_every_trouble_is_told(ask: Ask, config: Path) -> None:
    """A broken config.toml and a broken directory file are both reported."""
    (config / "config.toml").write_text("quiet = 1\n")
    path = ask("project", "x = 1\n", "allow")
    note = make_draft(f"dir:{path}").plan.note

    assert (True, True) == ("quiet must be true or false" in note, "unknown key x" in note)


def test_broken_settings_are_watched(config: Path) -> None:
    """The plan made with a broken config.toml is valid until that file changes."""
    (config / "config.toml").write_text("quiet = 1\n")

    assert b"quiet = 1\n" == make_draft("default").plan.files[str(config / "config.toml")]


@pytest.mark.usefixtures("eu", "base")
def test_plan_quiet(ask: Ask, config: Path) -> None:
    """With quiet, a switch prints nothing, but refusals are still reported."""
    (config / "config.toml").write_text("quiet = true\ndefault = 'eu'\n")
    path = ask("project", "profile = 'eu'\n")
    plan = make_plan(f"dir:{path}")

    assert (("eu", "default"), "", True) == (active(plan), plan.line, "is not allowed" in plan.note)


@pytest.mark.parametrize("key", ["use:eu", "default"])
@pytest.mark.usefixtures("eu")
def test_protection_is_shown(key: str, profile: Profile, config: Path) -> None:
    """A protected stack is marked as protected."""
    profile("base", "protected = true\n")
    (config / "config.toml").write_text("default = 'eu'\n")

    assert "eu [protected]  acme-eu · eu" == make_draft(key).plan.line.removesuffix("  (default)")


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("main = 'opus'\ndefault = 'x'\nopus = 'y'\nsonnet = 'z'", "opus"),
        ("default = 'x'\nopus = 'y'\nsonnet = 'z'", "x"),
        ("opus = 'y'\nsonnet = 'z'", "y"),
        ("sonnet = 'z'", "z"),
        ("haiku = 'h'", ""),
    ],
)
def test_the_model_in_the_line(text: str, model: str, profile: Profile) -> None:
    """The message names the model that a session starts with, in Claude Code's order, and none if unset."""
    profile("p", f"[models]\n{text}\n")

    assert f"p  {model}".rstrip() == make_draft("use:p").plan.line


@pytest.mark.usefixtures("config")
def test_plan_steers_no_terminal(work: Path, profile: Profile) -> None:
    """Control characters of paths and keys are escaped in messages; the reason is the unescaped path."""
    profile("p", "")
    folder = work / "a\x1b]0;x\x07\nb"
    folder.mkdir()
    path = folder / ".vxenv.toml"
    shown: list[str] = []
    for text in ("profile = 'p'\n", '"\\u001b[31m" = 1\n'):
        path.write_text(text)
        refused = make_draft(f"dir:{path}").plan
        trust.allow(str(path), text.encode())
        plan = make_draft(f"dir:{path}").plan
        shown += [refused.note, refused.line, plan.note, plan.line, plan.ask, plan.stack]
        if not plan.note:
            assert str(path) == plan.reason

    assert [] == [text for text in shown if any(not c.isprintable() for c in text.replace("\n", ""))]
    assert "p  (~/code/a\\x1b]0;x\\x07\\nb/.vxenv.toml)" == shown[3]


@pytest.mark.usefixtures("eu", "base")
def test_every_closed_variable_is_unset_by_the_plan() -> None:
    """A plan unsets every closed variable that the stack does not set."""
    plan = make_draft("use:eu").plan
    given = {op.name for op in plan.delta if op.value is not None}

    assert set(list_cleared(skip_auth=False)) - given == {op.name for op in plan.delta if op.value is None}


@pytest.mark.usefixtures("eu", "base")
def test_logical_paths_govern(ask: Ask, work: Path) -> None:
    """The logical path counts: through a symlink, the files above the symlink govern."""
    ask("real/deep", "", "")
    (work / "real" / "deep" / ".vxenv.toml").unlink()
    upper = ask("other", "profile = 'eu'\n", "allow")
    os.symlink(work / "real" / "deep", work / "other" / "link")
    plan = make_draft(f"dir:{work}/other/link/.vxenv.toml").plan

    assert ("eu", str(upper)) == active(plan)


@pytest.mark.usefixtures("eu", "base")
def test_keys_are_plain_text() -> None:
    """The changes of a plan can be written as JSON."""
    plan = make_draft("use:eu").plan

    assert json.loads(json.dumps(plan.delta)) == [list(op) for op in plan.delta]
