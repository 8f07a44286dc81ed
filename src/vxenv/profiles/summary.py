"""One line for people about a stack."""

from collections.abc import Mapping

from vxenv.catalogue.environment import DEFAULT_MODEL, LOCATION, MAIN_MODEL, PROJECT
from vxenv.catalogue.secrets import redact_text
from vxenv.paths import escape_text
from vxenv.profiles.resolve import Resolved

# In the order in which they name the model that a session starts with.
_MAIN_MODEL = (
    MAIN_MODEL,
    DEFAULT_MODEL,
    "ANTHROPIC_DEFAULT_OPUS_MODEL",
    "ANTHROPIC_DEFAULT_SONNET_MODEL",
)


def find_main_model(values: Mapping[str, str | None]) -> str | None:
    """Return the model that a session starts with, as far as `values` say."""
    return next((values[name] for name in _MAIN_MODEL if values.get(name)), None)


def render_summary(stack: str, resolved: Resolved, main_location: str = "") -> str:
    """Return one line for people: the stack, then project, location and main model as far as they are set.

    `main_location` is where requests for the main model go, if that is elsewhere.
    """
    values = resolved.list_values()
    model = find_main_model(values)
    if main_location:
        model = f"{model or 'the main model'} at {main_location}"
    facts = [redact_text(fact) for fact in (values.get(PROJECT), values.get(LOCATION), model) if fact]
    mark = " [protected]" if resolved.protected else ""
    return escape_text(f"{stack}{mark}  {' · '.join(facts)}".rstrip())
