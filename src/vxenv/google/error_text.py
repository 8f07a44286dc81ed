"""Parse an error from a response or from copied text: an object, an array, truncated, or inside other text."""

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

from vxenv.google.failures import Failure

LONGEST = 64 * 1024  # characters that are parsed
_STARTS = 500  # objects and arrays to try
_WORK = 8 * LONGEST  # characters to read in total; an object may turn out invalid only at the end of the text
_START = re.compile(r'[\[{]\s*["{]')
# Terminal control sequences: CSI and OSC sequences, other escapes and single control characters.
_STEERING = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-_]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_ESCAPED = re.compile(r'(?<!\\)\\++(["n])')
# Parts of a truncated error, or of one that was printed by Python or gRPC instead of as JSON.
_CODE = re.compile(
    r"""['"]code['"]\s*:\s*['"]?([45][0-9]{2})\b|\b(?:API Error|Error code|status code):? \(?([45][0-9]{2})\b""",
    re.IGNORECASE,
)
_STATUS = re.compile(r"""['"]status['"]\s*:\s*['"]([A-Z]{2,20}(?:_[A-Z]{2,20})?)['"]""")
_GRPC = re.compile(
    r"""(?:\bstatus:|\bStatus:|\bStatusCode\.|\b[45][0-9]{2}|['"]type['"]\s*:\s*['"])\s?"""
    r"(CANCELLED|DEADLINE_EXCEEDED|FAILED_PRECONDITION|INTERNAL|INVALID_ARGUMENT|NOT_FOUND|PERMISSION_DENIED"
    r"|RESOURCE_EXHAUSTED|UNAUTHENTICATED|UNAVAILABLE)\b"
)
_TYPE = re.compile(
    r"""['"]type['"]\s*:\s*['"](authentication_error|overloaded_error|rate_limit_error|request_too_large)['"]"""
)
_REASON = re.compile(r"""\b(?:reason|error_subtype)['"]?\s*:\s*['"]([A-Za-z]{1,30}_[A-Za-z_]{1,40})['"]""")
_OAUTH = re.compile(r"""['"]error['"]\s*:\s*['"]([a-z_]{2,60})['"]""")
_METADATA = re.compile(
    r"""['"](service|consumer|containerInfo|permission|resource|quota_metric|quota_location|region|location)['"]"""
    r"""\s*:\s*['"]([^'"\\]{1,300})['"]"""
)


def strip_controls(text: str) -> str:
    """Return `text` without terminal control sequences."""
    return _STEERING.sub("", text)


def parse_answer(code: int, body: bytes) -> Failure:
    """Return the failure in the `body` of a response with the HTTP status `code`, whatever its form."""
    text = strip_controls(body[:LONGEST].decode("utf-8", "replace"))
    try:
        failure = _parse_document(json.loads(text))
    except (ValueError, RecursionError):
        failure = None
    return dataclasses.replace(failure or Failure(text=text), code=code)


def parse_text(text: str) -> list[Failure]:
    """Return the possible failures in `text`, the most certain first: whole errors, then parts of one."""
    text = strip_controls(text)
    # The last error counts; a debug log has other objects in between.
    whole = [found for document in _find_documents(text) if (found := _parse_document(document))]
    # An error is often quoted inside another or truncated; its parts still identify it.
    bare = _ESCAPED.sub(lambda found: '"' if found[1] == '"' else "\n", text)
    left = Failure(
        _find_code(bare),
        _find_first(_STATUS, bare) or _find_first(_GRPC, bare) or _find_first(_TYPE, bare),
        _find_first(_REASON, bare) or _find_first(_OAUTH, bare),
        bare,
        dict(_METADATA.findall(bare)),
        cut=True,
    )
    return [*reversed(whole), left]


def _find_code(text: str) -> int:
    match = _CODE.search(text)
    return int(match[1] or match[2]) if match else 0


def _find_first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _find_documents(text: str) -> Iterator[Any]:
    """Yield the outermost JSON objects and arrays in `text`."""
    decoder = json.JSONDecoder()
    position = starts = work = 0
    while (match := _START.search(text, position)) and starts < _STARTS and work < _WORK:
        starts += 1
        try:
            document, position = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError) as error:
            position = match.start() + 1
            work += getattr(error, "pos", position) - match.start()
        else:
            yield document


def _parse_document(document: Any) -> Failure | None:  # noqa: ANN401 - JSON holds anything
    """Return the failure of Google or OAuth in `document`, None if there is none."""
    if isinstance(document, list):
        return next(filter(None, map(_parse_document, document)), None)
    if not isinstance(document, dict):
        return None
    error = document.get("error")
    if isinstance(error, str):
        return Failure(
            reason=_read_text(document.get("error_subtype")) or error,
            text=f"{error}: {_read_text(document.get('error_description'))}",
        )
    if not isinstance(error, dict):
        return None
    details = error.get("details")
    infos = [detail for detail in details if isinstance(detail, dict)] if isinstance(details, list) else []
    info: dict[str, Any] = next((detail for detail in infos if isinstance(detail.get("reason"), str)), {})
    metadata = info.get("metadata")
    code = error.get("code")
    inner = _read_text(error.get("message"))
    kind = _read_text(error.get("type"))  # of Anthropic's API, which has no status
    failure = Failure(
        code if isinstance(code, int) and not isinstance(code, bool) else 0,
        _read_text(error.get("status")) or kind,
        _read_text(info.get("reason")),
        inner,
        {str(name): _read_text(value) for name, value in metadata.items()} if isinstance(metadata, dict) else {},
    )
    if '"error"' in inner:  # a gateway's error with Google's as its message
        return next(filter(None, map(_parse_document, _find_documents(inner))), failure)
    return failure


def _read_text(value: Any) -> str:  # noqa: ANN401 - likewise
    return strip_controls(value) if isinstance(value, str) else ""
