"""Read the messages of a transcript: lines of JSON, of which those with usage hold what an answer took.

Only the fields of Message are read, and nothing else is kept. The standard library parses fast enough: most bytes are
in lines without usage, which a search skips.

Which lines hold a message is as in ccusage 20.0.24, by experiments with the program: those with ``message.usage``,
also without a type, and lines of progress, which hold the line of a subagent in ``data.message``. A last line without
a newline counts if it is complete. Unlike ccusage, this accepts spaces between JSON tokens, and null in other fields.
"""

import datetime as dt
import functools
import json
import os
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from vxenv.catalogue.prices import Tokens

BLOCK = 256 * 1024  # fits the processor's cache
LONGEST = 8 * 1024 * 1024  # longer lines are skipped
_LONGEST_TEXT = 4096
_MOST_TOKENS = 2**40  # sums stay below 2**63
_FIRST, _LAST = 0, 253_370_764_800  # seconds; local days of other times may have no valid year
_KEY = b'"usage"'
_WRITTEN_5M, _WRITTEN_1H = "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens"
_SYNTHETIC = "<synthetic>"


class Message(NamedTuple):
    """A message, or the part of it that was known when its line was written."""

    # The offset of its line.
    position: int
    # Its ID, "" if the line has none; the same for the request.
    id: str
    request: str
    session: str
    # Milliseconds since the epoch.
    time: int
    # "-fast" is appended in fast mode.
    model: str
    directory: str
    branch: str
    # The version of Claude Code.
    version: str
    sidechain: bool
    # Whether the line names the speed.
    has_speed: bool
    tokens: Tokens

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """The rank among lines of the same message: the highest counts, the first one of equals."""
        return not self.sidechain, sum(self.tokens), self.has_speed


class Reader:
    """Reads the messages of one transcript from an offset to its end, in bounded memory."""

    def __init__(self, descriptor: int, offset: int, size: int, session: str) -> None:
        """Prepare to read from `offset` to `size`; `session` is for lines without a session."""
        self._descriptor = descriptor
        self._size = size
        self._session = session
        # The offset after the last complete line, from which a later run continues.
        self.offset = offset
        self.cut_lines = self.long_lines = self.invalid_utf8 = self.invalid_lines = 0

    def read(self, tick: Callable[[int], bool]) -> Iterator[Message]:
        """Yield the messages; of lines of one message that follow each other, one.

        After each block `tick` is called with its size; it returns False to stop.
        """
        last: Message | None = None
        for message in self._read_lines(tick):
            if last is None or not message.id or message[1:4] != last[1:4] or message.sidechain != last.sidechain:
                if last is not None:
                    yield last
                last = message
            elif message.rank > last.rank:
                last = message
        if last is not None:
            yield last

    def _read_lines(self, tick: Callable[[int], bool]) -> Iterator[Message]:
        parts: list[bytes] = []  # of a line that does not end in the blocks read so far
        size, is_long = 0, False
        end = self.offset
        while block := os.pread(self._descriptor, min(BLOCK, self._size - end), end):
            read = len(block)
            end += read
            cut = block.rfind(b"\n") + 1
            if cut:
                first = block.find(b"\n") + 1
                if is_long or size + first > LONGEST:
                    self.long_lines += 1
                    self.offset += size + first
                    data = block[first:cut]
                else:
                    data = b"".join((*parts, block[:cut]))
                yield from self._parse_lines(data)
                self.offset = end - read + cut
                parts, size, is_long = [], 0, False
                block = block[cut:]
            size += len(block)
            if size > LONGEST:
                parts, is_long = [], True
            elif block:
                parts.append(block)
            if not tick(read):
                return
        if is_long:
            self.cut_lines += 1
        elif rest := b"".join(parts):
            yield from self._parse_rest(rest)

    def _parse_lines(self, data: bytes) -> Iterator[Message]:
        """Yield the messages of complete lines. The search selects candidates; only the parser decides."""
        key = data.find(_KEY)
        while key >= 0:
            start, end = data.rfind(b"\n", 0, key) + 1, data.find(b"\n", key)
            try:
                message = parse_line(data[start:end], self.offset + start, self._session)
            except UnicodeDecodeError:
                self.invalid_utf8 += 1
            except (ValueError, RecursionError):
                self.invalid_lines += 1
            else:
                if message:
                    yield message
            key = data.find(_KEY, end)

    def _parse_rest(self, line: bytes) -> Iterator[Message]:
        """Yield the message of a line without an end if it is complete."""
        try:
            message = parse_line(line, self.offset, self._session)
        except (ValueError, RecursionError):
            self.cut_lines += 1
            return
        self.offset += len(line)
        if message:
            yield message


def _refuse_constant(name: str) -> Any:  # noqa: ANN401 - the decoder's signature
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
_SPACE = " \t\n\r"


def parse_line(line: bytes, position: int, session: str) -> Message | None:
    """Return the message of a line, None if it has none. Raises ValueError and RecursionError for an invalid line."""
    text = line.decode()
    # Faster than decode(), which searches for spaces by a regular expression.
    row, end = _DECODER.raw_decode(text, 0 if text.startswith("{") else len(text) - len(text.lstrip(_SPACE)))
    if end != len(text) and text[end:].strip(_SPACE):
        raise ValueError("text after the value")
    frame = _find_frame(row)
    if frame is None:
        return None
    message = frame["message"]
    usage = message["usage"]
    tokens = _get_tokens(usage)
    speed = usage.get("speed")
    texts = message.get("model"), speed, row.get("sessionId"), row.get("cwd"), row.get("gitBranch"), row.get("version")
    try:
        model, session_named, directory, branch, version = _check_origin(texts)
    except TypeError as error:  # not hashable
        raise ValueError(*error.args) from error
    if model == _SYNTHETIC and not any(tokens):
        return None  # written by Claude Code itself, without a request
    return Message(
        position,
        _check_text(message.get("id")),
        _check_text(frame.get("requestId")),
        session_named or session,
        _parse_time(frame.get("timestamp")),
        model,
        directory,
        branch,
        version,
        frame.get("isSidechain") is True,
        speed is not None,
        tokens,
    )


@functools.lru_cache(maxsize=64)
def _check_origin(texts: tuple[object, ...]) -> tuple[str, str, str, str, str]:
    """Return the texts that many lines have in common; the speed is part of the model. Raises ValueError."""
    model, speed, session, directory, branch, version = texts
    return (
        _check_text(model) + ("-fast" if _check_text(speed) == "fast" else ""),
        _check_text(session),
        _check_text(directory, empty=True),
        _check_text(branch, empty=True),
        _check_text(version, empty=True),
    )


def _find_frame(row: object) -> dict[str, Any] | None:
    """Return the object around the message with usage in a line, None if it has none."""
    if not isinstance(row, dict):
        return None
    kind = row.get("type")
    if kind == "progress":
        data = row.get("data")
        row = data.get("message") if isinstance(data, dict) else None
        if not isinstance(row, dict):
            return None
    elif kind != "assistant" and kind is not None:
        return None
    message = row.get("message")
    return row if isinstance(message, dict) and isinstance(message.get("usage"), dict) else None


def _check_text(text: object, *, empty: bool = False) -> str:
    """Return `text`, "" for None. Raises ValueError for anything else."""
    if text is None:
        return ""
    if type(text) is not str or len(text) > _LONGEST_TEXT or not (text or empty):
        raise ValueError("text")
    # SQLite takes no lone surrogates.
    return text if text.isascii() else text.encode(errors="replace").decode()


def _get_tokens(usage: dict[str, Any]) -> Tokens:
    """Return the counts; cache writes without a breakdown are those of 5 minutes. Raises ValueError."""
    written = usage.get("cache_creation")
    if isinstance(written, dict):
        short, long = written.get(_WRITTEN_5M) or 0, written.get(_WRITTEN_1H) or 0
    else:
        short, long = usage.get("cache_creation_input_tokens") or 0, 0
    read = usage.get("cache_read_input_tokens") or 0
    tokens = Tokens(usage.get("input_tokens"), usage.get("output_tokens"), read, short, long)  # type: ignore[arg-type]
    try:
        total = sum(tokens)
    except TypeError as error:
        raise ValueError("tokens") from error
    if type(total) is not int or total >= _MOST_TOKENS or min(tokens) < 0:
        raise ValueError("tokens")
    return tokens


def _parse_time(text: object) -> int:
    """Return milliseconds since the epoch."""
    if not isinstance(text, str):
        raise ValueError("timestamp")  # noqa: TRY004 - an invalid line, as for other fields
    time = dt.datetime.fromisoformat(text)
    if time.tzinfo is None or not _FIRST <= (seconds := time.timestamp()) <= _LAST:
        raise ValueError("timestamp")
    return round(seconds * 1000)
