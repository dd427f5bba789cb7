cat > batch.txt <<'END'
link add v0 type veth peer name v1
addr add 10.0.0.1/24 dev v0
# a comment
link set v0 up
link set v1 up
route add 10.1.0.0/16 via 10.0.0.2
END

ip -batch batch.txt
ip route
ip -br link show v0 | awk '{print $1, $2}'
printf 'link show nosuch\nlink show lo\n' | ip -batch -
printf 'link show nosuch\nlink show lo\n' | ip -force -batch -
printf 'frob\n' | ip -b -
ip -batch nosuchfile
ip -batch
ip -n nosuch -batch batch.txt
ip netns add red
printf 'link set lo up\naddr show lo\n' | ip -n red -4 -batch -
printf 'addr add 10.0.0.1/24\n' | ip -batch -
