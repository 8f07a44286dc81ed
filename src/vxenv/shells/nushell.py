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
    # It evaluates nothing, so that there must be a file.
    init = "source ~/.vxenv.nu  # once before: {program} init nushell | save --force ~/.vxenv.nu"
    init_pattern = r"(?!)"
    export_command = "$env.{name} = {value}"
    unset_command = "hide-env {name}"
    unset_code = "hide-env --ignore-errors {name}"
    constant_code = "const __vxenv_{name} = {value}"
    closed_code = 'const __vxenv_closed = "{names}"'  # a list would take ten times as long to parse
    # A file that does not exist would keep all of config.nu from being read.
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
        r"""Return `value` as one word: between double quotes only ``\`` and ``"`` mean anything."""
        return '"' + "".join(map(_escape, value)) + '"'

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook's file, which holds the completions itself."""
        return super().render_preamble({n: value for n, value in constants.items() if n != "completions"}, closed)

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan: JSON, since nushell evaluates no code at run time. Cut short, it does not parse.

        What files hold is base64, since it need not be text. Variables must be: where one is not, nothing is set.
        """
        unfit = next((op.name for op in content.delta if op.value and not _is_text(op.value)), "")
        if unfit:
            note = f"vxenv: nushell cannot hold {unfit}: it is not UTF-8"
            notes = filter(None, [content.texts.get("note", ""), note])
            content = content._replace(
                delta=(),
                active=tuple(op._replace(value=None) for op in content.active),
                texts={**content.texts, "note": "\n".join(notes), "line": ""},
            )
        data = describe_plan(content)
        _encode_bytes(data)
        if isinstance(data["told"], dict):
            _encode_bytes(data["told"])
        # A path that is no text is none that nushell could look at.
        return json.dumps(data, ensure_ascii=False).encode(errors="replace").decode() + "\n"

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as one word, relative to the home directory where it is `below` that."""
        text = f"~/{below}" if below else path
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def find_sourced_files(self, line: str, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the files that a `line` sources; one that need not exist is sourced under a condition."""
        return super().find_sourced_files(_CONDITIONAL.sub(r"source \1", line), environment)

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:
        """Return how nushell plays `commands`, whose own `sort` takes lists."""
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
    """Put base64 in place of the bytes of files."""
    contents = data["bytes"]
    if isinstance(contents, list):
        data["bytes"] = [
            base64.b64encode(content.encode(errors="surrogateescape")).decode()
            for content in contents
            if isinstance(content, str)
        ]


def _is_text(value: str) -> bool:
    """Tell whether this is UTF-8."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _escape(character: str) -> str:
    """Return one character; what is not printed stands as its number, lest an editor or a pipe change it."""
    if character in '\\"':
        return "\\" + character
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


SHELL: Final = Nushell()
