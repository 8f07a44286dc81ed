"""Find and read files of Google credentials without Google's library.

The places where each program looks were measured with Claude Code 2.1.197 and 2.1.330, google-auth 2.62 and gcloud
528. Sources of the file formats: https://cloud.google.com/docs/authentication/application-default-credentials and
https://google.aip.dev/auth/4110.
"""

import json
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from shlex import quote
from typing import Any, Final, NamedTuple

from vxenv.catalogue.environment import CREDENTIALS, GCLOUD_DIRECTORY, METADATA_HOST
from vxenv.catalogue.login_file import FILE, LOGIN
from vxenv.google.configurations import find_default_credentials, find_gcloud_directory
from vxenv.google.failures import DiagnosedError, make_diagnosis
from vxenv.paths import shorten_path

_LARGEST: Final = 1024 * 1024  # bytes; real files have a few thousand at most

USER, SERVICE, EXTERNAL, EXTERNAL_USER, IMPERSONATED, GDCH = (
    "authorized_user",
    "service_account",
    "external_account",
    "external_account_authorized_user",
    "impersonated_service_account",
    "gdch_service_account",
)
# The required fields of each kind.
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    USER: ("client_id", "client_secret", "refresh_token"),
    SERVICE: ("client_email", "private_key", "token_uri"),
    EXTERNAL: ("audience", "subject_token_type", "token_url", "credential_source"),
    EXTERNAL_USER: ("refresh_token", "client_id", "client_secret", "token_url"),
    IMPERSONATED: ("service_account_impersonation_url", "source_credentials"),
}
# The product name of the machine on Linux; Google's libraries detect Google Cloud by it without the network.
_PRODUCT: Final = "/sys/class/dmi/id/product_name"


class Credentials(NamedTuple):
    """The contents of a credentials file, without secrets."""

    path: str
    trouble: str = ""  # the reason why the file cannot be used, as a predicate; "" if it can
    kind: str = ""  # the type
    account: str = ""  # the email address, "" if unknown
    project: str = ""  # the project of a service account
    quota_project: str = ""
    token_file: str = ""  # the file with the token that an external account exchanges, "" for none
    open_to_others: bool = False  # whether other users of this machine can read the file


@dataclass(frozen=True)
class CredentialFile:
    """A credentials file to obtain a token with."""

    path: str
    # Whether a variable names it; otherwise it is gcloud's default file.
    named: bool
    # The type.
    kind: str
    quota_project: str
    # The whole JSON object, with secrets.
    content: Mapping[str, Any] = field(repr=False)


class _Document(NamedTuple):
    """The result of reading a file that may hold credentials."""

    content: Mapping[str, Any] | None = None  # the JSON object, None if there is none
    trouble: str = ""  # the reason for missing content
    missing: bool = False  # whether the file is missing
    open_to_others: bool = False  # whether other users of this machine can read the file


def find_claude_file(environment: Mapping[str, str]) -> str:
    """Return the file that Claude Code uses: the variable's, else the one in the home; it ignores CLOUDSDK_CONFIG."""
    home = environment.get("HOME") or os.path.expanduser("~")
    return environment.get(CREDENTIALS) or os.path.join(home, ".config", "gcloud", FILE)


def find_python_file(environment: Mapping[str, str]) -> str:
    """Return the file that google-auth uses in Python: the variable's, else the one in gcloud's directory."""
    return environment.get(CREDENTIALS) or os.path.join(find_gcloud_directory(environment), FILE)


def is_on_google(environment: Mapping[str, str], product: str = _PRODUCT) -> bool:
    """Return whether this machine probably gets tokens from a metadata server."""
    if environment.get("METADATA_SERVER_DETECTION") == "none":
        return False
    if environment.get(METADATA_HOST):
        return True
    try:
        with open(product, encoding="utf-8", errors="replace") as file:
            return file.read(100).strip().startswith("Google")
    except OSError:
        return False


def read_credentials(path: str) -> Credentials:
    """Return the contents of the file at `path`; errors are in `trouble`, none are raised."""
    document = _read(path)
    result = Credentials(path, document.trouble, open_to_others=document.open_to_others)
    content = document.content
    if content is None:
        return result
    kind = _read_text(content, "type")
    if not kind and "installed" in content:
        return result._replace(trouble="is an OAuth client ID, not credentials")
    if kind not in _REQUIRED:
        return result._replace(trouble=f'has the unknown type "{kind[:40]}"' if kind else "has no type")
    missing = [name for name in _REQUIRED[kind] if not content.get(name)]
    source = content.get("credential_source")
    return result._replace(
        kind=kind,
        trouble=f"lacks {', '.join(missing)}" if missing else "",
        account=_find_account(content),
        project=_read_text(content, "project_id"),
        quota_project=_read_text(content, "quota_project_id"),
        token_file=_read_text(source, "file") if isinstance(source, dict) else "",
    )


def find_credentials(environment: Mapping[str, str]) -> CredentialFile | None:
    """Return the file to obtain a token with in `environment`, None if there is none. Raises DiagnosedError."""
    named = environment.get(CREDENTIALS, "")
    path = named or find_default_credentials(find_gcloud_directory(environment))
    sys.audit("vxenv.decided", "credentials: {}", path or "no file")
    if not path:
        return None
    document = _read(path)
    content = document.content or {}
    kind = _read_text(content, "type")
    if kind not in (*_REQUIRED, GDCH):
        name = "bad-key-path" if document.missing else "bad-credentials-file"
        raise DiagnosedError(make_diagnosis(name, path=shorten_path(path), login=render_login(environment)))
    return CredentialFile(path, bool(named), kind, _read_text(content, "quota_project_id"), content)


def _read(path: str) -> _Document:
    """Read the file at `path`; errors are in `trouble`, none are raised."""
    try:
        # Opening a FIFO must not block.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                return _Document(trouble="is a directory" if stat.S_ISDIR(mode) else "is not a regular file")
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(_LARGEST + 1)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        trouble = "is a broken symlink" if os.path.islink(path) else "does not exist"
        return _Document(trouble=trouble, missing=True)
    except OSError as error:
        missing = isinstance(error, NotADirectoryError)
        return _Document(trouble=f"cannot be read: {error.strerror}", missing=missing)
    return _parse(data)._replace(open_to_others=bool(mode & (stat.S_IRWXG | stat.S_IRWXO)))


def _parse(data: bytes) -> _Document:
    if len(data) > _LARGEST:
        return _Document(trouble="is larger than 1 MiB")
    if not data.strip():
        return _Document(trouble="is empty")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        return _Document(trouble=f"is not valid JSON{f', line {line}' if line else ''}")
    return _Document(content) if isinstance(content, dict) else _Document(trouble="is not a JSON object")


def _find_account(table: Mapping[str, Any]) -> str:
    """Return the email address of the credentials, "" if the file has none."""
    # …/serviceAccounts/ADDRESS:generateAccessToken
    impersonated = _read_text(table, "service_account_impersonation_url").rpartition("/")[2].partition(":")[0]
    return impersonated or _read_text(table, "client_email") or _read_text(table, "account")


def _read_text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def render_login(environment: Mapping[str, str]) -> str:
    """Return the sign-in command that renews the credentials of `environment`.

    gcloud writes to its own directory, which differs for a profile that names a directory or a file in one.
    """
    named = environment.get(CREDENTIALS, "")
    folder = environment.get(GCLOUD_DIRECTORY, "")
    if os.path.basename(named) == FILE:
        folder = os.path.dirname(named)
    home = os.path.join(environment.get("HOME") or os.path.expanduser("~"), ".config", "gcloud")
    return LOGIN if folder in ("", home) else f"env CLOUDSDK_CONFIG={quote(folder)} {LOGIN}"
