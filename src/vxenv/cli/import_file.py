"""The input of `import`: its format, and the profiles in it. ``-`` is standard input."""

import json
import os
import re
import sys
from typing import NamedTuple

from vxenv.cli.output.terminal import render_own_text, say
from vxenv.cli.profile_changes import finish_profile
from vxenv.errors import DocumentError, UsageError, quote_word
from vxenv.exchange import SCRIPTS, find_reader
from vxenv.files.read_limited import LIMIT
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.adoption import adopt_variables, omit_closed
from vxenv.profiles.bundle import split_bundle
from vxenv.profiles.names import NAME
from vxenv.profiles.patterns import check_own_name
from vxenv.profiles.profile_text import render_profile
from vxenv.setup.variable_sources import select_ours

_LARGEST = 64 * LIMIT
_SCRIPT_NAMES = {
    ".envrc": "envrc",
    "devcontainer.json": "devcontainer",
    ".devcontainer.json": "devcontainer",
}
_MISE = re.compile(r"\.?mise(\.[\w-]+)*\.toml")


class Incoming(NamedTuple):
    """The contents of an imported file."""

    # The text of each profile, by name.
    profiles: dict[str, bytes]
    # Skipped variables, each with the reason.
    skipped: list[tuple[str, str]]


def read_import(file: str, form: str | None, name: str | None) -> Incoming:
    """Return the contents of `file`.

    Args:
        file: The path, or ``-``.
        form: The format; None to detect it from the file's name and text.
        name: The name of the profile; None for the file's name.

    Raises:
        UsageError: The file cannot be read, has no variables for a profile, or needs another name.
        DocumentError: It is too large, empty or not valid TOML.
    """
    raw = _read(file)
    form = form or _guess_format(file, raw)
    if form == "toml":
        return Incoming(_read_profiles(raw, file, name), [])
    return _read_variables(raw, file, form, name)


def report_skipped(skipped: list[tuple[str, str]]) -> None:
    """Print the skipped variables and the reasons."""
    if skipped:
        say("skipped:", *(f"  {escape_text(name)}  {render_own_text(why)}" for name, why in skipped))


def repeat_import(file: str, options: str) -> str:
    """Return the command that imports `file`; for stdin, which cannot be read again, the command for help."""
    return "vxenv import --help" if file == "-" else f"vxenv import {quote_word(shorten_path(file))}{options}"


def _read(file: str) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            path = os.path.expanduser(file)
            if not os.path.isfile(path):
                os.stat(path)
                raise UsageError(
                    f"{shorten_path(file)} is not a regular file", hint=f"ls -ld {quote_word(shorten_path(file))}"
                )
            with open(path, "rb") as handle:
                raw = handle.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"cannot read {shorten_path(file)}: {error.strerror}", hint="vxenv import --help") from error
    if len(raw) > _LARGEST:
        raise DocumentError(f"is over {_LARGEST // 1024} KiB", where=shorten_path(file))
    return raw


def _guess_format(file: str, raw: bytes) -> str:
    """Return the format of a file, by its name and contents."""
    base = os.path.basename(file)
    if base in _SCRIPT_NAMES or _MISE.fullmatch(base):
        return _SCRIPT_NAMES.get(base, "mise")
    if base.startswith(".env") or base.endswith(".env"):
        return "dotenv"
    if not raw.lstrip().startswith(b"{") and not base.endswith(".json"):
        return "toml"
    if b'"terminal.integrated.env.' in raw:
        return "vscode"
    try:
        return "claude-settings" if isinstance(json.loads(raw).get("env"), dict) else "json"
    except (ValueError, RecursionError):
        return "json"


def _read_profiles(raw: bytes, file: str, name: str | None) -> dict[str, bytes]:
    """Return the profile in `raw`, or the profiles of a bundle."""
    bundle = split_bundle(raw, file)
    if bundle is not None:
        if not bundle:
            raise DocumentError("bundle contains no profiles", where=shorten_path(file))
        if name:
            raise UsageError("--as does not apply to a bundle", hint=repeat_import(file, ""))
        return bundle
    if not raw.strip():
        raise DocumentError("is empty", where=shorten_path(file), hint="vxenv import --help")
    return {_choose_name(file, name): raw}


def _read_variables(raw: bytes, file: str, form: str, name: str | None) -> Incoming:
    """Return a profile with the variables in `raw`, which is in the format `form`."""
    title = _choose_name(file, name, by_file=form not in SCRIPTS)
    reading = find_reader(form).read(raw.decode(errors="surrogateescape"), file)
    if form in SCRIPTS:
        source = select_ours(reading, file)
        variables, skipped = [(variable.name, variable.value) for variable in source.variables], list(source.skipped)
    else:
        variables = [(variable.name, variable.value) for variable in reading.assignments]
        skipped = [(passed.name, f"line {passed.line}: {passed.why}") for passed in reading.skipped]
    taken = adopt_variables(omit_closed(variables))
    skipped += taken.skipped
    if not taken.values:
        report_skipped(skipped)
        raise UsageError(f"no variables for a profile in {shorten_path(file)}", hint="vxenv import --help")
    return Incoming({title: finish_profile(render_profile(taken.values))}, skipped)


def _choose_name(file: str, name: str | None, *, by_file: bool = True) -> str:
    """Return `name`, or the name of `file` if it is a valid profile name. Raises UsageError."""
    if name:
        return check_own_name(name)
    stem = os.path.basename(file).removesuffix(".toml").removesuffix(".json")
    if file == "-" or not by_file or not NAME.fullmatch(stem):
        what = "the profile needs a name; use --as NAME"
        raise UsageError(what, hint=repeat_import(file, " --as NAME"))
    return stem
