"""Test that `use`, `off` and `auto` print the same with and without click."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from commandline import Ran, called
from vxenv import __main__
from vxenv.activation.undo_record import enter_activation
from vxenv.cli import main
from vxenv.cli.switch_words import parse_switch
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str], Path]
MAIN = str(Path(__main__.__file__))
HOOK = {"__VXENV_HOOK": "bash 1 home", "__VXENV_SEAL": "0" * 32, "VXENV_TODAY": "2026-11-29"}
PROFILES = {
    "a": "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n[models]\nmain = 'claude-opus-5-5'\n",
    "b": "description = 'B'\n[vertex]\nproject = 'acme-test'\nregion = 'global'\n[env]\nMY_TOKEN = 'sk-ant-secret'\n",
    "layer": "[models]\nopus = 'claude-opus-5-5'\n",
    "odd": "[env]\nNOTE = 'a → b · ü\\u200b'\nLONG = '" + "x" * 300 + "'\nEMPTY = ''\nHTTPS_PROXY = false\n",
    "old": "[vertex]\nproject = 'acme-prod'\nregion = 'us-east5'\n[models]\nmain = 'claude-3-opus'\n",
    "mistyped": "[vertex]\nproject = 'acme-prod'\nregion = 'europ-west1'\n",
    "safe": "protected = true\n[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n",
    "gateway": "[vertex]\nbase_url = 'https://proxy.example/v1'\nskip_auth = true\n",
    "child": "extends = 'a'\n",
    "orphan": "extends = 'missing'\n",
    "broken": "x = \n",
}


class Sample(NamedTuple):
    """A switch."""

    # The arguments.
    words: str
    # The stack that is active before.
    before: str = ""
    # Variables besides the hook's; "" unsets one.
    env: tuple[str, ...] = ()
    # The contents of config.toml.
    config: str = ""
    # The contents of Claude Code's settings.
    settings: str = ""


PLAIN = [
    Sample("use a"),
    Sample("use b", "a"),
    Sample("use a", "b", ("ANTHROPIC_MODEL=by-hand", "CLOUD_ML_REGION=asia")),
    Sample("use a layer"),
    Sample("use a+layer", "a"),
    Sample("use -", "a", ("__VXENV_LAST=b",)),
    Sample("use layer"),
    Sample("use odd", "b"),
    Sample("use old"),
    Sample("use mistyped"),
    Sample("use gateway", env=("ANTHROPIC_API_KEY=sk-ant-1",)),
    Sample("use child", env=("ANTHROPIC_VERTEX_PROJECT_ID=mine", "__VXENV_STATE=2 damaged")),
    Sample("use a", settings='{"env": {"CLOUD_ML_REGION": "us-east5"}}'),
    Sample("use -q a"),
    Sample("use a --quiet"),
    Sample("use a", env=("VXENV_QUIET=1",)),
    Sample("use a", config="quiet = true\n"),
    Sample("use a", config="default = 'b'\n"),
    Sample("use a", env=("__VXENV_HOOK=fish 1 home",)),
    Sample("use a", env=("VXENV_TODAY=not-a-day",)),
    Sample("off", "a"),
    Sample("off", "b", ("MY_TOKEN=by-hand",)),
    Sample("off -q", "a"),
    Sample("off"),
    Sample("auto", "a"),
    Sample("auto --quiet"),
]
UNUSUAL = [
    Sample("use"),
    Sample("use --yes safe"),
    Sample("use safe"),
    Sample("use safe a"),
    Sample("use nobody"),
    Sample("use ol"),
    Sample("use a/../b"),
    Sample("use a+"),
    Sample("use broken"),
    Sample("use orphan"),
    Sample("use -"),
    Sample("use - a", "a", ("__VXENV_LAST=b",)),
    Sample("use --help"),
    Sample("use -z"),
    Sample("use -- a"),
    Sample("-q use a"),
    Sample("off a"),
    Sample("auto --all"),
    Sample("use a", env=("__VXENV_HOOK=",)),
    Sample("off", env=("__VXENV_HOOK=nu 1",)),
    Sample("use a", config="quite = true\n"),
    Sample("off", config="quiet = 1\n"),
]


@pytest.fixture
def store(profile: Profile) -> None:
    """Write all profiles."""
    for name, text in PROFILES.items():
        profile(name, text)


def prepare(sample: Sample, home: Path) -> dict[str, str]:
    """Write the files of `sample`, and return its variables."""
    (home / ".config" / "vxenv" / "config.toml").write_text(sample.config, encoding="utf-8")
    (home / ".claude").mkdir(exist_ok=True)
    (home / ".claude" / "settings.json").write_text(sample.settings or "{}", encoding="utf-8")
    environment: dict[str, str] = dict(os.environ)
    if sample.before:
        resolved = resolve_stack([sample.before], Store())
        environment = enter_activation(environment, resolved.list_operations(), sample.before)
    return environment | HOOK | dict(text.split("=", 1) for text in sample.env)


def read_plans(home: Path) -> dict[str, bytes]:
    """Return the plans in the cache, and remove them."""
    plans = {path.name: path.read_bytes() for path in (home / ".cache").rglob("use:*")}
    for path in (home / ".cache").rglob("use:*"):
        path.unlink()
    return plans


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("sample", PLAIN + UNUSUAL, ids=str)
def test_same_without_click(sample: Sample, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code, output and plan are the same with and without click, which plain words do not need."""
    environment = prepare(sample, home)
    with monkeypatch.context() as patched:
        if sample in PLAIN:
            patched.delattr(main, "run")
        short = called(*sample.words.split(), env=environment), read_plans(home)
    monkeypatch.setattr(__main__, "_run_switch", lambda: False)
    by_click = called(*sample.words.split(), env=environment), read_plans(home)

    assert by_click == short


def call_on_terminal(command: list[str], environment: dict[str, str]) -> Ran:
    """Run `command` with stderr on a terminal, and return its result."""
    control, terminal = pty.openpty()
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=terminal, check=False
    )
    os.close(terminal)
    shown = b""
    try:
        while chunk := os.read(control, 65536):
            shown += chunk
    except OSError:  # Linux reports the end of a terminal as an error
        pass
    os.close(control)
    return Ran(done.returncode, done.stdout.decode(), shown.decode())


BY_CLICK = "import sys; sys.argv[0] = 'vxenv'; from vxenv import __main__ as m; m._run_switch = bool; m.main()"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "sample",
    [
        Sample("use b", "a", ("TERM=xterm",)),
        Sample("use old", "a", ("TERM=xterm", "NO_COLOR=1")),
        Sample("use odd", "b", ("TERM=dumb",)),
        Sample("off", "a", ("TERM=xterm",)),
        Sample("use safe", "a", ("TERM=xterm",)),
        Sample("use nobody", "a", ("TERM=xterm",)),
    ],
    ids=str,
)
def test_same_on_a_terminal(sample: Sample, home: Path) -> None:
    """As the hook calls it, without site-packages, a switch prints the same on a terminal as with click."""
    environment = prepare(sample, home)
    words = sample.words.split()
    short = call_on_terminal([sys.executable, "-X", "utf8", "-I", "-S", MAIN, *words], environment)
    by_click = call_on_terminal([sys.executable, "-X", "utf8", "-P", "-c", BY_CLICK, *words], environment)

    assert by_click == short
    assert ("\x1b[" in short.stderr) == ("TERM=xterm" in sample.env and "NO_COLOR=1" not in sample.env)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("sample", PLAIN, ids=str)
def test_plain_words(sample: Sample) -> None:
    """Plain words need no click."""
    assert parse_switch(sample.words.split()) is not None


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "words", ["use", "use -y a", "use nobody", "use - a", "use a/b", "use +a", "use é", "off a", "auto -v", "list"]
)
def test_other_words(words: str) -> None:
    """All other words are left to click."""
    assert parse_switch(words.split()) is None
