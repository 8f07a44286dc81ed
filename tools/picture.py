"""Draw docs/session.svg: the terminal in a real `vxenv try` session in bash; with --print, print its text.

Run by `make picture`. The picture contains recorded output only, and loads nothing from other servers.
"""

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

PLACE = Path(__file__).parent.parent / "docs" / "session.svg"
TYPED = (
    "vxenv list",
    "vxenv use us-east5+sonnet",
    "vxenv auto",
    "cd client-a && env | grep -E '^(CLOUD|VERTEX)' | sort",
    "cd ..",
)
WIDTH = 108
_PROMPT = re.compile(r"\([^()\n]*\) \S+ \$ $")
# The template of rich, without the font that it would load.
_FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>A session with vxenv</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def session() -> str:
    """Return the terminal's output, with its colors."""
    with tempfile.TemporaryDirectory() as home:
        quiet = Path(home) / "inputrc"
        quiet.write_text("set enable-bracketed-paste off\n", encoding="utf-8")
        child = pexpect.spawn(
            sys.executable,
            ["-P", "-m", "vxenv", "try", "--shell", "bash"],
            env={
                "HOME": home,
                "INPUTRC": str(quiet),
                "LANG": "C.UTF-8",
                "PATH": os.environ["PATH"],
                "TERM": "xterm-256color",
            },
            dimensions=(60, WIDTH),
            encoding="utf-8",
            timeout=60,
        )
        child.expect(_PROMPT)
        shown = str(child.match.group())
        for line in TYPED:
            child.sendline(line)
            child.expect(_PROMPT)
            shown += str(child.before) + str(child.match.group())
        child.sendline("exit")
        child.expect(pexpect.EOF)
    return shown.replace("\r\n", "\n").rpartition("\n")[0]


def drawn(shown: str) -> str:
    """Return the picture of a terminal's output."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown), highlight=False, soft_wrap=False)
    return console.export_svg(title="vxenv", theme=MONOKAI, code_format=_FORMAT, unique_id="vxenv")


def main() -> None:
    """Draw the picture, or print its text."""
    shown = session()
    if sys.argv[1:] == ["--print"]:
        sys.stdout.write(Text.from_ansi(shown).plain + "\n")
    else:
        PLACE.write_text(drawn(shown), encoding="utf-8")


if __name__ == "__main__":
    main()
