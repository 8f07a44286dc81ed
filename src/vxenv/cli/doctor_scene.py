"""What doctor looks at, gathered: the shell that called, the profile in force, and all files that decide."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from shlex import quote
from typing import NamedTuple

from vxenv import __version__
from vxenv.activation.allowed_file import governing
from vxenv.activation.caller import asking_hook, calling_shell
from vxenv.activation.current import wanted
from vxenv.activation.search import logical_directory
from vxenv.activation.state import State
from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import Knowledge, shipped
from vxenv.catalogue.roles import PROJECT
from vxenv.checks.advice import find_main_location, today
from vxenv.checks.doctor.client import client_checks, find_client
from vxenv.checks.doctor.completion import completion_check
from vxenv.checks.doctor.config import Folders, config_checks
from vxenv.checks.doctor.credentials import Wallet, credential_checks
from vxenv.checks.doctor.gcloud import gcloud_checks, read_gcloud
from vxenv.checks.doctor.network import network_checks
from vxenv.checks.doctor.profile import InForce, profile_checks
from vxenv.checks.doctor.programs import programs
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.doctor.routing import Routing, routing_checks
from vxenv.checks.doctor.settings import file_checks, key_checks, organisation_check, settings_checks
from vxenv.checks.doctor.shell import Hook, Own, shell_checks
from vxenv.checks.finding import Finding
from vxenv.checks.health import FAILED, WARNING, Check
from vxenv.checks.lint.run import lint
from vxenv.checks.lint.subject import subject
from vxenv.checks.online.target import aimed, own_values
from vxenv.claude.patches import PROFILE, was_written
from vxenv.claude.precedence import in_shell
from vxenv.claude.requests import availability, refusal
from vxenv.claude.settings import Obeyed, obeyed
from vxenv.claude.settings_paths import MANAGED, user_settings
from vxenv.claude.version import started_version
from vxenv.cli.calling_shell import active_names, environment, this_shell
from vxenv.config import Settings, read_settings
from vxenv.env_diff import apply
from vxenv.errors import DocumentError, UsageError, VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.google.lookups import claude_path, on_google, python_path, read_credentials
from vxenv.paths import DIRECTORY_FILE, cache_dir, config_dir, here, state_dir
from vxenv.profiles.document import parse
from vxenv.profiles.names import stack_names
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store, profile_names
from vxenv.profiles.user_catalogue import knowledge
from vxenv.setup.paths_of_setup import completions_place
from vxenv.shells import SHELLS


class Group(NamedTuple):
    """Checks that belong together, made when they are asked for."""

    title: str
    checks: Callable[[], Iterable[Check]]


class Scene(NamedTuple):
    """What the groups share: `shell` is what programs see, `told` what Claude Code makes of it with its settings.

    `available` are the models that those leave to choose from.
    """

    names: tuple[str, ...]
    shell: dict[str, str]
    told: dict[str, str]
    available: Availability
    state: State
    found: Obeyed
    wrapped: bool
    force: InForce
    known: Knowledge


def scene(names: tuple[str, ...]) -> Scene:
    """Return what is in force: of the stack `names` what it would leave, without any what this shell has.

    Raises UnknownProfileError for a name that is none.
    """
    now, state, base = environment()
    settings = _settings()
    force = _asked(names) if names else _active(state, settings)
    shell = apply(base, force.resolved.delta()) if names and force.resolved else now
    found = obeyed(here(), shell)
    wrapped = settings.claude_wrapper and asking_hook() is not None and force.resolved is not None
    told = found.told(shell)
    left = _managed(found) if wrapped else found
    if wrapped and force.resolved:
        told = left.told(apply(found.environment(shell), force.resolved.delta()))
    return Scene(names, shell, told, availability(left, started_version()), state, found, wrapped, force, _known())


def _managed(found: Obeyed) -> Obeyed:
    """Return what the administrator says alone, which the hook's `claude` does not beat."""
    return found._replace(files=tuple(file for file in found.files if file.scope == MANAGED))


def offline_groups(one: Scene) -> list[Group]:
    """Return the groups of checks that need no network, the causes before what follows from them."""
    client = find_client(one.shell)
    version = client.version or one.known.clients.newest
    shell = calling_shell()
    origins = Origins(one.force.resolved, one.found, one.shell, shell)
    routing = Routing(one.told, origins, version, one.known, one.available)
    wallet = _wallet(one)
    force = one.force._replace(findings=_findings(one.force, one.known, version))
    if force.resolved:
        force = force._replace(main_location=find_main_location(force.resolved.values()))
    folders = Folders(config_dir(), state_dir(), cache_dir())
    quota = "" if wallet.claude.trouble else wallet.claude.quota_project
    return [
        Group("shell", lambda: _of_shell(one)),
        Group("config", lambda: config_checks(folders, list(force.names), read_settings, knowledge)),
        Group("client", lambda: client_checks(client, one.known.clients, shell)),
        Group("profile", lambda: profile_checks(force, one.state, one.shell, hooked=shell != "", shell=shell)),
        Group("settings", lambda: _of_settings(one)),
        Group("routing", lambda: routing_checks(routing, quota)),
        Group("credentials", lambda: credential_checks(wallet, routing, one.shell)),
        Group("gcloud", lambda: _of_gcloud(one, routing, wallet, shell)),
        Group("network", lambda: network_checks(one.told, origins)),
    ]


def online_checked(one: Scene, announce: Callable[[str], None], *, spend: bool, yes: bool) -> Iterator[Check]:
    """Ask Google what Claude Code would, and yield what comes of it, as it comes; `announce` is told first what.

    With `spend`, models are called for a token each; with `yes`, the user agrees to whoever gets something secret.
    Raises RefusedError where they do not.
    """
    from vxenv.checks.online.access import SERVICES, announcement, online_checks
    from vxenv.cli.agreement import agree
    from vxenv.google.http import Http

    client = find_client(one.shell).version or one.known.clients.newest
    try:
        chosen = own_values(one.names or active_names())
        target = aimed(
            "+".join(one.names),
            one.told,
            one.known,
            client=client,
            today=today(),
            chosen=chosen,
            available=one.available,
        )
    except UsageError as error:
        yield Check("target", FAILED, error.what, error.hint)
        return
    announce(announcement(target, spend=spend))
    again = " ".join(["vxenv doctor --online --yes", *map(quote, one.names)])
    locations = [slot.location for slot in target.slots]
    http = Http(target.environment, agree(target, locations, SERVICES, yes=yes, again=again))
    with contextlib.closing(online_checks(target, one.known.models, spend=spend, http=http)) as checks:
        yield from checks


def _of_gcloud(one: Scene, routing: Routing, wallet: Wallet, shell: str) -> Iterable[Check]:
    gcloud = read_gcloud(one.shell)
    # gcloud is not to follow where a settings file redirects requests.
    project = "" if routing.origins.is_set_by_settings(PROJECT) else routing.project
    return gcloud_checks(gcloud, one.shell, project, wallet.claude, installed=wallet.gcloud, shell=shell)


def _of_shell(one: Scene) -> list[Check]:
    """Return the shell's checks; for a stack that was named they are no failures, since `exec` needs no hook."""
    asker = asking_hook()
    shell = asker.shell.removesuffix("3") if asker else _shell()
    hook = Hook(shell, asker.version, os.environ.get("__VXENV_PROMPTS")) if asker else None
    own = Own(__version__, sys.executable)
    checks = list(shell_checks(hook, shell, own, os.environ))
    place = completions_place(shell)
    if place:
        checks.append(completion_check(shell, place, os.environ))
    return [replace(check, state=WARNING) if one.names and check.state == FAILED else check for check in checks]


def _shell() -> str:
    # Where there is no /proc, looking which shell called starts a program.
    if os.path.exists("/proc/self/stat"):
        return this_shell()
    name = os.path.basename(os.environ.get("SHELL", ""))
    return name if name in SHELLS else "bash"


def _settings() -> Settings:
    try:
        return read_settings()
    except DocumentError:
        return Settings()  # the group of vxenv's own files says so


def _known() -> Knowledge:
    try:
        return knowledge()
    except DocumentError:
        return shipped()  # likewise


def _asked(names: tuple[str, ...]) -> InForce:
    word = "+".join(names)
    try:
        return InForce(word, "", resolve(names, Store()), None, (), profile_names())
    except DocumentError as error:
        return InForce(word, "", None, error, (), profile_names())


def _active(state: State, settings: Settings) -> InForce:
    """Return what is active in this shell, and which directory files are not though they would be."""
    try:
        refused = [file.path for file in governing(logical_directory(), settings).refused]
    except OSError:
        refused = []
    nothing = InForce(state.profile, state.reason, None, None, (), profile_names(), refused)
    if not state.reason:
        asked = wanted(logical_directory(), os.environ)
        unapplied = asked.stack and asked.trouble
        return nothing._replace(stack=asked.stack, trouble=asked.trouble) if unapplied else nothing
    if not state.profile:
        return nothing
    try:
        return nothing._replace(resolved=_resolved(state))
    except VxenvError as error:
        return nothing._replace(trouble=error)


def _resolved(state: State) -> Resolved:
    if not os.path.isabs(state.reason):
        return resolve(stack_names([state.profile]), Store())
    try:
        document = parse(read_bytes(state.reason, follow=False), DIRECTORY_FILE, state.reason, directory=True)
    except OSError:
        return resolve(stack_names([state.profile]), Store())  # gone since the last prompt
    return resolve(document.names, Store(), document)


def _findings(force: InForce, known: Knowledge, version: Version) -> Sequence[Finding]:
    """Return what lint says of the profile in force, which has to be whole even if others build on it."""
    if force.resolved is None:
        return ()
    name = "" if os.path.isabs(force.reason) else force.stack
    return lint(subject(name, force.resolved, known, today=today(), client=version))


def _wallet(one: Scene) -> Wallet:
    claude, python = claude_path(one.told), python_path(one.shell)
    first = read_credentials(claude)
    second = first if python == claude else read_credentials(python)
    return Wallet(first, second, on_google(one.told), bool(programs("gcloud", one.shell.get("PATH", ""))))


def _of_settings(one: Scene) -> Iterable[Check]:
    named = one.force.resolved.values() if one.force.resolved else {}
    found = in_shell(_managed(one.found) if one.wrapped else one.found, one.shell, named)
    # Files that speak of what neither a profile nor the shell has a say in are as they should be.
    beaten = [defeat for defeat in found if defeat.wanted is not None or defeat.name in named]
    stack = one.force.stack if one.force.resolved and not os.path.isabs(one.force.reason) else ""
    written = partial(was_written, owner=PROFILE)
    checks = settings_checks(one.found, beaten, {*named} if stack else (), stack, written)
    delivered = organisation_check(user_settings(one.shell, here()))
    return [*file_checks(one.found, refusal(one.found)), *checks, *key_checks(one.found), *delivered]
