"""References to secrets in external stores: ``env.NAME = { secret = "pass:acme/token" }``.

Only `exec` resolves them, when it starts a program. Everywhere else such a variable is unset, so that no value from
another origin takes its place. A reference names an entry in a store of secrets, never a program.
"""

import re
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from vxenv.catalogue.value_types import ShapeError
from vxenv.catalogue.variables import load_variables

_KEY = "secret"
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_.@+-]*"


class Store(NamedTuple):
    """Store of secrets."""

    # The pattern of a reference; its groups are the arguments of `command`. Compiled at need, since hooks import this.
    pattern: str
    # An example of a reference.
    example: str
    # A function that returns the command that prints the secret.
    command: Callable[..., list[str]]
    # Whether the secret is only the first line of the output.
    first_line: bool = False


def _build_gcloud_command(project: str, name: str, version: str | None) -> list[str]:
    # https://cloud.google.com/sdk/gcloud/reference/secrets/versions/access
    words = ["gcloud", "secrets", "versions", "access", version or "latest"]
    return [*words, f"--secret={name}", f"--project={project}"]


def _build_keyring_command(service: str, user: str) -> list[str]:
    # The attributes are those of the Python package keyring, for interoperability.
    if sys.platform == "darwin":
        return ["security", "find-generic-password", "-w", "-s", service, "-a", user]
    return ["secret-tool", "lookup", "service", service, "username", user]


def _build_onepassword_command(address: str) -> list[str]:
    return ["op", "read", address]  # https://developer.1password.com/docs/cli/reference/commands/read


def _build_pass_command(path: str) -> list[str]:
    return ["pass", "show", path]  # the first line is the password: https://www.passwordstore.org


STORES = (
    Store(
        r"gcloud:([a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{6,20})/([A-Za-z0-9_][A-Za-z0-9_-]{0,254})(?:/(latest|[0-9]{1,9}))?",
        "gcloud:PROJECT/NAME",
        _build_gcloud_command,
    ),
    Store(rf"keyring:({_WORD})/({_WORD})", "keyring:SERVICE/USER", _build_keyring_command),
    Store(rf"(op://{_WORD}(?: {_WORD})*(?:/{_WORD}(?: {_WORD})*){{2,3}})", "op://VAULT/ITEM/FIELD",
          _build_onepassword_command),
    Store(rf"pass:({_WORD}(?:/{_WORD})*)", "pass:PATH", _build_pass_command, first_line=True),
)  # fmt: skip


def is_reference(value: Any) -> bool:  # noqa: ANN401 - whatever TOML holds
    """Tell whether `value` is a reference, valid or not."""
    return isinstance(value, dict) and _KEY in value


def is_secret_reference(reference: str) -> bool:
    """Tell whether `reference` has a valid form."""
    return any(re.fullmatch(store.pattern, reference) for store in STORES)


def is_secret_allowed(name: str) -> bool:
    """Tell whether the variable `name` can be a secret: other commands do not need its value."""
    known = load_variables().by_name.get(name)
    return not known or (known.cleared != "always" and known.type in ("secret", "headers", "text"))


def read_reference(name: str, value: dict[str, Any]) -> str:
    """Return the reference in the table `value` for the variable `name`. Raises ShapeError."""
    examples = ", ".join(store.example for store in STORES)
    if set(value) != {_KEY} or not isinstance(value[_KEY], str):
        raise ShapeError('must be { secret = "…" }', f"expected one of: {examples}")
    if not is_secret_reference(value[_KEY]):
        raise ShapeError("invalid secret reference", f"expected one of: {examples}")
    if not is_secret_allowed(name):
        raise ShapeError("cannot be a secret: other commands need its value", f"see: vxenv vars {name}")
    return str(value[_KEY])


def build_table(reference: str) -> dict[str, str]:
    """Return the table for `reference` in a profile."""
    return {_KEY: reference}


def find_store(reference: str) -> tuple[Store, list[str]]:
    """Return the store of `reference` and the command that prints the secret."""
    for store in STORES:
        found = re.fullmatch(store.pattern, reference)
        if found:
            return store, store.command(*found.groups())
    raise ValueError(reference)


def describe_reference(reference: str) -> str:
    """Return the text shown for a reference in place of a value."""
    return f"(secret: {reference})"
