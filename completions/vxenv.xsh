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
            "use": "Switch this shell to a profile or stack",
            "off": "Turn profiles off in this shell",
            "auto": "Resume automatic profile selection in this shell",
            "default": "Show or set the default profile",
            "exec": "Run a command with a profile",
            "export": "Print a profile for a shell, a program or another user",
            "local": "Select a profile for this directory",
            "allow": "Allow a directory file after showing its changes",
            "trust": "Allow a directory file after showing its changes",
            "deny": "Deny a directory file, and stop asking about it",
            "allowed": "List allowed and denied directory files",
            "list": "List profiles",
            "ls": "List profiles",
            "show": "Show the variables of a profile and where they are set",
            "diff": "Compare profiles, this shell and directory files",
            "status": "Show the active profile and why it is active",
            "current": "Print the active profile or stack",
            "which": "Print the paths of profiles",
            "prompt": "Print the active profile in a custom format",
            "why": "Show every source of a variable's value",
            "models": "List models with their locations and retirement dates",
            "vars": "List known variables, their keys and their effects",
            "usage": "Estimate costs by profile, model or day",
            "add": "Create a profile from options or existing variables",
            "set": "Set keys in profiles",
            "unset": "Remove keys from profiles",
            "edit": "Edit a profile in your editor",
            "copy": "Copy a profile",
            "cp": "Copy a profile",
            "rename": "Rename a profile and update references to it",
            "mv": "Rename a profile and update references to it",
            "remove": "Remove profiles",
            "rm": "Remove profiles",
            "import": "Import profiles, or variables of other programs",
            "login": "Sign in to Google with credentials for one profile",
            "undo": "Undo the last changes to profiles and settings",
            "schema": "Print the JSON Schema of a file, for editors",
            "source": "Manage profiles of a team from git or a bucket",
            "statusline": "Print a status line for Claude Code",
            "guard": "Warn in Claude Code about a wrong project or location",
            "claude": "Manage vxenv's status line and guard in Claude Code",
            "editor": "Use a profile in Claude Code's editor extensions",
            "lint": "Check profiles for values Vertex or Claude Code rejects",
            "upgrade": "Replace retiring models with their successors",
            "doctor": "Diagnose the setup and suggest fixes",
            "probe": "Test which models a project can use, and where",
            "explain": "Explain an error of Claude Code or Vertex, with a fix",
            "setup": "Load vxenv in new shells and create first profiles",
            "config": "Read and change vxenv's own configuration",
            "init": "Print a shell's hook for its rc file",
            "completions": "Print shell completions",
            "try": "Open a shell with sample profiles in a temporary home",
            "help": "Show help for a command",
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
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
            "-y": ("", "Do not ask about a protected profile or a spent budget"),
            "--yes": ("", "Do not ask about a protected profile or a spent budget"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "off": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "auto": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "default": (
        {
        },
        {
            "--unset": ("", "Remove the default"),
            "--json": ("", "Output the resulting default as JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "exec": (
        {
        },
        {
            "-y": ("", "Do not ask before using a protected profile"),
            "--yes": ("", "Do not ask before using a protected profile"),
            "--no-settings": ("", "Do not pass the profile to Claude Code as --settings"),
            "--ssh": ("nothing", "Run the command on another machine with ssh"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["programs*"],
    ),
    "export": (
        {
        },
        {
            "--format": ("=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle", "Output format. [default: sh]"),
            "--flatten": ("", "With toml and bundle: resolve extends"),
            "--write": ("files", "With claude-settings and devcontainer: add the variables to FILE"),
            "--remove": ("files", "With claude-settings and devcontainer: remove the variables from FILE"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "local": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "allow": (
        {
        },
        {
            "-y": ("", "Allow the file without asking"),
            "--yes": ("", "Allow the file without asking"),
            "--full": ("", "Show long values in full"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "trust": (
        {
        },
        {
            "-y": ("", "Allow the file without asking"),
            "--yes": ("", "Allow the file without asking"),
            "--full": ("", "Show long values in full"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "deny": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "allowed": (
        {
        },
        {
            "--prune": ("", "Forget missing and changed files"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "list": (
        {
        },
        {
            "--source": ("sources", "List only the profiles of a source"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "ls": (
        {
        },
        {
            "--source": ("sources", "List only the profiles of a source"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "show": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "--all": ("", "Include closed variables, which the profile only unsets"),
            "--resolved": ("", "Show the model, location and status of each role"),
            "--client": ("clients", "With --resolved: use this Claude Code version. [default: installed]"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "diff": (
        {
        },
        {
            "--all": ("", "Show equal variables too"),
            "--exit-code": ("", "Exit with 1 if there are differences"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["sides", "sides"],
    ),
    "status": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "current": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "which": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "prompt": (
        {
        },
        {
            "--format": ("nothing", "Output format, with fields in braces. [default: {profile}]"),
            "--file": ("=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf", "Print a ready-made prompt file. It does not run vxenv"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "why": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["known"],
    ),
    "models": (
        {
        },
        {
            "--location": ("locations", "Show only models served, or possibly served, in this location"),
            "--family": ("=opus sonnet haiku fable", "Show only this family"),
            "--served": ("", "Show only models known to be served (in --location, if given)"),
            "--retiring-within": ("nothing", "Show only models that retire within DAYS or retired in the last 90 days"),
            "--client": ("clients", "Resolve aliases as this Claude Code version does. [default: installed]"),
            "--prices": ("", "Show prices in USD per million tokens (in --location, if given)"),
            "--refresh": ("", "Update the catalogue from Claude Code and Google (free)"),
            "--profile": ("stacks", "With --refresh: use this profile. [default: this shell's environment]"),
            "-y": ("", "Do not ask before sending secrets to non-Google servers"),
            "--yes": ("", "Do not ask before sending secrets to non-Google servers"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "vars": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["known"],
    ),
    "usage": (
        {
        },
        {
            "--by": ("=profile project location model role directory branch day week month session", "Group by profile, project, location, model, role, directory, branch, day, week, month or session; several with commas. [default: profile]"),
            "--since": ("nothing", "First day: 2026-11-30, 2026-11, yesterday, 7d, 2w or all"),
            "--until": ("nothing", "Last day: 2026-11-30, 2026-11 or yesterday. [default: today]"),
            "--profile": ("stacks", "Count only sessions with this profile or stack"),
            "--from": ("folders", "Read transcripts below DIR; repeatable"),
            "--guess": ("", "Attribute unrecorded sessions by allowed directory files"),
            "--prices": ("", "Show the prices applied, with source and date"),
            "--json": ("", "Output JSON"),
            "--csv": ("", "Output CSV"),
            "--svg": ("files", "Write a picture of the cost per day and profile; - for stdout"),
            "--reconcile": ("=bigquery", "Print SQL that compares these costs with Google's billing"),
            "--billing-table": ("nothing", "With --reconcile: the detailed export"),
            "--logs-table": ("nothing", "With --reconcile: the request-response logs; '' for none"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "add": (
        {
        },
        {
            "--project": ("nothing", "Google Cloud project ID"),
            "--region": ("locations", "Location: global, us, eu or a region"),
            "--location": ("locations", "Location: global, us, eu or a region"),
            "--main": ("models", "Main model"),
            "--opus": ("models", "Model ID for opus"),
            "--sonnet": ("models", "Model ID for sonnet"),
            "--haiku": ("models", "Model ID for haiku"),
            "--credentials": ("files", "Google credentials file"),
            "--description": ("nothing", "One-line description"),
            "--extends": ("profiles", "Profile to inherit from; may be repeated"),
            "--protected": ("", "Ask before switching to the profile"),
            "--set": ("pairs", "Set any other key; may be repeated"),
            "--from": ("profiles", "Start from a copy of another profile"),
            "--from-env": ("", "Import this shell's variables"),
            "--from-settings": ("", "Import a Claude Code settings file. [default: user settings]"),
            "--from-gcloud": ("", "Import a gcloud configuration. [default: the active one]"),
            "--from-rc": ("files", "Import the exports of an rc file; may be repeated"),
            "--function": ("nothing", "With --from-rc: import the exports of this function"),
            "--from-dotenv": ("files", "Import a .env file"),
            "-f": ("", "Replace an existing profile, and keep a backup"),
            "--force": ("", "Replace an existing profile, and keep a backup"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing"],
    ),
    "set": (
        {
        },
        {
            "--if-set": ("", "Change only profiles that already contain the key"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "--json": ("", "Output the changed keys and files as JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["settings*"],
    ),
    "unset": (
        {
        },
        {
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "--json": ("", "Output the changed keys and files as JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["unsettings*"],
    ),
    "edit": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles"],
    ),
    "copy": (
        {
        },
        {
            "-f": ("", "Replace NEW, and keep a backup"),
            "--force": ("", "Replace NEW, and keep a backup"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "cp": (
        {
        },
        {
            "-f": ("", "Replace NEW, and keep a backup"),
            "--force": ("", "Replace NEW, and keep a backup"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "rename": (
        {
        },
        {
            "--keep-directories": ("", "List directory files that select OLD; do not change them"),
            "-f": ("", "Replace NEW, and keep a backup"),
            "--force": ("", "Replace NEW, and keep a backup"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "mv": (
        {
        },
        {
            "--keep-directories": ("", "List directory files that select OLD; do not change them"),
            "-f": ("", "Replace NEW, and keep a backup"),
            "--force": ("", "Replace NEW, and keep a backup"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles", "nothing"],
    ),
    "remove": (
        {
        },
        {
            "-f": ("", "Remove profiles that are in use"),
            "--force": ("", "Remove profiles that are in use"),
            "-y": ("", "Do not ask before removing several profiles"),
            "--yes": ("", "Do not ask before removing several profiles"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles*"],
    ),
    "rm": (
        {
        },
        {
            "-f": ("", "Remove profiles that are in use"),
            "--force": ("", "Remove profiles that are in use"),
            "-y": ("", "Do not ask before removing several profiles"),
            "--yes": ("", "Do not ask before removing several profiles"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles*"],
    ),
    "import": (
        {
        },
        {
            "--as": ("nothing", "Name of the profile. [default: the file's name]"),
            "--format": ("=toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer", "Input format. [default: detected]"),
            "-f": ("", "Replace existing profiles, and keep backups"),
            "--force": ("", "Replace existing profiles, and keep backups"),
            "-n": ("", "Show the profiles without importing them"),
            "--dry-run": ("", "Show the profiles without importing them"),
            "--json": ("", "Output the imported profiles as JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["files"],
    ),
    "login": (
        {
        },
        {
            "--impersonate-service-account": ("nothing", "Make credentials for ACCOUNT; your own account must be allowed to impersonate it"),
            "--quota-project": ("nothing", "Charge quota to PROJECT. [default: the profile's project]"),
            "--disable-quota-project": ("", "Add no quota project"),
            "--no-launch-browser": ("", "Print a URL instead of opening a browser"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["profiles"],
    ),
    "undo": (
        {
        },
        {
            "--list": ("", "List changes, the latest first"),
            "--redo": ("", "Redo undone changes"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "-f": ("", "Undo even if a file was changed since"),
            "--force": ("", "Undo even if a file was changed since"),
            "--forget": ("", "Delete the history; nothing can be undone after that"),
            "-y": ("", "With --forget: do not ask"),
            "--yes": ("", "With --forget: do not ask"),
            "--json": ("", "With --list: output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing"],
    ),
    "schema": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=profile directory config policy catalogue"],
    ),
    "source": (
        {
            "add": "Add a source after showing its profiles",
            "init": "Create a repository for a source",
            "list": "List sources",
            "pin": "Keep a source at a version",
            "remove": "Remove a source",
            "show": "Show a source",
            "update": "Update sources after showing the changes",
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "source add": (
        {
        },
        {
            "--ref": ("nothing", "Branch, tag or commit. [default: the default branch]"),
            "--path": ("nothing", "Directory in the repository. [default: its root]"),
            "--set": ("pairs", "Value for a required key; may be repeated"),
            "--require-signed": ("files", "Refuse versions not signed by an allowed signer"),
            "--auto": ("", "With --require-signed: apply harmless updates without asking"),
            "-y": ("", "Accept the version without asking"),
            "--yes": ("", "Accept the version without asking"),
            "--full": ("", "Show long values in full"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing", "nothing"],
    ),
    "source init": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["folders"],
    ),
    "source list": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "source pin": (
        {
        },
        {
            "--unset": ("", "Follow the branch or the object again"),
            "-y": ("", "Accept the version without asking"),
            "--yes": ("", "Accept the version without asking"),
            "--full": ("", "Show long values in full"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["sources", "nothing"],
    ),
    "source remove": (
        {
        },
        {
            "-y": ("", "Remove the source even if its profiles are in use"),
            "--yes": ("", "Remove the source even if its profiles are in use"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["sources"],
    ),
    "source show": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["sources"],
    ),
    "source update": (
        {
        },
        {
            "--check": ("", "Only show changes; exit with 1 if there are any"),
            "--set": ("pairs", "Value for a required key; may be repeated"),
            "--allow-rollback": ("", "Accept a version older than the current one"),
            "--allow-rewrite": ("", "Accept a history without the current version"),
            "-y": ("", "Accept the version without asking"),
            "--yes": ("", "Accept the version without asking"),
            "--full": ("", "Show long values in full"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["sources*"],
    ),
    "statusline": (
        {
        },
        {
            "--format": ("nothing", "Output format, with fields in braces"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "guard": (
        {
        },
        {
            "--record": ("", "Only record the session, without the warning"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "claude": (
        {
            "install": "Add the status line and the guard to a settings file",
            "remove": "Remove the status line and the guard",
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "claude install": (
        {
        },
        {
            "--user": ("", "Use your user settings. [default]"),
            "--project": ("", "Use the project's .claude/settings.json"),
            "--local": ("", "Use the project's .claude/settings.local.json"),
            "--statusline": ("", "Include the status line"),
            "--no-statusline": ("", "Include the status line"),
            "--guard": ("", "Include the guard, which warns and records sessions"),
            "--no-guard": ("", "Include the guard, which warns and records sessions"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "--format": ("nothing", "Format of the status line, with fields in braces"),
            "-f": ("", "Replace your own status line; `remove` restores it"),
            "--force": ("", "Replace your own status line; `remove` restores it"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["files"],
    ),
    "claude remove": (
        {
        },
        {
            "--user": ("", "Use your user settings. [default]"),
            "--project": ("", "Use the project's .claude/settings.json"),
            "--local": ("", "Use the project's .claude/settings.local.json"),
            "--statusline": ("", "Include the status line"),
            "--no-statusline": ("", "Include the status line"),
            "--guard": ("", "Include the guard, which warns and records sessions"),
            "--no-guard": ("", "Include the guard, which warns and records sessions"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["files"],
    ),
    "editor": (
        {
            "install": "Write a profile to an editor's settings",
            "remove": "Remove a profile from an editor's settings",
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "editor install": (
        {
        },
        {
            "--workspace": ("folders", "Use the settings of DIR. [default: this directory]"),
            "--user": ("", "Use your settings of the editor"),
            "--remote": ("", "Use the settings of the editor's server on this machine (ssh, WSL, containers)"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=vscode cursor zed jetbrains", "stacks*"],
    ),
    "editor remove": (
        {
        },
        {
            "--workspace": ("folders", "Use the settings of DIR. [default: this directory]"),
            "--user": ("", "Use your settings of the editor"),
            "--remote": ("", "Use the settings of the editor's server on this machine (ssh, WSL, containers)"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=vscode cursor zed jetbrains"],
    ),
    "lint": (
        {
        },
        {
            "--all": ("", "Check all your own profiles"),
            "--source": ("files", "Check all files of a source: a directory or a bundle"),
            "--client": ("clients", "Check for this Claude Code version. [default: installed]"),
            "--format": ("=text json sarif github", "Output format. [default: text]"),
            "--json": ("", "Same as --format json"),
            "--strict": ("", "Exit with 1 for warnings too"),
            "--fix": ("", "Apply safe fixes"),
            "-y": ("", "With --fix: do not ask"),
            "--yes": ("", "With --fix: do not ask"),
            "--explain": ("rules", "Explain a rule; `all` explains all rules"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["targets*"],
    ),
    "upgrade": (
        {
        },
        {
            "--all": ("", "Upgrade all profiles"),
            "--client": ("clients", "Upgrade for this Claude Code version. [default: installed]"),
            "-y": ("", "Write the changes without asking"),
            "--yes": ("", "Write the changes without asking"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "--json": ("", "With --dry-run or --yes: output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "doctor": (
        {
        },
        {
            "-v": ("", "Show passed checks too"),
            "--verbose": ("", "Show passed checks too"),
            "-q": ("", "Show only warnings and failures"),
            "--quiet": ("", "Show only warnings and failures"),
            "--online": ("", "Also check access, billing and quota with Google. Free"),
            "--spend": ("", "With --online: call each model for one token. Billed"),
            "-y": ("", "Do not ask before sending secrets to non-Google servers"),
            "--yes": ("", "Do not ask before sending secrets to non-Google servers"),
            "--json": ("", "Output JSON"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "probe": (
        {
        },
        {
            "--models": ("models", "Probe only these models or families. [default: all current]"),
            "--locations": ("locations", "Probe only these locations. [default: possible ones]"),
            "--repeat": ("nothing", "Repeat requests; show the median time. [default: 1]"),
            "--jobs": ("nothing", "Requests in parallel"),
            "--spend": ("", "Generate one token per request. Billed, but more conclusive"),
            "-y": ("", "Do not ask before sending secrets to non-Google servers"),
            "--yes": ("", "Do not ask before sending secrets to non-Google servers"),
            "--client": ("clients", "Probe for this Claude Code version. [default: installed]"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["stacks*"],
    ),
    "explain": (
        {
        },
        {
            "--file": ("files", "Explain the last error in a file, such as a debug log"),
            "--profile": ("stacks", "Assume this profile. [default: the active one]"),
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["nothing*"],
    ),
    "setup": (
        {
        },
        {
            "--shell": ("=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh", "Set up this shell. [default: the calling shell]"),
            "-y": ("", "Do not ask; use the default answers"),
            "--yes": ("", "Do not ask; use the default answers"),
            "-n": ("", "Show the changes without making them"),
            "--dry-run": ("", "Show the changes without making them"),
            "--remove": ("", "Remove what setup added; keep your later changes"),
            "--purge": ("", "With --remove: also delete profiles, config, trust, ledger and caches"),
            "--json": ("", "With --dry-run: output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "config": (
        {
            "get": "Print the value of a key",
            "list": "List all keys",
            "set": "Set a key",
            "unset": "Remove a key from config.toml",
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "config get": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line"],
    ),
    "config list": (
        {
        },
        {
            "--json": ("", "Output JSON"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "config set": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line", "nothing*"],
    ),
    "config unset": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line"],
    ),
    "init": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh"],
    ),
    "completions": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh"],
    ),
    "try": (
        {
        },
        {
            "--shell": ("=bash zsh fish ksh mksh tcsh elvish nushell xonsh", "Open this shell. [default: yours]"),
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        [],
    ),
    "help": (
        {
        },
        {
            "-q": ("", "Suppress informational output"),
            "--quiet": ("", "Suppress informational output"),
            "-v": ("", "Log decisions and requests to stderr"),
            "--verbose": ("", "Log decisions and requests to stderr"),
            "--no-pager": ("", "Do not use a pager for long output"),
            "--color": ("=auto always never", "Use color: auto, always or never"),
            "--debug": ("", "Log file access, decisions and requests, with times"),
            "--help": ("", "Show this message and exit"),
        },
        ["=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust", "nothing"],
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

    def store(kind: str = "CONFIG", default: str = ".config") -> str:
        """Return vxenv's configuration directory, or that of another kind, as vxenv finds it."""
        given = str(XSH.env.get(f"VXENV_{kind}_DIR") or "")
        folder = str(XSH.env.get(f"XDG_{kind}_HOME") or "")
        folder = folder if folder.strip() else os.path.join(str(XSH.env.get("HOME") or ""), default)
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

    def read(folder: str, before: str, word: str) -> "list[tuple[str, str]]":
        """Return the profiles in a folder that go on from a word, each behind another, with their descriptions."""
        found = []
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(folder)):
                path = os.path.join(folder, name)
                # No other name is a profile's.
                if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.toml", name) and os.path.isfile(path):
                    stem = before + name.removesuffix(".toml")
                    if stem.startswith(word):
                        found.append((stem, description(path)))
        return found

    def profiles(word: str) -> "list[tuple[str, str]]":
        found = read(os.path.join(store(), "profiles"), "", word)
        sources = os.path.join(store("STATE", ".local/state"), "sources")
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(sources)):
                if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", name):
                    found += read(os.path.join(sources, name, "profiles"), f"{name}/", word)
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
        given = XSH.env.detype() | {"VXENV_CONFIG_DIR": store(), "VXENV_STATE_DIR": store("STATE", ".local/state")}
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
    asked = ("variables", "locations", "models", "rules", "clients", "sources")

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
