"""Fetch the versions of a source from an object in Google Cloud Storage.

The object is a bundle: tables ``[profiles."NAME"]``, and optionally ``[source]``, ``[policy]`` and ``[catalogue]``.
Its generation, a number that grows with each write, is the version. The first request is conditional and gets the
metadata; the second one gets the contents of that generation, even if a newer one was written in between.
Source: https://cloud.google.com/storage/docs/json_api/v1/objects/get
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from vxenv.catalogue.secrets import redact_text
from vxenv.errors import UsageError, VxenvError, quote_word
from vxenv.google.credentials import find_credentials
from vxenv.google.endpoints import find_endpoint
from vxenv.google.error_text import parse_answer
from vxenv.google.failures import DiagnosedError, Diagnosis, diagnose, diagnose_connection, make_diagnosis
from vxenv.google.http import Answer, Http, HttpError
from vxenv.google.origins import find_origin
from vxenv.google.recipients import (
    Recipient,
    find_credential_recipients,
    find_interceptors,
    find_service_recipients,
)
from vxenv.google.tokens import Token, obtain
from vxenv.profiles.bundle import split_bundle, split_documents
from vxenv.profiles.source_files import PROFILES
from vxenv.profiles.source_url import match_bucket_url
from vxenv.sources.git import FIRST, FORWARD, ROLLBACK, SAME, Fetched
from vxenv.sources.signature import BUNDLES, verify_signature
from vxenv.sources.snapshot import FILE, Entry, Snapshot, check_snapshot

SERVICE: Final = "storage"
LARGEST: Final = 4 << 20  # bytes of a bundle, also the limit of google/http.py
_LARGEST_SIGNATURE: Final = 64 * 1024
_GENERATION: Final = re.compile(r"[1-9][0-9]{0,18}")
_DOCUMENTS: Final = ("source", "policy", "catalogue")
_OK, _UNCHANGED, _FORBIDDEN, _NOT_FOUND = 200, 304, 403, 404
_HELP: Final = "vxenv source --help"
_SHOWN: Final = 100
_SAID: Final = 300  # characters of an unknown error


class FetchedObject(NamedTuple):
    """A fetched generation of an object."""

    # The generation, its time and its history, which is never REWRITE.
    fetched: Fetched
    # The bytes, empty if the history is SAME.
    data: bytes
    # The bytes of the detached signature OBJECT.sig, empty if it does not exist or was not requested.
    signature: bytes


def check_url(url: str) -> None:
    """Check that `url` is ``gs://BUCKET/OBJECT``. Raises UsageError."""
    _split_url(url)


def _split_url(url: str) -> tuple[str, str]:
    match = match_bucket_url(url)
    if match is None:
        raise UsageError(f'invalid address of an object "{url[:_SHOWN]}": use gs://BUCKET/OBJECT', hint=_HELP)
    return match[1], match[2]


def find_recipients(environment: Mapping[str, str], chosen: Mapping[str, str] | None = None) -> list[Recipient]:
    """Return the recipients of secrets that `fetch_object` needs, for confirmation. Raises DiagnosedError.

    `chosen` are the values of the user's own profiles; recipients named by them need no confirmation.
    """
    chosen = chosen or {}
    services = find_service_recipients(environment, chosen, (), (SERVICE,))
    interceptors = find_interceptors(environment, chosen)
    return [
        *services,
        *interceptors,
        *find_credential_recipients(find_credentials(environment), environment, chosen),
    ]


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

    Raises DiagnosedError, VxenvError and UsageError.
    """
    for number in filter(None, (pinned, generation)):
        if not _GENERATION.fullmatch(number):
            raise UsageError(
                f'invalid generation "{number[:_SHOWN]}": use a number', hint=f"gcloud storage ls -a {quote_word(url)}"
            )
    bucket = _Bucket(url, environment, agreed)
    metadata = bucket.find_metadata(pinned, generation)
    if metadata is None:
        return FetchedObject(Fetched(pinned, 0, SAME), b"", b"")
    version, committed = metadata
    if version == pinned:
        return FetchedObject(Fetched(version, committed, SAME), b"", b"")
    history = FIRST if not pinned else FORWARD if int(version) > int(pinned) else ROLLBACK
    data = bucket.read_contents(version)
    signature = bucket.read_signature() if signed else b""
    return FetchedObject(Fetched(version, committed, history), data, signature)


def read_snapshot(data: bytes, version: str, url: str) -> Snapshot:
    """Return the files of the bundle `data`.

    Raises DocumentError, and SnapshotError for content that is not allowed.
    """
    profiles = split_bundle(data, url, _DOCUMENTS)
    if profiles is None:
        raise VxenvError("is not a bundle: it has no tables [profiles.NAME]", where=url, hint="vxenv export --help")
    documents = split_documents(data, url, _DOCUMENTS)
    files = {f"{PROFILES}/{name}.toml": content for name, content in profiles.items()}
    files |= {f"{name}.toml": content for name, content in documents.items()}
    paths = check_snapshot((Entry(path.encode(), FILE, len(content)) for path, content in files.items()), url)
    return Snapshot(version, {path: files[path] for path in paths})


def verify_object(data: bytes, signature: bytes, signers: str) -> str:
    """Return the principal that signed `data` according to the allowed-signers file `signers`.

    The signature is that of ``ssh-keygen -Y sign -n vxenv``. Raises SignatureError with the reason.
    """
    return verify_signature(data, signature, signers, BUNDLES, what="the bundle")


class _Bucket:
    """An object of a bucket, with a token."""

    def __init__(self, url: str, environment: Mapping[str, str], agreed: Iterable[Recipient]) -> None:
        self._url = url
        self._bucket, self._object = _split_url(url)
        self._http = Http(environment, agreed)
        self._token: Token = obtain(environment, self._http)
        # gcloud's variable may contain the path of the API.
        self._endpoint = find_endpoint(SERVICE, environment).removesuffix("/storage/v1")

    def find_metadata(self, pinned: str, generation: str) -> tuple[str, int] | None:
        """Return generation and time of the object, None if it is still `pinned`. Raises DiagnosedError."""
        query = {"fields": "generation,size,updated"}
        if generation:
            query["generation"] = generation
        elif pinned:
            query["ifGenerationNotMatch"] = pinned
        answer = self._ask(self._object, query)
        if answer.status == _UNCHANGED and pinned and not generation:
            return None
        metadata = self._read_metadata(answer, generation)
        version, size = str(metadata.get("generation", "")), str(metadata.get("size", ""))
        if not _GENERATION.fullmatch(version) or not re.fullmatch(r"[0-9]{1,19}", size):
            raise DiagnosedError(self._report_nonsense())
        if int(size) > LARGEST:
            what = f"the bundle is larger than {LARGEST >> 20} MiB"
            raise VxenvError(what, where=self._url, hint=f"gcloud storage ls -l {quote_word(self._url)}")
        return version, _parse_time(metadata.get("updated"))

    def read_contents(self, generation: str) -> bytes:
        """Return the contents of a generation. Raises DiagnosedError."""
        answer = self._ask(self._object, {"alt": "media", "generation": generation})
        if answer.status != _OK:
            raise DiagnosedError(self._diagnose(answer, generation))
        return answer.body

    def read_signature(self) -> bytes:
        """Return the detached signature, empty if it does not exist. Raises DiagnosedError."""
        answer = self._ask(f"{self._object}.sig", {"alt": "media"})
        if answer.status == _NOT_FOUND:
            return b""
        if answer.status != _OK:
            raise DiagnosedError(self._diagnose(answer))
        return answer.body[: _LARGEST_SIGNATURE + 1]

    def _ask(self, name: str, query: Mapping[str, str]) -> Answer:
        path = f"/storage/v1/b/{quote(self._bucket, safe='')}/o/{quote(name, safe='')}"
        headers = {"Authorization": f"Bearer {self._token.value}"}
        if self._token.quota_project:
            headers["x-goog-user-project"] = self._token.quota_project
        try:
            return self._http.ask("GET", f"{self._endpoint}{path}?{urlencode(query)}", headers=headers, again=True)
        except HttpError as error:
            raise DiagnosedError(diagnose_connection(error.kind, self._find_host())) from error

    def _read_metadata(self, answer: Answer, generation: str) -> Mapping[str, Any]:
        if answer.status != _OK:
            raise DiagnosedError(self._diagnose(answer, generation))
        try:
            metadata = json.loads(answer.body)
        except (ValueError, RecursionError):
            metadata = None
        if not isinstance(metadata, dict):
            raise DiagnosedError(self._report_nonsense())
        return metadata

    def _diagnose(self, answer: Answer, generation: str = "") -> Diagnosis:
        """Return the diagnosis of an error; requests for contents get errors as plain text."""
        failure = parse_answer(answer.status, answer.body)
        name = f"{self._url}#{generation}" if generation else self._url  # gcloud's notation
        facts = {"object": name, "bucket": f"gs://{self._bucket}", "account": self._token.account}
        if answer.status == _NOT_FOUND:
            return make_diagnosis("no-object", **facts)
        wrong = diagnose(failure)
        if answer.status == _FORBIDDEN and (wrong is None or wrong.name in ("iam", "iam-other")):
            return make_diagnosis("object-denied", **facts)
        if wrong is None and failure.text:
            said = redact_text(" ".join(failure.text.replace(self._token.value, "…").split()))[:_SAID]
            wrong = make_diagnosis("refused", said=said)
        return wrong or self._report_nonsense()

    def _report_nonsense(self) -> Diagnosis:
        return make_diagnosis("nonsense", service=self._find_host())

    def _find_host(self) -> str:
        return find_origin(self._endpoint).partition("://")[2]


def _parse_time(text: object) -> int:
    """Return the seconds since 1970 of a time as in RFC 3339, 0 for anything else."""
    try:
        return int(dt.datetime.fromisoformat(str(text)).timestamp())
    except (ValueError, OverflowError):
        return 0
