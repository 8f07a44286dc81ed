"""Define the subject of lint: a resolved profile, stack or directory file with the requests that follow from it."""

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import BASE_URL, LOCATION, PROJECT
from vxenv.catalogue.fallbacks import Fallback, find_fallbacks
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import GLOBAL
from vxenv.catalogue.models import NO, YES
from vxenv.catalogue.roles import Role, resolve_roles
from vxenv.catalogue.secrets import redact_text
from vxenv.catalogue.sightings import Sighting, Sightings
from vxenv.catalogue.variables import load_variables
from vxenv.checks.finding import Finding, Fix
from vxenv.errors import build_edit_hint, quote_word
from vxenv.paths import find_profiles_directory, shorten_path
from vxenv.profiles.document import Document, Setting
from vxenv.profiles.names import SLASH
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.store import suggest_copy

_LONGEST = 300


class Subject(NamedTuple):
    """A resolved profile, stack or directory file."""

    # Name for hints, "" for the active stack.
    name: str
    # Resolved stack.
    resolved: Resolved
    # Values of the variables that it sets.
    values: Mapping[str, str]
    # Requests that Claude Code would make with them; none if they do not go to Vertex.
    slots: tuple[Role, ...]
    # Catalogue.
    known: Knowledge
    # Day for comparisons of dates.
    today: dt.date
    # Version of Claude Code.
    client: Version
    # Whether other profiles extend it; it may then be incomplete.
    base: bool
    # Recent results of probes in its project.
    seen: Sightings
    # Fallbacks by role, for models that Claude Code replaces if they are refused.
    fallbacks: Mapping[str, Fallback]
    # The user's own values of variables in the shell, as far as they matter.
    originals: Mapping[str, str] = MappingProxyType({})

    @property
    def top(self) -> Document:
        """The last document, which overrides the others."""
        return self.resolved.documents[-1]

    @property
    def is_placed(self) -> bool:
        """True if it sets a project or a location; otherwise it is a layer."""
        return bool(self.slots) and bool({PROJECT, LOCATION} & self.values.keys())

    @property
    def is_whole(self) -> bool:
        """True if it is complete, and Claude Code's defaults apply where it sets nothing."""
        return bool(self.slots) and PROJECT in self.values and not self.base

    @property
    def is_gateway(self) -> bool:
        """True if requests go to a gateway, which may serve any model."""
        return BASE_URL in self.values and any(not slot.host.endswith(".googleapis.com") for slot in self.slots)

    def find_place(self, slot: Role) -> str:
        """Return the location of `slot`; global for a layer without one, which does not restrict it."""
        return slot.location if slot.location_origin or self.is_whole else GLOBAL

    def find_sighting(self, slot: Role) -> Sighting | None:
        """Return the result of a recent probe of the request of `slot`, None for none."""
        return self.seen.get((slot.model, slot.location))

    def find_verdict(self, slot: Role) -> str:
        """Return whether the model of `slot` is served, from a recent probe or else from the catalogue."""
        sighting = self.find_sighting(slot)
        return slot.served if sighting is None else YES if sighting.served else NO

    def describe_fallback(self, slot: Role) -> str:
        """Return the fallback for a refused model of `slot` as a verb phrase, "" if the request fails."""
        fallback = self.fallbacks.get(slot.name)
        end = fallback.end if fallback else None
        if end is None:
            # Only small/fast work falls back to the main model.
            small = slot.name == "small/fast" and slot.rule == "default" and slot.model != self.slots[0].model
            return "falls back to the main model" if small else ""
        place = "" if end.location == slot.location else f" in {end.location}"
        return f"falls back to {end.model}{place}" + ("" if self.find_verdict(end) == YES else " if it is served")

    def find_setting(self, variable: str) -> Setting | None:
        """Return the setting or unsetting of `variable`, None if the stack does not mention it."""
        return self.resolved.settings.get(variable) or self.resolved.additions.get(variable)

    def make_finding(
        self, severity: str, variable: str, what: str, hints: tuple[str, ...] = (), fix: Fix | None = None
    ) -> Finding:
        """Return a finding at the line that sets `variable`, else at its table, else at the top of the document."""
        setting = self.resolved.find_setting(variable)
        what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"  # a value may be as long as the file
        if setting:
            return Finding("", severity, what, setting.path, setting.text, setting.key, hints, fix)
        known = load_variables().by_name.get(variable)
        key = (known.table,) if known and known.key else ()
        return Finding("", severity, what, self.top.path, self.top.text, key, hints, fix)

    def make_fix(self, variable: str, value: object) -> Fix | None:
        """Return the change that gives `variable` another value where it is set; the value None removes it."""
        setting = self.find_setting(variable)
        if setting is None or not is_stored(setting.path):
            return None
        return Fix(self.find_owner(setting).name, setting.path, {setting.key: value})

    def find_owner(self, setting: Setting) -> Document:
        """Return the document that contains `setting`."""
        return next(one for one in self.resolved.documents if one.path == setting.path)

    def render_set(self, variable: str, value: str) -> str:
        """Return the command that gives `variable` another value where it is set, or where it belongs."""
        setting = self.find_setting(variable)
        return render_set_command(
            self.find_owner(setting) if setting else self.top, [(_find_key(variable, setting), value)]
        )

    def render_unset(self, variable: str) -> str:
        """Return the command that removes `variable` where it is set."""
        setting = self.find_setting(variable)
        owner = self.find_owner(setting) if setting else self.top
        key = _find_key(variable, setting)
        return f"vxenv unset {owner.name} {key}" if is_stored(owner.path) else suggest_edit(owner)


def render_set_command(owner: Document, pairs: list[tuple[str, str]]) -> str:
    """Return the shell command that sets keys of `owner`, or opens it in an editor if it is not a profile."""
    from shlex import quote  # noqa: PLC0415 - only needed for a finding

    if is_stored(owner.path) and any(redact_text(value) != value for _, value in pairs):
        return f"vxenv edit {owner.name}"  # keeps a secret out of the hint
    if not is_stored(owner.path):
        return suggest_edit(owner)
    return f"vxenv set {owner.name} {' '.join(quote(f'{key}={value}') for key, value in pairs)}"


def suggest_edit(owner: Document) -> str:
    """Return the command that opens a document in an editor, or copies a profile of a source, which is read-only."""
    return suggest_copy(owner.name) if SLASH in owner.name else build_edit_hint(shorten_path(owner.path))


def suggest_opening(owner: Document) -> str:
    """Return the command that opens a profile by its name, or copies one of a source."""
    return suggest_copy(owner.name) if SLASH in owner.name else f"vxenv edit {quote_word(owner.name)}"


def is_stored(path: str) -> bool:
    """Tell whether the document at `path` is a profile of the user's own, which commands can change."""
    return os.path.dirname(path) == find_profiles_directory()


def join_words(words: Sequence[str]) -> str:
    """Return `words` as a list in a sentence: ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _find_key(variable: str, setting: Setting | None) -> str:
    """Return the key that sets `variable`, or the one that could."""
    known = load_variables().by_name.get(variable)
    if known and known.key:
        return known.key
    if setting:
        return ".".join(setting.key)
    return variable if "." in variable else f"env.{variable}"


def build_subject(
    name: str,
    resolved: Resolved,
    known: Knowledge,
    *,
    today: dt.date,
    client: Version,
    base: bool = False,
    recall: Callable[[str], Sightings] | None = None,
    originals: Mapping[str, str] = MappingProxyType({}),
) -> Subject:
    """Return the subject of a resolved stack.

    `recall` returns the recent results of probes in a project. `originals` are the user's own values in the shell in
    which the stack is or becomes active.
    """
    values = {variable: value for variable, value in resolved.list_values().items() if value is not None}
    requests = resolve_roles(values, client, known, today=today)
    # Probes of a gateway do not count: several gateways may use the same project.
    seen = recall(values.get(PROJECT, "")) if recall and requests and BASE_URL not in values else {}
    examined = Subject(name, resolved, values, requests, known, today, client, base, seen, {}, originals)
    return examined._replace(
        fallbacks=find_fallbacks(values, client, known, today=today, served=examined.find_verdict)
    )
