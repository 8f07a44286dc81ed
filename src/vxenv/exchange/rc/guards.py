"""What can be told of a simple command: whether it goes well, and whether it asks for an interactive shell."""

import re

from vxenv.exchange.rc.words import Part, Word
from vxenv.exchange.reading import NAME

TARGET = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=", re.ASCII)


def target(word: Word) -> tuple[str, bool, tuple[Part, ...]] | None:
    """Return the name, whether it is appended to, and the value of a word ``NAME=…`` or ``NAME+=…``."""
    first = word.parts[0] if word.parts else None
    if first is None or first.kind != "text" or first.quoted:
        return None
    found = TARGET.match(first.text)
    if not found:
        return None
    value = word.parts[1:]
    if found.end() < len(first.text):
        value = (first._replace(text=first.text[found.end() :]), *value)
    return found[1] + (found[2] or ""), bool(found[3]), value


_ALWAYS_WELL = frozenset((":", "true", "export", "unset", "set", "alias", "setopt", "unsetopt"))


def is_sure(words: list[Word]) -> bool:
    """Tell whether a command goes well for certain, so that what follows it after ``&&`` is run."""
    name = words[0].literal() if words else None
    if any(part.kind == "why" for word in words for part in word.parts) or any(word.array for word in words):
        return False
    targets = words if name not in _ALWAYS_WELL else words[1:]
    if name in (":", "true", "alias"):
        return name != "alias"
    return all((match := target(word)) is not None and NAME.fullmatch(match[0]) for word in targets)


def polarity(words: list[Word]) -> int:
    """Return 1 for a test that is true in an interactive shell, -1 for one that is false, 0 for any other."""
    name = words[0].literal() if words else None
    if name not in ("[", "test", "[["):
        return 0
    inner = words[1:] if name == "test" else words[1:-1]
    texts = [word.literal() or "" for word in inner]
    names = {name for word in inner for name in word.names()}
    negated = texts[:1] == ["!"]
    texts = texts[negated:]
    found = 0
    if names == {"-"} and len(texts) == 3 and texts[2] in ("*i*", "i") and name == "[[":  # noqa: PLR2004 - a op b
        found = {"!=": -1, "==": 1, "=": 1, "=~": 1}.get(texts[1], 0)
        found = found if (texts[2] == "i") == (texts[1] == "=~") else 0
    elif names == {"PS1"}:
        found = {("-z", ""): -1, ("-n", ""): 1, ("",): 1}.get(tuple(texts), 0)
    elif texts in (["-t", "0"], ["-t", "1"], ["-t", "2"]) or (name == "[[" and texts == ["-o", "interactive"]):
        found = 1
    return -found if negated else found
