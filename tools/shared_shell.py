r"""Keep what the hooks for bash, zsh, ksh and mksh share in step: ``shared_shell.py [--check]``.

In shell/vxenv.bash each shared part stands between ``# shared: begin NAME`` and ``# shared: end NAME``. Wherever
another hook has these two lines, the text between them is replaced by bash's. Neither ksh nor mksh can switch aliases
off while a file is read, so there each builtin is quoted: ``\return``.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent / "shell"
SOURCE: Final = "vxenv.bash"
COPIES: Final = ("vxenv.ksh", "vxenv.zsh")
QUOTED: Final = frozenset({"vxenv.ksh"})
_BLOCK = re.compile(r"^# shared: begin (\w+)\n(.*?)^# shared: end \1\n", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"^# shared: .*$", re.MULTILINE)
# A builtin where a command begins: first on its line, or behind a separator or a keyword.
_BUILTIN = re.compile(
    r"(^ *|[;{)] |&& |\|\| |\b(?:if|then|else|elif|do) |! )(alias|command|eval|export|return|typeset)(?= |$|;)",
    re.MULTILINE,
)


def blocks(text: str) -> dict[str, str]:
    """Return the shared parts of a hook by name."""
    found = _BLOCK.findall(text)
    if len(_MARKER.findall(text)) != 2 * len(found) or len(dict(found)) != len(found):
        raise SystemExit("shared_shell: markers do not come in pairs, or a name occurs twice")
    return dict(found)


def synchronize(text: str, source: dict[str, str], *, quoted: bool) -> str:
    """Return a hook's text with each shared part replaced by that of `source`, its builtins quoted if wanted."""
    unknown = sorted(blocks(text).keys() - source.keys())
    if unknown:
        raise SystemExit(f"shared_shell: {SOURCE} has no part {', '.join(unknown)}")

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        code = quote_builtins(source[name]) if quoted else source[name]
        return f"# shared: begin {name}\n{code}# shared: end {name}\n"

    return _BLOCK.sub(replace, text)


def quote_builtins(code: str) -> str:
    """Return `code` with a backslash before each builtin, so that no alias can replace it; comments stay."""
    lines = (line if line.lstrip().startswith("#") else _BUILTIN.sub(r"\1\\\2", line) for line in code.split("\n"))
    return "\n".join(lines)


def main() -> int:
    """Write the copies; with --check only name those that differ, and fail."""
    parser = argparse.ArgumentParser(description="Copy the shared parts of shell/vxenv.bash into the other hooks.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a copy differs")
    check = parser.parse_args().check
    source = blocks((FOLDER / SOURCE).read_text(encoding="utf-8"))
    differing = []
    for name in COPIES:
        path = FOLDER / name
        text = path.read_text(encoding="utf-8")
        wanted = synchronize(text, source, quoted=name in QUOTED)
        if wanted != text:
            differing.append(name)
            if not check:
                path.write_text(wanted, encoding="utf-8")
    if check and differing:
        sys.stderr.write(f"shell/{', shell/'.join(differing)}: shared parts differ from shell/{SOURCE}\n")
        sys.stderr.write("hint: python tools/shared_shell.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
