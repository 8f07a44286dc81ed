"""Test requests and answers: times, sizes, proxies, and forbidden destinations of tokens."""

import threading
from collections.abc import Iterator

import pytest

from cloud.error_responses import FAILURES
from cloud.fake import Google, Says, serving, waits
from vxenv.google import http as module
from vxenv.google.http import Http, HttpError
from vxenv.google.proxy import find_proxy

SECRET = {"Authorization": "Bearer hush"}


@pytest.fixture
def other() -> Iterator[Google]:
    """Provide another server, which must not get a token."""
    with serving() as server:
        yield server


def kind_of(http: Http, url: str, *, again: bool = False, headers: dict[str, str] | None = None) -> str:
    """Return the kind of failure of a request to `url`."""
    with pytest.raises(HttpError) as caught:
        http.ask("GET", url, headers=headers, again=again)
    return caught.value.kind


def test_answers(google: Google) -> None:
    """An answer has its status, its headers in any case, its body, and how long it took."""
    answer = Http({}, google.agreed).ask("GET", f"{google.url}/v1beta1/publishers/anthropic/models")

    assert (200, b'{"publisherModels": []}', "application/json") == (
        answer.status,
        answer.body,
        answer.headers.get("content-type"),
    )
    assert 0 < answer.seconds
    assert "publisherModels" not in repr(answer)


@pytest.mark.parametrize("how", ["slow", "slow-header"])
def test_a_byte_a_second_ends(google: Google, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that arrives a byte per second is abandoned at the timeout, whatever its length."""
    if how == "slow":
        google.says["token"] = Says(body={"x": "y" * 1000}, how="slow")
    else:
        monkeypatch.setattr("cloud.fake._Handler.tell", drip)
    found = kind_of(Http({}, google.agreed, whole=1.5), f"{google.url}/token", again=True)

    assert ("timeout", 1) == (found, len(google.asked))


def drip(handler: object, says: Says) -> None:
    """Answer with an endless header, a byte per second."""
    del says
    wfile, ending = handler.wfile, handler.server.ending  # type: ignore[attr-defined] # the handler of the fake
    wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not ending.wait(1):
        wfile.write(b"x")


def test_huge_answers(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer beyond the limit is not read to its end."""
    monkeypatch.setattr(module, "LARGEST", 1000)
    google.says["token"] = Says(body=b"x" * 1001)

    assert "huge" == kind_of(Http({}, google.agreed), f"{google.url}/token")
    google.says["token"] = Says(body=b"x" * 1000)
    assert 1000 == len(Http({}, google.agreed).ask("GET", f"{google.url}/token").body)


@pytest.mark.parametrize(("how", "tries"), [("cut", 3), ("reset", 3)])
def test_broken_answers_are_asked_again_where_that_is_free(
    google: Google, how: str, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken connection is tried three times if the request is free, otherwise once."""
    monkeypatch.setattr(module, "_PAUSE", 0)
    google.says["token"] = Says(body={"x": "y"}, how=how)

    assert "cut" == kind_of(Http({}, google.agreed), f"{google.url}/token", again=True)
    assert tries == len(google.asked)
    assert "cut" == kind_of(Http({}, google.agreed), f"{google.url}/token")
    assert tries + 1 == len(google.asked)


@pytest.mark.parametrize(("status", "tries"), [(502, 3), (503, 3), (504, 3), (429, 1), (500, 1), (404, 1), (302, 1)])
def test_which_answers_are_asked_again(
    google: Google, status: int, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Temporary failures are retried; quotas and refusals never are."""
    monkeypatch.setattr(module, "_PAUSE", 0)
    google.says["token"] = Says(status, FAILURES["overloaded"].body, {"Location": "/token", "Retry-After": "0"})

    answer = Http({}, google.agreed).ask("GET", f"{google.url}/token", again=True)

    assert (status, tries) == (answer.status, len(google.asked))


def test_a_second_answer_counts(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result after a temporary failure is used."""
    monkeypatch.setattr(module, "_PAUSE", 0)
    google.says["token"] = lambda _: Says(503 if len(google.asked) == 1 else 200, {})

    assert 200 == Http({}, google.agreed).ask("GET", f"{google.url}/token", again=True).status


def test_redirects_are_not_followed(google: Google, other: Google) -> None:
    """A redirect is returned as an answer: no token reaches the named host."""
    google.says["token"] = Says(307, {}, {"Location": f"{other.url}/token"})

    assert 307 == Http({}, google.agreed).ask("POST", f"{google.url}/token", headers=SECRET, body=b"x").status
    assert [] == other.asked


@pytest.mark.parametrize("headers", [SECRET, {"authorization": "x"}])
def test_no_token_over_plain_http(headers: dict[str, str]) -> None:
    """A token travels over plain HTTP to this machine only; other machines get no connection."""
    assert "insecure" == kind_of(Http({}), "http://vertex.example/v1", headers=headers)
    assert "insecure" == kind_of(Http({}), "http://10.0.0.1/v1", headers=headers)
    assert "connection" == kind_of(Http({}), "https://aiplatform.googleapis.com/v1", headers=headers)


def test_a_body_is_a_secret_too() -> None:
    """A body that is exchanged for a token travels over plain HTTP to this machine only."""
    with pytest.raises(HttpError, match="plain HTTP"):
        Http({}).ask("POST", "http://vertex.example/token", body=b"refresh_token=hush")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1/v1", "https:///v1"])
def test_no_addresses(url: str) -> None:
    """Invalid web addresses are rejected."""
    assert "connection" == kind_of(Http({}), url)


def test_nobody_there() -> None:
    """A closed port is a connection failure, and is not retried."""
    with serving() as server:
        url = server.url

    assert "connection" == kind_of(Http({}, server.agreed), url, again=True)


def test_stop_ends_what_waits(google: Google) -> None:
    """Stopping ends all waits at once, and later requests do not start."""
    google.says["token"] = Says(body={"x": "y" * 1000}, how="slow")
    http = Http({}, google.agreed, whole=600)
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(kind_of(http, f"{google.url}/token")))
    thread.start()
    waits(google, 1)
    http.stop()
    thread.join(60)

    assert ["stopped"] == found
    assert "stopped" == kind_of(http, f"{google.url}/token")


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, "https://a.example/", ""),
        ({"HTTPS_PROXY": "http://p:1"}, "https://a.example/", "http://p:1"),
        ({"https_proxy": "http://q:1", "HTTPS_PROXY": "http://p:1"}, "https://a.example/", "http://q:1"),
        ({"HTTPS_PROXY": "p:1"}, "https://a.example/", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "https://a.example/", ""),
        ({"HTTP_PROXY": "http://p:1"}, "http://a.example/", "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1"}, "https://127.0.0.1/", ""),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a.example"}, "https://a.example/", ""),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "b.example, .example"}, "https://a.example/", ""),
        ({"HTTPS_PROXY": "http://p:1", "no_proxy": "*"}, "https://a.example/", ""),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a.exam,ample"}, "https://a.example/", "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a.example:443,"}, "https://a.example/", ""),
    ],
)
def test_proxies(environment: dict[str, str], url: str, proxy: str) -> None:
    """The proxy is taken from the given environment, and not used for this machine or excluded hosts."""
    assert proxy == find_proxy(url, environment)


def test_a_proxy_is_asked(google: Google) -> None:
    """A request goes through the proxy, which may reject it; its password is not in messages."""
    http = Http({"HTTPS_PROXY": f"http://me:hunter2@{google.host}"})
    with pytest.raises(HttpError) as caught:
        http.ask("GET", "https://aiplatform.googleapis.com/", headers=SECRET)

    assert "proxy" == caught.value.kind
    assert "hunter2" not in str(caught.value)
    assert "aiplatform.googleapis.com" in str(caught.value)


def test_a_proxy_that_is_none() -> None:
    """A proxy of another kind is reported, and not bypassed."""
    assert "proxy" == kind_of(Http({"HTTPS_PROXY": "socks5://127.0.0.1:1"}), "https://aiplatform.googleapis.com/")
