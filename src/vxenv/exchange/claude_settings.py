"""Claude Code's settings.json: https://code.claude.com/docs/en/settings.

Values under ``env`` are literal (expansion is requested in https://github.com/anthropics/claude-code/issues/46889). An
empty value overrides the shell's, and is the only way to unset a variable there.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from vxenv.catalogue.environment import MAIN_MODEL
from vxenv.env_diff import EnvDiff
from vxenv.errors import DocumentError
from vxenv.exchange.assignment import NOT_UTF8, Collector, Reading, build_refusal, find_fault, is_utf8
from vxenv.exchange.json_format import dump, find_key_lines, load_object
from vxenv.paths import shorten_path
from vxenv.text.json_spans import Number

# Numbers that JavaScript writes as they are in the file, other than 1e3, 1.0 or 0.1 with 30 digits.
_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]")


def render(delta: EnvDiff, keys: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the settings with other `keys`; unset variables get an empty value, which Claude Code treats as unset."""
    for name, value in delta:
        if value is not None and not is_utf8(value):
            raise build_refusal("Claude Code settings", name, "value is not UTF-8")
    return dump({"env": {name: value or "" for name, value in delta}, **keys})


def read(text: str, path: str) -> Reading:
    """Return the variables under ``env``, empty ones as unsets, and ``model`` as ANTHROPIC_MODEL.

    The variable overrides ``model``, as in Claude Code.
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
        why = "is not a string" if value is None else find_fault(name, value) or ("" if is_utf8(value) else NOT_UTF8)
        collector.add(name, value or None, lines.get(name, 0), why)
    if "model" in settings:
        line = find_key_lines(text).get("model", 0)
        model = settings["model"]
        why = _find_model_fault(model)
        if any(one.name == MAIN_MODEL and one.value for one in collector.finish().assignments):
            why = f"overridden by {MAIN_MODEL} in env"
        if why:
            collector.pass_over("model", line, why)
        else:
            collector.add(MAIN_MODEL, model, line)
    return collector.finish()


def _render_value(value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return the value that Claude Code uses for `value`, None if unknown."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number):
        return str(value) if _PLAIN.fullmatch(value) else None
    return value if isinstance(value, str) else None


def _find_model_fault(model: Any) -> str:  # noqa: ANN401 - JSON
    """Return the reason why `model` cannot be imported, or ""."""
    if isinstance(model, Number) or not isinstance(model, str):
        return "is not a string"
    if model in ("", "default"):
        return "does not name a model"
    return find_fault(MAIN_MODEL, model) or ("" if is_utf8(model) else NOT_UTF8)
