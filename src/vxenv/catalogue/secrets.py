"""Detect and redact secrets, which must be neither printed nor copied without the user's request."""

import re

from vxenv.catalogue.variables import load_variables

_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSW|PASSPHRASE|AUTHORIZATION|CREDENTIAL_HELPER|COOKIE", re.IGNORECASE)
HEADER = re.compile(r"auth|key|token|secret|cookie|passw", re.IGNORECASE)
# The user of an ssh URL, such as git, is not a secret without a password.
_USER_IN_URL = re.compile(r"(?<=://)(?:(?<!\bssh://)[^/\s]+|[^/\s]*:[^/\s]*)(?=@)")
# The URL of a proxy may have no scheme.
_USER_ALONE = re.compile(r"\A[\w.%+~$!*-]+:[^/\s\"'@]+(?=@[\w.:\[\]-]+/?\Z)")
_IN_QUERY = re.compile(r"(?<=[?&])([\w.-]++)=[^&#\s\"']+")
_IN_ADDRESS = re.compile(r"auth|signature|\Asig\Z|\Acode\Z", re.IGNORECASE)
# Anthropic's, OpenAI's, Google's (API key, OAuth access, refresh and client secret), GitHub's, GitLab's, Slack's,
# AWS's, a JSON Web Token, and any private key.
VALUE = re.compile(
    r"\bsk-(?:ant|proj)-[\w-]{8,}|\bAIza[\w-]{30,}|\bya29\.[\w.-]{8,}|\b1//0[\w-]{20,}|\bGOCSPX-[\w-]{20,}"
    r"|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}|\bxox[abprs]-[\w-]{10,}|\bA[KS]IA[A-Z0-9]{16}\b"
    r"|\beyJ[\w-]{10,400}\.eyJ[\w-]{10,4000}\.[\w-]*"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?)"
)
_CREDENTIAL = re.compile(r"(?i)\b((?:bearer|basic)\s+)(?=[a-z.~-]*[\d+/=_])[\w.~+/=-]{8,}")
TELEMETRY_HEADERS = re.compile(r"OTEL_EXPORTER_OTLP_(?:[A-Z]+_)?HEADERS")
HIDDEN = "(hidden)"


def is_secret_name(name: str) -> bool:
    """Tell whether the value of variable `name` must not be shown."""
    if is_telemetry_headers(name):
        return True
    known = load_variables().by_name.get(name)
    return known.type in ("secret", "headers") if known else bool(_NAME.search(name))


def explain_secret(name: str, value: str) -> str:
    """Return the reason not to copy `value` of variable `name`, "" for none."""
    known = load_variables().by_name.get(name)
    if is_telemetry_headers(name) or (known and known.type == "headers"):
        return "a header looks like a credential" if has_credential(name, value) else ""
    if is_secret_name(name):
        return "a secret, judging by its name"
    if VALUE.search(value):
        return "its value looks like a secret"
    return "its URL contains a password" if redact(name, value) != value else ""


def has_credential(name: str, headers: str) -> bool:
    """Tell whether the name of one of `headers`, the value of variable `name`, indicates a credential."""
    between, sign = (",", "=") if is_telemetry_headers(name) else ("\n", ":")
    rows = (row.partition(sign) for row in headers.split(between))
    return any(HEADER.search(header) for header, found, _ in rows if found) or bool(VALUE.search(headers))


def is_telemetry_headers(name: str) -> bool:
    """Tell whether the variable `name` has headers of telemetry, ``name=value,name=value``."""
    return bool(TELEMETRY_HEADERS.fullmatch(name))


def redact(name: str, value: str) -> str:
    """Return `value` of variable `name` for display, hidden if the name or the value indicates a secret.

    Not for files under review: the user must see everything to decide whether to trust them.
    """
    if is_secret_name(name) or VALUE.search(value):
        return HIDDEN if value else value
    return _USER_ALONE.sub("***", redact_text(value))


def redact_text(text: str) -> str:
    """Return `text` with everything that looks like a secret hidden."""
    text = _IN_QUERY.sub(_hide_value, _USER_IN_URL.sub("***", text))
    return _CREDENTIAL.sub(rf"\1{HIDDEN}", VALUE.sub(HIDDEN, text))


def _hide_value(match: re.Match[str]) -> str:
    return f"{match[1]}={HIDDEN}" if _NAME.search(match[1]) or _IN_ADDRESS.search(match[1]) else match[0]
