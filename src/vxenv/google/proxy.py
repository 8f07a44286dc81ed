"""Find the proxy for an address and recognise addresses of this machine, which need none."""

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from vxenv.google.origins import METADATA, find_origin


def is_loopback(host: str) -> bool:
    """Return whether `host` is this machine: a loopback address or a localhost name that has no other address."""
    addresses = {host}
    if is_localhost(host):
        try:
            addresses = {str(row[4][0]) for row in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        except (OSError, UnicodeError):
            return False
    return bool(addresses) and all(map(is_loopback_address, addresses))


def is_localhost(host: str) -> bool:
    """Return whether `host` is a localhost name."""
    return host == "localhost" or host.endswith(".localhost")


def is_loopback_address(address: str) -> bool:
    """Return whether `address` is a loopback IP address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def find_proxy(url: str, environment: Mapping[str, str]) -> str:
    """Return the address of the proxy for `url`, "" for none.

    This machine is never reached through a proxy, nor is the metadata server, which sends tokens over plain HTTP.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    names = (f"{parts.scheme}_proxy", f"{parts.scheme}_proxy".upper())
    proxy = next((environment[name] for name in names if environment.get(name)), "")
    spared = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    if (
        not proxy
        or is_loopback(host)
        or find_origin(url) in METADATA
        or any(_is_spared(entry.strip(), host) for entry in spared.split(","))
    ):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_spared(entry: str, host: str) -> bool:
    """Return whether an `entry` of NO_PROXY matches `host`."""
    name = entry.lower().partition(":")[0].removeprefix("*").removeprefix(".")
    return entry == "*" or (bool(name) and (host == name or host.endswith(f".{name}")))
