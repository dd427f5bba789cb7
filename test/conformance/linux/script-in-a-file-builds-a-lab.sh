# A lab written down once can be built again.
cat > lab.sh <<'EOF'
#!/bin/bash
set -e
for n in 1 2; do
  ip netns add n$n
  ip link add eth0 netns n$n type veth peer name p$n
  ip -n n$n addr add 10.0.0.$n/24 dev eth0
  ip -n n$n link set eth0 up
done
ip link add br0 type bridge
for n in 1 2; do ip link set p$n master br0 up; done
ip link set br0 up
echo built
EOF

chmod +x lab.sh
./lab.sh
until [ $(bridge link | grep -c forwarding) = 2 ]; do sleep 0.05; done
ip netns exec n1 ping -c 1 -W 1 10.0.0.2
./lab.sh
echo $?
bash -n lab.sh
ip -all netns delete
sleep 0.3
ip netns
ls -l lab.sh | cut -c1-10
