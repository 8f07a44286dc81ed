"""gcloud's configuration: its account and project, which steer gcloud and not Claude Code; gcloud is not started."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from vxenv.checks.doctor.config import broken_document
from vxenv.checks.health import NOTE, OK, WARNING, Check
from vxenv.errors import UsageError, VxenvError, word
from vxenv.google.configurations import (
    DEFAULT,
    NONE,
    Configuration,
    active_configuration,
    gcloud_directory,
    read_configuration,
)
from vxenv.google.lookups import SERVICE, Credentials
from vxenv.paths import printable, shown
from vxenv.shells import hint_words

_NAME = "CLOUDSDK_ACTIVE_CONFIG_NAME"
_FILE = "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"


class Gcloud(NamedTuple):
    """gcloud as it is configured: the configuration that it takes, None if that cannot be read, and `trouble` why."""

    directory: str
    name: str
    configuration: Configuration | None
    trouble: VxenvError | None = None


def read_gcloud(environment: Mapping[str, str]) -> Gcloud:
    """Return what gcloud would take in `environment`."""
    directory = gcloud_directory(environment)
    name = DEFAULT
    try:
        name = active_configuration(environment)
        return Gcloud(directory, name, read_configuration(directory, name))
    except VxenvError as error:
        return Gcloud(directory, name, None, error)


def gcloud_checks(
    gcloud: Gcloud,
    environment: Mapping[str, str],
    project: str,
    credentials: Credentials,
    *,
    installed: bool,
    shell: str = "",
) -> Iterator[Check]:
    """Yield what is to be said of `gcloud` beside the `project` and `credentials` of requests; "" for no project.

    Hints are for `shell`.
    """
    if not installed and not os.path.isdir(gcloud.directory):
        install = "python3 -m webbrowser https://cloud.google.com/sdk/docs/install"
        yield Check("installed", NOTE, "gcloud is not installed: credentials must come from elsewhere", install)
        return
    if gcloud.configuration is None or gcloud.trouble:
        yield from _broken(gcloud, environment)
        return
    if gcloud.name == NONE:
        yield Check("configuration", NOTE, "no gcloud configuration is in force: NONE was chosen",
                    "gcloud config configurations activate default")  # fmt: skip
        return
    account = environment.get("CLOUDSDK_CORE_ACCOUNT") or gcloud.configuration.account
    own = environment.get("CLOUDSDK_CORE_PROJECT") or gcloud.configuration.project
    name = printable(gcloud.name)
    yield from _login(gcloud, gcloud.configuration, environment, account, shell)
    facts = f"{printable(account) or 'no account'}, {printable(own) or 'no project'}"
    if project and own and own != project:
        what = f"gcloud's configuration {name} works on {printable(own)}, requests go to {printable(project)}"
        yield Check("project", NOTE, what, f"gcloud config set project {word(printable(project))}")
    else:
        yield Check("configuration", OK, f"configuration {name}: {facts}")
    who = credentials.account
    if account and who and account != who and credentials.kind != SERVICE and not credentials.trouble:
        what = f"gcloud works as {printable(account)}, the credentials are those of {printable(who)}"
        yield Check("account", NOTE, what, "gcloud auth list")


def _login(
    gcloud: Gcloud, configuration: Configuration, environment: Mapping[str, str], account: str, shell: str
) -> Iterator[Check]:
    """Yield which login gcloud takes for itself: of the file that Claude Code takes it makes no use."""
    given = environment.get(_FILE) or configuration.credential_file
    logins = os.path.join(gcloud.directory, "credentials.db")
    if given and not os.path.isfile(given):
        what = f"gcloud is to take its login from {shown(given)}, which is not there"
        own = "gcloud config unset auth/credential_file_override"
        hint = hint_words.unset(shell, _FILE) if environment.get(_FILE) else own
        yield Check("login", WARNING, what, hint)
    elif given:
        yield Check("login", OK, f"its own login is {shown(given)}")
    elif account and not os.path.isfile(logins):
        what = f"gcloud has no login for {printable(account)}: {shown(logins)} is not there"
        yield Check("login", NOTE, what, "gcloud auth login")
    elif account:
        yield Check("login", OK, f"its own logins are in {shown(logins)}")


def _broken(gcloud: Gcloud, environment: Mapping[str, str]) -> Iterator[Check]:
    error = gcloud.trouble
    if isinstance(error, UsageError):
        # gcloud itself says nothing of it: it goes on without account and project.
        by = f" (by {_NAME})" if environment.get(_NAME) else ""
        yield Check("configuration", WARNING, f"{printable(error.what)}{by}", error.hint)
    elif error:
        yield replace(broken_document("configuration", error), state=WARNING)
