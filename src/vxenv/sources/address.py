"""Addresses of sources that git may fetch from, and names in a repository.

Only forms that all of git, ssh and curl read alike are allowed. Transport helpers (``ext::``), plain HTTP to other
machines, options in the place of a host or a path, and passwords are refused.
"""

import re
from typing import Final

from vxenv.errors import UsageError
from vxenv.google.proxy import is_loopback
from vxenv.profiles.source_url import match_git_url

_PASSWORD: Final = re.compile(r"[a-z]+://[^/@]*:[^/@]*@")
# As in git check-ref-format, without characters of options, expressions and refspecs.
_REF: Final = re.compile(r"(?![-+/.])(?!.*(?:\.\.|//|@\{|\.lock(?:/|$)|/\.))[^\x00-\x20\x7f~^:?*\[\\]{1,200}")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SHOWN: Final = 100
_HELP: Final = "vxenv source --help"


def check_url(url: str) -> None:
    """Check that `url` is an address that git may fetch from. Raises UsageError.

    Allowed are https://, ssh://, USER@HOST:PATH, file:///PATH and absolute paths, and http:// to this machine.
    """
    shown = url if len(url) <= _SHOWN else f"{url[:_SHOWN]}…"
    if _PASSWORD.match(url):
        scheme, _, rest = url.partition("://")
        raise UsageError(
            f"the address of {scheme}://{rest.rpartition('@')[2][:_SHOWN]} contains a password; "
            "use a credential helper of git",
            hint="https://git-scm.com/docs/gitcredentials",
        )
    match = match_git_url(url)
    if match is None:
        raise UsageError(f'invalid address of a git repository "{shown}"', hint=_HELP)
    if is_plain(url) and not is_loopback(match["host"].strip("[]")):
        raise UsageError(f"{shown} uses plain HTTP, where others could change the profiles; use https://", hint=_HELP)


def is_plain(url: str) -> bool:
    """Tell whether `url` uses plain HTTP."""
    return url.startswith("http://")


def check_ref(ref: str) -> None:
    """Check that `ref` has the form of a branch, tag or full commit, or is "" (the default branch).

    Raises UsageError.
    """
    if ref and (not _REF.fullmatch(ref) or ref.endswith(("/", ".")) or ref == "@" or not ref.isprintable()):
        raise UsageError(f'invalid branch, tag or commit "{ref[:_SHOWN]}"', hint=_HELP)


def is_commit(ref: str) -> bool:
    """Tell whether `ref` is a full commit."""
    return _COMMIT.fullmatch(ref) is not None


def check_path(path: str) -> str:
    """Return the directory `path` of a repository as "a/b", "" for its root. Raises UsageError."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or not path.isprintable() or "\\" in path or ":" in path:
        raise UsageError(f'invalid directory of a repository "{path[:_SHOWN]}"', hint=_HELP)
    return "/".join(parts)
