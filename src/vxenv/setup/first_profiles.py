"""Find first profiles for setup: in exported variables, rc files, Claude Code's settings and gcloud."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from vxenv.catalogue.environment import BASE_URL, LOCATION, PROJECT
from vxenv.catalogue.secrets import redact_text
from vxenv.claude.settings_paths import find_user_settings
from vxenv.errors import VxenvError
from vxenv.exchange.rc import list_functions
from vxenv.files.read_limited import read_bytes
from vxenv.google import configurations
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.adoption import adopt_variables, omit_closed
from vxenv.profiles.names import NAME
from vxenv.profiles.store import find_profile_path, is_same_profile, list_profile_names
from vxenv.profiles.validation import check_profile
from vxenv.setup import variable_sources
from vxenv.setup.candidates import ANYWHERE, REGION, Candidate, merge
from vxenv.setup.rc_environment import read_rc_environment
from vxenv.setup.variable_sources import SetVariable, Source
from vxenv.shells import SHELLS
from vxenv.text.toml_locate import Key
from vxenv.text.toml_read import parse_toml

# A profile for Vertex needs at least one of these.
_NEEDED: tuple[Key, ...] = (("vertex", "project"), REGION, ("vertex", "base_url"))
# A function is a profile if it exports where requests go, or their models.
_TABLES = ("vertex", "models", "regions")
# Variables that are reported as skipped even if nothing else is found.
_TELLING = (PROJECT, LOCATION, BASE_URL)
_SHELL, _HERE = "shell", "here"


class Note(NamedTuple):
    """A note about settings that are not a candidate."""

    text: str  # one line for users
    candidate: Candidate | None = None  # the rejected candidate


class Search(NamedTuple):
    """The result of the search."""

    candidates: tuple[Candidate, ...]  # possible profiles, those with a project first
    notes: tuple[Note, ...]  # notes about other settings


class Place(NamedTuple):
    """A place where variables may be set."""

    name: str  # the name for a profile from it
    title: str  # the text for users
    read: Callable[[], Source]  # the function that reads it
    function: bool = False  # whether it is a function of an rc file
    gcloud: bool = False  # whether it is a gcloud configuration, which may lack a location


def find_candidates(shell: str) -> Search:
    """Return possible profiles that do not exist yet. Files are read as data; no program is started."""
    candidates: list[Candidate] = []
    notes: list[Note] = []
    known: set[tuple[str, str | None]] = set()
    for place in _list_places(shell):
        try:
            source = place.read()
            if place.name == _SHELL:
                source = _complete(source)
            if place.name == _HERE:  # the environment also has the values of rc files and settings
                source = Source(tuple(row for row in source.variables if (row.name, row.value) not in known), ())
            known |= {(row.name, row.value) for row in source.variables}
            candidate = _make_candidate(place, source, notes)
        except VxenvError as error:
            notes.append(Note(f"{place.title}: {error.what}"))
            continue
        if candidate and place.name == _HERE and candidates and not candidate.whole:
            notes.append(Note(f"{place.title}: skipped, since no project is set", candidate))
        elif candidate:
            candidates.append(candidate)
    new = [candidate for candidate in _rename_apart(merge(candidates)) if not _is_present(candidate, notes)]
    return Search(tuple(sorted(new, key=lambda candidate: not candidate.whole)), tuple(notes))


def _rename_apart(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield `candidates` with unique names."""
    names: set[str] = set()
    for candidate in candidates:
        name, number = candidate.name, 1
        while name in names:
            number += 1
            name = f"{candidate.name}-{number}"
        names.add(name)
        yield candidate if name == candidate.name else candidate.rename(name)


def _list_places(shell: str) -> Iterator[Place]:
    """Yield the places to search."""
    environment = read_rc_environment(shell)
    usual, *others = SHELLS[shell].find_rc_files(environment)
    files = [path for path in (*others, usual) if os.path.isfile(path)]
    if files and SHELLS[shell].has_readable_rc:
        yield Place(_SHELL, ", ".join(map(shorten_path, files)), lambda: variable_sources.read_rc_files(files, ""))
        yield from _list_functions(files)
    settings = find_user_settings(environment)
    if os.path.isfile(settings):
        yield Place("claude", shorten_path(settings), lambda: variable_sources.read_claude_settings(settings))
    for name in configurations.list_configurations(configurations.find_gcloud_directory(environment)):
        title = f'gcloud configuration "{name}"'
        profile = "gcloud" if name == configurations.DEFAULT else name
        yield Place(profile, title, partial(variable_sources.read_gcloud, name), gcloud=True)
    if not environment.get("VXENV_PROFILE"):
        yield Place(_HERE, "this shell's variables", variable_sources.read_environment)


def _list_functions(files: list[str]) -> Iterator[Place]:
    """Yield a place for each function of an rc file that exports variables, a common substitute for profiles."""
    for path in files:
        try:
            names = list_functions(variable_sources.read_text(path), path)
        except VxenvError:
            continue  # reported for the file itself
        for name in filter(NAME.fullmatch, names):
            yield Place(
                name, f"function {name} of {shorten_path(path)}", partial(_read_function, files, name), function=True
            )


def _read_function(files: list[str], name: str) -> Source:
    """Return the variables set by `files` and then the function `name`; empty if the function is not a profile."""
    file, function = variable_sources.read_rc_files(files, ""), variable_sources.read_rc_files(files, name)
    own = adopt_variables(omit_closed((row.name, row.value) for row in function.variables))
    if not any(key[0] in _TABLES for key in own.values):
        return Source((), ())
    rows = {row.name: row for row in (*file.variables, *function.variables)}
    skipped = [row for row in (*function.skipped, *file.skipped) if row[0] not in rows]
    return Source(tuple(rows.values()), tuple(dict.fromkeys(skipped)))


def _complete(source: Source) -> Source:
    """Return the variables of rc files, with this shell's values for those only known when the files run."""
    if os.environ.get("VXENV_PROFILE"):
        return source
    current = {row.name: row.value for row in variable_sources.read_environment().variables}
    known = {row.name for row in source.variables}
    more = {
        name: SetVariable(name, current[name], f"this shell ({why})")
        for name, why in dict(source.skipped).items()
        if name in current and name not in known
    }
    return Source((*source.variables, *more.values()), tuple(row for row in source.skipped if row[0] not in more))


def _make_candidate(place: Place, source: Source, notes: list[Note]) -> Candidate | None:
    """Return the profile with the variables of `source`, or add `notes` and return None if it is not for Vertex."""
    adoption = adopt_variables(omit_closed((row.name, row.value) for row in source.variables))
    values: dict[Key, Any] = dict(adoption.values)
    skipped = [*adoption.skipped]
    # Lines with a skipped variable, such as a secret, are not offered for removal: they would be its only copy.
    kept = {name for name, _ in skipped}
    where = {row.name: row.where for row in source.variables if row.name not in kept}
    if place.name != _HERE and not source.region:  # setup asks for gcloud's location
        skipped += [(name, why) for name, why in source.skipped if name]
    if not any(key in values for key in _NEEDED) or not NAME.fullmatch(place.name):
        notes += [
            Note(f"{place.title}: {variable}: {escape_text(redact_text(why))}")
            for variable, why in skipped
            if variable in _TELLING
        ]
        return None
    if place.gcloud and not source.region:
        values.setdefault(REGION, ANYWHERE)
    candidate = Candidate(place.name, place.title, values, where, tuple(skipped), source.region, place.function)
    check_profile(place.name, candidate.data)
    return candidate


def _is_present(candidate: Candidate, notes: list[Note]) -> bool:
    """Return whether the profile exists; a different one of the same name is added to `notes`."""
    names = list_profile_names()
    for name in names:
        try:
            text = read_bytes(find_profile_path(name))
        except OSError:
            continue
        if is_same_profile(name, text, candidate.data):
            return True
        # The existing profile may have a location that setup asked for.
        if candidate.region and is_same_profile(name, text, candidate.set_location(_read_location(text)).data):
            return True
    if candidate.name not in names:
        return False
    notes.append(
        Note(f'{candidate.title}: profile "{candidate.name}" already exists with other values; see: vxenv add --help')
    )
    return True


def _read_location(text: bytes) -> str:
    """Return the location in the profile `text`, "" for none."""
    try:
        location = parse_toml(text, "")[0].get("vertex", {}).get("region", "")
    except (VxenvError, AttributeError):
        return ""
    return location if isinstance(location, str) else ""
