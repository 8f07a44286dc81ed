"""Rules about credentials, and about who can read them."""

import os
import stat
from collections.abc import Iterator

from vxenv.catalogue.classes import WARN, classify
from vxenv.catalogue.environment import CREDENTIALS, GCLOUD_DIRECTORY
from vxenv.catalogue.secrets import explain_secret
from vxenv.catalogue.value_types import ShapeError
from vxenv.checks.finding import ERROR, WARNING, Finding
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject, is_stored, render_set_command
from vxenv.errors import quote_word
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.document import Document, Setting
from vxenv.profiles.keys import shorten_home
from vxenv.profiles.secret_reference import build_table, read_reference

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_config_dir_without_credentials(subject: Subject) -> Iterator[Finding]:
    """Claude Code ignores CLOUDSDK_CONFIG when it looks for credentials, and takes those of ~/.config/gcloud: another
    account pays, or none. A profile with a gcloud directory of its own must name the credentials file too.
    """
    folder, setting = subject.values.get(GCLOUD_DIRECTORY), subject.find_setting(GCLOUD_DIRECTORY)
    if subject.slots and folder and setting and CREDENTIALS not in subject.values:
        file = os.path.join(folder, "application_default_credentials.json")
        hint = render_set_command(subject.find_owner(setting), [("google.credentials", shorten_home(file))])
        if not os.path.isfile(file):
            # Before there is such a file, to name it would be an error.
            hint = f"env CLOUDSDK_CONFIG={quote_word(shorten_path(folder))} gcloud auth application-default login"
        yield subject.make_finding(
            WARNING, GCLOUD_DIRECTORY, "Claude Code takes no credentials from google.config_dir", (hint,)
        )


def check_missing_credentials(subject: Subject) -> Iterator[Finding]:
    """GOOGLE_APPLICATION_CREDENTIALS names a file that is not there. Claude Code gives up then."""
    path = subject.values.get(CREDENTIALS)
    if subject.slots and path and os.path.isabs(path) and not os.path.isfile(path):
        yield subject.make_finding(
            ERROR, CREDENTIALS, f"{shorten_path(path)} is not there",
            ("gcloud auth application-default login", subject.render_unset(CREDENTIALS)),
        )  # fmt: skip


def check_readable_credentials(subject: Subject) -> Iterator[Finding]:
    """Other users of this machine can read the file of Google credentials. Whoever has it can work on the project."""
    path = subject.values.get(CREDENTIALS)
    if path and os.path.isabs(path) and os.path.isfile(path) and _is_open(path):
        yield subject.make_finding(
            WARNING, CREDENTIALS, f"others can read {shorten_path(path)}", (_close_command(path),)
        )


def check_secret_in_profile(subject: Subject) -> Iterator[Finding]:
    """A key or token in a profile lies in clear text on the disk, goes along in `export` and into backups. A profile
    can refer to it instead, `env.NAME = { secret = "pass:acme/token" }`, and `vxenv exec` reads it when it starts a
    program.
    """
    for name, setting in subject.resolved.settings.items():
        why = explain_secret(name, setting.value) if setting.value else ""
        if why:
            hints = (*_render_reference_command(subject, name, setting), subject.render_unset(name))
            yield subject.make_finding(WARNING, name, f"{name} is in clear text here: {why}", hints)


def _render_reference_command(subject: Subject, name: str, setting: Setting) -> tuple[str, ...]:
    """Return the command that has the profile refer to the secret, if it can."""
    owner = subject.find_owner(setting)
    if setting.key[0] != "env" or not is_stored(owner.path):
        return ()
    try:
        read_reference(name, build_table(f"keyring:vxenv/{name}"))
    except ShapeError:
        return ()
    return (f"vxenv set {owner.name} 'env.{name}:={{ secret = \"keyring:vxenv/{name}\" }}'",)


def check_steering_variable(subject: Subject) -> Iterator[Finding]:
    """A profile sets a variable by which other programs load or run something: LD_PRELOAD, NODE_OPTIONS, EDITOR, a
    search path. It does so in every program that the shell starts while the profile is active, not in Claude Code
    alone. `# vxenv: ignore steering-variable` on the key says that it is meant. Directory files cannot set such
    variables; docs/reference/variable-classes.md lists them.
    """
    for name, setting in subject.resolved.settings.items():
        variable_class = classify(name)
        is_set = setting.value is not None or setting.secret
        if variable_class.policy.own == WARN and is_set and is_stored(setting.path):
            effect = escape_text(variable_class.describe(setting.value))
            yield subject.make_finding(
                WARNING, name, f"{name} {effect}, while this profile is active", (subject.render_unset(name),)
            )


def check_readable_profile(subject: Subject) -> Iterator[Finding]:
    """A profile that says where credentials are, or holds a secret, can be read by other users of this machine."""
    for document in subject.resolved.documents:
        if _list_tellers(document) and os.path.isfile(document.path) and _is_open(document.path):
            yield Finding(
                "", WARNING, "others can read this profile, which says where credentials are", document.path,
                document.text, (), (_close_command(document.path),),
            )  # fmt: skip


def _list_tellers(document: Document) -> bool:
    """Tell whether `document` is nobody else's business; a directory file is a checkout's, paths and all."""
    return any(
        one.value and ((name == CREDENTIALS and is_stored(document.path)) or explain_secret(name, one.value))
        for name, one in document.settings.items()
    )


def _is_open(path: str) -> bool:
    return bool(os.stat(path).st_mode & _OTHERS)


def _close_command(path: str) -> str:
    return f"chmod go= {quote_word(shorten_path(path))}"


RULES = collect_rules(
    check_config_dir_without_credentials,
    check_missing_credentials,
    check_readable_credentials,
    check_secret_in_profile,
    check_steering_variable,
    check_readable_profile,
)
