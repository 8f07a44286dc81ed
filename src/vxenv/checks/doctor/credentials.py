"""Google credentials: which file Claude Code takes, which others take, and what is in it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from vxenv.catalogue.clients import Version
from vxenv.catalogue.roles import PROJECT, QUOTA_PROJECT, SKIP_AUTH, is_on
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.doctor.routing import Routing
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.errors import look_at, word
from vxenv.google.lookups import EXTERNAL, VARIABLE, Credentials
from vxenv.paths import printable, shown
from vxenv.shells import hint_words

_LOGIN = "gcloud auth application-default login"
_INSTALL = "python3 -m webbrowser https://cloud.google.com/sdk/docs/install"
_FOLDER = "CLOUDSDK_CONFIG"
# From then on nothing is looked up for credentials that name no project; measured on this one and on 2.1.197.
_NO_LOOKUP = Version(2, 1, 330)


class Wallet(NamedTuple):
    """The credentials that are in reach: what Claude Code takes, what google-auth takes in Python.

    `metadata` tells that this machine is one of Google's, `gcloud` that gcloud is installed.
    """

    claude: Credentials
    python: Credentials
    metadata: bool
    gcloud: bool


def credential_checks(wallet: Wallet, routing: Routing, shell: Mapping[str, str]) -> Iterator[Check]:
    """Yield what is to be said of `wallet`, for requests as `routing` has them; `shell` is what other programs see."""
    if is_on(routing.environment, SKIP_AUTH):
        yield Check("claude", OK, "none are sent: CLAUDE_CODE_SKIP_VERTEX_AUTH is on")
        return
    found = list(_of_claude(wallet, routing, shell))
    # Where requests go elsewhere nothing fails for want of credentials.
    yield from found if routing.to_vertex else (_noted(one) for one in found)
    yield from _of_python(wallet, routing.origins.shell, shell)


def _noted(one: Check) -> Check:
    """Return `one` as a note, if it failed."""
    return replace(one, state=NOTE) if one.state == FAILED else one


def _of_claude(wallet: Wallet, routing: Routing, shell: Mapping[str, str]) -> Iterator[Check]:
    one, origins = wallet.claude, routing.origins
    named = bool(routing.environment.get(VARIABLE))
    place = shown(one.path)
    if one.trouble == "is not there" and not named:
        if wallet.metadata:
            yield Check("claude", OK, "from the metadata server of this machine")
        else:
            yield _none(wallet, routing, shell, place)
        return
    if one.trouble:
        hint = _mend(one, wallet, origins, named=named)
        yield Check("claude", FAILED, f"{place} {printable(one.trouble)}", hint)
        return
    whose = f", {printable(one.account)}" if one.account else ""
    yield Check("claude", OK, f"{place}: {one.kind}{whose}")
    if one.open_to_others:
        yield Check("mode", WARNING, f"others can read {place}", f"chmod 600 {word(place)}")
    yield from _projects(one, routing)
    yield from _external(one, routing)


def _none(wallet: Wallet, routing: Routing, shell: Mapping[str, str], place: str) -> Check:
    other = wallet.python
    what = f"no Google credentials: {place} is not there, and {VARIABLE} is not set"
    if shell.get(_FOLDER) and not other.trouble:
        what = f"Claude Code ignores {_FOLDER}, so it does not find {shown(other.path)}"
        return Check("claude", FAILED, what, routing.origins.set_path(VARIABLE, other.path))
    return Check("claude", FAILED, what, _login(wallet, folder=bool(shell.get(_FOLDER))))


def _login(wallet: Wallet, *, folder: bool = False) -> str:
    """Return the command that makes credentials where Claude Code looks for them."""
    if not wallet.gcloud:
        return _INSTALL
    return f"env -u {_FOLDER} {_LOGIN}" if folder else _LOGIN


def _mend(one: Credentials, wallet: Wallet, origins: Origins, *, named: bool) -> str:
    if one.trouble.startswith("cannot be read"):
        return f"ls -l {word(shown(one.path))}"
    if named:
        return origins.unset(VARIABLE)
    if one.trouble.endswith(("directory", "ordinary file")):
        return f"mv {word(shown(one.path))} {word(shown(one.path))}.bak"
    return _login(wallet)


def _projects(one: Credentials, routing: Routing) -> Iterator[Check]:
    """Yield where the projects disagree: requests go to one, and another may be billed for the quota."""
    project, given = routing.project, routing.environment.get(QUOTA_PROJECT, "").strip()
    quota = given or one.quota_project
    if not project:
        return
    if quota and quota != project:
        by = QUOTA_PROJECT if given else shown(one.path)
        what = f"quota is asked of {printable(quota)} (by {by}), requests go to {printable(project)}"
        yield Check("quota", WARNING, what, routing.origins.set(QUOTA_PROJECT, project, source=PROJECT))
    if one.project and one.project != project:
        what = f"the account is of project {printable(one.project)} and needs a role in {printable(project)}"
        yield Check("project", NOTE, what,
                    f"gcloud projects get-iam-policy {word(printable(project))}")  # fmt: skip


def _external(one: Credentials, routing: Routing) -> Iterator[Check]:
    if one.kind != EXTERNAL:
        return
    if one.token_file and not os.path.isfile(one.token_file):
        place = shown(one.token_file)
        what = f"{place}, whose token {shown(one.path)} exchanges, is not there"
        yield Check("token", FAILED, what, look_at(one.token_file))
    names = ("GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT")
    if routing.client < _NO_LOOKUP and routing.project and not any(map(routing.environment.get, names)):
        what = f"Claude Code {routing.client} may look the project up first, which takes seconds"
        yield Check("lookup", NOTE, what, routing.origins.set(names[0], routing.project, source=PROJECT))


def _of_python(wallet: Wallet, kind: str, shell: Mapping[str, str]) -> Iterator[Check]:
    """Yield what the Python SDK and other programs take, where that is something else."""
    other = wallet.python
    if other.path == wallet.claude.path:
        return
    state = f"{other.kind}" if not other.trouble else printable(other.trouble)
    by = f"by {_FOLDER}" if shell.get(_FOLDER) and not shell.get(VARIABLE) else f"by this shell's {VARIABLE}"
    if not shell.get(VARIABLE) and not shell.get(_FOLDER):
        by = "in this shell"
    what = f"Python's google-auth takes another file {by}: {shown(other.path)} ({state})"
    hint = hint_words.export_path(kind, VARIABLE, wallet.claude.path)
    yield Check("python", NOTE if other.trouble else WARNING, what, hint)
