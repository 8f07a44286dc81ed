"""Test repository files that block a shell, or make it read files outside."""

import json
import os
import shlex
import stat
import sys

import pytest

from shells import conftest
from shells.drivers import BASHES, FISH, ZSH, Shell
from shells.harness import Session, terminal, until
from shells.home import Home
from vxenv.paths import find_main_file

pytestmark = pytest.mark.long

home, shell = conftest.home, conftest.shell

LOCATION = "CLOUD_ML_REGION"
# A regular file by its mode that blocks its reader at the end.
KMSG = "/proc/kmsg"
SETTINGS = (".claude/settings.json", ".claude/settings.local.json")


def read(path: str) -> str:
    """Return the text of a file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def blocking(home: Home, kind: str) -> str:
    """Return a file that blocks its reader forever."""
    if kind == "kmsg":
        return KMSG
    path = home.path("fifo")
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("kind", ["fifo", "kmsg"])
def test_directory_files_that_block(shell: Shell, home: Home, kind: str) -> None:
    """A `.vxenv.toml` that links to a blocking file, or is a FIFO, does not block the prompt."""
    home.location("us", "us-east5")
    home.settings('default = "us"\n')
    place = os.path.dirname(home.write("link/file", ""))
    os.symlink(blocking(home, kind), os.path.join(place, ".vxenv.toml"))
    fifo = os.path.dirname(home.write("itself/file", ""))
    os.mkfifo(os.path.join(fifo, ".vxenv.toml"))
    session = Session(shell, home)
    for to in (place, fifo, place):
        session.cd(to).line(shell.nothing).line(shell.nothing)
    result = session.cd(home.root).show("end").run()
    assert ["us-east5"] == result.get("end", LOCATION)


@pytest.mark.parametrize("kind", ["fifo", "kmsg", "same"])
def test_directory_files_that_are_swapped(shell: Shell, home: Home, kind: str) -> None:
    """An allowed file replaced by a symlink is not followed at the next prompt, whatever the target."""
    home.location("eu", "europe-west1")
    place = home.directory("p", 'profile = "eu"\n')
    file = os.path.join(place, ".vxenv.toml")
    target = home.write("elsewhere/file", 'profile = "eu"\n') if kind == "same" else blocking(home, kind)
    session = Session(shell, home).cd(place).show("in").line(shell.settling or shell.nothing).line(shell.nothing)
    swap = f"command rm {shell.quote(file)}", f"command ln -s {shell.quote(target)} {shell.quote(file)}"
    for line in swap:
        session.line(line.replace("command ", "^") if shell.kind == "nushell" else line)
    session.line(shell.nothing).show("swapped").line(shell.nothing)
    result = session.cd(home.root).show("end").run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("swapped", LOCATION)
    assert [None] == result.get("end", LOCATION)


@pytest.mark.parametrize("kind", ["fifo", "kmsg"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_settings_that_block(shell: Shell, home: Home, kind: str, when: str) -> None:
    """Project settings that link to a blocking file do not block the shell, when entering or later."""
    home.location("eu", "europe-west1")
    place = home.directory("p", 'profile = "eu"\n')
    text = json.dumps({"env": {LOCATION: "elsewhere"}})
    target = blocking(home, kind)
    if when == "after":
        for name in SETTINGS:
            home.write(f"p/{name}", text)
        Session(shell, home).cd(place).cd(home.root).cd(place).cd(home.root).run()
    os.makedirs(os.path.join(place, ".claude"), exist_ok=True)
    for name in SETTINGS:
        if when == "after":
            os.unlink(os.path.join(place, name))
        os.symlink(target, os.path.join(place, name))
    session = Session(shell, home)
    for label in ("first", "second"):
        session.cd(place).show(label).cd(home.root)
    result = session.run()
    assert ["europe-west1"] == result.get("first", LOCATION)
    assert ["europe-west1"] == result.get("second", LOCATION)


@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH], indirect=True, ids=repr)
def test_settings_of_ones_own_may_be_symlinks(shell: Shell, home: Home) -> None:
    """A profile, config.toml and the user's own settings are read through symlinks, as dotfile managers use them."""
    home.location("eu", "europe-west1")
    home.settings('default = "eu"\n')
    home.write(".claude/settings.json", json.dumps({"env": {LOCATION: "elsewhere"}}))
    for number, name in enumerate(
        (".config/vxenv/profiles/eu.toml", ".config/vxenv/config.toml", ".claude/settings.json")
    ):
        os.makedirs(home.path("dotfiles"), exist_ok=True)
        os.rename(home.path(name), home.path("dotfiles", str(number)))
        os.symlink(home.path("dotfiles", str(number)), home.path(name))
    result = Session(shell, home).mark("in").line(shell.nothing).show("in").mark("end").run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert "~/.claude/settings.json" in result.stderr


# Replaces the interpreter that the hook starts: reads TOML slowly, and reports the start of reading.
SLOW = """
import runpy, sys, time, tomllib
sys.argv = sys.argv[1:]
loads = tomllib.loads
def slow(text):
    open({began!r}, "a").close()
    time.sleep(60)
    return loads(text)
tomllib.loads = slow
from _signal import SIGINT, SIG_DFL, signal
signal(SIGINT, SIG_DFL)
sys.path.insert(0, {source!r})
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH], indirect=True, ids=repr)
def test_interrupted_at_first_sight(shell: Shell, home: Home) -> None:
    """Ctrl-C while Python checks a directory returns to the prompt, without a traceback or a changed variable."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    home.settings('default = "us"\n')
    place = home.directory("p", 'profile = "eu"\n')
    began = home.path("began")
    source = os.path.dirname(os.path.dirname(find_main_file()))
    slow = home.write("slow.py", SLOW.format(source=source, began=began))
    words = shlex.join([sys.executable, "-X", "utf8", "-I", "-S", slow])
    program = home.write("slow", f'#!/bin/sh\nshift 4\nexec {words} "$@"\n')
    os.chmod(program, stat.S_IRWXU)
    Session(shell, home).line(shell.nothing).run()  # makes the default known
    text = read(home.hook(shell.kind)).replace(sys.executable, shell.within_quotes(program))
    hook = home.write("slow-hook", text)
    with terminal(shell, home, shell.source(hook)) as found:
        before = found.env("before")[LOCATION]
        found.child.sendline(shell.cd(place))
        until("Python reads a file", began)
        found.child.sendintr()
        said = found.wait()
        os.unlink(slow)  # from here on it fails at once
        after = found.env("after")
    assert ("us-east5", "us-east5") == (before, after[LOCATION])
    assert "Traceback" not in said
    assert "KeyboardInterrupt" not in said
