"""The common base of bash, zsh, the Korn shells and sh."""

from collections.abc import Sequence

from vxenv.shells.plan_content import SEPARATOR, Inputs, LineInputs, PlanContent, Preview
from vxenv.shells.shell import Shell


class PosixShell(Shell):
    """A shell with plans that are function bodies in POSIX syntax with ``[[``."""

    # Reads a file {path} of the user into the variable {name}.
    read_command = ""
    # The same for files by other people: stops after 64 Ki characters.
    bounded_read_command = ""
    # True if contents are looked up in an associative array, which is much faster than comparing them.
    compares_by_key = False
    # Prefix of builtins, in shells where aliases cannot be disabled otherwise.
    builtin = ""
    # Assigns an array of words.
    files_command = "__vxenv_files=({})"
    # Unsets variables, of which some may be readonly: {0} are the names, {1} all their elements.
    unset_all_command = "unset -v {}"
    # Quick test that succeeds before the time {0}; if it fails, `__vxenv_before` decides.
    before_test = ""
    # Expands to a non-empty word if {0} is set, even as an array without its first element, or if it has attributes
    # that would change values (integer, upper case), unless `undeclare_command` removes those.
    set_test = "${{{0}[@]+x}}"
    undeclare_command = ""
    # Succeeds if the variable {0}, which is set, is exported.
    exported_test = ":"

    def quote(self, value: str) -> str:
        """Return `value` as one word in single quotes, in which only the quote itself is special."""
        return "'" + value.replace("'", "'\\''") + "'"

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan: assignments of function bodies, which the hook defines as functions.

        The plan is one compound command, so a truncated one does not parse and is never run.
        """
        inputs = content.inputs
        texts = {**content.texts, "until": inputs.stamp}
        bodies = {
            "who": content.who,
            "same": self._render_same(inputs),
            "fresh": self._render_fresh(inputs.line) if inputs.line else ":",
            "apply": self._render_apply(content),
            "change": self._render_change(content) if content.delta else ":",
            "wipe": self._render_wipe(content),
            "says": "\n".join(f"__vxenv_p_{name}={self.quote(text)}" for name, text in texts.items()),
            "files": self.files_command.format(" ".join(map(self.quote, inputs.files))),
        }
        if content.preview:
            bodies["preview"] = self._render_preview(content.preview, content)
        if self.compares_by_key:
            bodies["held"] = "".join(data + SEPARATOR for data in inputs.files.values())
            bodies["read"] = "".join(f"$__vxenv_x{number}{SEPARATOR}" for number in range(len(inputs.files)))
        lines = (f"__vxenv_t_{name}={self.quote(body)}\n" for name, body in bodies.items())
        return "{\n" + "".join(lines) + "}\n"

    def _render_same(self, inputs: Inputs) -> str:
        """Return code that succeeds while all inputs are unchanged; the hook appends the lookup of contents."""
        lines = self._render_tests(inputs)
        if inputs.until:
            quick = self.before_test and f"{self.before_test.format(inputs.until)} || "
            lines.append(f"{quick}__vxenv_before {inputs.until} || {self.builtin}return 1")
        comparisons = []
        for number, (path, data) in enumerate(inputs.files.items()):
            command = self.bounded_read_command if path in inputs.regular else self.read_command
            lines.append(command.format(name=f"__vxenv_x{number}", path=self.quote(path)))
            # Not [[ == ]], which ignores case under nocasematch in old versions of bash.
            comparisons.append(f'[ "$__vxenv_x{number}" = {self.quote(data)} ]')
        if not self.compares_by_key:
            lines.append(" && ".join(comparisons) or ":")
        return "\n".join([*lines, ""])

    def _render_tests(self, inputs: Inputs | LineInputs) -> list[str]:
        """Return a line that fails unless files exist, are missing, or are symlinks, as required."""
        tests = self.render_file_tests(inputs)
        return [f"[[ {' && '.join(tests)} ]] || {self.builtin}return 1"] if tests else []

    def _render_fresh(self, inputs: LineInputs) -> str:
        """Return code that succeeds while the inputs of the plan's message are unchanged."""
        empty = "".join(f"${{{name}-}}" for name, value in inputs.variables.items() if not value)
        given = {name: value for name, value in inputs.variables.items() if value}
        comparisons = [f"[[ ! {empty} ]]"] if empty else []
        # Not [[ == ]]: as above.
        comparisons += [f'[ "${{{name}-}}" = {self.quote(value)} ]' for name, value in given.items()]
        for path, data in inputs.files.items():
            command = self.bounded_read_command.format(name="__vxenv_x", path=self.quote(path))
            comparisons.append(f'{{ {command}; [ "$__vxenv_x" = {self.quote(data)} ]; }}')
        originals = [self._render_original(name, value) for name, value in inputs.originals.items()]
        return "\n".join([*self._render_tests(inputs), *originals, " && ".join(comparisons) or ":", ""])

    def _render_original(self, name: str, value: str) -> str:
        """Return code that fails unless undoing would leave the exported variable `name` with `value`.

        As in undo_record.find_originals: if the variable still has vxenv's value, its previous one counts.
        """
        given, saved = f"__VXENV_N_{name}", f"__VXENV_O_{name}"
        is_ours = f'if [ "$__vxenv_x" = "${{{given}-}}" ]; then'
        return "\n".join(
            [
                f"__vxenv_x=${{{name}-}}",
                f"[[ -z $__vxenv_x ]] || {self.exported_test.format(name)} || __vxenv_x=''",
                'case "${__VXENV_STATE-} " in',
                f"1*' {name}:ss '*) {is_ours} __vxenv_x=${{{saved}-$__vxenv_x}}; fi ;;",
                f"1*' {name}:'[ul]'s '*) {is_ours} __vxenv_x=''; fi ;;",
                f"1*' {name}:su '*) __vxenv_x=${{{name}-${{{saved}-}}}} ;;",
                "esac",
                f'[ "$__vxenv_x" = {self.quote(value)} ] || {self.builtin}return 1',
            ]
        )

    def _render_apply(self, content: PlanContent) -> str:
        """Return code that applies the changes if no variable is set yet.

        It ends where a command may follow: the hook appends the call for the other case.
        """
        active = [f"{name}={self.quote(value)}" for name, value in content.active if value is not None]
        own = [f"{self.builtin}export {' '.join(active)}"] if active else []
        unset = [op.name for op in content.active if op.value is None]
        own += [self._render_unset(unset)] if unset else []
        if not content.delta:
            return "; ".join([*own, ":"])
        given = content.given
        words = ((name, self.quote(value)) for name, value in given)
        exports = [f"{name}={word} __VXENV_N_{name}={word}" for name, word in words]
        exports += [f"__VXENV_STATE='{content.record}'"] if given else []
        test = f"__vxenv_clean && [[ ! {''.join(self.set_test.format(name) for name, _ in content.delta)} ]]"
        if given and self.undeclare_command:
            test += f" && {self.undeclare_command.format(' '.join(name for name, _ in given))}"
        export = f"{self.builtin}export {' '.join(exports)}" if exports else ":"
        return "\n".join(["; ".join(own), f"if {test}; then", export, f"{self.builtin}return", "fi", ""])

    def _render_change(self, content: PlanContent) -> str:
        """Return code that applies the changes if variables are set already."""
        pairs = [f"{name} {self.quote(value)}" for name, value in content.given]
        return "__vxenv_change " + " ".join([*pairs, "--", *content.taken])

    def _render_preview(self, preview: Preview, content: PlanContent) -> str:
        """Return code that describes the output of `use`."""
        texts = {"headline": preview.headline, "warnings": preview.warnings, "settings": preview.user_settings}
        is_same_client = f"__vxenv_has_client {self.quote(preview.client)}"
        lines = [f"{{\n{self._render_fresh(preview.inputs)}}} && {is_same_client} || {self.builtin}return 1"]
        lines += [f"__vxenv_p_{name}={self.quote(text)}" for name, text in texts.items()]
        words = [f"{name} {self.quote(value)} {self.quote(preview.values[name])}" for name, value in content.given]
        return "\n".join([*lines, " ".join(["__vxenv_compare", *words, "--", *content.taken])])

    def _render_wipe(self, content: PlanContent) -> str:
        """Return code that undoes the plan if nothing was set before and nothing has changed since."""
        given = content.given
        if not given:
            return f"{self.builtin}return 1"
        # ${A-x} differs from "" if A is unset: a variable set to "" must still be set.
        kept = [f"${{{name}-{'' if value else 'x'}}} == {self.quote(value)}" for name, value in given]
        names = [own for name, _ in given for own in (name, f"__VXENV_N_{name}")] + ["__VXENV_STATE"]
        untouched = f"[[ $__VXENV_STATE == '{content.record}' && {' && '.join(kept)} ]]"
        return f"{untouched} || {self.builtin}return 1\n{self._render_unset(names)}"

    def _render_unset(self, names: Sequence[str]) -> str:
        return self.unset_all_command.format(" ".join(names), " ".join(f"'{name}[*]'" for name in names))
