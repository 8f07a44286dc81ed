# vxenv's hook for bash, 3.2 and later.
#
# `vxenv init bash` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is; a plan must carry the same
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home; a plan on disk must carry it
#   __vxenv_completions             the directory of completions, if `vxenv setup` put them there
#   __vxenv_closed                  the variables that are unset while a stack is active which does not set them
#
# Rules of this file. Nothing on the way of a prompt or a `cd` starts a process: no $(…), no pipe, no here-document.
# bash 3.2 (macOS) has no [[ -v ]], no associative arrays, no ${x@Q}, no mapfile, and calls an empty array unbound
# under nounset, hence ${a[@]+"${a[@]}"}. `function f` is written because an alias `f` would be expanded in `f()`.
# That way is short functions without `local`: bash copies a function each time it calls it, and looks each variable up
# in every calling function that has locals. Contents of files and variables are compared and exported, never
# evaluated; what is evaluated is a plan, which vxenv wrote. A name that came in through the environment is checked
# before ${!name}, since bash would evaluate a subscript in it.

# An alias would be expanded in what follows, and `set -a` would export it.
case $- in *a*) \set +a; __vxenv_allexport=1 ;; *) __vxenv_allexport='' ;; esac
if \shopt -q expand_aliases; then __vxenv_aliases=1; else __vxenv_aliases=''; fi
\shopt -u expand_aliases
export -n __vxenv_python __vxenv_main __vxenv_version __vxenv_config __vxenv_state __vxenv_cache __vxenv_completions __vxenv_seal

case ${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]} in
  3.* | 4.[0-3]) __vxenv_shell=bash3 ;; # `mapfile -d` and ${x@a} came with 4.4: plans for older ones read in their way
  *) __vxenv_shell=bash ;;
esac
__vxenv_on=__vxenv_prompt # what PROMPT_COMMAND calls, so that an exported one does no harm where there is no hook
__vxenv_key=''      # what this shell has decided on: use:STACK, off, dir:FILE or default;
__vxenv_pwd=''      # the directory it was in then,
__vxenv_act=''      # what the environment said was active,
__vxenv_seen=''     # and both together, which is what a prompt compares
__vxenv_walk=()     # places between $PWD and the nearest directory file, where there is none;
__vxenv_w0='' __vxenv_w1='' __vxenv_w2='' __vxenv_w3='' # the first eight as a prompt wants them: an element of an
__vxenv_w4='' __vxenv_w5='' __vxenv_w6='' __vxenv_w7='' # array takes twice as long as a variable
__vxenv_slots=()    # keys of the plans that this shell has at hand, as functions __vxenv_…0 to __vxenv_…7
__vxenv_notes=()    # what each has to say whenever it is taken: what was refused, or failed
__vxenv_turn=0      # the slot to be used next,
__vxenv_now=0       # the one that is applied,
__vxenv_other=0     # and the one before
__vxenv_wipe=false  # the function that undoes what is applied at once, if it can,
__vxenv_same=false  # and the one that knows whether what it was made from still is the same
__vxenv_home=''     # the directories that the plans at hand were made for
__vxenv_sound=''    # the cache directory that was looked at, behind + if plans may be read there, else behind -
__vxenv_file=''     # what this shell created there, for what a builtin prints
__vxenv_files=()    # for __vxenv_stuck: what it reads,
__vxenv_bytes=''    # and what was in there, each file's bytes closed by \x1e, which no TOML may hold
__vxenv_answer=''   # for which key, and from what, Python was asked last
__vxenv_told='|'    # directory files that this shell, being pinned, was told of
__vxenv_late=''     # what loading had to say, kept for the first prompt
__vxenv_hush=''     # no line for the next activation
__vxenv_unload=''   # off after `vxenv setup --remove`: no profile, and no variables of vxenv's own
__vxenv_expired=''  # a plan was found that has something else to tell from today on
__vxenv_time=''     # when this shell asked for the time, where no builtin tells it
__vxenv_first=1     # the first prompt is still to come
__vxenv_wrapped=${__vxenv_wrapped-} # whether `claude` was looked at; loaded again, it is the hook's own

# --- Step 1: what is wanted here ---

# Sets __vxenv_near to the nearest directory file, or nothing, and __vxenv_walk to the places below it.
function __vxenv_nearest {
  __vxenv_d=${PWD%/} __vxenv_walk=()
  if [[ $PWD != /* ]]; then __vxenv_near=''; return 0; fi # somebody set it
  until [[ -f $__vxenv_d/.vxenv.toml ]]; do
    __vxenv_walk+=("$__vxenv_d/.vxenv.toml")
    if [[ ! $__vxenv_d ]]; then __vxenv_near=''; return 0; fi
    __vxenv_d=${__vxenv_d%/*}
  done
  __vxenv_near=$__vxenv_d/.vxenv.toml
}

function __vxenv_wanted {
  case ${__vxenv_unload:-${VXENV_REASON:-${__VXENV_PIN:+use}}} in
    use) __vxenv_near='' __vxenv_walk=() __vxenv_want=use:${VXENV_PROFILE:-${__VXENV_PIN-}} ;;
    off) __vxenv_near='' __vxenv_walk=() __vxenv_want=off ;;
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
  [[ $__vxenv_was == "$__vxenv_bytes" ]]
}

function __vxenv_read {
  __vxenv_was=''
  for __vxenv_f in ${__vxenv_files[@]+"${__vxenv_files[@]}"}; do
    __vxenv_x=''
    if [[ -f $__vxenv_f && -r $__vxenv_f && ! ( -L $__vxenv_f && $__vxenv_f == */.vxenv.toml ) ]]; then
      IFS='' read -r -d '' -n 65536 __vxenv_x <"$__vxenv_f"
    fi
    __vxenv_was+=$__vxenv_x$'\x1e'
  done
}

# Whether it is before TIME, in seconds since 1970, when a plan expires. Compared as text, which evaluates nothing.
case ${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]} in
  3.* | 4.[01])
    # No builtin tells the time: a program does, once in each shell that comes to a plan which expires.
    function __vxenv_before {
      if [[ ! $__vxenv_time ]]; then __vxenv_time=$(command date +%s); fi
      [[ $__vxenv_time < $1 ]] || { __vxenv_expired=1; return 1; }
    }
    ;;
  4.*)
    function __vxenv_before {
      printf -v __vxenv_x '%(%s)T' -1
      [[ $__vxenv_x < $1 ]] || { __vxenv_expired=1; return 1; }
    }
    ;;
  *) function __vxenv_before { [[ ${EPOCHSECONDS-} < $1 ]] || { __vxenv_expired=1; return 1; }; } ;;
esac

# Sets __vxenv_plan to the plan's file for KEY. Two keys may share a name, since a plan says whose it is.
function __vxenv_place {
  __vxenv_plan=${1//\//%}
  if [[ ${#__vxenv_plan} -gt 60 && $__vxenv_plan == *[!\ -~]* || ${#__vxenv_plan} -gt 200 ]]; then
    __vxenv_plan=${__vxenv_plan:0:4}${#__vxenv_plan}%${__vxenv_plan:$((${#__vxenv_plan} - 40))}
  fi
  __vxenv_plan=${VXENV_CACHE_DIR:-$__vxenv_cache}/plans/$__vxenv_shell/$__vxenv_plan
}

# Sets __vxenv_home to the directories that plans depend on, and lets go of those that were made for others.
function __vxenv_where {
  if [[ $__vxenv_home != "$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}" ]]; then
    __vxenv_home="$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}"
    __vxenv_slots=() __vxenv_key=''
  fi
}

# Whether the directories of plans, where they are there, are the user's own and no symlinks: looked at once per shell
# and cache directory. bash cannot see their mode; that Python made them private, the secret in a plan shows.
function __vxenv_is_sound {
  __vxenv_d=${VXENV_CACHE_DIR:-$__vxenv_cache} __vxenv_d=${__vxenv_d%/}
  case $__vxenv_sound in
    "+$__vxenv_d") return 0 ;;
    "-$__vxenv_d") return 1 ;;
  esac
  for __vxenv_y in "$__vxenv_d" "$__vxenv_d/plans" "$__vxenv_d/plans/$__vxenv_shell"; do
    if [[ -L $__vxenv_y || -e $__vxenv_y && ! -O $__vxenv_y ]]; then
      __vxenv_sound=-$__vxenv_d
      __vxenv_say "vxenv: $__vxenv_y is a symlink or belongs to another user, so plans there are not used"$'\n'"hint: vxenv doctor"
      return 1
    fi
  done
  if [[ -d $__vxenv_y ]]; then __vxenv_sound=+$__vxenv_d; fi
}

# Takes the plan TEXT into a slot. True if its first line says that it is for KEY, this hook and these directories, and
# was written by who knows the secret: that is compared as text before anything of it runs. What follows is one compound
# command: cut short, it does not parse and nothing of it runs.
function __vxenv_adopt {
  __vxenv_head="vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$2 $__vxenv_seal"$'\n'
  [ "${1:0:${#__vxenv_head}}" = "$__vxenv_head" ] || return 1 # not [[ == ]], which minds nocasematch
  # As at the head of this file: no alias in what is read now, no function for export.
  if shopt -q expand_aliases; then __vxenv_expand=1; else __vxenv_expand=''; fi
  shopt -u expand_aliases
  case $- in *a*) set +a; __vxenv_export=1 ;; *) __vxenv_export='' ;; esac
  __vxenv_t_held='' __vxenv_x=1
  if eval "${1:${#__vxenv_head}}" 2>/dev/null; then
    __vxenv_put "$2"
    __vxenv_x=0
  fi
  if [[ $__vxenv_export ]]; then set -a; fi
  if [[ $__vxenv_expand ]]; then shopt -s expand_aliases; fi
  return "$__vxenv_x"
}

# Makes the texts of a plan functions, in the slot of KEY or the next one.
function __vxenv_put {
  # Not over what is applied: a plan may be wanted only for what it has to say.
  if [[ $__vxenv_same == "__vxenv_same$__vxenv_turn" ]]; then __vxenv_turn=$(((__vxenv_turn + 1) % 8)); fi
  __vxenv_at=$__vxenv_turn
  for __vxenv_i in 0 1 2 3 4 5 6 7; do
    if [[ ${__vxenv_slots[__vxenv_i]-} == "$1" ]]; then __vxenv_at=$__vxenv_i; fi
  done
  # Made anew, what is applied can only be undone by its record.
  if [[ $__vxenv_wipe == "__vxenv_wipe$__vxenv_at" ]]; then __vxenv_wipe=false; fi
  __vxenv_slots[__vxenv_at]=$1
  if [[ $__vxenv_at == "$__vxenv_turn" ]]; then __vxenv_turn=$(((__vxenv_turn + 1) % 8)); fi
  # Comparing contents costs bash 0.2 µs a character, looking them up next to nothing.
  if [[ $__vxenv_shell == bash && $__vxenv_t_held ]]; then
    unset -v "__vxenv_held$__vxenv_at"
    declare -gA "__vxenv_held$__vxenv_at"
    eval "__vxenv_held${__vxenv_at}[\$__vxenv_t_held]=1"
    __vxenv_t_same+="[[ \${__vxenv_held${__vxenv_at}[$__vxenv_t_read]-} ]]"
  fi
  eval "function __vxenv_same$__vxenv_at { $__vxenv_t_same
  }; function __vxenv_fresh$__vxenv_at { $__vxenv_t_fresh
  }; function __vxenv_apply$__vxenv_at { $__vxenv_t_apply __vxenv_change$__vxenv_at
  }; function __vxenv_change$__vxenv_at { $__vxenv_t_change
  }; function __vxenv_wipe$__vxenv_at { $__vxenv_t_wipe
  }; function __vxenv_says$__vxenv_at { $__vxenv_t_says
  }; function __vxenv_files$__vxenv_at { $__vxenv_t_files
  }"
  "__vxenv_says$__vxenv_at"
  __vxenv_notes[__vxenv_at]=$__vxenv_p_note
}

# Sets __vxenv_at to the slot of the plan for KEY, if there is one whose inputs are as they were when it was made.
function __vxenv_find {
  __vxenv_at=$__vxenv_other # where one came from is where one goes most often
  if [[ ${__vxenv_slots[__vxenv_at]-} != "$1" ]]; then __vxenv_search "$1" || return 1; fi
  "__vxenv_same$__vxenv_at" && "__vxenv_fresh$__vxenv_at"
}

function __vxenv_search {
  for __vxenv_at in 0 1 2 3 4 5 6 7; do
    if [[ ${__vxenv_slots[__vxenv_at]-} == "$1" ]]; then return 0; fi
  done
  return 1
}

# The same, on disk.
function __vxenv_fetch {
  __vxenv_is_sound || return 1
  __vxenv_place "$1"
  [[ -f $__vxenv_plan && -r $__vxenv_plan && -O $__vxenv_plan && ! -L $__vxenv_plan ]] || return 1
  case $__vxenv_shell in
    bash) mapfile -n 1 -d '' __vxenv_text <"$__vxenv_plan" ;;
    bash3) IFS='' read -r -d '' __vxenv_text <"$__vxenv_plan" ;;
  esac
  # shellcheck disable=SC2128 # mapfile made it an array of one
  __vxenv_adopt "$__vxenv_text" "$1" && "__vxenv_same$__vxenv_at" && "__vxenv_fresh$__vxenv_at"
}

# --- Step 4: Python, once ---

# Asks for the plan for KEY. The first line of the answer marks code; anything else is shown, never evaluated.
function __vxenv_ask {
  __vxenv_place "$1"
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then
    __vxenv_say "vxenv: $__vxenv_python no longer runs vxenv, so nothing new can be worked out here"$'\n'"hint: install vxenv again, then: vxenv setup, and: exec bash"
    return 1
  fi
  __vxenv_out=$(
    VXENV_CONFIG_DIR=${VXENV_CONFIG_DIR:-$__vxenv_config} VXENV_STATE_DIR=${VXENV_STATE_DIR:-$__vxenv_state} \
      VXENV_CACHE_DIR=${VXENV_CACHE_DIR:-$__vxenv_cache} __VXENV_SEAL=$__vxenv_seal \
      "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" \
      hook "$__vxenv_shell" "$__vxenv_version" "$1" "${__vxenv_plan##*/}" "$__vxenv_home" </dev/null
  ) || :
  if [[ $__vxenv_out == ': vxenv 1'$'\n'* ]]; then
    __vxenv_adopt "${__vxenv_out#*$'\n'}" "$1"
  else
    __vxenv_show "$__vxenv_out"
    return 1
  fi
}

function __vxenv_show { [[ ! $1 ]] || printf '%s\n' "$1"; }

# --- Changing variables, and back ---

# True if no variable is set that an active stack closes: made here, once, since a loop over them takes too long.
# shellcheck disable=SC2016 # expanded when bash runs it
printf -v __vxenv_x '${%s+x}' "${__vxenv_closed[@]}"
eval "function __vxenv_clean { [[ ! $__vxenv_x ]]; }"

# Sets __vxenv_o to how NAME, which is set, stands: s exported, l not exported, r readonly or an array.
function __vxenv_kind {
  case $__vxenv_shell in
    bash3)
      # No ${x@a}: have declare say it, by way of a file, since $(declare -p) would fork.
      __vxenv_capture declare -p "$1"
      __vxenv_x=${__vxenv_text#declare -} __vxenv_x=${__vxenv_x%%[!a-zA-Z-]*}
      ;;
    *) __vxenv_x=${!1@a} ;;
  esac
  __vxenv_how=$__vxenv_x
  case $__vxenv_x in *[raA]*) __vxenv_o=r ;; *x*) __vxenv_o=s ;; *) __vxenv_o=l ;; esac
}

# Runs a builtin and puts what it prints into __vxenv_text, without a process where the plans' directory is writable. It
# is looked at, never evaluated: that would be the code of whoever could write that file.
function __vxenv_capture {
  if __vxenv_create && { "$@" >|"$__vxenv_file"; } 2>/dev/null; then
    IFS='' read -r -d '' __vxenv_text <"$__vxenv_file" || :
    : >|"$__vxenv_file"
  else
    __vxenv_text=$("$@" 2>/dev/null) || :
  fi
}

# Has __vxenv_file be a file that this shell created, under a name that was not there.
function __vxenv_create {
  __vxenv_is_sound || return 1
  __vxenv_d=$__vxenv_d/plans/$__vxenv_shell/captured
  [[ -d $__vxenv_d && -O $__vxenv_d && ! -L $__vxenv_d ]] || return 1
  if [[ $__vxenv_file == "$__vxenv_d/"* && -f $__vxenv_file && -O $__vxenv_file && ! -L $__vxenv_file ]]; then return 0; fi
  __vxenv_file=$__vxenv_d/$$-$RANDOM$RANDOM$RANDOM
  if [[ -e $__vxenv_file || -L $__vxenv_file ]]; then return 1; fi
  case $- in
    *C*) { : >"$__vxenv_file"; } 2>/dev/null ;;
    *)
      set -C
      if { : >"$__vxenv_file"; } 2>/dev/null; then set +C; else set +C; return 1; fi
      ;;
  esac
}

# Keeps the record of NAME's value, __vxenv_x, from processes if none could be started with it: Linux hands on 128 KiB at
# most in one variable, and the record has the longer name. A child shell cannot undo that one, and says so.
function __vxenv_bound {
  local LC_ALL=C # counts bytes
  [[ $((${#1} + ${#__vxenv_x})) -le 131060 ]] || export -n "__VXENV_O_$1"
}

# Makes way for vxenv's value of NAME: records what it holds, if it is set. False if it must be left alone.
function __vxenv_keep {
  __vxenv_o=u
  __vxenv_x="$1[@]" # of an array the first element may be missing
  if [[ ! ${!__vxenv_x+x} ]]; then
    # What it was declared to be goes too, which may uncover another; a readonly one stays.
    if ! unset -v "$1" 2>/dev/null; then
      __vxenv_say "vxenv: $1 is readonly or an array in this shell and stays as it is"
      return 1
    fi
    [[ ${!__vxenv_x+x} ]] || return 0
  fi
  __vxenv_kind "$1"
  case $__vxenv_o in
    r)
      [[ ${2+x} && ${!1-} == "${2-}" ]] || __vxenv_say "vxenv: $1 is readonly or an array in this shell and stays as it is"
      return 1
      ;;
    s)
      if [[ ${2+x} && ${!1} == "${2-}" ]]; then
        # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
        __vxenv_o=u
        [[ $__vxenv_lost ]]
        return
      fi
      __vxenv_x=${!1}
      export "__VXENV_O_$1=$__vxenv_x"
      if [[ ${#__vxenv_x} -gt 32000 ]]; then __vxenv_bound "$1"; fi
      # Unset, one that a function of the user's has for itself would uncover what it hides, to be changed for good.
      if [[ ${2+x} && $__vxenv_how == x ]]; then return 0; fi
      ;;
    l) unset -v "__VXENV_O_$1"; printf -v "__VXENV_O_$1" %s "${!1}" ;;
  esac
  unset -v "$1" # and with it what `declare -i` or -u would make of another value
}

# For plans, where a variable that matters is set already: gives NAME VALUE…, unsets NAME… after --, closes the rest.
function __vxenv_change {
  __vxenv_given=' ' __vxenv_s=1
  while [[ $# -gt 0 && $1 != -- ]]; do
    __vxenv_given+="$1 "
    if __vxenv_keep "$1" "$2"; then
      export "$1=$2" "__VXENV_N_$1=$2"
      __vxenv_s+=" $1:${__vxenv_o}s"
    fi
    shift 2
  done
  shift
  for __vxenv_n in "$@" "${__vxenv_closed[@]}"; do
    if [[ ${!__vxenv_n+x} && $__vxenv_given != *" $__vxenv_n "* ]] && __vxenv_keep "$__vxenv_n"; then
      __vxenv_s+=" $__vxenv_n:${__vxenv_o}u"
    fi
  done
  [[ $__vxenv_s == 1 ]] || export "__VXENV_STATE=$__vxenv_s"
}

# Gives back what the record says, where a variable still holds what vxenv gave it.
function __vxenv_undo {
  __vxenv_s=${__VXENV_STATE-} __vxenv_bad=''
  __vxenv_e=(__VXENV_STATE)
  case $__vxenv_s in
    1 | '1 '*) __vxenv_s=${__vxenv_s#1} ;;
    *) __vxenv_bad=1 __vxenv_s='' ;;
  esac
  while [[ $__vxenv_s == ' '* ]]; do
    __vxenv_s=${__vxenv_s# } __vxenv_t=${__vxenv_s%% *}
    __vxenv_s=${__vxenv_s#"$__vxenv_t"} __vxenv_n=${__vxenv_t%:??}
    case $__vxenv_t in
      [0-9:]* | *[!A-Za-z0-9_:]* | *:*:*) __vxenv_bad=1; continue ;;
      ?*:[usl][us]) ;;
      *) __vxenv_bad=1; continue ;;
    esac
    __vxenv_m=__VXENV_N_$__vxenv_n
    case $__vxenv_t in
      *s)
        if [[ ! ${!__vxenv_m+x} ]]; then __vxenv_bad=1; continue; fi
        __vxenv_e+=("$__vxenv_m")
        if [[ ! ${!__vxenv_n+x} || ${!__vxenv_n-} != "${!__vxenv_m}" ]]; then __vxenv_e+=("__VXENV_O_$__vxenv_n"); continue; fi
        ;;
      *) if [[ ${!__vxenv_n+x} ]]; then __vxenv_e+=("__VXENV_O_$__vxenv_n"); continue; fi ;;
    esac
    __vxenv_m=__VXENV_O_$__vxenv_n
    case $__vxenv_t in
      *:u?) __vxenv_e+=("$__vxenv_n") ;;
      *:s?)
        if [[ ! ${!__vxenv_m+x} ]]; then __vxenv_bad=1; continue; fi
        # An integer would have the value evaluated. As in __vxenv_keep, a plain one of a function's own stays that.
        if [[ ${!__vxenv_n+x} ]]; then __vxenv_kind "$__vxenv_n"; else __vxenv_how=''; fi
        if [[ $__vxenv_how != x ]] && ! unset -v "$__vxenv_n" 2>/dev/null; then __vxenv_bad=1; continue; fi
        export "$__vxenv_n=${!__vxenv_m}"
        __vxenv_e+=("$__vxenv_m")
        ;;
      *:l?) # not exported, so a child shell knows of it but has no value to give back
        unset -v "$__vxenv_n"
        if [[ ${!__vxenv_m+x} ]]; then printf -v "$__vxenv_n" %s "${!__vxenv_m}"; export -n "${__vxenv_n?}"; __vxenv_e+=("$__vxenv_m"); fi
        ;;
    esac
  done
  unset -v "${__vxenv_e[@]}" 2>/dev/null
  if [[ $__vxenv_bad || $__vxenv_s ]]; then
    __vxenv_say "vxenv: the undo record in this shell's environment is damaged or of another version; variables that it does not cover stay as they are"
  fi
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
    export "__VXENV_LAST=$__vxenv_old"
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
  if [[ $__vxenv_unload ]]; then unset -v __VXENV_LAST; else export VXENV_REASON=off; fi
  unset -v VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
}
function __vxenv_wipe8 { return 1; }
function __vxenv_says8 { __vxenv_p_line=''; }

# For people, on stderr; not from a subshell, and while loading kept for the first prompt.
function __vxenv_say {
  [[ $1 && $BASH_SUBSHELL -eq 0 ]] || return 0
  if [[ ! $__vxenv_loading ]]; then
    printf '%s\n' "$1" >&2
  elif [[ $'\n'$__vxenv_late != *$'\n'"$1"$'\n'* ]]; then
    __vxenv_late+=$1$'\n'
  fi
}

# --- Claude Code, where config.toml has claude_wrapper ---

# An alias or a function of the user's own stays. No process but the client itself.
function __vxenv_wrap_claude {
  if [[ $__vxenv_wrapped ]]; then return 0; fi
  __vxenv_wrapped=1
  if alias claude >/dev/null 2>&1 || declare -F claude >/dev/null; then
    __vxenv_say "vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone"
  else
    eval 'function claude { __vxenv_claude "$@"; }'
  fi
}

function __vxenv_claude {
  if [[ -r ${__VXENV_SETTINGS-} ]]; then
    command claude --settings "$__VXENV_SETTINGS" "$@"
  else
    if [[ ${__VXENV_SETTINGS-} ]]; then __vxenv_say "vxenv: $__VXENV_SETTINGS is gone, so settings files may win"; fi
    command claude "$@"
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
  __vxenv_settle
}

function __vxenv_switch {
  __vxenv_where
  if __vxenv_find "$__vxenv_want"; then __vxenv_take; else __vxenv_look; fi
}

# There is no plan at hand that still holds.
function __vxenv_look {
  if [[ $__vxenv_want == off ]]; then
    __vxenv_at=8
    __vxenv_take
  elif __vxenv_fetch "$__vxenv_want"; then
    __vxenv_take
  else
    __vxenv_renew
  fi
}

# Puts what a prompt is to look at into the variables that it reads. More than eight levels deep it looks elsewhere.
function __vxenv_settle {
  __vxenv_w0=${__vxenv_walk[0]-} __vxenv_w1=${__vxenv_walk[1]-} __vxenv_w2=${__vxenv_walk[2]-}
  __vxenv_w3=${__vxenv_walk[3]-} __vxenv_w4=${__vxenv_walk[4]-} __vxenv_w5=${__vxenv_walk[5]-}
  __vxenv_w6=${__vxenv_walk[6]-} __vxenv_w7=${__vxenv_walk[7]-} __vxenv_seen=$__vxenv_pwd+$__vxenv_act
  if [[ ${__vxenv_walk[8]-} ]]; then __vxenv_seen=''; fi
}

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
function __vxenv_renew {
  __vxenv_before=$__vxenv_answer
  # If it fails, or Ctrl-C ends it: remember the one input that is known, and leave the variables as they are.
  __vxenv_key=$__vxenv_want __vxenv_pwd=$PWD __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-}
  if [[ $__vxenv_near ]]; then __vxenv_files=("$__vxenv_near"); else __vxenv_files=(); fi
  __vxenv_read
  __vxenv_bytes=$__vxenv_was __vxenv_same=__vxenv_stuck
  if __vxenv_ask "$__vxenv_want"; then
    "__vxenv_files$__vxenv_at"
    __vxenv_read
    __vxenv_answer=$__vxenv_want$'\x1e'$__vxenv_was${__vxenv_p_until-}
    if [[ $__vxenv_answer == "$__vxenv_before" ]]; then __vxenv_notes[__vxenv_at]=''; fi
    __vxenv_take
    if [[ $__vxenv_answer == "$__vxenv_before" ]]; then
      # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
      __vxenv_bytes=$__vxenv_was __vxenv_same=__vxenv_stuck
    fi
  fi
}

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
function __vxenv_tell {
  __vxenv_nearest
  __vxenv_walk=() # a pinned shell need not look there again before it moves
  if [[ ! $__vxenv_near || $BASH_SUBSHELL -gt 0 || $__vxenv_told == *"|$__vxenv_near|"* ]]; then return 0; fi
  __vxenv_told+=$__vxenv_near'|'
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

# Before a prompt. bash itself keeps $? for the user; it is handed on for what else is in PROMPT_COMMAND, where it stands
# in front of `&& :`, so that neither errexit nor the user's ERR trap takes it for a failure of its own.
function __vxenv_prompt {
  __vxenv_status=$?
  if [[ $PWD+${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_seen" ||
    -f $__vxenv_w0 || -f $__vxenv_w1 || -f $__vxenv_w2 || -f $__vxenv_w3 ||
    -f $__vxenv_w4 || -f $__vxenv_w5 || -f $__vxenv_w6 || -f $__vxenv_w7 ]] ||
    ! "$__vxenv_same"; then __vxenv_due || :; fi
  return "$__vxenv_status"
}

# Something changed since the last prompt, or the directory is too deep for its fast way. Before the first one the rc
# files may have changed anything, so that all is applied again.
function __vxenv_due {
  if [[ $__vxenv_first ]]; then
    __vxenv_wrap
    __vxenv_loading=1 __vxenv_key=''
    __vxenv_sync
    __vxenv_loading='' __vxenv_first=''
    printf %s "$__vxenv_late" >&2
    __vxenv_late=''
  elif [[ $PWD != "$__vxenv_pwd" ]]; then
    __vxenv_moved
  else
    __vxenv_sync
  fi
}

# --- What the user calls ---

# Commands that switch print code for this shell; the others run as they are, and what they changed is looked at.
function vxenv {
  __vxenv_a='' __vxenv_status=0
  for __vxenv_a in "$@"; do [[ $__vxenv_a == -* ]] || break; done
  __vxenv_where
  __vxenv_hook="$__vxenv_shell $__vxenv_version $__vxenv_home"
  # An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
  __vxenv_run=("$__vxenv_python" -X utf8 -P "$__vxenv_main")
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then __vxenv_run=(/usr/bin/env vxenv); fi
  case $__vxenv_a in
    use | off | auto | rename | mv | undo | setup)
      __vxenv_out=$(__VXENV_HOOK=$__vxenv_hook __VXENV_SEAL=$__vxenv_seal "${__vxenv_run[@]}" "$@") || __vxenv_status=$?
      case $__vxenv_out in
        ': vxenv 1 off') __vxenv_unload=''; export VXENV_REASON=off ;;
        ': vxenv 1 unload') __vxenv_unload=off; unset -v VXENV_REASON ;;
        ': vxenv 1 auto') __vxenv_unload='' __vxenv_told='|'; unset -v VXENV_REASON __VXENV_PIN ;;
        ': vxenv 1 use:'*$'\n'*)
          __vxenv_want=${__vxenv_out%%$'\n'*} __vxenv_want=${__vxenv_want#: vxenv 1 } __vxenv_unload=''
          # Python has told already what changes.
          if __vxenv_adopt "${__vxenv_out#*$'\n'}" "$__vxenv_want"; then __vxenv_hush=1; __vxenv_take; __vxenv_hush=''; fi
          ;;
        *) __vxenv_show "$__vxenv_out" ;;
      esac
      ;;
    doctor) # no child sees an array, or what is not exported; a script has no prompt
      if [[ $- == *i* ]]; then local -x __VXENV_PROMPTS=${PROMPT_COMMAND[*]-}; fi
      __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" ||
        __vxenv_status=$?
      ;;
    *) __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" || __vxenv_status=$? ;;
  esac
  __vxenv_sync || :
  return "$__vxenv_status"
}

# Puts the hook behind cd, pushd and popd: behind the builtin, or behind the function that the user has.
function __vxenv_wrap {
  for __vxenv_f in cd pushd popd; do
    if declare -F "$__vxenv_f" >/dev/null; then
      __vxenv_capture declare -f "$__vxenv_f"
      [[ $__vxenv_text != *__vxenv_cd=* ]] || continue
      __vxenv_text=$(declare -f "$__vxenv_f") # which is evaluated, and so comes from no file
      eval "function __vxenv_user_$__vxenv_f ${__vxenv_text#"$__vxenv_f"}"
      __vxenv_text="__vxenv_user_$__vxenv_f"
    else
      __vxenv_text="builtin $__vxenv_f"
    fi
    eval "function $__vxenv_f {
      if $__vxenv_text \"\$@\"; then __vxenv_cd=0; else __vxenv_cd=\$?; fi
      if [[ \$PWD != \"\$__vxenv_pwd\" ]]; then __vxenv_moved || :; fi
      return \"\$__vxenv_cd\"
    }"
  done
}

# Completions are read at the first Tab: that takes longer than all of this file.
function __vxenv_complete_first {
  complete -r vxenv
  # shellcheck source=/dev/null
  if [[ -r $__vxenv_completions/vxenv.bash ]]; then . "$__vxenv_completions/vxenv.bash"; fi
  return 124 # from bash 4 on, it looks again then
}

__vxenv_loading=''
if shopt -q restricted_shell; then
  # It may not start a program by its path, nor change directory: commands are left to the vxenv that is on PATH.
  unset -f vxenv
  if [[ $- == *i* ]]; then
    __vxenv_say "vxenv: this shell is restricted and may not start vxenv, so its variables stay as they are"$'\n'"hint: vxenv exec NAME -- COMMAND"
  fi
elif [[ $- == *i* ]]; then
  if [[ ${__vxenv_completions-} ]] && ! complete -p vxenv >/dev/null 2>&1; then
    complete -F __vxenv_complete_first vxenv 2>/dev/null || :
  fi
  __vxenv_loading=1
  __vxenv_wrap
  __vxenv_sync || :
  __vxenv_loading='' __vxenv_seen=''
  case "${PROMPT_COMMAND[*]-}" in
    *__vxenv_on*) ;;
    *)
      # shellcheck disable=SC2016 # expanded when bash runs it
      __vxenv_x='"${__vxenv_on-:}" && :'
      # An array from bash 5.1 on. Before that bash runs element 0 only, which is what the string form names.
      # shellcheck disable=SC2128,SC2178
      if [[ ${PROMPT_COMMAND[1]+x} && ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -ge 51 ]]; then
        PROMPT_COMMAND=("$__vxenv_x" "${PROMPT_COMMAND[@]}")
      else
        PROMPT_COMMAND=$__vxenv_x${PROMPT_COMMAND:+;$PROMPT_COMMAND}
      fi
      ;;
  esac
fi

if [[ $__vxenv_allexport ]]; then set -a; fi
if [[ $__vxenv_aliases ]]; then shopt -s expand_aliases; fi
