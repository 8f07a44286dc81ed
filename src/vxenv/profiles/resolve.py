"""From a stack of profiles to a value, or "unset", for every managed variable."""

import functools
import sys
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.catalogue.environment import SKIP_AUTH, USE_VERTEX
from vxenv.catalogue.variables import list_cleared, load_variables
from vxenv.env_diff import EnvDiff, Op
from vxenv.errors import DocumentError, UnknownProfileError
from vxenv.profiles.document import Document, Setting
from vxenv.profiles.store import Store

DEEPEST = 64


@functools.cache
def _list_order() -> dict[str, int]:
    """Return the place of each variable in the catalogue."""
    return {name: at for at, name in enumerate(load_variables().by_name)}


class Resolved(NamedTuple):
    """What a stack comes to."""

    # Those it was made from, later ones winning.
    documents: tuple[Document, ...]
    # By the variable that the stack names.
    settings: dict[str, Setting]
    # Variables that it unsets because they are closed and it does not name them. Vertex's own switch is none of them:
    # a stack that does not name it turns it on.
    clears: tuple[str, ...]

    @property
    def protected(self) -> bool:
        """Whether one of the documents is protected."""
        return any(document.protected for document in self.documents)

    def list_values(self) -> dict[str, str | None]:
        """Return every managed variable's value, None for unset, in the catalogue's order, others by name."""
        order = _list_order()
        values: dict[str, str | None] = dict.fromkeys(self.clears)
        values |= {name: setting.value for name, setting in self.settings.items()}
        if USE_VERTEX not in self.settings:
            values[USE_VERTEX] = "1"
        return {name: values[name] for name in sorted(values, key=lambda name: (order.get(name, len(order)), name))}

    def list_references(self) -> dict[str, str]:
        """Return the variables that are secrets elsewhere, each with its reference; `values` has None for them."""
        return {name: setting.secret for name, setting in self.settings.items() if setting.secret}

    def list_operations(self) -> EnvDiff:
        """Return the operations that bring the stack about, in the order of `values`."""
        return tuple(Op(name, value) for name, value in self.list_values().items())


def resolve_stack(names: Iterable[str], store: Store, top: Document | None = None) -> Resolved:
    """Return what the stack `names` comes to, with `top`, a directory file, laid over it.

    Raises UnknownProfileError and DocumentError; cycles and missing parents are drawn as a chain.
    """
    documents: list[Document] = []
    lines: dict[str, tuple[Document, ...]] = {}
    for name in names:
        documents.extend(_flatten(name, (), None, store, lines))
    if top is not None:
        documents.append(top)
    settings: dict[str, Setting] = {}
    for document in documents:
        settings |= document.settings
    sys.audit("vxenv.decided", "{}: {} variables", documents, len(settings))
    skip = settings.get(SKIP_AUTH)
    clears = list_cleared(skip_auth=skip is not None and skip.value is not None)
    return Resolved(
        tuple(documents), settings, tuple(name for name in clears if name not in settings and name != USE_VERTEX)
    )


def _flatten(
    name: str,
    chain: tuple[str, ...],
    child: Document | None,
    store: Store,
    lines: dict[str, tuple[Document, ...]],
) -> tuple[Document, ...]:
    """Return the profile `name` behind all that it extends; `chain` is the way to it from the top.

    A document that is met twice counts where it is met last: what it said before is said again there. `lines` keeps
    what was found, so that many ways to one profile cost no more than one.
    """
    drawn = " → ".join((*chain, name))
    where = child.find_line("extends") if child and (name in chain or len(chain) >= DEEPEST) else ""
    if name in chain:
        raise DocumentError(f"profiles extend each other in a circle: {drawn}", where=where)
    if len(chain) >= DEEPEST:
        raise DocumentError(f"profiles extend each other more than {DEEPEST} deep", where=where)
    if name not in lines:
        try:
            document = store.load(name)
        except UnknownProfileError as error:
            if child is None:
                raise
            raise DocumentError(
                f"{error.what} ({drawn})", where=child.find_line("extends"), hint=error.hint
            ) from error
        line: dict[str, Document] = {}
        for parent in document.names:
            for ancestor in _flatten(parent, (*chain, name), document, store, lines):
                line.pop(ancestor.name, None)
                line[ancestor.name] = ancestor
        lines[name] = (*line.values(), document)
    return lines[name]
