"""What a version of Claude Code makes of the id of a model that it does not know."""

from vxenv.catalogue.clients import Version
from vxenv.catalogue.models import ALIASES
from vxenv.checks.lint.subject import Subject
from vxenv.paths import escape_text


def describe_unknown(subject: Subject, model: str) -> str:
    """Return what the client makes of the id `model`, or "" if it knows it.

    What it does was measured on Claude Code 2.1.197, 2.1.330 and 2.1.332.
    """
    client = subject.known.clients.find_client(subject.client)
    plain = model.partition("@")[0]
    known = {name.partition("@")[0] for name in client.models}
    if plain in known or model.lower() in ALIASES or subject.is_gateway:
        return ""
    row = subject.known.models.find(model)
    if row and (row.id in client.models or row.is_gone(subject.today)):
        return ""
    text = f"Claude Code {subject.client} does not know {escape_text(model)}: it is sent as written"
    like = max((name for name in known if plain.startswith(f"{name}-")), key=len, default="")
    if like and client.unknown_prefix:
        return f"{text}, and taken for {like} in all else"
    return f"{text}, with {client.unknown_window} of context and 32K of output, and modelOverrides do not apply"


def find_first(subject: Subject, model: str) -> Version | None:
    """Return the first version, newer than the one looked at, that knows `model`, as far as is known."""
    known = subject.known.clients
    later = (version for version, row in known.changes if version > subject.client and model in row.get("models", ()))
    return next(later, None)
