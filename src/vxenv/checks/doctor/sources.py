"""Check the sources: their records, their files, what updates need, and the age of the last check."""

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Iterator

from vxenv.checks.doctor.config import report_broken
from vxenv.checks.doctor.context import Context
from vxenv.checks.doctor.programs import find_programs
from vxenv.checks.finding import NOTE, OK, WARNING, Check
from vxenv.config import count_days, read_config
from vxenv.errors import VxenvError, quote_word
from vxenv.files.read_limited import read_compared_bytes
from vxenv.paths import escape_text, find_sources_directory, shorten_path
from vxenv.profiles.document import parse_values
from vxenv.profiles.source_files import (
    describe_missing,
    find_source_directory,
    find_values_path,
    list_missing_values,
    list_overdue_sources,
    list_source_names,
    list_source_profiles,
    render_update,
)
from vxenv.profiles.source_record import GIT, SourceRecord, find_record, is_intact, shorten_version

_WRITE = stat.S_IWGRP | stat.S_IWOTH
_GIT, _SSH = "https://git-scm.com/downloads", "https://www.openssh.com/portable.html"


def check_sources(context: Context) -> Iterator[Check]:
    """Yield the checks of each source, offline and without starting a program."""
    records = []
    for source in list_source_names():
        try:
            record = find_record(source)
        except VxenvError as error:
            yield report_broken(source, error)
            continue
        if record:
            records.append(record)
            problems = list(_check_source(record))
            yield from problems or [Check(source, OK, _describe(record))]
    yield from _check_programs(records, context.environment.get("PATH", ""))
    yield from _check_modes(record.name for record in records)
    with contextlib.suppress(VxenvError):  # a broken config.toml was reported
        for source, age in list_overdue_sources(count_days(read_config().source_reminder)):
            what = f"{source}: last checked {age:,} day{'s'[: age != 1]} ago"
            yield Check("sources", NOTE, what, f"vxenv source update {source}")


def _check_source(record: SourceRecord) -> Iterator[Check]:
    """Yield a check for each problem of a source; another group reports an invalid catalogue or policy."""
    name = record.name
    if not is_intact(record):
        what = f"{name}: files were changed manually since {shorten_version(record.version)} was accepted"
        yield Check(name, WARNING, what, f"vxenv source update {name}")
        return
    path = find_values_path(name)
    try:
        values = parse_values(read_compared_bytes(path), name, path)
        missing = list_missing_values(name, {**values.settings, **values.additions})
    except VxenvError as error:
        yield report_broken(name, error)
        return
    if missing:
        yield Check(name, WARNING, describe_missing(name, missing), render_update(name, missing))
    if record.require_signed and not os.access(record.require_signed, os.R_OK):
        what = f"{name}: cannot read the allowed signers in {escape_text(shorten_path(record.require_signed))}"
        yield Check(name, WARNING, what, f"vxenv source show {name}")


def _describe(record: SourceRecord) -> str:
    count = len(list_source_profiles(record.name))
    signer = f", signed by {escape_text(record.signer)}" if record.signer else ""
    checked = time.strftime(", checked %Y-%m-%d", time.localtime(record.checked)) if record.checked else ""
    version = shorten_version(record.version)
    return f"{record.name}: {version}, {count:,} profile{'s'[: count != 1]}{signer}{checked}"


def _check_programs(records: Iterable[SourceRecord], path: str) -> Iterator[Check]:
    """Yield a warning for each missing program that updates start."""
    needs = {
        ("git", _GIT): [record.name for record in records if record.kind == GIT],
        ("ssh-keygen", _SSH): [record.name for record in records if record.require_signed],
    }
    for (program, page), names in needs.items():
        if names and not find_programs(program, path):
            yield Check("sources", WARNING, f"{program} not found; updates of {', '.join(names)} require it", page)


def _check_modes(names: Iterable[str]) -> Iterator[Check]:
    """Yield a warning if other users can write to the files of sources."""
    for folder in (find_sources_directory(), *map(find_source_directory, names)):
        with contextlib.suppress(OSError):
            if os.stat(folder).st_mode & _WRITE:
                place = shorten_path(folder)
                what = f"other users can write to {place} and change your variables"
                yield Check("modes", WARNING, what, f"chmod -R go-w {quote_word(place)}")
