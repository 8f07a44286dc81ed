"""The file of Google credentials that an environment leads to, read without Google's library.

Where it is, and what its types are: https://cloud.google.com/docs/authentication/application-default-credentials.
"""

import json
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from shlex import quote
from typing import Any, Final

from vxenv.google.configurations import default_credentials, gcloud_directory
from vxenv.google.failures import LOGIN, DiagnosedError, diagnosis
from vxenv.google.lookups import EXTERNAL, EXTERNAL_USER, FILE, GDCH, IMPERSONATED, SERVICE, USER, VARIABLE
from vxenv.paths import shown

QUOTA_PROJECT: Final = "GOOGLE_CLOUD_QUOTA_PROJECT"
_LARGEST: Final = 64 * 1024
# What google-auth takes.
_TYPES: Final = (USER, SERVICE, EXTERNAL, EXTERNAL_USER, IMPERSONATED, GDCH)


@dataclass(frozen=True)
class CredentialFile:
    """A file of credentials: `kind` is its type, `account` who it is for as IAM names members, "" if it does not say.

    `named` tells whether a variable names it; else it is where gcloud leaves what it writes. `content` is a secret.
    """

    path: str
    named: bool
    kind: str
    account: str
    quota_project: str
    content: Mapping[str, Any] = field(repr=False)


def credential_file(environment: Mapping[str, str]) -> CredentialFile | None:
    """Return the file that is used in `environment`, or None if there is none. Raises DiagnosedError."""
    named = environment.get(VARIABLE, "")
    path = named or default_credentials(gcloud_directory(environment))
    sys.audit("vxenv.decided", "credentials: {}", path or "no file")
    if not path:
        return None
    place = {"path": shown(path), "login": login(environment)}
    try:
        # Without waiting, should it be a FIFO.
        with open(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            data = file.read(_LARGEST + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        raise DiagnosedError(diagnosis("bad-key-path" if missing else "bad-credentials-file", **place)) from error
    try:
        content = json.loads(data) if len(data) <= _LARGEST else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("type") not in _TYPES:
        raise DiagnosedError(diagnosis("bad-credentials-file", **place))
    email = content.get("client_email") if content["type"] == SERVICE else ""
    quota = content.get("quota_project_id")
    return CredentialFile(
        path,
        bool(named),
        content["type"],
        f"serviceAccount:{email}" if isinstance(email, str) and email else "",
        quota if isinstance(quota, str) else "",
        content,
    )


def login(environment: Mapping[str, str]) -> str:
    """Return the command that signs in again, so that the credentials of `environment` are those that are renewed.

    gcloud writes to its own directory, which is another for a profile that names one, by a directory or by a file.
    """
    named = environment.get(VARIABLE, "")
    folder = environment.get("CLOUDSDK_CONFIG", "")
    if os.path.basename(named) == FILE:
        folder = os.path.dirname(named)
    home = os.path.join(environment.get("HOME") or os.path.expanduser("~"), ".config", "gcloud")
    return LOGIN if folder in ("", home) else f"env CLOUDSDK_CONFIG={quote(folder)} {LOGIN}"
