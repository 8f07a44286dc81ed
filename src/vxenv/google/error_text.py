"""An error as it came over the wire, or as somebody copied it: object, array, cut short, inside other text."""

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

from vxenv.google.failures import Failure

LONGEST = 64 * 1024  # characters that are looked at
_STARTS = 500  # objects and arrays that are tried
_WORK = 8 * LONGEST  # characters that are read for it: each may be found broken only at the end of the text
_START = re.compile(r'[\[{]\s*["{]')
# What a terminal takes for commands: CSI and OSC sequences, other escapes, and single control characters.
_STEERING = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-_]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_ESCAPED = re.compile(r'(?<!\\)\\++(["n])')
# What is left of an error that is cut short, or that Python's or gRPC's printer wrote instead of JSON.
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


def plain(text: str) -> str:
    """Return `text` without what steers a terminal."""
    return _STEERING.sub("", text)


def of_answer(code: int, body: bytes) -> Failure:
    """Return what the answer to a request, with HTTP's status `code`, says went wrong, whatever form it has."""
    text = plain(body[:LONGEST].decode("utf-8", "replace"))
    try:
        found = _of_document(json.loads(text))
    except (ValueError, RecursionError):
        found = None
    return dataclasses.replace(found or Failure(text=text), code=code)


def of_text(text: str) -> list[Failure]:
    """Return what `text` may say went wrong, the most certain first: an error in it, then what is left of one."""
    text = plain(text)
    # The last error counts. Objects of a debug log that are none stand between them.
    whole = [found for document in _documents(text) if (found := _of_document(document))]
    # An error is often quoted inside another, or cut short: what is left of its structure still tells.
    bare = _ESCAPED.sub(lambda found: '"' if found[1] == '"' else "\n", text)
    left = Failure(
        _code(bare),
        _first(_STATUS, bare) or _first(_GRPC, bare) or _first(_TYPE, bare),
        _first(_REASON, bare) or _first(_OAUTH, bare),
        bare,
        dict(_METADATA.findall(bare)),
        cut=True,
    )
    return [*reversed(whole), left]


def _code(text: str) -> int:
    found = _CODE.search(text)
    return int(found[1] or found[2]) if found else 0


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _documents(text: str) -> Iterator[Any]:
    """Yield the objects and arrays of JSON in `text`, the outermost of each place."""
    decoder = json.JSONDecoder()
    at = 0
    starts = work = 0
    while (found := _START.search(text, at)) and starts < _STARTS and work < _WORK:
        starts += 1
        try:
            document, at = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError) as error:
            at = found.start() + 1
            work += getattr(error, "pos", at) - found.start()
        else:
            yield document


def _of_document(document: Any) -> Failure | None:  # noqa: ANN401 - JSON holds anything
    """Return the failure that `document` is, Google's or OAuth's, or None if it is none."""
    if isinstance(document, list):
        return next((found for one in document if (found := _of_document(one))), None)
    if not isinstance(document, dict):
        return None
    error = document.get("error")
    if isinstance(error, str):
        return Failure(
            reason=_text(document.get("error_subtype")) or error,
            text=f"{error}: {_text(document.get('error_description'))}",
        )
    if not isinstance(error, dict):
        return None
    details = error.get("details")
    infos = [one for one in details if isinstance(one, dict)] if isinstance(details, list) else []
    info: dict[str, Any] = next((one for one in infos if isinstance(one.get("reason"), str)), {})
    metadata = info.get("metadata")
    code = error.get("code")
    inner = _text(error.get("message"))
    kind = _text(error.get("type"))  # of Anthropic's API, which names no status
    found = Failure(
        code if isinstance(code, int) and not isinstance(code, bool) else 0,
        _text(error.get("status")) or kind,
        _text(info.get("reason")),
        inner,
        {str(name): _text(value) for name, value in metadata.items()} if isinstance(metadata, dict) else {},
    )
    if '"error"' in inner:  # a gateway's error whose message is Google's
        return next((one for one in map(_of_document, _documents(inner)) if one), found)
    return found


def _text(value: Any) -> str:  # noqa: ANN401 - likewise
    return plain(value) if isinstance(value, str) else ""
