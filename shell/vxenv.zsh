# vxenv's hook for zsh 5.3 and later.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init zsh` assigns in front of this text.
#
# Contents: state; HOT: code for each prompt and change of directory; COLD: plans that are not in memory, variables that
# are set already, and commands; loading.
#
# Rules:
# - HOT starts no process: no $(…), no pipe.
# - Every function called by the user's shell begins with `emulate`, to reset the user's options (ksh_arrays,
#   sh_word_split, no_unset, err_exit, warn_create_global); some options need -o. A user's ZERR trap is removed there
#   until the function returns, so failures inside do not trigger it.
# - Contents of files and variables are compared and exported, never evaluated. Only plans are evaluated: vxenv wrote
#   them, and their first line proves it. A name from the environment is validated before ${(P)name}.
# - `make lint` compares the blocks between "shared" markers with the hook for bash (tools/shared_shell.py).

# Options that would change or export the code below. They are restored at the end.
__vxenv_options=''
if [[ -o aliases ]]; then __vxenv_options+=a; fi
if [[ -o sh_glob ]]; then __vxenv_options+=g; fi
if [[ -o ignore_braces ]]; then __vxenv_options+=b; fi
if [[ -o all_export ]]; then __vxenv_options+=x; fi
'builtin' 'setopt' 'no_aliases' 'no_sh_glob' 'no_ignore_braces' 'no_all_export'
'builtin' 'typeset' -g +x __vxenv_options __vxenv_python __vxenv_main __vxenv_version __vxenv_config __vxenv_state __vxenv_cache __vxenv_completions __vxenv_seal

typeset -g __vxenv_shell=zsh

# ==== State of this shell ==========================================================================================

typeset -g __vxenv_key=''            # key of the applied plan
typeset -g __vxenv_pwd=''            # directory of the last check
typeset -g __vxenv_active=''         # VXENV_REASON+VXENV_PROFILE after the last check
typeset -g __vxenv_prompt_state=''   # __vxenv_pwd+__vxenv_active, compared at each prompt; '' forces a full check
typeset -g __vxenv_directory_file='' # nearest directory file
typeset -g __vxenv_candidate0='' __vxenv_candidate1='' __vxenv_candidate2='' __vxenv_candidate3='' # paths tested at each
typeset -g __vxenv_candidate4='' __vxenv_candidate5='' __vxenv_candidate6='' __vxenv_candidate7='' # prompt, where a
typeset -g __vxenv_is_deep=''        # directory file may appear; set: more than these eight, prompts need a full check
typeset -ga __vxenv_slot_keys        # key of the plan in each slot: functions __vxenv_…1 to __vxenv_…8; 9 is `off`
typeset -ga __vxenv_slot_lines       # message printed when the profile changes
typeset -ga __vxenv_slot_notes       # message printed each time the plan is applied: a refusal or a failure
typeset -g __vxenv_next_slot=1       # slot for the next plan
typeset -g __vxenv_current_slot=1    # slot of the applied plan
typeset -g __vxenv_previous_slot=1   # slot of the previous plan
typeset -g __vxenv_is_current=false  # function: are all inputs of the applied plan unchanged?
typeset -g __vxenv_revert=false      # function: undo the applied plan the fast way, or fail
typeset -g __vxenv_home=''           # directories that the plans in memory were made for
typeset -g __vxenv_checked_cache=''  # checked cache directory: +DIRECTORY is safe to use, -DIRECTORY is not
typeset -ga __vxenv_files            # inputs compared by __vxenv_is_unchanged
typeset -ga __vxenv_rows             # rows of variables that a switch changes
typeset -ga __vxenv_row_names        # their names
typeset -g __vxenv_known_bytes=''    # bytes of these files
typeset -g __vxenv_last_request=''   # key, input bytes and expiry of Python's last answer
typeset -g __vxenv_announced='|'     # directory files announced while pinned
typeset -g __vxenv_pending=''        # messages kept until the first prompt
typeset -g __vxenv_silent=''         # set: the next switch prints nothing
typeset -g __vxenv_unload=''         # off after `vxenv setup --remove`: remove all variables of vxenv
typeset -g __vxenv_expired=''        # set: the advice of a plan has expired
typeset -g __vxenv_first=1           # set until the first prompt
typeset -g __vxenv_record_lost=''    # set: a profile is active, its undo record is missing
typeset -g __vxenv_wrapped=${__vxenv_wrapped-} # set once `claude` was checked; kept when the hook is reloaded
# Results of functions.
typeset -g __vxenv_loading='' __vxenv_slot='' __vxenv_moved_pinned='' __vxenv_wanted_key='' __vxenv_bytes='' __vxenv_directory='' __vxenv_path=''
typeset -g __vxenv_old_profile='' __vxenv_old_digest='' __vxenv_text='' __vxenv_plan='' __vxenv_prior='' __vxenv_p_stack=''
typeset -g __vxenv_p_line='' __vxenv_p_until='' __vxenv_p_note='' __vxenv_p_ask='' __vxenv_x='' __vxenv_x0='' __vxenv_x1=''
typeset -g __vxenv_x2='' __vxenv_x3=''

# ==== HOT: every prompt and change of directory ====================================================================

# Runs before each prompt. zsh restores $? itself.
function __vxenv_prompt {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  if [[ $PWD+${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_prompt_state" ||
    -f $__vxenv_candidate0 || -f $__vxenv_candidate1 || -f $__vxenv_candidate2 || -f $__vxenv_candidate3 ||
    -f $__vxenv_candidate4 || -f $__vxenv_candidate5 || -f $__vxenv_candidate6 || -f $__vxenv_candidate7 ]] ||
    ! "$__vxenv_is_current"; then __vxenv_check_prompt; fi
  return 0
}

# Runs after each change of directory.
function __vxenv_moved {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  if [[ $PWD != "$__vxenv_pwd" ]]; then __vxenv_sync; fi
  return 0
}

# Runs if something changed since the last prompt, or more than eight levels deep. The first prompt applies everything
# again, because rc files may have changed variables.
function __vxenv_check_prompt {
  if [[ -o restricted ]]; then # zsh sets this after the rc files
    __vxenv_restrict
  elif [[ -n $__vxenv_first ]]; then
    __vxenv_loading=1 __vxenv_key=''
    __vxenv_sync
    __vxenv_loading='' __vxenv_first=''
    # Powerlevel10k warns about output before its instant prompt is removed.
    if [[ -n $__vxenv_pending && -n ${__p9k_instant_prompt_active-} ]] && (( ${+functions[p10k]} )); then
      p10k clear-instant-prompt
    fi
    print -rn -- "$__vxenv_pending" >&2
    __vxenv_pending=''
  else
    __vxenv_sync
  fi
}

# shared: begin sync
# Runs after each change of directory, and before a prompt if something changed: finds the wanted key (the pin, else the
# nearest directory file, else the default), and switches unless its plan is applied.
function __vxenv_sync {
  __vxenv_expired='' __vxenv_moved_pinned=''
  case ${__vxenv_unload:-${VXENV_REASON:-${__VXENV_PIN:+use}}} in
    use | off) __vxenv_find_pinned_key ;;
    *)
      __vxenv_find_directory_file
      __vxenv_wanted_key=${__vxenv_directory_file:+dir:}${__vxenv_directory_file:-default}
      ;;
  esac
  if [[ $__vxenv_wanted_key == "$__vxenv_key" && $__vxenv_active == "${VXENV_REASON-}+${VXENV_PROFILE-}" ]] && "$__vxenv_is_current"; then
    __vxenv_pwd=$PWD
  elif __vxenv_find_plan "$__vxenv_wanted_key"; then
    __vxenv_apply_plan
  else
    __vxenv_switch_cold
  fi
  __vxenv_prompt_state=$__vxenv_pwd+$__vxenv_active
  if [[ -n $__vxenv_moved_pinned ]]; then __vxenv_announce; fi
  if [[ -n $__vxenv_is_deep || -n $__vxenv_first ]]; then __vxenv_prompt_state=''; fi
}

# Sets __vxenv_wanted_key in a pinned shell, and __vxenv_moved_pinned after a change of directory.
function __vxenv_find_pinned_key {
  __vxenv_wanted_key=${__vxenv_unload:-${VXENV_REASON:-use}}
  if [[ $__vxenv_wanted_key == use ]]; then __vxenv_wanted_key=use:${VXENV_PROFILE:-${__VXENV_PIN-}}; fi
  if [[ -z $__vxenv_unload && -n $__vxenv_pwd && $PWD != "$__vxenv_pwd" ]]; then __vxenv_moved_pinned=1; fi
  __vxenv_clear_candidates
}

# Sets __vxenv_slot to the plan for KEY in memory, if it exists and its inputs are unchanged.
function __vxenv_find_plan {
  if [[ $__vxenv_home != "$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}" ]]; then __vxenv_check_home; fi
  __vxenv_slot=$__vxenv_previous_slot # the most likely one, as after `cd -`
  if [[ ${__vxenv_slot_keys[__vxenv_slot]-} != "$1" ]]; then __vxenv_find_slot "$1" || return 1; fi
  "__vxenv_is_valid$__vxenv_slot"
}

function __vxenv_find_slot {
  for __vxenv_slot in 1 2 3 4 5 6 7 8; do
    if [[ ${__vxenv_slot_keys[__vxenv_slot]-} == "$1" ]]; then return 0; fi
  done
  return 1
}
# shared: end sync

# shared: begin find_directory_file
# Sets __vxenv_directory_file to the nearest directory file or '', and __vxenv_candidate… to the paths below it. Not a
# loop with an array, which would take much longer.
function __vxenv_find_directory_file {
  __vxenv_candidate0='' __vxenv_candidate1='' __vxenv_candidate2='' __vxenv_candidate3='' __vxenv_is_deep='' \
    __vxenv_candidate4='' __vxenv_candidate5='' __vxenv_candidate6='' __vxenv_candidate7='' \
    __vxenv_directory=${PWD%/} __vxenv_directory_file=''
  if [[ $PWD != /* ]]; then return 0; fi # the user assigned PWD
  if [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate0=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate1=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate2=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate3=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate4=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate5=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  elif __vxenv_candidate6=$__vxenv_directory/.vxenv.toml __vxenv_directory=${__vxenv_directory%/*}
    [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; then :
  else
    __vxenv_is_deep=1
    until [[ -z $__vxenv_directory || -f $__vxenv_directory/.vxenv.toml ]]; do __vxenv_directory=${__vxenv_directory%/*}; done
  fi
  if [[ -n $__vxenv_directory || -f /.vxenv.toml ]]; then
    __vxenv_directory_file=$__vxenv_directory/.vxenv.toml
  else
    __vxenv_candidate7=/.vxenv.toml
  fi
}

function __vxenv_clear_candidates {
  __vxenv_candidate0='' __vxenv_candidate1='' __vxenv_candidate2='' __vxenv_candidate3='' __vxenv_is_deep=''
  __vxenv_candidate4='' __vxenv_candidate5='' __vxenv_candidate6='' __vxenv_candidate7=''
}
# shared: end find_directory_file

# Drops the plans in memory if vxenv's directories have changed.
# shared: begin check_home
function __vxenv_check_home {
  if [[ $__vxenv_home != "$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}" ]]; then
    __vxenv_home="$HOME|$__vxenv_config|${VXENV_CONFIG_DIR-}|$__vxenv_state|${VXENV_STATE_DIR-}"
    __vxenv_key=''
    __vxenv_drop_plans
  fi
}
# shared: end check_home

# shared: begin apply_plan
# Undoes the applied plan and applies the one in __vxenv_slot.
function __vxenv_apply_plan {
  __vxenv_old_profile=${VXENV_PROFILE-} __vxenv_old_digest=${__VXENV_DIGEST-}
  __vxenv_active=${VXENV_REASON-}+${VXENV_PROFILE-} __vxenv_record_lost=''
  if [[ -n ${__VXENV_STATE+x} ]]; then
    "$__vxenv_revert" || __vxenv_undo
  elif [[ -n $__vxenv_old_profile && -n $__vxenv_first ]]; then
    __vxenv_record_lost=1
  fi
  "__vxenv_apply$__vxenv_slot"
  if [[ -n ${__VXENV_SETTINGS-} ]]; then __vxenv_wrap_claude; fi
  __vxenv_is_current=__vxenv_is_current$__vxenv_slot __vxenv_revert=__vxenv_revert$__vxenv_slot \
    __vxenv_previous_slot=$__vxenv_current_slot __vxenv_current_slot=$__vxenv_slot \
    __vxenv_key=$__vxenv_wanted_key __vxenv_pwd=$PWD
  if [[ ${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_active" || ${__VXENV_DIGEST-} != "$__vxenv_old_digest" ||
    -n $__vxenv_expired ]]; then
    __vxenv_active=${VXENV_REASON-}+${VXENV_PROFILE-}
    if [[ -n $__vxenv_old_profile && -z $__vxenv_unload && $__vxenv_old_profile != "${VXENV_PROFILE:-${__VXENV_PIN-}}" ]]; then
      export "__VXENV_LAST=$__vxenv_old_profile" # for `use -`
    fi
    if [[ -z ${VXENV_QUIET-} && -z $__vxenv_silent ]]; then __vxenv_print_message "${__vxenv_slot_lines[__vxenv_slot]-}"; fi
  fi
  if [[ -n ${__vxenv_slot_notes[__vxenv_slot]-} ]]; then __vxenv_print_message "${__vxenv_slot_notes[__vxenv_slot]}"; fi
}

# Slot 9 is `off`, which needs no plan. After `vxenv setup --remove` child shells inherit nothing.
function __vxenv_is_current9 { :; }
function __vxenv_apply9 {
  if [[ -n $__vxenv_unload ]]; then __vxenv_unset __VXENV_LAST; else export VXENV_REASON=off; fi
  __vxenv_unset VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
}
function __vxenv_revert9 { return 1; }
function __vxenv_describe9 { __vxenv_p_line=''; }
# shared: end apply_plan

# Called by plans: true before TIME, the plan's expiry in seconds since 1970. Compared as text, which evaluates nothing.
# Not EPOCHSECONDS: its module cannot be loaded if the user has a variable of that name.
function __vxenv_before {
  if [[ ${(%):-"%D{%s}"} < $1 ]]; then return 0; fi
  __vxenv_expired=1
  return 1
}

# Prints to stderr, except in subshells. Messages during loading are kept for the first prompt.
function __vxenv_print_message {
  [[ -n $1 && $ZSH_SUBSHELL -eq 0 ]] || return 0
  if [[ -z $__vxenv_loading ]]; then
    print -r -- "$1" >&2
  elif [[ $'\n'$__vxenv_pending != *$'\n'"$1"$'\n'* ]]; then
    __vxenv_pending+=$1$'\n'
  fi
}

# ==== COLD: variables that the user set, and undoing by the record =================================================

# Saves the value of NAME in __VXENV_O_NAME, if NAME is set, before it is set to VALUE (optional). Sets __vxenv_prior to
# the letter for the record. Fails if NAME cannot be changed.
function __vxenv_save_variable {
  __vxenv_prior=u
  (( ${(P)+1} )) || return 0
  case ${(tP)1} in
    *readonly* | *array* | *association*)
      if [[ $# -lt 2 || ${(P)1} != "$2" ]]; then __vxenv_print_message "vxenv: cannot change $1: it is readonly or an array in this shell"; fi
      return 1
      ;;
    *export*)
      __vxenv_prior=s
      if [[ $# -gt 1 && ${(P)1} == "$2" ]]; then
        # It holds VALUE already: set by vxenv if the record was lost, else by the user, who keeps it.
        __vxenv_prior=u
        [[ -n $__vxenv_record_lost ]]
        return
      fi
      export "__VXENV_O_$1=${(P)1}"
      if [[ ${(P)#1} -gt 32000 ]]; then __vxenv_limit_record "$1"; fi
      # Others stay set: `unset` would only remove a local of the user's function.
      case ${(tP)1} in *integer* | *float* | *upper* | *lower* | *left* | *right*) unset "$1" ;; esac
      ;;
    *) __vxenv_prior=l; unset "__VXENV_O_$1"; typeset -g "__VXENV_O_$1=${(P)1}" ;;
  esac
}

# Called by plans if a variable is set already: sets NAME VALUE…, then unsets NAME… after --, and closed variables.
function __vxenv_change {
  local __vxenv_assigned=' ' __vxenv_record=1 __vxenv_name
  while [[ $# -gt 0 && $1 != -- ]]; do
    __vxenv_assigned+="$1 "
    if __vxenv_save_variable "$1" "$2"; then
      if [[ $__vxenv_prior == l ]]; then unset "$1"; fi
      export "$1=$2" "__VXENV_N_$1=$2"
      __vxenv_record+=" $1:${__vxenv_prior}s"
    fi
    shift 2
  done
  shift
  for __vxenv_name in "$@" "${__vxenv_closed[@]}"; do
    if (( ${(P)+__vxenv_name} )) && [[ $__vxenv_assigned != *" $__vxenv_name "* ]] && __vxenv_save_variable "$__vxenv_name"; then
      unset "$__vxenv_name"
      __vxenv_record+=" $__vxenv_name:${__vxenv_prior}u"
    fi
  done
  [[ $__vxenv_record == 1 ]] || export "__VXENV_STATE=$__vxenv_record"
}

# Undoes by the record: restores each variable that still holds vxenv's value.
function __vxenv_undo {
  local __vxenv_record=${__VXENV_STATE-} __vxenv_damaged='' __vxenv_entry __vxenv_name __vxenv_ours __vxenv_saved
  local -a __vxenv_remove
  __vxenv_remove=(__VXENV_STATE)
  case $__vxenv_record in
    1 | '1 '*) __vxenv_record=${__vxenv_record#1} ;;
    *) __vxenv_damaged=1 __vxenv_record='' ;;
  esac
  while [[ $__vxenv_record == ' '* ]]; do
    __vxenv_record=${__vxenv_record# } __vxenv_entry=${__vxenv_record%% *}
    __vxenv_record=${__vxenv_record#"$__vxenv_entry"} __vxenv_name=${__vxenv_entry%:??}
    if [[ $__vxenv_entry != [A-Za-z_]*:[usl][us] || $__vxenv_name == *[^A-Za-z0-9_]* ]]; then __vxenv_damaged=1; continue; fi
    __vxenv_ours=__VXENV_N_$__vxenv_name __vxenv_saved=__VXENV_O_$__vxenv_name
    if [[ $__vxenv_entry == *s ]]; then
      if (( ! ${(P)+__vxenv_ours} )); then __vxenv_damaged=1; continue; fi
      __vxenv_remove+=("$__vxenv_ours")
      if (( ! ${(P)+__vxenv_name} )) || [[ ${(P)__vxenv_name} != "${(P)__vxenv_ours}" ]]; then
        __vxenv_remove+=("$__vxenv_saved") # the user changed it
        continue
      fi
    elif (( ${(P)+__vxenv_name} )); then
      __vxenv_remove+=("$__vxenv_saved")
      continue
    fi
    case $__vxenv_entry in
      *:u?) __vxenv_remove+=("$__vxenv_name") ;;
      *:s?)
        # An integer variable would evaluate the value. vxenv sets none of zsh's own integers: some stay integers when
        # unset, and zsh evaluates others when it needs a number.
        case ${(tP)__vxenv_name} in
          integer*special* | float*special*) __vxenv_damaged=1; continue ;;
          integer*export* | float*export*) unset "$__vxenv_name" ;;
          integer* | float*) __vxenv_damaged=1; continue ;;
        esac
        if (( ${(P)+__vxenv_saved} )); then export "$__vxenv_name=${(P)__vxenv_saved}"; __vxenv_remove+=("$__vxenv_saved"); else __vxenv_damaged=1; fi
        ;;
      *:l?) # not exported, so child shells have the entry without a value
        unset "$__vxenv_name"
        if (( ${(P)+__vxenv_saved} )); then
          typeset -g +x "$__vxenv_name=${(P)__vxenv_saved}"
          __vxenv_remove+=("$__vxenv_saved")
        fi
        ;;
    esac
  done
  unset "${__vxenv_remove[@]}" 2>/dev/null
  if [[ -n $__vxenv_damaged || -n $__vxenv_record ]]; then
    __vxenv_print_message "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
  fi
}

# Stops exporting the saved value of NAME if it is too long to start a process: Linux allows 128 KiB per variable, and
# the saved one has the longer name. Child shells cannot undo it and report that.
function __vxenv_limit_record {
  setopt local_options no_multibyte # counts bytes
  [[ $((${#1} + ${(P)#1})) -le 131060 ]] || typeset -g +x "__VXENV_O_$1"
}

# Unsets vxenv's own variables.
function __vxenv_unset { unset "$@"; }

# ==== COLD: plans that are not in memory ===========================================================================

# shared: begin switch_cold
# Runs if the plan for __vxenv_wanted_key is not in memory or its inputs changed.
function __vxenv_switch_cold {
  if [[ $__vxenv_wanted_key == off ]]; then
    __vxenv_slot=9
    __vxenv_apply_plan
  elif __vxenv_read_plan "$__vxenv_wanted_key"; then
    __vxenv_apply_plan
  else
    __vxenv_request_switch
  fi
}

# Sets __vxenv_slot to the plan for KEY on disk, if it exists and its inputs are unchanged.
function __vxenv_read_plan {
  __vxenv_is_cache_safe || return 1
  __vxenv_locate_plan "$1"
  [[ -f $__vxenv_plan && -r $__vxenv_plan && -O $__vxenv_plan && ! -L $__vxenv_plan ]] || return 1
  __vxenv_read_file "$__vxenv_plan"
  __vxenv_load_plan "$__vxenv_text" "$1" && "__vxenv_is_valid$__vxenv_slot"
}
# shared: end switch_cold

# shared: begin is_cache_safe
# True if all existing directories of plans belong to the user and are not symlinks. Checked once per shell and cache
# directory. Modes cannot be tested; the secret in a plan shows that Python made the directories private.
function __vxenv_is_cache_safe {
  __vxenv_directory=${VXENV_CACHE_DIR:-$__vxenv_cache} __vxenv_directory=${__vxenv_directory%/}
  case $__vxenv_checked_cache in
    "+$__vxenv_directory") return 0 ;;
    "-$__vxenv_directory") return 1 ;;
  esac
  for __vxenv_path in "$__vxenv_directory" "$__vxenv_directory/plans" "$__vxenv_directory/plans/$__vxenv_shell"; do
    if [[ -L $__vxenv_path ]] || [[ -e $__vxenv_path && ! -O $__vxenv_path ]]; then
      __vxenv_checked_cache=-$__vxenv_directory
      __vxenv_print_message "vxenv: ignoring plans in $__vxenv_path: it is a symlink or owned by another user"$'\n'"hint: vxenv doctor"
      return 1
    fi
  done
  if [[ -d $__vxenv_path ]]; then __vxenv_checked_cache=+$__vxenv_directory; fi
}

# Sets __vxenv_plan to the plan's file for KEY. Keys may share a file name: the first line of a plan contains its key.
function __vxenv_locate_plan {
  __vxenv_plan=${1//\//%}
  if [[ $__vxenv_plan == *[!\ -~]* ]] && ((${#__vxenv_plan} > 60)) || ((${#__vxenv_plan} > 200)); then
    __vxenv_plan=${__vxenv_plan:0:4}${#__vxenv_plan}%${__vxenv_plan:$((${#__vxenv_plan} - 40))}
  fi
  __vxenv_plan=${VXENV_CACHE_DIR:-$__vxenv_cache}/plans/$__vxenv_shell/$__vxenv_plan
}
# shared: end is_cache_safe

# Loads the plan TEXT into a slot, if its first line has the secret and this KEY, version and home. It is compared as
# text before anything is evaluated. The rest is one compound command, which does not parse if truncated.
function __vxenv_load_plan {
  local __vxenv_head="vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$2 $__vxenv_seal"$'\n'
  [[ $1 == "$__vxenv_head"* ]] || return 1
  local __vxenv_t_who __vxenv_t_same __vxenv_t_apply __vxenv_t_change __vxenv_t_wipe __vxenv_t_fresh __vxenv_t_says
  local __vxenv_t_files __vxenv_t_preview=false
  eval "${1#"$__vxenv_head"}" 2>/dev/null || return 1
  __vxenv_slot=${__vxenv_slot_keys[(ie)$2]}
  if [[ $__vxenv_slot -gt ${#__vxenv_slot_keys} ]]; then
    # Skips the applied plan's slot: the new one may be loaded only for its messages.
    if [[ $__vxenv_is_current == "__vxenv_is_current$__vxenv_next_slot" ]]; then
      __vxenv_next_slot=$((__vxenv_next_slot % 8 + 1))
    fi
    __vxenv_slot=$__vxenv_next_slot
    __vxenv_next_slot=$((__vxenv_next_slot % 8 + 1))
  fi
  __vxenv_slot_keys[__vxenv_slot]=$2
  __vxenv_define_plan # not functions[…]=…, which corrupts bytes from 0x83 to 0xa2, as in Chinese text
}

# shared: begin define_plan
# Defines the plan's texts as the functions of __vxenv_slot.
function __vxenv_define_plan {
  # If this replaces the applied plan, only the record can undo that.
  if [[ $__vxenv_revert == "__vxenv_revert$__vxenv_slot" ]]; then __vxenv_revert=false; fi
  eval "function __vxenv_is_current$__vxenv_slot {
$__vxenv_t_same
}
function __vxenv_is_valid$__vxenv_slot {
{
$__vxenv_t_same
} && {
$__vxenv_t_fresh
}
}
function __vxenv_apply$__vxenv_slot {
$__vxenv_t_apply __vxenv_change$__vxenv_slot
}
function __vxenv_change$__vxenv_slot {
$__vxenv_t_change
}
function __vxenv_revert$__vxenv_slot {
$__vxenv_t_wipe
}
function __vxenv_describe$__vxenv_slot {
$__vxenv_t_says
}
function __vxenv_list_files$__vxenv_slot {
$__vxenv_t_files
}
function __vxenv_preview$__vxenv_slot {
$__vxenv_t_preview
}"
  "__vxenv_describe$__vxenv_slot"
  __vxenv_slot_lines[__vxenv_slot]=$__vxenv_p_line
  __vxenv_slot_notes[__vxenv_slot]=$__vxenv_p_note
}
# shared: end define_plan

# Sets __vxenv_text to the contents of FILE.
function __vxenv_read_file { read -r -k 1048576 -u 0 __vxenv_text <"$1"; }

function __vxenv_drop_plans { __vxenv_slot_keys=() __vxenv_next_slot=1; }

# ==== COLD: Python =================================================================================================

# shared: begin request_plan
# Runs Python once for the plan for KEY. The first line of the answer marks a plan; anything else is printed, never
# evaluated.
function __vxenv_request_plan {
  __vxenv_locate_plan "$1"
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then
    __vxenv_print_message "vxenv: $__vxenv_python cannot run vxenv; using existing plans only"$'\n'"  reinstall vxenv, then run: vxenv setup; exec ${__vxenv_shell%3}"
    return 1
  fi
  __vxenv_output=$(
    VXENV_CONFIG_DIR=${VXENV_CONFIG_DIR:-$__vxenv_config} VXENV_STATE_DIR=${VXENV_STATE_DIR:-$__vxenv_state} \
      VXENV_CACHE_DIR=${VXENV_CACHE_DIR:-$__vxenv_cache} __VXENV_SEAL=$__vxenv_seal \
      "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" \
      hook "$__vxenv_shell" "$__vxenv_version" "$1" "${__vxenv_plan##*/}" "$__vxenv_home" </dev/null
  ) || :
  case $__vxenv_output in
    ': vxenv 1'$'\n'*) __vxenv_load_plan "${__vxenv_output#*$'\n'}" "$1" ;;
    *) __vxenv_print_output "$__vxenv_output"; return 1 ;;
  esac
}

# Requests the plan for __vxenv_wanted_key and applies it. Until an input changes, Python does not run again and no
# message is repeated.
function __vxenv_request_switch {
  __vxenv_old_request=$__vxenv_last_request
  # If Python fails or is interrupted: watch the directory file, and leave the variables unchanged.
  __vxenv_key=$__vxenv_wanted_key __vxenv_pwd=$PWD __vxenv_active=${VXENV_REASON-}+${VXENV_PROFILE-}
  __vxenv_watch "$__vxenv_directory_file"
  __vxenv_read_inputs
  __vxenv_known_bytes=$__vxenv_bytes __vxenv_is_current=__vxenv_is_unchanged
  if __vxenv_request_plan "$__vxenv_wanted_key"; then
    "__vxenv_list_files$__vxenv_slot"
    __vxenv_read_inputs
    __vxenv_last_request=$__vxenv_wanted_key$'\x1e'$__vxenv_bytes${__vxenv_p_until-}
    if [ "$__vxenv_last_request" = "$__vxenv_old_request" ]; then __vxenv_slot_notes[__vxenv_slot]=''; fi
    __vxenv_apply_plan
    if [ "$__vxenv_last_request" = "$__vxenv_old_request" ]; then
      # The same answer from the same bytes: this shell reads one of the files differently from Python.
      __vxenv_known_bytes=$__vxenv_bytes __vxenv_is_current=__vxenv_is_unchanged
    fi
  fi
}

# Replaces the plan's is_current in these cases: true while __vxenv_files hold __vxenv_known_bytes.
function __vxenv_is_unchanged {
  __vxenv_read_inputs
  [ "$__vxenv_bytes" = "$__vxenv_known_bytes" ]
}

# Sets __vxenv_bytes to the contents of __vxenv_files, each followed by \x1e, which TOML cannot contain.
function __vxenv_read_inputs {
  __vxenv_bytes=''
  for __vxenv_path in ${__vxenv_files[@]+"${__vxenv_files[@]}"}; do
    __vxenv_x=''
    if [[ -f $__vxenv_path && -r $__vxenv_path && ! ( -L $__vxenv_path && $__vxenv_path == */.vxenv.toml ) ]]; then
      __vxenv_bounded "$__vxenv_path"
    fi
    __vxenv_bytes=$__vxenv_bytes$__vxenv_x$'\x1e'
  done
}

# In a pinned shell: reports once per directory file that it selects another profile.
function __vxenv_announce {
  __vxenv_find_directory_file
  __vxenv_clear_candidates # a pinned shell checks again only after the next change of directory
  if [[ -z $__vxenv_directory_file || $__vxenv_announced == *"|$__vxenv_directory_file|"* ]] || __vxenv_is_subshell; then return 0; fi
  __vxenv_announced=$__vxenv_announced$__vxenv_directory_file'|'
  if __vxenv_find_plan "dir:$__vxenv_directory_file" || __vxenv_read_plan "dir:$__vxenv_directory_file" ||
    __vxenv_request_plan "dir:$__vxenv_directory_file"; then
    "__vxenv_describe$__vxenv_slot"
    if [[ $__vxenv_p_stack != "${VXENV_PROFILE-}" ]]; then __vxenv_print_message "$__vxenv_p_ask"; fi
  fi
}
# shared: end request_plan

function __vxenv_watch { __vxenv_files=(${1:+"$1"}); }
function __vxenv_is_subshell { [[ $ZSH_SUBSHELL -gt 0 ]]; }
function __vxenv_print_output { [[ -z $1 ]] || print -r -- "$1"; }

# Sets __vxenv_x to the first 64 Ki characters of FILE.
function __vxenv_bounded { read -r -k 65536 -u 0 __vxenv_x <"$1"; }

# ==== COLD: `use`, `off` and `auto` without Python =================================================================

# shared: begin run_quickly
# Runs `use NAME…`, `use -`, `off` or `auto` without Python, with the same output. Otherwise fails, before it prints or
# changes anything: if there is no valid plan, if the plan has no preview, and if values may need to be escaped or hidden.
function __vxenv_run_quickly {
  __vxenv_action='' __vxenv_stack='' __vxenv_quiet=''
  for __vxenv_x in "$@"; do
    case $__vxenv_x in
      -q | --quiet) __vxenv_quiet=1 ;;
      *)
        case $__vxenv_action:$__vxenv_x in
          :use | :off | :auto) __vxenv_action=$__vxenv_x ;;
          use: | use:-?*) return 1 ;;
          use:*) __vxenv_stack=$__vxenv_stack+$__vxenv_x ;;
          *) return 1 ;;
        esac
        ;;
    esac
  done
  if [[ $__vxenv_stack == +- ]]; then __vxenv_stack=+${__VXENV_LAST-}; fi
  __vxenv_stack=${__vxenv_stack#+}
  case $__vxenv_action:$__vxenv_stack in use: | *[!A-Za-z0-9._+:-]*) return 1 ;; esac
  if [[ -n ${VXENV_DEBUG-} ]] || __vxenv_is_subshell; then return 1; fi
  case $__vxenv_action in
    use) __vxenv_find_plan "use:$__vxenv_stack" || __vxenv_read_plan "use:$__vxenv_stack" || return 1 ;;
    off)
      # The applied plan shows whether config.toml suppresses output.
      if [[ -z $__vxenv_key || $__vxenv_is_current != "__vxenv_is_current$__vxenv_current_slot" ]] || ! "$__vxenv_is_current"; then return 1; fi
      "__vxenv_describe$__vxenv_current_slot"
      if [[ $__vxenv_current_slot == 9 || -n $__vxenv_p_note ]]; then return 1; fi
      if [[ -z $__vxenv_p_line ]]; then __vxenv_quiet=1; fi
      __vxenv_slot=9
      ;;
  esac
  if [[ $__vxenv_action != auto ]]; then
    __vxenv_preview_switch || return 1
    if [[ -n $__vxenv_message ]]; then __vxenv_print_message "$__vxenv_message"; fi
  fi
  if [[ $__vxenv_action == use ]]; then
    __vxenv_wanted_key=use:$__vxenv_stack __vxenv_unload='' __vxenv_silent=1
    __vxenv_apply_plan
    __vxenv_silent=''
  else
    __vxenv_output=": vxenv 1 $__vxenv_action"
    __vxenv_follow_answer
  fi
}

# Sets __vxenv_message to the output of the switch to __vxenv_slot. Fails if only Python knows it.
function __vxenv_preview_switch {
  __vxenv_message='' __vxenv_number=0 __vxenv_seen=' ' __vxenv_unclear='' __vxenv_coloured=''
  if __vxenv_get_exported VXENV_QUIET && [[ -n $__vxenv_value ]]; then __vxenv_quiet=1; fi
  if [[ -t 2 ]] && ! { __vxenv_get_exported NO_COLOR && [[ -n $__vxenv_value ]]; } &&
    ! { __vxenv_get_exported TERM && [ "$__vxenv_value" = dumb ]; }; then __vxenv_coloured=1; fi
  "__vxenv_preview$__vxenv_slot" || return 1
  if [[ -n $__vxenv_quiet || -z $__vxenv_p_headline ]]; then return 0; fi
  if [[ $__vxenv_slot == 9 ]]; then
    __vxenv_message=$__vxenv_p_headline
  else
    __vxenv_has_known_settings || return 1
    __vxenv_style 1 "$__vxenv_p_headline" ''
    __vxenv_message=$__vxenv_styled
  fi
  __vxenv_compare_record || return 1
  __vxenv_at=0
  while ((__vxenv_at < __vxenv_number)); do
    : $((__vxenv_at += 1))
    __vxenv_message=$__vxenv_message$'\n'${__vxenv_rows[__vxenv_at]}
  done
  while [[ -n $__vxenv_p_warnings ]]; do
    __vxenv_x=${__vxenv_p_warnings%%$'\n'*} __vxenv_p_warnings=${__vxenv_p_warnings#"$__vxenv_x"}
    __vxenv_p_warnings=${__vxenv_p_warnings#$'\n'}
    case $__vxenv_x in
      error:* | vxenv:*) __vxenv_style $'31m\e[1' "${__vxenv_x%%:*}:" "${__vxenv_x#*:}" ;;
      warning:*) __vxenv_style $'33m\e[1' warning: "${__vxenv_x#*:}" ;;
      note:* | hint:*) __vxenv_style $'36m\e[1' "${__vxenv_x%%:*}:" "${__vxenv_x#*:}" ;;
      *) __vxenv_styled=$__vxenv_x ;;
    esac
    __vxenv_message=$__vxenv_message$'\n'$__vxenv_styled
  done
  [[ -z $__vxenv_unclear ]]
}

# The preview of `off`.
function __vxenv_preview9 {
  __vxenv_p_headline='profiles off in this shell  (resume: vxenv auto)' __vxenv_p_warnings='' __vxenv_p_settings=''
}

# Sets __vxenv_styled to TEXT in the style CODE, if stderr is shown in colour, and REST.
function __vxenv_style {
  if [[ -n $__vxenv_coloured ]]; then __vxenv_styled=$'\e['$1m$2$'\e[0m'$3; else __vxenv_styled=$2$3; fi
}

# Called by previews: adds a row for each variable that changes to NAME VALUE TEXT…, where TEXT shows VALUE, and for
# those that are unset: NAME… after --, and closed variables.
function __vxenv_compare {
  while (($# > 0)) && [[ $1 != -- ]]; do
    __vxenv_seen="$__vxenv_seen$1 "
    if ! __vxenv_get_exported "$1"; then
      __vxenv_add_row "$1" 32 + "  $3"
    elif [ "$__vxenv_value" != "$2" ]; then
      __vxenv_show_value "$1" "$__vxenv_value"
      __vxenv_add_row "$1" 33 '~' "  $__vxenv_shown → $3"
    fi
    shift 3
  done
  shift
  for __vxenv_name in "$@" "${__vxenv_closed[@]}"; do
    if __vxenv_get_exported "$__vxenv_name" && [[ $__vxenv_seen != *" $__vxenv_name "* ]]; then
      __vxenv_add_row "$__vxenv_name" 31 - ''
    fi
    __vxenv_seen="$__vxenv_seen$__vxenv_name "
  done
}

# Adds a row for each other variable that the undo record restores. Fails if the record is lost or damaged.
function __vxenv_compare_record {
  if [[ -n ${VXENV_PROFILE-} && -z ${__VXENV_STATE+x} ]]; then return 1; fi
  __vxenv_record=${__VXENV_STATE-1}
  case $__vxenv_record in 1 | '1 '*) __vxenv_record=${__vxenv_record#1} ;; *) return 1 ;; esac
  while [[ $__vxenv_record == ' '* ]]; do
    __vxenv_record=${__vxenv_record# } __vxenv_entry=${__vxenv_record%% *}
    __vxenv_record=${__vxenv_record#"$__vxenv_entry"} __vxenv_name=${__vxenv_entry%:??}
    case $__vxenv_entry in
      [0-9:]* | *[!A-Za-z0-9_:]* | *:*:*) return 1 ;;
      ?*:[usl][us]) ;;
      *) return 1 ;;
    esac
    if [[ $__vxenv_seen == *" $__vxenv_name "* ]]; then continue; fi
    __vxenv_ours=''
    case $__vxenv_entry in
      *s)
        __vxenv_get_exported "__VXENV_N_$__vxenv_name" || return 1
        __vxenv_ours=$__vxenv_value
        # Values that the user changed stay.
        if ! __vxenv_get_exported "$__vxenv_name" || [ "$__vxenv_value" != "$__vxenv_ours" ]; then continue; fi
        ;;
      *) if __vxenv_get_exported "$__vxenv_name"; then continue; fi ;;
    esac
    case $__vxenv_entry in
      *:s?)
        __vxenv_get_exported "__VXENV_O_$__vxenv_name" || return 1
        __vxenv_show_value "$__vxenv_name" "$__vxenv_value"
        ;;
    esac
    case $__vxenv_entry in
      *:su) __vxenv_add_row "$__vxenv_name" 32 + "  $__vxenv_shown" ;;
      *:ss)
        __vxenv_x=$__vxenv_shown
        __vxenv_show_value "$__vxenv_name" "$__vxenv_ours"
        __vxenv_add_row "$__vxenv_name" 33 '~' "  $__vxenv_shown → $__vxenv_x"
        ;;
      *s) __vxenv_add_row "$__vxenv_name" 31 - '' ;;
    esac
  done
  [[ -z $__vxenv_record ]]
}

# Called by previews: true if the `claude` on PATH is still the file CLIENT, '' for none.
function __vxenv_has_client {
  __vxenv_x=$PATH:
  while [[ -n $__vxenv_x ]]; do
    __vxenv_directory=${__vxenv_x%%:*} __vxenv_x=${__vxenv_x#*:}
    __vxenv_directory=${__vxenv_directory:-.}
    if [[ -f $__vxenv_directory/claude && -x $__vxenv_directory/claude ]]; then
      [[ $__vxenv_directory/claude -ef $1 ]]
      return
    fi
  done
  [[ -z $1 ]]
}

# Adds the row of NAME in the style CODE, with a MARK and the TEXT after it, in the order of the names.
function __vxenv_add_row {
  __vxenv_style "$2" "  $3 $1" "$4"
  __vxenv_at=$__vxenv_number
  while ((__vxenv_at > 0)) && __vxenv_is_before "$1" "${__vxenv_row_names[__vxenv_at]}"; do
    __vxenv_row_names[__vxenv_at+1]=${__vxenv_row_names[__vxenv_at]}
    __vxenv_rows[__vxenv_at+1]=${__vxenv_rows[__vxenv_at]}
    : $((__vxenv_at -= 1))
  done
  __vxenv_row_names[__vxenv_at+1]=$1
  __vxenv_rows[__vxenv_at+1]=$__vxenv_styled
  : $((__vxenv_number += 1))
}

# True if NAME precedes OTHER by bytes. `<` depends on the locale in some shells.
function __vxenv_is_before {
  __vxenv_x=$1 __vxenv_value=$2
  while [[ -n $__vxenv_x && ${__vxenv_x%"${__vxenv_x#?}"} == "${__vxenv_value%"${__vxenv_value#?}"}" ]]; do
    __vxenv_x=${__vxenv_x#?} __vxenv_value=${__vxenv_value#?}
  done
  if [[ -z $__vxenv_x || -z $__vxenv_value ]]; then [[ -z $__vxenv_x ]]; return; fi
  __vxenv_x=${__vxenv_x%"${__vxenv_x#?}"} __vxenv_value=${__vxenv_value%"${__vxenv_value#?}"}
  [[ 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz == *"$__vxenv_x"*"$__vxenv_value"* ]]
}

# Sets __vxenv_shown to VALUE of NAME as Python shows it. Sets __vxenv_unclear if VALUE may be a secret (see
# catalogue/secrets.py) or contain characters to escape.
function __vxenv_show_value {
  __vxenv_shown=$2
  if [[ -z $2 ]]; then __vxenv_shown='""'; return 0; fi
  if ((${#2} > 100)); then __vxenv_unclear=1; fi
  case $1 in
    ANTHROPIC_CUSTOM_HEADERS | *[Kk][Ee][Yy]* | *[Tt][Oo][Kk][Ee][Nn]* | *[Ss][Ee][Cc][Rr][Ee][Tt]* | *[Pp][Aa][Ss][Ss][WwPp]* | \
      *[Aa][Uu][Tt][Hh][Oo][Rr]* | *[Cc][Rr][Ee][Dd][Ee][Nn][Tt][Ii][Aa][Ll]_[Hh]* | *[Cc][Oo][Oo][Kk][Ii][Ee]*) __vxenv_unclear=1 ;;
  esac
  case $2 in
    *[!0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@._:/+=,-]* | *:*@* | *sk-ant-* | *sk-proj-* | \
      *AIza* | *ya29.* | *1//0* | *GOCSPX-* | *gh[pousr]_* | *github_pat_* | *glpat-* | *xox[abprs]-* | *A[KS]IA* | *eyJ*) __vxenv_unclear=1 ;;
  esac
}

# True if Claude Code reads no settings in the working directory but those that the preview was made with: no project
# settings there, and no local settings there or above, in a repository. `..` is the physical directory, as in Python.
function __vxenv_has_known_settings {
  if [[ -e .claude/settings.json && ! .claude/settings.json -ef $__vxenv_p_settings ]]; then return 1; fi
  __vxenv_directory=.
  while [[ -d $__vxenv_directory && ! -e $__vxenv_directory/.claude/settings.local.json ]]; do
    if [[ -f $__vxenv_directory/.git ]]; then
      __vxenv_bounded "$__vxenv_directory/.git"
      case $__vxenv_x in # a linked worktree has the settings of the main one
        'gitdir: /'*/.git/worktrees/*) __vxenv_x=${__vxenv_x%%/.git/worktrees/*}/.claude/settings.local.json ;;
        *) return 1 ;;
      esac
      if [[ -e ${__vxenv_x#gitdir: } ]]; then return 1; fi
    fi
    if [[ $__vxenv_directory -ef / ]]; then return 0; fi
    __vxenv_directory=$__vxenv_directory/..
  done
  return 1
}
# shared: end run_quickly

# Sets __vxenv_value to the value of NAME that programs see; fails if they see none. Sets __vxenv_unclear if NAME is
# readonly or an array.
function __vxenv_get_exported {
  (( ${(P)+1} )) || return 1
  case ${(tP)1} in
    *readonly* | *array* | *association*) __vxenv_unclear=1; return 1 ;;
    *export*) __vxenv_value=${(P)1} ;;
    *) return 1 ;;
  esac
}

# ==== COLD: commands ===============================================================================================

# Commands that switch print code for this shell. After each command the shell checks for changes.
function vxenv {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  local __vxenv_command='' __vxenv_hook
  local -a __vxenv_program
  integer __vxenv_code=0
  for __vxenv_command in "$@"; do [[ $__vxenv_command == -* ]] || break; done
  __vxenv_check_home
  __vxenv_hook="zsh $__vxenv_version $__vxenv_home"
  # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
  __vxenv_program=("$__vxenv_python" -X utf8 -P "$__vxenv_main")
  # A switch needs no site-packages; Python starts again with them if it does after all.
  case ${1-} in use | off | auto) __vxenv_program=("$__vxenv_python" -X utf8 -I -S "$__vxenv_main") ;; esac
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then __vxenv_program=(/usr/bin/env vxenv); fi
  case $__vxenv_command in
    use | off | auto | rename | mv | undo | setup)
      if ! __vxenv_run_quickly "$@"; then
        __vxenv_output=$(__VXENV_HOOK=$__vxenv_hook __VXENV_SEAL=$__vxenv_seal "${__vxenv_program[@]}" "$@") || __vxenv_code=$?
        __vxenv_follow_answer
      fi
      ;;
    doctor) # children do not see arrays; scripts have no prompt
      if [[ -o interactive ]]; then local -x __VXENV_PROMPTS="$precmd_functions"; fi
      __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$?
      ;;
    *) __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$? ;;
  esac
  __vxenv_sync
  return $__vxenv_code
}

# shared: begin follow_answer
# Follows __vxenv_output, the answer of a command that switches; prints it if it is not an answer.
function __vxenv_follow_answer {
  case $__vxenv_output in
    ': vxenv 1 off') __vxenv_unload=''; export VXENV_REASON=off ;;
    ': vxenv 1 unload') __vxenv_unload=off; __vxenv_unset VXENV_REASON ;;
    ': vxenv 1 auto') __vxenv_unload='' __vxenv_announced='|'; __vxenv_unset VXENV_REASON __VXENV_PIN ;;
    ': vxenv 1 use:'*$'\n'*)
      __vxenv_wanted_key=${__vxenv_output%%$'\n'*}
      __vxenv_wanted_key=${__vxenv_wanted_key#: vxenv 1 } __vxenv_unload=''
      # Silent, since Python printed the changes.
      if __vxenv_load_plan "${__vxenv_output#*$'\n'}" "$__vxenv_wanted_key"; then __vxenv_silent=1; __vxenv_apply_plan; __vxenv_silent=''; fi
      ;;
    *) __vxenv_print_output "$__vxenv_output" ;;
  esac
}
# shared: end follow_answer

# shared: begin claude
# With claude_wrapper in config.toml: defines the function `claude`, unless it is already an alias or function.
function __vxenv_wrap_claude {
  if [[ -n $__vxenv_wrapped ]]; then return 0; fi
  __vxenv_wrapped=1
  if alias claude >/dev/null 2>&1 || typeset -f claude >/dev/null; then
    __vxenv_print_message "vxenv: claude is already an alias or function; claude_wrapper is not applied"
  else
    eval 'function claude { __vxenv_claude "$@"; }'
  fi
}

function __vxenv_claude {
  if [[ -r ${__VXENV_SETTINGS-} ]]; then
    command claude --settings "$__VXENV_SETTINGS" "$@"
  else
    if [[ -n ${__VXENV_SETTINGS-} ]]; then __vxenv_print_message "vxenv: $__VXENV_SETTINGS is missing; settings files may override the profile"; fi
    command claude "$@"
  fi
}
# shared: end claude

# ==== Loading ======================================================================================================

# For a restricted shell, which cannot run programs by path or change directory: removes the hook; `vxenv` is then the
# program on PATH.
function __vxenv_restrict {
  precmd_functions=(${precmd_functions:#__vxenv_prompt})
  chpwd_functions=(${chpwd_functions:#__vxenv_moved})
  unfunction vxenv
  __vxenv_loading=''
  __vxenv_print_message "vxenv: restricted shell: cannot run vxenv; variables unchanged"$'\n'"hint: vxenv exec NAME -- COMMAND"
}

# Runs once, under zsh's default options: generates __vxenv_clean, and registers the hook.
function __vxenv_start {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  # Called by plans: true if no closed variable is set. Generated, since a loop over the names is too slow.
  eval "function __vxenv_clean { [[ ! ( -v ${(j: || -v :)__vxenv_closed} ) ]]; }"
  [[ -o interactive ]] || return 0
  if [[ -o restricted ]]; then __vxenv_restrict; return 0; fi
  # Completions are loaded at the first Tab. If compinit has not run yet, it will find them.
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
  __vxenv_sync
  __vxenv_loading=''
}
__vxenv_start

if [[ $__vxenv_options == *a* ]]; then 'builtin' 'setopt' 'aliases'; fi
if [[ $__vxenv_options == *g* ]]; then 'builtin' 'setopt' 'sh_glob'; fi
if [[ $__vxenv_options == *b* ]]; then 'builtin' 'setopt' 'ignore_braces'; fi
if [[ $__vxenv_options == *x* ]]; then 'builtin' 'setopt' 'all_export'; fi
