"""Test that the pages show actual output and refer to existing things."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click
import pytest

from docs import fixtures
from docs.pages import PAGES, ROOT, Scene, blocks, matches, name, scenes
from docs.scene import Stage
from vxenv.cli.main import cli
from vxenv.config import Config

SCENES = [scene for page in PAGES for scene in scenes(page)]
_INLINE = re.compile(r"`(vxenv [^`\n]*)`")
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
_ENDS = frozenset(("|", "||", "&&", ";", ">", ">>", "<", "--", ")", "…"))


@pytest.mark.parametrize("scene", [one for one in SCENES if one.given], ids=lambda one: f"{one.page}:{one.line}")
def test_what_a_page_shows_is_what_happens(scene: Scene, home: Path) -> None:
    """Each line after a dollar sign, typed into a bash with the hook, prints the output shown on the page."""
    with ExitStack() as later:
        stage = Stage(home, later)
        for given in scene.given:
            getattr(fixtures, given)(stage)
        printed = stage.play(scene.steps)

    assert [""] * len(scene.steps) == [
        "" if matches(text, step.printed) else f"{scene.page}:{step.line} prints:\n{text}"
        for step, text in zip(scene.steps, printed, strict=True)
    ]


def test_every_transcript_is_run() -> None:
    """Every console block belongs to a scene."""
    assert [] == [f"{one.page}:{step.line}" for one in SCENES if not one.given for step in one.steps]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_and_options_exist(page: Path) -> None:
    """Each vxenv command on a page, in a block or in a sentence, exists and has its options."""
    assert [] == [wrong for line in _commands(page) if (wrong := _unknown(line))]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_toml_is_toml(page: Path) -> None:
    """Each TOML block is valid."""
    read = [tomllib.loads(one.text) for one in blocks(page) if one.language == "toml"]
    assert [True] * len(read) == [bool(one) for one in read]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file of the repository has an existing target."""
    assert [] == [one for one in _LINK.findall(page.read_text("utf-8")) if not (page.parent / one).exists()]


def test_every_page_is_in_the_index() -> None:
    """The index of the pages, linked in README, links to every page."""
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / one).resolve() for one in _LINK.findall(index.read_text("utf-8"))}

    assert [] == [name(page) for page in PAGES if page != index and page.resolve() not in listed]
    assert True is ("docs/README.md" in _LINK.findall((ROOT / "README.md").read_text("utf-8")))


def test_the_reference_is_what_the_code_says() -> None:
    """Generated pages match the current code."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_the_reference_names_all_that_is_read() -> None:
    """The reference lists each vxenv variable and each setting that the code reads."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    said = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "reference").glob("*.md"))
    names = {*re.findall('"(VXENV_[A-Z]+(?:_[A-Z]+)*)"', code), *(Config._fields)} - {"data"}

    assert [] == sorted(one for one in names if f"| `{one}` |" not in said)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("vxenv lint --all | cat --no-such", ""),
        ("vxenv lint --no-such", "vxenv lint --no-such: no option --no-such"),
        ("vxenv frobnicate", "vxenv frobnicate: no command frobnicate"),
        ('eval "$(vxenv init bash)"', ""),
    ],
)
def test_unknown_commands_are_seen(line: str, wrong: str) -> None:
    """A mistyped command or option is found, and arguments of other programs are not checked."""
    assert [wrong] == [_unknown(one) for one in _calls(line)]


def test_wildcards() -> None:
    """An ellipsis matches the rest of a word, or alone on its line any lines, and nothing else does."""
    assert [True, True, False, False] == [
        matches("a 12 ms\nb\nc\n", "a … ms\n…\nc\n"),
        matches("a\n", "…\na\n…\n"),
        matches("a\nb\n", "a…\n"),
        matches("a.b\n", "aXb\n"),
    ]


def _commands(page: Path) -> Iterator[str]:
    for block in blocks(page):
        for line in block.text.splitlines() if block.language in ("sh", "console", "yaml", "dockerfile") else ():
            if block.language != "console" or line.startswith("$ "):
                yield from _calls(line.removeprefix("$ "))
    for inline in _INLINE.findall(page.read_text("utf-8")):
        yield from _calls(inline)


def _calls(line: str) -> Iterator[str]:
    """Yield each vxenv call in a line of shell code up to its end, without comments."""
    bare = re.sub(r"(^|\s)#.*", "", line)
    for found in re.finditer(r"(?:^|[\s(`;|])(vxenv .*)", bare):
        yield re.split(r"\)\"|\)$", found[1])[0]


def _unknown(line: str) -> str:
    """Return the error in a call of vxenv, or an empty result."""
    lexer = shlex.shlex(line.replace("'", "").replace('"', ""), posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    command: click.Command = cli
    options: set[str] = {"-h", "--help", "--version"}
    for word in list(lexer)[1:]:
        if word in _ENDS:
            break
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word.rstrip(",…"))
            if found is None:
                return f"{line}: no command {word}" if re.fullmatch("[a-z]+", word) else ""
            command = found
            options = {"-h", "--help"} | {o for one in command.params for o in (*one.opts, *one.secondary_opts)}
        elif re.match("--?[a-z]", word) and word.partition("=")[0] not in options:
            return f"{line}: no option {word}"
    return ""
