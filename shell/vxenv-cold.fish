# The part of vxenv's hook for fish that is read at its first need: by __vxenv_load_cold in vxenv.fish, which has the
# rules and the state.
#
# Contents: variables that are set already; Python; commands without Python; commands.

# ==== Variables that are set already: saving them, and undoing by the record =======================================

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

# ==== Python =======================================================================================================

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
        eval $__vxenv_list_files[$__vxenv_slot]
        __vxenv_read_inputs
        eval $__vxenv_describe[$__vxenv_slot]
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
        eval $__vxenv_describe[$__vxenv_slot]
        test "$__vxenv_p_stack" != "$VXENV_PROFILE"; and test -n "$__vxenv_p_ask"; and __vxenv_print_message $__vxenv_p_ask
    end
    set -g __vxenv_expired ''
end

# ==== `use`, `off` and `auto` without Python =======================================================================

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
            eval $__vxenv_describe[$current]
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
    __vxenv_is_coloured; and set -g __vxenv_coloured 1
    if test $__vxenv_slot = 9
        set -g __vxenv_p_headline 'profiles off in this shell  (resume: vxenv auto)'
        set -g __vxenv_p_warnings
        set -g __vxenv_p_settings
    else
        eval "function __vxenv_run_preview
$__vxenv_preview[$__vxenv_slot]
end"
        __vxenv_run_preview; or return 1
    end
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

# Tells whether Python would colour its output (terminal.py).
function __vxenv_is_coloured
    __vxenv_get_exported NO_COLOR; and test -n "$__vxenv_value"; and return 1
    for name in FORCE_COLOR CLICOLOR_FORCE
        __vxenv_get_exported $name; and not contains -- "$__vxenv_value" '' 0; and return 0
    end
    test -t 2; or return 1
    __vxenv_get_exported TERM; and test "$__vxenv_value" = dumb; and return 1
    return 0
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
    string match -qr '^[A-Za-z0-9@._:/+=,{}"%-]{1,100}\z' -- $argv[2]
    and not string match -qr ':.*@|sk-(ant|proj)-|AIza|ya29\.|1//0|GOCSPX-|gh[pousr]_' -- $argv[2]
    and not string match -qr 'github_pat_|glpat-|xox[abprs]-|A[KS]IA|eyJ' -- $argv[2]
    and not string match -qir 'custom_headers|otlp_.*headers|key|token|secret|pass[wp]|author|credential_h|cookie' -- $argv[1]
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

# ==== Commands =====================================================================================================

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

set -g __vxenv_files                # inputs compared by __vxenv_is_unchanged
set -g __vxenv_known_bytes ''       # bytes of these files
set -g __vxenv_last_request ''      # key, input bytes and expiry of Python's last answer
set -g __vxenv_announced            # keys of directory files announced while pinned
set -g __vxenv_cold ''              # loaded
