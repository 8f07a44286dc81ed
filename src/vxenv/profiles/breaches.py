"""Find the values of a stack that policies do not allow, and refuse such a stack."""

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vxenv.catalogue.days import compute_start_of_day, get_utc_today
from vxenv.catalogue.environment import BASE_URL, LOCATION, MAIN_MODEL, PINS, PROJECT, REGION_PREFIX, USE_VERTEX, is_on
from vxenv.catalogue.locations import FALLBACK, GLOBAL
from vxenv.catalogue.models import ALIASES, MILLION
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import load_variables
from vxenv.errors import PolicyError, quote_word
from vxenv.paths import DIRECTORY_FILE, escape_text, find_profiles_directory, shorten_path
from vxenv.profiles.additions import read_additions
from vxenv.profiles.budget import BUDGET, render_cents
from vxenv.profiles.document import Setting
from vxenv.profiles.names import split_source
from vxenv.profiles.policy import LOCATIONS, MODELS, PROJECTS, Allowed, Policy
from vxenv.profiles.policy_files import PolicyFile
from vxenv.profiles.resolve import Resolved
from vxenv.text.toml_locate import Key

# Variables of other programs that are not in the catalogue.
_OTHERS = {
    "GCP_PROJECT": PROJECTS,
    "VERTEXAI_PROJECT": PROJECTS,
    "GOOGLE_CLOUD_LOCATION": LOCATIONS,
    "GOOGLE_CLOUD_REGION": LOCATIONS,
    "VERTEXAI_LOCATION": LOCATIONS,
}
_TYPES = {"project": PROJECTS, "location": LOCATIONS, "model": MODELS, "alias_or_model": MODELS}
_NOUNS = {PROJECTS: "project", LOCATIONS: "location", MODELS: "model"}
# Not compiled on import, since most users have no policy.
_GOOGLE_HOST = (
    r"(?i)https?://(?:[^/?#]*@)?"
    r"(?:([a-z0-9-]+)-aiplatform\.(?:[a-z]+\.)?|aiplatform\.([a-z0-9-]+)\.rep\.|aiplatform\.)"
    r"googleapis\.com\.?(?:[:/?#]|$)"
)
# The families whose models an alias stands for; no alias of another name is a pin.
_FAMILIES = {**{family: (family,) for family in PINS}, "opusplan": ("opus", "sonnet"), "best": ("opus",)}
_LONGEST = 100  # characters of a value in a message


class Breach(NamedTuple):
    """A value, or a missing value, that a policy does not allow."""

    # The message, with the line that sets the value.
    what: str
    # The policy.
    policy: Policy
    # The key in the policy.
    key: Key
    # The variable.
    variable: str
    # The only allowed value, "" if there are several or none.
    value: str = ""
    # Whether the variable must be set and is not.
    missing: bool = False
    # Whether the variable must not be set.
    forbidden: bool = False

    @property
    def where(self) -> str:
        """The ``file:line`` of the policy."""
        return self.policy.find_line(*self.key)


def enforce_policies(stack: str, resolved: Resolved) -> None:
    """Raise PolicyError if a policy does not allow `resolved`, or if a policy file that binds it is invalid.

    `stack` is its name for the hint.
    """
    for file in resolved.policies:
        if file.trouble:
            what, hint = f"invalid policy: {file.trouble.what}", "vxenv doctor"
            raise PolicyError(what, where=file.trouble.where, hint=hint)
    breaches = find_breaches(resolved)
    if not breaches:
        return
    breach, *others = breaches
    what = f"{breach.what}; and {len(others)} more" if others else breach.what
    hint = _find_hint(stack, resolved, breach)
    raise PolicyError(what, where=breach.where, hint=hint, message=breach.policy.message)


def _find_hint(stack: str, resolved: Resolved, breach: Breach) -> str:
    top = resolved.documents[-1]
    if os.path.basename(top.path) == DIRECTORY_FILE:
        return f"vxenv lint {quote_word(shorten_path(top.path))}"
    # Lint does not report what an incomplete profile lacks.
    if breach.missing and os.path.dirname(top.path) == find_profiles_directory():
        return f"vxenv edit {top.name}"
    return f"vxenv show {stack}" if breach.missing and split_source(top.name)[0] else f"vxenv lint {stack}"


def find_breaches(resolved: Resolved, *, today: dt.date | None = None) -> list[Breach]:
    """Return the breaches of the policies that bind `resolved`, ignoring invalid policy files."""
    policies = list_applying(resolved.policies, today)
    if not policies:
        return []
    budget = {BUDGET: render_cents(resolved.budget) if resolved.budget else None}
    added = {name: setting.value for name, setting in resolved.additions.items()}
    values = {**added, **resolved.list_values(), **budget}
    return list_breaches(values, policies, {**resolved.settings, **resolved.additions})


def list_applying(files: Sequence[PolicyFile], today: dt.date | None = None) -> list[Policy]:
    """Return the valid policies of `files` that apply today.

    VXENV_TODAY has no effect: the environment cannot change a policy.
    """
    day = today or get_utc_today()
    return [file.policy for file in files if file.policy and file.policy.is_valid_on(day)]


def find_next_change(files: Sequence[PolicyFile], today: dt.date | None = None) -> int:
    """Return the time at which one of the policies in `files` starts or ends, in seconds since 1970; 0 for never."""
    day = today or get_utc_today()
    policies = [file.policy for file in files if file.policy]
    changes = [policy.first for policy in policies]
    changes += [policy.last + dt.timedelta(days=1) for policy in policies if policy.last]
    coming = [change for change in changes if change and change > day]
    return compute_start_of_day(min(coming)) if coming else 0


def list_breaches(
    values: Mapping[str, str | None], policies: Sequence[Policy], settings: Mapping[str, Setting]
) -> list[Breach]:
    """Return the breaches of `policies` by the variables `values`; `settings` tells where they are set.

    The labels and the attributes of telemetry in variables count too.
    """
    values = {**values, **read_additions(values)}
    finders = (_find_values, _find_default_location, _find_set, _find_unpinned)
    return [breach for policy in policies for find in finders for breach in find(values, policy, settings)]


def _find_values(
    values: Mapping[str, str | None], policy: Policy, settings: Mapping[str, Setting]
) -> Iterator[Breach]:
    """Yield the values that [allow] does not list."""
    if not policy.allowed:
        return
    for name, value in values.items():
        for group, text in _list_facts(name, value):
            allowed = policy.allowed.get(group)
            if allowed is None:
                continue
            if text is None:
                if name in settings and settings[name].secret:
                    what = f"{name} is a secret reference, which a policy cannot check"
                    yield _build(policy, allowed, name, what, settings)
            elif not _is_allowed(group, text, allowed.patterns):
                shown = escape_text(redact(name, text))
                shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
                noun = _NOUNS.get(group, f"{name} =")
                yield _build(policy, allowed, name, f'{noun} "{shown}" is not allowed', settings)


def _list_facts(name: str, value: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield the groups of [allow] that apply to the variable `name`, each with the value to check."""
    yield name, value
    known = load_variables().by_name.get(name)
    group = _OTHERS.get(name) or (_TYPES.get(known.type) if known else "")
    if name.startswith(REGION_PREFIX):
        group = LOCATIONS  # families that the catalogue does not list yet
    text = None if value is None else value.strip()
    if name == BASE_URL and text:
        match = re.match(_GOOGLE_HOST, text)
        if match:
            yield LOCATIONS, (match[1] or match[2] or GLOBAL).lower()
    elif group and text != "":
        if group == MODELS and text and _strip_model(text) in ALIASES:
            return  # means the model of another role, which has a variable, or which Claude Code picks
        yield group, text


def _strip_model(text: str) -> str:
    return MILLION.sub("", text).strip().lower()


def _is_allowed(group: str, text: str, patterns: Sequence[str]) -> bool:
    from fnmatch import fnmatchcase  # noqa: PLC0415 - not needed without a policy

    if group not in _NOUNS:
        return any(fnmatchcase(text, pattern) for pattern in patterns)
    if group == MODELS:
        text = _strip_model(text)
    # A pattern without a date allows a model of any date.
    spellings = {text.lower(), text.lower().partition("@")[0]} if group == MODELS else {text.lower()}
    return any(fnmatchcase(spelling, pattern.lower()) for pattern in patterns for spelling in spellings)


def _build(policy: Policy, allowed: Allowed, name: str, what: str, settings: Mapping[str, Setting]) -> Breach:
    literal = allowed.patterns[0] if len(allowed.patterns) == 1 and not set("*?[") & set(allowed.patterns[0]) else ""
    return Breach(f"{what}{_find_place(name, settings)}", policy, allowed.key, name, literal)


def _find_place(name: str, settings: Mapping[str, Setting]) -> str:
    """Return the clause that tells where `name` is set."""
    setting = settings.get(name)
    return f": {setting.find_origin()} sets {'.'.join(setting.key)}" if setting else f": {name}"


def _find_default_location(
    values: Mapping[str, str | None], policy: Policy, _: Mapping[str, Setting]
) -> Iterator[Breach]:
    """Yield a breach if Claude Code would use its default location, and it is not allowed."""
    allowed = policy.allowed.get(LOCATIONS)
    if allowed is None or not _is_vertex(values) or not values.get(PROJECT) or (values.get(LOCATION) or "").strip():
        return
    if not _is_allowed(LOCATIONS, FALLBACK, allowed.patterns):
        what = f'vertex.region is unset, and the default location "{FALLBACK}" is not allowed'
        yield Breach(what, policy, allowed.key, LOCATION, missing=True)


def _is_vertex(values: Mapping[str, str | None]) -> bool:
    return is_on({USE_VERTEX: values.get(USE_VERTEX) or ""}, USE_VERTEX)


def _find_set(values: Mapping[str, str | None], policy: Policy, settings: Mapping[str, Setting]) -> Iterator[Breach]:
    """Yield the variables that must not be set."""
    for name, typed in policy.unset.items():
        if values.get(name) is not None or (name in settings and settings[name].secret):
            yield Breach(
                f"{typed} must not be set{_find_place(name, settings)}", policy, ("unset",), name, forbidden=True
            )


def _find_unpinned(values: Mapping[str, str | None], policy: Policy, _: Mapping[str, Setting]) -> Iterator[Breach]:
    """Yield the variables that a stack for Vertex must set. An alias counts if the models that it means are set."""
    if not _is_vertex(values):
        if USE_VERTEX in policy.pinned:
            yield Breach(f"{policy.pinned[USE_VERTEX]} must be true", policy, ("pinned",), USE_VERTEX, missing=True)
        return
    for name, typed in policy.pinned.items():
        value = (values.get(name) or "").strip()
        if not value:
            yield Breach(f"{typed} must be set", policy, ("pinned",), name, missing=True)
        elif not _is_pinned(name, values, ()):
            what = f'{typed} = "{escape_text(value)}" must be a model, or an alias of a role that sets one'
            yield Breach(what, policy, ("pinned",), name, missing=True)


def _is_pinned(name: str, values: Mapping[str, str | None], seen: tuple[str, ...]) -> bool:
    """Tell whether `values` determine the value of `name`, which may be a model's alias."""
    value = (values.get(name) or "").strip()
    known = load_variables().by_name.get(name)
    if not value or name in seen:
        return False
    alias = _strip_model(value)
    if known is None or _TYPES.get(known.type) != MODELS or alias not in ALIASES:
        return True
    needed = [PINS[family] for family in _FAMILIES.get(alias, ())]
    needed = [MAIN_MODEL] if alias == "inherit" else needed
    return bool(needed) and all(_is_pinned(other, values, (*seen, name)) for other in needed)
