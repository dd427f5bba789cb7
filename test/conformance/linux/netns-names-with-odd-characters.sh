# Names are file names: blanks, quotes, dashes and digits are fine.
ip netns add 'a b'
ip netns add 'a"b'
ip netns add 'ü'
ip netns add -x
ip netns add --
ip netns add 1
ip netns add $'new\nline'
ip netns
ip -j netns
ip netns exec 'a b' ip -br link
ip -n 'a b' -br link
ip -n 1 -br link
ip netns exec -x true
ip netns del --
ip netns add $(printf 'x%.0s' {1..255})
ip netns add $(printf 'x%.0s' {1..256})
ip netns del 'a b' 1
ip netns delete nosuch
ip netns de 1
ip netns d ü
ip netns
ip netns add blue extra
ip netns list extra
