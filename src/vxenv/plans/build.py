"""Build a plan: resolve the stack, check Claude Code's settings for conflicts, and add lint's advice."""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.allowed_file import find_allowed_file, note_other_url, render_error
from vxenv.activation.directory_file import DirectoryFile
from vxenv.activation.plan_keys import DEFAULT, DIRECTORY, USE
from vxenv.activation.undo_record import find_originals
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.advice import Advice, advise, describe, describe_layer, read_advice_files
from vxenv.claude.precedence import render_value
from vxenv.claude.version import find_program
from vxenv.config import Config, find_config_path, read_config
from vxenv.errors import DocumentError, VxenvError
from vxenv.files.read_limited import read_compared_bytes
from vxenv.paths import escape_text, shorten_path
from vxenv.plans.conflicts import Conflicts, check_conflicts
from vxenv.plans.plan import Plan
from vxenv.profiles.document import Document
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store
from vxenv.shells import Preview

# Bytes of name and value: Linux passes 128 KiB per variable, and the undo record has longer names.
_LONGEST = 131060


class Draft(NamedTuple):
    """A plan without conflicts and advice."""

    # The plan.
    plan: Plan
    # The resolved stack; None without a stack and for one that cannot be applied.
    resolved: Resolved | None
    # The contents of config.toml.
    config: Config


def make_plan(key: str, environment: Mapping[str, str] = os.environ) -> Plan:
    """Return the plan for `key` in a shell with `environment`. Errors are in its note, never raised."""
    draft = make_draft(key, environment=environment)
    stack, resolved = draft.plan.stack, draft.resolved
    if resolved is None:
        return _finish(draft)
    (conflicts,) = check_conflicts(stack, resolved, _find_directory(key), wrapper=draft.config.claude_wrapper)
    return _finish(draft, conflicts, advise(stack, resolved))


def make_use_plan(stack: str, resolved: Resolved, store: Store, directory: str) -> tuple[Plan, str]:
    """Return the plan for a stack pinned by `use`, and the warnings and notes to print now in `directory`.

    The plan is valid in every directory, so it has no warnings about a project's settings.

    Args:
        stack: The stack, as the user named it.
        resolved: The resolved stack.
        store: The store that it was resolved with.
        directory: The shell's working directory.
    """
    draft = make_draft(f"{USE}:{stack}", resolved, store)
    everywhere, nearby = check_conflicts(stack, resolved, "", directory, wrapper=draft.config.claude_wrapper)
    advice = advise(stack, resolved)
    return _finish(draft, everywhere, advice), _join(nearby.text, advice.text, describe_layer(stack, resolved))


def make_draft(
    key: str,
    resolved: Resolved | None = None,
    store: Store | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Draft:
    """Return the draft for `key`, using `resolved` and `store` if the stack was resolved already."""
    store = store or Store()
    try:
        config, note = read_config(), ""
    except DocumentError as error:
        config, note = Config(data=read_compared_bytes(find_config_path())), render_error(error)
    store.read[find_config_path()] = config.data
    plan, document, place = _select(Plan(key, "", "", "", note, "", {}, (), (), ()), config)
    if plan.reason:
        try:
            names = document.names if document else parse_stack(filter(None, [plan.stack]))
            resolved = resolved or resolve_stack(names, store, document)
            plan = plan._replace(policy_files={file.path: file.data for file in resolved.policies})
            if resolved.is_bound:
                from vxenv.profiles.breaches import enforce_policies, find_next_change

                plan = plan._replace(until=find_next_change(resolved.policies))
                enforce_policies(plan.stack, resolved)
        except VxenvError as error:
            plan, resolved = _refuse(plan, error, place), None
        else:
            line = describe(plan.stack, resolved) + (f"  ({place})" if place else "")
            line = _join(line, note_other_url(document, store.read)) if document else line
            plan = _set_values(plan._replace(line=line, protected=resolved.protected), resolved, environment)
    return Draft(plan._replace(files={**plan.files, **store.read}), resolved, config)


def _set_values(plan: Plan, resolved: Resolved, environment: Mapping[str, str]) -> Plan:
    """Return `plan` with the operations of its stack, except merged values that are too long to start a process."""
    originals = find_originals(environment, resolved.list_merged_variables())
    delta = resolved.list_operations(originals)
    long = [
        op.name for op in delta if op.name in originals and len(os.fsencode(op.name + (op.value or ""))) > _LONGEST
    ]
    warnings = (f'warning: "{plan.stack}" cannot add to {name}: its value is too long' for name in long)
    return plan._replace(
        line=_join(plan.line, *warnings),
        delta=tuple(op for op in delta if op.name not in long),
        originals=originals,
    )


def _find_directory(key: str) -> str:
    """Return the directory of the directory file in `key`, or ""."""
    kind, _, path = key.partition(":")
    return (path.rpartition("/")[0] or "/") if kind == DIRECTORY else ""


def _select(plan: Plan, config: Config) -> tuple[Plan, Document | None, str]:
    """Return `plan` with the selected stack, its reason and its inputs; the reason is empty if nothing is selected.

    Returns:
        The plan.
        The parsed directory file that selects the stack, if one does.
        The selector for messages: "default" or the directory file's path; "" for a pin.
    """
    kind, _, stack = plan.key.partition(":")
    if kind == USE:
        return plan._replace(stack=stack, reason=USE), None, ""
    directory = _find_directory(plan.key)
    if directory:
        governed = find_allowed_file(directory, config)
        note = _join(plan.note, governed.note)
        plan = plan._replace(
            note=note, files=governed.files, present=governed.present, absent=governed.absent, links=governed.links
        )
        if governed.file:
            if governed.file.inherited:
                plan = plan._replace(pointer_files=governed.file.inherited.pointers)
            return _select_file(plan, governed.file)
    if config.default:
        return plan._replace(stack=render_stack(config.default), reason=DEFAULT), None, "default"
    return plan._replace(line="no active profile; environment restored"), None, ""


def _select_file(plan: Plan, file: DirectoryFile) -> tuple[Plan, Document | None, str]:
    try:
        document = file.read_document()
    except DocumentError as error:
        return _refuse(plan, error), None, ""
    stack, place = render_stack(document.names) or escape_text(document.name), shorten_path(file.path)
    ask = f'vxenv: {place} selects "{stack}"; this shell is pinned\nhint: vxenv auto'
    return plan._replace(stack=stack, reason=file.path, ask=ask), document, place


def _refuse(plan: Plan, error: VxenvError, place: str = "") -> Plan:
    """Return `plan` with nothing active and `error` in its note; a pin stays.

    A policy that refuses it is compared at each prompt. `place` is the selector, as `_select` returns it.
    """
    place = "pinned" if plan.reason == USE else place
    cause = f'cannot apply "{escape_text(plan.stack)}"{f" ({place})" if place else ""}: ' if plan.stack else ""
    return plan._replace(
        stack="",
        reason="",
        line="no active profile; environment restored",
        note=_join(plan.note, redact_text(f"vxenv: {cause}{error}")),
        files={**plan.files, **{path: data for path, data in plan.policy_files.items() if data is not None}},
    )


def _finish(draft: Draft, conflicts: Conflicts | None = None, advice: Advice | None = None) -> Plan:
    plan = draft.plan
    if conflicts and advice:
        preview = _make_preview(draft, conflicts, advice)
        plan = plan._replace(preview=preview, advice_files=read_advice_files() if preview else {})
        plan = plan._replace(line=_join(plan.line, conflicts.text, advice.text))
        if advice.until and not draft.config.quiet:
            plan = plan._replace(until=min(filter(None, (plan.until, advice.until))))
    if draft.config.quiet:
        plan = plan._replace(line="")
    if conflicts and (plan.line or conflicts.launch_settings):
        plan = plan._replace(
            settings_files={**conflicts.files, **(advice.files if advice else {})},
            links=(*plan.links, *conflicts.links),
            launch_settings=conflicts.launch_settings,
        )
    sys.audit("vxenv.decided", "{}: {}, {} operations", plan.key, plan.stack or "no profile", len(plan.delta))
    return plan


def _make_preview(draft: Draft, conflicts: Conflicts, advice: Advice) -> Preview | None:
    """Return the output of `use` for a plan, or None if only Python may run it."""
    plan, resolved = draft.plan, draft.resolved
    if resolved is None or plan.reason != USE or plan.note or plan.protected or not conflicts.user_settings:
        return None
    if resolved.budgets or any(document.removed for document in resolved.documents):
        return None
    client = find_program()
    return Preview(
        "" if draft.config.quiet else escape_text(plan.line),
        {name: render_value(name, value) for name, value in plan.delta if value is not None},
        _escape_lines(_join(conflicts.text, advice.text, describe_layer(plan.stack, resolved))),
        "" if conflicts.text else conflicts.user_settings,
        os.path.realpath(client) if client else "",
    )


def _escape_lines(text: str) -> str:
    return "\n".join(map(escape_text, text.split("\n")))


def _join(*texts: str) -> str:
    """Join the non-empty `texts` with newlines."""
    return "\n".join(filter(None, texts))
