"""Test the list of user-visible texts."""

import ast

import pytest

from user_strings import list_texts, render


@pytest.fixture(scope="module")
def texts() -> dict[str, set[str]]:
    """Return the texts of each file."""
    found: dict[str, set[str]] = {}
    for text in list_texts():
        found.setdefault(text.path, set()).add(text.text)
    return found


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/vxenv/plans/build.py", "no active profile; environment restored"),
        ("src/vxenv/cli/commands/add.py", "Google Cloud project ID."),
        ("src/vxenv/activation/allowed_file.py", "vxenv: {} is invalid and not allowed (details: vxenv allow)"),
    ],
)
def test_a_text_is_listed(texts: dict[str, set[str]], path: str, text: str) -> None:
    """Messages, help texts and notices are listed with their file, and values in them as braces."""
    assert text in texts[path]


@pytest.mark.parametrize(
    "path", ["src/vxenv/checks/lint/model_rules.py", "src/vxenv/google/failures.toml", "shell/vxenv.bash"]
)
def test_each_kind_of_file_is_read(texts: dict[str, set[str]], path: str) -> None:
    """Rules, failures and hooks have texts."""
    assert texts[path]


def test_docstrings_are_not_listed(texts: dict[str, set[str]]) -> None:
    """Docstrings for developers are not listed."""
    assert not any(text.startswith("Return ") for several in texts.values() for text in several)


@pytest.mark.parametrize(("source", "text"), [('"a b"', "a b"), ('f"a {b} c"', "a {} c"), ("b", None), ("1", None)])
def test_render(source: str, text: str | None) -> None:
    """A value in a text is a pair of braces, and other expressions give nothing."""
    assert text == render(ast.parse(source, mode="eval").body)
