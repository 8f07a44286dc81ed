# vxenv's hook for fish 3.2 and later.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init fish` assigns in front of this text.
#
# Contents: state; HOT: code for each prompt and change of directory; plans that are not in memory; COLD: loading of
# vxenv-cold.fish, which has all other code; loading of this file.
#
# Rules:
# - HOT starts no process and runs few commands: each takes about 5 µs, a command substitution ten times as long.
# - Contents of files and variables are compared and exported, never evaluated. Only plans are evaluated: vxenv wrote
#   them, and their first line proves it.
# - vxenv sets global variables. They shadow universal ones until they are unset. To hide a universal variable from
#   child processes, vxenv sets an empty global one, which Claude Code treats as unset.
# - Locals begin with __vxenv_ in functions that read the user's variables by name, which they would hide otherwise.

# ==== State of this shell ==========================================================================================

set -g __vxenv_next_slot 1          # slot for the next plan: functions __vxenv_…1 to __vxenv_…8; slot 9 is off
set -g __vxenv_slot_after 2 3 4 5 6 7 8 1
set -g __vxenv_is_current false     # function: are all inputs of the applied plan unchanged?
set -g __vxenv_revert false         # function: undo the applied plan the fast way, or fail
set -g __vxenv_uptime /dev/null     # file that begins with the seconds since the system started, if there is one
test -r /proc/uptime; and set -g __vxenv_uptime /proc/uptime
set -g __vxenv_first 1              # set until the first prompt
set -g __vxenv_no_prompt_shown 1    # set: no prompt is on the terminal

# The others, which are erased by one command:
#   __vxenv_applied                 after a switch: the key, VXENV_REASON and VXENV_PROFILE, joined by spaces
#   __vxenv_checked                 after a check: the directory, VXENV_REASON and VXENV_PROFILE
#   __vxenv_candidate_tests         arguments of `test`: true if a nearer directory file appeared
#   __vxenv_slots                   slots in use, the newest first
#   __vxenv_slot_keys               key of the plan in each slot
#   __vxenv_lines, __vxenv_notes    messages of these plans; __vxenv_describe, _list_files, _preview: other code of them
#   __vxenv_home                    directories that the plans in memory were made for
#   __vxenv_checked_cache           checked cache directory: +DIRECTORY is safe to use, -DIRECTORY is not
#   __vxenv_pending                 messages kept until the first prompt
#   __vxenv_silent                  set: the next switch prints nothing
#   __vxenv_unload                  off after `vxenv setup --remove`: remove all variables of vxenv
#   __vxenv_expired                 set: the advice of a plan has expired
#   __vxenv_time                    expression for the seconds since 1970, for `math`
#   __vxenv_cold_failed             set once it is reported that __vxenv_cold cannot be loaded
#   __vxenv_not_terminal            set: stderr is not a terminal
#   __vxenv_stderr                  path of stderr if it can be opened: for `>&2` fish starts a thread and waits
#   __vxenv_loading                 set while this file is loaded, and until the first prompt
set -eg __vxenv_applied __vxenv_checked __vxenv_candidate_tests __vxenv_slots __vxenv_slot_keys __vxenv_lines \
    __vxenv_notes __vxenv_home __vxenv_checked_cache __vxenv_pending __vxenv_silent __vxenv_unload __vxenv_expired \
    __vxenv_time __vxenv_cold_failed __vxenv_not_terminal __vxenv_stderr __vxenv_loading
test -t 2; or set -g __vxenv_not_terminal 1
test -c /dev/stderr -a -w /dev/stderr; and set -g __vxenv_stderr /dev/stderr

# ==== HOT: every prompt and change of directory ====================================================================

# Runs before each prompt. fish restores $status itself.
function __vxenv_prompt --on-event fish_prompt
    if test "$PWD $VXENV_REASON $VXENV_PROFILE" != "$__vxenv_checked" $__vxenv_candidate_tests
        __vxenv_check_prompt
    else
        $__vxenv_is_current; or __vxenv_check_prompt
    end
end

# The steps if something may have changed since the last check.
function __vxenv_check_prompt
    set -g __vxenv_no_prompt_shown 1
    if test -n "$__vxenv_first"
        # config.fish may have changed variables.
        set -g __vxenv_applied ''
        set -g __vxenv_loading 1
        __vxenv_sync
        set -g __vxenv_loading ''
        set -g __vxenv_first ''
        set -q __vxenv_pending[1]; and printf '%s\n' $__vxenv_pending >&2
        set -g __vxenv_pending
    else
        __vxenv_sync
    end
    set -g __vxenv_no_prompt_shown $__vxenv_not_terminal
end

# Finds the wanted key, and switches unless its plan is applied. Runs after each change of directory, even within a
# command line.
function __vxenv_sync --on-variable PWD
    # The pin, else the nearest directory file, else the default.
    switch "$__vxenv_unload$VXENV_REASON|$__VXENV_PIN"
        case 'use|*' '|?*' 'off*'
            __vxenv_find_pinned_key
        case '*'
            __vxenv_find_directory_key
    end
    if test "$__vxenv_wanted_key $VXENV_REASON $VXENV_PROFILE" = "$__vxenv_applied"; and $__vxenv_is_current
        set -g __vxenv_checked $PWD "$VXENV_REASON" "$VXENV_PROFILE"
        return
    end
    __vxenv_check_home
    if __vxenv_find_plan $__vxenv_wanted_key
        __vxenv_apply_plan
        test -n "$__vxenv_notes[$__vxenv_slot]"; and __vxenv_print_message $__vxenv_notes[$__vxenv_slot]
    else
        __vxenv_request_switch
    end
end

# Sets __vxenv_wanted_key in a pinned shell.
function __vxenv_find_pinned_key
    set -q __vxenv_checked[1]; and test "$PWD" != "$__vxenv_checked[1]"; and __vxenv_announce
    set -g __vxenv_candidate_tests # checks again only after the next change of directory
    switch "$__vxenv_unload$VXENV_REASON|$VXENV_PROFILE"
        case 'off*'
            set -g __vxenv_wanted_key off
        case '*|'
            set -g __vxenv_wanted_key use:$__VXENV_PIN
        case '*'
            set -g __vxenv_wanted_key use:$VXENV_PROFILE
    end
end

# Sets __vxenv_wanted_key to the key of this directory, and __vxenv_candidate_tests to tests for nearer directory files.
function __vxenv_find_directory_key
    if test "$PWD" != / -a -f "$PWD/.vxenv.toml"
        set -g __vxenv_candidate_tests
        set -g __vxenv_wanted_key dir:$PWD/.vxenv.toml
    else
        # Usually there is none. Words with elements beyond the end of the list expand to nothing.
        string match -qar '(?<__vxenv_n>/[^/]+)' -- $PWD
        set -g __vxenv_candidate_tests -o -f /.vxenv.toml {-o,-f,$__vxenv_n[1]/.vxenv.toml} \
            {-o,-f,$__vxenv_n[1]$__vxenv_n[2]/.vxenv.toml} {-o,-f,$__vxenv_n[1]$__vxenv_n[2]$__vxenv_n[3]/.vxenv.toml} \
            {-o,-f,$__vxenv_n[1]$__vxenv_n[2]$__vxenv_n[3]$__vxenv_n[4]/.vxenv.toml} \
            {-o,-f,$__vxenv_n[1]$__vxenv_n[2]$__vxenv_n[3]$__vxenv_n[4]$__vxenv_n[5]/.vxenv.toml} \
            {-o,-f,$__vxenv_n[1]$__vxenv_n[2]$__vxenv_n[3]$__vxenv_n[4]$__vxenv_n[5]$__vxenv_n[6]/.vxenv.toml}
        set -g __vxenv_wanted_key default
        test -n "$__vxenv_n[7]" $__vxenv_candidate_tests; and __vxenv_search_directories
    end
end

# The same, directory by directory.
function __vxenv_search_directories
    set -g __vxenv_candidate_tests
    set -l directory $PWD
    test "$directory" = /; and set directory ''
    while not test -f "$directory/.vxenv.toml"
        set -a __vxenv_candidate_tests -o -f "$directory/.vxenv.toml"
        string match -qr '^(?<directory>(?s:.*))/[^/]*$' -- "$directory"; or return 0
    end
    set -g __vxenv_wanted_key dir:$directory/.vxenv.toml
end

# Sets __vxenv_slot to the plan for KEY, in memory or on disk, if it exists and its inputs are unchanged.
function __vxenv_find_plan
    for slot in $__vxenv_slots
        if test "$__vxenv_slot_keys[$slot]" = "$argv"
            set -g __vxenv_slot $slot
            __vxenv_is_valid$slot; and return 0
            break
        end
    end
    __vxenv_is_cache_safe; or return 1
    __vxenv_locate_plan $argv[1]
    test -f "$__vxenv_plan" -a -r "$__vxenv_plan" -a -O "$__vxenv_plan" -a ! -L "$__vxenv_plan"; or return 1
    read -lz text <$__vxenv_plan
    __vxenv_load_plan "$text" $argv[1]; and __vxenv_is_valid$__vxenv_slot
end

# Drops the plans in memory if vxenv's directories have changed.
function __vxenv_check_home
    if test "$HOME|$__vxenv_config|$VXENV_CONFIG_DIR|$__vxenv_state|$VXENV_STATE_DIR" != "$__vxenv_home"
        set -g __vxenv_home "$HOME|$__vxenv_config|$VXENV_CONFIG_DIR|$__vxenv_state|$VXENV_STATE_DIR"
        set -g __vxenv_slots 9
        set -g __vxenv_slot_keys '' '' '' '' '' '' '' '' off
        set -g __vxenv_next_slot 1
        set -g __vxenv_applied ''
    end
end

# Undoes the applied plan, applies the one in __vxenv_slot, and prints its message if the profile, its variables or its
# advice changed.
function __vxenv_apply_plan
    set -l before "$VXENV_REASON $VXENV_PROFILE $__VXENV_DIGEST" $VXENV_PROFILE
    set -g __vxenv_record_lost ''
    if set -q __VXENV_STATE
        # A child shell inherits the values of the same plan.
        $__vxenv_revert; or __vxenv_revert$__vxenv_slot; or __vxenv_undo; or return
    else if test -n "$__vxenv_first"
        set -q before[2]; and set -g __vxenv_record_lost 1
    end
    __vxenv_apply$__vxenv_slot
    set -q __VXENV_SETTINGS; and __vxenv_wrap_claude
    set -g __vxenv_is_current __vxenv_is_current$__vxenv_slot
    set -g __vxenv_revert __vxenv_revert$__vxenv_slot
    set -g __vxenv_applied "$__vxenv_wanted_key $VXENV_REASON $VXENV_PROFILE"
    set -g __vxenv_checked $PWD "$VXENV_REASON" "$VXENV_PROFILE"
    if test "$VXENV_REASON $VXENV_PROFILE $__VXENV_DIGEST" != "$before[1]" -o -n "$__vxenv_expired"
        set -q before[2]; and test "$before[2]" != "$VXENV_PROFILE$__VXENV_PIN"; and set -gx __VXENV_LAST $before[2]
        test -z "$VXENV_QUIET$__vxenv_silent" -a -n "$__vxenv_lines[$__vxenv_slot]"
        and __vxenv_print_message $__vxenv_lines[$__vxenv_slot]
        set -g __vxenv_expired ''
    end
end

# `off` needs no plan. After `vxenv setup --remove` child shells, which may have no hook, inherit nothing.
function __vxenv_is_current9
end
function __vxenv_is_valid9
end
function __vxenv_apply9
    set -gx VXENV_REASON off
    set -eg VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
    test -n "$__vxenv_unload"; and set -eg VXENV_REASON
end
function __vxenv_revert9
    return 1
end

# Called by plans: true before TIME, the plan's expiry in seconds since 1970. On Linux each expiry is converted once to
# the seconds since the system started, which a file returns: pipes and command substitutions take far longer.
function __vxenv_before
    set -l limit __vxenv_limit_$argv[1]
    read -lz uptime idle <$__vxenv_uptime
    test "0$uptime" -lt "0$$limit"; or __vxenv_check_time $argv[1]
end

# Prints to stderr, except in command substitutions. Messages during loading are kept for the first prompt.
function __vxenv_print_message
    status is-command-substitution; and return 0
    if test -n "$__vxenv_loading"
        contains -- "$argv[1]" $__vxenv_pending; or set -ga __vxenv_pending $argv
    else if test -z "$__vxenv_no_prompt_shown"; and test (status current-command) = fish
        # A key such as Alt-Left changed directory. fish redraws the prompt higher by its own number of lines.
        set -l lines (fish_prompt)
        printf '%s\n' '' $argv (for line in $lines[2..-1]; echo; end) >&2
    else if test -n "$__vxenv_stderr"
        printf '%s\n' $argv >$__vxenv_stderr
    else
        printf '%s\n' $argv >&2
    end
end

# ==== Plans that are not in memory =================================================================================

# Without a limit for TIME or after it: true before TIME, else sets __vxenv_expired. Sets the limit if possible.
function __vxenv_check_time
    __vxenv_read_time
    read -lz uptime idle <$__vxenv_uptime
    set -l left (math "$argv[1] - ($__vxenv_time)"; math "$argv[1] - ($__vxenv_time) + 0$uptime")
    if test "$left[1]" -le 0
        set -g __vxenv_expired 1
        return 1
    end
    test $__vxenv_uptime = /proc/uptime; and set -g __vxenv_limit_$argv[1] $left[2]
    return 0
end

# Sets __vxenv_time to an expression for the seconds since 1970. From 3.5 on, fish returns the modification time and the
# age of a file, which add up to it. Older versions run `date`, once per shell if they cannot read /proc/uptime.
function __vxenv_read_time
    if not string match -qr '^3\.[2-4]\.' -- $version
        set -g __vxenv_time (path mtime /; path mtime -R /)
        set -g __vxenv_time "$__vxenv_time[1] + $__vxenv_time[2]"
    else if test -z "$__vxenv_time" -o $__vxenv_uptime = /proc/uptime
        set -g __vxenv_time (command date +%s)
    end
end

# True if all existing directories of plans belong to the user and are not symlinks. Checked once per shell and cache
# directory. Modes cannot be tested; the secret in a plan shows that Python made the directories private.
function __vxenv_is_cache_safe
    __vxenv_set_directory CACHE $__vxenv_cache
    test "$__vxenv_checked_cache" = "+$__vxenv_directory"; and return 0
    test "$__vxenv_checked_cache" = "-$__vxenv_directory"; and return 1
    set -l root
    string match -qr '^(?<root>(?s:.*?))/?$' -- $__vxenv_directory
    for folder in $root $root/plans $root/plans/fish
        if test -L "$folder" -o -e "$folder" -a ! -O "$folder"
            set -g __vxenv_checked_cache -$__vxenv_directory
            __vxenv_print_message "vxenv: ignoring plans in $folder: it is a symlink or owned by another user" "hint: vxenv doctor"
            return 1
        end
    end
    test -d $root/plans/fish; and set -g __vxenv_checked_cache +$__vxenv_directory
    return 0
end

# Sets __vxenv_plan to the plan's file for KEY in __vxenv_directory. Keys may share a file name: the first line of a plan contains its key.
function __vxenv_locate_plan
    set -l name $argv[1]
    if string match -q '*/*' -- $name
        set name (string replace -a / % -- $name)
        set -q name[2]; and set name (string join \n -- $name | string collect)
    end
    if string match -qr '(?s)^.{201}|^(?=.{61}).*[^ -~]' -- $name
        set name (string sub -l 4 -- $name)(string length -- $name)%(string sub -s -40 -- $name | string collect)
    end
    set -g __vxenv_plan $__vxenv_directory/plans/fish/$name
end

# Sets __vxenv_directory to VXENV_NAME_DIR, else FALLBACK. Not by output, since a substitution splits at newlines.
function __vxenv_set_directory
    set -l given VXENV_$argv[1]_DIR
    set -g __vxenv_directory $argv[2]
    test -n "$$given"; and set -g __vxenv_directory $$given
    return 0
end

# Sets __vxenv_slot to the slot of KEY, or fails.
function __vxenv_find_slot
    for slot in $__vxenv_slots
        test "$__vxenv_slot_keys[$slot]" = "$argv"; and set -g __vxenv_slot $slot; and return 0
    end
    return 1
end

# Loads the plan TEXT into a slot, if its first line has the secret and this KEY, version and home. It is compared as
# text before anything is evaluated. The rest is one block, which does not parse if truncated.
function __vxenv_load_plan
    # Checked before `eval`, since fish prints syntax errors even if stderr is closed.
    set -l head
    set -l code
    string match -qr '(?s)^(?<head>.*?)\n(?<code>begin\nset -g __vxenv_t_who .*\nend # whole)\n*$' -- $argv[1]; or return 1
    test "$head" = "vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$argv[2] $__vxenv_seal"; or return 1
    set -g __vxenv_t_preview 'return 1'
    eval $code 2>/dev/null; or return 1
    if not __vxenv_find_slot $argv[2]
        # Skips the applied plan's slot: the new one may be loaded only for its messages.
        test $__vxenv_is_current = __vxenv_is_current$__vxenv_next_slot
        and set -g __vxenv_next_slot $__vxenv_slot_after[$__vxenv_next_slot]
        set -g __vxenv_slot $__vxenv_next_slot
        set -g __vxenv_next_slot $__vxenv_slot_after[$__vxenv_next_slot]
        contains $__vxenv_slot $__vxenv_slots; or set -g __vxenv_slots $__vxenv_slot $__vxenv_slots
    end
    # If this replaces the applied plan, only the record can undo that.
    test $__vxenv_revert = __vxenv_revert$__vxenv_slot; and set -g __vxenv_revert false
    set -g __vxenv_slot_keys[$__vxenv_slot] $argv[2]
    eval "
function __vxenv_is_current$__vxenv_slot
$__vxenv_t_same
end
function __vxenv_is_valid$__vxenv_slot
begin
$__vxenv_t_same
end; or return 1
$__vxenv_t_fresh
end
function __vxenv_apply$__vxenv_slot
$__vxenv_t_apply
end
function __vxenv_revert$__vxenv_slot
$__vxenv_t_wipe
end
"
    # The others are evaluated at need.
    set -g __vxenv_describe[$__vxenv_slot] $__vxenv_t_says
    set -g __vxenv_list_files[$__vxenv_slot] $__vxenv_t_files
    set -g __vxenv_preview[$__vxenv_slot] $__vxenv_t_preview
    eval $__vxenv_t_says
    set -g __vxenv_lines[$__vxenv_slot] $__vxenv_p_line
    set -g __vxenv_notes[$__vxenv_slot] $__vxenv_p_note
    return 0
end

# ==== COLD =========================================================================================================

# Sources vxenv-cold.fish, the file __vxenv_cold; '' once that is done. If it fails, reports it once, and leaves the
# variables and the plan as they are until the next change of directory.
function __vxenv_load_cold
    test -f "$__vxenv_cold" -a -r "$__vxenv_cold" -a -O "$__vxenv_cold" -a ! -L "$__vxenv_cold"; and source $__vxenv_cold
    test -z "$__vxenv_cold"; and return 0
    set -g __vxenv_applied "$__vxenv_wanted_key $VXENV_REASON $VXENV_PROFILE"
    set -g __vxenv_checked $PWD "$VXENV_REASON" "$VXENV_PROFILE"
    set -g __vxenv_is_current true
    if test -z "$__vxenv_cold_failed"
        set -g __vxenv_cold_failed 1
        __vxenv_print_message "vxenv: cannot load $__vxenv_cold: it is missing, unreadable, a symlink or owned by another user" \
            "hint: vxenv setup; exec fish"
    end
    return 1
end

# Each of these loads the function of its name, and calls it.
if test -n "$__vxenv_cold"
    function __vxenv_undo
        __vxenv_load_cold; and __vxenv_undo
    end
    function __vxenv_change
        if __vxenv_load_cold
            __vxenv_change $argv
        else
            # Nothing is applied, and nothing reported.
            set -eg VXENV_PROFILE VXENV_REASON VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
            set -g __vxenv_slot 9
            return 1
        end
    end
    function __vxenv_request_switch
        __vxenv_load_cold; and __vxenv_request_switch
    end
    function __vxenv_announce
        __vxenv_load_cold; and __vxenv_announce
    end
    function __vxenv_wrap_claude
        __vxenv_load_cold; and __vxenv_wrap_claude
    end
    function vxenv
        if __vxenv_load_cold
            vxenv $argv
        else
            $__vxenv_python -X utf8 -P $__vxenv_main $argv
        end
    end
end

# ==== Loading ======================================================================================================

if status is-interactive
    # fish loads completions at the first Tab.
    if test -n "$__vxenv_completions"; and not contains -- $__vxenv_completions $fish_complete_path
        # Before completions that fish generates from manual pages.
        if string match -q '*/generated_completions' -- "$fish_complete_path[-1]"
            set -g fish_complete_path $fish_complete_path[1..-2] $__vxenv_completions $fish_complete_path[-1]
        else
            set -ga fish_complete_path $__vxenv_completions
        end
    end
    functions -e __vxenv_moved # of an earlier version, if this shell loads the hook again
    set -g __vxenv_loading 1
    __vxenv_sync; or true # `source` returns this status
    set -g __vxenv_checked # forces a check at the first prompt
    set -g __vxenv_loading ''
else
    functions -e __vxenv_sync __vxenv_prompt
end
