# Time loops inside tcsh; loops.bash describes them.
#
#   tcsh -f loops.tcsh HOOK PROMPT BEFORE DEEP INSIDE OUTSIDE MARKS BATCHES PROMPTS MOVES ALONE USES
#
# PROMPT is an alias. tcsh has no builtin clock: `date` runs around many turns, and its own time is subtracted, as in
# loops.fish.

set prompt = ''
set bench_hook = $argv[1]:q bench_prompt = $argv[2]:q bench_deep = $argv[4]:q bench_in = $argv[5]:q
set bench_out = $argv[6]:q bench_marks = $argv[7]:q 
set bench_batches = ( `seq $argv[8]` ) bench_prompts = ( `seq $argv[9]` ) bench_moves = ( `seq $argv[10]` )
set bench_bare = ( `seq 20` )
alias bench_f :
alias bench_began 'set bench_s = `date +%s%N`; : < $bench_marks:q/\!:1'
alias bench_ended ': < $bench_marks:q/end; set bench_e = `date +%s%N`; @ bench_t = ( $bench_e - $bench_s ) / 1000 - $bench_asking'
# An unset variable is an error here, but not in a child.
alias bench_variables 'set bench_all = "`printenv CLAUDE_CODE_USE_VERTEX`|`printenv ANTHROPIC_VERTEX_PROJECT_ID`|`printenv CLOUD_ML_REGION`|`printenv ANTHROPIC_MODEL`"'

set bench_asking = 0
set bench_least = 1000000
foreach bench_i ( `seq 11` )
  bench_began end
  bench_ended
  if ( $bench_t < $bench_least ) set bench_least = $bench_t
end
set bench_asking = $bench_least

# The loop's own cost, before the hook is loaded.
foreach bench_j ( $bench_batches )
  bench_began end
  foreach bench_i ( $bench_bare )
    bench_f
  end
  bench_ended
  echo bare $bench_t $#bench_bare
end
foreach bench_j ( $bench_batches )
  bench_began end
  foreach bench_i ( $bench_moves )
    cd $bench_in:q
    bench_f
    cd $bench_out:q
    bench_f
  end
  bench_ended
  echo bare_move $bench_t $#bench_moves
end
foreach bench_j ( $bench_batches )
  bench_began end
  foreach bench_i ( $bench_moves )
    cd $bench_in:q
    cd $bench_out:q
  end
  bench_ended
  echo bare_move_alone $bench_t $#bench_moves
end

source $bench_hook:q
alias bench_f "$bench_prompt:q"
bench_f
foreach bench_i ( 1 2 3 )
  cd $bench_in:q
  bench_f
  cd $bench_deep:q
  bench_f
  cd $bench_out:q
  bench_f
end
bench_variables
echo outside "$bench_all:q"
cd $bench_deep:q
bench_f
bench_f
bench_variables
echo inside "$bench_all:q"

foreach bench_j ( $bench_batches )
  bench_began prompt
  foreach bench_i ( $bench_prompts )
    bench_f
  end
  bench_ended
  echo prompt $bench_t $#bench_prompts
end

cd $bench_out:q
bench_f
foreach bench_j ( $bench_batches )
  bench_began move
  foreach bench_i ( $bench_moves )
    cd $bench_in:q
    bench_f
    cd $bench_out:q
    bench_f
  end
  bench_ended
  echo move $bench_t $#bench_moves
end
