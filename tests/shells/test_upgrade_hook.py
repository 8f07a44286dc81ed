"""Test shells started before an upgrade, which keep their old hook with the new vxenv.

`old` holds hooks as committed before functions and variables were renamed. They are data: never edit them.
"""

import os
import re
from pathlib import Path
from typing import Final

import pytest

from shells.drivers import BASHES, FISH, ZSH, Shell
from shells.harness import Session
from shells.home import Home
from vxenv.assets import read_asset
from vxenv.catalogue.variables import list_cleared
from vxenv.env_diff import Op
from vxenv.shells import bash, bash3, fish, zsh
from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent

OLD: Final = Path(__file__).parent / "old"
LOCATION: Final = "CLOUD_ML_REGION"
PROJECT: Final = "ANTHROPIC_VERTEX_PROJECT_ID"
BODY: Final = "CLAUDE_CODE_EXTRA_BODY"
RENDERERS: Final = {"bash": (bash.SHELL, bash3.SHELL), "zsh": (zsh.SHELL,), "fish": (fish.SHELL,)}
oldest = pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH], indirect=True, ids=repr)


@pytest.fixture
def old_hook(shell: Shell, home: Home) -> str:
    """Return the line that loads the old hook, with the first lines written by `vxenv setup`."""
    name = f"vxenv.{shell.kind}"
    text = Path(home.hook(shell.kind)).read_text(encoding="utf-8")
    assert 1 == text.count(read_asset("shell", name))
    old = (OLD / name).read_text()
    if shell.kind in ("bash", "zsh"):  # their preamble had the names of the closed variables
        old = f"__vxenv_closed=({' '.join(list_cleared(skip_auth=False))})\n{old}"
    return shell.source(home.write(f"old/{name}", text.replace(read_asset("shell", name), old)))


@pytest.fixture
def project(home: Home) -> str:
    """Provide an allowed directory, in a home with two profiles."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    return home.directory("p", 'profile = "eu"\n')


@oldest
def test_directories(shell: Shell, home: Home, old_hook: str, project: str) -> None:
    """An old hook enters and leaves a directory repeatedly, and restores the variables."""
    session = Session(shell, home, hook=False).export(LOCATION, "mine").let(PROJECT, "local").line(old_hook)
    session.show("start")
    for number in range(2):
        session.cd(project).show(f"in{number}").cd(home.root).show(f"out{number}")
    result = session.stand("region", LOCATION).stand("project", PROJECT).run()

    assert ["europe-west1"] * 2 == [result.env(f"in{number}")[LOCATION] for number in range(2)]
    assert [result.users("start")] * 2 == [result.users(f"out{number}") for number in range(2)]
    assert ("exported", "mine") == result.variable("region")
    assert ("local", "local") == result.variable("project")


@oldest
def test_commands(shell: Shell, home: Home, old_hook: str, project: str) -> None:
    """An old hook follows `use`, `use -`, `off` and `auto`."""
    session = Session(shell, home, hook=False).line(old_hook).cd(project).show("directory")
    for label, words in {"use": ("use", "us"), "back": ("use", "-"), "off": ("off",), "auto": ("auto",)}.items():
        session.vxenv(*words).show(label)
    result = session.cd("/").show("out").run()

    labels = ("directory", "use", "back", "off", "auto", "out")
    assert ["europe-west1", "us-east5", "europe-west1", None, "europe-west1", None] == [
        result.env(label).get(LOCATION) for label in labels
    ]


@oldest
def test_merged_values(shell: Shell, home: Home, old_hook: str) -> None:
    """An old hook merges with the user's own value, also after it has changed."""
    home.profile("a", '[vertex]\nproject = "acme-prod"\nregion = "global"\n[labels]\nteam = "a"\n')
    place = home.directory("a", 'profile = "a"\n')
    session = Session(shell, home, hook=False).line(old_hook)
    for number, own in enumerate(('{"a":1}', '{"b":"it\'s"}', '{"a":1}')):
        session.export(BODY, own).cd(place).show(f"in{number}").cd(home.root).show(f"out{number}")
    result = session.run()

    assert [
        '{"labels":{"team":"a"},"a":1}',
        '{"labels":{"team":"a"},"b":"it\'s"}',
        '{"labels":{"team":"a"},"a":1}',
    ] == [result.env(f"in{number}")[BODY] for number in range(3)]
    assert ['{"a":1}', '{"b":"it\'s"}', '{"a":1}'] == [result.env(f"out{number}")[BODY] for number in range(3)]


@oldest
def test_changes_and_refusals(shell: Shell, home: Home, old_hook: str, project: str) -> None:
    """An old hook notices a changed profile, and reports once that a directory file is not allowed."""
    other = home.directory("q", 'profile = "us"\n', allowed=False)
    profile = os.path.join(home.config, "profiles", "eu.toml")
    changed = shell.write('[vertex]\nregion = "europe-west4"\n', profile)
    session = Session(shell, home, hook=False).line(old_hook).cd(project).line(changed).show("changed")
    result = session.mark("refused").cd(other).line(shell.nothing).mark("end").show("refused").run()

    assert ["europe-west4", None] == [result.env(label).get(LOCATION) for label in ("changed", "refused")]
    assert 1 == result.err("refused").count("vxenv allow")


@oldest
def test_new_hook_in_the_same_shell(shell: Shell, home: Home, old_hook: str, project: str) -> None:
    """The new hook, loaded after the old one, undoes its activation and works as in a new shell."""
    session = Session(shell, home, hook=False).export(LOCATION, "mine").line(old_hook).show("start").cd(project)
    session.line(shell.source(home.hook(shell.kind))).show("reloaded").mark("cd")
    session.cd(home.root).show("out").cd(project).show("in").mark("end").vxenv("off").show("off")
    result = session.run()

    assert "europe-west1" == result.env("reloaded")[LOCATION]
    assert result.users("start") == result.users("out")
    assert ["europe-west1", "mine"] == [result.env(label).get(LOCATION) for label in ("in", "off")]
    assert 1 == result.err("cd").count("europe-west1")


@pytest.mark.parametrize("kind", RENDERERS)
def test_plans_name_only_what_old_hooks_have(kind: str) -> None:
    """No plan of any shape uses a function or variable that an old hook does not define."""
    files = {"/a/x.toml": "a", "/a/.vxenv.toml": "b"}
    told = LineInputs({"/a/s.json": "{}"}, ("/h",), ("/g",), {"HOME": "/"}, ("/l",), ("/a/s.json",), {"A": "own"})
    inputs = Inputs(files, ("/h",), ("/g",), told, ("/l",), ("/a/.vxenv.toml",), 1800000000)
    delta = (Op("A", "1"), Op("B", ""), Op("C", None))
    active = (Op("VXENV_PROFILE", "eu"), Op("VXENV_PROTECTED", None))
    texts = {"stack": "eu", "line": "eu", "note": "", "ask": ""}
    old = (OLD / f"vxenv.{kind}").read_text(encoding="utf-8")
    # The plan's own names: texts of functions, messages, and variables for file contents.
    own = re.compile(r"__vxenv_(t_who|p_\w+|x\d*)")
    for renderer in RENDERERS[kind]:
        for changes in (delta, delta[:1], ()):
            named = set(
                re.findall(r"__vxenv_\w+", renderer.render_plan(PlanContent("who", inputs, changes, active, texts)))
            )
            assert set() == {name for name in named if not own.fullmatch(name) and not re.search(rf"{name}\b", old)}
