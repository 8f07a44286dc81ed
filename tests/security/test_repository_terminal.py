"""Test that text from a repository reaches the terminal visible and without control characters."""

import contextlib
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from vxenv import __main__
from vxenv.cli.main import COMMANDS, cli
from vxenv.code_points import escape
from vxenv.paths import escape_text
from vxenv.plans.build import make_plan

# One of each kind of invisible characters and of those that change their neighbors.
UNSEEN = {
    "HANGUL FILLER": "\u3164",
    "BRAILLE PATTERN BLANK": "\u2800",
    "HANGUL CHOSEONG FILLER": "\u115f",
    "HANGUL JUNGSEONG FILLER": "\u1160",
    "HALFWIDTH HANGUL FILLER": "\uffa0",
    "COMBINING GRAPHEME JOINER": "\u034f",
    "VARIATION SELECTOR-16": "\ufe0f",
    "VARIATION SELECTOR-17": "\U000e0100",
    "MONGOLIAN FREE VARIATION SELECTOR": "\u180b",
    "RIGHT-TO-LEFT OVERRIDE": "\u202e",
    "LEFT-TO-RIGHT ISOLATE": "\u2066",
    "LEFT-TO-RIGHT MARK": "\u200e",
    "ARABIC LETTER MARK": "\u061c",
    "ZERO WIDTH SPACE": "\u200b",
    "ZERO WIDTH JOINER": "\u200d",
    "WORD JOINER": "\u2060",
    "BYTE ORDER MARK": "\ufeff",
    "TAG LATIN CAPITAL LETTER A": "\U000e0041",
    "SOFT HYPHEN": "\u00ad",
    "NO-BREAK SPACE": "\u00a0",
    "IDEOGRAPHIC SPACE": "\u3000",
    "LINE SEPARATOR": "\u2028",
    "COMBINING ENCLOSING CIRCLE": "\u20dd",
    "ESCAPE": "\x1b[2J",
    "BELL": "\x07",
    "DELETE": "\x7f",
    "CSI": "\x9b",
}
HOSTILE = "x" + "".join(UNSEEN.values()) + "\u0301"
EVALUATED = ("use", "off", "auto", "hook")
Call = Callable[..., list[str]]


def shown_badly(output: bytes) -> list[str]:
    """Return the forbidden lines of `output`, in ASCII."""
    lines = output.decode(errors="surrogateescape").split("\n")
    return [ascii(line) for line in lines if escape_text(line.replace("\t", " ")) != line.replace("\t", " ")]


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return a function that runs the command line here, and returns its forbidden lines."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("__VXENV_HOOK", "bash 1 home")

    def called(*words: str) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["vxenv", *words])
        with open(os.devnull, encoding="utf-8") as nothing, contextlib.suppress(SystemExit):
            monkeypatch.setattr(sys, "stdin", nothing)
            __main__.main()
        sys.stdout.flush()
        sys.stderr.flush()
        said = capfdbinary.readouterr()
        # Code for the shell holds values unchanged.
        out = b"" if words[0] in EVALUATED else said.out
        return [f"{' '.join(words)!a}: {line}" for line in shown_badly(out + b"\n" + said.err)]

    return called


def told_badly(directory: Path) -> list[str]:
    """Return the forbidden lines of the hook's output in `directory`."""
    plan = make_plan(f"dir:{directory}/.vxenv.toml")
    return shown_badly(f"{plan.line}\n{plan.note}\n{plan.ask}".encode())


def options(command: click.Command) -> Iterator[str]:
    """Yield the options of `command` that take a value."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            yield parameter.opts[0]


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command with the words that call it, including those of groups."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield (name,), command
        if isinstance(command, click.Group):
            yield from (((name, inner), one) for inner, one in command.commands.items())


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_cannot_be_seen_is_escaped(kind: str) -> None:
    """Each invisible or control code point is shown as its number, wherever it occurs."""
    shown = escape_text(f"a{UNSEEN[kind]}b")

    assert (True, True, "a", "b") == (shown.isascii(), "\\" in shown, shown[0], shown[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u0301a", "\\u0301a"),
        ("e\u0301", "e\u0301"),
        ("=\u0338", "=\\u0338"),
        ("7\u0301", "7\\u0301"),
        ("e\u0301\u0301\u0302", "e\u0301\\u0301\\u0302"),
        ("e\u0301\u0302\u0303\u0304\u0305", "e\u0301\u0302\u0303\u0304\\u0305"),
        ("\udcff", "\\udcff"),
        ("\ud800", "\\ud800"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("日本語 हिन्दी ภาษาไทย tiếng Việt ✓ 😀", "日本語 हिन्दी ภาษาไทย tiếng Việt ✓ 😀"),
    ],
    ids=ascii,
)
def test_marks_and_text(text: str, expected: str) -> None:
    """Combining marks are kept in their scripts, and text of any script is unchanged."""
    assert (expected, expected) == (escape_text(text), escape_text(escape_text(text)))


def test_every_ignorable_code_point() -> None:
    """All format characters, fillers and selectors of Unicode are escaped."""
    named = ("FILLER", "VARIATION SELECTOR", "ZERO WIDTH", "INVISIBLE", "JOINER", "TAG ")
    found = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")
        or (unicodedata.category(character) == "Zs" and character != " ")
        or (
            unicodedata.category(character) in ("Mn", "Lo", "So")
            and unicodedata.name(character, "").startswith(named[:2])
        )
    ]

    assert [] == [ascii(one) for one in found if escape_text(f"a{one}b").isascii() is False]


def test_escaping_is_linear() -> None:
    """The work grows linearly: a text twice as long takes twice the lines of code."""
    counts = []
    for length in (500, 1000):
        count = 0

        def tick(_frame: object, event: str, _argument: object) -> object:
            nonlocal count
            count += event == "line"
            return tick

        sys.settrace(tick)  # type: ignore[arg-type] # the type of a tracer names itself
        escape("e\u0301\u3164" * length)
        sys.settrace(None)
        counts.append(count)

    assert counts[1] < 2.5 * counts[0]


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_hostile_words(words: tuple[str, ...], call: Call, profile: Callable[[str, str], Path]) -> None:
    """Command line arguments are escaped in every error."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    command = dict(commands())[words]
    given = [[f"--{HOSTILE}"], [f"--{HOSTILE}=x"], [f"-{HOSTILE}"]]
    if words not in (("try",), ("exec",)):
        given += [
            [HOSTILE],
            [f"./{HOSTILE}/a.toml"],
            ["p", HOSTILE],
            ["p", f"a.{HOSTILE}=x"],
            ["p", f"env.A={HOSTILE}"],
        ]
        # The text of a format is printed as given.
        plain = [option for option in options(command) if (*words, option) != ("statusline", "--format")]
        given += [[option, HOSTILE] for option in plain]
        given += [[option, HOSTILE, "p"] for option in plain]

    assert [] == [line for one in given for line in call(*words, *one)]


def test_hostile_first_words(call: Call) -> None:
    """An unknown command or option is shown escaped."""
    given = [[HOSTILE], [f"--{HOSTILE}"], ["hook", HOSTILE], ["complete", HOSTILE], ["complete", "values", HOSTILE]]

    assert [] == [line for one in given for line in call(*one)]


# Commands likely to be run just after entering a directory.
LOOKS = (
    ["list"], ["status"], ["allowed"], ["lint"], ["lint", "--all"], ["lint", "."], ["lint", "--format", "github"],
    ["doctor"], ["diff", "@shell", "@dir"], ["diff", "@shell", "@claude"], ["diff", "p", "./.vxenv.toml"],
    ["show", "p"], ["show", "p", "--all"], ["show", "--resolved", "p"], ["why", "ANTHROPIC_MODEL"],
    ["why", "CLOUD_ML_REGION"], ["prompt"], ["models"], ["vars"], ["statusline"], ["guard"], ["undo", "--list"],
    ["allow"], ["status"], ["diff", "@shell", "@dir"], ["doctor"], ["deny"], ["use", "p"], ["upgrade", "p", "-n"],
    ["export", "p", "--format", "json"], ["claude", "install", "--project", "-n"],
)  # fmt: skip


def toml(text: str) -> str:
    """Return `text` as a TOML string, without the characters that strings cannot hold."""
    return '"' + "".join(f"\\u{ord(one):04x}" if ord(one) in (*range(32), 127) else one for one in text) + '"'


DOCUMENTS = {
    "description": f"description = {toml(HOSTILE)}\n",
    "value": f"[env]\nSOMETHING = {toml(HOSTILE)}\nANTHROPIC_MODEL = {toml(HOSTILE)}\n",
    "model": f"[models]\nmain = {toml(HOSTILE)}\n",
    "project": f"[vertex]\nproject = {toml(HOSTILE)}\n",
    "address": f"[vertex]\nbase_url = {toml('https://' + ''.join(HOSTILE.split()))}\n",
    "credentials": f"[google]\ncredentials = {toml(HOSTILE)}\n",
    "key": f"{toml(HOSTILE)} = 1\n",
    "variable": f"[env]\n{toml(HOSTILE)} = '1'\n",
    "twice": f"[vertex]\n{toml(HOSTILE)} = 1\n{toml(HOSTILE)} = 2\n",
    "table": f"[{toml(HOSTILE)}]\na = 1\n[{toml(HOSTILE)}]\n",
    "no TOML": f"a = {HOSTILE}\n",
    "nobody": f"NAMES = [{toml(HOSTILE)}]\n",
    "comment": f"# {UNSEEN['RIGHT-TO-LEFT OVERRIDE']}\n[vertex]\nregion = 'mars-1'\n",
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_hostile_documents(kind: str, call: Call, profile: Callable[[str, str], Path], work: Path) -> None:
    """Text of a directory file or profile is escaped by every command that shows it, allowed or not."""
    text = DOCUMENTS[kind]
    profile("p", text.replace("NAMES", "extends"))
    (work / ".vxenv.toml").write_text(text.replace("NAMES", "profile"), encoding="utf-8")

    assert [] == [line for one in (*LOOKS, ["import", ".vxenv.toml", "--as", "q", "-n"]) for line in call(*one)]
    assert [] == told_badly(work)


SETTINGS = {
    "env": {"env": {"ANTHROPIC_MODEL": HOSTILE, "CLOUD_ML_REGION": HOSTILE, HOSTILE: HOSTILE}},
    "model": {"model": HOSTILE},
    "available": {"availableModels": [HOSTILE]},
    "overrides": {"modelOverrides": {HOSTILE: HOSTILE, "claude-opus-4-5": HOSTILE}},
    "kind": {"env": [HOSTILE]},
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_hostile_settings(kind: str, call: Call, profile: Callable[[str, str], Path], work: Path) -> None:
    """Text of a repository's Claude Code settings is escaped by every command that shows it."""
    profile("p", "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n[models]\nmain = 'claude-opus-4-5'\n")
    (work / ".vxenv.toml").write_text("profile = 'p'\n")
    (work / ".claude").mkdir()
    (work / ".claude" / "settings.json").write_text(json.dumps(SETTINGS[kind], ensure_ascii=False), encoding="utf-8")

    assert [] == told_badly(work)
    assert [] == [line for one in LOOKS for line in call(*one)]
    assert [] == call("allow")
    assert [] == told_badly(work)


def test_hostile_directories(
    call: Call, profile: Callable[[str, str], Path], work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory's name is escaped in messages."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    place = work / os.fsdecode(os.fsencode(HOSTILE[:60]) + b"\xff")
    place.mkdir()
    (place / ".vxenv.toml").write_text("profile = 'p'\n[vertex]\nregion = 'mars-1'\n")
    monkeypatch.chdir(place)
    monkeypatch.setenv("PWD", str(place))

    assert [] == [line for one in (*LOOKS, ["local", "p"], ["allow", str(place)]) for line in call(*one)]


def test_hostile_environment(call: Call, profile: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Environment variables that commands print are escaped."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    for name in ("VXENV_PROFILE", "VXENV_REASON", "ANTHROPIC_MODEL", "CLOUD_ML_REGION", "ANTHROPIC_VERTEX_PROJECT_ID",
                 "HTTPS_PROXY", "GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_ACTIVE_CONFIG_NAME", "ANTHROPIC_BASE_URL",
                 "CLAUDE_CONFIG_DIR", "CLOUDSDK_CONFIG", "NODE_EXTRA_CA_CERTS", "SHELL"):  # fmt: skip
        monkeypatch.setenv(name, HOSTILE)
    monkeypatch.setenv("CLAUDECODE", "1")

    assert [] == [line for one in (*LOOKS, ["exec", "p", "--", HOSTILE]) for line in call(*one)]


TEXTS = {
    ".env": f"A={HOSTILE}\n{HOSTILE}=1\nCLOUD_ML_REGION=eu\n{HOSTILE}\n",
    ".envrc": f"export CLOUD_ML_REGION={HOSTILE}\nexport ANTHROPIC_MODEL='{HOSTILE}'\nsource_env {HOSTILE}\n",
    "mise.toml": f"[env]\nCLOUD_ML_REGION = {toml(HOSTILE)}\n{toml(HOSTILE)} = '1'\n",
    "a.json": json.dumps({"CLOUD_ML_REGION": HOSTILE, HOSTILE: "1", "ANTHROPIC_MODEL": HOSTILE}),
    "bundle.toml": f"[profiles.{toml(HOSTILE)}]\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_imports(name: str, call: Call, work: Path) -> None:
    """Imported and skipped text is escaped."""
    (work / name).write_text(TEXTS[name], encoding="utf-8")

    assert [] == call("import", name, "--as", "q") + call("show", "q") + call("list") + call("undo", "--list")


@pytest.mark.parametrize(
    "text",
    [
        f"404 publishers/anthropic/models/{HOSTILE} was not found or your project does not have access to it",
        f"the file at /{HOSTILE} does not exist, or it is not a file",
        json.dumps({"error": {"code": 403, "status": "PERMISSION_DENIED", "message": HOSTILE}}),
    ],
    ids=["model", "path", "json"],
)
def test_hostile_errors(text: str, call: Call) -> None:
    """Text quoted from an error is escaped by `explain`."""
    assert [] == call("explain", text)


def test_json_is_exact_and_ascii(call: Call, run: Callable[..., object], profile: Callable[[str, str], Path]) -> None:
    """The output of `--json` holds the exact text, in ASCII."""
    profile("p", DOCUMENTS["description"])

    assert [] == call("list", "--json")
    assert [HOSTILE] == [one["description"] for one in json.loads(run("list", "--json").stdout)["profiles"]]  # type: ignore[attr-defined] # a Ran
