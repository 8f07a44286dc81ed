"""Obtain a token for Google's APIs from the credentials of an environment; the only module that uses google-auth.

Tokens are kept in memory only, and are never printed or stored.
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

from vxenv.catalogue.environment import METADATA_HOST, QUOTA_PROJECT
from vxenv.google.credentials import EXTERNAL, USER, CredentialFile, find_credentials, render_login
from vxenv.google.endpoints import TOKEN_HOST, find_metadata_host
from vxenv.google.failures import DiagnosedError, Diagnosis, Failure, diagnose, make_diagnosis
from vxenv.google.http import Answer, Http, HttpError
from vxenv.google.origins import find_origin
from vxenv.google.recipients import find_credential_recipients

_SCOPE: Final = "https://www.googleapis.com/auth/cloud-platform"
# The only variables that google-auth sees. Others would make it start programs, read certificates or contact other
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
# The causes that are known from the text of any answer; other words in it may be somebody else's.
_CAUSES: Final = ("reauth", "token-expired", "token-refused", "overloaded")
_METADATA_WAIT: Final = 3.0  # seconds; a metadata server is always close


@dataclass(frozen=True)
class Token:
    """A token and its owner."""

    value: str = field(repr=False)
    # The file or host that it comes from.
    origin: str
    # The account as an IAM member, "" if unknown.
    account: str
    # The quota project of the credentials or the environment.
    quota_project: str
    # Whether it belongs to a user, as opposed to a service account or a machine.
    personal: bool


def obtain(environment: Mapping[str, str], http: Http) -> Token:
    """Return a token for `environment` from Google or the servers named by the credentials. Raises DiagnosedError.

    This opens no browser and asks no question. Nothing is read or sent that is not in `http.agreed`, even if the
    credentials file has changed since.
    """
    environment = dict(environment)  # `_restrict` empties the environment of the process, which this may be
    file = find_credentials(environment)
    try:
        recipients = find_credential_recipients(file, environment, {})
    except DiagnosedError as error:
        raise DiagnosedError(error.diagnosis.add_facts(login=render_login(environment))) from error
    for recipient in recipients:
        if recipient not in http.agreed:
            raise DiagnosedError(make_diagnosis("unapproved", service=recipient.origin.partition("://")[2]))
    # Google's library inspects the environment, partly on import.
    with _restrict(environment):
        return _refresh_token(file, environment, http)


def _refresh_token(file: CredentialFile | None, environment: Mapping[str, str], http: Http) -> Token:
    facts = {"login": render_login(environment), "path": file.path if file else ""}
    ask = _Transport(http)
    try:
        credentials = _load_file(file, environment, ask) if file else _load_machine(environment, http)
        if credentials is None:
            raise DiagnosedError(make_diagnosis("no-credentials").add_facts(**facts))
        credentials.refresh(ask)
    except exceptions.GoogleAuthError as error:
        raise DiagnosedError(_diagnose_error(error, ask.host).add_facts(**facts)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # The library raises any of these for a missing field in a file or a response.
        wrong = make_diagnosis("nonsense", service=ask.host) if ask.host else make_diagnosis("bad-credentials-file")
        raise DiagnosedError(wrong.add_facts(**facts)) from error
    token = credentials.token
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise DiagnosedError(make_diagnosis("nonsense", service=ask.host))
    email = getattr(credentials, "service_account_email", "")
    return Token(
        token,
        file.path if file else ask.host,
        f"serviceAccount:{email}" if isinstance(email, str) and "@" in email else "",
        environment.get(QUOTA_PROJECT, "") or (file.quota_project if file else ""),
        personal=file is not None and file.kind == USER,
    )


def _load_file(file: CredentialFile, environment: Mapping[str, str], ask: "_Transport") -> Any:  # noqa: ANN401 - a library without types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of untrusted files; this one was chosen by the user
        # With scopes it would exchange a token at once, only to look up the project ID.
        scopes = None if file.kind == EXTERNAL else [_SCOPE]
        credentials, _ = google.auth.load_credentials_from_dict(dict(file.content), scopes=scopes, request=ask)  # type: ignore[no-untyped-call] # it has no types
    if file.kind == EXTERNAL:
        return credentials.with_scopes([_SCOPE])
    # The token endpoint of a key counts; for a user's file it is gcloud's setting instead.
    elsewhere = environment.get(TOKEN_HOST, "")
    return credentials.with_token_uri(elsewhere) if elsewhere and file.kind == USER else credentials


def _load_machine(environment: Mapping[str, str], http: Http) -> Any:  # noqa: ANN401 - likewise
    host = find_metadata_host(environment)
    if not host or not _has_metadata_server(host, http):
        return None
    from google.auth import compute_engine  # noqa: PLC0415 - it reads the environment on import

    return compute_engine.Credentials()  # type: ignore[no-untyped-call] # it has no types


def _diagnose_error(error: exceptions.GoogleAuthError, host: str) -> Diagnosis:
    """Return the diagnosis of an error of Google's library."""
    cause = error.__cause__
    if isinstance(cause, HttpError):
        if cause.kind in ("insecure", "unapproved", "tls", "proxy"):
            return make_diagnosis(cause.kind, service=host)
        return make_diagnosis("token-unreachable", service=host)
    if isinstance(error, exceptions.DefaultCredentialsError):
        return make_diagnosis("bad-credentials-file")
    answer = next((part for part in error.args if isinstance(part, dict)), {})
    text = " ".join(str(part) for part in error.args)
    reason = answer.get("error_subtype") or answer.get("error") or ""
    wrong = diagnose(Failure(reason=reason if isinstance(reason, str) else "", text=text))
    if wrong and wrong.name in _CAUSES:
        return make_diagnosis(wrong.name)
    if wrong and (wrong.name.startswith("federation") or wrong.name in ("impersonation", "no-service-account")):
        return wrong
    return make_diagnosis("token-refused") if answer.get("error") else make_diagnosis("nonsense", service=host)


def _has_metadata_server(host: str, http: Http) -> bool:
    """Return whether a metadata server responds. Source: https://cloud.google.com/compute/docs/metadata/overview."""
    headers = {"Metadata-Flavor": "Google"}
    try:
        answer = http.ask("GET", f"http://{host}/", headers=headers, whole=_METADATA_WAIT)
    except HttpError:
        return False
    return answer.headers.get("Metadata-Flavor") == "Google"


@contextlib.contextmanager
def _restrict(environment: Mapping[str, str]) -> Iterator[None]:
    """Restrict the process environment to what google-auth may see of `environment`; no other thread may run."""
    before = dict(os.environ)
    log = logging.getLogger("google")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)  # the diagnosis replaces its messages on stderr
    os.environ.clear()
    os.environ.update({name: environment[name] for name in _VISIBLE if name in environment})
    os.environ.update({METADATA_HOST: find_metadata_host(environment), **_FIXED})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        log.setLevel(level)


class _Transport(transport.Request):
    """The transport of Google's library; `host` is the host of the last request."""

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
        self.host = find_origin(url).partition("://")[2]
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
