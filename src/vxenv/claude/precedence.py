"""Where Claude Code's settings files beat what a shell or a profile says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vxenv.catalogue.clients import load_clients
from vxenv.catalogue.environment import DEFAULT_MODEL, LOCATION, MAIN_MODEL, is_on
from vxenv.catalogue.locations import FALLBACK
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import load_variables
from vxenv.claude.settings import ClaudeSettings, SettingsValue
from vxenv.claude.settings_paths import MANAGED
from vxenv.claude.version import find_started_version
from vxenv.paths import escape_text, shorten_path

# What names the main model where ANTHROPIC_MODEL does not; a ``model`` key beats them.
_WEAKER = (DEFAULT_MODEL, "ANTHROPIC_DEFAULT_OPUS_MODEL", "ANTHROPIC_DEFAULT_SONNET_MODEL")
_LONGEST = 300  # characters of a value in a line: a settings file may hold two million

# How many variables of one file a line names.
_NAMED = 3


class Conflict(NamedTuple):
    """A variable for which a settings file beats the profile."""

    # The variable.
    name: str
    # ``env.NAME``, or ``model`` or ``availableModels`` where that decides the main model, or ``modelOverrides.MODEL``.
    key: str
    # What the profile or the shell says, None for unset.
    wanted: str | None
    # What the file says, and where; with ``availableModels`` the model that is taken.
    said: SettingsValue
    # The location that requests go to where what the file says is malformed, else "".
    sent: str = ""

    def render_line(self) -> str:
        """Return it for people, with no more of a value than can be read."""
        wanted = _shorten(render_value(self.name, self.wanted))
        place = f"{shorten_path(self.said.path)}:{self.said.line}" if self.said.line else shorten_path(self.said.path)
        if self.key == "availableModels":
            taken = _shorten(render_value(self.name, self.said.value))
            return f"{place} has no {wanted} in availableModels, so Claude Code takes {taken}"
        if self.sent:
            value = _shorten(render_value(self.name, self.said.value))
            clause = f"{_shorten(self.key)} = {value}, a malformed location"
            return f"{place} says {clause}, and Claude Code takes {escape_text(self.sent)} in its place, not {wanted}"
        contrast = "though it is unset here" if self.wanted is None else f"not {wanted}"
        clause = f"{_shorten(self.key)} = {_shorten(render_value(self.name, self.said.value))}"
        return f"{place} says {clause}, and Claude Code obeys that, {contrast}"


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value):,} characters)"


def render_value(name: str, value: str | None) -> str:
    """Return `value` for people: secrets hidden, control characters escaped."""
    if not value:
        return "unset" if value is None else '""'
    return escape_text(redact(name, value))


def find_conflicts(
    wanted: Mapping[str, str | None], obeyed: ClaudeSettings, environment: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """Return where files defeat `wanted`, in a shell with `environment`, in the order of `wanted`.

    Whatever `wanted` says about models counts only where requests go to Vertex.
    """
    conflicts = []
    for name, value in wanted.items():
        values = obeyed.list_values(name, environment)
        if not values or is_same_value(name, values[0].value, value):
            continue
        sent = _find_taken_location(name, values[0].value, obeyed, environment)
        # What is malformed counts as unset, so nothing is defeated where that was wanted.
        if not sent or (value and value != sent):
            conflicts.append(Conflict(name, f"env.{name}", value, values[0], sent))
    model = obeyed.find_model(environment)
    main = wanted.get(MAIN_MODEL) or next((wanted[name] for name in _WEAKER if wanted.get(name)), None)
    if model and main and not any(conflict.name == MAIN_MODEL for conflict in conflicts):
        instead = find_main_model_id(obeyed.apply_env(environment))
        if instead != find_main_model_id(obeyed.list_decisive(environment)):
            conflicts.append(Conflict(MAIN_MODEL, "model", instead, model))
    if main or obeyed.find_value(MAIN_MODEL, environment):
        conflicts += filter(None, [find_restriction(obeyed, environment)])
    if any(file.overrides for file in obeyed.files):
        from vxenv.claude.model_overrides import find_overrides  # noqa: PLC0415 - it asks which client is installed

        replaced = {
            override.name: override
            for override in find_overrides(obeyed, environment)
            if wanted.get(override.slot.origin)
        }
        conflicts += [
            Conflict(
                override.slot.origin, f"modelOverrides.{escape_text(override.name)}", override.name, override.said
            )
            for override in replaced.values()
        ]
    return tuple(conflicts)


def find_restriction(obeyed: ClaudeSettings, environment: Mapping[str, str]) -> Conflict | None:
    """Return which model availableModels puts in the place of the main one that was asked for, if it does."""
    lists = obeyed.list_model_lists()
    if not lists:
        return None
    from vxenv.claude.requests import find_requests  # noqa: PLC0415 - where a settings file has such a list

    asked, taken = find_main_model_id(obeyed.list_decisive(environment)), find_requests(obeyed, environment)
    if not taken or asked == taken[0].model:
        return None
    said = SettingsValue(taken[0].model, lists[0].scope, lists[0].path, lists[0].available_line)
    return Conflict(MAIN_MODEL, "availableModels", asked, said)


def _find_taken_location(name: str, value: str, obeyed: ClaudeSettings, environment: Mapping[str, str]) -> str:
    """Return the location that is taken where `value`, which the variable `name` holds, is malformed, else ""."""
    known = load_variables().by_name.get(name)
    if known is None or known.type != "location" or not value.strip() or _is_taken(value):
        return ""
    return _find_location(obeyed, environment)


def _find_location(obeyed: ClaudeSettings, environment: Mapping[str, str]) -> str:
    """Return the location that Claude Code takes where no variable for the model says another."""
    value = (obeyed.find_value(LOCATION, environment) or "").strip()
    return value if value and _is_taken(value) else FALLBACK


def _is_taken(value: str) -> bool:
    """Tell whether the Claude Code that is started takes `value` for a location; older ones take anything."""
    from vxenv.catalogue.roles import is_location  # noqa: PLC0415 - where a settings file names a location

    return is_location(value.strip()) or not load_clients().find_client(find_started_version()).strict_regions


def find_main_model_id(environment: Mapping[str, str]) -> str:
    """Return the id that the main model comes to, through an alias or not; "" where requests do not go to Vertex."""
    from vxenv.catalogue.roles import resolve_roles  # noqa: PLC0415 - where a settings file names a model, which is rare

    roles = resolve_roles(environment, find_started_version())
    return roles[0].model if roles else ""


def find_shell_conflicts(
    obeyed: ClaudeSettings, environment: Mapping[str, str], names: Iterable[str]
) -> tuple[Conflict, ...]:
    """Return where files defeat what a shell with `environment` holds, of variables that vxenv knows or of `names`."""
    named = {name for file in obeyed.files for name in file.env}
    known = [name for name in (*load_variables().by_name, *names) if name in named]
    wanted = {name: environment.get(name) for name in dict.fromkeys((*known, MAIN_MODEL, *_WEAKER))}
    return find_conflicts(wanted, obeyed, environment)


def render_conflicts(conflicts: Iterable[Conflict]) -> list[str]:
    """Return a line for each file in `conflicts`, with its variables, the first few by name."""
    by_file: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        by_file.setdefault(
            f"{conflict.said.path}\0{conflict.key if conflict.key == 'availableModels' else conflict.sent}", []
        ).append(conflict)
    return [group[0].render_line() if len(group) == 1 else _join_conflicts(group) for group in by_file.values()]


def _join_conflicts(group: list[Conflict]) -> str:
    """Return one line for several variables of one file."""
    named = group[: _NAMED + 1] if len(group) == _NAMED + 1 else group[:_NAMED]
    parts = [f"{conflict.key} = {render_value(conflict.name, conflict.said.value)}" for conflict in named]
    if len(named) < len(group):
        parts.append(f"{len(group) - len(named)} more (vxenv status)")
    return (
        f"{shorten_path(group[0].said.path)} says {', '.join(parts[:-1])} and {parts[-1]}, and Claude Code obeys that"
    )


def suggest_command(conflicts: Sequence[Conflict], stack: str) -> str:
    """Return the command that has `stack` win, or tells why it does not where nothing helps.

    `stack` is "" where no name says all that the profile does. Nothing helps against managed settings.
    """
    helps = stack and any(conflict.said.scope != MANAGED for conflict in conflicts)
    return f"vxenv exec {stack} -- claude" if helps else f"vxenv why {conflicts[0].name}"


def render_refusal(settings: ClaudeSettings) -> list[str]:
    """Return a line where a managed file makes Claude Code refuse to start."""
    if not any(file.malformed and file.scope == MANAGED for file in settings.files):
        return []
    from vxenv.claude.requests import find_refusal  # noqa: PLC0415 - it asks which client is installed

    file = find_refusal(settings)
    return [f"Claude Code refuses to start: {shorten_path(file.path)} {file.trouble}"] if file else []


def render_ignored(settings: ClaudeSettings) -> list[str]:
    """Return a line for each settings file, and each key in one, that Claude Code ignores or refuses to start with."""
    refused = render_refusal(settings)
    files = [
        file for file in settings.list_ignored_files() if not (refused and file.malformed and file.scope == MANAGED)
    ]
    lines = [*refused, *(f"Claude Code ignores {shorten_path(file.path)}: it {file.trouble}" for file in files)]
    return lines + [
        f"Claude Code ignores in {shorten_path(file.path)}: {what}" for file in settings.files for what in file.ignored
    ]


def is_same_value(name: str, value: str, other: str | None) -> bool:
    """Tell whether variable `name` means the same to Claude Code with either value; None for unset."""
    known = load_variables().by_name.get(name)
    if known is not None and known.type == "flag":
        return is_on({name: value}, name) == is_on({name: other or ""}, name)
    if known is not None and known.type == "location":
        return value.strip() == (other or "").strip()
    return value == (other or "")
