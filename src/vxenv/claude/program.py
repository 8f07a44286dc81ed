"""Read the built-in catalogue of models from the program of Claude Code, as a literal in its bundle.

The program is not executed; its bytes are searched for two literals. One lists the models and aliases with their IDs
on each provider, the other the retirement dates.
"""

import datetime as dt
import os
import re
import stat
from collections.abc import Iterator
from typing import Any, BinaryIO

from vxenv.catalogue.built_in import BuiltIn, BuiltInModel
from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.value_types import MODEL
from vxenv.claude.literal import LARGEST, read_literal

# The program of 2.1.332 has 400 MB.
_LARGEST_PROGRAM = 1024**3
# Number of bytes in memory at once.
CHUNK = 4 * 1024**2
_MOST_MODELS = 200
_LONGEST_TEXT = 80
_CATALOGUE = re.compile(rb'\{(?:"//":"(?:[^"\\]|\\.){0,2000}+",)?+schema_version:[0-9]')
_RETIREMENTS = re.compile(rb'\{"claude-[a-z0-9.-]{1,40}+":\{modelName:')
# Longest match across the boundary of two chunks.
_OVERLAP = 4096
_DAY = re.compile(r"([A-Z][a-z]{2,8}) ([0-9]{1,2}), ([0-9]{4})")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ID = re.compile(r"claude-[a-z0-9]+(?:[.-][a-z0-9]+)*")
_VARIABLE = re.compile(r"VERTEX_REGION_CLAUDE_[A-Z0-9_]{1,40}")


# Internal ID by ID on Vertex, models, and ID on Vertex by alias.
_Listed = tuple[dict[str, str], list[BuiltInModel], dict[str, str]]


def read_built_in(path: str) -> BuiltIn | None:
    """Return the catalogue in the program at `path`, None if it has none. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        listed: _Listed | None = None
        retired: dict[str, dt.date] = {}
        for name, literal in _find_literals(file):
            if name == "catalogue":
                listed = listed or _read_catalogue(literal)
            else:
                retired = retired or _read_retirements(literal)
            if listed and retired:
                break
    if listed is None:
        return None
    ids, models, aliases = listed
    found = tuple(model._replace(retires=retired.get(ids[model.id])) for model in models)
    return BuiltIn(found, aliases)


def _find_literals(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    """Yield candidates for the two literals, each with its name."""
    start, kept = 0, b""
    while start < _LARGEST_PROGRAM and (chunk := file.read(CHUNK)):
        data = kept + chunk
        for name, pattern in (("catalogue", _CATALOGUE), ("retirements", _RETIREMENTS)):
            for found in pattern.finditer(data):
                place = start - len(kept) + found.start()
                literal = _read_literal_at(file, place, data, found.start())
                if literal is not None:
                    yield name, literal
        start += len(chunk)
        kept = data[-_OVERLAP:]


def _read_literal_at(file: BinaryIO, place: int, data: bytes, at: int) -> Any:  # noqa: ANN401 - any literal
    """Return the literal at offset `at` in `data`, which is `place` in `file`; None for an invalid one."""
    text = data[at : at + LARGEST]
    if len(text) < LARGEST:
        back = file.tell()
        file.seek(place)
        text = file.read(LARGEST)
        file.seek(back)
    try:
        return read_literal(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None


def _read_catalogue(value: Any) -> _Listed | None:  # noqa: ANN401 - JSON
    """Return the contents of the catalogue `value`, None if it is not a catalogue."""
    rows, named = value.get("models"), value.get("aliases")
    if not isinstance(rows, list) or not isinstance(named, dict) or len(rows) > _MOST_MODELS:
        return None
    models = [(row["id"], model) for row in rows if (model := _read_model(row))]
    known = {name: model.id for name, model in models}
    aliases = {}
    for family in FAMILIES:
        alias = named.get(family)
        if isinstance(alias, dict):
            places = alias.get("per_provider")
            meant = places.get("vertex") if isinstance(places, dict) else None
            name = alias.get("default") if meant is None else meant
            if isinstance(name, str) and name in known:
                aliases[family] = known[name]
    if not models or set(aliases) != set(FAMILIES):
        return None
    return {model.id: name for name, model in models}, [model for _, model in models], aliases


def _read_model(row: Any) -> BuiltInModel | None:  # noqa: ANN401 - JSON
    """Return the model in `row`, None if it is invalid or not on Vertex."""
    if not isinstance(row, dict):
        return None
    ids, window = row.get("provider_ids"), row.get("context")
    name, family, title = _read_text(row.get("id")), _read_text(row.get("family")), _read_text(row.get("display_name"))
    vertex, api = (_read_text(ids.get(key)) if isinstance(ids, dict) else "" for key in ("vertex", "first_party"))
    if not (_ID.fullmatch(name) and family and title and MODEL.fullmatch(api)):
        return None
    if not (_ID.match(vertex) and MODEL.fullmatch(vertex)):
        return None
    variable = _read_text(row.get("vertex_region_env_var"))
    numbers = re.findall(r"(?<![a-z0-9])[0-9]+(?![a-z0-9])", name)
    return BuiltInModel(
        vertex,
        api,
        f"Claude {title.removeprefix('Claude ')}",
        family,
        ".".join(numbers[:-1] if len(numbers) > 1 and numbers[-1] == "0" else numbers),
        isinstance(window, dict) and window.get("native_1m") is True,
        variable if _VARIABLE.fullmatch(variable) else "",
        None,
    )


def _read_text(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return `value` if it is a short text of printable ASCII, else ""."""
    fits = isinstance(value, str) and value.isascii() and value.isprintable() and len(value) <= _LONGEST_TEXT
    return value if fits else ""


def _read_retirements(value: Any) -> dict[str, dt.date]:  # noqa: ANN401 - JSON
    """Return the retirement dates on Vertex by internal ID."""
    retirements = {}
    for name, row in value.items():
        days = row.get("retirementDates") if isinstance(row, dict) else None
        day = _DAY.fullmatch(_read_text(days.get("vertex"))) if isinstance(days, dict) else None
        if day and day[1] in _MONTHS:
            try:
                retirements[name] = dt.date(int(day[3]), _MONTHS.index(day[1]) + 1, int(day[2]))
            except ValueError:
                continue
    return retirements
