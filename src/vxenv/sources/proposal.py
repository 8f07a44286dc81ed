"""Prepare what an update of a source would write, from a fetched version in memory."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv import __version__
from vxenv.errors import DocumentError, RefusedError, VxenvError
from vxenv.files.transaction import Transaction
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.source_files import (
    MANIFEST,
    SINGLE_FILES,
    SourceManifest,
    find_source_directory,
    find_values_path,
    parse_source_manifest,
)
from vxenv.profiles.source_record import SourceRecord, compute_files_digest, parse_record
from vxenv.sources.candidate import Candidate
from vxenv.sources.difference import (
    Difference,
    Versions,
    compare_versions,
    list_invalid,
)
from vxenv.sources.documents import check_document, is_newer
from vxenv.sources.git import FORWARD
from vxenv.sources.snapshot import Snapshot, SnapshotError, read_current
from vxenv.sources.update import add_version, read_removed
from vxenv.sources.values import edit_values, list_missing, read_values
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_locate import Key

_OTHER_FILES = frozenset(SINGLE_FILES) - {MANIFEST}
_MOST_ERRORS = 5  # invalid profiles in a message


class Proposal(NamedTuple):
    """A new version of a source, and what would be written for it."""

    # The record with the new version.
    record: SourceRecord
    # The bytes of the accepted record, empty for a new source.
    accepted: bytes
    # The fetched version.
    candidate: Candidate
    # The accepted and the new files.
    versions: Versions
    # The source.toml of the new version.
    manifest: SourceManifest
    # The required keys for which the user has no value yet.
    missing: tuple[str, ...]
    # The difference between the versions.
    difference: Difference

    @property
    def is_repair(self) -> bool:
        """True if it replaces files of the accepted version that were changed manually."""
        return bool(self.accepted) and self.candidate.fetched.version == self.versions.old.version

    def find_former_signer(self) -> str:
        """Return the signer of the accepted version, "" if there is none."""
        record = parse_record(self.record.name, self.accepted) if self.accepted else None
        return record.signer if record else ""

    def is_quiet(self) -> bool:
        """Tell whether the source's `auto` applies it without a question."""
        return (
            self.record.auto
            and bool(self.record.require_signed)
            and self.candidate.fetched.history == FORWARD
            and self.candidate.signer == self.find_former_signer()
            and not self.missing
            and self.difference.is_quiet()
        )

    def set_values(self, values: Mapping[Key, Any]) -> "Proposal":
        """Return the proposal with `values` of the user for required keys."""
        path = find_values_path(self.record.name)
        data = self.versions.instead.get(path) or read_values(path)
        instead = {path: edit_toml(data, path, values)} if values else dict(self.versions.instead)
        return self._replace(versions=self.versions._replace(instead=instead), missing=())

    def add_to(self, change: Transaction) -> None:
        """Add the files of the proposal to `change`. Raises StoreError if the source was changed since."""
        add_version(change, self.record, self.versions, self.accepted)


def prepare_proposal(
    record: SourceRecord, accepted: bytes, candidate: Candidate, snapshot: Snapshot, values: Mapping[Key, Any]
) -> Proposal:
    """Return the proposal for a fetched version with the files `snapshot`, and with the user's new `values`.

    `record` and `accepted` are the record and its bytes as the user saw them. Raises VxenvError if the version cannot
    be accepted.
    """
    name = record.name
    manifest = _read_other_files(name, snapshot)
    if is_newer(manifest.minimum_vxenv):
        minimum = escape_text(manifest.minimum_vxenv)
        what = f'source "{name}" requires vxenv {minimum} or later; this is {__version__}'
        raise RefusedError(what, hint="vxenv --version")
    path = find_values_path(name)
    data = edit_values(name, manifest, values)
    missing = list_missing(manifest, data, path)
    old = _read_accepted(record) if accepted else Snapshot("", {})
    versions = Versions(name, old, snapshot, read_removed(name), {path: data} if values else {})
    errors = list_invalid(versions)
    if errors:
        raise _build_invalid(name, errors)
    new = record._replace(
        version=candidate.fetched.version,
        committed=candidate.fetched.committed,
        previous=record.previous if candidate.fetched.version == record.version else record.version,
        signer=candidate.signer,
        digest=compute_files_digest(snapshot.files),
    )
    return Proposal(new, accepted, candidate, versions, manifest, missing, compare_versions(versions))


def _read_accepted(record: SourceRecord) -> Snapshot:
    """Return the files of a source on this machine, none if they were changed manually so that none can be read."""
    try:
        return read_current(record.name, record.version)
    except (OSError, SnapshotError):
        return Snapshot(record.version, {})


def _read_other_files(name: str, snapshot: Snapshot) -> SourceManifest:
    """Return the source.toml of a fetched version. Raises DocumentError if it or another file is invalid."""
    place = find_source_directory(name) + "/"
    try:
        for file in _OTHER_FILES & snapshot.files.keys():
            check_document(file, snapshot.files[file], place + file)
        data = snapshot.files.get(MANIFEST)
        return SourceManifest() if data is None else parse_source_manifest(data, place + MANIFEST)
    except DocumentError as error:
        where = error.where.removeprefix(shorten_path(place))
        raise DocumentError(f'source "{name}": {where}: {error.what}', hint="vxenv source list") from error


def _build_invalid(name: str, errors: list[VxenvError]) -> DocumentError:
    """Return the error for a version with invalid profiles."""
    place = shorten_path(find_source_directory(name)) + "/"
    lines = [f"{error.where.removeprefix(place)}: {error.what}" for error in errors[:_MOST_ERRORS]]
    more = [f"and {len(errors) - _MOST_ERRORS:,} more"] if len(errors) > _MOST_ERRORS else []
    count = f"{len(errors):,} invalid profile{'s'[: len(errors) != 1]}"
    return DocumentError(f'source "{name}" has {count}: {"; ".join([*lines, *more])}', hint="vxenv source list")
