"""Examine the rc files of a shell, and make all changes of setup as one transaction."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vxenv.claude.settings_paths import find_user_settings
from vxenv.config import find_config_path, read_config, set_default, set_wrapper
from vxenv.errors import StoreError
from vxenv.files.journal import FileChange
from vxenv.files.transaction import Transaction, lock_store
from vxenv.paths import shorten_path
from vxenv.profiles.store import find_profile_path, list_profile_names
from vxenv.setup.candidates import Candidate
from vxenv.setup.first_profiles import find_candidates
from vxenv.setup.hook_text import list_own_directories, render_init_line
from vxenv.setup.rc_environment import read_rc_environment
from vxenv.setup.rc_lines import append_line
from vxenv.setup.record import Made, Put, Record, pack_record, read_record
from vxenv.setup.refresh import remove_files, write_files
from vxenv.setup.replacement import Block, Lines, find_block, find_lines
from vxenv.setup.setup_paths import find_init_file, locate_record
from vxenv.shells import SHELLS
from vxenv.shells.load_line import find_init_line, find_marked_line, has_init_call, render_load_line


class Wishes(NamedTuple):
    """The choices of the user."""

    faster: bool = False  # whether to replace a line that starts Python
    candidates: tuple[Candidate, ...] = ()  # profiles to create from existing settings
    made: tuple[str, bytes] | None = None  # name and text of a profile from questions
    default: str = ""  # the default profile, "" for none
    wrapper: bool = False  # whether to enable claude_wrapper
    block: Block | None = None  # variables to remove from Claude Code's settings file
    lines: tuple[Lines, ...] = ()  # lines to comment out in rc files

    @property
    def profiles(self) -> list[tuple[str, bytes]]:
        """The names and texts of the profiles to create."""
        return [*((one.name, one.data) for one in self.candidates), *([self.made] if self.made else [])]


class Installation:
    """The rc files of one shell, and the transaction that changes them."""

    def __init__(self, shell: str) -> None:
        """Read the rc files of `shell`, and search for possible profiles.

        Raises DocumentError, and StoreError if a file that needs the line is read-only.
        """
        self.shell = shell
        self.settings = read_config()
        self.search = find_candidates(shell)
        environment = read_rc_environment(shell)
        self._home = environment.get("HOME") or os.path.expanduser("~")
        self._change = Transaction(f"setup {shell}")
        usual = SHELLS[shell].find_load_places(environment, mac=sys.platform == "darwin")
        places = {os.path.realpath(path): path for path in [*SHELLS[shell].find_rc_files(environment), *usual]}
        self._texts = {path: self._change.read(path) for path in places.values()}
        self._own = [path for path, text in self._texts.items() if has_init_call(text, shell)]
        missing = [path for path in places.values() if path in usual and not find_marked_line(self._texts[path])]
        self._missing = [] if self._own else missing
        for path in self._missing:
            if not _is_writable(path):
                place = shorten_path(path)
                raise StoreError(
                    f"{place} is read-only; add this line with the tool that manages it",
                    hint=render_init_line(shell),
                )

    def render_line(self, path: str) -> str:
        """Return the line for the rc file at `path`."""
        return render_load_line(
            self.shell, find_init_file(self.shell), self._home, shared=SHELLS[self.shell].is_shared(path)
        )

    @property
    def additions(self) -> list[tuple[str, str]]:
        """The rc files that need a line, each with the line."""
        return [(path, self.render_line(path)) for path in self._missing]

    @property
    def loading_files(self) -> list[str]:
        """The rc files that already load vxenv."""
        return [path for path, text in self._texts.items() if find_marked_line(text) or path in self._own]

    @property
    def slow_lines(self) -> list[tuple[str, str]]:
        """The rc files with a replaceable line that starts Python, each with the line."""
        lines = [(path, find_init_line(self._texts[path], self.shell)) for path in self._own]
        return [(path, os.fsdecode(line).strip()) for path, line in lines if line and _is_writable(path)]

    def choose_profile(self, wishes: Wishes) -> str:
        """Return the profile to check, "" for none."""
        names = [wishes.default, *self.settings.default, *(name for name, _ in wishes.profiles), *list_profile_names()]
        return next(filter(None, names), "")

    def find_block(self, candidates: Iterable[Candidate]) -> Block | None:
        """Return the removable variables in the user's Claude Code settings that conflict with `candidates`."""
        path = find_user_settings(os.environ)
        block = find_block(path, candidates) if os.path.isabs(path) else None
        return block if block and _is_writable(path) else None

    def find_lines(self, candidates: Iterable[Candidate]) -> list[Lines]:
        """Return the lines of writable rc files that `candidates` replace."""
        where = [row for one in candidates if not one.function for row in one.where.items()]
        return find_lines((path for path in self._texts if _is_writable(path)), where)

    def make_change(self, wishes: Wishes) -> Transaction:
        """Return the transaction with all changes."""
        change = self._change
        for lines in wishes.lines:
            self._texts[lines.path] = lines.comment(self._texts[lines.path])
            change.write(lines.path, self._texts[lines.path])
        old = read_record(self.shell) or Record(self.shell, {})
        puts = {put.path: put for put in (*old.puts, *self._put_lines(old, faster=wishes.faster))}
        files = {file.path: file for file in (*old.files, *self._make_files(wishes, old))}
        folders = (*old.folders, *(folder for path in self._missing for folder in _list_missing_folders(path)))
        record = Record(self.shell, list_own_directories(), tuple(puts.values()), folders, tuple(files.values()))
        if record.puts or record.files:
            change.write(locate_record(self.shell), pack_record(record))
        return change

    def _put_lines(self, old: Record, *, faster: bool) -> Iterator[Put]:
        """Write the lines to their files; yield a record of each."""
        before = {put.path: put for put in old.puts}
        for path, text in self._texts.items():
            line, present = os.fsencode(self.render_line(path)), find_marked_line(text)
            if path in self._missing:
                added = append_line(text, line)
                self._change.write(path, text + added)
                yield Put(path, line, added, made=self._change.find(os.path.realpath(path)) is None)
            elif present:
                # The line may have another path than now, or its record may be lost.
                put = before.get(path) or Put(path, present, present + b"\n")
                self._change.write(path, text.replace(present, line))
                yield put._replace(line=line, added=put.added.replace(present, line))
            elif faster and (own := find_init_line(text, self.shell)) and _is_writable(path):
                self._change.write(path, text.replace(own, line, 1))
                yield Put(path, line, replaced=own)

    def _make_files(self, wishes: Wishes, old: Record) -> Iterator[Made]:
        """Write the profiles, settings and config; yield a record of each file."""
        for name, data in wishes.profiles:
            path = find_profile_path(name)
            self._change.write(path, data)
            yield Made(path, data)
        if wishes.block:
            before = self._change.read(wishes.block.path)
            after = wishes.block.remove(before)
            self._change.write(wishes.block.path, after)
            yield Made(wishes.block.path, after, before)
        path = find_config_path()
        before = self._change.read(path)
        after = set_default(before, (wishes.default,)) if wishes.default else before
        after = set_wrapper(after) if wishes.wrapper else after
        if after != before:
            self._change.write(path, after)
            earlier = next((file for file in old.files if file.path == path and file.after == before), None)
            yield Made(path, after, earlier.before if earlier else before or None)

    def list_visible_files(self, change: Transaction) -> list[FileChange]:
        """Return the changes to files other than setup's record."""
        return [file for file in change.list_changes() if file.path != locate_record(self.shell)]

    def write(self, change: Transaction) -> bool:
        """Write everything or nothing, and return whether completions are available. Raises StoreError."""
        for path in self._missing:
            change.make_directory(path)
        before = os.path.exists(find_init_file(self.shell))
        try:
            # The sourced file must exist before the line.
            sourced = any(find_marked_line(change.read_wanted(path)) for path in self._texts)
            whole = not sourced or write_files(self.shell, list_own_directories())
            with lock_store():
                change.commit()
        except BaseException:
            if not before:
                with contextlib.suppress(OSError):
                    remove_files(self.shell)
            raise
        return whole


def _list_missing_folders(path: str) -> list[str]:
    """Return the missing directories above `path`, the topmost first."""
    folders = []
    folder = os.path.dirname(os.path.realpath(path))
    while not os.path.isdir(folder):
        folders.append(folder)
        folder = os.path.dirname(folder)
    return folders[::-1]


def _is_writable(path: str) -> bool:
    """Return whether `path` is writable by its mode; root could write to it anyway."""
    target = os.path.realpath(path)
    if os.path.exists(target) and not (os.stat(target).st_mode & 0o222 and os.access(target, os.W_OK)):
        return False
    folder = os.path.dirname(target)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return bool(os.stat(folder).st_mode & 0o222) and os.access(folder, os.W_OK)
