"""rc files: only certain values are read, and they equal those that the real shell exports."""

import os
import subprocess
import tempfile
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shells.drivers import FISH, ZSH, Bash, Shell
from vxenv.errors import UsageError
from vxenv.exchange.assignment import Reading, Skipped
from vxenv.exchange.rc import list_functions as functions
from vxenv.exchange.rc import read_rc

BASH = Bash("bash")
PATHS = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/config.fish"}
# Options that keep a shell from reading other files.
COMMANDS = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}
HOME = "/nowhere/o'hara s home"
# fish writes to these directories, and would create the home directory.
XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
OWN = {"HOME", "PATH", "LC_ALL", "PWD", "OLDPWD", "_", "SHLVL", "LOGNAME", "USER", *XDG}


def exported(shell: Shell, text: str, call: str = "", *, interactive: bool = False) -> dict[str, str]:
    """Return the exports of the real shell after it read `text` and ran `call`."""
    shell.require()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rc")
        with open(path, "wb") as file:
            file.write(text.encode(errors="surrogateescape"))
        options = [*COMMANDS[shell.kind], *(["-i"] if interactive else [])]
        source = f"source {path}" if shell.kind == "fish" else f". {path}"
        write = f"env -0 >{folder}/env"
        if shell.kind == "bash":
            write = ":"  # some syntax errors end the script, but the trap still runs
            source = f"trap 'env -0 >{folder}/env' EXIT\n{source}"
        done = subprocess.run(
            [shell.program, *options, "-c", f"{source}\n{call}\n{write}"],
            env={"HOME": HOME, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **dict.fromkeys(XDG, folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            start_new_session=True,
            check=False,
        )
        assert os.path.exists(f"{folder}/env"), done.stderr
        with open(f"{folder}/env", "rb") as file:
            words = file.read().decode(errors="surrogateescape").split("\0")
    return {name: value for name, _, value in (word.partition("=") for word in words if word) if name not in OWN}


def reading(shell: Shell, text: str, function: str = "") -> Reading:
    """Return the reading of `text` as a file of the shell."""
    return read_rc(text, PATHS[shell.kind], home=HOME, function=function)


def taken(found: Reading) -> dict[str, str | None]:
    """Return the values that were read."""
    return {one.name: one.value for one in found.assignments}


def agreed(found: Reading, environment: Mapping[str, str]) -> dict[str, str | None]:
    """Return the values in the real environment of the variables that were read."""
    return {name: environment.get(name) for name in taken(found)}


TAKEN: list[tuple[str, dict[str, str | None]]] = [
    (
        'export CLAUDE_CODE_USE_VERTEX=1 CLOUD_ML_REGION="us-east5"   # comment',
        {"CLAUDE_CODE_USE_VERTEX": "1", "CLOUD_ML_REGION": "us-east5"},
    ),
    ("ANTHROPIC_MODEL='claude-opus-4-6'; export ANTHROPIC_MODEL", {"ANTHROPIC_MODEL": "claude-opus-4-6"}),
    ('declare -x A=b ; typeset -gx C="d e" ; E=1; typeset -x E', {"A": "b", "C": "d e", "E": "1"}),
    ("export A=1\nunset A", {"A": None}),
    ("unset NEVER_SET", {"NEVER_SET": None}),
    ("export A=1; export A=2", {"A": "2"}),
    ("readonly A=1; export A", {"A": "1"}),
    ("export -- A=1 B; B=2", {"A": "1", "B": "2"}),
    ("set -a\nA=1\nset +a; B=2", {"A": "1"}),
    ("set -o allexport; A=1; set +o allexport", {"A": "1"}),
    ("export A=1; typeset +x A", {}),
    ("export A=1; A+=2", {"A": "12"}),
    ("export A= B='' C=\"\"", {"A": "", "B": "", "C": ""}),
    ('export "A=b c"', {"A": "b c"}),
    ("\\export A=1", {"A": "1"}),
    ("export A=1 2>/dev/null; export B=2 >&2", {"A": "1", "B": "2"}),
    ("A=1 B=$A; export A B", {"A": "1", "B": "1"}),
    ("A=1; export A=2 B=$A", {"A": "2", "B": "1"}),
    ("A=1 true; export B=2", {"B": "2"}),
    ("A=(1 2 'x)' # )\n 3)\nexport B=2", {"B": "2"}),
    # Quotes
    ("export A='x'\"y\"$'z'\\ w", {"A": "xyz w"}),
    ('export A="a\\"b\\$c\\`d\\\\e\\f\\\ng"', {"A": 'a"b$c`d\\e\\fg'}),
    (
        "export A=$'a\\'b\\n\\t\\x41\\101\\e\\\\\\\"\\?' B=$'\\u00e9\\U1F600'",
        {"A": "a'b\n\tAA\x1b\\\"?", "B": "\u00e9\U0001f600"},
    ),
    ("export A=a\\;b\\#c B=a#b C=#c D=a\\\n\\\nb", {"A": "a;b#c", "B": "a#b", "C": "#c", "D": "ab"}),
    ('export A="two\nlines" B=\'two\nlines\'', {"A": "two\nlines", "B": "two\nlines"}),
    ("export A=$ B=\"$\" C=a$ D='$(x)' E=\\$x", {"A": "$", "B": "$", "C": "a$", "D": "$(x)", "E": "$x"}),
    ("export A=* B=[a-z] C=?; export D=x=y E=-n", {"A": "*", "B": "[a-z]", "C": "?", "D": "x=y", "E": "-n"}),
    ("A={a,b}; export A", {"A": "{a,b}"}),
    ("export A=\\\n  B; export \\\n  B=2 \\\n  C=3", {"A": "", "B": "2", "C": "3"}),
    ("export A=\u00e9\U0001f600\udcff", {"A": "\u00e9\U0001f600\udcff"}),
    # References
    ('export A=$HOME/k B=~/k C="${HOME}/k" D=~ E="~/k" F=x:~/k G=x~', {
        "A": f"{HOME}/k", "B": f"{HOME}/k", "C": f"{HOME}/k", "D": HOME, "E": "~/k", "F": f"x:{HOME}/k", "G": "x~",
    }),
    ("HOME=/h; export A=~/k B=$HOME", {"A": "/h/k", "B": "/h"}),
    ('P1=x; export P2="$P1-suffix" P3=${P1}y', {"P2": "x-suffix", "P3": "xy"}),
    ("X='a  *'; export A=$X", {"A": "a  *"}),
    ("X=1; export A=${X:-d} B=${X:+d} C=${X-} D=${X?}", {"A": "1", "B": "d", "C": "1", "D": "1"}),
    ("X=; export A=${X:-d} B=${X:+d} C=${X-d}", {"A": "d", "B": "", "C": ""}),
    ("unset X; export A=${X-d} B=${X+d} C=$X", {"A": "d", "B": "", "C": "", "X": None}),
    # Surrounding commands
    ("if true; then :; fi; case x in (y) ;; x|z) : ;; esac\nexport A=1", {"A": "1"}),
    ("for i in 1 2; do :; done; while false; do :; done; until true; do :; done; export A=1", {"A": "1"}),
    ("f() { :; }; function g { :; }; function h() { :; }\nexport A=1", {"A": "1"}),
    ("(( 1 + 1 )); [[ a == b || ( c < d ) ]]; [ x = x ]; export A=1", {"A": "1"}),
    ("alias ll='ls -l' a=b\nexport A=1", {"A": "1"}),
    ("cat <<EOF >/dev/null\nexport X=1 \" ' (\nEOF\nexport A=1", {"A": "1"}),
    ("cat <<-'EOF' <<B >/dev/null\n\tit's\n\tEOF\n(\nB\nexport A=1", {"A": "1"}),
    ("cat <<< 'x' >/dev/null; export A=1", {"A": "1"}),
    ("cat <<EOF >/dev/null\n\\\nEOF\nexport A=1", {"A": "1"}),
    ("echo $(case x in a) ;; x) echo ')';; esac) \"$(echo \"$(echo ')')\")\" >/dev/null\nexport A=1", {"A": "1"}),
    ("X=\"$(cat <<EOF\nit's )\nEOF\n)\"\nexport A=1", {"A": "1"}),
    ("echo ${A#'}'} ${B:-\"}\"} $((1 << (2))) `echo \\`echo \"'\"\\`` >/dev/null\nexport A=1", {"A": "1"}),
    ("{ export A=1; }; { export B=2\n} 2>/dev/null", {"A": "1", "B": "2"}),
    ("export A=1 && export B=2; ! export C=3; time export D=4", {"A": "1", "B": "2", "C": "3", "D": "4"}),
    ("false && X=1\nexport A=1", {"A": "1"}),
    ("export A=1\nreturn\nexport A=2", {"A": "1"}),
    (
        "use() { common; export A=1; }\ncommon() { local B=0; export B=3 C=2; }\nB=1; export B\nuse",
        {"A": "1", "B": "1", "C": "2"},
    ),
    ("off() { unset A; }; export A=1; off", {"A": None}),
    ("\ufeffexport A=1", {"A": "1"}),
]  # fmt: skip


@pytest.mark.parametrize("shell", [BASH, ZSH], ids=repr)
@pytest.mark.parametrize(("text", "expected"), TAKEN, ids=[text for text, _ in TAKEN])
def test_what_is_certain_is_taken(shell: Shell, text: str, expected: dict[str, str | None]) -> None:
    """A certain value is read, and equals the one that the shell exports."""
    found = reading(shell, text)
    real = exported(shell, text.removeprefix("\ufeff"))

    assert (expected, expected) == (taken(found), agreed(found, real))
    assert set() == set(real) - set(expected)


CONDITION = "set conditionally"
PASSED: list[tuple[str, str, int, str]] = [
    ("export A=$(date)", "A", 1, "depends on the output of a command"),
    ("export A=`date`", "A", 1, "depends on the output of a command"),
    ('export A="x$(date)"', "A", 1, "depends on the output of a command"),
    ("export A=<(date)", "A", 1, "depends on the output of a command"),
    ("export A=$((1+1))", "A", 1, "is the result of arithmetic"),
    ("\nexport A=$OTHER/x", "A", 2, "depends on $OTHER"),
    ("export A=${OTHER:-default}", "A", 1, "depends on $OTHER"),
    ("X=1; export A=${X%1}", "A", 1, "depends on $X"),
    ("export A=$1", "A", 1, "depends on $1"),
    ("export A=~root/x", "A", 1, "depends on ~root"),
    ("X=$(date); export A=$X", "A", 1, "depends on $X"),
    ("export A+=x", "A", 1, "depends on $A"),
    ("export A", "A", 1, "exported but not set in this file"),
    ("A=1", "A", 1, "set but not exported"),
    ("export A=1; export -n A", "A", 1, "set but not exported"),
    ("export A=1\nA=(1 2)", "A", 2, "is an array"),
    ("export A={a,b}", "A", 1, "differs between shells"),
    ("[ -d /x ] && export A=1", "A", 1, CONDITION),
    ("[ -d /x ] || export A=1", "A", 1, CONDITION),
    ("if true; then\nexport A=1\nfi", "A", 2, CONDITION),
    ("if true; then :\nelif true; then export A=1\nfi", "A", 2, CONDITION),
    ("if true; then :\nelse export A=1\nfi", "A", 2, CONDITION),
    ("case x in\n x) export A=1;;\nesac", "A", 2, CONDITION),
    ("for i in 1; do export A=1; done", "A", 1, "set in a loop"),
    ("while true; do export A=1; break; done", "A", 1, "set in a loop"),
    ("(export A=1)", "A", 1, "set in a subshell"),
    ("export A=1 | cat", "A", 1, "set in a pipeline"),
    ("{ export A=1; } | cat", "A", 1, "set in a pipeline"),
    ("export A=1 &", "A", 1, "set in the background"),
    ("export A=1 > /x/y", "A", 1, "set only if a redirection succeeds"),
    ("export A=1\nif x; then A=2; fi", "A", 2, CONDITION),
    ("if x; then set -a; fi\nA=1", "A", 2, "exported conditionally"),
    ("A=1\nx && export A", "A", 1, "exported conditionally"),
    ("x && return\nexport A=1", "A", 2, "set only if line 1 does not return"),
    ("x || { echo no; exit; }\nexport A=1", "A", 2, "set only if line 1 does not return"),
    ("return\nexport A=1", "A", 2, "set after the return on line 1"),
    ("eu() {\nexport A=1\n}", "A", 2, 'set in function "eu"; use --function eu to import it'),
    ("eu() { one() { export A=1; }; }", "A", 1, 'set in function "one"; use --function one to import it'),
    ("eu() { export A=1; }; x && eu", "A", 1, CONDITION),
    ("export A=1; eval 'A=2'", "A", 1, "set by eval"),
    ("export A=1; read A", "A", 1, "set by read"),
    ("export A=1; printf -v A x", "A", 1, "set by printf"),
    ("export A; for A in 1 2; do :; done", "A", 1, "set in a loop"),
    ("export A; (( A = 1 ))", "A", 1, "is the result of arithmetic"),
    (": ${A:=1}; export A", "A", 1, "depends on $A"),
    ("declare -ix A=1+1", "A", 1, "changed by declare"),
    ('declare -i N\nexport N="it\'s" A=1', "A", 2, "set after line 1, which declares a number or a reference"),
    ("export A=1\nA= $NOBODY", "A", 2, "depends on a computed command name"),
    ("readonly A=1\nexport A=2\nexport B=1", "B", 3, "set after line 2, which assigns to readonly A"),
    ("export SECONDS=1", "SECONDS", 1, "set by the shell itself"),
    ("A=1\nexport B=${A[0]}", "B", 2, "depends on $A"),
]


@pytest.mark.parametrize(("text", "name", "line", "why"), PASSED, ids=[row[0] for row in PASSED])
def test_what_is_not_certain_is_passed(text: str, name: str, line: int, why: str) -> None:
    """An uncertain variable is skipped, with the line and the reason."""
    found = reading(BASH, text)

    assert [Skipped(name, line, why)] == [one for one in found.skipped if one.name == name]
    assert name not in taken(found)


@pytest.mark.parametrize(
    "text", ["PS1='$ '", "HISTSIZE=1", "lower=1", "X=$(date)", "f() { A=1; }", "x && A=1", "f() { local A=1; }"]
)
def test_noise_is_not_told(text: str) -> None:
    """Unexported variables without interest are not reported."""
    assert Reading((), ()) == reading(BASH, text)


GUARDS = [
    "[[ $- != *i* ]] && return",
    '[[ "$-" == *i* ]] || return',
    "[[ ${-} =~ i ]] || return",
    '[ -z "$PS1" ] && return',
    '[ -n "$PS1" ] || return 0',
    "[[ ! -n $PS1 ]] && { return; }",
    "case $- in\n *i*) ;;\n *) return;;\nesac",
    'case "$-" in *i*) : ;; *) return ;; esac',
    "if [[ $- != *i* ]]; then\n return\nfi",
    "if [[ $- == *i* ]]; then\n :\nelse\n return\nfi",
]


@pytest.mark.parametrize("shell", [BASH, ZSH], ids=repr)
@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_for_interactive_shells_is_no_condition(shell: Shell, guard: str) -> None:
    """Lines after a guard that ends the file for scripts are read."""
    text = f"{guard}\nexport A=1"
    found = reading(shell, text)

    assert ({"A": "1"}, ()) == (taken(found), found.skipped)
    assert "1" == exported(shell, text, interactive=True).get("A")


@pytest.mark.parametrize(
    "text",
    [
        "if [[ $- == *i* ]]; then export A=1; fi",
        "[[ $- == *i* ]] && export A=1",
        "case $- in *i*) export A=1;; esac",
        "if [ -z $PS1 ]; then :; else export A=1; fi",
    ],
)
def test_what_is_for_interactive_shells(text: str) -> None:
    """A line for interactive shells is read, and one for other shells is skipped."""
    other = text.replace("==", "!=").replace("-z", "-n").replace("*i*)", "*i*) ;; *)")

    assert {"A": "1"} == taken(reading(BASH, text))
    assert (Skipped("A", 1, "set only in non-interactive shells"),) == reading(BASH, other).skipped


EU = """\
BASE=acme
export OTHER=1 KEPT=1
common() { export CLAUDE_CODE_USE_VERTEX=1; }
vertex_eu() {
  local region=eu
  common
  export CLOUD_ML_REGION=$region PROJECT="$BASE-eu" OTHER=2
  unset ANTHROPIC_API_KEY
  [ -n "$1" ] && export ANTHROPIC_MODEL=$1
}
vertex_off() { unset CLAUDE_CODE_USE_VERTEX; }
"""


@pytest.mark.parametrize("shell", [BASH, ZSH], ids=repr)
def test_a_function(shell: Shell) -> None:
    """The given function is called after the file, with the functions that it calls."""
    found = reading(shell, EU, "vertex_eu")
    expected = {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "CLOUD_ML_REGION": "eu",
        "PROJECT": "acme-eu",
        "OTHER": "2",
        "ANTHROPIC_API_KEY": None,
    }

    assert (expected, (Skipped("ANTHROPIC_MODEL", 9, CONDITION),)) == (taken(found), found.skipped)
    assert expected == agreed(found, exported(shell, EU, "vertex_eu"))


def test_the_names_of_functions() -> None:
    """The functions that export variables are listed in order, and an unknown name gets a suggestion."""
    fish = "function b\n set -gx A 1\nend\nfunction c\n set -l A 1\nend\n"

    assert [["common", "vertex_eu"], ["b"]] == [functions(EU), functions(fish, "x.fish")]
    with pytest.raises(UsageError, match='no function "vertex_us"; did you mean "vertex_eu"') as caught:
        reading(BASH, EU, "vertex_us")
    with pytest.raises(UsageError, match="functions that export variables: common, vertex_eu"):
        reading(BASH, EU, "zzz")
    assert ("~/.bashrc", "vxenv add --help") == (caught.value.where, caught.value.hint)


BROKEN = [
    'export B="x',
    "export B='x",
    "export B=`x",
    "export B=$(x",
    "export B=${x",
    "export B=$((1",
    "export B=$'x",
    "export B=(x",
    "export B=x\\",
    "if true; then export B=1",
    "case x in",
    "case x in x) export B=1",
    "for i in 1; do export B=1",
    "f() { export B=1",
    "{ export B=1",
    "( export B=1",
    "[[ a",
    "export B=1; )",
    "export B=1; }",
    "export B=1; fi",
    "export B=1; ;; x",
    "export B=1 && ",
    "export B=1; | x",
    "if true; fi; export B=1",
    "f() { }; export B=1",
    "export B=1; cat <",
    "f()",
    "function",
]


@pytest.mark.parametrize("text", BROKEN)
def test_text_that_is_not_whole(text: str) -> None:
    """A line that cannot be parsed has no effect, as in bash; the lines before it are read."""
    text = f"export A=1\n{text}\n"[: -1 if text.endswith("\\") else None]
    found = reading(BASH, text)

    assert {"A": "1"} == taken(found)
    assert [(2, True)] == [
        (one.line, one.why.startswith("cannot parse the rest of the file: ")) for one in found.skipped if not one.name
    ]
    if not text.endswith("\\"):  # bash reads this backslash as literal, zsh does not
        assert "B" not in exported(BASH, text)


def test_what_is_not_understood_may_undo_what_is() -> None:
    """A variable that the rest of the text mentions is uncertain."""
    found = reading(ZSH, "export A=1 B=2\nif [[ -n x ]] { export A=3 }\n")

    assert ({"B": "2"}, "3") == (taken(found), exported(ZSH, "export A=1 B=2\nif [[ -n x ]] { export A=3 }\n")["A"])


def test_other_files() -> None:
    """Another file of the user that the text reads is reported."""
    text = "[ -f ~/.secrets ] && . ~/.secrets\n. /etc/bashrc\nsource $X\n"

    assert (Skipped("", 1, f"reads another file: {HOME}/.secrets"),) == reading(BASH, text).skipped


@pytest.mark.parametrize("shell", [BASH, FISH], ids=repr)
def test_line_ends_of_windows(shell: Shell) -> None:
    """A file with only Windows line endings is read like one with Unix line endings."""
    text = "export A=1\r\n# c\r\nexport B='2\r\n3'\r\n"

    assert {"A": "1", "B": "2\n3"} == taken(reading(shell, text))


UNITS = [
    "(", "( ", "((", "$((", "$(", '"$(', "${", '"${A:-', "`", '"', "'", "{ ", "}", "f() {\n", "f() { f() {\n",
    "if true; then ", "case x in a) ", "case x in (", "<<A ", "cat <<A\n", "\\\n", "a|", "a && ", "{ a & } & ",
    "A=$A$A\n", "A=x$A; B=$A$A;", "! ", "[[ ", "$A", "A=~:~:", "<(", "for i in ", "for i in a; do ", "while ", "a=(",
    "x(", "A+=aaaaaaaaaaaaaaaaaaaaaaaa\n", "f() { f; }; f\n", "f() { g; g; }; g() { f; f; }; f\n", "$(case x in ",
    "export é=", "\0", "export A=1\n", "\udcff", "begin\n", "function f\n", "set -gx A $A$A x\n", "if ", "end\n",
    "and ",
]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("path", PATHS.values())
@pytest.mark.parametrize("unit", UNITS)
def test_hostile_texts(unit: str, path: str) -> None:
    """Deeply nested and repeated constructs do not exhaust the stack or memory."""
    found = read_rc("A=x\n" + unit * (40_000 // len(unit)), path, home=HOME)

    assert 131_072 > max([len(one.value or "") for one in found.assignments], default=0)


TORTURE = [
    "", " ", "'", '"', "\\", "\\\\", "`", "$", "$(x)", "${x}", "-n", "--", "~", "#", "!", "!!", "*", "a\nb",
    "\n", "\t", "\r", "a'b\"c\\d`e$f", "\u00e9", "\U0001f600", "\udcff", "{a,b}", "a=b", "=x", ":~", "%self", "^", "&",
    ";", "|", "\x01", "\x7f", "end", "fi", "'''", '"""', "\\'", "\\n", "a b  c ",
]  # fmt: skip
VALUES = st.one_of(st.sampled_from(TORTURE), st.text(st.sampled_from("".join(TORTURE)), max_size=12))


def single(value: str) -> str:
    """Return `value` in single quotes."""
    return "'" + value.replace("'", "'\\''") + "'"


def double(value: str) -> str:
    """Return `value` in POSIX double quotes."""
    return '"' + "".join("\\" + sign if sign in '"\\$`' else sign for sign in value) + '"'


def ansi(value: str) -> str:
    """Return `value` in ANSI-C quotes."""
    escapes = {"\n": "\\n", "\t": "\\t", "'": "\\'", "\\": "\\\\"}
    return "$'" + "".join(escapes.get(sign, sign) for sign in value) + "'"


def mixed(value: str) -> str:
    """Return `value` with a backslash before each special character, and line breaks in quotes."""
    return "".join("'\n'" if sign == "\n" else sign if sign.isalnum() else "\\" + sign for sign in value) or "''"


@pytest.mark.parametrize("shell", [BASH, ZSH], ids=repr)
@settings(max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(VALUES, min_size=8, max_size=8))
def test_any_value_in_any_quotes(shell: Shell, values: list[str]) -> None:
    """Every value is read back from every kind of quotes, by vxenv and by the shell."""
    quotes = [single, double, ansi, mixed]
    expected = {f"V{at}": value for at, value in enumerate(values)}
    text = "".join(f"export {name}={quotes[at % 4](value)}\n" for at, (name, value) in enumerate(expected.items()))
    text += "# no line ends as on Windows\n"

    assert (expected, expected) == (taken(reading(shell, text)), exported(shell, text))


NAMES = st.sampled_from(["A", "B", "C"])
PLAIN = [
    "a", "b-c", "/x", "~", "~/k", ":", ":~/k", "$HOME", "\\ ", "\\$", "\\\n", '"\\\n"', "#", "x=y", "1",
]  # fmt: skip
PIECES = st.one_of(
    VALUES.map(single),
    VALUES.map(double),
    VALUES.map(ansi),
    NAMES.map("${}".format),
    NAMES.map("${{{}}}".format),
    NAMES.map('"${}"'.format),
    NAMES.map('"x${{{}:-d}}"'.format),
    st.sampled_from(PLAIN),
)
WORDS = st.lists(PIECES, max_size=3).map("".join)
# All values are certain once the names are set.
CERTAIN = st.one_of(
    st.builds("export {}={}".format, NAMES, WORDS),
    st.builds("export {}={} \\\n  D={} # it's".format, NAMES, WORDS, WORDS),
    st.builds("{}={}".format, NAMES, WORDS),
    st.builds("{}={} D={}".format, NAMES, WORDS, WORDS),
    st.builds("{}+={}; export {}".format, NAMES, WORDS, NAMES),
    st.builds("declare -x {}={}".format, NAMES, WORDS),
    st.builds("typeset -gx {}={}; export D={}".format, NAMES, WORDS, WORDS),
    st.builds("export {}={} && export D={}".format, NAMES, WORDS, WORDS),
    st.builds("{{ export {}={}; }}".format, NAMES, WORDS),
    st.builds("set -a; {}={}; set +a".format, NAMES, WORDS),
    st.builds("{}={} true".format, NAMES, WORDS),
    st.builds("(export {}={})".format, NAMES, WORDS),
    st.builds("f() {{ export D={}; local A={}; }}; f".format, WORDS, WORDS),
    st.builds("cat >/dev/null <<'EOF'\n{}\nEOF".format, WORDS.filter(lambda word: "EOF" not in word)),
    st.sampled_from(["# it's", "", "if true; then :; fi", "alias x='y z'"]),
)
SCRIPTS = st.lists(CERTAIN, min_size=1, max_size=8).map("\n".join)


@pytest.mark.parametrize("shell", [BASH, ZSH], ids=repr)
@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=SCRIPTS)
def test_generated_files(shell: Shell, script: str) -> None:
    """All exports of a generated file are read or skipped with a reason."""
    text = f"A=1 B='2 3' C=\n{script}\n"
    found = reading(shell, text)
    real = exported(shell, text)

    assert taken(found) == agreed(found, real)
    assert set() == set(real) - set(taken(found)) - {one.name for one in found.skipped}


ODD_PIECES = [
    "$(echo 1)", "`echo 2`", "$((1+1))", "{a,b}", "*", "(", ")", "{", "}", "<", ">", "'", '"', "\\", "&", "${A%x}",
    "$1", "~root", "$A[1]", "=ls", "<<E\nx\nE\n", "${A:='z'}", "\t", "\ufeff", "$", "^", "$[1]", ";;",
]  # fmt: skip
ODD = st.one_of(WORDS, st.lists(st.sampled_from(ODD_PIECES), max_size=3).map("".join))
ODD_LINES = [
    "return", "false && return", "unset A", "export -n B", "readonly C", "set -a", "eval 'A=x'", "read B </dev/null",
    "(( A = 2 ))", "let B=3", "declare -i C", "f() { A=9; }", "f", "local A=1", "}", "fi", "&&", "export A B",
]  # fmt: skip
# Builds use the same examples each time; set derandomize to False while changing the reader.
WILD = st.one_of(
    CERTAIN,
    st.builds("export {}={}".format, NAMES, ODD),
    st.builds("{}={}".format, NAMES, ODD),
    st.builds("export {}={} B={}".format, NAMES, ODD, ODD),
    st.builds("if false; then {}={}; else B={}; fi".format, NAMES, WORDS, ODD),
    st.builds("case {} in a) A={};; *) export B={}; esac".format, WORDS, WORDS, ODD),
    st.builds("for C in {}; do A={}; done".format, ODD, WORDS),
    st.builds("{{ B={}; }} | cat".format, ODD),
    st.builds("{} export {}={}".format, ODD, NAMES, WORDS),
    st.builds("echo {} >/dev/null".format, ODD),
    st.builds("cat >/dev/null <<EOF\n{}\nEOF".format, ODD),
    st.builds(": ${{A:={}}}".format, WORDS),
    st.builds('export "{}={}"'.format, NAMES, ODD),
    st.sampled_from(ODD_LINES),
)


@settings(max_examples=300, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(WILD, min_size=1, max_size=6).map("\n".join))
def test_nothing_is_taken_that_is_not_so(script: str) -> None:
    """The values read from any text, valid or not, are those that bash exports."""
    text = f"A=1 B='2 3' C=\n{script}\n"
    found = reading(BASH, text)

    assert taken(found) == agreed(found, exported(BASH, text))


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_that_ends_anywhere(data: st.DataObject) -> None:
    """The values read from a truncated file are those that bash exports."""
    whole = EU + "\n".join(text for text, _ in TAKEN[:30])
    text = whole[: data.draw(st.integers(0, len(whole)))]
    found = reading(BASH, text)

    assert taken(found) == agreed(found, exported(BASH, text))


# fish

FISH_TAKEN: list[tuple[str, dict[str, str | None]]] = [
    ("set -gx A b", {"A": "b"}),
    ("set -Ux A b; set -x B c; set --export --global C d; set -xg D e", {"A": "b", "B": "c", "C": "d", "D": "e"}),
    ("set -g A 1; set -gx A 2; set A 3; set -g A 4", {"A": "4"}),
    ("set -gx A 1; set -e A; set -e NEVER_SET", {"A": None, "NEVER_SET": None}),
    ("set -gx A; set -gx B ''", {"A": "", "B": ""}),
    ("set -gx A b 'c d' e", {"A": "b c d e"}),
    ("set -gx A_PATH a:b", {"A_PATH": "a:b"}),
    ("set -gx A -- -x; set -gx -- B -x; set -gx C -g", {"A": "-- -x", "B": "-x", "C": "-g"}),
    ("set -gx A 1; set -a A 2; set -p A 0", {"A": "0 1 2"}),
    ("set -gx A 'it\\'s \\\\ \\n $x' B", {"A": "it's \\ \\n $x B"}),
    ('set -gx A "a\\"b\\$c\\\\d\\ne\\\nf"', {"A": 'a"b$c\\d\\nef'}),
    ("set -gx A a\\ b\\n\\x41\\u00e9\\t\\\\\\#\\q", {"A": "a b\nA\u00e9\t\\#q"}),
    ('set -gx A "two\nlines" # c', {"A": "two\nlines"}),
    ("set -gx A a#b \\\n  c", {"A": "a#b c"}),
    ('set -gx A ~/k; set -gx B x~ "~/k" x:~/k; set -gx C $HOME/k "$HOME"', {
        "A": f"{HOME}/k", "B": "x~ ~/k x:~/k", "C": f"{HOME}/k {HOME}",
    }),
    ('set l a b; set -gx A $l; set -gx B "$l"; set s x; set -gx C $s$s"$s"', {"A": "a b", "B": "a b", "C": "xxx"}),
    ('export A=b B="c d" C=~/x', {"A": "b", "B": "c d", "C": "~/x"}),
    ("set -gx A 1; export A", {"A": "1"}),
    ("begin; set -x A 1; end; begin\n set -gx B 2\nend", {"A": "1", "B": "2"}),
    ("function f; set -gx A 2; set -x B 3; set -l C 4; end; f", {"A": "2"}),
    ("for x in 1 2; end; while false; end; switch a; case b; end; set -gx A 1", {"A": "1"}),
    ("if false; else if true; else; end; set -gx A 1;; not set -gx B 2", {"A": "1", "B": "2"}),
    ("A=1 true; set -gx B 2; set -q B; set -gx C 2>/dev/null 3", {"B": "2", "C": "3"}),
    ("set -gx A 1; return; set -gx A 2", {"A": "1"}),
    ("alias g git; abbr -a x y; set X (echo ')' # )\n); set -gx A 1", {"A": "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FISH_TAKEN, ids=[text for text, _ in FISH_TAKEN])
def test_what_is_certain_in_fish(text: str, expected: dict[str, str | None]) -> None:
    """A certain value is read, and equals the one that fish exports."""
    found = reading(FISH, text)
    real = exported(FISH, text)

    assert (expected, expected) == (taken(found), agreed(found, real))
    assert set() == set(real) - set(expected)


FISH_PASSED: list[tuple[str, str, int, str]] = [
    ("set -gx A (date)", "A", 1, "depends on the output of a command"),
    ('set -gx A "$(date)"', "A", 1, "depends on the output of a command"),
    ("\nset -gx A $OTHER/x", "A", 2, "depends on $OTHER"),
    ("set -gx A *.x", "A", 1, "depends on matching file names"),
    ("set -gx A {a,b}", "A", 1, "differs between versions of fish"),
    ("set -gx A_PATH a b", "A_PATH", 1, "is a list of paths"),
    ("set -gx A $argv[1]", "A", 1, "depends on $argv"),
    ("set HOME; set -gx A ~/x", "A", 1, "depends on $HOME"),
    ("set HOME a b; set -gx A ~", "A", 1, "depends on $HOME"),
    ("set -g A 1", "A", 1, "set but not exported"),
    ("export A", "A", 1, "exported but not set in this file"),
    ("if true\n set -gx A 1\nend", "A", 2, CONDITION),
    ("if true; and false\n set -gx A 1\nelse\n set -gx A 2\nend", "A", 4, CONDITION),
    ("switch x; case y; set -gx A 1; end", "A", 1, CONDITION),
    ("set -q A; or set -gx A 1", "A", 1, CONDITION),
    ("test -d /x; and set -gx A 1", "A", 1, CONDITION),
    ("test -d /x && set -gx A 1", "A", 1, CONDITION),
    ("for x in 1 2; set -gx A $x; end", "A", 1, "set in a loop"),
    ("begin; set -gx A 1; end | cat", "A", 1, "set in a pipeline"),
    ("function eu\n set -gx A 1\nend", "A", 2, 'set in function "eu"; use --function eu to import it'),
    ("test x; and return\nset -gx A 1", "A", 2, "set only if line 1 does not return"),
    ("set -gx A 1; read A", "A", 1, "set by read"),
    ("set -gx A 1\nset -gx B 'x", "A", 1, "set in text that cannot be parsed (line 2: unclosed quote)"),
    ("set -gx A 1; end", "A", 1, "set in text that cannot be parsed (line 1: unexpected end)"),
]


@pytest.mark.parametrize(("text", "name", "line", "why"), FISH_PASSED, ids=[row[0] for row in FISH_PASSED])
def test_what_is_not_certain_in_fish(text: str, name: str, line: int, why: str) -> None:
    """An uncertain variable is skipped, with the line and the reason."""
    found = reading(FISH, text)

    assert [Skipped(name, line, why)] == [one for one in found.skipped if one.name == name]
    assert name not in taken(found)


@pytest.mark.parametrize(
    "text",
    [
        "if status is-interactive\n set -gx A 1\nend",
        "status is-interactive; or return\nset -gx A 1",
        "not status --is-interactive && exit\nset -gx A 1",
        "if not status -i\n return\nend\nset -gx A 1",
    ],
)
def test_guards_in_fish(text: str) -> None:
    """Lines for interactive shells are read, as in the file that fish creates."""
    assert ({"A": "1"}, "1") == (taken(reading(FISH, text)), exported(FISH, text, interactive=True).get("A"))


def test_a_function_in_fish() -> None:
    """The given function is called after the file."""
    text = "set base acme\nfunction eu --argument-names base\n set -gx A $base\n set -gx B eu\n set -e C\nend\n"
    found = reading(FISH, text, "eu")

    assert ({"B": "eu", "C": None}, (Skipped("A", 3, "depends on $base"),)) == (taken(found), found.skipped)
    assert taken(found) == agreed(found, exported(FISH, text, "eu x"))


FISH_PIECES = st.one_of(
    VALUES.map(FISH.quote),
    VALUES.map(lambda value: '"' + "".join("\\" + sign if sign in '"\\$' else sign for sign in value) + '"'),
    NAMES.map("${}".format),
    NAMES.map('"x${}"'.format),
    st.sampled_from(["a", "b-c", "/x", "~/k", ":", "$HOME", "\\ ", "\\$", "\\n", "\\\n", "a#b", "x=y", "1", "@", ","]),
)
FISH_WORDS = st.lists(FISH_PIECES, max_size=3).map("".join)
FISH_ODD = ["# it's", "", "for C in 1 2; end", "set -gx A (echo x)", "set -gx B {a,b}", "set -u C", "end", "'"]
FISH_LINES = st.one_of(
    st.builds("set -gx {} {}".format, NAMES, FISH_WORDS),
    st.builds("set -g {} {} {} # it's".format, NAMES, FISH_WORDS, FISH_WORDS),
    st.builds("set {} {}".format, NAMES, FISH_WORDS),
    st.builds("set -a {} {}; set -p D {}".format, NAMES, FISH_WORDS, FISH_WORDS),
    st.builds("export {}={}".format, NAMES, FISH_WORDS),
    st.builds("begin; set -x {} {}; end".format, NAMES, FISH_WORDS),
    st.builds("function f; set -gx D {}; set -l A {}; end; f".format, FISH_WORDS, FISH_WORDS),
    st.builds("if true; set {} {}; end".format, NAMES, FISH_WORDS),
    st.builds("test x = {}; and set -gx {} {}".format, FISH_WORDS, NAMES, FISH_WORDS),
    st.builds("set -e {}; echo {} >/dev/null".format, NAMES, FISH_WORDS),
    st.builds("set -l {} {}".format, NAMES, FISH_WORDS),
    st.sampled_from(FISH_ODD),
)


@settings(max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(FISH_LINES, min_size=1, max_size=6))
def test_generated_files_of_fish(lines: list[str]) -> None:
    """The values read from a generated file are those that fish exports."""
    text = "set A 1; set -gx B 2 3\nset C\nset D\n" + "\n".join(lines) + "\n"
    found = reading(FISH, text)

    assert taken(found) == agreed(found, exported(FISH, text))
