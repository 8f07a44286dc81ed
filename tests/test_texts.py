"""Texts that users see: one vocabulary, one form for each kind of message; and the form of docstrings in src."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import vxenv
from user_strings import Text, list_texts
from vxenv.cli.main import cli

PACKAGE = Path(vxenv.__file__).parent
TEXTS = list_texts()


class Word(NamedTuple):
    """A word, or a turn of phrase, that texts do not use."""

    # What finds it, in any case.
    pattern: str
    # The word to write instead.
    instead: str
    # Contexts in which it is right, as patterns, each with its reason.
    allowed: tuple[tuple[str, str], ...] = ()


_REGION = (
    (r"VERTEX_REGION\w*|CLOUD_ML_REGION|AWS_REGION|--region|vertex\.region|\[?\bregions[.\]]|region *=", "a name"),
    (
        r"[Ss]ingle regions?|(or a|a few|and|multi,) regions?|provider, region, project|multi-region",
        "a kind of location",
    ),
    (r"^REGIONS?$|REGION VARIABLE|not servable in region", "a header, and an answer of Google's"),
)
WORDS = (
    Word(r"\b(is|are|was|were) no\b(?! longer)", "is not a"),
    Word(r"\bhere\b", "in this shell, in this directory, active", ((r"here-document", "the shells' term"),)),
    Word(r"\bin force\b", "active"),
    Word(r"\bconsent", "allow, confirmation"),
    Word(r"\bslots?\b", "role"),
    Word(r"\bgone\b", "missing, deleted"),
    Word(r"\bmend(s|ed)?\b", "fix"),
    Word(r"\b(nobody|somebody|anybody)\b", "unknown, other users"),
    Word(r"\b(take|takes|taken|took|brings?|bring it) (back|again)\b|\bback:", "undo"),
    Word(r"\bas (it|they) (is|was|were|are|stands?|stood)\b", "unchanged"),
    Word(r"\bclients?\b", "Claude Code", (
        (r"--client|client-a|eu-client|client certificates?|client ID|OAuth client|client_id|clients?\.toml",
         "an option, samples, credentials, a file"),
        (r"^client$|Client with data|\bas client\b", "names in samples"),
    )),
    Word(r"\bregions?\b", "location", _REGION),
    Word(r"\bnobody said\b|\bsays? (so|otherwise|that)\b", "unknown, sets"),
    Word(r"\b(obey|reckon|defeat)(s|ed)?\b|\bforetold\b|\bbeats?\b", "override"),
    Word(r"\b(is|are|was|were) (not )?there\b|\bthere already\b", "exists, does not exist"),
    Word(r"\bso already\b", "is already set"),
    Word(r"\b(take|takes|taken) (over|in|out)\b|\b(puts?|putting) in(to)?\b", "import, add, remove"),
    Word(r"\blook(s|ed)? at\b", "check"),
    Word(r"\b(dialects?|knowledge|registry|fence|delta|traits?)\b", "the glossary's word"),
    Word(r"\b(go|goes) (along|by)\b|\bcome of it\b|\b(laid|lay) on\b", "included, depends on, stacked"),
    Word(r"\bby hand\b", "manually"),
    Word(r"\(not set\)|\(none\)", "(unset)"),
    Word(r"^(THERE|UNTIL|FROM)$", "STATUS, RETIRES, SET BY"),
    Word(r" -> ", "→"),
    Word(r"\(s\)", "the singular or the plural"),
    Word(r"(?<![-\w=])'\{\}'(?![\w=])", "names in double quotes", (
        (r"vxenv .* '\{\}'|alias .* '\{\}'|set -gx .* '\{\}'", "quoting in a command"),
    )),
)  # fmt: skip


def find_uses(word: Word) -> Iterator[str]:
    """Yield the texts that use `word` where it is not allowed."""
    for text in TEXTS:
        plain = text.text
        for allowed, _ in word.allowed:
            plain = re.sub(allowed, "", plain)
        if re.search(word.pattern, plain, 0 if text.kind == "header" else re.IGNORECASE):
            yield f"{text.path}:{text.line}: {text.text}"


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.pattern)
def test_words(word: Word) -> None:
    """The glossary's discouraged words, and riddles in their place, occur in no text."""
    assert [] == list(find_uses(word)), f"write: {word.instead}"


# Helps and explanations that the list of texts takes for messages.
SENTENCES = ("src/vxenv/cli/command_line.py", "src/vxenv/checks/lint/rules.py")


def has_period(text: Text) -> bool:
    """Tell whether a text ends as a sentence does."""
    return text.text.endswith(".") and not text.text.endswith(("...", ".."))


def test_messages_have_no_period() -> None:
    """Messages end without a period."""
    texts = [text for text in TEXTS if text.kind in ("message", "hook") and has_period(text)]
    texts = [text for text in texts if text.path not in SENTENCES]

    assert [] == [f"{text.path}:{text.line}: {text.text}" for text in texts]


def test_messages_begin_in_lower_case() -> None:
    """Warnings, notes and hints begin in lower case after their label."""
    label = re.compile(r"(?:error|warning|note|vxenv): (?!Claude|Google)[A-Z][a-z]")
    assert [] == [
        f"{text.path}:{text.line}: {text.text}" for text in TEXTS if text.kind != "help" and label.search(text.text)
    ]


def test_helps_are_sentences() -> None:
    """Helps begin with a capital letter, and end with a period or a default in brackets."""
    helps = [text for text in TEXTS if text.kind == "help" and "\n" not in text.text]
    form = re.compile(r"[A-Z\[{@\"].*[.\])]|[A-Z].*  .*|.*\bvxenv .*")

    assert [] == [f"{text.path}:{text.line}: {text.text}" for text in helps if not form.fullmatch(text.text)]


def list_commands(group: click.Group, path: str = "vxenv") -> Iterator[tuple[str, click.Command]]:
    """Yield each command in `group` after its name, those in groups too."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if command:
            yield f"{path} {name}", command
            if isinstance(command, click.Group):
                yield from list_commands(command, f"{path} {name}")


def test_short_helps_fit_on_a_line() -> None:
    """The line of a command in a list has at most 60 characters and ends with a period."""
    helps = {name: command.get_short_help_str(limit=200) for name, command in list_commands(cli)}
    form = re.compile(r"[A-Z].{1,58}\.")

    assert {} == {name: text for name, text in helps.items() if not form.fullmatch(text)}


def list_docstrings() -> Iterator[tuple[str, str]]:
    """Yield each docstring in src after its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                docstring = ast.get_docstring(node)
                if docstring:
                    yield f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 1)}", docstring


def test_docstrings_begin_with_a_verb_or_a_noun() -> None:
    """No docstring begins with a question word."""
    question = re.compile(r"(What|Which|Whom?|Where|Whose|How|Whether|When)\b")
    assert [] == [f"{place}: {text}" for place, text in list_docstrings() if question.match(text)]


def test_docstrings_say_is_not_a() -> None:
    """No docstring says "is no X"."""
    calque = re.compile(r"(?<!there )\b(is|are|was|were) no\b(?! longer)", re.IGNORECASE)
    assert [] == [f"{place}: {text}" for place, text in list_docstrings() if calque.search(text)]
