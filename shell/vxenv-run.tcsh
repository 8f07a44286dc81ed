# What the alias `vxenv` sources, with the words behind it in $argv. What a command switches it writes into the file
# __VXENV_ANSWER, and Python is asked for it.

sete\nv __VXENV_HOOK "tcsh $__vxenv_version:q"
sete\nv __VXENV_ANSWER $__vxenv_answer:q
if ( $?prompt && "$argv:q" =~ *doctor* ) sete\nv __VXENV_PROMPTS "`alias precmd`"
# An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
if ( -x $__vxenv_python:q && -r $__vxenv_main:q ) then
  $__vxenv_python:q -X utf8 -P $__vxenv_main:q $argv:q
  s\et __vxenv_status = $status
else
  /usr/bin/env vxenv $argv:q
  s\et __vxenv_status = $status
  if ( 1 ) s\et __vxenv_call = ( /usr/bin/env vxenv )
endif
unse\tenv __VXENV_HOOK
unse\tenv __VXENV_ANSWER
unse\tenv __VXENV_PROMPTS
# Only what nobody else could have written is sourced.
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
