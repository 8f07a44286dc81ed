"""A settings.json of Claude Code: https://code.claude.com/docs/en/settings.

A value under ``env`` is taken literally (https://github.com/anthropics/claude-code/issues/46889 asks for more), and an
empty one cancels what the shell exports: it is the only way to unset there.
"""

import re
from typing import Any

from vxenv.catalogue.environment import MAIN_MODEL
from vxenv.env_diff import EnvDiff
from vxenv.errors import DocumentError
from vxenv.exchange.assignment import Collector, Reading, build_refusal, find_fault, is_utf8
from vxenv.exchange.json_format import dump, find_key_lines, load_object
from vxenv.paths import shorten_path
from vxenv.text.json_spans import Number

# What stands in the file is what JavaScript makes of it; others (1e3, 1.0, 0.1 with 30 digits) it writes differently.
_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]")


def render(delta: EnvDiff) -> str:
    """Return the settings; what is unset is empty, which Claude Code takes for unset."""
    for name, value in delta:
        if value is not None and not is_utf8(value):
            raise build_refusal("a settings.json", name, "it is not UTF-8")
    return dump({"env": {name: value or "" for name, value in delta}})


def read(text: str, path: str) -> Reading:
    """Return the variables under ``env``, an empty one as an unset, and ``model`` as ANTHROPIC_MODEL.

    The variable wins over ``model``, which is what Claude Code does.
    """
    settings = load_object(text, path)
    env = settings.get("env", {})
    if not isinstance(env, dict):
        raise DocumentError(
            "env must be an object", where=f"{shorten_path(path)}:{find_key_lines(text).get('env', 1)}"
        )
    collector = Collector()
    lines = find_key_lines(text, "env")
    for name, given in env.items():
        value = _render_value(given)
        why = (
            "is no string" if value is None else find_fault(name, value) or ("" if is_utf8(value) else "is not UTF-8")
        )
        collector.add(name, value or None, lines.get(name, 0), why)
    if "model" in settings:
        line = find_key_lines(text).get("model", 0)
        model = settings["model"]
        why = _find_model_fault(model)
        if any(one.name == MAIN_MODEL and one.value for one in collector.finish().assignments):
            why = f"{MAIN_MODEL} under env wins over it"
        if why:
            collector.pass_over("model", line, why)
        else:
            collector.add(MAIN_MODEL, model, line)
    return collector.finish()


def _render_value(value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return what Claude Code makes of `value`, or None where that is not sure."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number):
        return str(value) if _PLAIN.fullmatch(value) else None
    return value if isinstance(value, str) else None


def _find_model_fault(model: Any) -> str:  # noqa: ANN401 - JSON
    """Return why `model` names none, or ""."""
    if isinstance(model, Number) or not isinstance(model, str):
        return "is no string"
    if model in ("", "default"):
        return "names no model"
    return find_fault(MAIN_MODEL, model) or ("" if is_utf8(model) else "is not UTF-8")
