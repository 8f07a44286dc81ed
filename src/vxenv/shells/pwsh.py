"""The dialect of PowerShell, experimental: no PowerShell has run it.

Before 7.5 PowerShell has no empty variables: one that is set to nothing is unset.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping

from vxenv.env_diff import Delta
from vxenv.shells import plan_heading as headings
from vxenv.shells.plan_inputs import Inputs, Told

_PLAIN = re.compile(r"([ -~]+)")


def quote(value: str) -> str:
    """Return `value` as one word.

    Only printable ASCII stands between the quotes. PowerShell takes curly quotes for quotes, lines end otherwise when
    they pass its pipes, and its code page is not always UTF-8: the rest is written as UTF-16 numbers.
    """
    if _PLAIN.fullmatch(value):
        return _plain(value)
    # Joined, not added: a sum of thousands is more than PowerShell's own stack takes.
    terms: list[str] = []
    for part in _PLAIN.split(value):
        terms += [_plain(part)] if _PLAIN.fullmatch(part) else [f"[char]{unit}" for unit in _units(part)]
    return f"(-join ({', '.join(terms)}))" if value else "''"


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"Remove-Item -LiteralPath Env:{name} -ErrorAction Ignore\n"
        if value is None
        else f"$env:{name} = {quote(value)}\n"
        for name, value in delta
    )


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    entries = "".join(f"    {name} = {quote(value)}\n" for name, value in constants.items())
    names = ", ".join(map(quote, closed))
    return f"$global:__vxenv_constants = @{{\n{entries}}}\n$global:__vxenv_closed = @({names})\n"


def heading(seal: str, who: str) -> str:
    """Return the line in front of a plan, in base64 where it may not be ASCII."""
    return headings.heading(seal, _encoded(who))


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan: lines of a tag and words in base64, which no code page and no reader of JSON can change.

    The last line says that it is whole. `active` is vxenv's own and needs no undoing.
    """
    lines = [("who", who), *texts.items(), *_rests("", inputs)]
    if inputs.until:
        lines.append(("until", inputs.deadline))
    if inputs.told:
        told = inputs.told
        lines += _rests("told-", told)
        lines += [("told-variable", name, value) for name, value in told.variables.items()]
    for tag, ops in (("change", delta), ("active", active)):
        lines += [(tag, name) if value is None else (tag, name, value) for name, value in ops]
    return "".join(" ".join([tag, *map(_encoded, words)]) + "\n" for tag, *words in lines) + "whole\n"


def _rests(tag: str, inputs: Inputs | Told) -> Iterator[tuple[str, str] | tuple[str, str, str]]:
    """Yield what a plan rests on."""
    for path, data in inputs.files.items():
        yield f"{tag}file", path, data
    for kind in ("here", "gone", "links", "real"):
        for path in getattr(inputs, kind):
            yield f"{tag}{kind}", path


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode(errors="surrogateescape")).decode()


def _plain(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _units(text: str) -> list[int]:
    """Return the UTF-16 code units of `text`."""
    data = text.encode("utf-16-le", errors="surrogatepass")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
