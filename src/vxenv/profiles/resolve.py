"""Resolve a stack of profiles to a value, or unset, for each managed variable."""

import functools
import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from vxenv.catalogue.environment import (
    CLAUDE_DIRECTORY,
    CREDENTIALS,
    OTLP_ENDPOINT,
    OTLP_PROTOCOL,
    SKIP_AUTH,
    TELEMETRY,
    USE_VERTEX,
)
from vxenv.catalogue.login_file import render_refresh_command
from vxenv.catalogue.variables import list_cleared, load_variables
from vxenv.env_diff import EnvDiff, Op
from vxenv.errors import DocumentError, UnknownProfileError
from vxenv.profiles.document import Document, Setting, is_isolating
from vxenv.profiles.names import list_sources, render_stack, split_source
from vxenv.profiles.policy_files import PolicyFile, is_protected
from vxenv.profiles.source_files import has_source
from vxenv.profiles.store import Store

if TYPE_CHECKING:
    from vxenv.profiles.value_merge import ValueMerge

DEEPEST = 64
# The variables of the table telemetry.
_TELEMETRY = frozenset((TELEMETRY, OTLP_ENDPOINT, OTLP_PROTOCOL))
_NONE: Mapping[str, str] = MappingProxyType({})


@functools.cache
def _list_order() -> dict[str, int]:
    """Return the position of each variable in the catalogue."""
    return {name: at for at, name in enumerate(load_variables().by_name)}


class Resolved(NamedTuple):
    """Resolved stack."""

    # The documents of the stack, after the user's values for their sources; later ones override earlier ones.
    documents: tuple[Document, ...]
    # The settings by variable.
    settings: dict[str, Setting]
    # Closed variables that are unset because the stack does not set them. CLAUDE_CODE_USE_VERTEX is not among them: a
    # stack that does not set it enables Vertex.
    clears: tuple[str, ...]
    # The policy files that bind the stack, existing or not.
    policies: tuple[PolicyFile, ...] = ()
    # The labels, and the keys of telemetry that are not variables, by key; see `additions`.
    additions: Mapping[str, Setting] = MappingProxyType({})
    # The name of the stack, "" for a single document without one.
    stack: str = ""

    @property
    def protected(self) -> bool:
        """True if one of the documents is protected, by itself or by a policy."""
        return any(document.protected for document in self.documents) or any(
            is_protected(document.name, file) for file in self.policies for document in self.documents
        )

    @property
    def budgets(self) -> tuple[Document, ...]:
        """The documents with a budget, each once. Each counts the sessions of every stack that it is part of."""
        last = {document.name: document for document in reversed(self.documents) if document.budget}
        return tuple(reversed(last.values()))

    @property
    def budget(self) -> int:
        """The monthly budget in cents of the last document that has one, 0 for none."""
        return self.budgets[-1].budget if self.budgets else 0

    @property
    def is_bound(self) -> bool:
        """True if a policy file exists that binds the stack."""
        return any(file.exists for file in self.policies)

    def list_values(
        self, originals: Mapping[str, str] = _NONE, secrets: Mapping[str, str] = _NONE
    ) -> dict[str, str | None]:
        """Return the value of each managed variable, None for unset, in the catalogue's order, then by name.

        Args:
            originals: The user's own values, with which some values are merged; see `list_merged_variables`.
            secrets: Secrets that were read, by variable.
        """
        order = _list_order()
        values: dict[str, str | None] = dict.fromkeys(self.clears)
        values |= {name: setting.value for name, setting in self.settings.items()}
        values |= secrets
        if USE_VERTEX not in self.settings:
            values[USE_VERTEX] = "1"
        if self.has_merge:
            values |= self._make_merge().merge(values, originals)
        return {name: values[name] for name in sorted(values, key=lambda name: (order.get(name, len(order)), name))}

    @property
    def has_merge(self) -> bool:
        """True if the stack has labels or telemetry, which are merged with the user's own values."""
        return bool(self.additions) or not _TELEMETRY.isdisjoint(self.settings)

    def list_merged_variables(self) -> tuple[str, ...]:
        """Return the variables whose values depend on the user's own ones, the `originals` of `list_values`."""
        return self._make_merge().list_variables() if self.has_merge else ()

    def find_setting(self, name: str) -> Setting | None:
        """Return the setting of the variable `name`, or of the label or key of telemetry `name`.

        For a merged variable that the stack does not set itself, return the first setting that is merged into it.
        """
        setting = self.settings.get(name) or self.additions.get(name)
        return self._make_merge().find_setting(name) if setting is None and self.has_merge else setting

    def list_settings_keys(self) -> dict[str, str]:
        """Return the keys of Claude Code's settings that the stack sets, besides env."""
        credentials = self.settings.get(CREDENTIALS)
        command = render_refresh_command(credentials.value or "") if credentials else ""
        keys = {"gcpAuthRefresh": command} if command else {}
        return keys | self._make_merge().list_settings_keys() if self.has_merge else keys

    def list_labels(self) -> dict[str, str]:
        """Return the labels of the stack."""
        return self._make_merge().list_labels() if self.additions else {}

    def _make_merge(self) -> "ValueMerge":
        from vxenv.profiles.value_merge import ValueMerge  # noqa: PLC0415 - not needed for most stacks

        return ValueMerge(self.settings, self.additions, self.stack)

    def list_references(self) -> dict[str, str]:
        """Return the references to secrets by variable; `list_values` has None for these."""
        return {name: setting.secret for name, setting in self.settings.items() if setting.secret}

    @property
    def isolated(self) -> str:
        """The directory of Claude Code that an isolated stack has for itself, "" for a stack that is not isolated."""
        setting = self.settings.get(CLAUDE_DIRECTORY)
        return setting.value or "" if setting and is_isolating(setting) else ""

    @property
    def links(self) -> tuple[str, ...]:
        """The parts of the user's directory of Claude Code that an isolated stack shares."""
        return next((document.links for document in reversed(self.documents) if document.links), ())

    def list_operations(self, originals: Mapping[str, str] = _NONE, secrets: Mapping[str, str] = _NONE) -> EnvDiff:
        """Return the operations that apply the stack, in the order of `list_values`, which has the arguments."""
        return tuple(Op(name, value) for name, value in self.list_values(originals, secrets).items())


def resolve_stack(names: Iterable[str], store: Store, top: Document | None = None) -> Resolved:
    """Resolve the stack `names`, overridden by `top`, a directory file.

    Raises UnknownProfileError and DocumentError; the messages show cycles and missing parents as a chain.
    """
    names = tuple(names)
    documents: list[Document] = []
    lines: dict[str, tuple[Document, ...]] = {}
    for name in names:
        try:
            documents.extend(_flatten(name, (), None, store, lines))
        except UnknownProfileError:
            if top and top.source and not has_source(split_source(name)[0]):
                raise _build_missing_source(name, top.source) from None
            raise
    # The user's values for the keys that a source requires apply where no profile of the stack sets them.
    values = map(store.load_values, list_sources(document.name for document in documents))
    documents = [*filter(None, values), *documents, *filter(None, [top])]
    settings: dict[str, Setting] = {}
    additions: dict[str, Setting] = {}
    for document in documents:
        settings |= document.settings
        additions |= document.additions
    sys.audit("vxenv.decided", "{}: {} variables", documents, len(settings))
    skip = settings.get(SKIP_AUTH)
    clears = list_cleared(skip_auth=skip is not None and skip.value is not None)
    return Resolved(
        tuple(documents),
        settings,
        tuple(name for name in clears if name not in settings and name != USE_VERTEX),
        store.list_policy_files(document.name for document in documents),
        additions,
        render_stack(names) or (top.name if top else ""),
    )


def _build_missing_source(name: str, url: str) -> UnknownProfileError:
    """Return the error for a profile of a missing source, of which a directory file has the address `url`."""
    from vxenv.profiles.source_url import render_add_command  # noqa: PLC0415 - only needed for errors

    source = split_source(name)[0]
    return UnknownProfileError(f'no source "{source}"', hint=render_add_command(source, url))


def _flatten(
    name: str,
    chain: tuple[str, ...],
    child: Document | None,
    store: Store,
    lines: dict[str, tuple[Document, ...]],
) -> tuple[Document, ...]:
    """Return the profile `name` after all profiles that it extends; `chain` is the path to it from the top.

    A document that occurs twice is used only in its last position. `lines` caches results, so that a profile that is
    extended several times is flattened once.
    """
    drawn = " → ".join((*chain, name))
    where = child.find_line("extends") if child and (name in chain or len(chain) >= DEEPEST) else ""
    if name in chain:
        raise DocumentError(f"profiles extend each other in a cycle: {drawn}", where=where)
    if len(chain) >= DEEPEST:
        raise DocumentError(f"profiles extend each other more than {DEEPEST} levels deep", where=where)
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
