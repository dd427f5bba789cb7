# A second name for the namespace of a process, and the names of a process's namespace.
ip netns attach
ip netns attach x
ip netns attach x y
ip netns attach x 0
ip netns attach x -5
ip netns attach x 99999
ip netns add red
ip netns attach red 1
ip netns attach me $$
ip netns
ip netns identify $$
ip netns identify
ip netns exec me ip -br link
ip netns exec red ip netns identify
ip netns del me
ip netns identify $$
ip netns identify 999999
ip netns identify x
ip netns identify 1 2
ip netns identify -1
ip netns identify ''
ip netns pids red
ip netns pids nosuch
ip netns pids
ip netns pids red blue
