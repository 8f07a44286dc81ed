"""The command `login`: credentials of a profile's own, made by the user's gcloud."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys

import click

from vxenv.catalogue.environment import PROJECT, QUOTA_PROJECT
from vxenv.catalogue.login_file import find_login_file
from vxenv.cli.key_changes import change_keys
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.terminal import report, say
from vxenv.env_diff import apply_diff
from vxenv.errors import RefusedError, StoreError, UsageError, VxenvError, render_hints
from vxenv.files.atomic import build_error
from vxenv.google.credentials import USER, read_credentials
from vxenv.google.login import (
    LoginOptions,
    build_login_environment,
    keep_login_options,
    make_login_directory,
    read_login_options,
)
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.keys import parse_value
from vxenv.profiles.names import split_source
from vxenv.profiles.patterns import check_name, select_own_profiles
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store, suggest_copy

_KEY = ("google", "credentials")
_STDERR = 2
_WORD = re.compile(r"[!-~]*")  # gcloud's own checks come later; no space or newline reaches its file of properties
_INSTALL = "python3 -m webbrowser https://cloud.google.com/sdk/docs/install"


@click.command(short_help="Sign in to Google with credentials for one profile.")
@click.argument("name")
@click.option("--impersonate-service-account", "impersonate", metavar="ACCOUNT",
              help="Make credentials for ACCOUNT; your own account must be allowed to impersonate it.")  # fmt: skip
@click.option("--quota-project", "quota_project", metavar="PROJECT",
              help="Charge quota to PROJECT. [default: the profile's project]")  # fmt: skip
@click.option("--disable-quota-project", "no_quota_project", is_flag=True, help="Add no quota project.")
@click.option("--no-launch-browser", "no_browser", is_flag=True, help="Print a URL instead of opening a browser.")
@DRY_RUN_OPTION
def login(
    name: str,
    *,
    impersonate: str | None,
    quota_project: str | None,
    no_quota_project: bool,
    no_browser: bool,
    dry_run: bool,
) -> None:
    """Sign in to Google with credentials for the profile NAME.

    Runs `gcloud auth application-default login` with a gcloud directory for NAME alone, and sets google.credentials to
    the new file. Your other credentials are unchanged. A later login of NAME uses the same ACCOUNT and PROJECT.

    Claude Code gets the command that renews this file, from `vxenv exec`, claude_wrapper and
    `vxenv export --format claude-settings`.

    \b
    vxenv login prod
    vxenv login prod --no-launch-browser
    vxenv login prod --impersonate-service-account claude@acme-prod.iam.gserviceaccount.com
    """
    _check_options(impersonate, quota_project, no_quota_project=no_quota_project)
    resolved = _resolve_own(name)
    options = _find_options(name, resolved, impersonate, "" if no_quota_project else quota_project)
    words = options.list_words(browser=not no_browser)
    path = find_login_file(name)
    if dry_run:
        report(f"would run: {shlex.join(words)}")
    else:
        _sign_in(name, words, resolved)
        _keep_options(name, options)
    change_keys("login", (name,), {_KEY: parse_value(_KEY, path)}, dry_run=dry_run, as_json=False)
    if not dry_run:
        _report_credentials(name, path, resolved, quota_expected=not no_quota_project)


def _check_options(impersonate: str | None, quota_project: str | None, *, no_quota_project: bool) -> None:
    """Raise UsageError for invalid options."""
    if quota_project and no_quota_project:
        raise UsageError("--quota-project and --disable-quota-project cannot be combined", hint="vxenv login --help")
    for option, value in (("--impersonate-service-account", impersonate), ("--quota-project", quota_project)):
        if not _WORD.fullmatch(value or ""):
            raise UsageError(f'invalid value for {option}: "{value}"', hint="vxenv login --help")


def _resolve_own(name: str) -> Resolved:
    """Return the resolved profile `name`. Raises RefusedError for a profile of a source."""
    source = split_source(check_name(name))[0]
    if source:
        own = suggest_copy(name).rpartition(" ")[2]
        raise RefusedError(
            f'"{name}" comes from source "{source}" and is read-only; sign in a profile that extends it',
            hint=f"vxenv add {own} --extends {name}\nvxenv login {own}",
        )
    select_own_profiles([name])
    return resolve_stack([name], Store())


def _find_options(name: str, resolved: Resolved, impersonate: str | None, quota_project: str | None) -> LoginOptions:
    """Return the given options, else those of the last login, else the profile's project."""
    last = read_login_options(name)
    values = resolved.list_values()
    quota = last.quota_project or values.get(QUOTA_PROJECT) or values.get(PROJECT) or ""
    return LoginOptions(
        last.impersonate if impersonate is None else impersonate, quota if quota_project is None else quota_project
    )


def _sign_in(name: str, words: list[str], resolved: Resolved) -> None:
    """Run gcloud, with its output on stderr. Raises VxenvError if there are no usable credentials afterwards."""
    environment = build_login_environment(apply_diff(os.environ, resolved.list_operations()), name)
    program = shutil.which(words[0], path=environment.get("PATH"))
    if program is None:
        raise VxenvError("gcloud is not installed", hint=_INSTALL)
    path = find_login_file(name)
    try:
        make_login_directory(name)
    except OSError as error:
        raise build_error(path, error) from error
    report(f"running {shlex.join(words)}")
    sys.stderr.flush()
    code = subprocess.run(  # noqa: S603 - the user's own gcloud
        [program, *words[1:]], env=environment, stdout=_STDERR, check=False
    ).returncode
    if code:
        again = "" if "--no-launch-browser" in words else f"vxenv login {name} --no-launch-browser"
        raise VxenvError(f'gcloud exited with {code}; "{name}" is unchanged', hint=again or "gcloud info")
    trouble = read_credentials(path).trouble
    if trouble:
        raise StoreError(f"{shorten_path(path)} {trouble}", hint=f"vxenv login {name}")
    with contextlib.suppress(OSError):
        os.chmod(path, 0o600)


def _keep_options(name: str, options: LoginOptions) -> None:
    try:
        keep_login_options(name, options)
    except OSError as error:
        raise build_error(find_login_file(name), error) from error


def _report_credentials(name: str, path: str, resolved: Resolved, *, quota_expected: bool) -> None:
    """Report the credentials, and a quota project that requests of the profile would not be charged to."""
    credentials = read_credentials(path)
    values = resolved.list_values()
    project = values.get(PROJECT) or ""
    quota = values.get(QUOTA_PROJECT) or credentials.quota_project
    facts = [credentials.kind, credentials.account, f"quota project {quota}" if quota else ""]
    report(f"{shorten_path(path)}: {escape_text(', '.join(filter(None, facts)))}")
    if credentials.kind == USER and not quota and quota_expected:
        say(
            "warning: the credentials have no quota project; Google may reject requests",
            *render_hints(f"vxenv login {name} --quota-project {project or 'PROJECT'}"),
        )
    elif quota and project and quota != project:
        say(
            f"warning: the quota project is {escape_text(quota)}, but requests go to {escape_text(project)}",
            *render_hints(f"vxenv login {name} --quota-project {project}"),
        )
