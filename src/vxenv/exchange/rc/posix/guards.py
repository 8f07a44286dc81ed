"""Guards: the known exit status of simple commands of bash, zsh, ksh and sh."""

from vxenv.exchange.assignment import NAME
from vxenv.exchange.rc.posix.lexer import split_assignment
from vxenv.exchange.rc.syntax import Word

_SURE = frozenset((":", "true", "export", "unset", "set", "setopt", "unsetopt"))


def is_sure(words: list[Word]) -> bool:
    """Tell whether a command certainly succeeds, so that the command after ``&&`` runs."""
    name = words[0].literal if words else None
    if any(word.array or any(part.kind == "why" for part in word.parts) for word in words):
        return False
    if name in (":", "true", "alias"):
        return name != "alias"
    assignments = map(split_assignment, words[1:] if name in _SURE else words)
    return all(assignment is not None and NAME.fullmatch(assignment[0]) for assignment in assignments)


def find_polarity(words: list[Word]) -> int:
    """Return 1 for a test that is true in interactive shells, -1 for one that is false, 0 for any other command."""
    name = words[0].literal if words else None
    if name not in ("[", "test", "[["):
        return 0
    inner = words[1:] if name == "test" else words[1:-1]
    texts = [word.literal or "" for word in inner]
    names = {name for word in inner for name in word.names}
    is_negated = texts[:1] == ["!"]
    texts = texts[is_negated:]
    polarity = 0
    if names == {"-"} and name == "[[" and texts[2:] in (["*i*"], ["i"]):
        operators = {"=~": 1} if texts[2] == "i" else {"!=": -1, "==": 1, "=": 1}
        polarity = operators.get(texts[1], 0)
    elif names == {"PS1"}:
        polarity = {("-z", ""): -1, ("-n", ""): 1, ("",): 1}.get(tuple(texts), 0)
    elif texts in (["-t", "0"], ["-t", "1"], ["-t", "2"]) or (name == "[[" and texts == ["-o", "interactive"]):
        polarity = 1
    return -polarity if is_negated else polarity
