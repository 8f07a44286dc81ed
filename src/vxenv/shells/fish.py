"""Fish."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vxenv.catalogue.variables import list_cleared
from vxenv.shells.home import find_config_home
from vxenv.shells.plan_content import SEPARATOR, Inputs, LineInputs, PlanContent, Preview
from vxenv.shells.shell import Shell


class Fish(Shell):
    """Fish."""

    name = "fish"
    prompts = "the event fish_prompt"
    init = "{program} init fish | source"
    init_pattern = Shell.init_pattern + r"|[^#\n|;&]*{init}[ \t]*\|[ \t]*source"
    export_command = "set -gx {name} {value}"
    unset_command = "set -e {name}"
    unset_code = "set -eg {name}"
    constant_code = "set -gu __vxenv_{name} {value}"
    closed_code = "set -g __vxenv_closed {names}"
    is_split = True
    load_code = "if test -r {place}; source {place}; end"
    prepend_command = "set -gx PATH {directory} $PATH"
    has_readable_rc = True
    single_quote_escape = "\\"
    packaged_completions = "fish/vendor_completions.d/vxenv.fish"
    sample_prompt = "function fish_prompt; echo -n \"($VXENV_PROFILE) \"(prompt_pwd)' $ '; end\n"
    # Without this directory fish reads all manual pages in the background, even after the home is removed.
    sample_directories = (".local/share/fish/generated_completions",)

    def quote(self, value: str) -> str:
        r"""Return `value` as one word in single quotes; ``\`` and ``'`` are escaped by ``\``."""
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def render_closed_names(self, names: Iterable[str]) -> str:
        """Return the lines that assign the names of the closed variables, and their number, which plans read."""
        names = tuple(names)
        return f"{super().render_closed_names(names)}\nset -g __vxenv_number {len(names)}"

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the files that fish reads, config.fish first.

        Source: https://fishshell.com/docs/current/language.html, on configuration files.
        """
        folder = os.path.join(find_config_home(environment), "fish")
        parts = os.path.join(folder, "conf.d")
        try:
            names = sorted(name for name in os.listdir(parts) if name.endswith(".fish"))
        except OSError:
            names = []
        return [os.path.join(folder, "config.fish"), *(os.path.join(parts, name) for name in names)]

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:  # noqa: ARG002 - as elsewhere
        """Return a file of vxenv's own in conf.d, which fish reads before config.fish."""
        return [os.path.join(find_config_home(environment), "fish", "conf.d", "vxenv.fish")]

    def find_completion_places(self, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the paths of completions that fish reads (its manual, "Where to put completions")."""
        yield from super().find_completion_places(environment)
        yield os.path.join(find_config_home(environment), "fish", "completions", "vxenv.fish")

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan: assignments of function bodies, which the hook defines as functions.

        The plan is one block, so a truncated one is never run. fish prints syntax errors even if stderr is redirected;
        therefore the hook checks for the end of the plan first.
        """
        inputs = content.inputs
        texts = {**content.texts, "until": inputs.stamp}
        bodies = {
            "who": content.who,
            "same": self._render_same(inputs),
            # The expiry is not checked in `same`, since reading the time is slow in fish.
            "fresh": self._render_fresh(inputs),
            "apply": self._render_apply(content),
            "wipe": self._render_wipe(content),
            "says": "\n".join(f"set -g __vxenv_p_{name} {self.quote(text)}" for name, text in texts.items()),
            "files": f"set -g __vxenv_files {' '.join(map(self.quote, inputs.files))}",
        }
        if content.preview:
            bodies["preview"] = self._render_preview(content.preview, content)
        lines = (f"set -g __vxenv_t_{name} {self.quote(body)}\n" for name, body in bodies.items())
        return "begin\n" + "".join(lines) + "end # whole\n"

    def _render_same(self, inputs: Inputs) -> str:
        """Return code that succeeds while all inputs are unchanged."""
        tests = self.render_file_tests(inputs)
        lines = [f"test {' -a '.join(tests)}; or return 1"] if tests else []
        for number, (path, data) in enumerate(inputs.files.items()):
            # `read -n` is slow, so it is only used for files that other people may have made very long.
            limit = f"-n {len(data) + 1} " if path in inputs.regular else ""
            lines.append(f"read -lz {limit}x{number} <{self.quote(path)}")
        if inputs.files:
            variables = SEPARATOR.join(f"$x{number}" for number in range(len(inputs.files)))
            lines.append(f'test "{variables}" = {self.quote(SEPARATOR.join(inputs.files.values()))}')
        return "\n".join(lines)

    def _render_fresh(self, inputs: Inputs) -> str:
        """Return code that succeeds while the inputs of the plan's message are unchanged and it has not expired."""
        lines = self._render_line_tests(inputs.line) if inputs.line else []
        lines += [f"__vxenv_before {inputs.until}"] if inputs.until else []
        return "\n".join(lines or ["true"])

    def _render_line_tests(self, inputs: LineInputs) -> list[str]:
        """Return lines that make a function fail if an input of a message has changed."""
        tests = self.render_file_tests(inputs)
        if inputs.variables:
            # One comparison, since each takes time.
            values = SEPARATOR.join(inputs.variables.values())
            tests.append(f'"{SEPARATOR.join("$" + name for name in inputs.variables)}" = {self.quote(values)}')
        lines = [f"test {' -a '.join(tests)}; or return 1"] if tests else []
        for path, data in inputs.files.items():
            lines += [f"read -lz x <{self.quote(path)}", f'test "$x" = {self.quote(data)}; or return 1']
        for name, value in inputs.originals.items():
            lines += self._render_original(name, value)
        return lines

    def _render_original(self, name: str, value: str) -> list[str]:
        """Return lines that make a function fail unless undoing would leave the exported variable `name` with `value`.

        As in undo_record.find_originals: if the variable still has vxenv's value, its previous one counts.
        """
        given, saved = f"__VXENV_N_{name}", f"__VXENV_O_{name}"
        is_entry = f"string match -qr '^1.* {name}:{{}} ' -- \"$__VXENV_STATE \""
        is_ours = f'test "$x" = "${given}"'
        return [
            f'set -l x "${name}"',
            f"set -qx {name}; or set x ''",
            f"if {is_entry.format('[ul]s')}; and {is_ours}",
            "set x ''",
            f"else if {is_entry.format('ss')}; and {is_ours}; and set -qx {saved}",
            f'set x "${saved}"',
            f"else if {is_entry.format('su')}; and not set -q {name}",
            f'set x "${saved}"',
            "end",
            f'test "$x" = {self.quote(value)}; or return 1',
        ]

    def _render_preview(self, preview: Preview, content: PlanContent) -> str:
        """Return code that describes the output of `use`."""
        texts = {"headline": preview.headline, "warnings": preview.warnings, "settings": preview.user_settings}
        lines = [
            *self._render_line_tests(preview.inputs),
            f"__vxenv_has_client {self.quote(preview.client)}; or return 1",
        ]
        lines += [f"set -g __vxenv_p_{name} {self.quote(text)}" for name, text in texts.items()]
        words = [f"{name} {self.quote(value)} {self.quote(preview.values[name])}" for name, value in content.given]
        return "\n".join([*lines, " ".join(["__vxenv_compare", *words, "--", *content.taken])])

    def _render_apply(self, content: PlanContent) -> str:
        """Return code that applies the changes, in the fast way if no variable is set yet."""
        own = self.render_assignments(tuple(op for op in content.active if op.value is not None))
        erased = [name for name, value in content.active if value is None]
        if erased:
            own += f"set -eg {' '.join(erased)}\n"
        delta, given = content.delta, content.given
        if not delta:
            return own
        pairs = [f"{name} {self.quote(value)}" for name, value in given]
        change = f"__vxenv_change {' '.join([*pairs, '--', *content.taken])}"
        closed = len(list_cleared(skip_auth=False))
        lines = [
            # `set -q` returns the number of names that are not set. If the hook has another number of closed variables
            # than this version, the slow way is right too.
            f"set -q $__vxenv_closed {' '.join(name for name, _ in delta)}",
            f'if test "$__vxenv_number $status" != "{closed} {closed + len(delta)}"',
            f"{change}; or return 1",
            "else",
        ]
        lines += [f"set -gx {pair}; set -gx __VXENV_N_{pair}" for pair in pairs]
        if given:
            lines.append(f"set -gx __VXENV_STATE '{content.record}'")
        return "\n".join([*lines, "end", own])

    def _render_wipe(self, content: PlanContent) -> str:
        """Return code that undoes the plan if nothing was set before and nothing has changed since."""
        given = content.given
        if not given or not all(value for _, value in given):
            return "return 1"  # an empty value looks the same as an unset one
        now = SEPARATOR.join(["$__VXENV_STATE", *("$" + name for name, _ in given)])
        then = SEPARATOR.join([content.record, *(value for _, value in given)])
        names = " ".join(f"{name} __VXENV_N_{name}" for name, _ in given)
        return f'test "{now}" = {self.quote(then)}; or return 1\nset -eg {names} __VXENV_STATE'


SHELL: Final = Fish()
