r"""Copy the code that the hooks for bash, zsh, ksh and mksh share: ``shared_shell.py [--check]``.

In shell/vxenv.bash and shell/vxenv-cold.bash each shared block is between ``# shared: begin NAME`` and
``# shared: end NAME``. In other hooks the text between the same two lines is replaced by that of bash. Neither ksh nor
mksh can disable aliases while reading a file, so builtins are quoted there: ``\return``.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent / "shell"
SOURCES: Final = ("vxenv.bash", "vxenv-cold.bash")
COPIES: Final = ("vxenv.ksh", "vxenv.zsh", "vxenv-cold.zsh")
QUOTED: Final = frozenset({"vxenv.ksh"})
_BLOCK = re.compile(r"^# shared: begin (\w+)\n(.*?)^# shared: end \1\n", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"^# shared: .*$", re.MULTILINE)
# A builtin at the start of a command: first on its line, or after a separator or a keyword.
_BUILTIN = re.compile(
    r"(^ *|[;{)] |&& |\|\| |\b(?:if|then|else|elif|do) |! )"
    r"(alias|command|continue|eval|export|return|shift|typeset)(?= |$|;)",
    re.MULTILINE,
)


def blocks(text: str) -> dict[str, str]:
    """Return the shared blocks of a hook by name."""
    found = _BLOCK.findall(text)
    if len(_MARKER.findall(text)) != 2 * len(found) or len(dict(found)) != len(found):
        raise SystemExit("shared_shell: unpaired markers, or a name occurs twice")
    return dict(found)


def synchronize(text: str, source: dict[str, str], *, quoted: bool) -> str:
    """Return a hook's text with its shared blocks replaced by those of `source`, with builtins `quoted` or not."""
    unknown = sorted(blocks(text).keys() - source.keys())
    if unknown:
        raise SystemExit(f"shared_shell: the hook for bash has no block {', '.join(unknown)}")

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        code = quote_builtins(source[name]) if quoted else source[name]
        return f"# shared: begin {name}\n{code}# shared: end {name}\n"

    return _BLOCK.sub(replace, text)


def quote_builtins(code: str) -> str:
    """Return `code` with a backslash before each builtin, which bypasses aliases; comments are unchanged."""
    lines = (line if line.lstrip().startswith("#") else _BUILTIN.sub(r"\1\\\2", line) for line in code.split("\n"))
    return "\n".join(lines)


def main() -> int:
    """Write the copies; with --check list those that differ, and fail."""
    parser = argparse.ArgumentParser(description="Copy the shared blocks of the hook for bash to the other hooks.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a copy differs")
    check = parser.parse_args().check
    source = blocks("".join((FOLDER / name).read_text(encoding="utf-8") for name in SOURCES))
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
        sys.stderr.write(f"shell/{', shell/'.join(differing)}: shared blocks differ from the hook for bash\n")
        sys.stderr.write("hint: python tools/shared_shell.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
