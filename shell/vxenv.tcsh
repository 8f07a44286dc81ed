# vxenv's hook for tcsh.
#
# PROTOCOL.md describes the common parts. `vxenv init tcsh` assigns the variables listed there in front of this text,
# and   __vxenv_run, __vxenv_turn       the files vxenv-run.tcsh and vxenv-turn.tcsh
#   __vxenv_active, __vxenv_place   likewise; the former, read before each prompt, sets __vxenv_now to
#                                   VXENV_REASON+VXENV_PROFILE, and has no comments, for speed
#
# Rules:
# - tcsh has no functions and cannot read files without a process. So Python decides, undoes and applies. It runs if the
#   nearest directory file differs, if the activation was changed manually, and if time, size or inode of an input
#   changed. The alias __vxenv_look, defined by Python, tests that without a process.
# - Only __vxenv_answer is sourced, which Python writes to a private directory. It is emptied afterwards.
# - Values are quoted by :q. The command of a one-line `if` cannot be an alias. Quoting the second letter of a builtin
#   bypasses aliases; `if`, `while` and their parts cannot be quoted this way.
# - A running shell sources the other three files of a newer version, so shared names must not change.

if ( 1 ) s\et __vxenv_call = ( $__vxenv_python:q -X utf8 -I -S $__vxenv_main:q )
s\et __vxenv_answer = "$__vxenv_state:q/answers/$$"
s\et __vxenv_digest = ''    # digest of Python's last answer
s\et __vxenv_late = ''      # messages kept until the first prompt
s\et __vxenv_first = 0      # 1 until the first prompt
s\et __vxenv_pin = ''       # key to pin, from `vxenv use` and other commands
s\et __vxenv_act = '+'      # VXENV_REASON+VXENV_PROFILE when Python last ran
s\et __vxenv_asked = ''     # vxenv's directories at that time
s\et __vxenv_near = ''      # directory of the nearest directory file
s\et __vxenv_pwd = ''       # directory when cwdcmd or precmd last ran
s\et __vxenv_cds = 1        # 1 if cwdcmd ran since the last prompt
if ( 1 ) s\et __vxenv_told = ()      # directory files announced while pinned
if ( 1 ) s\et __vxenv_files = ()     # inputs that __vxenv_look tests
alias __vxenv_look :        # sets __vxenv_changed to 1 if one of them changed
alias __vxenv_stay :        # the same if a nearer directory file appeared
s\et __vxenv_changed = 0
s\et __vxenv_lost = ''      # directory in which missing vxenv was reported
if ( ! $?__vxenv_wrapped ) s\et __vxenv_wrapped = '' # owner of the alias `claude`: own, theirs, or '' if unknown

# Run after changes of directory and before prompts; both keep $status. If one did not run, the user may have replaced
# it.
alias __vxenv_gone 's\et __vxenv_lost = $cwd:q; /bin/sh -c '"'"'printf "%s\n" "$@" >&2'"'"' sh "vxenv: $__vxenv_python:q cannot run vxenv; using existing plans only" "  reinstall vxenv, then run: vxenv setup; exec tcsh"'
alias __vxenv_do 'if ( -r $__vxenv_turn:q ) so\urce $__vxenv_turn:q \!:1; if ( ! -r $__vxenv_turn:q && "x$cwd:q" != "x$__vxenv_lost:q" ) e\val __vxenv_gone'
alias __vxenv_moved 's\et __vxenv_status = $status; __vxenv_do moved; s\et __vxenv_pwd = $cwd:q; if ( $__vxenv_cds && -r $__vxenv_place:q ) so\urce $__vxenv_place:q precmd; s\et __vxenv_cds = 1; s\et status = $__vxenv_status'
# Sets __vxenv_changed to 1 if anything changed since the last prompt.
alias __vxenv_seen 's\et __vxenv_changed = $__vxenv_first __vxenv_now = +; __vxenv_look; __vxenv_stay; if ( ( $?VXENV_PROFILE || $?VXENV_REASON ) && -r $__vxenv_active:q ) so\urce $__vxenv_active:q; if ( "x$__vxenv_now:q" != "x$__vxenv_act:q" || "x$cwd:q" != "x$__vxenv_pwd:q" ) s\et __vxenv_changed = 1'
alias __vxenv_prompt 's\et __vxenv_status = $status; __vxenv_seen; if ( $__vxenv_changed ) e\val __vxenv_due; s\et __vxenv_cds = 0 status = $__vxenv_status'
alias __vxenv_due '__vxenv_do prompt; if ( "x$cwd:q" != "x$__vxenv_pwd:q" && -r $__vxenv_place:q ) so\urce $__vxenv_place:q cwdcmd; s\et __vxenv_pwd = $cwd:q'

# One command, so its output can be redirected.
alias vxenv 'so\urce $__vxenv_run:q \!*'

if ( $?prompt ) then
  if ( "$__vxenv_completions:q" != '' ) then
    if ( -r "$__vxenv_completions:q/vxenv.tcsh" ) so\urce "$__vxenv_completions:q/vxenv.tcsh"
  endif
  if ( -r $__vxenv_place:q ) so\urce $__vxenv_place:q
  __vxenv_do load
  s\et __vxenv_first = 1
endif
