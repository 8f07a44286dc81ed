"""What can go wrong, in words for people.

::

    VxenvError
    ├── UsageError            2  words that the command line cannot take
    │   └── UnknownProfileError 2 no profile of that name
    ├── DocumentError         1  a profile, directory file or config.toml that cannot be used
    ├── StoreError            1  a file that could not be read or written
    ├── HookMissingError      1  a command that changes the shell, called without the hook
    ├── RefusedError          3  protected without --yes, or not allowed
    └── DiagnosedError        1  something that failed online, see google/failures.py

The number is the exit code.
"""

import os

from vxenv.paths import escape_text, shorten_path

_LONGEST = 1000  # characters of a sentence: a value in it may be as long as the file


class VxenvError(Exception):
    """What happened, where (``file:line``) and a hint with a command that helps; `code` is the exit code."""

    code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Take the sentence without a full stop, the place and the hint; the latter two may be empty.

        A hint is a command that works when it is pasted, or the address of a page; several stand on a line each.

        What cannot be seen or steers a terminal is escaped, since names and values in them may be a stranger's.
        """
        if len(what) > _LONGEST:
            what = f"{what[:_LONGEST]}… ({len(what):,} characters)"
        self.what = escape_text(what)
        super().__init__(self.what)
        self.where = escape_text(where)
        self.hint = "\n".join(map(escape_text, hint.split("\n")))

    def __str__(self) -> str:
        """Return the lines that are printed: ``where: what``, then ``hint: …``."""
        first = f"{self.where}: {self.what}" if self.where else self.what
        return "\n".join([first, *render_hints(self.hint)])


def render_hints(hint: str) -> list[str]:
    """Return a line for each line of `hint`: ``hint: …`` for a command, ``see: …`` for a page."""
    return [f"{'see' if line.startswith('https://') else 'hint'}: {line}" for line in hint.split("\n") if line]


def quote_word(text: str) -> str:
    """Return a path, as `paths.shown` gives it, as one word of a command in a hint; any text else likewise.

    Nobody knows here which shell it will be typed in, so that it is said as all of them understand it, where that can
    be: quotes are not set in the middle of a word, where some keep them.
    """
    import re  # noqa: PLC0415 - only wanted when something is wrong
    from shlex import quote  # noqa: PLC0415

    if re.fullmatch(r"(~/?)?[A-Za-z0-9_%+=:,./@-]*", text) and text:
        return text
    home = os.environ.get("HOME", "")
    text = home + text[1:] if text.startswith("~/") and home else text  # inside quotes `~` would be no home
    if not re.search(r"""['\\$!\n]""", text):
        return f"'{text}'"
    if not re.search(r"""["\\$!`\n]""", text):
        return f'"{text}"'
    return quote(text)


def build_look_hint(path: str) -> str:
    """Return the command that shows whose the file at `path` is; where it is not there, what its directory holds."""
    place = os.path.expanduser(path)
    if os.path.lexists(place):
        return f"ls -l {quote_word(shorten_path(place))}"
    while not os.path.isdir(place):
        place = os.path.dirname(os.path.abspath(place))
    return f"ls -la {quote_word(shorten_path(place))}"


def build_edit_hint(where: str) -> str:
    """Return the command that opens the file of `where`, in the user's editor."""
    path, _, line = where.rpartition(":")
    if not line.isdigit():
        path = where
    return f"{_choose_editor()} {quote_word(path)}" if path else ""


def _choose_editor() -> str:
    import re  # noqa: PLC0415 - only wanted when something is wrong

    # Spelled out, since each shell has a way of its own to say "or else", and some have none.
    given = (os.environ.get(name, "") for name in ("VISUAL", "EDITOR"))
    return next((name for name in given if re.fullmatch(r"[A-Za-z0-9_/][A-Za-z0-9_+=:,./ -]*", name)), "vi")


class UsageError(VxenvError):
    """Words that the command line cannot take; `meant` is what was most probably meant by what was `typed`."""

    code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "", typed: str = "", meant: str = "") -> None:
        """Take what VxenvError takes, and a word with its correction, from which the command line makes a hint."""
        super().__init__(what, where=where, hint=hint)
        self.typed = typed
        self.meant = meant

    def advise(self, hint: str) -> None:
        """Have `hint` in place of the one that there is."""
        self.hint = "\n".join(map(escape_text, hint.split("\n")))


class UnknownProfileError(UsageError):
    """No profile of that name."""


class DocumentError(VxenvError):
    """A profile, directory file or config.toml that cannot be used; without another hint, open it."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Take what VxenvError takes; `where` is a path as `paths.shown` gives it, with or without a line."""
        super().__init__(what, where=where, hint=hint or build_edit_hint(where))


class StoreError(VxenvError):
    """A file that could not be read or written."""


class HookMissingError(VxenvError):
    """A command that changes the shell, called where the hook is not loaded."""


class RefusedError(VxenvError):
    """Something that needs the user's yes, and did not get it."""

    code = 3
