# The part of vxenv's hook for bash that is read at its first need: by __vxenv_load_cold in vxenv.bash, which has the
# rules and the state.
#
# Contents: variables that are set already; deep directories; Python; commands without Python; commands; loading.

# As in vxenv.bash, which may be reading this.
case $- in *a*) \set +a; __vxenv_cold_allexport=1 ;; *) __vxenv_cold_allexport='' ;; esac
if \shopt -q expand_aliases; then __vxenv_cold_aliases=1; else __vxenv_cold_aliases=''; fi
\shopt -u expand_aliases

# ==== Variables that are set already: saving them, and undoing by the record =======================================

# Sets __vxenv_attributes to the attributes of NAME, which must be set, and __vxenv_prior to s (exported), l (not
# exported) or r (readonly or an array).
function __vxenv_get_attributes {
  case $__vxenv_shell in
    bash3) # `declare -p`, through a file since $(declare -p) would fork
      __vxenv_capture declare -p "$1"
      __vxenv_attributes=${__vxenv_text#declare -} __vxenv_attributes=${__vxenv_attributes%%[!a-zA-Z-]*}
      ;;
    *) __vxenv_attributes=${!1@a} ;;
  esac
  case $__vxenv_attributes in *[raA]*) __vxenv_prior=r ;; *x*) __vxenv_prior=s ;; *) __vxenv_prior=l ;; esac
}

# Saves the value of NAME in __VXENV_O_NAME and unsets NAME, before it is set to VALUE (optional). Sets __vxenv_prior to
# the letter for the record. Fails if NAME cannot be changed.
function __vxenv_save_variable {
  __vxenv_elements="$1[@]" # ${!name} would miss an array without its first element
  __vxenv_prior=u
  if [[ ! ${!__vxenv_elements+x} ]]; then
    # Maybe declared without a value: `unset` removes the declaration, unless it is readonly, and may reveal another
    # variable.
    if ! unset -v "$1" 2>/dev/null; then
      __vxenv_print_message "vxenv: cannot change $1: it is readonly or an array in this shell"
      return 1
    fi
    [[ ${!__vxenv_elements+x} ]] || return 0
  fi
  __vxenv_get_attributes "$1"
  case $__vxenv_prior in
    r)
      [[ ${2+x} && ${!1-} == "${2-}" ]] || __vxenv_print_message "vxenv: cannot change $1: it is readonly or an array in this shell"
      return 1
      ;;
    s)
      if [[ ${2+x} && ${!1} == "${2-}" ]]; then
        # It holds VALUE already: set by vxenv if the record was lost, else by the user, who keeps it.
        __vxenv_prior=u
        [[ $__vxenv_record_lost ]]
        return
      fi
      __vxenv_value=${!1}
      export "__VXENV_O_$1=$__vxenv_value"
      if [[ ${#__vxenv_value} -gt 32000 ]]; then __vxenv_limit_record "$1" "$__vxenv_value"; fi
      # A plain exported variable stays set: in a function of the user with a local of that name, `unset` would reveal
      # the global one, and the new value would be lost when the function returns.
      if [[ ${2+x} && $__vxenv_attributes == x ]]; then return 0; fi
      ;;
    l) unset -v "__VXENV_O_$1"; printf -v "__VXENV_O_$1" %s "${!1}" ;;
  esac
  unset -v "$1" # also removes attributes such as `declare -i` and -u, which change values
}

# Stops exporting the saved VALUE of NAME if it is too long to start a process: Linux allows 128 KiB per variable, and
# the saved one has the longer name. Child shells cannot undo it and report that.
function __vxenv_limit_record {
  local LC_ALL=C # counts bytes
  [[ $((${#1} + ${#2})) -le 131060 ]] || export -n "__VXENV_O_$1"
}

# Called by plans if a variable is set already: sets NAME VALUE…, then unsets NAME… after --, and closed variables.
function __vxenv_change {
  __vxenv_assigned=' ' __vxenv_record=1
  while [[ $# -gt 0 && $1 != -- ]]; do
    __vxenv_assigned+="$1 "
    if __vxenv_save_variable "$1" "$2"; then
      export "$1=$2" "__VXENV_N_$1=$2"
      __vxenv_record+=" $1:${__vxenv_prior}s"
    fi
    shift 2
  done
  shift
  for __vxenv_name in "$@" "${__vxenv_closed[@]}"; do
    if [[ ${!__vxenv_name+x} && $__vxenv_assigned != *" $__vxenv_name "* ]] && __vxenv_save_variable "$__vxenv_name"; then
      __vxenv_record+=" $__vxenv_name:${__vxenv_prior}u"
    fi
  done
  [[ $__vxenv_record == 1 ]] || export "__VXENV_STATE=$__vxenv_record"
}

# Undoes by the record: restores each variable that still holds vxenv's value.
function __vxenv_undo {
  __vxenv_record=${__VXENV_STATE-} __vxenv_damaged=''
  __vxenv_remove=(__VXENV_STATE)
  case $__vxenv_record in
    1 | '1 '*) __vxenv_record=${__vxenv_record#1} ;;
    *) __vxenv_damaged=1 __vxenv_record='' ;;
  esac
  while [[ $__vxenv_record == ' '* ]]; do
    __vxenv_record=${__vxenv_record# } __vxenv_entry=${__vxenv_record%% *}
    __vxenv_record=${__vxenv_record#"$__vxenv_entry"} __vxenv_name=${__vxenv_entry%:??}
    case $__vxenv_entry in
      [0-9:]* | *[!A-Za-z0-9_:]* | *:*:*) __vxenv_damaged=1; continue ;;
      ?*:[usl][us]) ;;
      *) __vxenv_damaged=1; continue ;;
    esac
    __vxenv_ours=__VXENV_N_$__vxenv_name __vxenv_saved=__VXENV_O_$__vxenv_name
    case $__vxenv_entry in
      *s)
        if [[ ! ${!__vxenv_ours+x} ]]; then __vxenv_damaged=1; continue; fi
        __vxenv_remove+=("$__vxenv_ours")
        if [[ ! ${!__vxenv_name+x} || ${!__vxenv_name-} != "${!__vxenv_ours}" ]]; then
          __vxenv_remove+=("$__vxenv_saved") # the user changed it
          continue
        fi
        ;;
      *) if [[ ${!__vxenv_name+x} ]]; then __vxenv_remove+=("$__vxenv_saved"); continue; fi ;;
    esac
    case $__vxenv_entry in
      *:u?) __vxenv_remove+=("$__vxenv_name") ;;
      *:s?)
        if [[ ! ${!__vxenv_saved+x} ]]; then __vxenv_damaged=1; continue; fi
        # An integer variable would evaluate the value. A plain exported one stays set, as in __vxenv_save_variable.
        if [[ ${!__vxenv_name+x} ]]; then __vxenv_get_attributes "$__vxenv_name"; else __vxenv_attributes=''; fi
        if [[ $__vxenv_attributes != x ]] && ! unset -v "$__vxenv_name" 2>/dev/null; then __vxenv_damaged=1; continue; fi
        export "$__vxenv_name=${!__vxenv_saved}"
        __vxenv_remove+=("$__vxenv_saved")
        ;;
      *:l?) # not exported, so child shells have the entry without a value
        unset -v "$__vxenv_name"
        if [[ ${!__vxenv_saved+x} ]]; then
          printf -v "$__vxenv_name" %s "${!__vxenv_saved}"
          export -n "${__vxenv_name?}"
          __vxenv_remove+=("$__vxenv_saved")
        fi
        ;;
    esac
  done
  unset -v "${__vxenv_remove[@]}" 2>/dev/null
  if [[ $__vxenv_damaged || $__vxenv_record ]]; then
    __vxenv_print_message "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
  fi
}

# ==== Directories more than eight levels deep ======================================================================

# shared: begin list_candidates
# More than eight levels deep: lists the paths where a nearer directory file may appear, and defines a function that tests
# them, once for each number of them: a loop would take twice as long.
function __vxenv_list_candidates {
  __vxenv_candidates=('') __vxenv_directory=${PWD%/} __vxenv_x='' # in zsh the first index is 1
  until [[ $__vxenv_directory/.vxenv.toml == "$__vxenv_directory_file" ]]; do
    __vxenv_candidates+=("$__vxenv_directory/.vxenv.toml")
    if [[ -z $__vxenv_directory ]]; then break; fi
    __vxenv_directory=${__vxenv_directory%/*}
  done
  __vxenv_listed=$PWD+$__vxenv_directory_file
  if [[ $__vxenv_tested == *" ${#__vxenv_candidates[@]} "* ]]; then return 0; fi
  for ((__vxenv_at = 1; __vxenv_at <= ${#__vxenv_candidates[@]}; __vxenv_at += 1)); do
    __vxenv_x="$__vxenv_x || -f \${__vxenv_candidates[$__vxenv_at]-}"
  done
  __vxenv_evaluate "function __vxenv_has_candidate${#__vxenv_candidates[@]} { [[ ${__vxenv_x# || } ]]; }"
  __vxenv_tested="$__vxenv_tested${#__vxenv_candidates[@]} "
}
# shared: end list_candidates

# Evaluates CODE, which defines a function, without aliases and `set -a`.
function __vxenv_evaluate {
  local __vxenv_aliases='' __vxenv_allexport=''
  if shopt -q expand_aliases; then __vxenv_aliases=1; fi
  shopt -u expand_aliases
  case $- in *a*) set +a; __vxenv_allexport=1 ;; esac
  eval "$1"
  if [[ $__vxenv_allexport ]]; then set -a; fi
  if [[ $__vxenv_aliases ]]; then shopt -s expand_aliases; fi
}

# ==== Python =======================================================================================================

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
    ': vxenv 1'$'\n'*) __vxenv_text=${__vxenv_output#*$'\n'}; __vxenv_load_plan "$1" ;;
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

function __vxenv_watch { if [[ $1 ]]; then __vxenv_files=("$1"); else __vxenv_files=(); fi; }
function __vxenv_is_subshell { [[ $BASH_SUBSHELL -gt 0 ]]; }
function __vxenv_print_output { [[ ! $1 ]] || printf '%s\n' "$1"; }

# Sets __vxenv_x to the first 64 Ki characters of FILE.
function __vxenv_bounded { IFS='' read -r -d '' -n 65536 __vxenv_x <"$1" || :; }

# ==== `use`, `off` and `auto` without Python =======================================================================

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
  case $__vxenv_action:$__vxenv_stack in use: | *[!A-Za-z0-9._+:/-]*) return 1 ;; esac
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

# Tells whether Python would colour its output (terminal.py).
function __vxenv_is_coloured {
  if __vxenv_get_exported NO_COLOR && [[ -n $__vxenv_value ]]; then return 1; fi
  if __vxenv_get_exported FORCE_COLOR && [[ -n $__vxenv_value && $__vxenv_value != 0 ]]; then return 0; fi
  if __vxenv_get_exported CLICOLOR_FORCE && [[ -n $__vxenv_value && $__vxenv_value != 0 ]]; then return 0; fi
  [[ -t 2 ]] && ! { __vxenv_get_exported TERM && [ "$__vxenv_value" = dumb ]; }
}

# Sets __vxenv_message to the output of the switch to __vxenv_slot. Fails if only Python knows it.
function __vxenv_preview_switch {
  __vxenv_message='' __vxenv_number=0 __vxenv_seen=' ' __vxenv_unclear='' __vxenv_coloured=''
  if __vxenv_get_exported VXENV_QUIET && [[ -n $__vxenv_value ]]; then __vxenv_quiet=1; fi
  if __vxenv_is_coloured; then __vxenv_coloured=1; fi
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
  __vxenv_elements="$1[@]"
  [[ ${!__vxenv_elements+x} ]] || return 1
  __vxenv_get_attributes "$1"
  case $__vxenv_prior in
    s) __vxenv_value=${!1} ;;
    r) __vxenv_unclear=1; return 1 ;;
    *) return 1 ;;
  esac
}

# ==== Commands =====================================================================================================

# Commands that switch print code for this shell. After each command the shell checks for changes.
function vxenv {
  local __vxenv_command='' __vxenv_hook __vxenv_code=0
  local -a __vxenv_program
  for __vxenv_command in "$@"; do [[ $__vxenv_command == -* ]] || break; done
  __vxenv_check_home
  __vxenv_hook="$__vxenv_shell $__vxenv_version $__vxenv_home"
  # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
  __vxenv_program=("$__vxenv_python" -X utf8 -P "$__vxenv_main")
  # A switch needs no site-packages; Python starts again with them if it does after all.
  case ${1-} in use | off | auto) __vxenv_program=("$__vxenv_python" -X utf8 -I -S "$__vxenv_main") ;; esac
  if [[ ! -x $__vxenv_python || ! -r $__vxenv_main ]]; then __vxenv_program=(/usr/bin/env vxenv); fi
  case $__vxenv_command in
    use | off | auto | rename | mv | undo | setup)
      # With nocasematch, names and values that differ only in case would be equal.
      if shopt -q nocasematch || ! __vxenv_run_quickly "$@"; then
        __vxenv_output=$(__VXENV_HOOK=$__vxenv_hook __VXENV_SEAL=$__vxenv_seal "${__vxenv_program[@]}" "$@") || __vxenv_code=$?
        __vxenv_follow_answer
      fi
      ;;
    doctor) # children see neither arrays nor unexported variables; scripts have no prompt
      if [[ $- == *i* ]]; then local -x __VXENV_PROMPTS=${PROMPT_COMMAND[*]-}; fi
      __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$?
      ;;
    *) __VXENV_HOOK=$__vxenv_hook "${__vxenv_program[@]}" "$@" || __vxenv_code=$? ;;
  esac
  __vxenv_sync || :
  return "$__vxenv_code"
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
      __vxenv_wanted_key=${__vxenv_wanted_key#: vxenv 1 } __vxenv_text=${__vxenv_output#*$'\n'} __vxenv_unload=''
      # Silent, since Python printed the changes.
      if __vxenv_load_plan "$__vxenv_wanted_key"; then __vxenv_silent=1; __vxenv_apply_plan; __vxenv_silent=''; fi
      ;;
    *) __vxenv_print_output "$__vxenv_output" ;;
  esac
}
# shared: end follow_answer

# Defines cd, pushd and popd as functions that call the builtin, or the user's function, then __vxenv_sync.
function __vxenv_wrap_functions {
  local __vxenv_name __vxenv_call
  for __vxenv_name in cd pushd popd; do
    __vxenv_call="builtin $__vxenv_name"
    if declare -F "$__vxenv_name" >/dev/null; then
      __vxenv_capture declare -f "$__vxenv_name"
      [[ $__vxenv_text != *__vxenv_cd=* ]] || continue
      __vxenv_text=$(declare -f "$__vxenv_name") # not from a file, since it is evaluated
      eval "function __vxenv_user_$__vxenv_name ${__vxenv_text#"$__vxenv_name"}"
      __vxenv_call="__vxenv_user_$__vxenv_name"
    fi
    eval "function $__vxenv_name {
      if $__vxenv_call \"\$@\"; then __vxenv_cd=0; else __vxenv_cd=\$?; fi
      if [[ \$PWD != \"\$__vxenv_pwd\" ]]; then __vxenv_sync || :; fi
      return \"\$__vxenv_cd\"
    }"
  done
}

# ==== Loading ======================================================================================================

__vxenv_cold='' # loaded completely
if [[ $__vxenv_cold_allexport ]]; then set -a; fi
if [[ $__vxenv_cold_aliases ]]; then shopt -s expand_aliases; fi
