# Runs the script $ARG1 as if it were typed: a prompt follows each line. xonsh itself reads a whole script at once, and
# all of it again for each line that is no Python, so that a long one takes minutes; and what a pipe types it reads by
# prompt_toolkit alone.
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
