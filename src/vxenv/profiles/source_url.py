"""Forms of the addresses of sources, and the address that a directory file suggests for one.

A directory file is written by others, so its address is only shown, in the command that adds the source. No shell
treats a character of such an address specially.
"""

import re
from typing import Final

from vxenv.profiles.names import list_sources

_HOST: Final = r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
_USER: Final = r"(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9._~+-]{0,63})@)?"
# Printable, without a query or a fragment; git refuses a path that begins with "-" after a host.
_PATH: Final = r"/[^\x00-\x20\x7f?#\\]{1,1000}"
GIT_FORMS: Final = (
    re.compile(rf"(?P<scheme>https|ssh|http)://{_USER}{_HOST}{_PATH}"),
    re.compile(rf"{_USER}(?P<host>[A-Za-z0-9][A-Za-z0-9._-]{{0,252}}):(?![-:]|//)[^\x00-\x20\x7f\\]{{1,1000}}"),
    re.compile(r"(?:file://)?/[^\x00-\x1f\x7f]{1,1000}"),
)
# Source: https://cloud.google.com/storage/docs/buckets#naming and https://cloud.google.com/storage/docs/objects#naming
_BUCKET: Final = r"gs://([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])"
BUCKET_FORM: Final = re.compile(_BUCKET + r"/([^\x00-\x20\x7f/][^\x00-\x1f\x7f]{0,1023})")
# Not "," (PowerShell), quotes, brackets and spaces. A user with a dot would resemble a host, and that of HTTPS may be
# a token.
SUGGESTED: Final = re.compile(
    r"(?!http:)(?:(?:https|file|gs)://|(?:ssh://)?(?:[A-Za-z0-9_-]+@)?(?=[A-Za-z0-9]))[A-Za-z0-9:/._~+%-]{1,300}"
)


def match_git_url(url: str) -> "re.Match[str] | None":
    """Return the match of an address for git, None for any other text."""
    match = next(filter(None, (form.fullmatch(url) for form in GIT_FORMS)), None)
    if match is None or not url.isprintable() or url.rpartition("/")[2] in ("", ".", "..") or "/../" in url:
        return None
    return match


def match_bucket_url(url: str) -> "re.Match[str] | None":
    """Return the match of ``gs://BUCKET/OBJECT``, None for any other text."""
    match = BUCKET_FORM.fullmatch(url)
    if match is None or not url.isprintable() or url.endswith("/") or match[2] in (".", ".."):
        return None
    return match


def find_suggestion_problem(url: str, names: tuple[str, ...]) -> str:
    """Return the reason why a directory file that selects `names` cannot suggest `url` for their source, or ""."""
    if len(list_sources(names)) != 1:
        return 'source is for profiles of one source, such as profile = "acme/prod"'
    if not SUGGESTED.fullmatch(url) or not (match_git_url(url) or match_bucket_url(url)):
        # Without the address, which may be a command or contain a password.
        return "source: invalid address; use USER@HOST:PATH, https://HOST/PATH or gs://BUCKET/OBJECT"
    return ""


def render_add_command(source: str, url: str) -> str:
    """Return the command that adds `source` from `url`, which `find_suggestion_problem` accepts."""
    return f"vxenv source add {source} {url}"
