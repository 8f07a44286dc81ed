"""Rules about credentials and other dangerous values."""

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
    """Claude Code ignores CLOUDSDK_CONFIG when it looks for credentials and uses those in ~/.config/gcloud, which may
    belong to another account or not exist. A profile that sets google.config_dir must also set google.credentials.
    """
    folder, setting = subject.values.get(GCLOUD_DIRECTORY), subject.find_setting(GCLOUD_DIRECTORY)
    if subject.slots and folder and setting and CREDENTIALS not in subject.values:
        file = os.path.join(folder, "application_default_credentials.json")
        hint = render_set_command(subject.find_owner(setting), [("google.credentials", shorten_home(file))])
        if not os.path.isfile(file):
            # A key that names a missing file would be an error.
            hint = f"env CLOUDSDK_CONFIG={quote_word(shorten_path(folder))} gcloud auth application-default login"
        yield subject.make_finding(
            WARNING, GCLOUD_DIRECTORY, "Claude Code does not read credentials from google.config_dir", (hint,)
        )


def check_missing_credentials(subject: Subject) -> Iterator[Finding]:
    """The file in GOOGLE_APPLICATION_CREDENTIALS does not exist, and Claude Code fails."""
    path = subject.values.get(CREDENTIALS)
    if subject.slots and path and os.path.isabs(path) and not os.path.isfile(path):
        yield subject.make_finding(
            ERROR, CREDENTIALS, f"{shorten_path(path)} does not exist",
            ("gcloud auth application-default login", subject.render_unset(CREDENTIALS)),
        )  # fmt: skip


def check_readable_credentials(subject: Subject) -> Iterator[Finding]:
    """Other users of this machine can read the Google credentials file, which gives access to the project."""
    path = subject.values.get(CREDENTIALS)
    if path and os.path.isabs(path) and os.path.isfile(path) and _is_open(path):
        yield subject.make_finding(
            WARNING, CREDENTIALS, f"other users can read {shorten_path(path)}", (_close_command(path),)
        )


def check_secret_in_profile(subject: Subject) -> Iterator[Finding]:
    """A key or token in a profile is stored in plain text and is included in backups and in `vxenv export`. A profile
    can refer to a secret instead: `env.NAME = { secret = "pass:acme/token" }`. `vxenv exec` then reads the secret when
    it starts a program.
    """
    for name, setting in subject.resolved.settings.items():
        why = explain_secret(name, setting.value) if setting.value else ""
        if why:
            hints = (*_render_reference_command(subject, name, setting), subject.render_unset(name))
            yield subject.make_finding(WARNING, name, f"{name} is stored in plain text: {why}", hints)


def _render_reference_command(subject: Subject, name: str, setting: Setting) -> tuple[str, ...]:
    """Return the command that replaces the secret by a reference, if the profile can hold one."""
    owner = subject.find_owner(setting)
    if setting.key[0] != "env" or not is_stored(owner.path):
        return ()
    try:
        read_reference(name, build_table(f"keyring:vxenv/{name}"))
    except ShapeError:
        return ()
    return (f"vxenv set {owner.name} 'env.{name}:={{ secret = \"keyring:vxenv/{name}\" }}'",)


def check_steering_variable(subject: Subject) -> Iterator[Finding]:
    """The profile sets a variable that makes other programs load or run code: LD_PRELOAD, NODE_OPTIONS, EDITOR, a
    search path. It affects every program started from the shell while the profile is active, not only Claude Code. If
    this is intended, add `# vxenv: ignore steering-variable` to the key. Directory files cannot set such variables,
    which are listed in docs/reference/variable-classes.md.
    """
    for name, setting in subject.resolved.settings.items():
        variable_class = classify(name)
        is_set = setting.value is not None or setting.secret
        if variable_class.policy.own == WARN and is_set and is_stored(setting.path):
            effect = escape_text(variable_class.describe(setting.value))
            yield subject.make_finding(
                WARNING, name, f"{name} {effect} while this profile is active", (subject.render_unset(name),)
            )


def check_readable_profile(subject: Subject) -> Iterator[Finding]:
    """Other users of this machine can read the profile, which contains a secret or the path of credentials."""
    for document in subject.resolved.documents:
        if _list_tellers(document) and os.path.isfile(document.path) and _is_open(document.path):
            what = "other users can read this profile, which contains a secret or the path of credentials"
            hints = (_close_command(document.path),)
            yield Finding("", WARNING, what, document.path, document.text, (), hints)


def _list_tellers(document: Document) -> bool:
    """Tell whether `document` is private. Credentials' paths in a directory file are part of a project."""
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
