"""The variables of one side of a comparison, for people."""

from vxenv.checks.comparison import Side
from vxenv.cli.output.review import quote_foreign
from vxenv.cli.output.terminal import render_value
from vxenv.profiles.secret_reference import describe_reference


def render_variable(side: Side, name: str) -> str:
    """Return the variable `name` of `side` with secrets hidden, or unmasked if it comes from a directory file."""
    reference, value = side.find_secret(name), side.find_value(name)
    if reference:
        return describe_reference(reference)
    return quote_foreign(value) if name in side.foreign and value is not None else render_value(name, value)
