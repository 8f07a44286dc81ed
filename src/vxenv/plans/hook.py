"""``vxenv hook SHELL VERSION KEY NAME HOME``: answer a hook that has no valid plan."""

import sys
from collections.abc import Sequence

from vxenv.errors import UsageError

_WORDS = 5
MARKER = ": vxenv 1"  # begins an answer
TCSH = "tcsh"  # its hook leaves all decisions to Python


def answer_hook(words: Sequence[str]) -> tuple[bytes, bytes]:
    """Build the plan for KEY, cache it under NAME, and return it as code. Raises UsageError.

    Returns:
        Code for the shell, to print to stdout; empty for tcsh, which reads it from a file.
        Messages for the user, to print to stderr.
    """
    if words[:1] == [TCSH]:
        from vxenv.plans.tcsh_answer import answer_tcsh

        return b"", answer_tcsh(words[1:])
    return _answer(words), b""


def _answer(words: Sequence[str]) -> bytes:
    from vxenv.activation.caller import Caller, read_seal
    from vxenv.plans.build import make_plan
    from vxenv.plans.render import keep_code, render_plan
    from vxenv.shells import HOOKED

    if len(words) != _WORDS or words[0] not in HOOKED:
        raise UsageError("vxenv hook is internal; shell hooks call it", hint="vxenv setup")
    shell, version, key, name, home = words
    sys.audit("vxenv.decided", "hook of {} requests {}", shell, key)
    caller = Caller(shell, version, home, read_seal())
    code = render_plan(make_plan(key), caller)
    keep_code(code, name, caller)
    return f"{MARKER}\n{code}".encode(errors="surrogateescape")
