# Completion of bassin for fish. "bassin complete" knows the candidates; a pattern stands for files.
function __bassin_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l found ($words[1] complete $words[2..-1] "$typed" 2>/dev/null)
    if string match -q '\**' -- "$found[1]"
        __fish_complete_suffix (string sub -s 2 -- $found[1])
    else
        printf '%s\n' $found
    end
end

complete -c bassin -f -k -a '(__bassin_complete)'
