"""Rules about sources of profiles."""

from collections.abc import Iterator

from vxenv.checks.finding import ERROR, WARNING, Finding
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject
from vxenv.errors import DocumentError, split_where
from vxenv.profiles.names import list_sources
from vxenv.profiles.source_files import (
    MANIFEST,
    describe_missing,
    describe_removed,
    find_source_file,
    find_values_path,
    list_missing_values,
    render_update,
)
from vxenv.profiles.store import suggest_copy


def check_removed_profile(subject: Subject) -> Iterator[Finding]:
    """An update of its source removed the profile. Its last version stays active where it is selected; select another
    profile, or copy it to keep it.
    """
    for document in subject.resolved.documents:
        if document.removed:
            # Without the text, in which a comment could silence the finding.
            what = describe_removed(document.name)
            yield Finding("", WARNING, what, document.path, hints=(suggest_copy(document.name),))


def check_missing_value(subject: Subject) -> Iterator[Finding]:
    """The source of a profile requires a key that you have given no value for, and no profile of the stack sets it.
    `vxenv source update` asks for the value.
    """
    for source in list_sources(document.name for document in subject.resolved.documents):
        try:
            missing = list_missing_values(source, {**subject.resolved.settings, **subject.resolved.additions})
        except DocumentError as error:
            _, line = split_where(error.where)
            what = f"invalid {MANIFEST}: {error.what}"
            yield Finding("", ERROR, what, find_source_file(source, MANIFEST), hints=(error.hint,), at=line)
            continue
        if missing:
            hint = render_update(source, missing)
            yield Finding("", ERROR, describe_missing(source, missing), find_values_path(source), hints=(hint,), at=1)


RULES = collect_rules(check_removed_profile, check_missing_value)
