# vxenv's hook for elvish 0.18 and later.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init elvish` assigns in front of this text.
#
# Rules:
# - HOT starts no process and has few output captures: each takes about 25 µs.
# - Functions are defined before their callers; otherwise elvish takes their names for programs.
# - Contents of files and variables are compared and exported, never evaluated. Only plans are evaluated: vxenv wrote
#   them, their first line proves it, and each is one literal.
# - All names are local to this file, since `eval` leaves none behind; the user's commands are added to the interactive
#   namespace at the end. No variable of elvish is changed.
# - elvish has no logical working directory, reads only whole files, and cannot read their owner.

use path
use str

# ==== State of this shell ==========================================================================================

var __vxenv_key = ''             # key of the applied plan
var __vxenv_pwd = ''             # directory of the last check
var __vxenv_active = ''          # VXENV_REASON+VXENV_PROFILE after the last check
var __vxenv_wanted_key = ''      # wanted key
var __vxenv_directory_file = ''  # nearest directory file
var __vxenv_candidates = []      # paths below it, where a directory file may appear
var __vxenv_plans = [&]          # plans in memory, by key
var __vxenv_home = ''            # directories that they were made for
var __vxenv_safe_caches = [&]    # cache directories: $true if plans may be read there
var __vxenv_loaded_plan = [&]    # plan found or loaded last
var __vxenv_plan_name = ''       # name of its file
var __vxenv_applied_plan = $nil
var __vxenv_known_inputs = $nil  # files and contents to compare without a plan
var __vxenv_last_request = $nil  # key, input bytes, expiry and originals of Python's last answer
var __vxenv_announced = [&]      # directory files announced while pinned
var __vxenv_pending = []         # messages kept until the first prompt
var __vxenv_loading = $false
var __vxenv_silent = $false      # the next switch prints nothing
var __vxenv_unload = $false      # after `vxenv setup --remove`: remove all variables of vxenv
var __vxenv_is_answered = $false # Python answered with a plan
var __vxenv_expired = $false     # the advice of a plan has expired
var __vxenv_time = ''            # seconds since 1970 by `date`, since no builtin returns the time
var __vxenv_first = $true        # until the first prompt
var __vxenv_record_lost = $false # a profile is active, its undo record is missing
var __vxenv_long_values = [&]    # values that are too long for the record
var __vxenv_prior = u            # previous state of a variable: s set, u unset
var __vxenv_wrapped = $false     # `claude` was checked
var __vxenv_add_claude~ = {|f| nop }
var __vxenv_interactive = ''     # code to run at the end of loading an interactive shell
var __vxenv_prompts~ = { put '' }

# Prints to stderr. Messages during loading are kept for the first prompt.
fn __vxenv_print_message {|text|
  if (eq $text '') {
    return
  }
  if $__vxenv_loading {
    if (not (has-value $__vxenv_pending $text)) {
      set __vxenv_pending = [$@__vxenv_pending $text]
    }
  } else {
    print $text"\n" >&2
  }
}

# ==== HOT: the wanted key ==========================================================================================

# Sets __vxenv_directory_file to the nearest directory file or '', and __vxenv_candidates to the paths below it.
fn __vxenv_find_directory_file {
  set __vxenv_directory_file = ''
  set __vxenv_candidates = []
  var directory = $pwd
  if (eq $directory /) {
    set directory = ''
  }
  while $true {
    var file = $directory/.vxenv.toml
    if (path:is-regular &follow-symlink=$true $file) {
      set __vxenv_directory_file = $file
      return
    }
    set __vxenv_candidates = [$@__vxenv_candidates $file]
    if (eq $directory '') {
      return
    }
    set directory = $directory[..(str:last-index $directory /)]
  }
}

# Returns use or off if the shell is pinned, even to a profile that cannot be applied; else the reason.
fn __vxenv_find_reason {
  if $__vxenv_unload {
    put off
  } elif (and (eq $E:VXENV_REASON '') (not-eq $E:__VXENV_PIN '')) {
    put use
  } else {
    put $E:VXENV_REASON
  }
}

fn __vxenv_find_key {
  var reason = (__vxenv_find_reason)
  if (has-value [use off] $reason) {
    set __vxenv_directory_file = ''
    set __vxenv_candidates = []
    set __vxenv_wanted_key = $reason
    if (eq $reason use) {
      set __vxenv_wanted_key = use:(if (eq $E:VXENV_PROFILE '') { put $E:__VXENV_PIN } else { put $E:VXENV_PROFILE })
    }
  } else {
    __vxenv_find_directory_file
    set __vxenv_wanted_key = default
    if (not-eq $__vxenv_directory_file '') {
      set __vxenv_wanted_key = dir:$__vxenv_directory_file
    }
  }
}

# ==== HOT: plans and tests of their inputs =========================================================================

# Returns the contents of each file, '' for unreadable ones.
fn __vxenv_read_files {|files|
  for file $files {
    var content = ''
    if (path:is-regular &follow-symlink=(not (str:has-suffix $file /.vxenv.toml)) $file) {
      try {
        set content = (slurp < $file)
      } catch {
        nop
      }
    }
    put $content
  }
}

# True if the inputs of a plan are unchanged. Symlinks by other people are not followed, since reading could block. A
# path that must be a symlink is tested by not being a regular file.
fn __vxenv_has_same_inputs {|inputs|
  if (not-eq [(each {|p| path:is-regular &follow-symlink=$true $p } $inputs[paths])] $inputs[there]) {
    put $false
  } elif (has-value [(each $path:is-regular~ $inputs[real])] $false) {
    put $false
  } elif (has-value [(each $path:is-regular~ $inputs[links])] $true) {
    put $false
  } elif (eq $inputs[files] []) {
    put $true
  } else {
    try {
      eq [(each {|file| slurp < $file } $inputs[files])] $inputs[bytes]
    } catch {
      put $false
    }
  }
}

# Returns the value of NAME without the applied plan, '' if it is unset: if NAME still has vxenv's value, its previous one.
fn __vxenv_find_original {|name|
  var given before = __VXENV_N_$name __VXENV_O_$name
  var value = (try { get-env $name } catch { put '' })
  var how = ''
  for word [(str:split ' ' $E:__VXENV_STATE)] {
    if (str:has-prefix $word $name':') {
      set how = $word[(+ 1 (count $name))..]
    }
  }
  if (and (has-value [us ss ls] $how) (has-env $given)) {
    if (eq $value (get-env $given)) {
      if (not-eq $how ss) {
        set value = ''
      } elif (has-env $before) {
        set value = (get-env $before)
      }
    }
  } elif (and (eq $how su) (not (has-env $name)) (has-env $before)) {
    set value = (get-env $before)
  }
  put $value
}

# True if the user's own values, with which a plan merges its values, are unchanged; tested only before it is applied.
fn __vxenv_has_originals {|originals|
  not (has-value [(each {|pair| eq (__vxenv_find_original $pair[0]) $pair[1] } $originals)] $false)
}

# The same for the inputs of its messages, tested only before the plan is applied.
fn __vxenv_is_advice_current {|told|
  and (eq [(each {|name| try { get-env $name } catch { put '' } } $told[names])] $told[values]) (__vxenv_has_same_inputs $told)
}

# True before the plan's expiry. `date` runs once per shell, if a plan can expire.
fn __vxenv_is_unexpired {|until|
  if (eq $until '') {
    put $true
    return
  }
  if (eq $__vxenv_time '') {
    set __vxenv_time = (try { (external date) +%s } catch { put 0 })
  }
  if (< $__vxenv_time $until) {
    put $true
  } else {
    set __vxenv_expired = $true
    put $false
  }
}

# True if a plan may be applied.
fn __vxenv_is_usable {|plan|
  if $plan[is_merged] {
    and (__vxenv_has_originals $plan[originals]) (__vxenv_has_same_inputs $plan) ^
      (__vxenv_is_advice_current $plan[told]) (__vxenv_is_unexpired $plan[until])
  } else {
    and (__vxenv_has_same_inputs $plan) (__vxenv_is_advice_current $plan[told]) (__vxenv_is_unexpired $plan[until])
  }
}

# True if the inputs of the applied plan are unchanged.
fn __vxenv_is_current {
  if (not-eq $__vxenv_known_inputs $nil) {
    eq [(__vxenv_read_files $__vxenv_known_inputs[files])] $__vxenv_known_inputs[bytes]
  } elif (eq $__vxenv_applied_plan $nil) {
    put $false
  } else {
    __vxenv_has_same_inputs $__vxenv_applied_plan
  }
}

# Sets __vxenv_plan_name to the name of the plan's file for KEY. Keys may share a file name: a plan contains its key.
fn __vxenv_name_plan {|key|
  set __vxenv_plan_name = (str:replace / '%' $key)
  var length = (count $__vxenv_plan_name)
  if (< 200 $length) {
    # The end must not begin within a character.
    var end = ''
    for at [40 41 42 43] {
      try {
        set end = $__vxenv_plan_name[(- $length $at)..]
        break
      } catch {
        nop
      }
    }
    set __vxenv_plan_name = $__vxenv_plan_name[..4]$length'%'$end
  }
}

# Returns VXENV_NAME_DIR, else the fallback.
fn __vxenv_directory {|given fallback|
  if (eq $given '') {
    put $fallback
  } else {
    put $given
  }
}

# Drops the plans in memory if vxenv's directories have changed.
fn __vxenv_check_home {
  var home = $E:HOME'|'$__vxenv_config'|'$E:VXENV_CONFIG_DIR'|'$__vxenv_state'|'$E:VXENV_STATE_DIR
  if (not-eq $home $__vxenv_home) {
    set __vxenv_home = $home
    set __vxenv_plans = [&]
    set __vxenv_key = ''
  }
}

# Sets __vxenv_loaded_plan to the plan TEXT, if its first line has the secret and this KEY, version and home. It is
# compared as text before anything is evaluated. A truncated plan does not end with `# whole` or does not parse.
fn __vxenv_load_plan {|text key|
  var head = 'vxenv plan '$__vxenv_seal' '$__vxenv_version'|'$__vxenv_home'|'$key' '$__vxenv_seal"\n"
  if (not (str:has-prefix $text $head)) {
    put $false
    return
  }
  set text = $text[(count $head)..]
  if (not (and (str:has-prefix $text 'put [&who=') (str:has-suffix (str:trim-right $text "\n") ' # whole'))) {
    put $false
    return
  }
  try {
    var plan = (eval $text)
    nop $plan[until] # missing in plans of earlier versions
    set plan[originals] = []
    set plan[is_merged] = (has-key $plan merged)
    if $plan[is_merged] {
      set plan[told] = $plan[merged]
      set plan[originals] = $plan[merged][originals]
    }
    # Limited, since a shell may visit thousands of directories.
    if (< 63 (count $__vxenv_plans)) {
      set __vxenv_plans = [&]
    }
    set __vxenv_plans[$key] = $plan
    set __vxenv_loaded_plan = $plan
    put $true
  } catch {
    put $false
  }
}

# True if no directory of plans is a symlink. Checked once per shell and cache directory. elvish cannot read owners; the
# secret in a plan shows that Python checked them.
fn __vxenv_is_cache_safe {
  var root = (str:trim-right (__vxenv_directory $E:VXENV_CACHE_DIR $__vxenv_cache) /)
  if (not (has-key $__vxenv_safe_caches $root)) {
    set __vxenv_safe_caches[$root] = $true
    for folder [$root $root/plans $root/plans/elvish] {
      if (not-eq (path:is-dir &follow-symlink=$true $folder) (path:is-dir $folder)) {
        set __vxenv_safe_caches[$root] = $false
        __vxenv_print_message 'vxenv: ignoring plans in '$folder": it is a symlink\nhint: vxenv doctor"
        break
      }
    }
  }
  put $__vxenv_safe_caches[$root]
}

# Sets __vxenv_loaded_plan to the plan for KEY, in memory or on disk, if it exists and its inputs are unchanged.
fn __vxenv_find_plan {|key|
  if (has-key $__vxenv_plans $key) {
    var plan = $__vxenv_plans[$key]
    if (__vxenv_is_usable $plan) {
      set __vxenv_loaded_plan = $plan
      put $true
      return
    }
  }
  __vxenv_name_plan $key
  if (not (__vxenv_is_cache_safe)) {
    put $false
    return
  }
  var file = (__vxenv_directory $E:VXENV_CACHE_DIR $__vxenv_cache)/plans/elvish/$__vxenv_plan_name
  if (not (path:is-regular $file)) {
    put $false
    return
  }
  var text = (__vxenv_read_files [$file])
  and (__vxenv_load_plan $text $key) (__vxenv_is_usable $__vxenv_loaded_plan)
}

# ==== COLD: Python =================================================================================================

# Runs Python once for the plan for KEY and sets __vxenv_is_answered. The first line of the answer marks a plan;
# anything else is printed, never evaluated.
fn __vxenv_request_plan {|key|
  set __vxenv_is_answered = $false
  __vxenv_name_plan $key
  if (not (and (path:is-regular &follow-symlink=$true $__vxenv_python) (path:is-regular $__vxenv_main))) {
    __vxenv_print_message 'vxenv: '$__vxenv_python" cannot run vxenv; using existing plans only\n  reinstall vxenv, then run: vxenv setup; exec elvish"
    return
  }
  tmp E:VXENV_CONFIG_DIR = (__vxenv_directory $E:VXENV_CONFIG_DIR $__vxenv_config)
  tmp E:VXENV_STATE_DIR = (__vxenv_directory $E:VXENV_STATE_DIR $__vxenv_state)
  tmp E:VXENV_CACHE_DIR = (__vxenv_directory $E:VXENV_CACHE_DIR $__vxenv_cache)
  tmp E:__VXENV_SEAL = $__vxenv_seal
  var out = (try {
      (external $__vxenv_python) -X utf8 -I -S $__vxenv_main ^
        hook elvish $__vxenv_version $key $__vxenv_plan_name $__vxenv_home < /dev/null
    } catch {
      nop
    } | slurp)
  if (str:has-prefix $out ": vxenv 1\n") {
    set __vxenv_is_answered = (__vxenv_load_plan $out[(count ": vxenv 1\n")..] $key)
  } else {
    print $out
  }
}

# ==== HOT: setting variables and undoing it ========================================================================

# Saves the value of NAME, if it is set, before it is set to VALUE (optional). Returns $false if NAME cannot be changed.
fn __vxenv_save_variable {|name @value|
  set __vxenv_prior = u
  if (has-env $name) {
    var before = (get-env $name)
    if (eq [$before] $value) {
      # It holds that already: set by vxenv if the record was lost, else by the user, who keeps it.
      put $__vxenv_record_lost
      return
    }
    set __vxenv_prior = s
    # Linux allows 128 KiB per variable, and the saved one has the longer name. Child shells cannot undo
    # it and report that.
    if (< 131060 (+ (count $name) (count $before))) {
      set __vxenv_long_values[$name] = $before
    } else {
      set-env __VXENV_O_$name $before
    }
  }
  put $true
}

# Sets and unsets the variables of a plan, and writes the record.
fn __vxenv_change {|plan|
  for name $plan[unset] {
    unset-env $name
  }
  for pair $plan[set] {
    set-env $@pair
  }
  if (and (eq $plan[give] []) (eq $plan[take] [])) {
    return
  }
  # Usually none of these is set; one capture tests that.
  var names = [(all $plan[take]) $@__vxenv_closed]
  if (not (has-value [(each $has-env~ $names)] $true)) {
    set names = []
  }
  var record = 1
  var given = [&]
  for pair $plan[give] {
    var name value = $@pair
    set given[$name] = $true
    if (__vxenv_save_variable $name $value) {
      set-env $name $value
      set-env __VXENV_N_$name $value
      set record = $record' '$name':'$__vxenv_prior's'
    }
  }
  for name $names {
    if (and (not (has-key $given $name)) (has-env $name)) {
      set given[$name] = $true
      nop (__vxenv_save_variable $name)
      unset-env $name
      set record = $record' '$name':'$__vxenv_prior'u'
    }
  }
  if (not-eq $record 1) {
    set-env __VXENV_STATE $record
  }
}

# Undoes one entry of the record, if the variable still holds vxenv's value; throws if the entry is damaged.
# By the end of the entry: did vxenv set a value, and was one saved? Only exported variables are saved in elvish.
var __vxenv_was_set_by = [&us=$true &ss=$true &ls=$true &uu=$false &su=$false &lu=$false]
var __vxenv_has_saved = [&us=$false &ss=$true &ls=$false &uu=$false &su=$true &lu=$false]
fn __vxenv_undo_variable {|word|
  var name how = (str:split : $word)
  var given before = __VXENV_N_$name __VXENV_O_$name
  var ours = $false
  if $__vxenv_was_set_by[$how] {
    var value = (get-env $given)
    unset-env $given
    try {
      set ours = (eq (get-env $name) $value)
    } catch {
      nop # the user unset it
    }
  } else {
    set ours = (not (has-env $name))
  }
  if $ours {
    if $__vxenv_has_saved[$how] {
      if (has-key $__vxenv_long_values $name) {
        set-env $name $__vxenv_long_values[$name]
      } else {
        set-env $name (get-env $before)
      }
    } else {
      unset-env $name
    }
  }
  unset-env $before
  del __vxenv_long_values[$name]
}

# Undoes by the record.
fn __vxenv_undo {
  var words = [(str:split ' ' $E:__VXENV_STATE)]
  unset-env __VXENV_STATE
  var whole = (eq $words[0] 1)
  if $whole {
    for word $words[1..] {
      try {
        __vxenv_undo_variable $word
      } catch {
        set whole = $false
      }
    }
  }
  if (not $whole) {
    __vxenv_print_message "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
  }
}

# ==== COLD: claude, with claude_wrapper in config.toml =============================================================

# Starts no process except Claude Code.
fn __vxenv_claude {|@args|
  var settings = $E:__VXENV_SETTINGS
  if (path:is-regular &follow-symlink=$true $settings) {
    (external claude) --settings $settings $@args
  } else {
    if (not-eq $settings '') {
      __vxenv_print_message 'vxenv: '$settings' is missing; settings files may override the profile'
    }
    (external claude) $@args
  }
}

# Keeps a user's function defined before the hook; later ones are not visible in elvish.
fn __vxenv_wrap_claude {
  if (not $__vxenv_wrapped) {
    set __vxenv_wrapped = $true
    __vxenv_add_claude $__vxenv_claude~
  }
}

# ==== HOT: prompts and changes of directory ========================================================================

# Undoes the applied plan, applies a plan, and prints its message if the profile, its variables or its advice changed.
fn __vxenv_apply_plan {|plan|
  var old = $E:VXENV_PROFILE
  var digest = $E:__VXENV_DIGEST
  set __vxenv_active = $E:VXENV_REASON'+'$old
  set __vxenv_record_lost = $false
  if (has-env __VXENV_STATE) {
    __vxenv_undo
  } elif (and (not-eq $old '') $__vxenv_first) {
    set __vxenv_record_lost = $true
  }
  __vxenv_change $plan
  if (has-env __VXENV_SETTINGS) {
    __vxenv_wrap_claude
  }
  set __vxenv_applied_plan = $plan
  set __vxenv_known_inputs = $nil
  set __vxenv_key = $__vxenv_wanted_key
  set __vxenv_pwd = $pwd
  if (or $__vxenv_expired (not-eq $E:VXENV_REASON'+'$E:VXENV_PROFILE'+'$E:__VXENV_DIGEST $__vxenv_active'+'$digest)) {
    set __vxenv_active = $E:VXENV_REASON'+'$E:VXENV_PROFILE
    if (and (not-eq $old '') (not $__vxenv_unload) (not-eq $old $E:VXENV_PROFILE$E:__VXENV_PIN)) {
      set-env __VXENV_LAST $old
    }
    if (and (eq $E:VXENV_QUIET '') (not $__vxenv_silent)) {
      __vxenv_print_message $plan[line]
    }
  }
}

# Watches FILES: keeps their current contents for comparison.
fn __vxenv_watch {|files|
  set __vxenv_known_inputs = [&files=$files &bytes=[(__vxenv_read_files $files)]]
}

# `off` needs no plan on disk.
var __vxenv_off_plan = [
  &paths=[] &there=[] &files=[] &bytes=[] &give=[] &take=[] &set=[[VXENV_REASON off]]
  &unset=[VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST]
  &line='' &note='' &links=[] &real=[]
]
# After `vxenv setup --remove` child shells, which may have no hook, inherit nothing.
var __vxenv_unload_plan = (assoc $__vxenv_off_plan set [])
set __vxenv_unload_plan[unset] = [VXENV_REASON __VXENV_LAST (all $__vxenv_off_plan[unset])]

# Requests the plan for the wanted key and applies it. Until an input changes, Python does not run again and no message
# is repeated.
fn __vxenv_request_switch {
  var before = $__vxenv_last_request
  # If Python fails or is interrupted: watch the directory file, and leave the variables unchanged.
  set __vxenv_key = $__vxenv_wanted_key
  set __vxenv_pwd = $pwd
  set __vxenv_active = $E:VXENV_REASON'+'$E:VXENV_PROFILE
  var known = [(if (not-eq $__vxenv_directory_file '') { put $__vxenv_directory_file })]
  __vxenv_watch $known
  __vxenv_request_plan $__vxenv_wanted_key
  if $__vxenv_is_answered {
    var plan = $__vxenv_loaded_plan
    var bytes = [(__vxenv_read_files $plan[files])]
    set __vxenv_last_request = [$__vxenv_wanted_key $bytes $plan[until] $plan[originals]]
    __vxenv_apply_plan $plan
    if (eq $__vxenv_last_request $before) {
      # The same answer from the same bytes: this shell reads one of the files differently from Python.
      __vxenv_watch $plan[files]
    } else {
      __vxenv_print_message $plan[note]
    }
  }
}

# Finds the wanted key, and switches unless its plan is applied; with `force` in any case.
fn __vxenv_sync {|&force=$false|
  set __vxenv_expired = $false
  __vxenv_find_key
  if (and (eq $__vxenv_wanted_key $__vxenv_key) (not $force) (eq $__vxenv_active $E:VXENV_REASON'+'$E:VXENV_PROFILE)) {
    if (__vxenv_is_current) {
      set __vxenv_pwd = $pwd
      return
    }
  }
  __vxenv_check_home
  if (eq $__vxenv_wanted_key off) {
    __vxenv_apply_plan (if $__vxenv_unload { put $__vxenv_unload_plan } else { put $__vxenv_off_plan })
  } elif (__vxenv_find_plan $__vxenv_wanted_key) {
    var plan = $__vxenv_loaded_plan
    __vxenv_apply_plan $plan
    __vxenv_print_message $plan[note]
  } else {
    __vxenv_request_switch
  }
}

# In a pinned shell: reports once per directory file that it selects another profile.
fn __vxenv_announce {
  set __vxenv_pwd = $pwd
  __vxenv_find_directory_file
  set __vxenv_candidates = [] # a pinned shell checks again only after the next change of directory
  if (or (eq $__vxenv_directory_file '') (has-key $__vxenv_announced $__vxenv_directory_file)) {
    return
  }
  set __vxenv_announced[$__vxenv_directory_file] = $true
  var key = dir:$__vxenv_directory_file
  set __vxenv_is_answered = (__vxenv_find_plan $key)
  if (not $__vxenv_is_answered) {
    __vxenv_request_plan $key
  }
  if (and $__vxenv_is_answered (not-eq $__vxenv_loaded_plan[stack] $E:VXENV_PROFILE)) {
    __vxenv_print_message $__vxenv_loaded_plan[ask]
  }
}

# After each change of directory, before the next command of the same line.
fn __vxenv_moved {|@_|
  if (not-eq $pwd $__vxenv_pwd) {
    __vxenv_sync
    if (and (has-value [use off] (__vxenv_find_reason)) (not $__vxenv_unload)) {
      __vxenv_announce
    }
  }
}

# Runs before each prompt. The first one applies everything again, because rc.elv may have changed variables.
fn __vxenv_prompt {
  if $__vxenv_first {
    set __vxenv_loading = $true
    try {
      __vxenv_sync &force=$true
    } finally {
      set __vxenv_loading = $false
      set __vxenv_first = $false
    }
    for text $__vxenv_pending {
      __vxenv_print_message $text
    }
    set __vxenv_pending = []
  } elif (not-eq $pwd $__vxenv_pwd) {
    __vxenv_moved
  } elif (not-eq $__vxenv_active $E:VXENV_REASON'+'$E:VXENV_PROFILE) {
    __vxenv_sync
  } elif (has-value [(each {|p| path:is-regular &follow-symlink=$true $p } $__vxenv_candidates)] $true) {
    __vxenv_sync
  } elif (not (__vxenv_is_current)) {
    __vxenv_sync
  }
}

# ==== COLD: commands ===============================================================================================

# Runs vxenv. If an upgrade moved it, the one on PATH runs, and updates the file that new shells source.
fn __vxenv_run {|&seal='' @args|
  tmp E:__VXENV_SEAL = $seal
  tmp E:__VXENV_HOOK = 'elvish '$__vxenv_version' '$__vxenv_home
  # The prompt's functions, if there is a prompt; children do not see them otherwise.
  tmp E:__VXENV_PROMPTS = (__vxenv_prompts)
  if (eq $__vxenv_interactive '') {
    unset-env __VXENV_PROMPTS
  }
  if (and (path:is-regular &follow-symlink=$true $__vxenv_python) (path:is-regular $__vxenv_main)) {
    # A switch needs no site-packages; Python starts again with them if it does after all.
    var flags = [-P]
    if (and (not-eq $args []) (has-value [use off auto] (to-string $args[0]))) {
      set flags = [-I -S]
    }
    (external $__vxenv_python) -X utf8 $@flags $__vxenv_main $@args
  } else {
    (external /usr/bin/env) vxenv $@args
  }
}

# Commands that switch print code for this shell. After each command the shell checks for changes.
fn vxenv {|@args|
  var command = ''
  for word $args {
    set command = (to-string $word)
    if (not (str:has-prefix $command -)) {
      break
    }
  }
  var failed = $nil
  __vxenv_check_home
  if (has-value [use off auto rename mv undo setup] $command) {
    var out = (try {
        __vxenv_run &seal=$__vxenv_seal $@args
      } catch e {
        set failed = $e
      } | slurp)
    var first rest = (str:split &max=2 "\n" $out"\n")
    if (eq $first ': vxenv 1 off') {
      set __vxenv_unload = $false
      set-env VXENV_REASON off
    } elif (eq $first ': vxenv 1 unload') {
      set __vxenv_unload = $true
      unset-env VXENV_REASON
    } elif (eq $first ': vxenv 1 auto') {
      set __vxenv_unload = $false
      unset-env VXENV_REASON
      unset-env __VXENV_PIN
      set __vxenv_announced = [&]
    } elif (str:has-prefix $first ': vxenv 1 use:') {
      set __vxenv_unload = $false
      set __vxenv_wanted_key = $first[(count ': vxenv 1 ')..]
      # Silent, since Python printed the changes.
      if (__vxenv_load_plan $out[(+ 1 (count $first))..] $__vxenv_wanted_key) {
        set __vxenv_silent = $true
        try {
          __vxenv_apply_plan $__vxenv_loaded_plan
        } finally {
          set __vxenv_silent = $false
        }
      }
    } else {
      print $out
    }
  } else {
    try {
      __vxenv_run $@args
    } catch e {
      set failed = $e
    }
  }
  __vxenv_sync
  if (not-eq $failed $nil) {
    fail $failed
  }
}

# ==== Loading ======================================================================================================

# True if a function is from this hook, loaded earlier.
fn __vxenv_is_hook {|function|
  try {
    str:contains $function[def] __vxenv_
  } catch {
    put $false # a builtin
  }
}

# Returns the functions that are not from this hook.
fn __vxenv_select_others {|@functions|
  for function $functions {
    if (not (__vxenv_is_hook $function)) {
      put $function
    }
  }
}

# Runs vxenv for completions, which know neither the interpreter nor the program.
fn __vxenv_answer_completions {|@words|
  tmp E:VXENV_CONFIG_DIR = (__vxenv_directory $E:VXENV_CONFIG_DIR $__vxenv_config)
  if (and (path:is-regular &follow-symlink=$true $__vxenv_python) (path:is-regular $__vxenv_main)) {
    (external $__vxenv_python) -X utf8 -I -S $__vxenv_main complete $@words
  } else {
    (external vxenv) complete $@words
  }
}

# Loads completions at the first Tab. Their file replaces this function.
fn __vxenv_complete_first {|@words|
  var file = $__vxenv_completions/vxenv.elv
  if (path:is-regular $file) {
    eval (slurp < $file)"\n"'$edit:completion:arg-completer[vxenv] $@words' &ns=(ns [&words=$words])
  }
}

# Scripts have no `edit:`, and elvish rejects code that uses it; then nothing is done. `eval` is outside of all blocks,
# since it sees the names of its caller.
var __vxenv_result = ?(eval 'nop $edit:before-readline')
if $__vxenv_result {
  set __vxenv_interactive = '
    set __vxenv_prompts~ = {
      if (has-value [(each $__vxenv_is_hook~ $edit:before-readline)] $true) { put __vxenv_prompt } else { put "" }
    }
    set edit:before-readline = [(__vxenv_select_others $@edit:before-readline) $__vxenv_prompt~]
    set after-chdir = [(__vxenv_select_others $@after-chdir) $__vxenv_moved~]
    edit:add-var vxenv~ $vxenv~
    # Not a command: completions, which do not see names of this file, find the function here.
    set edit:completion:arg-completer["vxenv complete"] = $__vxenv_answer_completions~
    if (and (not-eq $__vxenv_completions "") (not (has-key $edit:completion:arg-completer vxenv))) {
      set edit:completion:arg-completer[vxenv] = {|@words| __vxenv_complete_first $@words }
    }
    set __vxenv_loading = $true
    __vxenv_sync
    set __vxenv_loading = $false
  '
}
set __vxenv_result = ?(eval 'set __vxenv_add_claude~ = {|function| edit:add-var claude~ $function }')
var __vxenv_user_has_claude = $false
set __vxenv_result = ?(eval 'set __vxenv_user_has_claude = (not (__vxenv_is_hook $claude~))')
if $__vxenv_user_has_claude {
  set __vxenv_add_claude~ = {|function|
    __vxenv_print_message 'vxenv: claude is already an alias or function; claude_wrapper is not applied'
  }
}
eval $__vxenv_interactive
