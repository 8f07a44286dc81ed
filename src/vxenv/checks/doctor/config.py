"""Check vxenv's own files: config.toml, the user's catalogue, and the permissions of its directories."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.config import read_config
from vxenv.errors import VxenvError, quote_word
from vxenv.paths import escape_text, find_cache_directory, find_config_directory, find_state_directory, shorten_path
from vxenv.profiles.names import list_sources, split_source
from vxenv.profiles.user_catalogue import load_knowledge

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Folders(NamedTuple):
    """The directories of vxenv, which may be missing."""

    config: str
    state: str
    cache: str


def check_config(context: Context) -> Iterator[Check]:
    """Yield the checks of vxenv's directories and the files in them."""
    folders = Folders(find_config_directory(), find_state_directory(), find_cache_directory())
    yield from check_folders(folders, list(context.active.profiles), read_config, load_knowledge)


def check_folders(
    folders: Folders, profiles: list[str], *readers: Callable[[], Any], user: int | None = None
) -> Iterator[Check]:
    """Yield the checks of directories and files.

    Args:
        folders: The directories.
        profiles: The names of all profiles.
        readers: Functions that read a file each, and raise VxenvError if it is broken.
        user: The UID of the expected owner; None for the current user.
    """
    broken = False
    for read in readers:
        try:
            read()
        except VxenvError as error:
            broken = True
            yield report_broken("file", error)
    if not profiles:
        yield Check("profiles", NOTE, f"no profiles yet in {shorten_path(folders.config)}", "vxenv add first")
    elif not broken:
        own = [name for name in profiles if not split_source(name)[0]]
        what = f"{len(own)} profile{'' if len(own) == 1 else 's'} in {shorten_path(folders.config)}"
        sources = list_sources(profiles)
        if sources:
            what += f", {len(profiles) - len(own)} in {len(sources)} source{'' if len(sources) == 1 else 's'}"
        yield Check("profiles", OK, what)
    user = os.geteuid() if user is None else user
    problems = [check for folder in folders for check in _check_mode(folder, user)]
    problems += [check for folder in _list_trusted(folders) for check in _check_owner(folder, user)]
    yield from problems or [Check("modes", OK, "not accessible to other users")]
    yield from _check_profiles(folders.config, profiles)


def report_broken(name: str, error: VxenvError) -> Check:
    """Return the check of a broken document."""
    what = f"{error.where}: {error.what}" if error.where else error.what
    return Check(name, FAILED, escape_text(what), error.hint)


def _check_mode(folder: str, user: int) -> Iterator[Check]:
    try:
        status = os.stat(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        yield Check("modes", FAILED, f"cannot access {shorten_path(folder)}: {error.strerror}",
                    f"ls -ld {quote_word(shorten_path(folder))}")  # fmt: skip
        return
    place, operand = shorten_path(folder), quote_word(shorten_path(folder))
    if not stat.S_ISDIR(status.st_mode):
        yield Check("modes", FAILED, f"{place} is not a directory", f"mv {operand} {operand}.bak")
    elif user not in (status.st_uid, 0):
        yield Check("modes", WARNING, f"{place} is owned by another user",
                    f"sudo chown -R {user} {operand}")  # fmt: skip
    elif status.st_mode & _WRITE:
        yield Check("modes", WARNING, f"other users can write to {place} and change your variables",
                    f"chmod -R go-w {operand}")  # fmt: skip
    elif status.st_mode & _OTHERS:
        yield Check("modes", NOTE, f"other users can access {place}", f"chmod go= {operand}")


def _list_trusted(folders: Folders) -> Iterator[str]:
    """Yield the directories with trusted files: trust records, files that shells load, and plans."""
    yield folders.state
    for name in ("allow", "deny", "shell", "answers"):
        yield os.path.join(folders.state, name)
    yield folders.cache
    plans = os.path.join(folders.cache, "plans")
    yield plans
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(plans)):
            yield os.path.join(plans, name)


def _check_owner(folder: str, user: int) -> Iterator[Check]:
    """Yield a warning if the files in `folder` are ignored because of its type or owner."""
    try:
        status = os.lstat(folder)
    except OSError:
        return
    if stat.S_ISLNK(status.st_mode):
        what = "is a symlink"
    elif status.st_uid != user:
        what = "is owned by another user"
    else:
        return
    yield Check("trust", WARNING, f"ignoring files in {shorten_path(folder)}: it {what}",
                f"ls -ld {quote_word(shorten_path(folder))}")  # fmt: skip


def _check_profiles(config: str, profiles: list[str]) -> Iterator[Check]:
    """Yield a warning if other users can write to profiles, in directories that they can enter but not write to."""
    folder = os.path.join(config, "profiles")
    if not all(_read_mode(place) & (stat.S_IXGRP | stat.S_IXOTH) for place in (config, folder)):
        return
    paths = [os.path.join(folder, f"{name}.toml") for name in profiles]
    writable = [path for path in paths if _read_mode(path) & _WRITE]
    if writable:
        more = f" and {len(writable) - 1} more" if len(writable) > 1 else ""
        yield Check("modes", WARNING, f"other users can write to {shorten_path(writable[0])}{more}",
                    f"chmod -R go-w {quote_word(shorten_path(folder))}")  # fmt: skip


def _read_mode(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        return 0
