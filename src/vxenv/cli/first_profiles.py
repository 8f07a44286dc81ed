"""What setup finds that could be a first profile: exported variables, rc files, Claude Code's settings, gcloud."""

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from vxenv.cli import sources
from vxenv.cli.adding import says_the_same
from vxenv.cli.changing import check
from vxenv.cli.differences import value_rows
from vxenv.cli.rc_environment import rc_environment
from vxenv.cli.sources import Source
from vxenv.cli.text import own_text
from vxenv.errors import VxenvError
from vxenv.google import configurations
from vxenv.paths import printable, shown
from vxenv.profiles.adopting import adopted, open_or_set
from vxenv.profiles.bounded import read_bytes
from vxenv.profiles.names import NAME
from vxenv.profiles.positions import Key
from vxenv.profiles.store import profile_names, profile_path
from vxenv.profiles.writing import written
from vxenv.shells.rc import rc_files

# Without one of these it is no profile for Vertex, whatever else is set.
_NEEDED: tuple[Key, ...] = (("vertex", "project"), ("vertex", "region"), ("vertex", "base_url"))
_REGION: Key = ("vertex", "region")
_PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
_ANYWHERE = "global"
# Shells whose rc files can be read.
_READ = ("bash", "zsh", "fish", "ksh", "mksh")


class Candidate(NamedTuple):
    """A profile that could be made: its name and text, what it is taken from, and rows for people.

    `whole` says that it names a project, without which Claude Code gives up.
    """

    name: str
    title: str
    data: bytes
    rows: tuple[str, ...]
    whole: bool


class Search(NamedTuple):
    """What was found, and what is to be said of what is no candidate."""

    candidates: tuple[Candidate, ...]
    notes: tuple[str, ...]


def search(shell: str) -> Search:
    """Return what could be a profile here and is none yet. Files are read as data; no program is started."""
    found: list[Candidate] = []
    notes: list[str] = []
    known: set[tuple[str, str | None]] = set()
    for name, title, read, region in _places(shell):
        try:
            source = read()
            if name == "here":  # what rc files and settings set is in the environment, too
                source = Source(tuple(one for one in source.found if (one.name, one.value) not in known), ())
            known |= {(one.name, one.value) for one in source.found}
            candidate = _candidate(name, title, source, region, notes)
        except VxenvError as error:
            notes.append(f"{title}: {error.what}")
            continue
        if candidate is None or _is_there(candidate, notes):
            continue
        found.append(candidate)
    return Search(tuple(sorted(found, key=lambda one: not one.whole)), tuple(notes))


def _places(shell: str) -> Iterable[tuple[str, str, Callable[[], Source], str]]:
    """Yield where to look: the name for a profile, what that is for people, what reads it, and a location."""
    from vxenv.claude.places import user_settings

    environment = rc_environment(shell)
    usual, *others = rc_files(shell, environment)
    files = [path for path in (*others, usual) if os.path.isfile(path)]
    if files and shell in _READ:
        yield "shell", ", ".join(map(shown, files)), lambda: sources.from_rc(files, ""), ""
    settings = user_settings(environment)
    if os.path.isfile(settings):
        yield "claude", shown(settings), lambda: sources.from_settings(settings), ""
    for one in configurations.configuration_names(configurations.gcloud_directory(environment)):
        name = "gcloud" if one == configurations.DEFAULT else one

        def read(one: str = one) -> Source:
            return sources.from_gcloud(one)

        yield name, f"gcloud configuration {one}", read, _ANYWHERE
    if not environment.get("VXENV_PROFILE"):
        yield "here", "variables of this shell", sources.from_environment, ""


def _candidate(name: str, title: str, source: Source, region: str, notes: list[str]) -> Candidate | None:
    taken = adopted(open_or_set((one.name, one.value) for one in source.found))
    values: dict[Key, Any] = dict(taken.values)
    if not any(key in values for key in _NEEDED) or not NAME.fullmatch(name):
        notes += [f"{title}: {variable}: {why}" for variable, why in taken.skipped if variable == _PROJECT]
        return None
    if region:
        values.setdefault(_REGION, region)
    data = written(values)
    check(name, data)
    where = {one.name: one.where for one in source.found}
    left = [f"  not taken: {printable(variable)}  {own_text(why)}" for variable, why in taken.skipped]
    return Candidate(name, title, data, (*value_rows(values, where), *left), _NEEDED[0] in values)


def _is_there(candidate: Candidate, notes: list[str]) -> bool:
    """Tell whether there is such a profile already, or another one in its place, which is said in `notes`."""
    known = profile_names()
    for one in known:
        try:
            if says_the_same(one, read_bytes(profile_path(one)), candidate.data):
                return True
        except OSError:
            continue
    if candidate.name in known:
        notes.append(f"{candidate.title}: {candidate.name} is there already and says otherwise; see: vxenv add --help")
        return True
    return False
