# vxenv's hook for nushell 0.108 and later.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init nushell` assigns in front of this text, together with completions/vxenv.nu, since `vxenv` must name its
# completer when it is parsed.
#
# Rules:
# - HOT starts no process and reads $env once, since each read copies all of it. A closure per element is slower than a
#   loop.
# - nushell cannot evaluate code at run time, so plans are JSON, interpreted here.
# - Closures can only change $env. So the state is one record there, which children do not inherit, since it is not
#   text. Variables of other types are restored with their type; children do not inherit lists and records.
# - Variables are unset by setting them to null: `hide-env` in a function would reveal the caller's.
# - Owners of files are not checked: only `ls` returns them, and config.nu may redefine `ls` without the required flag,
#   which would be an error of this whole file.

# ==== State of this shell ==========================================================================================

const __vxenv_initial_state = {
    key: ""              # key of the applied plan
    pwd: ""              # directory of the last check
    active: ""           # VXENV_REASON+VXENV_PROFILE after the last check
    wanted_key: ""       # wanted key
    directory_file: ""   # nearest directory file
    candidates: []       # paths below it, where a directory file may appear
    plans: {}            # plans in memory, by key
    home: ""             # directories that they were made for
    linked_directory: "" # reported directory of plans that is a symlink
    applied_plan: null
    known_inputs: null   # files and contents to compare without a plan
    last_request: null   # key, input bytes, expiry and originals of Python's last answer
    announced: []        # directory files announced while pinned
    pending: []          # messages kept until the first prompt
    loading: false
    silent: false        # the next switch prints nothing
    unload: false        # after `vxenv setup --remove`: remove all variables of vxenv
    expired: false       # the advice of a plan has expired
    first: true          # until the first prompt
    wrapped: ""          # state of the alias `claude`: `due`, or `done` if it is defined or skipped
    run: [$__vxenv_python -X utf8 -I -S $__vxenv_main] # command for completions
}

# Prints to stderr. Messages during loading are kept for the first prompt.
def --env __vxenv_print_message [text: string] {
    if $text != "" {
        if not $env.__vxenv.loading {
            print --stderr --raw $text
        } else if $text not-in $env.__vxenv.pending {
            $env.__vxenv.pending = ($env.__vxenv.pending | append $text)
        }
    }
}

# VXENV_REASON+VXENV_PROFILE.
def __vxenv_read_active []: nothing -> string {
    $"($env.VXENV_REASON? | default '')+($env.VXENV_PROFILE? | default '')"
}

# ==== HOT: the wanted key ==========================================================================================

def __vxenv_is_file [file: string]: nothing -> bool {
    try {
        let type = ($file | path type)
        # A symlink may lead to a FIFO, which blocks.
        $type == "file" or ($type == "symlink" and ($file | path expand | path type) == "file")
    } catch {
        false # a parent is not a directory
    }
}

# The same for many. One `path type` for all is ten times as fast as testing each, and sufficient if none is a symlink
# and no parent is a file.
def __vxenv_test_files [files: list]: nothing -> list {
    mut found = []
    for file in $files { $found = ($found | append (__vxenv_is_file $file)) }
    $found
}

def __vxenv_read_types [files: list]: nothing -> list {
    try { $files | path type } catch { ["symlink"] }
}

def __vxenv_is_any_file [files: list]: nothing -> bool {
    let types = (__vxenv_read_types $files)
    if "symlink" in $types { true in (__vxenv_test_files $files) } else { "file" in $types }
}

# Sets `directory_file` to the nearest directory file or "", and `candidates` to the paths below it.
def --env __vxenv_find_directory_file [] {
    mut candidates = []
    mut nearest = ""
    mut directory = if $env.PWD == "/" { "" } else { $env.PWD }
    loop {
        let file = $directory + "/.vxenv.toml"
        if (__vxenv_is_file $file) {
            $nearest = $file
            break
        }
        $candidates = ($candidates | append $file)
        if $directory == "" { break }
        $directory = ($directory | str substring ..<($directory | str index-of --end "/"))
    }
    $env.__vxenv.directory_file = $nearest
    $env.__vxenv.candidates = $candidates
}

# Returns use or off if the shell is pinned, even to a profile that cannot be applied; else the reason.
def __vxenv_find_reason []: nothing -> string {
    let reason = ($env.VXENV_REASON? | default "")
    if $env.__vxenv.unload { "off" } else if $reason == "" and ($env.__VXENV_PIN? | default "") != "" { "use" } else { $reason }
}

def --env __vxenv_find_key [] {
    let reason = (__vxenv_find_reason)
    if $reason in [use off] {
        $env.__vxenv.directory_file = ""
        $env.__vxenv.candidates = []
        let stack = ($env.VXENV_PROFILE? | default "")
        let pin = if $stack == "" { $env.__VXENV_PIN? | default "" } else { $stack }
        $env.__vxenv.wanted_key = if $reason == off { "off" } else { $"use:($pin)" }
    } else {
        __vxenv_find_directory_file
        $env.__vxenv.wanted_key = if $env.__vxenv.directory_file == "" { "default" } else { $"dir:($env.__vxenv.directory_file)" }
    }
}

# ==== HOT: plans and tests of their inputs =========================================================================

# Returns the contents of files, empty for unreadable ones.
def __vxenv_read_files [files: list]: nothing -> list {
    mut found = []
    for file in $files {
        let is_read = if ($file | str ends-with "/.vxenv.toml") { ($file | path type) == "file" } else { __vxenv_is_file $file }
        $found = ($found | append (if $is_read { __vxenv_read_file $file } else { 0x[] }))
    }
    $found
}

def __vxenv_read_file [file: string]: nothing -> binary {
    try { open --raw $file | first 65537 | into binary } catch { 0x[] }
}

# True if the inputs of a plan are unchanged. Symlinks by other people are not followed.
def __vxenv_has_same_inputs [inputs: record]: nothing -> bool {
    let types = (__vxenv_read_types $inputs.paths)
    if $types != $inputs.types and (__vxenv_test_files $inputs.paths) != $inputs.there { return false }
    for file in $inputs.real { if ($file | path type) != "file" { return false } }
    for file in $inputs.links { if ($file | path type) != "symlink" { return false } }
    # These are among the paths.
    mut at = 0
    for file in $inputs.files {
        if (__vxenv_read_file $file) != ($inputs.bytes | get $at) { return false }
        $at += 1
    }
    true
}

# The same for the inputs of its messages, tested only before the plan is applied.
def __vxenv_is_advice_current [told: record]: nothing -> bool {
    let now = $env
    mut at = 0
    for name in $told.names {
        if ($now | get --optional $name | default "") != ($told.values | get $at) { return false }
        $at += 1
    }
    __vxenv_has_same_inputs $told
}

# True if the user's own values, with which a plan merges its values, are unchanged; tested only before it is applied. If
# a variable still has vxenv's value, its previous one counts. Children do not inherit values of other types.
def __vxenv_has_originals [originals: list]: nothing -> bool {
    let now = $env
    let words = ($now.__VXENV_STATE? | default "" | into string | split row " ")
    for pair in $originals {
        let name = $pair.0
        let held = ($now | get --optional $name)
        let given = ($now | get --optional $"__VXENV_N_($name)")
        let before = ($now | get --optional $"__VXENV_O_($name)")
        let own = if $given != null and $held == $given and ($"($name):us" in $words or $"($name):ls" in $words) {
            null
        } else if $before != null and (($given != null and $held == $given and $"($name):ss" in $words) or ($held == null and $"($name):su" in $words)) {
            $before
        } else {
            $held
        }
        if (if (__vxenv_read_prior $own) == "s" { $own | into string } else { "" }) != $pair.1 { return false }
    }
    true
}

# True before the plan's expiry, in seconds since 1970.
def __vxenv_is_unexpired [until: string]: nothing -> bool {
    $until == "" or (date now | into int) < ($until | into int) * 1_000_000_000
}

# True if the inputs of the applied plan are unchanged and it has not expired.
def __vxenv_is_current []: nothing -> bool {
    let known = $env.__vxenv.known_inputs
    if $known != null {
        (__vxenv_read_files $known.files) == $known.bytes
    } else {
        $env.__vxenv.applied_plan != null and (__vxenv_has_same_inputs $env.__vxenv.applied_plan) and (__vxenv_is_unexpired $env.__vxenv.applied_plan.until)
    }
}

# Returns the name of the plan's file for KEY. Keys may share a file name: a plan contains its key.
def __vxenv_name_plan [key: string]: nothing -> string {
    let name = ($key | str replace --all "/" "%")
    let length = ($name | str length)
    if $length > 200 {
        $"($name | str substring ..3)($length)%($name | str substring --grapheme-clusters (-20)..)"
    } else {
        $name
    }
}

def __vxenv_read_directory [name: string, fallback: string]: nothing -> string {
    let given = ($env | get --optional $name | default "")
    if $given == "" { $fallback } else { $given }
}

# Returns the directories that plans depend on.
def __vxenv_read_home []: nothing -> string {
    [
        ($env.HOME? | default "") $__vxenv_config ($env.VXENV_CONFIG_DIR? | default "")
        $__vxenv_state ($env.VXENV_STATE_DIR? | default "")
    ] | str join "|"
}

# Drops the plans in memory if vxenv's directories have changed.
def --env __vxenv_check_home [] {
    let home = (__vxenv_read_home)
    if $home != $env.__vxenv.home {
        $env.__vxenv.home = $home
        $env.__vxenv.plans = {}
        $env.__vxenv.key = ""
    }
}

# Returns the parts of a plan that are compared often, as bytes and types of files.
def __vxenv_decode [inputs: record]: nothing -> record {
    {
        bytes: ($inputs.bytes | each {|one| $one | decode base64 })
        types: ($inputs.there | each {|there| if $there { "file" } })
    }
}

# Returns the plan in TEXT, if its first line has the secret and this KEY, version and home; else null.
def __vxenv_load_plan [text: string, key: string] {
    let head = $"vxenv plan ($__vxenv_seal) ($__vxenv_version)|(__vxenv_read_home)|($key) ($__vxenv_seal)\n"
    if not ($text | str starts-with $head) { return null }
    try {
        let plan = ($text | str substring ($head | str length).. | from json)
        # Plans of earlier versions have no `until`.
        let told = ($plan.merged? | default $plan.told)
        $plan | merge {until: $plan.until, originals: ($told.originals? | default [])} | merge (__vxenv_decode $plan) | update told ($told | merge (__vxenv_decode $told))
    } catch {
        null
    }
}

# Returns a directory of plans that is a symlink, or "". The owner is not checked; the secret in a plan shows that
# Python checked it.
def __vxenv_find_linked_directory []: nothing -> string {
    let root = (__vxenv_read_directory VXENV_CACHE_DIR $__vxenv_cache | str trim --right --char "/")
    for folder in [$root $"($root)/plans" $"($root)/plans/nushell"] {
        if (try { $folder | path type } catch { "" }) == "symlink" { return $folder }
    }
    ""
}

def __vxenv_is_usable [plan: record]: nothing -> bool {
    (__vxenv_has_same_inputs $plan) and (__vxenv_is_advice_current $plan.told) and (($plan.originals | is-empty) or (__vxenv_has_originals $plan.originals)) and (__vxenv_is_unexpired $plan.until)
}

# Returns the plan for KEY, in memory or on disk, if it exists and its inputs are unchanged; else null.
def __vxenv_find_plan [key: string] {
    let loaded = ($env.__vxenv.plans | get --optional $key)
    if $loaded != null and (__vxenv_is_usable $loaded) { return $loaded }
    if (__vxenv_find_linked_directory) != "" { return null }
    let file = $"(__vxenv_read_directory VXENV_CACHE_DIR $__vxenv_cache)/plans/nushell/(__vxenv_name_plan $key)"
    if (try { $file | path type } catch { "" }) != "file" { return null }
    let text = (try { open --raw $file | decode utf-8 } catch { "" })
    let plan = (__vxenv_load_plan $text $key)
    if $plan != null and (__vxenv_is_usable $plan) { $plan } else { null }
}

# ==== COLD: Python =================================================================================================

# Runs Python once for the plan for KEY; null if it fails. The first line of the answer marks a plan; anything else is
# printed.
def __vxenv_request_plan [key: string] {
    let words = [$__vxenv_version $key (__vxenv_name_plan $key) (__vxenv_read_home)]
    let answer = (
        with-env {
            VXENV_CONFIG_DIR: (__vxenv_read_directory VXENV_CONFIG_DIR $__vxenv_config)
            VXENV_STATE_DIR: (__vxenv_read_directory VXENV_STATE_DIR $__vxenv_state)
            VXENV_CACHE_DIR: (__vxenv_read_directory VXENV_CACHE_DIR $__vxenv_cache)
            __VXENV_SEAL: $__vxenv_seal
        } {
            try {
                # With any status. stderr is inherited, since /dev/stderr may not be accessible.
                do --ignore-errors { null | ^$__vxenv_python -X utf8 -I -S $__vxenv_main hook nushell ...$words } | collect
            } catch {
                ""
            }
        }
    )
    if ($answer | describe) == "string" and ($answer | str starts-with ": vxenv 1\n") {
        __vxenv_load_plan ($answer | str substring (": vxenv 1\n" | str length)..) $key
    } else {
        if ($answer | is-not-empty) { print --raw $answer }
        null
    }
}

def __vxenv_can_run []: nothing -> bool {
    ($__vxenv_python | path exists) and ($__vxenv_main | path exists)
}

# ==== HOT: setting variables and undoing it ========================================================================

# Sets and unsets the variables of a plan, and saves their values. $env is read once and changed once, since each copies
# all of it.
def --env __vxenv_change [plan: record, lost: bool] {
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
            # It holds that already: set by vxenv if the record was lost, else by the user, who keeps it.
            if $lost {
                $load = ($load | append [$own])
                $words = ($words | append $"($name):us")
            }
        } else {
            $load = ($load | append [[$"__VXENV_O_($name)" (__vxenv_save_value $name $before)] [$name $pair.1] $own])
            $words = ($words | append $"($name):(__vxenv_read_prior $before)s")
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
            $load = ($load | append [[$"__VXENV_O_($name)" (__vxenv_save_value $name $before)] [$name null]])
            $words = ($words | append $"($name):(__vxenv_read_prior $before)u")
        }
    }
    if ($words | length) > 1 { $load = ($load | append [[__VXENV_STATE ($words | str join " ")]]) }
    load-env ($load | into record)
}

# Returns VALUE of NAME as it is saved. Linux allows 128 KiB per variable, and the saved one has the longer name: a
# value too long to start a process is saved in a list, which children do not inherit.
def __vxenv_save_value [name: string, value: any] {
    if ($value | describe) == "string" and ($value | str length) + ($name | str length) > 131060 { [$value] } else { $value }
}

# Returns the previous state of a variable: s if children inherit it, l if not.
def __vxenv_read_prior [value]: nothing -> string {
    if ($value | describe) in [string int float bool datetime] { "s" } else { "l" }
}

# Undoes by the record: restores each variable that still holds vxenv's value.
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
            # A list holds text that was too long.
            let back = if $part.before == "s" and ($before | describe) == "list<string>" { $before.0 } else { $before }
            $load = ($load | append [[$name $back]])
        }
    }
    load-env ($load | into record)
    if not $whole {
        __vxenv_print_message "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
    }
}

# ==== COLD: claude, with claude_wrapper in config.toml =============================================================

# Returns arguments to insert before the typed ones.
def __vxenv_settings []: nothing -> list<string> {
    let file = ($env.__VXENV_SETTINGS? | default "")
    if $file == "" {
        []
    } else if (__vxenv_is_file $file) {
        [--settings $file]
    } else {
        print --stderr --raw $"vxenv: ($file) is missing; settings files may override the profile"
        []
    }
}

# `claude` is an alias, which does not change how arguments are parsed. Text among the hooks of the prompt defines it,
# since a definition in this file would be unconditional. A user's own command or alias is kept.
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
            __vxenv_print_message "vxenv: claude is already an alias or function; claude_wrapper is not applied"
        }
    }
}

# ==== HOT: prompts and changes of directory ========================================================================

# Undoes the applied plan, applies a plan, and prints its message if the profile, its variables or its advice changed.
def --env __vxenv_apply_plan [plan: record] {
    let old = ($env.VXENV_PROFILE? | default "")
    let act = (__vxenv_read_active)
    let digest = $env.__VXENV_DIGEST?
    let recorded = $env.__VXENV_STATE? != null
    if $recorded { __vxenv_undo }
    __vxenv_change $plan ((not $recorded) and $old != "" and $env.__vxenv.first)
    if $env.__VXENV_SETTINGS? != null and $env.__vxenv.wrapped == "" { __vxenv_wrap_claude }
    $env.__vxenv.applied_plan = $plan
    $env.__vxenv.known_inputs = null
    $env.__vxenv.key = $env.__vxenv.wanted_key
    $env.__vxenv.pwd = $env.PWD
    # Limited, since a shell may visit thousands of directories.
    if ($env.__vxenv.plans | columns | length) > 63 { $env.__vxenv.plans = {} }
    $env.__vxenv.plans = ($env.__vxenv.plans | merge {($env.__vxenv.wanted_key): $plan})
    $env.__vxenv.active = (__vxenv_read_active)
    if $env.__vxenv.active != $act or $env.__VXENV_DIGEST? != $digest or $env.__vxenv.expired {
        $env.__vxenv.expired = false
        let stack = ($env.VXENV_PROFILE? | default "") + ($env.__VXENV_PIN? | default "")
        if $old != "" and not $env.__vxenv.unload and $old != $stack { $env.__VXENV_LAST = $old }
        if ($env.VXENV_QUIET? | default "") == "" and not $env.__vxenv.silent { __vxenv_print_message $plan.line }
    }
}

# `off` needs no plan on disk.
const __vxenv_off_plan = {
    paths: [], types: [], there: [], files: [], bytes: [], links: [], real: []
    give: [], take: [], set: [[VXENV_REASON off]], until: ""
    unset: [VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST]
    line: "", note: "", stack: "", ask: ""
    told: {paths: [], types: [], there: [], files: [], bytes: [], links: [], real: [], names: [], values: []}
}

# Watches FILES: keeps their current contents for comparison.
def --env __vxenv_watch [files: list] {
    $env.__vxenv.known_inputs = {files: $files, bytes: (__vxenv_read_files $files)}
}

# Requests the plan for the wanted key and applies it. Until an input changes, Python does not run again and no message
# is repeated.
def --env __vxenv_request_switch [] {
    let before = $env.__vxenv.last_request
    let want = $env.__vxenv.wanted_key
    let runs = (__vxenv_can_run)
    if not $runs {
        __vxenv_print_message $"vxenv: ($__vxenv_python) cannot run vxenv; using existing plans only\n  reinstall vxenv, then run: vxenv setup; exec nu"
    }
    let linked = (__vxenv_find_linked_directory)
    if $linked != "" and $linked != $env.__vxenv.linked_directory {
        $env.__vxenv.linked_directory = $linked
        __vxenv_print_message $"vxenv: ignoring plans in ($linked): it is a symlink\nhint: vxenv doctor"
    }
    let plan = if $runs { __vxenv_request_plan $want } else { null }
    if $plan != null {
        $env.__vxenv.last_request = {want: $want, bytes: (__vxenv_read_files $plan.files), until: $plan.until, originals: $plan.originals}
        __vxenv_apply_plan $plan
        if $env.__vxenv.last_request == $before {
            # The same answer from the same bytes: this shell reads one of the files differently from Python.
            __vxenv_watch $plan.files
        } else {
            __vxenv_print_message $plan.note
        }
    } else {
        # Failed: watch the directory file, and leave the variables unchanged.
        $env.__vxenv.key = $want
        $env.__vxenv.pwd = $env.PWD
        $env.__vxenv.active = (__vxenv_read_active)
        __vxenv_watch (if $env.__vxenv.directory_file == "" { [] } else { [$env.__vxenv.directory_file] })
    }
}

# Finds the wanted key, and switches unless its plan is applied; with --force in any case.
def --env __vxenv_sync [--force] {
    __vxenv_find_key
    if $env.__vxenv.wanted_key == $env.__vxenv.key and not $force and $env.__vxenv.active == (__vxenv_read_active) and (__vxenv_is_current) {
        $env.__vxenv.pwd = $env.PWD
        return
    }
    $env.__vxenv.expired = ($env.__vxenv.known_inputs == null and $env.__vxenv.applied_plan != null and not (__vxenv_is_unexpired $env.__vxenv.applied_plan.until))
    __vxenv_check_home
    if $env.__vxenv.wanted_key == "off" and $env.__vxenv.unload {
        # After `vxenv setup --remove` child shells, which may have no hook, inherit nothing.
        __vxenv_apply_plan ($__vxenv_off_plan | merge {set: [], unset: [VXENV_REASON __VXENV_LAST ...$__vxenv_off_plan.unset]})
        return
    }
    if $env.__vxenv.wanted_key == "off" {
        __vxenv_apply_plan $__vxenv_off_plan
        return
    }
    let plan = (__vxenv_find_plan $env.__vxenv.wanted_key)
    if $plan != null {
        __vxenv_apply_plan $plan
        __vxenv_print_message $plan.note
    } else {
        __vxenv_request_switch
    }
}

# In a pinned shell: reports once per directory file that it selects another profile.
def --env __vxenv_announce [] {
    $env.__vxenv.pwd = $env.PWD
    __vxenv_find_directory_file
    $env.__vxenv.candidates = [] # a pinned shell checks again only after the next change of directory
    let near = $env.__vxenv.directory_file
    if $near == "" or $near in $env.__vxenv.announced { return }
    $env.__vxenv.announced = ($env.__vxenv.announced | append $near)
    let found = (__vxenv_find_plan $"dir:($near)")
    let plan = if $found == null and (__vxenv_can_run) { __vxenv_request_plan $"dir:($near)" } else { $found }
    if $plan != null and $plan.stack != ($env.VXENV_PROFILE? | default "") { __vxenv_print_message $plan.ask }
}

# Runs after each change of directory.
def --env __vxenv_moved [] {
    if $env.PWD != $env.__vxenv.pwd {
        __vxenv_sync
        if (__vxenv_find_reason) in [use off] and not $env.__vxenv.unload { __vxenv_announce }
    }
}

# Runs before each prompt. The first one applies everything again, because config.nu may have changed variables.
def --env __vxenv_prompt [] {
    # $env is read once if nothing changed.
    let now = $env
    let own = $now.__vxenv
    if not $own.first and $own.known_inputs == null and $own.applied_plan != null and $own.pwd == $now.PWD and $own.active == $"($now.VXENV_REASON? | default '')+($now.VXENV_PROFILE? | default '')" and not (__vxenv_is_any_file $own.candidates) and (__vxenv_has_same_inputs $own.applied_plan) and (__vxenv_is_unexpired $own.applied_plan.until) {
        return
    }
    if $env.__vxenv.first {
        $env.__vxenv.loading = true
        __vxenv_sync --force
        $env.__vxenv.loading = false
        $env.__vxenv.first = false
        for text in $env.__vxenv.pending { print --stderr --raw $text }
        $env.__vxenv.pending = []
    } else if $env.PWD != $env.__vxenv.pwd {
        __vxenv_moved
    } else if $env.__vxenv.active != (__vxenv_read_active) or (__vxenv_is_any_file $env.__vxenv.candidates) or not (__vxenv_is_current) {
        __vxenv_sync
    }
}

# ==== COLD: commands ===============================================================================================

# nushell reports a change of directory only before a prompt, but the next command on the same line must see it too.
# Defined in a module, since a file cannot define a command twice, and config.nu may define `cd`. That one is called
# with exactly one argument, since any other number could be an error when config.nu is parsed.
module __vxenv_moving {
    alias core_cd = cd

    # Change directory, and switch the active profile.
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
                # The same error, with the position of the typed command.
                let label = {text: $told.labels.0.text, span: (metadata $path).span}
                error make ({msg: $told.msg, label: $label} | merge (if $told.help? == null { {} } else { {help: $told.help} }))
            } else {
                $failed.raw # the original error
            }
        }
        if $env.__vxenv? != null and $nu.is-interactive {
            # If config.nu replaces all of $env.config after this file, the hook is missing there.
            if (__vxenv_find_prompt_call) == "" { __vxenv_install }
            __vxenv_moved
        }
    }
}
use __vxenv_moving cd

const __vxenv_reading_commands = [
    "" list ls show diff status current which help prompt why models vars exec export allowed lint doctor probe explain
    init completions
]

# Named profiles for Claude Code on Vertex AI. Commands that switch print data for this shell. After each command the
# shell checks for changes.
@complete '__vxenv_complete'
def --env --wrapped vxenv [...args: string] {
    let command = ($args | each {|one| $one | into string } | where {|one| not ($one | str starts-with "-") } | get --optional 0 | default "")
    if $env.__vxenv? == null { $env.__vxenv = $__vxenv_initial_state }
    __vxenv_check_home
    # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
    # A switch needs no site-packages; Python starts again with them if it does after all.
    let flags = if ($args | get --optional 0 | default "") in [use off auto] { [-I -S] } else { [-P] }
    let run = if (__vxenv_can_run) { [$__vxenv_python -X utf8 ...$flags $__vxenv_main] } else { [/usr/bin/env vxenv] }
    let program = ($run | first)
    let words = ($run | skip 1 | append $args)
    mut own = {__VXENV_HOOK: $"nushell ($__vxenv_version) ($env.__vxenv.home)"}
    # Children do not see the prompt's functions; scripts have no prompt.
    if $command == "doctor" and $nu.is-interactive { $own.__VXENV_PROMPTS = (__vxenv_find_prompt_call) }
    # These commands change nothing, so no check is needed afterwards.
    let is_reading = ($command in $__vxenv_reading_commands) and "--fix" not-in $args
    # As in `cd`, and at once, since messages from loading are due now. `doctor` reports the state before that.
    if not $is_reading and $nu.is-interactive and (__vxenv_find_prompt_call) == "" {
        __vxenv_install
        __vxenv_prompt
    }
    mut code = 0
    if $command in [use off auto rename mv undo setup] {
        $own.__VXENV_SEAL = $__vxenv_seal
        # Failing commands print only to stderr.
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
            $env.__vxenv.announced = []
        } else if ($first | str starts-with ": vxenv 1 use:") {
            let want = ($first | str substring (": vxenv 1 " | str length)..)
            let plan = (__vxenv_load_plan ($ran.printed | str substring (($first | str length) + 1)..) $want)
            # Silent, since Python printed the changes.
            if $plan != null {
                $env.__vxenv.wanted_key = $want
                $env.__vxenv.silent = true
                __vxenv_apply_plan $plan
                $env.__vxenv.silent = false
            }
        } else if $ran.printed != "" {
            print --raw $ran.printed
        }
    } else if not $is_reading {
        let now = $own
        $code = (try {
            with-env $now { ^$program ...$words }
            0
        } catch {|error|
            $error.exit_code? | default 1
        })
    }
    if $is_reading {
        # Last, so its output can be piped or used as a value, and its status is that of this command.
        let now = $own
        with-env $now { ^$program ...$words }
    } else {
        __vxenv_sync
        # The only way to return a status and keep changes of $env. Signals are negative numbers here.
        if $code != 0 { ^/bin/sh -c $"exit (if $code < 0 { 128 - $code } else { $code })" }
    }
}

# ==== Loading ======================================================================================================

# Returns the source of a hook in config.nu.
def __vxenv_read_source [hook]: nothing -> string {
    let code = (try { $hook.code } catch { $hook })
    if ($code | describe) == "string" { $code } else { try { view source $code } catch { "" } }
}

def __vxenv_find_prompt_call []: nothing -> string {
    let hooks = ($env.config.hooks?.pre_prompt? | default [])
    if ($hooks | any {|hook| "__vxenv_prompt" in (__vxenv_read_source $hook) }) { "__vxenv_prompt" } else { "" }
}

def --env __vxenv_install [] {
    # This file may have been loaded already.
    let others = ($env.config.hooks?.pre_prompt? | default [] | where {|hook|
        let source = (__vxenv_read_source $hook)
        $source != $__vxenv_wrapping and "__vxenv_prompt" not-in $source
    })
    let wrapper = {condition: {|| $env.__vxenv?.wrapped? == "due" }, code: $__vxenv_wrapping}
    $env.config = ($env.config | upsert hooks.pre_prompt [...$others {|| __vxenv_prompt } $wrapper])
}

if $nu.is-interactive {
    $env.__vxenv = $__vxenv_initial_state
    __vxenv_install
    $env.__vxenv.loading = true
    __vxenv_sync
    $env.__vxenv.loading = false
}
