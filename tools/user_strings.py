"""Print every text that users can see, with its file and line.

Texts are: strings in src of more than one word, headers of tables, docstrings of commands and of lint rules, the
descriptive fields of TOML data files, and messages in the hooks. An interpolated value is shown as `{}`.
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
# Modules whose texts are in other files.
GENERATED = ("tables.py", "completion_lists.py", "short_helps.py")
# Fields of TOML files that users see.
SHOWN = ("doc", "what", "cause", "fix", "text", "title", "note", "reason")
# Shell code, patterns and date formats are not texts.
_CODE = re.compile(r"[\\^$|]{2}|\$\{|\(\?|%[YmdHMS]|^[\s\W]*$")
_WORDS = re.compile(r"[A-Za-z]+[,:;.]? +(?:[a-z`\"'{(-]|[A-Z]{2})|^\(\w+\)$|\{\},? [a-z]{3,}")
# A header of a table: capital letters, in a module that prints.
_HEADER = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,})*")
_HELP = ("help", "short_help")
_IN_HOOKS = re.compile(r"(?:vxenv|hint|warning): [^\"`]*[a-z]{3}[^\"`]*")


class Text(NamedTuple):
    """A user-visible text."""

    # The file, relative to the root of the sources.
    path: str
    # The line, from 1.
    line: int
    # The text; `{}` stands for each value.
    text: str
    # "help" of a command, an option or a rule; "message"; "header" of a table; "data" of a TOML file; "hook".
    kind: str


def render(node: ast.expr) -> str | None:
    """Return the text of a string or an f-string, None for other expressions."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def is_shown_docstring(node: ast.AST, path: Path) -> bool:
    """Return whether the docstring of `node` is shown: that of a command, or of a lint rule."""
    if not isinstance(node, ast.FunctionDef):
        return False
    decorators = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
    is_rule = path.name.endswith("_rules.py") and node.name.startswith("check_")
    return is_rule or "command(" in decorators or "group(" in decorators


def list_docstrings(tree: ast.Module, path: Path) -> tuple[set[int], list[ast.Constant]]:
    """Return the ids of the docstring nodes, and the docstrings that are shown."""
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


def classify_nodes(tree: ast.Module) -> dict[int, str]:
    """Return the kind of each node that is not a plain message, by its id; "" for a piece of an f-string."""
    kinds: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _HELP:
            kinds[id(node.value)] = "help"
        elif isinstance(node, ast.Tuple | ast.List):
            texts = [(item, render(item) or "") for item in node.elts]
            if sum(bool(_HEADER.fullmatch(text)) for _, text in texts) > 1:
                kinds |= {id(item): "header" for item, text in texts if _HEADER.fullmatch(text)}
        elif isinstance(node, ast.JoinedStr):
            kinds |= {id(value): "" for value in node.values if isinstance(value, ast.Constant)}
    return kinds


def read_python(path: Path) -> Iterator[Text]:
    """Yield the texts in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = str(path.relative_to(ROOT))
    hidden, shown = list_docstrings(tree, path)
    kinds = classify_nodes(tree)
    for docstring in shown:
        yield Text(name, docstring.lineno, " ".join(str(docstring.value).split()), "help")
    for node in ast.walk(tree):
        text = render(node) if isinstance(node, ast.expr) and id(node) not in hidden else None
        kind = kinds.get(id(node), "message")
        if not text or not kind or _CODE.search(text.replace("{}", "")):
            continue
        if kind == "help" or (kind == "header" and name.startswith("src/vxenv/cli/")) or _WORDS.search(text):
            yield Text(name, getattr(node, "lineno", 1), " ".join(text.split()), kind)


def read_toml(path: Path) -> Iterator[Text]:
    """Yield the fields of a TOML file that users see."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        key, equals, value = line.partition("=")
        if equals and key.strip() in SHOWN:
            try:
                text = tomllib.loads(f"x = {value.strip()}")["x"]
            except tomllib.TOMLDecodeError:
                continue  # a multi-line text
            if isinstance(text, str):
                yield Text(str(path.relative_to(ROOT)), number, text, "data")


def read_hook(path: Path) -> Iterator[Text]:
    """Yield the messages in a shell's hook."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.lstrip().startswith("#"):
            continue
        for match in _IN_HOOKS.finditer(line):
            yield Text(str(path.relative_to(ROOT)), number, match[0].strip(), "hook")


def list_texts() -> list[Text]:
    """Return all texts, ordered by file and line."""
    texts: set[Text] = set()
    for path in SOURCE.rglob("*.py"):
        if path.name not in GENERATED:
            texts.update(read_python(path))
    for path in SOURCE.rglob("*.toml"):
        texts.update(read_toml(path))
    for path in (ROOT / "shell").glob("vxenv*"):
        texts.update(read_hook(path))
    return sorted(texts)


def main() -> int:
    """Print the texts, or those that contain each of the given words."""
    words = [word.lower() for word in sys.argv[1:]]
    for text in list_texts():
        if all(word in text.text.lower() for word in words):
            sys.stdout.write(f"{text.path}:{text.line}: {text.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
