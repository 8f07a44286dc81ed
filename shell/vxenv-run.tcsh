# What the alias `vxenv` sources, with the words behind it in $argv. What a command switches it writes into the file
# __VXENV_ANSWER, and Python is asked for it.

setenv __VXENV_HOOK "tcsh $__vxenv_version:q"
setenv __VXENV_ANSWER $__vxenv_answer:q
if ( $?prompt && "$argv:q" =~ *doctor* ) setenv __VXENV_PROMPTS "`alias precmd`"
# An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
if ( -x $__vxenv_python:q && -r $__vxenv_main:q ) then
  $__vxenv_python:q -X utf8 -P $__vxenv_main:q $argv:q
  set __vxenv_status = $status
else
  /usr/bin/env vxenv $argv:q
  set __vxenv_status = $status
  set __vxenv_call = ( /usr/bin/env vxenv )
endif
unsetenv __VXENV_HOOK
unsetenv __VXENV_ANSWER
unsetenv __VXENV_PROMPTS
if ( -s $__vxenv_answer:q ) eval __vxenv_take
__vxenv_seen
if ( "$__vxenv_pin:q" != '' ) then
  __vxenv_ask pin
  set __vxenv_pin = ''
else if ( $__vxenv_changed ) then
  __vxenv_sync $__vxenv_mode
endif
set status = $__vxenv_status
