"""Read and edit vxenv's own configuration, ``config.toml``."""

import os
from typing import Any, NamedTuple

from vxenv.errors import DocumentError, VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import escape_text, find_config_directory, shorten_path
from vxenv.profiles.names import parse_stack
from vxenv.text.toml_locate import find_line
from vxenv.text.toml_read import parse_toml

BUILTIN, FZF = "builtin", "fzf"


class Config(NamedTuple):
    """Contents of config.toml."""

    # The stack used where no directory file applies.
    default: tuple[str, ...] = ()
    # Whether informational output is suppressed.
    quiet: bool = False
    # Directories below which directory files are allowed without `vxenv allow`.
    allow_prefixes: tuple[str, ...] = ()
    # The bytes of the file, empty if the file does not exist.
    data: bytes = b""
    # Whether the hook starts Claude Code with the active stack's settings.
    claude_wrapper: bool = False
    # The program that offers the profiles when `use` is called without a name.
    picker: str = BUILTIN
    # The age of the last check of a source from which commands mention it, such as ``7d``; "" for never.
    source_reminder: str = ""
    # Whether new profiles and directory files begin with the address of their schema.
    schema_line: bool = False


# Values of the keys that config.toml does not set.
DEFAULTS: dict[str, Any] = {
    "default": [], "quiet": False, "allow_prefixes": [], "claude_wrapper": False, "picker": BUILTIN,
    "source_reminder": "", "schema_line": False,
}  # fmt: skip
CHOICES: dict[str, tuple[Any, ...]] = {
    "quiet": (True, False), "claude_wrapper": (True, False), "picker": (BUILTIN, FZF), "schema_line": (True, False),
}  # fmt: skip
LISTS = {"default": "a profile name or a list of profile names", "allow_prefixes": "a list of directories"}


def find_config_path() -> str:
    """Return the path of config.toml, which may not exist."""
    return os.path.join(find_config_directory(), "config.toml")


def read_config() -> Config:
    """Read config.toml; return the defaults if it does not exist. Raises DocumentError."""
    path = find_config_path()
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
    table, text = parse_toml(data, path)

    def build_error(what: str, key: str) -> DocumentError:
        return DocumentError(what, where=f"{shorten_path(path)}:{find_line(text, (key,))}")

    for key in table:
        if key not in DEFAULTS:
            raise build_error(f"unknown key {escape_text(key)}; {_advise(key)}", key)
    values = {**DEFAULTS, **table}
    for key, value in values.items():
        problem = find_problem(key, value)
        if problem:
            raise build_error(problem, key)
    try:
        return Config(
            parse_stack(_list_strings(values["default"]) or ()),
            values["quiet"],
            tuple(os.path.realpath(os.path.expanduser(p)) for p in _list_strings(values["allow_prefixes"]) or ()),
            data,
            values["claude_wrapper"],
            values["picker"],
            values["source_reminder"],
            values["schema_line"],
        )
    except VxenvError as error:
        raise build_error(f"default: {error.what}", "default") from error


def find_problem(key: str, value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """Return the reason why `key` cannot have `value`, "" if it can."""
    if key in LISTS:
        return f"{key} must be {LISTS[key]}" if _list_strings(value) is None else ""
    if key == "source_reminder":
        is_valid = value == "" or count_days(value) > 0
        return "" if is_valid else f'{key} must be a number of days such as "7d", or "" for never'
    choices = CHOICES[key]
    if value in choices and isinstance(value, type(choices[0])):  # 1 is not true
        return ""
    words = (str(choice).lower() if isinstance(choice, bool) else f'"{choice}"' for choice in choices)
    return f"{key} must be {' or '.join(words)}"


def count_days(reminder: Any) -> int:  # noqa: ANN401 - likewise
    """Return the number of days in `reminder`, such as 7 for ``7d``; 0 for anything else."""
    digits = reminder[:-1] if isinstance(reminder, str) and reminder.endswith("d") else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else 0  # noqa: PLR2004


def _advise(key: str) -> str:
    from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

    close = guess(key, DEFAULTS)
    return f'did you mean "{close}"?' if close else f"expected one of: {', '.join(DEFAULTS)}"


def _list_strings(value: Any) -> list[str] | None:  # noqa: ANN401 - likewise
    if isinstance(value, str):
        value = [value]
    # A path cannot contain a NUL character.
    is_valid = isinstance(value, list) and all(isinstance(item, str) and "\0" not in item for item in value)
    return value if is_valid else None


def set_default(data: bytes, stack: tuple[str, ...]) -> bytes:
    """Return config.toml's bytes `data` with `stack` as the default, or without a default for an empty stack.

    All other bytes are unchanged. Raises DocumentError if `data` is not valid TOML.
    """
    from vxenv.text.toml_edit import edit_toml  # noqa: PLC0415 - imports tomlkit, which hooks do not need

    value = None if not stack else stack[0] if len(stack) == 1 else list(stack)
    return edit_toml(data, find_config_path(), {("default",): value})


def set_wrapper(data: bytes) -> bytes:
    """Return config.toml's bytes `data` with `claude_wrapper` enabled. Raises DocumentError."""
    from vxenv.text.toml_edit import edit_toml  # noqa: PLC0415 - as above

    return edit_toml(data, find_config_path(), {("claude_wrapper",): True})
