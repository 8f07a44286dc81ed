# vxenv's hook for fish 3.2 and later.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init fish` assigns in front of this text.
#
# Contents: state; HOT: code for each prompt and change of directory; COLD: plans that are not in memory, variables that
# are set already, and commands; loading.
#
# Rules:
# - HOT starts no process and runs few commands: each takes about 8 µs, a command substitution ten times as long.
# - Contents of files and variables are compared and exported, never evaluated. Only plans are evaluated: vxenv wrote
#   them, and their first line proves it.
# - vxenv sets global variables. They shadow universal ones until they are unset. To hide a universal variable from
#   child processes, vxenv sets an empty global one, which Claude Code treats as unset.
# - Locals begin with __vxenv_ in functions that read the user's variables by name, which they would hide otherwise.

# ==== State of this shell ==========================================================================================

set -g __vxenv_number (count $__vxenv_closed) # read by plans
set -g __vxenv_applied ''           # after a switch: the key, VXENV_REASON and VXENV_PROFILE, joined by spaces
set -g __vxenv_checked              # after a check: the directory, VXENV_REASON and VXENV_PROFILE
set -g __vxenv_candidate_tests      # arguments of `test`: true if a nearer directory file appeared
set -g __vxenv_slot_keys            # key of the plan in each slot: functions __vxenv_…1 to __vxenv_…8; 9 is off
set -g __vxenv_next_slot 1          # slot for the next plan; its messages are in __vxenv_lines and __vxenv_notes
set -g __vxenv_slot_after 2 3 4 5 6 7 8 1
set -g __vxenv_lines '' '' '' '' '' '' '' '' ''
set -g __vxenv_notes '' '' '' '' '' '' '' '' ''
set -g __vxenv_is_current false     # function: are all inputs of the applied plan unchanged?
set -g __vxenv_revert false         # function: undo the applied plan the fast way, or fail
set -g __vxenv_home ''              # directories that the plans in memory were made for
set -g __vxenv_checked_cache ''     # checked cache directory: +DIRECTORY is safe to use, -DIRECTORY is not
set -g __vxenv_files                # inputs compared by __vxenv_is_unchanged
set -g __vxenv_known_bytes ''       # bytes of these files
set -g __vxenv_last_request ''      # key, input bytes and expiry of Python's last answer
set -g __vxenv_announced            # keys of directory files announced while pinned
set -g __vxenv_pending              # messages kept until the first prompt
set -g __vxenv_silent ''            # set: the next switch prints nothing
set -g __vxenv_unload ''            # off after `vxenv setup --remove`: remove all variables of vxenv
set -g __vxenv_expired ''           # set: the advice of a plan has expired
set -g __vxenv_uptime /dev/null     # file that begins with the seconds since the system started, if there is one
test -r /proc/uptime; and set -g __vxenv_uptime /proc/uptime
set -g __vxenv_time ''              # seconds since 1970, if no builtin returns the time
set -g __vxenv_first 1              # set until the first prompt
set -g __vxenv_not_terminal         # set: stderr is not a terminal
test -t 2; or set -g __vxenv_not_terminal 1
set -g __vxenv_no_prompt_shown 1    # set: no prompt is on the terminal
set -g __vxenv_stderr ''            # path of stderr if it can be opened: for `>&2` fish starts a thread and waits
test -c /dev/stderr -a -w /dev/stderr; and set -g __vxenv_stderr /dev/stderr
set -g __vxenv_loading ''

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
    for slot in 1 2 3 4 5 6 7 8 9
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
        $__vxenv_revert; or __vxenv_undo
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

# ==== COLD: variables that the user set, and undoing by the record =================================================

# Saves the value of NAME in __VXENV_O_NAME, if NAME is set, before it is set to VALUE (optional). Sets __vxenv_prior to
# the letter for the record. Fails if NAME cannot be changed.
function __vxenv_save_variable
    set -g __vxenv_prior u
    set -el $argv[1] # an exported local of the user's function is visible here and hides the global
    set -qg $argv[1]; or return 0
    if set -qgx $argv[1]
        set -g __vxenv_prior s
        if test (count $argv) -gt 1; and test "$$argv[1]" = "$argv[2]"
            # It holds VALUE already: set by vxenv if the record was lost, else by the user, who keeps it.
            set -g __vxenv_prior u
            test -n "$__vxenv_record_lost"
            return
        end
        set -gx __VXENV_O_$argv[1] $$argv[1]
        test (string length -- "$$argv[1]") -gt 32000; and __vxenv_limit_record $argv[1]
    else
        set -g __vxenv_prior l
        set -eg __VXENV_O_$argv[1]
        set -gu __VXENV_O_$argv[1] $$argv[1]
    end
    return 0
end

# Stops exporting the saved value of NAME if it is too long to start a process: Linux allows 128 KiB per variable, and
# the saved one has the longer name. Child shells cannot undo it and report that.
function __vxenv_limit_record
    # Escaped, each byte is a character or %XX.
    set -l __vxenv_length (string escape --style=url -- "$argv[1]$$argv[1]" | string replace -ra '%..' x | string length)
    test $__vxenv_length -gt 131060; and set -gu __VXENV_O_$argv[1] $$argv[1]
    return 0
end

# Called by plans if a variable is set already: sets NAME VALUE…, then unsets NAME… after --, and closed variables.
function __vxenv_change
    set -l __vxenv_record 1
    set -l __vxenv_assigned
    set -l __vxenv_at 1
    while test "$argv[$__vxenv_at]" != --
        set -l __vxenv_name $argv[$__vxenv_at]
        set -l __vxenv_value $argv[(math $__vxenv_at + 1)]
        set __vxenv_at (math $__vxenv_at + 2)
        set -a __vxenv_assigned $__vxenv_name
        if __vxenv_save_variable $__vxenv_name $__vxenv_value
            set -gx $__vxenv_name $__vxenv_value
            set -gx __VXENV_N_$__vxenv_name $__vxenv_value
            set -a __vxenv_record $__vxenv_name:{$__vxenv_prior}s
        end
    end
    for __vxenv_name in $argv[(math $__vxenv_at + 1)..-1] $__vxenv_closed
        set -q $__vxenv_name; or continue
        contains -- $__vxenv_name $__vxenv_assigned; and continue
        __vxenv_save_variable $__vxenv_name
        set -eg $__vxenv_name
        if set -qUx $__vxenv_name
            set -gx $__vxenv_name ''
            set -gx __VXENV_N_$__vxenv_name ''
            set -a __vxenv_record $__vxenv_name:{$__vxenv_prior}s
        else
            set -a __vxenv_record $__vxenv_name:{$__vxenv_prior}u
        end
    end
    test "$__vxenv_record" = 1; or set -gx __VXENV_STATE "$__vxenv_record"
    return 0
end

# Undoes by the record: restores each variable that still holds vxenv's value.
function __vxenv_undo
    set -l __vxenv_damaged
    set -l __vxenv_entries (string split ' ' -- "$__VXENV_STATE")
    set -eg __VXENV_STATE
    if test "$__vxenv_entries[1]" != 1
        set __vxenv_damaged 1
        set __vxenv_entries 1
    end
    for __vxenv_entry in $__vxenv_entries[2..-1]
        set -l __vxenv_match (string match -r '^([A-Za-z_][A-Za-z0-9_]*):([usl])([us])$' -- $__vxenv_entry)
        if not set -q __vxenv_match[4]
            set __vxenv_damaged 1
            continue
        end
        set -l __vxenv_name $__vxenv_match[2]
        set -l __vxenv_ours __VXENV_N_$__vxenv_name
        set -l __vxenv_saved __VXENV_O_$__vxenv_name
        set -el $__vxenv_name # an exported local, as above
        if test $__vxenv_match[4] = s
            if not set -q $__vxenv_ours
                set __vxenv_damaged 1
                continue
            end
            if not set -qgx $__vxenv_name; or test "$$__vxenv_name" != "$$__vxenv_ours"
                set -eg $__vxenv_ours $__vxenv_saved
                continue
            end
            set -eg $__vxenv_ours
        else if set -qg $__vxenv_name
            set -eg $__vxenv_saved
            continue
        end
        switch $__vxenv_match[3]
            case u
                set -eg $__vxenv_name
            case s
                if set -q $__vxenv_saved
                    set -gx $__vxenv_name $$__vxenv_saved
                else
                    set __vxenv_damaged 1
                end
            case l # not exported, so child shells have the entry without a value
                set -eg $__vxenv_name
                set -q $__vxenv_saved; and set -gu $__vxenv_name $$__vxenv_saved
        end
        set -eg $__vxenv_saved
    end
    if test -n "$__vxenv_damaged"
        __vxenv_print_message "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
    end
    return 0
end

# ==== COLD: plans that are not in memory ===========================================================================

# Without a limit for TIME or after it: true before TIME, else sets __vxenv_expired. Sets the limit if possible.
function __vxenv_check_time
    __vxenv_read_time
    if test "$__vxenv_time" -ge $argv[1] 2>/dev/null
        set -g __vxenv_expired 1
        return 1
    end
    test $__vxenv_uptime = /proc/uptime; or return 0
    read -lz uptime idle </proc/uptime
    set -g __vxenv_limit_$argv[1] (math $argv[1] - "$__vxenv_time" + $uptime)
    return 0
end

# Sets __vxenv_time to the seconds since 1970. From 3.5 on, fish returns the modification time and the age of a file,
# which add up to it. Older versions run `date`, once per shell if they cannot read /proc/uptime.
function __vxenv_read_time
    if not string match -qr '^3\.[2-4]\.' -- $version
        set -l parts (path mtime /; path mtime -R /)
        set -g __vxenv_time (math $parts[1] + $parts[2])
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
    set -l root (string replace -r '/$' '' -- $__vxenv_directory | string collect)
    for folder in $root $root/plans $root/plans/fish
        if test -L "$folder"; or test -e "$folder" -a ! -O "$folder"
            set -g __vxenv_checked_cache -$__vxenv_directory
            __vxenv_print_message "vxenv: ignoring plans in $folder: it is a symlink or owned by another user" "hint: vxenv doctor"
            return 1
        end
    end
    test -d $root/plans/fish; and set -g __vxenv_checked_cache +$__vxenv_directory
    return 0
end

# Sets __vxenv_plan to the plan's file for KEY. Keys may share a file name: the first line of a plan contains its key.
function __vxenv_locate_plan
    set -l name (string replace -a / % -- $argv[1] | string collect)
    set -l length (string length -- $name)
    if test $length -gt 200; or begin; test $length -gt 60; and not string match -qr '^[ -~]*$' -- $name; end
        set name (string sub -l 4 -- $name)$length%(string sub -s -40 -- $name | string collect)
    end
    __vxenv_set_directory CACHE $__vxenv_cache
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
    for slot in 1 2 3 4 5 6 7 8 9
        test "$__vxenv_slot_keys[$slot]" = "$argv"; and set -g __vxenv_slot $slot; and return 0
    end
    return 1
end

# Loads the plan TEXT into a slot, if its first line has the secret and this KEY, version and home. It is compared as
# text before anything is evaluated. The rest is one block, which does not parse if truncated.
function __vxenv_load_plan
    set -l head "vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$argv[2] $__vxenv_seal"
    set -l size (string length -- $head)
    test (string sub -l $size -- $argv[1] | string collect) = $head; or return 1
    set -l code (string sub -s (math $size + 2) -- $argv[1] | string collect)
    # Checked, since fish prints syntax errors even if stderr is closed.
    string match -qr '^begin\nset -g __vxenv_t_who (?s:.*)\nend # whole\n*$' -- $code; or return 1
    set -g __vxenv_t_preview 'return 1'
    eval $code 2>/dev/null; or return 1
    if not __vxenv_find_slot $argv[2]
        # Skips the applied plan's slot: the new one may be loaded only for its messages.
        test $__vxenv_is_current = __vxenv_is_current$__vxenv_next_slot
        and set -g __vxenv_next_slot $__vxenv_slot_after[$__vxenv_next_slot]
        set -g __vxenv_slot $__vxenv_next_slot
        set -g __vxenv_next_slot $__vxenv_slot_after[$__vxenv_next_slot]
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
function __vxenv_describe$__vxenv_slot
$__vxenv_t_says
end
function __vxenv_list_files$__vxenv_slot
$__vxenv_t_files
end
function __vxenv_preview$__vxenv_slot
$__vxenv_t_preview
end"
    __vxenv_describe$__vxenv_slot
    set -g __vxenv_lines[$__vxenv_slot] $__vxenv_p_line
    set -g __vxenv_notes[$__vxenv_slot] $__vxenv_p_note
    return 0
end

# ==== COLD: Python =================================================================================================

# Runs Python once for the plan for KEY. The first line of the answer marks a plan; anything else is printed, never
# evaluated.
function __vxenv_request_plan
    __vxenv_locate_plan $argv[1]
    if not test -x "$__vxenv_python" -a -r "$__vxenv_main"
        __vxenv_print_message "vxenv: $__vxenv_python cannot run vxenv; using existing plans only" \
            "  reinstall vxenv, then run: vxenv setup; exec fish"
        return 1
    end
    __vxenv_set_directory CONFIG $__vxenv_config
    set -lx VXENV_CONFIG_DIR $__vxenv_directory
    __vxenv_set_directory STATE $__vxenv_state
    set -lx VXENV_STATE_DIR $__vxenv_directory
    __vxenv_set_directory CACHE $__vxenv_cache
    set -lx VXENV_CACHE_DIR $__vxenv_directory
    set -lx __VXENV_SEAL $__vxenv_seal
    set -l name (string replace -r '(?s).*/' '' -- $__vxenv_plan | string collect)
    set -l out ($__vxenv_python -X utf8 -I -S $__vxenv_main \
        hook fish $__vxenv_version $argv[1] $name $__vxenv_home </dev/null)
    if test "$out[1]" = ': vxenv 1'
        __vxenv_load_plan (string join -- \n $out[2..-1] | string collect) $argv[1]
    else
        __vxenv_print_output $out
        return 1
    end
end

function __vxenv_print_output
    test (count $argv) -eq 0; or printf '%s\n' $argv
end

# Requests the plan for __vxenv_wanted_key and applies it. Until an input changes, Python does not run again and no
# message is repeated.
function __vxenv_request_switch
    set -l before $__vxenv_last_request
    # If Python fails or is interrupted: watch the directory file, and leave the variables unchanged.
    set -g __vxenv_applied "$__vxenv_wanted_key $VXENV_REASON $VXENV_PROFILE"
    set -g __vxenv_checked $PWD "$VXENV_REASON" "$VXENV_PROFILE"
    set -g __vxenv_files
    string match -qr '^dir:(?<__vxenv_files>(?s:.*))' -- $__vxenv_wanted_key
    __vxenv_read_inputs
    set -g __vxenv_known_bytes $__vxenv_bytes
    set -g __vxenv_is_current __vxenv_is_unchanged
    if __vxenv_request_plan $__vxenv_wanted_key
        __vxenv_list_files$__vxenv_slot
        __vxenv_read_inputs
        __vxenv_describe$__vxenv_slot
        set -g __vxenv_last_request $__vxenv_wanted_key\x1e$__vxenv_bytes$__vxenv_p_until
        __vxenv_apply_plan
        if test "$__vxenv_last_request" != "$before"
            test -n "$__vxenv_p_note"; and __vxenv_print_message $__vxenv_p_note
        else
            # The same answer from the same bytes: this shell reads one of the files differently from Python.
            set -g __vxenv_known_bytes $__vxenv_bytes
            set -g __vxenv_is_current __vxenv_is_unchanged
        end
    end
    set -g __vxenv_expired ''
end

# Replaces the plan's is_current in these cases: true while __vxenv_files hold __vxenv_known_bytes.
function __vxenv_is_unchanged
    __vxenv_read_inputs
    test "$__vxenv_bytes" = "$__vxenv_known_bytes"
end

# Sets __vxenv_bytes to the contents of __vxenv_files, each followed by \x1e, which TOML cannot contain.
function __vxenv_read_inputs
    set -g __vxenv_bytes ''
    for file in $__vxenv_files
        set -l content ''
        if test -f "$file" -a -r "$file"; and not begin; test -L "$file"; and string match -q -- '*/.vxenv.toml' $file; end
            read -z -n 65536 content <$file
        end
        set __vxenv_bytes "$__vxenv_bytes$content"\x1e # quoted, since `read` of an empty file yields no element
    end
end

# In a pinned shell: reports once per directory file that it selects another profile.
function __vxenv_announce
    __vxenv_find_directory_key
    string match -q 'dir:*' -- $__vxenv_wanted_key; or return 0
    contains -- $__vxenv_wanted_key $__vxenv_announced; and return 0
    status is-command-substitution; and return 0
    set -ga __vxenv_announced $__vxenv_wanted_key
    if __vxenv_find_plan $__vxenv_wanted_key; or __vxenv_request_plan $__vxenv_wanted_key
        __vxenv_describe$__vxenv_slot
        test "$__vxenv_p_stack" != "$VXENV_PROFILE"; and test -n "$__vxenv_p_ask"; and __vxenv_print_message $__vxenv_p_ask
    end
    set -g __vxenv_expired ''
end

# ==== COLD: `use`, `off` and `auto` without Python =================================================================

# Runs `use NAME…`, `use -`, `off` or `auto` without Python, with the same output. Otherwise fails, before it prints or
# changes anything: without a valid plan with a preview, and if values may need to be escaped or hidden.
function __vxenv_run_quickly
    set -l action
    set -l stack ''
    set -g __vxenv_quiet ''
    for word in $argv
        if contains -- "$word" -q --quiet
            set -g __vxenv_quiet 1
        else if test -z "$action"
            contains -- "$word" use off auto; or return 1
            set action $word
        else
            test $action = use; and string match -qr '^(-|[^-])' -- "$word"; or return 1
            set stack $stack+$word
        end
    end
    test -n "$VXENV_DEBUG"; and return 1
    status is-command-substitution; and return 1
    switch "$action"
        case use
            test "$stack" = +-; and set stack "+$__VXENV_LAST"
            set stack (string sub -s 2 -- "$stack")
            string match -qr '^[A-Za-z0-9._+:/-]+\z' -- "$stack"; or return 1
            __vxenv_find_plan use:$stack; or return 1
        case off
            # The applied plan shows whether config.toml suppresses output.
            set -l current
            string match -qr '^__vxenv_is_current(?<current>[1-8])\z' -- $__vxenv_is_current; or return 1
            $__vxenv_is_current; or return 1
            __vxenv_describe$current
            test -n "$__vxenv_p_note"; and return 1
            test -z "$__vxenv_p_line"; and set -g __vxenv_quiet 1
            set -g __vxenv_slot 9
        case ''
            return 1
    end
    if test $action != auto
        __vxenv_preview_switch; or return 1
        set -q __vxenv_message[1]; and printf '%s\n' $__vxenv_message >&2
    end
    if test $action = use
        __vxenv_apply_use use:$stack
    else
        __vxenv_follow_answer ": vxenv 1 $action"
    end
    return 0
end

# Sets __vxenv_message to the lines that the switch to __vxenv_slot prints. Fails if only Python knows them.
function __vxenv_preview_switch
    set -g __vxenv_message
    set -g __vxenv_unclear ''
    set -g __vxenv_seen
    set -g __vxenv_coloured ''
    for row in (set -ng | string match '__vxenv_row_*')
        set -eg $row
    end
    __vxenv_get_exported VXENV_QUIET; and test -n "$__vxenv_value"; and set -g __vxenv_quiet 1
    if test -t 2; and not begin; __vxenv_get_exported NO_COLOR; and test -n "$__vxenv_value"; end
        __vxenv_get_exported TERM; and test "$__vxenv_value" = dumb; or set -g __vxenv_coloured 1
    end
    __vxenv_preview$__vxenv_slot; or return 1
    test -n "$__vxenv_quiet" -o -z "$__vxenv_p_headline"; and return 0
    if test $__vxenv_slot = 9
        set -g __vxenv_message $__vxenv_p_headline
    else
        __vxenv_has_known_settings; or return 1
        __vxenv_style 1 $__vxenv_p_headline ''
        set -g __vxenv_message $__vxenv_styled
    end
    __vxenv_compare_record; or return 1
    # `set -n` sorts names.
    for row in (set -ng | string match '__vxenv_row_*')
        set -a __vxenv_message $$row
        set -eg $row
    end
    if test -n "$__vxenv_p_warnings"
        for line in (string split -- \n $__vxenv_p_warnings)
            __vxenv_style_warning $line
            set -a __vxenv_message $__vxenv_styled
        end
    end
    test -z "$__vxenv_unclear"
end

# Sets __vxenv_styled to a LINE of the warnings, with its label in the label's style.
function __vxenv_style_warning
    set -l label
    set -l text
    set -g __vxenv_styled $argv[1]
    string match -qr '^(?<label>(?:error|vxenv|warning|note|hint):)(?<text>.*)' -- $argv[1]; or return 0
    switch $label
        case error: vxenv:
            __vxenv_style 31m\e'[1' $label $text
        case warning:
            __vxenv_style 33m\e'[1' $label $text
        case '*'
            __vxenv_style 36m\e'[1' $label $text
    end
end

# The preview of `off`.
function __vxenv_preview9
    set -g __vxenv_p_headline 'profiles off in this shell  (resume: vxenv auto)'
    set -g __vxenv_p_warnings
    set -g __vxenv_p_settings
    return 0 # `set` keeps the status
end

# Sets __vxenv_styled to TEXT in the style CODE, if stderr is shown in colour, and REST.
function __vxenv_style
    if test -n "$__vxenv_coloured"
        set -g __vxenv_styled \e"["$argv[1]m$argv[2]\e"[0m$argv[3]"
    else
        set -g __vxenv_styled "$argv[2]$argv[3]"
    end
end

# Called by previews: adds a row for each variable that changes to NAME VALUE TEXT…, where TEXT shows VALUE, and for
# those that are unset: NAME… after --, and closed variables.
function __vxenv_compare
    while test "$argv[1]" != --
        set -ga __vxenv_seen $argv[1]
        if not __vxenv_get_exported $argv[1]
            __vxenv_add_row $argv[1] 32 + "  $argv[3]"
        else if test "$__vxenv_value" != "$argv[2]"
            __vxenv_show_value $argv[1] "$__vxenv_value"
            __vxenv_add_row $argv[1] 33 '~' "  $__vxenv_shown → $argv[3]"
        end
        set -e argv[1..3]
    end
    for __vxenv_name in $argv[2..-1] $__vxenv_closed
        contains -- $__vxenv_name $__vxenv_seen; and continue
        set -ga __vxenv_seen $__vxenv_name
        __vxenv_get_exported $__vxenv_name; and __vxenv_add_row $__vxenv_name 31 - ''
    end
    return 0
end

# Adds a row for each other variable that the undo record restores. Fails if the record is lost or damaged.
function __vxenv_compare_record
    test -n "$VXENV_PROFILE"; and not set -q __VXENV_STATE; and return 1
    set -q __VXENV_STATE; or return 0
    set -l __vxenv_entries (string split ' ' -- "$__VXENV_STATE")
    test "$__vxenv_entries[1]" = 1; or return 1
    for __vxenv_entry in $__vxenv_entries[2..-1]
        set -l __vxenv_match (string match -r '^([A-Za-z_][A-Za-z0-9_]*):([usl])([us])$' -- $__vxenv_entry)
        set -q __vxenv_match[4]; or return 1
        set -l __vxenv_name $__vxenv_match[2]
        contains -- $__vxenv_name $__vxenv_seen; and continue
        set -l __vxenv_ours
        if test $__vxenv_match[4] = s
            __vxenv_get_exported __VXENV_N_$__vxenv_name; or return 1
            set __vxenv_ours "$__vxenv_value"
            # Values that the user changed stay.
            __vxenv_get_exported $__vxenv_name; and test "$__vxenv_value" = "$__vxenv_ours"; or continue
        else
            __vxenv_get_exported $__vxenv_name; and continue
        end
        if test $__vxenv_match[3] = s
            __vxenv_get_exported __VXENV_O_$__vxenv_name; or return 1
            __vxenv_show_value $__vxenv_name "$__vxenv_value"
        end
        switch $__vxenv_match[3]$__vxenv_match[4]
            case su
                __vxenv_add_row $__vxenv_name 32 + "  $__vxenv_shown"
            case ss
                set -l __vxenv_old $__vxenv_shown
                __vxenv_show_value $__vxenv_name "$__vxenv_ours"
                __vxenv_add_row $__vxenv_name 33 '~' "  $__vxenv_shown → $__vxenv_old"
            case '*s'
                __vxenv_add_row $__vxenv_name 31 - ''
        end
    end
    return 0
end

# Adds the row of NAME in the style CODE, with a MARK and the TEXT after it.
function __vxenv_add_row
    __vxenv_style $argv[2] "  $argv[3] $argv[1]" "$argv[4]"
    set -g __vxenv_row_$argv[1] $__vxenv_styled
end

# Sets __vxenv_value to the value of NAME that programs see; fails if they see none. Sets __vxenv_unclear if NAME is
# a list, universal, or local to the calling function.
function __vxenv_get_exported
    if set -qU $argv[1]; or set -ql $argv[1]
        set -g __vxenv_unclear 1
    end
    set -qgx $argv[1]; or return 1
    test (count $$argv[1]) -eq 1; or set -g __vxenv_unclear 1
    set -g __vxenv_value "$$argv[1]"
    return 0
end

# Sets __vxenv_shown to VALUE of NAME as Python shows it. Sets __vxenv_unclear if VALUE may be a secret (see
# catalogue/secrets.py) or contain characters to escape.
function __vxenv_show_value
    set -g __vxenv_shown $argv[2]
    if test -z "$argv[2]"
        set -g __vxenv_shown '""'
        return 0
    end
    string match -qr '^[A-Za-z0-9@._:/+=,-]{1,100}\z' -- $argv[2]
    and not string match -qr ':.*@|sk-(ant|proj)-|AIza|ya29\.|1//0|GOCSPX-|gh[pousr]_' -- $argv[2]
    and not string match -qr 'github_pat_|glpat-|xox[abprs]-|A[KS]IA|eyJ' -- $argv[2]
    and not string match -qir 'custom_headers|key|token|secret|pass[wp]|author|credential_h|cookie' -- $argv[1]
    or set -g __vxenv_unclear 1
end

# Called by previews: true if the `claude` on PATH is still the file CLIENT, '' for none.
function __vxenv_has_client
    for directory in $PATH
        if test -f "$directory/claude" -a -x "$directory/claude"
            set -l file (builtin realpath $directory/claude)
            test "$file" = "$argv[1]"
            return
        end
    end
    test -z "$argv[1]"
end

# True if Claude Code reads no settings in the working directory but those that the preview was made with: no project
# settings there, and no local settings there or above, in a repository. The directory is physical, as in Python.
function __vxenv_has_known_settings
    if test -e .claude/settings.json
        test -e "$__vxenv_p_settings"; or return 1
        set -l files (builtin realpath .claude/settings.json) (builtin realpath $__vxenv_p_settings)
        test "$files[1]" = "$files[2]"; or return 1
    end
    set -l directory (builtin realpath . 2>/dev/null)
    test -d "$directory"; or return 1
    test $directory = /; and set directory ''
    while not test -e "$directory/.claude/settings.local.json"
        if test -f "$directory/.git"
            # A linked worktree has the settings of the main one.
            set -l main
            read -lz -n 65536 content <"$directory/.git"
            string match -qr '^gitdir: (?<main>/(?s:.*?))/\.git/worktrees/' -- "$content"; or return 1
            test -e "$main/.claude/settings.local.json"; and return 1
        end
        string match -qr '^(?<directory>(?s:.*))/[^/]*$' -- "$directory"; or return 0
    end
    return 1
end

# ==== COLD: commands ===============================================================================================

# Commands that switch print code for this shell. After each command the shell checks for changes.
function vxenv
    set -l code 0
    set -l command ''
    # Events print to the shell's own stderr, but this call may be redirected.
    set -l stderr $__vxenv_stderr
    set -g __vxenv_stderr ''
    for command in $argv
        string match -q -- '-*' $command; or break
    end
    __vxenv_check_home
    # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
    set -l run $__vxenv_python -X utf8 -P $__vxenv_main
    # A switch needs no site-packages; Python starts again with them if it does after all.
    contains -- "$argv[1]" use off auto; and set run $__vxenv_python -X utf8 -I -S $__vxenv_main
    test -x "$__vxenv_python" -a -r "$__vxenv_main"; or set run /usr/bin/env vxenv
    set -lx __VXENV_HOOK "fish $__vxenv_version $__vxenv_home"
    switch "$command"
        case use off auto rename mv undo setup
            if not __vxenv_run_quickly $argv
                set -lx __VXENV_SEAL $__vxenv_seal
                set -l out ($run $argv)
                set code $status
                set -e __VXENV_SEAL
                __vxenv_follow_answer $out
            end
            set -e __VXENV_HOOK
        case '*'
            # Children do not see the prompt's functions.
            test "$command" = doctor; and status is-interactive
            and set -lx __VXENV_PROMPTS (functions -q __vxenv_prompt; and echo __vxenv_prompt; or echo)
            $run $argv
            set code $status
            set -e __VXENV_HOOK
    end
    __vxenv_sync
    set -g __vxenv_stderr $stderr
    return $code
end

# Follows the answer in the lines of a command's output, or prints them.
function __vxenv_follow_answer
    switch "$argv[1]"
        case ': vxenv 1 off'
            set -g __vxenv_unload ''
            set -gx VXENV_REASON off
        case ': vxenv 1 unload'
            set -g __vxenv_unload off
            set -eg VXENV_REASON
            __vxenv_sync
            set -eg __VXENV_LAST
        case ': vxenv 1 auto'
            set -g __vxenv_unload ''
            set -eg VXENV_REASON __VXENV_PIN
            set -g __vxenv_announced
        case ': vxenv 1 use:*'
            set -l key (string sub -s 11 -- $argv[1])
            # Silent, since Python printed the changes.
            __vxenv_load_plan (string join -- \n $argv[2..-1] | string collect) $key; and __vxenv_apply_use $key
        case '*'
            __vxenv_print_output $argv
    end
end

# Applies the plan in __vxenv_slot for KEY without a message.
function __vxenv_apply_use
    set -g __vxenv_unload ''
    set -g __vxenv_wanted_key $argv[1]
    set -g __vxenv_silent 1
    __vxenv_apply_plan
    set -g __vxenv_silent ''
end

# With claude_wrapper in config.toml: defines the function `claude`, unless it is already an alias or function.
function __vxenv_wrap_claude
    set -q __vxenv_wrapped; and return 0
    set -g __vxenv_wrapped 1
    if functions -q claude
        __vxenv_print_message "vxenv: claude is already an alias or function; claude_wrapper is not applied"
    else
        function claude --wraps claude
            __vxenv_claude $argv
        end
    end
end

function __vxenv_claude
    if test -r "$__VXENV_SETTINGS"
        command claude --settings $__VXENV_SETTINGS $argv
    else
        test -n "$__VXENV_SETTINGS"; and __vxenv_print_message "vxenv: $__VXENV_SETTINGS is missing; settings files may override the profile"
        command claude $argv
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
    set -g __vxenv_loading 1
    __vxenv_sync
    set -g __vxenv_checked # forces a check at the first prompt
    set -g __vxenv_loading '' # `source` returns the status of this line
else
    functions -e __vxenv_sync __vxenv_prompt
end
