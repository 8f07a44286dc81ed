"""Errors that are reported to the user, with their exit codes.

::

    VxenvError
    ├── UsageError            2  invalid arguments
    │   └── UnknownProfileError 2 unknown profile name
    ├── DocumentError         1  invalid profile, directory file or config.toml
    ├── StoreError            1  file that could not be read or written
    ├── HookMissingError      1  command that changes the shell, called without the hook
    ├── RefusedError          3  not confirmed, or not allowed
    │   └── PolicyError         3 not allowed by a policy
    └── DiagnosedError        1  failed request to Google, see google/failures.py
"""

import os

from vxenv.paths import escape_text, shorten_path

_LONGEST = 1000  # characters of a message, which may quote a value of any length


class VxenvError(Exception):
    """Error with a message, a location (``file:line``) and a hint; `code` is the exit code."""

    code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Store the parts, with invisible and control characters escaped: names and values may be untrusted.

        Args:
            what: The message, without a trailing period.
            where: The path of a file, with or without a line; may be empty.
            hint: Commands that work when pasted, or URLs, one on each line; may be empty.
        """
        if len(what) > _LONGEST:
            what = f"{what[:_LONGEST]}… ({len(what):,} characters)"
        self.what = escape_text(what)
        super().__init__(self.what)
        self.where = escape_text(where)
        self.hint = "\n".join(map(escape_text, hint.split("\n")))

    def __str__(self) -> str:
        """Return the lines to print: ``where: what``, then ``hint: …``."""
        first = f"{self.where}: {self.what}" if self.where else self.what
        return "\n".join([first, *render_hints(self.hint)])


def render_hints(hint: str) -> list[str]:
    """Return a line for each line of `hint`: ``hint: …`` for a command, ``see: …`` for a URL."""
    return [f"{'see' if line.startswith('https://') else 'hint'}: {line}" for line in hint.split("\n") if line]


def split_where(where: str) -> tuple[str, int]:
    """Return the path and the line of `where` (``file`` or ``file:line``); the line is 1 if it has none."""
    path, _, line = where.rpartition(":")
    return (path, int(line)) if line.isdigit() else (where, 1)


def quote_word(text: str) -> str:
    """Quote `text`, often a path from `shorten_path`, as one word of a command in a hint.

    The user's shell is unknown, so the quoting is one that all shells accept, where there is one: quotes enclose the
    whole word, since some shells keep quotes inside a word.
    """
    import re  # noqa: PLC0415 - only needed for errors
    from shlex import quote  # noqa: PLC0415

    if re.fullmatch(r"(~/?)?[A-Za-z0-9_%+=:,./@-]*", text) and text:
        return text
    home = os.environ.get("HOME", "")
    text = home + text[1:] if text.startswith("~/") and home else text  # quotes would keep `~` from being expanded
    if not re.search(r"""['\\$!\n]""", text):
        return f"'{text}'"
    if not re.search(r"""["\\$!`\n]""", text):
        return f'"{text}"'
    return quote(text)


def build_look_hint(path: str) -> str:
    """Return the command that lists the file at `path`, or its nearest existing directory if `path` does not exist."""
    place = os.path.expanduser(path)
    if os.path.lexists(place):
        return f"ls -l {quote_word(shorten_path(place))}"
    while not os.path.isdir(place):
        place = os.path.dirname(os.path.abspath(place))
    return f"ls -la {quote_word(shorten_path(place))}"


def build_edit_hint(where: str) -> str:
    """Return the command that opens the file of `where` (``file`` or ``file:line``) in the user's editor."""
    path, _, line = where.rpartition(":")
    if not line.isdigit():
        path = where
    return f"{_choose_editor()} {quote_word(path)}" if path else ""


def _choose_editor() -> str:
    import re  # noqa: PLC0415 - only needed for errors

    # The hint names one editor, since the syntax for a fallback differs between shells.
    given = (os.environ.get(name, "") for name in ("VISUAL", "EDITOR"))
    return next((name for name in given if re.fullmatch(r"[A-Za-z0-9_/][A-Za-z0-9_+=:,./ -]*", name)), "vi")


class UsageError(VxenvError):
    """Invalid arguments; `meant` is the probable correction of the word `typed`."""

    code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "", typed: str = "", meant: str = "") -> None:
        """Store the parts, and a word with its correction, from which the command line makes a hint."""
        super().__init__(what, where=where, hint=hint)
        self.typed = typed
        self.meant = meant

    def advise(self, hint: str) -> None:
        """Replace the hint."""
        self.hint = "\n".join(map(escape_text, hint.split("\n")))


class UnknownProfileError(UsageError):
    """Unknown profile name."""


class DocumentError(VxenvError):
    """Invalid profile, directory file or config.toml; the default hint opens it in an editor."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Store the parts; `where` is a path from `shorten_path`, with or without a line."""
        super().__init__(what, where=where, hint=hint or build_edit_hint(where))


class StoreError(VxenvError):
    """File that could not be read or written."""


class HookMissingError(VxenvError):
    """Command that changes the shell, called without the hook."""


class RefusedError(VxenvError):
    """Action that requires confirmation and was not confirmed, or is not allowed."""

    code = 3


class PolicyError(RefusedError):
    """Stack that a policy does not allow; `message` is the policy's text for the user."""

    def __init__(self, what: str, *, where: str = "", hint: str = "", message: str = "") -> None:
        """Store the parts, and the message with invisible and control characters escaped."""
        super().__init__(what, where=where, hint=hint)
        self.message = escape_text(message)

    def __str__(self) -> str:
        """Return the lines to print, with the message before the hints."""
        first, *hints = super().__str__().split("\n")
        return "\n".join([first, *([f"  {self.message}"] if self.message else []), *hints])
