"""Escape code points that are invisible or change the appearance of the text next to them."""

from itertools import chain
from unicodedata import category

# Default_Ignorable_Code_Point, Unicode 16.0: joiners, bidi controls, variation selectors, tags, Hangul fillers and
# other invisible code points. Source: https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# Blank without the property: BRAILLE PATTERN BLANK, KHITAN SMALL SCRIPT FILLER, MUSICAL SYMBOL NULL NOTEHEAD.
_BLANK = (0x2800, 0x16FE4, 0x1D159)
_HIDDEN = frozenset(map(chr, chain(_BLANK, chain.from_iterable(range(first, last + 1) for first, last in _IGNORABLE))))
# Limit on consecutive nonspacing marks, none repeated: https://www.unicode.org/reports/tr39/#Optional_Detection.
_MOST_MARKS = 4


def escape(text: str) -> str:
    r"""Return `text` with hidden, unprintable and misplaced code points escaped like ``\\u3164``, in linear time.

    Combining marks are kept after a letter, up to four in a row, none repeated. Enclosing marks are always escaped,
    since they are drawn around other characters.
    """
    shown = []
    marks = ""
    has_base = False
    for character in text:
        if character.isascii():
            kept = character.isprintable()
            has_base, marks = character.isalpha(), ""
        elif character in _HIDDEN or not character.isprintable():
            kept = has_base = False
        elif (kind := category(character)) in ("Mn", "Mc"):
            kept = has_base = has_base and len(marks) < _MOST_MARKS and character not in marks
            marks += character
        else:
            kept = kind != "Me"
            has_base, marks = kind[0] == "L", ""
        shown.append(character if kept else character.encode("unicode_escape").decode())
    return "".join(shown)
