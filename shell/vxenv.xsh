# vxenv's hook for xonsh, 0.13 and later: plain Python, since xonsh's own parser would take a second for it.
#
# `vxenv init xonsh` puts these assignments in front of it:
#   __vxenv_constants    python, main: the interpreter and the program; version: which vxenv this is, a plan must carry
#                        the same; config, state, cache: directories, where VXENV_*_DIR are not set; completions: the
#                        directory of completions, if `vxenv setup` put them there; seal: the secret of this home, a
#                        plan must carry it
#   __vxenv_closed       the variables that are unset while a stack is active which does not set them
#
# Rules of this file. Nothing on the way of a prompt or a `cd` starts a process. vxenv itself is not imported: it may
# live in another Python. A plan is data, in JSON, and nothing that is read is ever evaluated. All is in one function,
# so that xonsh, whose variables are Python's, gets no name but __vxenv_…. `source` has xonsh's parser read it, which
# takes less of Python than Python: no annotations of attributes, no unpacking without parentheses.


def __vxenv_load(constants: "dict[str, str]", closed: "tuple[str, ...]") -> None:
    """Hook vxenv into the xonsh that runs this."""
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
    limit = 65536  # bytes of any file that are read
    longest = 131060  # bytes of a variable's name and value, whose record Linux hands on: it takes 128 KiB in all
    at_hand = 8  # plans that are kept in memory
    marker = ": vxenv 1"
    nothing = {"files": {}, "here": [], "gone": [], "links": [], "real": [], "variables": {}}

    def text(name: str) -> str:
        """Return what NAME holds, for names that are text in xonsh."""
        return str(env.get(name) or "")

    def content(path: str) -> bytes:
        """Return what a plan compares of a file: all up to a NUL byte."""
        # Through a symlink of a stranger's nothing is read: what it leads to may be anything.
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
        """Tell whether this is a directory of the user's own, no symlink, that nobody else can write."""
        found = os.lstat(path)
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022

    class Variables:
        """The variables of this shell as child processes get them.

        xonsh makes lists of those whose names end in PATH or DIRS, and gives types to more. What vxenv gives is held
        as text, so that no byte of it changes on the way; when it is undone, the type is there again.
        """

        def __init__(self) -> None:
            self.before = {}  # what is no text, by its name: as text, as it was
            self.types = {}  # how xonsh knew what is held as text now, and how it knows it instead

        def is_set(self, name: str) -> bool:
            return bool(env.is_manually_set(name)) and name in env

        def held(self, name: str) -> "str | None":
            """Return what a child process finds in NAME, None for nothing."""
            if not self.is_set(name):
                return None
            detyper = env.get_detyper(name)
            value = env[name]
            found = None if detyper is None else detyper(value)
            return None if found is None else str(found)

        def put(self, name: str, value: str) -> None:
            """Export NAME as text; only what is xonsh's own, such as PATH, keeps its type.

            What is registered xonsh need not look for among patterns, which takes a while, and once more for each
            process.
            """
            if name not in DEFAULT_VARS and name not in self.types:
                before = env._vars.get(name)  # noqa: SLF001 - no public way to have it back
                env.register(name, default=DefaultNotGiven)
                self.types[name] = before, env._vars[name]  # noqa: SLF001 - likewise
            env[name] = value

        def drop(self, name: str) -> None:
            """Unset NAME, which is typed again."""
            if env.is_manually_set(name):
                del env[name]
            before, mine = self.types.pop(name, (None, None))
            if mine is not None and env._vars.get(name) is mine:  # noqa: SLF001 - likewise
                env.deregister(name)
                if before is not None:
                    env._vars[name] = before  # noqa: SLF001 - likewise

        def keep(self, name: str) -> None:
            """Remember what NAME holds, for `back`."""
            if not isinstance(env[name], str) or self.held(name) is None:
                self.before[name] = self.held(name), env[name]

        def back(self, name: str, value: "str | None") -> None:
            """Give NAME back what it held: `value`, or what no child got to see."""
            self.drop(name)
            was, thing = self.before.pop(name, (None, None))
            if was == value and thing is not None:
                env[name] = thing
            elif value is not None:
                with contextlib.suppress(TypeError, ValueError):
                    env[name] = value
                if self.held(name) != value:
                    self.put(name, value)

        def repair(self, names: "list[str]") -> None:
            """Make text again of what xonsh took for a list when it started, before anything could tell it."""
            for name in names:
                raw = os.environ.get(name)
                if raw is None or not self.is_set(name) or self.held(name) == raw:
                    continue
                with contextlib.suppress(TypeError, ValueError):
                    if env.get_converter(name)(raw) == env[name]:
                        self.put(name, raw)

    class Plan:
        """How to get to one activation, and what that rests on."""

        def __init__(self, data: "dict[str, object]") -> None:
            self.until = int(str(data["until"]))  # when it expires, in seconds since 1970; 0 is never
            self.delta = self.pairs(data["delta"])
            self.active = self.pairs(data["active"])
            self.texts = self.mapping(data["texts"])
            self.files = {path: self.encoded(held) for path, held in self.mapping(data["files"]).items()}
            self.here = self.strings(data["here"])
            self.gone = self.strings(data["gone"])
            self.links = self.strings(data["links"])
            self.real = self.strings(data["real"])
            told = data["told"]
            self.told = told if isinstance(told, dict) else nothing

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

        def same(self) -> bool:
            """Tell whether all that it was made from is as it was, and its day has not come."""
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

        def fresh(self) -> bool:
            """Tell the same of what only its line rests on, for when it is come to."""
            return (
                all(map(os.path.isfile, self.told["here"]))
                and not any(map(os.path.isfile, self.told["gone"]))
                and not any(map(os.path.islink, self.told["real"]))
                and all(map(os.path.islink, self.told["links"]))
                and all(text(name) == value for name, value in self.told["variables"].items())
                and all(content(path) == self.encoded(data) for path, data in self.told["files"].items())
            )

    class Stuck:
        """Stands for a plan where there is none, or its `same` never is: compares with what this shell has read."""

        def __init__(self, files: "list[str]") -> None:
            self.files = files
            self.read = self.now()

        def now(self) -> "list[bytes]":
            return [content(path) for path in self.files]

        def same(self) -> bool:
            return self.now() == self.read

    class Hook:
        """What one shell knows of where it is."""

        def __init__(self) -> None:
            self.variables = Variables()
            self.key = ""  # what this shell has decided on: use:STACK, off, dir:FILE or default;
            self.pwd = ""  # the directory it was in then,
            self.act = ("", "")  # what the environment said was active,
            self.seen = None  # and both together, which is what a prompt compares
            self.near = ""  # the nearest directory file,
            self.walk = []  # and places between here and there, where there is none
            self.plans = {}  # at hand, by key
            self.same = lambda: False  # whether what is applied still rests on the same
            self.sound = {}  # whether plans may be read in a cache directory
            self.home = ""  # the directories that the plans at hand were made for
            self.answer = None  # for which key, and from what, Python was asked last
            self.told = set()  # directory files that this shell, being pinned, was told of
            self.late = []  # what loading had to say, kept for the first prompt
            self.hush = False  # no line for the next activation
            self.unload = False  # after `vxenv setup --remove`: no profile, and no variables of vxenv's own
            self.expired = False  # whether a plan was found that has something else to tell from today on
            self.first = True  # the first prompt is still to come
            self.loading = False
            self.wrapped = False  # whether `claude` was looked at

        # --- Step 1: what is wanted here ---

        def nearest(self) -> None:
            """Find the nearest directory file, and the places below it."""
            self.near, self.walk = "", []
            place = text("PWD")
            if not place.startswith("/"):
                return  # somebody set it
            place = place.rstrip("/")
            while not os.path.isfile(place + "/.vxenv.toml"):
                self.walk.append(place + "/.vxenv.toml")
                if not place:
                    return
                place = place.rpartition("/")[0]
            self.near = place + "/.vxenv.toml"

        def pinned(self) -> str:
            """Return "use" or "off" where the shell is pinned, to a profile that cannot be applied too, else ""."""
            if self.unload:
                return "off"
            reason = text("VXENV_REASON") or (text("__VXENV_PIN") and "use")
            return reason if reason in ("use", "off") else ""

        def wanted(self) -> str:
            """Return the key of what is wanted."""
            reason = self.pinned()
            if reason:
                self.near, self.walk = "", []
                return "use:" + (text("VXENV_PROFILE") or text("__VXENV_PIN")) if reason == "use" else "off"
            self.nearest()
            return "dir:" + self.near if self.near else "default"

        @staticmethod
        def active() -> "tuple[str, str]":
            """Return what the environment says is active."""
            return text("VXENV_REASON"), text("VXENV_PROFILE")

        # --- Steps 2 and 3: the plan at hand or on disk, and whether its inputs hold the same bytes ---

        @staticmethod
        def directory(name: str) -> str:
            return text(f"VXENV_{name.upper()}_DIR") or constants[name]

        def place(self, key: str) -> str:
            """Return the plan's file for KEY. Two keys may share a name, since a plan says whose it is."""
            name = key.replace("/", "%")
            if len(name) > (200 if re.fullmatch("[ -~]*", name) else 60):
                name = f"{name[:4]}{len(name)}%{name[-40:]}"
            return os.path.join(self.directory("cache"), "plans", "xonsh", name)

        def where(self) -> None:
            """Take note of the directories that plans depend on, and let go of those that were made for others."""
            words = (text("HOME"), constants["config"], text("VXENV_CONFIG_DIR"), constants["state"])
            home = "|".join((*words, text("VXENV_STATE_DIR")))
            if home != self.home:
                self.home, self.key = home, ""
                self.plans.clear()

        def is_sound(self) -> bool:
            """Tell whether nobody else can write to the directories of plans; looked at once for each cache."""
            root = self.directory("cache").rstrip("/")
            if root not in self.sound:
                for folder in (root, root + "/plans", root + "/plans/xonsh"):
                    try:
                        self.sound[root] = is_private(folder)
                    except OSError:
                        return True  # nothing is there to be read
                    if not self.sound[root]:
                        self.say(
                            f"vxenv: {folder} is a symlink or others can write to it, so plans there are not used\n"
                            "hint: vxenv doctor"
                        )
                        break
            return self.sound[root]

        def adopt(self, code: str, key: str) -> "Plan | None":
            """Take a plan, if its first line says that it is for KEY, this hook, this home and these directories.

            Cut short, it is no JSON.
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
            while len(self.plans) > at_hand:
                del self.plans[next(iter(self.plans))]
            return plan

        def find(self, key: str) -> "Plan | None":
            """Return the plan for KEY, if there is one whose inputs are as they were when it was made."""
            plan = self.plans.get(key)
            if plan and plan.same() and plan.fresh():
                return plan
            if not self.is_sound():
                return None
            try:
                handle = os.open(self.place(key), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
                with open(handle, "rb") as file:
                    found = os.fstat(handle)
                    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
                        return None
                    code = file.read().decode(errors="surrogateescape")
            except OSError:
                return None
            plan = self.adopt(code, key)
            return plan if plan and plan.same() and plan.fresh() else None

        # --- Step 4: Python, once ---

        def ask(self, key: str) -> "Plan | None":
            """Ask for the plan for KEY. The first line of the answer marks it; anything else is shown."""
            python, main = constants["python"], constants["main"]
            if not (os.access(python, os.X_OK) and os.access(main, os.R_OK)):
                self.say(
                    f"vxenv: {python} no longer runs vxenv, so nothing new can be worked out here\n"
                    "hint: install vxenv again, then: vxenv setup, and: exec xonsh"
                )
                return None
            own = {f"VXENV_{name.upper()}_DIR": self.directory(name) for name in ("config", "state", "cache")}
            own["__VXENV_SEAL"] = constants["seal"]
            words = ["hook", "xonsh", constants["version"], key, os.path.basename(self.place(key)), self.home]
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
                    self.say(f"vxenv: {error}")
                return None
            head, _, rest = done.stdout.decode(errors="surrogateescape").partition("\n")
            if head == marker:
                return self.adopt(rest, key)
            self.show(done.stdout)
            return None

        @staticmethod
        def show(out: bytes) -> None:
            """Print what was not meant for this shell."""
            if out:
                sys.stdout.write(out.decode(errors="backslashreplace"))
                sys.stdout.flush()

        # --- Changing variables, and back ---

        def make_way(self, name: str, value: "str | None", lost: bool) -> str:
            """Record what NAME held, and return how it stood, "" if it is to be left alone."""
            if not self.variables.is_set(name):
                return "u"
            now = self.variables.held(name)
            if now is not None and now == value:
                # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
                return "u" if lost else ""
            self.variables.keep(name)
            if now is None:
                self.variables.drop("__VXENV_O_" + name)
                return "l"
            if len((name + now).encode(errors="replace")) > longest:
                # No process could be started with its record. A child shell cannot undo this one, and says so.
                self.variables.drop("__VXENV_O_" + name)
                self.variables.before.setdefault(name, (now, now))
            else:
                self.variables.put("__VXENV_O_" + name, now)
            return "s"

        def change(self, delta: "list[tuple[str, str | None]]", lost: bool) -> None:
            """Bring `delta` about, and unset what is closed besides."""
            words = ["1"]
            given = [name for name, value in delta if value is not None]
            for name, value in delta:
                how = "" if value is None else self.make_way(name, value, lost)
                if how and value is not None:
                    try:
                        self.variables.put(name, value)
                    except (TypeError, ValueError) as error:
                        self.say(f"vxenv: {name} stays as it is: {error}")
                        self.variables.drop("__VXENV_O_" + name)
                        continue
                    now = self.variables.held(name)
                    self.variables.put("__VXENV_N_" + name, value if now is None else now)
                    words.append(f"{name}:{how}s")
            for name in dict.fromkeys((*(name for name, value in delta if value is None), *closed)):
                if name not in given and self.variables.is_set(name):
                    words.append(f"{name}:{self.make_way(name, None, lost)}u")
                    self.variables.drop(name)
            if len(words) > 1:
                self.variables.put("__VXENV_STATE", " ".join(words))

        def undo(self) -> None:
            """Give back what the record says, where a variable still holds what vxenv gave it."""
            version, *words = text("__VXENV_STATE").split(" ")
            self.variables.drop("__VXENV_STATE")
            damaged = version != "1"
            for word in words if not damaged else ():
                found = re.fullmatch("([A-Za-z_][A-Za-z0-9_]*):([usl])([us])", word)
                damaged = not (found and self.give_back(*found.groups())) or damaged
            if damaged:
                self.say(
                    "vxenv: the undo record in this shell's environment is damaged or of another version; "
                    "variables that it does not cover stay as they are"
                )

        def give_back(self, name: str, how: str, given: str) -> bool:
            """Undo one change; false if the record does not say how."""
            new, old = "__VXENV_N_" + name, "__VXENV_O_" + name
            before = self.variables.held(old)
            if before is None:
                before, _ = self.variables.before.get(name, (None, None))
            if given == "s":
                if not self.variables.is_set(new):
                    return False
                mine = self.variables.held(name) == self.variables.held(new)
                self.variables.drop(new)
            else:
                mine = not self.variables.is_set(name)
            if not mine:
                self.variables.before.pop(name, None)
            elif how == "s" and before is None:
                return False
            elif how == "u":
                self.variables.drop(name)
            else:
                self.variables.back(name, before if how == "s" else None)
            self.variables.drop(old)
            return True

        def take(self, want: str, plan: "Plan | None") -> None:
            """Undo what is applied, apply the plan, None for off, and say so if it or its advice changes."""
            old = text("VXENV_PROFILE")
            digest = text("__VXENV_DIGEST")
            self.act = self.active()
            lost = False
            if self.variables.is_set("__VXENV_STATE"):
                self.undo()
            else:
                lost = bool(old and self.first)
            if plan and plan.delta:
                self.change(plan.delta, lost)
            for name, value in plan.active if plan else unset if self.unload else off:
                if value is None:
                    self.variables.drop(name)
                elif self.variables.held(name) != value:
                    self.variables.put(name, value)
            if text("__VXENV_SETTINGS"):
                self.wrap_claude()
            self.same = plan.same if plan else lambda: True
            self.key, self.pwd = want, text("PWD")
            if self.active() != self.act or text("__VXENV_DIGEST") != digest or self.expired:
                self.act = self.active()
                if old and not self.unload and old not in (self.act[1], text("__VXENV_PIN")):
                    self.variables.put("__VXENV_LAST", old)
                if plan and not text("VXENV_QUIET") and not self.hush:
                    self.say(plan.texts["line"])

        def say(self, message: str) -> None:
            """Tell people, on stderr; while loading it is kept for the first prompt."""
            if not message:
                return
            if not self.loading:
                sys.stderr.write(message + "\n")
                sys.stderr.flush()
            elif message not in self.late:
                self.late.append(message)

        # --- Claude Code, where config.toml has claude_wrapper ---

        def wrap_claude(self) -> None:
            """Have `claude` start with the settings of what is active; an alias of the user's own stays."""
            if self.wrapped:
                return
            self.wrapped = True
            if "claude" in XSH.aliases:
                self.say("vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone")
            else:
                XSH.aliases["claude"] = run_client

        # --- The hook ---

        def sync(self, *, force: bool = False) -> None:
            """Decide and switch. With `force` apply again even if nothing changed."""
            self.expired = False
            want = self.wanted()
            if want == self.key and not force and self.act == self.active() and self.same():
                self.pwd = text("PWD")
            else:
                self.where()
                plan = None if want == "off" else self.find(want)
                if want == "off":
                    self.take(want, None)
                elif plan:
                    self.take(want, plan)
                    self.say(plan.texts["note"])
                else:
                    self.renew(want)
            self.seen = (text("PWD"), *self.act)  # in parentheses, or xonsh's own parser would not have it

        def renew(self, want: str) -> None:
            """Do step 4, and not what it must not do.

            That is to start Python again, or to say the same again, before some input has changed.
            """
            before = self.answer
            plan = self.ask(want)
            if plan:
                stuck = Stuck(list(plan.files))
                self.answer = want, stuck.read, plan.until
                self.take(want, plan)
                if self.answer != before:
                    self.say(plan.texts["note"])
                else:
                    # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
                    self.same = stuck.same
            else:
                # Failed. Remember the one input that is known, and leave the variables as they are.
                self.key, self.pwd, self.act = want, text("PWD"), self.active()
                self.same = Stuck([self.near] if self.near else []).same

        def tell(self) -> None:
            """Tell a pinned shell that came to a directory which asks for something else, once a directory file."""
            self.pwd = text("PWD")
            self.nearest()
            self.walk = []  # a pinned shell need not look there again before it moves
            if not self.near or self.near in self.told:
                return
            self.told.add(self.near)
            key = "dir:" + self.near
            plan = self.find(key) or self.ask(key)
            if plan and plan.texts["stack"] != text("VXENV_PROFILE"):
                self.say(plan.texts["ask"])

        def moved(self) -> None:
            """Follow a change of directory."""
            if text("PWD") == self.pwd:
                return
            self.sync()
            if self.pinned() and not self.unload:
                self.tell()

        def prompt(self) -> None:
            """Look, before a prompt, whether anything changed."""
            if (text("PWD"), *self.active()) == self.seen:
                if any(map(os.path.isfile, self.walk)) or not self.same():
                    self.sync()
            elif self.first:
                # The rc files may have changed anything.
                self.loading = True
                self.sync(force=True)
                self.loading = self.first = False
                late, self.late = self.late, []
                for message in late:
                    self.say(message)
            elif text("PWD") != self.pwd:
                self.moved()
            else:
                self.sync()

        # --- What the user calls ---

        def run(self, args: "list[str]", streams: "dict[str, int | None]") -> int:
            """Run vxenv. Commands that switch print a plan for this shell; what others changed is looked at."""
            command = next((word for word in args if not word.startswith("-")), "")
            self.where()
            words = [constants["python"], "-X", "utf8", "-P", constants["main"]]
            if not (os.access(words[0], os.X_OK) and os.access(words[-1], os.R_OK)):
                # An upgrade may have moved it: what is on PATH answers, and writes the file anew that new shells read.
                words = ["/usr/bin/env", "vxenv"]
            given = env.detype() | {"__VXENV_HOOK": f"xonsh {constants['version']} {self.home}"}
            if command == "doctor" and env.get("XONSH_INTERACTIVE"):
                given["__VXENV_PROMPTS"] = "__vxenv_prompt" if hooked(XSH.builtins.events) else ""
            switches = command in ("use", "off", "auto", "rename", "mv", "undo", "setup")
            if switches:
                streams["stdout"] = subprocess.PIPE
                given["__VXENV_SEAL"] = constants["seal"]
            code, out = self.call([*words, *args], given, streams)
            if switches:
                self.obey(out)
            self.sync()
            return code

        def call(
            self, words: "list[str]", given: "dict[str, str]", streams: "dict[str, int | None]"
        ) -> "tuple[int, bytes]":
            """Run a program in the foreground; return its exit code, and what it printed if that is caught."""
            try:
                with subprocess.Popen(words, env=given, **streams) as child:
                    while True:
                        # An interrupt reached the child too, which says how it ends.
                        with contextlib.suppress(KeyboardInterrupt):
                            if streams["stdout"] == subprocess.PIPE:
                                out = child.communicate()[0]
                                return child.returncode, out
                            _, how = os.waitpid(child.pid, os.WUNTRACED)
                            if not os.WIFSTOPPED(how):
                                child.returncode = os.waitstatus_to_exitcode(how)
                                return child.returncode, b""
                            # xonsh knows of no job to go on with later: a client that stops itself (Ctrl-Z) goes on.
                            os.kill(child.pid, signal.SIGCONT)
            except OSError as error:
                self.say(f"vxenv: {error}")
                return 127, b""

        def obey(self, out: bytes) -> None:
            """Do what a command that switches has printed."""
            head, _, rest = out.decode(errors="surrogateescape").partition("\n")
            if head.startswith(f"{marker} "):
                self.unload = head == f"{marker} unload"
            if head == f"{marker} off":
                self.variables.put("VXENV_REASON", "off")
            elif head == f"{marker} unload":
                self.variables.drop("VXENV_REASON")
            elif head == f"{marker} auto":
                self.variables.drop("VXENV_REASON")
                self.variables.drop("__VXENV_PIN")
                self.told.clear()
            elif head.startswith(f"{marker} use:"):
                want = head.removeprefix(f"{marker} ")
                plan = self.adopt(rest, want)
                if plan:
                    self.hush = True  # Python has told already what changes
                    self.take(want, plan)
                    self.hush = False
            else:
                self.show(out)

    off: "list[tuple[str, str | None]]" = [("VXENV_REASON", "off")]
    own = ("VXENV_PROFILE", "VXENV_PROTECTED", "__VXENV_SETTINGS", "__VXENV_PIN", "__VXENV_DIGEST")
    off += [(name, None) for name in own]
    # Unloaded, it leaves nothing to child shells, which may have no hook.
    unset = [(name, None) for name in ("VXENV_REASON", "__VXENV_LAST", *own)]
    hook = Hook()

    def __vxenv_moved(**_: object) -> None:
        hook.moved()

    def __vxenv_prompt(**_: object) -> None:
        hook.prompt()

    def hooked(events: object) -> "list[object]":
        """Return the handlers of any vxenv before a prompt."""
        return [one for one in events.on_pre_prompt_format if getattr(one, "__name__", "") == "__vxenv_prompt"]

    def streams(*given: object) -> "dict[str, int | None]":
        """Return what a child process is to have for those of an alias, None for the shell's own."""
        found: dict[str, int | None] = dict.fromkeys(("stdin", "stdout", "stderr"))
        for name, stream in zip(found, given, strict=True):
            if stream not in (None, getattr(sys, name)):
                with contextlib.suppress(OSError, AttributeError, ValueError):
                    found[name] = stream.fileno()
        return found

    class Command:
        """`vxenv` as an alias: in the foreground, as questions and Ctrl-C want it, but for pipes."""

        @property
        def __xonsh_threadable__(self) -> bool:
            """Tell xonsh, which takes nothing from the foreground into a pipe, whether it is making one."""
            frame = sys._getframe(1)  # noqa: SLF001 - it asks before it says
            while frame:
                if frame.f_code.co_name == "cmds_to_specs":
                    return "|" in [one for one in frame.f_locals.get("cmds", ()) if isinstance(one, str)]
                frame = frame.f_back
            return False

        def __call__(
            self, args: "list[str]", stdin: object = None, stdout: object = None, stderr: object = None
        ) -> int:
            return hook.run(list(args), streams(stdin, stdout, stderr))

    __vxenv_command = Command()

    def client(args: "list[str]") -> "list[str]":
        """Return the command to run for `claude`."""
        settings = text("__VXENV_SETTINGS")
        if os.access(settings, os.R_OK):
            return ["claude", "--settings", settings, *args]
        if settings:
            hook.say(f"vxenv: {settings} is gone, so settings files may win")
        return ["claude", *args]

    @unthreadable
    def run_client(args: "list[str]", stdin: object = None, stdout: object = None, stderr: object = None) -> int:
        return hook.call(client(args), env.detype(), streams(stdin, stdout, stderr))[0]

    XSH.aliases["vxenv"] = __vxenv_command
    completions: dict[str, object] = {}

    @contextual_completer
    def complete(context: object) -> object:
        """Complete vxenv's commands; what knows them is read at the first Tab."""
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
                hook.variables, hook.wrapped = one.hook.variables, one.hook.wrapped  # loaded again
                event.discard(one)
            handler.hook = hook
            event(handler)
        names = [word.partition(":")[0] for word in text("__VXENV_STATE").split(" ")[1:]]
        hook.variables.repair([prefix + name for name in names for prefix in ("", "__VXENV_N_", "__VXENV_O_")])
        if constants["completions"] and "vxenv" not in XSH.completers:
            add_one_completer("vxenv", complete, "start")
        hook.loading = True
        hook.sync()
        hook.seen, hook.loading = None, False


# In a world of its own: a name such as `list` or `str` that the user gives to something else is not meant.
__import__("types").FunctionType(__vxenv_load.__code__, {"__name__": "vxenv"})(__vxenv_constants, __vxenv_closed)
