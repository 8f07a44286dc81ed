"""Tests of PowerShell, which no registry of the tests provides: its code is parsed by a grammar.

Rendered code is compared exactly; handwritten code must parse.
"""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import tree_sitter
import tree_sitter_powershell
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import called
from shells.test_exports import TORTURE
from shells.test_injection import BAITS
from shells.test_torture import ODD
from vxenv.activation.caller import Caller
from vxenv.assets import read_asset
from vxenv.checks.doctor.rc import find_load_line
from vxenv.env_diff import Op
from vxenv.plans.plan import Plan
from vxenv.plans.render import render_plan
from vxenv.setup.hook_text import render_hook
from vxenv.shells import Inputs, LineInputs, PlanContent
from vxenv.shells.load_line import render_load_line
from vxenv.shells.pwsh import SHELL

PARSER: Final = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
HOOK: Final = read_asset("shell", "vxenv.ps1")


def is_whole(text: str) -> bool:
    """Return True if `text` parses completely."""
    return not PARSER.parse(text.encode(errors="replace")).root_node.has_error


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "''"),
        ("plain", "'plain'"),
        ('$HOME `n $(evil) "x"; -n', "'$HOME `n $(evil) \"x\"; -n'"),
        ("it's", "'it''s'"),
        ("'; evil; '", "'''; evil; '''"),
        ("\u2018; evil; \u2019", "(-join ([char]8216, '; evil; ', [char]8217))"),
        ("\u201a\u201b", "(-join ([char]8218, [char]8219))"),
        ("a\r\nb\n", "(-join ('a', [char]13, [char]10, 'b', [char]10))"),
        ("\x85", "(-join ([char]133))"),
        ("\U0001f600", "(-join ([char]55357, [char]56832))"),
        ("e\u0301", "(-join ('e', [char]769))"),
    ],
)
def test_quote(value: str, code: str) -> None:
    """Only printable ASCII is quoted, with quotes doubled; all other characters are numbers."""
    assert code == SHELL.quote(value)


def test_assignments() -> None:
    """Set variables are assigned, and unset ones are removed without an error if they are not set."""
    code = "$env:A = 'a b'\nRemove-Item -LiteralPath Env:B -ErrorAction Ignore\n"
    assert code == SHELL.render_assignments((Op("A", "a b"), Op("B", None)))


@pytest.mark.parametrize(
    "text",
    [
        "if ($a) { 'b'",
        "'it's'",
        "$a = @{ b = 'c'",
        "function f($a { }",
        "foreach ($a b) { }",
        HOOK.replace("{", "", 1),
        HOOK.replace("foreach (", "foreach ", 1),
        HOOK.replace("))", ")", 1),
        HOOK.rstrip().removesuffix("}"),
    ],
    ids=range(9),
)
def test_broken_text_does_not_parse(text: str) -> None:
    """The parser that other tests rely on rejects invalid PowerShell."""
    assert not is_whole(text)


def test_what_is_written_parses() -> None:
    """The hook and the completions parse as committed, and the hook with its preamble."""
    texts = [HOOK, read_asset("completions", "vxenv.ps1"), render_hook("pwsh"), called("init", "pwsh").stdout]
    assert [True] * 4 == [is_whole(text) for text in texts]


def test_exports_parse() -> None:
    """Each value that is hard to quote becomes a single assignment."""
    for value in TORTURE[:-1]:  # the last one is long and needs no quoting
        tree = PARSER.parse(SHELL.render_assignments((Op("A", value),)).encode()).root_node
        assert (value, False) == (value, tree.has_error)
        statements = [child for child in tree.children if child.type == "statement_list"]
        assert [1] == [one.named_child_count for one in statements], value


def nodes(text: str) -> list[tree_sitter.Node]:
    """Yield the nodes of a text in order."""
    found, waiting = [], [PARSER.parse(text.encode()).root_node]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(node.children)
    return found


def leaves(text: str, *kinds: str) -> list[str]:
    """Return the text of each node of the given kinds, or of each leaf if none is given."""
    return [
        (node.text or b"").decode() for node in nodes(text) if (node.type in kinds if kinds else not node.children)
    ]


def assigned(code: str) -> str:
    """Return the value of an assignment as the grammar reads it; the assignment must contain nothing else."""
    assert is_whole(code)
    parts = leaves(code, "verbatim_string_characters", "decimal_integer_literal")
    assert set() == {*leaves(code)} - {*parts, "$env:A", "=", "(", ")", "[", "char", "]", ",", "-join"}
    assert len([part for part in parts if part.isdigit()]) == leaves(code).count("char")
    texts = [chr(int(part)) if part.isdigit() else part[1:-1].replace("''", "'") for part in parts]
    return "".join(texts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize("values", [ODD, BAITS], ids=["torture", "injection"])
def test_values_are_read_as_they_are(values: list[str]) -> None:
    """The grammar reads the value of an assignment, and only the plain quote ends it."""
    for value in values:
        code = SHELL.render_assignments((Op("A", value),))
        assert (value, True) == (value, code.isascii())
        assert value == assigned(code)


@settings(max_examples=200)
@given(
    value=st.text(st.one_of(st.sampled_from("'\"\u2018\u2019\u201a\u201b\u201c\u201d\u201e`$\r\n"), st.characters()))
)
def test_any_value_is_read_as_it_is(value: str) -> None:
    """The same holds for any value, including lone surrogates."""
    assert value.encode("utf-16-le", "surrogatepass") == assigned(SHELL.render_assignments((Op("A", value),))).encode(
        "utf-16-le", "surrogatepass"
    )


def test_a_long_value_is_one_list() -> None:
    """A value of many parts nests no deeper than one of two, since PowerShell's stack is limited to some thousands."""

    def depth(value: str) -> int:
        deepest, waiting = 0, [(PARSER.parse(SHELL.render_assignments((Op("A", value),)).encode()).root_node, 0)]
        while waiting:
            node, level = waiting.pop()
            deepest = max(deepest, level)
            waiting += [(child, level + 1) for child in node.children]
        return deepest

    assert depth("é\n") == depth("é\n" * 20_000)


def test_files_are_ascii() -> None:
    """Code for PowerShell contains no byte that depends on the code page."""
    texts = [HOOK, read_asset("completions", "vxenv.ps1"), SHELL.render_preamble({"python": "/h\u00e9/\u2018"}, ["A"])]
    assert [True] * 3 == [text.isascii() for text in texts]


@pytest.mark.parametrize("home", ["/h", "/it's", "/a $(evil) `b", "/\u2018; evil; \u2019"])
def test_lines_parse(home: str) -> None:
    """The line that setup adds to the profile script parses for any home and file."""
    texts = [render_load_line("pwsh", f"{home}/.local/init.ps1", given) for given in (home, "/other")]
    assert [True, True] == [is_whole(text) for text in texts]


def test_preamble() -> None:
    """The preamble of the hook is two assignments of quoted values."""
    constants = "$global:__vxenv_constants = @{\n    python = '/it''s'\n    main = '/m'\n}\n"
    closed = "$global:__vxenv_closed = @('A', 'B')\n"
    assert constants + closed == SHELL.render_preamble({"python": "/it's", "main": "/m"}, ["A", "B"])


def decoded(text: str) -> list[list[str]]:
    """Return the lines of a plan as the hook reads them: a tag and its words."""
    return [
        [tag, *(base64.b64decode(word, validate=True).decode(errors="surrogateescape") for word in words)]
        for tag, *words in (line.split(" ") for line in text.splitlines())
    ]


def test_plan() -> None:
    """A plan is lines of words; an empty value is a word, an unset one is not; the last line marks the end."""
    odd = "2024-01-01T00:00:00\r\n\u2018é\U0001f600 x"
    inputs = Inputs({"/p 1": odd}, ("/h",), ("/g",), LineInputs({"/t": "x"}, ("/th",), ("/tg",), {"V": ""}))
    text = SHELL.render_plan(
        PlanContent(
            "who", inputs, (Op("A", odd), Op("B", None), Op("C", "")), (Op("D", "d"),), {"line": "l", "note": ""}
        )
    )
    assert [
        ["who", "who"],
        ["line", "l"],
        ["note", ""],
        ["file", "/p 1", odd],
        ["here", "/h"],
        ["gone", "/g"],
        ["told-file", "/t", "x"],
        ["told-here", "/th"],
        ["told-gone", "/tg"],
        ["told-variable", "V", ""],
        ["change", "A", odd],
        ["change", "B"],
        ["change", "C", ""],
        ["active", "D", "d"],
        ["whole"],
    ] == decoded(text)
    assert text.isascii()


def test_bytes_of_a_plan() -> None:
    """Contents of files are compared by their bytes, not as text."""
    text = SHELL.render_plan(PlanContent("w", Inputs({"/p": os.fsdecode(b"\xff\xfe")}, (), ()), (), (), {}))
    assert f"file {base64.b64encode(b'/p').decode()} {base64.b64encode(bytes([255, 254])).decode()}\n" in text


def test_plan_cut_short() -> None:
    """A truncated plan never ends with the line that the hook requires."""
    text = SHELL.render_plan(
        PlanContent("w", Inputs({"/p": "whole"}, (), ()), (Op("A", "whole"),), (), {"line": "whole"})
    )
    whole = [size for size in range(len(text) + 1) if text[:size].rstrip("\n").split("\n")[-1] == "whole"]
    assert [len(text) - 1, len(text)] == whole


def test_every_tag_is_read() -> None:
    """The hook knows each tag that a plan can have."""
    told = LineInputs({"/t": ""}, ("/h",), ("/g",), {"V": ""}, ("/l",), ("/r",))
    inputs = Inputs({"/p": ""}, ("/h",), ("/g",), told, ("/l",), ("/r",), 1)
    found = Plan("default", "s", "default", "l", "n", "a", {}, (), (), (Op("A", "a"),))
    text = render_plan(found, Caller("pwsh", "0", "")) + SHELL.render_plan(
        PlanContent("w", inputs, (Op("A", "a"),), (Op("B", "b"),), {})
    )
    known = {"who", "until", "stack", "line", "note", "ask", "change", "active", "whole"}
    known |= {f"{told}{tag}" for told in ("", "told-") for tag in ("file", "here", "gone", "links", "real")}
    known |= {"told-variable"}
    assert known == {line[0] for line in decoded(text)}
    merged = inputs._replace(line=told._replace(originals={"V": ""}))
    tags = {line[0] for line in decoded(SHELL.render_plan(PlanContent("w", merged, (), (), {})))}
    assert {"original", "told-here"} | {tag.replace("told-", "merged-") for tag in known if "told-" in tag} == {
        tag for tag in tags if tag.startswith(("original", "told-", "merged-"))
    }
    for tag in (
        "(who|until|stack|line|note|ask)",
        "(told-|merged-)?file",
        "(told-|merged-)?(here|gone|links|real)",
        "(told-variable|merged-variable|original)",
        "(change|active)",
    ):
        assert f"'\\A{tag}\\z'" in HOOK


def test_the_hook_is_answered(config: Path, tmp_path: Path) -> None:
    """`vxenv hook pwsh` answers with a plan and caches it where the hook reads it."""
    (config / "profiles").mkdir(exist_ok=True)
    (config / "profiles" / "eu.toml").write_text('[vertex]\nregion = "eu"\n')
    cache = tmp_path / "plans of pwsh"
    given = {"VXENV_CACHE_DIR": str(cache), "__VXENV_SEAL": "0" * 32}
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", "hook", "pwsh", "0", "use:eu", "use:eu", "home"],
        env=os.environ | given, capture_output=True, text=True, check=True,
    )  # fmt: skip
    head, _, text = ran.stdout.partition("\n")
    assert (": vxenv 1", text) == (head, (cache / "plans/pwsh/use:eu").read_text())
    assert ["who", "0|home|use:eu"] in decoded(text)
    assert ["change", "CLOUD_ML_REGION", "eu"] in decoded(text)


def test_the_hook_evaluates_nothing() -> None:
    """Nothing in the hook or in the completions can evaluate text."""
    words = ("Invoke-Expression", "iex ", "[scriptblock]::Create", "NewScriptBlock", "InvokeScript", "Add-Type")
    for text in (HOOK, read_asset("completions", "vxenv.ps1")):
        assert [] == [word for word in words if word.lower() in text.lower()]


def body(name: str) -> str:
    """Return a function of the hook, from its head to its closing brace."""
    _, head, rest = HOOK.partition(f"function global:{name}")
    return head + rest.partition("\n}\n")[0]


def test_a_restricted_shell_comes_to_nothing_else() -> None:
    """The first statement returns in constrained language mode, before any method is called or type named."""
    guard = HOOK[: HOOK.index("\n}\n") + 3]
    assert is_whole(guard)
    assert [["if_statement"]] == [[child.type for child in one.named_children] for one in statements(guard)]
    assert "$ExecutionContext.SessionState.LanguageMode -cne 'FullLanguage'" in guard
    assert ["Write-Warning"] == leaves(guard, "command_name")
    assert ["return"] == [line.strip() for line in guard.splitlines() if "return" in line]
    assert [] == leaves(guard, "invokation_expression", "type_literal")


def statements(text: str) -> list[tree_sitter.Node]:
    """Return the statement lists of a text, without nested blocks."""
    return [child for child in PARSER.parse(text.encode()).root_node.children if child.type == "statement_list"]


def test_programs_get_what_is_piped() -> None:
    """Each function that runs a program for the user passes its piped input on."""
    runs = "if ($MyInvocation.ExpectingInput) { $input | & $program @words%s } else { & $program @words%s }"
    for name, expected in (
        ("vxenv {", [f"$out = @({runs % ('', '')})", runs % ("", "")]),
        ("__vxenv_wrap_claude", [runs % (" @args", " @args")]),
    ):
        assert expected == [line.strip() for line in body(name).splitlines() if "& $program" in line]


def test_preferences_of_the_user_stop_nothing() -> None:
    """Each function that runs a program and continues ignores the user's preferences for failures."""
    for text in (body("vxenv {"), read_asset("completions", "vxenv.ps1").partition("__vxenv_c_ask")[2]):
        before = text.partition("& $program")[0]
        assert "$ErrorActionPreference = 'Continue'\n" in before
        assert "$PSNativeCommandUseErrorActionPreference = $false\n" in before
        assert "__vxenv_passed" in before


def test_each_prompt_asks_an_earlier_one() -> None:
    """No prompt calls another one by a fixed name, which could cause an endless recursion when loaded again."""
    text = body("__vxenv_hook_prompt")
    assert ["& $global:__vxenv_kept['prompts'][$__vxenv_at]"] == [
        one for one in leaves(text, "command") if one.startswith("& ")
    ]
    assert "$__vxenv_at = $global:__vxenv_kept['prompts'].Count - 1 - $__vxenv_depth\n" in text
    assert "finally {\n            $global:__vxenv_kept['depth'] = $__vxenv_depth\n" in text
    for caller in ("__vxenv_moved", "vxenv {"):
        assert "    __vxenv_hook_prompt\n" in body(caller)


def test_what_is_called_is_there() -> None:
    """Each function called by the hook and the completions is defined there, and each cmdlet is PowerShell's."""
    texts = HOOK, read_asset("completions", "vxenv.ps1")
    functions = {name.removeprefix("global:") for text in texts for name in leaves(text, "function_name")}
    cmdlets = {
        "ForEach-Object", "Get-Command", "Get-Variable", "Register-ArgumentCompleter", "Select-Object", "Test-Path",
        "Where-Object", "Write-Error", "Write-Warning",
    }  # fmt: skip
    called_here = {name for text in texts for name in leaves(text, "command_name") if not name.startswith("$")}
    assert {"vxenv", "prompt", "__vxenv_sync"} <= functions
    assert {"__vxenv_sync", "Test-Path"} <= called_here
    assert set() == called_here - functions - cmdlets


@pytest.mark.usefixtures("home")
def test_doctor_finds_what_setup_put_in(home: Path) -> None:
    """The line added by setup leads to its file, from which the version is read."""
    assert 0 == called("setup", "--shell", "pwsh", "--yes").code
    found = find_load_line("pwsh", {"HOME": str(home)})
    assert found is not None
    init = home / ".local/state/vxenv/shell/init.ps1"
    version = json.loads(init.read_text().splitlines()[0].partition(": ")[2])[0]
    assert (str(init), version, True) == (found.file, found.version, is_whole(init.read_text()))


def test_help_says_experimental() -> None:
    """The instructions for loading it state that it was never run in a real PowerShell."""
    assert "PowerShell (pwsh 7.2 or later) is experimental" in " ".join(called("init", "--help").stdout.split())
