"""Prints every text that users can see, with the file and line it is in: messages, helps, rules, hooks' messages.

A text is a string in src that holds more than one word and is not a docstring, a docstring of a command or of a rule
of lint, a field for people in the catalogue and in failures.toml, or a message in a hook. A value that is put in is
`{}`.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "vxenv"
# Fields of TOML files that are shown.
SHOWN = ("doc", "what", "cause", "fix", "text", "title", "note", "reason")
# What decides nothing for people: shell code, patterns, formats of dates.
_CODE = re.compile(r"[\\^$|]{2}|\$\{|\(\?|%[YmdHMS]|^[\s\W]*$")
_WORDS = re.compile(r"[A-Za-z]{2,}[,:;.]? +(?:[a-z`\"'{(-]|[A-Z]{2})")
_IN_HOOKS = re.compile(r"vxenv: [^\"'`]*[a-z]{3}[^\"'`]*")


class Text(NamedTuple):
    """A text that users can see."""

    # The file, relative to the root of the sources.
    path: str
    # The line, from 1.
    line: int
    # The text; `{}` stands for each value.
    text: str


def render(node: ast.expr) -> str | None:
    """Return the text of a string or an f-string, None for another expression."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def is_shown_docstring(node: ast.AST, path: Path) -> bool:
    """Tell whether the docstring of `node` is shown: that of a command, or of a rule of lint."""
    if not isinstance(node, ast.FunctionDef):
        return False
    decorators = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
    is_rule = path.name.endswith("_rules.py") and node.name.startswith("check_")
    return is_rule or "command(" in decorators or "group(" in decorators


def list_docstrings(tree: ast.Module, path: Path) -> tuple[set[int], list[ast.Constant]]:
    """Return the ids of the nodes that are docstrings, and those docstrings that are shown."""
    hidden, shown = set(), []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or not node.body:
            continue
        first = node.body[0]
        if (
            isinstance(first, ast.Expr)
            and isinstance(first.value, ast.Constant)
            and isinstance(first.value.value, str)
        ):
            hidden.add(id(first.value))
            if is_shown_docstring(node, path):
                shown.append(first.value)
    return hidden, shown


def read_python(path: Path) -> Iterator[Text]:
    """Yield the texts in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = str(path.relative_to(ROOT))
    hidden, shown = list_docstrings(tree, path)
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    inner -= {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    for docstring in shown:
        yield Text(name, docstring.lineno, " ".join(str(docstring.value).split()))
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or id(node) in hidden or id(node) in inner:
            continue
        text = render(node)
        if text and _WORDS.search(text) and not _CODE.search(text.replace("{}", "")):
            yield Text(name, node.lineno, " ".join(text.split()))


def read_toml(path: Path) -> Iterator[Text]:
    """Yield the fields for people in a TOML file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        key, equals, value = line.partition("=")
        if equals and key.strip() in SHOWN:
            try:
                text = tomllib.loads(f"x = {value.strip()}")["x"]
            except tomllib.TOMLDecodeError:
                continue  # a text of several lines
            if isinstance(text, str):
                yield Text(str(path.relative_to(ROOT)), number, text)


def read_hook(path: Path) -> Iterator[Text]:
    """Yield the messages in the hook of a shell."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.lstrip().startswith("#"):
            continue
        for match in _IN_HOOKS.finditer(line):
            yield Text(str(path.relative_to(ROOT)), number, match[0].strip())


def list_texts() -> list[Text]:
    """Return all texts, in the order of files and lines."""
    texts: set[Text] = set()
    for path in SOURCE.rglob("*.py"):
        if path.name != "tables.py":
            texts.update(read_python(path))
    for path in SOURCE.rglob("*.toml"):
        texts.update(read_toml(path))
    for path in (ROOT / "shell").glob("vxenv*"):
        texts.update(read_hook(path))
    return sorted(texts)


def main() -> int:
    """Print the texts, or those that hold each of the words that are given."""
    words = [word.lower() for word in sys.argv[1:]]
    for text in list_texts():
        if all(word in text.text.lower() for word in words):
            sys.stdout.write(f"{text.path}:{text.line}: {text.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
