"""Test profiles of sources in each shell."""

import os

import pytest

from shells.drivers import QUICK, Shell
from shells.harness import Session
from shells.home import Home
from shells.test_children import child
from shells.test_processes import started, steps, traced

__all__ = ["traced"]

LOCATION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
WHOLE = '[vertex]\nregion = "global"\n[models]\nopus = "claude-opus-5"\n'
SHOWN = (LOCATION, PROJECT, "VXENV_PROFILE", "VXENV_REASON")


@pytest.fixture
def acme(home: Home) -> Home:
    """Provide a home with the source acme and values for the project that it requires."""
    home.source("acme/base", "[models]\nmain = 'claude-opus-5-5'\n")
    home.source("acme/prod", 'extends = "base"\n[vertex]\nregion = "eu"\n')
    home.source("acme/dev", '[vertex]\nregion = "global"\n')
    home.write(".config/vxenv/sources/acme.toml", '[vertex]\nproject = "acme-mine"\n')
    home.location("own", "us-east5")
    return home


def test_everywhere_a_name_can_stand(shell: Shell, acme: Home) -> None:
    """A profile of a source is used, combined, selected by a directory file and the default, and left."""
    directory = acme.directory("p", 'profile = "acme/prod"\n')
    acme.settings('default = "acme/dev"\n')
    session = Session(shell, acme).show("default").cd(directory).show("directory").vxenv("use", "own", "acme/dev")
    session.show("stack").vxenv("use", "acme/prod").show("use").vxenv("use", "-").show("back").vxenv("off").show("off")
    result = session.vxenv("auto").show("auto").run()
    place = os.path.join(directory, ".vxenv.toml")
    expected = {
        "default": ["global", "acme-mine", "acme/dev", "default"],
        "directory": ["eu", "acme-mine", "acme/prod", place],
        "stack": ["global", "acme-mine", "own+acme/dev", "use"],
        "use": ["eu", "acme-mine", "acme/prod", "use"],
        "back": ["global", "acme-mine", "own+acme/dev", "use"],
        "off": [None, None, None, "off"],
        "auto": ["eu", "acme-mine", "acme/prod", place],
    }
    assert expected == {label: result.get(label, *SHOWN) for label in expected}


def test_an_update_at_the_next_prompt(shell: Shell, acme: Home) -> None:
    """A changed profile, a changed parent and changed values are applied at the next prompt, with a line."""
    files = {
        "changed": (acme.path(".local/state/vxenv/sources/acme/profiles/prod.toml"),
                    'extends = "base"\n[vertex]\nregion = "global"\n'),
        "parent": (acme.path(".local/state/vxenv/sources/acme/profiles/base.toml"), "[vertex]\nproject = 'theirs'\n"),
        "values": (acme.path(".config/vxenv/sources/acme.toml"), "[tuning]\neffort = 'low'\n"),
    }  # fmt: skip
    session = Session(shell, acme).vxenv("use", "acme/prod").show("before")
    for label, (path, text) in files.items():
        new = acme.write(f"new/{label}", text)
        session.mark(label).line(f"cp {shell.quote(new)} {shell.quote(path)}").line(shell.nothing)
        session.mark(f"{label} end").show(label)
    result = session.run()
    names = (*SHOWN[:3], "CLAUDE_CODE_EFFORT_LEVEL")
    expected = {
        "before": ["eu", "acme-mine", "acme/prod", None],
        "changed": ["global", "acme-mine", "acme/prod", None],
        "parent": ["global", "theirs", "acme/prod", None],
        "values": ["global", "theirs", "acme/prod", "low"],
    }
    assert expected == {label: result.get(label, *names) for label in expected}
    assert ["acme/prod"] * 3 == [result.err(label).partition("  ")[0] for label in files]


def test_values_that_appear_and_vanish(shell: Shell, acme: Home) -> None:
    """The file of values is an input even while it does not exist."""
    values = acme.path(".config/vxenv/sources/acme.toml")
    kept = acme.path("kept.toml")
    session = Session(shell, acme).vxenv("use", "acme/dev")
    session.line(f"mv {shell.quote(values)} {shell.quote(kept)}").line(shell.nothing).show("without")
    session.line(f"mv {shell.quote(kept)} {shell.quote(values)}").line(shell.nothing).show("with")
    result = session.run()
    assert [None, "acme-mine"] == [result.get(label, PROJECT)[0] for label in ("without", "with")]


def test_an_accepted_catalogue(shell: Shell, acme: Home) -> None:
    """A new catalogue changes the advice of the next use, and a broken one neither use nor the prompt."""
    acme.write(".local/state/vxenv/sources/acme/profiles/dev.toml", WHOLE)
    rows = "[models.claude-opus-5]\nretires = 2026-01-01\n"
    place = acme.path(".local/state/vxenv/sources")
    new = {
        name: acme.write(f"new/{name}", text)
        for name, text in (("catalogue.toml", rows), ("broken", "[models\n"), (".digests", "acme 1\n"))
    }
    copy = (f"cp {shell.quote(new['catalogue.toml'])} {shell.quote(f'{place}/acme/catalogue.toml')}",
            f"cp {shell.quote(new['.digests'])} {shell.quote(place)}")  # fmt: skip
    session = Session(shell, acme).vxenv("use", "acme/dev").vxenv("use", "own").mark("same").vxenv("use", "acme/dev")
    session.mark("end").vxenv("use", "own")
    for line in copy:
        session.line(line)
    session.mark("retired").vxenv("use", "acme/dev").mark("retired end").vxenv("use", "own")
    session.line(f"cp {shell.quote(new['broken'])} {shell.quote(f'{place}/acme/catalogue.toml')}")
    session.line(f"rm {shell.quote(f'{place}/.digests')}")
    result = session.mark("broken").vxenv("use", "acme/dev").mark("broken end").show("broken").run()
    advice = "warning: acme/dev: claude-opus-5 retired on 2026-01-01"
    assert [False, True, False] == [advice in result.err(label) for label in ("same", "retired", "broken")]
    assert ["global", "acme-mine", "acme/dev", "use"] == result.get("broken", *SHOWN)


def test_a_removed_profile(shell: Shell, acme: Home) -> None:
    """A removed profile stays active with a warning until it is left; then it cannot be used again."""
    profiles, removed = (acme.path(".local/state/vxenv/sources/acme", name) for name in ("profiles", "removed"))
    os.makedirs(removed)
    move = f"mv {shell.quote(os.path.join(profiles, 'prod.toml'))} {shell.quote(removed)}"
    back = f"mv {shell.quote(os.path.join(removed, 'prod.toml'))} {shell.quote(profiles)}"
    session = Session(shell, acme).vxenv("use", "acme/prod").line(move).mark("prompt").line(shell.nothing)
    session.mark("again").show("kept").vxenv("use", "acme/prod").mark("left").vxenv("use", "own")
    session.mark("refused").line(shell.reporting("vxenv use acme/prod")).mark("end").show("own")
    result = session.line(back).vxenv("use", "acme/prod").show("back").run()
    warning = 'warning: acme/prod: removed from source "acme"; its last version is used'
    assert ["eu", "acme-mine", "acme/prod", "use"] == result.get("kept", *SHOWN)
    assert warning in result.err("again")
    assert "3\n" in result.out("refused")
    assert ['vxenv: "acme/prod" was removed from source "acme"', "hint: vxenv copy acme/prod prod"] == [
        *result.err("refused").splitlines()
    ]
    assert ["us-east5", None, "own", "use"] == result.get("own", *SHOWN)
    assert ["eu", "acme-mine", "acme/prod", "use"] == result.get("back", *SHOWN)


def test_a_removed_profile_in_a_directory(shell: Shell, acme: Home) -> None:
    """A directory file that selects a removed profile activates its last version, with a warning."""
    directory = acme.directory("p", 'profile = "acme/prod"\n')
    acme.remove_from_source("acme/prod")
    result = Session(shell, acme).mark("in").cd(directory).mark("end").show("in").run()
    assert "eu" == result.get("in", LOCATION)[0]
    assert 'warning: acme/prod: removed from source "acme"; its last version is used' in result.err("in")


def test_an_unknown_source(shell: Shell, acme: Home) -> None:
    """A directory file that selects a profile of an unknown source names the source."""
    directory = acme.directory("p", 'profile = "umbrella/prod"\n')
    result = Session(shell, acme).mark("in").cd(directory).mark("end").show("in").run()
    assert [None, None] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert 'no source "umbrella"' in result.err("in")


def test_children(shell: Shell, acme: Home) -> None:
    """A child shell keeps a pinned profile of a source, in any directory, and `use -` restores the one before."""
    directory = acme.directory("p", 'profile = "own"\n')
    inner = Session(shell, acme).show("child").cd(directory).show("inside").vxenv("use", "-").show("back")
    outer = (
        Session(shell, acme)
        .vxenv("use", "acme/dev")
        .vxenv("use", "acme/prod")
        .line(child(Session(shell, acme), inner))
    )
    result = outer.show("parent").run()
    expected = ["eu", "acme-mine", "acme/prod", "use"]
    assert [expected] * 3 == [result.get(label, *SHOWN) for label in ("child", "inside", "parent")]
    assert ["global", "acme-mine", "acme/dev", "use"] == result.get("back", *SHOWN)


@pytest.mark.parametrize("shell", QUICK, indirect=True, ids=repr)
def test_switching_starts_no_process(shell: Shell, acme: Home, traced: tuple[str, ...]) -> None:
    """Once plans exist, neither `use`, `use -` nor a prompt starts a process."""
    session = Session(shell, acme).vxenv("use", "acme/prod").vxenv("use", "own+acme/dev")
    steps(session, "use", "vxenv use acme/prod", "vxenv use own acme/dev", "vxenv use -", shell.nothing)
    result = session.show("end").run(tracer=traced)
    assert ["eu", "acme-mine", "acme/prod", "use"] == result.get("end", *SHOWN)
    assert (0, 0) == started(acme, "use")
