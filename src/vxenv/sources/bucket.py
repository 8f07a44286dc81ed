"""Fetch the versions of a source from an object in Google Cloud Storage.

The object is a bundle: tables ``[profiles."NAME"]``, and optionally ``[source]``, ``[policy]`` and ``[catalogue]``.
Its generation is the version.
Source: https://cloud.google.com/storage/docs/json_api/v1/objects/get
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vxenv.google.recipients import Recipient
from vxenv.sources.git import Fetched
from vxenv.sources.snapshot import Snapshot


class FetchedObject(NamedTuple):
    """A fetched generation of an object."""

    # The generation, its time and its history, which is never "rewrite".
    fetched: Fetched
    # The bytes, empty if the history is "same".
    data: bytes
    # The bytes of the detached signature OBJECT.sig, empty unless requested.
    signature: bytes


def check_url(url: str) -> None:
    """Check that `url` is ``gs://BUCKET/OBJECT``. Raises UsageError."""


def find_recipients(environment: Mapping[str, str]) -> list[Recipient]:
    """Return the recipients of secrets that `fetch_object` needs, for confirmation. Raises DiagnosedError."""
    raise NotImplementedError


def fetch_object(
    url: str,
    pinned: str,
    environment: Mapping[str, str],
    agreed: Iterable[Recipient],
    *,
    generation: str = "",
    signed: bool = False,
) -> FetchedObject:
    """Fetch the object `url` if its generation is not `pinned`, with the credentials of `environment`.

    Args:
        url: The address, ``gs://BUCKET/OBJECT``.
        pinned: The recorded generation, "" for none.
        environment: The variables with credentials and addresses.
        agreed: The recipients of secrets that the user confirmed.
        generation: The generation to fetch, "" for the current one.
        signed: Whether to fetch the detached signature, too.

    Raises DiagnosedError and UsageError.
    """
    raise NotImplementedError


def read_snapshot(data: bytes, version: str, url: str) -> Snapshot:
    """Return the files of the bundle `data`.

    Raises DocumentError, and SnapshotError for content that is not allowed.
    """
    raise NotImplementedError


def verify_object(data: bytes, signature: bytes, signers: str) -> str:
    """Return the principal that signed `data` according to the allowed-signers file `signers`.

    Raises SignatureError with the reason.
    """
    raise NotImplementedError
