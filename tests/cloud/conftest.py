"""Provide a Google server for each test, and allow connections to loopback only."""

import ipaddress
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cloud.fake import Google, serving

DAY = {"VXENV_TODAY": "2026-11-22"}


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Block connections to other machines and lookups of other names."""
    connect = socket.socket.connect
    look_up = socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not ipaddress.ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test reaches out to {address}")
        connect(self, address)

    def known(host: Any, *words: Any, **more: Any) -> Any:
        if host not in ("localhost", "127.0.0.1", "::1"):
            raise socket.gaierror(socket.EAI_NONAME, f"a test looks for {host}")
        return look_up(host, *words, **more)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", known)
    # Not inherited: variables that give Google's library or a proxy more than the test sets.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def google() -> Iterator[Google]:
    """Provide a Google server."""
    with serving() as server:
        yield server


@pytest.fixture
def environment(google: Google, home: Path) -> Mapping[str, str]:
    """Provide the environment of a signed-in user with requests to this server."""
    google.user(home / ".config" / "gcloud" / "application_default_credentials.json")
    return {"HOME": str(home), **google.environment()}
