"""Find directory files that select given profiles, among those with a trust record."""

from collections.abc import Collection
from typing import NamedTuple

from vxenv.activation.trust import is_allowed_by, list_records
from vxenv.errors import VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE
from vxenv.profiles.document import parse_document
from vxenv.profiles.references import Reference, has_mention


class DirectoryReference(NamedTuple):
    """A directory file that selects a profile."""

    # The file and its profiles.
    reference: Reference
    # The record that allows its current contents, or "".
    record: str


def find_directory_references(profiles: Collection[str]) -> list[DirectoryReference]:
    """Return the allowed or denied directory files that select one of `profiles`."""
    references = []
    wanted = set(profiles)
    for record in list_records():
        try:
            data = read_bytes(record.path, follow=False)
            names = (
                parse_document(data, DIRECTORY_FILE, record.path, directory=True).names
                if has_mention(data, profiles)
                else ()
            )
        except (OSError, ValueError, VxenvError):
            continue
        if wanted.intersection(names):
            allowed = record.verdict == "allow" and is_allowed_by(record.file, record.path, data)
            references.append(
                DirectoryReference(Reference(DIRECTORY_FILE, record.path, data, names), record.file if allowed else "")
            )
    return references
