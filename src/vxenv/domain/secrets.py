"""What is nobody's business: names and values that must not be printed, nor copied where the user did not put them."""

import re

from vxenv.domain.variables import catalogue

_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL_HELPER|COOKIE", re.IGNORECASE)
_HEADER = re.compile(r"auth|key|token|secret|cookie|passw", re.IGNORECASE)
_USER_IN_URL = re.compile(r"(?<=://)[^/\s]+(?=@)")
# Anthropic's, Google's (API key, OAuth access and refresh), GitHub's, AWS's, and any private key.
_VALUE = re.compile(
    r"sk-ant-[\w-]{8}|AIza[\w-]{30}|ya29\.[\w-]{8}|1//0[\w-]{20}|gh[pousr]_\w{20}|github_pat_\w{20}|AKIA[A-Z0-9]{16}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
)
HIDDEN = "(hidden)"


def secret_name(name: str) -> bool:
    """Tell whether the value of variable `name` is never to be shown."""
    known = catalogue().by_name.get(name)
    return known.type in ("secret", "headers") if known else bool(_NAME.search(name))


def why_secret(name: str, value: str) -> str:
    """Return why `value` of variable `name` is not to be copied, or nothing."""
    known = catalogue().by_name.get(name)
    if known and known.type == "headers":
        return "a header in it looks like a credential" if _is_credential(value) else ""
    if secret_name(name):
        return "a secret"
    if _VALUE.search(value):
        return "its value looks like a secret"
    return "there is a password in its URL" if _USER_IN_URL.search(value) else ""


def _is_credential(headers: str) -> bool:
    """Tell whether one of `headers`, a line each, is named as what holds a credential."""
    names = (name for name, colon, _ in (line.partition(":") for line in headers.split("\n")) if colon)
    return any(_HEADER.search(name) for name in names)


def without_user(value: str) -> str:
    """Return `value` with the user and password of each URL in it hidden."""
    return _USER_IN_URL.sub("***", value)
