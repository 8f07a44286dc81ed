"""Compare two versions of a source's catalogue.toml by their facts."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.row_checks import Key
from vxenv.errors import VxenvError
from vxenv.text.toml_read import parse_toml


class FactChange(NamedTuple):
    """A changed fact."""

    # Its key, such as ``models.claude-opus-5-5.retires``; a list of tables has the same key for each of them.
    key: str
    # The values before and after as text, "" for none.
    old: str
    new: str


def compare_catalogues(old: bytes, new: bytes) -> list[FactChange]:
    """Return the facts that differ between two catalogues, empty for none, by key; an invalid one has no facts."""
    before, after = (_collect_facts(data) for data in (old, new))
    changes = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, ()), after.get(key, ())
        lost = [value for value in was if value not in now]
        won = [value for value in now if value not in was]
        while lost or won:
            changes.append(FactChange(key, lost.pop(0) if lost else "", won.pop(0) if won else ""))
    return changes


def _collect_facts(data: bytes) -> dict[str, list[str]]:
    """Return the values as text by key."""
    facts: dict[str, list[str]] = {}
    try:
        table, _ = parse_toml(data, "")
    except VxenvError:
        return {}
    for key, value in _flatten(table, ()):
        facts.setdefault(".".join(key), []).append(value)
    return facts


def _flatten(table: Mapping[str, Any], above: Key) -> Iterator[tuple[Key, str]]:
    for name, value in table.items():
        key = (*above, name)
        if isinstance(value, dict) and value:
            yield from _flatten(value, key)
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for item in value:
                yield key, _render(item)
        else:
            yield key, _render(value)


def _render(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_render(item)}" for key, item in value.items()) or "{}"
    return ", ".join(map(str, value)) or "[]" if isinstance(value, list) else str(value)
