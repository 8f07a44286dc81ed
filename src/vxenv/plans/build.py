"""Making the plan for a key: what is wanted, and what that rests on."""

import sys
from collections.abc import Callable
from typing import NamedTuple

from vxenv.activation.allowed_file import Governing, governing
from vxenv.activation.directory_file import DirectoryFile
from vxenv.activation.plan_keys import DEFAULT, DIRECTORY, USE
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.advice import Advice
from vxenv.config import Settings, read_settings, settings_path
from vxenv.errors import DocumentError, VxenvError
from vxenv.files.read_limited import compared_bytes
from vxenv.paths import printable, shown
from vxenv.plans.plan import Plan
from vxenv.profiles.document import Document
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store
from vxenv.profiles.summary import summary

Advise = Callable[[str, Resolved], Advice]
Describe = Callable[[str, Resolved], str]


class Tell(NamedTuple):
    """What is told of a stack when it becomes active."""

    describe: Describe  # its line
    advise: Advise  # what else there is to say


def _no_advice(stack: str, resolved: Resolved) -> Advice:  # noqa: ARG001 - what all advice looks like
    return Advice()


def make_plan(key: str, advise: Advise = _no_advice, describe: Describe | None = None) -> Plan:
    """Return the plan for `key`; what is wrong is told in its note, never raised.

    `advise` says what else to tell of a stack when it becomes active, `describe` its line, as `summary` does.
    """
    tell = Tell(describe or summary, advise)
    kind, _, rest = key.partition(":")
    note = ""
    try:
        settings = read_settings()
    except DocumentError as error:
        settings = Settings(data=compared_bytes(settings_path()))
        note = _message(error)
    store = Store()
    store.read[settings_path()] = settings.data
    if kind == USE:
        plan = _stacked(Plan(key, rest, USE, "", note, "", {}, (), (), ()), rest, None, store, tell)
    else:
        directory = rest.rpartition("/")[0] or "/" if kind == DIRECTORY else ""
        met = governing(directory, settings) if directory else Governing(None, (), {}, (), (), (), "")
        note = "\n".join(filter(None, (note, met.note)))
        plan = Plan(key, "", "", "", note, "", met.files, met.here, met.gone, (), links=met.links)
        if met.file:
            plan = _governed(plan, met.file, store, tell)
        elif settings.default:
            stack = stack_text(settings.default)
            plan = _stacked(plan._replace(stack=stack, reason=DEFAULT), stack, None, store, tell, place="default")
        else:
            plan = plan._replace(line="no profile here: variables are as they were before")
    if settings.quiet:
        plan = plan._replace(line="", until=0)
    sys.audit("vxenv.decided", "{}: {}, {} operations", key, plan.stack or "no profile", len(plan.delta))
    return plan._replace(files=plan.files | store.read)


def _governed(plan: Plan, file: DirectoryFile, store: Store, tell: Tell) -> Plan:
    try:
        document = file.document()
    except DocumentError as error:
        return _refuse(plan, error)
    stack = stack_text(document.names) or printable(document.name)
    place = shown(file.path)
    plan = _stacked(
        plan._replace(stack=stack, reason=file.path), stack_text(document.names), document, store, tell, place=place
    )
    ask = f"vxenv: {place} asks for {stack}; this shell is pinned to its own choice\nhint: vxenv auto"
    return plan._replace(ask=ask)


def _stacked(plan: Plan, stack: str, top: Document | None, store: Store, tell: Tell, *, place: str = "") -> Plan:
    try:
        resolved = resolve(stack_names([stack]) if stack else (), store, top)
    except VxenvError as error:
        return _refuse(plan, error, place)
    line = tell.describe(plan.stack, resolved) + (f"  ({place})" if place else "")
    told = tell.advise(plan.stack, resolved)
    line = "\n".join(filter(None, (line, told.text)))
    return plan._replace(line=line, delta=resolved.delta(), protected=resolved.protected, until=told.until)


def _refuse(plan: Plan, error: VxenvError, place: str = "") -> Plan:
    """Return `plan` with nothing active, since `error` keeps its stack from being applied; a pin stays.

    `place` says who asks for the stack.
    """
    place = "pinned" if plan.reason == USE else place
    asked = f"cannot apply {printable(plan.stack)}{f' ({place})' if place else ''}: " if plan.stack else ""
    note = redact_text(f"vxenv: {asked}{error}")
    return plan._replace(
        stack="",
        reason="",
        line="no active profile; environment restored",
        note="\n".join(filter(None, (plan.note, note))),
    )


def _message(error: VxenvError) -> str:
    """Return `error` as it is printed."""
    return f"vxenv: {redact_text(str(error))}"
