"""Read existing variables from all sources of `add` and `setup`, and select those for a profile."""

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.activation.undo_record import read_state
from vxenv.catalogue.environment import (
    CREDENTIALS,
    GCLOUD_CONFIGURATION,
    GCLOUD_DIRECTORY,
    LOCATION,
    PROJECT,
    QUOTA_PROJECT,
    REGION_PREFIX,
)
from vxenv.catalogue.variables import load_variables
from vxenv.errors import DocumentError, UsageError, build_look_hint, quote_word
from vxenv.exchange import claude_settings, dotenv
from vxenv.exchange.assignment import Reading
from vxenv.exchange.rc import list_functions, read_rc
from vxenv.google import configurations
from vxenv.paths import shorten_path

_LARGEST = 512 * 1024
_ALIAS = re.compile(r"""\s*alias\s+(?:-\w+\s+)*([^\s=;&|'"]+)[=\s]""")
_SET_BEFORE = re.compile(r"""(?<![^\s'"])([A-Z][A-Z0-9_]*)=""")
# The families of the catalogue that are not imported, each with the reason.
_NOT_OURS = {
    "network": "used by other programs too; to add it: vxenv set NAME {setting}",
    "providers": "belongs to another provider",
}
# CLAUDE_… variables in the environment are set by Claude Code for its child processes, not by the user.
_OURS = ("ANTHROPIC_", REGION_PREFIX)
_OURS_IN_FILES = (*_OURS, "CLAUDE_")


class SetVariable(NamedTuple):
    """A variable that is set somewhere."""

    name: str  # the variable
    value: str | None  # the value, None for unset
    where: str  # the file and line, as text for users


class Source(NamedTuple):
    """The variables of one source."""

    variables: tuple[SetVariable, ...]  # one for each name
    skipped: tuple[tuple[str, str], ...]  # variables that are not imported, each with the reason
    region: str = ""  # gcloud's region, "" for none


def read_environment() -> Source:
    """Return this shell's variables."""
    given = {change.name: change.given for change in read_state(os.environ).changes}
    by_profile = f"this shell: profile {os.environ.get('VXENV_PROFILE', '')}"
    rows = [
        SetVariable(name, value, by_profile if given.get(name) == value else "this shell")
        for name, value in sorted(os.environ.items())
        if value
    ]
    return _keep_ours(rows, _OURS)


def read_claude_settings(path: str) -> Source:
    """Return ``env`` and the model of the Claude Code settings file at `path`."""
    return _locate(claude_settings.read(read_text(path), path), path)


def read_rc_files(paths: Iterable[str], function: str) -> Source:
    """Return the variables that rc files export, later files overriding earlier ones; the files are never run."""
    home = os.path.expanduser("~")
    texts = {path: read_text(path) for path in paths}
    if function:
        # Only files with the function are read; if none has it, the error of the first one lists the functions.
        texts = {path: text for path, text in texts.items() if function in list_functions(text, path)} or texts
    sources = [_locate(read_rc(text, path, home=home, function=function), path) for path, text in texts.items()]
    rows: dict[str, SetVariable] = {}
    skipped = []
    for source in sources:
        for row in source.variables:
            old = rows.pop(row.name, None)
            if old and old.value != row.value:
                skipped.append((row.name, f"{old.where}: overridden by {row.where}"))
            rows[row.name] = row
        skipped += source.skipped
    ours = _keep_ours(rows.values(), _OURS_IN_FILES)
    skipped += [row for path, text in texts.items() for row in _list_aliases(text, path)]
    known = [f"reads another file: {shorten_path(os.path.abspath(path))}" for path in texts]
    skipped = [row for row in skipped if row[1].partition(": ")[2] not in known]
    return Source(ours.variables, (*_keep_reasons(skipped), *ours.skipped))


def read_dotenv(path: str) -> Source:
    """Return the variables of Claude Code and Google in a .env file."""
    return select_ours(dotenv.read(read_text(path), path), path)


def select_ours(reading: Reading, path: str) -> Source:
    """Return the variables of Claude Code and Google in `reading` of the file at `path`."""
    whole = _locate(reading, path)
    ours = _keep_ours(whole.variables, _OURS_IN_FILES)
    return Source(ours.variables, (*_keep_reasons(whole.skipped), *ours.skipped))


def read_gcloud(name: str) -> Source:
    """Return the variables of the gcloud configuration `name` ("" for the active one), without starting gcloud."""
    environment = dict(os.environ)
    folder = configurations.find_gcloud_directory(environment)
    if not configurations.list_configurations(folder):
        raise UsageError(f"no gcloud configuration in {shorten_path(folder)}", hint="gcloud init")
    active = configurations.read_configuration(folder, name or configurations.find_active_configuration(environment))
    where = shorten_path(active.path)
    rows = [SetVariable(GCLOUD_CONFIGURATION, active.name, where)]
    skipped = []
    if active.project:
        rows.insert(0, SetVariable(PROJECT, active.project, where))
    else:
        skipped.append((PROJECT, f"{where} sets no project"))
    if active.quota_project:
        rows.append(SetVariable(QUOTA_PROJECT, active.quota_project, where))
    if environment.get(GCLOUD_DIRECTORY):
        rows.append(SetVariable(GCLOUD_DIRECTORY, folder, "this shell"))
        # Claude Code looks for credentials only in the default directory.
        credentials = configurations.find_default_credentials(folder)
        if credentials:
            rows.append(SetVariable(CREDENTIALS, credentials, shorten_path(folder)))
    region = active.ai_region or active.compute_region
    if region:
        why = f"gcloud uses {region}; select a location of Claude with --region"
        skipped.append((LOCATION, why))
    return Source(tuple(rows), tuple(skipped), region)


def _list_aliases(text: str, path: str) -> list[tuple[str, str]]:
    """Return the variables that aliases set for one command, a common substitute for profiles."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if alias := _ALIAS.match(line):
            why = f"{shorten_path(path)}:{number}: set only for the alias {alias[1]}"
            rows += [(name, why) for name in _SET_BEFORE.findall(line, alias.end())]
    return rows


def _keep_reasons(skipped: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the rows about the file itself, which name no variable, and about variables of Claude Code and Google."""
    known = load_variables().by_name
    return tuple(row for row in skipped if not row[0] or row[0] in known or row[0].startswith(_OURS_IN_FILES))


def read_text(path: str) -> str:
    """Return the text of the file at `path`. Raises UsageError and DocumentError."""
    try:
        if os.path.isfile(path) and os.path.getsize(path) > _LARGEST:
            raise DocumentError(f"is larger than {_LARGEST // 1024} KiB", where=shorten_path(path))
        if not os.path.isfile(path):
            os.stat(path)
            raise UsageError(
                f"{shorten_path(path)} is not a regular file", hint=f"ls -ld {quote_word(shorten_path(path))}"
            )
        with open(path, "rb") as file:
            return file.read(_LARGEST + 1).decode(errors="surrogateescape")
    except OSError as error:
        raise UsageError(f"cannot read {shorten_path(path)}: {error.strerror}", hint=build_look_hint(path)) from error


def _locate(reading: Reading, path: str) -> Source:
    """Return the variables of `reading` with the file `path` in their places."""

    def describe(line: int) -> str:
        return f"{shorten_path(path)}:{line}" if line else shorten_path(path)

    rows = tuple(SetVariable(row.name, row.value, describe(row.line)) for row in reading.assignments)
    return Source(rows, tuple((row.name, f"{describe(row.line)}: {row.why}") for row in reading.skipped))


def _keep_ours(rows: Iterable[SetVariable], prefixes: tuple[str, ...]) -> Source:
    """Return the variables of Claude Code and Google in `rows`; others in the catalogue are skipped."""
    by_name = load_variables().by_name
    order = {name: index for index, name in enumerate(by_name)}
    taken, skipped = [], []
    for row in sorted(rows, key=lambda row: (order.get(row.name, len(order)), row.name)):
        known = by_name.get(row.name)
        if row.value is None and (known is None or known.cleared == "always" or known.family == "providers"):
            continue  # unset in every profile anyway, or unrelated
        if known and known.type != "secret" and known.family in _NOT_OURS:
            setting = (known.key or f"env.{row.name}") + ("=…" if row.value is not None else ":=false")
            skipped.append((row.name, f"{row.where}: {_NOT_OURS[known.family].format(setting=setting)}"))
        elif known or row.name.startswith(prefixes):
            taken.append(row)
    return Source(tuple(taken), tuple(skipped))
