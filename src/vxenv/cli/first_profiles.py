"""What setup finds that could be a first profile: exported variables, rc files, Claude Code's settings, gcloud."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from vxenv.cli import variable_sources
from vxenv.cli.candidates import ANYWHERE, REGION, Candidate, merge
from vxenv.cli.output.terminal import own_text
from vxenv.cli.rc_environment import rc_environment
from vxenv.cli.variable_sources import Found, Source
from vxenv.errors import VxenvError
from vxenv.exchange.rc import list_functions
from vxenv.files.read_limited import read_bytes
from vxenv.google import configurations
from vxenv.paths import printable, shown
from vxenv.profiles.adoption import adopted, open_or_set
from vxenv.profiles.equality import says_the_same
from vxenv.profiles.names import NAME
from vxenv.profiles.store import profile_names, profile_path
from vxenv.profiles.validation import check_profile
from vxenv.shells import SHELLS
from vxenv.text.toml_locate import Key
from vxenv.text.toml_read import parse_toml

# Without one of these it is no profile for Vertex, whatever else is set.
_NEEDED: tuple[Key, ...] = (("vertex", "project"), REGION, ("vertex", "base_url"))
# What a function must export to be a profile: where requests go, or which models they ask for.
_TABLES = ("vertex", "models", "regions")
# Variables whose absence is worth a line even where nothing else is found.
_TELLING = ("ANTHROPIC_VERTEX_PROJECT_ID", "CLOUD_ML_REGION", "ANTHROPIC_VERTEX_BASE_URL")
_SHELL, _HERE = "shell", "here"


class Search(NamedTuple):
    """What was found, and what is to be said of what is no candidate."""

    candidates: tuple[Candidate, ...]
    notes: tuple[str, ...]


class Place(NamedTuple):
    """A place where variables may be set."""

    name: str  # what a profile from it is called
    title: str  # what it is, for people
    read: Callable[[], Source]  # what reads it
    function: bool = False  # whether it is a function of an rc file
    gcloud: bool = False  # whether it is a configuration of gcloud's, which need not name a location


def search(shell: str) -> Search:
    """Return what could be a profile here and is none yet. Files are read as data; no program is started."""
    found: list[Candidate] = []
    notes: list[str] = []
    known: set[tuple[str, str | None]] = set()
    for place in _places(shell):
        try:
            source = place.read()
            if place.name == _SHELL:
                source = _completed(source)
            if place.name == _HERE:  # what rc files and settings set is in the environment, too
                source = Source(tuple(one for one in source.found if (one.name, one.value) not in known), ())
            known |= {(one.name, one.value) for one in source.found}
            candidate = _candidate(place, source, notes)
        except VxenvError as error:
            notes.append(f"{place.title}: {error.what}")
            continue
        if candidate is None:
            continue
        if place.name == _HERE and found and not candidate.whole:
            notes += [f"{place.title}: left out, since they name no project:", *candidate.rows]
        else:
            found.append(candidate)
    found = [one for one in _named_apart(merge(found)) if not _is_there(one, notes)]
    return Search(tuple(sorted(found, key=lambda one: not one.whole)), tuple(notes))


def _named_apart(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield `candidates`, each under a name of its own."""
    names: set[str] = set()
    for one in candidates:
        name, number = one.name, 1
        while name in names:
            number += 1
            name = f"{one.name}-{number}"
        names.add(name)
        yield one if name == one.name else one.rename(name)


def _places(shell: str) -> Iterator[Place]:
    """Yield where to look."""
    from vxenv.claude.settings_paths import user_settings

    environment = rc_environment(shell)
    usual, *others = SHELLS[shell].find_rc_files(environment)
    files = [path for path in (*others, usual) if os.path.isfile(path)]
    if files and SHELLS[shell].has_readable_rc:
        yield Place(_SHELL, ", ".join(map(shown, files)), lambda: variable_sources.from_rc(files, ""))
        yield from _functions(files)
    settings = user_settings(environment)
    if os.path.isfile(settings):
        yield Place("claude", shown(settings), lambda: variable_sources.from_settings(settings))
    for one in configurations.configuration_names(configurations.gcloud_directory(environment)):
        name = "gcloud" if one == configurations.DEFAULT else one

        def read(one: str = one) -> Source:
            return variable_sources.from_gcloud(one)

        yield Place(name, f"gcloud configuration {one}", read, gcloud=True)
    if not environment.get("VXENV_PROFILE"):
        yield Place(_HERE, "variables of this shell", variable_sources.from_environment)


def _functions(files: list[str]) -> Iterator[Place]:
    """Yield a place for each function of an rc file that exports something: many people's way to have profiles."""
    for path in files:
        try:
            names = list_functions(variable_sources.read_text(path), path)
        except VxenvError:
            continue  # said of the file itself
        for name in names:

            def read(name: str = name) -> Source:
                return _over(variable_sources.from_rc(files, ""), variable_sources.from_rc(files, name))

            if NAME.fullmatch(name):
                yield Place(name, f"{shown(path)}, function {name}", read, function=True)


def _over(file: Source, function: Source) -> Source:
    """Return what is set where `function` was called after its `file`; an empty Source if that is no other setup."""
    own = adopted(open_or_set((one.name, one.value) for one in function.found))
    if not any(key[0] in _TABLES for key in own.values):
        return Source((), ())
    found = {one.name: one for one in (*file.found, *function.found)}
    skipped = [row for row in (*function.skipped, *file.skipped) if row[0] not in found]
    return Source(tuple(found.values()), tuple(dict.fromkeys(skipped)))


def _completed(source: Source) -> Source:
    """Return `source`, what rc files export, with this shell's value where theirs is only known when they run."""
    if os.environ.get("VXENV_PROFILE"):
        return source
    here = {one.name: one.value for one in variable_sources.from_environment().found}
    found = [
        Found(name, here[name], f"this shell; {why}")
        for name, why in dict(source.skipped).items()
        if name in here and name not in {one.name for one in source.found}
    ]
    names = {one.name for one in found}
    return Source((*source.found, *found), tuple(row for row in source.skipped if row[0] not in names))


def _candidate(place: Place, source: Source, notes: list[str]) -> Candidate | None:
    taken = adopted(open_or_set((one.name, one.value) for one in source.found))
    values: dict[Key, Any] = dict(taken.values)
    where = {one.name: one.where for one in source.found}
    skipped = [*taken.skipped, *_worth_saying(source, place)]
    if not any(key in values for key in _NEEDED) or not NAME.fullmatch(place.name):
        notes += [f"{place.title}: {variable}: {own_text(why)}" for variable, why in skipped if variable in _TELLING]
        return None
    if place.gcloud and not source.region:
        values.setdefault(REGION, ANYWHERE)
    left = tuple(f"  not taken: {printable(variable)}  {own_text(why)}" for variable, why in skipped)
    found = Candidate(place.name, place.title, values, where, left, source.region, place.function)
    check_profile(place.name, found.data)
    return found


def _worth_saying(source: Source, place: Place) -> Iterable[tuple[str, str]]:
    """Yield what `source` left out, but for gcloud's location, which is asked for."""
    if place.name == _HERE or source.region:
        return ()
    return [(name, why) for name, why in source.skipped if name]


def _is_there(candidate: Candidate, notes: list[str]) -> bool:
    """Tell whether there is such a profile already, or another one in its place, which is said in `notes`."""
    known = profile_names()
    for one in known:
        try:
            text = read_bytes(profile_path(one))
        except OSError:
            continue
        if says_the_same(one, text, candidate.data):
            return True
        # Its location was asked for.
        if candidate.region and says_the_same(one, text, candidate.place(_location(text)).data):
            return True
    if candidate.name in known:
        notes.append(f"{candidate.title}: {candidate.name} is there already and says otherwise; see: vxenv add --help")
        return True
    return False


def _location(text: bytes) -> str:
    """Return the location that the profile `text` names, "" for none."""
    try:
        found = parse_toml(text, "")[0].get("vertex", {}).get("region", "")
    except (VxenvError, AttributeError):
        return ""
    return found if isinstance(found, str) else ""
