"""The line of an rc file that loads the hook: its text, finding it, putting it in and taking it out again.

Files are bytes here: whatever else is in them stays as it is.
"""

import os
import re

from vxenv.errors import RefusedError
from vxenv.paths import printable
from vxenv.shells import pwsh

# What the line is known by, whatever the user made of the rest of it.
MARK = "# vxenv setup"
_MARKED = re.compile(rb"^[^\n]*# vxenv setup[ \t]*\r?$", re.MULTILINE)
# What is true in no other shell that may read the same file.
_ONLY = {
    "bash": '[ -n "${BASH_VERSION-}" ]',
    "ksh": 'case "${KSH_VERSION-}" in Version*93*) ;; *) false ;; esac',
    "mksh": 'case "${KSH_VERSION-}" in *MIRBSD*) ;; *) false ;; esac',
}
_PLAIN = re.compile(r"[A-Za-z0-9._/+-]+")
# What loads the hook by `vxenv init`, in the forms that its help shows, and in any form.
_INIT = rb"""vxenv['"]?[ \t]+init[ \t]+%b"""
_EVAL = rb"""^[ \t]*(?:eval[ \t]+"\$\([^()\n"]*""" + _INIT + rb"""\)"|[^#\n|;&]*""" + _INIT
_EVAL += rb"""[ \t]*\|[ \t]*source|eval[ \t]+\([^()\n"|]*""" + _INIT + rb"""[ \t]*\|[ \t]*slurp\)"""
_EVAL += rb"""|execx?\(\$\([^()\n"]*""" + _INIT + rb"""\)\)"""
_EVAL += rb"""|Invoke-Expression[ \t]+\(&[^()\n"]*""" + _INIT + rb"""[ \t]*\|[ \t]*Out-String\))[ \t]*\r?$"""
_CALL = rb"^[^#\n]*\b" + _INIT + rb"\b(?![ \t]*>)"


def load_line(shell: str, path: str, home: str, *, shared: bool = False) -> str:
    """Return the line that sources the file at `path` if that is there, wherever the home is then.

    With `shared` other shells read the rc file too, and pass over it.
    """
    if "\n" in path:
        raise RefusedError(f"{printable(path)} cannot stand in one line of an rc file", hint="vxenv init bash")
    inside = os.path.relpath(path, home) if home and path.startswith(home.rstrip("/") + "/") else ""
    if inside and _PLAIN.fullmatch(inside):
        word = f'"$HOME/{inside}"'
    elif inside:
        word = f'"$HOME"/{_quoted(shell, inside)}'
    else:
        word = _quoted(shell, path)
    match shell:
        case "fish":
            line = f"if test -r {word}; source {word}; end"
        case "tcsh":
            line = f"if ( {'$?tcsh && ' if shared else ''}-r {word} ) source {word}"
        case "elvish":
            # No block around `eval`, which sees what its caller names: a `claude` of the user's own.
            word = f"$E:HOME/{_quoted(shell, inside)}" if inside else word
            line = f"eval (try {{ slurp < {word} }} catch {{ put '' }})"
        case "nushell":
            # A file that is not there would keep all of config.nu from being read.
            word = _quoted(shell, f"~/{inside}" if inside else path)
            line = f"source (if ({word} | path exists) {{ {word} }} else {{ null }})"
        case "xonsh":
            line = _xonsh(path, inside)
        case "pwsh":
            place = f'"$HOME/{inside}"' if inside and _PLAIN.fullmatch(inside) else _pwsh(path, inside)
            line = f"if (Test-Path -LiteralPath {place}) {{ . {place} }}"
        case _:
            only = f"{_ONLY[shell]} && " if shared and shell in _ONLY else ""
            line = f"if {only}[ -r {word} ]; then . {word}; fi"
    return f"{line} {MARK}"


def _pwsh(path: str, inside: str) -> str:
    return f"($HOME + {pwsh.quote('/' + inside)})" if inside else pwsh.quote(path)


def _xonsh(path: str, inside: str) -> str:
    """Return the line for xonsh: `exec`, since its own parser would take a second for what Python reads at once."""
    if inside and _PLAIN.fullmatch(inside):
        place = f"p'~/{inside}'"
    elif inside:
        place = f"__import__('pathlib').Path.home().joinpath({inside!a})"
    else:
        place = f"__import__('pathlib').Path({path!a})"
    return f"if {place}.is_file(): exec({place}.read_text('utf-8'))"


def _quoted(shell: str, text: str) -> str:
    if shell == "nushell":
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if shell == "elvish":
        return "'" + text.replace("'", "''") + "'"
    if shell == "tcsh":
        return "".join("\\!" if c == "!" else '"\'"' if c == "'" else f"'{c}'" for c in text)
    if shell == "fish":
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "'" + text.replace("'", "'\\''") + "'"


def marked(data: bytes) -> bytes:
    """Return the line of `data` that `setup` put in, without its end; nothing if there is none."""
    found = _MARKED.search(data)
    return found[0].rstrip(b"\r") if found else b""


def own_eval(data: bytes, shell: str) -> bytes:
    """Return the line of `data` that evaluates `vxenv init`, if it does nothing else."""
    found = re.search(_EVAL.replace(b"%b", shell.encode()), data, re.MULTILINE)
    return found[0].rstrip(b"\r") if found else b""


def loads_by_itself(data: bytes, shell: str) -> bool:
    """Tell whether a line of `data` has `vxenv init` load the hook, in whatever way."""
    return bool(own_eval(data, shell) or re.search(_CALL.replace(b"%b", shell.encode()), data, re.MULTILINE))


def appended(data: bytes, line: bytes) -> bytes:
    """Return what is to be put behind `data` so that `line` is a line of its own there, ended as the others are."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    before = b""
    if data and not data.endswith(b"\n"):
        before = end
    if data.rstrip(b"\r\n").endswith(b"\\"):
        before += end  # a backslash takes the next line, so that one must be empty
    return before + line + end


def without(data: bytes, added: bytes, line: bytes, replaced: bytes) -> bytes | None:
    """Return `data` with what was `added` at its end taken off, or else with `line` back to what it `replaced`.

    None if nothing of it is there any more.
    """
    if added:
        if data.endswith(added):
            return data.removesuffix(added)
        own = line + (b"\r\n" if added.endswith(b"\r\n") else b"\n")
        at = data.find(own)
        if at >= 0 and data[:at].endswith((b"\n", b"")) and (at == 0 or data[at - 1 : at] == b"\n"):
            return data[:at] + data[at + len(own) :]
    elif data.count(line) == 1:
        return data.replace(line, replaced)
    # Changed by hand, but marked still.
    found = marked(data)
    if not found:
        return None
    start, _, rest = data.partition(found)
    if replaced:
        return start + replaced + rest
    return start + rest.removeprefix(b"\r").removeprefix(b"\n")
