"""Rules about labels of requests, and about telemetry."""

import os
import stat
from collections.abc import Iterator
from typing import Final

from vxenv.catalogue.environment import EXTRA_BODY, OTLP_ENDPOINT, OTLP_PROTOCOL, TELEMETRY, is_on
from vxenv.catalogue.secrets import is_secret_name
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject
from vxenv.errors import quote_word
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.additions import ATTRIBUTES, HEADERS_HELPER, MOST_LABELS, is_body_usable, read_labels
from vxenv.profiles.additions import TELEMETRY as TABLE
from vxenv.profiles.document import Setting

_GRPC_PORT, _HTTP_PORT = 4317, 4318  # of OTLP, by convention
_ENDPOINTS: Final = (OTLP_ENDPOINT, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT")
_PROTOCOLS: Final = (OTLP_PROTOCOL, "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL")
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


def check_unusable_body(subject: Subject) -> Iterator[Finding]:
    """[labels] adds labels to the JSON object in CLAUDE_CODE_EXTRA_BODY: the one in [env], else your own one in this
    shell. A value that is not an object, or whose `labels` are not an object, is left alone, and requests have no
    labels of the profile.
    """
    if not subject.resolved.list_labels():
        return
    setting = subject.resolved.settings.get(EXTRA_BODY)
    own = subject.originals.get(EXTRA_BODY, "") if setting is None else setting.value or ""
    if is_body_usable(own):
        return
    where = " in this shell" if setting is None else ""
    hint = f"vxenv why {EXTRA_BODY}" if setting is None else subject.render_unset(EXTRA_BODY)
    what = f"{EXTRA_BODY}{where} is not a JSON object to which labels can be added; labels are omitted"
    yield subject.make_finding(WARNING, EXTRA_BODY, what, (hint,))


def check_too_many_labels(subject: Subject) -> Iterator[Finding]:
    """Google accepts at most 32 labels in a request. The labels of all profiles of a stack count, and those in
    CLAUDE_CODE_EXTRA_BODY.
    """
    if not subject.resolved.list_labels():
        return
    labels = read_labels(subject.resolved.list_values(subject.originals).get(EXTRA_BODY) or "")
    if len(labels) > MOST_LABELS:
        what = f"{len(labels)} labels; Google accepts at most {MOST_LABELS}"
        yield subject.make_finding(ERROR, EXTRA_BODY, what, (f"vxenv show {subject.name}".rstrip(),))


def check_telemetry_without_endpoint(subject: Subject) -> Iterator[Finding]:
    """Without telemetry.endpoint, telemetry goes to a collector on this machine: http://localhost:4318 or, with grpc,
    http://localhost:4317. If there is none, it is lost.
    """
    if _is_exported(subject) and not any(_find(subject, name) for name in _ENDPOINTS):
        port = _GRPC_PORT if _find(subject, OTLP_PROTOCOL) == "grpc" else _HTTP_PORT
        hint = subject.render_set(OTLP_ENDPOINT, f"http://localhost:{port}")
        what = "telemetry.endpoint is unset: telemetry is sent to a collector on this machine"
        yield subject.make_finding(WARNING, TELEMETRY, what, (hint,))


def check_telemetry_without_protocol(subject: Subject) -> Iterator[Finding]:
    """Without telemetry.protocol, Claude Code 2.1.330 sends telemetry as http/protobuf, and 2.1.197 sends none."""
    if _is_exported(subject) and not any(_find(subject, name) for name in _PROTOCOLS):
        hint = subject.render_set(OTLP_PROTOCOL, "http/protobuf")
        what = "telemetry.protocol is unset: the protocol depends on the Claude Code version"
        yield subject.make_finding(NOTE, TELEMETRY, what, (hint,))


def check_telemetry_port(subject: Subject) -> Iterator[Finding]:
    """By convention, collectors accept grpc on port 4317, and http/json and http/protobuf on port 4318."""
    protocol, endpoint = subject.values.get(OTLP_PROTOCOL, ""), subject.values.get(OTLP_ENDPOINT, "")
    setting = subject.find_setting(OTLP_PROTOCOL)
    port = _split_url(endpoint)[2] if setting and endpoint else None
    if not setting or not protocol or port != (_HTTP_PORT if protocol == "grpc" else _GRPC_PORT):
        return
    other = "http/protobuf" if protocol == "grpc" else "grpc"
    what = f"telemetry.protocol is {protocol}, but port {port} is that of {other}"
    yield subject.make_finding(WARNING, OTLP_PROTOCOL, what, (subject.render_set(OTLP_PROTOCOL, other),))


def check_headers_helper(subject: Subject) -> Iterator[Finding]:
    """Claude Code runs the program in telemetry.headers_helper, which prints the headers for the collector as a JSON
    object, so it must exist and be executable. Over http, other users of the network can read the headers, unless the
    collector is on this machine.
    """
    setting = subject.find_setting(f"{TABLE}.{HEADERS_HELPER}")
    if setting is None or not setting.value:
        return
    place = shorten_path(setting.value)
    if not os.path.isfile(setting.value):
        yield _make_finding(subject, setting, ERROR, f"{place} does not exist")
    elif not os.stat(setting.value).st_mode & stat.S_IXUSR:
        yield _make_finding(subject, setting, ERROR, f"{place} is not executable", f"chmod u+x {quote_word(place)}")
    scheme, host, _ = _split_url(subject.values.get(OTLP_ENDPOINT, ""))
    if scheme == "http" and host not in _LOOPBACK:
        what = f"the headers of {place} are sent to {escape_text(host)} in plain text"
        yield _make_finding(subject, setting, WARNING, what, f"vxenv edit {subject.find_owner(setting).name}")


def check_secret_in_telemetry(subject: Subject) -> Iterator[Finding]:
    """Telemetry sends its attributes in plain text with each metric and event, and `vxenv export` contains them. The
    name of an attribute suggests a secret. For a header with a secret, use telemetry.headers_helper.
    """
    for name, setting in subject.resolved.additions.items():
        if setting.key[:2] == (TABLE, ATTRIBUTES) and setting.value and is_secret_name(setting.key[-1]):
            yield _make_finding(subject, setting, WARNING, f"{name} is sent with all telemetry: a secret, by its name")


def _make_finding(subject: Subject, setting: Setting, severity: str, what: str, hint: str = "") -> Finding:
    """Return a finding about a key of telemetry that is not a variable."""
    name = ".".join(setting.key)
    return subject.make_finding(severity, name, what, (hint or subject.render_unset(name),))


def _is_exported(subject: Subject) -> bool:
    """Tell whether the stack itself turns on telemetry that is sent to a collector."""
    setting = subject.find_setting(TELEMETRY)
    is_set = setting is not None and setting.key[0] == TABLE
    exporters = (subject.values.get(name, "") for name in ("OTEL_METRICS_EXPORTER", "OTEL_LOGS_EXPORTER"))
    return is_set and is_on(subject.values, TELEMETRY) and any("otlp" in exporter for exporter in exporters)


def _find(subject: Subject, name: str) -> str:
    """Return the value of the variable `name` in the stack or, if known, in the shell; "" for none."""
    return subject.values.get(name) or subject.originals.get(name, "")


def _split_url(url: str) -> tuple[str, str, int | None]:
    """Return the scheme, the host and the port of `url`, "" and None if it is invalid or empty."""
    from urllib.parse import urlsplit  # noqa: PLC0415 - only needed with telemetry

    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        return "", "", None


RULES = collect_rules(
    check_unusable_body,
    check_too_many_labels,
    check_telemetry_without_endpoint,
    check_telemetry_without_protocol,
    check_telemetry_port,
    check_headers_helper,
    check_secret_in_telemetry,
)
