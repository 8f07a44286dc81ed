"""What Claude Code's settings files say of the environment, and who wins.

An ``env`` block beats the shell, a stronger file a weaker one, variable by variable; an empty value is an unset. All
of it was measured, the oddities too: tests/client holds this module to the real clients. Never raises for a broken
file: it says nothing then, as for the client, and why is noted. A value of the wrong type makes the client ignore a
file as a whole, unless it is an administrator's: of that, the key alone.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self

from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import MAIN_MODEL, is_on
from vxenv.catalogue.variables import load_variables
from vxenv.claude.settings_paths import FLAG, MANAGED, SOURCES, Place, list_places
from vxenv.files.read_limited import read_start
from vxenv.paths import find_working_directory

LARGEST = 2 * 1024 * 1024  # bytes; the client reads no larger file
_HOST_MANAGED = "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"
# Keys whose presence decides something that no value in them tells.
_NAMED = ("policyHelper", "policyHelpers", "modelPricing", "gcpAuthRefresh", "deniedModels", "availableModelsMatch")


class SettingsValue(NamedTuple):
    """What one file says of one variable or key, and where."""

    # What it says.
    value: str
    # Whose file it is: MANAGED, FLAG, LOCAL, PROJECT or USER.
    scope: str
    # The file.
    path: str
    # The line, from 1.
    line: int


class SettingsFile(NamedTuple):
    """A settings file that is there, and what it says."""

    # Whose it is: MANAGED, FLAG, LOCAL, PROJECT or USER.
    scope: str
    # Where it is.
    path: str
    # What its ``env`` says, by variable.
    env: Mapping[str, SettingsValue] = {}
    # Its ``model`` key.
    model: SettingsValue | None = None
    # Its ``availableModels``, None without.
    available: tuple[str, ...] | None = None
    # The line of that.
    available_line: int = 0
    # Its ``enforceAvailableModels``, None without.
    enforce: bool | None = None
    # Its ``modelOverrides``, by model.
    overrides: Mapping[str, SettingsValue] = {}
    # Its other keys that vxenv has something to say of, with their lines.
    keys: Mapping[str, int] = {}
    # Why it does not count, "" where it does.
    trouble: str = ""
    # What of it does not count, and why, though the rest does.
    ignored: tuple[str, ...] = ()
    # Whether it is no JSON object.
    malformed: bool = False
    # Its bytes, as far as Claude Code would read them.
    data: bytes = b""


class ClaudeSettings(NamedTuple):
    """All settings files that Claude Code would read."""

    # Those that are there, the strongest first.
    files: tuple[SettingsFile, ...]
    # Where they may be, there or not.
    places: tuple[Place, ...]

    def list_values(self, name: str, environment: Mapping[str, str]) -> tuple[SettingsValue, ...]:
        """Return what is said of variable `name`, the winner first; nothing where the client does not listen."""
        if is_on(environment, _HOST_MANAGED) and _is_of_provider(name):
            return ()
        return tuple(file.env[name] for file in self.files if name in file.env)

    def find_value(self, name: str, environment: Mapping[str, str]) -> str | None:
        """Return what variable `name` holds for the client; None for unset, which an empty one is to it."""
        said = self.list_values(name, environment)
        return (said[0].value if said else environment.get(name)) or None

    def apply_env(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return `environment` as the client has it once it has read its files."""
        effective = dict(environment)
        for name in {name for file in self.files for name in file.env}:
            value = self.find_value(name, environment)
            effective.pop(name, None)
            if value is not None:
                effective[name] = value
        return effective

    def find_model(self, environment: Mapping[str, str]) -> SettingsValue | None:
        """Return the ``model`` key that decides the main model: the strongest, where ANTHROPIC_MODEL is not set."""
        if self.find_value(MAIN_MODEL, environment):
            return None
        found = next((file.model for file in self.files if file.model), None)
        return found if found and found.value else None  # an empty one hides those of weaker files

    def list_decisive(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return what decides about the client's requests: its environment, with the ``model`` key as ANTHROPIC_MODEL.

        Of the models in it, only those count that availableModels allows, see requests.py.
        """
        effective = self.apply_env(environment)
        model = self.find_model(environment)
        if model:
            effective[MAIN_MODEL] = model.value
        return effective

    def list_model_lists(self) -> tuple[SettingsFile, ...]:
        """Return the files whose ``availableModels`` count, the strongest first: a managed list is final."""
        found = tuple(file for file in self.files if file.available is not None)
        return tuple(file for file in found if file.scope == MANAGED) or found

    def add_given(self, text: str, path: str = "") -> Self:
        """Return this with ``--settings`` that are `text`, or are in the file `path`, which only managed ones beat."""
        at = sum(file.scope == MANAGED for file in self.files)
        own = read_settings_text(SettingsFile(FLAG, path or FLAG, data=text.encode()), text)
        return self._replace(files=(*self.files[:at], own, *self.files[at:]))

    def list_ignored_files(self) -> tuple[SettingsFile, ...]:
        """Return the files that do not count."""
        return tuple(file for file in self.files if file.trouble)


def read_claude_settings(
    directory: str,
    environment: Mapping[str, str],
    *,
    managed: str = "",
    sources: tuple[str, ...] = SOURCES,
    client: Version | None = None,
    flag: str = "",
    read: dict[Place, SettingsFile | None] | None = None,
) -> ClaudeSettings:
    """Return what a Claude Code that is started in `directory` reads; the options are those of `places`.

    The files in `read` are not read again; those that are read now are added to it.
    """
    looked = list_places(directory, environment, managed=managed, sources=sources, client=client, flag=flag)
    return read_all(looked, read)


def read_for_shell() -> ClaudeSettings:
    """Return what a Claude Code reads that is started in this directory by this shell's ``claude``."""
    return read_claude_settings(find_working_directory(), os.environ, flag=os.environ.get("__VXENV_SETTINGS", ""))


def read_all(looked: Iterable[Place], read: dict[Place, SettingsFile | None] | None = None) -> ClaudeSettings:
    """Return what is said at the places `looked`; `read` is as for `obeyed`."""
    looked = tuple(looked)
    read = {} if read is None else read
    for place in looked:
        if place not in read:
            read[place] = read_settings_file(place)
    return ClaudeSettings(tuple(file for place in looked if (file := read[place])), looked)


def read_settings_file(place: Place) -> SettingsFile | None:
    """Return the settings file at `place`, None where nothing is."""
    try:
        data, trouble = _read_bytes(place.path), ""
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        data, trouble = b"", f"cannot be read: {getattr(error, 'strerror', None) or error}"
    nothing = SettingsFile(place.scope, place.path, trouble=trouble, data=data)
    return nothing if trouble else read_settings_text(nothing, decode_settings(data))


def _read_bytes(path: str) -> bytes:
    """Return the file's bytes. Raises OSError, and ValueError for what the client does not read."""
    data = read_start(path, LARGEST)
    if data is None:
        raise ValueError("no ordinary file")
    if len(data) > LARGEST:
        raise ValueError("over 2 MiB")
    return data


def decode_settings(data: bytes) -> str:
    """Return `data` as the client reads it: UTF-16 where its mark says so, else UTF-8, whatever is none replaced."""
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")


def read_settings_text(file: SettingsFile, text: str) -> SettingsFile:
    """Return `file` with what `text` says, or with why it says nothing."""
    from vxenv.claude.schema import list_mistakes  # noqa: PLC0415 - likewise
    from vxenv.text.json_spans import find_lines, list_members, parse_object, skip_blanks  # noqa: PLC0415 - where there are settings

    start = skip_blanks(text, 0)
    if start == len(text):
        return file  # an empty file is one without settings
    try:
        whole = parse_object(text)
    except (ValueError, RecursionError) as error:
        trouble = str(error) if isinstance(error, ValueError) else "is nested too deeply"
        return file._replace(trouble=trouble, malformed=True)
    wrong = dict(list_mistakes(whole))
    if wrong and file.scope != MANAGED:
        return file._replace(trouble=f"has {next(iter(wrong.values()))}")
    try:
        top = {member.key: member for member in list_members(text, start)}
        env, overrides = (
            {member.key: member for member in list_members(text, top[key].value_start)}
            if key in top and isinstance(whole[key], dict)
            else {}
            for key in ("env", "modelOverrides")
        )
        values = {name: _convert_to_string(member.value) for name, member in env.items()}
    except RecursionError:
        return file._replace(trouble="is nested too deeply", malformed=True)
    lines = find_lines(text, (member.start for member in (*env.values(), *overrides.values(), *top.values())))

    def make_value(value: str, at: int) -> SettingsValue:
        return SettingsValue(value, file.scope, file.path, lines[at])

    variables = {
        name: make_value(value, env[name].start)
        for name, value in values.items()
        if name and "=" not in name and "\0" not in name + value and name != "__proto__"
    }
    listed = whole.get("availableModels")
    model, flag = whole.get("model"), whole.get("enforceAvailableModels")
    return file._replace(
        env=variables,
        model=make_value(model, top["model"].start) if type(model) is str else None,
        # What an administrator wrote and cannot be read restricts as much as it can.
        available=tuple(entry for entry in listed if type(entry) is str)
        if isinstance(listed, list)
        else (() if "availableModels" in whole else None),
        available_line=lines[top["availableModels"].start] if "availableModels" in top else 0,
        enforce=(flag if isinstance(flag, bool) else True) if "enforceAvailableModels" in whole else None,
        overrides={
            key: make_value(member.value, member.start)
            for key, member in overrides.items()
            if type(member.value) is str
        },
        keys={key: lines[top[key].start] for key in _NAMED if key in top},
        ignored=tuple(wrong.values()),
    )


def _convert_to_string(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return what JavaScript makes of `value` as a string."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, list):
        return ",".join("" if item is None else _convert_to_string(item) for item in _list_leaves(value))
    if type(value) is str:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    return _render_number(float(value))


def _list_leaves(value: list[Any]) -> Iterator[Any]:
    """Yield what is in `value` and in the lists in it, without recursion; None for an empty list, a blank likewise."""
    waiting = [iter(value or [None])]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, list):
                waiting.append(iter(item or [None]))
                break
            yield item
        else:
            waiting.pop()


def _render_number(value: float) -> str:
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:  # noqa: PLR2004 - where JavaScript begins to write exponents
        return str(int(value))
    digits, _, exponent = repr(value).partition("e")
    if not exponent:
        return digits
    if -7 < int(exponent) < 0:  # noqa: PLR2004 - likewise
        return f"{value:.{len(digits.replace('.', '').lstrip('-')) - 1 - int(exponent)}f}"
    return f"{digits}e{int(exponent):+d}"


def _is_of_provider(name: str) -> bool:
    known = load_variables().by_name.get(name)
    return known is not None and known.cleared != "never"
