# Packets written to a file and read again, with filters and in several forms.
ip netns add red; ip link add veth0 type veth peer name veth1 netns red
ip link set veth0 address 02:00:00:00:00:01; ip -n red link set veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up; ip -n red addr add 10.0.0.2/24 dev veth1; ip -n red link set veth1 up; ip link set lo up
sleep 3
timeout 3 tcpdump -w /tmp/x.pcap -i veth0 icmp or arp & sleep 1; ip neigh flush all; ping -c 2 -i 0.2 10.0.0.2 > /dev/null; wait

tcpdump -nt -r /tmp/x.pcap | sed 's/\bid [0-9]*/id N/'
tcpdump -ntv -r /tmp/x.pcap | sed 's/\bid [0-9]*/id N/'
tcpdump -nte -r /tmp/x.pcap arp
tcpdump -nt -r /tmp/x.pcap 'icmp[0] == 8' | sed 's/\bid [0-9]*/id N/'
tcpdump -nt -r /tmp/x.pcap src host 10.0.0.2 and icmp | sed 's/\bid [0-9]*/id N/'
tcpdump -nt -r /tmp/x.pcap not icmp
tcpdump -nt -r /tmp/x.pcap ether src 02:00:00:00:00:02 and arp
tcpdump -nt -c 1 -r /tmp/x.pcap
tcpdump --count -r /tmp/x.pcap
tcpdump --count -r /tmp/x.pcap greater 60
tcpdump -n '-#' -t -r /tmp/x.pcap arp
tcpdump -nt -XX -r /tmp/x.pcap arp
tcpdump -nt -A -r /tmp/x.pcap arp | head -2
tcpdump -t -r /tmp/x.pcap arp
tcpdump -r /tmp/x.pcap host nosuch and
rm /tmp/x.pcap
