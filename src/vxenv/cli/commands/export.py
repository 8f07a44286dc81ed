"""The command `export`: a profile in the format of a shell or a program, or for another user."""

import os

import click

from vxenv.claude.editors import build_claude_pieces
from vxenv.claude.patches import EXPORT, hold_profile, remove_profile
from vxenv.cli.command_line import OneOf
from vxenv.cli.exported_values import find_delta, find_settings_values, render_settings, warn_of_contents
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.cli.profile_changes import begin_change, confine_settings
from vxenv.cli.protection import check_policies, refuse_removed
from vxenv.env_diff import EnvDiff
from vxenv.errors import RefusedError, UsageError, render_hints
from vxenv.exchange import FORMATS, CannotSayError, find_format
from vxenv.exchange.assignment import build_refusal, is_utf8
from vxenv.paths import shorten_path
from vxenv.profiles.flat_profile import bundle_profiles, flatten_stack
from vxenv.profiles.names import list_sources, parse_stack, render_stack
from vxenv.profiles.references import read_copy
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store
from vxenv.shells import EXPORTED, load_shell

_SHARED = ("toml", "bundle")
# Formats for administrators: complete settings of Claude Code, which users cannot override.
_MANAGED, _HELPER = "managed-settings", "policy-helper"
# Formats that can unset variables, and would list every closed variable.
_SETTINGS = "claude-settings"
_EXPLICIT = (_SETTINGS,)


@click.command(short_help="Print a profile for a shell, a program or another user.")
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--format", "form", type=OneOf([*EXPORTED, *FORMATS, _MANAGED, _HELPER, *_SHARED]), default="sh",
              help="Output format. [default: sh]")  # fmt: skip
@click.option("--flatten", is_flag=True, help="With toml and bundle: resolve extends.")
@click.option("--write", "into", metavar="FILE", help="With claude-settings: add the variables to FILE.")
@click.option("--remove", "out_of", metavar="FILE", help="With claude-settings: remove the variables from FILE.")
def export(names: tuple[str, ...], form: str, flatten: bool, into: str | None, out_of: str | None) -> None:
    """Print a profile or a stack in another format.

    The formats toml and bundle print profiles for `vxenv import`; a bundle contains several, and the profiles they
    extend. The formats dotenv, docker, github and systemd cannot unset variables, and omit them. claude-settings omits
    closed variables.

    For administrators, managed-settings prints Claude Code's managed-settings.json, which users cannot override.
    policy-helper prints a program for its key policyHelper, which lets users select one of several profiles, each a
    NAME or a stack a+b.

    --write changes only the env block of FILE. --remove restores the original FILE; if FILE has changed since, it
    removes only the variables that vxenv added. `vxenv undo` reverts both.

    \b
    eval "$(vxenv export prod --format ksh)"                 (mksh, sh alike)
    eval (vxenv export prod --format elvish | slurp)
    execx($(vxenv export prod --format xonsh))
    vxenv export prod --format tcsh > FILE; source FILE
    vxenv export prod --format github >> "$GITHUB_ENV"
    vxenv export prod eu --format bundle > team.toml
    vxenv export prod --format claude-settings --write .claude/settings.local.json
    vxenv export prod --format managed-settings > managed-settings.json
    vxenv export prod eu --format policy-helper > vxenv-policy-helper
    """
    _check_options(names, form, flatten=flatten, into=into, out_of=out_of)
    if out_of:
        _remove_from_settings(out_of)
        return
    store = Store()
    if form in (_MANAGED, _HELPER):
        stacks = [parse_stack(names)] if form == _MANAGED else [parse_stack([name]) for name in names]
        from vxenv.cli.managed_export import render_managed

        print_data(render_managed(form, stacks, store))
        return
    stack = parse_stack(names)
    refuse_removed(stack)
    resolved = resolve_stack(stack, store)
    if form not in _SHARED:  # these copy profiles, which may be layers
        check_policies(render_stack(stack), resolved)
    warn_of_contents(resolved, secrets=form in _SHARED or bool(into))
    if into:
        _write_settings(into, stack, resolved)
    elif form == "toml":
        print_data(_render_toml(stack, resolved, flatten=flatten).removesuffix("\n"))
    elif form == "bundle":
        print_data(bundle_profiles(stack, store, flat=flatten).removesuffix("\n"))
    elif form in FORMATS:
        explicit = form in _EXPLICIT
        delta = tuple(op for op in find_delta(resolved) if not (explicit and op.name in resolved.clears))
        try:
            text = render_settings(resolved, delta) if form == _SETTINGS else find_format(form).render(delta)
        except CannotSayError as error:
            raise CannotSayError(error.what, hint=f"vxenv export {render_stack(stack)} --format json") from error
        print_data(text.removesuffix("\n"))
    else:
        print_data(render_shell_code(form, find_delta(resolved)))


def render_shell_code(shell: str, delta: EnvDiff) -> str:
    """Return the code for a shell. Raises CannotSayError for a value that the shell cannot represent."""
    known = load_shell(shell)
    for name, value in delta:
        if known.text_only and not is_utf8(value or ""):
            raise build_refusal(f"{shell} code", name, "value is not UTF-8")
    return known.render_assignments(delta).rstrip("\n")


def _check_options(names: tuple[str, ...], form: str, *, flatten: bool, into: str | None, out_of: str | None) -> None:
    """Raise UsageError for options that cannot be combined."""
    if (into or out_of) and form != _SETTINGS:
        raise UsageError("--write and --remove require --format claude-settings", hint="vxenv export --help")
    if out_of and (into or names):
        raise UsageError("--remove cannot be combined with NAME or --write", hint="vxenv export --help")
    if not names and not out_of:
        raise UsageError("missing argument NAME", hint="vxenv list")
    if flatten and form not in _SHARED:
        raise UsageError("--flatten requires --format toml or bundle", hint="vxenv export --help")


def _remove_from_settings(path: str) -> None:
    """Remove vxenv's variables from a settings file."""
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


def _render_toml(stack: tuple[str, ...], resolved: Resolved, *, flatten: bool) -> str:
    if flatten:
        return flatten_stack(resolved)
    if len(stack) > 1:
        raise UsageError("--format toml requires a single profile", hint=_list_alternatives(stack, resolved))
    document = resolved.documents[-1]
    if document.names:
        say(
            f'note: the parents of "{document.name}" are not included: {", ".join(document.names)}',
            *render_hints(_list_alternatives(stack, resolved)),
        )
    return read_copy(document.name, document.text.encode()).decode()


def _list_alternatives(stack: tuple[str, ...], resolved: Resolved) -> str:
    """Return the commands that export `stack` with the profiles it extends."""
    names = " ".join(stack)
    if list_sources(document.name for document in resolved.documents):
        return f"vxenv export {names} --format bundle --flatten"
    return f"vxenv export {names} --format bundle\nvxenv export {names} --format toml --flatten"
