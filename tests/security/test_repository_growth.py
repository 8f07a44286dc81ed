"""Test that time and memory for a repository's files grow linearly with their length.

Python's own work is counted in lines of code, for a text and for one twice as long. C code cannot be counted:
there a child process reads the longest accepted text, within limits of processor time and of memory that
quadratic work would exceed by far.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from commandline import Run
from vxenv.catalogue.roles import resolve_roles
from vxenv.catalogue.secrets import explain_secret, redact_text
from vxenv.catalogue.value_types import ShapeError, render_value
from vxenv.checks.explain import explain_error
from vxenv.checks.lint.run import find_silenced
from vxenv.claude.precedence import find_conflicts, find_shell_conflicts
from vxenv.claude.settings import ClaudeSettings, SettingsFile, read_settings_text
from vxenv.errors import VxenvError
from vxenv.exchange import FORMATS, SCRIPTS, find_reader
from vxenv.exchange.rc.posix import read as read_script
from vxenv.files.read_limited import LIMIT
from vxenv.profiles.bundle import split_bundle
from vxenv.profiles.document import parse_document
from vxenv.profiles.user_catalogue import load_knowledge
from vxenv.text.json_edit import build_pieces, put_pieces
from vxenv.text.line_diff import compare_lines
from vxenv.text.toml_locate import find_positions

pytestmark = pytest.mark.long

_SHORT = 200  # repetitions of a unit
_RATIO = 2.5
_SECONDS = 20  # processor time: linear work takes one at most and quadratic work minutes
_MEMORY = 1 << 30


def count_lines(work: Callable[[], object]) -> int:
    """Return the number of Python lines that `work` runs."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return tick

    before = sys.gettrace()
    sys.settrace(tick)
    try:
        work()
    except (VxenvError, ShapeError):
        pass
    finally:
        sys.settrace(before)
    return count


def grows_linearly(work: Callable[[int], object]) -> tuple[bool, int, int]:
    """Return whether `work` on twice as much input takes at most about twice as many lines, with the numbers."""
    count_lines(lambda: work(3))  # what is read once per process
    find_positions.cache_clear()
    short = count_lines(lambda: work(_SHORT))
    find_positions.cache_clear()
    long = count_lines(lambda: work(2 * _SHORT))
    return long < _RATIO * short + 200, short, long


def settings(text: str) -> SettingsFile:
    """Return the parsed project settings with `text`."""
    return read_settings_text(SettingsFile("project", "/x/.claude/settings.json"), text)


def say_who_wins(text: str) -> None:
    """Compare a profile with the settings in `text`, as at the prompt."""
    found = ClaudeSettings((settings(text),), ())
    environment = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_MODEL": "claude-opus-4-5"}
    find_conflicts({"ANTHROPIC_MODEL": "claude-opus-4-5", "CLOUD_ML_REGION": "eu"}, found, environment)
    find_shell_conflicts(found, environment, ())


def object_of(count: int) -> str:
    """Return a JSON object of `count` members, one per line."""
    return "{" + ",\n".join(f'"A{at}": "1"' for at in range(count)) + "}"


READERS: dict[str, Callable[[int], object]] = {
    "settings: env": lambda n: say_who_wins(f'{{"env": {object_of(n)}}}'),
    "settings: overrides": lambda n: say_who_wins(f'{{"modelOverrides": {object_of(n)}}}'),
    "settings: models": lambda n: say_who_wins(json.dumps({"availableModels": ["a"] * n})),
    "settings: members": lambda n: say_who_wins(object_of(n)),
    "settings: blanks": lambda n: say_who_wins('{"env": {' + "\n" * n + "}}"),
    "settings: a wide list": lambda n: say_who_wins(json.dumps({"env": {"A": [[]] * n}})),
    "settings: a piece more": lambda n: put_pieces(f'{{"env": {object_of(n)}}}', build_pieces([("A", "1")])),
    "TOML: keys": lambda n: parse_document("".join(f"a{at} = 1\n" for at in range(n)).encode(), "p", "/x/p.toml"),
    "TOML: variables": lambda n: parse_document(
        ("[env]\n" + "".join(f"A{at} = '1'\n" for at in range(n))).encode(), "p", "/x/p.toml"
    ),
    "TOML: origins": lambda n: [
        one.find_origin()
        for one in parse_document(
            ("[env]\n" + "".join(f"A{at} = '1'\n" for at in range(n))).encode(), "p", "/x/p.toml"
        ).settings.values()
    ],
    "TOML: silenced": lambda n: find_silenced("".join(f"a{at} = '#' # vxenv: ignore a, b\n" for at in range(n))),
    "TOML: headers": lambda n: parse_document("".join(f"[a{at}]\n" for at in range(n)).encode(), "p", "/x/p.toml"),
    "TOML: a dotted key": lambda n: parse_document(("a" + ".a" * n + " = 1\n").encode(), "p", "/x/p.toml"),
    "TOML: below a dotted header": lambda n: parse_document(
        ("[" + "a." * n + "a]\n" + "".join(f"a{at} = 1\n" for at in range(n))).encode(), "p", "/x/p.toml"
    ),
    "TOML: inline tables": lambda n: parse_document(("a = [" + "{a = 1}," * n + "]\n").encode(), "p", "/x/p.toml"),
    "TOML: a long key": lambda n: parse_document(("a" * 10 * n + " = 1\n").encode(), "p", "/x/p.toml"),
    "TOML: names": lambda n: parse_document(("extends = [" + "'a'," * n + "]\n").encode(), "p", "/x/p.toml"),
    "a bundle": lambda n: split_bundle("".join(f"[profiles.a{at}]\n" for at in range(n)).encode(), "/x/b.toml"),
    "a diff": lambda n: list(
        compare_lines([f"{at % 7}\n" for at in range(n)], [f"{at % 5}\n" for at in range(n)], "a", "b")
    ),
    "an error": lambda n: explain_error('{"error": {"code": 1}} [' * n, load_knowledge()),
    "an error of many entries": lambda n: explain_error("ERROR x\n" * n, load_knowledge()),
}


@pytest.mark.parametrize("name", READERS)
def test_reading_grows_with_the_text(name: str) -> None:
    """Twice the text takes about twice the work."""
    grows = grows_linearly(READERS[name])

    assert (name, True) == (name, grows[0]), grows


UNITS = {
    "envrc": ("use x\n", "export A=1\n", "export A$A=$A\n", "a[ ", "${ ", "$((a", "$(", "`", '"$(', "{ ",
              "if true; then ", "case x in ", "cat <<A\n", "cat <<A\nA\n", "f() { ", "f() { f; }\n", "A=$A$A\n",
              "a=(b ", "\\\n", "true && "),
    "mise": ("A = 1\n", "[a]\n", "a.", "[", '"', "'''", "[[env]]\nA = 1\n"),
    "dotenv": ("A=x\n", "A='\n", 'A="\n', 'A="\\', "A=$(\n", "A\n"),
    "docker": ("A=x\n", "A\n"),
    "systemd": ("A=x\n", 'A="\n', "A=\\\n", "#\n"),
    "github": ("A<<B\n", "A<<B\nB\n", "A=x\n"),
    "vscode": ("/*", "//\n", '"', '{"terminal.integrated.env.linux":{"A":"${a"},', ","),
    "json": ('{"a":', '"a":"b",', "["),
    "devcontainer": ("/*", '"', '{"mounts":["', '{"containerEnv":{"A":"${env:', ","),
    "claude-settings": ('{"env":{', '"a":"b",', "["),
}  # fmt: skip


def test_all_formats_are_here() -> None:
    """Each import format is tested."""
    assert {*FORMATS, *SCRIPTS} == UNITS.keys()


@pytest.mark.parametrize("form", UNITS)
def test_taking_in_grows_with_the_text(form: str) -> None:
    """Work grows linearly with the repetitions of each piece of a format; unreadable text ends in an error."""
    for unit in UNITS[form]:
        grows = grows_linearly(lambda n, unit=unit: find_reader(form).read(unit * n, f"/x/{form}"))  # type: ignore[misc] # a default of the loop's own

        assert (unit, True) == (unit, grows[0]), grows


def test_an_rc_file_grows_with_the_text(home: Path) -> None:
    """A long identifier in arithmetic is scanned once."""
    grows = grows_linearly(lambda n: read_script("echo $((" + "a" * n + "))\n", "/x/.bashrc", home=str(home)))

    assert grows[0], grows


# Work done in C, on input of the maximum size: each line runs in one child.
LONGEST = {
    "a dotted key": f"document('a' + '.a' * {LIMIT // 2 - 4} + '=1')",
    "a dotted header": f"document('[' + 'a.' * {LIMIT // 4} + 'b]' + chr(10) + 'a.' * {LIMIT // 4 - 8} + 'b=1')",
    "keys below a dotted header": f"document('[' + 'a.' * {LIMIT // 4} + 'b]' + rows('a{{}}=1', {LIMIT // 18}))",
    "a quoted dotted key": f"document(chr(34) * 2 + ('.' + chr(34) * 2) * {LIMIT // 3 - 4} + '=1')",
    "nested lists": f"document('a=' + '[' * {LIMIT - 4})",
    "nested tables": f"document('a=' + '{{a=' * {LIMIT // 3 - 4})",
    "an unclosed string of quotes": f"document('a=' + chr(34) + (chr(92) + chr(34)) * {LIMIT // 2 - 4})",
    "an address": f"shape('url', 'https://' + 'a' * {LIMIT} + ' ')",
    "a project": f"shape('project', 'a.' * {LIMIT // 2} + ' ')",
    "a model": f"shape('alias_or_model', 'a' * {LIMIT} + ' ')",
    "an alias": f"model('a' + ' ' * {LIMIT} + 'b')",
    "a version in an address": f"version('https://x/v' + '1' * {LIMIT} + '!')",
    "headers": f"why_secret('ANTHROPIC_CUSTOM_HEADERS', chr(10) * {LIMIT} + 'key' * {LIMIT})",
    "an address without a user": f"redact_text('://' * {LIMIT} + 'a' * {LIMIT})",
    "beginnings of a token": f"redact_text('eyJ-' * {LIMIT} + 'eyJaaaaaaaaaa.eyJ-' * {LIMIT})",
    "a query": f"redact_text('?a=&key' * {LIMIT})",
    "assignments in a line that changes": f"redact_lines('A= ?a=' * {LIMIT} + ' a:' * {LIMIT}, 'x.rc')",
    "quotes in a line that changes": f"redact_lines('\"a' * {LIMIT} + 'set -x ' * {LIMIT}, 'x.json')",
    "a key": f"why_secret('A', '-----BEGIN ' * {LIMIT} + 'A ' * {LIMIT})",
    "blank lines of an error": f"explained(chr(10) * {4 * LIMIT} + '-' * {4 * LIMIT}, knowledge())",
    "backslashes of an error": f"explained(chr(92) * {LIMIT}, knowledge())",
    "colons of an error": f"explained('project' + ':' * {LIMIT}, knowledge())",
    "paths of an error": f"explained('the file at /' * {LIMIT // 13}, knowledge())",
    "brackets of an error": f"explained('[1,' * 500 + '1,' * {LIMIT // 2}, knowledge())",
    "escaped quotes of an error": f"explained(('[' + chr(92) + chr(34)) * {LIMIT // 3}, knowledge())",
    "an .envrc": f"script('echo $((' + 'a' * {4 * LIMIT} + '))' + chr(10))",
    "calls of an .envrc": f"take_in('envrc', ('use x' + chr(10)) * {4 * LIMIT})",
    "a settings file": "settings('{\"env\": {' + ','.join(f'\"A{n}\": 1' + chr(10) for n in range(150000)) + '}}')",
    "numbers of a settings file": "settings('{\"env\": {\"A\": ' + '1' * 2000000 + '}}')",
    "nested settings": "settings('{\"env\": {\"A\": ' + '[' * 900 + ']' * 900 + '}}')",
    "deeply nested settings": "settings('{\"env\": {\"A\": ' + '[' * 1000000 + ']' * 1000000 + '}}')",
    "a diff": "diff(['%d' % (n % 100) for n in range(50000)])",
    "a name": f"names(['a' * {LIMIT}])",
    "names": f"names(['a' * 64 + '+' + ' ' * {LIMIT}])",
}
CHILD = """
import contextlib
from vxenv.checks.explain import explain_error as explained
from vxenv.checks.lint.location_rules import _VERSION
from vxenv.claude.settings import SettingsFile, read_settings_text
from vxenv.text.line_diff import compare_lines
from vxenv.cli.output.redaction import redact_lines
from vxenv.catalogue.secrets import explain_secret as why_secret, redact_text
from vxenv.catalogue.value_types import ShapeError, render_value
from vxenv.catalogue.roles import resolve_roles
from vxenv.errors import VxenvError
from vxenv.exchange import find_reader
from vxenv.exchange.rc.posix import read as read_script
from vxenv.profiles.user_catalogue import load_knowledge as knowledge
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import parse_stack as names

def document(text): return parse_document(text.encode(), "d", "/x/.vxenv.toml", directory=True)
def shape(kind, value): return render_value(kind, value, "/")
def rows(form, count): return "".join("\\n" + form.replace("{}", str(n)) for n in range(count))
def model(name):
    return resolve_roles({"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_MODEL": name}, knowledge().clients.newest)
def diff(old): return list(compare_lines(old, [*old[:9], "x", *old[9:99], "y", *old[99:]], "a", "b"))
def version(text): return _VERSION.search(text)
def script(text): return read_script(text, "/x/.envrc", home="/x")
def take_in(form, text): return find_reader(form).read(text, "/x/" + form)
def settings(text): return read_settings_text(SettingsFile("project", "/x"), text)

with contextlib.suppress(VxenvError, ShapeError):
    WORK
"""


def limited() -> None:
    """Limit the resources of the child; it is killed beyond them."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


@pytest.mark.parametrize("name", LONGEST)
def test_the_longest_text_is_read_within_limits(name: str) -> None:
    """The longest text for regular expressions and C libraries ends in a result or a readable error."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", CHILD.replace("WORK", LONGEST[name])],
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a = " + "[" * 5000, "nested too deeply"),
        ("a = " + "{a = " * 5000, "nested too deeply"),
        ("a" + ".a" * 5000 + " = 1", "too many parts"),
    ],
    ids=["lists", "tables", "key"],
)
def test_nesting_is_an_error_and_no_traceback(text: str, what: str, run: Run, work: Path) -> None:
    """A directory file with thousands of nested levels is rejected in one sentence."""
    (work / ".vxenv.toml").write_text(text)
    said = run("diff", "@shell", "@dir", env={"__VXENV_HOOK": "bash 1 home"}).stderr

    assert (False, True) == ("Traceback" in said, what in said or "not allowed" in said), said


def test_nested_settings_are_read(work: Path, run: Run, profile: Callable[[str, str], Path]) -> None:
    """A value nested by the hundred is a string to Claude Code and vxenv; by the thousand the file is ignored."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    (work / ".claude").mkdir()
    path = work / ".claude" / "settings.json"
    path.write_text('{"env": {"CLOUD_ML_REGION": ' + "[" * 900 + '"us"' + "]" * 900 + "}}")
    nested = settings(path.read_text())
    path.write_text('{"env": {"CLOUD_ML_REGION": ' + "[" * 100_000 + "]" * 100_000 + "}}")
    done = run("doctor", "p")

    assert ("us", False, "is nested too deeply") == (
        nested.env["CLOUD_ML_REGION"].value,
        "Traceback" in done.stderr,
        settings(path.read_text()).trouble,
    )


def test_a_shape_says_so_shortly() -> None:
    """An error about a value of 64 KiB does not repeat the whole value."""
    with pytest.raises(VxenvError) as caught:
        parse_document(f"[vertex]\nregion = {'X' * 60000!r}\n".encode(), "p", "/x/p.toml")

    assert len(str(caught.value)) < 2000
    with pytest.raises(ShapeError):
        render_value("location", "x y", "/")


def test_why_secret_and_redact_text_still_see() -> None:
    """The linear functions find the same results as before."""
    assert ["a header looks like a credential", "", "https://***@x"] == [
        explain_secret("ANTHROPIC_CUSTOM_HEADERS", "X-Y: 1\n  My-Auth-Thing : 2"),
        explain_secret("ANTHROPIC_CUSTOM_HEADERS", "X-Y: key"),
        redact_text("https://a:b@x"),
    ]


def test_an_alias_is_known_with_blanks() -> None:
    """`[1m]` after blanks is not part of the alias."""
    client = load_knowledge().clients.newest
    given = [
        resolve_roles({"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_MODEL": word}, client)
        for word in ("opus", "opus  [1m]")
    ]

    assert given[0][0].model == given[1][0].model.replace("[1m]", "")
