"""Test that tokens travel over plain HTTP to this machine only, and localhost names only if they resolve to it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from cloud.fake import Google, serving
from vxenv.google.http import Http, HttpError
from vxenv.google.proxy import find_proxy, is_loopback
from vxenv.google.recipients import Recipient

SECRET = {"Authorization": "Bearer hush"}


@pytest.fixture
def google() -> Iterator[Google]:
    """Provide a server on loopback."""
    with serving() as server:
        yield server


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Resolve every name to `addresses`, or fail if empty."""

    def look_up(_host: Any, port: Any, *_words: Any, **_more: Any) -> list[tuple[Any, ...]]:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        kinds = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        rows = zip(kinds, addresses, strict=True)
        return [(kind, socket.SOCK_STREAM, 6, "", (address, port or 0)) for kind, address in rows]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("host", ["localhost", "evil.localhost", "a.b.localhost"])
@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["127.0.0.1"], True),
        (["127.0.0.1", "::1"], True),
        (["192.0.2.1"], False),
        (["127.0.0.1", "192.0.2.1"], False),
        (["::1", "2001:db8::1"], False),
        (["::ffff:192.0.2.1"], False),
        ([], False),
    ],
    ids=str,
)
def test_a_name_of_localhost_is_what_it_resolves_to(
    host: str, addresses: list[str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All addresses of a localhost name must be loopback."""
    resolve_to(monkeypatch, *addresses)

    assert expected == is_loopback(host)


@pytest.mark.parametrize(
    "host", ["localhost.evil.example", "evillocalhost", "127.0.0.1.evil.example", "192.0.2.1", ""]
)
def test_other_names_are_other_machines(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that merely look like localhost are not resolved."""
    monkeypatch.setattr(socket, "getaddrinfo", None)

    assert not is_loopback(host)


def test_no_token_for_a_localhost_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A localhost name that resolves to another machine gets no token and no connection."""
    resolve_to(monkeypatch, "192.0.2.1")
    monkeypatch.setattr(socket.socket, "connect", None)
    place = "http://token.localhost:8080"

    with pytest.raises(HttpError) as caught:
        Http({}, [Recipient("a token", place, "a test")]).ask("GET", place, headers=SECRET)
    assert "insecure" == caught.value.kind


def test_a_token_for_a_localhost_that_is_here(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    """A localhost name that resolves to loopback gets the request with its token."""
    resolve_to(monkeypatch, "127.0.0.1")
    port = google.url.rpartition(":")[2]
    place = f"http://token.localhost:{port}"
    answer = Http({}, [Recipient("a token", place, "a test")]).ask(
        "GET", f"{place}/v1beta1/publishers/anthropic/models", headers=SECRET
    )

    assert (200, ["Bearer hush"]) == (answer.status, [one.headers["authorization"] for one in google.asked])


def test_a_name_that_changes_its_address_gets_nothing(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to loopback at the check and elsewhere at the connection gets no data."""
    resolve_to(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(socket.socket, "getpeername", lambda _: ("192.0.2.1", 80))
    place = f"http://token.localhost:{google.url.rpartition(':')[2]}"

    with pytest.raises(HttpError) as caught:
        Http({}, [Recipient("a token", place, "a test")]).ask("GET", f"{place}/token", headers=SECRET)
    assert ("insecure", []) == (caught.value.kind, google.asked)


def test_a_localhost_elsewhere_is_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine bypasses the proxy."""
    environment = {"http_proxy": "http://proxy.example:3128"}
    resolve_to(monkeypatch, "192.0.2.1")
    elsewhere = find_proxy("http://x.localhost/", environment)
    resolve_to(monkeypatch, "127.0.0.1")

    assert ("http://proxy.example:3128", "") == (elsewhere, find_proxy("http://x.localhost/", environment))
