"""PowerShell (experimental, never run in a real PowerShell).

Before 7.5 an environment variable cannot be empty; setting it to "" unsets it.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent
from vxenv.shells.plan_data import NEVER
from vxenv.shells.shell import Shell, is_plain

_PRINTABLE = re.compile(r"([ -~]+)")


class Pwsh(Shell):
    """PowerShell."""

    name = "pwsh"
    prompts = "the function prompt"
    init = "Invoke-Expression (& {program} init pwsh | Out-String)"
    init_pattern = r"Invoke-Expression[ \t]+\(&[^()\n]*{init}[ \t]*\|[ \t]*Out-String\)"
    export_command = "$env:{name} = {value}"
    unset_command = "Remove-Item Env:{name}"
    unset_code = "Remove-Item -LiteralPath Env:{name} -ErrorAction Ignore"
    load_code = "if (Test-Path -LiteralPath {place}) {{ . {place} }}"
    config_rc_files = ("powershell/Microsoft.PowerShell_profile.ps1", "powershell/profile.ps1")
    prepend_command = "$env:PATH = {text} + [IO.Path]::PathSeparator + $env:PATH"
    source_command = ". {file}"
    which_command = "Get-Command -All {program}"
    extension = "ps1"
    text_only = True

    def quote(self, value: str) -> str:
        """Return `value` as one word.

        Only printable ASCII is quoted; other characters are written as UTF-16 numbers. PowerShell treats curly quotes
        as quotes, its pipes change line ends, and its code page may not be UTF-8.
        """
        if _PRINTABLE.fullmatch(value):
            return _quote_printable(value)
        # Joined, since adding thousands of terms overflows PowerShell's stack.
        terms: list[str] = []
        for part in _PRINTABLE.split(value):
            is_printable = _PRINTABLE.fullmatch(part)
            terms += [_quote_printable(part)] if is_printable else [f"[char]{unit}" for unit in _list_units(part)]
        return f"(-join ({', '.join(terms)}))" if value else "''"

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook; `closed` are the names of the closed variables."""
        entries = "".join(f"    {name} = {self.quote(value)}\n" for name, value in constants.items())
        names = ", ".join(map(self.quote, closed))
        return f"$global:__vxenv_constants = @{{\n{entries}}}\n$global:__vxenv_closed = @({names})\n"

    def render_heading(self, seal: str, who: str) -> str:
        """Return the first line of a plan, with `who` in base64, since it may not be ASCII."""
        return super().render_heading(seal, _encode(who))

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan: lines of a tag and words in base64, independent of code pages.

        The last line marks the plan as complete.
        """
        inputs = content.inputs
        lines: list[tuple[str, ...]] = [("who", content.who), *content.texts.items(), *_list_inputs("", inputs)]
        if inputs.until:
            lines.append(("until", inputs.deadline))
        if inputs.line:
            merged = inputs.line.originals
            prefix = "merged-" if merged else "told-"
            lines += _list_inputs("told-", NEVER) if merged else ()
            lines += _list_inputs(prefix, inputs.line)
            lines += [(f"{prefix}variable", name, value) for name, value in inputs.line.variables.items()]
            lines += [("original", name, value) for name, value in merged.items()]
        for tag, delta in (("change", content.delta), ("active", content.active)):
            lines += [(tag, name) if value is None else (tag, name, value) for name, value in delta]
        return "".join(" ".join([tag, *map(_encode, words)]) + "\n" for tag, *words in lines) + "whole\n"

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as one word, relative to ``$HOME`` if `below` is its path from there."""
        if not below or is_plain(below):
            return super().quote_place(path, below)
        return f"($HOME + {self.quote('/' + below)})"


def _list_inputs(prefix: str, inputs: Inputs | LineInputs) -> Iterator[tuple[str, ...]]:
    """Yield a line for each input, with `prefix` before its tag."""
    for path, data in inputs.files.items():
        yield f"{prefix}file", path, data
    kinds = {"here": inputs.present, "gone": inputs.absent, "links": inputs.links, "real": inputs.regular}
    for kind, paths in kinds.items():
        for path in paths:
            yield f"{prefix}{kind}", path


def _encode(text: str) -> str:
    return base64.b64encode(text.encode(errors="surrogateescape")).decode()


def _quote_printable(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _list_units(text: str) -> list[int]:
    """Return the UTF-16 code units of `text`."""
    data = text.encode("utf-16-le", errors="surrogatepass")
    return [int.from_bytes(data[start : start + 2], "little") for start in range(0, len(data), 2)]


SHELL: Final = Pwsh()
