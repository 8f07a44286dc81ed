# Completions of vxenv for fish, 3.2 and later.
#
# Names of profiles and their descriptions come from the store's directory: no process is started for them. What only
# vxenv knows (keys, locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated.

# --- The command line so far ---

# Sets __vxenv_c_path to the command, __vxenv_c_count to how many arguments came before the cursor, and __vxenv_c_dashes
# to how many words ago -- was.
function __vxenv_c_line
    set -l words (commandline -opc)
    # Each condition asks for the same.
    test "$words" = "$__vxenv_c_words"; and return 0
    set -g __vxenv_c_words $words
    set -g __vxenv_c_path
    set -g __vxenv_c_count 0
    set -g __vxenv_c_dashes ''
    set -l value ''
    for word in $words[2..-1]
        if test -n "$value"
            set value ''
        else if test -n "$__vxenv_c_dashes"
            set __vxenv_c_dashes (math $__vxenv_c_dashes + 1)
        else if test "$word" = --
            set __vxenv_c_dashes 1
        else if string match -q -- '-*' $word
            set -l whole $__vxenv_c_path $word
            contains -- "$whole" $__vxenv_c_valued; and set value 1
        else if not set -q __vxenv_c_path[1]; or contains -- "$__vxenv_c_path" $__vxenv_c_groups
            set -a __vxenv_c_path $word
        else
            set __vxenv_c_count (math $__vxenv_c_count + 1)
        end
    end
end

# True within the command $argv.
function __vxenv_c_in
    __vxenv_c_line
    test "$__vxenv_c_path" = "$argv"; and test -z "$__vxenv_c_dashes"
end

# True at the argument $argv[1], counted from 0, of the command.
function __vxenv_c_at
    __vxenv_c_line
    test "$__vxenv_c_path" = "$argv[2..-1]"; and test $__vxenv_c_count -eq $argv[1]
end

# True there and behind.
function __vxenv_c_from
    __vxenv_c_line
    test "$__vxenv_c_path" = "$argv[2..-1]"; and test $__vxenv_c_count -ge $argv[1]
end

# --- Profiles, without a process ---

# Prints vxenv's configuration directory, as vxenv finds it.
function __vxenv_c_store
    if test -n "$VXENV_CONFIG_DIR"
        string collect -- $VXENV_CONFIG_DIR
    else if string match -qr '\S' -- "$XDG_CONFIG_HOME"
        string collect -- $XDG_CONFIG_HOME/vxenv
    else
        string collect -- $HOME/.config/vxenv
    end
end

# Prints vxenv's state directory, as vxenv finds it.
function __vxenv_c_state
    if test -n "$VXENV_STATE_DIR"
        string collect -- $VXENV_STATE_DIR
    else if string match -qr '\S' -- "$XDG_STATE_HOME"
        string collect -- $XDG_STATE_HOME/vxenv
    else
        string collect -- $HOME/.local/state/vxenv
    end
end

# Prints the profiles that go on from the word $argv[2], each behind $argv[1]. Up to 200 are printed with a tab and their
# descriptions; reading more files takes too long.
function __vxenv_c_read
    set -l folder (__vxenv_c_store)/profiles
    set -l sources (__vxenv_c_state)/sources
    set -l files
    set -l theirs
    if string match -qr '^(?<source>[^/]+)/(?<rest>[^/]*)\z' -- "$argv[2]"
        set theirs $sources/"$source"/profiles/"$rest"*.toml
    else if not string match -q '*/*' -- "$argv[2]"
        set files $folder/"$argv[2]"*.toml
        set theirs $sources/"$argv[2]"*/profiles/*.toml
    end
    # No other name is a profile's. Without a string, `string` would read stdin.
    set -l names
    set -q files[1]; and set names (string replace -rf '(?s)^.*/([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.toml\z' '$1' -- $files)
    set -q theirs[1]; and set -a names (string replace -rf \
        '(?s)^.*/([A-Za-z0-9][A-Za-z0-9._-]{0,31})/profiles/([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.toml\z' '$1/$2' -- $theirs)
    if set -q names[201]
        string join \n -- "$argv[1]"$names
        return
    end
    set -l lines
    for name in $names
        set -l file $folder/$name.toml
        string match -q '*/*' -- $name; and set file $sources/(string replace / /profiles/ -- $name).toml
        test -f $file -a -r $file; or continue
        read -lz text <$file
        # The first description in front of the tables: a basic or a literal string.
        set -l basic ''
        set -l literal ''
        string match -qr $__vxenv_c_description -- "$text"
        string match -qr '\\\\' -- "$basic"; and set basic (string replace -ra '\\\\(["\\\\])' '$1' -- $basic)
        set -a lines "$argv[1]$name"\t"$basic$literal"
    end
    # Without what steers a terminal.
    set -q lines[1]; and string replace -ra '[^\P{C}\t]' '' -- $lines
end

set -g __vxenv_c_description '\A(?:(?![ \t]*(?:\[|description[ \t]*=))[^\n]*\n)*[ \t]*description[ \t]*=[ \t]*'\
'(?:"(?<basic>(?:[^"\\\\\n]|\\\\.){0,200})(?=(?:[^"\\\\\n]|\\\\.)*")|\'(?<literal>[^\'\n]{0,200})(?=[^\'\n]*\'))'

function __vxenv_c_profiles
    __vxenv_c_read '' (commandline -ct)
end

function __vxenv_c_stacks
    set -l parts (string match -r '^((?:.*\+)?)(.*)$' -- (commandline -ct))
    __vxenv_c_read "$parts[2]" "$parts[3]"
end

function __vxenv_c_sides
    printf '%s\t%s\n' @shell 'the variables of this shell' @dir 'what the directory file here asks for' \
        @claude 'what Claude Code would see if it were started here'
    __vxenv_c_stacks
end

function __vxenv_c_targets
    __vxenv_c_stacks
end

# --- What vxenv is asked for ---

function __vxenv_c_ask
    if test -x "$__vxenv_python" -a -f "$__vxenv_main"
        set -lx VXENV_CONFIG_DIR (__vxenv_c_store)
        set -lx VXENV_STATE_DIR (__vxenv_c_state)
        command $__vxenv_python -X utf8 -I -S $__vxenv_main complete $argv 2>/dev/null </dev/null
    else
        command vxenv complete $argv 2>/dev/null </dev/null
    end
end

function __vxenv_c_variables
    __vxenv_c_ask variables
end

function __vxenv_c_known
    __vxenv_c_ask known (commandline -ct)
end

function __vxenv_c_locations
    __vxenv_c_ask locations
end

function __vxenv_c_models
    __vxenv_c_ask models
end

function __vxenv_c_rules
    __vxenv_c_ask rules
end

function __vxenv_c_sources
    __vxenv_c_ask sources
end

function __vxenv_c_clients
    __vxenv_c_ask clients
end

function __vxenv_c_nothing
end

function __vxenv_c_folders
    __fish_complete_directories (commandline -ct) ''
end

# KEY=VALUE: the key, then what fits it.
function __vxenv_c_pairs
    set -l word (commandline -ct)
    if not string match -q -- '*=*' $word
        # An item that ends in = gets no blank behind it.
        __vxenv_c_ask keys "$word" | string replace -r '^([^\t]*[^\t.])(\t|$)' '$1=$2'
        return
    end
    set -l parts (string split -m 1 = -- $word)
    for line in (__vxenv_c_ask values $parts[1])
        switch $line
            case :files :directories
                for found in (complete -C "'' $parts[2]")
                    echo -- $parts[1]=$found
                end
            case '*'
                echo -- $parts[1]=$line
        end
    end
end

function __vxenv_c_settings
    string match -q -- '*=*' (commandline -ct); or __vxenv_c_profiles
    test $__vxenv_c_count -gt 0; and __vxenv_c_pairs
end

function __vxenv_c_unsettings
    __vxenv_c_profiles
    test $__vxenv_c_count -gt 0; and __vxenv_c_ask keys (commandline -ct)
end

# Stacks, then -- and a command line of its own.
function __vxenv_c_programs
    if test -z "$__vxenv_c_dashes"
        __vxenv_c_stacks
    else
        set -l words (commandline -opc)
        set -l command
        test $__vxenv_c_dashes -gt 1; and set command (string escape -- $words[(math 1 - $__vxenv_c_dashes)..-1])
        complete -C (string join ' ' -- $command (commandline -ct))
    end
end

complete -c vxenv -e
# --- made by `make completions` from the commands; not by hand ---
set -g __vxenv_c_groups 'source' 'claude' 'editor' 'config'
set -g __vxenv_c_valued \
    '--color' \
    'use --color' \
    'off --color' \
    'auto --color' \
    'default --color' \
    'exec --ssh' \
    'exec --color' \
    'export --format' \
    'export --write' \
    'export --remove' \
    'export --color' \
    'local --color' \
    'allow --color' \
    'trust --color' \
    'deny --color' \
    'allowed --color' \
    'list --source' \
    'list --color' \
    'ls --source' \
    'ls --color' \
    'show --client' \
    'show --color' \
    'diff --color' \
    'status --color' \
    'current --color' \
    'which --color' \
    'prompt --format' \
    'prompt --file' \
    'prompt --color' \
    'why --color' \
    'models --location' \
    'models --family' \
    'models --retiring-within' \
    'models --client' \
    'models --profile' \
    'models --color' \
    'vars --color' \
    'usage --by' \
    'usage --since' \
    'usage --until' \
    'usage --profile' \
    'usage --from' \
    'usage --svg' \
    'usage --reconcile' \
    'usage --billing-table' \
    'usage --logs-table' \
    'usage --color' \
    'add --project' \
    'add --region' \
    'add --location' \
    'add --main' \
    'add --opus' \
    'add --sonnet' \
    'add --haiku' \
    'add --credentials' \
    'add --description' \
    'add --extends' \
    'add --set' \
    'add --from' \
    'add --from-rc' \
    'add --function' \
    'add --from-dotenv' \
    'add --color' \
    'set --color' \
    'unset --color' \
    'edit --color' \
    'copy --color' \
    'cp --color' \
    'rename --color' \
    'mv --color' \
    'remove --color' \
    'rm --color' \
    'import --as' \
    'import --format' \
    'import --color' \
    'login --impersonate-service-account' \
    'login --quota-project' \
    'login --color' \
    'undo --color' \
    'schema --color' \
    'source --color' \
    'source add --ref' \
    'source add --path' \
    'source add --set' \
    'source add --require-signed' \
    'source add --color' \
    'source init --color' \
    'source list --color' \
    'source pin --color' \
    'source remove --color' \
    'source show --color' \
    'source update --set' \
    'source update --color' \
    'statusline --format' \
    'statusline --color' \
    'guard --color' \
    'claude --color' \
    'claude install --format' \
    'claude install --color' \
    'claude remove --color' \
    'editor --color' \
    'editor install --workspace' \
    'editor install --color' \
    'editor remove --workspace' \
    'editor remove --color' \
    'lint --source' \
    'lint --client' \
    'lint --format' \
    'lint --explain' \
    'lint --color' \
    'upgrade --client' \
    'upgrade --color' \
    'doctor --color' \
    'probe --models' \
    'probe --locations' \
    'probe --repeat' \
    'probe --jobs' \
    'probe --client' \
    'probe --color' \
    'explain --file' \
    'explain --profile' \
    'explain --color' \
    'setup --shell' \
    'setup --color' \
    'config --color' \
    'config get --color' \
    'config list --color' \
    'config set --color' \
    'config unset --color' \
    'init --color' \
    'completions --color' \
    'try --shell' \
    'try --color' \
    'help --color'

complete -c vxenv -n '__vxenv_c_in' -k -f -a help -d 'Show help for a command'
complete -c vxenv -n '__vxenv_c_in' -k -f -a try -d 'Open a shell with sample profiles in a temporary home'
complete -c vxenv -n '__vxenv_c_in' -k -f -a completions -d 'Print shell completions'
complete -c vxenv -n '__vxenv_c_in' -k -f -a init -d 'Print a shell\'s hook for its rc file'
complete -c vxenv -n '__vxenv_c_in' -k -f -a config -d 'Read and change vxenv\'s own configuration'
complete -c vxenv -n '__vxenv_c_in' -k -f -a setup -d 'Load vxenv in new shells and create first profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a explain -d 'Explain an error of Claude Code or Vertex, with a fix'
complete -c vxenv -n '__vxenv_c_in' -k -f -a probe -d 'Test which models a project can use, and where'
complete -c vxenv -n '__vxenv_c_in' -k -f -a doctor -d 'Diagnose the setup and suggest fixes'
complete -c vxenv -n '__vxenv_c_in' -k -f -a upgrade -d 'Replace retiring models with their successors'
complete -c vxenv -n '__vxenv_c_in' -k -f -a lint -d 'Check profiles for values Vertex or Claude Code rejects'
complete -c vxenv -n '__vxenv_c_in' -k -f -a editor -d 'Use a profile in Claude Code\'s editor extensions'
complete -c vxenv -n '__vxenv_c_in' -k -f -a claude -d 'Manage vxenv\'s status line and guard in Claude Code'
complete -c vxenv -n '__vxenv_c_in' -k -f -a guard -d 'Warn in Claude Code about a wrong project or location'
complete -c vxenv -n '__vxenv_c_in' -k -f -a statusline -d 'Print a status line for Claude Code'
complete -c vxenv -n '__vxenv_c_in' -k -f -a source -d 'Manage profiles of a team from git or a bucket'
complete -c vxenv -n '__vxenv_c_in' -k -f -a schema -d 'Print the JSON Schema of a file, for editors'
complete -c vxenv -n '__vxenv_c_in' -k -f -a undo -d 'Undo the last changes to profiles and settings'
complete -c vxenv -n '__vxenv_c_in' -k -f -a login -d 'Sign in to Google with credentials for one profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a import -d 'Import profiles, or variables of other programs'
complete -c vxenv -n '__vxenv_c_in' -k -f -a rm -d 'Remove profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a remove -d 'Remove profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a mv -d 'Rename a profile and update references to it'
complete -c vxenv -n '__vxenv_c_in' -k -f -a rename -d 'Rename a profile and update references to it'
complete -c vxenv -n '__vxenv_c_in' -k -f -a cp -d 'Copy a profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a copy -d 'Copy a profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a edit -d 'Edit a profile in your editor'
complete -c vxenv -n '__vxenv_c_in' -k -f -a unset -d 'Remove keys from profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a set -d 'Set keys in profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a add -d 'Create a profile from options or existing variables'
complete -c vxenv -n '__vxenv_c_in' -k -f -a usage -d 'Estimate costs by profile, model or day'
complete -c vxenv -n '__vxenv_c_in' -k -f -a vars -d 'List known variables, their keys and their effects'
complete -c vxenv -n '__vxenv_c_in' -k -f -a models -d 'List models with their locations and retirement dates'
complete -c vxenv -n '__vxenv_c_in' -k -f -a why -d 'Show every source of a variable\'s value'
complete -c vxenv -n '__vxenv_c_in' -k -f -a prompt -d 'Print the active profile in a custom format'
complete -c vxenv -n '__vxenv_c_in' -k -f -a which -d 'Print the paths of profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a current -d 'Print the active profile or stack'
complete -c vxenv -n '__vxenv_c_in' -k -f -a status -d 'Show the active profile and why it is active'
complete -c vxenv -n '__vxenv_c_in' -k -f -a diff -d 'Compare profiles, this shell and directory files'
complete -c vxenv -n '__vxenv_c_in' -k -f -a show -d 'Show the variables of a profile and where they are set'
complete -c vxenv -n '__vxenv_c_in' -k -f -a ls -d 'List profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a list -d 'List profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a allowed -d 'List allowed and denied directory files'
complete -c vxenv -n '__vxenv_c_in' -k -f -a deny -d 'Deny a directory file, and stop asking about it'
complete -c vxenv -n '__vxenv_c_in' -k -f -a trust -d 'Allow a directory file after showing its changes'
complete -c vxenv -n '__vxenv_c_in' -k -f -a allow -d 'Allow a directory file after showing its changes'
complete -c vxenv -n '__vxenv_c_in' -k -f -a local -d 'Select a profile for this directory'
complete -c vxenv -n '__vxenv_c_in' -k -f -a export -d 'Print a profile for a shell, a program or another user'
complete -c vxenv -n '__vxenv_c_in' -k -f -a exec -d 'Run a command with a profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a default -d 'Show or set the default profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a auto -d 'Resume automatic profile selection in this shell'
complete -c vxenv -n '__vxenv_c_in' -k -f -a off -d 'Turn profiles off in this shell'
complete -c vxenv -n '__vxenv_c_in' -k -f -a use -d 'Switch this shell to a profile or stack'
complete -c vxenv -n '__vxenv_c_in' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in' -s V -l version -d 'Show the version and exit'
complete -c vxenv -n '__vxenv_c_in' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in use' -s y -l yes -d 'Do not ask about a protected profile or a spent budget'
complete -c vxenv -n '__vxenv_c_in use' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in use' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in use' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in use' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in use' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in use' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 use' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in off' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in off' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in off' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in off' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in off' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in off' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in auto' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in auto' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in auto' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in auto' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in auto' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in auto' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in default' -l unset -d 'Remove the default'
complete -c vxenv -n '__vxenv_c_in default' -l json -d 'Output the resulting default as JSON'
complete -c vxenv -n '__vxenv_c_in default' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in default' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in default' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in default' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in default' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in default' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 default' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in exec' -s y -l yes -d 'Do not ask before using a protected profile'
complete -c vxenv -n '__vxenv_c_in exec' -l no-settings -d 'Do not pass the profile to Claude Code as --settings'
complete -c vxenv -n '__vxenv_c_in exec' -l ssh -r -f -k -a '(__vxenv_c_nothing)' -d 'Run the command on another machine with ssh'
complete -c vxenv -n '__vxenv_c_in exec' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in exec' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in exec' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in exec' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in exec' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in exec' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 exec' -f -k -a '(__vxenv_c_programs)'

complete -c vxenv -n '__vxenv_c_in export' -l format -r -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle' -d 'Output format. [default: sh]'
complete -c vxenv -n '__vxenv_c_in export' -l flatten -d 'With toml and bundle: resolve extends'
complete -c vxenv -n '__vxenv_c_in export' -l write -r -F -d 'With claude-settings and devcontainer: add the variables to FILE'
complete -c vxenv -n '__vxenv_c_in export' -l remove -r -F -d 'With claude-settings and devcontainer: remove the variables from FILE'
complete -c vxenv -n '__vxenv_c_in export' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in export' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in export' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in export' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in export' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in export' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 export' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in local' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in local' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in local' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in local' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in local' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in local' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 local' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in allow' -s y -l yes -d 'Allow the file without asking'
complete -c vxenv -n '__vxenv_c_in allow' -l full -d 'Show long values in full'
complete -c vxenv -n '__vxenv_c_in allow' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in allow' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in allow' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in allow' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in allow' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in allow' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 allow' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in trust' -s y -l yes -d 'Allow the file without asking'
complete -c vxenv -n '__vxenv_c_in trust' -l full -d 'Show long values in full'
complete -c vxenv -n '__vxenv_c_in trust' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in trust' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in trust' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in trust' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in trust' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in trust' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 trust' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in deny' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in deny' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in deny' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in deny' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in deny' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in deny' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 deny' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in allowed' -l prune -d 'Forget missing and changed files'
complete -c vxenv -n '__vxenv_c_in allowed' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in allowed' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in allowed' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in allowed' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in allowed' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in allowed' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in allowed' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in list' -l source -r -f -k -a '(__vxenv_c_sources)' -d 'List only the profiles of a source'
complete -c vxenv -n '__vxenv_c_in list' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in list' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in list' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in list' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in list' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in list' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in list' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in ls' -l source -r -f -k -a '(__vxenv_c_sources)' -d 'List only the profiles of a source'
complete -c vxenv -n '__vxenv_c_in ls' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in ls' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in ls' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in ls' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in ls' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in ls' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in ls' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in show' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in show' -l all -d 'Include closed variables, which the profile only unsets'
complete -c vxenv -n '__vxenv_c_in show' -l resolved -d 'Show the model, location and status of each role'
complete -c vxenv -n '__vxenv_c_in show' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'With --resolved: use this Claude Code version. [default: installed]'
complete -c vxenv -n '__vxenv_c_in show' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in show' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in show' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in show' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in show' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in show' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 show' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in diff' -l all -d 'Show equal variables too'
complete -c vxenv -n '__vxenv_c_in diff' -l exit-code -d 'Exit with 1 if there are differences'
complete -c vxenv -n '__vxenv_c_in diff' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in diff' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in diff' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in diff' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in diff' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in diff' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in diff' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 diff' -F -k -a '(__vxenv_c_sides)'
complete -c vxenv -n '__vxenv_c_at 1 diff' -F -k -a '(__vxenv_c_sides)'

complete -c vxenv -n '__vxenv_c_in status' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in status' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in status' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in status' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in status' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in status' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in status' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in current' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in current' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in current' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in current' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in current' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in current' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in which' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in which' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in which' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in which' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in which' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in which' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 which' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in prompt' -l format -r -f -k -a '(__vxenv_c_nothing)' -d 'Output format, with fields in braces. [default: {profile}]'
complete -c vxenv -n '__vxenv_c_in prompt' -l file -r -f -a 'prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf' -d 'Print a ready-made prompt file. It does not run vxenv'
complete -c vxenv -n '__vxenv_c_in prompt' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in prompt' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in prompt' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in prompt' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in prompt' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in prompt' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in why' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in why' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in why' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in why' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in why' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in why' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in why' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 why' -f -k -a '(__vxenv_c_known)'

complete -c vxenv -n '__vxenv_c_in models' -l location -r -f -k -a '(__vxenv_c_locations)' -d 'Show only models served, or possibly served, in this location'
complete -c vxenv -n '__vxenv_c_in models' -l family -r -f -a 'opus sonnet haiku fable' -d 'Show only this family'
complete -c vxenv -n '__vxenv_c_in models' -l served -d 'Show only models known to be served (in --location, if given)'
complete -c vxenv -n '__vxenv_c_in models' -l retiring-within -r -f -k -a '(__vxenv_c_nothing)' -d 'Show only models that retire within DAYS or retired in the last 90 days'
complete -c vxenv -n '__vxenv_c_in models' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'Resolve aliases as this Claude Code version does. [default: installed]'
complete -c vxenv -n '__vxenv_c_in models' -l prices -d 'Show prices in USD per million tokens (in --location, if given)'
complete -c vxenv -n '__vxenv_c_in models' -l refresh -d 'Update the catalogue from Claude Code and Google (free)'
complete -c vxenv -n '__vxenv_c_in models' -l profile -r -f -k -a '(__vxenv_c_stacks)' -d 'With --refresh: use this profile. [default: this shell\'s environment]'
complete -c vxenv -n '__vxenv_c_in models' -s y -l yes -d 'Do not ask before sending secrets to non-Google servers'
complete -c vxenv -n '__vxenv_c_in models' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in models' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in models' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in models' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in models' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in models' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in models' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in vars' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in vars' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in vars' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in vars' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in vars' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in vars' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in vars' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 vars' -f -k -a '(__vxenv_c_known)'

complete -c vxenv -n '__vxenv_c_in usage' -l by -r -f -a 'profile project location model role directory branch day week month session' -d 'Group by profile, project, location, model, role, directory, branch, day, week, month or session; several with commas. [default: profile]'
complete -c vxenv -n '__vxenv_c_in usage' -l since -r -f -k -a '(__vxenv_c_nothing)' -d 'First day: 2026-11-30, 2026-11, yesterday, 7d, 2w or all'
complete -c vxenv -n '__vxenv_c_in usage' -l until -r -f -k -a '(__vxenv_c_nothing)' -d 'Last day: 2026-11-30, 2026-11 or yesterday. [default: today]'
complete -c vxenv -n '__vxenv_c_in usage' -l profile -r -f -k -a '(__vxenv_c_stacks)' -d 'Count only sessions with this profile or stack'
complete -c vxenv -n '__vxenv_c_in usage' -l from -r -f -k -a '(__vxenv_c_folders)' -d 'Read transcripts below DIR; repeatable'
complete -c vxenv -n '__vxenv_c_in usage' -l guess -d 'Attribute unrecorded sessions by allowed directory files'
complete -c vxenv -n '__vxenv_c_in usage' -l prices -d 'Show the prices applied, with source and date'
complete -c vxenv -n '__vxenv_c_in usage' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in usage' -l csv -d 'Output CSV'
complete -c vxenv -n '__vxenv_c_in usage' -l svg -r -F -d 'Write a picture of the cost per day and profile; - for stdout'
complete -c vxenv -n '__vxenv_c_in usage' -l reconcile -r -f -a 'bigquery' -d 'Print SQL that compares these costs with Google\'s billing'
complete -c vxenv -n '__vxenv_c_in usage' -l billing-table -r -f -k -a '(__vxenv_c_nothing)' -d 'With --reconcile: the detailed export'
complete -c vxenv -n '__vxenv_c_in usage' -l logs-table -r -f -k -a '(__vxenv_c_nothing)' -d 'With --reconcile: the request-response logs; \'\' for none'
complete -c vxenv -n '__vxenv_c_in usage' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in usage' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in usage' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in usage' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in usage' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in usage' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in add' -l project -r -f -k -a '(__vxenv_c_nothing)' -d 'Google Cloud project ID'
complete -c vxenv -n '__vxenv_c_in add' -l region -l location -r -f -k -a '(__vxenv_c_locations)' -d 'Location: global, us, eu or a region'
complete -c vxenv -n '__vxenv_c_in add' -l main -r -f -k -a '(__vxenv_c_models)' -d 'Main model'
complete -c vxenv -n '__vxenv_c_in add' -l opus -r -f -k -a '(__vxenv_c_models)' -d 'Model ID for opus'
complete -c vxenv -n '__vxenv_c_in add' -l sonnet -r -f -k -a '(__vxenv_c_models)' -d 'Model ID for sonnet'
complete -c vxenv -n '__vxenv_c_in add' -l haiku -r -f -k -a '(__vxenv_c_models)' -d 'Model ID for haiku'
complete -c vxenv -n '__vxenv_c_in add' -l credentials -r -F -d 'Google credentials file'
complete -c vxenv -n '__vxenv_c_in add' -l description -r -f -k -a '(__vxenv_c_nothing)' -d 'One-line description'
complete -c vxenv -n '__vxenv_c_in add' -l extends -r -f -k -a '(__vxenv_c_profiles)' -d 'Profile to inherit from; may be repeated'
complete -c vxenv -n '__vxenv_c_in add' -l protected -d 'Ask before switching to the profile'
complete -c vxenv -n '__vxenv_c_in add' -l set -r -f -k -a '(__vxenv_c_pairs)' -d 'Set any other key; may be repeated'
complete -c vxenv -n '__vxenv_c_in add' -l from -r -f -k -a '(__vxenv_c_profiles)' -d 'Start from a copy of another profile'
complete -c vxenv -n '__vxenv_c_in add' -l from-env -d 'Import this shell\'s variables'
complete -c vxenv -n '__vxenv_c_in add' -l from-settings -d 'Import a Claude Code settings file. [default: user settings]'
complete -c vxenv -n '__vxenv_c_in add' -l from-gcloud -d 'Import a gcloud configuration. [default: the active one]'
complete -c vxenv -n '__vxenv_c_in add' -l from-rc -r -F -d 'Import the exports of an rc file; may be repeated'
complete -c vxenv -n '__vxenv_c_in add' -l function -r -f -k -a '(__vxenv_c_nothing)' -d 'With --from-rc: import the exports of this function'
complete -c vxenv -n '__vxenv_c_in add' -l from-dotenv -r -F -d 'Import a .env file'
complete -c vxenv -n '__vxenv_c_in add' -s f -l force -d 'Replace an existing profile, and keep a backup'
complete -c vxenv -n '__vxenv_c_in add' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in add' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in add' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in add' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in add' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in add' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 add' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in set' -l if-set -d 'Change only profiles that already contain the key'
complete -c vxenv -n '__vxenv_c_in set' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in set' -l json -d 'Output the changed keys and files as JSON'
complete -c vxenv -n '__vxenv_c_in set' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in set' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in set' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in set' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in set' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in set' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 set' -f -k -a '(__vxenv_c_settings)'

complete -c vxenv -n '__vxenv_c_in unset' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in unset' -l json -d 'Output the changed keys and files as JSON'
complete -c vxenv -n '__vxenv_c_in unset' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in unset' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in unset' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in unset' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in unset' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in unset' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 unset' -f -k -a '(__vxenv_c_unsettings)'

complete -c vxenv -n '__vxenv_c_in edit' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in edit' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in edit' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in edit' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in edit' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in edit' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 edit' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in copy' -s f -l force -d 'Replace NEW, and keep a backup'
complete -c vxenv -n '__vxenv_c_in copy' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in copy' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in copy' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in copy' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in copy' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in copy' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 copy' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 copy' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in cp' -s f -l force -d 'Replace NEW, and keep a backup'
complete -c vxenv -n '__vxenv_c_in cp' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in cp' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in cp' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in cp' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in cp' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in cp' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 cp' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 cp' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in rename' -l keep-directories -d 'List directory files that select OLD; do not change them'
complete -c vxenv -n '__vxenv_c_in rename' -s f -l force -d 'Replace NEW, and keep a backup'
complete -c vxenv -n '__vxenv_c_in rename' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in rename' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in rename' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in rename' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in rename' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in rename' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 rename' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 rename' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in mv' -l keep-directories -d 'List directory files that select OLD; do not change them'
complete -c vxenv -n '__vxenv_c_in mv' -s f -l force -d 'Replace NEW, and keep a backup'
complete -c vxenv -n '__vxenv_c_in mv' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in mv' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in mv' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in mv' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in mv' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in mv' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 mv' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 mv' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in remove' -s f -l force -d 'Remove profiles that are in use'
complete -c vxenv -n '__vxenv_c_in remove' -s y -l yes -d 'Do not ask before removing several profiles'
complete -c vxenv -n '__vxenv_c_in remove' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in remove' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in remove' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in remove' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in remove' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in remove' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 remove' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in rm' -s f -l force -d 'Remove profiles that are in use'
complete -c vxenv -n '__vxenv_c_in rm' -s y -l yes -d 'Do not ask before removing several profiles'
complete -c vxenv -n '__vxenv_c_in rm' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in rm' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in rm' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in rm' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in rm' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in rm' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 rm' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in import' -l as -r -f -k -a '(__vxenv_c_nothing)' -d 'Name of the profile. [default: the file\'s name]'
complete -c vxenv -n '__vxenv_c_in import' -l format -r -f -a 'toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer' -d 'Input format. [default: detected]'
complete -c vxenv -n '__vxenv_c_in import' -s f -l force -d 'Replace existing profiles, and keep backups'
complete -c vxenv -n '__vxenv_c_in import' -s n -l dry-run -d 'Show the profiles without importing them'
complete -c vxenv -n '__vxenv_c_in import' -l json -d 'Output the imported profiles as JSON'
complete -c vxenv -n '__vxenv_c_in import' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in import' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in import' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in import' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in import' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in import' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 import' -F

complete -c vxenv -n '__vxenv_c_in login' -l impersonate-service-account -r -f -k -a '(__vxenv_c_nothing)' -d 'Make credentials for ACCOUNT; your own account must be allowed to impersonate it'
complete -c vxenv -n '__vxenv_c_in login' -l quota-project -r -f -k -a '(__vxenv_c_nothing)' -d 'Charge quota to PROJECT. [default: the profile\'s project]'
complete -c vxenv -n '__vxenv_c_in login' -l disable-quota-project -d 'Add no quota project'
complete -c vxenv -n '__vxenv_c_in login' -l no-launch-browser -d 'Print a URL instead of opening a browser'
complete -c vxenv -n '__vxenv_c_in login' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in login' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in login' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in login' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in login' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in login' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in login' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 login' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in undo' -l list -d 'List changes, the latest first'
complete -c vxenv -n '__vxenv_c_in undo' -l redo -d 'Redo undone changes'
complete -c vxenv -n '__vxenv_c_in undo' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in undo' -s f -l force -d 'Undo even if a file was changed since'
complete -c vxenv -n '__vxenv_c_in undo' -l forget -d 'Delete the history; nothing can be undone after that'
complete -c vxenv -n '__vxenv_c_in undo' -s y -l yes -d 'With --forget: do not ask'
complete -c vxenv -n '__vxenv_c_in undo' -l json -d 'With --list: output JSON'
complete -c vxenv -n '__vxenv_c_in undo' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in undo' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in undo' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in undo' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in undo' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in undo' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 undo' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in schema' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in schema' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in schema' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in schema' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in schema' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in schema' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 schema' -f -a 'profile directory config policy catalogue'

complete -c vxenv -n '__vxenv_c_in source' -k -f -a update -d 'Update sources after showing the changes'
complete -c vxenv -n '__vxenv_c_in source' -k -f -a show -d 'Show a source'
complete -c vxenv -n '__vxenv_c_in source' -k -f -a remove -d 'Remove a source'
complete -c vxenv -n '__vxenv_c_in source' -k -f -a pin -d 'Keep a source at a version'
complete -c vxenv -n '__vxenv_c_in source' -k -f -a list -d 'List sources'
complete -c vxenv -n '__vxenv_c_in source' -k -f -a init -d 'Create a repository for a source'
complete -c vxenv -n '__vxenv_c_in source' -k -f -a add -d 'Add a source after showing its profiles'
complete -c vxenv -n '__vxenv_c_in source' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in source add' -l ref -r -f -k -a '(__vxenv_c_nothing)' -d 'Branch, tag or commit. [default: the default branch]'
complete -c vxenv -n '__vxenv_c_in source add' -l path -r -f -k -a '(__vxenv_c_nothing)' -d 'Directory in the repository. [default: its root]'
complete -c vxenv -n '__vxenv_c_in source add' -l set -r -f -k -a '(__vxenv_c_pairs)' -d 'Value for a required key; may be repeated'
complete -c vxenv -n '__vxenv_c_in source add' -l require-signed -r -F -d 'Refuse versions not signed by an allowed signer'
complete -c vxenv -n '__vxenv_c_in source add' -l auto -d 'With --require-signed: apply harmless updates without asking'
complete -c vxenv -n '__vxenv_c_in source add' -s y -l yes -d 'Accept the version without asking'
complete -c vxenv -n '__vxenv_c_in source add' -l full -d 'Show long values in full'
complete -c vxenv -n '__vxenv_c_in source add' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source add' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source add' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source add' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source add' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source add' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 source add' -f -k -a '(__vxenv_c_nothing)'
complete -c vxenv -n '__vxenv_c_at 1 source add' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in source init' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source init' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source init' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source init' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source init' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source init' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 source init' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in source list' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in source list' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source list' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source list' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source list' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source list' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source list' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in source pin' -l unset -d 'Follow the branch or the object again'
complete -c vxenv -n '__vxenv_c_in source pin' -s y -l yes -d 'Accept the version without asking'
complete -c vxenv -n '__vxenv_c_in source pin' -l full -d 'Show long values in full'
complete -c vxenv -n '__vxenv_c_in source pin' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source pin' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source pin' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source pin' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source pin' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source pin' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 source pin' -f -k -a '(__vxenv_c_sources)'
complete -c vxenv -n '__vxenv_c_at 1 source pin' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in source remove' -s y -l yes -d 'Remove the source even if its profiles are in use'
complete -c vxenv -n '__vxenv_c_in source remove' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source remove' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source remove' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source remove' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source remove' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source remove' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 source remove' -f -k -a '(__vxenv_c_sources)'

complete -c vxenv -n '__vxenv_c_in source show' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in source show' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source show' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source show' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source show' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source show' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source show' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 source show' -f -k -a '(__vxenv_c_sources)'

complete -c vxenv -n '__vxenv_c_in source update' -l check -d 'Only show changes; exit with 1 if there are any'
complete -c vxenv -n '__vxenv_c_in source update' -l set -r -f -k -a '(__vxenv_c_pairs)' -d 'Value for a required key; may be repeated'
complete -c vxenv -n '__vxenv_c_in source update' -l allow-rollback -d 'Accept a version older than the current one'
complete -c vxenv -n '__vxenv_c_in source update' -l allow-rewrite -d 'Accept a history without the current version'
complete -c vxenv -n '__vxenv_c_in source update' -s y -l yes -d 'Accept the version without asking'
complete -c vxenv -n '__vxenv_c_in source update' -l full -d 'Show long values in full'
complete -c vxenv -n '__vxenv_c_in source update' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in source update' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in source update' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in source update' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in source update' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in source update' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 source update' -f -k -a '(__vxenv_c_sources)'

complete -c vxenv -n '__vxenv_c_in statusline' -l format -r -f -k -a '(__vxenv_c_nothing)' -d 'Output format, with fields in braces'
complete -c vxenv -n '__vxenv_c_in statusline' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in statusline' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in statusline' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in statusline' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in statusline' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in statusline' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in guard' -l record -d 'Only record the session, without the warning'
complete -c vxenv -n '__vxenv_c_in guard' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in guard' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in guard' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in guard' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in guard' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in guard' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in claude' -k -f -a remove -d 'Remove the status line and the guard'
complete -c vxenv -n '__vxenv_c_in claude' -k -f -a install -d 'Add the status line and the guard to a settings file'
complete -c vxenv -n '__vxenv_c_in claude' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in claude' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in claude' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in claude' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in claude' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in claude' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in claude install' -l user -d 'Use your user settings. [default]'
complete -c vxenv -n '__vxenv_c_in claude install' -l project -d 'Use the project\'s .claude/settings.json'
complete -c vxenv -n '__vxenv_c_in claude install' -l local -d 'Use the project\'s .claude/settings.local.json'
complete -c vxenv -n '__vxenv_c_in claude install' -l statusline -l no-statusline -d 'Include the status line'
complete -c vxenv -n '__vxenv_c_in claude install' -l guard -l no-guard -d 'Include the guard, which warns and records sessions'
complete -c vxenv -n '__vxenv_c_in claude install' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in claude install' -l format -r -f -k -a '(__vxenv_c_nothing)' -d 'Format of the status line, with fields in braces'
complete -c vxenv -n '__vxenv_c_in claude install' -s f -l force -d 'Replace your own status line; `remove` restores it'
complete -c vxenv -n '__vxenv_c_in claude install' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in claude install' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in claude install' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in claude install' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in claude install' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in claude install' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 claude install' -F

complete -c vxenv -n '__vxenv_c_in claude remove' -l user -d 'Use your user settings. [default]'
complete -c vxenv -n '__vxenv_c_in claude remove' -l project -d 'Use the project\'s .claude/settings.json'
complete -c vxenv -n '__vxenv_c_in claude remove' -l local -d 'Use the project\'s .claude/settings.local.json'
complete -c vxenv -n '__vxenv_c_in claude remove' -l statusline -l no-statusline -d 'Include the status line'
complete -c vxenv -n '__vxenv_c_in claude remove' -l guard -l no-guard -d 'Include the guard, which warns and records sessions'
complete -c vxenv -n '__vxenv_c_in claude remove' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in claude remove' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in claude remove' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in claude remove' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in claude remove' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in claude remove' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in claude remove' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 claude remove' -F

complete -c vxenv -n '__vxenv_c_in editor' -k -f -a remove -d 'Remove a profile from an editor\'s settings'
complete -c vxenv -n '__vxenv_c_in editor' -k -f -a install -d 'Write a profile to an editor\'s settings'
complete -c vxenv -n '__vxenv_c_in editor' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in editor' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in editor' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in editor' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in editor' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in editor' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in editor install' -l workspace -r -f -k -a '(__vxenv_c_folders)' -d 'Use the settings of DIR. [default: this directory]'
complete -c vxenv -n '__vxenv_c_in editor install' -l user -d 'Use your settings of the editor'
complete -c vxenv -n '__vxenv_c_in editor install' -l remote -d 'Use the settings of the editor\'s server on this machine (ssh, WSL, containers)'
complete -c vxenv -n '__vxenv_c_in editor install' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in editor install' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in editor install' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in editor install' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in editor install' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in editor install' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in editor install' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 editor install' -f -a 'vscode cursor zed jetbrains'
complete -c vxenv -n '__vxenv_c_from 1 editor install' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in editor remove' -l workspace -r -f -k -a '(__vxenv_c_folders)' -d 'Use the settings of DIR. [default: this directory]'
complete -c vxenv -n '__vxenv_c_in editor remove' -l user -d 'Use your settings of the editor'
complete -c vxenv -n '__vxenv_c_in editor remove' -l remote -d 'Use the settings of the editor\'s server on this machine (ssh, WSL, containers)'
complete -c vxenv -n '__vxenv_c_in editor remove' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in editor remove' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in editor remove' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in editor remove' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in editor remove' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in editor remove' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in editor remove' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 editor remove' -f -a 'vscode cursor zed jetbrains'

complete -c vxenv -n '__vxenv_c_in lint' -l all -d 'Check all your own profiles'
complete -c vxenv -n '__vxenv_c_in lint' -l source -r -F -d 'Check all files of a source: a directory or a bundle'
complete -c vxenv -n '__vxenv_c_in lint' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'Check for this Claude Code version. [default: installed]'
complete -c vxenv -n '__vxenv_c_in lint' -l format -r -f -a 'text json sarif github' -d 'Output format. [default: text]'
complete -c vxenv -n '__vxenv_c_in lint' -l json -d 'Same as --format json'
complete -c vxenv -n '__vxenv_c_in lint' -l strict -d 'Exit with 1 for warnings too'
complete -c vxenv -n '__vxenv_c_in lint' -l fix -d 'Apply safe fixes'
complete -c vxenv -n '__vxenv_c_in lint' -s y -l yes -d 'With --fix: do not ask'
complete -c vxenv -n '__vxenv_c_in lint' -l explain -r -f -k -a '(__vxenv_c_rules)' -d 'Explain a rule; `all` explains all rules'
complete -c vxenv -n '__vxenv_c_in lint' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in lint' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in lint' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in lint' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in lint' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in lint' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 lint' -F -k -a '(__vxenv_c_targets)'

complete -c vxenv -n '__vxenv_c_in upgrade' -l all -d 'Upgrade all profiles'
complete -c vxenv -n '__vxenv_c_in upgrade' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'Upgrade for this Claude Code version. [default: installed]'
complete -c vxenv -n '__vxenv_c_in upgrade' -s y -l yes -d 'Write the changes without asking'
complete -c vxenv -n '__vxenv_c_in upgrade' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in upgrade' -l json -d 'With --dry-run or --yes: output JSON'
complete -c vxenv -n '__vxenv_c_in upgrade' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in upgrade' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in upgrade' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in upgrade' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in upgrade' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in upgrade' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 upgrade' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in doctor' -s v -l verbose -d 'Show passed checks too'
complete -c vxenv -n '__vxenv_c_in doctor' -s q -l quiet -d 'Show only warnings and failures'
complete -c vxenv -n '__vxenv_c_in doctor' -l online -d 'Also check access, billing and quota with Google. Free'
complete -c vxenv -n '__vxenv_c_in doctor' -l spend -d 'With --online: call each model for one token. Billed'
complete -c vxenv -n '__vxenv_c_in doctor' -s y -l yes -d 'Do not ask before sending secrets to non-Google servers'
complete -c vxenv -n '__vxenv_c_in doctor' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in doctor' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in doctor' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in doctor' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in doctor' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 doctor' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in probe' -l models -r -f -k -a '(__vxenv_c_models)' -d 'Probe only these models or families. [default: all current]'
complete -c vxenv -n '__vxenv_c_in probe' -l locations -r -f -k -a '(__vxenv_c_locations)' -d 'Probe only these locations. [default: possible ones]'
complete -c vxenv -n '__vxenv_c_in probe' -l repeat -r -f -k -a '(__vxenv_c_nothing)' -d 'Repeat requests; show the median time. [default: 1]'
complete -c vxenv -n '__vxenv_c_in probe' -l jobs -r -f -k -a '(__vxenv_c_nothing)' -d 'Requests in parallel'
complete -c vxenv -n '__vxenv_c_in probe' -l spend -d 'Generate one token per request. Billed, but more conclusive'
complete -c vxenv -n '__vxenv_c_in probe' -s y -l yes -d 'Do not ask before sending secrets to non-Google servers'
complete -c vxenv -n '__vxenv_c_in probe' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'Probe for this Claude Code version. [default: installed]'
complete -c vxenv -n '__vxenv_c_in probe' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in probe' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in probe' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in probe' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in probe' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in probe' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in probe' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 probe' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in explain' -l file -r -F -d 'Explain the last error in a file, such as a debug log'
complete -c vxenv -n '__vxenv_c_in explain' -l profile -r -f -k -a '(__vxenv_c_stacks)' -d 'Assume this profile. [default: the active one]'
complete -c vxenv -n '__vxenv_c_in explain' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in explain' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in explain' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in explain' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in explain' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in explain' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in explain' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 explain' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in setup' -l shell -r -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh' -d 'Set up this shell. [default: the calling shell]'
complete -c vxenv -n '__vxenv_c_in setup' -s y -l yes -d 'Do not ask; use the default answers'
complete -c vxenv -n '__vxenv_c_in setup' -s n -l dry-run -d 'Show the changes without making them'
complete -c vxenv -n '__vxenv_c_in setup' -l remove -d 'Remove what setup added; keep your later changes'
complete -c vxenv -n '__vxenv_c_in setup' -l purge -d 'With --remove: also delete profiles, config, trust, ledger and caches'
complete -c vxenv -n '__vxenv_c_in setup' -l json -d 'With --dry-run: output JSON'
complete -c vxenv -n '__vxenv_c_in setup' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in setup' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in setup' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in setup' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in setup' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in setup' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in config' -k -f -a unset -d 'Remove a key from config.toml'
complete -c vxenv -n '__vxenv_c_in config' -k -f -a set -d 'Set a key'
complete -c vxenv -n '__vxenv_c_in config' -k -f -a list -d 'List all keys'
complete -c vxenv -n '__vxenv_c_in config' -k -f -a get -d 'Print the value of a key'
complete -c vxenv -n '__vxenv_c_in config' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in config' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in config' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in config' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in config' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in config' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in config get' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in config get' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in config get' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in config get' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in config get' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in config get' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 config get' -f -a 'default quiet allow_prefixes claude_wrapper picker source_reminder schema_line'

complete -c vxenv -n '__vxenv_c_in config list' -l json -d 'Output JSON'
complete -c vxenv -n '__vxenv_c_in config list' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in config list' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in config list' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in config list' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in config list' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in config list' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in config set' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in config set' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in config set' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in config set' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in config set' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in config set' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 config set' -f -a 'default quiet allow_prefixes claude_wrapper picker source_reminder schema_line'
complete -c vxenv -n '__vxenv_c_from 1 config set' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in config unset' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in config unset' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in config unset' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in config unset' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in config unset' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in config unset' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 config unset' -f -a 'default quiet allow_prefixes claude_wrapper picker source_reminder schema_line'

complete -c vxenv -n '__vxenv_c_in init' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in init' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in init' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in init' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in init' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in init' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 init' -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh'

complete -c vxenv -n '__vxenv_c_in completions' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in completions' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in completions' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in completions' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in completions' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in completions' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 completions' -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh'

complete -c vxenv -n '__vxenv_c_in try' -l shell -r -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh' -d 'Open this shell. [default: yours]'
complete -c vxenv -n '__vxenv_c_in try' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in try' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in try' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in try' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in try' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in try' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in help' -s q -l quiet -d 'Suppress informational output'
complete -c vxenv -n '__vxenv_c_in help' -s v -l verbose -d 'Log decisions and requests to stderr'
complete -c vxenv -n '__vxenv_c_in help' -l no-pager -d 'Do not use a pager for long output'
complete -c vxenv -n '__vxenv_c_in help' -l color -r -f -a 'auto always never' -d 'Use color: auto, always or never'
complete -c vxenv -n '__vxenv_c_in help' -l debug -d 'Log file access, decisions and requests, with times'
complete -c vxenv -n '__vxenv_c_in help' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 help' -f -a 'use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust'
complete -c vxenv -n '__vxenv_c_at 1 help' -f -k -a '(__vxenv_c_nothing)'
# --- end of what is made ---
