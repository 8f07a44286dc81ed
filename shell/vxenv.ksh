# vxenv's hook for ksh93 (93u+m, 1.0 and later) and mksh.
#
# `vxenv init ksh` and `vxenv init mksh` put these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is; a plan must carry the same
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home; a plan on disk must carry it
#   __vxenv_closed                  the variables that are unset while a stack is active which does not set them
#   __vxenv_shell                   ksh or mksh
#
# One file for both, since they are one language but for what stands under "Where the two shells differ".
#
# Rules of this file. Nothing on the way of a prompt or a `cd` starts a process: no $(…) in mksh, no pipe, no
# here-document. Neither shell can switch aliases off, so that each builtin is quoted: \export. Words behind it are
# quoted too, since with the quote it is no longer known to take assignments. An array of no elements is none in ksh93,
# hence numbered variables. There is no ${!name}: a name is put into the text of `eval`, and one that came in through
# the environment is checked before. Contents of files and variables are compared and exported, never evaluated; what
# is evaluated is a plan, which vxenv wrote. A syntax error in `eval` would end what called it, so that a plan is looked
# at whether it is whole.

case $- in *a*) \set +a; __vxenv_allexport=1 ;; *) __vxenv_allexport='' ;; esac
\typeset +x __vxenv_seal

__vxenv_on=__vxenv_prompt # what mksh's PS1 calls
__vxenv_key=''      # what this shell has decided on: use:STACK, off, dir:FILE or default;
__vxenv_pwd=''      # the directory it was in then,
__vxenv_act=''      # what the environment said was active,
__vxenv_seen=''     # and both together, which is what a prompt compares
__vxenv_w0='' __vxenv_w1='' __vxenv_w2='' __vxenv_w3='' # the first eight places between $PWD and the nearest directory
__vxenv_w4='' __vxenv_w5='' __vxenv_w6='' __vxenv_w7='' # file, where there is none;
__vxenv_deep=0      # and how many there are
\unset __vxenv_slots __vxenv_notes
__vxenv_slots[0]='' # keys of the plans that this shell has at hand, as functions __vxenv_…0 to __vxenv_…7
__vxenv_notes[0]='' # what each has to say whenever it is taken: what was refused, or failed
__vxenv_turn=0      # the slot to be used next,
__vxenv_now=0       # the one that is applied,
__vxenv_other=0     # and the one before
__vxenv_wipe=false  # the function that undoes what is applied at once, if it can,
__vxenv_same=false  # and the one that knows whether what it was made from still is the same
__vxenv_home=''     # the directories that the plans at hand were made for
__vxenv_sound=''    # the cache directory that was looked at, behind + if plans may be read there, else behind -
\set -A __vxenv_files / # for __vxenv_stuck: what it reads, behind a first one that is no file,
__vxenv_bytes=''    # and what was in there, each file's bytes closed by \x1e, which no TOML may hold
__vxenv_answer=''   # for which key, and from what, Python was asked last
__vxenv_told='|'    # directory files that this shell, being pinned, was told of
__vxenv_late=''     # what loading had to say, kept for the first prompt
__vxenv_hush=''     # no line for the next activation
__vxenv_unload=''   # off after `vxenv setup --remove`: no profile, and no variables of vxenv's own
__vxenv_expired=''  # a plan was found that has something else to tell from today on
__vxenv_first=1     # the first prompt is still to come
__vxenv_lost=''     # the shell has the values of an activation, and no record to undo it by
__vxenv_wrapped=${__vxenv_wrapped-} # whether `claude` was looked at; loaded again, it is the hook's own

# --- Step 1: what is wanted here ---

# Sets __vxenv_near to the nearest directory file, or nothing, and __vxenv_w… to the places below it.
function __vxenv_nearest {
  __vxenv_d=${PWD%/} __vxenv_near=''
  __vxenv_none
  case $PWD/ in
    [!/]*) \return 0 ;;                        # somebody set it
    */../*) __vxenv_plain ;; # ksh93 leaves that there when it leaves a directory named `...`
  esac
  until [[ -f $__vxenv_d/.vxenv.toml ]]; do
    case $__vxenv_deep in
      0) __vxenv_w0=$__vxenv_d/.vxenv.toml ;;
      1) __vxenv_w1=$__vxenv_d/.vxenv.toml ;;
      2) __vxenv_w2=$__vxenv_d/.vxenv.toml ;;
      3) __vxenv_w3=$__vxenv_d/.vxenv.toml ;;
      4) __vxenv_w4=$__vxenv_d/.vxenv.toml ;;
      5) __vxenv_w5=$__vxenv_d/.vxenv.toml ;;
      6) __vxenv_w6=$__vxenv_d/.vxenv.toml ;;
      7) __vxenv_w7=$__vxenv_d/.vxenv.toml ;;
    esac
    : $((__vxenv_deep += 1))
    if [[ ! $__vxenv_d ]]; then \return 0; fi
    __vxenv_d=${__vxenv_d%/*}
  done
  __vxenv_near=$__vxenv_d/.vxenv.toml
}

# Makes /a/b/.. of __vxenv_d /a.
function __vxenv_plain {
  __vxenv_d=$__vxenv_d/
  while [[ $__vxenv_d == */../* ]]; do
    __vxenv_x=${__vxenv_d%%/../*}
    __vxenv_d=${__vxenv_x%/*}/${__vxenv_d#"$__vxenv_x"/../}
  done
  __vxenv_d=${__vxenv_d%/}
}

# Nowhere is to be looked.
function __vxenv_none {
  __vxenv_deep=0 __vxenv_w0='' __vxenv_w1='' __vxenv_w2='' __vxenv_w3='' __vxenv_w4='' __vxenv_w5='' __vxenv_w6='' __vxenv_w7=''
}

function __vxenv_wanted {
  case ${__vxenv_unload:-${VXENV_REASON:-${__VXENV_PIN:+use}}} in
    use) __vxenv_near='' __vxenv_want=use:${VXENV_PROFILE:-${__VXENV_PIN-}}; __vxenv_none ;;
    off) __vxenv_near='' __vxenv_want=off; __vxenv_none ;;
    *) __vxenv_nearest; __vxenv_want=${__vxenv_near:+dir:}${__vxenv_near:-default} ;;
  esac
}

# --- Steps 2 and 3: the plan that is applied, at hand or on disk, and whether its inputs hold the same bytes ---
#
# A plan comes to a shell as functions, numbered by slot:
#   same    are all its inputs as they were
#   fresh   the same of what only its line rests on, for when it is come to
#   apply   bring it about
#   change  the same, where a variable that matters is set already
#   wipe    undo it at once, if nothing was there before and nothing was changed since
#   says    set __vxenv_p_… to what it is and what it has to tell
#   files   set __vxenv_files to the files that it reads

# Where there is no plan, or its `same` never is: compare with what this shell has read.
function __vxenv_stuck {
  __vxenv_read
  [ "$__vxenv_was" = "$__vxenv_bytes" ]
}

function __vxenv_read {
  __vxenv_was=''
  for __vxenv_f in "${__vxenv_files[@]}"; do
    __vxenv_x=''
    if [[ -f $__vxenv_f && -r $__vxenv_f && ! ( -L $__vxenv_f && $__vxenv_f == */.vxenv.toml ) ]]; then
      __vxenv_bounded "$__vxenv_f"
    fi
    __vxenv_was=$__vxenv_was$__vxenv_x$'\x1e'
  done
}

# Sets __vxenv_plan to the plan's file for KEY. Two keys may share a name, since a plan says whose it is.
function __vxenv_place {
  __vxenv_plan=${1//\//%}
  if [[ $__vxenv_plan == *[!\ -~]* ]] && ((${#__vxenv_plan} > 60)) || ((${#__vxenv_plan} > 200)); then
    __vxenv_plan=${__vxenv_plan:0:4}${#__vxenv_plan}%${__vxenv_plan:$((${#__vxenv_plan} - 40))}
  fi
  __vxenv_plan=${VXENV_CACHE_DIR:-$__vxenv_cache}/plans/$__vxenv_shell/$__vxenv_plan
}

# Sets __vxenv_home to the directories that plans depend on, and lets go of those that were made for others.
function __vxenv_where {
  if [[ $__vxenv_home != "$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}" ]]; then
    __vxenv_home="$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}"
    \unset __vxenv_slots
    __vxenv_slots[0]='' __vxenv_key=''
  fi
}

# Whether the directories of plans, where they are there, are the user's own and no symlinks: looked at once per shell
# and cache directory. Their mode no test sees; that Python made them private, the secret in a plan shows.
function __vxenv_is_sound {
  __vxenv_d=${VXENV_CACHE_DIR:-$__vxenv_cache} __vxenv_d=${__vxenv_d%/}
  case $__vxenv_sound in
    "+$__vxenv_d") \return 0 ;;
    "-$__vxenv_d") \return 1 ;;
  esac
  for __vxenv_f in "$__vxenv_d" "$__vxenv_d/plans" "$__vxenv_d/plans/$__vxenv_shell"; do
    if [[ -L $__vxenv_f ]] || [[ -e $__vxenv_f && ! -O $__vxenv_f ]]; then
      __vxenv_sound=-$__vxenv_d
      __vxenv_say "vxenv: $__vxenv_f is a symlink or belongs to another user, so plans there are not used"$'\n'"hint: vxenv doctor"
      \return 1
    fi
  done
  if [[ -d $__vxenv_f ]]; then __vxenv_sound=+$__vxenv_d; fi
}

# Takes the plan TEXT into a slot. True if its first line says that it is for KEY, this hook and these directories, and
# was written by who knows the secret: that is compared as text before anything of it runs. Cut short, nothing of it
# runs.
function __vxenv_adopt {
  __vxenv_x="vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$2 $__vxenv_seal"$'\n'
  case $1 in
    "$__vxenv_x"*) __vxenv_x=${1#"$__vxenv_x"} ;;
    *) \return 1 ;;
  esac
  case $__vxenv_x in
    $'{\n__vxenv_t_who='*$'\n}\n# whole' | $'{\n__vxenv_t_who='*$'\n}\n# whole\n') ;;
    *) \return 1 ;;
  esac
  case $- in *a*) \set +a; __vxenv_export=1 ;; *) __vxenv_export='' ;; esac
  \eval "$__vxenv_x"
  __vxenv_put "$2"
  if [[ $__vxenv_export ]]; then \set -a; fi
  \return 0
}

# Makes the texts of a plan functions, in the slot of KEY or the next one.
function __vxenv_put {
  # Not over what is applied: a plan may be wanted only for what it has to say.
  if [[ $__vxenv_same == "__vxenv_same$__vxenv_turn" ]]; then : $((__vxenv_turn = (__vxenv_turn + 1) % 8)); fi
  __vxenv_at=$__vxenv_turn
  for __vxenv_i in 0 1 2 3 4 5 6 7; do
    if [[ ${__vxenv_slots[__vxenv_i]-} == "$1" ]]; then __vxenv_at=$__vxenv_i; fi
  done
  if [[ $__vxenv_at == "$__vxenv_turn" ]]; then : $((__vxenv_turn = (__vxenv_turn + 1) % 8)); fi
  # Made anew, what is applied can only be undone by its record.
  if [[ $__vxenv_wipe == "__vxenv_wipe$__vxenv_at" ]]; then __vxenv_wipe=false; fi
  __vxenv_slots[__vxenv_at]=$1
  \eval "function __vxenv_same$__vxenv_at {
$__vxenv_t_same
}
function __vxenv_fresh$__vxenv_at {
$__vxenv_t_fresh
}
function __vxenv_apply$__vxenv_at {
$__vxenv_t_apply __vxenv_change$__vxenv_at
}
function __vxenv_change$__vxenv_at {
$__vxenv_t_change
}
function __vxenv_wipe$__vxenv_at {
$__vxenv_t_wipe
}
function __vxenv_says$__vxenv_at {
$__vxenv_t_says
}
function __vxenv_files$__vxenv_at {
$__vxenv_t_files
}"
  "__vxenv_says$__vxenv_at"
  __vxenv_notes[__vxenv_at]=$__vxenv_p_note
}

# Sets __vxenv_at to the slot of the plan for KEY, if there is one whose inputs are as they were when it was made.
function __vxenv_find {
  __vxenv_at=$__vxenv_other # where one came from is where one goes most often
  if [[ ${__vxenv_slots[__vxenv_at]-} != "$1" ]]; then __vxenv_search "$1" || \return 1; fi
  "__vxenv_same$__vxenv_at" && "__vxenv_fresh$__vxenv_at"
}

function __vxenv_search {
  for __vxenv_at in 0 1 2 3 4 5 6 7; do
    if [[ ${__vxenv_slots[__vxenv_at]-} == "$1" ]]; then \return 0; fi
  done
  \return 1
}

# The same, on disk.
function __vxenv_fetch {
  __vxenv_is_sound || \return 1
  __vxenv_place "$1"
  [[ -f $__vxenv_plan && -r $__vxenv_plan && -O $__vxenv_plan && ! -L $__vxenv_plan ]] || \return 1
  __vxenv_all "$__vxenv_plan"
  __vxenv_adopt "$__vxenv_x" "$1" && "__vxenv_same$__vxenv_at" && "__vxenv_fresh$__vxenv_at"
}

# --- Step 4: Python, once ---

# Asks for the plan for KEY. The first line of the answer marks code; anything else is shown, never evaluated.
function __vxenv_ask {
  __vxenv_place "$1"
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then
    __vxenv_say "vxenv: $__vxenv_python no longer runs vxenv, so nothing new can be worked out here"$'\n'"hint: install vxenv again, then: vxenv setup, and: exec $__vxenv_shell"
    \return 1
  fi
  __vxenv_out=$(
    VXENV_CONFIG_DIR=${VXENV_CONFIG_DIR:-$__vxenv_config} VXENV_STATE_DIR=${VXENV_STATE_DIR:-$__vxenv_state} \
      VXENV_CACHE_DIR=${VXENV_CACHE_DIR:-$__vxenv_cache} __VXENV_SEAL=$__vxenv_seal \
      "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" \
      hook "$__vxenv_shell" "$__vxenv_version" "$1" "${__vxenv_plan##*/}" "$__vxenv_home" </dev/null
  ) || :
  case $__vxenv_out in
    $': vxenv 1\n'*) __vxenv_adopt "${__vxenv_out#*$'\n'}" "$1" ;;
    *) __vxenv_show "$__vxenv_out"; \return 1 ;;
  esac
}

function __vxenv_show { [[ ! $1 ]] || \print -r -- "$1"; }

# --- Changing variables, and back ---

# True if no variable is set that an active stack closes: made here, once, since a loop over them takes too long.
__vxenv_x=''
for __vxenv_n in "${__vxenv_closed[@]}"; do __vxenv_x="$__vxenv_x\${$__vxenv_n+x}"; done
\eval "function __vxenv_clean { [[ ! $__vxenv_x ]]; }"

# Unsets one that is vxenv's own; and takes away what an unset one was declared to be, false if it is readonly. mksh keeps
# fifty bytes for each that it unsets by its name.
case $__vxenv_shell in
  mksh)
    function __vxenv_drop { \unset "$1[*]"; \typeset -g +xiulLRZU "$1"; }
    function __vxenv_undeclare { \command \typeset -g +xiulLRZU "$1" 2>/dev/null; }
    ;;
  *)
    function __vxenv_drop { \unset "$1"; }
    function __vxenv_undeclare { \command \unset "$1" 2>/dev/null; }
    ;;
esac

# Makes way for vxenv's value of NAME: records what it holds, if it is set. False if it must be left alone.
function __vxenv_keep {
  __vxenv_o=u
  \eval "__vxenv_v=\${$1-} __vxenv_x=\${$1[@]+x}" # of an array the first element may be missing
  if [[ ! $__vxenv_x ]]; then
    if __vxenv_undeclare "$1"; then \return 0; fi
    __vxenv_say "vxenv: $1 is readonly or an array in this shell and stays as it is"
    \return 1
  fi
  __vxenv_kind "$1"
  case $__vxenv_o in
    r)
      [ "${2+x}$__vxenv_v" = "x${2-}" ] || __vxenv_say "vxenv: $1 is readonly or an array in this shell and stays as it is"
      \return 1
      ;;
    s)
      if [ "${2+x}$__vxenv_v" = "x${2-}" ]; then
        # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
        __vxenv_o=u
        [[ $__vxenv_lost ]]
        \return
      fi
      if ((${#__vxenv_v} > 32000)) && __vxenv_long "$1"; then
        # Linux hands on 128 KiB at most in one variable, and the record has the longer name: with it no process could
        # be started. A child shell cannot undo that one, and says so.
        __vxenv_drop "__VXENV_O_$1"
        \eval "__VXENV_O_$1=\$__vxenv_v"
      else
        \export "__VXENV_O_$1=$__vxenv_v"
      fi
      # Unset, one that a function of the user's has for itself would uncover in mksh what it hides, to be changed.
      if [[ ${2+x} && $__vxenv_x == "typeset -x $1="* ]]; then \return 0; fi
      ;;
    l) __vxenv_drop "__VXENV_O_$1"; \eval "__VXENV_O_$1=\$__vxenv_v" ;;
  esac
  \unset "$1" # and with it what `typeset -i` or -u would make of another value
}

# For plans, where a variable that matters is set already: gives NAME VALUE…, unsets NAME… after --, closes the rest.
function __vxenv_change {
  __vxenv_given=' ' __vxenv_s=1
  while (($# > 0)) && [[ $1 != -- ]]; do
    __vxenv_given="$__vxenv_given$1 "
    if __vxenv_keep "$1" "$2"; then
      \export "$1=$2" "__VXENV_N_$1=$2"
      __vxenv_s="$__vxenv_s $1:${__vxenv_o}s"
    fi
    \shift 2
  done
  \shift
  for __vxenv_n in "$@" "${__vxenv_closed[@]}"; do
    \eval "__vxenv_x=\${$__vxenv_n+x}"
    if [[ $__vxenv_x && $__vxenv_given != *" $__vxenv_n "* ]] && __vxenv_keep "$__vxenv_n"; then
      __vxenv_s="$__vxenv_s $__vxenv_n:${__vxenv_o}u"
    fi
  done
  [[ $__vxenv_s == 1 ]] || \export "__VXENV_STATE=$__vxenv_s"
}

# Gives back what the record says, where a variable still holds what vxenv gave it.
function __vxenv_undo {
  __vxenv_s=${__VXENV_STATE-} __vxenv_bad=''
  __vxenv_drop __VXENV_STATE
  case $__vxenv_s in
    1 | '1 '*) __vxenv_s=${__vxenv_s#1} ;;
    *) __vxenv_bad=1 __vxenv_s='' ;;
  esac
  while [[ $__vxenv_s == ' '* ]]; do
    __vxenv_s=${__vxenv_s# } __vxenv_t=${__vxenv_s%% *}
    __vxenv_s=${__vxenv_s#"$__vxenv_t"} __vxenv_n=${__vxenv_t%:??}
    case $__vxenv_t in
      [0-9:]* | *[!A-Za-z0-9_:]* | *:*:*) __vxenv_bad=1 ;;
      ?*:[usl][us]) __vxenv_back || __vxenv_bad=1 ;;
      *) __vxenv_bad=1 ;;
    esac
  done
  if [[ $__vxenv_bad || $__vxenv_s ]]; then
    __vxenv_say "vxenv: the undo record in this shell's environment is damaged or of another version; variables that it does not cover stay as they are"
  fi
}

# The same for one variable, __vxenv_n, of which __vxenv_t is the record. False if the record is not whole.
function __vxenv_back {
  \eval "__vxenv_x=\${$__vxenv_n+x} __vxenv_v=\${$__vxenv_n-} __vxenv_m=\${__VXENV_N_$__vxenv_n+x}"
  \eval "__vxenv_y=\${__VXENV_O_$__vxenv_n+x} __vxenv_b=\${__VXENV_O_$__vxenv_n-} __vxenv_g=\${__VXENV_N_$__vxenv_n-}"
  case $__vxenv_t in
    *s)
      [[ $__vxenv_m ]] || \return 1
      __vxenv_drop "__VXENV_N_$__vxenv_n"
      if [ "$__vxenv_x$__vxenv_v" != "x$__vxenv_g" ]; then __vxenv_drop "__VXENV_O_$__vxenv_n"; \return 0; fi
      __vxenv_kind "$__vxenv_n"
      if [[ $__vxenv_o == r ]]; then __vxenv_drop "__VXENV_O_$__vxenv_n"; \return 0; fi
      ;;
    *) if [[ $__vxenv_x ]]; then __vxenv_drop "__VXENV_O_$__vxenv_n"; \return 0; fi ;;
  esac
  case $__vxenv_t in
    *:u?) __vxenv_drop "$__vxenv_n" ;;
    *:s?)
      [[ $__vxenv_y ]] || \return 1
      # An integer would have the value evaluated. As in __vxenv_keep, a plain one of a function's own stays that.
      if [[ $__vxenv_t != *s || $__vxenv_x != "typeset -x $__vxenv_n="* ]]; then \unset "$__vxenv_n"; fi
      \export "$__vxenv_n=$__vxenv_b"
      __vxenv_drop "__VXENV_O_$__vxenv_n"
      ;;
    *:l?) # not exported, so a child shell knows of it but has no value to give back
      \unset "$__vxenv_n"
      if [[ $__vxenv_y ]]; then \eval "$__vxenv_n=\$__vxenv_b"; __vxenv_drop "__VXENV_O_$__vxenv_n"; fi
      ;;
  esac
  \return 0
}

# Undoes what is applied and applies the plan in slot __vxenv_at.
function __vxenv_take {
  __vxenv_old=${VXENV_PROFILE-} __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-} __vxenv_digest=${__VXENV_DIGEST-}
  __vxenv_lost=''
  if [[ ${__VXENV_STATE+x} ]]; then
    "$__vxenv_wipe" || __vxenv_undo
  elif [[ $__vxenv_old && $__vxenv_first ]]; then
    __vxenv_lost=1
  fi
  "__vxenv_apply$__vxenv_at"
  if [[ ${__VXENV_SETTINGS-} ]]; then __vxenv_wrap_claude; fi
  __vxenv_same=__vxenv_same$__vxenv_at __vxenv_wipe=__vxenv_wipe$__vxenv_at
  __vxenv_key=$__vxenv_want __vxenv_pwd=$PWD __vxenv_other=$__vxenv_now __vxenv_now=$__vxenv_at
  if [[ ${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_act" || ${__VXENV_DIGEST-} != "$__vxenv_digest" ||
    $__vxenv_expired ]]; then
    __vxenv_told_of
  fi
  if [[ ${__vxenv_notes[__vxenv_at]-} ]]; then __vxenv_say "${__vxenv_notes[__vxenv_at]}"; fi
}

# Another activation than before, other variables or other advice: remembers the old one for `use -`, and says so.
function __vxenv_told_of {
  __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-}
  if [[ $__vxenv_old && ! $__vxenv_unload && $__vxenv_old != "${VXENV_PROFILE:-${__VXENV_PIN-}}" ]]; then
    \export "__VXENV_LAST=$__vxenv_old"
  fi
  if [[ ! ${VXENV_QUIET-} && ! $__vxenv_hush ]]; then
    "__vxenv_says$__vxenv_at"
    __vxenv_say "$__vxenv_p_line"
  fi
}

# `off` needs no plan on disk: it has a slot of its own. Unloaded, it leaves nothing to child shells, which may have no
# hook.
function __vxenv_same8 { :; }
function __vxenv_apply8 {
  if [[ $__vxenv_unload ]]; then __vxenv_drop __VXENV_LAST; else \export VXENV_REASON=off; fi
  for __vxenv_n in VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST; do
    __vxenv_drop "$__vxenv_n"
  done
}
function __vxenv_wipe8 { \return 1; }
function __vxenv_says8 { __vxenv_p_line=''; }

# For people, on stderr; not from a subshell, and while loading kept for the first prompt.
function __vxenv_say {
  if [[ ! $1 ]] || __vxenv_below; then \return 0; fi
  if [[ ! $__vxenv_loading ]]; then
    \print -ru2 -- "$1"
  elif [[ $'\n'$__vxenv_late != *$'\n'"$1"$'\n'* ]]; then
    __vxenv_late=$__vxenv_late$1$'\n'
  fi
}

# --- Claude Code, where config.toml has claude_wrapper ---

# An alias or a function of the user's own stays. No process but the client itself.
function __vxenv_wrap_claude {
  if [[ $__vxenv_wrapped ]]; then \return 0; fi
  __vxenv_wrapped=1
  if \alias claude >/dev/null 2>&1 || \typeset -f claude >/dev/null; then
    __vxenv_say "vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone"
  else
    \eval 'function claude { __vxenv_claude "$@"; }'
  fi
}

function __vxenv_claude {
  if [[ -r ${__VXENV_SETTINGS-} ]]; then
    \command claude --settings "$__VXENV_SETTINGS" "$@"
  else
    if [[ ${__VXENV_SETTINGS-} ]]; then __vxenv_say "vxenv: $__VXENV_SETTINGS is gone, so settings files may win"; fi
    \command claude "$@"
  fi
}

# --- The hook ---

# Decides and switches.
function __vxenv_sync {
  __vxenv_expired=''
  __vxenv_wanted
  if [[ $__vxenv_want == "$__vxenv_key" && $__vxenv_act == "${VXENV_REASON-}+${VXENV_PROFILE-}" ]] && "$__vxenv_same"; then
    __vxenv_pwd=$PWD
  else
    __vxenv_switch
  fi
  __vxenv_seen=$__vxenv_pwd+$__vxenv_act
  # More than eight levels deep a prompt looks elsewhere.
  if ((__vxenv_deep > 8)); then __vxenv_seen=''; fi
}

function __vxenv_switch {
  __vxenv_where
  if __vxenv_find "$__vxenv_want"; then
    __vxenv_take
  elif [[ $__vxenv_want == off ]]; then
    __vxenv_at=8
    __vxenv_take
  elif __vxenv_fetch "$__vxenv_want"; then
    __vxenv_take
  else
    __vxenv_renew
  fi
}

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
function __vxenv_renew {
  __vxenv_before=$__vxenv_answer
  # If it fails, or Ctrl-C ends it: remember the one input that is known, and leave the variables as they are.
  __vxenv_key=$__vxenv_want __vxenv_pwd=$PWD __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-}
  \set -A __vxenv_files / "${__vxenv_near:-/}"
  __vxenv_read
  __vxenv_bytes=$__vxenv_was __vxenv_same=__vxenv_stuck
  if __vxenv_ask "$__vxenv_want"; then
    "__vxenv_files$__vxenv_at"
    __vxenv_read
    __vxenv_answer=$__vxenv_want$'\x1e'$__vxenv_was${__vxenv_p_until-}
    if [ "$__vxenv_answer" = "$__vxenv_before" ]; then __vxenv_notes[__vxenv_at]=''; fi
    __vxenv_take
    if [ "$__vxenv_answer" = "$__vxenv_before" ]; then
      # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
      __vxenv_bytes=$__vxenv_was __vxenv_same=__vxenv_stuck
    fi
  fi
}

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
function __vxenv_tell {
  __vxenv_nearest
  __vxenv_none # a pinned shell need not look there again before it moves
  if [[ ! $__vxenv_near || $__vxenv_told == *"|$__vxenv_near|"* ]] || __vxenv_below; then \return 0; fi
  __vxenv_told=$__vxenv_told$__vxenv_near'|'
  if __vxenv_find "dir:$__vxenv_near" || __vxenv_ask "dir:$__vxenv_near"; then
    "__vxenv_says$__vxenv_at"
    if [[ $__vxenv_p_stack != "${VXENV_PROFILE-}" ]]; then __vxenv_say "$__vxenv_p_ask"; fi
  fi
}

# After a change of directory.
function __vxenv_moved {
  __vxenv_sync
  case ${VXENV_REASON:-${__VXENV_PIN:+use}} in use | off) __vxenv_tell ;; esac
}

# Before a prompt. What it returns is what $? was, so that a prompt can show it.
function __vxenv_prompt {
  __vxenv_status=$?
  if [[ $PWD+${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_seen" ||
    -f $__vxenv_w0 || -f $__vxenv_w1 || -f $__vxenv_w2 || -f $__vxenv_w3 ||
    -f $__vxenv_w4 || -f $__vxenv_w5 || -f $__vxenv_w6 || -f $__vxenv_w7 ]] ||
    ! "$__vxenv_same"; then __vxenv_due || :; fi
  \return "$__vxenv_status"
}

# Something changed since the last prompt, or the directory is too deep for its fast way. Before the first one the rc
# files may have changed anything, so that all is applied again.
function __vxenv_due {
  if [[ $- == *r* ]]; then # from the end of the rc files on
    __vxenv_restricted
  elif [[ $__vxenv_first ]]; then
    __vxenv_hook_in
    __vxenv_loading=1 __vxenv_key=''
    __vxenv_sync
    __vxenv_loading='' __vxenv_first=''
    \print -rnu2 -- "$__vxenv_late"
    __vxenv_late=''
  elif [[ $PWD != "$__vxenv_pwd" ]]; then
    __vxenv_moved
  else
    __vxenv_sync
  fi
}

# A restricted shell may not start a program by its path, nor change directory: hooks out, and leaves commands to the
# vxenv that is on PATH.
function __vxenv_restricted {
  __vxenv_text=${ \typeset -f cd; } || :
  if [[ $__vxenv_text == *'if \command cd '* ]]; then \unset -f cd; fi
  \unset -f vxenv
  \unset __vxenv_on
  __vxenv_loading=''
  __vxenv_say "vxenv: this shell is restricted and may not start vxenv, so its variables stay as they are"$'\n'"hint: vxenv exec NAME -- COMMAND"
}

# --- What the user calls ---

# Commands that switch print code for this shell; the others run as they are, and what they changed is looked at.
function vxenv {
  __vxenv_a='' __vxenv_code=0
  for __vxenv_a in "$@"; do [[ $__vxenv_a == -* ]] || \break; done
  __vxenv_where
  __vxenv_hook="$__vxenv_shell $__vxenv_version $__vxenv_home"
  # An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
  \set -A __vxenv_run "$__vxenv_python" -X utf8 -P "$__vxenv_main"
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then \set -A __vxenv_run /usr/bin/env vxenv; fi
  case $__vxenv_a in
    use | off | auto | rename | mv | undo | setup)
      __vxenv_out=$(__VXENV_HOOK=$__vxenv_hook __VXENV_SEAL=$__vxenv_seal "${__vxenv_run[@]}" "$@") || __vxenv_code=$?
      case $__vxenv_out in
        ': vxenv 1 off') __vxenv_unload=''; \export VXENV_REASON=off ;;
        ': vxenv 1 unload') __vxenv_unload=off; __vxenv_drop VXENV_REASON ;;
        ': vxenv 1 auto') __vxenv_unload='' __vxenv_told='|'; __vxenv_drop VXENV_REASON; __vxenv_drop __VXENV_PIN ;;
        ': vxenv 1 use:'*$'\n'*)
          __vxenv_want=${__vxenv_out%%$'\n'*}
          __vxenv_want=${__vxenv_want#: vxenv 1 } __vxenv_unload=''
          # Python has told already what changes.
          if __vxenv_adopt "${__vxenv_out#*$'\n'}" "$__vxenv_want"; then __vxenv_hush=1; __vxenv_take; __vxenv_hush=''; fi
          ;;
        *) __vxenv_show "$__vxenv_out" ;;
      esac
      ;;
    doctor) # no child sees what the prompt calls; a script has no prompt
      if [[ $- == *i* ]]; then
        __vxenv_called
        __VXENV_PROMPTS=$__vxenv_x __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" || __vxenv_code=$?
      else
        __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" || __vxenv_code=$?
      fi
      ;;
    *) __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" || __vxenv_code=$? ;;
  esac
  __vxenv_sync || :
  # An rc file may have replaced both the prompt and cd behind the hook.
  if [[ $- == *i* ]]; then __vxenv_hook_in; fi
  \return "$__vxenv_code"
}

# Puts the hook behind cd: behind the builtin, or behind the function that the user has; and before the prompt.
function __vxenv_hook_in {
  __vxenv_text=${ \typeset -f cd; } || :
  case $__vxenv_text in
    '') __vxenv_behind cd '\command cd' ;;
    *__vxenv_cd=*) ;;
    *) __vxenv_behind_users ;;
  esac
  __vxenv_prompt_in
}

# Makes the function NAME, which changes directory by COMMAND.
function __vxenv_behind {
  \eval "function $1 {
    if $2 \"\$@\"; then __vxenv_cd=0; else __vxenv_cd=\$?; fi
    if [[ \$PWD != \"\$__vxenv_pwd\" ]]; then __vxenv_moved || :; fi
    __vxenv_prompt_in
    \\return \"\$__vxenv_cd\"
  }"
}

# --- Where the two shells differ ---
#
#   below      is this a subshell
#   before     is it before TIME, in seconds since 1970, when a plan expires; compared as text, which evaluates nothing
#   all        set __vxenv_x to what a file holds, up to a NUL byte
#   bounded    the same of a file that somebody else may have made too large to read, of 64 Ki characters at most
#   kind       set __vxenv_o to how a variable, which is set, stands: s exported, l not exported, r readonly or an array
#   long       are the record for a variable and its value, __vxenv_v, too many bytes to be handed on
#   prompt_in  have the prompt call the hook, whose PS1 stays as it is to see in ksh93; mksh knows no other way than PS1
#   called     set __vxenv_x to what the prompt calls
#   behind_users    put the hook behind the function cd that the user has, whose text is __vxenv_text

case $__vxenv_shell in
  ksh)
    function __vxenv_below { ((.sh.subshell > 0)); }
    function __vxenv_before {
      __vxenv_x=${ \printf '%(%s)T' now; }
      [[ $__vxenv_x < $1 ]] || { __vxenv_expired=1; \return 1; }
    }
    function __vxenv_all { IFS='' \read -r -d '' __vxenv_x <"$1" || :; }
    # With -n it loses what stands behind the last newline; with -N it wants that many or gives nothing.
    function __vxenv_bounded {
      if \read -r -N 65536 __vxenv_x <"$1"; then \return 0; fi
      IFS='' \read -r -d '' __vxenv_x <"$1" || :
    }
    function __vxenv_kind {
      \eval "__vxenv_x=\${@$1}"
      case $__vxenv_x in
        *' -'[raACn]*) __vxenv_o=r ;;
        *' -x'*) __vxenv_o=s ;;
        *) __vxenv_o=l ;;
      esac
    }
    function __vxenv_long {
      \typeset LC_ALL=C # counts bytes
      ((${#1} + ${#__vxenv_v} > 131060))
    }
    # ksh93 reads the text of a function from the file that had it, where something else may stand by now. Of one that
    # was made by `eval` it knows the text. An exported PS1 is looked at for each program, too, while the environment that
    # it gets is put together: it would get half of what is switched then. There .sh.lineno is 0.
    function __vxenv_prompt_in {
      __vxenv_x=${ \typeset -f PS1.get 2>/dev/null; }
      case $__vxenv_x in
        *__vxenv_on*) ;;
        '') \eval 'function PS1.get { if ((.sh.subshell == 0)) && { ((.sh.lineno)) || [[ ${@PS1} != *" -x"* ]]; }; then "${__vxenv_on-:}" || :; fi; }' ;;
        'function PS1.get'* | 'PS1.get'*) # the user's own, which may make the prompt and show the status
          __vxenv_x=${__vxenv_x/PS1.get/__vxenv_users_prompt}
          if (\eval "$__vxenv_x") 2>/dev/null; then
            \eval "$__vxenv_x"
            \eval 'function PS1.get {
              __vxenv_shown=$?
              if ((.sh.subshell == 0)) && { ((.sh.lineno)) || [[ ${@PS1} != *" -x"* ]]; }; then "${__vxenv_on-:}" || :; fi
              __vxenv_return "$__vxenv_shown" && :
              __vxenv_users_prompt
            }'
          fi
          ;;
      esac
    }
    function __vxenv_return { \return "$1"; }
    function __vxenv_called {
      __vxenv_x=${ \typeset -f PS1.get 2>/dev/null; }
      case $__vxenv_x in *__vxenv_on*) __vxenv_x=__vxenv_on ;; *) __vxenv_x='' ;; esac
    }
    # The text cannot be trusted: at times ksh93 says that of something else.
    function __vxenv_behind_users {
      if ! \alias cd >/dev/null 2>&1; then
        __vxenv_behind __vxenv_cd '\cd'
        \alias cd=__vxenv_cd
      fi
    }
    ;;
  mksh)
    function __vxenv_below { [[ $BASHPID != "$$" ]]; }
    function __vxenv_before { [[ ${EPOCHREALTIME-} < $1 ]] || { __vxenv_expired=1; \return 1; }; }
    function __vxenv_all { IFS='' \read -r -N 1048576 __vxenv_x <"$1" || :; }
    function __vxenv_bounded { IFS='' \read -r -N 65536 __vxenv_x <"$1" || :; }
    function __vxenv_kind {
      __vxenv_x=${ \typeset -p "$1" 2>/dev/null;}
      __vxenv_x=${__vxenv_x:-$(\typeset -p "$1")} # where no temporary file can be written
      case ${__vxenv_x%%" $1"*} in
        'set '* | *' -r'*) __vxenv_o=r ;;
        *' -x'*) __vxenv_o=s ;;
        *) __vxenv_o=l ;;
      esac
    }
    function __vxenv_long {
      case $- in
        *U*)
          \set +U # counts bytes
          __vxenv_x=${#__vxenv_v}
          \set -U
          ;;
        *) __vxenv_x=${#__vxenv_v} ;;
      esac
      ((${#1} + __vxenv_x > 131060))
    }
    function __vxenv_prompt_in {
      case ${PS1-} in
        *__vxenv_on*) ;;
        ?$'\r'*) PS1=${PS1:0:2}$__vxenv_call${PS1:2} ;; # these two say what takes no room on the screen
        *) PS1=$__vxenv_call${PS1-} ;;
      esac
    }
    function __vxenv_called { __vxenv_x=${PS1-}; }
    function __vxenv_behind_users {
      \eval "${__vxenv_text/cd/__vxenv_user_cd}"
      __vxenv_behind cd __vxenv_user_cd
    }
    __vxenv_call='${|"${__vxenv_on-:}" && :;}'
    ;;
esac

__vxenv_loading=''
if [[ $- == *r* ]]; then
  if [[ $- == *i* ]]; then __vxenv_restricted; else \unset -f vxenv; fi
elif [[ $- == *i* ]]; then
  __vxenv_loading=1
  __vxenv_hook_in
  __vxenv_sync || :
  __vxenv_loading='' __vxenv_seen=''
fi

if [[ $__vxenv_allexport ]]; then \set -a; fi
