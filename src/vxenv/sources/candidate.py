"""Fetch the candidate for the next version of a source, and verify its signature. Changes nothing but the cache."""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from vxenv.errors import UsageError
from vxenv.profiles.source_record import BUCKET, GIT, SourceRecord, check_source_name
from vxenv.sources.address import check_path, check_ref, check_url
from vxenv.sources.git import SAME, Fetched, fetch_commit, find_cache, read_snapshot, verify_commit
from vxenv.sources.snapshot import Snapshot

if TYPE_CHECKING:
    from vxenv.google.recipients import Recipient


_BUCKET = "gs://"


class Candidate(NamedTuple):
    """A fetched version of a source."""

    # The version and its history.
    fetched: Fetched
    # Its files; None if it is the accepted version.
    snapshot: Snapshot | None
    # Its signer, "" if signatures are not required.
    signer: str = ""


def build_record(name: str, url: str, ref: str, path: str) -> SourceRecord:
    """Return the record of a new source without a version. Raises UsageError for an invalid name, URL, ref or path."""
    check_source_name(name)
    if url.startswith(_BUCKET):
        if ref or path:
            raise UsageError("--ref and --path are for git; a bucket has neither", hint="vxenv source add --help")
        from vxenv.sources import bucket  # noqa: PLC0415 - imports HTTP and tokens

        bucket.check_url(url)
        return SourceRecord(name, url, BUCKET)
    if url.startswith(("./", "../", "~/")) or url in (".", "..") or os.path.isdir(url):
        url = os.path.abspath(os.path.expanduser(url))
    check_url(url)
    check_ref(ref)
    return SourceRecord(name, url, GIT, ref, check_path(path))


def fetch_candidate(
    record: SourceRecord,
    *,
    target: str = "",
    environment: Mapping[str, str] = os.environ,
    agreed: "Iterable[Recipient]" = (),
) -> Candidate:
    """Fetch the version `target` of a source, "" for the one that it follows.

    `agreed` are the recipients of secrets that the user confirmed, for a bucket. Raises VxenvError.
    """
    if record.kind == GIT:
        return _fetch_from_git(record, target)
    from vxenv.sources import bucket  # noqa: PLC0415 - imports HTTP and tokens

    # A copy, since os.environ is restricted while Google's library gets a token.
    result = bucket.fetch_object(
        record.url, record.version, dict(environment), agreed, generation=target, signed=bool(record.require_signed)
    )
    if result.fetched.history == SAME:
        return Candidate(result.fetched, None, record.signer)
    signer = (
        bucket.verify_object(result.data, result.signature, record.require_signed) if record.require_signed else ""
    )
    return Candidate(result.fetched, bucket.read_snapshot(result.data, result.fetched.version, record.url), signer)


def _fetch_from_git(record: SourceRecord, target: str) -> Candidate:
    cache = find_cache(record.name)
    fetched = fetch_commit(record.url, target or record.ref, record.version, cache, record.path)
    if fetched.history == SAME:
        return Candidate(fetched, None, record.signer)
    signer = verify_commit(cache, fetched.version, record.require_signed) if record.require_signed else ""
    return Candidate(fetched, read_snapshot(cache, fetched.version, record.path), signer)
