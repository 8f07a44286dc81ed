"""Files of Google credentials: who takes which, and what one holds, read without Google's library.

Where each program looks was measured (Claude Code 2.1.197 and 2.1.330, google-auth 2.62, gcloud 528). The kinds of
files are documented at https://cloud.google.com/docs/authentication/application-default-credentials and
https://google.aip.dev/auth/4110. Nothing secret of a file is kept.
"""

import json
import os
import stat
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from vxenv.google.configurations import gcloud_directory

VARIABLE: Final = "GOOGLE_APPLICATION_CREDENTIALS"
FILE: Final = "application_default_credentials.json"
LARGEST: Final = 1024 * 1024  # bytes; the largest real ones have a few thousand

USER, SERVICE, EXTERNAL, EXTERNAL_USER, IMPERSONATED, GDCH = (
    "authorized_user",
    "service_account",
    "external_account",
    "external_account_authorized_user",
    "impersonated_service_account",
    "gdch_service_account",
)
# What each kind cannot do without.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    USER: ("client_id", "client_secret", "refresh_token"),
    SERVICE: ("client_email", "private_key", "token_uri"),
    EXTERNAL: ("audience", "subject_token_type", "token_url", "credential_source"),
    EXTERNAL_USER: ("refresh_token", "client_id", "client_secret", "token_url"),
    IMPERSONATED: ("service_account_impersonation_url", "source_credentials"),
}
# Where Linux says which machine this is, which is how Google's libraries know their own without asking the network.
_PRODUCT: Final = "/sys/class/dmi/id/product_name"


class Credentials(NamedTuple):
    """A file of credentials: its kind, and whose they are; `trouble` is why it cannot be used, if so.

    `token_file` is where an external account finds the token that it exchanges, if that is a file. `open_to_others`
    tells that other users of the machine can read it.
    """

    path: str
    trouble: str = ""
    kind: str = ""
    account: str = ""
    project: str = ""
    quota_project: str = ""
    token_file: str = ""
    open_to_others: bool = False


def claude_path(environment: Mapping[str, str]) -> str:
    """Return the file that Claude Code takes: the variable's, else that of the home; it ignores CLOUDSDK_CONFIG."""
    home = environment.get("HOME") or os.path.expanduser("~")
    return environment.get(VARIABLE) or os.path.join(home, ".config", "gcloud", FILE)


def python_path(environment: Mapping[str, str]) -> str:
    """Return the file that google-auth takes in Python: the variable's, else that of gcloud's directory."""
    return environment.get(VARIABLE) or os.path.join(gcloud_directory(environment), FILE)


def on_google(environment: Mapping[str, str], product: str = _PRODUCT) -> bool:
    """Tell whether a metadata server can be expected to hand out tokens here."""
    if environment.get("METADATA_SERVER_DETECTION") == "none":
        return False
    if environment.get("GCE_METADATA_HOST"):
        return True
    try:
        with open(product, encoding="utf-8", errors="replace") as file:
            return file.read(100).strip().startswith("Google")
    except OSError:
        return False


def read_credentials(path: str) -> Credentials:
    """Return what the file at `path` holds; never raises, `trouble` says what is wrong with it."""
    found = Credentials(path)
    try:
        # Without waiting, should it be a FIFO.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        return found._replace(trouble=_unopened(path, error))
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            return found._replace(trouble="is a directory" if stat.S_ISDIR(mode) else "is no ordinary file")
        data = _bytes(descriptor)
    except OSError as error:
        return found._replace(trouble=f"cannot be read: {error.strerror}")
    finally:
        os.close(descriptor)
    found = found._replace(open_to_others=bool(mode & (stat.S_IRWXG | stat.S_IRWXO)))
    if len(data) > LARGEST:
        return found._replace(trouble="is over 1 MiB, which no credentials are")
    return _understood(found, data)


def _unopened(path: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is a symlink to what is not there" if os.path.islink(path) else "is not there"
    return f"cannot be read: {error.strerror}"


def _bytes(descriptor: int) -> bytes:
    data = b""
    while len(data) <= LARGEST and (more := os.read(descriptor, LARGEST + 1)):
        data += more
    return data


def _understood(found: Credentials, data: bytes) -> Credentials:
    if not data.strip():
        return found._replace(trouble="is empty")
    try:
        table = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        return found._replace(trouble=f"is no valid JSON{f', line {line}' if line else ''}")
    if not isinstance(table, dict):
        return found._replace(trouble="is no JSON object")
    kind = _text(table, "type")
    if not kind and "installed" in table:
        return found._replace(trouble="is a client id for OAuth, no credentials")
    if kind not in _NEEDED:
        return found._replace(trouble=f"is of no known type: {kind[:40]}" if kind else "has no type")
    missing = [name for name in _NEEDED[kind] if not table.get(name)]
    source = table.get("credential_source")
    return found._replace(
        kind=kind,
        trouble=f"lacks {', '.join(missing)}" if missing else "",
        account=_account(table),
        project=_text(table, "project_id"),
        quota_project=_text(table, "quota_project_id"),
        token_file=_text(source, "file") if isinstance(source, dict) else "",
    )


def _account(table: Mapping[str, Any]) -> str:
    """Return whose credentials these are: an address, or "" where the file does not say."""
    # …/serviceAccounts/ADDRESS:generateAccessToken
    impersonated = _text(table, "service_account_impersonation_url").rpartition("/")[2].partition(":")[0]
    return impersonated or _text(table, "client_email") or _text(table, "account")


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""
