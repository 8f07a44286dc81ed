"""The picker, the only user of prompt_toolkit. It draws on stderr."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, Dimension, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from vxenv.cli.output.terminal import is_coloured
from vxenv.profiles.names import SEPARATOR

_ROWS, _PREVIEW = 8, 10


def match_names(descriptions: Mapping[str, str], text: str) -> list[str]:
    """Return the names that contain each word of `text` in themselves or their descriptions.

    After a +, only the text behind it is matched, and the profiles before it are omitted.
    """
    stack, _, typed = text.rpartition(SEPARATOR)
    words = typed.lower().split()
    names = [
        name
        for name, description in descriptions.items()
        if name not in stack.split(SEPARATOR) and all(word in f"{name} {description}".lower() for word in words)
    ]
    # Names that begin with the first word come first.
    return sorted(names, key=lambda name: not (words and name.lower().startswith(words[0])))


class _Picker:
    """The typed text, the matching profiles and the current one."""

    def __init__(self, descriptions: Mapping[str, str], preview: Callable[[str], Sequence[str]], active: str) -> None:
        self.descriptions = descriptions
        self.preview = cache(lambda stack: tuple(preview(stack)))
        self.index = next((index for index, name in enumerate(descriptions) if name == active), 0)
        self.typed = Buffer(multiline=False, on_text_changed=lambda _: self.move(-self.index))

    def match(self) -> list[str]:
        return match_names(self.descriptions, self.typed.text)

    def move(self, by: int) -> None:
        self.index = max(0, min(self.index + by, len(self.match()) - 1))

    def find_stack(self) -> str:
        """Return the typed stack with the current profile at its end, or nothing."""
        names = self.match()
        before, plus, _ = self.typed.text.rpartition(SEPARATOR)
        if not names or (plus and not set(before.split(SEPARATOR)) <= self.descriptions.keys()):
            return ""
        return before + plus + names[self.index]

    def render_count(self) -> str:
        """Return the index of the current match and the counts of matches and profiles: ``2/4``, ``1/2 of 4``."""
        count = len(self.match())
        whole = f" of {len(self.descriptions)}" if count < len(self.descriptions) else ""
        # Terminals may wrap after their last column, so it stays empty.
        return f"{self.index + 1 if count else 0}/{count}{whole} "

    def render_rows(self) -> StyleAndTextTuples:
        names = self.match()
        if not names:
            return [("", "  no match")]
        first = max(0, min(self.index - _ROWS // 2, len(names) - _ROWS))
        width = max(map(len, names))
        rows: StyleAndTextTuples = []
        for index, name in enumerate(names[first : first + _ROWS], first):
            is_current = index == self.index
            text = f"{'>' if is_current else ' '} {name.ljust(width)}  {self.descriptions[name]}".rstrip()
            rows += [("reverse" if is_current else "", text), ("", "\n")]
        return rows[:-1]

    def render_changes(self) -> ANSI:
        stack = self.find_stack()
        return ANSI("\n".join(self.preview(stack)[:_PREVIEW]) if stack else "")


def pick(descriptions: Mapping[str, str], preview: Callable[[str], Sequence[str]], active: str = "") -> str | None:
    """Let the user pick one of `descriptions`, starting at `active`; return it, or None if the user left."""
    picker = _Picker(descriptions, preview, active)
    box = BufferControl(picker.typed, input_processors=[BeforeInput("vxenv use ")])
    count = Window(FormattedTextControl(picker.render_count), height=1, dont_extend_width=True)
    rows = Window(FormattedTextControl(picker.render_rows), height=Dimension(max=_ROWS), dont_extend_height=True)
    changes = Window(
        FormattedTextControl(picker.render_changes), height=Dimension(max=_PREVIEW), dont_extend_height=True
    )
    layout = HSplit([VSplit([Window(box, height=1), count]), rows, changes])
    # Some terminals do not answer the query for the cursor's position.
    output = Vt100_Output.from_pty(sys.stderr)
    output.enable_cpr = False
    application: Application[str | None] = Application(
        Layout(layout, focused_element=box),
        key_bindings=_bind_keys(picker),
        input=create_input(sys.stdin),
        output=output,
        erase_when_done=True,
        color_depth=None if is_coloured(sys.stderr) else ColorDepth.DEPTH_1_BIT,
    )
    application.ttimeoutlen = 0.05  # seconds to tell Esc from an arrow key
    return application.run()


def _bind_keys(picker: _Picker) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("up")
    @keys.add("c-p")
    def _move_up(_: KeyPressEvent) -> None:
        picker.move(-1)

    @keys.add("down")
    @keys.add("c-n")
    def _move_down(_: KeyPressEvent) -> None:
        picker.move(1)

    @keys.add("enter")
    def _take(event: KeyPressEvent) -> None:
        if stack := picker.find_stack():
            event.app.exit(result=stack)

    @keys.add("escape", eager=True)
    @keys.add("c-c")
    @keys.add("c-d")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    return keys
