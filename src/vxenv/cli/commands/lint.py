"""lint: what Vertex or Claude Code will refuse, before they do."""

import os
import sys
from collections.abc import Iterable
from shlex import quote

import click

from vxenv.activation.state import read_pin
from vxenv.checks.finding import ERROR, SEVERITIES, WARNING, Finding
from vxenv.checks.lint.request import Looker, is_path
from vxenv.checks.lint.rules import EXPLANATIONS
from vxenv.cli.client_notice import announce_client
from vxenv.cli.command_line import OneOf
from vxenv.cli.output import findings
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.terminal import data, report, say
from vxenv.cli.profile_changes import changing, chosen, confirmed, mended
from vxenv.errors import UsageError
from vxenv.paths import printable
from vxenv.profiles.names import SEPARATOR, stack_names
from vxenv.profiles.store import Store, profile_names
from vxenv.similarity import guess

_FORMATS = ("text", "json", "sarif", "github")
_ROUNDS = 5  # a fix can bring another to light


@click.command(short_help="Find what Vertex or Claude Code would refuse, or take otherwise than meant.")
@click.argument("words", nargs=-1, metavar="[NAME... | PATH...]")
@click.option("--all", "everything", is_flag=True, help="All profiles.")
@click.option("--client", metavar="VERSION", default="", help="For this Claude Code; without, the installed one.")
@click.option("--format", "form", type=OneOf(_FORMATS), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing what is meant.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before --fix.")
@click.option("--explain", metavar="RULE", help="Say what a rule is about; `all` lists them.")
def lint(words: tuple[str, ...], *, everything: bool, client: str, form: str, as_json: bool, strict: bool, fix: bool,
         yes: bool, explain: str | None) -> None:  # fmt: skip
    """Check profiles, stacks (a+b), and files of TOML; without any, what is active here, else all profiles.

    Exits with 1 if there is an error. A comment silences a rule on a key: # vxenv: ignore RULE

    \b
    vxenv lint
    vxenv lint prod-global+opus --strict
    vxenv lint --all --format github
    vxenv lint --fix prod-global
    vxenv lint --explain all
    """
    if explain:
        page(*_explained(explain))
        return
    if fix and (as_json or form != "text"):
        names = "".join(f" {quote(one)}" for one in words) + (" --all" if everything else "")
        hint = f"vxenv lint --fix{names}\nvxenv lint --format {'json' if as_json else form}{names}"
        raise UsageError("--fix shows what it changes, as text", hint=hint)
    targets = profile_names() if everything else list(words or _active()) or profile_names()
    if fix:
        _mend(targets, client, yes=yes)
    looker = Looker(client)
    found = _found(targets, looker)
    announce_client(looker.client)
    form = "json" if as_json else form
    if form == "text":
        page(*findings.text(found))
        _count(found, targets, ["--all"] if everything else list(words))
    elif form == "github":
        data(*findings.github(found))
    elif form == "json":
        print_json({"findings": [findings.describe_finding(one) for one in found]})
    else:
        page(findings.sarif(found))
    bad = (ERROR, WARNING) if strict else (ERROR,)
    if any(one.severity in bad for one in found):
        sys.exit(1)


def _explained(rule: str) -> list[str]:
    if rule == "all":
        return [f"{name}\n  {text}" for name, text in EXPLANATIONS.items()]
    if rule not in EXPLANATIONS:
        close = guess(rule, EXPLANATIONS, cutoff=0.4) or "all"
        raise UsageError(f"no rule {printable(rule)}", hint=f"vxenv lint --explain {close}")
    return [EXPLANATIONS[rule]]


def _active() -> list[str]:
    """Return what is active in this shell, or pinned: the directory file that is the reason, else the stack."""
    reason = os.environ.get("VXENV_REASON", "")
    if os.path.isabs(reason) and os.path.isfile(reason):
        return [reason]
    return [word for word in [os.environ.get("VXENV_PROFILE", "") or read_pin(os.environ)] if word]


def _found(targets: Iterable[str], looker: Looker) -> list[Finding]:
    found: dict[tuple[object, ...], Finding] = {}
    known = profile_names()
    for word in targets:
        if is_path(word):
            several = [looker.file(word)]
        elif SEPARATOR in word:
            several = [looker.stack(stack_names([word]))]
        else:
            several = [looker.stack((name,)) for name in chosen([word], known)]
        for one in (one for each in several for one in each):
            found.setdefault((one.rule, one.path, one.line, one.what), one)  # a parent's, once
    return list(found.values())


def _count(found: list[Finding], targets: list[str], words: list[str]) -> None:
    counts = {severity: sum(one.severity == severity for one in found) for severity in SEVERITIES}
    parts = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    fixable = sum(one.fix is not None for one in found)
    looked = f"{len(targets)} looked at" if targets else "no profiles yet"
    command = printable(" ".join(["vxenv lint --fix", *map(quote, words)]))
    mend = f"; {fixable} can be mended: {command}" if fixable else ""
    report((", ".join(parts) if parts else f"nothing found, {looked}") + mend)


def _mend(targets: list[str], client: str, *, yes: bool) -> None:
    with changing(f"lint --fix {printable(' '.join(targets[:3]))}") as change:
        written: dict[str, bytes] = {}
        for _ in range(_ROUNDS):
            fixes = {one.fix.path: one.fix for one in _found(targets, Looker(client, Store(written))) if one.fix}
            if not fixes:
                break
            for fix in fixes.values():
                written[fix.path] = mended(change, fix)
        if change.files():
            confirmed(change, yes=yes)
        else:
            say("nothing that can be mended without asking what is meant")
