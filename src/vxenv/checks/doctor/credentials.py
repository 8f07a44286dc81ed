"""Check the Google credentials that Claude Code and other programs use."""

import os
from collections.abc import Iterable, Iterator

from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import CREDENTIALS, GCLOUD_DIRECTORY, PROJECT, QUOTA_PROJECT, SKIP_AUTH, is_on
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.errors import build_look_hint, quote_word
from vxenv.google.credentials import EXTERNAL, find_python_file, is_on_google, read_credentials
from vxenv.paths import escape_text, shorten_path
from vxenv.shells import hint_words

_LOGIN = "gcloud auth application-default login"
_INSTALL = "python3 -m webbrowser https://cloud.google.com/sdk/docs/install"
# The first version without a lookup for credentials that name no project; measured on this one and on 2.1.197.
_NO_LOOKUP = Version(2, 1, 330)


def check_credentials(context: Context) -> Iterable[Check]:
    """Return the checks of the credentials of Claude Code and of other programs."""
    if is_on(context.client_environment, SKIP_AUTH):
        return [Check("claude", OK, "none sent: CLAUDE_CODE_SKIP_VERTEX_AUTH is on")]
    checks = list(_check_claude(context))
    if not context.is_vertex:  # requests that do not go to Vertex need no Google credentials
        checks = [check._replace(state=NOTE) if check.state == FAILED else check for check in checks]
    return [*checks, *_check_python(context)]


def _check_claude(context: Context) -> Iterator[Check]:
    credentials = context.credentials
    place = shorten_path(credentials.path)
    if credentials.trouble == "does not exist" and not context.client_environment.get(CREDENTIALS):
        if is_on_google(context.client_environment):
            yield Check("claude", OK, "from the metadata server of this machine")
        else:
            yield _report_none(context)
    elif credentials.trouble:
        yield Check("claude", FAILED, f"{place} {escape_text(credentials.trouble)}", _suggest_fix(context))
    else:
        whose = f", {escape_text(credentials.account)}" if credentials.account else ""
        yield Check("claude", OK, f"{place}: {credentials.kind}{whose}")
        if credentials.open_to_others:
            yield Check("mode", WARNING, f"other users can read {place}", f"chmod 600 {quote_word(place)}")
        yield from _check_projects(context)
        if credentials.kind == EXTERNAL:
            yield from _check_external(context)


def _report_none(context: Context) -> Check:
    moved = bool(context.environment.get(GCLOUD_DIRECTORY))
    other = read_credentials(find_python_file(context.environment))
    if moved and not other.trouble:
        what = f"Claude Code ignores {GCLOUD_DIRECTORY} and does not find {shorten_path(other.path)}"
        return Check("claude", FAILED, what, context.origins.set_path(CREDENTIALS, other.path))
    what = f"no Google credentials: {shorten_path(context.credentials.path)} does not exist, {CREDENTIALS} is unset"
    return Check("claude", FAILED, what, _suggest_login(context, moved=moved))


def _suggest_login(context: Context, *, moved: bool = False) -> str:
    """Return the sign-in command that writes the file of Claude Code, even if gcloud's directory is `moved`."""
    if not context.has_gcloud:
        return _INSTALL
    return f"env -u {GCLOUD_DIRECTORY} {_LOGIN}" if moved else _LOGIN


def _suggest_fix(context: Context) -> str:
    """Return the command that fixes an unusable file."""
    trouble, place = context.credentials.trouble, quote_word(shorten_path(context.credentials.path))
    if trouble.startswith("cannot be read"):
        return f"ls -l {place}"
    if context.client_environment.get(CREDENTIALS):
        return context.origins.unset(CREDENTIALS)
    if trouble.endswith(("directory", "regular file")):
        return f"mv {place} {place}.bak"
    return _suggest_login(context)


def _check_projects(context: Context) -> Iterator[Check]:
    """Yield the projects of the credentials that differ from the project of requests."""
    credentials, project = context.credentials, context.project
    if not project:
        return
    named = context.client_environment.get(QUOTA_PROJECT, "").strip()
    quota = named or credentials.quota_project
    if quota and quota != project:
        by = QUOTA_PROJECT if named else shorten_path(credentials.path)
        what = f"the quota project is {escape_text(quota)} (from {by}), but requests go to {escape_text(project)}"
        yield Check("quota", WARNING, what, context.origins.set(QUOTA_PROJECT, project, source=PROJECT))
    if credentials.project and credentials.project != project:
        what = f"the account belongs to {escape_text(credentials.project)} and needs a role in {escape_text(project)}"
        yield Check("project", NOTE, what, f"gcloud projects get-iam-policy {quote_word(escape_text(project))}")


def _check_external(context: Context) -> Iterator[Check]:
    credentials, project = context.credentials, context.project
    if credentials.token_file and not os.path.isfile(credentials.token_file):
        place = shorten_path(credentials.token_file)
        what = f"{place}, the token file of {shorten_path(credentials.path)}, does not exist"
        yield Check("token", FAILED, what, build_look_hint(credentials.token_file))
    names = ("GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT")
    if context.client < _NO_LOOKUP and project and not any(map(context.client_environment.get, names)):
        what = f"Claude Code {context.client} may look up the project first, which takes seconds"
        yield Check("lookup", NOTE, what, context.origins.set(names[0], project, source=PROJECT))


def _check_python(context: Context) -> Iterator[Check]:
    """Yield a check of the file that the Python SDK and other programs use, if it is another one."""
    environment = context.environment
    path = find_python_file(environment)
    if path == context.credentials.path:
        return
    other = read_credentials(path)
    state = other.kind if not other.trouble else escape_text(other.trouble)
    by = (
        f"because of {GCLOUD_DIRECTORY}"
        if environment.get(GCLOUD_DIRECTORY) and not environment.get(CREDENTIALS)
        else f"because of {CREDENTIALS} in this shell"
    )
    if not environment.get(CREDENTIALS) and not environment.get(GCLOUD_DIRECTORY):
        by = "in this shell"
    what = f"Python's google-auth uses another file {by}: {shorten_path(path)} ({state})"
    hint = hint_words.render_path_export(context.shell, CREDENTIALS, context.credentials.path)
    yield Check("python", NOTE if other.trouble else WARNING, what, hint)
