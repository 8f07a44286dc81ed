"""Missing sources of which directory files have the address. It is only shown in a command, and never used."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from vxenv.activation.directory_file import GLANCE, DirectoryFile
from vxenv.catalogue.secrets import redact_text
from vxenv.errors import DocumentError, VxenvError
from vxenv.files.read_limited import read_bytes, read_compared_bytes
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.document import Document
from vxenv.profiles.names import list_sources, render_stack
from vxenv.profiles.source_files import find_record_path, has_source

_SCHEME: Final = re.compile(r"(?:https|ssh)://")


class Suggestion(NamedTuple):
    """A missing source, and its address in a directory file."""

    # The source.
    source: str
    # The address.
    url: str

    def render_command(self) -> str:
        """Return the command that adds the source."""
        from vxenv.profiles.source_url import render_add_command  # noqa: PLC0415 - rarely needed

        return render_add_command(self.source, self.url)


def find_suggestion(file: DirectoryFile) -> Suggestion | None:
    """Return the missing source of which the directory file has the address, None if there is none."""
    source, url = _read_suggestion(file)
    return Suggestion(source, url) if source and not has_source(source) else None


def _read_suggestion(file: DirectoryFile) -> tuple[str, str]:
    """Return a source and its address in the directory file, ("", "") if it has none."""
    if len(file.data) > GLANCE or b"source" not in file.data:
        return "", ""
    try:
        document = file.read_document()
    except DocumentError:
        return "", ""
    return (list_sources(document.names)[0], document.source) if document.source else ("", "")


def read_record(file: DirectoryFile) -> dict[str, bytes]:
    """Return the record of the source of which the directory file has the address, by path; empty if it is missing."""
    source, _ = _read_suggestion(file)
    path = find_record_path(source)
    return {path: read_compared_bytes(path)} if source else {}


def describe_missing(names: Iterable[str], source: str) -> str:
    """Return the clause about the profiles `names` of a directory file, of which `source` is missing."""
    return f'selects "{render_stack(names)}"; no source "{source}"'


def list_source_notes(file: DirectoryFile | None, refused: Iterable[DirectoryFile]) -> Iterator[tuple[str, str]]:
    """Yield a message with a command for each directory file with an address that is not that of its source.

    `file` is the governing one, `refused` are those that are not allowed.
    """
    for other in refused:
        missing = find_suggestion(other)
        if missing:
            what = describe_missing(other.read_document().names, missing.source)
            yield f"{shorten_path(other.path)} {what}", missing.render_command()
    if file:
        try:
            document = file.read_document()
        except DocumentError:
            return
        what, _ = describe_other_url(document)
        if what:
            yield what, f"vxenv source show {list_sources(document.names)[0]}"


def describe_other_url(document: Document) -> tuple[str, dict[str, bytes]]:
    """Return the clause that the source of a directory file was added from another address than the file suggests.

    It is "" for the same repository, also through another protocol. The second value is the content of the file that
    it depends on, by path.
    """
    source = list_sources(document.names)[0] if document.source else ""
    if not source or not has_source(source):
        return "", {}
    path = find_record_path(source)
    try:
        data = read_bytes(path)
        added = _read_url(data, path)
    except (OSError, VxenvError):
        return "", {}
    if _normalize(added) == _normalize(document.source):
        return "", {path: data}
    shown = escape_text(shorten_path(redact_text(added)))
    return f'{document.find_line("source")}: source "{source}" is {shown}, not {document.source}', {path: data}


def _read_url(data: bytes, path: str) -> str:
    from vxenv.text.toml_read import parse_toml  # noqa: PLC0415 - not needed without such an address

    url = parse_toml(data, path)[0].get("url")
    return url if isinstance(url, str) else ""


def _normalize(url: str) -> str:
    """Return HOST/PATH of the repository at `url`, the same for HTTPS, ssh and ``HOST:PATH``."""
    if _SCHEME.match(url):
        host, _, path = url.partition("://")[2].partition("/")
        host = host.rpartition("@")[2].partition(":")[0]
    elif "://" in url or url.startswith("/"):
        return url.removeprefix("file://").removesuffix(".git")
    else:
        host, _, path = url.rpartition("@")[2].partition(":")
    return f"{host.lower()}/{path.strip('/').removesuffix('.git')}"
