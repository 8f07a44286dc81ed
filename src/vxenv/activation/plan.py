"""Making the plan for a key: what is wanted, and what that rests on."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from vxenv.activation.consent import deny_file, is_recorded, record_bytes, untrusted
from vxenv.activation.directory import DirectoryFile, find_link, link_error, question, read_directory_file
from vxenv.activation.keys import DEFAULT, DIRECTORY, USE, Advice, Plan
from vxenv.activation.settings import Settings, read_settings, settings_path
from vxenv.activation.walking import candidates
from vxenv.domain.secrets import redact_text
from vxenv.errors import DocumentError, VxenvError, word
from vxenv.paths import printable, shown, state_dir
from vxenv.profiles.bounded import compared_bytes
from vxenv.profiles.document import Document
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import LOCATION, PROJECT, Resolved, resolve
from vxenv.profiles.store import Store

_GLANCE = 4096

# In the order in which they name the model that a session starts with.
_MAIN_MODEL = (
    "ANTHROPIC_MODEL",
    "ANTHROPIC_DEFAULT_MODEL",
    "ANTHROPIC_DEFAULT_OPUS_MODEL",
    "ANTHROPIC_DEFAULT_SONNET_MODEL",
)


Advise = Callable[[str, Resolved], Advice]
Describe = Callable[[str, Resolved], str]


class Tell(NamedTuple):
    """What is told of a stack when it becomes active."""

    describe: Describe  # its line
    advise: Advise  # what else there is to say


def _no_advice(stack: str, resolved: Resolved) -> Advice:  # noqa: ARG001 - what all advice looks like
    return Advice()


class Governing(NamedTuple):
    """Who governs a directory: the allowed directory file or None, and what was met on the way to it."""

    file: DirectoryFile | None
    refused: tuple[DirectoryFile, ...]
    files: dict[str, bytes]
    here: tuple[str, ...]
    gone: tuple[str, ...]
    links: tuple[str, ...]
    note: str


def governing(directory: str, settings: Settings) -> Governing:
    """Return the nearest allowed directory file from `directory` upward, passing over what may not act."""
    files: dict[str, bytes] = {}
    here: list[str] = []
    gone: list[str] = []
    links: list[str] = []
    refused: list[DirectoryFile] = []
    found = None
    note = ""
    for path in candidates(directory):
        is_file = os.path.isfile(path)
        link = find_link(path) if is_file or os.path.islink(path) else ""
        if link:
            sys.audit("vxenv.decided", "{} is a symlink, and not followed", path)
            # Only that it still is a symlink is looked at: what it leads to is neither read nor compared.
            links.append(link)
            deny = deny_file(path)
            denied = is_recorded(deny, record_bytes(path, b""))
            (here if os.path.isfile(deny) else gone).append(deny)
            if is_file and not denied:
                note = note or _message(link_error(path, link))
            continue
        if not is_file:
            gone.append(path)
            continue
        try:
            file = read_directory_file(path, settings)
        except DocumentError as error:
            files[path] = compared_bytes(path, follow=False)
            note = note or _message(error)
            sys.audit("vxenv.decided", "{} cannot be used", path)
            continue
        if file.denied:
            sys.audit("vxenv.decided", "{} is denied", path)
            here += [path, file.deny]
            continue
        files[path] = file.data
        if file.allow:
            here.append(file.allow)  # `deny` takes this record away, so that it need not be looked for
            found = file
            break
        # A record that is there and does not count must stay: what comes in its place may.
        (here if os.path.isfile(file.deny) else gone).append(file.deny)
        if file.allowed:
            found = file
            break
        gone += file.missing
        here += file.ignored
        refused.append(file)
        sys.audit("vxenv.decided", "{} is not allowed", path)
        note = note or _not_allowed(file)
    sys.audit("vxenv.decided", "{} governs {}", found.path if found else "no directory file", directory)
    return Governing(found, tuple(refused), files, tuple(here), tuple(gone), tuple(links), note)


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


def main_model(values: Mapping[str, str | None]) -> str | None:
    """Return the model that a session starts with, as far as `values` say."""
    return next((values[name] for name in _MAIN_MODEL if values.get(name)), None)


def summary(stack: str, resolved: Resolved, main_location: str = "") -> str:
    """Return one line for people: the stack, then project, location and main model as far as they are set.

    `main_location` is where requests for the main model go, if that is elsewhere.
    """
    values = resolved.values()
    model = main_model(values)
    if main_location:
        model = f"{model or 'the main model'} at {main_location}"
    facts = [redact_text(fact) for fact in (values.get(PROJECT), values.get(LOCATION), model) if fact]
    mark = " [protected]" if resolved.protected else ""
    return printable(f"{stack}{mark}  {' · '.join(facts)}".rstrip())


def _message(error: VxenvError) -> str:
    """Return `error` as it is printed."""
    return f"vxenv: {redact_text(str(error))}"


def _not_allowed(file: DirectoryFile) -> str:
    trouble = untrusted()
    if trouble:
        places = (state_dir(), os.path.join(state_dir(), "allow"))
        looked_at = " ".join(word(shown(place)) for place in places)
        return f"vxenv: {trouble}, so {shown(file.path)} is not allowed\nhint: ls -ld {looked_at}"
    if file.questions:
        sets = question(file.questions)
        return f"vxenv: {shown(file.path)} {sets}\nhint: vxenv allow\nhint: vxenv deny"
    asks: tuple[str, ...] = ()
    is_usable = True
    # A stranger's file is not worth a long look: TOML can be made to take seconds for a few ten thousand characters.
    if len(file.data) <= _GLANCE:
        try:
            asks = file.document().names
        except DocumentError:
            is_usable = False
    wants = f" (asks for {stack_text(asks)})" if asks else ""
    if not is_usable:
        return f"vxenv: {shown(file.path)} is not allowed, and cannot be used; vxenv allow says why\nhint: vxenv deny"
    return (
        f"vxenv: {shown(file.path)} is not allowed{wants}\n"
        "hint: vxenv diff @shell @dir\nhint: vxenv allow\nhint: vxenv deny"
    )
