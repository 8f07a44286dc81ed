"""Describe the behaviour of Claude Code for a model ID that it does not know."""

from vxenv.catalogue.clients import Version
from vxenv.catalogue.models import ALIASES
from vxenv.checks.lint.subject import Subject
from vxenv.paths import escape_text


def describe_unknown(subject: Subject, model: str) -> str:
    """Return how Claude Code treats the unknown ID `model`, "" for a known one.

    Measured on Claude Code 2.1.197, 2.1.330 and 2.1.332.
    """
    client = subject.known.clients.find_client(subject.client)
    plain = model.partition("@")[0]
    known = {name.partition("@")[0] for name in client.models}
    if plain in known or model.lower() in ALIASES or subject.is_gateway:
        return ""
    row = subject.known.models.find(model)
    if row and (row.id in client.models or row.is_gone(subject.today)):
        return ""
    name = escape_text(model) if row else f'"{escape_text(model)}"'
    text = f"Claude Code {subject.client} does not know {name}; it sends the ID unchanged"
    like = max((name for name in known if plain.startswith(f"{name}-")), key=len, default="")
    if like and client.unknown_prefix:
        return f"{text} and treats the model like {like}"
    return f"{text}, assumes {client.unknown_window} of context and 32K of output, and ignores modelOverrides"


def find_first(subject: Subject, model: str) -> Version | None:
    """Return the first version newer than that of `subject` that is known to support `model`, None for none."""
    known = subject.known.clients
    later = (version for version, row in known.changes if version > subject.client and model in row.get("models", ()))
    return next(later, None)
