# vxenv's hook for ksh93 (93u+m, 1.0 and later) and mksh.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init ksh` and `vxenv init mksh` assign in front of this text, among them __vxenv_shell, which is ksh or mksh.
#
# Contents: state; HOT: code for each prompt and change of directory; COLD: plans that are not in memory, variables that
# are set already, commands, and differences between the two shells; loading.
#
# Rules:
# - HOT starts no process: no $(…) in mksh, no pipe, no here-document.
# - Contents of files and variables are compared and exported, never evaluated. Only plans are evaluated: vxenv wrote
#   them, and their first line proves it. There is no ${!name}: names become part of `eval` texts, so names from the
#   environment are validated first.
# - Neither shell can disable aliases while reading a file, so each builtin is quoted: \export. It then no longer parses
#   assignments, so its words are quoted too.
# - ksh93 has no empty arrays. A syntax error in `eval` would end the calling function, so plans are checked for their
#   end marker first.
# - COLD functions have locals. In ksh93 called functions do not see them, unlike in bash and mksh.
# - `make lint` compares the blocks between "shared" markers with the hook for bash (tools/shared_shell.py).

# `set -a` would export all variables below. It is restored at the end.
case $- in *a*) \set +a; __vxenv_allexport=1 ;; *) __vxenv_allexport='' ;; esac
\typeset +x __vxenv_seal

# ==== State of this shell ==========================================================================================

# shared: begin state
__vxenv_on=__vxenv_prompt  # called by the prompt; not exported, so an inherited prompt does nothing
__vxenv_key=''             # key of the applied plan
__vxenv_pwd=''             # directory of the last check
__vxenv_active=''          # VXENV_REASON+VXENV_PROFILE after the last check
__vxenv_prompt_state=''    # __vxenv_pwd+__vxenv_active, compared at each prompt; '' forces a full check
__vxenv_candidate0='' __vxenv_candidate1='' __vxenv_candidate2='' __vxenv_candidate3='' # paths tested at each prompt,
__vxenv_candidate4='' __vxenv_candidate5='' __vxenv_candidate6='' __vxenv_candidate7='' # where a directory file may appear
__vxenv_is_deep=''         # set: more than eight such paths, which __vxenv_has_candidate tests
__vxenv_next_slot=1        # slot for the next plan
__vxenv_current_slot=1     # slot of the applied plan
__vxenv_previous_slot=1    # slot of the previous plan
__vxenv_is_current=false   # function: are all inputs of the applied plan unchanged?
__vxenv_revert=false       # function: undo the applied plan the fast way, or fail
__vxenv_home=''            # directories that the plans in memory were made for
__vxenv_checked_cache=''   # checked cache directory: +DIRECTORY is safe to use, -DIRECTORY is not
__vxenv_known_bytes=''     # bytes of __vxenv_files, compared by __vxenv_is_unchanged
__vxenv_last_request=''    # key, input bytes and expiry of Python's last answer
__vxenv_announced='|'      # directory files announced while pinned
__vxenv_pending=''         # messages kept until the first prompt
__vxenv_silent=''          # set: the next switch prints nothing
__vxenv_unload=''          # off after `vxenv setup --remove`: remove all variables of vxenv
__vxenv_expired=''         # set: the advice of a plan has expired
__vxenv_first=1            # set until the first prompt
__vxenv_record_lost=''     # set: a profile is active, its undo record is missing
__vxenv_wrapped=${__vxenv_wrapped-} # set once `claude` was checked; kept when the hook is reloaded
# shared: end state
\unset __vxenv_slot_keys __vxenv_slot_lines __vxenv_slot_notes
__vxenv_slot_keys[0]=''    # key of the plan in each slot: functions __vxenv_…1 to __vxenv_…8; 9 is `off`
__vxenv_slot_lines[0]=''   # message printed when the profile changes
__vxenv_slot_notes[0]=''   # message printed each time the plan is applied: a refusal or a failure
\set -A __vxenv_files /    # inputs compared by __vxenv_is_unchanged, after a dummy element

# ==== HOT: every prompt and change of directory ====================================================================

# Runs before each prompt. The status is returned, so the prompt can show it.
# shared: begin prompt
function __vxenv_prompt {
  __vxenv_status=$?
  if [[ $PWD+${VXENV_REASON-}+${VXENV_PROFILE-} != "$__vxenv_prompt_state" ||
    -f $__vxenv_candidate0 || -f $__vxenv_candidate1 || -f $__vxenv_candidate2 || -f $__vxenv_candidate3 ||
    -f $__vxenv_candidate4 || -f $__vxenv_candidate5 || -f $__vxenv_candidate6 || -f $__vxenv_candidate7 ]] ||
    ! "$__vxenv_is_current"; then __vxenv_check_prompt || :; fi
  \return "$__vxenv_status"
}

# Runs after each change of directory in shells with an earlier hook's `cd`.
function __vxenv_moved { __vxenv_sync; }
# shared: end prompt

# Runs if something changed since the last prompt, or more than eight levels deep. The first prompt applies everything
# again, because rc files may have changed variables.
function __vxenv_check_prompt {
  if [[ $- == *r* ]]; then # set after the rc files
    __vxenv_restrict
  elif [[ -n $__vxenv_first ]]; then
    __vxenv_install
    __vxenv_loading=1 __vxenv_key=''
    __vxenv_sync
    __vxenv_loading='' __vxenv_first=''
    \print -rnu2 -- "$__vxenv_pending"
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
  if [[ ${__vxenv_slot_keys[__vxenv_slot]-} != "$1" ]]; then __vxenv_find_slot "$1" || \return 1; fi
  "__vxenv_is_valid$__vxenv_slot"
}

function __vxenv_find_slot {
  if [[ ${#__vxenv_slot_keys[@]} == 0 ]]; then \return 1; fi # as in a new shell
  for __vxenv_slot in 1 2 3 4 5 6 7 8; do
    if [[ ${__vxenv_slot_keys[__vxenv_slot]-} == "$1" ]]; then \return 0; fi
  done
  \return 1
}
# shared: end sync

# Sets __vxenv_directory_file to the nearest directory file or '', and __vxenv_candidate… to the paths below it.
function __vxenv_find_directory_file {
  __vxenv_directory=${PWD%/} __vxenv_directory_file=''
  __vxenv_clear_candidates
  case $PWD/ in
    [!/]*) \return 0 ;; # the user assigned PWD
    */../*) __vxenv_normalize_directory ;; # ksh93 leaves it in PWD after a directory called `...`
  esac
  __vxenv_depth=0
  until [[ -f $__vxenv_directory/.vxenv.toml ]]; do
    case $__vxenv_depth in
      0) __vxenv_candidate0=$__vxenv_directory/.vxenv.toml ;;
      1) __vxenv_candidate1=$__vxenv_directory/.vxenv.toml ;;
      2) __vxenv_candidate2=$__vxenv_directory/.vxenv.toml ;;
      3) __vxenv_candidate3=$__vxenv_directory/.vxenv.toml ;;
      4) __vxenv_candidate4=$__vxenv_directory/.vxenv.toml ;;
      5) __vxenv_candidate5=$__vxenv_directory/.vxenv.toml ;;
      6) __vxenv_candidate6=$__vxenv_directory/.vxenv.toml ;;
      7) __vxenv_candidate7=$__vxenv_directory/.vxenv.toml ;;
      8) __vxenv_is_deep=1 ;;
    esac
    : $((__vxenv_depth += 1))
    if [[ ! $__vxenv_directory ]]; then \return 0; fi
    __vxenv_directory=${__vxenv_directory%/*}
  done
  __vxenv_directory_file=$__vxenv_directory/.vxenv.toml
}

# Turns /a/b/.. in __vxenv_directory into /a.
function __vxenv_normalize_directory {
  __vxenv_directory=$__vxenv_directory/
  while [[ $__vxenv_directory == */../* ]]; do
    __vxenv_path=${__vxenv_directory%%/../*}
    __vxenv_directory=${__vxenv_path%/*}/${__vxenv_directory#"$__vxenv_path"/../}
  done
  __vxenv_directory=${__vxenv_directory%/}
}

function __vxenv_clear_candidates {
  __vxenv_candidate0='' __vxenv_candidate1='' __vxenv_candidate2='' __vxenv_candidate3='' __vxenv_is_deep=''
  __vxenv_candidate4='' __vxenv_candidate5='' __vxenv_candidate6='' __vxenv_candidate7=''
}

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
    "$__vxenv_revert" || __vxenv_undo || \return
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
      \export "__VXENV_LAST=$__vxenv_old_profile" # for `use -`
    fi
    if [[ -z ${VXENV_QUIET-} && -z $__vxenv_silent ]]; then __vxenv_print_message "${__vxenv_slot_lines[__vxenv_slot]-}"; fi
  fi
  if [[ -n ${__vxenv_slot_notes[__vxenv_slot]-} ]]; then __vxenv_print_message "${__vxenv_slot_notes[__vxenv_slot]}"; fi
}

# Slot 9 is `off`, which needs no plan. After `vxenv setup --remove` child shells inherit nothing.
function __vxenv_is_current9 { :; }
function __vxenv_apply9 {
  if [[ -n $__vxenv_unload ]]; then __vxenv_unset __VXENV_LAST; else \export VXENV_REASON=off; fi
  __vxenv_unset VXENV_PROFILE VXENV_PROTECTED __VXENV_SETTINGS __VXENV_PIN __VXENV_DIGEST
}
function __vxenv_revert9 { \return 1; }
function __vxenv_describe9 { __vxenv_p_line=''; }
# shared: end apply_plan

# Called by plans: true if no closed variable is set. Generated, since a loop over the names is too slow.
__vxenv_x=''
for __vxenv_name in "${__vxenv_closed[@]}"; do __vxenv_x="$__vxenv_x\${$__vxenv_name+x}"; done
\eval "function __vxenv_clean { [[ ! $__vxenv_x ]]; }"

# Prints to stderr, except in subshells. Messages during loading are kept for the first prompt.
function __vxenv_print_message {
  if [[ ! $1 ]] || __vxenv_is_subshell; then \return 0; fi
  if [[ ! $__vxenv_loading ]]; then
    \print -ru2 -- "$1"
  elif [[ $'\n'$__vxenv_pending != *$'\n'"$1"$'\n'* ]]; then
    __vxenv_pending=$__vxenv_pending$1$'\n'
  fi
}

# ==== COLD: variables that the user set, and undoing by the record =================================================

# Saves the value of NAME in __VXENV_O_NAME and unsets NAME, before it is set to VALUE (optional). Sets __vxenv_prior to
# the letter for the record. Fails if NAME cannot be changed.
function __vxenv_save_variable {
  \typeset __vxenv_value __vxenv_is_set
  __vxenv_prior=u
  \eval "__vxenv_value=\${$1-} __vxenv_is_set=\${$1[@]+x}" # [@], since arrays may lack their first element
  if [[ ! $__vxenv_is_set ]]; then
    if __vxenv_undeclare "$1"; then \return 0; fi
    __vxenv_print_message "vxenv: cannot change $1: it is readonly or an array in this shell"
    \return 1
  fi
  __vxenv_get_attributes "$1"
  case $__vxenv_prior in
    r)
      [ "${2+x}$__vxenv_value" = "x${2-}" ] || __vxenv_print_message "vxenv: cannot change $1: it is readonly or an array in this shell"
      \return 1
      ;;
    s)
      if [ "${2+x}$__vxenv_value" = "x${2-}" ]; then
        # It holds VALUE already: set by vxenv if the record was lost, else by the user, who keeps it.
        __vxenv_prior=u
        [[ $__vxenv_record_lost ]]
        \return
      fi
      if ((${#__vxenv_value} > 32000)) && __vxenv_is_too_long "$1" "$__vxenv_value"; then
        # Not exported, since it is too long to start a process: Linux allows 128 KiB per variable, and the saved one
        # has the longer name. Child shells cannot undo it and report that.
        __vxenv_unset "__VXENV_O_$1"
        \eval "__VXENV_O_$1=\$__vxenv_value"
      else
        \export "__VXENV_O_$1=$__vxenv_value"
      fi
      # A plain exported variable stays set: in mksh `unset` would only remove a local of the user's function.
      if [[ ${2+x} && $__vxenv_attributes == "typeset -x $1="* ]]; then \return 0; fi
      ;;
    l) __vxenv_unset "__VXENV_O_$1"; \eval "__VXENV_O_$1=\$__vxenv_value" ;;
  esac
  \unset "$1" # also removes attributes such as `typeset -i` and -u, which change values
}

# Called by plans if a variable is set already: sets NAME VALUE…, then unsets NAME… after --, and closed variables.
function __vxenv_change {
  \typeset __vxenv_assigned=' ' __vxenv_record=1 __vxenv_name __vxenv_is_set
  while (($# > 0)) && [[ $1 != -- ]]; do
    __vxenv_assigned="$__vxenv_assigned$1 "
    if __vxenv_save_variable "$1" "$2"; then
      \export "$1=$2" "__VXENV_N_$1=$2"
      __vxenv_record="$__vxenv_record $1:${__vxenv_prior}s"
    fi
    \shift 2
  done
  \shift
  for __vxenv_name in "$@" "${__vxenv_closed[@]}"; do
    \eval "__vxenv_is_set=\${$__vxenv_name+x}"
    if [[ $__vxenv_is_set && $__vxenv_assigned != *" $__vxenv_name "* ]] && __vxenv_save_variable "$__vxenv_name"; then
      __vxenv_record="$__vxenv_record $__vxenv_name:${__vxenv_prior}u"
    fi
  done
  [[ $__vxenv_record == 1 ]] || \export "__VXENV_STATE=$__vxenv_record"
}

# Undoes by the record: restores each variable that still holds vxenv's value.
function __vxenv_undo {
  \typeset "__vxenv_record=${__VXENV_STATE-}" __vxenv_damaged='' __vxenv_entry
  __vxenv_unset __VXENV_STATE
  case $__vxenv_record in
    1 | '1 '*) __vxenv_record=${__vxenv_record#1} ;;
    *) __vxenv_damaged=1 __vxenv_record='' ;;
  esac
  while [[ $__vxenv_record == ' '* ]]; do
    __vxenv_record=${__vxenv_record# } __vxenv_entry=${__vxenv_record%% *}
    __vxenv_record=${__vxenv_record#"$__vxenv_entry"}
    case $__vxenv_entry in
      [0-9:]* | *[!A-Za-z0-9_:]* | *:*:*) __vxenv_damaged=1 ;;
      ?*:[usl][us]) __vxenv_undo_variable "${__vxenv_entry%:??}" "$__vxenv_entry" || __vxenv_damaged=1 ;;
      *) __vxenv_damaged=1 ;;
    esac
  done
  if [[ $__vxenv_damaged || $__vxenv_record ]]; then
    __vxenv_print_message "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
  fi
}

# Restores NAME by its ENTRY of the record. Fails if the record is incomplete.
function __vxenv_undo_variable {
  \typeset __vxenv_is_set __vxenv_value __vxenv_has_ours __vxenv_ours __vxenv_has_saved __vxenv_saved
  \eval "__vxenv_is_set=\${$1+x} __vxenv_value=\${$1-}"
  \eval "__vxenv_has_ours=\${__VXENV_N_$1+x} __vxenv_ours=\${__VXENV_N_$1-}"
  \eval "__vxenv_has_saved=\${__VXENV_O_$1+x} __vxenv_saved=\${__VXENV_O_$1-}"
  __vxenv_attributes=$__vxenv_is_set
  case $2 in
    *s)
      [[ $__vxenv_has_ours ]] || \return 1
      __vxenv_unset "__VXENV_N_$1"
      if [ "$__vxenv_is_set$__vxenv_value" != "x$__vxenv_ours" ]; then __vxenv_unset "__VXENV_O_$1"; \return 0; fi # the user changed it
      __vxenv_get_attributes "$1"
      if [[ $__vxenv_prior == r ]]; then __vxenv_unset "__VXENV_O_$1"; \return 0; fi
      ;;
    *) if [[ $__vxenv_is_set ]]; then __vxenv_unset "__VXENV_O_$1"; \return 0; fi ;;
  esac
  case $2 in
    *:u?) __vxenv_unset "$1" ;;
    *:s?)
      [[ $__vxenv_has_saved ]] || \return 1
      # An integer variable would evaluate the value. A plain exported one stays set, as in __vxenv_save_variable.
      if [[ $2 != *s || $__vxenv_attributes != "typeset -x $1="* ]]; then \unset "$1"; fi
      \export "$1=$__vxenv_saved"
      __vxenv_unset "__VXENV_O_$1"
      ;;
    *:l?) # not exported, so child shells have the entry without a value
      \unset "$1"
      if [[ $__vxenv_has_saved ]]; then \eval "$1=\$__vxenv_saved"; __vxenv_unset "__VXENV_O_$1"; fi
      ;;
  esac
  \return 0
}

# __vxenv_unset unsets vxenv's own variables. __vxenv_undeclare removes the attributes of an unset variable, and fails
# if it is readonly. mksh leaks fifty bytes for each variable that is unset by its name, but none if by its elements.
case $__vxenv_shell in
  mksh)
    function __vxenv_unset { while (($# > 0)); do \unset "$1[*]"; \typeset -g +xiulLRZU "$1"; \shift; done; }
    function __vxenv_undeclare { \command \typeset -g +xiulLRZU "$1" 2>/dev/null; }
    ;;
  *)
    function __vxenv_unset { \unset "$@"; }
    function __vxenv_undeclare { \command \unset "$1" 2>/dev/null; }
    ;;
esac

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
  __vxenv_is_cache_safe || \return 1
  __vxenv_locate_plan "$1"
  [[ -f $__vxenv_plan && -r $__vxenv_plan && -O $__vxenv_plan && ! -L $__vxenv_plan ]] || \return 1
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
    "+$__vxenv_directory") \return 0 ;;
    "-$__vxenv_directory") \return 1 ;;
  esac
  for __vxenv_path in "$__vxenv_directory" "$__vxenv_directory/plans" "$__vxenv_directory/plans/$__vxenv_shell"; do
    if [[ -L $__vxenv_path ]] || [[ -e $__vxenv_path && ! -O $__vxenv_path ]]; then
      __vxenv_checked_cache=-$__vxenv_directory
      __vxenv_print_message "vxenv: ignoring plans in $__vxenv_path: it is a symlink or owned by another user"$'\n'"hint: vxenv doctor"
      \return 1
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
# is compared as text before anything is evaluated. A truncated plan does not end with `# whole`.
function __vxenv_load_plan {
  __vxenv_x="vxenv plan $__vxenv_seal $__vxenv_version|$__vxenv_home|$1 $__vxenv_seal"$'\n'
  case $__vxenv_text in
    "$__vxenv_x"*) __vxenv_text=${__vxenv_text#"$__vxenv_x"} ;;
    *) \return 1 ;;
  esac
  case $__vxenv_text in
    $'{\n__vxenv_t_who='*$'\n}\n# whole' | $'{\n__vxenv_t_who='*$'\n}\n# whole\n') ;;
    *) \return 1 ;;
  esac
  case $- in *a*) \set +a; __vxenv_export=1 ;; *) __vxenv_export='' ;; esac
  __vxenv_t_preview=false
  \eval "$__vxenv_text"
  __vxenv_choose_slot "$1"
  __vxenv_define_plan
  if [[ $__vxenv_export ]]; then \set -a; fi
  \return 0
}

# shared: begin choose_slot
# Sets __vxenv_slot to the slot of KEY, or assigns it the next one.
function __vxenv_choose_slot {
  # Skips the applied plan's slot: the new one may be loaded only for its messages.
  if [[ $__vxenv_is_current == "__vxenv_is_current$__vxenv_next_slot" ]]; then
    : $((__vxenv_next_slot = __vxenv_next_slot % 8 + 1))
  fi
  if ! __vxenv_find_slot "$1"; then __vxenv_slot=$__vxenv_next_slot; fi
  if [[ $__vxenv_slot == "$__vxenv_next_slot" ]]; then : $((__vxenv_next_slot = __vxenv_next_slot % 8 + 1)); fi
  __vxenv_slot_keys[__vxenv_slot]=$1
}
# shared: end choose_slot

# shared: begin define_plan
# Defines the plan's texts as the functions of __vxenv_slot.
function __vxenv_define_plan {
  # If this replaces the applied plan, only the record can undo that.
  if [[ $__vxenv_revert == "__vxenv_revert$__vxenv_slot" ]]; then __vxenv_revert=false; fi
  \eval "function __vxenv_is_current$__vxenv_slot {
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

function __vxenv_drop_plans {
  \unset __vxenv_slot_keys
  __vxenv_slot_keys[0]=''
}

# ==== COLD: Python =================================================================================================

# shared: begin request_plan
# Runs Python once for the plan for KEY. The first line of the answer marks a plan; anything else is printed, never
# evaluated.
function __vxenv_request_plan {
  __vxenv_locate_plan "$1"
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then
    __vxenv_print_message "vxenv: $__vxenv_python cannot run vxenv; using existing plans only"$'\n'"  reinstall vxenv, then run: vxenv setup; exec ${__vxenv_shell%3}"
    \return 1
  fi
  __vxenv_output=$(
    VXENV_CONFIG_DIR=${VXENV_CONFIG_DIR:-$__vxenv_config} VXENV_STATE_DIR=${VXENV_STATE_DIR:-$__vxenv_state} \
      VXENV_CACHE_DIR=${VXENV_CACHE_DIR:-$__vxenv_cache} __VXENV_SEAL=$__vxenv_seal \
      "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" \
      hook "$__vxenv_shell" "$__vxenv_version" "$1" "${__vxenv_plan##*/}" "$__vxenv_home" </dev/null
  ) || :
  case $__vxenv_output in
    ': vxenv 1'$'\n'*) __vxenv_text=${__vxenv_output#*$'\n'}; __vxenv_load_plan "$1" ;;
    *) __vxenv_print_output "$__vxenv_output"; \return 1 ;;
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
  if [[ -z $__vxenv_directory_file || $__vxenv_announced == *"|$__vxenv_directory_file|"* ]] || __vxenv_is_subshell; then \return 0; fi
  __vxenv_announced=$__vxenv_announced$__vxenv_directory_file'|'
  if __vxenv_find_plan "dir:$__vxenv_directory_file" || __vxenv_read_plan "dir:$__vxenv_directory_file" ||
    __vxenv_request_plan "dir:$__vxenv_directory_file"; then
    "__vxenv_describe$__vxenv_slot"
    if [[ $__vxenv_p_stack != "${VXENV_PROFILE-}" ]]; then __vxenv_print_message "$__vxenv_p_ask"; fi
  fi
}
# shared: end request_plan

function __vxenv_watch { \set -A __vxenv_files / "${1:-/}"; }
function __vxenv_print_output { [[ ! $1 ]] || \print -r -- "$1"; }

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
          use: | use:-?*) \return 1 ;;
          use:*) __vxenv_stack=$__vxenv_stack+$__vxenv_x ;;
          *) \return 1 ;;
        esac
        ;;
    esac
  done
  if [[ $__vxenv_stack == +- ]]; then __vxenv_stack=+${__VXENV_LAST-}; fi
  __vxenv_stack=${__vxenv_stack#+}
  case $__vxenv_action:$__vxenv_stack in use: | *[!A-Za-z0-9._+:/-]*) \return 1 ;; esac
  if [[ -n ${VXENV_DEBUG-} ]] || __vxenv_is_subshell; then \return 1; fi
  case $__vxenv_action in
    use) __vxenv_find_plan "use:$__vxenv_stack" || __vxenv_read_plan "use:$__vxenv_stack" || \return 1 ;;
    off)
      # The applied plan shows whether config.toml suppresses output.
      if [[ -z $__vxenv_key || $__vxenv_is_current != "__vxenv_is_current$__vxenv_current_slot" ]] || ! "$__vxenv_is_current"; then \return 1; fi
      "__vxenv_describe$__vxenv_current_slot"
      if [[ $__vxenv_current_slot == 9 || -n $__vxenv_p_note ]]; then \return 1; fi
      if [[ -z $__vxenv_p_line ]]; then __vxenv_quiet=1; fi
      __vxenv_slot=9
      ;;
  esac
  if [[ $__vxenv_action != auto ]]; then
    __vxenv_preview_switch || \return 1
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

# Tells whether Python would colour its output (terminal.py).
function __vxenv_is_coloured {
  if __vxenv_get_exported NO_COLOR && [[ -n $__vxenv_value ]]; then \return 1; fi
  if __vxenv_get_exported FORCE_COLOR && [[ -n $__vxenv_value && $__vxenv_value != 0 ]]; then \return 0; fi
  if __vxenv_get_exported CLICOLOR_FORCE && [[ -n $__vxenv_value && $__vxenv_value != 0 ]]; then \return 0; fi
  [[ -t 2 ]] && ! { __vxenv_get_exported TERM && [ "$__vxenv_value" = dumb ]; }
}

# Sets __vxenv_message to the output of the switch to __vxenv_slot. Fails if only Python knows it.
function __vxenv_preview_switch {
  __vxenv_message='' __vxenv_number=0 __vxenv_seen=' ' __vxenv_unclear='' __vxenv_coloured=''
  if __vxenv_get_exported VXENV_QUIET && [[ -n $__vxenv_value ]]; then __vxenv_quiet=1; fi
  if __vxenv_is_coloured; then __vxenv_coloured=1; fi
  "__vxenv_preview$__vxenv_slot" || \return 1
  if [[ -n $__vxenv_quiet || -z $__vxenv_p_headline ]]; then \return 0; fi
  if [[ $__vxenv_slot == 9 ]]; then
    __vxenv_message=$__vxenv_p_headline
  else
    __vxenv_has_known_settings || \return 1
    __vxenv_style 1 "$__vxenv_p_headline" ''
    __vxenv_message=$__vxenv_styled
  fi
  __vxenv_compare_record || \return 1
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
    \shift 3
  done
  \shift
  for __vxenv_name in "$@" "${__vxenv_closed[@]}"; do
    if __vxenv_get_exported "$__vxenv_name" && [[ $__vxenv_seen != *" $__vxenv_name "* ]]; then
      __vxenv_add_row "$__vxenv_name" 31 - ''
    fi
    __vxenv_seen="$__vxenv_seen$__vxenv_name "
  done
}

# Adds a row for each other variable that the undo record restores. Fails if the record is lost or damaged.
function __vxenv_compare_record {
  if [[ -n ${VXENV_PROFILE-} && -z ${__VXENV_STATE+x} ]]; then \return 1; fi
  __vxenv_record=${__VXENV_STATE-1}
  case $__vxenv_record in 1 | '1 '*) __vxenv_record=${__vxenv_record#1} ;; *) \return 1 ;; esac
  while [[ $__vxenv_record == ' '* ]]; do
    __vxenv_record=${__vxenv_record# } __vxenv_entry=${__vxenv_record%% *}
    __vxenv_record=${__vxenv_record#"$__vxenv_entry"} __vxenv_name=${__vxenv_entry%:??}
    case $__vxenv_entry in
      [0-9:]* | *[!A-Za-z0-9_:]* | *:*:*) \return 1 ;;
      ?*:[usl][us]) ;;
      *) \return 1 ;;
    esac
    if [[ $__vxenv_seen == *" $__vxenv_name "* ]]; then \continue; fi
    __vxenv_ours=''
    case $__vxenv_entry in
      *s)
        __vxenv_get_exported "__VXENV_N_$__vxenv_name" || \return 1
        __vxenv_ours=$__vxenv_value
        # Values that the user changed stay.
        if ! __vxenv_get_exported "$__vxenv_name" || [ "$__vxenv_value" != "$__vxenv_ours" ]; then \continue; fi
        ;;
      *) if __vxenv_get_exported "$__vxenv_name"; then \continue; fi ;;
    esac
    case $__vxenv_entry in
      *:s?)
        __vxenv_get_exported "__VXENV_O_$__vxenv_name" || \return 1
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
      \return
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
  if [[ -z $__vxenv_x || -z $__vxenv_value ]]; then [[ -z $__vxenv_x ]]; \return; fi
  __vxenv_x=${__vxenv_x%"${__vxenv_x#?}"} __vxenv_value=${__vxenv_value%"${__vxenv_value#?}"}
  [[ 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz == *"$__vxenv_x"*"$__vxenv_value"* ]]
}

# Sets __vxenv_shown to VALUE of NAME as Python shows it. Sets __vxenv_unclear if VALUE may be a secret (see
# catalogue/secrets.py) or contain characters to escape.
function __vxenv_show_value {
  __vxenv_shown=$2
  if [[ -z $2 ]]; then __vxenv_shown='""'; \return 0; fi
  if ((${#2} > 100)); then __vxenv_unclear=1; fi
  case $1 in
    ANTHROPIC_CUSTOM_HEADERS | OTEL_EXPORTER_OTLP_*HEADERS | *[Kk][Ee][Yy]* | *[Tt][Oo][Kk][Ee][Nn]* | *[Ss][Ee][Cc][Rr][Ee][Tt]* | *[Pp][Aa][Ss][Ss][WwPp]* | \
      *[Aa][Uu][Tt][Hh][Oo][Rr]* | *[Cc][Rr][Ee][Dd][Ee][Nn][Tt][Ii][Aa][Ll]_[Hh]* | *[Cc][Oo][Oo][Kk][Ii][Ee]*) __vxenv_unclear=1 ;;
  esac
  case $2 in
    *[!\{\}\"%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@._:/+=,-]* | *:*@* | *sk-ant-* | *sk-proj-* | \
      *AIza* | *ya29.* | *1//0* | *GOCSPX-* | *gh[pousr]_* | *github_pat_* | *glpat-* | *xox[abprs]-* | *A[KS]IA* | *eyJ*) __vxenv_unclear=1 ;;
  esac
}

# True if Claude Code reads no settings in the working directory but those that the preview was made with: no project
# settings there, and no local settings there or above, in a repository. `..` is the physical directory, as in Python.
function __vxenv_has_known_settings {
  if [[ -e .claude/settings.json && ! .claude/settings.json -ef $__vxenv_p_settings ]]; then \return 1; fi
  __vxenv_directory=.
  while [[ -d $__vxenv_directory && ! -e $__vxenv_directory/.claude/settings.local.json ]]; do
    if [[ -f $__vxenv_directory/.git ]]; then
      __vxenv_bounded "$__vxenv_directory/.git"
      case $__vxenv_x in # a linked worktree has the settings of the main one
        'gitdir: /'*/.git/worktrees/*) __vxenv_x=${__vxenv_x%%/.git/worktrees/*}/.claude/settings.local.json ;;
        *) \return 1 ;;
      esac
      if [[ -e ${__vxenv_x#gitdir: } ]]; then \return 1; fi
    fi
    if [[ $__vxenv_directory -ef / ]]; then \return 0; fi
    __vxenv_directory=$__vxenv_directory/..
  done
  \return 1
}
# shared: end run_quickly

# Sets __vxenv_value to the value of NAME that programs see; fails if they see none. Sets __vxenv_unclear if NAME is
# readonly or an array.
function __vxenv_get_exported {
  \typeset __vxenv_is_set
  \eval "__vxenv_value=\${$1-} __vxenv_is_set=\${$1[@]+x}"
  [[ $__vxenv_is_set ]] || \return 1
  __vxenv_get_attributes "$1"
  case $__vxenv_prior in
    s) ;;
    r) __vxenv_unclear=1; \return 1 ;;
    *) \return 1 ;;
  esac
}

# ==== COLD: commands ===============================================================================================

# Commands that switch print code for this shell. After each command the shell checks for changes.
function vxenv {
  \typeset __vxenv_command='' __vxenv_hook __vxenv_code=0
  for __vxenv_command in "$@"; do [[ $__vxenv_command == -* ]] || \break; done
  __vxenv_check_home
  __vxenv_hook="$__vxenv_shell $__vxenv_version $__vxenv_home"
  # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
  \set -A __vxenv_program "$__vxenv_python" -X utf8 -P "$__vxenv_main"
  # A switch needs no site-packages; Python starts again with them if it does after all.
  case ${1-} in use | off | auto) \set -A __vxenv_program "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" ;; esac
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then \set -A __vxenv_program /usr/bin/env vxenv; fi
  case $__vxenv_command in
    use | off | auto | rename | mv | undo | setup)
      if ! __vxenv_run_quickly "$@"; then
        __vxenv_output=$(__VXENV_HOOK=$__vxenv_hook __VXENV_SEAL=$__vxenv_seal "${__vxenv_program[@]}" "$@") || __vxenv_code=$?
        __vxenv_follow_answer
      fi
      ;;
    doctor) # children do not see the prompt's functions; scripts have no prompt
      if [[ $- == *i* ]]; then
        __vxenv_find_prompt_call
        __VXENV_PROMPTS=$__vxenv_x __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$?
      else
        __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$?
      fi
      ;;
    *) __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$? ;;
  esac
  __vxenv_sync || :
  # An rc file may have replaced the prompt and cd after loading the hook.
  if [[ $- == *i* ]]; then __vxenv_install; fi
  \return "$__vxenv_code"
}

# shared: begin follow_answer
# Follows __vxenv_output, the answer of a command that switches; prints it if it is not an answer.
function __vxenv_follow_answer {
  case $__vxenv_output in
    ': vxenv 1 off') __vxenv_unload=''; \export VXENV_REASON=off ;;
    ': vxenv 1 unload') __vxenv_unload=off; __vxenv_unset VXENV_REASON ;;
    ': vxenv 1 auto') __vxenv_unload='' __vxenv_announced='|'; __vxenv_unset VXENV_REASON __VXENV_PIN ;;
    ': vxenv 1 use:'*$'\n'*)
      __vxenv_wanted_key=${__vxenv_output%%$'\n'*}
      __vxenv_wanted_key=${__vxenv_wanted_key#: vxenv 1 } __vxenv_text=${__vxenv_output#*$'\n'} __vxenv_unload=''
      # Silent, since Python printed the changes.
      if __vxenv_load_plan "$__vxenv_wanted_key"; then __vxenv_silent=1; __vxenv_apply_plan; __vxenv_silent=''; fi
      ;;
    *) __vxenv_print_output "$__vxenv_output" ;;
  esac
}
# shared: end follow_answer

# shared: begin claude
# With claude_wrapper in config.toml: defines the function `claude`, unless it is already an alias or function.
function __vxenv_wrap_claude {
  if [[ -n $__vxenv_wrapped ]]; then \return 0; fi
  __vxenv_wrapped=1
  if \alias claude >/dev/null 2>&1 || \typeset -f claude >/dev/null; then
    __vxenv_print_message "vxenv: claude is already an alias or function; claude_wrapper is not applied"
  else
    \eval 'function claude { __vxenv_claude "$@"; }'
  fi
}

function __vxenv_claude {
  if [[ -r ${__VXENV_SETTINGS-} ]]; then
    \command claude --settings "$__VXENV_SETTINGS" "$@"
  else
    if [[ -n ${__VXENV_SETTINGS-} ]]; then __vxenv_print_message "vxenv: $__VXENV_SETTINGS is missing; settings files may override the profile"; fi
    \command claude "$@"
  fi
}
# shared: end claude

# ==== COLD: differences of the two shells ============================================================================

#   is_subshell       true in a subshell
#   before            called by plans: true before TIME, in seconds since 1970, compared as text
#   read_file         sets __vxenv_text to the contents of FILE up to a NUL byte
#   bounded           called by plans: sets __vxenv_x to the first 64 Ki characters of FILE
#   get_attributes    sets __vxenv_attributes to those of NAME, which must be set, and __vxenv_prior to s (exported),
#                     l (not exported) or r (readonly or an array)
#   is_too_long       true if VALUE is too long for a process under the longer name of the saved NAME
#   prompt_in         makes the prompt call the hook: in ksh93 by PS1.get, without changing PS1, in mksh by PS1
#   find_prompt_call  sets __vxenv_x to the function that the prompt calls
#   wrap_user_cd      wraps the user's function cd, given its text in __vxenv_text

case $__vxenv_shell in
  ksh)
    function __vxenv_is_subshell { ((.sh.subshell > 0)); }
    function __vxenv_before {
      __vxenv_time=${ \printf '%(%s)T' now; }
      [[ $__vxenv_time < $1 ]] || { __vxenv_expired=1; \return 1; }
    }
    function __vxenv_read_file { IFS='' \read -r -d '' __vxenv_text <"$1" || :; }
    # `read -n` loses text after the last newline; `read -N` fails for shorter files.
    function __vxenv_bounded {
      if \read -r -N 65536 __vxenv_x <"$1"; then \return 0; fi
      IFS='' \read -r -d '' __vxenv_x <"$1" || :
    }
    function __vxenv_get_attributes {
      \eval "__vxenv_attributes=\${@$1}"
      case $__vxenv_attributes in
        *' -'[raACn]*) __vxenv_prior=r ;;
        *' -x'*) __vxenv_prior=s ;;
        *) __vxenv_prior=l ;;
      esac
    }
    function __vxenv_is_too_long {
      \typeset LC_ALL=C # counts bytes
      ((${#1} + ${#2} > 131060))
    }
    # ksh93 prints a function from the file that defined it, which may have changed, unless `eval` defined it. An
    # exported PS1 is also read while the environment of a program is built, with .sh.lineno 0: a switch at that time
    # would pass only some of the variables.
    function __vxenv_prompt_in {
      __vxenv_x=${ \typeset -f PS1.get 2>/dev/null; }
      case $__vxenv_x in
        *__vxenv_on*) ;;
        '') \eval 'function PS1.get { if ((.sh.subshell == 0)) && { ((.sh.lineno)) || [[ ${@PS1} != *" -x"* ]]; }; then "${__vxenv_on-:}" || :; fi; }' ;;
        'function PS1.get'* | 'PS1.get'*) # the user's own, which may render the prompt and show the status
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
    function __vxenv_find_prompt_call {
      __vxenv_x=${ \typeset -f PS1.get 2>/dev/null; }
      case $__vxenv_x in *__vxenv_on*) __vxenv_x=__vxenv_on ;; *) __vxenv_x='' ;; esac
    }
    # ksh93 sometimes prints another function's text, so an alias calls the user's cd instead of redefining it.
    function __vxenv_wrap_user_cd {
      if ! \alias cd >/dev/null 2>&1; then
        __vxenv_wrap __vxenv_cd '\cd'
        \alias cd=__vxenv_cd
      fi
    }
    ;;
  mksh)
    function __vxenv_is_subshell { [[ $BASHPID != "$$" ]]; }
    function __vxenv_before { [[ ${EPOCHREALTIME-} < $1 ]] || { __vxenv_expired=1; \return 1; }; }
    function __vxenv_read_file { IFS='' \read -r -N 1048576 __vxenv_text <"$1" || :; }
    function __vxenv_bounded { IFS='' \read -r -N 65536 __vxenv_x <"$1" || :; }
    function __vxenv_get_attributes {
      __vxenv_attributes=${ \typeset -p "$1" 2>/dev/null;}
      __vxenv_attributes=${__vxenv_attributes:-$(\typeset -p "$1")} # if no temporary file can be written
      case ${__vxenv_attributes%%" $1"*} in
        'set '* | *' -r'*) __vxenv_prior=r ;;
        *' -x'*) __vxenv_prior=s ;;
        *) __vxenv_prior=l ;;
      esac
    }
    function __vxenv_is_too_long {
      \typeset __vxenv_length
      case $- in
        *U*)
          \set +U # counts bytes
          __vxenv_length=${#2}
          \set -U
          ;;
        *) __vxenv_length=${#2} ;;
      esac
      ((${#1} + __vxenv_length > 131060))
    }
    function __vxenv_prompt_in {
      case ${PS1-} in
        *__vxenv_on*) ;;
        ?$'\r'*) PS1=${PS1:0:2}$__vxenv_call${PS1:2} ;; # these two mark invisible characters
        *) PS1=$__vxenv_call${PS1-} ;;
      esac
    }
    function __vxenv_find_prompt_call { __vxenv_x=${PS1-}; }
    function __vxenv_wrap_user_cd {
      \eval "${__vxenv_text/cd/__vxenv_user_cd}"
      __vxenv_wrap cd __vxenv_user_cd
    }
    __vxenv_call='${|"${__vxenv_on-:}" && :;}'
    ;;
esac

# ==== Loading ======================================================================================================

# Makes `cd` and the prompt call the hook.
function __vxenv_install {
  __vxenv_text=${ \typeset -f cd; } || :
  case $__vxenv_text in
    '') __vxenv_wrap cd '\command cd' ;;
    *__vxenv_cd=*) ;;
    *) __vxenv_wrap_user_cd ;;
  esac
  __vxenv_prompt_in
}

# Defines the function NAME, which changes directory with COMMAND.
function __vxenv_wrap {
  \eval "function $1 {
    if $2 \"\$@\"; then __vxenv_cd=0; else __vxenv_cd=\$?; fi
    if [[ \$PWD != \"\$__vxenv_pwd\" ]]; then __vxenv_sync || :; fi
    __vxenv_prompt_in
    \\return \"\$__vxenv_cd\"
  }"
}

# For a restricted shell, which cannot run programs by path or change directory: removes the hook; `vxenv` is then the
# program on PATH.
function __vxenv_restrict {
  __vxenv_text=${ \typeset -f cd; } || :
  if [[ $__vxenv_text == *'if \command cd '* ]]; then \unset -f cd; fi
  \unset -f vxenv
  \unset __vxenv_on
  __vxenv_loading=''
  __vxenv_print_message "vxenv: restricted shell: cannot run vxenv; variables unchanged"$'\n'"hint: vxenv exec NAME -- COMMAND"
}

__vxenv_loading=''
if [[ $- == *r* ]]; then
  if [[ $- == *i* ]]; then __vxenv_restrict; else \unset -f vxenv; fi
elif [[ $- == *i* ]]; then
  __vxenv_loading=1
  __vxenv_install
  __vxenv_sync || :
  __vxenv_loading=''
fi

if [[ $__vxenv_allexport ]]; then \set -a; fi
