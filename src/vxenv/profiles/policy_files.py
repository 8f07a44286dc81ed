"""Find and read policy files: ``policy.toml`` of the administrator, and of sources.

The administrator's policy binds every stack, a source's policy those with a profile of that source. No environment
variable changes the paths. `policy` and `breaches` are imported only if a file exists.
"""

import os
import stat
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from vxenv.catalogue.days import get_utc_today
from vxenv.errors import DocumentError, VxenvError, build_edit_hint
from vxenv.files.read_limited import read_bytes
from vxenv.paths import shorten_path
from vxenv.profiles.names import split_source
from vxenv.profiles.source_files import find_source_directory, list_source_names

if TYPE_CHECKING:
    from vxenv.profiles.policy import Policy

FILE: Final = "policy.toml"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class PolicyFile(NamedTuple):
    """A policy file, which may not exist."""

    # The path.
    path: str
    # The source, "" for the administrator's.
    source: str
    # The bytes; empty for a missing file, None for one that shells cannot compare.
    data: bytes | None
    # The policy, if the file has a valid one that counts.
    policy: "Policy | None" = None
    # The error that makes the file unusable, so that every stack that it binds is refused.
    trouble: VxenvError | None = None
    # The reason why the file is ignored, "" if it counts.
    ignored: str = ""

    @property
    def exists(self) -> bool:
        """True if there is a file."""
        return bool(self.policy or self.trouble or self.ignored)


def find_policy_path() -> str:
    """Return the path of the administrator's policy, which may not exist."""
    if sys.platform == "darwin":
        return "/Library/Application Support/vxenv/policy.toml"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only needed on Windows

        # Not %PROGRAMDATA%, which the user can change. 0x23 is CSIDL_COMMON_APPDATA.
        folder = ctypes.create_unicode_buffer(260)
        ctypes.windll.shell32.SHGetFolderPathW(None, 0x23, None, 0, folder)
        return os.path.join(folder.value, "vxenv", FILE)
    return "/etc/vxenv/policy.toml"


def find_source_policy_path(source: str) -> str:
    """Return the path of the policy of `source`, which may not exist."""
    return os.path.join(find_source_directory(source), FILE)


def read_administrators_policy() -> PolicyFile:
    """Return the administrator's policy file. It is ignored unless only root can have written it."""
    path = find_policy_path()
    file = read_policy(path)
    if not file.exists:
        return file
    # Shells can compare bytes, but not owners, so they reuse no plan that was made without a file that exists.
    ignored = _find_distrust(path)
    return PolicyFile(path, "", None, ignored=ignored) if ignored else file


def list_all_policies() -> list[PolicyFile]:
    """Return the policy files of the administrator and of all sources that exist."""
    files = [read_policy(find_source_policy_path(source), source) for source in list_source_names()]
    return [file for file in (read_administrators_policy(), *files) if file.exists]


def read_policy(path: str, source: str = "") -> PolicyFile:
    """Return the policy file of `source` at `path`; errors are in its `trouble`."""
    try:
        return parse_policy_file(path, source, read_bytes(path))
    except (FileNotFoundError, NotADirectoryError):
        return PolicyFile(path, source, b"")
    except OSError as error:
        return PolicyFile(
            path, source, None, trouble=_build_trouble(source, shorten_path(path), f"cannot be read: {error.strerror}")
        )
    except DocumentError as error:
        return PolicyFile(path, source, None, trouble=_build_trouble(source, error.where, error.what))


def parse_policy_file(path: str, source: str, data: bytes) -> PolicyFile:
    """Return the policy file of `source` at `path` with the content `data`; errors are in its `trouble`."""
    from vxenv.profiles.policy import parse_policy  # noqa: PLC0415 - not needed without a policy

    try:
        return PolicyFile(path, source, data, parse_policy(data, path))
    except DocumentError as error:
        return PolicyFile(path, source, data, trouble=_build_trouble(source, error.where, error.what))


def _build_trouble(source: str, where: str, what: str) -> DocumentError:
    """Return an error with a hint for a file that the user does not edit."""
    hint = f"vxenv source show {source}" if source else f"sudo {build_edit_hint(where)}"
    return DocumentError(what, where=where, hint=hint)


def _find_distrust(path: str) -> str:
    """Return the reason why the administrator's policy at `path` is ignored, "" if only root can have written it."""
    if sys.platform == "win32":
        return ""
    for place in (os.path.dirname(path), path):
        try:
            status = os.stat(place)
        except OSError:
            return ""  # not readable either, which is an error
        if status.st_uid != 0:
            return f"{shorten_path(place)} is not owned by root"
        if status.st_mode & _OTHERS_WRITE:
            return f"other users can write to {shorten_path(place)}"
    return ""


def is_protected(name: str, file: PolicyFile) -> bool:
    """Tell whether the policy in `file` protects the profile `name`.

    The administrator's policy names a source's profiles SOURCE/PROFILE, the source's own PROFILE.
    """
    policy = file.policy
    if policy is None or not policy.protected or not policy.is_valid_on(get_utc_today()):
        return False
    from fnmatch import fnmatchcase  # noqa: PLC0415 - not needed without a policy

    if file.source:
        source, name = split_source(name)
        if source != file.source:
            return False
    return any(fnmatchcase(name, pattern) for pattern in policy.protected)
