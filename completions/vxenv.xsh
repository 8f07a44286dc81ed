# Completions of vxenv for xonsh, 0.13 and later: plain Python, since xonsh's own parser would take long for it.
#
# Names of profiles and their descriptions come from the store's directory: no process is started for them. What only
# vxenv knows (keys, locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated.

# By the words of a command, "" for vxenv itself: its commands with their help; its options with what each takes, and
# help; its arguments. What is taken is a kind, a function below, or choices behind =; a * says that it may come again.
# fmt: off
# --- made by `make completions` from the commands; not by hand ---
__vxenv_c_table = {
    "": (
        {
            "use": "Switch this shell to a profile, or to several laid on each other",
            "off": "No profile in this shell, whatever the directory asks for",
            "auto": "Let directories and the default decide again",
            "default": "The profile for where no directory asks for one",
            "exec": "Run one program with a profile",
            "export": "Print a profile for a shell, a program, or another person",
            "local": "Have this directory ask for a profile, and allow that",
            "allow": "Let a directory file act, after showing what it changes",
            "trust": "Let a directory file act, after showing what it changes",
            "deny": "Let a directory file not act, and do not ask again",
            "allowed": "List the directory files that were allowed or denied",
            "list": "List the profiles",
            "ls": "List the profiles",
            "show": "Show what a profile sets and unsets, and where that is written",
            "diff": "Compare two profiles, or one with this shell or directory",
            "status": "What is active here, and why",
            "current": "Print the name of what is active here",
            "which": "Print the file that a profile is in",
            "prompt": "Print what is active here, in a format of your own",
            "why": "Which of profile, shell and Claude Code's settings decides about a variable",
            "models": "List the models: where each is served, until when, and what it is called",
            "vars": "List the variables: what each does, which key sets it, what wins over it",
            "add": "Make a profile: from options, or from what is set somewhere already",
            "set": "Change keys of profiles; all else in their files stays as it is",
            "unset": "Take keys out of profiles",
            "edit": "Open a profile in your editor, and check it before it counts",
            "copy": "Copy a profile",
            "cp": "Copy a profile",
            "rename": "Rename a profile, wherever it is named",
            "mv": "Rename a profile, wherever it is named",
            "remove": "Remove profiles",
            "rm": "Remove profiles",
            "import": "Take in profiles that somebody sent, or another program's variables",
            "undo": "Take back the last change to profiles, or the last few",
            "statusline": "Profile, project and location for Claude Code's status line",
            "guard": "Warn in Claude Code of a project or location that is not the profile's",
            "claude": "Have Claude Code show the profile and warn: install, remove",
            "lint": "Find what Vertex or Claude Code would refuse, or take otherwise than meant",
            "upgrade": "Move profiles from models that retire to their successors",
            "doctor": "Look at all that a session needs, and print the command that mends what is not so",
            "probe": "Ask which models this project can use, and where",
            "explain": "Explain an error of Claude Code or Vertex, and how to fix it",
            "setup": "Have each new shell load vxenv, and make first profiles of what is set already",
            "config": "Read and change vxenv's own settings: list, get, set, unset",
            "init": "Print the hook of a shell, for its rc file",
            "completions": "Print the completions of a shell",
            "try": "Open a shell with sample profiles, in a home that is thrown away",
            "help": "Show what a command does",
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "-V": ("", "Show the version and exit"),
            "--version": ("", "Show the version and exit"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "use": (
        {
        },
        {
            "-y": ("", "Do not ask before a protected profile"),
            "--yes": ("", "Do not ask before a protected profile"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "off": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "auto": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "default": (
        {
        },
        {
            "--unset": ("", "Have no default"),
            "--json": ("", "Print the default, as it is afterwards, as JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "exec": (
        {
        },
        {
            "-y": ("", "Run with a protected profile"),
            "--yes": ("", "Run with a protected profile"),
            "--no-settings": ("", "Give Claude Code no --settings: let its own files win"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["programs*"],
    ),
    "export": (
        {
        },
        {
            "--format": ("=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings toml bundle", "Whose language"),
            "--flatten": ("", "With toml and bundle: everything in one, without extends"),
            "--write": ("files", "With claude-settings: put it into that settings file"),
            "--remove": ("files", "With claude-settings: take out of FILE what was put in"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "local": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "allow": (
        {
        },
        {
            "-y": ("", "Allow it without a question"),
            "--yes": ("", "Allow it without a question"),
            "--full": ("", "Show long values whole"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "trust": (
        {
        },
        {
            "-y": ("", "Allow it without a question"),
            "--yes": ("", "Allow it without a question"),
            "--full": ("", "Show long values whole"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "deny": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "allowed": (
        {
        },
        {
            "--prune": ("", "Forget those that are gone or have changed since"),
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "list": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "ls": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "show": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "--all": ("", "Also the closed variables that it merely unsets"),
            "--resolved": ("", "Which model Claude Code asks for in each role, and where"),
            "--client": ("clients", "With --resolved: for this Claude Code"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "diff": (
        {
        },
        {
            "--all": ("", "Also what is the same on both sides"),
            "--exit-code": ("", "Exit with 1 if they differ"),
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["sides", "sides"],
    ),
    "status": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "current": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "which": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "prompt": (
        {
        },
        {
            "--format": ("nothing", "With fields in braces"),
            "--file": ("=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf", "Print a ready file for a prompt, which needs no vxenv"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "why": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["known"],
    ),
    "models": (
        {
        },
        {
            "--location": ("locations", "Only what is served there, or may be"),
            "--family": ("=opus sonnet haiku fable", "Only one family"),
            "--served": ("", "Only what is known to be served: somewhere, or at --location"),
            "--retiring-within": ("nothing", "Only what retires by then, or retired in the last 90 days"),
            "--client": ("clients", "Whose aliases; without, the installed Claude Code's"),
            "--refresh": ("", "Read what Claude Code knows, and ask Google; free, and remembered"),
            "--profile": ("stacks", "With --refresh: as whom to ask; without, as this shell is"),
            "-y": ("", "Do not ask before secrets go to servers that are not Google's"),
            "--yes": ("", "Do not ask before secrets go to servers that are not Google's"),
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "vars": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["known"],
    ),
    "add": (
        {
        },
        {
            "--project": ("nothing", "Google Cloud project id"),
            "--region": ("locations", "global, us, eu or a region"),
            "--location": ("locations", "global, us, eu or a region"),
            "--main": ("models", "Model that a session starts with"),
            "--opus": ("models", "Model id that opus stands for"),
            "--sonnet": ("models", "Model id that sonnet stands for"),
            "--haiku": ("models", "Model id that haiku stands for"),
            "--credentials": ("files", "Google credentials file"),
            "--description": ("nothing", "One line for people"),
            "--extends": ("profiles", "Profile that this one builds on; may be repeated"),
            "--protected": ("", "Have `use` ask first"),
            "--set": ("pairs", "Any other key; may be repeated"),
            "--from": ("profiles", "Start from a copy of another profile"),
            "--from-env": ("", "Take over this shell's variables"),
            "--from-settings": ("", "Take over a Claude Code settings file; without PATH, the user's"),
            "--from-gcloud": ("", "Take over a gcloud configuration; without a name, the active one"),
            "--from-rc": ("files", "Take over what an rc file exports; may be repeated"),
            "--function": ("nothing", "With --from-rc: what this function of it exports"),
            "--from-dotenv": ("files", "Take over a .env file"),
            "-f": ("", "Replace the profile if it is there; a backup is kept"),
            "--force": ("", "Replace the profile if it is there; a backup is kept"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing"],
    ),
    "set": (
        {
        },
        {
            "--if-set": ("", "Only where the profile itself has the key already"),
            "-n": ("", "Print the difference it would make, and change nothing"),
            "--dry-run": ("", "Print the difference it would make, and change nothing"),
            "--json": ("", "Print the keys that change, and the files, as JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["settings*"],
    ),
    "unset": (
        {
        },
        {
            "-n": ("", "Print the difference it would make, and change nothing"),
            "--dry-run": ("", "Print the difference it would make, and change nothing"),
            "--json": ("", "Print the keys that change, and the files, as JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["unsettings*"],
    ),
    "edit": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles"],
    ),
    "copy": (
        {
        },
        {
            "-f": ("", "Replace NEW, keeping a backup of it"),
            "--force": ("", "Replace NEW, keeping a backup of it"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "cp": (
        {
        },
        {
            "-f": ("", "Replace NEW, keeping a backup of it"),
            "--force": ("", "Replace NEW, keeping a backup of it"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "rename": (
        {
        },
        {
            "--keep-directories": ("", "List the directory files that ask for OLD, and leave them"),
            "-f": ("", "Replace NEW, keeping a backup of it"),
            "--force": ("", "Replace NEW, keeping a backup of it"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "mv": (
        {
        },
        {
            "--keep-directories": ("", "List the directory files that ask for OLD, and leave them"),
            "-f": ("", "Replace NEW, keeping a backup of it"),
            "--force": ("", "Replace NEW, keeping a backup of it"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "remove": (
        {
        },
        {
            "-f": ("", "Even while something names them, or they are active here"),
            "--force": ("", "Even while something names them, or they are active here"),
            "-y": ("", "Do not ask before more than one is removed"),
            "--yes": ("", "Do not ask before more than one is removed"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles*"],
    ),
    "rm": (
        {
        },
        {
            "-f": ("", "Even while something names them, or they are active here"),
            "--force": ("", "Even while something names them, or they are active here"),
            "-y": ("", "Do not ask before more than one is removed"),
            "--yes": ("", "Do not ask before more than one is removed"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles*"],
    ),
    "import": (
        {
        },
        {
            "--as": ("nothing", "What to call it; without, as its file is called"),
            "--format": ("=toml dotenv docker systemd github vscode json claude-settings envrc mise", "Without, by the file's name and text"),
            "-f": ("", "Replace profiles of the same name; a backup of each is kept"),
            "--force": ("", "Replace profiles of the same name; a backup of each is kept"),
            "-n": ("", "Show what it would bring, and change nothing"),
            "--dry-run": ("", "Show what it would bring, and change nothing"),
            "--json": ("", "Print what it brings as JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["files"],
    ),
    "undo": (
        {
        },
        {
            "--list": ("", "Show what can be taken back, the last change first"),
            "--redo": ("", "Bring again what was taken back"),
            "-n": ("", "Print the difference it would make, and change nothing"),
            "--dry-run": ("", "Print the difference it would make, and change nothing"),
            "-f": ("", "Even where a file was changed since by something else"),
            "--force": ("", "Even where a file was changed since by something else"),
            "--forget": ("", "Forget all changes: nothing can be taken back then"),
            "-y": ("", "Do not ask before --forget"),
            "--yes": ("", "Do not ask before --forget"),
            "--json": ("", "Print JSON, with --list"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing"],
    ),
    "statusline": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "guard": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "claude": (
        {
            "install": "Put the status line and the guard into a settings file",
            "remove": "Take them out again",
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "claude install": (
        {
        },
        {
            "--user": ("", "Your own settings (the default)"),
            "--project": ("", "The project's .claude/settings.json"),
            "--local": ("", "The project's .claude/settings.local.json"),
            "--statusline": ("", "The status line"),
            "--no-statusline": ("", "The status line"),
            "--guard": ("", "The guard, a hook at the start of each session"),
            "--no-guard": ("", "The guard, a hook at the start of each session"),
            "-n": ("", "Print the difference it would make, and change nothing"),
            "--dry-run": ("", "Print the difference it would make, and change nothing"),
            "-f": ("", "In place of a status line of your own, which `remove` brings back"),
            "--force": ("", "In place of a status line of your own, which `remove` brings back"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["files"],
    ),
    "claude remove": (
        {
        },
        {
            "--user": ("", "Your own settings (the default)"),
            "--project": ("", "The project's .claude/settings.json"),
            "--local": ("", "The project's .claude/settings.local.json"),
            "--statusline": ("", "The status line"),
            "--no-statusline": ("", "The status line"),
            "--guard": ("", "The guard, a hook at the start of each session"),
            "--no-guard": ("", "The guard, a hook at the start of each session"),
            "-n": ("", "Print the difference it would make, and change nothing"),
            "--dry-run": ("", "Print the difference it would make, and change nothing"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["files"],
    ),
    "lint": (
        {
        },
        {
            "--all": ("", "All profiles"),
            "--client": ("clients", "For this Claude Code; without, the installed one"),
            "--format": ("=text json sarif github", ""),
            "--json": ("", "The same as --format json"),
            "--strict": ("", "Exit with 1 for warnings too"),
            "--fix": ("", "Mend what can be mended without changing what is meant"),
            "-y": ("", "Do not ask before --fix"),
            "--yes": ("", "Do not ask before --fix"),
            "--explain": ("rules", "Say what a rule is about; `all` lists them"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["targets*"],
    ),
    "upgrade": (
        {
        },
        {
            "--all": ("", "All profiles"),
            "--client": ("clients", "For this Claude Code; without, the installed one"),
            "-y": ("", "Do not ask"),
            "--yes": ("", "Do not ask"),
            "-n": ("", "Print the difference it would make, and change nothing"),
            "--dry-run": ("", "Print the difference it would make, and change nothing"),
            "--json": ("", "With --dry-run or --yes: print the moves as JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "doctor": (
        {
        },
        {
            "-v": ("", "A line for each thing that is as it should be"),
            "--verbose": ("", "A line for each thing that is as it should be"),
            "-q": ("", "Only what is wrong: warnings and failures"),
            "--quiet": ("", "Only what is wrong: warnings and failures"),
            "--online": ("", "Also ask Google, for free: token, billing, API, IAM, models, quota"),
            "--spend": ("", "With --online: call each model for one token, which is billed"),
            "-y": ("", "Do not ask before secrets go to servers that are not Google's"),
            "--yes": ("", "Do not ask before secrets go to servers that are not Google's"),
            "--json": ("", "Print JSON"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "probe": (
        {
        },
        {
            "--models": ("models", "Only these models, aliases of families too; without, all current"),
            "--locations": ("locations", "Only these; without, where each is served or may be"),
            "--repeat": ("nothing", "Ask so often, and show the median time"),
            "--jobs": ("nothing", "Requests at a time"),
            "--spend": ("", "Call each model for one token, which is billed; it tells more"),
            "-y": ("", "Do not ask before secrets go to servers that are not Google's"),
            "--yes": ("", "Do not ask before secrets go to servers that are not Google's"),
            "--client": ("clients", "For this Claude Code; without, the installed one"),
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "explain": (
        {
        },
        {
            "--file": ("files", "Take the last error in a file, such as Claude Code's debug log"),
            "--profile": ("stacks", "The profile that was in force; without, the one that is active"),
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing*"],
    ),
    "setup": (
        {
        },
        {
            "--shell": ("=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh", "Which shell; the one that calls by default"),
            "-y": ("", "Do not ask: as if Enter was the answer to each question"),
            "--yes": ("", "Do not ask: as if Enter was the answer to each question"),
            "-n": ("", "Show what it would write, and change nothing"),
            "--dry-run": ("", "Show what it would write, and change nothing"),
            "--remove": ("", "Take out what setup put in; what you changed since stays"),
            "--purge": ("", "With --remove: delete profiles, configuration, trust and caches too"),
            "--json": ("", "With --dry-run: print what it would write as JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "config": (
        {
            "get": "Print one setting",
            "list": "List the settings",
            "set": "Change one setting",
            "unset": "Take one setting out of config.toml",
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "config get": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=default quiet allow_prefixes claude_wrapper picker"],
    ),
    "config list": (
        {
        },
        {
            "--json": ("", "Print JSON"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "config set": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=default quiet allow_prefixes claude_wrapper picker", "nothing*"],
    ),
    "config unset": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=default quiet allow_prefixes claude_wrapper picker"],
    ),
    "init": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh"],
    ),
    "completions": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh"],
    ),
    "try": (
        {
        },
        {
            "--shell": ("=bash zsh fish ksh mksh tcsh elvish nushell xonsh", "Which shell; yours by default"),
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "help": (
        {
        },
        {
            "-q": ("", "Say nothing that is not asked for"),
            "--quiet": ("", "Say nothing that is not asked for"),
            "-v": ("", "Say what is decided and asked"),
            "--verbose": ("", "Say what is decided and asked"),
            "--no-pager": ("", "Do not send long output through a pager"),
            "--debug": ("", "Say what is read, decided and asked, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars add set unset edit copy rename remove import undo statusline guard claude lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust", "nothing"],
    ),
}
# --- end of what is made ---
# fmt: on


def __vxenv_c_load() -> object:
    """Have xonsh complete vxenv's commands, unless the hook waits for a first Tab to do so; return what does it."""
    import contextlib
    import os
    import re
    import subprocess

    from xonsh.built_ins import XSH
    from xonsh.completers.commands import complete_command
    from xonsh.completers.completer import add_one_completer
    from xonsh.completers.path import complete_dir, complete_path
    from xonsh.completers.tools import RichCompletion, contextual_command_completer_for

    table = __vxenv_c_table

    # --- Profiles, without a process ---

    def store() -> str:
        """Return vxenv's configuration directory, as vxenv finds it."""
        given = str(XSH.env.get("VXENV_CONFIG_DIR") or "")
        folder = str(XSH.env.get("XDG_CONFIG_HOME") or "")
        folder = folder if folder.strip() else os.path.join(str(XSH.env.get("HOME") or ""), ".config")
        return given or os.path.join(folder, "vxenv")

    def description(path: str) -> str:
        """Return what a profile says of itself, without what steers a terminal."""
        with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
            head = re.split(r"(?m)^[ \t]*\[", file.read(65536))[0]
            found = re.search(r'(?m)^[ \t]*description[ \t]*=[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|\'([^\'\n]*)\')', head)
            if found:
                said = found[2] if found[1] is None else re.sub(r'\\(["\\])', r"\1", found[1])
                return "".join(one for one in said[:200] if one.isprintable())
        return ""

    def profiles(word: str) -> "list[tuple[str, str]]":
        folder = os.path.join(store(), "profiles")
        found = []
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(folder)):
                path = os.path.join(folder, name)
                # No other name is a profile's.
                if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.toml", name) and os.path.isfile(path):
                    stem = name.removesuffix(".toml")
                    if stem.startswith(word):
                        found.append((stem, description(path)))
        return found

    def stacks(word: str) -> "list[tuple[str, str]]":
        before, plus, rest = word.rpartition("+")
        return [(before + plus + name, said) for name, said in profiles(rest)]

    def sides(word: str) -> "list[tuple[str, str]]":
        own = [
            ("@shell", "the variables of this shell"),
            ("@dir", "what the directory file here asks for"),
            ("@claude", "what Claude Code would see if it were started here"),
        ]
        return [*own, *stacks(word)]

    # --- What vxenv is asked for ---

    def ask(*words: str) -> "list[tuple[str, str]]":
        known = XSH.ctx.get("__vxenv_constants", {})
        command = [known.get("python", ""), "-X", "utf8", "-I", "-S", known.get("main", "")]
        if not (os.access(command[0], os.X_OK) and os.path.isfile(command[-1])):
            command = ["/usr/bin/env", "vxenv"]
        given = XSH.env.detype() | {"VXENV_CONFIG_DIR": store()}
        with contextlib.suppress(OSError, KeyboardInterrupt):
            done = subprocess.run(
                [*command, "complete", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=given,
                check=False,
            )
            lines = done.stdout.decode(errors="replace").splitlines()
            return [(line.partition("\t")[0], line.partition("\t")[2]) for line in lines]
        return []

    def pairs(word: str) -> "list[tuple[str, str]]":
        """Return what fits KEY=VALUE: the key, then its values."""
        key, equals, _ = word.partition("=")
        if not equals:
            return [(name if name.endswith(".") else name + "=", said) for name, said in ask("keys", word)]
        found = ask("values", key)
        if found and found[0][0] in (":files", ":directories"):
            folder, base = os.path.split(word.partition("=")[2])
            with contextlib.suppress(OSError):
                names = sorted(os.listdir(os.path.expanduser(folder) or "."))
                found = [(os.path.join(folder, name), "") for name in names if name.startswith(base)]
        return [(f"{key}={value}", said) for value, said in found]

    def settings(word: str, earlier: int) -> "list[tuple[str, str]]":
        return ([] if "=" in word else profiles(word)) + (pairs(word) if earlier else [])

    def unsettings(word: str, earlier: int) -> "list[tuple[str, str]]":
        return profiles(word) + (ask("keys", word) if earlier else [])

    kinds = {"profiles": profiles, "stacks": stacks, "sides": sides, "targets": stacks, "pairs": pairs}
    asked = ("variables", "locations", "models", "rules", "clients")

    def candidates(kind: str, word: str, earlier: int) -> "list[tuple[str, str]]":
        """Return what a parameter of `kind` can be, behind `earlier` arguments of its command."""
        if kind.startswith("="):
            return [(one, "") for one in kind[1:].split(" ")]
        if kind in kinds:
            return kinds[kind](word)
        if kind == "known":
            return ask("known", word)
        if kind in ("settings", "unsettings"):
            return (settings if kind == "settings" else unsettings)(word, earlier)
        return ask(kind) if kind in asked else []

    def rich(found: "list[tuple[str, str]]", word: str) -> "set[object]":
        return {
            RichCompletion(
                # A literal of Python where xonsh would read more than one word, or expand something.
                name if re.fullmatch(r"[\w@+=.,:/%-]*", name) else repr(name),
                prefix_len=len(word),
                description=said,
                append_space=not name.endswith(("=", ".")),
            )
            for name, said in found
            if name.startswith(word)
        }

    def taken(kind: str, context: object, earlier: int) -> object:
        """Return the completions of one parameter."""
        if kind == "folders":
            return complete_dir(context)
        if kind in ("files", "sides", "targets"):
            found = rich(candidates(kind, context.prefix, earlier), context.prefix)
            return found or complete_path(context)
        return rich(candidates(kind, context.prefix, earlier), context.prefix)

    @contextual_command_completer_for("vxenv")
    def __vxenv_complete(context: object) -> object:
        """Complete a command line of vxenv's; where nothing fits, files do not either."""
        found = completed(context)
        if found is not None and not found:
            raise StopIteration
        return found

    def completed(context: object) -> object:
        path, count, value = "", 0, ""
        words = [one.value for one in context.args[1 : context.arg_index]]
        for at, word in enumerate(words):
            options = table[path][1]
            if value:
                value = ""
            elif word == "--":
                # A command, then what xonsh knows for any.
                return complete_command(context) if at == len(words) - 1 else None
            elif word.startswith("-"):
                value = options.get(word, ("", ""))[0]
            elif table[path][0]:
                path = f"{path} {word}".strip()
                if path not in table:
                    return set()
            else:
                count += 1
        commands, options, arguments = table[path]
        if value:
            return taken(value, context, count)
        if context.prefix.startswith("-"):
            option, equals, rest = context.prefix.partition("=")
            if equals and option in options:
                found = candidates(options[option][0], rest, count)
                return rich([(f"{option}={name}", said) for name, said in found], context.prefix)
            return rich([(name, said) for name, (_, said) in options.items()], context.prefix)
        if commands:
            return rich(list(commands.items()), context.prefix)
        if not arguments:
            return set()
        last = arguments[-1]
        if count >= len(arguments) and not last.endswith("*"):
            return set()
        kind = arguments[min(count, len(arguments) - 1)].removesuffix("*")
        return taken("stacks" if kind == "programs" else kind, context, count)

    if "vxenv" not in XSH.completers:
        add_one_completer("vxenv", __vxenv_complete, "start")
    return __vxenv_complete


__vxenv_c_complete = __vxenv_c_load()
