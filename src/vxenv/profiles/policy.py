"""Parse policies. docs/reference/policy.md describes the format."""

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.errors import DocumentError, UsageError
from vxenv.paths import escape_text, shorten_path
from vxenv.text.toml_locate import Key, find_line
from vxenv.text.toml_read import parse_toml

# The words of [allow] for all variables with a project, a location or a model.
PROJECTS, LOCATIONS, MODELS = "projects", "locations", "models"
GROUPS = (PROJECTS, LOCATIONS, MODELS)
DATES = ("valid_from", "valid_until")
LISTS = ("protected", "pinned", "unset")
KEYS = ("message", *DATES, *LISTS, "allow")
LONGEST = 500  # characters of a message


class Allowed(NamedTuple):
    """Allowed values of a group of variables, or of one."""

    # The patterns, of which a value must match one.
    patterns: tuple[str, ...]
    # The key in the policy.
    key: Key


class Policy(NamedTuple):
    """A parsed policy."""

    # The path, for messages.
    path: str
    # The text.
    text: str
    # The line shown with a breach, "" for none.
    message: str
    # The first and the last day on which it applies, in UTC; None for no limit.
    first: dt.date | None
    last: dt.date | None
    # Patterns of the names of protected profiles.
    protected: tuple[str, ...]
    # Variables that a stack must set, with the key that the policy names.
    pinned: Mapping[str, str]
    # Variables that a stack must not set, with the key that the policy names.
    unset: Mapping[str, str]
    # Allowed values by group or variable.
    allowed: Mapping[str, Allowed]

    def is_valid_on(self, day: dt.date) -> bool:
        """Tell whether the policy applies on `day`."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def list_topics(self) -> list[str]:
        """Return the names of its rules."""
        lists = {"pinned": self.pinned, "unset": self.unset, "protected": self.protected}
        return [*(".".join(rule.key[1:]) for rule in self.allowed.values()), *(key for key in lists if lists[key])]

    def find_line(self, *key: str) -> str:
        """Return ``file:line`` of `key`."""
        return f"{shorten_path(self.path)}:{find_line(self.text, key)}"


@functools.lru_cache(maxsize=16)
def parse_policy(data: bytes, path: str) -> Policy:
    """Return the policy in `data`; `path` is for messages. Raises DocumentError with the line."""
    table, text = parse_toml(data, path)
    reader = _Reader(path, text)
    for key in table:
        if key not in KEYS:
            raise reader.build_unknown_key((key,), KEYS)
    first, last = (reader.read_date(table, key) for key in DATES)
    if first and last and last < first:
        raise reader.build_error("valid_until is before valid_from", ("valid_until",))
    return Policy(
        path,
        text,
        reader.read_message(table),
        first,
        last,
        reader.read_list(table.get("protected", []), ("protected",)),
        reader.read_variables(table, "pinned"),
        reader.read_variables(table, "unset"),
        reader.read_allowed(table),
    )


class _Reader:
    """Reader of the keys of a policy."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def read_message(self, table: Mapping[str, Any]) -> str:
        message = table.get("message", "")
        if not isinstance(message, str) or len(message) > LONGEST:
            raise self.build_error(f"message must be a string of at most {LONGEST} characters", ("message",))
        return message

    def read_date(self, table: Mapping[str, Any], key: str) -> dt.date | None:
        value = table.get(key)
        if value is not None and type(value) is not dt.date:  # a datetime is a date too
            raise self.build_error(f"{key} must be a date such as 2027-01-31, without quotes", (key,))
        return value

    def read_list(self, value: Any, key: Key) -> tuple[str, ...]:  # noqa: ANN401 - whatever TOML holds
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
            raise self.build_error(f"{'.'.join(key)} must be a string or a list of strings", key)
        return tuple(items)

    def read_variables(self, table: Mapping[str, Any], key: str) -> dict[str, str]:
        names = self.read_list(table.get(key, []), (key,))
        return {self.find_variable(name, (key,)): name for name in names}

    def read_allowed(self, table: Mapping[str, Any]) -> dict[str, Allowed]:
        """Return the allowed values in [allow], of which keys may be written as in a profile: ``vertex.base_url``."""
        rows = table.get("allow", {})
        if not isinstance(rows, dict):
            raise self.build_error("allow must be a table; write [allow]", ("allow",))
        allowed: dict[str, Allowed] = {}
        for name, value in rows.items():
            inner = value.items() if isinstance(value, dict) else [("", value)]
            for field, patterns in inner:
                key = ("allow", name, field) if field else ("allow", name)
                typed = f'{name}."{field}"' if "." in field else ".".join(filter(None, (name, field)))
                variable = name if not field and name in GROUPS else self.find_variable(typed, key, GROUPS)
                allowed[variable] = Allowed(self.read_list(patterns, key), key)
        return allowed

    def find_variable(self, name: str, key: Key, others: tuple[str, ...] = ()) -> str:
        """Return the variable of `name`, a key of a profile or a variable of the catalogue."""
        from vxenv.profiles.keys import find_variable, parse_key  # noqa: PLC0415 - not needed without a policy

        try:
            variable = find_variable(parse_key(name, removing=True))
        except UsageError as error:
            from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

            close = guess(name, others)
            what = f'unknown key {escape_text(name)}; did you mean "{close}"?' if close else error.what
            raise self.build_error(f"{key[0]}: {what}", key) from error
        if not variable:
            raise self.build_error(f"{key[0]}: {escape_text(name)} sets no variable", key)
        return variable

    def build_unknown_key(self, key: Key, known: tuple[str, ...]) -> DocumentError:
        from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

        close = guess(key[-1], known, cutoff=0.5)
        advice = f'did you mean "{close}"?' if close else f"expected one of: {', '.join(known)}"
        return self.build_error(f"unknown key {escape_text('.'.join(key))}; {advice}", key)

    def build_error(self, what: str, key: Key) -> DocumentError:
        return DocumentError(what, where=f"{shorten_path(self.path)}:{find_line(self.text, key)}")
