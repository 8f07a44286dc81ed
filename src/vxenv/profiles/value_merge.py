"""Merge the labels and the telemetry of a stack with the user's own values of the same variables.

The own value is that of ``[env]`` in the stack, else the original: the one that the shell had before the stack became
active. Its labels and attributes take precedence, except for attributes ``vxenv.*``, which may be another stack's:
Claude Code itself sends neither profile nor project nor location.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vxenv.catalogue.environment import (
    EXTRA_BODY,
    LOCATION,
    LOGS_EXPORTER,
    METRICS_EXPORTER,
    PROJECT,
    RESOURCE_ATTRIBUTES,
    is_on,
)
from vxenv.catalogue.environment import TELEMETRY as SWITCH
from vxenv.profiles.additions import (
    ATTRIBUTES,
    HEADERS_HELPER,
    LABELS,
    OWN_PREFIX,
    TELEMETRY,
    merge_attributes,
    merge_body,
)
from vxenv.profiles.document import Setting

# Claude Code's settings key for a program that prints the headers of telemetry as JSON.
HELPER_SETTING = "otelHeadersHelper"
_EXPORTERS = (METRICS_EXPORTER, LOGS_EXPORTER)


class ValueMerge(NamedTuple):
    """The parts of a stack that determine its merged variables."""

    # The settings by variable.
    settings: Mapping[str, Setting]
    # The labels, and the keys of telemetry that are not variables, by key.
    additions: Mapping[str, Setting]
    # The name of the stack, "" for none.
    stack: str

    def list_labels(self) -> dict[str, str]:
        """Return the labels."""
        rows = (setting for setting in self.additions.values() if setting.key[0] == LABELS)
        return {setting.key[1]: setting.value for setting in rows if setting.value is not None}

    def list_settings_keys(self) -> dict[str, str]:
        """Return the keys of Claude Code's settings that the stack sets, besides env."""
        setting = self.additions.get(f"{TELEMETRY}.{HEADERS_HELPER}")
        return {HELPER_SETTING: setting.value} if setting and setting.value and self._is_sent() else {}

    def list_variables(self) -> tuple[str, ...]:
        """Return the variables whose values depend on the originals."""
        names = [EXTRA_BODY] if self.list_labels() else []
        names += [RESOURCE_ATTRIBUTES] if self._is_sent() else []
        names += _EXPORTERS if self._is_enabled() else ()
        return tuple(name for name in names if name not in self.settings)

    def find_setting(self, name: str) -> Setting | None:
        """Return the first label, attribute or variable of telemetry that determines the merged variable `name`."""
        if name not in (EXTRA_BODY, RESOURCE_ATTRIBUTES, *_EXPORTERS):
            return None
        table = LABELS if name == EXTRA_BODY else TELEMETRY
        rows = [setting for setting in (*self.additions.values(), *self.settings.values()) if setting.key[0] == table]
        switch = self.settings.get(SWITCH)
        return switch if name in _EXPORTERS else next((each for each in rows if each.value is not None), None)

    def merge(self, values: Mapping[str, str | None], originals: Mapping[str, str]) -> dict[str, str]:
        """Return the merged variables of the stack, which otherwise sets `values`.

        A body to which no label can be added is missing, and so are exporters that the user has selected: they stay.
        """
        merged: dict[str, str] = {}
        labels = self.list_labels()
        if labels and not self._is_unread(EXTRA_BODY, values):
            body = merge_body(self._find_own(EXTRA_BODY, values, originals), labels)
            if body is not None:
                merged[EXTRA_BODY] = body
        if self._is_sent() and not self._is_unread(RESOURCE_ATTRIBUTES, values):
            own = self._find_own(RESOURCE_ATTRIBUTES, values, originals)
            merged[RESOURCE_ATTRIBUTES] = merge_attributes(own, dict(self._list_attributes(values)))
        if self._is_enabled():
            merged |= {name: "otlp" for name in _EXPORTERS if name not in self.settings and not originals.get(name)}
        return merged

    def _find_own(self, name: str, values: Mapping[str, str | None], originals: Mapping[str, str]) -> str:
        """Return the own value of the variable `name`, "" for none."""
        return (values.get(name) if name in self.settings else originals.get(name)) or ""

    def _is_unread(self, name: str, values: Mapping[str, str | None]) -> bool:
        """Tell whether the own value of the variable `name` is a secret that only `exec` reads."""
        return name in self.settings and bool(self.settings[name].secret) and values.get(name) is None

    def _is_sent(self) -> bool:
        """Tell whether the stack has telemetry that it does not turn off."""
        rows = (*self.settings.values(), *self.additions.values())
        switch = self.settings.get(SWITCH)
        is_off = switch is not None and not switch.secret and not is_on({SWITCH: switch.value or ""}, SWITCH)
        return not is_off and any(setting.key[0] == TELEMETRY for setting in rows)

    def _is_enabled(self) -> bool:
        """Tell whether the stack turns telemetry on with the key of its table."""
        switch = self.settings.get(SWITCH)
        return switch is not None and switch.key[0] == TELEMETRY and self._is_sent()

    def _list_attributes(self, values: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
        for setting in self.additions.values():
            if setting.key[:2] == (TELEMETRY, ATTRIBUTES) and setting.value is not None:
                yield setting.key[2], setting.value
        own = {"profile": self.stack, "project": values.get(PROJECT), "location": values.get(LOCATION)}
        for name, value in own.items():
            if value:
                yield f"{OWN_PREFIX}{name}", value
