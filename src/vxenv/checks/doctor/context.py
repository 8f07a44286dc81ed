"""The facts shared by the groups of doctor: the shell, the active stack, Claude Code, its settings, credentials."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from vxenv.activation.caller import find_calling_hook, find_calling_shell
from vxenv.activation.current import Current
from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import PROJECT, USE_VERTEX
from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.roles import find_provider
from vxenv.checks.doctor.active_stack import ActiveStack, read_active_stack, read_named_stack
from vxenv.checks.doctor.programs import find_programs
from vxenv.checks.doctor.repair import Origins
from vxenv.claude.requests import find_availability
from vxenv.claude.settings import ClaudeSettings, read_claude_settings
from vxenv.claude.settings_paths import MANAGED
from vxenv.claude.version import find_installed_version, find_started_version
from vxenv.config import Config, read_config
from vxenv.env_diff import apply_diff
from vxenv.errors import DocumentError
from vxenv.google.credentials import Credentials, find_claude_file, read_credentials
from vxenv.paths import find_working_directory
from vxenv.profiles.user_catalogue import load_knowledge


@dataclass(frozen=True)
class Context:
    """The facts that several groups check. Expensive ones are read on first use."""

    # The stack named on the command line, () for the active one.
    names: tuple[str, ...]
    # The state of this shell, whatever stack was named.
    current: Current
    # The stack to check.
    active: ActiveStack
    # The environment of programs in this shell, or with the named stack.
    environment: Mapping[str, str]
    settings: ClaudeSettings
    # Whether the hook's `claude` passes the profile as --settings, which only managed settings override.
    wrapped: bool

    @cached_property
    def shell(self) -> str:
        """The shell that called through its hook, "" for none."""
        return find_calling_shell()

    @cached_property
    def stronger_settings(self) -> ClaudeSettings:
        """The settings that override the profile."""
        if not self.wrapped:
            return self.settings
        return self.settings._replace(files=tuple(file for file in self.settings.files if file.scope == MANAGED))

    @cached_property
    def client_environment(self) -> Mapping[str, str]:
        """The effective environment of Claude Code, including its settings."""
        if not self.wrapped or self.active.resolved is None:
            return self.settings.list_decisive(self.environment)
        files = self.settings.apply_env(self.environment)
        return self.stronger_settings.list_decisive(apply_diff(files, self.active.resolved.list_operations()))

    @cached_property
    def available(self) -> Availability:
        """The models that the settings allow."""
        return find_availability(self.stronger_settings, find_started_version())

    @cached_property
    def knowledge(self) -> Knowledge:
        """The catalogue, without the user's own if that is broken, which the group config reports."""
        try:
            return load_knowledge()
        except DocumentError:
            return load_shipped()

    @cached_property
    def client_programs(self) -> tuple[str, ...]:
        """The programs named claude on PATH; the first one runs."""
        return tuple(find_programs("claude", self.environment.get("PATH", "")))

    @cached_property
    def installed_client(self) -> Version | None:
        """The version of Claude Code on PATH, None if missing or unknown."""
        return find_installed_version(self.client_programs[0]) if self.client_programs else None

    @property
    def client(self) -> Version:
        """The installed version of Claude Code, or the newest known one."""
        return self.installed_client or self.knowledge.clients.newest

    @property
    def origins(self) -> Origins:
        """The origins of variables."""
        return Origins(self.active.resolved, self.settings, self.environment, self.shell)

    @cached_property
    def is_vertex(self) -> bool:
        """Return whether requests go to Vertex."""
        return find_provider(self.client_environment, self.client, self.knowledge) == USE_VERTEX

    @property
    def project(self) -> str:
        """The project for Vertex, "" if unset."""
        return self.client_environment.get(PROJECT, "").strip()

    @cached_property
    def credentials(self) -> Credentials:
        """The Google credentials that Claude Code uses."""
        return read_credentials(find_claude_file(self.client_environment))

    @cached_property
    def has_gcloud(self) -> bool:
        """Return whether gcloud is installed."""
        return bool(find_programs("gcloud", self.environment.get("PATH", "")))


def gather_context(names: tuple[str, ...]) -> Context:
    """Return the facts of the stack `names`, or of this shell without names. Raises UnknownProfileError."""
    environment = dict(os.environ)
    config = _read_config()
    current = Current(config=config)
    active = read_named_stack(names) if names else read_active_stack(current)
    if names and active.resolved:
        environment = apply_diff(current.base, active.resolved.list_operations())
    wrapped = config.claude_wrapper and find_calling_hook() is not None and active.resolved is not None
    return Context(
        names, current, active, environment, read_claude_settings(find_working_directory(), environment), wrapped
    )


def _read_config() -> Config:
    try:
        return read_config()
    except DocumentError:
        return Config()  # the group config reports it
