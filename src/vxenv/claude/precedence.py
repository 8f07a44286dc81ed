"""Where Claude Code's settings files defeat what a shell or a profile says."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vxenv.catalogue.clients import clients
from vxenv.catalogue.environment import DEFAULT_MODEL, LOCATION, MAIN_MODEL, is_on
from vxenv.catalogue.locations import FALLBACK
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import catalogue
from vxenv.claude.settings import Obeyed, Said
from vxenv.claude.version import started_version
from vxenv.paths import printable, shown

# What names the main model where ANTHROPIC_MODEL does not; a ``model`` key beats them.
_WEAKER = (DEFAULT_MODEL, "ANTHROPIC_DEFAULT_OPUS_MODEL", "ANTHROPIC_DEFAULT_SONNET_MODEL")
_LONGEST = 300  # characters of a value in a line: a settings file may hold two million

# How many variables of one file a line names.
_NAMED = 3


class Defeat(NamedTuple):
    """A variable for which a file wins.

    name: the variable.
    key: ``env.NAME``, or ``model`` or ``availableModels`` where that decides the main model, or
        ``modelOverrides.MODEL``.
    wanted: what was wanted, None for unset.
    said: what the file says, and where; with ``availableModels`` the model that is taken.
    sent: the location that requests go to where what the file says is malformed, else "".
    """

    name: str
    key: str
    wanted: str | None
    said: Said
    sent: str = ""

    def line(self) -> str:
        """Return it for people, with no more of a value than can be read."""
        wanted = _shortened(text(self.name, self.wanted))
        place = f"{shown(self.said.path)}:{self.said.line}" if self.said.line else shown(self.said.path)
        if self.key == "availableModels":
            taken = _shortened(text(self.name, self.said.value))
            return f"{place} has no {wanted} in availableModels, so Claude Code takes {taken}"
        if self.sent:
            value = _shortened(text(self.name, self.said.value))
            said = f"{_shortened(self.key)} = {value}, a malformed location"
            return f"{place} says {said}, and Claude Code takes {printable(self.sent)} in its place, not {wanted}"
        contrast = "though it is unset here" if self.wanted is None else f"not {wanted}"
        said = f"{_shortened(self.key)} = {_shortened(text(self.name, self.said.value))}"
        return f"{place} says {said}, and Claude Code obeys that, {contrast}"


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value):,} characters)"


def text(name: str, value: str | None) -> str:
    """Return `value` for people: secrets hidden, control characters escaped."""
    if not value:
        return "unset" if value is None else '""'
    return printable(redact(name, value))


def defeats(wanted: Mapping[str, str | None], obeyed: Obeyed, environment: Mapping[str, str]) -> tuple[Defeat, ...]:
    """Return where files defeat `wanted`, in a shell with `environment`, in the order of `wanted`.

    Whatever `wanted` says about models counts only where requests go to Vertex.
    """
    found = []
    for name, value in wanted.items():
        said = obeyed.said(name, environment)
        if not said or same(name, said[0].value, value):
            continue
        sent = _sent(name, said[0].value, obeyed, environment)
        # What is malformed counts as unset, so nothing is defeated where that was wanted.
        if not sent or (value and value != sent):
            found.append(Defeat(name, f"env.{name}", value, said[0], sent))
    model = obeyed.model(environment)
    main = wanted.get(MAIN_MODEL) or next((wanted[name] for name in _WEAKER if wanted.get(name)), None)
    if model and main and not any(one.name == MAIN_MODEL for one in found):
        instead = main_model_id(obeyed.environment(environment))
        if instead != main_model_id(obeyed.told(environment)):
            found.append(Defeat(MAIN_MODEL, "model", instead, model))
    if main or obeyed.value(MAIN_MODEL, environment):
        found += filter(None, [restricted(obeyed, environment)])
    if any(file.overrides for file in obeyed.files):
        from vxenv.claude.model_overrides import overrides  # noqa: PLC0415 - it asks which client is installed

        replaced = {one.name: one for one in overrides(obeyed, environment) if wanted.get(one.slot.origin)}
        found += [
            Defeat(one.slot.origin, f"modelOverrides.{printable(one.name)}", one.name, one.said)
            for one in replaced.values()
        ]
    return tuple(found)


def restricted(obeyed: Obeyed, environment: Mapping[str, str]) -> Defeat | None:
    """Return which model availableModels puts in the place of the main one that was asked for, if it does."""
    lists = obeyed.lists()
    if not lists:
        return None
    from vxenv.claude.requests import requests  # noqa: PLC0415 - where a settings file has such a list

    asked, taken = main_model_id(obeyed.told(environment)), requests(obeyed, environment)
    if not taken or asked == taken[0].model:
        return None
    said = Said(taken[0].model, lists[0].scope, lists[0].path, lists[0].available_line)
    return Defeat(MAIN_MODEL, "availableModels", asked, said)


def _sent(name: str, value: str, obeyed: Obeyed, environment: Mapping[str, str]) -> str:
    """Return the location that is taken where `value`, which the variable `name` holds, is malformed, else ""."""
    known = catalogue().by_name.get(name)
    if known is None or known.type != "location" or not value.strip() or _is_taken(value):
        return ""
    return _location(obeyed, environment)


def _location(obeyed: Obeyed, environment: Mapping[str, str]) -> str:
    """Return the location that Claude Code takes where no variable for the model says another."""
    value = (obeyed.value(LOCATION, environment) or "").strip()
    return value if value and _is_taken(value) else FALLBACK


def _is_taken(value: str) -> bool:
    """Tell whether the Claude Code that is started takes `value` for a location; older ones take anything."""
    from vxenv.catalogue.roles import is_location  # noqa: PLC0415 - where a settings file names a location

    return is_location(value.strip()) or not clients().at(started_version()).strict_regions


def main_model_id(environment: Mapping[str, str]) -> str:
    """Return the id that the main model comes to, through an alias or not; "" where requests do not go to Vertex."""
    from vxenv.catalogue.roles import slots  # noqa: PLC0415 - where a settings file names a model, which is rare

    roles = slots(environment, started_version())
    return roles[0].model if roles else ""


def in_shell(obeyed: Obeyed, environment: Mapping[str, str], names: Iterable[str]) -> tuple[Defeat, ...]:
    """Return where files defeat what a shell with `environment` holds, of variables that vxenv knows or of `names`."""
    said = {name for file in obeyed.files for name in file.env}
    known = [name for name in (*catalogue().by_name, *names) if name in said]
    wanted = {name: environment.get(name) for name in dict.fromkeys((*known, MAIN_MODEL, *_WEAKER))}
    return defeats(wanted, obeyed, environment)


def file_lines(found: Iterable[Defeat]) -> list[str]:
    """Return a line for each file in `found`, with its variables, the first few by name."""
    by_file: dict[str, list[Defeat]] = {}
    for one in found:
        by_file.setdefault(f"{one.said.path}\0{one.key if one.key == 'availableModels' else one.sent}", []).append(one)
    return [group[0].line() if len(group) == 1 else _join(group) for group in by_file.values()]


def _join(group: list[Defeat]) -> str:
    """Return one line for several variables in one file."""
    named = group[: _NAMED + 1] if len(group) == _NAMED + 1 else group[:_NAMED]
    said = [f"{one.key} = {text(one.name, one.said.value)}" for one in named]
    if len(named) < len(group):
        said.append(f"{len(group) - len(named)} more (vxenv status)")
    return f"{shown(group[0].said.path)} says {', '.join(said[:-1])} and {said[-1]}, and Claude Code obeys that"


def same(name: str, one: str, other: str | None) -> bool:
    """Tell whether variable `name` means the same to Claude Code with either value; None for unset."""
    known = catalogue().by_name.get(name)
    if known is not None and known.type == "flag":
        return is_on({name: one}, name) == is_on({name: other or ""}, name)
    if known is not None and known.type == "location":
        return one.strip() == (other or "").strip()
    return one == (other or "")
