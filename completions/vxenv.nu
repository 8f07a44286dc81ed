# Completions of vxenv for nushell, 0.108 and later.
#
# `vxenv init nushell` has them in its hook already. Where there is no hook, this file alone completes: it stands in front
# of what $env.config.completions.external.completer is, which goes on completing all other programs.
#
# Names of profiles come from the store's directory: no process is started for them. What only vxenv knows (keys,
# locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated. The tables are text until
# somebody presses Tab, since each new shell parses this.

# --- made by `make completions` from the commands; not by hand ---
const __vxenv_c_tables = r##'{
"commands": {
    "": ["use", "off", "auto", "default", "exec", "export", "local", "allow", "trust", "deny", "allowed", "list", "ls", "show", "diff", "status", "current", "which", "prompt", "why", "models", "vars", "usage", "add", "set", "unset", "edit", "copy", "cp", "rename", "mv", "remove", "rm", "import", "login", "undo", "schema", "source", "statusline", "guard", "claude", "editor", "lint", "upgrade", "doctor", "probe", "explain", "setup", "config", "init", "completions", "try", "help"],
    "source": ["add", "init", "list", "pin", "remove", "show", "update"],
    "claude": ["install", "remove"],
    "editor": ["install", "remove"],
    "config": ["get", "list", "set", "unset"]
},
"options": {
    "": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "-V", "--version", "--help"],
    "use": ["-y", "--yes", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "off": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "auto": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "default": ["--unset", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "exec": ["-y", "--yes", "--no-settings", "--ssh", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "export": ["--format", "--flatten", "--write", "--remove", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "local": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "allow": ["-y", "--yes", "--full", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "trust": ["-y", "--yes", "--full", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "deny": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "allowed": ["--prune", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "list": ["--source", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "ls": ["--source", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "show": ["--json", "--all", "--resolved", "--client", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "diff": ["--all", "--exit-code", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "status": ["--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "current": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "which": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "prompt": ["--format", "--file", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "why": ["--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "models": ["--location", "--family", "--served", "--retiring-within", "--client", "--prices", "--refresh", "--profile", "-y", "--yes", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "vars": ["--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "usage": ["--by", "--since", "--until", "--profile", "--from", "--guess", "--prices", "--json", "--csv", "--svg", "--reconcile", "--billing-table", "--logs-table", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "add": ["--project", "--region", "--location", "--main", "--opus", "--sonnet", "--haiku", "--credentials", "--description", "--extends", "--protected", "--set", "--from", "--from-env", "--from-settings", "--from-gcloud", "--from-rc", "--function", "--from-dotenv", "-f", "--force", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "set": ["--if-set", "-n", "--dry-run", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "unset": ["-n", "--dry-run", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "edit": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "copy": ["-f", "--force", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "cp": ["-f", "--force", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "rename": ["--keep-directories", "-f", "--force", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "mv": ["--keep-directories", "-f", "--force", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "remove": ["-f", "--force", "-y", "--yes", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "rm": ["-f", "--force", "-y", "--yes", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "import": ["--as", "--format", "-f", "--force", "-n", "--dry-run", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "login": ["--impersonate-service-account", "--quota-project", "--disable-quota-project", "--no-launch-browser", "-n", "--dry-run", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "undo": ["--list", "--redo", "-n", "--dry-run", "-f", "--force", "--forget", "-y", "--yes", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "schema": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source add": ["--ref", "--path", "--set", "--require-signed", "--auto", "-y", "--yes", "--full", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source init": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source list": ["--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source pin": ["--unset", "-y", "--yes", "--full", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source remove": ["-y", "--yes", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source show": ["--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "source update": ["--check", "--set", "--allow-rollback", "--allow-rewrite", "-y", "--yes", "--full", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "statusline": ["--format", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "guard": ["--record", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "claude": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "claude install": ["--user", "--project", "--local", "--statusline", "--no-statusline", "--guard", "--no-guard", "-n", "--dry-run", "--format", "-f", "--force", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "claude remove": ["--user", "--project", "--local", "--statusline", "--no-statusline", "--guard", "--no-guard", "-n", "--dry-run", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "editor": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "editor install": ["--workspace", "--user", "--remote", "-n", "--dry-run", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "editor remove": ["--workspace", "--user", "--remote", "-n", "--dry-run", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "lint": ["--all", "--source", "--client", "--format", "--json", "--strict", "--fix", "-y", "--yes", "--explain", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "upgrade": ["--all", "--client", "-y", "--yes", "-n", "--dry-run", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "doctor": ["-v", "--verbose", "-q", "--quiet", "--online", "--spend", "-y", "--yes", "--json", "--no-pager", "--color", "--debug", "--help"],
    "probe": ["--models", "--locations", "--repeat", "--jobs", "--spend", "-y", "--yes", "--client", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "explain": ["--file", "--profile", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "setup": ["--shell", "-y", "--yes", "-n", "--dry-run", "--remove", "--purge", "--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "config": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "config get": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "config list": ["--json", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "config set": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "config unset": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "init": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "completions": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "try": ["--shell", "-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"],
    "help": ["-q", "--quiet", "-v", "--verbose", "--no-pager", "--color", "--debug", "--help"]
},
"arguments": {
    "use": ["stacks*"],
    "default": ["stacks*"],
    "exec": ["programs*"],
    "export": ["stacks*"],
    "local": ["stacks*"],
    "allow": ["folders"],
    "trust": ["folders"],
    "deny": ["folders"],
    "show": ["stacks*"],
    "diff": ["sides", "sides"],
    "which": ["stacks*"],
    "why": ["known"],
    "vars": ["known"],
    "add": ["nothing"],
    "set": ["settings*"],
    "unset": ["unsettings*"],
    "edit": ["profiles"],
    "copy": ["profiles", "nothing"],
    "cp": ["profiles", "nothing"],
    "rename": ["profiles", "nothing"],
    "mv": ["profiles", "nothing"],
    "remove": ["profiles*"],
    "rm": ["profiles*"],
    "import": ["files"],
    "login": ["profiles"],
    "undo": ["nothing"],
    "schema": ["=profile directory config policy catalogue"],
    "source add": ["nothing", "nothing"],
    "source init": ["folders"],
    "source pin": ["sources", "nothing"],
    "source remove": ["sources"],
    "source show": ["sources"],
    "source update": ["sources*"],
    "claude install": ["files"],
    "claude remove": ["files"],
    "editor install": ["=vscode cursor zed jetbrains", "stacks*"],
    "editor remove": ["=vscode cursor zed jetbrains"],
    "lint": ["targets*"],
    "upgrade": ["stacks*"],
    "doctor": ["stacks*"],
    "probe": ["stacks*"],
    "explain": ["nothing*"],
    "config get": ["=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line"],
    "config set": ["=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line", "nothing*"],
    "config unset": ["=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line"],
    "init": ["=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh"],
    "completions": ["=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh"],
    "help": ["=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust", "nothing"]
},
"valued": {
    "--color": "=auto always never",
    "use --color": "=auto always never",
    "off --color": "=auto always never",
    "auto --color": "=auto always never",
    "default --color": "=auto always never",
    "exec --ssh": "nothing",
    "exec --color": "=auto always never",
    "export --format": "=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle",
    "export --write": "files",
    "export --remove": "files",
    "export --color": "=auto always never",
    "local --color": "=auto always never",
    "allow --color": "=auto always never",
    "trust --color": "=auto always never",
    "deny --color": "=auto always never",
    "allowed --color": "=auto always never",
    "list --source": "sources",
    "list --color": "=auto always never",
    "ls --source": "sources",
    "ls --color": "=auto always never",
    "show --client": "clients",
    "show --color": "=auto always never",
    "diff --color": "=auto always never",
    "status --color": "=auto always never",
    "current --color": "=auto always never",
    "which --color": "=auto always never",
    "prompt --format": "nothing",
    "prompt --file": "=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf",
    "prompt --color": "=auto always never",
    "why --color": "=auto always never",
    "models --location": "locations",
    "models --family": "=opus sonnet haiku fable",
    "models --retiring-within": "nothing",
    "models --client": "clients",
    "models --profile": "stacks",
    "models --color": "=auto always never",
    "vars --color": "=auto always never",
    "usage --by": "=profile project location model role directory branch day week month session",
    "usage --since": "nothing",
    "usage --until": "nothing",
    "usage --profile": "stacks",
    "usage --from": "folders",
    "usage --svg": "files",
    "usage --reconcile": "=bigquery",
    "usage --billing-table": "nothing",
    "usage --logs-table": "nothing",
    "usage --color": "=auto always never",
    "add --project": "nothing",
    "add --region": "locations",
    "add --location": "locations",
    "add --main": "models",
    "add --opus": "models",
    "add --sonnet": "models",
    "add --haiku": "models",
    "add --credentials": "files",
    "add --description": "nothing",
    "add --extends": "profiles",
    "add --set": "pairs",
    "add --from": "profiles",
    "add --from-rc": "files",
    "add --function": "nothing",
    "add --from-dotenv": "files",
    "add --color": "=auto always never",
    "set --color": "=auto always never",
    "unset --color": "=auto always never",
    "edit --color": "=auto always never",
    "copy --color": "=auto always never",
    "cp --color": "=auto always never",
    "rename --color": "=auto always never",
    "mv --color": "=auto always never",
    "remove --color": "=auto always never",
    "rm --color": "=auto always never",
    "import --as": "nothing",
    "import --format": "=toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer",
    "import --color": "=auto always never",
    "login --impersonate-service-account": "nothing",
    "login --quota-project": "nothing",
    "login --color": "=auto always never",
    "undo --color": "=auto always never",
    "schema --color": "=auto always never",
    "source --color": "=auto always never",
    "source add --ref": "nothing",
    "source add --path": "nothing",
    "source add --set": "pairs",
    "source add --require-signed": "files",
    "source add --color": "=auto always never",
    "source init --color": "=auto always never",
    "source list --color": "=auto always never",
    "source pin --color": "=auto always never",
    "source remove --color": "=auto always never",
    "source show --color": "=auto always never",
    "source update --set": "pairs",
    "source update --color": "=auto always never",
    "statusline --format": "nothing",
    "statusline --color": "=auto always never",
    "guard --color": "=auto always never",
    "claude --color": "=auto always never",
    "claude install --format": "nothing",
    "claude install --color": "=auto always never",
    "claude remove --color": "=auto always never",
    "editor --color": "=auto always never",
    "editor install --workspace": "folders",
    "editor install --color": "=auto always never",
    "editor remove --workspace": "folders",
    "editor remove --color": "=auto always never",
    "lint --source": "files",
    "lint --client": "clients",
    "lint --format": "=text json sarif github",
    "lint --explain": "rules",
    "lint --color": "=auto always never",
    "upgrade --client": "clients",
    "upgrade --color": "=auto always never",
    "doctor --color": "=auto always never",
    "probe --models": "models",
    "probe --locations": "locations",
    "probe --repeat": "nothing",
    "probe --jobs": "nothing",
    "probe --client": "clients",
    "probe --color": "=auto always never",
    "explain --file": "files",
    "explain --profile": "stacks",
    "explain --color": "=auto always never",
    "setup --shell": "=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh",
    "setup --color": "=auto always never",
    "config --color": "=auto always never",
    "config get --color": "=auto always never",
    "config list --color": "=auto always never",
    "config set --color": "=auto always never",
    "config unset --color": "=auto always never",
    "init --color": "=auto always never",
    "completions --color": "=auto always never",
    "try --shell": "=bash zsh fish ksh mksh tcsh elvish nushell xonsh",
    "try --color": "=auto always never",
    "help --color": "=auto always never"
}
}'##
# --- end of what is made ---

# --- Profiles, without a process ---

# vxenv's configuration directory, as vxenv finds it.
def __vxenv_c_store []: nothing -> string {
    let own = ($env.VXENV_CONFIG_DIR? | default "")
    let config = ($env.XDG_CONFIG_HOME? | default "")
    if $own != "" {
        $own
    } else if ($config | str trim) != "" {
        $config + "/vxenv"
    } else {
        ($env.HOME? | default "") + "/.config/vxenv"
    }
}

# vxenv's state directory, as vxenv finds it.
def __vxenv_c_state []: nothing -> string {
    let own = ($env.VXENV_STATE_DIR? | default "")
    let state = ($env.XDG_STATE_HOME? | default "")
    if $own != "" {
        $own
    } else if ($state | str trim) != "" {
        $state + "/vxenv"
    } else {
        ($env.HOME? | default "") + "/.local/state/vxenv"
    }
}

# PATH as a pattern that it alone fits, but for names that differ in a backslash: a pattern knows none that stands for
# itself. `ls` may be a command of config.nu's own.
def __vxenv_c_pattern [path: string]: nothing -> string {
    $path | split row '\' | str replace --all --regex '[?*$:<>()\[\]{},]' '\$0' | str join "?"
}

# The names of profiles, each behind BEFORE.
def __vxenv_c_profiles [before: string]: nothing -> list<string> {
    let own = (
        try { glob --no-dir $"(__vxenv_c_pattern (__vxenv_c_store))/profiles/*.toml" | path basename | sort } catch { [] }
            | parse --regex '^([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.toml$' # no other name is a profile's
            | each {|found| $before + $found.capture0 }
    )
    let others = (
        try { glob --no-dir $"(__vxenv_c_pattern (__vxenv_c_state))/sources/*/profiles/*.toml" | sort } catch { [] }
            | parse --regex '/([A-Za-z0-9][A-Za-z0-9._-]{0,31})/profiles/([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.toml$'
            | each {|found| $before + $found.capture0 + "/" + $found.capture1 }
    )
    [...$own ...$others]
}

# --- Files and programs ---

# Files that begin as WORD does, and directories, which end in a slash; or these alone.
def __vxenv_c_files [word: string, --folders]: nothing -> list<string> {
    let at = ($word | str index-of --end "/") + 1
    let folder = ($word | str substring ..<$at)
    let begin = ($word | str substring $at..)
    let from = (
        if ($folder | str starts-with "/") {
            $folder
        } else if ($folder | str starts-with "~/") {
            ($env.HOME? | default "") + ($folder | str substring 1..)
        } else {
            $"($env.PWD)/($folder)"
        }
    )
    try { glob $"(__vxenv_c_pattern $from)(__vxenv_c_pattern $begin)*" | sort } catch { [] }
        | each {|found|
            let name = ($found | path basename)
            if ($name | str starts-with ".") and not ($begin | str starts-with ".") { return null }
            if ($found | path expand | path type) == "dir" { $"($folder)($name)/" } else if not $folders { $folder + $name }
        }
}

# Programs on $env.PATH that begin as WORD does.
def __vxenv_c_programs [word: string]: nothing -> list<string> {
    $env.PATH? | default [] | each {|folder|
        try { glob --no-dir $"(__vxenv_c_pattern $folder)/(__vxenv_c_pattern $word)*" | path basename } catch { [] }
    } | flatten | uniq | sort
}

# --- What stands behind arguments and options ---

# What vxenv knows, asked of the hook's if there is one, since none may be on PATH.
def __vxenv_c_ask [...words: string]: nothing -> list {
    let run = ($env.__vxenv?.run? | default [vxenv])
    try {
        null | ^($run | first) ...($run | skip 1) complete ...$words e> /dev/null
            | lines | split column "\t" value description
    } catch {
        []
    }
}

# KEY=VALUE: the key, then what fits it.
def __vxenv_c_pairs [word: string]: nothing -> list {
    let at = ($word | str index-of "=")
    if $at < 0 {
        return (__vxenv_c_ask keys $word | update value {|key| if $key.value ends-with "." { $key.value } else { $key.value + "=" } })
    }
    let key = ($word | str substring ..<$at)
    let value = ($word | str substring ($at + 1)..)
    __vxenv_c_ask values $key | each {|found|
        if $found.value in [":files" ":directories"] {
            __vxenv_c_files $value --folders=($found.value == ":directories") | each {|file| $"($key)=($file)" }
        } else {
            [($found | update value $"($key)=($found.value)")]
        }
    } | flatten
}

# The candidates of KIND for WORD, before which COUNT arguments of the command stand already.
def __vxenv_c_of [kind: string, count: int, word: string]: nothing -> list {
    if ($kind | str starts-with "=") { return ($kind | str substring 1.. | split row " ") }
    let stack = ($word | str replace --regex '[^+]*$' "")
    match $kind {
        "" | "nothing" => []
        "files" => (__vxenv_c_files $word)
        "folders" => (__vxenv_c_files $word --folders)
        "profiles" => (__vxenv_c_profiles "")
        "stacks" | "programs" => (__vxenv_c_profiles $stack)
        "targets" => [...(__vxenv_c_profiles $stack) ...(__vxenv_c_files $word)]
        "sides" => [...(__vxenv_c_profiles $stack) "@shell" "@dir" "@claude" ...(__vxenv_c_files $word)]
        "settings" => [
            ...(if "=" in $word { [] } else { __vxenv_c_profiles "" })
            ...(if $count > 0 { __vxenv_c_pairs $word } else { [] })
        ]
        "unsettings" => [...(__vxenv_c_profiles "") ...(if $count > 0 { __vxenv_c_ask keys $word } else { [] })]
        "pairs" => (__vxenv_c_pairs $word)
        _ => (__vxenv_c_ask $kind $word)
    }
}

# --- Words as they are typed ---

# What WORD means, which may lack its closing quote.
def __vxenv_c_unquoted [word: string]: nothing -> string {
    let quote = ($word | str substring 0..0)
    if $quote not-in ["'" '"' "`"] { return $word }
    let closed = ($word | str ends-with $quote) and ($word | str length) > 1
    try { if $closed { $word } else { $word + $quote } | from nuon } catch { $word | str replace --all $quote "" }
}

# TEXT as one word; between single quotes nothing means anything.
def __vxenv_c_quoted [text: string]: nothing -> string {
    if $text =~ '^~?[\w./:@%+=,-]*$' { return $text }
    let whole = if ($text | str starts-with "~/") { ($env.HOME? | default "~") + ($text | str substring 1..) } else { $text }
    if $whole =~ `['\n\r\t]` { $whole | to json --raw } else { $"'($whole)'" }
}

# What fits the last of the words, which begin with vxenv.
def __vxenv_c_candidates [words: list<string>]: nothing -> list {
    let tables = ($__vxenv_c_tables | from json)
    let word = ($words | last)
    mut command = []
    mut count = 0
    mut value = ""
    mut at = 0
    for one in ($words | skip 1 | drop 1) {
        $at += 1
        if $value != "" {
            $value = ""
        } else if $one == "--" {
            # A command line of its own.
            return (if $at + 2 == ($words | length) and "/" not-in $word { __vxenv_c_programs $word } else { __vxenv_c_files $word })
        } else if ($one | str starts-with "-") {
            $value = ($tables.valued | get --optional ([...$command $one] | str join " ") | default "")
        } else if ($command | str join " ") in $tables.commands {
            $command = [...$command $one]
        } else {
            $count += 1
        }
    }
    let name = ($command | str join " ")
    if $value != "" {
        return (__vxenv_c_of $value 0 $word)
    }
    if $word =~ '^--[^=]+=' {
        let option = ($word | str replace --regex '=(?s).*' "")
        let kind = ($tables.valued | get --optional ([...$command $option] | str join " ") | default "")
        let value = ($word | str substring (($option | str length) + 1)..)
        return (__vxenv_c_of $kind 0 $value | each {|one|
            if ($one | describe) == "string" { $"($option)=($one)" } else { $one | update value $"($option)=($one.value)" }
        })
    }
    if ($word | str starts-with "-") { return ($tables.options | get --optional $name | default []) }
    if $name in $tables.commands { return ($tables.commands | get $name) }
    let kinds = ($tables.arguments | get --optional $name | default [])
    if $count < ($kinds | length) {
        __vxenv_c_of ($kinds | get $count | str trim --right --char "*") $count $word
    } else if ($kinds | last | default "" | str ends-with "*") {
        __vxenv_c_of ($kinds | last | str trim --right --char "*") $count $word
    } else {
        []
    }
}

# What Tab offers in place of the last of the words. Nothing else filters it.
def __vxenv_complete [spans: list<string>] {
    let words = ($spans | each {|one| __vxenv_c_unquoted $one })
    let word = ($words | last)
    __vxenv_c_candidates $words
        | each {|one| if ($one | describe) == "string" { {value: $one} } else { $one } }
        | where {|one| $one.value | str starts-with $word }
        | update value {|one| __vxenv_c_quoted $one.value }
}

# --- Without the hook, whose `vxenv` says itself what completes it ---

if $nu.is-interactive and (try { view source vxenv } catch { null }) == null {
    let others = $env.config.completions?.external?.completer?
    $env.config = ($env.config | upsert completions.external.completer {{|spans|
        if ($spans | first) == "vxenv" {
            __vxenv_complete $spans
        } else if $others != null {
            do $others $spans
        }
    }})
}
