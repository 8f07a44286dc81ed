"""Find conflicts: settings files of Claude Code that override a shell or a profile."""

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

# Variables that select the main model if ANTHROPIC_MODEL does not; a ``model`` key overrides them.
_WEAKER = (DEFAULT_MODEL, "ANTHROPIC_DEFAULT_OPUS_MODEL", "ANTHROPIC_DEFAULT_SONNET_MODEL")
_LONGEST = 300  # characters of a value in a message: a settings file may be very large

# Number of variables of one file that a message names.
_NAMED = 3


class Conflict(NamedTuple):
    """A variable that a settings file overrides."""

    # Name of the variable.
    name: str
    # Key in the file: ``env.NAME``, ``model``, ``availableModels`` or ``modelOverrides.MODEL``.
    key: str
    # Value in the profile or the shell, None for unset.
    wanted: str | None
    # Value in the file with its place; for ``availableModels`` the model that is used.
    said: SettingsValue
    # Location that is used if the one in the file is malformed, else "".
    sent: str = ""

    def render_line(self) -> str:
        """Return a message about the conflict, with long values shortened."""
        wanted = _shorten(render_value(self.name, self.wanted))
        value = _shorten(render_value(self.name, self.said.value))
        place = f"{shorten_path(self.said.path)}:{self.said.line}" if self.said.line else shorten_path(self.said.path)
        if self.key == "availableModels":
            return f"{place} does not allow {wanted} in availableModels: Claude Code will use {value}"
        if self.sent:
            problem = f'sets {self.name} to the invalid location "{value}"'
            return f"{place} {problem}: Claude Code will use {escape_text(self.sent)}, not {wanted}"
        if not self.said.value:
            return f"{place} unsets {self.name}: Claude Code will not use {wanted}"
        action = f"overrides {self.name}" if self.key == f"env.{self.name}" else f"sets {_shorten(self.key)}"
        return f"{place} {action}: Claude Code will use {value}, not {wanted}"


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value):,} characters)"


def render_value(name: str, value: str | None) -> str:
    """Return `value` for display: secrets hidden, control characters escaped, ``(unset)`` for None."""
    if not value:
        return "(unset)" if value is None else '""'
    return escape_text(redact(name, value))


def find_conflicts(
    wanted: Mapping[str, str | None], obeyed: ClaudeSettings, environment: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """Return the conflicts of settings files with `wanted` in a shell with `environment`, in the order of `wanted`.

    Models in `wanted` count only if requests go to Vertex.
    """
    conflicts = []
    for name, value in wanted.items():
        values = obeyed.list_values(name, environment)
        if not values or is_same_value(name, values[0].value, value):
            continue
        sent = _find_taken_location(name, values[0].value, obeyed, environment)
        # A malformed location counts as unset, which is not a conflict if unset is wanted.
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
        from vxenv.claude.model_overrides import find_overrides  # noqa: PLC0415 - only needed with modelOverrides

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
    """Return the conflict of availableModels with the main model, None for none."""
    lists = obeyed.list_model_lists()
    if not lists:
        return None
    from vxenv.claude.requests import find_requests  # noqa: PLC0415 - only needed with such a list

    asked, taken = find_main_model_id(obeyed.list_decisive(environment)), find_requests(obeyed, environment)
    if not taken or asked == taken[0].model:
        return None
    said = SettingsValue(taken[0].model, lists[0].scope, lists[0].path, lists[0].available_line)
    return Conflict(MAIN_MODEL, "availableModels", asked, said)


def _find_taken_location(name: str, value: str, obeyed: ClaudeSettings, environment: Mapping[str, str]) -> str:
    """Return the location that Claude Code uses if `value` of the variable `name` is malformed, else ""."""
    known = load_variables().by_name.get(name)
    if known is None or known.type != "location" or not value.strip() or _is_taken(value):
        return ""
    return _find_location(obeyed, environment)


def _find_location(obeyed: ClaudeSettings, environment: Mapping[str, str]) -> str:
    """Return the location that Claude Code uses without a variable for the model."""
    value = (obeyed.find_value(LOCATION, environment) or "").strip()
    return value if value and _is_taken(value) else FALLBACK


def _is_taken(value: str) -> bool:
    """Tell whether the started Claude Code accepts `value` as a location; older versions accept anything."""
    from vxenv.catalogue.roles import is_location  # noqa: PLC0415 - only needed for a location in a file

    return is_location(value.strip()) or not load_clients().find_client(find_started_version()).strict_regions


def find_main_model_id(environment: Mapping[str, str]) -> str:
    """Return the ID of the main model, "" if requests do not go to Vertex."""
    from vxenv.catalogue.roles import resolve_roles  # noqa: PLC0415 - only needed for a model in a file

    roles = resolve_roles(environment, find_started_version())
    return roles[0].model if roles else ""


def find_shell_conflicts(
    obeyed: ClaudeSettings, environment: Mapping[str, str], names: Iterable[str]
) -> tuple[Conflict, ...]:
    """Return the conflicts of files with a shell, for known variables and for `names`."""
    named = {name for file in obeyed.files for name in file.env}
    known = [name for name in (*load_variables().by_name, *names) if name in named]
    wanted = {name: environment.get(name) for name in dict.fromkeys((*known, MAIN_MODEL, *_WEAKER))}
    return find_conflicts(wanted, obeyed, environment)


def render_conflicts(conflicts: Iterable[Conflict]) -> list[str]:
    """Return a message for each file in `conflicts`, with the first few of its variables."""
    by_file: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        by_file.setdefault(
            f"{conflict.said.path}\0{conflict.key if conflict.key == 'availableModels' else conflict.sent}", []
        ).append(conflict)
    return [group[0].render_line() if len(group) == 1 else _join_conflicts(group) for group in by_file.values()]


def _join_conflicts(group: list[Conflict]) -> str:
    """Return one message for several variables of one file."""
    named = group[: _NAMED + 1] if len(group) == _NAMED + 1 else group[:_NAMED]
    values = [
        (conflict.key.removeprefix("env."), render_value(conflict.name, conflict.said.value)) for conflict in named
    ]
    parts = [f"{key} = {value}" for key, value in values]
    if len(named) < len(group):
        parts.append(f"{len(group) - len(named)} more (vxenv status)")
    path = shorten_path(group[0].said.path)
    return f"{path} overrides {len(group)} variables: Claude Code will use {', '.join(parts[:-1])} and {parts[-1]}"


def suggest_command(conflicts: Sequence[Conflict], stack: str) -> str:
    """Return the command that runs Claude Code with `stack`, or shows the cause if nothing overrides the files.

    `stack` is "" for a profile with values that no name covers. Nothing overrides managed settings.
    """
    helps = stack and any(conflict.said.scope != MANAGED for conflict in conflicts)
    return f"vxenv exec {stack} -- claude" if helps else f"vxenv why {conflicts[0].name}"


def render_refusal(settings: ClaudeSettings) -> list[str]:
    """Return a message if a managed file prevents Claude Code from starting."""
    if not any(file.malformed and file.scope == MANAGED for file in settings.files):
        return []
    from vxenv.claude.requests import find_refusal  # noqa: PLC0415 - only needed for a malformed file

    file = find_refusal(settings)
    return [f"Claude Code will not start: {shorten_path(file.path)} {file.trouble}"] if file else []


def render_ignored(settings: ClaudeSettings) -> list[str]:
    """Return a message for each settings file or key that Claude Code ignores, or that prevents its start."""
    refused = render_refusal(settings)
    files = [
        file for file in settings.list_ignored_files() if not (refused and file.malformed and file.scope == MANAGED)
    ]
    lines = [*refused, *(f"Claude Code ignores {shorten_path(file.path)}: it {file.trouble}" for file in files)]
    return lines + [
        f"Claude Code ignores a key in {shorten_path(file.path)}: {what}"
        for file in settings.files
        for what in file.ignored
    ]


def is_same_value(name: str, value: str, other: str | None) -> bool:
    """Tell whether both values of variable `name` mean the same to Claude Code; None for unset."""
    known = load_variables().by_name.get(name)
    if known is not None and known.type == "flag":
        return is_on({name: value}, name) == is_on({name: other or ""}, name)
    if known is not None and known.type == "location":
        return value.strip() == (other or "").strip()
    return value == (other or "")
