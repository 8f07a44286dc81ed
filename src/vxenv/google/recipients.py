"""Find the recipients of secrets before going online, to ask the user for confirmation.

What google-auth reads, sends and runs for each kind of file was taken from its source (2.62 and 2.63). Programs
(``credential_source.executable``), client certificates (``credential_source.certificate``) and keys of Google's
air-gapped cloud are never used.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vxenv.catalogue.environment import BASE_URL, CREDENTIALS, EXTRA_CERTIFICATES, LOCATION, METADATA_HOST
from vxenv.google.credentials import EXTERNAL, EXTERNAL_USER, GDCH, IMPERSONATED, SERVICE, USER, CredentialFile
from vxenv.google.endpoints import OVERRIDE, TOKEN_HOST, find_endpoint, find_metadata_host, find_vertex
from vxenv.google.failures import DiagnosedError, make_diagnosis
from vxenv.google.origins import find_origin, is_google
from vxenv.paths import escape_text, shorten_path

_ACCESS: Final = "your access token"
_REQUEST: Final = "a request for a token"
_TOKEN_URL: Final = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
_ID_TOKEN_URL: Final = "ACTIONS_ID_TOKEN_REQUEST_URL"  # noqa: S105 - a variable's name
_UNIVERSE: Final = "googleapis.com"
_LONGEST: Final = 200  # characters of a command, a path or an address


@dataclass(frozen=True)
class Recipient:
    """A server or party that gets a secret, or is asked for one."""

    # The secret, as text for users.
    gets: str
    # An address, or a description of the party.
    to: str
    # The variable, or the key in a file, that names it.
    by: str
    # Whether the user has to confirm first.
    asked: bool = field(default=True, compare=False)

    @property
    def origin(self) -> str:
        """The origin of the server, "" for another party."""
        return find_origin(self.to)

    def drop_token(self) -> "Recipient":
        """Return this for requests without secrets, which need no confirmation."""
        return replace(self, gets="requests without a token", asked=False)

    def __str__(self) -> str:
        """Return the line for users; the address has no user, password or query, which could mislead."""
        path = self.to.partition("://")[2].partition("?")[0].partition("/")[2]
        to = f"{self.origin}/{path}".rstrip("/") if self.origin else self.to
        return f"{_shorten(self.gets)} to {_shorten(to)} ({_shorten(self.by)})"


def _shorten(text: str) -> str:
    """Return untrusted `text` for users, truncated with a note of its length, since it could fill the screen."""
    said = escape_text(text)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}… ({len(said)} characters)"


def find_service_recipients(
    environment: Mapping[str, str], chosen: Mapping[str, str], locations: Iterable[str], services: Iterable[str]
) -> list[Recipient]:
    """Return the recipients of the access token besides Google for Vertex AI in `locations` and for `services`.

    `chosen` are the values of the user's own profiles; recipients named by them need no confirmation.
    """
    by = BASE_URL if environment.get(BASE_URL) else LOCATION
    places = [(find_vertex(location, environment), by) for location in locations]
    places += [(find_endpoint(service, environment), OVERRIDE + service.upper()) for service in services]
    recipients = [
        Recipient(_ACCESS, find_origin(url), name, asked=_is_foreign(name, environment, chosen))
        for url, name in places
    ]
    return list(dict.fromkeys(each for each in recipients if each.to and not is_google(each.to)))


def find_interceptors(environment: Mapping[str, str], chosen: Mapping[str, str]) -> list[Recipient]:
    """Return the parties that could read all requests: extra certificates let their issuer impersonate Google."""
    path = environment.get(EXTRA_CERTIFICATES, "")
    if not path:
        return []
    to = f"anyone with a private key for {shorten_path(path)}, which can impersonate Google"
    asked = _is_foreign(EXTRA_CERTIFICATES, environment, chosen)
    return [Recipient("all requests", to, EXTRA_CERTIFICATES, asked=asked)]


def find_credential_recipients(
    file: CredentialFile | None, environment: Mapping[str, str], chosen: Mapping[str, str]
) -> list[Recipient]:
    """Return all recipients, including Google, for obtaining a token with `file`, or from the machine if it is None.

    A file is the user's own if one of the user's profiles names it, or if it is gcloud's default file in the user's
    home. Raises DiagnosedError for an unsupported file.
    """
    if file is None:
        return _find_machine_recipients(environment, chosen)
    own = not _is_foreign(CREDENTIALS if file.named else "HOME", environment, chosen)
    place = shorten_path(file.path)
    runner = _find_runner(environment, chosen)
    recipients = []
    for flow in _list_flows(file.content, environment, place, top=True):
        trusted = is_google(find_origin(flow.to)) or (flow.source == runner == find_origin(flow.to))
        if flow.by == TOKEN_HOST:
            asked = not trusted and _is_foreign(TOKEN_HOST, environment, chosen)
        else:
            asked = not trusted or (flow.local and not own and flow.source != runner)
        if not find_origin(flow.to):
            raise _make_error("bad-credentials-file" if flow.by != TOKEN_HOST else "bad-token-host", place)
        by = flow.by if flow.by == TOKEN_HOST else f"{flow.by} in {place}"
        recipients.append(Recipient(flow.gets, flow.to, by, asked=asked))
    return list(dict.fromkeys(recipients))


@dataclass(frozen=True)
class _Flow:
    """Something that google-auth sends."""

    # The description for users.
    gets: str
    # The address of the recipient.
    to: str
    # The key that names the address.
    by: str
    # Whether it is data of this machine that the file only refers to.
    local: bool = False
    # The origin of a server that the data comes from, or "".
    source: str = ""


def _find_runner(environment: Mapping[str, str], chosen: Mapping[str, str]) -> str | None:
    """Return the origin of the ID tokens of this GitHub Actions job, None outside of one or if a profile set it.

    google-github-actions/auth writes a credentials file that requests a token there. Source:
    https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token.
    """
    if environment.get("GITHUB_ACTIONS") != "true" or not _is_foreign(_ID_TOKEN_URL, environment, chosen):
        return None
    return find_origin(environment[_ID_TOKEN_URL]) or None


def _is_foreign(name: str, environment: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    return chosen.get(name) != environment.get(name)


def _find_machine_recipients(environment: Mapping[str, str], chosen: Mapping[str, str]) -> list[Recipient]:
    host = find_metadata_host(environment)
    if not host:
        return []
    asked = not is_google(find_origin(f"http://{host}")) and _is_foreign(METADATA_HOST, environment, chosen)
    return [Recipient(_REQUEST, f"http://{host}", METADATA_HOST, asked=asked)]


def _list_flows(
    content: Mapping[str, Any], environment: Mapping[str, str], path: str, *, top: bool
) -> Iterator[_Flow]:
    """Yield what google-auth sends with `content`. Raises DiagnosedError for unsupported content."""
    kind = content.get("type")
    universe = _read_text(content, "universe_domain", path) or _UNIVERSE
    if kind == USER:
        # A user's file names no endpoint; only `tokens` makes google-auth use gcloud's variable.
        named = environment.get(TOKEN_HOST, "") if top else ""
        yield _Flow("your refresh token", named or _TOKEN_URL, TOKEN_HOST)
    elif kind == SERVICE:
        yield _Flow("a signed assertion", _read_text(content, "token_uri", path), "token_uri")
    elif kind == EXTERNAL_USER:
        yield _Flow("your refresh token", _read_token_url(content, universe, path), "token_url")
    elif kind == EXTERNAL:
        yield from _list_external_flows(content, universe, path)
    elif kind == IMPERSONATED and top:
        inner = content.get("source_credentials")
        if not isinstance(inner, dict):
            raise _make_error("bad-credentials-file", path)
        yield from _list_flows(inner, environment, path, top=False)
        universe = _read_text(inner, "universe_domain", path) or _UNIVERSE
        yield _Flow(_ACCESS, f"https://iamcredentials.{universe}", "universe_domain")
    else:
        raise _make_error("unused-credentials" if kind == GDCH else "bad-credentials-file", path)


def _list_external_flows(content: Mapping[str, Any], universe: str, path: str) -> Iterator[_Flow]:
    source = content.get("credential_source")
    if not isinstance(source, dict):
        raise _make_error("bad-credentials-file", path)
    program = source.get("executable")
    if program is not None:
        command = program.get("command") if isinstance(program, dict) else program
        raise _make_error("program-for-token", path, _shorten(str(command)))
    if source.get("certificate") is not None:
        raise _make_error("unused-credentials", path)
    token = _read_token_url(content, universe, path)
    file = _read_text(source, "file", path)
    yield _Flow("a token of another provider", token, "token_url")
    if file:
        if os.path.exists(file) and not os.path.isfile(file):
            raise _make_error("bad-credentials-file", path)
        yield _Flow(
            f"the contents of {shorten_path(os.path.abspath(file))}", token, "credential_source.file", local=True
        )
    for key in ("url", "region_url", "imdsv2_session_token_url"):
        if url := _read_text(source, key, path):
            by, origin = f"credential_source.{key}", find_origin(url)
            yield _Flow(_REQUEST, url, by, local=True, source=origin)
            yield _Flow(f"the response of {origin}", token, by, local=True, source=origin)
    if source.get("environment_id") is not None or "aws" in str(content.get("subject_token_type")):
        signed = find_origin(_read_text(source, "regional_cred_verification_url", path).replace("{region}", "region"))
        yield _Flow(f"a request to {signed} signed with your AWS credentials", token, "credential_source", local=True)
    if url := _read_text(content, "service_account_impersonation_url", path):
        yield _Flow(_ACCESS, url, "service_account_impersonation_url")


def _read_token_url(content: Mapping[str, Any], universe: str, path: str) -> str:
    return _read_text(content, "token_url", path).replace("{universe_domain}", universe)


def _read_text(table: Mapping[str, Any], key: str, path: str) -> str:
    """Return the string at `key`, "" if unset. Raises DiagnosedError for another type; open() accepts numbers."""
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise _make_error("bad-credentials-file", path)
    return value or ""


def _make_error(name: str, path: str, said: str = "") -> DiagnosedError:
    return DiagnosedError(make_diagnosis(name, path=path, **({"said": said} if said else {})))
