"""The variables of one side of a comparison, for people."""

from vxenv.checks.comparison import Side
from vxenv.cli.output.review import quote
from vxenv.cli.output.terminal import value_text
from vxenv.profiles.secret_reference import reference_text


def render_variable(side: Side, name: str) -> str:
    """Return the variable `name` of `side`, its secrets hidden; all of it where it is somebody else's."""
    reference, value = side.secret(name), side.value(name)
    if reference:
        return reference_text(reference)
    return quote(value) if name in side.foreign and value is not None else value_text(name, value)
