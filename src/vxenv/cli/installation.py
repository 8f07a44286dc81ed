"""What setup finds in a home, and the one change that comes of it."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vxenv.cli.calling_shell import hook_line
from vxenv.cli.candidates import Candidate
from vxenv.cli.first_profiles import search
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import changing
from vxenv.cli.rc_environment import rc_environment
from vxenv.cli.refresh import remove_files, write_files
from vxenv.cli.replacement import Block, Lines, find_block, find_lines
from vxenv.config import read_settings, settings_path, with_default, with_wrapper
from vxenv.errors import StoreError
from vxenv.files.journal import FileChange, pending
from vxenv.files.transaction import Change, sole_writer
from vxenv.paths import shown
from vxenv.profiles.store import profile_names, profile_path
from vxenv.setup.hook_text import own_directories
from vxenv.setup.paths_of_setup import init_place
from vxenv.setup.rc_lines import appended
from vxenv.setup.record import Made, Put, Record, packed, read_record, record_place
from vxenv.shells import SHELLS
from vxenv.shells.load_line import load_line, loads_by_itself, marked, own_eval


class Wishes(NamedTuple):
    """What the user wants."""

    faster: bool = False  # a line of theirs that starts Python replaced by one that does not
    candidates: tuple[Candidate, ...] = ()  # profiles of what was found
    made: tuple[str, bytes] | None = None  # a profile by questions: its name and text
    default: str = ""  # the default profile
    wrapper: bool = False  # claude_wrapper in config.toml
    block: Block | None = None  # what goes out of Claude Code's settings file
    lines: tuple[Lines, ...] = ()  # what is commented out in rc files


class Installation:
    """The home as it is, for one shell."""

    def __init__(self, shell: str) -> None:
        """Look at the rc files of `shell`, and for what could be a profile. Raises StoreError."""
        self.shell = shell
        if pending():
            with changing(""):  # what an earlier command left half done is not the home as it is
                pass
        self.settings = read_settings()
        self.search = search(shell)
        environment = rc_environment(shell)
        self._home = environment.get("HOME") or os.path.expanduser("~")
        self._change = Change(f"setup {shell}")
        self._usual = SHELLS[shell].find_load_places(environment, mac=sys.platform == "darwin")
        places = {os.path.realpath(path): path for path in [*SHELLS[shell].find_rc_files(environment), *self._usual]}
        self._texts = {path: self._change.read(path) for path in places.values()}
        self._own = [path for path, text in self._texts.items() if loads_by_itself(text, shell)]
        missing = [path for path in places.values() if path in self._usual and not marked(self._texts[path])]
        self._missing = [] if self._own else missing
        for path in self._missing:
            _check_writable(path, shell)

    def line(self, path: str) -> str:
        """Return the line for the rc file at `path`."""
        return load_line(self.shell, init_place(self.shell), self._home, shared=SHELLS[self.shell].is_shared(path))

    def additions(self) -> list[tuple[str, str]]:
        """Return the rc files that get a line, with it."""
        return [(path, self.line(path)) for path in self._missing]

    def there(self) -> list[str]:
        """Return the rc files that load vxenv."""
        return [path for path, text in self._texts.items() if marked(text) or path in self._own]

    def slow(self) -> list[tuple[str, str]]:
        """Return the rc files with a line of the user's that starts Python, with it, where it can be replaced."""
        found = [(path, own_eval(self._texts[path], self.shell)) for path in self._own]
        return [(path, os.fsdecode(line).strip()) for path, line in found if line and _is_writable(path)]

    def find_block(self, candidates: Iterable[Candidate]) -> Block | None:
        """Return what the user's settings of Claude Code say against `candidates`, where it can be taken out."""
        from vxenv.claude.settings_paths import user_settings

        path = user_settings(os.environ)
        block = find_block(path, candidates) if os.path.isabs(path) else None
        return block if block and _is_writable(path) else None

    def find_lines(self, candidates: Iterable[Candidate]) -> list[Lines]:
        """Return the lines of rc files that `candidates` replace, where they can be commented out."""
        where = [row for one in candidates if not one.function for row in one.where.items()]
        return find_lines((path for path in self._texts if _is_writable(path)), where)

    def change(self, wishes: Wishes) -> Change:
        """Return all that is to be written."""
        change = self._change
        for lines in wishes.lines:
            self._texts[lines.path] = lines.comment(self._texts[lines.path])
            change.write(lines.path, self._texts[lines.path])
        old = read_record(self.shell) or Record(self.shell, {})
        puts = {put.path: put for put in old.puts} | {put.path: put for put in self._puts(old, faster=wishes.faster)}
        files = {one.path: one for one in old.files} | {one.path: one for one in self._files(wishes, old)}
        folders = (*old.folders, *(one for path in self._missing for one in _missing_folders(path)))
        record = Record(self.shell, own_directories(), tuple(puts.values()), folders, tuple(files.values()))
        if record.puts or record.files:
            change.write(record_place(self.shell), packed(record))
        return change

    def _puts(self, old: Record, *, faster: bool) -> Iterator[Put]:
        """Have the lines in their files; yield what was put in."""
        before = {put.path: put for put in old.puts}
        for path, text in self._texts.items():
            line, there = os.fsencode(self.line(path)), marked(text)
            if path in self._missing:
                added = appended(text, line)
                self._change.write(path, text + added)
                yield Put(path, line, added, made=self._change.find(os.path.realpath(path)) is None)
            elif there:
                # It may say another place than it would now, or its record be lost.
                put = before.get(path) or Put(path, there, there + b"\n")
                self._change.write(path, text.replace(there, line))
                yield put._replace(line=line, added=put.added.replace(there, line))
            elif faster and (own := own_eval(text, self.shell)) and _is_writable(path):
                self._change.write(path, text.replace(own, line, 1))
                yield Put(path, line, replaced=own)

    def _files(self, wishes: Wishes, old: Record) -> Iterator[Made]:
        """Have the profiles and the settings; yield what was made."""
        for name, data in [*((one.name, one.data) for one in wishes.candidates), *filter(None, [wishes.made])]:
            path = profile_path(name)
            self._change.write(path, data)
            yield Made(path, data)
        if wishes.block:
            before = self._change.read(wishes.block.path)
            after = wishes.block.remove(before)
            self._change.write(wishes.block.path, after)
            yield Made(wishes.block.path, after, before)
        path = settings_path()
        before = self._change.read(path)
        after = with_default(before, (wishes.default,)) if wishes.default else before
        after = with_wrapper(after) if wishes.wrapper else after
        if after != before:
            self._change.write(path, after)
            earlier = next((one for one in old.files if one.path == path and one.after == before), None)
            yield Made(path, after, earlier.before if earlier else before or None)

    def visible_files(self, change: Change) -> list[FileChange]:
        """Return what `change` would do to files that people look at."""
        return [one for one in change.files() if one.path != record_place(self.shell)]

    def show_difference(self, change: Change) -> None:
        """Print what `change` would do to files that people look at."""
        print_diff(self.visible_files(change))
        say(f"{shown(init_place(self.shell))} would be written")

    def write(self, change: Change) -> None:
        """Write all of it, or nothing. Raises StoreError."""
        for path in self._missing:
            change.make_directory(path)
        before = os.path.exists(init_place(self.shell))
        try:
            # What a line sources is there before the line.
            whole = not self._ours(change) or write_files(self.shell, own_directories())
            with sole_writer():
                change.commit()
        except BaseException:
            if not before:
                with contextlib.suppress(OSError):
                    remove_files(self.shell)
            raise
        if not whole:
            report("skipped: completions, which are not in this vxenv")

    def _ours(self, change: Change) -> bool:
        """Tell whether a line of ours is in some rc file after `change`."""
        return any(marked(change.wanted(path)) for path in self._texts)

    def told(self, wishes: Wishes) -> Iterator[str]:
        """Yield what was done."""
        for path, _ in self.additions():
            yield f"{shown(path)}: the line is in  (back: vxenv setup --remove)"
        for name in [*(one.name for one in wishes.candidates), *(wishes.made[:1] if wishes.made else ())]:
            yield f"{name}: {shown(profile_path(name))}"
        for lines in wishes.lines:
            numbers = ", ".join(map(str, lines.numbers))
            yield f"{shown(lines.path)}: commented out, line {numbers}  (back: vxenv undo)"
        if wishes.block:
            yield f"{shown(wishes.block.path)}: taken out, {', '.join(wishes.block.names)}  (back: vxenv undo)"
        if wishes.default:
            yield f"default: {wishes.default}"
        if wishes.wrapper:
            yield f"claude_wrapper: {shown(settings_path())}"

    def first(self, wishes: Wishes) -> str:
        """Return the profile to try, "" for none."""
        names = [wishes.default, *self.settings.default, *(one.name for one in wishes.candidates)]
        names += [*(wishes.made[:1] if wishes.made else ()), *profile_names()]
        return next(filter(None, names), "")


def _missing_folders(path: str) -> list[str]:
    """Return the directories above `path` that are not there, the topmost first."""
    found = []
    folder = os.path.dirname(os.path.realpath(path))
    while not os.path.isdir(folder):
        found.append(folder)
        folder = os.path.dirname(folder)
    return found[::-1]


def _is_writable(path: str) -> bool:
    """Tell whether `path` may be written, as its owner meant it: root could."""
    target = os.path.realpath(path)
    if os.path.exists(target) and not (os.stat(target).st_mode & 0o222 and os.access(target, os.W_OK)):
        return False
    folder = os.path.dirname(target)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return bool(os.stat(folder).st_mode & 0o222) and os.access(folder, os.W_OK)


def _check_writable(path: str, shell: str) -> None:
    if not _is_writable(path):
        raise StoreError(
            f"{shown(path)} is read-only, so nothing changed; have whatever makes that file add this line",
            hint=hook_line(shell),
        )
