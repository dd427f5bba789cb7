mkdir -p /tmp/lab/sub
echo one > /tmp/lab/a.txt
cp /tmp/lab/a.txt /tmp/lab/sub/b.txt
mv /tmp/lab/sub/b.txt /tmp/lab/sub/c.txt
ls /tmp/lab /tmp/lab/sub
cat /tmp/lab/sub/c.txt
sed -i 's/one/two/' /tmp/lab/a.txt
cat /tmp/lab/a.txt
rm -r /tmp/lab
ls /tmp/lab
pwd
whoami
id -u
echo $HOME $USER
cat > script.sh <<'END'
#!/bin/bash
echo "args: $*"
ip -br link | awk '{print $1}'
exit 6
END

bash script.sh a b
chmod +x script.sh
./script.sh c
