# vxenv's hook for tcsh.
#
# `vxenv init tcsh` puts these assignments in front of it:
#   __vxenv_python, __vxenv_main    the interpreter and the program
#   __vxenv_version                 which vxenv this is
#   __vxenv_config, __vxenv_state, __vxenv_cache    directories, where VXENV_*_DIR are not set
#   __vxenv_seal                    the secret of this home, by which Python knows the plans that it kept
#   __vxenv_completions             the directory of completions, if `vxenv setup` put them there
#   __vxenv_run, __vxenv_turn       the files vxenv-run.tcsh and vxenv-turn.tcsh
#   __vxenv_active, __vxenv_place   likewise; the former, which is read before a prompt, sets __vxenv_now to what the
#                                   environment says is active, and is all the faster for having no comment
#
# Rules of this file. tcsh has no functions and cannot read a file without a process, so that Python decides, undoes and
# applies: where another directory file governs, where the activation was changed by hand, and where time, size or number
# of a file say that it is another one, which takes no process: see __vxenv_look, which Python makes. What is sourced is
# what Python wrote into __vxenv_answer, where nobody else can write to that directory, and it is emptied then. Values are
# quoted by :q. What stands behind a one-line `if` is no alias. A builtin whose second letter is quoted is one still, and
# no alias of the user's: `if`, `while` and what belongs to them cannot be said so.

if ( 1 ) s\et __vxenv_call = ( $__vxenv_python:q -X utf8 -I -S $__vxenv_main:q )
s\et __vxenv_answer = "$__vxenv_state:q/answers/$$"
s\et __vxenv_digest = ''    # of what Python said last
s\et __vxenv_late = ''      # what loading had to say, kept for the first prompt
s\et __vxenv_first = 0      # the first prompt is still to come
s\et __vxenv_pin = ''       # what `vxenv use` and the like want
s\et __vxenv_act = '+'      # what the environment said was active when Python was asked,
s\et __vxenv_asked = ''     # which directories it named,
s\et __vxenv_near = ''      # and whose directory file was the nearest
s\et __vxenv_pwd = ''       # where cwdcmd or a prompt saw the shell last,
s\et __vxenv_cds = 1        # whether cwdcmd did since a prompt
if ( 1 ) s\et __vxenv_told = ()      # directory files that this shell, being pinned, was told of
if ( 1 ) s\et __vxenv_files = ()     # what __vxenv_look looks at
alias __vxenv_look :        # sets __vxenv_changed to 1 if one of them is another,
alias __vxenv_stay :        # and if another directory file came on the way to the nearest
s\et __vxenv_changed = 0
s\et __vxenv_lost = ''      # where it was told that vxenv is gone
if ( ! $?__vxenv_wrapped ) s\et __vxenv_wrapped = '' # whose alias `claude` is: own, theirs, or not looked at

# After a change of directory, and before a prompt; $status stays. Where one of the two did not run, a line of the user's
# may have taken its place.
alias __vxenv_gone 's\et __vxenv_lost = $cwd:q; /bin/sh -c '"'"'printf "%s\n" "$@" >&2'"'"' sh "vxenv: $__vxenv_python:q no longer runs vxenv, so nothing new can be worked out here" "hint: install vxenv again, then: vxenv setup, and: exec tcsh"'
alias __vxenv_do 'if ( -r $__vxenv_turn:q ) so\urce $__vxenv_turn:q \!:1; if ( ! -r $__vxenv_turn:q && "x$cwd:q" != "x$__vxenv_lost:q" ) e\val __vxenv_gone'
alias __vxenv_moved 's\et __vxenv_status = $status; __vxenv_do moved; s\et __vxenv_pwd = $cwd:q; if ( $__vxenv_cds && -r $__vxenv_place:q ) so\urce $__vxenv_place:q precmd; s\et __vxenv_cds = 1; s\et status = $__vxenv_status'
# Sets __vxenv_changed where a prompt has something to do.
alias __vxenv_seen 's\et __vxenv_changed = $__vxenv_first __vxenv_now = +; __vxenv_look; __vxenv_stay; if ( ( $?VXENV_PROFILE || $?VXENV_REASON ) && -r $__vxenv_active:q ) so\urce $__vxenv_active:q; if ( "x$__vxenv_now:q" != "x$__vxenv_act:q" || "x$cwd:q" != "x$__vxenv_pwd:q" ) s\et __vxenv_changed = 1'
alias __vxenv_prompt 's\et __vxenv_status = $status; __vxenv_seen; if ( $__vxenv_changed ) e\val __vxenv_due; s\et __vxenv_cds = 0 status = $__vxenv_status'
alias __vxenv_due '__vxenv_do prompt; if ( "x$cwd:q" != "x$__vxenv_pwd:q" && -r $__vxenv_place:q ) so\urce $__vxenv_place:q cwdcmd; s\et __vxenv_pwd = $cwd:q'

# One command, so that a pipe or a file takes what it prints.
alias vxenv 'so\urce $__vxenv_run:q \!*'

if ( $?prompt ) then
  if ( "$__vxenv_completions:q" != '' ) then
    if ( -r "$__vxenv_completions:q/vxenv.tcsh" ) so\urce "$__vxenv_completions:q/vxenv.tcsh"
  endif
  if ( -r $__vxenv_place:q ) so\urce $__vxenv_place:q
  __vxenv_do load
  s\et __vxenv_first = 1
endif
