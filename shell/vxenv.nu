# vxenv's hook for nushell, 0.108 and later.
#
# `vxenv init nushell` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is; a plan must carry the same
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home; a plan on disk must carry it
#   __vxenv_closed                  the variables that are unset while a stack is active which does not set them
# and completions/vxenv.nu, since `vxenv` must name what completes it as it is parsed.
#
# Rules of this file. nushell evaluates no code at run time, so a plan is JSON, which is read here; nothing on the way of
# a prompt or a `cd` starts a process. What a closure sets is gone with it, but for $env: so what this shell knows is one
# record there, which no child gets, since it is no text. Contents of files are compared as bytes. Variables of other
# types than text come back with their type; those that no child gets (lists, records) are not given to children either.
# Whose a file is only `ls` tells, which config.nu may well define itself: a flag which that one has not would be an error
# for all of it, so that nobody asks.
# To unset a variable is to set it to null, which no child gets: where a function hides one, its caller's comes to light.

const __vxenv_nothing = {
    key: ""         # what this shell has decided on: use:STACK, off, dir:FILE or default;
    pwd: ""         # the directory it was in then,
    act: ""         # and what the environment said was active
    want: ""        # what is wanted here,
    near: ""        # for which directory file;
    walk: []        # places between $env.PWD and there
    plans: {}       # the plans that this shell has at hand, by key,
    home: ""        # and the directories that they were made for
    linked: ""      # a directory of plans that is a symlink, of which this shell was told
    now: null       # the plan that is applied,
    stuck: null     # or what was read of files, where no plan says what is in them
    answer: null    # for which key, and from what, Python was asked last
    told: []        # directory files that this shell, being pinned, was told of
    late: []        # what loading had to say, kept for the first prompt
    loading: false
    hush: false     # no line for the next activation
    unload: false   # after `vxenv setup --remove`: no profile, and no variables of vxenv's own
    expired: false  # whether what is applied has something else to tell from today on
    first: true     # the first prompt is still to come
    wrapped: ""     # `due` once `claude` is to be an alias of vxenv's, `done` where it is or never will be
    run: [$__vxenv_python -X utf8 -I -S $__vxenv_main]  # what completions ask
}

# For people, on stderr; while loading kept for the first prompt.
def --env __vxenv_say [text: string] {
    if $text != "" {
        if not $env.__vxenv.loading {
            print --stderr --raw $text
        } else if $text not-in $env.__vxenv.late {
            $env.__vxenv.late = ($env.__vxenv.late | append $text)
        }
    }
}

# What the environment says is active.
def __vxenv_active []: nothing -> string {
    $"($env.VXENV_REASON? | default '')+($env.VXENV_PROFILE? | default '')"
}

# --- Step 1: what is wanted here ---

def __vxenv_is_file [file: string]: nothing -> bool {
    try {
        let type = ($file | path type)
        # What a symlink leads to may be a FIFO, which nobody writes to.
        $type == "file" or ($type == "symlink" and ($file | path expand | path type) == "file")
    } catch {
        false # something on the way there is no directory
    }
}

# The same of many. A closure for each takes ten times as long as one look at all of them, which is enough where none is a
# link, and nothing on the way to one is no directory.
def __vxenv_are_files [files: list]: nothing -> list {
    mut found = []
    for file in $files { $found = ($found | append (__vxenv_is_file $file)) }
    $found
}

def __vxenv_types [files: list]: nothing -> list {
    try { $files | path type } catch { ["symlink"] }
}

def __vxenv_is_any_file [files: list]: nothing -> bool {
    let types = (__vxenv_types $files)
    if "symlink" in $types { true in (__vxenv_are_files $files) } else { "file" in $types }
}

# Sets `near` to the nearest directory file, or nothing, and `walk` to the places below it.
def --env __vxenv_nearest [] {
    mut walk = []
    mut near = ""
    mut d = if $env.PWD == "/" { "" } else { $env.PWD }
    loop {
        let file = $d + "/.vxenv.toml"
        if (__vxenv_is_file $file) {
            $near = $file
            break
        }
        $walk = ($walk | append $file)
        if $d == "" { break }
        $d = ($d | str substring ..<($d | str index-of --end "/"))
    }
    $env.__vxenv.near = $near
    $env.__vxenv.walk = $walk
}

# Use or off where the shell is pinned, to a profile that cannot be applied too; else the reason.
def __vxenv_pinned []: nothing -> string {
    let reason = ($env.VXENV_REASON? | default "")
    if $env.__vxenv.unload { "off" } else if $reason == "" and ($env.__VXENV_PIN? | default "") != "" { "use" } else { $reason }
}

def --env __vxenv_wanted [] {
    let reason = (__vxenv_pinned)
    if $reason in [use off] {
        $env.__vxenv.near = ""
        $env.__vxenv.walk = []
        let stack = ($env.VXENV_PROFILE? | default "")
        let pin = if $stack == "" { $env.__VXENV_PIN? | default "" } else { $stack }
        $env.__vxenv.want = if $reason == off { "off" } else { $"use:($pin)" }
    } else {
        __vxenv_nearest
        $env.__vxenv.want = if $env.__vxenv.near == "" { "default" } else { $"dir:($env.__vxenv.near)" }
    }
}

# --- Steps 2 and 3: the plan that is applied, at hand or on disk, and whether its inputs hold the same bytes ---

# What is in files, nothing for one that cannot be read.
def __vxenv_bytes [files: list]: nothing -> list {
    mut found = []
    for file in $files {
        let is_read = if ($file | str ends-with "/.vxenv.toml") { ($file | path type) == "file" } else { __vxenv_is_file $file }
        $found = ($found | append (if $is_read { __vxenv_read $file } else { 0x[] }))
    }
    $found
}

def __vxenv_read [file: string]: nothing -> binary {
    try { open --raw $file | first 65537 | into binary } catch { 0x[] }
}

# Whether what a plan rests on is as it was when it was made. Through a symlink of a stranger's nothing is read.
def __vxenv_holds [rests: record]: nothing -> bool {
    let types = (__vxenv_types $rests.paths)
    if $types != $rests.types and (__vxenv_are_files $rests.paths) != $rests.there { return false }
    for file in $rests.real { if ($file | path type) != "file" { return false } }
    for file in $rests.links { if ($file | path type) != "symlink" { return false } }
    # These are among the paths.
    mut at = 0
    for file in $rests.files {
        if (__vxenv_read $file) != ($rests.bytes | get $at) { return false }
        $at += 1
    }
    true
}

# The same of what only its line rests on, for when it is come to.
def __vxenv_fresh [told: record]: nothing -> bool {
    let now = $env
    mut at = 0
    for name in $told.names {
        if ($now | get --optional $name | default "") != ($told.values | get $at) { return false }
        $at += 1
    }
    __vxenv_holds $told
}

# Whether it is before the time at which a plan expires, in seconds since 1970.
def __vxenv_before [until: string]: nothing -> bool {
    $until == "" or (date now | into int) < ($until | into int) * 1_000_000_000
}

# Whether what is applied still is what its files ask for, and has the same to tell.
def __vxenv_same []: nothing -> bool {
    let stuck = $env.__vxenv.stuck
    if $stuck != null {
        (__vxenv_bytes $stuck.files) == $stuck.bytes
    } else {
        $env.__vxenv.now != null and (__vxenv_holds $env.__vxenv.now) and (__vxenv_before $env.__vxenv.now.until)
    }
}

# The name of the plan's file for KEY. Two keys may share one, since a plan says whose it is.
def __vxenv_name [key: string]: nothing -> string {
    let name = ($key | str replace --all "/" "%")
    let length = ($name | str length)
    if $length > 200 {
        $"($name | str substring ..3)($length)%($name | str substring --grapheme-clusters (-20)..)"
    } else {
        $name
    }
}

def __vxenv_directory [name: string, fallback: string]: nothing -> string {
    let given = ($env | get --optional $name | default "")
    if $given == "" { $fallback } else { $given }
}

# The directories that plans depend on.
def __vxenv_home []: nothing -> string {
    [
        ($env.HOME? | default "") $__vxenv_config ($env.VXENV_CONFIG_DIR? | default "")
        $__vxenv_state ($env.VXENV_STATE_DIR? | default "")
    ] | str join "|"
}

# Lets go of plans that were made for other directories.
def --env __vxenv_where [] {
    let home = (__vxenv_home)
    if $home != $env.__vxenv.home {
        $env.__vxenv.home = $home
        $env.__vxenv.plans = {}
        $env.__vxenv.key = ""
    }
}

# What of a plan is looked at often, as it is compared: bytes, and which kinds of files there are.
def __vxenv_decoded [rests: record]: nothing -> record {
    {
        bytes: ($rests.bytes | each {|one| $one | decode base64 })
        types: ($rests.there | each {|there| if $there { "file" } })
    }
}

# The plan that TEXT is, if its first line says that it is for KEY, this hook and these directories, and was written by who
# knows the secret; else null.
def __vxenv_read_plan [text: string, key: string] {
    let head = $"vxenv plan ($__vxenv_seal) ($__vxenv_version)|(__vxenv_home)|($key) ($__vxenv_seal)\n"
    if not ($text | str starts-with $head) { return null }
    try {
        let plan = ($text | str substring ($head | str length).. | from json)
        # One of an earlier vxenv has no `until`.
        $plan | merge {until: $plan.until} | merge (__vxenv_decoded $plan) | update told ($plan.told | merge (__vxenv_decoded $plan.told))
    } catch {
        null
    }
}

# A directory of plans that is a symlink, "" for none. nushell cannot read their owner; the secret in a plan shows
# that Python found them to be the user's own.
def __vxenv_linked []: nothing -> string {
    let root = (__vxenv_directory VXENV_CACHE_DIR $__vxenv_cache | str trim --right --char "/")
    for folder in [$root $"($root)/plans" $"($root)/plans/nushell"] {
        if (try { $folder | path type } catch { "" }) == "symlink" { return $folder }
    }
    ""
}

def __vxenv_holds_all [plan: record]: nothing -> bool {
    (__vxenv_holds $plan) and (__vxenv_fresh $plan.told) and (__vxenv_before $plan.until)
}

# The plan for KEY, if there is one whose inputs are as they were when it was made; else null.
def __vxenv_find [key: string] {
    let at_hand = ($env.__vxenv.plans | get --optional $key)
    if $at_hand != null and (__vxenv_holds_all $at_hand) { return $at_hand }
    if (__vxenv_linked) != "" { return null }
    let file = $"(__vxenv_directory VXENV_CACHE_DIR $__vxenv_cache)/plans/nushell/(__vxenv_name $key)"
    if (try { $file | path type } catch { "" }) != "file" { return null }
    let text = (try { open --raw $file | decode utf-8 } catch { "" })
    let plan = (__vxenv_read_plan $text $key)
    if $plan != null and (__vxenv_holds_all $plan) { $plan } else { null }
}

# --- Step 4: Python, once ---

# Asks for the plan for KEY; null if that did not come. The first line of the answer marks it; anything else is shown.
def __vxenv_ask [key: string] {
    let words = [$__vxenv_version $key (__vxenv_name $key) (__vxenv_home)]
    let answer = (
        with-env {
            VXENV_CONFIG_DIR: (__vxenv_directory VXENV_CONFIG_DIR $__vxenv_config)
            VXENV_STATE_DIR: (__vxenv_directory VXENV_STATE_DIR $__vxenv_state)
            VXENV_CACHE_DIR: (__vxenv_directory VXENV_CACHE_DIR $__vxenv_cache)
            __VXENV_SEAL: $__vxenv_seal
        } {
            try {
                # Whatever its status. What is on stderr goes there by itself: /dev/stderr cannot be opened by everybody.
                do --ignore-errors { null | ^$__vxenv_python -X utf8 -I -S $__vxenv_main hook nushell ...$words } | collect
            } catch {
                ""
            }
        }
    )
    if ($answer | describe) == "string" and ($answer | str starts-with ": vxenv 1\n") {
        __vxenv_read_plan ($answer | str substring (": vxenv 1\n" | str length)..) $key
    } else {
        if ($answer | is-not-empty) { print --raw $answer }
        null
    }
}

def __vxenv_runs []: nothing -> bool {
    ($__vxenv_python | path exists) and ($__vxenv_main | path exists)
}

# --- Changing variables, and back ---

# Puts the plan's values into its variables, and what they cover into the record's. A look at a name in $env that is not
# in the text copies all of it, and so does a change: there is one of each. A closure for each takes longer than a loop.
def --env __vxenv_apply [plan: record, lost: bool] {
    let now = $env
    mut load = $plan.set
    for name in $plan.unset { $load = ($load | append [[$name null]]) }
    if ($plan.give | is-empty) and ($plan.take | is-empty) {
        load-env ($load | into record)
        return
    }
    mut words = ["1"]
    mut done = $plan.take
    for pair in $plan.give {
        let name = $pair.0
        let before = ($now | get --optional $name)
        let own = [$"__VXENV_N_($name)" $pair.1]
        if $before == null {
            $load = ($load | append [[$name $pair.1] $own])
            $words = ($words | append $"($name):us")
        } else if $before == $pair.1 {
            # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
            if $lost {
                $load = ($load | append [$own])
                $words = ($words | append $"($name):us")
            }
        } else {
            $load = ($load | append [[$"__VXENV_O_($name)" (__vxenv_kept $name $before)] [$name $pair.1] $own])
            $words = ($words | append $"($name):(__vxenv_how $before)s")
        }
        $done = ($done | append $name)
    }
    mut gone = $plan.take
    for name in ($__vxenv_closed | split row ' ') {
        if $name in $now and $name not-in $done { $gone = ($gone | append $name) }
    }
    for name in $gone {
        let before = ($now | get --optional $name)
        if $before != null {
            $load = ($load | append [[$"__VXENV_O_($name)" (__vxenv_kept $name $before)] [$name null]])
            $words = ($words | append $"($name):(__vxenv_how $before)u")
        }
    }
    if ($words | length) > 1 { $load = ($load | append [[__VXENV_STATE ($words | str join " ")]]) }
    load-env ($load | into record)
}

# What VALUE of NAME is recorded as. Linux hands on 128 KiB at most in one string, with the name: what is too long under
# the record's name is kept in a list, which no child gets, since no process could be started with it.
def __vxenv_kept [name: string, value: any] {
    if ($value | describe) == "string" and ($value | str length) + ($name | str length) > 131060 { [$value] } else { $value }
}

# How a variable stands: s for what children get, l for what they do not.
def __vxenv_how [value]: nothing -> string {
    if ($value | describe) in [string int float bool datetime] { "s" } else { "l" }
}

# Gives back what the record says, where a variable still holds what vxenv gave it.
def --env __vxenv_undo [] {
    let now = $env
    let words = ($now.__VXENV_STATE | into string | split row " ")
    let known = $words.0 == "1"
    let parts = (
        if $known { $words | skip 1 } else { [] }
            | parse --regex '^(?<name>[A-Za-z_][A-Za-z0-9_]*):(?<before>[usl])(?<given>[us])$'
    )
    mut whole = $known and ($parts | length) + 1 == ($words | length)
    mut load = [[__VXENV_STATE null]]
    for part in $parts {
        let name = $part.name
        let held = ($now | get --optional $name)
        let given = ($now | get --optional $"__VXENV_N_($name)")
        let before = ($now | get --optional $"__VXENV_O_($name)")
        if $part.given == "s" and $given == null {
            $whole = false
            continue
        }
        if $given != null { $load = ($load | append [[$"__VXENV_N_($name)" null]]) }
        if $before != null { $load = ($load | append [[$"__VXENV_O_($name)" null]]) }
        if $held != (if $part.given == "s" { $given }) { continue }
        if $part.before == "s" and $before == null {
            $whole = false
        } else if $part.before == "u" or $before == null {
            if $held != null { $load = ($load | append [[$name null]]) }
        } else {
            # A list is text that was too long for a child.
            let back = if $part.before == "s" and ($before | describe) == "list<string>" { $before.0 } else { $before }
            $load = ($load | append [[$name $back]])
        }
    }
    load-env ($load | into record)
    if not $whole {
        __vxenv_say "vxenv: the undo record in this shell's environment is damaged or of another version; variables that it does not cover stay as they are"
    }
}

# --- Claude Code, where config.toml has claude_wrapper ---

# What the client gets in front of what is typed.
def __vxenv_settings []: nothing -> list<string> {
    let file = ($env.__VXENV_SETTINGS? | default "")
    if $file == "" {
        []
    } else if (__vxenv_is_file $file) {
        [--settings $file]
    } else {
        print --stderr --raw $"vxenv: ($file) is gone, so settings files may win"
        []
    }
}

# An alias, so that words reach the client as they would without it. What a file defines is there whatever happens; what
# text among the hooks defines is, from that prompt on. A command or an alias of the user's own stays.
module __vxenv_client {
    export alias claude = ^claude ...(__vxenv_settings)
}
const __vxenv_wrapping = "use __vxenv_client claude; $env.__vxenv.wrapped = 'done'"

def --env __vxenv_wrap_claude [] {
    # Programs have no source.
    let own = (try { view source claude } catch { "" })
    if $own == "" {
        $env.__vxenv.wrapped = "due"
    } else {
        $env.__vxenv.wrapped = "done"
        if "__vxenv_settings" not-in $own {
            __vxenv_say "vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone"
        }
    }
}

# --- The hook ---

# Undoes what is applied, applies a plan, and says so if that changes the activation, its variables
# or its advice.
def --env __vxenv_take [plan: record] {
    let old = ($env.VXENV_PROFILE? | default "")
    let act = (__vxenv_active)
    let digest = $env.__VXENV_DIGEST?
    let recorded = $env.__VXENV_STATE? != null
    if $recorded { __vxenv_undo }
    __vxenv_apply $plan ((not $recorded) and $old != "" and $env.__vxenv.first)
    if $env.__VXENV_SETTINGS? != null and $env.__vxenv.wrapped == "" { __vxenv_wrap_claude }
    $env.__vxenv.now = $plan
    $env.__vxenv.stuck = null
    $env.__vxenv.key = $env.__vxenv.want
    $env.__vxenv.pwd = $env.PWD
    # A walk through ten thousand directories is not to keep them all.
    if ($env.__vxenv.plans | columns | length) > 63 { $env.__vxenv.plans = {} }
    $env.__vxenv.plans = ($env.__vxenv.plans | merge {($env.__vxenv.want): $plan})
    $env.__vxenv.act = (__vxenv_active)
    if $env.__vxenv.act != $act or $env.__VXENV_DIGEST? != $digest or $env.__vxenv.expired {
        $env.__vxenv.expired = false
        let stack = ($env.VXENV_PROFILE? | default "") + ($env.__VXENV_PIN? | default "")
        if $old != "" and not $env.__vxenv.unload and $old != $stack { $env.__VXENV_LAST = $old }
        if ($env.VXENV_QUIET? | default "") == "" and not $env.__vxenv.hush { __vxenv_say $plan.line }
    }
}

# What is to be done for `off` needs no plan on disk.
const __vxenv_off = {
    paths: [], types: [], there: [], files: [], bytes: [], links: [], real: []
    give: [], take: [], set: [[VXENV_REASON off]], until: ""
    unset: [VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST]
    line: "", note: "", stack: "", ask: ""
    told: {paths: [], types: [], there: [], files: [], bytes: [], links: [], real: [], names: [], values: []}
}

# Remembers what is in FILES, to look for changes there.
def --env __vxenv_stick [files: list] {
    $env.__vxenv.stuck = {files: $files, bytes: (__vxenv_bytes $files)}
}

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
def --env __vxenv_renew [] {
    let before = $env.__vxenv.answer
    let want = $env.__vxenv.want
    let runs = (__vxenv_runs)
    if not $runs {
        __vxenv_say $"vxenv: ($__vxenv_python) no longer runs vxenv, so nothing new can be worked out here\nhint: install vxenv again, then: vxenv setup, and: exec nu"
    }
    let linked = (__vxenv_linked)
    if $linked != "" and $linked != $env.__vxenv.linked {
        $env.__vxenv.linked = $linked
        __vxenv_say $"vxenv: ($linked) is a symlink, so plans there are not used\nhint: vxenv doctor"
    }
    let plan = if $runs { __vxenv_ask $want } else { null }
    if $plan != null {
        $env.__vxenv.answer = {want: $want, bytes: (__vxenv_bytes $plan.files), until: $plan.until}
        __vxenv_take $plan
        if $env.__vxenv.answer == $before {
            # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
            __vxenv_stick $plan.files
        } else {
            __vxenv_say $plan.note
        }
    } else {
        # Failed. Remember the one input that is known, and leave the variables as they are.
        $env.__vxenv.key = $want
        $env.__vxenv.pwd = $env.PWD
        $env.__vxenv.act = (__vxenv_active)
        __vxenv_stick (if $env.__vxenv.near == "" { [] } else { [$env.__vxenv.near] })
    }
}

# Decides and switches. With --force it applies again even if nothing changed.
def --env __vxenv_sync [--force] {
    __vxenv_wanted
    if $env.__vxenv.want == $env.__vxenv.key and not $force and $env.__vxenv.act == (__vxenv_active) and (__vxenv_same) {
        $env.__vxenv.pwd = $env.PWD
        return
    }
    $env.__vxenv.expired = ($env.__vxenv.stuck == null and $env.__vxenv.now != null and not (__vxenv_before $env.__vxenv.now.until))
    __vxenv_where
    if $env.__vxenv.want == "off" and $env.__vxenv.unload {
        # Nothing is left to child shells, which may have no hook.
        __vxenv_take ($__vxenv_off | merge {set: [], unset: [VXENV_REASON __VXENV_LAST ...$__vxenv_off.unset]})
        return
    }
    if $env.__vxenv.want == "off" {
        __vxenv_take $__vxenv_off
        return
    }
    let plan = (__vxenv_find $env.__vxenv.want)
    if $plan != null {
        __vxenv_take $plan
        __vxenv_say $plan.note
    } else {
        __vxenv_renew
    }
}

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
def --env __vxenv_tell [] {
    $env.__vxenv.pwd = $env.PWD
    __vxenv_nearest
    $env.__vxenv.walk = [] # a pinned shell need not look there again before it moves
    let near = $env.__vxenv.near
    if $near == "" or $near in $env.__vxenv.told { return }
    $env.__vxenv.told = ($env.__vxenv.told | append $near)
    let found = (__vxenv_find $"dir:($near)")
    let plan = if $found == null and (__vxenv_runs) { __vxenv_ask $"dir:($near)" } else { $found }
    if $plan != null and $plan.stack != ($env.VXENV_PROFILE? | default "") { __vxenv_say $plan.ask }
}

# After a change of directory.
def --env __vxenv_moved [] {
    if $env.PWD != $env.__vxenv.pwd {
        __vxenv_sync
        if (__vxenv_pinned) in [use off] and not $env.__vxenv.unload { __vxenv_tell }
    }
}

# Before a prompt. Before the first one config.nu may have changed anything, so that all is applied again.
def --env __vxenv_prompt [] {
    # Each look at $env copies all of it, so there is one only where nothing changed.
    let now = $env
    let own = $now.__vxenv
    if not $own.first and $own.stuck == null and $own.now != null and $own.pwd == $now.PWD and $own.act == $"($now.VXENV_REASON? | default '')+($now.VXENV_PROFILE? | default '')" and not (__vxenv_is_any_file $own.walk) and (__vxenv_holds $own.now) and (__vxenv_before $own.now.until) {
        return
    }
    if $env.__vxenv.first {
        $env.__vxenv.loading = true
        __vxenv_sync --force
        $env.__vxenv.loading = false
        $env.__vxenv.first = false
        for text in $env.__vxenv.late { print --stderr --raw $text }
        $env.__vxenv.late = []
    } else if $env.PWD != $env.__vxenv.pwd {
        __vxenv_moved
    } else if $env.__vxenv.act != (__vxenv_active) or (__vxenv_is_any_file $env.__vxenv.walk) or not (__vxenv_same) {
        __vxenv_sync
    }
}

# --- What the user calls ---

# nushell tells of a change of directory only before a prompt, and the next command of the same line must see it, too.
# In a module, since no two commands of a file may have one name, and config.nu may well have a `cd` of its own. That one
# is called with one word only: another number of them would be an error as config.nu is parsed, if it takes no other.
module __vxenv_moving {
    alias core_cd = cd

    # Change directory; vxenv switches on the way.
    export def --env cd [
        path?: directory # The path to change to
        --physical (-P) # Use the physical directory structure; resolve symbolic links before processing ..
    ] {
        let to = if $physical {
            (if $path == "-" { $env.OLDPWD? | default $env.PWD } else { $path | default "~" }) | path expand
        } else {
            $path | default "~"
        }
        try {
            core_cd $to
        } catch {|failed|
            let told = ($failed.json | from json)
            let span = $told.labels.0?.span?
            if $span != null and (view span $span.start $span.end) == "$to" {
                # The same, but that it points at what was typed.
                let label = {text: $told.labels.0.text, span: (metadata $path).span}
                error make ({msg: $told.msg, label: $label} | merge (if $told.help? == null { {} } else { {help: $told.help} }))
            } else {
                $failed.raw # as it was
            }
        }
        if $env.__vxenv? != null and $nu.is-interactive {
            # Where config.nu replaces $env.config whole behind this hook, it is not among its hooks any more.
            if (__vxenv_prompts) == "" { __vxenv_listen }
            __vxenv_moved
        }
    }
}
use __vxenv_moving cd

const __vxenv_looks = [
    "" list ls show diff status current which help prompt why models vars exec export allowed lint doctor probe explain
    init completions
]

# Named profiles for Claude Code on Vertex AI. Commands that switch answer with data for this shell; the others run as
# they are, and what they changed is looked at.
@complete '__vxenv_complete'
def --env --wrapped vxenv [...args: string] {
    let command = ($args | each {|one| $one | into string } | where {|one| not ($one | str starts-with "-") } | get --optional 0 | default "")
    if $env.__vxenv? == null { $env.__vxenv = $__vxenv_nothing }
    __vxenv_where
    # An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
    let run = if (__vxenv_runs) { [$__vxenv_python -X utf8 -P $__vxenv_main] } else { [/usr/bin/env vxenv] }
    let program = ($run | first)
    let words = ($run | skip 1 | append $args)
    mut own = {__VXENV_HOOK: $"nushell ($__vxenv_version) ($env.__vxenv.home)"}
    # No child sees what the prompt calls; a script has no prompt.
    if $command == "doctor" and $nu.is-interactive { $own.__VXENV_PROMPTS = (__vxenv_prompts) }
    # These change nothing that the shell would have to look at before its next prompt.
    let looks = ($command in $__vxenv_looks) and "--fix" not-in $args
    # As `cd` does, and at once, since what loading had to say is of now. `doctor` is to tell of it as it was.
    if not $looks and $nu.is-interactive and (__vxenv_prompts) == "" {
        __vxenv_listen
        __vxenv_prompt
    }
    mut code = 0
    if $command in [use off auto rename mv undo setup] {
        $own.__VXENV_SEAL = $__vxenv_seal
        # What fails prints on stderr alone.
        let ran = (with-env $own {
            try {
                let printed = (^$program ...$words)
                {code: 0, printed: $printed}
            } catch {|error|
                {code: ($error.exit_code? | default 1), printed: ""}
            }
        })
        $code = $ran.code
        let first = ($ran.printed | split row --number 2 "\n" | get 0)
        if ($first | str starts-with ": vxenv 1 ") { $env.__vxenv.unload = $first == ": vxenv 1 unload" }
        if $first == ": vxenv 1 off" {
            $env.VXENV_REASON = "off"
        } else if $first == ": vxenv 1 unload" {
            $env.VXENV_REASON = null
        } else if $first == ": vxenv 1 auto" {
            $env.VXENV_REASON = null
            $env.__VXENV_PIN = null
            $env.__vxenv.told = []
        } else if ($first | str starts-with ": vxenv 1 use:") {
            let want = ($first | str substring (": vxenv 1 " | str length)..)
            let plan = (__vxenv_read_plan ($ran.printed | str substring (($first | str length) + 1)..) $want)
            # Python has told already what changes.
            if $plan != null {
                $env.__vxenv.want = $want
                $env.__vxenv.hush = true
                __vxenv_take $plan
                $env.__vxenv.hush = false
            }
        } else if $ran.printed != "" {
            print --raw $ran.printed
        }
    } else if not $looks {
        let now = $own
        $code = (try {
            with-env $now { ^$program ...$words }
            0
        } catch {|error|
            $error.exit_code? | default 1
        })
    }
    if $looks {
        # Last of all, so that what it prints goes into a pipe or a value, and its status is this command's.
        let now = $own
        with-env $now { ^$program ...$words }
    } else {
        __vxenv_sync
        # Nothing else has a command end with a status of its own and keep what it set.
        # A signal is a number below 0 here.
        if $code != 0 { ^/bin/sh -c $"exit (if $code < 0 { 128 - $code } else { $code })" }
    }
}

# --- Loading ---

# What a hook of config.nu runs.
def __vxenv_source [hook]: nothing -> string {
    let code = (try { $hook.code } catch { $hook })
    if ($code | describe) == "string" { $code } else { try { view source $code } catch { "" } }
}

def __vxenv_prompts []: nothing -> string {
    let hooks = ($env.config.hooks?.pre_prompt? | default [])
    if ($hooks | any {|hook| "__vxenv_prompt" in (__vxenv_source $hook) }) { "__vxenv_prompt" } else { "" }
}

def --env __vxenv_listen [] {
    # This file may have been loaded before.
    let others = ($env.config.hooks?.pre_prompt? | default [] | where {|hook|
        let source = (__vxenv_source $hook)
        $source != $__vxenv_wrapping and "__vxenv_prompt" not-in $source
    })
    let wrapper = {condition: {|| $env.__vxenv?.wrapped? == "due" }, code: $__vxenv_wrapping}
    $env.config = ($env.config | upsert hooks.pre_prompt [...$others {|| __vxenv_prompt } $wrapper])
}

if $nu.is-interactive {
    $env.__vxenv = $__vxenv_nothing
    __vxenv_listen
    $env.__vxenv.loading = true
    __vxenv_sync
    $env.__vxenv.loading = false
}
