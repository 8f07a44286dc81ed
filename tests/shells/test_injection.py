"""Test code and control characters in every input: none is run, and no escape reaches a terminal."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from typing import Final

import pytest

from shells.drivers import BASHES, KSH, MKSH, ZSH, Shell
from shells.harness import Result, Session
from shells.home import Home
from shells.test_bytes import toml
from shells.test_torture import evil
from vxenv.catalogue.classes import RESERVED, classify

ESCAPES: Final = "\x1b[31m\x1b]0;title\x07\x9b2J\x08\x85\r\u202e"
BAITS: Final = [
    "$(touch evil)",
    "`touch evil`",
    "'; touch evil; '",
    '"; touch evil; "',
    "\\'; touch evil; \\'",
    "\ntouch evil\n",
    "; touch evil #",
    "(touch evil)",
    "{touch evil}",
    "@(touch evil)",
    "' + __import__('os').system('touch evil') + '",
    "a[$(touch evil)]",
    "| touch evil &",
    "!touch",
    ESCAPES,
]

# For inputs that need a shell of their own.
FEW: Final = [BAITS[0], BAITS[2], BAITS[3], BAITS[5], BAITS[11], ESCAPES]

Place = Callable[[Home, Session, int, str], None]


def allowed(home: Home, number: int, text: str) -> str:
    """Return a directory with an allowed directory file."""
    return home.directory(f"d{number}", text)


def named(shell: Shell, bait: str) -> str:
    """Return the bait as a directory name, or another odd one where the shell's own `cd` cannot enter it."""
    return "odd\u202e" if bait in shell.unreachable else bait


def named_by_use(home: Home, session: Session, number: int, bait: str) -> None:
    """Type the bait as a profile name, as a part of a stack, and as the default."""
    session.vxenv("use", bait)
    if not number:
        home.settings(f"default = {toml(ESCAPES)}\n")
        session.vxenv("use", *(f"eu+{one}" for one in BAITS))


def stack_of_a_directory(home: Home, session: Session, number: int, bait: str) -> None:
    """Name the bait in a directory file."""
    session.cd(allowed(home, number, f"profile = [{toml(bait)}]\n")).line("true")


def name_of_a_file(home: Home, session: Session, number: int, bait: str) -> None:
    """Name a profile file after the bait, and extend it in another profile."""
    if "/" not in bait:
        home.profile(bait, '[vertex]\nregion = "eu"\n')
    home.profile(f"p{number}", f"extends = {toml(bait)}\n")
    session.cd(allowed(home, number, f'profile = "p{number}"\n'))
    if number == len(BAITS) - 1:
        session.vxenv("list").vxenv("lint")


def directory(home: Home, session: Session, number: int, bait: str) -> None:
    """Enter a directory named after the bait: allowed, not allowed, and broken."""
    for kind, text in (("a", 'profile = "eu"\n'), ("n", 'profile = "eu"\n'), ("b", "profile = \n")):
        session.cd(home.directory(f"{kind}{number}/{named(session.shell, bait)}", text, allowed=kind != "n"))
        session.cd(home.root)
    if number == len(BAITS) - 1:
        session.cd(home.path(f"n{number}", named(session.shell, bait))).vxenv("status").vxenv("allow")


def description(home: Home, session: Session, number: int, bait: str) -> None:
    """Use the bait as a profile's description, and show it."""
    home.profile(f"p{number}", f'description = {toml(bait)}\n[vertex]\nregion = "eu"\n')
    session.cd(allowed(home, number, f'profile = "p{number}"\n'))
    if number == len(BAITS) - 1:
        session.vxenv("list").vxenv("show", f"p{number}").vxenv("use", f"p{number}").vxenv("status")


def variable(home: Home, session: Session, number: int, bait: str) -> None:
    """Use the bait as a variable's name."""
    home.profile(f"p{number}", f'[env]\n{toml(bait)} = "x"\n')
    session.cd(allowed(home, number, f'profile = "p{number}"\n')).line("true")


def value(home: Home, session: Session, number: int, bait: str) -> None:
    """Use the bait as a value: of a custom variable, as project, location, model, path and address."""
    home.profile(f"p{number}", f"[env]\nMINE = {toml(bait)}\n[models]\nmain = {toml(bait)}\n")
    home.profile(f"q{number}", f"[vertex]\nproject = {toml(bait)}\nregion = {toml(bait)}\n")
    home.profile(f"r{number}", f"[vertex]\nbase_url = {toml(bait)}\n[google]\ncredentials = {toml(bait)}\n")
    for kind in "pqr":
        session.cd(home.directory(f"{kind}{number}", f'profile = "{kind}{number}"\n'))
    session.cd(home.root)
    if number == len(BAITS) - 1:
        session.vxenv("use", f"p{number}").vxenv("why", "MINE").vxenv("off")


def settings_that_win(home: Home, session: Session, number: int, bait: str) -> None:
    """Use the bait in the place, key and value of overriding Claude Code settings."""
    place = home.directory(f"d{number}/{named(session.shell, bait)}", 'profile = "eu"\n')
    name = os.path.relpath(place, home.root)
    given = {"CLOUD_ML_REGION": bait, bait: bait, "ANTHROPIC_MODEL": f"a{bait}"}
    text = json.dumps({"env": given, "model": bait, bait: bait, "modelOverrides": {bait: bait}, "apiKeyHelper": bait})
    home.write(f"{name}/.claude/settings.json", text)
    home.write(f"{name}/.claude/settings.local.json", f"{{{bait}")
    session.cd(place).cd(home.root)


def errors(home: Home, session: Session, number: int, bait: str) -> None:
    """Use the bait in TOML errors of a profile, a directory file and, last, the settings."""
    texts = [f"{bait}\n", f"[{toml(bait)}]\nx = 1\n", f"{toml(bait)} = 1\n{toml(bait)} = 2\n", f"region = {bait}\n"]
    texts += [f"[env]\nX = {{ {toml(bait)} = {toml(bait)} }}\n", f"[vertex]\n{toml(bait)} = true\n"]
    for at in {number % 6, (number + 2) % 6}:
        text = texts[at]
        home.profile(f"p{number}-{at}", text)
        session.cd(home.directory(f"p{number}-{at}", f'profile = "p{number}-{at}"\n'))
        session.cd(home.directory(f"d{number}-{at}", text))
    session.cd(home.root)
    if number == len(BAITS) - 1:
        session.vxenv("lint")
        settings = home.write("settings", f"{toml(bait)} = 1\n")
        session.line(
            f"command cp {session.shell.quote(settings)} {session.shell.quote(home.path('.config/vxenv/config.toml'))}"
        )
        session.cd(home.path("d0-2")).line("true")


PLACES: Final[list[Place]] = [
    named_by_use,
    stack_of_a_directory,
    name_of_a_file,
    directory,
    description,
    variable,
    value,
    settings_that_win,
    errors,
]


def harmless(result: Result, home: Home) -> None:
    """Check that nothing was run and that no control character was printed."""
    assert [] == evil(home)
    printed = result.quiet()
    assert [] == [line for line in printed.split("\n") if not line.isprintable()]
    assert "Traceback" not in printed


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_injection(shell: Shell, home: Home, place: Place) -> None:
    """Code in this input is never run, and its printed form has no control characters."""
    home.location("eu", "eu")
    session = Session(shell, home)
    for number, bait in enumerate(BAITS):
        place(home, session, number, bait)
    result = session.cd(home.root).vxenv("off").vxenv("auto").show("end").run()
    harmless(result, home)
    assert [None] == result.get("end", "CLOUD_ML_REGION")


RECORD: Final = [
    "VXENV_PROFILE", "VXENV_REASON", "__VXENV_STATE", "__VXENV_LAST", "__VXENV_SETTINGS", "__VXENV_PIN",
    "__VXENV_DIGEST",
]  # fmt: skip


@pytest.mark.parametrize("name", RECORD)
def test_injection_by_the_environment(shell: Shell, home: Home, name: str) -> None:
    """A forged record in the environment runs nothing: it is parsed as a stack, a path or a damaged record."""
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n')
    for bait in BAITS if name == "__VXENV_STATE" else FEW:
        text = f"1 {bait}:us A:{bait} A[{bait}]:us" if name == "__VXENV_STATE" else bait
        session = Session(shell, home).vxenv("auto").cd(project).show("in").cd(home.root).show("out")
        given = {} if name == "__VXENV_PIN" else {"VXENV_PROFILE": "eu", "VXENV_REASON": "use"}
        result = session.run({**given, name: text})
        harmless(result, home)
        assert ["eu"] == result.get("in", "CLOUD_ML_REGION")
        assert [None] == result.get("out", "CLOUD_ML_REGION")


def test_what_zsh_works_out_is_refused() -> None:
    """No profile can set a variable that zsh evaluates as a number or uses for its identity."""
    ZSH.require()
    script = "zmodload zsh/parameter zsh/system\nprint -rl -- ${(k)parameters[(R)*integer*special*]} USERNAME"
    said = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True, check=True).stdout.split()
    names = {name for name in said if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name)}
    assert {"COLUMNS", "UID", "USERNAME"} <= names
    assert set() == {name for name in names if classify(name).name != RESERVED}


@pytest.mark.parametrize("shell", [BASHES[0], ZSH, KSH, MKSH], indirect=True, ids=repr)
def test_injection_into_integers(shell: Shell, home: Home) -> None:
    """A variable declared as an integer, which a shell would evaluate, receives its value as text."""
    bait = BAITS[11]
    declared = ["-i A", "-i B=3", "-ix C=3", "-x D", "-u E"]
    names = [one.split()[-1][0] for one in declared]
    home.profile("p", "[env]\n" + "".join(f"{name} = {toml(bait)}\n" for name in names))
    project = home.directory("p", 'profile = "p"\n')
    session = Session(shell, home)
    for line in declared:
        session.line(f"typeset {line}")
    for turn in range(2):
        session.cd(project).show(f"in{turn}").cd(home.root).show(f"out{turn}")
    result = session.run()
    harmless(result, home)
    for turn in range(2):
        assert [bait] * 5 == result.get(f"in{turn}", *names)
        assert [None, None, "3", None] == result.get(f"out{turn}", *names[:3], names[4])


def test_injection_by_directories(shell: Shell, home: Home) -> None:
    """Directories of vxenv with names that look like code work normally."""
    home.location("eu", "eu")
    for number, bait in enumerate(FEW):
        other = Home(home.path(f"d{number}", named(shell, bait)))
        other.location("eu", "eu")
        project = other.directory("p", 'profile = "eu"\n')
        result = Session(shell, other).cd(project).show("in").cd(home.root).show("out").run()
        harmless(result, home)
        assert ["eu"] == result.get("in", "CLOUD_ML_REGION")
        assert [None] == result.get("out", "CLOUD_ML_REGION")
        # Written here because the next shell must start nothing.
        assert (number, 2) == (number, len(other.plans(shell.kind)))
