"""The directory file that governs a directory: the nearest that the user allowed."""

import os
import sys
from typing import NamedTuple

from vxenv.activation.directory_file import DirectoryFile, find_link, link_error, question, read_directory_file
from vxenv.activation.search import candidates
from vxenv.activation.trust import deny_file, is_recorded, record_bytes, untrusted
from vxenv.catalogue.secrets import redact_text
from vxenv.config import Settings
from vxenv.errors import DocumentError, VxenvError, word
from vxenv.files.read_limited import compared_bytes
from vxenv.paths import shown, state_dir
from vxenv.profiles.names import stack_text

_GLANCE = 4096


class Governing(NamedTuple):
    """Who governs a directory: the allowed directory file or None, and what was met on the way to it."""

    file: DirectoryFile | None
    refused: tuple[DirectoryFile, ...]
    files: dict[str, bytes]
    here: tuple[str, ...]
    gone: tuple[str, ...]
    links: tuple[str, ...]
    note: str


def governing(directory: str, settings: Settings) -> Governing:
    """Return the nearest allowed directory file from `directory` upward, passing over what may not act."""
    files: dict[str, bytes] = {}
    here: list[str] = []
    gone: list[str] = []
    links: list[str] = []
    refused: list[DirectoryFile] = []
    found = None
    note = ""
    for path in candidates(directory):
        is_file = os.path.isfile(path)
        link = find_link(path) if is_file or os.path.islink(path) else ""
        if link:
            sys.audit("vxenv.decided", "{} is a symlink, and not followed", path)
            # Only that it still is a symlink is looked at: what it leads to is neither read nor compared.
            links.append(link)
            deny = deny_file(path)
            denied = is_recorded(deny, record_bytes(path, b""))
            (here if os.path.isfile(deny) else gone).append(deny)
            if is_file and not denied:
                note = note or _message(link_error(path, link))
            continue
        if not is_file:
            gone.append(path)
            continue
        try:
            file = read_directory_file(path, settings)
        except DocumentError as error:
            files[path] = compared_bytes(path, follow=False)
            note = note or _message(error)
            sys.audit("vxenv.decided", "{} cannot be used", path)
            continue
        if file.denied:
            sys.audit("vxenv.decided", "{} is denied", path)
            here += [path, file.deny]
            continue
        files[path] = file.data
        if file.allow:
            here.append(file.allow)  # `deny` takes this record away, so that it need not be looked for
            found = file
            break
        # A record that is there and does not count must stay: what comes in its place may.
        (here if os.path.isfile(file.deny) else gone).append(file.deny)
        if file.allowed:
            found = file
            break
        gone += file.missing
        here += file.ignored
        refused.append(file)
        sys.audit("vxenv.decided", "{} is not allowed", path)
        note = note or _not_allowed(file)
    sys.audit("vxenv.decided", "{} governs {}", found.path if found else "no directory file", directory)
    return Governing(found, tuple(refused), files, tuple(here), tuple(gone), tuple(links), note)


def _not_allowed(file: DirectoryFile) -> str:
    trouble = untrusted()
    if trouble:
        places = (state_dir(), os.path.join(state_dir(), "allow"))
        looked_at = " ".join(word(shown(place)) for place in places)
        return f"vxenv: {trouble}, so {shown(file.path)} is not allowed\nhint: ls -ld {looked_at}"
    if file.questions:
        sets = question(file.questions)
        return f"vxenv: {shown(file.path)} {sets}\nhint: vxenv allow\nhint: vxenv deny"
    asks: tuple[str, ...] = ()
    is_usable = True
    # A stranger's file is not worth a long look: TOML can be made to take seconds for a few ten thousand characters.
    if len(file.data) <= _GLANCE:
        try:
            asks = file.document().names
        except DocumentError:
            is_usable = False
    wants = f" (asks for {stack_text(asks)})" if asks else ""
    if not is_usable:
        return f"vxenv: {shown(file.path)} is not allowed, and cannot be used; vxenv allow says why\nhint: vxenv deny"
    return (
        f"vxenv: {shown(file.path)} is not allowed{wants}\n"
        "hint: vxenv diff @shell @dir\nhint: vxenv allow\nhint: vxenv deny"
    )


def _message(error: VxenvError) -> str:
    """Return `error` as it is printed."""
    return f"vxenv: {redact_text(str(error))}"
