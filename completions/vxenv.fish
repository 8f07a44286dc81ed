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

# Prints the profiles that go on from the word $argv[2], each behind $argv[1], with a tab and their descriptions.
function __vxenv_c_read
    set -l files (__vxenv_c_store)/profiles/*.toml
    for file in $files
        # No other name is a profile's.
        set -l name (string match -r '([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.toml$' -- (string split -r -m 1 / -- $file)[-1])
        test (count $name) -eq 2; and test "$name[1]" = (string split -r -m 1 / -- $file)[-1]; or continue
        string match -q -- "$argv[2]*" $name[2]; or continue
        test -f $file -a -r $file; or continue
        read -lz text <$file
        printf '%s%s\t%s\n' "$argv[1]" $name[2] (__vxenv_c_description "$text")
    end
end

# Prints the description in a TOML text, without what steers a terminal.
function __vxenv_c_description
    set -l head (string replace -r '(?ms)^[ \t]*\[.*' '' -- $argv[1] | string collect)
    set -l found (string match -r '(?m)^[ \t]*description[ \t]*=[ \t]*"((?:[^"\\\\\n]|\\\\.)*)"' -- $head)
    if set -q found[2]
        set found[2] (string replace -ra '\\\\(["\\\\])' '$1' -- $found[2])
    else
        set found (string match -r '(?m)^[ \t]*description[ \t]*=[ \t]*\'([^\'\n]*)\'' -- $head)
    end
    string sub -l 200 -- "$found[2]" | string replace -ra '\p{C}' ''
end

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
set -g __vxenv_c_groups 'claude' 'config'
set -g __vxenv_c_valued \
    'export --format' \
    'export --write' \
    'export --remove' \
    'show --client' \
    'prompt --format' \
    'prompt --file' \
    'models --location' \
    'models --family' \
    'models --retiring-within' \
    'models --client' \
    'models --profile' \
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
    'import --as' \
    'import --format' \
    'lint --client' \
    'lint --format' \
    'lint --explain' \
    'upgrade --client' \
    'probe --models' \
    'probe --locations' \
    'probe --repeat' \
    'probe --jobs' \
    'probe --client' \
    'explain --file' \
    'explain --profile' \
    'setup --shell' \
    'try --shell'

complete -c vxenv -n '__vxenv_c_in' -k -f -a help -d 'Show what a command does'
complete -c vxenv -n '__vxenv_c_in' -k -f -a try -d 'Open a shell with sample profiles, in a home that is thrown away'
complete -c vxenv -n '__vxenv_c_in' -k -f -a completions -d 'Print the completions of a shell'
complete -c vxenv -n '__vxenv_c_in' -k -f -a init -d 'Print the hook of a shell, for its rc file'
complete -c vxenv -n '__vxenv_c_in' -k -f -a config -d 'Read and change vxenv\'s own settings: list, get, set, unset'
complete -c vxenv -n '__vxenv_c_in' -k -f -a setup -d 'Have each new shell load vxenv, and make first profiles of what is set already'
complete -c vxenv -n '__vxenv_c_in' -k -f -a explain -d 'Explain an error of Claude Code or Vertex, and how to fix it'
complete -c vxenv -n '__vxenv_c_in' -k -f -a probe -d 'Ask which models this project can use, and where'
complete -c vxenv -n '__vxenv_c_in' -k -f -a doctor -d 'Look at all that a session needs, and print the command that mends what is not so'
complete -c vxenv -n '__vxenv_c_in' -k -f -a upgrade -d 'Move profiles from models that retire to their successors'
complete -c vxenv -n '__vxenv_c_in' -k -f -a lint -d 'Find what Vertex or Claude Code would refuse, or take otherwise than meant'
complete -c vxenv -n '__vxenv_c_in' -k -f -a claude -d 'Have Claude Code show the profile and warn: install, remove'
complete -c vxenv -n '__vxenv_c_in' -k -f -a guard -d 'Warn in Claude Code of a project or location that is not the profile\'s'
complete -c vxenv -n '__vxenv_c_in' -k -f -a statusline -d 'Profile, project and location for Claude Code\'s status line'
complete -c vxenv -n '__vxenv_c_in' -k -f -a undo -d 'Take back the last change to profiles, or the last few'
complete -c vxenv -n '__vxenv_c_in' -k -f -a import -d 'Take in profiles that somebody sent, or another program\'s variables'
complete -c vxenv -n '__vxenv_c_in' -k -f -a rm -d 'Remove profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a remove -d 'Remove profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a mv -d 'Rename a profile, wherever it is named'
complete -c vxenv -n '__vxenv_c_in' -k -f -a rename -d 'Rename a profile, wherever it is named'
complete -c vxenv -n '__vxenv_c_in' -k -f -a cp -d 'Copy a profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a copy -d 'Copy a profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a edit -d 'Open a profile in your editor, and check it before it counts'
complete -c vxenv -n '__vxenv_c_in' -k -f -a unset -d 'Take keys out of profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a set -d 'Change keys of profiles; all else in their files stays as it is'
complete -c vxenv -n '__vxenv_c_in' -k -f -a add -d 'Make a profile: from options, or from what is set somewhere already'
complete -c vxenv -n '__vxenv_c_in' -k -f -a vars -d 'List the variables: what each does, which key sets it, what wins over it'
complete -c vxenv -n '__vxenv_c_in' -k -f -a models -d 'List the models: where each is served, until when, and what it is called'
complete -c vxenv -n '__vxenv_c_in' -k -f -a why -d 'Which of profile, shell and Claude Code\'s settings decides about a variable'
complete -c vxenv -n '__vxenv_c_in' -k -f -a prompt -d 'Print what is active here, in a format of your own'
complete -c vxenv -n '__vxenv_c_in' -k -f -a which -d 'Print the file that a profile is in'
complete -c vxenv -n '__vxenv_c_in' -k -f -a current -d 'Print the name of what is active here'
complete -c vxenv -n '__vxenv_c_in' -k -f -a status -d 'What is active here, and why'
complete -c vxenv -n '__vxenv_c_in' -k -f -a diff -d 'Compare two profiles, or one with this shell or directory'
complete -c vxenv -n '__vxenv_c_in' -k -f -a show -d 'Show what a profile sets and unsets, and where that is written'
complete -c vxenv -n '__vxenv_c_in' -k -f -a ls -d 'List the profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a list -d 'List the profiles'
complete -c vxenv -n '__vxenv_c_in' -k -f -a allowed -d 'List the directory files that were allowed or denied'
complete -c vxenv -n '__vxenv_c_in' -k -f -a deny -d 'Let a directory file not act, and do not ask again'
complete -c vxenv -n '__vxenv_c_in' -k -f -a trust -d 'Let a directory file act, after showing what it changes'
complete -c vxenv -n '__vxenv_c_in' -k -f -a allow -d 'Let a directory file act, after showing what it changes'
complete -c vxenv -n '__vxenv_c_in' -k -f -a local -d 'Have this directory ask for a profile, and allow that'
complete -c vxenv -n '__vxenv_c_in' -k -f -a export -d 'Print a profile for a shell, a program, or another person'
complete -c vxenv -n '__vxenv_c_in' -k -f -a exec -d 'Run one program with a profile'
complete -c vxenv -n '__vxenv_c_in' -k -f -a default -d 'The profile for where no directory asks for one'
complete -c vxenv -n '__vxenv_c_in' -k -f -a auto -d 'Let directories and the default decide again'
complete -c vxenv -n '__vxenv_c_in' -k -f -a off -d 'No profile in this shell, whatever the directory asks for'
complete -c vxenv -n '__vxenv_c_in' -k -f -a use -d 'Switch this shell to a profile, or to several laid on each other'
complete -c vxenv -n '__vxenv_c_in' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in' -s V -l version -d 'Show the version and exit'
complete -c vxenv -n '__vxenv_c_in' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in use' -s y -l yes -d 'Do not ask before a protected profile'
complete -c vxenv -n '__vxenv_c_in use' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in use' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in use' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in use' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in use' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 use' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in off' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in off' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in off' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in off' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in off' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in auto' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in auto' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in auto' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in auto' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in auto' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in default' -l unset -d 'Have no default'
complete -c vxenv -n '__vxenv_c_in default' -l json -d 'Print the default, as it is afterwards, as JSON'
complete -c vxenv -n '__vxenv_c_in default' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in default' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in default' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in default' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in default' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 default' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in exec' -s y -l yes -d 'Run with a protected profile'
complete -c vxenv -n '__vxenv_c_in exec' -l no-settings -d 'Give Claude Code no --settings: let its own files win'
complete -c vxenv -n '__vxenv_c_in exec' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in exec' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in exec' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in exec' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in exec' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 exec' -f -k -a '(__vxenv_c_programs)'

complete -c vxenv -n '__vxenv_c_in export' -l format -r -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings toml bundle' -d 'Whose language'
complete -c vxenv -n '__vxenv_c_in export' -l flatten -d 'With toml and bundle: everything in one, without extends'
complete -c vxenv -n '__vxenv_c_in export' -l write -r -F -d 'With claude-settings: put it into that settings file'
complete -c vxenv -n '__vxenv_c_in export' -l remove -r -F -d 'With claude-settings: take out of FILE what was put in'
complete -c vxenv -n '__vxenv_c_in export' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in export' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in export' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in export' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in export' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 export' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in local' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in local' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in local' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in local' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in local' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 local' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in allow' -s y -l yes -d 'Allow it without a question'
complete -c vxenv -n '__vxenv_c_in allow' -l full -d 'Show long values whole'
complete -c vxenv -n '__vxenv_c_in allow' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in allow' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in allow' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in allow' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in allow' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 allow' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in trust' -s y -l yes -d 'Allow it without a question'
complete -c vxenv -n '__vxenv_c_in trust' -l full -d 'Show long values whole'
complete -c vxenv -n '__vxenv_c_in trust' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in trust' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in trust' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in trust' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in trust' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 trust' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in deny' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in deny' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in deny' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in deny' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in deny' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 deny' -f -k -a '(__vxenv_c_folders)'

complete -c vxenv -n '__vxenv_c_in allowed' -l prune -d 'Forget those that are gone or have changed since'
complete -c vxenv -n '__vxenv_c_in allowed' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in allowed' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in allowed' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in allowed' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in allowed' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in allowed' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in list' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in list' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in list' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in list' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in list' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in list' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in ls' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in ls' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in ls' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in ls' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in ls' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in ls' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in show' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in show' -l all -d 'Also the closed variables that it merely unsets'
complete -c vxenv -n '__vxenv_c_in show' -l resolved -d 'Which model Claude Code asks for in each role, and where'
complete -c vxenv -n '__vxenv_c_in show' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'With --resolved: for this Claude Code'
complete -c vxenv -n '__vxenv_c_in show' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in show' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in show' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in show' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in show' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 show' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in diff' -l all -d 'Also what is the same on both sides'
complete -c vxenv -n '__vxenv_c_in diff' -l exit-code -d 'Exit with 1 if they differ'
complete -c vxenv -n '__vxenv_c_in diff' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in diff' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in diff' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in diff' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in diff' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in diff' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 diff' -F -k -a '(__vxenv_c_sides)'
complete -c vxenv -n '__vxenv_c_at 1 diff' -F -k -a '(__vxenv_c_sides)'

complete -c vxenv -n '__vxenv_c_in status' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in status' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in status' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in status' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in status' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in status' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in current' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in current' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in current' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in current' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in current' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in which' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in which' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in which' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in which' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in which' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 which' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in prompt' -l format -r -f -k -a '(__vxenv_c_nothing)' -d 'With fields in braces'
complete -c vxenv -n '__vxenv_c_in prompt' -l file -r -f -a 'prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf' -d 'Print a ready file for a prompt, which needs no vxenv'
complete -c vxenv -n '__vxenv_c_in prompt' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in prompt' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in prompt' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in prompt' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in prompt' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in why' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in why' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in why' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in why' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in why' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in why' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 why' -f -k -a '(__vxenv_c_known)'

complete -c vxenv -n '__vxenv_c_in models' -l location -r -f -k -a '(__vxenv_c_locations)' -d 'Only what is served there, or may be'
complete -c vxenv -n '__vxenv_c_in models' -l family -r -f -a 'opus sonnet haiku fable' -d 'Only one family'
complete -c vxenv -n '__vxenv_c_in models' -l served -d 'Only what is known to be served: somewhere, or at --location'
complete -c vxenv -n '__vxenv_c_in models' -l retiring-within -r -f -k -a '(__vxenv_c_nothing)' -d 'Only what retires by then, or retired in the last 90 days'
complete -c vxenv -n '__vxenv_c_in models' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'Whose aliases; without, the installed Claude Code\'s'
complete -c vxenv -n '__vxenv_c_in models' -l refresh -d 'Read what Claude Code knows, and ask Google; free, and remembered'
complete -c vxenv -n '__vxenv_c_in models' -l profile -r -f -k -a '(__vxenv_c_stacks)' -d 'With --refresh: as whom to ask; without, as this shell is'
complete -c vxenv -n '__vxenv_c_in models' -s y -l yes -d 'Do not ask before secrets go to servers that are not Google\'s'
complete -c vxenv -n '__vxenv_c_in models' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in models' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in models' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in models' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in models' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in models' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in vars' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in vars' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in vars' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in vars' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in vars' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in vars' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 vars' -f -k -a '(__vxenv_c_known)'

complete -c vxenv -n '__vxenv_c_in add' -l project -r -f -k -a '(__vxenv_c_nothing)' -d 'Google Cloud project id'
complete -c vxenv -n '__vxenv_c_in add' -l region -l location -r -f -k -a '(__vxenv_c_locations)' -d 'global, us, eu or a region'
complete -c vxenv -n '__vxenv_c_in add' -l main -r -f -k -a '(__vxenv_c_models)' -d 'Model that a session starts with'
complete -c vxenv -n '__vxenv_c_in add' -l opus -r -f -k -a '(__vxenv_c_models)' -d 'Model id that opus stands for'
complete -c vxenv -n '__vxenv_c_in add' -l sonnet -r -f -k -a '(__vxenv_c_models)' -d 'Model id that sonnet stands for'
complete -c vxenv -n '__vxenv_c_in add' -l haiku -r -f -k -a '(__vxenv_c_models)' -d 'Model id that haiku stands for'
complete -c vxenv -n '__vxenv_c_in add' -l credentials -r -F -d 'Google credentials file'
complete -c vxenv -n '__vxenv_c_in add' -l description -r -f -k -a '(__vxenv_c_nothing)' -d 'One line for people'
complete -c vxenv -n '__vxenv_c_in add' -l extends -r -f -k -a '(__vxenv_c_profiles)' -d 'Profile that this one builds on; may be repeated'
complete -c vxenv -n '__vxenv_c_in add' -l protected -d 'Have `use` ask first'
complete -c vxenv -n '__vxenv_c_in add' -l set -r -f -k -a '(__vxenv_c_pairs)' -d 'Any other key; may be repeated'
complete -c vxenv -n '__vxenv_c_in add' -l from -r -f -k -a '(__vxenv_c_profiles)' -d 'Start from a copy of another profile'
complete -c vxenv -n '__vxenv_c_in add' -l from-env -d 'Take over this shell\'s variables'
complete -c vxenv -n '__vxenv_c_in add' -l from-settings -d 'Take over a Claude Code settings file; without PATH, the user\'s'
complete -c vxenv -n '__vxenv_c_in add' -l from-gcloud -d 'Take over a gcloud configuration; without a name, the active one'
complete -c vxenv -n '__vxenv_c_in add' -l from-rc -r -F -d 'Take over what an rc file exports; may be repeated'
complete -c vxenv -n '__vxenv_c_in add' -l function -r -f -k -a '(__vxenv_c_nothing)' -d 'With --from-rc: what this function of it exports'
complete -c vxenv -n '__vxenv_c_in add' -l from-dotenv -r -F -d 'Take over a .env file'
complete -c vxenv -n '__vxenv_c_in add' -s f -l force -d 'Replace the profile if it is there; a backup is kept'
complete -c vxenv -n '__vxenv_c_in add' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in add' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in add' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in add' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in add' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 add' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in set' -l if-set -d 'Only where the profile itself has the key already'
complete -c vxenv -n '__vxenv_c_in set' -s n -l dry-run -d 'Print the difference it would make, and change nothing'
complete -c vxenv -n '__vxenv_c_in set' -l json -d 'Print the keys that change, and the files, as JSON'
complete -c vxenv -n '__vxenv_c_in set' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in set' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in set' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in set' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in set' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 set' -f -k -a '(__vxenv_c_settings)'

complete -c vxenv -n '__vxenv_c_in unset' -s n -l dry-run -d 'Print the difference it would make, and change nothing'
complete -c vxenv -n '__vxenv_c_in unset' -l json -d 'Print the keys that change, and the files, as JSON'
complete -c vxenv -n '__vxenv_c_in unset' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in unset' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in unset' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in unset' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in unset' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 unset' -f -k -a '(__vxenv_c_unsettings)'

complete -c vxenv -n '__vxenv_c_in edit' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in edit' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in edit' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in edit' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in edit' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 edit' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in copy' -s f -l force -d 'Replace NEW, keeping a backup of it'
complete -c vxenv -n '__vxenv_c_in copy' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in copy' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in copy' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in copy' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in copy' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 copy' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 copy' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in cp' -s f -l force -d 'Replace NEW, keeping a backup of it'
complete -c vxenv -n '__vxenv_c_in cp' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in cp' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in cp' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in cp' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in cp' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 cp' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 cp' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in rename' -l keep-directories -d 'List the directory files that ask for OLD, and leave them'
complete -c vxenv -n '__vxenv_c_in rename' -s f -l force -d 'Replace NEW, keeping a backup of it'
complete -c vxenv -n '__vxenv_c_in rename' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in rename' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in rename' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in rename' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in rename' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 rename' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 rename' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in mv' -l keep-directories -d 'List the directory files that ask for OLD, and leave them'
complete -c vxenv -n '__vxenv_c_in mv' -s f -l force -d 'Replace NEW, keeping a backup of it'
complete -c vxenv -n '__vxenv_c_in mv' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in mv' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in mv' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in mv' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in mv' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 mv' -f -k -a '(__vxenv_c_profiles)'
complete -c vxenv -n '__vxenv_c_at 1 mv' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in remove' -s f -l force -d 'Even while something names them, or they are active here'
complete -c vxenv -n '__vxenv_c_in remove' -s y -l yes -d 'Do not ask before more than one is removed'
complete -c vxenv -n '__vxenv_c_in remove' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in remove' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in remove' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in remove' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in remove' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 remove' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in rm' -s f -l force -d 'Even while something names them, or they are active here'
complete -c vxenv -n '__vxenv_c_in rm' -s y -l yes -d 'Do not ask before more than one is removed'
complete -c vxenv -n '__vxenv_c_in rm' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in rm' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in rm' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in rm' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in rm' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 rm' -f -k -a '(__vxenv_c_profiles)'

complete -c vxenv -n '__vxenv_c_in import' -l as -r -f -k -a '(__vxenv_c_nothing)' -d 'What to call it; without, as its file is called'
complete -c vxenv -n '__vxenv_c_in import' -l format -r -f -a 'toml dotenv docker systemd github vscode json claude-settings envrc mise' -d 'Without, by the file\'s name and text'
complete -c vxenv -n '__vxenv_c_in import' -s f -l force -d 'Replace profiles of the same name; a backup of each is kept'
complete -c vxenv -n '__vxenv_c_in import' -s n -l dry-run -d 'Show what it would bring, and change nothing'
complete -c vxenv -n '__vxenv_c_in import' -l json -d 'Print what it brings as JSON'
complete -c vxenv -n '__vxenv_c_in import' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in import' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in import' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in import' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in import' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 import' -F

complete -c vxenv -n '__vxenv_c_in undo' -l list -d 'Show what can be taken back, the last change first'
complete -c vxenv -n '__vxenv_c_in undo' -l redo -d 'Bring again what was taken back'
complete -c vxenv -n '__vxenv_c_in undo' -s n -l dry-run -d 'Print the difference it would make, and change nothing'
complete -c vxenv -n '__vxenv_c_in undo' -s f -l force -d 'Even where a file was changed since by something else'
complete -c vxenv -n '__vxenv_c_in undo' -l forget -d 'Forget all changes: nothing can be taken back then'
complete -c vxenv -n '__vxenv_c_in undo' -s y -l yes -d 'Do not ask before --forget'
complete -c vxenv -n '__vxenv_c_in undo' -l json -d 'Print JSON, with --list'
complete -c vxenv -n '__vxenv_c_in undo' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in undo' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in undo' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in undo' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in undo' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 undo' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in statusline' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in statusline' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in statusline' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in statusline' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in statusline' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in guard' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in guard' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in guard' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in guard' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in guard' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in claude' -k -f -a remove -d 'Take them out again'
complete -c vxenv -n '__vxenv_c_in claude' -k -f -a install -d 'Put the status line and the guard into a settings file'
complete -c vxenv -n '__vxenv_c_in claude' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in claude' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in claude' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in claude' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in claude' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in claude install' -l user -d 'Your own settings (the default)'
complete -c vxenv -n '__vxenv_c_in claude install' -l project -d 'The project\'s .claude/settings.json'
complete -c vxenv -n '__vxenv_c_in claude install' -l local -d 'The project\'s .claude/settings.local.json'
complete -c vxenv -n '__vxenv_c_in claude install' -l statusline -l no-statusline -d 'The status line'
complete -c vxenv -n '__vxenv_c_in claude install' -l guard -l no-guard -d 'The guard, a hook at the start of each session'
complete -c vxenv -n '__vxenv_c_in claude install' -s n -l dry-run -d 'Print the difference it would make, and change nothing'
complete -c vxenv -n '__vxenv_c_in claude install' -s f -l force -d 'In place of a status line of your own, which `remove` brings back'
complete -c vxenv -n '__vxenv_c_in claude install' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in claude install' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in claude install' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in claude install' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in claude install' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 claude install' -F

complete -c vxenv -n '__vxenv_c_in claude remove' -l user -d 'Your own settings (the default)'
complete -c vxenv -n '__vxenv_c_in claude remove' -l project -d 'The project\'s .claude/settings.json'
complete -c vxenv -n '__vxenv_c_in claude remove' -l local -d 'The project\'s .claude/settings.local.json'
complete -c vxenv -n '__vxenv_c_in claude remove' -l statusline -l no-statusline -d 'The status line'
complete -c vxenv -n '__vxenv_c_in claude remove' -l guard -l no-guard -d 'The guard, a hook at the start of each session'
complete -c vxenv -n '__vxenv_c_in claude remove' -s n -l dry-run -d 'Print the difference it would make, and change nothing'
complete -c vxenv -n '__vxenv_c_in claude remove' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in claude remove' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in claude remove' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in claude remove' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in claude remove' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 claude remove' -F

complete -c vxenv -n '__vxenv_c_in lint' -l all -d 'All profiles'
complete -c vxenv -n '__vxenv_c_in lint' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'For this Claude Code; without, the installed one'
complete -c vxenv -n '__vxenv_c_in lint' -l format -r -f -a 'text json sarif github' -d ''
complete -c vxenv -n '__vxenv_c_in lint' -l json -d 'The same as --format json'
complete -c vxenv -n '__vxenv_c_in lint' -l strict -d 'Exit with 1 for warnings too'
complete -c vxenv -n '__vxenv_c_in lint' -l fix -d 'Mend what can be mended without changing what is meant'
complete -c vxenv -n '__vxenv_c_in lint' -s y -l yes -d 'Do not ask before --fix'
complete -c vxenv -n '__vxenv_c_in lint' -l explain -r -f -k -a '(__vxenv_c_rules)' -d 'Say what a rule is about; `all` lists them'
complete -c vxenv -n '__vxenv_c_in lint' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in lint' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in lint' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in lint' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in lint' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 lint' -F -k -a '(__vxenv_c_targets)'

complete -c vxenv -n '__vxenv_c_in upgrade' -l all -d 'All profiles'
complete -c vxenv -n '__vxenv_c_in upgrade' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'For this Claude Code; without, the installed one'
complete -c vxenv -n '__vxenv_c_in upgrade' -s y -l yes -d 'Do not ask'
complete -c vxenv -n '__vxenv_c_in upgrade' -s n -l dry-run -d 'Print the difference it would make, and change nothing'
complete -c vxenv -n '__vxenv_c_in upgrade' -l json -d 'With --dry-run or --yes: print the moves as JSON'
complete -c vxenv -n '__vxenv_c_in upgrade' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in upgrade' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in upgrade' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in upgrade' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in upgrade' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 upgrade' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in doctor' -s v -l verbose -d 'A line for each thing that is as it should be'
complete -c vxenv -n '__vxenv_c_in doctor' -s q -l quiet -d 'Only what is wrong: warnings and failures'
complete -c vxenv -n '__vxenv_c_in doctor' -l online -d 'Also ask Google, for free: token, billing, API, IAM, models, quota'
complete -c vxenv -n '__vxenv_c_in doctor' -l spend -d 'With --online: call each model for one token, which is billed'
complete -c vxenv -n '__vxenv_c_in doctor' -s y -l yes -d 'Do not ask before secrets go to servers that are not Google\'s'
complete -c vxenv -n '__vxenv_c_in doctor' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in doctor' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in doctor' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in doctor' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 doctor' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in probe' -l models -r -f -k -a '(__vxenv_c_models)' -d 'Only these models, aliases of families too; without, all current'
complete -c vxenv -n '__vxenv_c_in probe' -l locations -r -f -k -a '(__vxenv_c_locations)' -d 'Only these; without, where each is served or may be'
complete -c vxenv -n '__vxenv_c_in probe' -l repeat -r -f -k -a '(__vxenv_c_nothing)' -d 'Ask so often, and show the median time'
complete -c vxenv -n '__vxenv_c_in probe' -l jobs -r -f -k -a '(__vxenv_c_nothing)' -d 'Requests at a time'
complete -c vxenv -n '__vxenv_c_in probe' -l spend -d 'Call each model for one token, which is billed; it tells more'
complete -c vxenv -n '__vxenv_c_in probe' -s y -l yes -d 'Do not ask before secrets go to servers that are not Google\'s'
complete -c vxenv -n '__vxenv_c_in probe' -l client -r -f -k -a '(__vxenv_c_clients)' -d 'For this Claude Code; without, the installed one'
complete -c vxenv -n '__vxenv_c_in probe' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in probe' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in probe' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in probe' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in probe' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in probe' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 probe' -f -k -a '(__vxenv_c_stacks)'

complete -c vxenv -n '__vxenv_c_in explain' -l file -r -F -d 'Take the last error in a file, such as Claude Code\'s debug log'
complete -c vxenv -n '__vxenv_c_in explain' -l profile -r -f -k -a '(__vxenv_c_stacks)' -d 'The profile that was in force; without, the one that is active'
complete -c vxenv -n '__vxenv_c_in explain' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in explain' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in explain' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in explain' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in explain' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in explain' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_from 0 explain' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in setup' -l shell -r -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh' -d 'Which shell; the one that calls by default'
complete -c vxenv -n '__vxenv_c_in setup' -s y -l yes -d 'Do not ask: as if Enter was the answer to each question'
complete -c vxenv -n '__vxenv_c_in setup' -s n -l dry-run -d 'Show what it would write, and change nothing'
complete -c vxenv -n '__vxenv_c_in setup' -l remove -d 'Take out what setup put in; what you changed since stays'
complete -c vxenv -n '__vxenv_c_in setup' -l purge -d 'With --remove: delete profiles, configuration, trust and caches too'
complete -c vxenv -n '__vxenv_c_in setup' -l json -d 'With --dry-run: print what it would write as JSON'
complete -c vxenv -n '__vxenv_c_in setup' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in setup' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in setup' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in setup' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in setup' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in config' -k -f -a unset -d 'Take one setting out of config.toml'
complete -c vxenv -n '__vxenv_c_in config' -k -f -a set -d 'Change one setting'
complete -c vxenv -n '__vxenv_c_in config' -k -f -a list -d 'List the settings'
complete -c vxenv -n '__vxenv_c_in config' -k -f -a get -d 'Print one setting'
complete -c vxenv -n '__vxenv_c_in config' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in config' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in config' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in config' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in config' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in config get' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in config get' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in config get' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in config get' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in config get' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 config get' -f -a 'default quiet allow_prefixes claude_wrapper picker'

complete -c vxenv -n '__vxenv_c_in config list' -l json -d 'Print JSON'
complete -c vxenv -n '__vxenv_c_in config list' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in config list' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in config list' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in config list' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in config list' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in config set' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in config set' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in config set' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in config set' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in config set' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 config set' -f -a 'default quiet allow_prefixes claude_wrapper picker'
complete -c vxenv -n '__vxenv_c_from 1 config set' -f -k -a '(__vxenv_c_nothing)'

complete -c vxenv -n '__vxenv_c_in config unset' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in config unset' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in config unset' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in config unset' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in config unset' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 config unset' -f -a 'default quiet allow_prefixes claude_wrapper picker'

complete -c vxenv -n '__vxenv_c_in init' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in init' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in init' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in init' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in init' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 init' -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh'

complete -c vxenv -n '__vxenv_c_in completions' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in completions' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in completions' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in completions' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in completions' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 completions' -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh'

complete -c vxenv -n '__vxenv_c_in try' -l shell -r -f -a 'bash zsh fish ksh mksh tcsh elvish nushell xonsh' -d 'Which shell; yours by default'
complete -c vxenv -n '__vxenv_c_in try' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in try' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in try' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in try' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in try' -l help -d 'Show this message and exit'

complete -c vxenv -n '__vxenv_c_in help' -s q -l quiet -d 'Say nothing that is not asked for'
complete -c vxenv -n '__vxenv_c_in help' -s v -l verbose -d 'Say what is decided and asked'
complete -c vxenv -n '__vxenv_c_in help' -l no-pager -d 'Do not send long output through a pager'
complete -c vxenv -n '__vxenv_c_in help' -l debug -d 'Say what is read, decided and asked, with times'
complete -c vxenv -n '__vxenv_c_in help' -l help -d 'Show this message and exit'
complete -c vxenv -n '__vxenv_c_at 0 help' -f -a 'use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars add set unset edit copy rename remove import undo statusline guard claude lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust'
complete -c vxenv -n '__vxenv_c_at 1 help' -f -k -a '(__vxenv_c_nothing)'
# --- end of what is made ---
