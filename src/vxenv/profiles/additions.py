"""Labels and telemetry attributes: their values, and the variables that they share with the user.

``[labels]`` becomes ``{"labels": {…}}`` in CLAUDE_CODE_EXTRA_BODY, JSON that Claude Code merges into the body of each
request: main, small/fast and subagents. Google documents labels of requests through rawPredict to partner models, for
Cloud Billing and the metadata in logs: at most 32, keys and values of at most 63 lowercase letters, digits, ``-`` and
``_``, and at most 1,000 values of a key. https://github.com/googleapis/python-aiplatform/issues/6793 says that only
Google's own models have them. Labels on Claude are unproven on a real invoice.

OTEL_RESOURCE_ATTRIBUTES is a list of ``key=value`` with percent-encoding, as in W3C Baggage:
https://opentelemetry.io/docs/specs/otel/resource/sdk/.
"""

import re
from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.environment import EXTRA_BODY, RESOURCE_ATTRIBUTES
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.value_types import ShapeError, check_text, render_value
from vxenv.paths import escape_text
from vxenv.text.toml_locate import Key

LABELS, TELEMETRY = "labels", "telemetry"
ATTRIBUTES, HEADERS_HELPER = "attributes", "headers_helper"
MOST_LABELS = 32
# Descriptions for completions and questions.
LABEL_DOC = "label of requests, for Cloud Billing"
HELPER_DOC = "program that prints the headers for the collector as JSON"
# Prefix of the attributes that vxenv adds.
OWN_PREFIX = "vxenv."

LABEL_KEY = re.compile(r"[a-z][a-z0-9_-]{0,62}")
LABEL_VALUE = re.compile(r"[a-z0-9_-]{0,63}")
ATTRIBUTE = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]{0,254}")
# The specification requires the encoding of "," and "=", and W3C Baggage that of blanks and '"', ";", "\" and "%". "+"
# is encoded too, since some decoders read it as a blank.
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@")
_HEX = re.compile(rb"%([0-9A-Fa-f]{2})")


def is_addition(key: Key) -> bool:
    """Tell whether `key` is one of this module's and not that of a variable."""
    return (key[0] == LABELS and len(key) > 1) or (key[0] == TELEMETRY and key[1] in (ATTRIBUTES, HEADERS_HELPER))


def is_addition_name(name: str) -> bool:
    """Tell whether `name` is that of a label or of a key of telemetry that is not a variable."""
    return name.startswith((f"{LABELS}.", f"{TELEMETRY}.{ATTRIBUTES}.")) or name == f"{TELEMETRY}.{HEADERS_HELPER}"


def is_shared(key: Key) -> bool:
    """Tell whether directory files and sources can set `key`: a label or an attribute, but not a program."""
    return key[1:] != (HEADERS_HELPER,)


def name_addition(key: Key) -> str:
    """Return the name of `key` in messages and among the additions of a document, such as ``labels.team``."""
    return ".".join(key)


def render_addition(key: Key, value: Any, base: str) -> str | None:  # noqa: ANN401 - whatever TOML holds
    """Return `value` of `key` as text, None for false, which removes it from the profiles below.

    `base` is the directory for relative paths. Raises ShapeError.
    """
    if key[0] == LABELS:
        _check_label_key(key[1])
    elif key[1] == ATTRIBUTES:
        _check_attribute_key(key[2])
    if value is False:
        return None
    if key[1:] == (HEADERS_HELPER,):
        return render_value("path", value, base)
    text = check_text(value)
    if key[0] == LABELS:
        _check_label_value(text)
    elif redact("", text) != text:
        raise ShapeError("looks like a secret", "telemetry sends attributes in plain text")
    return text


def _check_label_key(name: str) -> None:
    if not LABEL_KEY.fullmatch(name):
        what = f'invalid label key "{escape_text(name)}"'
        raise ShapeError(what, "use lowercase letters, digits, _ and -, starting with a letter, 63 characters at most")


def _check_label_value(text: str) -> None:
    if not LABEL_VALUE.fullmatch(text):
        tidy = re.sub(r"[ .]+", "-", text.strip().lower())
        fits = LABEL_VALUE.fullmatch(tidy)
        advice = f'write "{tidy}"' if fits else "use lowercase letters, digits, _ and -, 63 characters at most"
        raise ShapeError(f'invalid label value "{escape_text(text)}"', advice)


def _check_attribute_key(name: str) -> None:
    if name.startswith(OWN_PREFIX):
        raise ShapeError(f"cannot set {name}", f"vxenv adds the attributes {OWN_PREFIX}*")
    if not ATTRIBUTE.fullmatch(name):
        what = f'invalid attribute name "{escape_text(name)}"'
        raise ShapeError(what, "use letters, digits, dots and _, such as service.name")


def merge_body(own: str, labels: Mapping[str, str]) -> str | None:
    """Return the body `own` with `labels` added, in which keys and labels of its own stay, byte for byte.

    None if it is neither empty nor a JSON object, or if its ``labels`` are not an object.
    """
    from vxenv.text.json_spans import list_members, parse_object, skip_blanks  # noqa: PLC0415 - needed with labels only

    if not own.strip():
        return f'{{"labels":{{{_render_members(labels)}}}}}'
    try:
        present = parse_object(own).get("labels", {})
        if not isinstance(present, dict):
            return None
        start = skip_blanks(own, 0)
        # The last of several counts.
        member = next((one for one in reversed(list_members(own, start)) if one.key == "labels"), None)
    except (ValueError, RecursionError):
        return None
    missing = _render_members({key: value for key, value in labels.items() if key not in present})
    if not missing:
        return own
    text, at = (missing, member.value_start + 1) if member else (f'"labels":{{{missing}}}', start + 1)
    comma = "" if own.startswith("}", skip_blanks(own, at)) else ","
    return f"{own[:at]}{text}{comma}{own[at:]}"


def _render_members(labels: Mapping[str, str]) -> str:
    # Labels need no escaping.
    return ",".join(f'"{key}":"{value}"' for key, value in labels.items())


def is_body_usable(own: str) -> bool:
    """Tell whether labels can be added to the body `own`."""
    return merge_body(own, {"vxenv": ""}) is not None


def read_only_labels(body: str) -> dict[str, str]:
    """Return the labels in `body` if it has nothing else and all are valid, else none."""
    from vxenv.text.json_spans import parse_object  # noqa: PLC0415 - likewise

    try:
        document = parse_object(body)
        labels = read_labels(body)
        for key, value in labels.items():
            _check_label_key(key)
            _check_label_value(value)
    except (ValueError, RecursionError):
        return {}
    is_alone = [*document] == ["labels"] and len(labels) == len(document["labels"]) <= MOST_LABELS
    return labels if is_alone else {}


def read_labels(body: str) -> dict[str, str]:
    """Return the labels in `body`, the value of CLAUDE_CODE_EXTRA_BODY; none if it is invalid."""
    from vxenv.text.json_spans import Number, parse_object  # noqa: PLC0415 - likewise

    try:
        labels = parse_object(body).get("labels") if body.strip() else None
    except (ValueError, RecursionError):
        return {}
    rows = labels.items() if isinstance(labels, dict) else ()
    return {key: value for key, value in rows if isinstance(value, str) and not isinstance(value, Number)}


def read_additions(values: Mapping[str, str | None]) -> dict[str, str]:
    """Return the labels and attributes in the variables `values`, by name."""
    labels = read_labels(values.get(EXTRA_BODY) or "")
    attributes = read_attributes(values.get(RESOURCE_ATTRIBUTES) or "")
    return {
        **{name_addition((LABELS, key)): value for key, value in labels.items()},
        **{name_addition((TELEMETRY, ATTRIBUTES, key)): value for key, value in attributes.items()},
    }


def merge_attributes(own: str, attributes: Mapping[str, str]) -> str:
    """Return the list `own` of resource attributes with those of `attributes` that are not in it."""
    kept = [part for part in own.split(",") if part.strip() and not _read_key(part).startswith(OWN_PREFIX)]
    present = {_read_key(part) for part in kept}
    added = [f"{encode(key)}={encode(value)}" for key, value in attributes.items() if key not in present]
    return ",".join([*kept, *added])


def read_attributes(text: str) -> dict[str, str]:
    """Return the resource attributes in `text`; entries without "=" are skipped."""
    parts = (part for part in text.split(",") if "=" in part)
    return {_read_key(part): _decode(part.partition("=")[2]) for part in parts}


def _read_key(part: str) -> str:
    return _decode(part.partition("=")[0])


def encode(text: str) -> str:
    """Return `text` percent-encoded for a list of resource attributes."""
    octets = text.encode("utf-8", "surrogateescape")
    return "".join(chr(octet) if octet in _PLAIN else f"%{octet:02X}" for octet in octets)


def _decode(text: str) -> str:
    octets = _HEX.sub(lambda match: bytes([int(match[1], 16)]), text.strip().encode("utf-8", "surrogateescape"))
    return octets.decode("utf-8", "replace")
