"""Which directory files ask for which profiles, as far as the user's consent tells where they are."""

from collections.abc import Collection
from typing import NamedTuple

from vxenv.activation.trust import is_allowed_by, list_records
from vxenv.errors import VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE
from vxenv.profiles.document import parse_document
from vxenv.profiles.references import Reference, has_mention


class DirectoryReference(NamedTuple):
    """A directory file that asks for a profile."""

    # The file, and what it asks for.
    reference: Reference
    # The record that allows it as it is, "" for none.
    record: str


def find_directory_references(profiles: Collection[str]) -> list[DirectoryReference]:
    """Return the directory files that were allowed or denied, and ask for one of `profiles`."""
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
