"""The code for PowerShell, to the letter: the shell itself is in no registry that the tests install from."""

import pytest

from vxenv.delta import Op
from vxenv.shells.pwsh import assignments, quote


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "''"),
        ("plain", "'plain'"),
        ('$HOME `n $(evil) "x"; -n', "'$HOME `n $(evil) \"x\"; -n'"),
        ("it's", "'it''s'"),
        ("'; evil; '", "'''; evil; '''"),
        ("\u2018; evil; \u2019", "('' + [char]8216 + '; evil; ' + [char]8217)"),
        ("\u201a\u201b", "('' + [char]8218 + [char]8219)"),
        ("a\r\nb\n", "('' + 'a' + [char]13 + [char]10 + 'b' + [char]10)"),
        ("\x85", "('' + [char]133)"),
        ("\U0001f600", "('' + [char]55357 + [char]56832)"),
        ("e\u0301", "('' + 'e' + [char]769)"),
    ],
)
def test_quote(value: str, code: str) -> None:
    """Nothing but printable ASCII stands between quotes, with its own quotes doubled; the rest are numbers."""
    assert code == quote(value)


def test_assignments() -> None:
    """What is set is assigned, and what is to be unset is removed, which is no error where it was not set."""
    code = "$env:A = 'a b'\nRemove-Item -LiteralPath Env:B -ErrorAction Ignore\n"
    assert code == assignments((Op("A", "a b"), Op("B", None)))
