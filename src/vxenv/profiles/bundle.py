"""Bundles: several profiles in one TOML text, with their comments and layout.

A profile's tables are written below ``[profiles."NAME"]``: ``[vertex]`` becomes ``[profiles."NAME".vertex]``. Nothing
else is changed, so extracting a profile restores its bytes. The bundle of a source may have other documents, too, each
below a table with its name.
"""

from collections.abc import Collection, Mapping
from typing import Any

from vxenv.errors import DocumentError
from vxenv.paths import shorten_path
from vxenv.profiles.names import NAME
from vxenv.text.toml_edit import render_line
from vxenv.text.toml_locate import Key, find_line, split_statements
from vxenv.text.toml_read import TomlError, load_toml, parse_toml

HEADING = "# Profiles for vxenv; import them with: vxenv import FILE"
_TABLE = "profiles"


def render_bundle(profiles: Mapping[str, str]) -> str:
    """Return the bundle of `profiles`, valid TOML texts by name."""
    parts = [HEADING + "\n"]
    for name, text in profiles.items():
        parts.append(f"\n[{_render_prefix(name)}]\n")
        tidy = text.removeprefix("\ufeff")
        for part in split_statements(tidy):
            before, bracket, after = part.text.partition("[")
            parts.append(f"{before}{bracket}{_render_prefix(name)}.{after}" if part.header else part.text)
        parts.append("" if tidy.endswith("\n") or not tidy else "\n")
    return "".join(parts)


def split_bundle(data: bytes, path: str, documents: Collection[str] = ()) -> dict[str, bytes] | None:
    """Return the profiles of a bundle by name, None if `data` is not a bundle. `path` is for messages.

    Raises DocumentError if it is not valid TOML or contains anything but profiles and the tables `documents`.
    """
    table, text = parse_toml(data, path)
    if _TABLE not in table:
        return None
    others = [key for key in table if key != _TABLE and key not in documents]
    profiles = table[_TABLE]
    if others or not isinstance(profiles, dict) or not all(isinstance(profile, dict) for profile in profiles.values()):
        key = (others or [_TABLE])[0]
        where = f"{shorten_path(path)}:{find_line(text, (key,))}"
        raise DocumentError("a bundle can contain only tables [profiles.NAME]", where=where)
    for name in profiles:
        if not NAME.fullmatch(name):
            where = f"{shorten_path(path)}:{find_line(text, (_TABLE, name))}"
            raise DocumentError(f'invalid profile name "{name}"', where=where)
    texts = _split(text)
    return {name: _render_document(texts.get((_TABLE, name), ""), profile) for name, profile in profiles.items()}


def split_documents(data: bytes, path: str, documents: Collection[str]) -> dict[str, bytes]:
    """Return the tables `documents` of a bundle by name, each as a document. `path` is for messages.

    Raises DocumentError if the bundle is not valid TOML, or writes a document in a form that is not supported.
    """
    table, text = parse_toml(data, path)
    texts = _split(text)
    parts = {}
    for name in filter(table.__contains__, documents):
        part = _render_document(texts.get((name,), ""), table[name]) if isinstance(table[name], dict) else b""
        if not isinstance(table[name], dict) or load_toml(part.decode()) != table[name]:
            where = f"{shorten_path(path)}:{find_line(text, (name,))}"
            raise DocumentError(f"{name} is not written as tables [{name}] and [{name}.KEY]", where=where)
        parts[name] = part
    return parts


def _render_prefix(name: str) -> str:
    return f'{_TABLE}."{name}"'


def locate_documents(text: str) -> dict[Key, list[int]]:
    """Return the lines in the bundle `text` of the lines of each document, by its table."""
    parts = _split_parts(text)
    return {own: [line + more for part, line in parts[own] for more in range(part.count("\n") or 1)] for own in parts}


def _split(text: str) -> dict[Key, str]:
    """Return the texts of the documents in the bundle `text` by table, unchanged if `render_bundle` wrote it."""
    return {own: "".join(part for part, _ in parts) for own, parts in _split_parts(text).items()}


def _split_parts(text: str) -> dict[Key, list[tuple[str, int]]]:
    """Return the statements of the documents in the bundle `text`, each with its line, by table."""
    documents: dict[Key, list[tuple[str, int]]] = {}
    parts: list[tuple[str, int]] = []
    own: Key = ()
    line = 1
    for part in split_statements(text.removeprefix("\ufeff")):
        if not part.header:
            parts.append((part.text, line))
        else:
            top = part.table[: 2 if part.table[0] == _TABLE else 1]
            if top != own:
                if parts and parts[-1][0] == "\n":
                    parts.pop()  # the blank line between documents
                own = top
                parts = documents.setdefault(own, [])
            if part.table != own:
                prefix = _render_prefix(own[1]) if len(own) > 1 else own[0]
                parts.append((part.text.replace(f"{prefix}.", "", 1), line))
        line += part.text.count("\n")
    return documents


def _render_document(kept: str, table: dict[str, Any]) -> bytes:
    """Return a document with the content `table`: the text `kept` if it matches, else a new one."""
    try:
        if load_toml(kept) == table:
            return kept.encode()
    except TomlError:
        pass
    top = [f"{render_line((name,), value)}\n" for name, value in table.items() if not isinstance(value, dict)]
    sections = ["".join(top)] if top else []
    for name, value in table.items():
        if isinstance(value, dict):
            rows = "".join(f"{render_line((field,), inner)}\n" for field, inner in value.items())
            sections.append(f"[{render_line((name,), 0).removesuffix(' = 0')}]\n{rows}")
    return "\n".join(sections).encode()
