"""Check gcloud's configuration without starting gcloud; its account and project do not apply to Claude Code."""

import os
from collections.abc import Iterator

from vxenv.catalogue.environment import GCLOUD_CONFIGURATION, PROJECT
from vxenv.checks.doctor.config import report_broken
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import NOTE, OK, WARNING, Check
from vxenv.errors import UsageError, VxenvError, quote_word
from vxenv.google.configurations import (
    NONE,
    Configuration,
    find_active_configuration,
    find_gcloud_directory,
    read_configuration,
)
from vxenv.google.credentials import SERVICE
from vxenv.paths import escape_text, shorten_path
from vxenv.shells import hint_words

_FILE = "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"


def check_gcloud(context: Context) -> Iterator[Check]:
    """Yield the checks of gcloud's configuration, compared with the project and the credentials of requests."""
    environment = context.environment
    directory = find_gcloud_directory(environment)
    if not context.has_gcloud and not os.path.isdir(directory):
        install = "python3 -m webbrowser https://cloud.google.com/sdk/docs/install"
        yield Check("installed", NOTE, "gcloud is not installed; credentials must come from elsewhere", install)
        return
    try:
        name = find_active_configuration(environment)
        configuration = read_configuration(directory, name)
    except VxenvError as error:
        yield _report_error(context, error)
        return
    if name == NONE:
        yield Check("configuration", NOTE, "no active gcloud configuration: NONE is selected",
                    "gcloud config configurations activate default")  # fmt: skip
        return
    account = environment.get("CLOUDSDK_CORE_ACCOUNT") or configuration.account
    yield from _check_login(context, configuration, account)
    yield _check_project(context, configuration, account)
    credentials = context.credentials
    same = credentials.account in ("", account)
    if account and not same and credentials.kind != SERVICE and not credentials.trouble:
        what = f"gcloud uses account {escape_text(account)}, credentials are for {escape_text(credentials.account)}"
        yield Check("account", NOTE, what, "gcloud auth list")


def _report_error(context: Context, error: VxenvError) -> Check:
    if not isinstance(error, UsageError):
        return report_broken("configuration", error)._replace(state=WARNING)
    # gcloud itself prints no warning, and continues without account and project.
    by = f" (from {GCLOUD_CONFIGURATION})" if context.environment.get(GCLOUD_CONFIGURATION) else ""
    return Check("configuration", WARNING, f"{escape_text(error.what)}{by}", error.hint)


def _check_project(context: Context, configuration: Configuration, account: str) -> Check:
    own = context.environment.get("CLOUDSDK_CORE_PROJECT") or configuration.project
    # gcloud's project should not change because a settings file redirects requests.
    project = "" if context.origins.is_set_by_settings(PROJECT) else context.project
    name = escape_text(configuration.name)
    if project and own and own != project:
        what = f'gcloud configuration "{name}" has project {escape_text(own)}, requests go to {escape_text(project)}'
        return Check("project", NOTE, what, f"gcloud config set project {quote_word(escape_text(project))}")
    facts = f"{escape_text(account) or 'no account'}, {escape_text(own) or 'no project'}"
    return Check("configuration", OK, f"configuration {name}: {facts}")


def _check_login(context: Context, configuration: Configuration, account: str) -> Iterator[Check]:
    """Yield the checks of gcloud's own login; it does not use the credentials of Claude Code."""
    named = context.environment.get(_FILE)
    file = named or configuration.credential_file
    logins = os.path.join(find_gcloud_directory(context.environment), "credentials.db")
    if file and not os.path.isfile(file):
        what = f"gcloud's login file {shorten_path(file)} does not exist"
        own = "gcloud config unset auth/credential_file_override"
        yield Check("login", WARNING, what, hint_words.render_unset(context.shell, _FILE) if named else own)
    elif file:
        yield Check("login", OK, f"gcloud login: {shorten_path(file)}")
    elif account and not os.path.isfile(logins):
        what = f"gcloud has no login for {escape_text(account)}: {shorten_path(logins)} does not exist"
        yield Check("login", NOTE, what, "gcloud auth login")
    elif account:
        yield Check("login", OK, f"gcloud logins: {shorten_path(logins)}")
