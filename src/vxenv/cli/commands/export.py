"""The command `export`: a profile in the format of a shell or a program, or for another user."""

import os

import click

from vxenv.claude.editors import build_claude_pieces
from vxenv.claude.patches import EXPORT, hold_profile, remove_profile
from vxenv.cli.command_line import OneOf
from vxenv.cli.exported_values import (
    find_delta,
    find_settings_values,
    render_settings,
    resolve_allowed_file,
    warn_of_contents,
)
from vxenv.cli.output.terminal import print_data, report
from vxenv.cli.profile_changes import begin_change, confine_settings
from vxenv.cli.profile_export import render_profiles, suggest_json
from vxenv.cli.protection import check_policies, refuse_removed
from vxenv.env_diff import EnvDiff
from vxenv.errors import RefusedError, UsageError
from vxenv.exchange import CONTAINERS, FORMATS, find_format
from vxenv.exchange.assignment import build_refusal, is_utf8
from vxenv.paths import shorten_path
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store
from vxenv.shells import EXPORTED, load_shell

_SHARED = ("toml", "bundle")
# The directory file, as in `diff`.
_DIRECTORY = "@dir"
# Formats for administrators: complete settings of Claude Code, which users cannot override.
_MANAGED, _HELPER = "managed-settings", "policy-helper"
# Formats that can unset variables, and would list every closed variable.
_SETTINGS = "claude-settings"
_EXPLICIT = (_SETTINGS,)
_DEVCONTAINER = "devcontainer"
# Formats of files that --write and --remove change.
_PATCHED = (_SETTINGS, _DEVCONTAINER)


@click.command(short_help="Print a profile for a shell, a program or another user.")
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--format", "form", default="sh", help="Output format. [default: sh]",
              type=OneOf([*EXPORTED, *FORMATS, *CONTAINERS, _MANAGED, _HELPER, *_SHARED]))  # fmt: skip
@click.option("--flatten", is_flag=True, help="With toml and bundle: resolve extends.")
@click.option("--write", "into", metavar="FILE",
              help="With claude-settings and devcontainer: add the variables to FILE.")  # fmt: skip
@click.option("--remove", "out_of", metavar="FILE",
              help="With claude-settings and devcontainer: remove the variables from FILE.")  # fmt: skip
def export(names: tuple[str, ...], form: str, flatten: bool, into: str | None, out_of: str | None) -> None:
    """Print a profile or a stack in another format; @dir is the allowed file of this directory.

    The formats toml and bundle print profiles for `vxenv import`; a bundle contains several, and the profiles they
    extend. The formats dotenv, docker, github and systemd cannot unset variables, and omit them. claude-settings omits
    closed variables.

    devcontainer, compose and k8s are for containers. They mount the credentials file read-only, and omit other paths
    and all secrets; devcontainer and compose pass secrets from the local environment.

    For administrators, managed-settings prints Claude Code's managed-settings.json, which users cannot override.
    policy-helper prints a program for its key policyHelper, which lets users select one of several profiles, each a
    NAME or a stack a+b.

    --write changes only these parts of FILE, and keeps comments. --remove restores the original FILE; if FILE has
    changed since, it removes only what vxenv added. `vxenv undo` reverts both.

    \b
    eval "$(vxenv export prod --format ksh)"                 (mksh, sh alike)
    eval (vxenv export prod --format elvish | slurp)
    execx($(vxenv export prod --format xonsh))
    vxenv export prod --format tcsh > FILE; source FILE
    vxenv export prod --format github >> "$GITHUB_ENV"
    vxenv export @dir --format dotenv
    vxenv export prod eu --format bundle > team.toml
    vxenv export prod --format claude-settings --write .claude/settings.local.json
    vxenv export prod --format devcontainer --write .devcontainer/devcontainer.json
    vxenv export prod --format managed-settings > managed-settings.json
    vxenv export prod eu --format policy-helper > vxenv-policy-helper
    """
    _check_options(names, form, flatten=flatten, into=into, out_of=out_of)
    if out_of:
        _remove(form, out_of)
        return
    if _DIRECTORY in names:
        _print_directory(names, form, into)
        return
    store = Store()
    if form in (_MANAGED, _HELPER):
        stacks = [parse_stack(names)] if form == _MANAGED else [parse_stack([name]) for name in names]
        from vxenv.cli.managed_export import render_managed

        print_data(render_managed(form, stacks, store))
        return
    _export_stack(parse_stack(names), form, store, flatten=flatten, into=into)


def _export_stack(stack: tuple[str, ...], form: str, store: Store, *, flatten: bool, into: str | None) -> None:
    """Print `stack` in a format, or add it to the file `into`."""
    refuse_removed(stack)
    resolved = resolve_stack(stack, store)
    if form not in _SHARED:  # these copy profiles, which may be layers
        check_policies(render_stack(stack), resolved)
    if form in CONTAINERS:
        from vxenv.cli.container_export import export_container

        with suggest_json(render_stack(stack)):
            export_container(form, stack, resolved, into)
        return
    warn_of_contents(resolved, secrets=form in _SHARED or bool(into))
    if into:
        _write_settings(into, stack, resolved)
    elif form in _SHARED:
        print_data(render_profiles(form, stack, resolved, store, flatten=flatten))
    else:
        _print_variables(render_stack(stack), resolved, form)


def _print_directory(names: tuple[str, ...], form: str, into: str | None) -> None:
    """Print the variables of the nearest directory file, which must be allowed."""
    if len(names) > 1 or into or form in (_MANAGED, _HELPER, *_SHARED, *CONTAINERS):
        raise UsageError(f"{_DIRECTORY} cannot be combined with NAME, --write or profiles", hint="vxenv export --help")
    title, resolved = resolve_allowed_file()
    check_policies(title, resolved)
    warn_of_contents(resolved, secrets=False)
    _print_variables(_DIRECTORY, resolved, form)


def _print_variables(operand: str, resolved: Resolved, form: str) -> None:
    """Print the variables of `resolved`, which `operand` names, for a shell or a program."""
    if form not in FORMATS:
        print_data(render_shell_code(form, find_delta(resolved)))
        return
    explicit = form in _EXPLICIT
    delta = tuple(op for op in find_delta(resolved) if not (explicit and op.name in resolved.clears))
    with suggest_json(operand):
        text = render_settings(resolved, delta) if form == _SETTINGS else find_format(form).render(delta)
    print_data(text.removesuffix("\n"))


def render_shell_code(shell: str, delta: EnvDiff) -> str:
    """Return the code for a shell. Raises CannotSayError for a value that the shell cannot represent."""
    known = load_shell(shell)
    for name, value in delta:
        if known.text_only and not is_utf8(value or ""):
            raise build_refusal(f"{shell} code", name, "value is not UTF-8")
    return known.render_assignments(delta).rstrip("\n")


def _check_options(names: tuple[str, ...], form: str, *, flatten: bool, into: str | None, out_of: str | None) -> None:
    """Raise UsageError for options that cannot be combined."""
    if (into or out_of) and form not in _PATCHED:
        what = "--write and --remove require --format claude-settings or devcontainer"
        raise UsageError(what, hint="vxenv export --help")
    if out_of and (into or names):
        raise UsageError("--remove cannot be combined with NAME or --write", hint="vxenv export --help")
    if not names and not out_of:
        raise UsageError("missing argument NAME", hint="vxenv list")
    if flatten and form not in _SHARED:
        raise UsageError("--flatten requires --format toml or bundle", hint="vxenv export --help")


def _remove(form: str, path: str) -> None:
    """Remove vxenv's variables from a settings file or a devcontainer.json."""
    if form == _DEVCONTAINER:
        from vxenv.cli.container_export import remove_container

        remove_container(path)
        return
    path = os.path.abspath(path)
    place = shorten_path(path)
    with begin_change(f"export --remove {place}") as change:
        confine_settings(change, path)
        if not remove_profile(change, path):
            raise RefusedError(f"{place} has no variables from vxenv", hint="vxenv export --help")
        change.commit()
    report(f"{place}: removed vxenv's variables")


def _write_settings(path: str, stack: tuple[str, ...], resolved: Resolved) -> None:
    """Add the stack to a settings file, with the closed variables that a settings file sets."""
    place = os.path.abspath(path)
    directory = os.path.dirname(place)
    project = os.path.dirname(directory) if os.path.basename(directory) == ".claude" else os.getcwd()
    values = find_settings_values(resolved, project)
    with begin_change(f"export {render_stack(stack)} --write {shorten_path(place)}") as change:
        confine_settings(change, place)
        if os.path.basename(directory) == ".claude":
            change.make_directory(place)
        hold_profile(change, place, EXPORT, build_claude_pieces(values, resolved.list_settings_keys()))
        changed = change.commit()
    result = f"added {render_stack(stack)}  (undo: vxenv undo)" if changed else "already up to date"
    report(f"{shorten_path(place)}: {result}")
