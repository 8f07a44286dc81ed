"""A settings.json of Claude Code: https://code.claude.com/docs/en/settings.

A value under ``env`` is taken literally (https://github.com/anthropics/claude-code/issues/46889 asks for more), and an
empty one cancels what the shell exports: it is the only way to unset there.
"""

import re
from typing import Any

from vxenv.catalogue.environment import MAIN_MODEL
from vxenv.env_diff import Delta
from vxenv.errors import DocumentError
from vxenv.exchange.json_format import Number, dumped, lines, loaded
from vxenv.exchange.reading import Assignment, Passed, Reading, cannot_say, is_utf8, label, last, unfit
from vxenv.paths import shown

# What stands in the file is what JavaScript makes of it; others (1e3, 1.0, 0.1 with 30 digits) it writes differently.
_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]")


def written(delta: Delta) -> str:
    """Return the settings; what is unset is empty, which Claude Code takes for unset."""
    for name, value in delta:
        if value is not None and not is_utf8(value):
            raise cannot_say("a settings.json", name, "it is not UTF-8")
    return dumped({"env": {name: value or "" for name, value in delta}})


def read(text: str, path: str) -> Reading:
    """Return the variables under ``env``, an empty one as an unset, and ``model`` as ANTHROPIC_MODEL.

    The variable wins over ``model``, which is what Claude Code does.
    """
    settings = loaded(text, path)
    env = settings.get("env", {})
    if not isinstance(env, dict):
        raise DocumentError("env must be an object", where=f"{shown(path)}:{lines(text).get('env', 1)}")
    assignments: list[Assignment] = []
    passed: list[Passed] = []
    places = lines(text, "env")
    for name, value in env.items():
        _take(name, value, places.get(name, 0), assignments, passed)
    if "model" in settings:
        line = lines(text).get("model", 0)
        model = settings["model"]
        if any(found.name == MAIN_MODEL and found.value for found in assignments):
            passed.append(Passed("model", line, f"{MAIN_MODEL} under env wins over it"))
        elif why := _no_model(model):
            passed.append(Passed("model", line, why))
        else:
            assignments.append(Assignment(MAIN_MODEL, model, line))
    return Reading(last(assignments), tuple(passed))


def _take(name: str, value: Any, line: int, assignments: list[Assignment], passed: list[Passed]) -> None:  # noqa: ANN401 - JSON
    text = _text(value)
    if text is None:
        passed.append(Passed(label(name), line, "is no string"))
    elif why := unfit(name, text) or ("" if is_utf8(text) else "is not UTF-8"):
        passed.append(Passed(label(name), line, why))
    else:
        assignments.append(Assignment(name, text or None, line))


def _text(value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return what Claude Code makes of `value`, or None where that is not sure."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number):
        return str(value) if _PLAIN.fullmatch(value) else None
    return value if isinstance(value, str) else None


def _no_model(model: Any) -> str:  # noqa: ANN401 - JSON
    """Return why `model` names none, or ""."""
    if isinstance(model, Number) or not isinstance(model, str):
        return "is no string"
    if model in ("", "default"):
        return "names no model"
    return unfit(MAIN_MODEL, model) or ("" if is_utf8(model) else "is not UTF-8")
