"""What lint looks at: one profile with all that it builds on, and what would come of it."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
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
from vxenv.errors import build_edit_hint
from vxenv.paths import find_profiles_directory, shorten_path
from vxenv.profiles.document import Document, Setting
from vxenv.profiles.resolve import Resolved

_LONGEST = 300


class Subject(NamedTuple):
    """One profile, stack or directory file, resolved."""

    # Its name for hints, "" for what is active.
    name: str
    # What it comes to.
    resolved: Resolved
    # The variables that it sets.
    values: Mapping[str, str]
    # The requests that Claude Code would make with them; none if they do not go to Vertex.
    slots: tuple[Role, ...]
    # The catalogue.
    known: Knowledge
    # The day that dates are compared with.
    today: dt.date
    # The version of Claude Code.
    client: Version
    # Whether other profiles build on it, so that it need not be whole.
    base: bool
    # What probes saw in its project lately.
    seen: Sightings
    # The roles whose model Claude Code replaces if it is refused.
    fallbacks: Mapping[str, Fallback]

    @property
    def top(self) -> Document:
        """The document that everything else lies under."""
        return self.resolved.documents[-1]

    @property
    def is_placed(self) -> bool:
        """Whether it says where requests go; what does not is made to be laid on another."""
        return bool(self.slots) and bool({PROJECT, LOCATION} & self.values.keys())

    @property
    def is_whole(self) -> bool:
        """Whether it is all that a session needs, so that what it leaves open is the client's to choose."""
        return bool(self.slots) and PROJECT in self.values and not self.base

    @property
    def is_gateway(self) -> bool:
        """Whether requests go to somebody's own address, who may serve anything."""
        return BASE_URL in self.values and any(not slot.host.endswith(".googleapis.com") for slot in self.slots)

    def find_place(self, slot: Role) -> str:
        """Return where `slot` is sent as far as this says; what is laid on another profile goes anywhere."""
        return slot.location if slot.location_origin or self.is_whole else GLOBAL

    def find_sighting(self, slot: Role) -> Sighting | None:
        """Return what a probe saw of what `slot` asks for, if one did lately."""
        return self.seen.get((slot.model, slot.location))

    def find_verdict(self, slot: Role) -> str:
        """Return whether what `slot` asks for is served, as a probe saw it lately, else as the catalogue says."""
        sighting = self.find_sighting(slot)
        return slot.served if sighting is None else YES if sighting.served else NO

    def describe_fallback(self, slot: Role) -> str:
        """Return what the client does where the model of `slot` is refused, as a verb, or "" if the request fails."""
        fallback = self.fallbacks.get(slot.name)
        end = fallback.end if fallback else None
        if end is None:
            # Small, fast work alone goes to the main model.
            small = slot.name == "small/fast" and slot.rule == "default" and slot.model != self.slots[0].model
            return "falls back to the main model" if small else ""
        there = "there" if end.location == slot.location else f"at {end.location}"
        return f"falls back to {end.model} {there}" + ("" if self.find_verdict(end) == YES else ", if it is served")

    def find_setting(self, variable: str) -> Setting | None:
        """Return what sets or unsets `variable`, if anything does."""
        return self.resolved.settings.get(variable)

    def make_finding(
        self, severity: str, variable: str, what: str, hints: tuple[str, ...] = (), fix: Fix | None = None
    ) -> Finding:
        """Return a finding where `variable` is set, else where its table is, else at the top of the document."""
        setting = self.find_setting(variable)
        what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"  # a value may be as long as the file
        if setting:
            return Finding("", severity, what, setting.path, setting.text, setting.key, hints, fix)
        known = load_variables().by_name.get(variable)
        key = (known.table,) if known and known.key else ()
        return Finding("", severity, what, self.top.path, self.top.text, key, hints, fix)

    def make_fix(self, variable: str, value: object) -> Fix | None:
        """Return the change that gives `variable` another value where it is set; None as the value takes it out."""
        setting = self.find_setting(variable)
        if setting is None or not is_stored(setting.path):
            return None
        return Fix(self.find_owner(setting).name, setting.path, {setting.key: value})

    def find_owner(self, setting: Setting) -> Document:
        """Return the document that `setting` stands in."""
        return next(one for one in self.resolved.documents if one.path == setting.path)

    def render_set(self, variable: str, value: str) -> str:
        """Return the command that gives `variable` another value where it is set, or where it should be."""
        setting = self.find_setting(variable)
        return render_set_command(
            self.find_owner(setting) if setting else self.top, [(_find_key(variable, setting), value)]
        )

    def render_unset(self, variable: str) -> str:
        """Return the command that takes `variable` out of where it is set."""
        setting = self.find_setting(variable)
        owner = self.find_owner(setting) if setting else self.top
        key = _find_key(variable, setting)
        return (
            f"vxenv unset {owner.name} {key}" if is_stored(owner.path) else build_edit_hint(shorten_path(owner.path))
        )


def render_set_command(owner: Document, pairs: list[tuple[str, str]]) -> str:
    """Return the command that sets keys of `owner`, as a shell takes it; for a file that is no profile, an editor."""
    from shlex import quote  # noqa: PLC0415 - only wanted when something is wrong

    if is_stored(owner.path) and any(redact_text(value) != value for _, value in pairs):
        return f"vxenv edit {owner.name}"  # there is a secret in it
    if not is_stored(owner.path):
        return build_edit_hint(shorten_path(owner.path))
    return f"vxenv set {owner.name} {' '.join(quote(f'{key}={value}') for key, value in pairs)}"


def is_stored(path: str) -> bool:
    """Tell whether the document at `path` is a profile, which commands can change."""
    return os.path.dirname(path) == find_profiles_directory()


def _find_key(variable: str, setting: Setting | None) -> str:
    """Return the key under which `variable` is set, or should be."""
    known = load_variables().by_name.get(variable)
    if known and known.key:
        return known.key
    return ".".join(setting.key) if setting else f"env.{variable}"


def build_subject(
    name: str,
    resolved: Resolved,
    known: Knowledge,
    *,
    today: dt.date,
    client: Version,
    base: bool = False,
    recall: Callable[[str], Sightings] | None = None,
) -> Subject:
    """Return what lint looks at, for a stack that was resolved; `recall` tells what was seen lately in a project."""
    values = {variable: value for variable, value in resolved.list_values().items() if value is not None}
    requests = resolve_roles(values, client, known, today=today)
    # A gateway answers for itself, and under one project's name there may be several.
    seen = recall(values.get(PROJECT, "")) if recall and requests and BASE_URL not in values else {}
    examined = Subject(name, resolved, values, requests, known, today, client, base, seen, {})
    return examined._replace(
        fallbacks=find_fallbacks(values, client, known, today=today, served=examined.find_verdict)
    )
