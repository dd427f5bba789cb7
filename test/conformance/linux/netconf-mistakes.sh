# ip netconf typed wrong, and in other families.
ip netconf show dev nosuch
ip netconf show dev
ip netconf show dev all
ip netconf show lo
ip netconf dev lo
ip netconf list
ip netconf sh
ip -0 netconf
ip -f mpls netconf show dev lo
ip netns add red
ip -n red netconf
ip -j -p -4 netconf show dev lo
