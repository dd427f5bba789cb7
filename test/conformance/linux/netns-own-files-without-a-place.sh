# A file in /etc/netns/NAME whose name /etc does not have is complained about, and the command runs all the same; the files outlive the namespace.
ip netns add blue
mkdir -p /etc/netns/blue
echo x > /etc/netns/blue/nofile
ip netns exec blue hostname
ip -all netns exec hostname
ip netns exec blue cat /etc/nofile
echo '10.0.0.7 seven' > /etc/netns/blue/hosts
ip netns exec blue cat /etc/hosts
ip netns del blue
ls /etc/netns/blue
ip netns add blue
ip netns exec blue cat /etc/hosts
rm /etc/netns/blue/nofile
ip netns exec blue getent hosts seven
