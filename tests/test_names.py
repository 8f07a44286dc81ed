"""Test names in src: functions begin with imperative verbs, and no variable has an empty name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import vxenv

PACKAGE = Path(vxenv.__file__).parent
MODULES = {str(path.relative_to(PACKAGE)): path for path in sorted(PACKAGE.rglob("*.py"))}
COMMANDS = "cli/commands/"
LONGEST = 60  # lines of a function

# Add a missing verb with the first function that uses it.
VERBS = frozenset(
    """
    abandon accept add adopt advise agree align allot allow announce answer append apply ask assign begin bind blank
    build bundle call change check choose claim classify clean close collect colour combine comment commit
    compare compile complete compute confine confirm connect convert correct count create cut declare decode
    define deny depend describe detect diagnose disable discard dispatch doubt drop dump edit encode end enforce
    enter erase escape examine execute expand explain export extend extract fail fetch fill find finish fit fix
    flatten flush fold follow forget format furnish gather get give guess halve hand handle hide highlight hold
    identify index insert install join keep lay leave lend lint list load locate lock look make mark match measure
    merge move name narrow normalize note obtain offer omit open pack page parse pass pick pin place play prefix
    prepare print put quote rank read recall redact redirect refine refresh refuse relativize release remember remove
    rename render repeat replace report require resolve restore restrict roll run say select set settle shorten
    show sign silence skip spell spend split start step stop store strip style suggest sum summarize sweep switch take
    tell trace translate try undo uninstall unpack unset upgrade verify wait walk warn weigh wrap write
    """.split()  # noqa: SIM905 - words read better than two hundred literals
)
PREDICATES = frozenset(("is", "has", "can"))
# "word" is a shell term for a part of a command, and is allowed in its parser.
EMPTY_NAMES = frozenset(("one", "found", "said", "told", "at", "met", "word", "here", "gone"))
# Names given by others: the entry, click's group, and methods of the standard library's and urllib3's classes.
GIVEN = frozenset(("main", "cli", "_new_conn", "readable", "readinto", "makefile"))
LIFE = 3  # maximum lines in the scope of such a variable


class Function(NamedTuple):
    """A function in src."""

    # ``file:line name``, for messages.
    place: str
    # Its syntax tree.
    node: ast.FunctionDef | ast.AsyncFunctionDef


def find_functions(path: Path, name: str) -> Iterator[Function]:
    """Yield each function and method in the file `name`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{name}:{node.lineno} {node.name}", node)


def has_free_name(function: Function, file: str) -> bool:
    """Return whether others determine a function's name: properties, commands, callbacks."""
    decorators = {ast.unparse(node) for node in function.node.decorator_list}
    is_property = any(word.endswith(("property", ".setter")) for word in decorators)
    is_command = file.startswith(COMMANDS) and any("command(" in word or "group(" in word for word in decorators)
    return is_property or is_command or function.node.name.startswith("__") or function.node.name in GIVEN


@pytest.mark.parametrize("file", MODULES)
def test_functions_are_verbs(file: str) -> None:
    """A function's name begins with an imperative verb, a predicate's with is, has or can."""
    wrong = [
        function.place
        for function in find_functions(MODULES[file], file)
        if not has_free_name(function, file) and function.node.name.strip("_").split("_")[0] not in VERBS | PREDICATES
    ]

    assert [] == wrong


@pytest.mark.parametrize("file", MODULES)
def test_functions_fit_a_screen(file: str) -> None:
    """No function is longer than sixty lines."""
    functions = find_functions(MODULES[file], file)

    assert [] == [one.place for one in functions if (one.node.end_lineno or 0) - one.node.lineno >= LONGEST]


@pytest.mark.parametrize("file", MODULES)
def test_variables_say_what_they_are(file: str) -> None:
    """A variable or parameter with a meaningless name is used within three lines only."""
    wrong = []
    for function in find_functions(MODULES[file], file):
        lines = defaultdict(list)
        for node in ast.walk(function.node):
            name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else ""
            if name in EMPTY_NAMES and not (name == "word" and file.startswith("exchange/rc/")):
                lines[name].append(node.lineno)  # type: ignore[attr-defined]
        wrong += [f"{function.place}: {name}" for name, used in lines.items() if max(used) - min(used) >= LIFE]

    assert [] == wrong
