"""Changing the ``env`` block of a settings file in place: no byte changes but those of the variables."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.claude.json_text import Member, blank, document, members

_INDENT = "  "


class Before(NamedTuple):
    """What stood there before: whether there was an ``env``, and the text of each value that was replaced."""

    env: bool
    values: Mapping[str, str]


def put(text: str, values: Mapping[str, str]) -> tuple[str, Before]:
    """Return `text` with `values` in its ``env``, and what stood there. Raises ValueError."""
    if not text.strip():
        return json.dumps({"env": dict(values)}, indent=2, ensure_ascii=False) + "\n", Before(env=False, values={})
    env = _env(text)
    found = {member.key: member for member in members(text, env.value_start)} if env else {}
    before = {name: text[found[name].value_start : found[name].end] for name in values if name in found}
    if not values:
        return text, Before(env is not None, before)
    # From the back, so that places in front stay where they are.
    new = [(name, value) for name, value in values.items() if name not in found]
    if env is None:
        text = _inserted(text, blank(text, 0), "env", new)
    else:
        if new:
            text = _more(text, env.value_start, new)
        for name in sorted(before, key=lambda name: found[name].start, reverse=True):
            one = found[name]
            text = text[: one.value_start] + _string(values[name]) + text[one.end :]
    return text, Before(env is not None, before)


def drop(text: str, values: Mapping[str, str], before: Before) -> str:
    """Return `text` without what `put` put in, where it still is; what was changed since stays. Raises ValueError."""
    if not text.strip():
        return text
    for name, value in values.items():
        env = _env(text)
        here = members(text, env.value_start) if env else []
        at = max((number for number, one in enumerate(here) if one.key == name), default=None)
        if at is None or here[at].value != value:
            continue
        if name in before.values:
            text = text[: here[at].value_start] + before.values[name] + text[here[at].end :]
        else:
            text = _without(text, here, at)
    env = _env(text)
    if env is not None and not before.env and not members(text, env.value_start):
        top = members(text, blank(text, 0))
        text = _without(text, top, max(number for number, one in enumerate(top) if one.key == "env"))
    return text


def _env(text: str) -> Member | None:
    """Return the ``env`` that counts, None if there is none. Raises ValueError."""
    whole = document(text)
    if "env" not in whole:
        return None
    if not isinstance(whole["env"], dict):
        raise ValueError("has env of the wrong kind")  # noqa: TRY004 - as for whatever is wrong with a text
    return [member for member in members(text, blank(text, 0)) if member.key == "env"][-1]


def _more(text: str, at: int, new: list[tuple[str, str]]) -> str:
    """Return `text` with `new` members at the end of the object of strings at `at`."""
    here = members(text, at)
    if here:
        lead = _lead(text, at, here)
        return _spliced(text, here[-1].end, "".join(f",{lead}{_string(k)}: {_string(v)}" for k, v in new))
    line = _line_indent(text, at)
    if line is None:
        return _spliced(text, at + 1, ", ".join(f"{_string(k)}: {_string(v)}" for k, v in new))
    end, own = line
    inner = ",".join(f"{end}{own}{_INDENT}{_string(k)}: {_string(v)}" for k, v in new)
    close = "" if "\n" in text[at + 1 : blank(text, at + 1)] else f"{end}{own}"
    return _spliced(text, at + 1, inner + close)


def _inserted(text: str, at: int, key: str, new: list[tuple[str, str]]) -> str:
    """Return `text` with an object `key` of the members `new` at the end of the object at `at`."""
    here = members(text, at)
    lead = _lead(text, at, here) if here else ("\n" + _INDENT)
    if "\n" in lead:
        deeper = lead + (lead.rpartition("\n")[2] or _INDENT)
        inner = ",".join(f"{deeper}{_string(k)}: {_string(v)}" for k, v in new) + lead
    else:
        inner = ", ".join(f"{_string(k)}: {_string(v)}" for k, v in new)
    member = f"{lead}{_string(key)}: {{{inner}}}"
    if here:
        return _spliced(text, here[-1].end, f",{member}")
    return _spliced(text, at + 1, member + ("" if "\n" in text[at + 1 : blank(text, at + 1)] else "\n"))


def _lead(text: str, at: int, here: list[Member]) -> str:
    """Return the blanks that stand in front of the last of the members `here` of the object at `at`."""
    front = here[-2].end if len(here) > 1 else at + 1
    return text[front : here[-1].start].replace(",", "")


def _line_indent(text: str, at: int) -> tuple[str, str] | None:
    """Return the end of line and the indentation around `at`, None where all is on one line."""
    if "\n" not in text.strip():
        return None
    found = re.match(r"[ \t]*", text[text.rfind("\n", 0, at) + 1 :])
    return ("\r\n" if "\r\n" in text else "\n"), found[0] if found else ""


def _without(text: str, here: list[Member], at: int) -> str:
    """Return `text` without the member `at` of `here`, and without the comma and blanks that led to it."""
    if at:
        return text[: here[at - 1].end] + text[here[at].end :]
    if len(here) > 1:
        return text[: here[0].start] + text[here[1].start :]
    start = len(text[: here[0].start].rstrip())
    return text[:start] + text[blank(text, here[0].end) :]


def _spliced(text: str, at: int, more: str) -> str:
    return text[:at] + more + text[at:]


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
