# Sourced by cwdcmd, and by precmd if anything may have changed: runs Python if a new answer is needed, and sources it.
# In a sourced file the other branch of a block is not expanded, so no `eval` is needed, which leaks memory in tcsh
# 6.24.
#
# The argument is the event: load, prompt, moved, command, or pin, if `vxenv` pinned a key. Most directories share the
# nearest directory file, so Python runs only if it differs.

s\et __vxenv_mode = $argv[1] __vxenv_dirs = '' __vxenv_changed = 0
__vxenv_look
so\urce $__vxenv_active:q
if ( $?HOME ) then
  s\et __vxenv_dirs = "$HOME:q"
endif
if ( $?VXENV_CONFIG_DIR ) then
  s\et __vxenv_dirs = "$__vxenv_dirs:q|$VXENV_CONFIG_DIR:q"
endif
if ( $?VXENV_STATE_DIR ) then
  s\et __vxenv_dirs = "$__vxenv_dirs:q|state:$VXENV_STATE_DIR:q"
endif

# The directory of the nearest directory file, or - without one. The paths up to it are tested before each prompt.
s\et __vxenv_directory = $cwd:q __vxenv_test = 0
if ( 1 ) s\et __vxenv_parents = ()
while ( "x$__vxenv_directory:q" != x && ! -f $__vxenv_directory:q/.vxenv.toml )
  if ( 1 ) s\et __vxenv_parents = ( $__vxenv_parents:q $__vxenv_directory:q )
  s\et __vxenv_test = "$__vxenv_test || -f "'$__vxenv_parents['"$#__vxenv_parents"']:q/.vxenv.toml'
  s\et __vxenv_directory = $__vxenv_directory:h:q
end
if ( -f $__vxenv_directory:q/.vxenv.toml ) then
  s\et __vxenv_nearest = $__vxenv_directory:q/
  s\et __vxenv_test = "$__vxenv_test || ! -f "'$__vxenv_near:q.vxenv.toml'
else
  s\et __vxenv_nearest = '-'
  s\et __vxenv_test = "$__vxenv_test || -f /.vxenv.toml"
endif
alias __vxenv_stay "if ( $__vxenv_test ) s\et __vxenv_changed = 1"

if ( "x$__vxenv_nearest:q" != "x$__vxenv_near:q" ) then
  s\et __vxenv_changed = 1 __vxenv_mode = moved
endif
if ( "x$__vxenv_now:q" != "x$__vxenv_act:q" || "x$__vxenv_dirs:q" != "x$__vxenv_asked:q" ) s\et __vxenv_changed = 1
if ( $argv[1] == prompt && $__vxenv_first ) then
  s\et __vxenv_changed = 1 __vxenv_mode = first __vxenv_first = 0
endif
if ( $argv[1] == pin || $argv[1] == load ) then
  s\et __vxenv_changed = 1 __vxenv_mode = $argv[1]
endif

if ( $__vxenv_changed ) then
  # Set before Python runs, so that a failed request is not repeated.
  s\et __vxenv_near = $__vxenv_nearest:q __vxenv_act = $__vxenv_now:q __vxenv_asked = $__vxenv_dirs:q
  alias __vxenv_look :
  if ( $__vxenv_mode == pin || ( -x $__vxenv_python:q && -r $__vxenv_main:q ) ) then
    if ( $?__vxenv_seal ) then
      sete\nv __VXENV_SEAL $__vxenv_seal:q
    endif
    $__vxenv_call:q hook tcsh $__vxenv_version:q $__vxenv_mode "$__vxenv_pin:q" $__vxenv_answer:q $$ "$__vxenv_digest:q" "$__vxenv_late:q" "$__vxenv_wrapped:q" $__vxenv_config:q $__vxenv_state:q $__vxenv_cache:q $__vxenv_told:q < /dev/null
    unse\tenv __VXENV_SEAL
    # Sourced only if other users cannot have written it.
    s\et __vxenv_folder = $__vxenv_answer:h:q
    if ( -d $__vxenv_folder:q && -o $__vxenv_folder:q && ! -l $__vxenv_folder:q && ! -P22: $__vxenv_folder:q && -o $__vxenv_state:q && ! -l $__vxenv_state:q && ! -P22: $__vxenv_state:q && -s $__vxenv_answer:q && -o $__vxenv_answer:q && ! -l $__vxenv_answer:q ) then
      so\urce $__vxenv_answer:q
      : >! $__vxenv_answer:q
    endif
  else
    __vxenv_gone
  endif
endif
