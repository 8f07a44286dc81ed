# vxenv's hook for zsh.
#
# `vxenv init zsh` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is; a plan must carry the same
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home; a plan on disk must carry it
#   __vxenv_completions             the directory of completions, if `vxenv setup` put them there
#   __vxenv_closed                  the variables that are unset while a stack is active which does not set them
#
# Rules of this file. Nothing on the way of a prompt or a `cd` starts a process: no $(…), no pipe. Every function that
# the user's shell calls begins with `emulate`, so that no option of the user's (ksh_arrays, sh_word_split, no_unset,
# err_exit, warn_create_global) reaches the rest; `emulate` leaves some of those alone, hence -o. A ZERR trap of the
# user's is put aside there as well, until the function returns: what fails in here is no failure of the user's. Contents of files and
# variables are compared and exported, never evaluated; what is evaluated is a plan, which vxenv wrote. A name that came
# in through the environment is checked before ${(P)name}.

# Options that would change how what follows is read, or export it; put back at the end.
__vxenv_options=''
if [[ -o aliases ]]; then __vxenv_options+=a; fi
if [[ -o sh_glob ]]; then __vxenv_options+=g; fi
if [[ -o ignore_braces ]]; then __vxenv_options+=b; fi
if [[ -o all_export ]]; then __vxenv_options+=x; fi
'builtin' 'setopt' 'no_aliases' 'no_sh_glob' 'no_ignore_braces' 'no_all_export'
'builtin' 'typeset' -g +x __vxenv_options __vxenv_python __vxenv_main __vxenv_version __vxenv_config __vxenv_state __vxenv_cache __vxenv_completions __vxenv_seal

typeset -g __vxenv_key=''      # what this shell has decided on: use:STACK, off, dir:FILE or default;
typeset -g __vxenv_pwd=''      # the directory it was in then,
typeset -g __vxenv_act=''      # and what the environment said was active
typeset -g __vxenv_near=''     # the nearest directory file,
typeset -ga __vxenv_walk       # and the places between $PWD and there, where there is none;
typeset -g __vxenv_w1='' __vxenv_w2='' __vxenv_w3='' __vxenv_w4='' __vxenv_w5='' # the first eight as a prompt wants
typeset -g __vxenv_w6='' __vxenv_w7='' __vxenv_w8='' __vxenv_w9='' # them, since a loop takes longer than looking there
typeset -ga __vxenv_slots      # keys of the plans that this shell has at hand, as functions __vxenv_…1 to __vxenv_…8
typeset -g __vxenv_turn=1      # the slot to be used next
typeset -g __vxenv_wipe=false  # the function that undoes what is applied at once, if it can,
typeset -g __vxenv_same=false  # and the one that knows whether what it was made from still is the same
typeset -g __vxenv_home=''     # the directories that the plans at hand were made for
typeset -g __vxenv_sound=''    # the cache directory that was looked at, behind + if plans may be read there, else behind -
typeset -ga __vxenv_files      # for __vxenv_stuck: what it reads,
typeset -g __vxenv_bytes=''    # and what was in there
typeset -g __vxenv_answer=''   # for which key, and from what, Python was asked last
typeset -g __vxenv_told='|'    # directory files that this shell, being pinned, was told of
typeset -g __vxenv_late=''     # what loading had to say, kept for the first prompt
typeset -g __vxenv_hush=''     # no line for the next activation
typeset -g __vxenv_unload=''   # off after `vxenv setup --remove`: no profile, and no variables of vxenv's own
typeset -g __vxenv_expired=''  # a plan was found that has something else to tell from today on
typeset -g __vxenv_first=1     # the first prompt is still to come
typeset -g __vxenv_wrapped=${__vxenv_wrapped-} # whether `claude` was looked at; loaded again, it is the hook's own
typeset -g __vxenv_loading='' __vxenv_at='' __vxenv_want='' __vxenv_was='' __vxenv_x='' __vxenv_d='' __vxenv_o=''
typeset -g __vxenv_old='' __vxenv_digest='' __vxenv_lost='' __vxenv_text='' __vxenv_plan='' __vxenv_p_stack='' __vxenv_p_line=''
typeset -g __vxenv_p_until='' __vxenv_p_note='' __vxenv_p_ask='' __vxenv_x0='' __vxenv_x1='' __vxenv_x2='' __vxenv_x3=''

# --- Step 1: what is wanted here ---

# Sets __vxenv_near to the nearest directory file, or nothing, and __vxenv_walk to the places below it.
function __vxenv_nearest {
  __vxenv_d=${PWD%/} __vxenv_walk=()
  if [[ $PWD != /* ]]; then __vxenv_near=''; return 0; fi # somebody set it
  until [[ -f $__vxenv_d/.vxenv.toml ]]; do
    __vxenv_walk+=("$__vxenv_d/.vxenv.toml")
    if [[ -z $__vxenv_d ]]; then __vxenv_near=''; return 0; fi
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
  for __vxenv_d in "${__vxenv_files[@]}"; do
    __vxenv_x=''
    if [[ -f $__vxenv_d && -r $__vxenv_d && ! ( -L $__vxenv_d && $__vxenv_d == */.vxenv.toml ) ]]; then
      read -r -k 65536 -u 0 __vxenv_x <"$__vxenv_d"
    fi
    __vxenv_was+=$__vxenv_x$'\x1e'
  done
}

# Whether it is before TIME, in seconds since 1970, when a plan expires. Compared as text, which evaluates nothing. Not
# EPOCHSECONDS, since its module cannot be loaded where the user has such a variable.
function __vxenv_before {
  if [[ ${(%):-"%D{%s}"} < $1 ]]; then return 0; fi
  __vxenv_expired=1
  return 1
}

# Sets __vxenv_plan to the plan's file for KEY. Two keys may share a name, since a plan says whose it is.
function __vxenv_place {
  __vxenv_plan=${1//\//%}
  if [[ ${#__vxenv_plan} -gt 60 && $__vxenv_plan == *[^\ -~]* || ${#__vxenv_plan} -gt 200 ]]; then
    __vxenv_plan=${__vxenv_plan[1,4]}${#__vxenv_plan}%${__vxenv_plan[-40,-1]}
  fi
  __vxenv_plan=${VXENV_CACHE_DIR:-$__vxenv_cache}/plans/zsh/$__vxenv_plan
}

# Sets __vxenv_home to the directories that plans depend on, and lets go of those that were made for others.
function __vxenv_where {
  if [[ $__vxenv_home != "$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}" ]]; then
    __vxenv_home="$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}"
    __vxenv_slots=() __vxenv_key='' __vxenv_turn=1
  fi
}

# Whether the directories of plans, where they are there, are the user's own and no symlinks: looked at once per shell
# and cache directory. Their mode is left to Python: that it made them private, the secret in a plan shows.
function __vxenv_is_sound {
  __vxenv_d=${VXENV_CACHE_DIR:-$__vxenv_cache} __vxenv_d=${__vxenv_d%/}
  case $__vxenv_sound in
    "+$__vxenv_d") return 0 ;;
    "-$__vxenv_d") return 1 ;;
  esac
  for __vxenv_x in "$__vxenv_d" "$__vxenv_d/plans" "$__vxenv_d/plans/zsh"; do
    if [[ -L $__vxenv_x || -e $__vxenv_x && ! -O $__vxenv_x ]]; then
      __vxenv_sound=-$__vxenv_d
      __vxenv_say "vxenv: $__vxenv_x is a symlink or belongs to another user, so plans there are not used"$'\n'"hint: vxenv doctor"
      return 1
    fi
  done
  if [[ -d $__vxenv_x ]]; then __vxenv_sound=+$__vxenv_d; fi
}

# Takes the plan TEXT into a slot. True if its first line says that it is for KEY, this hook and these directories, and
# was written by who knows the secret: that is compared as text before anything of it runs. What follows is one compound
# command: cut short, it does not parse and nothing of it runs.
function __vxenv_adopt {
  __vxenv_x="vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$2 $__vxenv_seal"$'\n'
  [[ $1 == "$__vxenv_x"* ]] || return 1
  typeset -g __vxenv_t_same='' __vxenv_t_apply='' __vxenv_t_change='' __vxenv_t_wipe=''
  typeset -g __vxenv_t_fresh='' __vxenv_t_says='' __vxenv_t_files=''
  eval "${1#"$__vxenv_x"}" 2>/dev/null || return 1
  __vxenv_at=${__vxenv_slots[(ie)$2]}
  if [[ $__vxenv_at -gt ${#__vxenv_slots} ]]; then
    # Not over what is applied: a plan may be wanted only for what it has to say.
    if [[ $__vxenv_same == "__vxenv_same$__vxenv_turn" ]]; then __vxenv_turn=$((__vxenv_turn % 8 + 1)); fi
    __vxenv_at=$__vxenv_turn
    __vxenv_turn=$((__vxenv_turn % 8 + 1))
  fi
  # Made anew, what is applied can only be undone by its record.
  if [[ $__vxenv_wipe == "__vxenv_wipe$__vxenv_at" ]]; then __vxenv_wipe=false; fi
  __vxenv_slots[__vxenv_at]=$2
  # Not functions[…]=…, which spoils bytes from 0x83 to 0xa2, so half of all Chinese.
  eval "function __vxenv_same$__vxenv_at { $__vxenv_t_same
  }; function __vxenv_fresh$__vxenv_at { $__vxenv_t_fresh
  }; function __vxenv_apply$__vxenv_at { $__vxenv_t_apply __vxenv_change$__vxenv_at
  }; function __vxenv_change$__vxenv_at { $__vxenv_t_change
  }; function __vxenv_wipe$__vxenv_at { $__vxenv_t_wipe
  }; function __vxenv_says$__vxenv_at { $__vxenv_t_says
  }; function __vxenv_files$__vxenv_at { $__vxenv_t_files
  }"
}

# Sets __vxenv_at to the slot of the plan for KEY, if there is one whose inputs are as they were when it was made.
function __vxenv_find {
  __vxenv_at=${__vxenv_slots[(ie)$1]}
  if [[ $__vxenv_at -le ${#__vxenv_slots} ]] && "__vxenv_same$__vxenv_at" && "__vxenv_fresh$__vxenv_at"; then
    return 0
  fi
  __vxenv_is_sound || return 1
  __vxenv_place "$1"
  [[ -f $__vxenv_plan && -r $__vxenv_plan && -O $__vxenv_plan && ! -L $__vxenv_plan ]] || return 1
  read -r -k 1048576 -u 0 __vxenv_text <"$__vxenv_plan"
  __vxenv_adopt "$__vxenv_text" "$1" && "__vxenv_same$__vxenv_at" && "__vxenv_fresh$__vxenv_at"
}

# --- Step 4: Python, once ---

# Asks for the plan for KEY. The first line of the answer marks code; anything else is shown, never evaluated.
function __vxenv_ask {
  __vxenv_place "$1"
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then
    __vxenv_say "vxenv: $__vxenv_python no longer runs vxenv, so nothing new can be worked out here"$'\n'"hint: install vxenv again, then: vxenv setup, and: exec zsh"
    return 1
  fi
  __vxenv_out=$(
    VXENV_CONFIG_DIR=${VXENV_CONFIG_DIR:-$__vxenv_config} VXENV_STATE_DIR=${VXENV_STATE_DIR:-$__vxenv_state} \
      VXENV_CACHE_DIR=${VXENV_CACHE_DIR:-$__vxenv_cache} __VXENV_SEAL=$__vxenv_seal \
      "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" \
      hook zsh "$__vxenv_version" "$1" "${__vxenv_plan##*/}" "$__vxenv_home" </dev/null
  )
  if [[ $__vxenv_out == ': vxenv 1'$'\n'* ]]; then
    __vxenv_adopt "${__vxenv_out#*$'\n'}" "$1"
  else
    __vxenv_show "$__vxenv_out"
    return 1
  fi
}

function __vxenv_show { [[ -z $1 ]] || print -r -- "$1"; }

# --- Changing variables, and back ---

# Keeps the record of NAME's value from processes if none could be started with it: Linux hands on 128 KiB at most in one
# variable, and the record has the longer name. A child shell cannot undo that one, and says so.
function __vxenv_bound {
  setopt local_options no_multibyte # counts bytes
  [[ $((${#1} + ${(P)#1})) -le 131060 ]] || typeset -g +x "__VXENV_O_$1"
}

# Makes way for vxenv's value of NAME: records what it holds, if it is set. False if it must be left alone.
function __vxenv_keep {
  __vxenv_o=u
  (( ${(P)+1} )) || return 0
  case ${(tP)1} in
    *readonly* | *array* | *association*)
      if [[ $# -lt 2 || ${(P)1} != "$2" ]]; then __vxenv_say "vxenv: $1 is readonly or an array in this shell and stays as it is"; fi
      return 1
      ;;
    *export*)
      __vxenv_o=s
      if [[ $# -gt 1 && ${(P)1} == "$2" ]]; then
        # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
        __vxenv_o=u
        [[ -n $__vxenv_lost ]]
        return
      fi
      export "__VXENV_O_$1=${(P)1}"
      if [[ ${(P)#1} -gt 32000 ]]; then __vxenv_bound "$1"; fi
      # With a value, since one that a function of the user's has for itself would be unset there alone.
      case ${(tP)1} in *integer* | *float* | *upper* | *lower* | *left* | *right*) unset "$1" ;; esac
      ;;
    *) __vxenv_o=l; unset "__VXENV_O_$1"; typeset -g "__VXENV_O_$1=${(P)1}" ;;
  esac
}

# For plans, where a variable that matters is set already: gives NAME VALUE…, unsets NAME… after --, closes the rest.
function __vxenv_change {
  __vxenv_given=' ' __vxenv_s=1
  while [[ $# -gt 0 && $1 != -- ]]; do
    __vxenv_given+="$1 "
    if __vxenv_keep "$1" "$2"; then
      if [[ $__vxenv_o == l ]]; then unset "$1"; fi
      export "$1=$2" "__VXENV_N_$1=$2"
      __vxenv_s+=" $1:${__vxenv_o}s"
    fi
    shift 2
  done
  shift
  for __vxenv_n in "$@" "${__vxenv_closed[@]}"; do
    if (( ${(P)+__vxenv_n} )) && [[ $__vxenv_given != *" $__vxenv_n "* ]] && __vxenv_keep "$__vxenv_n"; then
      unset "$__vxenv_n"
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
    if [[ $__vxenv_t != [A-Za-z_]*:[usl][us] || $__vxenv_n == *[^A-Za-z0-9_]* ]]; then __vxenv_bad=1; continue; fi
    __vxenv_m=__VXENV_N_$__vxenv_n
    if [[ $__vxenv_t == *s ]]; then
      if (( ! ${(P)+__vxenv_m} )); then __vxenv_bad=1; continue; fi
      __vxenv_e+=("$__vxenv_m")
      if (( ! ${(P)+__vxenv_n} )) || [[ ${(P)__vxenv_n} != "${(P)__vxenv_m}" ]]; then __vxenv_e+=("__VXENV_O_$__vxenv_n"); continue; fi
    elif (( ${(P)+__vxenv_n} )); then
      __vxenv_e+=("__VXENV_O_$__vxenv_n")
      continue
    fi
    __vxenv_m=__VXENV_O_$__vxenv_n
    case $__vxenv_t in
      *:u?) __vxenv_e+=("$__vxenv_n") ;;
      *:s?)
        # An integer would have the value evaluated. vxenv sets none of zsh's own: some stay integers when they are unset,
        # of others zsh evaluates a text when it needs the number; none of these is exported.
        case ${(tP)__vxenv_n} in
          integer*special* | float*special*) __vxenv_bad=1; continue ;;
          integer*export* | float*export*) unset "$__vxenv_n" ;;
          integer* | float*) __vxenv_bad=1; continue ;;
        esac
        if (( ${(P)+__vxenv_m} )); then export "$__vxenv_n=${(P)__vxenv_m}"; __vxenv_e+=("$__vxenv_m"); else __vxenv_bad=1; fi
        ;;
      *:l?) # not exported, so a child shell knows of it but has no value to give back
        unset "$__vxenv_n"
        if (( ${(P)+__vxenv_m} )); then typeset -g +x "$__vxenv_n=${(P)__vxenv_m}"; __vxenv_e+=("$__vxenv_m"); fi
        ;;
    esac
  done
  unset "${__vxenv_e[@]}" 2>/dev/null
  if [[ -n $__vxenv_bad || -n $__vxenv_s ]]; then
    __vxenv_say "vxenv: the undo record in this shell's environment is damaged or of another version; variables that it does not cover stay as they are"
  fi
}

# Undoes what is applied, applies the plan in slot __vxenv_at, and says so if that changes the activation, its variables
# or its advice.
function __vxenv_take {
  __vxenv_old=${VXENV_PROFILE-} __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-} __vxenv_digest=${__VXENV_DIGEST-}
  __vxenv_lost=''
  if (( ${+__VXENV_STATE} )); then
    "$__vxenv_wipe" || __vxenv_undo
  elif [[ -n $__vxenv_old && -n $__vxenv_first ]]; then
    __vxenv_lost=1
  fi
  "__vxenv_apply$__vxenv_at"
  if [[ -n ${__VXENV_SETTINGS-} ]]; then __vxenv_wrap_claude; fi
  __vxenv_same=__vxenv_same$__vxenv_at __vxenv_wipe=__vxenv_wipe$__vxenv_at
  __vxenv_key=$__vxenv_want __vxenv_pwd=$PWD
  if [[ ${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_act" || ${__VXENV_DIGEST-} != "$__vxenv_digest" ||
    -n $__vxenv_expired ]]; then
    __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-}
    if [[ -n $__vxenv_old && -z $__vxenv_unload && $__vxenv_old != "${VXENV_PROFILE:-${__VXENV_PIN-}}" ]]; then
      export "__VXENV_LAST=$__vxenv_old"
    fi
    if [[ -z ${VXENV_QUIET-} && -z $__vxenv_hush ]]; then
      "__vxenv_says$__vxenv_at"
      __vxenv_say "$__vxenv_p_line"
    fi
  fi
}

# `off` needs no plan on disk: it has a slot of its own. Unloaded, it leaves nothing to child shells, which may have no
# hook.
function __vxenv_same_off { :; }
function __vxenv_apply_off {
  if [[ -n $__vxenv_unload ]]; then unset __VXENV_LAST; else export VXENV_REASON=off; fi
  unset VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
}
function __vxenv_wipe_off { return 1; }
function __vxenv_says_off { __vxenv_p_line='' __vxenv_p_note=''; }

# For people, on stderr; not from a subshell, and while loading kept for the first prompt.
function __vxenv_say {
  [[ -n $1 && $ZSH_SUBSHELL -eq 0 ]] || return 0
  if [[ -z $__vxenv_loading ]]; then
    print -r -- "$1" >&2
  elif [[ $'\n'$__vxenv_late != *$'\n'"$1"$'\n'* ]]; then
    __vxenv_late+=$1$'\n'
  fi
}

# --- Claude Code, where config.toml has claude_wrapper ---

# An alias or a function of the user's own stays. No process but the client itself.
function __vxenv_wrap_claude {
  if [[ -n $__vxenv_wrapped ]]; then return 0; fi
  __vxenv_wrapped=1
  if alias claude >/dev/null 2>&1 || typeset -f claude >/dev/null; then
    __vxenv_say "vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone"
  else
    eval 'function claude { __vxenv_claude "$@"; }'
  fi
}

function __vxenv_claude {
  if [[ -r "${__VXENV_SETTINGS-}" ]]; then
    command claude --settings "$__VXENV_SETTINGS" "$@"
  else
    if [[ -n ${__VXENV_SETTINGS-} ]]; then __vxenv_say "vxenv: $__VXENV_SETTINGS is gone, so settings files may win"; fi
    command claude "$@"
  fi
}

# --- The hook ---

# Decides and switches. With `force` it applies again even if nothing changed.
function __vxenv_sync {
  __vxenv_expired=''
  __vxenv_wanted
  __vxenv_w1=$__vxenv_walk[1] __vxenv_w2=$__vxenv_walk[2] __vxenv_w3=$__vxenv_walk[3] __vxenv_w4=$__vxenv_walk[4]
  __vxenv_w5=$__vxenv_walk[5] __vxenv_w6=$__vxenv_walk[6] __vxenv_w7=$__vxenv_walk[7] __vxenv_w8=$__vxenv_walk[8]
  __vxenv_w9=$__vxenv_walk[9]
  if [[ $__vxenv_want == "$__vxenv_key" && ${1-} != force && $__vxenv_act == "${VXENV_REASON-}+${VXENV_PROFILE-}" ]] &&
    "$__vxenv_same"; then
    __vxenv_pwd=$PWD
    return 0
  fi
  __vxenv_where
  if [[ $__vxenv_want == off ]]; then
    __vxenv_at=_off
    __vxenv_take
  elif __vxenv_find "$__vxenv_want"; then
    __vxenv_take
    "__vxenv_says$__vxenv_at"
    __vxenv_say "$__vxenv_p_note"
  else
    __vxenv_renew
  fi
  return 0
}

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
function __vxenv_renew {
  __vxenv_before=$__vxenv_answer
  # If it fails, or Ctrl-C ends it: remember the one input that is known, and leave the variables as they are.
  __vxenv_key=$__vxenv_want __vxenv_pwd=$PWD __vxenv_act=${VXENV_REASON-}+${VXENV_PROFILE-}
  __vxenv_files=(${__vxenv_near:+"$__vxenv_near"})
  __vxenv_read
  __vxenv_bytes=$__vxenv_was __vxenv_same=__vxenv_stuck
  if __vxenv_ask "$__vxenv_want"; then
    "__vxenv_files$__vxenv_at"
    __vxenv_read
    "__vxenv_says$__vxenv_at"
    __vxenv_answer=$__vxenv_want$'\x1e'$__vxenv_was$__vxenv_p_until
    __vxenv_take
    if [[ $__vxenv_answer != "$__vxenv_before" ]]; then
      __vxenv_say "$__vxenv_p_note"
    else
      # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
      __vxenv_bytes=$__vxenv_was __vxenv_same=__vxenv_stuck
    fi
  fi
}

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
function __vxenv_tell {
  __vxenv_pwd=$PWD
  __vxenv_nearest
  __vxenv_walk=() # a pinned shell need not look there again before it moves
  if [[ -z $__vxenv_near || $ZSH_SUBSHELL -gt 0 || $__vxenv_told == *"|$__vxenv_near|"* ]]; then return 0; fi
  __vxenv_told+=$__vxenv_near'|'
  if __vxenv_find "dir:$__vxenv_near" || __vxenv_ask "dir:$__vxenv_near"; then
    "__vxenv_says$__vxenv_at"
    if [[ $__vxenv_p_stack != "${VXENV_PROFILE-}" ]]; then __vxenv_say "$__vxenv_p_ask"; fi
  fi
}

# After a change of directory.
function __vxenv_moved {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  [[ $PWD != "$__vxenv_pwd" ]] || return 0
  __vxenv_sync
  case ${VXENV_REASON:-${__VXENV_PIN:+use}} in use | off) __vxenv_tell ;; esac
  return 0
}

# Before a prompt. zsh itself keeps $?.
function __vxenv_prompt {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  if [[ -z $__vxenv_first && $PWD == "$__vxenv_pwd" && ${VXENV_REASON-}+${VXENV_PROFILE-} == "$__vxenv_act" ]]; then
    # More than eight levels deep it looks again.
    if [[ -f $__vxenv_w1 || -f $__vxenv_w2 || -f $__vxenv_w3 || -f $__vxenv_w4 || -f $__vxenv_w5 || -f $__vxenv_w6 ||
      -f $__vxenv_w7 || -f $__vxenv_w8 || -n $__vxenv_w9 ]] || ! "$__vxenv_same"; then __vxenv_sync; fi
  elif [[ -o restricted ]]; then # from the end of the rc files on
    __vxenv_restricted
  elif [[ -n $__vxenv_first ]]; then
    # The rc files may have changed anything.
    __vxenv_loading=1
    __vxenv_sync force
    __vxenv_loading='' __vxenv_first=''
    # Powerlevel10k shows as a fault of the rc files what is printed before its instant prompt is taken away.
    if [[ -n $__vxenv_late && -n ${__p9k_instant_prompt_active-} ]] && (( ${+functions[p10k]} )); then
      p10k clear-instant-prompt
    fi
    print -rn -- "$__vxenv_late" >&2
    __vxenv_late=''
  elif [[ $PWD != "$__vxenv_pwd" ]]; then
    __vxenv_moved
  else
    __vxenv_sync
  fi
  return 0
}

# A restricted shell may not start a program by its path, nor change directory: hooks out, and leaves commands to the
# vxenv that is on PATH.
function __vxenv_restricted {
  precmd_functions=(${precmd_functions:#__vxenv_prompt})
  chpwd_functions=(${chpwd_functions:#__vxenv_moved})
  unfunction vxenv
  __vxenv_loading=''
  __vxenv_say "vxenv: this shell is restricted and may not start vxenv, so its variables stay as they are"$'\n'"hint: vxenv exec NAME -- COMMAND"
}

# --- What the user calls ---

# Commands that switch print code for this shell; the others run as they are, and what they changed is looked at.
function vxenv {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  __vxenv_a=''
  integer __vxenv_status_=0
  for __vxenv_a in "$@"; do [[ $__vxenv_a == -* ]] || break; done
  __vxenv_where
  __vxenv_hook="zsh $__vxenv_version $__vxenv_home"
  # An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
  __vxenv_run=("$__vxenv_python" -X utf8 -P "$__vxenv_main")
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then __vxenv_run=(/usr/bin/env vxenv); fi
  case $__vxenv_a in
    use | off | auto | rename | mv | undo | setup)
      __vxenv_out=$(__VXENV_HOOK=$__vxenv_hook __VXENV_SEAL=$__vxenv_seal "${__vxenv_run[@]}" "$@") || __vxenv_status_=$?
      case $__vxenv_out in
        ': vxenv 1 off') __vxenv_unload=''; export VXENV_REASON=off ;;
        ': vxenv 1 unload') __vxenv_unload=off; unset VXENV_REASON ;;
        ': vxenv 1 auto') __vxenv_unload='' __vxenv_told='|'; unset VXENV_REASON __VXENV_PIN ;;
        ': vxenv 1 use:'*$'\n'*)
          __vxenv_want=${__vxenv_out%%$'\n'*}
          __vxenv_want=${__vxenv_want#: vxenv 1 } __vxenv_unload=''
          # Python has told already what changes.
          if __vxenv_adopt "${__vxenv_out#*$'\n'}" "$__vxenv_want"; then __vxenv_hush=1; __vxenv_take; __vxenv_hush=''; fi
          ;;
        *) __vxenv_show "$__vxenv_out" ;;
      esac
      ;;
    doctor) # no child sees an array; a script has no prompt
      if [[ -o interactive ]]; then local -x __VXENV_PROMPTS="$precmd_functions"; fi
      __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" ||
        __vxenv_status_=$?
      ;;
    *) __VXENV_HOOK=$__vxenv_hook "${__vxenv_run[@]}" "$@" || __vxenv_status_=$? ;;
  esac
  __vxenv_sync
  return $__vxenv_status_
}

# Once, under zsh's own options: makes what a loop would take too long for, and hooks in.
function __vxenv_start {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  local __vxenv_name __vxenv_all=''
  for __vxenv_name in "${__vxenv_closed[@]}"; do __vxenv_all+="\${$__vxenv_name+x}"; done
  # True if no variable is set that an active stack closes.
  eval "function __vxenv_clean { [[ -z $__vxenv_all ]]; }"
  [[ -o interactive ]] || return 0
  if [[ -o restricted ]]; then __vxenv_restricted; return 0; fi
  # Read at the first Tab. If compinit has not run yet, it finds them by itself.
  if [[ -n ${__vxenv_completions-} && -z ${_comps[vxenv]-} ]]; then
    typeset -g fpath
    fpath=("${(@)fpath:#$__vxenv_completions}" "$__vxenv_completions")
    if (( ${+functions[compdef]} )); then
      autoload -Uz _vxenv
      compdef _vxenv vxenv
    fi
  fi
  typeset -ga precmd_functions chpwd_functions
  precmd_functions=(__vxenv_prompt ${precmd_functions:#__vxenv_prompt})
  chpwd_functions=(__vxenv_moved ${chpwd_functions:#__vxenv_moved})
  __vxenv_loading=1
  __vxenv_moved
  __vxenv_loading=''
}
__vxenv_start

if [[ $__vxenv_options == *a* ]]; then 'builtin' 'setopt' 'aliases'; fi
if [[ $__vxenv_options == *g* ]]; then 'builtin' 'setopt' 'sh_glob'; fi
if [[ $__vxenv_options == *b* ]]; then 'builtin' 'setopt' 'ignore_braces'; fi
if [[ $__vxenv_options == *x* ]]; then 'builtin' 'setopt' 'all_export'; fi
