"""Records of sources: ``STATE/sources/NAME/record.toml``, written only by vxenv.

The time of the last check is a file of its own, ``checked``: a check without news is not a change that `undo` reverts.
"""

import contextlib
import os
import re
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.secrets import redact_text
from vxenv.errors import StoreError, UsageError, VxenvError
from vxenv.files.atomic import PRIVATE_FILE
from vxenv.files.digest import compute_sha256
from vxenv.files.read_limited import read_own_bytes, read_start
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.names import SOURCE, split_source
from vxenv.profiles.source_files import (
    CHECKED,
    PROFILES,
    RECORD,
    SINGLE_FILES,
    SUFFIX,
    find_source_directory,
    list_source_profiles,
    read_checked,
)
from vxenv.text.toml_read import parse_toml

GIT, BUCKET = "git", "bucket"
_SHORT = 7  # digits of a commit in messages
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class SourceRecord(NamedTuple):
    """Record of a source: its address, its options and its accepted version."""

    # The name, which is also the first part of the names of its profiles.
    name: str
    # The URL of the repository, or ``gs://BUCKET/OBJECT``.
    url: str
    # GIT or BUCKET.
    kind: str
    # The branch, tag or commit to follow, "" for the default branch.
    ref: str = ""
    # The directory in the repository, "" for its root.
    path: str = ""
    # The accepted version: a commit or a generation, "" before the first one.
    version: str = ""
    # The time of that version, in seconds since 1970.
    committed: int = 0
    # The version before it, "" for none.
    previous: str = ""
    # Whether `update` keeps this version.
    pinned: bool = False
    # Whether updates that change only models, locations, descriptions and caching are applied without a question.
    auto: bool = False
    # The absolute path of the allowed-signers file, "" if signatures are not required.
    require_signed: str = ""
    # The signer of the accepted version, "" if unsigned.
    signer: str = ""
    # Digest of the accepted files, which tells whether they were changed manually; "" if unknown.
    digest: str = ""
    # The time of the last successful check, in seconds since 1970, 0 if unknown. It is not in record.toml.
    checked: int = 0

    def render_url(self) -> str:
        """Return the URL for people."""
        return shorten_path(redact_text(self.url))


def check_source_name(name: str) -> str:
    """Return `name` if it can name a source. Raises UsageError."""
    if not SOURCE.fullmatch(name):
        raise UsageError(
            f'invalid source name "{escape_text(name[:100])}": '
            'use letters, digits, ".", "_" and "-", starting with a letter or digit, 32 at most',
            hint="vxenv source add --help",
        )
    return name


def find_source_place(name: str, *parts: str) -> str:
    """Return the path of the source `name` in the state directory, or of a file there."""
    return os.path.join(find_source_directory(name), *parts)


def shorten_version(version: str) -> str:
    """Return `version` for people: the first digits of a commit; a generation is unchanged."""
    return version[:_SHORT] if _COMMIT.fullmatch(version) else escape_text(version)


def list_records() -> list[SourceRecord]:
    """Return the records of all sources, sorted by name; damaged ones are skipped."""
    try:
        names = sorted(os.listdir(find_source_place("")))
    except (FileNotFoundError, NotADirectoryError):
        return []
    records = []
    for name in names:
        with contextlib.suppress(VxenvError):
            if SOURCE.fullmatch(name) and (record := find_record(name)):
                records.append(record)
    return records


def read_record(name: str) -> SourceRecord:
    """Return the record of the source `name`. Raises UsageError for an unknown one, and StoreError."""
    record = find_record(check_source_name(name))
    if record is None:
        from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

        known = [known.name for known in list_records()]
        meant = guess(name, known)
        advice = f'; did you mean "{meant}"?' if meant else ""
        hint = "vxenv source list" if known else "vxenv source add --help"
        raise UsageError(f'no source "{name}"{advice}', hint=hint, typed=name, meant=meant)
    return record


def find_record(name: str) -> SourceRecord | None:
    """Return the record of the source `name`, None for an unknown one. Raises StoreError if it is damaged."""
    path = find_source_place(name, RECORD)
    try:
        data = read_own_bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"cannot read {shorten_path(path)}: {error.strerror}", hint="vxenv undo --list") from error
    record = parse_record(name, data)
    if record is None:
        raise StoreError(f"{shorten_path(path)} is damaged", hint=f"vxenv source remove {name}")
    return record._replace(checked=read_checked(name))


def parse_record(name: str, data: bytes) -> SourceRecord | None:
    """Return the record of the source `name` with the bytes `data`, None if it is damaged."""
    try:
        fields: dict[str, Any] = dict(parse_toml(data, RECORD)[0])
    except VxenvError:
        return None
    defaults = SourceRecord(name, "", "")._asdict()
    stored = [field for field in SourceRecord._fields if field not in ("name", "checked")]
    if not fields.get("url") or fields.get("kind") not in (GIT, BUCKET):
        return None
    values: dict[str, Any] = {field: fields.get(field, defaults[field]) for field in stored}
    if any(type(value) is not type(defaults[field]) for field, value in values.items()):
        return None
    return SourceRecord(name, "", "")._replace(**values)


def render_record(record: SourceRecord) -> bytes:
    """Return the contents of the record's file."""
    from vxenv.text.toml_edit import render_line  # noqa: PLC0415 - imports tomlkit, which readers do not need

    unset = SourceRecord("", "", "")._asdict()
    lines = [
        f"{render_line((field,), value)}\n"
        for field, value in record._asdict().items()
        if field not in ("name", "checked") and value != unset[field]
    ]
    return ("# written by vxenv source\n" + "".join(lines)).encode()


def compute_files_digest(files: Mapping[str, bytes]) -> str:
    """Return the digest of the files of a source by their relative paths."""
    lines = (f"{path} {compute_sha256(files[path])}\n" for path in sorted(files))
    return compute_sha256("".join(lines).encode())


def is_intact(record: SourceRecord) -> bool:
    """Tell whether the files of a source are those that were accepted, as far as known."""
    names = [split_source(name)[1] for name in list_source_profiles(record.name)]
    files = {}
    for path in (*SINGLE_FILES, *(f"{PROFILES}/{name}{SUFFIX}" for name in names)):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            data = read_start(find_source_place(record.name, *path.split("/")), follow=False)
            files[path] = data or b""
    return not record.digest or record.digest == compute_files_digest(files)


def write_checked(name: str) -> None:
    """Record that the source `name` was checked now; a failure is ignored, since only reminders need it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    with contextlib.suppress(OSError):
        descriptor = os.open(find_source_place(name, CHECKED), flags, PRIVATE_FILE)
        try:
            # In place: the length is always the same, and a temporary file could be left over.
            os.write(descriptor, f"{int(time.time()):010}\n".encode())
        finally:
            os.close(descriptor)
