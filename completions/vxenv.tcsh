# Completions of vxenv for tcsh: commands, choices, and profiles, whose names are read from the store.

if ( ! $?__vxenv_config ) then
  set __vxenv_config = "$home:q/.config/vxenv"
  if ( $?XDG_CONFIG_HOME ) then
    set __vxenv_config = "$XDG_CONFIG_HOME:q/vxenv"
  endif
endif
alias __vxenv_c_profiles '/bin/sh -c '"'"'cd "${VXENV_CONFIG_DIR:-$1}/profiles" 2>/dev/null && ls | sed -n "s/^\([A-Za-z0-9][A-Za-z0-9._-]*\)\.toml\$/\1/p"'"'"' sh $__vxenv_config:q'

# --- made by `make completions` from the commands; not by hand ---
complete vxenv \
  'p/1/(use off auto default exec export local allow deny allowed list show diff status prompt why models vars add set unset edit copy rename remove import undo statusline guard claude lint upgrade doctor probe explain setup init completions try)/' \
  'n/use/`__vxenv_c_profiles`/' \
  'n/default/`__vxenv_c_profiles`/' \
  'n/exec/`__vxenv_c_profiles`/' \
  'n/export/`__vxenv_c_profiles`/' \
  'n/local/`__vxenv_c_profiles`/' \
  'n/show/`__vxenv_c_profiles`/' \
  'n/diff/`__vxenv_c_profiles`/' \
  'n/set/`__vxenv_c_profiles`/' \
  'n/unset/`__vxenv_c_profiles`/' \
  'n/edit/`__vxenv_c_profiles`/' \
  'n/copy/`__vxenv_c_profiles`/' \
  'n/rename/`__vxenv_c_profiles`/' \
  'n/remove/`__vxenv_c_profiles`/' \
  'n/claude/(install remove)/' \
  'n/lint/`__vxenv_c_profiles`/' \
  'n/upgrade/`__vxenv_c_profiles`/' \
  'n/doctor/`__vxenv_c_profiles`/' \
  'n/probe/`__vxenv_c_profiles`/' \
  'n/init/(bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh)/' \
  'n/completions/(bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh)/' \
  'p/*/`__vxenv_c_profiles`/'
# --- end of what is made ---
