"""export: a profile as text, for a shell, a program, or another person."""

import os

import click

from vxenv.catalogue.secrets import explain_secret
from vxenv.claude.patches import PROFILE, remove, write
from vxenv.claude.settings import read_claude_settings
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.cli.profile_changes import begin_change, confine_settings
from vxenv.env_diff import EnvDiff
from vxenv.errors import RefusedError, UsageError, render_hints
from vxenv.exchange import FORMATS, CannotSayError, find_format
from vxenv.exchange.assignment import build_refusal, is_utf8
from vxenv.paths import shorten_path
from vxenv.profiles.flat_profile import bundle_profiles, flatten_stack
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.secret_reference import describe_reference
from vxenv.profiles.store import Store
from vxenv.shells import EXPORTED, load_shell
from vxenv.text.json_edit import build_pieces

_SHARED = ("toml", "bundle")
# These say what is to be unset too, and so would name every closed variable.
_SETTINGS = "claude-settings"
_EXPLICIT = (_SETTINGS,)


@click.command(short_help="Print a profile for a shell, a program, or another person.")
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--format", "form", type=OneOf([*EXPORTED, *FORMATS, *_SHARED]), default="sh", show_default=True,
              help="Whose language.")  # fmt: skip
@click.option("--flatten", is_flag=True, help="With toml and bundle: everything in one, without extends.")
@click.option("--write", "into", metavar="FILE", help="With claude-settings: put it into that settings file.")
@click.option("--remove", "out_of", metavar="FILE", help="With claude-settings: take out of FILE what was put in.")
def export(names: tuple[str, ...], form: str, flatten: bool, into: str | None, out_of: str | None) -> None:
    """Print what the profiles NAME... set and unset, laid on each other.

    toml and bundle print the profiles themselves, for `vxenv import`; a bundle holds several, and what they extend.
    dotenv, docker, github and systemd cannot unset: what should be unset is left out. claude-settings leaves out what
    is merely closed.

    --write changes nothing in FILE but the variables in its env block; --remove gives the file back as it was, or, if
    it was changed since, takes out what still is there. `vxenv undo` takes back either.

    \b
    eval "$(vxenv export prod --format ksh)"                 (mksh, sh alike)
    eval (vxenv export prod --format elvish | slurp)
    execx($(vxenv export prod --format xonsh))
    vxenv export prod --format tcsh > FILE; source FILE
    vxenv export prod --format github >> "$GITHUB_ENV"
    vxenv export prod eu --format bundle > team.toml
    vxenv export prod --format claude-settings --write .claude/settings.local.json
    """
    _check_options(names, form, flatten=flatten, into=into, out_of=out_of)
    if out_of:
        _remove_from_settings(out_of)
        return
    stack = parse_stack(names)
    store = Store()
    resolved = resolve_stack(stack, store)
    _warn_of_contents(resolved, secrets=form in _SHARED or bool(into))
    if into:
        _write_settings(into, stack, resolved)
    elif form == "toml":
        print_data(_render_toml(stack, resolved, flatten=flatten).removesuffix("\n"))
    elif form == "bundle":
        print_data(bundle_profiles(stack, store, flat=flatten).removesuffix("\n"))
    elif form in FORMATS:
        explicit = form in _EXPLICIT
        delta = tuple(op for op in _find_delta(resolved) if not (explicit and op.name in resolved.clears))
        try:
            text = find_format(form).render(delta)
        except CannotSayError as error:
            raise CannotSayError(error.what, hint=f"vxenv export {render_stack(stack)} --format json") from error
        print_data(text.removesuffix("\n"))
    else:
        print_data(render_shell_code(form, _find_delta(resolved)))


def render_shell_code(shell: str, delta: EnvDiff) -> str:
    """Return the code for a shell; raise CannotSayError for a value that it cannot hold."""
    known = load_shell(shell)
    for name, value in delta:
        if known.text_only and not is_utf8(value or ""):
            raise build_refusal(shell, name, "it is not UTF-8")
    return known.render_assignments(delta).rstrip("\n")


def _check_options(names: tuple[str, ...], form: str, *, flatten: bool, into: str | None, out_of: str | None) -> None:
    """Raise UsageError for what does not go together."""
    if (into or out_of) and form != _SETTINGS:
        raise UsageError("--write and --remove are for claude-settings", hint="vxenv export --help")
    if out_of and (into or names):
        raise UsageError("--remove takes a file and nothing else", hint="vxenv export --help")
    if not names and not out_of:
        raise UsageError("export takes the NAME of a profile", hint="vxenv list")
    if flatten and form not in _SHARED:
        raise UsageError(f"--flatten is for toml and bundle; {form} is flat as it is", hint="vxenv export --help")


def _remove_from_settings(path: str) -> None:
    """Take out of a settings file what was put in."""
    path = os.path.abspath(path)
    place = shorten_path(path)
    with begin_change(f"export --remove {place}") as change:
        confine_settings(change, path)
        if not remove(change, path, PROFILE):
            raise RefusedError(f"nothing was put into {place}", hint="vxenv export --help")
        change.commit()
    report(f"{place}: what vxenv put in is out again")


def _write_settings(path: str, stack: tuple[str, ...], resolved: Resolved) -> None:
    """Put the stack into a settings file; what is merely closed as well, where a settings file sets it."""
    place = os.path.abspath(path)
    directory = os.path.dirname(place)
    project = os.path.dirname(directory) if os.path.basename(directory) == ".claude" else os.getcwd()
    present = {name for file in read_claude_settings(project, os.environ).files for name in file.env}
    values = {
        name: value or "" for name, value in _find_delta(resolved) if name not in resolved.clears or name in present
    }
    for name, value in values.items():
        if not is_utf8(value):
            raise build_refusal("a settings.json", name, "it is not UTF-8")
    with begin_change(f"export {render_stack(stack)} --write {shorten_path(place)}") as change:
        confine_settings(change, place)
        if os.path.basename(directory) == ".claude":
            change.make_directory(place)
        write(change, place, PROFILE, build_pieces(values.items()))
        changed = change.commit()
    report(f"{shorten_path(place)}: {render_stack(stack)}{'' if changed else ' was in it already'}")


def _render_toml(stack: tuple[str, ...], resolved: Resolved, *, flatten: bool) -> str:
    if flatten:
        return flatten_stack(resolved)
    if len(stack) > 1:
        raise UsageError("toml is one profile as it is written", hint=_list_alternatives(stack))
    document = resolved.documents[-1]
    if document.names:
        say(
            f"{document.name} extends {', '.join(document.names)}, which must be there too",
            *render_hints(_list_alternatives(stack)),
        )
    return document.text


def _list_alternatives(stack: tuple[str, ...]) -> str:
    """Return the commands that export `stack` with all that it builds on."""
    names = " ".join(stack)
    return f"vxenv export {names} --format bundle\nvxenv export {names} --format toml --flatten"


def _find_delta(resolved: Resolved) -> EnvDiff:
    """Return what the stack sets and unsets, without secrets that it refers to, and say so."""
    references = resolved.list_references()
    say(*(f"{name} is left out: {describe_reference(reference)}" for name, reference in references.items()))
    return tuple(op for op in resolved.list_operations() if op.name not in references)


def _warn_of_contents(resolved: Resolved, *, secrets: bool) -> None:
    """Say what will not hold for somebody else."""
    home = os.path.expanduser("~") + os.sep
    for name, setting in resolved.settings.items():
        if name.endswith(("CREDENTIALS", "CONFIG", "CONFIG_DIR")) and (setting.value or "").startswith(home):
            say(f"{'.'.join(setting.key)} points into your home: {shorten_path(setting.value or '')}")
        elif secrets and setting.value and explain_secret(name, setting.value):
            say(f"{'.'.join(setting.key)} goes along: {explain_secret(name, setting.value)}")
