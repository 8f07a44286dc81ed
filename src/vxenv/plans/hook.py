"""``vxenv hook SHELL VERSION KEY NAME HOME``: what the shell's hook asks when it does not know. Prints code."""

import sys
from collections.abc import Sequence

from vxenv.errors import UsageError

_WORDS = 5
TCSH = "tcsh"  # which leaves the decision to Python


def hook(words: Sequence[str]) -> None:
    """Make the plan for KEY, keep it under NAME, and print it. Raises UsageError."""
    if words[:1] == [TCSH]:
        from vxenv.plans.tcsh_answer import decide

        decide(words[1:])
        return
    _print(words)


def _print(words: Sequence[str]) -> None:
    from vxenv.activation.caller import Asker, read_seal
    from vxenv.plans.conflicts import warned_plan
    from vxenv.plans.render import MARKER, keep, rendered
    from vxenv.shells import HOOKED

    if len(words) != _WORDS or words[0] not in HOOKED:
        raise UsageError("vxenv hook is for the shell's hook to call", hint="vxenv setup")
    shell, version, key, name, home = words
    sys.audit("vxenv.decided", "the hook of {} asks for {}", shell, key)
    asker = Asker(shell, version, home, read_seal())
    code = rendered(warned_plan(key), asker)
    keep(code, name, asker)
    sys.stdout.buffer.write(f"{MARKER}\n{code}".encode(errors="surrogateescape"))
