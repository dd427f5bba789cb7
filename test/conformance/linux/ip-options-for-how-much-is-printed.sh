# -o, -br, -s, -d, -h, -iec and what wins when two are given.
ip -o link
ip -o -4 a
ip -br link
ip -br -o link
ip -4 -o -br a
ip -brief -4 a show lo
ip -s link
ip -s -s link
ip -h -s link
ip -human -s link
ip -s -h -iec link
ip -o -s link
ip -d link show lo
ip -d -o link
ip -details -s -o link show lo
ip -j -p -br link
ip -p -o link show lo
ip -pretty link show lo
ip -j -pretty link show lo
ip -t link
ip -ts link
ip -N route show table all
ip -N rule
ip -d rule
