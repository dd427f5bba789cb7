# ip netns set and list-id with words that are no numbers.
ip netns add red
ip netns set
ip netns set red
ip netns set nosuch 5
ip netns set red x
ip netns set red -4
ip netns list-id nsid
ip netns list-id frob
ip netns list-id nsid x
ip netns list-id nsid -1
ip netns list-id nsid 5
ip netns list-id nsid 5 nsid 6
ip netns list-id target-nsid
ip netns list-id target-nsid x
ip netns list-id target-nsid -2
ip netns list-id target-nsid 5 target-nsid 6
ip netns list-id target-nsid 5
