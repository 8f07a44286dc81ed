"""Lint a source before it is published: a checkout of its repository, or a bundle for a bucket.

The files are read as those of a fetched version, so that all restrictions of sources apply. Only they count: neither
the profiles nor the catalogue of this machine do.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from vxenv import __version__
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.variables import load_variables
from vxenv.checks.finding import ERROR, WARNING, Finding
from vxenv.checks.lint.request import Examiner
from vxenv.checks.lint.rules import IGNORED, INVALID
from vxenv.errors import (
    DocumentError,
    UnknownProfileError,
    UsageError,
    VxenvError,
    build_edit_hint,
    build_look_hint,
    quote_word,
)
from vxenv.files.read_limited import read_start
from vxenv.paths import shorten_path
from vxenv.profiles.bundle import locate_documents
from vxenv.profiles.names import SLASH, SOURCE, join_source, split_source
from vxenv.profiles.source_files import (
    CATALOGUE,
    MANIFEST,
    PROFILES,
    SINGLE_FILES,
    SUFFIX,
    SourceManifest,
    find_source_directory,
    find_values_path,
    parse_source_manifest,
)
from vxenv.profiles.store import Store
from vxenv.profiles.user_catalogue import parse_source_catalogue
from vxenv.sources.bucket import LARGEST, read_snapshot
from vxenv.sources.documents import check_document, is_newer
from vxenv.sources.proposal_lint import find_bases
from vxenv.sources.snapshot import Snapshot, SnapshotError, read_directory
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_locate import Key, find_line

_UNNAMED: Final = "source"
# Values in the place of those that each user gives, by type of the key.
_SAMPLES: Final = {"project": "my-project", "location": "global"}
# These rules are about files of this machine, which are not those of the users.
_LOCAL_RULES: Final = ("missing-credentials", "readable-credentials", "readable-profile")
# Commands that cannot change a source's files.
_READ_ONLY: Final = ("vxenv copy ", "vxenv source ", "vxenv list", "vxenv add ")


class Checkout(NamedTuple):
    """The files of a source on this machine, before they are published."""

    # The path of the directory or of the bundle.
    path: str
    # The name of the source, for messages.
    name: str
    # The files.
    snapshot: Snapshot
    # The contents of a bundle, empty for a directory.
    bundle: bytes


def examine_source(path: str, client: str = "") -> tuple[list[Finding], int]:
    """Return the findings in the source at `path` for the version `client` of Claude Code, and its number of profiles.

    Raises UsageError if it cannot be read.
    """
    path = os.path.abspath(os.path.expanduser(path))
    try:
        checkout = _read_checkout(path)
    except SnapshotError as error:
        return [_make_problem(path, place, what) for place, what in error.problems], 0
    except VxenvError as error:
        return [_make_invalid(error, path)], 0
    except OSError as error:
        what = f"cannot read {shorten_path(path)}: {error.strerror}"
        raise UsageError(what, hint=build_look_hint(path)) from error
    profiles = checkout.snapshot.list_profiles()
    if not profiles:
        hint = "vxenv lint --help" if os.path.isfile(path) else f"vxenv source init {quote_word(shorten_path(path))}"
        raise UsageError(f"{shorten_path(path)} has no {PROFILES}/NAME{SUFFIX}", hint=hint)
    findings: dict[tuple[str, str, int, str], Finding] = {}
    for finding in (*_list_ignored(path), *_list_findings(checkout, client)):
        placed = _place(checkout, finding)
        # An invalid document is reported once, not for each profile that extends it.
        findings.setdefault((placed.rule, placed.path, placed.at, placed.what * (placed.rule != INVALID)), placed)
    return sorted(findings.values(), key=lambda one: (one.path, one.at, one.rule)), len(profiles)


def _read_checkout(path: str) -> Checkout:
    """Return the source at `path`. Raises OSError, SnapshotError and DocumentError."""
    bundle = b""
    if os.path.isdir(path):
        snapshot = read_directory(path)
    else:
        bundle = read_start(path, LARGEST) or b""
        if len(bundle) > LARGEST:
            raise DocumentError(f"is over {LARGEST >> 20} MiB", where=shorten_path(path))
        snapshot = read_snapshot(bundle, "", path)
    return Checkout(path, _find_name(snapshot, path), snapshot, bundle)


def _find_name(snapshot: Snapshot, path: str) -> str:
    """Return the name that the source suggests for itself, or else that of its directory."""
    try:
        suggested = parse_source_manifest(snapshot.files.get(MANIFEST, b""), MANIFEST).name
    except DocumentError:
        suggested = ""
    base = os.path.basename(path).removesuffix(SUFFIX)
    return next((name for name in (suggested, base) if SOURCE.fullmatch(name)), _UNNAMED)


def _make_problem(path: str, place: str, what: str) -> Finding:
    """Return the finding for a file of the source that no version can have."""
    full = path if os.path.isfile(path) or not place else os.path.join(path, place)
    what = f"{place} {what}" if os.path.isfile(path) or place in ("", f"{PROFILES}/") else what
    return Finding(INVALID, ERROR, what.strip(), full, at=1)


def _make_invalid(error: VxenvError, default: str) -> Finding:
    """Return the finding for an invalid document, at the place in `error` or at the path `default`."""
    where, _, line = error.where.rpartition(":")
    if not line.isdigit():
        where, line = error.where, "1"
    return Finding(INVALID, ERROR, error.what, os.path.expanduser(where) or default, at=int(line))


def _list_ignored(path: str) -> Iterator[Finding]:
    """Yield a warning for each file that resembles a profile and is not read."""
    directory = os.path.join(path, PROFILES)
    if not os.path.isdir(path) or not os.path.isdir(directory):
        return
    for name in sorted(os.listdir(directory)):
        full = os.path.join(directory, name)
        below = os.path.isdir(full) and any(file.lower().endswith(SUFFIX) for file in os.listdir(full))
        if below or (name.lower().endswith(SUFFIX) and not name.endswith(SUFFIX)):
            yield Finding(IGNORED, WARNING, f"is ignored; a source has only {PROFILES}/NAME{SUFFIX}", full, at=1)


class _Store(Store):
    """Reader of a source from memory; nothing else exists."""

    def __init__(self, source: str, files: Mapping[str, bytes]) -> None:
        super().__init__(files)
        self._source = source
        self._files = files

    def _read_if_present(self, path: str) -> bytes | None:
        return self._files.get(path)

    def read_profile(self, path: str, name: str) -> bytes:
        """Return the bytes of a profile. Raises UnknownProfileError."""
        data = self._read_if_present(path)
        if data is None:
            base = split_source(name)[1] if split_source(name)[0] == self._source else name
            raise UnknownProfileError(f'no profile "{base}" in this source')
        return data


def _list_findings(checkout: Checkout, client: str) -> Iterator[Finding]:
    """Yield the findings in all files, at their paths in an accepted version."""
    name, files = checkout.name, checkout.snapshot.files
    place = find_source_directory(name) + "/"
    broken = {}
    for file in filter(files.__contains__, SINGLE_FILES):
        try:
            check_document(file, files[file], place + file)
        except VxenvError as error:
            broken[place + file] = _make_invalid(error, place + file)
    yield from broken.values()
    manifest = SourceManifest() if place + MANIFEST in broken else _read_manifest(files, place)
    if is_newer(manifest.minimum_vxenv):
        what = f"requires vxenv {manifest.minimum_vxenv} or later; this is {__version__}"
        yield Finding(INVALID, ERROR, what, place + MANIFEST, files[MANIFEST].decode(), ("minimum_vxenv",))
    known = load_shipped()
    if CATALOGUE in files and place + CATALOGUE not in broken:
        known = parse_source_catalogue(files[CATALOGUE], place + CATALOGUE)
    names = [join_source(name, base) for base in checkout.snapshot.list_profiles()]
    bases = find_bases(name, checkout.snapshot)
    examiner = Examiner(client, _build_store(checkout, manifest), known, bases)
    for profile in names:
        for finding in examiner.lint_stack((profile,)):
            is_own = finding.path.startswith(place) and finding.path not in broken
            if is_own and finding.rule not in _LOCAL_RULES:
                yield finding


def _read_manifest(files: Mapping[str, bytes], place: str) -> SourceManifest:
    return parse_source_manifest(files.get(MANIFEST, b""), place + MANIFEST)


def _build_store(checkout: Checkout, manifest: SourceManifest) -> Store:
    """Return a store of the source, with samples in the place of the values that each user gives."""
    name = checkout.name
    place = find_source_directory(name) + "/"
    files = {place + file: data for file, data in checkout.snapshot.files.items()}
    rows = load_variables().by_key
    variables = [rows[key] for key in manifest.required if key in rows]
    samples: dict[Key, str] = {(one.table, one.field): _SAMPLES[one.type] for one in variables if one.type in _SAMPLES}
    samples |= {("labels", key.removeprefix("labels.")): "sample" for key in manifest.required if key not in rows}
    path = find_values_path(name)
    return _Store(name, files | {path: edit_toml(b"", path, samples)})


def _place(checkout: Checkout, finding: Finding) -> Finding:
    """Return a finding about an accepted version at its place in the checkout or in the bundle."""
    place = find_source_directory(checkout.name) + "/"
    file = finding.path.removeprefix(place)
    path, line = finding.path, finding.line
    if file != finding.path:
        path = checkout.path if checkout.bundle else os.path.join(checkout.path, file)
        line = _find_bundle_line(checkout, file, finding) if checkout.bundle else line
    what = finding.what
    for known in (place, shorten_path(place)):
        what = what.replace(known, "")
    hints = tuple(hint for hint in finding.hints if not hint.startswith(_READ_ONLY) and place not in hint)
    hints = tuple(hint for hint in hints if shorten_path(place) not in hint) or (build_edit_hint(shorten_path(path)),)
    return finding._replace(path=path, text="", key=(), at=line, what=what, hints=hints, fix=None)


def _find_bundle_line(checkout: Checkout, file: str, finding: Finding) -> int:
    """Return the line in the bundle of a finding about the document `file`."""
    text = checkout.bundle.decode("utf-8", "replace")
    base = file.removesuffix(SUFFIX)
    own: Key = (PROFILES, base.removeprefix(f"{PROFILES}/")) if SLASH in base else (base,)
    lines = locate_documents(text).get(own, [])
    is_kept = checkout.snapshot.files[file].count(b"\n") <= len(lines)
    return lines[finding.line - 1] if is_kept and 0 < finding.line <= len(lines) else find_line(text, own)
