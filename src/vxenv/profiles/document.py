"""Parse TOML documents that set variables: profiles and directory files."""

import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from vxenv.catalogue.environment import CLAUDE_DIRECTORY
from vxenv.catalogue.secrets import has_credential, is_secret_name, is_telemetry_headers
from vxenv.catalogue.value_types import ShapeError, check_variable_name, quote_as_string, render_value
from vxenv.catalogue.variables import Variable, list_tables, load_variables
from vxenv.errors import DocumentError, VxenvError
from vxenv.paths import (
    find_cache_directory,
    find_isolated_directory,
    find_profiles_directory,
    find_state_directory,
    shorten_path,
)
from vxenv.profiles.names import SLASH, parse_stack, split_source
from vxenv.profiles.secret_reference import is_reference, read_reference
from vxenv.text.toml_locate import Key, find_line
from vxenv.text.toml_read import parse_toml

# Kinds of the keys above the first table; `keys` parses typed values by kind.
TEXT, NAMES, FLAG, PARTS = "text", "names", "flag", "parts"
# The keys that give a profile a directory of Claude Code's own, and the parts of the user's that it shares.
ISOLATE, ISOLATE_LINKS = "isolate", "isolate_links"
PROFILE_KEYS = {"description": TEXT, "extends": NAMES, "protected": FLAG, ISOLATE: FLAG, ISOLATE_LINKS: PARTS}
PART = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
DIRECTORY_KEYS = {"description": TEXT, "profile": NAMES, "source": TEXT}
_VALUES_KEYS = {"description": TEXT}
LABELS, TELEMETRY = "labels", "telemetry"
# The tables with keys that are not variables, and those keys; labels have any. See `additions`.
ADDED_TABLES: dict[str, tuple[str, ...]] = {LABELS: (), TELEMETRY: ("attributes", "headers_helper")}
_BUDGET = "budget"  # the table of a profile that sets no variable


def check_parts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - TOML holds anything
    """Return the names in `value`, each of a file or a directory in Claude Code's directory. Raises ShapeError."""
    if not isinstance(value, list) or not all(isinstance(part, str) and PART.fullmatch(part) for part in value):
        raise ShapeError('expected a list of names in ~/.claude, such as ["CLAUDE.md", "skills"]')
    return tuple(value)


class Setting(NamedTuple):
    """Setting of a variable in a document."""

    # The value, None for unset or a secret.
    value: str | None
    # The key that sets it.
    key: Key
    # The path of the document.
    path: str
    # The text of the document.
    text: str
    # The reference to a secret, "" for none; see `secret_reference`.
    secret: str = ""

    def find_origin(self) -> str:
        """Return ``file:line``. Finding the line parses the text again."""
        return f"{shorten_path(self.path)}:{find_line(self.text, self.key)}"


class Document(NamedTuple):
    """Parsed document."""

    # The name of the profile.
    name: str
    # The path.
    path: str
    # The text.
    text: str
    # The description, "" for none.
    description: str
    # The profiles that a profile extends or a directory file selects.
    names: tuple[str, ...]
    # Whether `use` requires confirmation.
    protected: bool
    # The settings by variable.
    settings: dict[str, Setting]
    # Whether this is the last version of a profile that an update of its source removed.
    removed: bool = False
    # The address that a directory file suggests for the source of its profiles, "" for none; see `source_url`.
    source: str = ""
    # The labels, and the keys of telemetry that are not variables, by key; see `additions`.
    additions: Mapping[str, Setting] = MappingProxyType({})
    # The monthly budget in cents, 0 for none.
    budget: int = 0
    # The names in the user's directory of Claude Code that an isolated profile shares.
    links: tuple[str, ...] = ()

    @property
    def is_setting(self) -> bool:
        """True if it sets variables or has additions."""
        return bool(self.settings or self.additions)

    def find_line(self, *key: str) -> str:
        """Return ``file:line`` of `key`."""
        return f"{shorten_path(self.path)}:{find_line(self.text, key)}"


def parse_document(data: bytes, name: str, path: str, *, directory: bool = False) -> Document:
    """Parse the document `data`; relative paths in it start from the directory of `path`.

    In a directory file they start from its real directory: trust is bound to that path, and a symlink to it must not
    change the meaning of the same bytes. A `name` SOURCE/PROFILE is a profile of a source. Raises DocumentError with
    the line for unknown keys, invalid values and settings that a directory file or a source cannot contain.
    """
    reader = _Reader(path, data, os.path.dirname(os.path.realpath(path) if directory else path))
    if directory:
        reader.restrict_directory_file(reader.read_names("profile"))
    elif SLASH in name:
        reader.restrict_source(name)
    return reader.read_document(name, DIRECTORY_KEYS if directory else PROFILE_KEYS)


def parse_values(data: bytes, source: str, path: str) -> Document:
    """Parse `data`, the user's values for the keys that `source` requires. Raises DocumentError."""
    return _Reader(path, data, os.path.dirname(path)).read_document(f"values for {source}", _VALUES_KEYS)


def is_isolating(setting: Setting) -> bool:
    """Tell whether `setting` comes from the key that isolates a profile."""
    return setting.key == (ISOLATE,)


class _Reader:
    """Reader of the tables of a document."""

    def __init__(self, path: str, data: bytes, base: str) -> None:
        self.path = path
        self.base = base
        self.source = ""  # the source of a profile, "" for others
        self.kind = ""  # a noun phrase for a document with restrictions, "" for others
        self.hint = ""  # the hint for a setting that is refused
        self.additions: dict[str, Setting] = {}
        self.table, self.text = parse_toml(data, path)

    def restrict_directory_file(self, names: tuple[str, ...]) -> None:
        """Apply the restrictions of a directory file that selects the profiles `names`."""
        known = [name for name in names if os.path.exists(os.path.join(find_profiles_directory(), f"{name}.toml"))]
        self.kind = "a directory file"
        self.hint = f"vxenv edit {known[-1] if known else 'NAME'}"

    def restrict_source(self, name: str) -> None:
        """Apply the restrictions of the profile `name` of a source."""
        self.source = split_source(name)[0]
        self.kind = "a source"

    def list_trees(self) -> tuple[str, ...]:
        """Return the directories into which paths cannot lead: their content changes without confirmation."""
        from vxenv.profiles.restrictions import list_directory_trees  # noqa: PLC0415 - not needed for profiles

        if self.source:
            return find_state_directory(), find_cache_directory()
        return list_directory_trees(self.base)

    def read_document(self, name: str, top: dict[str, str]) -> Document:
        """Return the document, which may have the keys `top` above its first table."""
        settings: dict[str, Setting] = {}
        for key, value in self.table.items():
            if key in top and not (self.kind and key in (ISOLATE, ISOLATE_LINKS)):
                continue
            if key in ("env", LABELS) or key in list_tables():
                self.read_table(key, value, settings)
            elif key in (ISOLATE, ISOLATE_LINKS) and self.kind:
                raise self.build_error(f"{self.kind} cannot set {key}", (key,), self.hint)
            elif key == _BUDGET and top is DIRECTORY_KEYS:
                raise self.build_error(f"{self.kind} cannot contain a budget", (key,), self.hint)
            elif key != _BUDGET or top is not PROFILE_KEYS:
                raise self.build_unknown_key((key,), [*top, *list_tables(), LABELS, "env"])
        links = self.read_isolation(name, settings) if ISOLATE in top else ()
        if self.kind:
            self.refuse_references(settings)
        key = next((key for key, kind in top.items() if kind == NAMES), "")
        names = self.read_names(key) if key else ()
        return Document(
            name,
            self.path,
            self.text,
            self.read_string("description"),
            names,
            self.read_boolean("protected"),
            settings,
            source=self.read_source(names) if "source" in self.table else "",
            additions=self.additions,
            budget=self.read_budget() if _BUDGET in self.table else 0,
            links=links,
        )

    def read_table(self, name: str, value: Any, settings: dict[str, Setting]) -> None:  # noqa: ANN401 - TOML holds anything
        if not isinstance(value, dict):
            raise self.build_error(f"{name} must be a table; write [{name}]", (name,))
        keys = list_tables().get(name, {})
        for field, inner in value.items():
            key = (name, field)
            if name in ADDED_TABLES and self.read_addition(key, inner):
                continue
            if name == "env":
                variable = self.find_variable(key, inner)
            elif field in keys:
                variable = keys[field]
            else:
                raise self.build_unknown_key(key, [*keys, *ADDED_TABLES.get(name, ())])
            if variable.name in settings:
                other = ".".join(settings[variable.name].key)
                raise self.build_error(f"{variable.name} is already set by {other}", key)
            if is_reference(inner) and name == "env":
                settings[variable.name] = Setting(None, key, self.path, self.text, self.read_reference(key, inner))
            else:
                value = self.read_value(variable, key, inner)
                if value and is_telemetry_headers(variable.name) and has_credential(variable.name, value):
                    what = f"{variable.name}: a header looks like a credential; use telemetry.headers_helper"
                    raise self.build_error(what, key)
                if self.kind:
                    self.check_restrictions(variable.name, key, value)
                settings[variable.name] = Setting(value, key, self.path, self.text)

    def read_addition(self, key: Key, value: Any) -> bool:  # noqa: ANN401 - likewise
        """Read the label or the key of telemetry `key`; return False for a key of a variable."""
        from vxenv.profiles import additions  # noqa: PLC0415 - not needed for most profiles

        if not additions.is_addition(key):
            return False
        rows = {key: value}
        if key == (additions.TELEMETRY, additions.ATTRIBUTES):
            if not isinstance(value, dict):
                raise self.build_error(f"{'.'.join(key)} must be a table; write [{'.'.join(key)}]", key)
            rows = {(*key, name): inner for name, inner in value.items()}
        for each, inner in rows.items():
            name = additions.name_addition(each)
            try:
                text = additions.render_addition(each, inner, self.base)
            except ShapeError as error:
                raise self.build_error(f"{name}: {error}", each) from error
            if self.kind and text is not None and not additions.is_shared(each):
                what = f"{self.kind} cannot set {name}: it names a program that Claude Code runs"
                raise self.build_error(what, each, self.hint)
            self.additions[name] = Setting(text, each, self.path, self.text)
        labels = sum(each.key[0] == LABELS and each.value is not None for each in self.additions.values())
        if labels > additions.MOST_LABELS:
            raise self.build_error(f"more than {additions.MOST_LABELS} labels", (LABELS,))
        return True

    def find_variable(self, key: Key, value: Any) -> Variable:  # noqa: ANN401 - likewise
        """Return the variable of a key in [env]; a string sets it, false unsets it."""
        try:
            check_variable_name(key[1])
        except ShapeError as error:
            raise self.build_error(str(error), key) from error
        if value is not False and not isinstance(value, str) and not is_reference(value):
            example = quote_as_string("" if is_secret_name(key[1]) else value)
            raise self.build_error(f"{key[1]} must be a string, or false to unset it; write {key[1]} = {example}", key)
        known = load_variables().by_name.get(key[1])
        if known and isinstance(value, str) and known.type in ("location", "project", "url", "integer"):
            return known
        return Variable(key[1], "", "text", "env", "never", "", "")

    def read_value(self, variable: Variable, key: Key, value: Any) -> str | None:  # noqa: ANN401 - likewise
        try:
            return render_value(variable.type, value, self.base)
        except ShapeError as error:
            raise self.build_error(f"{'.'.join(key)}: {error}", key) from error

    def read_reference(self, key: Key, value: Any) -> str:  # noqa: ANN401 - likewise
        try:
            return read_reference(key[1], value)
        except ShapeError as error:
            raise self.build_error(f"{'.'.join(key)}: {error}", key) from error

    def refuse_references(self, settings: dict[str, Setting]) -> None:
        """Reject references to secrets: an untrusted file must not read them."""
        for name, setting in settings.items():
            if setting.secret:
                raise self.build_error(f"{self.kind} cannot set {name} to a secret", setting.key, self.hint)

    def check_restrictions(self, name: str, key: Key, value: str | None) -> None:
        from vxenv.profiles.restrictions import find_refusal  # noqa: PLC0415 - not needed for profiles

        refusal = find_refusal(name, value, self.list_trees)
        if refusal:
            raise self.build_error(f"{self.kind} cannot set {refusal.what}", key, self.hint if refusal.movable else "")

    def read_string(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self.build_error(f"{key} must be a string", (key,))
        return value

    def read_isolation(self, name: str, settings: dict[str, Setting]) -> tuple[str, ...]:
        """Add Claude Code's directory for the isolated profile `name` to `settings`; return the parts it shares."""
        if ISOLATE in self.table:
            isolate = self.read_boolean(ISOLATE)
            if CLAUDE_DIRECTORY in settings:
                other = ".".join(settings[CLAUDE_DIRECTORY].key)
                raise self.build_error(f"{CLAUDE_DIRECTORY} is already set by {other}", (ISOLATE,))
            value = find_isolated_directory(name) if isolate else None
            settings[CLAUDE_DIRECTORY] = Setting(value, (ISOLATE,), self.path, self.text)
        try:
            return check_parts(self.table.get(ISOLATE_LINKS, []))
        except ShapeError as error:
            raise self.build_error(f"{ISOLATE_LINKS}: {error}", (ISOLATE_LINKS,)) from error

    def read_source(self, names: tuple[str, ...]) -> str:
        """Return the address that a directory file suggests for the source of the profiles `names`."""
        from vxenv.profiles.source_url import find_suggestion_problem  # noqa: PLC0415 - rarely needed

        url = self.read_string("source")
        problem = find_suggestion_problem(url, names)
        if problem:
            raise self.build_error(problem, ("source",))
        return url

    def read_budget(self) -> int:
        """Return the monthly budget in cents."""
        from vxenv.profiles.budget import MONTHLY, read_amount  # noqa: PLC0415 - most profiles have none

        table, field = self.table[_BUDGET], MONTHLY[1]
        if not isinstance(table, dict):
            raise self.build_error(f"{_BUDGET} must be a table; write [{_BUDGET}]", (_BUDGET,))
        for name in table:
            if name != field:
                raise self.build_unknown_key((_BUDGET, name), [field])
        try:
            return read_amount(table[field]) if field in table else 0
        except ShapeError as error:
            raise self.build_error(f"{'.'.join(MONTHLY)}: {error}", MONTHLY) from error

    def read_boolean(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self.build_error(f"{key} must be true or false", (key,))
        return value

    def read_names(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.build_error(f"{key} must be a profile name or a list of profile names", (key,))
        try:
            return parse_stack(value)
        except VxenvError as error:
            raise self.build_error(f"{key}: {error.what}", (key,)) from error

    def build_unknown_key(self, key: Key, known: list[str]) -> DocumentError:
        from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

        close = guess(key[-1], known, cutoff=0.5)
        spelled = [f'"{name}"' if "." in name or " " in name else name for name in key]
        advice = f'did you mean "{close}"?' if close else f"expected one of: {', '.join(known)}"
        if len(key) == 1 and not close:
            advice += "; set other variables in [env]"
        return self.build_error(f"unknown key {'.'.join(spelled)}; {advice}", key)

    def build_error(self, what: str, key: Key, hint: str = "") -> DocumentError:
        return DocumentError(what, where=f"{shorten_path(self.path)}:{find_line(self.text, key)}", hint=hint)
