"""Predict the model and location of each role from the environment, without running Claude Code.

Measured on real versions of Claude Code, with which tests/client compares this module. Settings files, which override
the environment, are not read; their restriction of models can be given.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Client, Version
from vxenv.catalogue.days import get_utc_today
from vxenv.catalogue.environment import (
    BASE_URL,
    DEFAULT_MODEL,
    FAMILIES,
    LOCATION,
    MAIN_MODEL,
    NO_MILLION,
    PINS,
    PROJECT,
    QUOTA_PROJECT,
    SKIP_AUTH,
    SMALL_FAST_MODEL,
    SUBAGENT_MODEL,
    USE_VERTEX,
    is_on,
)
from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.locations import FALLBACK, find_host
from vxenv.catalogue.models import ALIASES, MILLION, NO, UNKNOWN
from vxenv.catalogue.variables import load_variables as variables

AVAILABLE = "availableModels"

PLAN_MODE = "opusplan uses opus in plan mode and sonnet otherwise"
NAMES = ("main", *FAMILIES, "small/fast", "subagent")
PROBED = ("opus", "sonnet", "haiku")

# Form that Claude Code requires of a location since 2.1.232; it does not check existence.
_STRICT = re.compile(r"[A-Za-z]{2,}(?:-[A-Za-z0-9]+){0,4}")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%[]")


class Project(NamedTuple):
    """The project of requests."""

    id: str
    # Variable that sets it, or "credentials" for the credentials file.
    origin: str


class Role(NamedTuple):
    """A role with its request."""

    # One of `NAMES`.
    name: str
    # Model ID as sent.
    model: str
    # Variable with the ID; "" for a default model; "availableModels" for an entry of that list that replaces an
    # excluded model.
    origin: str
    # Variables with the alias.
    via: tuple[str, ...]
    # Alias that was resolved, "" for none.
    alias: str
    # "named" by a variable for this role, "default" without one, "main" if the role uses the main model.
    rule: str
    # Whether ``[1m]`` was requested.
    million: bool
    # Whether the beta header for it is sent.
    beta: bool
    # Location as sent.
    location: str
    # Variable with the location, "" for the default.
    location_origin: str
    # Variables with a malformed location, which are ignored.
    dropped: tuple[str, ...]
    host: str
    # URL, "" without a project.
    url: str
    # Status: "yes", "no" or "unknown".
    served: str


def is_location(text: str) -> bool:
    """Tell whether versions of Claude Code with `strict_regions` accept `text` as a location."""
    return _STRICT.fullmatch(text) is not None


def find_provider(environment: Mapping[str, str], client: Version, known: Knowledge | None = None) -> str:
    """Return the switch of the provider in use, "" for Anthropic's own API."""
    switches = (known or load_shipped()).clients.find_client(client).switches
    return next((name for name in (*switches, USE_VERTEX) if is_on(environment, name)), "")


def is_plan_mode_split(environment: Mapping[str, str | None]) -> bool:
    """Tell whether the main model is opusplan, which uses opus in plan mode and sonnet otherwise."""
    named = environment.get(MAIN_MODEL) or environment.get(DEFAULT_MODEL) or ""
    return _find_alias(named) == "opusplan"


def find_project(
    environment: Mapping[str, str], client: Version, known: Knowledge | None = None, *, credentials: str = ""
) -> Project | None:
    """Return the project of requests, None if Claude Code finds none and fails.

    `credentials` is the quota project in the Google credentials file, "" for none.
    """
    named = environment.get(PROJECT, "").strip()
    if named:
        return Project(named, PROJECT)
    if not (known or load_shipped()).clients.find_client(client).quota_project or is_on(environment, SKIP_AUTH):
        return None
    quota = environment.get(QUOTA_PROJECT, "").strip()
    return Project(quota, QUOTA_PROJECT) if quota else Project(credentials, "credentials") if credentials else None


def resolve_roles(
    environment: Mapping[str, str],
    client: Version,
    known: Knowledge | None = None,
    *,
    today: dt.date | None = None,
    credentials: str = "",
    available: Availability | None = None,
) -> tuple[Role, ...]:
    """Return the roles in the order of `NAMES`; none if requests do not go to Vertex.

    Args:
        environment: The environment of Claude Code.
        client: The version of Claude Code.
        known: The catalogue, by default vxenv's own.
        today: The day for retirement dates, by default today in UTC.
        credentials: The quota project in the credentials file, "" for none.
        available: The restriction of models in settings files.

    """
    if find_provider(environment, client, known) != USE_VERTEX:
        return ()
    today = today or get_utc_today()
    return _Mirror(environment, client, known or load_shipped(), today, credentials, available).build_slots()


def list_probes(
    environment: Mapping[str, str],
    client: Version,
    known: Knowledge | None = None,
    *,
    today: dt.date | None = None,
    interactive: bool = True,
) -> tuple[Role, ...]:
    """Return the unpinned families that Claude Code probes at startup with one token each.

    A failed probe leads to more. If authentication is skipped, only an `interactive` start sends probes.
    """
    roles = {slot.name: slot for slot in resolve_roles(environment, client, known, today=today)}
    if not roles or (is_on(environment, SKIP_AUTH) and not interactive):
        return ()
    spared = set()
    if environment.get(SMALL_FAST_MODEL):
        spared.add("haiku")
    main = roles["main"]
    if (
        (known or load_shipped()).clients.find_client(client).probes_by_main
        and main.rule == "named"
        and not main.alias
    ):
        spared |= {family for family in ("opus", "sonnet") if main.model.startswith(f"claude-{family}-")}
    return tuple(roles[family] for family in PROBED if not roles[family].origin and family not in spared)


def redirect_role(
    slot: Role,
    model: str,
    environment: Mapping[str, str],
    client: Version,
    known: Knowledge | None = None,
    *,
    today: dt.date | None = None,
    credentials: str = "",
) -> Role:
    """Return the request of `slot` with another `model`, in the location for that model."""
    mirror = _Mirror(environment, client, known or load_shipped(), today or get_utc_today(), credentials, None)
    return mirror.build_slot(slot.name, _Choice(model, "", slot.via, slot.alias, slot.rule, slot.million))


class _Choice(NamedTuple):
    """A model before it is sent; other fields are those of `Role`."""

    # Value of a variable, or model of an alias.
    text: str
    origin: str
    via: tuple[str, ...]
    alias: str
    rule: str
    million: bool


class _Mirror:
    """The environment as one version of Claude Code reads it."""

    def __init__(  # noqa: PLR0917 - all inputs of one version
        self,
        environment: Mapping[str, str],
        version: Version,
        known: Knowledge,
        today: dt.date,
        quota: str,
        available: Availability | None,
    ) -> None:
        self.environment = environment
        self.available = available or Availability(None)
        self.client: Client = known.clients.find_client(version)
        self.models = known.models
        self.today = today
        self.no_million = is_on(environment, NO_MILLION)
        found = find_project(environment, version, known, credentials=quota)
        self.project = found.id if found else ""
        by_name = variables().by_name
        self.regions = sorted(((by_name[name].field, name) for name in self.client.region_variables), reverse=True)

    def build_slots(self) -> tuple[Role, ...]:
        main = self.choose_main()
        choices = {
            "main": main,
            **{family: self.choose_subagent_family(family, main) for family in FAMILIES},
            "small/fast": self.choose_small_fast(main),
            "subagent": self.choose_subagent(main),
        }
        return tuple(self.build_slot(name, choices[name]) for name in NAMES)

    def choose_main(self) -> _Choice:
        """Return the main model: the named one if it is available, else the default."""
        named = self.environment.get(MAIN_MODEL, "")
        return (self.restrict(self.choose(named, MAIN_MODEL), named) if named else None) or self.choose_default()

    def choose_default(self) -> _Choice:
        """Return the main model if none is named: ANTHROPIC_DEFAULT_MODEL, else that of the first pinned family."""
        reads = self.client.default_model and not self.available.flag
        named = self.environment.get(DEFAULT_MODEL, "").strip() if reads else ""
        if named and _find_alias(named) not in self.client.default_ignored and self.is_allowed(named):
            return self.choose(named, DEFAULT_MODEL)
        families = self.client.default[: 1 if self.available.flag else None]
        family = next((one for one in families if self.pin(one)), families[0])
        if not self.pin(family):
            choice = self.choose_family(family, (), "default")
        else:
            # Only for the main model, a pin may be an alias.
            choice = self.choose(self.pin(family), PINS[family])
            choice = choice._replace(rule="default", alias=choice.alias or family)
        return self.enforce(choice, family) if self.available.enforced else choice

    def enforce(self, default: _Choice, family: str) -> _Choice:
        """Return `default`, a model of `family`, if it is available, else its replacement.

        The replacement is the first suitable entry regardless of pins, else the built-in model of the family.
        """
        if self.is_allowed(default.text):
            return default
        for entry in self.available.list_candidates():
            alias = _find_alias(entry) if _find_alias(entry) in ALIASES else ""
            text = self.resolve_builtin(alias) if alias else self.clean(entry)
            if self.is_allowed(text):
                million = _is_asking_for_million(entry) and not self.client.million_always
                return _Choice(text, AVAILABLE, (), alias, "default", million)
        return _Choice(self.resolve_builtin(family), "", (), family, "default", million=False)

    def restrict(self, choice: _Choice, name: str) -> _Choice | None:
        """Return `choice`, the model of `name`, if available, else the newest available of the family, or None."""
        family = _find_alias(name)
        if self.is_allowed(name):
            return choice
        if family not in FAMILIES or self.pin(family) or not self.client.family_available:
            return None
        for model in self.models.by_id.values():  # newest first
            if model.family != family or model.region_variable not in self.client.region_variables:
                continue
            if model.is_gone(self.today):
                return None
            if self.is_allowed(model.id):
                return _Choice(model.id, AVAILABLE, choice.via, family, "named", _is_asking_for_million(name))
        return None

    def choose_subagent_family(self, family: str, main: _Choice) -> _Choice:
        """Return the model of a subagent that requests `family`: the main model if the family is not available."""
        choice = self.choose_family(family, (), "named" if self.pin(family) else "default")
        # An entry like opusplan allows the ID that it means, but not the alias of that ID.
        if self.is_allowed(choice.text):
            return choice
        return self.restrict(choice, family) or main._replace(rule="main")

    def is_allowed(self, name: str) -> bool:
        return self.available.is_allowed(
            name, lambda alias: self.clean(self.choose(alias, "").text), self.resolve_builtin
        )

    def resolve_builtin(self, alias: str) -> str:
        """Return the ID of `alias` without pins."""
        return self.client.aliases.get({"opusplan": "sonnet", "best": "opus"}.get(alias, alias), alias)

    def choose_small_fast(self, main: _Choice) -> _Choice:
        """Return the model of small/fast work.

        By default it is the main model. Newer versions use it only if the main model is named or is the only pin, and
        otherwise the model of sonnet, if that is available.
        """
        for name, alias in ((SMALL_FAST_MODEL, ""), (PINS["haiku"], "haiku")):
            value = self.read(name)
            if value:
                return _Choice(value, name, (), alias, "named", _is_asking_for_million(value))
        chosen = main.rule == "named" or (self.pin("opus") and not self.pin("sonnet"))
        if self.client.small_fast == "main" or chosen:
            return main._replace(rule="main")
        sonnet = self.choose_family("sonnet", (), "default")
        return sonnet if self.is_allowed(sonnet.text) else main._replace(rule="main")

    def choose_subagent(self, main: _Choice) -> _Choice:
        named = self.environment.get(SUBAGENT_MODEL, "")
        if not named or named.strip().lower() == "inherit":
            return main._replace(rule="main")
        return self.restrict(self.choose(named, SUBAGENT_MODEL), named) or main._replace(rule="main")

    def choose(self, text: str, origin: str) -> _Choice:
        """Return the model of `text`, an alias or an ID in the variable `origin`."""
        text = text.strip()
        million = _is_asking_for_million(text)
        alias = _find_alias(text)
        if million and self.no_million and self.client.million_off:
            alias = ""  # a bug: the alias is sent literally
        if alias in FAMILIES:
            return self.choose_family(alias, (origin,), "named", million=million)
        if alias == "opusplan":
            return self.choose_family("sonnet", (origin,), "named", million=million)._replace(alias=alias)
        if alias == "best":
            pinned = self.client.best_pinned
            return self.choose_family(pinned if pinned and self.pin(pinned) else "opus", (origin,), "named")._replace(
                alias=alias
            )
        return _Choice(MILLION.sub("", text).strip(), origin, (), "", "named", million)

    def choose_family(self, family: str, via: tuple[str, ...], rule: str, *, million: bool = False) -> _Choice:
        """Return the model of the alias `family`: its pin or the built-in ID."""
        pin = self.pin(family)
        if not pin:
            return _Choice(self.client.aliases[family], "", via, family, rule, million)
        return _Choice(pin, PINS[family], via, family, rule, million or _is_asking_for_million(pin))

    def pin(self, family: str) -> str:
        return self.read(PINS[family])

    def read(self, name: str) -> str:
        """Return the ID in the variable `name`, which cannot be an alias; older versions do not trim it."""
        value = self.environment.get(name, "")
        return value.strip() if self.client.tidies else value

    def build_slot(self, name: str, choice: _Choice) -> Role:
        """Return the request for `choice`."""
        text = self.clean(choice.text)
        model = self.spell_id(choice.text)
        location, location_origin, dropped = self.find_location(text)
        base = self.environment.get(BASE_URL, "")
        where = _parse_host(base) if base else find_host(location)
        url = base.removesuffix("/") if base else f"https://{where}/v1"
        url += f"/projects/{self.project}/locations/{location}/publishers/anthropic/models/{model}:streamRawPredict"
        served = self.models.get_served(model, location, self.today)
        if served == NO and not where.endswith(".googleapis.com"):
            served = UNKNOWN  # a gateway may serve any ID
        return Role(
            name,
            model,
            choice.origin,
            choice.via,
            choice.alias,
            choice.rule,
            choice.million,
            choice.million and not self.no_million and (self.client.million_always or not self.is_native(model)),
            location,
            location_origin,
            dropped,
            where,
            _escape(url) if self.project else "",
            served,
        )

    def clean(self, text: str) -> str:
        """Return the model ID `text` without ``[1m]``."""
        text = MILLION.sub("", text)
        return text.strip() if self.client.tidies else text

    def spell_id(self, text: str) -> str:
        """Return the ID as sent for `text`."""
        text = self.clean(text)
        if not self.client.tidies:
            return text
        # Only IDs of Anthropic's own API are translated; all others are sent unchanged, even capitals.
        found = self.models.ids.get(text.lower())
        return found.id if found and text.lower() == found.api else text

    def is_native(self, model: str) -> bool:
        found = self.models.find(model)
        return found is not None and found.context == "1M"

    def find_location(self, model: str) -> tuple[str, str, tuple[str, ...]]:
        """Return the location of `model`, the variable that sets it, and ignored variables with malformed locations.

        Of the variables for models, only the one with the longest prefix counts, even if it is unset.
        """
        dropped: list[str] = []
        variable = next((name for prefix, name in self.regions if model.startswith(prefix)), "")
        for name in (variable, LOCATION):
            value = self.environment.get(name, "")
            tidy = value.strip() if self.client.strict_regions else value
            if tidy and (not self.client.strict_regions or _STRICT.fullmatch(tidy)):
                return tidy, name, tuple(dropped)
            if value:
                dropped.append(name)
        return FALLBACK, "", tuple(dropped)


def _find_alias(text: str) -> str:
    """Return `text` in lower case without ``[1m]``, the form in which aliases are compared."""
    name = text.strip().lower()
    return name.removesuffix("[1m]").rstrip() if name.endswith("[1m]") else name


def _is_asking_for_million(text: str) -> bool:
    return "[1m]" in text.lower()


def _parse_host(url: str) -> str:
    found = re.match(r"[a-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^:/?#]*)", url, re.IGNORECASE)
    return found[1].lower() if found else ""


def _escape(url: str) -> str:
    """Return `url` as sent: invalid characters are escaped or removed."""
    if set(url) <= _PLAIN:
        return url
    url = re.sub(r"[\t\r\n]", "", url).replace("\\", "/")
    return "".join(
        c if c in _PLAIN else "".join(f"%{byte:02X}" for byte in c.encode(errors="surrogateescape")) for c in url
    )
