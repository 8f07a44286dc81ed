# vxenv's hook for zsh 5.3 and later.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the text that
# `vxenv init zsh` and `vxenv setup` write in front of this.
#
# Contents: state; HOT: code for each prompt and change of directory; plans on disk; COLD: loading of vxenv-cold.zsh,
# which has all other code; loading of this file.
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
'builtin' 'typeset' -g +x __vxenv_options __vxenv_python __vxenv_main __vxenv_version __vxenv_config __vxenv_state __vxenv_cache __vxenv_completions __vxenv_seal __vxenv_cold __vxenv_closed_test

typeset -g __vxenv_shell=zsh

# ==== State of this shell ==========================================================================================

typeset -g __vxenv_key=''            # key of the applied plan
typeset -g __vxenv_pwd=''            # directory of the last check
typeset -g __vxenv_active=''         # VXENV_REASON+VXENV_PROFILE after the last check
typeset -g __vxenv_prompt_state=''   # __vxenv_pwd+__vxenv_active, compared at each prompt; '' forces a full check
typeset -g __vxenv_directory_file='' # nearest directory file
typeset -g __vxenv_candidate0='' __vxenv_candidate1='' __vxenv_candidate2='' __vxenv_candidate3='' # paths tested at each
typeset -g __vxenv_candidate4='' __vxenv_candidate5='' __vxenv_candidate6='' __vxenv_candidate7='' # prompt, where a
typeset -g __vxenv_is_deep=''        # directory file may appear; set: more, which __vxenv_has_candidate tests
typeset -g __vxenv_listed=''         # PWD+__vxenv_directory_file of __vxenv_candidates; with "next ", to be listed
typeset -ga __vxenv_candidates       # from 2, more than eight levels deep: all paths below the nearest directory file
typeset -g __vxenv_tested=' '        # numbers of paths that have a function __vxenv_has_candidate…
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
typeset -g __vxenv_cold_failed=''       # set once it is reported that __vxenv_cold cannot be loaded
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

# Runs if something changed since the last prompt, and at each prompt more than eight levels deep. The first prompt
# applies everything again, because rc files may have changed variables.
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
  elif [[ -z $__vxenv_is_deep || $PWD+${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_pwd+$__vxenv_active" ]] ||
    __vxenv_has_candidate || ! "$__vxenv_is_current"; then
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
  if [[ ${#__vxenv_slot_keys[@]} == 0 ]]; then return 1; fi # as in a new shell
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

# More than eight levels deep: true if a nearer directory file appeared, or may have. Listing the paths takes longer than
# a full check, so the first prompt in a directory does without.
function __vxenv_has_candidate {
  case $__vxenv_listed in
    "$PWD+$__vxenv_directory_file") ;;
    "next $PWD+$__vxenv_directory_file") __vxenv_list_candidates || return 0 ;;
    *) __vxenv_listed="next $PWD+$__vxenv_directory_file"; return 0 ;;
  esac
  "__vxenv_has_candidate${#__vxenv_candidates[@]}"
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
    "$__vxenv_revert" || __vxenv_undo || return
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

# Unsets vxenv's own variables.
function __vxenv_unset { unset "$@"; }

# ==== Plans on disk ================================================================================================

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
  __vxenv_load_plan "$1" && "__vxenv_is_valid$__vxenv_slot"
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

# Loads the plan for KEY in __vxenv_text into a slot, if its first line has the secret and this KEY, version and home. It
# is compared as text before anything is evaluated. The rest is one compound command, which does not parse if truncated.
function __vxenv_load_plan {
  local __vxenv_head="vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$1 $__vxenv_seal"$'\n'
  [[ $__vxenv_text == "$__vxenv_head"* ]] || return 1
  local __vxenv_t_who __vxenv_t_same __vxenv_t_apply __vxenv_t_change __vxenv_t_wipe __vxenv_t_fresh __vxenv_t_says
  local __vxenv_t_files __vxenv_t_preview=false
  eval "${__vxenv_text#"$__vxenv_head"}" 2>/dev/null || return 1
  __vxenv_slot=${__vxenv_slot_keys[(ie)$1]}
  if [[ $__vxenv_slot -gt ${#__vxenv_slot_keys} ]]; then
    # Skips the applied plan's slot: the new one may be loaded only for its messages.
    if [[ $__vxenv_is_current == "__vxenv_is_current$__vxenv_next_slot" ]]; then
      __vxenv_next_slot=$((__vxenv_next_slot % 8 + 1))
    fi
    __vxenv_slot=$__vxenv_next_slot
    __vxenv_next_slot=$((__vxenv_next_slot % 8 + 1))
  fi
  __vxenv_slot_keys[__vxenv_slot]=$1
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
  # So can a child shell undo the stack that it inherited: the function compares the record and all values.
  if [[ -n $__vxenv_first && -z $__vxenv_key && $__vxenv_p_stack == "${VXENV_PROFILE-}" ]]; then
    __vxenv_revert=__vxenv_revert$__vxenv_slot
  fi
}
# shared: end define_plan

# Sets __vxenv_text to the contents of FILE, without a fork. Only newlines at the end are lost.
function __vxenv_read_file { __vxenv_text=$(<"$1"); }

function __vxenv_drop_plans { __vxenv_slot_keys=() __vxenv_next_slot=1; }

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

# ==== COLD =========================================================================================================

# shared: begin load_cold
# Loads vxenv-cold, the file __vxenv_cold; '' once it is loaded. If that fails, reports it once, and leaves the variables
# and the plan as they are until the next change of directory.
# shellcheck disable=SC1090 # its path is known when it is loaded
function __vxenv_load_cold {
  if [[ -f $__vxenv_cold && -r $__vxenv_cold && -O $__vxenv_cold && ! -L $__vxenv_cold ]]; then . "$__vxenv_cold" || :; fi
  if [[ -z $__vxenv_cold ]]; then return 0; fi
  __vxenv_key=${__vxenv_wanted_key-} __vxenv_pwd=$PWD __vxenv_active=${VXENV_REASON-}+${VXENV_PROFILE-} __vxenv_is_current=:
  if [[ -z $__vxenv_cold_failed ]]; then
    __vxenv_cold_failed=1
    __vxenv_print_message "vxenv: cannot load $__vxenv_cold: it is missing, unreadable, a symlink or owned by another user"$'\n'"hint: vxenv setup; exec ${__vxenv_shell%3}"
  fi
  return 1
}

# Each of these loads the function of its name, and calls it.
if [[ -n $__vxenv_cold ]]; then
  function __vxenv_undo { __vxenv_load_cold && __vxenv_undo; }
  function __vxenv_change {
    if __vxenv_load_cold; then
      __vxenv_change "$@"
    else # the plan has set these already
      __vxenv_unset VXENV_PROFILE VXENV_REASON VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
      __vxenv_active=+ __vxenv_old_digest='' # nothing to report
    fi
  }
  function __vxenv_request_switch { if __vxenv_load_cold; then __vxenv_request_switch; fi; }
  function __vxenv_announce { if __vxenv_load_cold; then __vxenv_announce; fi; }
  function __vxenv_list_candidates { __vxenv_load_cold && __vxenv_list_candidates; }
fi
# shared: end load_cold

if [[ -n $__vxenv_cold ]]; then
  function vxenv {
    emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
    trap - ZERR
    if __vxenv_load_cold; then vxenv "$@"; else "$__vxenv_python" -X utf8 -P "$__vxenv_main" "$@"; fi
  }
fi

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

# Runs once, under zsh's default options: defines __vxenv_clean, and registers the hook.
function __vxenv_start {
  emulate -L zsh -o no_err_exit -o no_err_return -o no_aliases -o no_all_export
  trap - ZERR
  # Called by plans: true if no closed variable is set. Generated, since a loop over the names is too slow.
  eval "function __vxenv_clean { [[ ! ( $__vxenv_closed_test ) ]]; }"
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
