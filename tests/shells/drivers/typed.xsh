# Run the script $ARG1 as if typed, with a prompt after each line. xonsh itself parses a whole script at once, and
# again for each line that is not Python, which takes minutes for a long script; and it reads a pipe through
# prompt_toolkit only.
import sys

from xonsh.built_ins import XSH

for name in ("ARGS", "ARG0", "ARG1"):
    XSH.env.pop(name, None)
with open(sys.argv[1], encoding="utf-8", errors="surrogateescape", newline="\n") as file:
    for line in file:
        if line.strip():
            XSH.shell.shell.default(line)
        else:
            XSH.shell.shell.emptyline()
        XSH.builtins.events.on_pre_prompt_format.fire()
