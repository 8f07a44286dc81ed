"""Check addresses, names and directories before git sees them."""

import pytest

from vxenv.errors import UsageError
from vxenv.sources.address import check_path, check_ref, check_url


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/vxenv-profiles.git",
        "https://me@git.acme.example:8443/team/profiles",
        "ssh://git@github.com/acme/profiles.git",
        "ssh://git@[2001:db8::1]:2222/srv/profiles.git",
        "git@github.com:acme/vxenv-profiles.git",
        "host:profiles.git",
        "host:~/profiles.git",
        "file:///srv/git/it's ours.git",
        "/srv/git/profiles.git",
        "http://127.0.0.1:8080/profiles.git",
        "http://[::1]/profiles.git",
        "https://git.acme.example/größe.git",
    ],
)
def test_addresses(url: str) -> None:
    """Addresses of all usual forms are allowed."""
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "profiles",
        "./profiles",
        "ext::sh -c touch% /tmp/x",
        "ext::sh",
        "fd::17/foo",
        "host::path",
        "--upload-pack=touch /tmp/x",
        "-oProxyCommand=touch",
        "-oProxyCommand=x:path",
        "ssh://-oProxyCommand=touch/path",
        "ssh://%2DoProxyCommand=touch/path",
        "ssh://git@-oProxyCommand=touch/path",
        "ssh://-l@host/path",
        "git@-oProxyCommand=touch:path",
        "git@host:-path",
        "git@host:",
        "git://github.com/acme/profiles.git",
        "ftp://github.com/acme/profiles.git",
        "ssh+git://github.com/acme/profiles.git",
        "HTTPS://github.com/acme",
        "https://github.com",
        "https://github.com/",
        "https://github.com/acme/..",
        "https://github.com/../acme",
        "https://github.com\\@evil.example/acme",
        "https://github.com/acme?x=1",
        "https://github.com/acme#x",
        "https://github.com/ac me",
        "https://github.com/acme\n",
        "https://github.com/acme\x1b[2J",
        "https://github.com/acme\u202e",
        "https://user:password@github.com/acme",
        "https://:password@github.com/acme",
        "http://github.com/acme",
        "http://127.0.0.1.evil.example/acme",
        "http://127.0.0.1@evil.example/acme",
        "file://host/share",
        "/srv/\n",
        "https://" + "a" * 300 + "/x",
        "gs://bucket/object",
    ],
)
def test_refused_addresses(url: str) -> None:
    """Options, helpers, passwords, other protocols and ambiguous addresses are refused."""
    with pytest.raises(UsageError) as caught:
        check_url(url)

    assert (False, False) == ("password@" in str(caught.value), "\x1b" in str(caught.value))


@pytest.mark.parametrize("ref", ["", "main", "v1.2", "release/2026-11", "refs/heads/main", "a" * 40, "größe"])
def test_refs(ref: str) -> None:
    """Branches, tags and full commits are allowed; "" is the default branch."""
    check_ref(ref)


@pytest.mark.parametrize(
    "ref",
    [
        "-x",
        "--upload-pack=touch",
        "a..b",
        "main:refs/heads/x",
        "+main",
        "^main",
        "main~1",
        "main^{tree}",
        "a*",
        "@{-1}",
        "@",
        "a b",
        "a\n",
        "a\x1b",
        "a\u202e",
        "a//b",
        "/a",
        "a/",
        "a.lock",
        ".a",
        "a/.b",
        "a.",
        "a\\b",
        "a" * 300,
    ],
)
def test_refused_refs(ref: str) -> None:
    """Options, refspecs and expressions are refused."""
    with pytest.raises(UsageError):
        check_ref(ref)


@pytest.mark.parametrize(
    ("path", "expected"), [("", ""), (".", ""), ("a", "a"), ("./a//b/", "a/b"), ("größe", "größe"), ("-a", "-a")]
)
def test_paths(path: str, expected: str) -> None:
    """A directory is normalized."""
    assert expected == check_path(path)


@pytest.mark.parametrize("path", ["/a", "..", "a/../b", "a:b", "a\\b", "a\n", "a\x1b", "a\u202e"])
def test_refused_paths(path: str) -> None:
    """Absolute paths, parents and control characters are refused."""
    with pytest.raises(UsageError):
        check_path(path)
