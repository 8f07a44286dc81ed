"""Parse the origin of an address and recognise Google's servers."""

import re
from typing import Final

# Both addresses of the metadata server of a machine in Google Cloud, which only supports plain HTTP.
# Source: https://cloud.google.com/compute/docs/metadata/querying-metadata
METADATA: Final = frozenset({"http://metadata.google.internal", "http://169.254.169.254"})
_HOSTS: Final = frozenset({"accounts.google.com"})
_DOMAIN: Final = ["googleapis", "com"]
_PORTS: Final = {"http": 80, "https": 443}
# Stricter than RFC 3986: parsers disagree about the host of an address with a backslash, a space or a fragment.
_ADDRESS = re.compile(
    r"(https?)://(?:[a-z0-9._~!$&'()*+,;=:%-]*@)?([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::([0-9]{1,5}))?"
    r"(?:[/?][!-~]*)?",
    re.IGNORECASE | re.ASCII,
)


def find_origin(address: str) -> str:
    """Return scheme, host and port of `address` as ``https://host``, without the default port.

    The result is "" unless `address` is an HTTP address that all parsers read alike.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or "\\" in address or "#" in address:
        return ""
    scheme, host, port = match[1].lower(), match[2].lower(), int(match[3] or 0)
    return f"{scheme}://{host}" if port in (0, _PORTS[scheme]) else f"{scheme}://{host}:{port}"


def is_google(place: str) -> bool:
    """Return whether `place`, as returned by `find_origin`, is a server of Google with a verified connection."""
    scheme, _, host = place.partition("://")
    labels = host.split(".")
    named = host in _HOSTS or (labels[-2:] == _DOMAIN and all(labels))
    return place in METADATA or (scheme == "https" and named)
