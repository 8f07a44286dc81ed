"""Attribute messages to the runs of Claude Code that the ledger records: their profile, project and location."""

import math
import os
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from vxenv.activation.current import Current
from vxenv.activation.plan_keys import DEFAULT
from vxenv.catalogue.environment import FAMILIES, LOCATION, PROJECT
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import FALLBACK
from vxenv.catalogue.roles import resolve_roles
from vxenv.catalogue.variables import load_variables
from vxenv.config import Config
from vxenv.usage.index import Segment
from vxenv.usage.ledger import LedgerLine

VERTEX = "vertex"  # provider in the ledger
SUBAGENT, SMALL_FAST = "subagent", "small/fast"

_ROLES = ("main", *FAMILIES, SMALL_FAST, SUBAGENT)
_FAST = "-fast"  # suffix of models in fast mode
_LONGEST = 4096  # longest path on any system


class Run(NamedTuple):
    """A part of a session: one profile, project and set of models."""

    # "a+b", "" for no profile.
    stack: str
    # Names of all documents of the stack, extended ones included.
    documents: tuple[str, ...]
    # "" for none: requests do not go to Vertex.
    project: str
    location: str
    # Models by role.
    models: Mapping[str, str]
    # Locations of some models by prefix of their IDs, of which the longest counts; "" for `location`.
    regions: Mapping[str, str]
    # Whether this is a guess by the directory file.
    guessed: bool = False

    def find_location(self, model: str) -> str:
        """Return the location of requests for `model`, an ID on Vertex."""
        prefix = max((prefix for prefix in self.regions if model.startswith(prefix)), key=len, default="")
        return self.regions.get(prefix) or self.location

    def has_profile(self, name: str) -> bool:
        """Tell whether `name` is the stack, or one of its documents."""
        return name == self.stack or name in self.documents


def build_runs(lines: Iterable[LedgerLine]) -> tuple[list[Run], list[Segment]]:
    """Return the runs of the ledger, and their segments, which name them by position.

    Messages of a session before its first line belong to no run: they may be of another profile.
    """
    sessions: dict[str, list[LedgerLine]] = {}
    for line in lines:
        sessions.setdefault(line.session, []).append(line)
    runs: list[Run] = []
    numbers: dict[tuple[object, ...], int] = {}
    segments: list[Segment] = []
    for session, entries in sessions.items():
        entries.sort(key=lambda line: line.time)
        ends = [*(line.time for line in entries[1:]), math.inf]
        for line, end in zip(entries, ends, strict=True):
            run = _convert_line(line)
            key = (*run[:4], _list_items(run.models), _list_items(run.regions))
            if key not in numbers:
                numbers[key] = len(runs)
                runs.append(run)
            segments.append(Segment(session, line.time, end, numbers[key]))
    return runs, segments


def _convert_line(line: LedgerLine) -> Run:
    is_vertex = line.provider == VERTEX
    return Run(
        stack=line.stack,
        documents=line.documents,
        project=line.project if is_vertex else "",
        location=line.location if is_vertex else "",
        models={role.replace("_", "/"): model for role, model in line.models.items()},
        regions=line.regions if is_vertex else {},
    )


def _list_items(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return `values` in a form that can be compared and hashed."""
    return tuple(sorted(values.items()))


def find_role(run: Run | None, model: str, known: Knowledge, *, sidechain: bool) -> str:
    """Return the role of messages of `model`, an ID as in transcripts; "" for an unknown one.

    It is the first role of the run with this model, else the family of the model: `opus` for /model opus.
    """
    if sidechain:
        return SUBAGENT
    model = model.removesuffix(_FAST)
    row = known.models.find(model)
    for role in _ROLES if run else ():
        named = run.models.get(role) if run else None
        if named and (named == model or (row and known.models.find(named) == row)):
            return role
    return row.family if row else ""


def make_guess(config: Config, known: Knowledge) -> Callable[[str], Run | None]:
    """Return a function that returns the run that a session started in a directory would be now, None for none.

    Only a directory file that is allowed counts, not the default profile.
    """
    guesses: dict[str, Run | None] = {}

    def guess(directory: str) -> Run | None:
        if directory not in guesses:
            guesses[directory] = _guess_run(directory, config, known)
        return guesses[directory]

    return guess


def _guess_run(directory: str, config: Config, known: Knowledge) -> Run | None:
    # The directory is from a transcript, so it can be any text.
    if not os.path.isabs(directory) or "\0" in directory or len(directory) > _LONGEST:
        return None
    selection = Current({}, directory, config).selection
    if selection.resolved is None or selection.reason == DEFAULT:
        return None
    values = {name: value for name, value in selection.resolved.list_values().items() if value}
    client = known.clients.newest
    roles = resolve_roles(values, client, known)
    variables = known.clients.find_client(client).region_variables if roles else ()
    return Run(
        stack=selection.stack,
        documents=tuple(document.name for document in selection.resolved.documents),
        project=values.get(PROJECT, "") if roles else "",
        location=values.get(LOCATION, FALLBACK) if roles else "",
        models={role.name: role.model for role in roles},
        # Claude Code reads only the variable with the longest matching prefix, even if it is unset.
        regions={load_variables().by_name[name].field: values.get(name, "") for name in variables},
        guessed=True,
    )
