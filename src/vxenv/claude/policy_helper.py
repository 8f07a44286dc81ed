"""Make the program for the key ``policyHelper`` of Claude Code's managed settings.

Claude Code starts it with the directory ``/`` and the environment of the user, and applies the JSON that it prints in
place of managed-settings.json. If it fails, Claude Code does not start. All of this was measured on 2.1.197, 2.1.330
and 2.1.332.

The program is a shell script with the finished JSON of each profile. It prints nothing of what it reads: the
environment belongs to the user, who can choose among the profiles and nothing else.
"""

from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.environment import HOST_MANAGED
from vxenv.exchange.json_format import dump
from vxenv.shells import load_shell

_HEAD = """\
#!/bin/sh
# Policy helper of Claude Code for the profiles: {names}
#
# managed-settings.json, with the path of this file:
#   {{"policyHelper": {{"path": "/usr/local/libexec/vxenv-policy-helper"}}}}
#
# The user selects one of the profiles by VXENV_PROFILE; without it, {first} applies.
# With any other profile, and if the environment makes Claude Code ignore managed variables, it does not start.

# printf is the builtin or the program of the system, not a function or program from the user's environment.
unset -f printf
PATH=/usr/bin:/bin
case ${{{host}-}} in
'') ;;
*)
  printf '%s\\n' {host_refusal} >&2
  exit 1
  ;;
esac
case ${{VXENV_PROFILE-}} in
"""
_TAIL = """\
*)
  printf '%s\\n' {refusal} >&2
  exit 1
  ;;
esac
"""


def render_policy_helper(documents: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the program for the managed settings in `documents`, by stack; the first applies without a profile."""
    quote = load_shell("sh").quote
    first, names = next(iter(documents)), ", ".join(documents)
    head = _HEAD.format(
        names=names,
        first=first,
        host=HOST_MANAGED,
        host_refusal=quote(f"vxenv: unset {HOST_MANAGED}: it makes Claude Code ignore managed variables"),
    )
    words = {name: f"'' | {quote(name)}" if name == first else quote(name) for name in documents}
    cases = (
        f"{words[name]})\n  printf '%s\\n' {quote(dump({'managedSettings': document}).rstrip())}\n  ;;\n"
        for name, document in documents.items()
    )
    allowed = "only this profile is" if len(documents) == 1 else "only these profiles are"
    refusal = quote(f"vxenv: {allowed} allowed: {names}; select one: vxenv use {first}")
    return "".join([head, *cases, _TAIL.format(refusal=refusal)])
