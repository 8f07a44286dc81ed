# vxenv's hook for elvish, 0.18 and later.
#
# `vxenv init elvish` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is; a plan must carry the same
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home; a plan on disk must carry it
#   __vxenv_completions             the directory of completions, if `vxenv setup` put them there
#   __vxenv_closed                  the variables that are unset while a stack is active which does not set them
#
# Rules of this file. Nothing on the way of a prompt or a `cd` starts a process; an output capture takes elvish some
# 25 µs, so there are few of them. A function must stand above those that call it, or elvish takes its name for a
# program. Contents of files and variables are compared and exported, never evaluated; what is evaluated is a plan: one
# literal, which vxenv wrote. The names of this file are its own, since `eval` leaves none behind; what the user calls
# is put into the interactive namespace at the end. elvish's variables are no environment, so none of them is touched.
# It keeps no logical working directory, reads files whole only, and cannot tell whose they are.

use path
use str

var __vxenv_key = ''      # what this shell has decided on: use:STACK, off, dir:FILE or default;
var __vxenv_pwd = ''      # the directory it was in then,
var __vxenv_act = ''      # and what the environment said was active
var __vxenv_want = ''     # what is wanted here,
var __vxenv_near = ''     # for which directory file;
var __vxenv_walk = []     # places between $pwd and there
var __vxenv_plans = [&]   # the plans that this shell has at hand, by key,
var __vxenv_home = ''     # and the directories that they were made for
var __vxenv_sound = [&]   # whether plans may be read in a cache directory
var __vxenv_plan = [&]    # the plan that was found,
var __vxenv_name = ''     # and the name of its file
var __vxenv_now = $nil    # the plan that is applied, $nil for none;
var __vxenv_stuck = $nil  # or what was read of files, where no plan says what is in them
var __vxenv_answer = $nil # for which key, and from what, Python was asked last
var __vxenv_told = [&]    # directory files that this shell, being pinned, was told of
var __vxenv_late = []     # what loading had to say, kept for the first prompt
var __vxenv_loading = $false
var __vxenv_hush = $false # no line for the next activation
var __vxenv_unload = $false # after `vxenv setup --remove`: no profile, and no variables of vxenv's own
var __vxenv_got = $false  # whether Python answered with a plan
var __vxenv_expired = $false # whether a plan was found that has something else to tell from today on
var __vxenv_time = ''     # when this shell asked for the time, which no builtin tells
var __vxenv_first = $true # the first prompt is still to come
var __vxenv_lost = $false # what was active has no record of how to undo it
var __vxenv_large = [&]   # what variables held that is too long for a record
var __vxenv_how = u       # how a variable stood: s set, u not
var __vxenv_wrapped = $false # whether `claude` was looked at
var __vxenv_add_claude~ = {|f| nop }
var __vxenv_interactive = '' # code that is run at the end, where somebody types
var __vxenv_prompts~ = { put '' }

# For people, on stderr; while loading kept for the first prompt.
fn __vxenv_say {|text|
  if (eq $text '') {
    return
  }
  if $__vxenv_loading {
    if (not (has-value $__vxenv_late $text)) {
      set __vxenv_late = [$@__vxenv_late $text]
    }
  } else {
    print $text"\n" >&2
  }
}

# --- Step 1: what is wanted here ---

# Sets __vxenv_near to the nearest directory file, or nothing, and __vxenv_walk to the places below it.
fn __vxenv_nearest {
  set __vxenv_near = ''
  set __vxenv_walk = []
  var d = $pwd
  if (eq $d /) {
    set d = ''
  }
  while $true {
    var file = $d/.vxenv.toml
    if (path:is-regular &follow-symlink=$true $file) {
      set __vxenv_near = $file
      return
    }
    set __vxenv_walk = [$@__vxenv_walk $file]
    if (eq $d '') {
      return
    }
    set d = $d[..(str:last-index $d /)]
  }
}

# Puts use or off where the shell is pinned, to a profile that cannot be applied too; else the reason.
fn __vxenv_pinned {
  if $__vxenv_unload {
    put off
  } elif (and (eq $E:VXENV_REASON '') (not-eq $E:__VXENV_PIN '')) {
    put use
  } else {
    put $E:VXENV_REASON
  }
}

fn __vxenv_wanted {
  var reason = (__vxenv_pinned)
  if (has-value [use off] $reason) {
    set __vxenv_near = ''
    set __vxenv_walk = []
    set __vxenv_want = $reason
    if (eq $reason use) {
      set __vxenv_want = use:(if (eq $E:VXENV_PROFILE '') { put $E:__VXENV_PIN } else { put $E:VXENV_PROFILE })
    }
  } else {
    __vxenv_nearest
    set __vxenv_want = default
    if (not-eq $__vxenv_near '') {
      set __vxenv_want = dir:$__vxenv_near
    }
  }
}

# --- Steps 2 and 3: the plan that is applied, at hand or on disk, and whether its inputs hold the same bytes ---

# Puts what is in each of the files, nothing for one that cannot be read.
fn __vxenv_read {|files|
  for file $files {
    var x = ''
    if (path:is-regular &follow-symlink=(not (str:has-suffix $file /.vxenv.toml)) $file) {
      try {
        set x = (slurp < $file)
      } catch {
        nop
      }
    }
    put $x
  }
}

# Whether what a plan rests on is as it was when it was made. Through a symlink of a stranger's nothing is read: what it
# leads to may block. A file that must be a symlink is one if it is no regular file itself.
fn __vxenv_holds {|rests|
  if (not-eq [(each {|p| path:is-regular &follow-symlink=$true $p } $rests[paths])] $rests[there]) {
    put $false
  } elif (has-value [(each $path:is-regular~ $rests[real])] $false) {
    put $false
  } elif (has-value [(each $path:is-regular~ $rests[links])] $true) {
    put $false
  } elif (eq $rests[files] []) {
    put $true
  } else {
    try {
      eq [(each {|file| slurp < $file } $rests[files])] $rests[bytes]
    } catch {
      put $false
    }
  }
}

# The same of what only its line rests on, for when it is come to.
fn __vxenv_fresh {|told|
  and (eq [(each {|name| try { get-env $name } catch { put '' } } $told[names])] $told[values]) (__vxenv_holds $told)
}

# Whether it is before the time at which a plan expires. A program tells the time, once in each shell that comes to a plan
# which expires.
fn __vxenv_before {|until|
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

# Whether a plan that is come to still is what its files ask for, and has the same to tell.
fn __vxenv_is_current {|plan|
  and (__vxenv_holds $plan) (__vxenv_fresh $plan[told]) (__vxenv_before $plan[until])
}

# Whether what is applied still is what its files ask for.
fn __vxenv_same {
  if (not-eq $__vxenv_stuck $nil) {
    eq [(__vxenv_read $__vxenv_stuck[files])] $__vxenv_stuck[bytes]
  } elif (eq $__vxenv_now $nil) {
    put $false
  } else {
    __vxenv_holds $__vxenv_now
  }
}

# Sets __vxenv_name to the name of the plan's file for KEY. Two keys may share one, since a plan says whose it is.
fn __vxenv_place {|key|
  set __vxenv_name = (str:replace / '%' $key)
  var length = (count $__vxenv_name)
  if (< 200 $length) {
    # What is cut must begin with a whole character.
    var end = ''
    for at [40 41 42 43] {
      try {
        set end = $__vxenv_name[(- $length $at)..]
        break
      } catch {
        nop
      }
    }
    set __vxenv_name = $__vxenv_name[..4]$length'%'$end
  }
}

# Puts VXENV_NAME_DIR, or what stands in for it.
fn __vxenv_directory {|given fallback|
  if (eq $given '') {
    put $fallback
  } else {
    put $given
  }
}

# Sets __vxenv_home to the directories that plans depend on, and lets go of those that were made for others.
fn __vxenv_where {
  var home = $E:HOME'|'$__vxenv_config'|'$E:VXENV_CONFIG_DIR'|'$__vxenv_state'|'$E:VXENV_STATE_DIR
  if (not-eq $home $__vxenv_home) {
    set __vxenv_home = $home
    set __vxenv_plans = [&]
    set __vxenv_key = ''
  }
}

# Takes the plan TEXT: sets __vxenv_plan to it. True if its first line says that it is for KEY, this hook and these
# directories, and was written by who knows the secret: that is compared as text before anything of it runs. What was cut
# short ends otherwise, or does not parse, and nothing of it runs.
fn __vxenv_adopt {|text key|
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
    nop $plan[until] # one of an earlier vxenv has none
    # A walk through ten thousand directories is not to keep them all.
    if (< 63 (count $__vxenv_plans)) {
      set __vxenv_plans = [&]
    }
    set __vxenv_plans[$key] = $plan
    set __vxenv_plan = $plan
    put $true
  } catch {
    put $false
  }
}

# Whether none of the directories of plans is a symlink: looked at once per shell and cache directory. elvish
# cannot read their owner; the secret in a plan shows that Python found them to be the user's own.
fn __vxenv_is_sound {
  var root = (str:trim-right (__vxenv_directory $E:VXENV_CACHE_DIR $__vxenv_cache) /)
  if (not (has-key $__vxenv_sound $root)) {
    set __vxenv_sound[$root] = $true
    for folder [$root $root/plans $root/plans/elvish] {
      if (not-eq (path:is-dir &follow-symlink=$true $folder) (path:is-dir $folder)) {
        set __vxenv_sound[$root] = $false
        __vxenv_say 'vxenv: '$folder" is a symlink, so plans there are not used\nhint: vxenv doctor"
        break
      }
    }
  }
  put $__vxenv_sound[$root]
}

# Sets __vxenv_plan to the plan for KEY, if there is one whose inputs are as they were when it was made.
fn __vxenv_find {|key|
  if (has-key $__vxenv_plans $key) {
    var plan = $__vxenv_plans[$key]
    if (__vxenv_is_current $plan) {
      set __vxenv_plan = $plan
      put $true
      return
    }
  }
  __vxenv_place $key
  if (not (__vxenv_is_sound)) {
    put $false
    return
  }
  var file = (__vxenv_directory $E:VXENV_CACHE_DIR $__vxenv_cache)/plans/elvish/$__vxenv_name
  if (not (path:is-regular $file)) {
    put $false
    return
  }
  var text = (__vxenv_read [$file])
  and (__vxenv_adopt $text $key) (__vxenv_is_current $__vxenv_plan)
}

# --- Step 4: Python, once ---

# Asks for the plan for KEY, and sets __vxenv_got to whether that came. The first line of the answer marks code; anything
# else is shown, never evaluated.
fn __vxenv_ask {|key|
  set __vxenv_got = $false
  __vxenv_place $key
  if (not (and (path:is-regular &follow-symlink=$true $__vxenv_python) (path:is-regular $__vxenv_main))) {
    __vxenv_say 'vxenv: '$__vxenv_python" no longer runs vxenv, so nothing new can be worked out here\nhint: install vxenv again, then: vxenv setup, and: exec elvish"
    return
  }
  tmp E:VXENV_CONFIG_DIR = (__vxenv_directory $E:VXENV_CONFIG_DIR $__vxenv_config)
  tmp E:VXENV_STATE_DIR = (__vxenv_directory $E:VXENV_STATE_DIR $__vxenv_state)
  tmp E:VXENV_CACHE_DIR = (__vxenv_directory $E:VXENV_CACHE_DIR $__vxenv_cache)
  tmp E:__VXENV_SEAL = $__vxenv_seal
  var out = (try {
      (external $__vxenv_python) -X utf8 -I -S $__vxenv_main ^
        hook elvish $__vxenv_version $key $__vxenv_name $__vxenv_home < /dev/null
    } catch {
      nop
    } | slurp)
  if (str:has-prefix $out ": vxenv 1\n") {
    set __vxenv_got = (__vxenv_adopt $out[(count ": vxenv 1\n")..] $key)
  } else {
    print $out
  }
}

# --- Changing variables, and back ---

# Makes way for vxenv's value of NAME, if it has one, and records what NAME holds. False if it must be left alone.
fn __vxenv_keep {|name @value|
  set __vxenv_how = u
  if (has-env $name) {
    var before = (get-env $name)
    if (eq [$before] $value) {
      # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
      put $__vxenv_lost
      return
    }
    set __vxenv_how = s
    # Linux hands on 128 KiB at most in one variable, and the record has the longer name. A child shell cannot undo
    # that one, and says so.
    if (< 131060 (+ (count $name) (count $before))) {
      set __vxenv_large[$name] = $before
    } else {
      set-env __VXENV_O_$name $before
    }
  }
  put $true
}

# Brings a plan about.
fn __vxenv_apply {|plan|
  for name $plan[unset] {
    unset-env $name
  }
  for pair $plan[set] {
    set-env $@pair
  }
  if (and (eq $plan[give] []) (eq $plan[take] [])) {
    return
  }
  # Mostly none of these is there, which takes one capture to see.
  var names = [(all $plan[take]) $@__vxenv_closed]
  if (not (has-value [(each $has-env~ $names)] $true)) {
    set names = []
  }
  var record = 1
  var given = [&]
  for pair $plan[give] {
    var name value = $@pair
    set given[$name] = $true
    if (__vxenv_keep $name $value) {
      set-env $name $value
      set-env __VXENV_N_$name $value
      set record = $record' '$name':'$__vxenv_how's'
    }
  }
  for name $names {
    if (and (not (has-key $given $name)) (has-env $name)) {
      set given[$name] = $true
      nop (__vxenv_keep $name)
      unset-env $name
      set record = $record' '$name':'$__vxenv_how'u'
    }
  }
  if (not-eq $record 1) {
    set-env __VXENV_STATE $record
  }
}

# Gives back what one word of the record says, where the variable still holds what vxenv gave it; fails if it cannot. By
# the word's end: whether vxenv gave a value, and whether it covered one. What was not exported is another shell's.
var __vxenv_gave = [&us=$true &ss=$true &ls=$true &uu=$false &su=$false &lu=$false]
var __vxenv_covered = [&us=$false &ss=$true &ls=$false &uu=$false &su=$true &lu=$false]
fn __vxenv_undo_one {|word|
  var name how = (str:split : $word)
  var given before = __VXENV_N_$name __VXENV_O_$name
  var ours = $false
  if $__vxenv_gave[$how] {
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
    if $__vxenv_covered[$how] {
      if (has-key $__vxenv_large $name) {
        set-env $name $__vxenv_large[$name]
      } else {
        set-env $name (get-env $before)
      }
    } else {
      unset-env $name
    }
  }
  unset-env $before
  del __vxenv_large[$name]
}

# Gives back what the record says.
fn __vxenv_undo {
  var words = [(str:split ' ' $E:__VXENV_STATE)]
  unset-env __VXENV_STATE
  var whole = (eq $words[0] 1)
  if $whole {
    for word $words[1..] {
      try {
        __vxenv_undo_one $word
      } catch {
        set whole = $false
      }
    }
  }
  if (not $whole) {
    __vxenv_say "vxenv: the undo record in this shell's environment is damaged or of another version; variables that it does not cover stay as they are"
  }
}

# --- Claude Code, where config.toml has claude_wrapper ---

# No process but the client itself.
fn __vxenv_claude {|@args|
  var settings = $E:__VXENV_SETTINGS
  if (path:is-regular &follow-symlink=$true $settings) {
    (external claude) --settings $settings $@args
  } else {
    if (not-eq $settings '') {
      __vxenv_say 'vxenv: '$settings' is gone, so settings files may win'
    }
    (external claude) $@args
  }
}

# A function of the user's own stays, if it was there before the hook: elvish does not tell of later ones.
fn __vxenv_wrap_claude {
  if (not $__vxenv_wrapped) {
    set __vxenv_wrapped = $true
    __vxenv_add_claude $__vxenv_claude~
  }
}

# --- The hook ---

# Undoes what is applied, applies a plan, and says so if that changes the activation, its variables
# or its advice.
fn __vxenv_take {|plan|
  var old = $E:VXENV_PROFILE
  var digest = $E:__VXENV_DIGEST
  set __vxenv_act = $E:VXENV_REASON'+'$old
  set __vxenv_lost = $false
  if (has-env __VXENV_STATE) {
    __vxenv_undo
  } elif (and (not-eq $old '') $__vxenv_first) {
    set __vxenv_lost = $true
  }
  __vxenv_apply $plan
  if (has-env __VXENV_SETTINGS) {
    __vxenv_wrap_claude
  }
  set __vxenv_now = $plan
  set __vxenv_stuck = $nil
  set __vxenv_key = $__vxenv_want
  set __vxenv_pwd = $pwd
  if (or $__vxenv_expired (not-eq $E:VXENV_REASON'+'$E:VXENV_PROFILE'+'$E:__VXENV_DIGEST $__vxenv_act'+'$digest)) {
    set __vxenv_act = $E:VXENV_REASON'+'$E:VXENV_PROFILE
    if (and (not-eq $old '') (not $__vxenv_unload) (not-eq $old $E:VXENV_PROFILE$E:__VXENV_PIN)) {
      set-env __VXENV_LAST $old
    }
    if (and (eq $E:VXENV_QUIET '') (not $__vxenv_hush)) {
      __vxenv_say $plan[line]
    }
  }
}

# Remembers what is in FILES, to look for changes there.
fn __vxenv_stick {|files|
  set __vxenv_stuck = [&files=$files &bytes=[(__vxenv_read $files)]]
}

# What is to be done for `off` needs no plan on disk.
var __vxenv_off = [
  &paths=[] &there=[] &files=[] &bytes=[] &give=[] &take=[] &set=[[VXENV_REASON off]]
  &unset=[VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST]
  &line='' &note='' &links=[] &real=[]
]
# Unloaded, it leaves nothing to child shells, which may have no hook.
var __vxenv_nothing = (assoc $__vxenv_off set [])
set __vxenv_nothing[unset] = [VXENV_REASON __VXENV_LAST (all $__vxenv_off[unset])]

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
fn __vxenv_renew {
  var before = $__vxenv_answer
  # If it fails, or Ctrl-C ends it: remember the one input that is known, and leave the variables as they are.
  set __vxenv_key = $__vxenv_want
  set __vxenv_pwd = $pwd
  set __vxenv_act = $E:VXENV_REASON'+'$E:VXENV_PROFILE
  var known = [(if (not-eq $__vxenv_near '') { put $__vxenv_near })]
  __vxenv_stick $known
  __vxenv_ask $__vxenv_want
  if $__vxenv_got {
    var plan = $__vxenv_plan
    var bytes = [(__vxenv_read $plan[files])]
    set __vxenv_answer = [$__vxenv_want $bytes $plan[until]]
    __vxenv_take $plan
    if (eq $__vxenv_answer $before) {
      # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
      __vxenv_stick $plan[files]
    } else {
      __vxenv_say $plan[note]
    }
  }
}

# Decides and switches. With `force` it applies again even if nothing changed.
fn __vxenv_sync {|&force=$false|
  set __vxenv_expired = $false
  __vxenv_wanted
  if (and (eq $__vxenv_want $__vxenv_key) (not $force) (eq $__vxenv_act $E:VXENV_REASON'+'$E:VXENV_PROFILE)) {
    if (__vxenv_same) {
      set __vxenv_pwd = $pwd
      return
    }
  }
  __vxenv_where
  if (eq $__vxenv_want off) {
    __vxenv_take (if $__vxenv_unload { put $__vxenv_nothing } else { put $__vxenv_off })
  } elif (__vxenv_find $__vxenv_want) {
    var plan = $__vxenv_plan
    __vxenv_take $plan
    __vxenv_say $plan[note]
  } else {
    __vxenv_renew
  }
}

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
fn __vxenv_tell {
  set __vxenv_pwd = $pwd
  __vxenv_nearest
  set __vxenv_walk = [] # a pinned shell need not look there again before it moves
  if (or (eq $__vxenv_near '') (has-key $__vxenv_told $__vxenv_near)) {
    return
  }
  set __vxenv_told[$__vxenv_near] = $true
  var key = dir:$__vxenv_near
  set __vxenv_got = (__vxenv_find $key)
  if (not $__vxenv_got) {
    __vxenv_ask $key
  }
  if (and $__vxenv_got (not-eq $__vxenv_plan[stack] $E:VXENV_PROFILE)) {
    __vxenv_say $__vxenv_plan[ask]
  }
}

# After a change of directory, which comes before the next command of the same line.
fn __vxenv_moved {|@_|
  if (not-eq $pwd $__vxenv_pwd) {
    __vxenv_sync
    if (and (has-value [use off] (__vxenv_pinned)) (not $__vxenv_unload)) {
      __vxenv_tell
    }
  }
}

# Before a prompt. Before the first one rc.elv may have changed anything, so that all is applied again.
fn __vxenv_prompt {
  if $__vxenv_first {
    set __vxenv_loading = $true
    try {
      __vxenv_sync &force=$true
    } finally {
      set __vxenv_loading = $false
      set __vxenv_first = $false
    }
    for text $__vxenv_late {
      __vxenv_say $text
    }
    set __vxenv_late = []
  } elif (not-eq $pwd $__vxenv_pwd) {
    __vxenv_moved
  } elif (not-eq $__vxenv_act $E:VXENV_REASON'+'$E:VXENV_PROFILE) {
    __vxenv_sync
  } elif (has-value [(each {|p| path:is-regular &follow-symlink=$true $p } $__vxenv_walk)] $true) {
    __vxenv_sync
  } elif (not (__vxenv_same)) {
    __vxenv_sync
  }
}

# --- What the user calls ---

# Runs vxenv. An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
fn __vxenv_run {|&seal='' @args|
  tmp E:__VXENV_SEAL = $seal
  tmp E:__VXENV_HOOK = 'elvish '$__vxenv_version' '$__vxenv_home
  # What the prompt calls, if there is one; no other child sees it.
  tmp E:__VXENV_PROMPTS = (__vxenv_prompts)
  if (eq $__vxenv_interactive '') {
    unset-env __VXENV_PROMPTS
  }
  if (and (path:is-regular &follow-symlink=$true $__vxenv_python) (path:is-regular $__vxenv_main)) {
    (external $__vxenv_python) -X utf8 -P $__vxenv_main $@args
  } else {
    (external /usr/bin/env) vxenv $@args
  }
}

# Commands that switch print code for this shell; the others run as they are, and what they changed is looked at.
fn vxenv {|@args|
  var command = ''
  for word $args {
    set command = (to-string $word)
    if (not (str:has-prefix $command -)) {
      break
    }
  }
  var failed = $nil
  __vxenv_where
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
      set __vxenv_told = [&]
    } elif (str:has-prefix $first ': vxenv 1 use:') {
      set __vxenv_unload = $false
      set __vxenv_want = $first[(count ': vxenv 1 ')..]
      # Python has told already what changes.
      if (__vxenv_adopt $out[(+ 1 (count $first))..] $__vxenv_want) {
        set __vxenv_hush = $true
        try {
          __vxenv_take $__vxenv_plan
        } finally {
          set __vxenv_hush = $false
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

# --- Loading ---

# Whether a function is this hook's, loaded before.
fn __vxenv_is_own {|function|
  try {
    str:contains $function[def] __vxenv_
  } catch {
    put $false # a builtin
  }
}

# Puts the functions that are others'.
fn __vxenv_others {|@functions|
  for function $functions {
    if (not (__vxenv_is_own $function)) {
      put $function
    }
  }
}

# Answers what completions ask, which know neither the interpreter nor the program.
fn __vxenv_know {|@words|
  tmp E:VXENV_CONFIG_DIR = (__vxenv_directory $E:VXENV_CONFIG_DIR $__vxenv_config)
  if (and (path:is-regular &follow-symlink=$true $__vxenv_python) (path:is-regular $__vxenv_main)) {
    (external $__vxenv_python) -X utf8 -I -S $__vxenv_main complete $@words
  } else {
    (external vxenv) complete $@words
  }
}

# Completions are read at the first Tab; the file puts its own function into this one's place.
fn __vxenv_complete_first {|@words|
  var file = $__vxenv_completions/vxenv.elv
  if (path:is-regular $file) {
    eval (slurp < $file)"\n"'$edit:completion:arg-completer[vxenv] $@words' &ns=(ns [&words=$words])
  }
}

# Where nobody types there is no `edit:`, which elvish would take for an error in any code that names it; nothing is done
# there. `eval` stands outside of all blocks, since it sees what its caller names.
var __vxenv_x = ?(eval 'nop $edit:before-readline')
if $__vxenv_x {
  set __vxenv_interactive = '
    set __vxenv_prompts~ = {
      if (has-value [(each $__vxenv_is_own~ $edit:before-readline)] $true) { put __vxenv_prompt } else { put "" }
    }
    set edit:before-readline = [(__vxenv_others $@edit:before-readline) $__vxenv_prompt~]
    set after-chdir = [(__vxenv_others $@after-chdir) $__vxenv_moved~]
    edit:add-var vxenv~ $vxenv~
    # No command has such a name: it is a place where completions, which see nothing of this file, find it.
    set edit:completion:arg-completer["vxenv complete"] = $__vxenv_know~
    if (and (not-eq $__vxenv_completions "") (not (has-key $edit:completion:arg-completer vxenv))) {
      set edit:completion:arg-completer[vxenv] = {|@words| __vxenv_complete_first $@words }
    }
    set __vxenv_loading = $true
    __vxenv_sync
    set __vxenv_loading = $false
  '
}
set __vxenv_x = ?(eval 'set __vxenv_add_claude~ = {|function| edit:add-var claude~ $function }')
var __vxenv_mine = $false
set __vxenv_x = ?(eval 'set __vxenv_mine = (not (__vxenv_is_own $claude~))')
if $__vxenv_mine {
  set __vxenv_add_claude~ = {|function|
    __vxenv_say 'vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone'
  }
}
eval $__vxenv_interactive
