"""Compare two versions of a source by what they mean: the variables that profiles and the stacks in use would set."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from vxenv.activation.current import Current
from vxenv.activation.trust import is_allowed_by, list_records
from vxenv.catalogue.classes import CLASSES, classify
from vxenv.catalogue.environment import BASE_URL, CREDENTIALS, LOCATION, PROJECT
from vxenv.catalogue.variables import load_variables
from vxenv.checks.comparison import Side
from vxenv.errors import VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE, shorten_path
from vxenv.profiles.breaches import enforce_policies
from vxenv.profiles.budget import render_cents
from vxenv.profiles.document import Document, parse_document
from vxenv.profiles.names import join_source, render_stack
from vxenv.profiles.policy_files import FILE as POLICY
from vxenv.profiles.references import find_extending, has_mention
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.restrictions import is_consent_needed
from vxenv.profiles.source_files import PROFILES, SINGLE_FILES, SUFFIX, find_source_directory
from vxenv.profiles.source_files import REMOVED as LAST_VERSIONS
from vxenv.profiles.store import Store, find_profile_path, list_all_names
from vxenv.sources.snapshot import Snapshot

ADDED, REMOVED, RENAMED, CHANGED, INHERITED, OWN = "added", "removed", "renamed", "changed", "inherited", "own"
# Variables that decide about billing and access come first.
_FIRST = (CREDENTIALS, PROJECT, BASE_URL, LOCATION)
_QUIET_FAMILIES = ("regions", "models", "caching")
_QUIET_FILES = ("catalogue.toml",)
_ABSENT = ("(absent)", "")
_MOST_ROUNDS = 64  # levels of profiles that extend each other


class ProfileChange(NamedTuple):
    """Change of a profile by an update."""

    # ADDED, REMOVED, RENAMED, CHANGED, INHERITED (a profile of the source that extends a changed one) or OWN (one
    # outside of it that does).
    kind: str
    # Its full name.
    name: str
    # The full name before, if it was renamed, else "".
    former: str
    # The profile before and after the update.
    before: Side
    after: Side
    # The variables that differ, the most serious first.
    variables: tuple[str, ...]
    # Other changes, as clauses.
    notes: tuple[str, ...] = ()
    # The reason why it cannot be resolved after the update, "" if it can.
    trouble: str = ""


class StackChange(NamedTuple):
    """Change of a stack in use by an update."""

    # Its use: "default", "this shell" or the path of a directory file.
    user: str
    # The stack, or the name of the directory file.
    stack: str
    # The stack before and after the update.
    before: Side
    after: Side
    # The variables that differ, the most serious first.
    variables: tuple[str, ...]
    # Profiles that the update removes and of which the last version remains in use.
    removed: tuple[str, ...]
    # The reason why it cannot be resolved after the update, "" if it can.
    trouble: str = ""


class Difference(NamedTuple):
    """Difference between two versions of a source."""

    # The profiles of the source, by kind and name.
    profiles: tuple[ProfileChange, ...]
    # Profiles outside of the source that extend changed ones and change too.
    own: tuple[ProfileChange, ...]
    # Stacks in use that change.
    stacks: tuple[StackChange, ...]
    # Other files that differ.
    files: tuple[str, ...]

    def is_quiet(self) -> bool:
        """Tell whether `auto` applies it: only models, locations, caching, descriptions and the catalogue change."""
        changes = (*self.profiles, *self.own)
        return (
            all(change.kind not in (REMOVED, RENAMED) and not change.trouble for change in changes)
            and all(_is_quiet(change) for change in changes)
            and not any(stack.trouble or stack.removed for stack in self.stacks)
            and all(is_quiet_variable(name) for stack in self.stacks for name in stack.variables)
            and set(self.files) <= set(_QUIET_FILES)
        )

    def list_kind(self, *kinds: str) -> list[ProfileChange]:
        """Return the changes of the given kinds to profiles of the source."""
        return [change for change in self.profiles if change.kind in kinds]


def is_quiet_variable(name: str) -> bool:
    """Tell whether `auto` applies a change of the variable `name` without a question."""
    known = load_variables().by_name.get(name)
    return name == LOCATION or (known is not None and known.family in _QUIET_FAMILIES and not is_consent_needed(name))


def _is_quiet(change: ProfileChange) -> bool:
    return not change.notes and all(map(is_quiet_variable, change.variables))


class Versions(NamedTuple):
    """Two versions of a source, and what surrounds them."""

    # The name of the source.
    source: str
    # The files of the accepted version, empty for a new source.
    old: Snapshot
    # The files of the new version.
    new: Snapshot
    # The last versions of profiles that earlier updates removed, by their name in the source.
    removed: Mapping[str, bytes]
    # The contents of other files after the update, by path, such as the user's values.
    instead: Mapping[str, bytes]

    def list_removed(self) -> dict[str, bytes]:
        """Return the last versions of removed profiles after the update, by their name in the source."""
        old, new = list_texts(self.old), list_texts(self.new)
        return {name: data for name, data in {**self.removed, **old}.items() if name not in new}

    def build_stores(self) -> tuple[Store, Store]:
        """Return the stores before and after the update; both read the source only from memory."""
        return (
            Store(self._replace_files(self.old, self.removed)),
            Store({**self._replace_files(self.new, self.list_removed()), **self.instead}),
        )

    def _replace_files(self, snapshot: Snapshot, removed: Mapping[str, bytes]) -> dict[str, bytes | None]:
        """Return the contents of all files of both versions by path, None for those that `snapshot` lacks."""
        place = find_source_directory(self.source)
        files: dict[str, bytes | None] = {f"{place}/{file}": snapshot.files.get(file) for file in SINGLE_FILES}
        texts = list_texts(snapshot)
        for name in dict.fromkeys((*self.removed, *self.old.list_profiles(), *self.new.list_profiles())):
            files[f"{place}/{PROFILES}/{name}{SUFFIX}"] = texts.get(name)
            files[f"{place}/{LAST_VERSIONS}/{name}{SUFFIX}"] = removed.get(name)
        return files


def list_texts(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the contents of the profiles in `snapshot` by their name in the source."""
    return {name: snapshot.files[f"{PROFILES}/{name}.toml"] for name in snapshot.list_profiles()}


def list_invalid(versions: Versions) -> list[VxenvError]:
    """Return the errors in new or changed profiles that make them invalid, whatever surrounds them."""
    old, new = list_texts(versions.old), list_texts(versions.new)
    _, store = versions.build_stores()
    errors = []
    for name, data in new.items():
        if old.get(name) != data:
            try:
                store.load(join_source(versions.source, name))
            except VxenvError as error:
                errors.append(error)
    return errors


def compare_versions(versions: Versions) -> Difference:
    """Return the difference between two versions of a source, of which all profiles are valid."""
    return _Comparison(versions).compare()


class _Comparison:
    """Comparison of two versions."""

    def __init__(self, versions: Versions) -> None:
        self.source = versions.source
        self.before, self.after = versions.build_stores()
        self.old, self.new = list_texts(versions.old), list_texts(versions.new)
        self.removed = versions.list_removed()
        self.files = tuple(
            file for file in SINGLE_FILES if versions.old.files.get(file) != versions.new.files.get(file)
        )

    def compare(self) -> Difference:
        changes = [*self._compare_profiles()]
        changed = {name for change in changes for name in (change.name, change.former) if name}
        inherited = [self._compare(INHERITED, name) for name in self._find_children(changed)]
        changes += [change for change in inherited if _has_news(change)]
        affected = {name for change in (*changes, *inherited) for name in (change.name, change.former) if name}
        if POLICY in self.files:
            affected.update(map(self._join, (*self.new, *self.removed)))
        dependents = self._find_dependents(affected)
        own = [change for name in dependents if _has_news(change := self._compare(OWN, name))]
        stacks = self._compare_stacks(affected.union(dependents))
        return Difference(tuple(changes), tuple(own), tuple(stacks), self.files)

    def _compare_profiles(self) -> Iterator[ProfileChange]:
        """Yield the changes of the profiles with new contents or names."""
        lost = {name: data for name, data in self.old.items() if name not in self.new}
        added = {name: data for name, data in self.new.items() if name not in self.old}
        by_data = {data: name for name, data in reversed(lost.items())}
        renamed = {}
        for name, data in added.items():
            if data in by_data:
                renamed[name] = by_data.pop(data)
        for name, former in renamed.items():
            yield self._compare(RENAMED, self._join(name), self._join(former))
        for name in sorted(lost.keys() - set(renamed.values())):
            yield self._compare(REMOVED, self._join(name))
        for name in sorted(self.old.keys() & self.new.keys()):
            if self.old[name] != self.new[name]:
                yield self._compare(CHANGED, self._join(name))
        for name in sorted(added.keys() - renamed.keys()):
            yield self._compare(ADDED, self._join(name))

    def _join(self, name: str) -> str:
        return join_source(self.source, name)

    def _compare(self, kind: str, name: str, former: str = "") -> ProfileChange:
        nothing = Side(name, {}, None)
        before, _ = (nothing, "") if kind == ADDED else self._resolve((former or name,), self.before)
        after, trouble = (nothing, "") if kind == REMOVED else self._resolve((name,), self.after)
        notes = () if kind in (ADDED, REMOVED) else tuple(_list_notes(before.resolved, after.resolved))
        variables = () if kind == REMOVED or trouble else _list_differing(before, after)
        return ProfileChange(kind, name, former, before, after, variables, notes, trouble)

    def _resolve(self, names: tuple[str, ...], store: Store, top: Document | None = None) -> tuple[Side, str]:
        """Return a stack as one side of a comparison, and the reason why it cannot be resolved, or ""."""
        title = render_stack(names)
        try:
            resolved = resolve_stack(names, store, top)
        except VxenvError as error:
            return Side(title, {}, None), self._describe(error)
        place = find_source_directory(self.source) + "/"
        foreign = frozenset(name for name, setting in resolved.settings.items() if setting.path.startswith(place))
        return Side(title, resolved.list_values(), resolved, foreign=foreign), ""

    def _find_refusal(self, side: Side) -> str:
        """Return the reason why a policy refuses a stack, "" if none does."""
        try:
            if side.resolved:
                enforce_policies(side.title, side.resolved)
        except VxenvError as error:
            return self._describe(error)
        return ""

    def _describe(self, error: VxenvError) -> str:
        """Return an error as one line; a file of the source is relative to its root."""
        place = shorten_path(find_source_directory(self.source)) + "/"
        return f"{error.where.removeprefix(place)}: {error.what}" if error.where else error.what

    def _find_children(self, changed: Collection[str]) -> list[str]:
        """Return the other profiles of the source that extend one of `changed`, directly or not."""
        parents: dict[str, set[str]] = {}
        for name, data in self.new.items():
            if b"extends" in data or b"\\" in data:
                full = self._join(name)
                stores = (self.before, self.after) if self.old.get(name) == data else (self.after,)
                for store in stores:
                    with contextlib.suppress(VxenvError):
                        parents.setdefault(full, set()).update(store.load(full).names)
        return sorted(_close(changed, parents))

    def _find_dependents(self, changed: set[str]) -> list[str]:
        """Return the profiles outside of the source that extend one of `changed`, directly or not."""
        level = set(_find_mentions(self.source, changed)) if changed else set()
        dependents: dict[str, None] = {}
        for _ in range(_MOST_ROUNDS):
            if not level:
                break
            dependents |= dict.fromkeys(sorted(level))
            level = {child.name for child in find_extending(sorted(level))} - dependents.keys() - changed
        return list(dependents)

    def _compare_stacks(self, affected: set[str]) -> Iterator[StackChange]:
        """Yield the changes of the stacks in use with a profile in `affected`."""
        removed = {self._join(name) for name in self.removed if name in self.old}
        for user, title, names, top in _list_stacks(affected):
            before, _ = self._resolve(names, self.before, top)
            after, trouble = self._resolve(names, self.after, top)
            trouble = trouble or (self._find_refusal(after) if not self._find_refusal(before) else "")
            kept = {document.name for document in after.resolved.documents} & removed if after.resolved else ()
            variables = _list_differing(before, after) if after.resolved else ()
            if variables or kept or trouble:
                yield StackChange(user, title, before, after, variables, tuple(sorted(kept)), trouble)


def _has_news(change: ProfileChange) -> bool:
    return bool(change.variables or change.notes or change.trouble)


def _close(changed: Collection[str], parents: Mapping[str, set[str]]) -> set[str]:
    """Return the names in `parents` with one of `changed` among their ancestors, without `changed`."""
    children: dict[str, list[str]] = {}
    for name, names in parents.items():
        for parent in names:
            children.setdefault(parent, []).append(name)
    reached: set[str] = set()
    waiting = list(changed)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in reached:
                reached.add(child)
                waiting.append(child)
    return reached - set(changed)


def _list_notes(before: Resolved | None, after: Resolved | None) -> Iterator[str]:
    """Yield a clause for each change between two resolved profiles that is not about a variable."""
    if before and after and before.protected != after.protected:
        yield "now protected" if after.protected else "no longer protected"
    if before and after and before.budget != after.budget:
        old, new = (f"${render_cents(one.budget)}" if one.budget else "(unset)" for one in (before, after))
        yield f"monthly budget {old} → {new}"


def _list_differing(before: Side, after: Side) -> tuple[str, ...]:
    """Return the variables that differ between the sides, the most serious first."""
    if before.resolved is None and after.resolved is not None:
        names: Iterable[str] = (*after.resolved.settings, *after.resolved.list_merged_variables())
    else:
        names = (before.values or {}).keys() | (after.values or {}).keys()
    return tuple(
        sorted((name for name in names if _read_state(before, name) != _read_state(after, name)), key=rank_variable)
    )


def _read_state(side: Side, name: str) -> tuple[str | None, str]:
    """Return the value and the secret of variable `name`; an explicit unset differs from no mention."""
    return (side.find_value(name), side.find_secret(name)) if name in (side.values or {}) else _ABSENT


def rank_variable(name: str) -> tuple[int, int, str]:
    """Return the rank of variable `name` in a review: the most serious is the lowest."""
    first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return first, CLASSES.index(classify(name).name) if is_consent_needed(name) else len(CLASSES), name


def _find_mentions(source: str, changed: Collection[str]) -> Iterator[str]:
    """Yield the profiles outside of `source` that extend one of `changed`."""
    for name in list_all_names():
        if name in changed or name.startswith(f"{source}/"):
            continue
        path = find_profile_path(name)
        with contextlib.suppress(OSError, VxenvError):
            data = read_bytes(path)
            if has_mention(data, [f"{source}/"]) and set(parse_document(data, name, path).names) & set(changed):
                yield name


def _list_stacks(affected: set[str]) -> Iterator[tuple[str, str, tuple[str, ...], Document | None]]:
    """Yield the stacks in use with a profile in `affected`: the use, its title, its profiles and a directory file."""
    current = Current()
    with contextlib.suppress(VxenvError):
        if affected.intersection(current.config.default):
            yield "default", render_stack(current.config.default), current.config.default, None
    if affected.intersection(current.pinned_names):
        yield "this shell", current.pin, current.pinned_names, None
    for path, data in _list_allowed_files(lambda data: has_mention(data, affected)):
        with contextlib.suppress(VxenvError):
            document = parse_document(data, DIRECTORY_FILE, path, directory=True)
            if affected.intersection(document.names):
                yield shorten_path(path), render_stack(document.names), document.names, document


def _list_allowed_files(is_wanted: Callable[[bytes], bool]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the contents of each allowed directory file that `is_wanted`."""
    for record in list_records():
        with contextlib.suppress(OSError, ValueError, VxenvError):
            data = read_bytes(record.path, follow=False) if record.verdict == "allow" else b""
            if is_wanted(data) and is_allowed_by(record.file, record.path, data):
                yield record.path, data
