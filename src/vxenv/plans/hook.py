"""``vxenv hook SHELL VERSION KEY NAME HOME``: what the shell's hook asks when it does not know."""

import sys
from collections.abc import Sequence

from vxenv.errors import UsageError

_WORDS = 5
TCSH = "tcsh"  # which leaves the decision to Python


def answer_hook(words: Sequence[str]) -> tuple[bytes, bytes]:
    """Make the plan for KEY, keep it under NAME, and return it as code. Raises UsageError.

    Returns:
        What the shell evaluates, for stdout; a tcsh finds it in a file.
        What people are told, for stderr.
    """
    if words[:1] == [TCSH]:
        from vxenv.plans.tcsh_answer import answer_tcsh

        return b"", answer_tcsh(words[1:])
    return _answer(words), b""


def _answer(words: Sequence[str]) -> bytes:
    from vxenv.activation.caller import Caller, read_seal
    from vxenv.plans.build import make_plan
    from vxenv.plans.render import MARKER, keep_code, render_plan
    from vxenv.shells import HOOKED

    if len(words) != _WORDS or words[0] not in HOOKED:
        raise UsageError("vxenv hook is for the shell's hook to call", hint="vxenv setup")
    shell, version, key, name, home = words
    sys.audit("vxenv.decided", "the hook of {} asks for {}", shell, key)
    caller = Caller(shell, version, home, read_seal())
    code = render_plan(make_plan(key), caller)
    keep_code(code, name, caller)
    return f"{MARKER}\n{code}".encode(errors="surrogateescape")
