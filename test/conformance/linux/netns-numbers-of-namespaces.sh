# ip netns set and list-id: the number by which one namespace knows another, seen from here and from there.
ip netns add red
ip netns add blue
ip netns list-id
ip netns set red 5
ip netns set red 6
ip netns set blue 5
ip netns set blue auto
ip netns
ip netns list-id
ip -j netns list-id
ip -j netns
ip netns list-id nsid 5
ip netns list-id nsid 7
ip netns list-id target-nsid 5
ip netns list-id target-nsid 7
ip netns list-id target-nsid 5 nsid 0
ip netns list-id target-nsid 7 nsid 0
ip netns list-id target-nsid 5 nsid 3
ip -n red netns set blue 3
ip netns list-id target-nsid 5
ip -j netns list-id target-nsid 5
ip -n red netns list-id
ip -n red netns list-id target-nsid 3
ip netns del blue
ip netns list-id
ip -n red netns list-id
