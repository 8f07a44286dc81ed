# vxenv's hook for xonsh 0.13 and later, in plain Python, since xonsh's own parser would take a second for it.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init xonsh` assigns in front of this text: __vxenv_constants and __vxenv_closed.
#
# Rules:
# - HOT (`prompt`, `moved`, `sync` and the methods they call before `request`) starts no process.
# - vxenv is not imported, since it may be installed in another Python. Plans are JSON; no file contents are evaluated.
# - Everything is in one function: Python's global names are the user's shell variables, so only __vxenv_… are added.
# - `source` uses xonsh's parser, which supports neither annotated attributes nor unpacking without parentheses.
# - A reloaded hook takes `variables.before`, `variables.types` and `wrapped` from the earlier one: these names must
#   not change.


def __vxenv_load(constants: "dict[str, str]", closed: "tuple[str, ...]") -> None:
    """Install the hook in the running xonsh."""
    import contextlib
    import json
    import os
    import re
    import signal
    import stat
    import subprocess
    import sys
    import time

    from xonsh.built_ins import XSH
    from xonsh.completers.completer import add_one_completer
    from xonsh.completers.tools import contextual_completer
    from xonsh.environ import DEFAULT_VARS
    from xonsh.tools import DefaultNotGiven, unthreadable

    env = XSH.env
    limit = 65536  # bytes read of any file
    longest = 131060  # bytes of name and value: longer ones cannot be saved, since Linux allows 128 KiB per variable
    most_plans = 8  # plans kept in memory
    marker = ": vxenv 1"
    nothing = {"files": {}, "here": [], "gone": [], "links": [], "real": [], "variables": {}}

    def text(name: str) -> str:
        """Return the value of NAME, which must be text in xonsh."""
        return str(env.get(name) or "")

    def content(path: str) -> bytes:
        """Return the contents of a file up to a NUL byte, as a plan compares them."""
        # Symlinks by other people are not followed.
        links = os.O_NOFOLLOW if path.endswith("/.vxenv.toml") else 0
        with contextlib.suppress(OSError):
            if os.path.isfile(path):
                handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | links)
                try:
                    if stat.S_ISREG(os.fstat(handle).st_mode):
                        return os.read(handle, limit).partition(b"\0")[0]
                finally:
                    os.close(handle)
        return b""

    def is_private(path: str) -> bool:
        """Return True if this is not a symlink, and neither owned nor writable by other users."""
        found = os.lstat(path)
        is_shared = stat.S_ISDIR(found.st_mode) and found.st_mode & 0o022
        return not stat.S_ISLNK(found.st_mode) and found.st_uid == os.geteuid() and not is_shared

    class Variables:
        """The variables of this shell as child processes inherit them.

        xonsh makes lists of those whose names end in PATH or DIRS, and gives types to more. What vxenv sets is kept
        as text, so that no byte changes; undoing it restores the type.
        """

        def __init__(self) -> None:
            self.before = {}  # values that are not text, by name: as text, and as objects
            self.types = {}  # by name: xonsh's type, and the registered replacement

        def is_set(self, name: str) -> bool:
            return bool(env.is_manually_set(name)) and name in env

        def read(self, name: str) -> "str | None":
            """Return the value that child processes inherit for NAME, or None."""
            if not self.is_set(name):
                return None
            detyper = env.get_detyper(name)
            value = env[name]
            found = None if detyper is None else detyper(value)
            return None if found is None else str(found)

        def find_original(self, name: str) -> str:
            """Return the value of NAME without the applied plan, "" if it is unset.

            If NAME still has vxenv's value, its previous one counts.
            """
            found = re.search(f" {name}:([usl])([us])( |$)", text("__VXENV_STATE"))
            how, given = found.group(1, 2) if found else ("", "")
            value, saved = self.read(name), self.read("__VXENV_O_" + name)
            if found and value == (self.read("__VXENV_N_" + name) if given == "s" else None):
                value = saved or value if how == "s" else None
            return value or ""

        def export(self, name: str, value: str) -> None:
            """Export NAME as text; only xonsh's own variables, such as PATH, keep their type.

            A registered name saves xonsh a search among patterns, which it does again for each process.
            """
            if name not in DEFAULT_VARS and name not in self.types:
                before = env._vars.get(name)  # noqa: SLF001 - no public way to restore it
                env.register(name, default=DefaultNotGiven)
                self.types[name] = before, env._vars[name]  # noqa: SLF001 - likewise
            env[name] = value

        def unset(self, name: str) -> None:
            """Unset NAME, and restore its type."""
            if env.is_manually_set(name):
                del env[name]
            before, mine = self.types.pop(name, (None, None))
            if mine is not None and env._vars.get(name) is mine:  # noqa: SLF001 - likewise
                env.deregister(name)
                if before is not None:
                    env._vars[name] = before  # noqa: SLF001 - likewise

        def save(self, name: str) -> None:
            """Save the value of NAME for `restore`, if it is not text or not inherited by children."""
            if not isinstance(env[name], str) or self.read(name) is None:
                self.before[name] = self.read(name), env[name]

        def restore(self, name: str, value: "str | None") -> None:
            """Restore NAME to `value`, or to the saved object."""
            self.unset(name)
            was, thing = self.before.pop(name, (None, None))
            if was == value and thing is not None:
                env[name] = thing
            elif value is not None:
                with contextlib.suppress(TypeError, ValueError):
                    env[name] = value
                if self.read(name) != value:
                    self.export(name, value)

        def repair(self, names: "list[str]") -> None:
            """Convert lists back to text that xonsh made at its start, before this hook was loaded."""
            for name in names:
                raw = os.environ.get(name)
                if raw is None or not self.is_set(name) or self.read(name) == raw:
                    continue
                with contextlib.suppress(TypeError, ValueError):
                    if env.get_converter(name)(raw) == env[name]:
                        self.export(name, raw)

    class Plan:
        """The plan for one key."""

        def __init__(self, data: "dict[str, object]") -> None:
            self.until = int(str(data["until"]))  # in seconds since 1970; 0 for never
            self.delta = self.pairs(data["delta"])
            self.active = self.pairs(data["active"])
            self.texts = self.mapping(data["texts"])
            self.files = {path: self.encoded(held) for path, held in self.mapping(data["files"]).items()}
            self.here = self.strings(data["here"])
            self.gone = self.strings(data["gone"])
            self.links = self.strings(data["links"])
            self.real = self.strings(data["real"])
            told = data.get("merged", data["told"])
            self.told = told if isinstance(told, dict) else nothing
            self.originals = self.mapping(self.told.get("originals"))  # the user's own values that it merges with

        @staticmethod
        def encoded(held: str) -> bytes:
            return held.encode(errors="surrogateescape")

        @staticmethod
        def strings(found: object) -> "list[str]":
            return [str(one) for one in found] if isinstance(found, list) else []

        @staticmethod
        def pairs(found: object) -> "list[tuple[str, str | None]]":
            return [(str(name), value) for name, value in found] if isinstance(found, list) else []

        @staticmethod
        def mapping(found: object) -> "dict[str, str]":
            return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}

        def is_current(self) -> bool:
            """Return True if all inputs are unchanged and the plan has not expired."""
            if self.until and time.time() >= self.until:
                hook.expired = True
                return False
            return (
                all(content(path) == data and os.path.isfile(path) for path, data in self.files.items())
                and all(map(os.path.isfile, self.here))
                and not any(map(os.path.isfile, self.gone))
                and not any(map(os.path.islink, self.real))
                and all(map(os.path.islink, self.links))
            )

        def is_advice_current(self) -> bool:
            """Return True if the inputs of its messages are unchanged; tested only before the plan is applied."""
            return (
                all(map(os.path.isfile, self.told["here"]))
                and not any(map(os.path.isfile, self.told["gone"]))
                and not any(map(os.path.islink, self.told["real"]))
                and all(map(os.path.islink, self.told["links"]))
                and all(text(name) == value for name, value in self.told["variables"].items())
                and all(content(path) == self.encoded(data) for path, data in self.told["files"].items())
                and all(hook.variables.find_original(name) == value for name, value in self.originals.items())
            )

    class KnownInputs:
        """Files and their contents, compared without a plan, or if this shell reads them differently."""

        def __init__(self, files: "list[str]") -> None:
            self.files = files
            self.contents = self.read()

        def read(self) -> "list[bytes]":
            return [content(path) for path in self.files]

        def is_current(self) -> bool:
            return self.read() == self.contents

    class Hook:
        """The state of this shell and the functions of the hook."""

        def __init__(self) -> None:
            self.variables = Variables()
            self.key = ""  # key of the applied plan
            self.pwd = ""  # directory of the last check
            self.last_active = ("", "")  # VXENV_REASON and VXENV_PROFILE after the last check
            self.prompt_state = None  # pwd and last_active, compared at each prompt
            self.directory_file = ""  # nearest directory file
            self.candidates = []  # paths below it, where a directory file may appear
            self.plans = {}  # in memory, by key
            self.is_current = lambda: False  # True if the inputs of the applied plan are unchanged
            self.safe_caches = {}  # cache directories: True if plans may be read there
            self.home = ""  # directories that the plans in memory were made for
            self.last_request = None  # key, input bytes, expiry and originals of Python's last answer
            self.announced = set()  # directory files announced while pinned
            self.pending = []  # messages kept until the first prompt
            self.silent = False  # the next switch prints nothing
            self.unload = False  # after `vxenv setup --remove`: remove all variables of vxenv
            self.expired = False  # the advice of a plan has expired
            self.first = True  # until the first prompt
            self.loading = False
            self.wrapped = False  # `claude` was checked

        # ==== HOT: the wanted key ====

        def find_directory_file(self) -> None:
            """Find the nearest directory file, and the paths below it."""
            self.directory_file, self.candidates = "", []
            place = text("PWD")
            if not place.startswith("/"):
                return  # the user assigned PWD
            place = place.rstrip("/")
            while not os.path.isfile(place + "/.vxenv.toml"):
                self.candidates.append(place + "/.vxenv.toml")
                if not place:
                    return
                place = place.rpartition("/")[0]
            self.directory_file = place + "/.vxenv.toml"

        def find_reason(self) -> str:
            """Return "use" or "off" if the shell is pinned, even to a profile that cannot be applied, else ""."""
            if self.unload:
                return "off"
            reason = text("VXENV_REASON") or (text("__VXENV_PIN") and "use")
            return reason if reason in ("use", "off") else ""

        def find_key(self) -> str:
            """Return the wanted key."""
            reason = self.find_reason()
            if reason:
                self.directory_file, self.candidates = "", []
                return "use:" + (text("VXENV_PROFILE") or text("__VXENV_PIN")) if reason == "use" else "off"
            self.find_directory_file()
            return "dir:" + self.directory_file if self.directory_file else "default"

        @staticmethod
        def read_active() -> "tuple[str, str]":
            """Return VXENV_REASON and VXENV_PROFILE."""
            return text("VXENV_REASON"), text("VXENV_PROFILE")

        # ==== HOT: plans and tests of their inputs ====

        @staticmethod
        def read_directory(name: str) -> str:
            return text(f"VXENV_{name.upper()}_DIR") or constants[name]

        def locate_plan(self, key: str) -> str:
            """Return the plan's file for KEY. Keys may share a file name: a plan contains its key."""
            name = key.replace("/", "%")
            if len(name) > (200 if re.fullmatch("[ -~]*", name) else 60):
                name = f"{name[:4]}{len(name)}%{name[-40:]}"
            return os.path.join(self.read_directory("cache"), "plans", "xonsh", name)

        def check_home(self) -> None:
            """Drop the plans in memory if vxenv's directories have changed."""
            words = (text("HOME"), constants["config"], text("VXENV_CONFIG_DIR"), constants["state"])
            home = "|".join((*words, text("VXENV_STATE_DIR")))
            if home != self.home:
                self.home, self.key = home, ""
                self.plans.clear()

        def is_cache_safe(self) -> bool:
            """Return True if other users cannot write to the directories of plans; tested once per cache directory."""
            root = self.read_directory("cache").rstrip("/")
            if root not in self.safe_caches:
                for folder in (root, root + "/plans", root + "/plans/xonsh"):
                    try:
                        self.safe_caches[root] = is_private(folder)
                    except OSError:
                        return True  # it does not exist
                    if not self.safe_caches[root]:
                        self.print_message(
                            f"vxenv: ignoring plans in {folder}: it is a symlink or other users can write to it\n"
                            "hint: vxenv doctor"
                        )
                        break
            return self.safe_caches[root]

        def load_plan(self, code: str, key: str) -> "Plan | None":
            """Load a plan, if its first line has the secret and this KEY, version and home.

            A truncated plan does not parse as JSON.
            """
            seal = constants["seal"]
            head = f"vxenv plan {seal} {constants['version']}|{self.home}|{key} {seal}\n"
            if not code.startswith(head):
                return None
            try:
                plan = Plan(json.loads(code[len(head) :]))
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                return None
            self.plans.pop(key, None)
            self.plans[key] = plan
            while len(self.plans) > most_plans:
                del self.plans[next(iter(self.plans))]
            return plan

        def find_plan(self, key: str) -> "Plan | None":
            """Return the plan for KEY, in memory or on disk, if it exists and its inputs are unchanged."""
            plan = self.plans.get(key)
            if plan and plan.is_current() and plan.is_advice_current():
                return plan
            if not self.is_cache_safe():
                return None
            try:
                handle = os.open(self.locate_plan(key), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
                with open(handle, "rb") as file:
                    found = os.fstat(handle)
                    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
                        return None
                    code = file.read().decode(errors="surrogateescape")
            except OSError:
                return None
            plan = self.load_plan(code, key)
            return plan if plan and plan.is_current() and plan.is_advice_current() else None

        # ==== COLD: Python ====

        def request_plan(self, key: str) -> "Plan | None":
            """Run Python once for the plan for KEY. The answer's first line marks a plan; other output is printed."""
            python, main = constants["python"], constants["main"]
            if not (os.access(python, os.X_OK) and os.access(main, os.R_OK)):
                self.print_message(
                    f"vxenv: {python} cannot run vxenv; using existing plans only\n"
                    "  reinstall vxenv, then run: vxenv setup; exec xonsh"
                )
                return None
            own = {f"VXENV_{name.upper()}_DIR": self.read_directory(name) for name in ("config", "state", "cache")}
            own["__VXENV_SEAL"] = constants["seal"]
            words = ["hook", "xonsh", constants["version"], key, os.path.basename(self.locate_plan(key)), self.home]
            try:
                done = subprocess.run(
                    [python, "-X", "utf8", "-I", "-S", main, *words],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    env=env.detype() | own,
                    check=False,
                )
            except (OSError, KeyboardInterrupt) as error:
                if str(error):
                    self.print_message(f"vxenv: {error}")
                return None
            head, _, rest = done.stdout.decode(errors="surrogateescape").partition("\n")
            if head == marker:
                return self.load_plan(rest, key)
            self.print_output(done.stdout)
            return None

        @staticmethod
        def print_output(out: bytes) -> None:
            """Print output that is not an answer."""
            if out:
                sys.stdout.write(out.decode(errors="backslashreplace"))
                sys.stdout.flush()

        # ==== HOT: setting variables and undoing it ====

        def save_variable(self, name: str, value: "str | None", lost: bool) -> str:
            """Save the value of NAME, and return its letter for the record, "" if NAME must not be changed."""
            if not self.variables.is_set(name):
                return "u"
            now = self.variables.read(name)
            if now is not None and now == value:
                # It holds that already: set by vxenv if the record was lost, else by the user, who keeps it.
                return "u" if lost else ""
            self.variables.save(name)
            if now is None:
                self.variables.unset("__VXENV_O_" + name)
                return "l"
            if len((name + now).encode(errors="replace")) > longest:
                # Too long to start a process, so it is not exported. Child shells cannot undo it and report that.
                self.variables.unset("__VXENV_O_" + name)
                self.variables.before.setdefault(name, (now, now))
            else:
                self.variables.export("__VXENV_O_" + name, now)
            return "s"

        def change(self, delta: "list[tuple[str, str | None]]", lost: bool) -> None:
            """Apply `delta`, and unset the other closed variables."""
            words = ["1"]
            given = [name for name, value in delta if value is not None]
            for name, value in delta:
                how = "" if value is None else self.save_variable(name, value, lost)
                if how and value is not None:
                    try:
                        self.variables.export(name, value)
                    except (TypeError, ValueError) as error:
                        self.print_message(f"vxenv: cannot change {name}: {error}")
                        self.variables.unset("__VXENV_O_" + name)
                        continue
                    now = self.variables.read(name)
                    self.variables.export("__VXENV_N_" + name, value if now is None else now)
                    words.append(f"{name}:{how}s")
            for name in dict.fromkeys((*(name for name, value in delta if value is None), *closed)):
                if name not in given and self.variables.is_set(name):
                    words.append(f"{name}:{self.save_variable(name, None, lost)}u")
                    self.variables.unset(name)
            if len(words) > 1:
                self.variables.export("__VXENV_STATE", " ".join(words))

        def undo(self) -> None:
            """Undo by the record: restore each variable that still holds vxenv's value."""
            version, *words = text("__VXENV_STATE").split(" ")
            self.variables.unset("__VXENV_STATE")
            damaged = version != "1"
            for word in words if not damaged else ():
                found = re.fullmatch("([A-Za-z_][A-Za-z0-9_]*):([usl])([us])", word)
                damaged = not (found and self.undo_variable(*found.groups())) or damaged
            if damaged:
                self.print_message(
                    "vxenv: the undo record is damaged or from another version; "
                    "variables it does not list are unchanged"
                )

        def undo_variable(self, name: str, how: str, given: str) -> bool:
            """Restore one variable. Return False if its entry is damaged."""
            new, old = "__VXENV_N_" + name, "__VXENV_O_" + name
            before = self.variables.read(old)
            if before is None:
                before, _ = self.variables.before.get(name, (None, None))
            if given == "s":
                if not self.variables.is_set(new):
                    return False
                mine = self.variables.read(name) == self.variables.read(new)
                self.variables.unset(new)
            else:
                mine = not self.variables.is_set(name)
            if not mine:
                self.variables.before.pop(name, None)
            elif how == "s" and before is None:
                return False
            elif how == "u":
                self.variables.unset(name)
            else:
                self.variables.restore(name, before if how == "s" else None)
            self.variables.unset(old)
            return True

        def apply_plan(self, want: str, plan: "Plan | None") -> None:
            """Undo the applied plan, apply a plan (None for off), and print its message if anything changed."""
            old = text("VXENV_PROFILE")
            digest = text("__VXENV_DIGEST")
            self.last_active = self.read_active()
            lost = False
            if self.variables.is_set("__VXENV_STATE"):
                self.undo()
            else:
                lost = bool(old and self.first)
            if plan and plan.delta:
                self.change(plan.delta, lost)
            for name, value in plan.active if plan else unset if self.unload else off:
                if value is None:
                    self.variables.unset(name)
                elif self.variables.read(name) != value:
                    self.variables.export(name, value)
            if text("__VXENV_SETTINGS"):
                self.wrap_claude()
            self.is_current = plan.is_current if plan else lambda: True
            self.key, self.pwd = want, text("PWD")
            if self.read_active() != self.last_active or text("__VXENV_DIGEST") != digest or self.expired:
                self.last_active = self.read_active()
                if old and not self.unload and old not in (self.last_active[1], text("__VXENV_PIN")):
                    self.variables.export("__VXENV_LAST", old)
                if plan and not text("VXENV_QUIET") and not self.silent:
                    self.print_message(plan.texts["line"])

        def print_message(self, message: str) -> None:
            """Print to stderr. Messages during loading are kept for the first prompt."""
            if not message:
                return
            if not self.loading:
                sys.stderr.write(message + "\n")
                sys.stderr.flush()
            elif message not in self.pending:
                self.pending.append(message)

        # ==== COLD: claude, with claude_wrapper in config.toml ====

        def wrap_claude(self) -> None:
            """Define the alias `claude`, which passes the plan's settings file, unless the user has an alias."""
            if self.wrapped:
                return
            self.wrapped = True
            if "claude" in XSH.aliases:
                self.print_message("vxenv: claude is already an alias or function; claude_wrapper is not applied")
            else:
                XSH.aliases["claude"] = run_client

        # ==== HOT: prompts and changes of directory ====

        def sync(self, *, force: bool = False) -> None:
            """Find the wanted key, and switch unless its plan is applied; with `force` in any case."""
            self.expired = False
            want = self.find_key()
            if want == self.key and not force and self.last_active == self.read_active() and self.is_current():
                self.pwd = text("PWD")
            else:
                self.check_home()
                plan = None if want == "off" else self.find_plan(want)
                if want == "off":
                    self.apply_plan(want, None)
                elif plan:
                    self.apply_plan(want, plan)
                    self.print_message(plan.texts["note"])
                else:
                    self.request_switch(want)
            self.prompt_state = (text("PWD"), *self.last_active)  # parentheses required by xonsh's parser

        def request_switch(self, want: str) -> None:
            """Request the plan for the wanted key and apply it.

            Until an input changes, Python does not run again and no message is repeated.
            """
            before = self.last_request
            plan = self.request_plan(want)
            if plan:
                inputs = KnownInputs(list(plan.files))
                self.last_request = want, inputs.contents, plan.until, plan.originals
                self.apply_plan(want, plan)
                if self.last_request != before:
                    self.print_message(plan.texts["note"])
                else:
                    # The same answer from the same bytes: this shell reads one of the files differently from Python.
                    self.is_current = inputs.is_current
            else:
                # Failed: watch the directory file, and leave the variables unchanged.
                self.key, self.pwd, self.last_active = want, text("PWD"), self.read_active()
                self.is_current = KnownInputs([self.directory_file] if self.directory_file else []).is_current

        def announce(self) -> None:
            """In a pinned shell, report once per directory file that it selects another profile."""
            self.pwd = text("PWD")
            self.find_directory_file()
            self.candidates = []  # a pinned shell checks again only after the next change of directory
            if not self.directory_file or self.directory_file in self.announced:
                return
            self.announced.add(self.directory_file)
            key = "dir:" + self.directory_file
            plan = self.find_plan(key) or self.request_plan(key)
            if plan and plan.texts["stack"] != text("VXENV_PROFILE"):
                self.print_message(plan.texts["ask"])

        def moved(self) -> None:
            """Run after each change of directory."""
            if text("PWD") == self.pwd:
                return
            self.sync()
            if self.find_reason() and not self.unload:
                self.announce()

        def prompt(self) -> None:
            """Run before each prompt."""
            if (text("PWD"), *self.read_active()) == self.prompt_state:
                if any(map(os.path.isfile, self.candidates)) or not self.is_current():
                    self.sync()
            elif self.first:
                # rc files may have changed variables.
                self.loading = True
                self.sync(force=True)
                self.loading = self.first = False
                late, self.pending = self.pending, []
                for message in late:
                    self.print_message(message)
            elif text("PWD") != self.pwd:
                self.moved()
            else:
                self.sync()

        # ==== COLD: commands ====

        def run_command(self, args: "list[str]", streams: "dict[str, int | None]") -> int:
            """Run vxenv. Commands that switch print a plan; after each command, check for changes."""
            command = next((word for word in args if not word.startswith("-")), "")
            self.check_home()
            # A switch needs no site-packages; Python starts again with them if it does after all.
            flags = ["-I", "-S"] if args[:1] in (["use"], ["off"], ["auto"]) else ["-P"]
            words = [constants["python"], "-X", "utf8", *flags, constants["main"]]
            if not (os.access(words[0], os.X_OK) and os.access(words[-1], os.R_OK)):
                # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
                words = ["/usr/bin/env", "vxenv"]
            given = env.detype() | {"__VXENV_HOOK": f"xonsh {constants['version']} {self.home}"}
            if command == "doctor" and env.get("XONSH_INTERACTIVE"):
                given["__VXENV_PROMPTS"] = "__vxenv_prompt" if hooked(XSH.builtins.events) else ""
            switches = command in ("use", "off", "auto", "rename", "mv", "undo", "setup")
            if switches:
                streams["stdout"] = subprocess.PIPE
                given["__VXENV_SEAL"] = constants["seal"]
            code, out = self.run_program([*words, *args], given, streams)
            if switches:
                self.follow_answer(out)
            self.sync()
            return code

        def run_program(
            self, words: "list[str]", given: "dict[str, str]", streams: "dict[str, int | None]"
        ) -> "tuple[int, bytes]":
            """Run a program in the foreground. Return its exit code, and its output if captured."""
            try:
                with subprocess.Popen(words, env=given, **streams) as child:
                    while True:
                        # The child received the interrupt too and decides how to exit.
                        with contextlib.suppress(KeyboardInterrupt):
                            if streams["stdout"] == subprocess.PIPE:
                                out = child.communicate()[0]
                                return child.returncode, out
                            _, how = os.waitpid(child.pid, os.WUNTRACED)
                            if not os.WIFSTOPPED(how):
                                child.returncode = os.waitstatus_to_exitcode(how)
                                return child.returncode, b""
                            # xonsh has no job to resume later, so a process that stops itself (Ctrl-Z) is continued.
                            os.kill(child.pid, signal.SIGCONT)
            except OSError as error:
                self.print_message(f"vxenv: {error}")
                return 127, b""

        def follow_answer(self, out: bytes) -> None:
            """Follow the answer of a command that switches; print it if it is not an answer."""
            head, _, rest = out.decode(errors="surrogateescape").partition("\n")
            if head.startswith(f"{marker} "):
                self.unload = head == f"{marker} unload"
            if head == f"{marker} off":
                self.variables.export("VXENV_REASON", "off")
            elif head == f"{marker} unload":
                self.variables.unset("VXENV_REASON")
            elif head == f"{marker} auto":
                self.variables.unset("VXENV_REASON")
                self.variables.unset("__VXENV_PIN")
                self.announced.clear()
            elif head.startswith(f"{marker} use:"):
                want = head.removeprefix(f"{marker} ")
                plan = self.load_plan(rest, want)
                if plan:
                    self.silent = True  # Python printed the changes
                    self.apply_plan(want, plan)
                    self.silent = False
            else:
                self.print_output(out)

    off: "list[tuple[str, str | None]]" = [("VXENV_REASON", "off")]
    own = ("VXENV_PROFILE", "VXENV_PROTECTED", "__VXENV_SETTINGS", "__VXENV_PIN", "__VXENV_DIGEST")
    off += [(name, None) for name in own]
    # After `vxenv setup --remove` child shells, which may have no hook, inherit nothing.
    unset = [(name, None) for name in ("VXENV_REASON", "__VXENV_LAST", *own)]
    hook = Hook()

    def __vxenv_moved(**_: object) -> None:
        hook.moved()

    def __vxenv_prompt(**_: object) -> None:
        hook.prompt()

    def hooked(events: object) -> "list[object]":
        """Return the prompt handlers of any version of vxenv."""
        return [one for one in events.on_pre_prompt_format if getattr(one, "__name__", "") == "__vxenv_prompt"]

    def streams(*given: object) -> "dict[str, int | None]":
        """Return the streams of an alias for a child process, None for the shell's own."""
        found: dict[str, int | None] = dict.fromkeys(("stdin", "stdout", "stderr"))
        for name, stream in zip(found, given, strict=True):
            if stream not in (None, getattr(sys, name)):
                with contextlib.suppress(OSError, AttributeError, ValueError):
                    found[name] = stream.fileno()
        return found

    class Command:
        """Run `vxenv` as an alias: in the foreground, for questions and Ctrl-C, except in pipes."""

        @property
        def __xonsh_threadable__(self) -> bool:
            """Return True if xonsh is building a pipe, which needs aliases in the background."""
            frame = sys._getframe(1)  # noqa: SLF001 - no public API at that time
            while frame:
                if frame.f_code.co_name == "cmds_to_specs":
                    return "|" in [one for one in frame.f_locals.get("cmds", ()) if isinstance(one, str)]
                frame = frame.f_back
            return False

        def __call__(
            self, args: "list[str]", stdin: object = None, stdout: object = None, stderr: object = None
        ) -> int:
            return hook.run_command(list(args), streams(stdin, stdout, stderr))

    __vxenv_command = Command()

    def client(args: "list[str]") -> "list[str]":
        """Return the command to run for `claude`."""
        settings = text("__VXENV_SETTINGS")
        if os.access(settings, os.R_OK):
            return ["claude", "--settings", settings, *args]
        if settings:
            hook.print_message(f"vxenv: {settings} is missing; settings files may override the profile")
        return ["claude", *args]

    @unthreadable
    def run_client(args: "list[str]", stdin: object = None, stdout: object = None, stderr: object = None) -> int:
        return hook.run_program(client(args), env.detype(), streams(stdin, stdout, stderr))[0]

    XSH.aliases["vxenv"] = __vxenv_command
    completions: dict[str, object] = {}

    @contextual_completer
    def complete(context: object) -> object:
        """Complete vxenv's commands; the completion file is read at the first Tab."""
        if context.command is None or not context.command.completing_command("vxenv"):
            return None
        if not completions:
            with open(os.path.join(constants["completions"], "vxenv.xsh"), encoding="utf-8") as file:
                exec(file.read(), completions)  # noqa: S102 - vxenv wrote it, into the user's own directory
        return completions["__vxenv_c_complete"](context)

    if env.get("XONSH_INTERACTIVE"):
        events = XSH.builtins.events
        for event, handler in ((events.on_chdir, __vxenv_moved), (events.on_pre_prompt_format, __vxenv_prompt)):
            for one in [one for one in event if getattr(one, "__name__", "") == handler.__name__]:
                # Reloaded. The object itself is not kept, since its class may be from an earlier version.
                hook.variables.before, hook.variables.types = one.hook.variables.before, one.hook.variables.types
                hook.wrapped = one.hook.wrapped
                event.discard(one)
            handler.hook = hook
            event(handler)
        names = [word.partition(":")[0] for word in text("__VXENV_STATE").split(" ")[1:]]
        hook.variables.repair([prefix + name for name in names for prefix in ("", "__VXENV_N_", "__VXENV_O_")])
        if constants["completions"] and "vxenv" not in XSH.completers:
            add_one_completer("vxenv", complete, "start")
        hook.loading = True
        hook.sync()
        hook.prompt_state, hook.loading = None, False


# With its own globals, so that names such as `list` or `str` are not the user's.
__import__("types").FunctionType(__vxenv_load.__code__, {"__name__": "vxenv"})(__vxenv_constants, __vxenv_closed)
