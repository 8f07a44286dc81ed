"""A TOML document that says what variables should be: a profile, or a directory file."""

import os
from typing import Any, NamedTuple

from vxenv.catalogue.secrets import is_secret_name
from vxenv.catalogue.value_types import ShapeError, check_variable_name, quote_as_string, render_value
from vxenv.catalogue.variables import Variable, list_tables, load_variables
from vxenv.errors import DocumentError, VxenvError
from vxenv.paths import find_profiles_directory, shorten_path
from vxenv.profiles.names import parse_stack
from vxenv.profiles.secret_reference import is_reference, read_reference
from vxenv.text.toml_locate import Key, find_line
from vxenv.text.toml_read import parse_toml

# What the keys above the first table hold. `keys` reads what is typed for them, by the kind.
TEXT, NAMES, FLAG = "text", "names", "flag"
PROFILE_KEYS = {"description": TEXT, "extends": NAMES, "protected": FLAG}
_DIRECTORY_KEYS = {"description": TEXT, "profile": NAMES}


class Setting(NamedTuple):
    """What one document says of one variable."""

    # None for unset.
    value: str | None
    # The key that says so.
    key: Key
    # The document.
    path: str
    # All that is in the document.
    text: str
    # What the value None stands for where it is a reference; see `secret_reference`.
    secret: str = ""

    def find_origin(self) -> str:
        """Return ``file:line``. Looks the line up, which takes a while."""
        return f"{shorten_path(self.path)}:{find_line(self.text, self.key)}"


class Document(NamedTuple):
    """A document as read."""

    name: str
    path: str
    # All that is in it.
    text: str
    description: str
    # The profiles under it: what a profile extends, or what a directory file asks for.
    names: tuple[str, ...]
    # Whether `use` asks first.
    protected: bool
    # By variable.
    settings: dict[str, Setting]

    def find_line(self, *key: str) -> str:
        """Return ``file:line`` of `key` in this document."""
        return f"{shorten_path(self.path)}:{find_line(self.text, key)}"


def parse_document(data: bytes, name: str, path: str, *, directory: bool = False) -> Document:
    """Return the document in `data`; relative paths in it start from the directory of `path`.

    Those of a directory file start from where it really lies: consent is bound to that place, and a symlink to it must
    not give the same bytes another meaning. Raises DocumentError with the line for unknown keys, for values of the
    wrong shape and for what a directory file cannot set.
    """
    table, text = parse_toml(data, path)
    reader = _Reader(path, text, os.path.dirname(os.path.realpath(path) if directory else path))
    if directory:
        reader.restrict(reader.read_names(table, "profile"))
    settings: dict[str, Setting] = {}
    top = _DIRECTORY_KEYS if directory else PROFILE_KEYS
    for key, value in table.items():
        if key in top:
            continue
        if key == "env" or key in list_tables():
            reader.read_table(key, value, settings)
        else:
            raise reader.build_unknown_key((key,), [*top, *list_tables(), "env"])
    if directory:
        reader.refuse_references(settings)
    return Document(
        name,
        path,
        text,
        reader.read_string(table, "description"),
        reader.read_names(table, "profile" if directory else "extends"),
        reader.read_boolean(table, "protected"),
        settings,
    )


class _Reader:
    """Reads one document's tables; knows where it is, for errors."""

    def __init__(self, path: str, text: str, base: str) -> None:
        self.path = path
        self.text = text
        self.base = base
        self.profile = ""  # for a directory file: what a hint calls a profile of the user's own

    def restrict(self, names: tuple[str, ...]) -> None:
        """Refuse what a directory file that names the profiles `names` cannot set."""
        known = [name for name in names if os.path.exists(os.path.join(find_profiles_directory(), f"{name}.toml"))]
        self.profile = known[-1] if known else "NAME"

    def read_table(self, name: str, value: Any, settings: dict[str, Setting]) -> None:  # noqa: ANN401 - TOML holds anything
        if not isinstance(value, dict):
            raise self.build_error(f"must be a table: write it as [{name}]", (name,))
        keys = list_tables().get(name, {})
        for field, inner in value.items():
            key = (name, field)
            if name == "env":
                variable = self.find_variable(key, inner)
            elif field in keys:
                variable = keys[field]
            else:
                raise self.build_unknown_key(key, list(keys))
            if variable.name in settings:
                other = ".".join(settings[variable.name].key)
                raise self.build_error(f"sets {variable.name}, which {other} sets already", key)
            if is_reference(inner) and name == "env":
                settings[variable.name] = Setting(None, key, self.path, self.text, self.read_reference(key, inner))
            else:
                value = self.read_value(variable, key, inner)
                if self.profile:
                    self.check_restrictions(variable.name, key, value)
                settings[variable.name] = Setting(value, key, self.path, self.text)

    def find_variable(self, key: Key, value: Any) -> Variable:  # noqa: ANN401 - likewise
        """Return the variable that a key of [env] names; a string sets it as it stands, false unsets it."""
        try:
            check_variable_name(key[1])
        except ShapeError as error:
            raise self.build_error(str(error), key) from error
        if value is not False and not isinstance(value, str) and not is_reference(value):
            example = quote_as_string("" if is_secret_name(key[1]) else value)
            raise self.build_error(f"must be a string, or false to unset; write {key[1]} = {example}", key)
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
        """Refuse what would have a stranger's file read the user's secrets."""
        for name, setting in settings.items():
            if setting.secret:
                hint = f"vxenv edit {self.profile}"
                raise self.build_error(f"{name}: a directory file cannot refer to a secret", setting.key, hint)

    def check_restrictions(self, name: str, key: Key, value: str | None) -> None:
        from vxenv.profiles.restrictions import find_refusal  # noqa: PLC0415 - profiles have none

        refusal = find_refusal(name, value, self.base, self.profile)
        if refusal:
            raise self.build_error(refusal.what, key, refusal.hint)

    def read_string(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self.build_error(f"{key} must be a string", (key,))
        return value

    def read_boolean(self, table: dict[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.build_error(f"{key} must be true or false", (key,))
        return value

    def read_names(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.build_error(f"{key} must be a profile's name or a list of names", (key,))
        try:
            return parse_stack(value)
        except VxenvError as error:
            raise self.build_error(f"{key}: {error.what}", (key,)) from error

    def build_unknown_key(self, key: Key, known: list[str]) -> DocumentError:
        from vxenv.similarity import guess  # noqa: PLC0415 - only wanted when something is wrong

        close = guess(key[-1], known, cutoff=0.5)
        spelled = [f'"{name}"' if "." in name or " " in name else name for name in key]
        advice = f'did you mean "{close}"?' if close else f"known here: {', '.join(known)}"
        if len(key) == 1 and not close:
            advice += "; any other variable goes into [env]"
        return self.build_error(f"unknown key {'.'.join(spelled)}; {advice}", key)

    def build_error(self, what: str, key: Key, hint: str = "") -> DocumentError:
        return DocumentError(what, where=f"{shorten_path(self.path)}:{find_line(self.text, key)}", hint=hint)
