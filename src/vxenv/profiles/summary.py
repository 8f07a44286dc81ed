"""Summary of a stack in one line."""

from collections.abc import Mapping

from vxenv.catalogue.environment import DEFAULT_MODEL, LOCATION, MAIN_MODEL, PROJECT
from vxenv.catalogue.secrets import redact_text
from vxenv.paths import escape_text
from vxenv.profiles.resolve import Resolved

# Variables that determine the main model, by precedence.
_MAIN_MODEL = (
    MAIN_MODEL,
    DEFAULT_MODEL,
    "ANTHROPIC_DEFAULT_OPUS_MODEL",
    "ANTHROPIC_DEFAULT_SONNET_MODEL",
)


def find_main_model(values: Mapping[str, str | None]) -> str | None:
    """Return the model with which a session starts, None if `values` do not determine it."""
    return next((values[name] for name in _MAIN_MODEL if values.get(name)), None)


def render_summary(stack: str, resolved: Resolved, main_location: str = "") -> str:
    """Return one line: the stack, then project, location and main model if they are set.

    `main_location` is the location of the main model if it differs.
    """
    values = resolved.list_values()
    model = find_main_model(values)
    if main_location:
        model = f"{model or 'main model'} in {main_location}"
    facts = [redact_text(fact) for fact in (values.get(PROJECT), values.get(LOCATION), model) if fact]
    mark = " [protected]" if resolved.protected else ""
    return escape_text(f"{stack}{mark}  {' · '.join(facts)}".rstrip())
