"""Find the texts of hints in the syntax trees of vxenv's source.

A text counts as a hint if it is passed as ``hint=``, under a name like ``hints``, as a certain argument of a check
or a finding, or after ``hint: `` in a line; and if a function returns it for such a use.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[2] / "src" / "vxenv"
_NAMES = re.compile(r"hints?|ways|instead|again")
_MARK = "hint: "
_ARGUMENTS = {"Check": 3, "finding": 3, "Refusal": 1}  # the argument of a call that is a hint
# Functions that build or select a part of a command; their own results are not hints.
_PARTS = frozenset(
    {
        "word",
        "quote",
        "shown",
        "printable",
        "redact",
        "redact_text",
        "join",
        "next",
        "tuple",
        "fromkeys",
        "text",
        "line",
        "named",
    }
)


class Site(NamedTuple):
    """A text of hints."""

    place: str  # file:line
    text: str  # as written, with {} for inserted values

    def matches(self, hint: str) -> bool:
        """Return whether `hint`, or one of the commands in it, may be made from this text."""
        pattern = ".*".join(map(re.escape, self.text.split("{}")))
        return any(re.fullmatch(pattern, command, re.DOTALL) for command in (hint, *hint.split("; ")))


class _Value(NamedTuple):
    """An expression with a hint as its value."""

    path: Path  # the file
    scope: ast.AST  # the enclosing function
    node: ast.AST  # the expression


def find_sites() -> list[Site]:
    """Return every text of a hint, sorted by position."""
    trees = {path: ast.parse(path.read_text()) for path in sorted(SOURCE.rglob("*.py"))}
    functions: dict[str, list[_Value]] = {}
    for path, scope in ((path, node) for path, tree in trees.items() for node in ast.walk(tree)):
        if isinstance(scope, ast.FunctionDef):
            returned = (node.value for node in ast.walk(scope) if isinstance(node, ast.Return) and node.value)
            functions.setdefault(scope.name, []).extend(_Value(path, scope, value) for value in returned)
    found, done = set(), set()
    todo = [value for path, tree in trees.items() for value in _given(path, tree)]
    while todo:
        value = todo.pop()
        for node in _parts(value.node):
            if isinstance(node, ast.Name | ast.Call):
                key = (value.path, id(value.scope), node.id) if isinstance(node, ast.Name) else _name(node)
                if key not in done:
                    done.add(key)
                    todo += _followed(value, node, functions)
            else:
                found |= {
                    Site(f"{value.path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}", text)
                    for text in _texts(node)
                }
    return sorted(found)


def _given(path: Path, tree: ast.AST) -> Iterator[_Value]:
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            docstrings = {id(node.value) for node in ast.walk(scope) if isinstance(node, ast.Expr)}
            for node in ast.walk(scope):
                if id(node) not in docstrings:
                    yield from (_Value(path, scope, hint) for hint in _hints(node))


def _hints(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions directly in `node` that are passed as hints."""
    if isinstance(node, ast.Call):
        yield from (one.value for one in node.keywords if _NAMES.fullmatch(one.arg or ""))
        yield from node.args[_ARGUMENTS.get(_name(node), 99) :][:1]
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(one, ast.Name) and _NAMES.fullmatch(one.id) for one in targets):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        marked = [at for at, one in enumerate(node.values) if _MARK in str(getattr(one, "value", ""))]
        if marked:
            yield ast.copy_location(ast.JoinedStr(node.values[marked[0] :]), node)
    elif isinstance(node, ast.Constant) and _MARK in str(node.value) and len(str(node.value)) > len(_MARK):
        yield node


def _parts(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901 - a line for each kind of node
    """Yield the texts, names and calls that form the value of an expression."""
    match node:
        case ast.JoinedStr():
            yield node
            for part in node.values:
                yield from _parts(part.value) if isinstance(part, ast.FormattedValue) else ()
        case ast.Constant() | ast.Name():
            yield node
        case ast.Call():
            yield node
            owner = [node.func.value] if isinstance(node.func, ast.Attribute) and _name(node) == "rstrip" else []
            for part in (*owner, *(node.args if _name(node) in ("join", "tuple") else ())):
                yield from _parts(part)
        case ast.IfExp():
            yield from _parts(node.body)
            yield from _parts(node.orelse)
        case ast.BoolOp() | ast.Tuple() | ast.List():
            for part in node.values if isinstance(node, ast.BoolOp) else node.elts:
                yield from _parts(part)
        case ast.BinOp():
            yield from _parts(node.left)
        case ast.Starred():
            yield from _parts(node.value)


def _followed(value: _Value, node: ast.Name | ast.Call, functions: dict[str, list[_Value]]) -> Iterator[_Value]:
    """Yield the value of a name, or the result of a function, that is used in a hint."""
    if isinstance(node, ast.Call):
        known = [] if _name(node) in _PARTS else functions.get(_name(node), [])
        here = [one for one in known if one.path == value.path]
        yield from here or known
        return
    for one in ast.walk(value.scope):
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            if any(isinstance(target, ast.Name) and target.id == node.id for target in targets):
                yield value._replace(node=one.value)
        elif isinstance(one, ast.Call) and ast.unparse(one.func) == f"{node.id}.append":
            yield value._replace(node=one.args[0])


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.AST) -> list[str]:
    """Return the lines of a text; none if it has no fixed letters."""
    values = node.values if isinstance(node, ast.JoinedStr) else [node]
    parts = ("{}" if isinstance(one, ast.FormattedValue) else str(getattr(one, "value", "")) for one in values)
    lines = "".join(parts).split("\n")
    if any(_MARK in line for line in lines):
        lines = [line.partition(_MARK)[2] for line in lines if _MARK in line]
    return [line for line in lines if " " in line.strip() == line and "…" not in line and re.search("[a-z]{2}", line)]
