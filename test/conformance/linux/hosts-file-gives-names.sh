# /etc/hosts comes first; getent says what a program would get.
ip link set lo up
getent hosts localhost
getent ahostsv4 localhost
getent hosts web
echo '127.0.0.5 web web.lab' >> /etc/hosts
getent hosts web
getent hosts web.lab
getent hosts 127.0.0.5
ping -c 1 -W 1 web | head -2
getent hosts WEB
getent hosts nosuch; echo $?
echo '127.0.0.6 web' >> /etc/hosts
getent hosts web
getent ahostsv4 web | cut -c1-30
