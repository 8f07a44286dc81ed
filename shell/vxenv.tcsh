# vxenv's hook for tcsh.
#
# `vxenv init tcsh` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_completions             the directory of completions, if `vxenv setup` put them there
#   __vxenv_run                     the file vxenv-run.tcsh
#
# Rules of this file. tcsh has no functions and cannot read a file without a process, so that Python decides, undoes and
# applies: on each change of directory, and at a prompt where the activation was changed by hand or where time, size or
# number of a file say that it is another one, which takes no process: see __vxenv_look, which Python makes. What is
# evaluated is what Python wrote into __vxenv_answer, in a directory of the user's alone, and it is emptied then. What
# stands behind a one-line `if` is no alias, and its variables must be set, hence `eval` there. Values are quoted by :q.

set __vxenv_call = ( $__vxenv_python:q -X utf8 -I -S $__vxenv_main:q )
set __vxenv_answer = "$__vxenv_state:q/answers/$$"
set __vxenv_digest = ''     # of what Python said last
set __vxenv_late = ''       # what loading had to say, kept for the first prompt
set __vxenv_first = 0       # the first prompt is still to come
set __vxenv_pin = ''        # what `vxenv use` and the like want
set __vxenv_act = '+'       # what the environment said was active when Python was asked,
set __vxenv_pwd = ''        # and where the shell was
set __vxenv_told = ()       # directory files that this shell, being pinned, was told of
set __vxenv_files = ()      # what __vxenv_look looks at
alias __vxenv_look :        # sets __vxenv_changed to 1 if one of them is another
set __vxenv_changed = 0
if ( ! $?__vxenv_wrapped ) set __vxenv_wrapped = '' # whose alias `claude` is: own, theirs, or not looked at

# Sets __vxenv_now to what the environment says is active.
alias __vxenv_active 'set __vxenv_now = +; if ( $?VXENV_PROFILE ) eval '"'"'set __vxenv_now = "+$VXENV_PROFILE:q"'"'"'; if ( $?VXENV_REASON ) eval '"'"'set __vxenv_now = "$VXENV_REASON:q$__vxenv_now:q"'"'"

# What was asked for here, so that an answer that does not come is not asked for again.
alias __vxenv_asked 'set __vxenv_pwd = $cwd:q; __vxenv_active; set __vxenv_act = $__vxenv_now:q; alias __vxenv_look :'
alias __vxenv_ask '__vxenv_asked; $__vxenv_call:q hook tcsh $__vxenv_version:q \!:1 "$__vxenv_pin:q" $__vxenv_answer:q $$ "$__vxenv_digest:q" "$__vxenv_late:q" "$__vxenv_wrapped:q" $__vxenv_config:q $__vxenv_state:q $__vxenv_cache:q $__vxenv_told:q < /dev/null; if ( -s $__vxenv_answer:q ) eval __vxenv_take'
alias __vxenv_take 'source $__vxenv_answer:q; echo -n >! $__vxenv_answer:q'
alias __vxenv_gone '__vxenv_asked; /bin/sh -c '"'"'printf "%s\n" "$@" >&2'"'"' sh "vxenv: $__vxenv_python:q no longer runs vxenv, so nothing new can be worked out here" "hint: install vxenv again, then: vxenv setup, and: exec tcsh"'
alias __vxenv_sync 'if ( -x $__vxenv_python:q && -r $__vxenv_main:q ) eval "__vxenv_ask \!:1"; if ( ! -x $__vxenv_python:q || ! -r $__vxenv_main:q ) eval __vxenv_gone'

# After a change of directory, and before a prompt; $status stays.
alias __vxenv_moved 'set __vxenv_status = $status; if ( "x$cwd:q" != "x$__vxenv_pwd:q" ) eval "__vxenv_sync moved"; set status = $__vxenv_status'
alias __vxenv_seen 'set __vxenv_changed = 0; set __vxenv_mode = prompt; __vxenv_look; __vxenv_active; if ( "x$__vxenv_now:q" != "x$__vxenv_act:q" ) set __vxenv_changed = 1; if ( "x$cwd:q" != "x$__vxenv_pwd:q" ) set __vxenv_mode = moved; if ( $__vxenv_mode == moved ) set __vxenv_changed = 1'
alias __vxenv_prompt 'set __vxenv_status = $status; __vxenv_seen; if ( $__vxenv_first ) set __vxenv_mode = first; if ( $__vxenv_first || $__vxenv_changed ) eval "__vxenv_sync $__vxenv_mode"; set __vxenv_first = 0; set status = $__vxenv_status'

# One command, so that a pipe or a file takes what it prints.
alias vxenv 'source $__vxenv_run:q \!*'

if ( $?prompt ) then
  set __vxenv_said = "`alias cwdcmd`"
  if ( "$__vxenv_said:q" == '' ) then
    alias cwdcmd __vxenv_moved
  else if ( "$__vxenv_said:q" !~ *__vxenv_moved* ) then
    alias cwdcmd "$__vxenv_said:q; __vxenv_moved"
  endif
  set __vxenv_said = "`alias precmd`"
  if ( "$__vxenv_said:q" == '' ) then
    alias precmd __vxenv_prompt
  else if ( "$__vxenv_said:q" !~ *__vxenv_prompt* ) then
    alias precmd "__vxenv_prompt; $__vxenv_said:q"
  endif
  if ( "$__vxenv_completions:q" != '' ) then
    if ( -r "$__vxenv_completions:q/vxenv.tcsh" ) source "$__vxenv_completions:q/vxenv.tcsh"
  endif
  __vxenv_sync load
  set __vxenv_first = 1
endif
