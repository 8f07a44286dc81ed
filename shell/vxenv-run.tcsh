# Sourced by the alias `vxenv`, with its arguments in $argv. A command that switches writes the key to the file
# __VXENV_ANSWER; then Python runs to apply it.

sete\nv __VXENV_HOOK "tcsh $__vxenv_version:q"
sete\nv __VXENV_ANSWER $__vxenv_answer:q
if ( $?prompt && "$argv:q" =~ *doctor* ) sete\nv __VXENV_PROMPTS "`alias precmd`"
# If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
if ( -x $__vxenv_python:q && -r $__vxenv_main:q ) then
  # A switch needs no site-packages; Python starts again with them if it does after all.
  s\et __vxenv_flags = -P
  if ( "$argv:q" =~ use* || "$argv:q" =~ off* || "$argv:q" =~ auto* ) s\et __vxenv_flags = ( -I -S )
  $__vxenv_python:q -X utf8 $__vxenv_flags $__vxenv_main:q $argv:q
  s\et __vxenv_status = $status
else
  /usr/bin/env vxenv $argv:q
  s\et __vxenv_status = $status
  if ( 1 ) s\et __vxenv_call = ( /usr/bin/env vxenv )
endif
unse\tenv __VXENV_HOOK
unse\tenv __VXENV_ANSWER
unse\tenv __VXENV_PROMPTS
# Sourced only if other users cannot have written it.
s\et __vxenv_folder = $__vxenv_answer:h:q
if ( -d $__vxenv_folder:q && -o $__vxenv_folder:q && ! -l $__vxenv_folder:q && ! -P22: $__vxenv_folder:q && -o $__vxenv_state:q && ! -l $__vxenv_state:q && ! -P22: $__vxenv_state:q && -s $__vxenv_answer:q && -o $__vxenv_answer:q && ! -l $__vxenv_answer:q ) then
  so\urce $__vxenv_answer:q
  : >! $__vxenv_answer:q
endif
if ( "$__vxenv_pin:q" != '' ) then
  so\urce $__vxenv_turn:q pin
  s\et __vxenv_pin = ''
else
  so\urce $__vxenv_turn:q command
endif
if ( $?prompt ) so\urce $__vxenv_place:q
s\et status = $__vxenv_status
