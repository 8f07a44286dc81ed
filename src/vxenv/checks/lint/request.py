"""Run lint on profiles, stacks and files, for the installed Claude Code or a given version."""

import contextlib
import functools
import os

from vxenv.activation.today import read_today
from vxenv.activation.undo_record import find_originals
from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.value_types import ShapeError
from vxenv.checks.finding import ERROR, Finding
from vxenv.checks.lint.rules import INVALID
from vxenv.checks.lint.run import run_rules
from vxenv.checks.lint.subject import Subject, build_subject
from vxenv.claude.version import find_installed_version
from vxenv.errors import UnknownProfileError, UsageError, VxenvError, build_look_hint, split_where
from vxenv.files.read_limited import read_bytes
from vxenv.google.probe_record import recall_lately
from vxenv.paths import DIRECTORY_FILE, shorten_path
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import render_stack, split_source
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.source_files import SUFFIX, list_source_profiles
from vxenv.profiles.store import Store, find_last_path, find_profile_name, list_profile_names
from vxenv.profiles.user_catalogue import load_knowledge


def find_client_version(given: str = "", known: Knowledge | None = None) -> Version:
    """Return the version `given`, else that of the installed Claude Code, else the newest in the catalogue `known`."""
    if given:
        try:
            return Version.parse(given)
        except ShapeError as error:
            raise UsageError(str(error), hint="vxenv models") from error
    return find_installed_version() or (known or load_knowledge()).clients.newest


def examine_active(resolved: Resolved, stack: str) -> list[Finding]:
    """Return the findings in the active `stack` for the installed Claude Code; none if lint fails."""
    try:
        originals = find_originals(os.environ, resolved.list_merged_variables())
        return run_rules(Examiner().make_subject(stack, resolved)._replace(originals=originals))
    except VxenvError:
        return []  # the user's own catalogue or VXENV_TODAY is invalid, which `lint` reports


class Examiner:
    """Lints profiles, stacks and files for one version of Claude Code, from disk or from a store of new contents."""

    def __init__(
        self,
        client: str = "",
        store: Store | None = None,
        known: Knowledge | None = None,
        bases: frozenset[str] | None = None,
    ) -> None:
        """Create an examiner for the version `client` of Claude Code, "" for the installed one. Raises VxenvError.

        `known` replaces the catalogue of this machine, `bases` the profiles that others extend.
        """
        self.store = store or Store()
        self.known = known or load_knowledge()
        self.client = find_client_version(client, self.known)
        self.today = read_today()
        self._bases: dict[str, set[str]] = {}
        self._given_bases = bases
        self._recall = functools.cache(recall_lately)

    def build_subject(self, names: tuple[str, ...]) -> Subject:
        """Return the subject of a stack. Raises VxenvError."""
        return self.make_subject(
            render_stack(names), resolve_stack(names, self.store), base=len(names) == 1 and self.is_base(names[0])
        )

    def make_subject(self, name: str, resolved: Resolved, *, base: bool = False) -> Subject:
        """Return the subject of a resolved stack; `base` means that another profile extends it."""
        return build_subject(
            name, resolved, self.known, today=self.today, client=self.client, base=base, recall=self._recall
        )

    def is_base(self, name: str) -> bool:
        """Tell whether another profile extends `name`."""
        if self._given_bases is not None:
            return name in self._given_bases
        source = split_source(name)[0]
        if source not in self._bases:
            bases = self._bases[source] = set()
            for other in list_source_profiles(source) if source else list_profile_names():
                with contextlib.suppress(VxenvError):
                    bases.update(self.store.load(other).names)
        return name in self._bases[source]

    def lint_stack(self, names: tuple[str, ...]) -> list[Finding]:
        """Return the findings in a stack, including unreadable profiles. Raises UnknownProfileError."""
        try:
            subject = self.build_subject(names)
        except UnknownProfileError:
            raise
        except VxenvError as error:
            return [_make_invalid(error, find_last_path(names[-1]))]
        return run_rules(subject)

    def lint_file(self, given: str) -> list[Finding]:
        """Return the findings in the file `given`, or in the directory file of that directory. Raises UsageError."""
        path = os.path.abspath(os.path.expanduser(given))
        if os.path.isdir(path):
            path = os.path.join(path, DIRECTORY_FILE)
        name = find_profile_name(path)
        if name and find_last_path(name) == path and os.path.exists(path):
            return self.lint_stack((name,))
        name = os.path.basename(path).removesuffix(SUFFIX)
        directory = os.path.basename(path) == DIRECTORY_FILE
        try:
            data = read_bytes(path, follow=not directory)
            document = parse_document(data, DIRECTORY_FILE if directory else name, path, directory=directory)
            resolved = resolve_stack(document.names, self.store, document)
        except OSError as error:
            raise UsageError(
                f"cannot read {shorten_path(path)}: {error.strerror}", hint=build_look_hint(path)
            ) from error
        except UnknownProfileError as error:
            key = "profile" if directory else "extends"
            return [Finding(INVALID, ERROR, error.what, path, document.text, (key,), (error.hint,))]
        except VxenvError as error:
            return [_make_invalid(error, path)]
        return run_rules(self.make_subject(document.name, resolved))


def _make_invalid(error: VxenvError, path: str) -> Finding:
    """Return a finding for an invalid document: in the file that the error names, else at `path`."""
    where, line = split_where(error.where)
    hints = (error.hint,) if error.hint else ()
    return Finding(INVALID, ERROR, error.what, os.path.expanduser(where) or path, hints=hints, at=line)
