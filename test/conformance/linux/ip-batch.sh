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

# A backslash joins lines, in the middle of a word too; a comment ends there, and at the end of the file a line is missing.
printf 'link add jo type veth \\\n peer name in\nlink set jo \\\n# c\nlink set in up # x \\\nlink set i\\\nn mtu 1400\naddr add 10.0.0.1/24 dev jo' > joined; ip -batch joined
ip link show in | grep -o 'mtu 1400'; ip -o -4 addr show jo | grep -o '10.0.0.1/24'
printf 'link set lo up\nlink show lo \\\n' > joined; ip -batch joined
printf 'link set lo up \\\n up # x \\\n bogus \\\n' > joined; ip -batch joined
printf 'link set lo up\nlink show lo \\' > joined; ip -batch joined
