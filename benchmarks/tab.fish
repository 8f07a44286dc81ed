# Time Tab inside fish; tab.bash describes it. `bare` is the time of `date`, which is included in the other.
#
#   fish -N -i tab.fish HOOK PROMPT PYTHON COMPLETIONS TURNS

source $argv[1]
source $argv[4]
for bench_i in (seq $argv[5])
    set bench_s (date +%s%N)
    set bench_found (complete -C 'vxenv use cli')
    set bench_e (date +%s%N)
    echo tab (math "($bench_e - $bench_s) / 1000") 1
    set bench_s (date +%s%N)
    set bench_e (date +%s%N)
    echo bare (math "($bench_e - $bench_s) / 1000") 1
    echo completed (string replace -r '\t.*' '' -- $bench_found)
end
