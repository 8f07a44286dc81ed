"""What can go wrong, in words for people.

::

    VxenvError
    ├── UsageError            2  words that the command line cannot take
    │   └── UnknownProfileError 2 no profile of that name
    ├── DocumentError         1  a profile, directory file or config.toml that cannot be used
    ├── StoreError            1  a file that could not be read or written
    ├── HookMissingError      1  a command that changes the shell, called without the hook
    └── RefusedError          3  protected without --yes, or not allowed

The number is the exit code.
"""


class VxenvError(Exception):
    """What happened, where (``file:line``) and a hint with a command that helps; `code` is the exit code."""

    code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Take the sentence without a full stop, the place and the hint; the latter two may be empty."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return the lines that are printed: ``where: what``, then ``hint: …``."""
        first = f"{self.where}: {self.what}" if self.where else self.what
        return f"{first}\nhint: {self.hint}" if self.hint else first


def word(shown: str) -> str:
    """Return a path, as `paths.shown` gives it, as one word of a command in a hint."""
    from shlex import quote  # noqa: PLC0415 - only wanted when something is wrong

    home = "~/" if shown.startswith("~/") else ""  # inside quotes it would be no home
    return shown if shown == "~" else f"{home}{quote(shown.removeprefix(home))}"


def opening(where: str) -> str:
    """Return the command that opens the file of `where`."""
    path, _, line = where.rpartition(":")
    if not line.isdigit():
        path = where
    return f'"${{EDITOR:-vi}}" {word(path)}' if path else ""


class UsageError(VxenvError):
    """Words that the command line cannot take."""

    code = 2


class UnknownProfileError(UsageError):
    """No profile of that name."""


class DocumentError(VxenvError):
    """A profile, directory file or config.toml that cannot be used; without another hint, open it."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Take what VxenvError takes; `where` is a path as `paths.shown` gives it, with or without a line."""
        super().__init__(what, where=where, hint=hint or opening(where))


class StoreError(VxenvError):
    """A file that could not be read or written."""


class HookMissingError(VxenvError):
    """A command that changes the shell, called where the hook is not loaded."""


class RefusedError(VxenvError):
    """Something that needs the user's yes, and did not get it."""

    code = 3
