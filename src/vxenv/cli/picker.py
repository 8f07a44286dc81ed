"""The picker: the one place that knows prompt_toolkit. It draws on stderr."""

import sys
from collections.abc import Callable, Sequence
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

from vxenv.cli.choice import Choice, matching
from vxenv.cli.output.terminal import coloured
from vxenv.profiles.names import SEPARATOR

_ROWS, _PREVIEW = 8, 10


class _Picker:
    """What is typed, what fits it, and which of that is at hand."""

    def __init__(self, choices: Sequence[Choice], preview: Callable[[str], Sequence[str]], active: str) -> None:
        self.choices = choices
        self.preview = cache(lambda word: tuple(preview(word)))
        self.at = next((at for at, one in enumerate(choices) if one.name == active), 0)
        self.typed = Buffer(multiline=False, on_text_changed=lambda _: self.move(-self.at))

    def fitting(self) -> list[Choice]:
        return matching(self.choices, self.typed.text)

    def move(self, by: int) -> None:
        self.at = max(0, min(self.at + by, len(self.fitting()) - 1))

    def word(self) -> str:
        """Return the profile at hand, behind the stack that was typed in front of it, or nothing."""
        found = self.fitting()
        before, plus, _ = self.typed.text.rpartition(SEPARATOR)
        known = {one.name for one in self.choices}
        if not found or (plus and not set(before.split(SEPARATOR)) <= known):
            return ""
        return before + plus + found[self.at].name

    def count(self) -> str:
        """Return which of the profiles that fit is at hand, and how many of all fit: ``2/4``, ``1/2 of 4``."""
        found = len(self.fitting())
        whole = f" of {len(self.choices)}" if found < len(self.choices) else ""
        # Terminals take what stands in their last column apart, so that is left free.
        return f"{self.at + 1 if found else 0}/{found}{whole} "

    def rows(self) -> StyleAndTextTuples:
        found = self.fitting()
        if not found:
            return [("", "  nothing fits")]
        first = max(0, min(self.at - _ROWS // 2, len(found) - _ROWS))
        width = max(len(one.name) for one in found)
        rows: StyleAndTextTuples = []
        for at, one in enumerate(found[first : first + _ROWS], first):
            here = at == self.at
            text = f"{'>' if here else ' '} {one.name.ljust(width)}  {one.description}".rstrip()
            rows += [("reverse" if here else "", text), ("", "\n")]
        return rows[:-1]

    def changes(self) -> ANSI:
        word = self.word()
        return ANSI("\n".join(self.preview(word)[:_PREVIEW]) if word else "")


def pick(choices: Sequence[Choice], preview: Callable[[str], Sequence[str]], active: str = "") -> str | None:
    """Have the user pick one of `choices`, from the `active` one on, and return it; None if it was left."""
    picker = _Picker(choices, preview, active)
    box = BufferControl(picker.typed, input_processors=[BeforeInput("vxenv use ")])
    layout = HSplit(
        [
            VSplit(
                [Window(box, height=1), Window(FormattedTextControl(picker.count), height=1, dont_extend_width=True)]
            ),
            Window(FormattedTextControl(picker.rows), height=Dimension(max=_ROWS), dont_extend_height=True),
            Window(FormattedTextControl(picker.changes), height=Dimension(max=_PREVIEW), dont_extend_height=True),
        ]
    )
    # It asks terminals that do not answer where the cursor is, unless told not to.
    output = Vt100_Output.from_pty(sys.stderr)
    output.enable_cpr = False
    application: Application[str | None] = Application(
        Layout(layout, focused_element=box),
        key_bindings=_keys(picker),
        input=create_input(sys.stdin),
        output=output,
        erase_when_done=True,
        color_depth=None if coloured(sys.stderr) else ColorDepth.DEPTH_1_BIT,
    )
    application.ttimeoutlen = 0.05  # how long Esc waits to be an arrow key
    return application.run()


def _keys(picker: _Picker) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("up")
    @keys.add("c-p")
    def _up(_: KeyPressEvent) -> None:
        picker.move(-1)

    @keys.add("down")
    @keys.add("c-n")
    def _down(_: KeyPressEvent) -> None:
        picker.move(1)

    @keys.add("enter")
    def _take(event: KeyPressEvent) -> None:
        if word := picker.word():
            event.app.exit(result=word)

    @keys.add("escape", eager=True)
    @keys.add("c-c")
    @keys.add("c-d")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    return keys
