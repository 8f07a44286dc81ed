# vxenv's hook for fish, 3.2 and later.
#
# `vxenv init fish` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is; a plan must carry the same
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home; a plan on disk must carry it
#   __vxenv_completions             the directory of completions, if `vxenv setup` put them there
#   __vxenv_closed                  the variables that are unset while a stack is active which does not set them
#
# Rules of this file. Nothing on the way of a prompt or a `cd` starts a process; a command takes fish some 8 µs, so
# there are few of them. Contents of files and variables are compared and exported, never evaluated; what is evaluated
# is a plan, which vxenv wrote. vxenv works on global variables: a universal one lies under them and comes back when
# they go. It cannot be hidden from children, only covered by an empty one, which Claude Code takes for none.

set -g __vxenv_number (count $__vxenv_closed)
set -g __vxenv_key ''      # what this shell has decided on: use:STACK, off, dir:FILE or default;
set -g __vxenv_pwd ''      # the directory it was in then,
set -g __vxenv_act ''      # what the environment said was active,
set -g __vxenv_seen ''     # and both together, which is what a prompt compares
set -g __vxenv_walk -n ''  # arguments for `test`: true if there is a directory file below the nearest one known
set -g __vxenv_slots       # keys of the plans that this shell has at hand, as functions __vxenv_…1 to __vxenv_…8
set -g __vxenv_turn 1      # the slot to be used next,
set -g __vxenv_next 2 3 4 5 6 7 8 1
set -g __vxenv_wipe false  # the function that undoes what is applied at once, if it can,
set -g __vxenv_same false  # and the one that knows whether what it was made from still is the same
set -g __vxenv_home ''     # the directories that the plans at hand were made for
set -g __vxenv_sound ''    # the cache directory that was looked at, behind + if plans may be read there, else behind -
set -g __vxenv_files       # for __vxenv_stuck: what it reads,
set -g __vxenv_bytes ''    # and what was in there
set -g __vxenv_answer ''   # for which key, and from what, Python was asked last
set -g __vxenv_told        # directory files that this shell, being pinned, was told of
set -g __vxenv_late        # what loading had to say, kept for the first prompt
set -g __vxenv_hush ''     # no line for the next activation
set -g __vxenv_unload ''   # off after `vxenv setup --remove`: no profile, and no variables of vxenv's own
set -g __vxenv_expired ''  # a plan was found that has something else to tell from today on
set -g __vxenv_time ''     # when this shell asked for the time, where no builtin tells it
set -g __vxenv_first 1     # the first prompt is still to come
set -g __vxenv_early 1     # no prompt stands on the screen that fish would draw over
set -g __vxenv_loading ''

# --- Step 1: what is wanted here ---

# Sets __vxenv_near to the nearest directory file, or nothing, and __vxenv_walk to look for one below it.
function __vxenv_nearest
    set -g __vxenv_walk -n ''
    set -g __vxenv_near ''
    set -l d $PWD
    test "$d" = /; and set d ''
    while not test -f "$d/.vxenv.toml"
        set -a __vxenv_walk -o -f "$d/.vxenv.toml"
        test -n "$d"; or return 0
        string match -qr '^(?<d>(?s:.*))/[^/]*$' -- $d
    end
    set -g __vxenv_near "$d/.vxenv.toml"
end

function __vxenv_wanted
    set -l reason "$__vxenv_unload"
    test -z "$reason"; and set reason "$VXENV_REASON"
    test -z "$reason"; and test -n "$__VXENV_PIN"; and set reason use
    switch "$reason"
        case use
            set -g __vxenv_near ''
            set -g __vxenv_walk -n ''
            set -g __vxenv_want "use:$VXENV_PROFILE"
            test -z "$VXENV_PROFILE"; and set -g __vxenv_want "use:$__VXENV_PIN"
        case off
            set -g __vxenv_near ''
            set -g __vxenv_walk -n ''
            set -g __vxenv_want off
        case '*'
            __vxenv_nearest
            set -g __vxenv_want default
            test -n "$__vxenv_near"; and set -g __vxenv_want dir:$__vxenv_near
    end
end

# --- Steps 2 and 3: the plan that is applied, at hand or on disk, and whether its inputs hold the same bytes ---
#
# A plan comes to a shell as functions, numbered by slot:
#   same    are all its inputs as they were
#   fresh   the same of what only its line rests on, for when it is come to
#   apply   bring it about
#   wipe    undo it at once, if nothing was there before and nothing was changed since
#   says    set __vxenv_p_… to what it is and what it has to tell
#   files   set __vxenv_files to the files that it reads

# Where there is no plan, or its `same` never is: compare with what this shell has read.
function __vxenv_stuck
    __vxenv_read
    test "$__vxenv_was" = "$__vxenv_bytes"
end

function __vxenv_read
    set -g __vxenv_was ''
    for f in $__vxenv_files
        set -l x ''
        if test -f "$f" -a -r "$f"; and not begin; test -L "$f"; and string match -q -- '*/.vxenv.toml' $f; end
            read -z -n 65536 x <$f
        end
        set __vxenv_was "$__vxenv_was$x"\x1e # quoted: of an empty file `read` makes no element, and nothing would be left
    end
end

# Whether it is before TIME, in seconds since 1970, when a plan expires. fish tells how old a file is, from 3.5 on, and
# since when it is there. Before that a program tells the time, once in each shell that comes to a plan which expires.
function __vxenv_before
    set -l now $__vxenv_time
    if contains path (builtin -n)
        set -l parts (path mtime /) (path mtime -R /)
        set now (math $parts[1] + $parts[2])
    else if test -z "$now"
        set now (command date +%s)
        set -g __vxenv_time $now
    end
    test "$now" -ge $argv[1] 2>/dev/null; or return 0
    set -g __vxenv_expired 1
    return 1
end

# Sets __vxenv_plan to the plan's file for KEY. Two keys may share a name, since a plan says whose it is.
function __vxenv_place
    set -l name (string replace -a / % -- $argv[1] | string collect)
    set -l length (string length -- $name)
    if test $length -gt 200; or begin; test $length -gt 60; and not string match -qr '^[ -~]*$' -- $name; end
        set name (string sub -l 4 -- $name)$length%(string sub -s -40 -- $name | string collect)
    end
    __vxenv_directory CACHE $__vxenv_cache
    set -g __vxenv_plan $__vxenv_d/plans/fish/$name
end

# Sets __vxenv_d to VXENV_NAME_DIR, or to what stands in for it. Not printed: a substitution would end it at a newline.
function __vxenv_directory
    set -l given VXENV_$argv[1]_DIR
    set -g __vxenv_d $argv[2]
    test -n "$$given"; and set -g __vxenv_d $$given
    return 0
end

# Sets __vxenv_home to the directories that a plan depends on: one made for others is not for this shell.
function __vxenv_where
    if test "$HOME|$__vxenv_config|$VXENV_CONFIG_DIR|$__vxenv_state|$VXENV_STATE_DIR" != "$__vxenv_home"
        set -g __vxenv_home "$HOME|$__vxenv_config|$VXENV_CONFIG_DIR|$__vxenv_state|$VXENV_STATE_DIR"
        set -g __vxenv_slots
        set -g __vxenv_turn 1
        set -g __vxenv_key ''
    end
end

# Sets __vxenv_at to the slot that holds KEY. A loop, since a command substitution takes as long as ten of its rounds.
function __vxenv_slot
    set -g __vxenv_at 1
    for key in $__vxenv_slots
        test "$key" = "$argv"; and return 0
        set __vxenv_at $__vxenv_next[$__vxenv_at]
    end
    return 1
end

# Whether the directories of plans, where they are there, are the user's own and no symlinks: looked at once per shell
# and cache directory. Their mode no test sees; that Python made them private, the secret in a plan shows.
function __vxenv_is_sound
    __vxenv_directory CACHE $__vxenv_cache
    test "$__vxenv_sound" = "+$__vxenv_d"; and return 0
    test "$__vxenv_sound" = "-$__vxenv_d"; and return 1
    set -l root (string replace -r '/$' '' -- $__vxenv_d | string collect)
    for folder in $root $root/plans $root/plans/fish
        if test -L "$folder"; or test -e "$folder" -a ! -O "$folder"
            set -g __vxenv_sound -$__vxenv_d
            __vxenv_say "vxenv: $folder is a symlink or belongs to another user, so plans there are not used" "hint: vxenv doctor"
            return 1
        end
    end
    test -d $root/plans/fish; and set -g __vxenv_sound +$__vxenv_d
    return 0
end

# Takes the plan TEXT into a slot. True if its first line says that it is for KEY, this hook and these directories, and
# was written by who knows the secret: that is compared as text before anything of it runs. What follows is one block:
# cut short, it does not parse and nothing of it runs.
function __vxenv_adopt
    set -l head "vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$argv[2] $__vxenv_seal"
    set -l size (string length -- $head)
    test (string sub -l $size -- $argv[1] | string collect) = $head; or return 1
    set -l code (string sub -s (math $size + 2) -- $argv[1] | string collect)
    # fish prints what it cannot parse, wherever stderr goes.
    string match -qr '^begin\nset -g __vxenv_t_who (?s:.*)\nend # whole\n*$' -- $code; or return 1
    eval $code 2>/dev/null; or return 1
    if not __vxenv_slot $argv[2]
        # Not over what is applied: a plan may be wanted only for what it has to say.
        test $__vxenv_same = __vxenv_same$__vxenv_turn; and set -g __vxenv_turn $__vxenv_next[$__vxenv_turn]
        set -g __vxenv_at $__vxenv_turn
        set -g __vxenv_turn $__vxenv_next[$__vxenv_turn]
    end
    # Made anew, what is applied can only be undone by its record.
    test $__vxenv_wipe = __vxenv_wipe$__vxenv_at; and set -g __vxenv_wipe false
    set -g __vxenv_slots[$__vxenv_at] $argv[2]
    eval "
function __vxenv_same$__vxenv_at
$__vxenv_t_same
end
function __vxenv_fresh$__vxenv_at
$__vxenv_t_fresh
end
function __vxenv_apply$__vxenv_at
$__vxenv_t_apply
end
function __vxenv_wipe$__vxenv_at
$__vxenv_t_wipe
end
function __vxenv_says$__vxenv_at
$__vxenv_t_says
end
function __vxenv_files$__vxenv_at
$__vxenv_t_files
end"
end

# Sets __vxenv_at to the slot of the plan for KEY, if there is one whose inputs are as they were when it was made.
function __vxenv_find
    __vxenv_slot $argv[1]; and __vxenv_same$__vxenv_at; and __vxenv_fresh$__vxenv_at; and return 0
    __vxenv_is_sound; or return 1
    __vxenv_place $argv[1]
    test -f "$__vxenv_plan" -a -r "$__vxenv_plan" -a -O "$__vxenv_plan" -a ! -L "$__vxenv_plan"; or return 1
    read -lz text <$__vxenv_plan
    __vxenv_adopt "$text" $argv[1]; and __vxenv_same$__vxenv_at; and __vxenv_fresh$__vxenv_at
end

# --- Step 4: Python, once ---

# Asks for the plan for KEY. The first line of the answer marks code; anything else is shown, never evaluated.
function __vxenv_ask
    __vxenv_place $argv[1]
    if not test -x "$__vxenv_python" -a -r "$__vxenv_main"
        __vxenv_say "vxenv: $__vxenv_python no longer runs vxenv, so nothing new can be worked out here" \
            "hint: install vxenv again, then: vxenv setup, and: exec fish"
        return 1
    end
    __vxenv_directory CONFIG $__vxenv_config
    set -lx VXENV_CONFIG_DIR $__vxenv_d
    __vxenv_directory STATE $__vxenv_state
    set -lx VXENV_STATE_DIR $__vxenv_d
    __vxenv_directory CACHE $__vxenv_cache
    set -lx VXENV_CACHE_DIR $__vxenv_d
    set -lx __VXENV_SEAL $__vxenv_seal
    set -l name (string replace -r '(?s).*/' '' -- $__vxenv_plan | string collect)
    set -l out ($__vxenv_python -X utf8 -I -S $__vxenv_main \
        hook fish $__vxenv_version $argv[1] $name $__vxenv_home </dev/null)
    if test "$out[1]" = ': vxenv 1'
        __vxenv_adopt (string join -- \n $out[2..-1] | string collect) $argv[1]
    else
        __vxenv_show $out
        return 1
    end
end

function __vxenv_show
    test (count $argv) -eq 0; or printf '%s\n' $argv
end

# --- Changing variables, and back ---

# Keeps the record of NAME's value from processes if none could be started with it: Linux hands on 128 KiB at most in one
# variable, and the record has the longer name. A child shell cannot undo that one, and says so.
function __vxenv_bound
    # Escaped, each byte has a sign of its own.
    set -l bytes (string escape --style=url -- "$argv[1]$$argv[1]" | string replace -ra '%..' x | string length)
    test $bytes -gt 131060; and set -gu __VXENV_O_$argv[1] $$argv[1]
    return 0
end

# Makes way for vxenv's value of NAME: records what it holds, if it is set. Sets __vxenv_o to how it stood.
function __vxenv_keep
    set -g __vxenv_o u
    set -el $argv[1] # what a function of the user's exports for itself is handed down, and hides what is global
    set -qg $argv[1]; or return 0
    if set -qgx $argv[1]
        set -g __vxenv_o s
        if test (count $argv) -gt 1; and test "$$argv[1]" = "$argv[2]"
            # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
            set -g __vxenv_o u
            test -n "$__vxenv_lost"
            return
        end
        set -gx __VXENV_O_$argv[1] $$argv[1]
        test (string length -- "$$argv[1]") -gt 32000; and __vxenv_bound $argv[1]
    else
        set -g __vxenv_o l
        set -eg __VXENV_O_$argv[1]
        set -gu __VXENV_O_$argv[1] $$argv[1]
    end
    return 0
end

# For plans, where a variable that matters is set already: gives NAME VALUE…, unsets NAME… after --, closes the rest.
function __vxenv_change
    set -l s 1
    set -l given
    set -l at 1
    while test "$argv[$at]" != --
        set -l name $argv[$at]
        set -l value $argv[(math $at + 1)]
        set at (math $at + 2)
        set -a given $name
        if __vxenv_keep $name $value
            set -gx $name $value
            set -gx __VXENV_N_$name $value
            set -a s $name:{$__vxenv_o}s
        end
    end
    for name in $argv[(math $at + 1)..-1] $__vxenv_closed
        set -q $name; or continue
        contains -- $name $given; and continue
        __vxenv_keep $name
        set -eg $name
        if set -qUx $name
            set -gx $name ''
            set -gx __VXENV_N_$name ''
            set -a s $name:{$__vxenv_o}s
        else
            set -a s $name:{$__vxenv_o}u
        end
    end
    test "$s" = 1; or set -gx __VXENV_STATE "$s"
    return 0
end

# Gives back what the record says, where a variable still holds what vxenv gave it.
function __vxenv_undo
    set -l bad
    set -l words (string split ' ' -- "$__VXENV_STATE")
    set -eg __VXENV_STATE
    if test "$words[1]" != 1
        set bad 1
        set words 1
    end
    for word in $words[2..-1]
        set -l part (string match -r '^([A-Za-z_][A-Za-z0-9_]*):([usl])([us])$' -- $word)
        if not set -q part[4]
            set bad 1
            continue
        end
        set -l n $part[2]
        set -l given __VXENV_N_$n
        set -l before __VXENV_O_$n
        set -el $n # as above
        if test $part[4] = s
            if not set -q $given
                set bad 1
                continue
            end
            if not set -qgx $n; or test "$$n" != "$$given"
                set -eg $given $before
                continue
            end
            set -eg $given
        else if set -qg $n
            set -eg $before
            continue
        end
        switch $part[3]
            case u
                set -eg $n
            case s
                if set -q $before
                    set -gx $n $$before
                else
                    set bad 1
                end
            case l # not exported, so a child shell knows of it but has no value to give back
                set -eg $n
                set -q $before; and set -gu $n $$before
        end
        set -eg $before
    end
    if test -n "$bad"
        __vxenv_say "vxenv: the undo record in this shell's environment is damaged or of another version; variables that it does not cover stay as they are"
    end
    return 0
end

# Undoes what is applied, applies the plan in slot __vxenv_at, and says so if that changes the activation, its variables
# or its advice.
function __vxenv_take
    set -l old $VXENV_PROFILE
    set -l digest "$__VXENV_DIGEST"
    set -g __vxenv_act "$VXENV_REASON+$VXENV_PROFILE"
    set -g __vxenv_lost ''
    if set -q __VXENV_STATE
        $__vxenv_wipe; or __vxenv_undo
    else if test -n "$old"; and test -n "$__vxenv_first"
        set -g __vxenv_lost 1
    end
    __vxenv_apply$__vxenv_at
    set -q __VXENV_SETTINGS; and __vxenv_wrap_claude
    set -g __vxenv_same __vxenv_same$__vxenv_at
    set -g __vxenv_wipe __vxenv_wipe$__vxenv_at
    set -g __vxenv_key $__vxenv_want
    set -g __vxenv_pwd $PWD
    if test "$VXENV_REASON+$VXENV_PROFILE+$__VXENV_DIGEST" != "$__vxenv_act+$digest" -o -n "$__vxenv_expired"
        set -g __vxenv_act "$VXENV_REASON+$VXENV_PROFILE"
        # Two tests: in one, a name like `!` that came with the environment would be an operator.
        test -n "$old"; and test "$old" != "$VXENV_PROFILE$__VXENV_PIN"; and set -gx __VXENV_LAST $old
        test -n "$__vxenv_unload"; and set -eg __VXENV_LAST
        if test -z "$VXENV_QUIET$__vxenv_hush"
            __vxenv_says$__vxenv_at
            __vxenv_say $__vxenv_p_line
        end
    end
    return 0
end

# `off` needs no plan on disk: it has a slot of its own. Unloaded, it leaves nothing to child shells, which may have no
# hook.
function __vxenv_same_off
end
function __vxenv_apply_off
    set -gx VXENV_REASON off
    set -eg VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
    test -n "$__vxenv_unload"; and set -eg VXENV_REASON __VXENV_LAST
end
function __vxenv_wipe_off
    return 1
end
function __vxenv_says_off
    set -g __vxenv_p_line
    set -g __vxenv_p_note
end

# For people, on stderr; not from a command substitution, and while loading kept for the first prompt.
function __vxenv_say
    test -n "$argv"; or return 0
    status is-command-substitution; and return 0
    if test -n "$__vxenv_loading"
        contains -- "$argv[1]" $__vxenv_late; or set -ga __vxenv_late $argv
    else if test -z "$__vxenv_early" -a -t 2; and test (status current-command) = fish
        # A key moved the shell, as Alt-Left does. fish draws the prompt again as many lines further up as it has.
        set -l lines (fish_prompt)
        printf '%s\n' '' $argv (for line in $lines[2..-1]; echo; end) >&2
    else
        printf '%s\n' $argv >&2
    end
end

# --- Claude Code, where config.toml has claude_wrapper ---

# An alias or a function of the user's own stays. No process but the client itself.
function __vxenv_wrap_claude
    set -q __vxenv_wrapped; and return 0
    set -g __vxenv_wrapped 1
    if functions -q claude
        __vxenv_say "vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone"
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
        test -n "$__VXENV_SETTINGS"; and __vxenv_say "vxenv: $__VXENV_SETTINGS is gone, so settings files may win"
        command claude $argv
    end
end

# --- The hook ---

# Decides and switches. With `force` it applies again even if nothing changed.
function __vxenv_sync
    set -g __vxenv_expired ''
    __vxenv_wanted
    if test "$__vxenv_want" = "$__vxenv_key" -a "$argv" != force -a "$__vxenv_act" = "$VXENV_REASON+$VXENV_PROFILE"
        if $__vxenv_same
            set -g __vxenv_pwd $PWD
            set -g __vxenv_seen $PWD+$__vxenv_act
            return 0
        end
    end
    __vxenv_where
    if test $__vxenv_want = off
        set -g __vxenv_at _off
        __vxenv_take
    else if __vxenv_find $__vxenv_want
        __vxenv_take
        __vxenv_says$__vxenv_at
        __vxenv_say $__vxenv_p_note
    else
        __vxenv_renew
    end
    set -g __vxenv_seen $PWD+$__vxenv_act
    return 0
end

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
function __vxenv_renew
    set -l before $__vxenv_answer
    # If it fails, or Ctrl-C ends it: remember the one input that is known, and leave the variables as they are.
    set -g __vxenv_key $__vxenv_want
    set -g __vxenv_pwd $PWD
    set -g __vxenv_act "$VXENV_REASON+$VXENV_PROFILE"
    set -g __vxenv_files
    test -n "$__vxenv_near"; and set -g __vxenv_files $__vxenv_near
    __vxenv_read
    set -g __vxenv_bytes $__vxenv_was
    set -g __vxenv_same __vxenv_stuck
    if __vxenv_ask $__vxenv_want
        __vxenv_files$__vxenv_at
        __vxenv_read
        __vxenv_says$__vxenv_at
        set -g __vxenv_answer $__vxenv_want\x1e$__vxenv_was$__vxenv_p_until
        __vxenv_take
        if test "$__vxenv_answer" != "$before"
            __vxenv_say $__vxenv_p_note
        else
            # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
            set -g __vxenv_bytes $__vxenv_was
            set -g __vxenv_same __vxenv_stuck
        end
    end
end

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
function __vxenv_tell
    set -g __vxenv_pwd $PWD
    __vxenv_nearest
    set -g __vxenv_walk -n '' # a pinned shell need not look there again before it moves
    test -n "$__vxenv_near"; or return 0
    contains -- $__vxenv_near $__vxenv_told; and return 0
    status is-command-substitution; and return 0
    set -ga __vxenv_told $__vxenv_near
    if __vxenv_find dir:$__vxenv_near; or __vxenv_ask dir:$__vxenv_near
        __vxenv_says$__vxenv_at
        test "$__vxenv_p_stack" != "$VXENV_PROFILE"; and __vxenv_say $__vxenv_p_ask
    end
    return 0
end

# After a change of directory. fish calls it in the middle of the user's command, whose $status it keeps by itself.
function __vxenv_moved --on-variable PWD
    test "$PWD" != "$__vxenv_pwd"; or return 0
    __vxenv_sync
    if contains -- "$VXENV_REASON" use off
        __vxenv_tell
    else if test -z "$VXENV_REASON"; and test -n "$__VXENV_PIN"
        __vxenv_tell
    end
    return 0
end

# Before a prompt.
function __vxenv_prompt --on-event fish_prompt
    if test "$PWD+$VXENV_REASON+$VXENV_PROFILE" = "$__vxenv_seen"
        not test $__vxenv_walk; and $__vxenv_same; and return 0
        set -g __vxenv_early 1
        __vxenv_sync
    else if test -n "$__vxenv_first"
        # config.fish may have changed anything.
        set -g __vxenv_loading 1
        __vxenv_sync force
        set -g __vxenv_loading ''
        set -g __vxenv_first ''
        set -q __vxenv_late[1]; and printf '%s\n' $__vxenv_late >&2
        set -g __vxenv_late
    else if test "$PWD" != "$__vxenv_pwd"
        set -g __vxenv_early 1
        __vxenv_moved
    else
        set -g __vxenv_early 1
        __vxenv_sync
    end
    set -g __vxenv_early ''
    return 0
end

# --- What the user calls ---

# Commands that switch print code for this shell; the others run as they are, and what they changed is looked at.
function vxenv
    set -l code 0
    set -l a ''
    for a in $argv
        string match -q -- '-*' $a; or break
    end
    __vxenv_where
    # An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
    set -l run $__vxenv_python -X utf8 -P $__vxenv_main
    test -x "$__vxenv_python" -a -r "$__vxenv_main"; or set run /usr/bin/env vxenv
    set -lx __VXENV_HOOK "fish $__vxenv_version $__vxenv_home"
    switch "$a"
        case use off auto rename mv undo setup
            set -lx __VXENV_SEAL $__vxenv_seal
            set -l out ($run $argv)
            set code $status
            set -e __VXENV_SEAL
            set -e __VXENV_HOOK
            switch "$out[1]"
                case ': vxenv 1 off'
                    set -g __vxenv_unload ''
                    set -gx VXENV_REASON off
                case ': vxenv 1 unload'
                    set -g __vxenv_unload off
                    set -eg VXENV_REASON
                case ': vxenv 1 auto'
                    set -g __vxenv_unload ''
                    set -eg VXENV_REASON __VXENV_PIN
                    set -g __vxenv_told
                case ': vxenv 1 use:*'
                    set -g __vxenv_unload ''
                    set -g __vxenv_want (string sub -s 11 -- $out[1])
                    # Python has told already what changes.
                    if __vxenv_adopt (string join -- \n $out[2..-1] | string collect) $__vxenv_want
                        set -g __vxenv_hush 1
                        __vxenv_take
                        set -g __vxenv_hush ''
                    end
                case '*'
                    __vxenv_show $out
            end
        case '*'
            # No child sees what the prompt calls.
            test "$a" = doctor; and status is-interactive; and set -lx __VXENV_PROMPTS (functions -q __vxenv_prompt; and echo __vxenv_prompt; or echo)
            $run $argv
            set code $status
            set -e __VXENV_HOOK
    end
    __vxenv_sync
    return $code
end

if status is-interactive
    # Read at the first Tab, as fish does it.
    if test -n "$__vxenv_completions"; and not contains -- $__vxenv_completions $fish_complete_path
        # What fish makes of manual pages comes after what was written for it.
        if string match -q '*/generated_completions' -- "$fish_complete_path[-1]"
            set -g fish_complete_path $fish_complete_path[1..-2] $__vxenv_completions $fish_complete_path[-1]
        else
            set -ga fish_complete_path $__vxenv_completions
        end
    end
    set -g __vxenv_loading 1
    __vxenv_sync
    set -g __vxenv_seen ''
    set -g __vxenv_loading ''
else
    functions -e __vxenv_moved __vxenv_prompt
end
