"""vxenv's own settings: ``config.toml``."""

import os
from typing import Any, NamedTuple

from vxenv.errors import DocumentError, VxenvError
from vxenv.paths import config_dir, printable, shown
from vxenv.profiles.bounded import read_bytes
from vxenv.profiles.document import parse_toml
from vxenv.profiles.names import stack_names
from vxenv.profiles.positions import line_of

BUILTIN, FZF = "builtin", "fzf"


class Settings(NamedTuple):
    """What config.toml says; `data` are its bytes, empty if there is none.

    `default` is the stack for where no directory file is. `allow_prefixes` are directories below which directory
    files need no consent. `claude_wrapper` has the hook start Claude Code with the active stack's settings. `picker`
    is what asks where `use` is given no name.
    """

    default: tuple[str, ...] = ()
    quiet: bool = False
    allow_prefixes: tuple[str, ...] = ()
    data: bytes = b""
    claude_wrapper: bool = False
    picker: str = BUILTIN


_KEYS = ("default", "quiet", "allow_prefixes", "claude_wrapper", "picker")
_FLAGS = ("quiet", "claude_wrapper")


def settings_path() -> str:
    """Return where config.toml is, whether it is there or not."""
    return os.path.join(config_dir(), "config.toml")


def read_settings() -> Settings:
    """Return the settings. Raises DocumentError."""
    path = settings_path()
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shown(path)) from error
    table, text = parse_toml(data, path)

    def wrong(what: str, key: str, hint: str = "") -> DocumentError:
        return DocumentError(what, where=f"{shown(path)}:{line_of(text, (key,))}", hint=hint)

    for key in table:
        if key not in _KEYS:
            raise wrong(f"unknown key {printable(key)}", key, f"known here: {', '.join(_KEYS)}")
    picker = table.get("picker", BUILTIN)
    words = {**{key: (table.get(key, False), (True, False), "true or false") for key in _FLAGS},
             "picker": (picker, (BUILTIN, FZF), f'"{BUILTIN}" or "{FZF}"')}  # fmt: skip
    no_word = next((key for key, (value, known, _) in words.items() if not _one_of(value, known)), "")
    if no_word:
        raise wrong(f"{no_word} must be {words[no_word][2]}", no_word)
    prefixes = _strings(table, "allow_prefixes")
    if prefixes is None:
        raise wrong("allow_prefixes must be a list of directories", "allow_prefixes")
    default = _strings(table, "default")
    if default is None:
        raise wrong("default must be a profile's name or a list of names", "default")
    try:
        return Settings(
            stack_names(default),
            table.get("quiet", False),
            tuple(os.path.realpath(os.path.expanduser(p)) for p in prefixes),
            data,
            table.get("claude_wrapper", False),
            picker,
        )
    except VxenvError as error:
        raise wrong(f"default: {error.what}", "default", error.hint) from error


def _one_of(value: object, known: tuple[object, ...]) -> bool:
    """Tell whether `value` is one of `known`; 1 is not true."""
    return any(value == one and type(value) is type(one) for one in known)


def _strings(table: dict[str, Any], key: str) -> list[str] | None:
    value = table.get(key, [])
    if isinstance(value, str):
        value = [value]
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def with_default(data: bytes, stack: tuple[str, ...]) -> bytes:
    """Return config.toml's bytes `data` with `stack` as the default, or with none; the rest of it stays as it is.

    Raises DocumentError if it is no valid TOML.
    """
    from vxenv.profiles.editing import edited  # noqa: PLC0415 - tomlkit, which no hook needs

    value = None if not stack else stack[0] if len(stack) == 1 else list(stack)
    return edited(data, settings_path(), {("default",): value})


def with_wrapper(data: bytes) -> bytes:
    """Return config.toml's bytes `data` with the wrapper of Claude Code switched on. Raises DocumentError."""
    from vxenv.profiles.editing import edited  # noqa: PLC0415 - as above

    return edited(data, settings_path(), {("claude_wrapper",): True})
