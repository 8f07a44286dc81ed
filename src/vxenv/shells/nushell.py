"""Nushell."""

import base64
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from vxenv.shells.home import find_config_home, find_home
from vxenv.shells.plan_content import PlanContent
from vxenv.shells.plan_data import Datum, describe_plan
from vxenv.shells.shell import Playback, Shell

_CONDITIONAL = re.compile(r"""source \(if \(("[^"]*") \| path exists\).*""")


class Nushell(Shell):
    """Nushell."""

    name = "nushell"
    prompts = "$env.config.hooks.pre_prompt"
    # nushell cannot evaluate text, so the hook must be in a file.
    init = "source ~/.vxenv.nu  # once before: {program} init nushell | save --force ~/.vxenv.nu"
    init_pattern = r"(?!)"
    export_command = "$env.{name} = {value}"
    unset_command = "hide-env {name}"
    unset_code = "hide-env --ignore-errors {name}"
    constant_code = "const __vxenv_{name} = {value}"
    closed_code = 'const __vxenv_closed = "{names}"'  # a list would take ten times as long to parse
    # Sourcing a missing file would make all of config.nu fail.
    load_code = "source (if ({place} | path exists) {{ {place} }} else {{ null }})"
    prepend_command = "$env.PATH = ($env.PATH | prepend {text})"
    redirection = "o>"
    which_command = "which -a {program}"
    program = "nu"
    extension = "nu"
    hook_completes = True
    text_only = True
    sample_prompt = (
        "$env.config.show_banner = false\n"
        "$env.PROMPT_COMMAND = {|| $\"(char lparen)($env.VXENV_PROFILE? | default 'no profile')(char rparen) \" + "
        "($env.PWD | path basename) }\n$env.PROMPT_COMMAND_RIGHT = ''\n$env.PROMPT_INDICATOR = ' $ '\n"
    )

    def quote(self, value: str) -> str:
        r"""Return `value` as one word in double quotes, in which only ``\`` and ``"`` are special."""
        return '"' + "".join(map(_escape, value)) + '"'

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook, which contains the completions."""
        return super().render_preamble({n: value for n, value in constants.items() if n != "completions"}, closed)

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan as JSON, since nushell cannot evaluate code at run time. A truncated plan does not parse.

        Contents of files are in base64, since they may not be text. Values of variables must be; if one is not, the
        plan sets nothing and its note names the variable.
        """
        unfit = next((op.name for op in content.delta if op.value and not _is_text(op.value)), "")
        if unfit:
            note = f"vxenv: cannot set {unfit} in nushell: its value is not UTF-8"
            notes = filter(None, [content.texts.get("note", ""), note])
            content = content._replace(
                delta=(),
                active=tuple(op._replace(value=None) for op in content.active),
                texts={**content.texts, "note": "\n".join(notes), "line": ""},
            )
        data = describe_plan(content)
        _encode_bytes(data)
        for inputs in (data["told"], data.get("merged")):
            if isinstance(inputs, dict):
                _encode_bytes(inputs)
        # nushell cannot access paths that are not UTF-8.
        return json.dumps(data, ensure_ascii=False).encode(errors="replace").decode() + "\n"

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as one word, relative to the home directory if `below` is its path from there."""
        text = f"~/{below}" if below else path
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def find_sourced_files(self, line: str, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the files that `line` sources, with or without a condition."""
        return super().find_sourced_files(_CONDITIONAL.sub(r"source \1", line), environment)

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:
        """Return the session for `commands`, with the program `sort`, since nushell's own sorts lists."""
        lines: list[str] = []
        for command in commands:
            title = self.quote(f"\n$ {command}")
            lines += [f"print {title}", f"try {{ {command.replace('| sort', '| ^sort')} }}", "__vxenv_prompt"]
        return Playback("\n".join([*lines, ""]), ("-i", "--config", rc, script))

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the file that nushell reads (https://www.nushell.sh/book/configuration.html)."""
        folder = find_config_home(environment)
        if sys.platform == "darwin" and not environment.get("XDG_CONFIG_HOME"):
            folder = os.path.join(find_home(environment), "Library", "Application Support")
        return [os.path.join(folder, "nushell", "config.nu")]


def _encode_bytes(data: dict[str, Datum]) -> None:
    """Replace the contents of files by base64."""
    contents = data["bytes"]
    if isinstance(contents, list):
        data["bytes"] = [
            base64.b64encode(content.encode(errors="surrogateescape")).decode()
            for content in contents
            if isinstance(content, str)
        ]


def _is_text(value: str) -> bool:
    """Return True if `value` is valid UTF-8."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _escape(character: str) -> str:
    """Escape one character; non-printable ones become numbers, since editors and pipes may change them."""
    if character in '\\"':
        return "\\" + character
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


SHELL: Final = Nushell()
