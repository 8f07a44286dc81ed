"""The formats of `export` for administrators: Claude Code's managed settings, and a policy helper."""

from vxenv.checks.lint.request import Examiner
from vxenv.claude.managed_settings import build_managed_settings
from vxenv.claude.policy_helper import render_policy_helper
from vxenv.cli.exported_values import find_delta, warn_of_contents
from vxenv.cli.output.terminal import say
from vxenv.cli.protection import check_policies, refuse_removed
from vxenv.exchange.json_format import dump
from vxenv.profiles.names import render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

MANAGED = "managed-settings"


def render_managed(form: str, stacks: list[tuple[str, ...]], store: Store) -> str:
    """Return managed settings for Claude Code, or the program that selects those of one of `stacks`."""
    examiner = Examiner()
    documents = {}
    for stack in stacks:
        name = render_stack(stack)
        refuse_removed(stack)
        resolved = resolve_stack(stack, store)
        check_policies(name, resolved)
        warn_of_contents(resolved, secrets=False)
        managed = build_managed_settings(name, find_delta(resolved), examiner.client, examiner.known, examiner.today)
        say(*([f"note: {name}: {managed.note}"] if managed.note else []))
        documents[name] = managed.document
    text = dump(documents[render_stack(stacks[0])]) if form == MANAGED else render_policy_helper(documents)
    return text.removesuffix("\n")
