"""A token for Google's APIs, from the credentials that an environment leads to: the one module that knows google-auth.

A token is in memory only: it is neither printed nor stored.
"""

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import google.auth
from google.auth import exceptions, transport

from vxenv.google.credentials import QUOTA_PROJECT, CredentialFile, credential_file, login
from vxenv.google.endpoints import METADATA_HOST, TOKEN_HOST, metadata_host
from vxenv.google.failures import DiagnosedError, Diagnosis, Failure, diagnosed, diagnosis
from vxenv.google.http import Answer, Http, HttpError
from vxenv.google.lookups import EXTERNAL, USER
from vxenv.google.origins import origin
from vxenv.google.recipients import credential_recipients

_SCOPE: Final = "https://www.googleapis.com/auth/cloud-platform"
# All that google-auth sees of the environment. Other variables have it start programs, read certificates or ask other
# servers: GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES, GOOGLE_AUTH_WEBAUTHN_PLUGIN, GOOGLE_API_CERTIFICATE_CONFIG, …
_VISIBLE: Final = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
)
_FIXED: Final = {
    "GOOGLE_API_USE_CLIENT_CERTIFICATE": "false",
    "CLOUDSDK_CONTEXT_AWARE_USE_CLIENT_CERTIFICATE": "false",
    "GCE_METADATA_MTLS_MODE": "none",
}
_METADATA_WAIT: Final = 3.0  # seconds; it is near, or it is not there


@dataclass(frozen=True)
class Token:
    """A token, and whose it is: `account` as IAM names members, "" if nothing says; `origin` is a path or a host.

    `quota_project` is what the credentials or the environment name for it. `personal` says that they are a person's.
    """

    value: str = field(repr=False)
    origin: str
    account: str
    quota_project: str
    personal: bool


def obtain(environment: Mapping[str, str], http: Http) -> Token:
    """Return a token for `environment`: asks Google, or whom the credentials name. Raises DiagnosedError.

    Looks for no browser and asks nothing of the user. What `http.agreed` does not hold is neither read nor sent, also
    if the file of credentials has changed since.
    """
    file = credential_file(environment)
    try:
        found = credential_recipients(file, environment, {})
    except DiagnosedError as error:
        raise DiagnosedError(error.diagnosis.known(login=login(environment))) from error
    for one in found:
        if one not in http.agreed:
            raise DiagnosedError(diagnosis("unapproved", service=one.origin.partition("://")[2]))
    # Google's library looks around for itself, partly when it is imported.
    with _restrict(environment):
        return _obtained(file, environment, http)


def _obtained(file: CredentialFile | None, environment: Mapping[str, str], http: Http) -> Token:
    facts = {"login": login(environment), "path": file.path if file else ""}
    ask = _Transport(http)
    try:
        found = _of_file(file, environment, ask) if file else _of_machine(environment, http)
        if found is None:
            raise DiagnosedError(diagnosis("no-credentials").known(**facts))
        found.refresh(ask)
    except exceptions.GoogleAuthError as error:
        raise DiagnosedError(_meant(error, ask.host).known(**facts)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # What a file lacks, or an answer, shows up as any of these, somewhere in the library.
        found = diagnosis("nonsense", service=ask.host) if ask.host else diagnosis("bad-credentials-file")
        raise DiagnosedError(found.known(**facts)) from error
    if not isinstance(found.token, str) or not found.token.isascii() or not found.token.isprintable():
        raise DiagnosedError(diagnosis("nonsense", service=ask.host))
    email = getattr(found, "service_account_email", "")
    return Token(
        found.token,
        file.path if file else ask.host,
        f"serviceAccount:{email}" if isinstance(email, str) and "@" in email else "",
        environment.get(QUOTA_PROJECT, "") or (file.quota_project if file else ""),
        personal=file is not None and file.kind == USER,
    )


def _of_file(file: CredentialFile, environment: Mapping[str, str], ask: "_Transport") -> Any:  # noqa: ANN401 - a library without types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of files from strangers; this one is the user's own choice
        # With scopes it would exchange a token at once, only to ask for the project's id.
        scopes = None if file.kind == EXTERNAL else [_SCOPE]
        found, _ = google.auth.load_credentials_from_dict(dict(file.content), scopes=scopes, request=ask)  # type: ignore[no-untyped-call] # it has no types
    if file.kind == EXTERNAL:
        return found.with_scopes([_SCOPE])
    # What a key says of its token endpoint counts, what a person's file says does not: there it is gcloud's setting.
    elsewhere = environment.get(TOKEN_HOST, "")
    return found.with_token_uri(elsewhere) if elsewhere and file.kind == USER else found


def _of_machine(environment: Mapping[str, str], http: Http) -> Any:  # noqa: ANN401 - likewise
    host = metadata_host(environment)
    if not host or not _is_there(host, http):
        return None
    from google.auth import compute_engine  # noqa: PLC0415 - it reads the environment when it is imported

    return compute_engine.Credentials()  # type: ignore[no-untyped-call] # it has no types


def _meant(error: exceptions.GoogleAuthError, host: str) -> Diagnosis:
    """Return what a failure of Google's library comes to."""
    cause = error.__cause__
    if isinstance(cause, HttpError):
        if cause.kind in ("insecure", "unapproved", "tls", "proxy"):
            return diagnosis(cause.kind, service=host)
        return diagnosis("token-unreachable", service=host)
    if isinstance(error, exceptions.DefaultCredentialsError):
        return diagnosis("bad-credentials-file")
    said = next((part for part in error.args if isinstance(part, dict)), {})
    text = " ".join(str(part) for part in error.args)
    reason = said.get("error_subtype") or said.get("error") or ""
    found = diagnosed(Failure(reason=reason if isinstance(reason, str) else "", text=text))
    if found and found.name in ("reauth", "token-expired", "token-refused", "overloaded"):
        return diagnosis(found.name)
    return diagnosis("token-refused") if said.get("error") else diagnosis("nonsense", service=host)


def _is_there(host: str, http: Http) -> bool:
    """Tell whether the metadata server is there; its way to say so is documented at cloud.google.com/compute/docs."""
    headers = {"Metadata-Flavor": "Google"}
    try:
        answer = http.ask("GET", f"http://{host}/", headers=headers, whole=_METADATA_WAIT)
    except HttpError:
        return False
    return answer.headers.get("Metadata-Flavor") == "Google"


@contextlib.contextmanager
def _restrict(environment: Mapping[str, str]) -> Iterator[None]:
    """Let this process have what google-auth may see of `environment`; nothing else may run meanwhile."""
    before = dict(os.environ)
    log = logging.getLogger("google")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)  # what it would print on stderr is said by the diagnosis
    os.environ.clear()
    os.environ.update({name: environment[name] for name in _VISIBLE if name in environment})
    os.environ.update({METADATA_HOST: metadata_host(environment), **_FIXED})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        log.setLevel(level)


class _Transport(transport.Request):
    """What Google's library asks through; `host` is whom it asked last."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self.host = ""

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **_: object,
    ) -> "_Response":
        self.host = origin(url).partition("://")[2]
        data = body.encode() if isinstance(body, str) else body
        try:
            return _Response(self._http.ask(method, url, headers=headers, body=data, whole=timeout))
        except HttpError as error:
            raise exceptions.TransportError(error) from error  # type: ignore[no-untyped-call] # it has no types


class _Response(transport.Response):
    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    @property
    def status(self) -> int:
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._answer.headers

    @property
    def data(self) -> bytes:
        return self._answer.body
