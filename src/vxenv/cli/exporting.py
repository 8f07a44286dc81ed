"""export: a profile as text, for a shell, a program, or another person."""

import os
from typing import Any

import click

from vxenv.cli.changing import one_name
from vxenv.cli.text import data, say
from vxenv.domain.secrets import why_secret
from vxenv.errors import UsageError
from vxenv.exchange import FORMATS, CannotSayError, text_format
from vxenv.paths import shown
from vxenv.profiles.adopting import adopted
from vxenv.profiles.bundle import bundled
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store
from vxenv.profiles.writing import written
from vxenv.shells import EXPORTED, dialect

_SHARED = ("toml", "bundle")
# These say what is to be unset too, and so would name every closed variable.
_EXPLICIT = ("claude-settings",)


@click.command(short_help="Print a profile for a shell, a program, or another person.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--format", "form", type=click.Choice([*EXPORTED, *FORMATS, *_SHARED]), default="sh", show_default=True,
              help="Whose language.")  # fmt: skip
@click.option("--flatten", is_flag=True, help="With toml and bundle: everything in one, without extends.")
def export(names: tuple[str, ...], form: str, flatten: bool) -> None:
    """Print what the profiles NAME... set and unset, laid on each other.

    toml and bundle print the profiles themselves, for `vxenv import`; a bundle holds several, and what they extend.
    dotenv, docker, github and systemd cannot unset: what should be unset is left out. claude-settings leaves out what
    is merely closed.

    \b
    vxenv export prod --format github >> "$GITHUB_ENV"
    vxenv export prod eu --format bundle > team.toml
    """
    if flatten and form not in _SHARED:
        raise UsageError(f"--flatten is for toml and bundle; {form} is flat as it is", hint="vxenv export --help")
    stack = stack_names(names)
    store = Store()
    resolved = resolve(stack, store)
    _warn(resolved, secrets=form in _SHARED)
    if form == "toml":
        data(_toml(stack, resolved, flatten=flatten).removesuffix("\n"))
    elif form == "bundle":
        data(_bundle(stack, store, flatten=flatten).removesuffix("\n"))
    elif form in FORMATS:
        explicit = form in _EXPLICIT
        delta = tuple(op for op in resolved.delta() if not (explicit and op.name in resolved.clears))
        try:
            text = text_format(form).written(delta)
        except CannotSayError as error:
            raise CannotSayError(error.what, hint=f"vxenv export {stack_text(stack)} --format json") from error
        data(text.removesuffix("\n"))
    else:
        data(dialect(form).assignments(resolved.delta()).rstrip("\n"))


def _toml(stack: tuple[str, ...], resolved: Resolved, *, flatten: bool) -> str:
    if flatten:
        return _flat(resolved)
    if len(stack) > 1:
        raise UsageError(
            "toml is one profile as it is written", hint="vxenv export a b --format bundle, or toml --flatten"
        )
    document = resolved.documents[-1]
    if document.names:
        say(
            f"{document.name} extends {', '.join(document.names)}, which must be there too",
            f"hint: vxenv export {document.name} --format bundle, or toml --flatten",
        )
    return document.text


def _bundle(stack: tuple[str, ...], store: Store, *, flatten: bool) -> str:
    texts: dict[str, str] = {}
    for name in stack:
        resolved = resolve([one_name(name)], store)
        if flatten:
            texts[name] = _flat(resolved)
        else:
            texts |= {document.name: document.text for document in resolved.documents}
    return bundled(texts)


def _flat(resolved: Resolved) -> str:
    """Return one profile that says all that the stack does, and extends none."""
    taken = adopted(((name, setting.value) for name, setting in resolved.settings.items()), secrets=True)
    head: dict[tuple[str, ...], Any] = {}
    description = resolved.documents[-1].description
    if description:
        head["description",] = description
    if resolved.protected:
        head["protected",] = True
    return written({**head, **taken.values}).decode()


def _warn(resolved: Resolved, *, secrets: bool) -> None:
    """Say what will not hold for somebody else."""
    home = os.path.expanduser("~") + os.sep
    for name, setting in resolved.settings.items():
        if name.endswith(("CREDENTIALS", "CONFIG", "CONFIG_DIR")) and (setting.value or "").startswith(home):
            say(f"{'.'.join(setting.key)} points into your home: {shown(setting.value or '')}")
        elif secrets and setting.value and why_secret(name, setting.value):
            say(f"{'.'.join(setting.key)} goes along: {why_secret(name, setting.value)}")
