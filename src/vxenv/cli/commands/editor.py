"""The command `editor`."""

import os
from collections.abc import Callable

import click

from vxenv.activation.current import Current
from vxenv.catalogue.secrets import explain_secret
from vxenv.claude.editors import (
    EDITORS,
    REMOTE,
    USER,
    WORKSPACE,
    EditorFile,
    build_claude_pieces,
    build_editor_pieces,
    list_editor_files,
    list_own_variables,
)
from vxenv.claude.patches import EXPORT, hold_profile, read_patches, release_profile
from vxenv.cli.command_line import Commands, OneOf
from vxenv.cli.exported_values import find_settings_values, warn_of_contents
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change, confine_settings, print_difference
from vxenv.cli.protection import check_policies, refuse_removed
from vxenv.errors import RefusedError, UsageError, quote_word
from vxenv.files.transaction import Transaction
from vxenv.paths import shorten_path
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store


@click.group("editor", cls=Commands, short_help="Use a profile in Claude Code's editor extensions.")
def editor() -> None:
    """Use a profile in Claude Code's editor extensions.

    Editors do not start Claude Code from your shell. `install` writes a profile's variables to the settings files that
    Claude Code and its extension read there.

    \b
    vxenv editor install vscode            this directory's profile, in this directory
    vxenv editor install zed eu-client
    vxenv editor remove vscode
    """


def _take_scope(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and the options that choose the settings files."""
    for add in (
        DRY_RUN_OPTION,
        click.option("--remote", "scope", flag_value=REMOTE,
                     help="Use the settings of the editor's server on this machine (ssh, WSL, containers)."),
        click.option("--user", "scope", flag_value=USER, help="Use your settings of the editor."),
        click.option("--workspace", metavar="DIR", help="Use the settings of DIR. [default: this directory]"),
        click.argument("editor", metavar="EDITOR", type=OneOf(EDITORS)),
    ):  # fmt: skip
        command = add(command)
    return command


@editor.command("install", short_help="Write a profile to an editor's settings.")
@_take_scope
@click.argument("names", nargs=-1, metavar="[NAME]...")
def install_(editor: str, names: tuple[str, ...], workspace: str | None, scope: str | None, *, dry_run: bool) -> None:
    """Write a profile to the settings of an editor: vscode, cursor, zed or jetbrains.

    Without NAME, the stack that the directory file selects is written, or else the active one. Secrets are omitted.
    The rest of each file is unchanged, comments included, and `vxenv editor remove` restores it. Running sessions keep
    their variables until they are restarted.

    \b
    Files written in the workspace:
    all editors       .claude/settings.local.json, which Claude Code reads
    vscode, cursor    .vscode/settings.json: variables of the extension, no login prompt
    zed               .zed/settings.json: variables of terminals

    \b
    vxenv editor install vscode
    vxenv editor install cursor eu-client --workspace ~/code/acme
    vxenv editor install zed prod-global opus --dry-run
    vxenv editor install vscode prod-global --user
    """
    files, directory = _list_files(editor, scope, workspace)
    scope = scope or WORKSPACE
    stack, resolved = _select_stack(names, directory)
    values = _omit_secrets(find_settings_values(resolved, directory))
    warn_of_contents(resolved, secrets=False)
    with begin_change(f"editor install {editor} {stack}") as change:
        for file in files:
            _prepare(change, file, scope)
            if file.is_claude:
                pieces = build_claude_pieces(values, resolved.list_settings_keys())
                hold_profile(change, file.path, editor, pieces)
                continue
            settings, _ = read_patches(change, file.path, comments=True)
            _warn_of_own(file, [name for name in list_own_variables(settings) if name in values])
            pieces = build_editor_pieces(editor, scope, values, settings)
            hold_profile(change, file.path, editor, pieces, comments=True)
        if dry_run:
            print_difference(change)
            return
        changed = change.commit()
    removal = _render_removal(editor, scope, workspace and directory)
    result = f"added {stack}  (revert: {removal})" if changed else "already up to date"
    report(*(f"{shorten_path(file.path)}: {result}" for file in files))


@editor.command("remove", short_help="Remove a profile from an editor's settings.")
@_take_scope
def remove_(editor: str, workspace: str | None, scope: str | None, *, dry_run: bool) -> None:
    """Remove vxenv's variables from the settings of an editor.

    The original files are restored; from a file that has changed since, only vxenv's variables are removed. Variables
    that another editor uses as well are kept.

    \b
    vxenv editor remove vscode
    vxenv editor remove vscode --user
    """
    files, directory = _list_files(editor, scope, workspace)
    results = []
    with begin_change(f"editor remove {editor}") as change:
        for file in files:
            _prepare(change, file, scope or WORKSPACE, make=False)
            others = release_profile(change, file.path, editor, comments=not file.is_claude)
            if others is None:
                continue
            users = " and ".join("export --write" if each == EXPORT else EDITORS[each].title for each in others)
            result = f"kept the variables for {users}" if others else "removed vxenv's variables"
            results.append(f"{shorten_path(file.path)}: {result}")
        if not results:
            place = shorten_path(files[0].path if scope else directory)
            what = f"{EDITORS[editor].title} has no variables from vxenv in {place}"
            raise RefusedError(what, hint=f"vxenv editor install {editor}")
        if dry_run:
            print_difference(change)
            return
        change.commit()
    report(*results)


def _list_files(program: str, scope: str | None, workspace: str | None) -> tuple[tuple[EditorFile, ...], str]:
    """Return the settings files and the directory. Raises UsageError."""
    hint = "vxenv editor install --help"
    if scope and workspace is not None:
        raise UsageError(f"--workspace and --{scope} cannot be combined", hint=hint)
    directory = os.path.abspath(os.path.expanduser(workspace)) if workspace else os.getcwd()
    if workspace == "" or not os.path.isdir(directory):
        raise UsageError(f"{shorten_path(workspace or '') or 'DIR'} is not a directory", hint=hint)
    files = list_editor_files(program, scope or WORKSPACE, directory)
    if not files:
        raise UsageError(f"--{scope} is not supported for {program}", hint=f"vxenv editor install {program}")
    return files, directory


def _select_stack(names: tuple[str, ...], directory: str) -> tuple[str, Resolved]:
    """Return the stack `names`, else that of the directory file, else the active one, with its name.

    Raises RefusedError for a directory file that is not allowed.
    """
    if names:
        stack = parse_stack(names)
        refuse_removed(stack)
        name, resolved = render_stack(stack), resolve_stack(stack, Store())
    else:
        search = Current(directory=directory).search
        if search.refused:
            place = shorten_path(search.refused[0].path)
            raise RefusedError(f"{place} is not allowed", hint=f"vxenv allow {quote_word(place)}")
        if search.file:
            document = search.file.read_document()
            name = render_stack(document.names) or document.name
            resolved = resolve_stack(document.names, Store(), document)
        else:
            current = Current()
            name, resolved = current.stack, current.require()
    check_policies(name, resolved)
    return name, resolved


def _omit_secrets(values: dict[str, str]) -> dict[str, str]:
    """Return `values` without secrets, and report those: the files may be shared or synchronized."""
    reasons = {name: explain_secret(name, value) for name, value in values.items() if value}
    say(*(f"warning: {name} is omitted: {reason}" for name, reason in reasons.items() if reason))
    return {name: value for name, value in values.items() if not reasons.get(name)}


def _prepare(change: Transaction, file: EditorFile, scope: str, *, make: bool = True) -> None:
    """Confine `change` to the workspace of `file`, and create its directory."""
    if scope == WORKSPACE:
        confine_settings(change, file.path)
    if make:
        change.make_directory(file.path)


def _warn_of_own(file: EditorFile, names: list[str]) -> None:
    if names:
        say(f"warning: {shorten_path(file.path)} sets {', '.join(names)} as well; remove your own entries")


def _render_removal(program: str, scope: str, workspace: str | None) -> str:
    """Return the command that removes the installation."""
    place = f" --workspace {quote_word(shorten_path(workspace))}" if workspace else ""
    return f"vxenv editor remove {program}{place}{'' if scope == WORKSPACE else f' --{scope}'}"
