# The long names that books use.
iptables --append INPUT --protocol tcp --destination-port 80 --jump ACCEPT
iptables --append INPUT --in-interface eth0 --source 10.0.0.0/8 --jump DROP
iptables --append FORWARD --out-interface eth1 --destination 10.1.0.0/16 --jump ACCEPT
iptables --insert INPUT 1 --protocol icmp --jump ACCEPT
iptables --table nat --append POSTROUTING --out-interface eth0 --jump MASQUERADE
iptables --new-chain WEB
iptables --append WEB --jump RETURN
iptables --append INPUT --goto WEB
iptables --list --numeric
iptables --list INPUT --numeric --line-numbers
iptables --list-rules
iptables --table nat --list-rules
iptables --check INPUT --protocol icmp --jump ACCEPT
iptables --replace INPUT 1 --protocol icmp --jump DROP
iptables --delete INPUT 1
iptables --policy FORWARD DROP
iptables --rename-chain WEB SITE
iptables --zero
iptables --flush SITE
iptables --delete-chain SITE
iptables --flush
iptables --delete-chain SITE
iptables --list-rules
iptables --version
iptables --nosuch
