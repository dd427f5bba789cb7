# -4, -6, -0, -f FAMILY, and families that ip does not know.
ip -f inet addr
ip -family inet addr
ip -fam inet addr
ip -f inet6 -br addr
ip -f link addr
ip -4 -br a
ip -6 -br a
ip -0 a
ip -f mpls route
ip -M route
ip -f bridge link
ip -f frob addr
ip -f
ip -f help
ip -4 -6 -br a
ip -6 -4 -br a
ip -4 rule
ip -6 rule
