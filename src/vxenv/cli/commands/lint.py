"""The command `lint`."""

import os
import sys
from collections.abc import Sequence
from shlex import quote
from typing import NoReturn

import click

from vxenv.activation.current import Current
from vxenv.checks.finding import ERROR, SEVERITIES, WARNING, Finding
from vxenv.checks.fixes import apply_fixes
from vxenv.checks.lint.request import Examiner
from vxenv.checks.lint.rules import EXPLANATIONS
from vxenv.checks.lint.targets import examine_targets
from vxenv.cli.client_notice import announce_client
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.findings import describe_finding, render_findings, render_github, render_sarif
from vxenv.cli.output.pager import page
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.cli.profile_changes import begin_change, confirm_change
from vxenv.errors import UsageError
from vxenv.paths import escape_text
from vxenv.profiles.names import SEPARATOR
from vxenv.profiles.patterns import select_own_profiles
from vxenv.profiles.store import is_path, list_profile_names
from vxenv.similarity import guess

_FORMATS = ("text", "json", "sarif", "github")


@click.command(short_help="Check profiles for values Vertex or Claude Code rejects.")
@click.argument("words", nargs=-1, metavar="[NAME... | PATH...]")
@click.option("--all", "everything", is_flag=True, help="Check all your own profiles.")
@click.option("--source", metavar="PATH", default="", help="Check all files of a source: a directory or a bundle.")
@click.option(
    "--client", metavar="VERSION", default="", help="Check for this Claude Code version. [default: installed]"
)
@click.option("--format", "form", type=OneOf(_FORMATS), default="text", help="Output format. [default: text]")
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("-y", "--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--explain", metavar="RULE", help="Explain a rule; `all` explains all rules.")
def lint(words: tuple[str, ...], *, everything: bool, source: str, client: str, form: str, as_json: bool,
         strict: bool, fix: bool, yes: bool, explain: str | None) -> None:  # fmt: skip
    """Check profiles for values that Vertex or Claude Code rejects or misreads.

    NAME is a profile or a stack (a+b), PATH a TOML file. Without them, the active profile is checked, or all profiles
    if none is active. Exits with 1 if there is an error.

    --source checks a source before it is published, as `vxenv source add` would.

    A comment silences a rule for a key: # vxenv: ignore RULE

    \b
    vxenv lint
    vxenv lint prod-global+opus --strict
    vxenv lint --source . --format github
    vxenv lint --fix prod-global
    vxenv lint --explain all
    """
    if explain:
        page(*_explain(explain))
        return
    form = "json" if as_json else form
    if source:
        if words or everything or fix:
            raise UsageError("--source cannot be combined with NAME, --all and --fix", hint="vxenv lint --help")
        from vxenv.cli.source_lint import lint_source

        findings, number = lint_source(source, client)
        _print(findings, number, form, ["--source", source])
        _end(findings, strict=strict)
    if fix and form != "text":
        names = "".join(f" {quote(word)}" for word in words) + (" --all" if everything else "")
        hint = f"vxenv lint --fix{names}\nvxenv lint --format {form}{names}"
        raise UsageError("--fix supports only text output", hint=hint)
    targets = list_profile_names() if everything else list(words or _find_active()) or list_profile_names()
    if fix:
        _fix(targets, client, yes=yes)
    looker = Examiner(client)
    findings = examine_targets(targets, looker)
    announce_client(looker.client)
    _print(findings, len(targets), form, ["--all"] if everything else words)
    _end(findings, strict=strict)


def _print(findings: Sequence[Finding], number: int, form: str, words: Sequence[str]) -> None:
    """Print the findings in the `number` targets that `words` name."""
    if form == "json":
        print_json({"findings": [describe_finding(finding) for finding in findings]})
    elif form == "github":
        print_data(*render_github(findings))
    elif form == "sarif":
        page(render_sarif(findings))
    else:
        page(*render_findings(findings))
        _report_count(findings, number, words)


def _end(findings: Sequence[Finding], *, strict: bool) -> NoReturn:
    """End with 1 if there are errors, or with `strict` warnings."""
    sys.exit(int(any(finding.severity in ((ERROR, WARNING) if strict else (ERROR,)) for finding in findings)))


def _explain(rule: str) -> list[str]:
    if rule == "all":
        return [f"{name}\n  {text}" for name, text in EXPLANATIONS.items()]
    if rule not in EXPLANATIONS:
        close = guess(rule, EXPLANATIONS, cutoff=0.4) or "all"
        raise UsageError(f'unknown rule "{escape_text(rule)}"', hint=f"vxenv lint --explain {close}")
    return [EXPLANATIONS[rule]]


def _find_active() -> list[str]:
    """Return the directory file that selects the active profile, else the active or pinned stack, else nothing."""
    current = Current()
    if os.path.isfile(current.reason_path):
        return [current.reason_path]
    return list(filter(None, [current.stack or current.pin]))


def _report_count(findings: Sequence[Finding], number: int, words: Sequence[str]) -> None:
    """Print how many findings `number` targets have, and the command for those with a fix."""
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    parts = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    fixable = sum(finding.fix is not None for finding in findings)
    checked = f"no problems found ({number} profile{'' if number == 1 else 's'} checked)"
    nothing = checked if number else "no profiles yet"
    command = escape_text(" ".join(["vxenv lint --fix", *map(quote, words)]))
    report((", ".join(parts) or nothing) + (f"; {fixable} fixable: {command}" if fixable else ""))


def _fix(targets: Sequence[str], client: str, *, yes: bool) -> None:
    named = [target for target in targets if SEPARATOR not in target and not is_path(target)]
    select_own_profiles(named)  # raises for a profile of a source
    with begin_change(f"lint --fix {escape_text(' '.join(targets[:3]))}") as change:
        apply_fixes(change, lambda store: examine_targets(targets, Examiner(client, store)))
        if change.list_changes():
            confirm_change(change, yes=yes)
        else:
            say("no safe fixes available")
