# Time loops inside fish; loops.bash describes them.
#
#   fish -N -i loops.fish HOOK PROMPT BEFORE DEEP INSIDE OUTSIDE MARKS BATCHES PROMPTS MOVES ALONE USES
#
# BEFORE is the hook's function before a command, which fish calls at a real prompt: direnv then does not run on `cd`.
# fish has no builtin clock: `date` runs around many turns, and its own time is subtracted. The marks of a trace
# are inside, because `date` is a process.

set bench_hook $argv[1]
set bench_prompt $argv[2]
set bench_before $argv[3]
set bench_deep $argv[4]
set bench_in $argv[5]
set bench_out $argv[6]
set bench_marks $argv[7]
set bench_batches (seq $argv[8])
set bench_prompts (seq $argv[9])
set bench_moves (seq $argv[10])
set bench_alone $argv[11]
set bench_uses $argv[12]
set bench_bare (seq 50)
function bench_empty
end
set bench_f bench_empty
set bench_b bench_empty
set bench_asking
for bench_i in 1 2 3 4 5 6 7 8 9 10 11
    set bench_s (date +%s%N)
    true <$bench_marks/end
    true <$bench_marks/end
    set bench_e (date +%s%N)
    set -a bench_asking (math "($bench_e - $bench_s) / 1000")
end
set bench_asking (printf '%s\n' $bench_asking | sort -n)[6]
function bench_report
    echo $argv[1] (math "($bench_e - $bench_s) / 1000 - $bench_asking") $argv[2]
end
function bench_variables
    echo "$CLAUDE_CODE_USE_VERTEX|$ANTHROPIC_VERTEX_PROJECT_ID|$CLOUD_ML_REGION|$ANTHROPIC_MODEL"
end

# The loop's own cost, before the hook is loaded.
for bench_j in $bench_batches
    set bench_s (date +%s%N)
    true <$bench_marks/end
    for bench_i in $bench_bare
        $bench_f
    end
    true <$bench_marks/end
    set bench_e (date +%s%N)
    bench_report bare (count $bench_bare)
end
for bench_j in $bench_batches
    set bench_s (date +%s%N)
    true <$bench_marks/end
    for bench_i in $bench_moves
        $bench_b
        cd $bench_in
        $bench_f
        $bench_b
        cd $bench_out
        $bench_f
    end
    true <$bench_marks/end
    set bench_e (date +%s%N)
    bench_report bare_move (count $bench_moves)
end
for bench_j in $bench_batches
    set bench_s (date +%s%N)
    true <$bench_marks/end
    for bench_i in $bench_moves
        cd $bench_in
        cd $bench_out
    end
    true <$bench_marks/end
    set bench_e (date +%s%N)
    bench_report bare_move_alone (count $bench_moves)
end

source $bench_hook
set bench_f $bench_prompt
set bench_b $bench_before
$bench_f
for bench_i in 1 2 3
    $bench_b
    cd $bench_in
    $bench_f
    $bench_b
    cd $bench_deep
    $bench_f
    $bench_b
    cd $bench_out
    $bench_f
end
echo outside (bench_variables)
$bench_b
cd $bench_deep
$bench_f
$bench_f
echo inside (bench_variables)

for bench_j in $bench_batches
    set bench_s (date +%s%N)
    true <$bench_marks/prompt
    for bench_i in $bench_prompts
        $bench_f
    end
    true <$bench_marks/end
    set bench_e (date +%s%N)
    bench_report prompt (count $bench_prompts)
end

$bench_b
cd $bench_out
$bench_f
for bench_j in $bench_batches
    set bench_s (date +%s%N)
    true <$bench_marks/move
    for bench_i in $bench_moves
        $bench_b
        cd $bench_in
        $bench_f
        $bench_b
        cd $bench_out
        $bench_f
    end
    true <$bench_marks/end
    set bench_e (date +%s%N)
    bench_report move (count $bench_moves)
end

if test $bench_alone -gt 0
    for bench_j in $bench_batches
        set bench_s (date +%s%N)
        true <$bench_marks/move_alone
        for bench_i in $bench_moves
            cd $bench_in
            cd $bench_out
        end
        true <$bench_marks/end
        set bench_e (date +%s%N)
        bench_report move_alone (count $bench_moves)
    end
end

if test $bench_uses -gt 0
    for bench_i in 1 2
        vxenv use client
        vxenv use prod
    end
    echo used $VXENV_PROFILE
    for bench_j in (seq $bench_uses)
        set bench_s (date +%s%N)
        true <$bench_marks/use
        vxenv use client
        vxenv use prod
        true <$bench_marks/end
        set bench_e (date +%s%N)
        bench_report use 2
    end
end
