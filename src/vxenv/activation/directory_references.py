"""Find directory files that select given profiles, among those with a trust record."""

from collections.abc import Collection
from typing import NamedTuple

from vxenv.activation.trust import has_contents, is_allowed_by, list_record_groups
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
    """Return the allowed or denied directory files that select one of `profiles`, sorted by path.

    Of the files that were allowed with the same contents, one that still has them is read, and the others only if it
    selects one of `profiles`. So a file that was changed to select one and not allowed again is missing, as long as
    another still has the allowed contents.
    """
    references = []
    for records in list_record_groups():
        group = []
        for record in records:
            try:
                data = read_bytes(record.path, follow=False)
                names = (
                    parse_document(data, DIRECTORY_FILE, record.path, directory=True).names
                    if has_mention(data, profiles)
                    else ()
                )
            except (OSError, ValueError, VxenvError):
                continue
            if not set(profiles).isdisjoint(names):
                allowed = record.verdict == "allow" and is_allowed_by(record.file, record.path, data)
                reference = Reference(DIRECTORY_FILE, record.path, data, names)
                group.append(DirectoryReference(reference, record.file if allowed else ""))
            elif has_contents(record, data):
                group.clear()  # the order of the records does not matter
                break
        references += group
    return sorted(references, key=lambda found: found.reference.path)
