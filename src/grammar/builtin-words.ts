import type { Words } from './role';

/** Commands of the shell and its usual companions, which bring no declaration of their own. `name: English | Korean`. */
const COMMANDS = `
. | Runs a file's commands in this shell. | 파일의 명령을 이 셸에서 실행합니다.
: | Does nothing, successfully. | 아무것도 하지 않고 성공합니다.
[ | Tests a condition; ends with ]. | 조건을 검사합니다. ]로 끝납니다.
alias | Gives a command line a short name. | 명령줄에 짧은 이름을 붙입니다.
awk | Works on text line by line and field by field. | 텍스트를 줄과 필드 단위로 다룹니다.
base64 | Encodes or decodes base64. | base64로 부호화하거나 복호화합니다.
basename | The last part of a path. | 경로의 마지막 부분입니다.
bash | Runs commands in another shell. | 다른 셸에서 명령을 실행합니다.
break | Leaves a loop. | 반복을 끝냅니다.
cat | Prints files. | 파일을 출력합니다.
cd | Changes the working directory. | 작업 디렉터리를 바꿉니다.
chmod | Changes a file's permissions. | 파일 권한을 바꿉니다.
chown | Changes a file's owner. | 파일의 소유자를 바꿉니다.
clear | Clears the terminal. | 터미널을 지웁니다.
column | Lines text up in columns. | 텍스트를 열에 맞춥니다.
command | Runs a program, not a function of that name. | 같은 이름의 함수가 아니라 프로그램을 실행합니다.
continue | Goes on with the next round of a loop. | 반복의 다음 차례로 갑니다.
cp | Copies files. | 파일을 복사합니다.
cut | Cuts fields out of lines. | 줄에서 필드를 잘라 냅니다.
declare | Declares a variable. | 변수를 선언합니다.
diff | Shows how two files differ. | 두 파일의 차이를 보여 줍니다.
dirname | A path without its last part. | 마지막 부분을 뺀 경로입니다.
echo | Prints its arguments. | 인수를 출력합니다.
env | Prints or changes the environment. | 환경 변수를 출력하거나 바꿉니다.
eval | Runs its arguments as a command. | 인수를 명령으로 실행합니다.
exec | Replaces the shell with a program. | 셸을 프로그램으로 바꿉니다.
exit | Ends the shell. | 셸을 끝냅니다.
export | Passes a variable on to programs. | 변수를 프로그램에 물려줍니다.
false | Fails. | 실패합니다.
find | Finds files. | 파일을 찾습니다.
grep | Prints the lines that match a pattern. | 패턴과 맞는 줄을 출력합니다.
head | Prints the first lines. | 처음 몇 줄을 출력합니다.
history | The commands typed so far. | 지금까지 친 명령입니다.
jobs | Lists background jobs. | 백그라운드 작업 목록을 보여 줍니다.
jq | Picks values out of JSON. | JSON에서 값을 골라냅니다.
less | Shows text page by page. | 텍스트를 한 쪽씩 보여 줍니다.
ln | Makes a link to a file. | 파일 링크를 만듭니다.
local | A variable of this function only. | 이 함수만의 변수입니다.
logout | Ends a login shell. | 로그인 셸을 끝냅니다.
ls | Lists files. | 파일 목록을 보여 줍니다.
mkdir | Makes a directory. | 디렉터리를 만듭니다.
mv | Moves or renames files. | 파일을 옮기거나 이름을 바꿉니다.
nohup | Runs a command that survives the shell. | 셸이 끝나도 계속되는 명령을 실행합니다.
printf | Prints formatted text. | 형식에 맞춰 출력합니다.
pwd | Prints the working directory. | 작업 디렉터리를 출력합니다.
read | Reads a line into variables. | 한 줄을 읽어 변수에 넣습니다.
readlink | Where a link points. | 링크가 가리키는 곳입니다.
readonly | Makes a variable unchangeable. | 변수를 바꿀 수 없게 합니다.
return | Ends a function. | 함수를 끝냅니다.
rm | Removes files. | 파일을 지웁니다.
rmdir | Removes empty directories. | 빈 디렉터리를 지웁니다.
sed | Edits text as it passes. | 지나가는 텍스트를 고칩니다.
seq | Prints a row of numbers. | 연속된 수를 출력합니다.
set | Sets options and positional parameters of the shell. | 셸의 옵션과 위치 인수를 정합니다.
sh | Runs commands in another shell. | 다른 셸에서 명령을 실행합니다.
shift | Drops the first positional parameter. | 첫 위치 인수를 버립니다.
sort | Sorts lines. | 줄을 정렬합니다.
source | Runs a file's commands in this shell. | 파일의 명령을 이 셸에서 실행합니다.
stat | Facts about a file. | 파일 정보를 보여 줍니다.
tac | Prints lines in reverse. | 줄을 거꾸로 출력합니다.
tail | Prints the last lines. | 마지막 몇 줄을 출력합니다.
tee | Writes to files what passes through. | 지나가는 것을 파일에도 씁니다.
test | Tests a condition. | 조건을 검사합니다.
time | Measures how long a command takes. | 명령에 걸린 시간을 잽니다.
touch | Makes an empty file, or a file newer. | 빈 파일을 만들거나 시각을 바꿉니다.
tr | Replaces characters. | 글자를 바꿉니다.
trap | Says what to do on a signal. | 시그널을 받았을 때 할 일을 정합니다.
tree | Lists files as a tree. | 파일을 나무 모양으로 보여 줍니다.
true | Succeeds. | 성공합니다.
type | Says what a command name means. | 명령 이름이 무엇인지 알려 줍니다.
unalias | Removes an alias. | 별칭을 지웁니다.
uniq | Drops repeated lines. | 되풀이된 줄을 지웁니다.
unset | Removes a variable or function. | 변수나 함수를 지웁니다.
wait | Waits for background jobs. | 백그라운드 작업을 기다립니다.
wc | Counts lines, words and bytes. | 줄, 단어, 바이트를 셉니다.
which | Where a program lies. | 프로그램의 위치입니다.
whoami | The user's name. | 사용자 이름입니다.
xargs | Runs a command with arguments from its input. | 입력을 인수로 삼아 명령을 실행합니다.
`;

/** Programs that learners of this field type and that have no declaration of their own yet. */
const OTHERS = `
brctl | Bridges, the old way; today: ip link and bridge. | 브리지를 다루는 예전 도구입니다. 지금은 ip link와 bridge를 씁니다.
conntrack | Connections the kernel follows for NAT and firewalls. | 커널이 NAT와 방화벽을 위해 추적하는 연결을 보여 줍니다.
coredns | The DNS server of a cluster. | 클러스터의 DNS 서버입니다.
crictl | Containers and Pods as the container runtime sees them. | 컨테이너 런타임이 보는 컨테이너와 Pod입니다.
curl | Fetches a URL. | URL의 내용을 가져옵니다.
dig | Asks a DNS server and shows its whole answer. | DNS 서버에 묻고 전체 응답을 보여 줍니다.
docker | Runs containers. | 컨테이너를 실행합니다.
etcdctl | Talks to etcd, the cluster's database. | 클러스터의 데이터베이스인 etcd와 통신합니다.
helm | Installs packages on a cluster. | 클러스터에 패키지를 설치합니다.
host | Looks a name up in DNS. | DNS에서 이름을 찾습니다.
ip6tables | Firewall and NAT rules for IPv6. | IPv6의 방화벽과 NAT 규칙입니다.
ipset | Sets of addresses for firewall rules. | 방화벽 규칙에 쓰는 주소 집합입니다.
iptables | Firewall and NAT rules of the kernel. | 커널의 방화벽과 NAT 규칙입니다.
iptables-save | Prints all firewall and NAT rules. | 방화벽과 NAT 규칙을 모두 출력합니다.
ipvsadm | Virtual servers of the kernel's load balancer. | 커널 로드 밸런서의 가상 서버입니다.
journalctl | Logs of the system and its services. | 시스템과 서비스의 로그입니다.
kill | Sends a signal to a process. | 프로세스에 시그널을 보냅니다.
kind | Kubernetes clusters in containers. | 컨테이너 안에서 도는 쿠버네티스 클러스터입니다.
kube-apiserver | The API server of a cluster. | 클러스터의 API 서버입니다.
kube-proxy | Makes Services reachable on every node. | 모든 노드에서 Service에 닿을 수 있게 합니다.
kubeadm | Sets a cluster up. | 클러스터를 구성합니다.
kubectl | Talks to a cluster's API server. | 클러스터의 API 서버와 통신합니다.
kubelet | The agent that runs Pods on a node. | 노드에서 Pod를 실행하는 에이전트입니다.
lsmod | Modules of the kernel. | 커널 모듈입니다.
modprobe | Loads a module of the kernel. | 커널 모듈을 불러옵니다.
nano | Edits a file. | 파일을 편집합니다.
nc | Sends and receives over TCP or UDP. | TCP나 UDP로 보내고 받습니다.
netstat | Sockets, the old way; today: ss. | 소켓을 보여 주는 예전 도구입니다. 지금은 ss를 씁니다.
nft | Firewall and NAT rules of the kernel (nftables). | 커널의 방화벽과 NAT 규칙(nftables)입니다.
nslookup | Looks a name up in DNS. | DNS에서 이름을 찾습니다.
ps | Lists processes. | 프로세스 목록을 보여 줍니다.
python3 | Runs Python. | 파이썬을 실행합니다.
ss | Lists sockets. | 소켓 목록을 보여 줍니다.
systemctl | Starts, stops and shows services. | 서비스를 시작하고 멈추고 보여 줍니다.
tc | Traffic shaping of the kernel. | 커널의 트래픽 제어입니다.
tcpdump | Shows packets as they pass. | 지나가는 패킷을 보여 줍니다.
telnet | Opens a TCP connection. | TCP 연결을 엽니다.
tracepath | The way to a host, and its path MTU. | 호스트까지의 경로와 경로 MTU를 보여 줍니다.
traceroute | The routers on the way to a host. | 호스트까지 가는 길의 라우터를 보여 줍니다.
vi | Edits a file. | 파일을 편집합니다.
vim | Edits a file. | 파일을 편집합니다.
watch | Runs a command again and again. | 명령을 되풀이해서 실행합니다.
[[ | Tests a condition; ends with ]]. | 조건을 검사합니다. ]]로 끝납니다.
ab | Measures a web server. | 웹 서버의 성능을 잽니다.
apk | Installs packages. | 패키지를 설치합니다.
apt | Installs packages. | 패키지를 설치합니다.
apt-cache | Searches packages. | 패키지를 찾습니다.
apt-get | Installs packages. | 패키지를 설치합니다.
apt-mark | Holds packages at their version. | 패키지를 지금 버전에 묶어 둡니다.
ash | Runs commands in another shell. | 다른 셸에서 명령을 실행합니다.
bg | Lets a job go on in the background. | 작업을 백그라운드에서 계속합니다.
brew | Installs packages. | 패키지를 설치합니다.
builtin | Runs a command of the shell itself. | 셸 자체의 명령을 실행합니다.
calicoctl | Settings of Calico. | Calico의 설정을 다룹니다.
chroot | Runs a command with another root directory. | 다른 루트 디렉터리에서 명령을 실행합니다.
cilium | Settings of Cilium. | Cilium의 설정을 다룹니다.
comm | Compares sorted files line by line. | 정렬된 파일을 줄마다 비교합니다.
containerd | The container runtime of a node. | 노드의 컨테이너 런타임입니다.
ctr | containerd's own client. | containerd의 자체 클라이언트입니다.
dd | Copies blocks of data. | 데이터를 블록 단위로 복사합니다.
df | How full file systems are. | 파일 시스템이 얼마나 찼는지 보여 줍니다.
dhclient | Asks a DHCP server for an address. | DHCP 서버에 주소를 요청합니다.
dnf | Installs packages. | 패키지를 설치합니다.
dpkg | Installs package files. | 패키지 파일을 설치합니다.
du | How much space files take. | 파일이 차지하는 공간을 보여 줍니다.
emacs | Edits a file. | 파일을 편집합니다.
etcd | The database of a cluster. | 클러스터의 데이터베이스입니다.
etcdutl | Works on etcd's files. | etcd의 파일을 다룹니다.
ethtool | Settings of a network card. | 네트워크 카드의 설정입니다.
expr | Computes an expression. | 식을 계산합니다.
fg | Brings a job to the foreground. | 작업을 포그라운드로 가져옵니다.
fold | Breaks long lines. | 긴 줄을 나눕니다.
free | How much memory there is. | 메모리 양을 보여 줍니다.
getopts | Reads a script's options. | 스크립트의 옵션을 읽습니다.
git | Versions of files. | 파일의 버전을 관리합니다.
go | Builds Go programs. | Go 프로그램을 빌드합니다.
gpg | Signs and encrypts. | 서명하고 암호화합니다.
groupadd | Adds a group. | 그룹을 추가합니다.
groups | The groups of a user. | 사용자의 그룹입니다.
gzip | Compresses files. | 파일을 압축합니다.
hash | Where commands were found. | 명령을 찾은 위치를 기억합니다.
help | Help for commands of the shell. | 셸 명령의 도움말입니다.
hey | Measures a web server. | 웹 서버의 성능을 잽니다.
htop | Processes, live. | 프로세스를 실시간으로 보여 줍니다.
id | Who one is. | 현재 사용자 정보입니다.
install | Copies files and sets their permissions. | 파일을 복사하고 권한을 정합니다.
iperf3 | Measures throughput. | 처리량을 잽니다.
istioctl | Settings of Istio. | Istio의 설정을 다룹니다.
join | Joins files by a field. | 필드로 파일을 합칩니다.
k9s | A cluster in the terminal. | 터미널에서 클러스터를 봅니다.
killall | Sends a signal to processes by name. | 이름으로 프로세스에 시그널을 보냅니다.
kube-controller-manager | Runs the control loops of a cluster. | 클러스터의 제어 루프를 실행합니다.
kube-scheduler | Chooses nodes for Pods. | Pod가 실행될 노드를 고릅니다.
kustomize | Builds manifests from layers. | 겹쳐 쓴 설정으로 매니페스트를 만듭니다.
let | Computes with variables. | 변수로 계산합니다.
lsof | Open files and sockets. | 열린 파일과 소켓을 보여 줍니다.
make | Builds by rules. | 규칙에 따라 만듭니다.
mapfile | Reads lines into an array. | 줄을 읽어 배열에 넣습니다.
md5sum | A file's MD5 sum. | 파일의 MD5 합입니다.
minikube | A cluster on one machine. | 한 기계에서 도는 클러스터입니다.
mkfifo | Makes a named pipe. | 이름 있는 파이프를 만듭니다.
more | Shows text page by page. | 텍스트를 한 쪽씩 보여 줍니다.
mount | Attaches a file system. | 파일 시스템을 붙입니다.
mtr | traceroute again and again. | traceroute를 되풀이합니다.
mysql | Talks to a MySQL server. | MySQL 서버와 통신합니다.
nginx | A web server. | 웹 서버입니다.
nl | Numbers lines. | 줄에 번호를 붙입니다.
nmap | Looks for open ports. | 열린 포트를 찾습니다.
node | Runs JavaScript. | 자바스크립트를 실행합니다.
npm | Packages of Node.js. | Node.js의 패키지를 다룹니다.
nproc | How many processors there are. | 프로세서의 개수입니다.
od | Shows bytes. | 바이트를 보여 줍니다.
openssl | Keys, certificates and TLS. | 키, 인증서, TLS를 다룹니다.
passwd | Changes a password. | 비밀번호를 바꿉니다.
paste | Joins lines of files. | 파일의 줄을 이어 붙입니다.
perl | Runs Perl. | 펄을 실행합니다.
podman | Runs containers. | 컨테이너를 실행합니다.
popd | Goes back to an earlier directory. | 이전 디렉터리로 돌아갑니다.
printenv | Prints the environment. | 환경 변수를 출력합니다.
psql | Talks to a PostgreSQL server. | PostgreSQL 서버와 통신합니다.
pushd | Changes the directory and remembers it. | 디렉터리를 옮기고 기억합니다.
python | Runs Python. | 파이썬을 실행합니다.
reboot | Restarts the machine. | 기계를 다시 시작합니다.
redis-cli | Talks to a Redis server. | Redis 서버와 통신합니다.
rev | Reverses lines. | 줄을 뒤집습니다.
scp | Copies files over SSH. | SSH로 파일을 복사합니다.
sha256sum | A file's SHA-256 sum. | 파일의 SHA-256 합입니다.
snap | Installs snaps. | snap 패키지를 설치합니다.
socat | Joins two streams of bytes. | 두 바이트 흐름을 잇습니다.
split | Splits a file. | 파일을 나눕니다.
ssh-keygen | Makes SSH keys. | SSH 키를 만듭니다.
strace | Shows system calls. | 시스템 호출을 보여 줍니다.
stress | Loads the machine. | 기계에 부하를 줍니다.
su | Becomes another user. | 다른 사용자가 됩니다.
swapoff | Switches swap off. | 스왑을 끕니다.
tar | Packs and unpacks files. | 파일을 묶고 풉니다.
times | How much time was used. | 사용한 시간을 보여 줍니다.
tshark | Shows packets as they pass. | 지나가는 패킷을 보여 줍니다.
tty | The terminal's name. | 터미널의 이름입니다.
typeset | Declares a variable. | 변수를 선언합니다.
ulimit | Limits of the shell. | 셸의 한도입니다.
umask | Permissions that new files do not get. | 새 파일에서 뺄 권한입니다.
umount | Detaches a file system. | 파일 시스템을 뗍니다.
uname | The kernel and its version. | 커널과 그 버전입니다.
unzip | Unpacks a zip file. | zip 파일을 풉니다.
update-alternatives | Chooses among programs. | 같은 일을 하는 프로그램 중에서 고릅니다.
uptime | How long the machine has run. | 기계가 켜져 있던 시간입니다.
useradd | Adds a user. | 사용자를 추가합니다.
usermod | Changes a user. | 사용자를 바꿉니다.
vagrant | Virtual machines for development. | 개발용 가상 머신입니다.
wg | WireGuard tunnels. | WireGuard 터널을 다룹니다.
xxd | Shows bytes. | 바이트를 보여 줍니다.
yes | Prints a word again and again. | 같은 말을 되풀이해 출력합니다.
yq | Picks values out of YAML. | YAML에서 값을 골라냅니다.
yum | Installs packages. | 패키지를 설치합니다.
zcat | Prints compressed files. | 압축된 파일을 출력합니다.
zgrep | Searches compressed files. | 압축된 파일을 찾습니다.
zsh | Runs commands in another shell. | 다른 셸에서 명령을 실행합니다.
firewall-cmd | Rules of firewalld. | firewalld의 규칙을 다룹니다.
mongo | Talks to a MongoDB server. | MongoDB 서버와 통신합니다.
pg_dump | Saves a PostgreSQL database. | PostgreSQL 데이터베이스를 저장합니다.
wget | Fetches a URL into a file. | URL의 내용을 파일로 받습니다.
`;

/** Options that real programs have and ours do not declare; `program option`, as in the tables above. */
const OPTIONS = `
curl:--tls-max | The newest version of TLS to use. | 사용할 가장 새로운 TLS 버전입니다.
curl:--tlsv1.2 | Use TLS 1.2 or newer. | TLS 1.2 이상을 씁니다.
curl:--tlsv1.3 | Use TLS 1.3 or newer. | TLS 1.3 이상을 씁니다.
dig:+trace | Ask from the root servers down. | 루트 서버부터 차례로 묻습니다.
dnsmasq:--dhcp-range | Hand out addresses of this range. | 이 범위의 주소를 나눠 줍니다.
dnsmasq:--interface | Listen on this device only. | 이 장치에서만 듣습니다.
kubectl:--cpu-percent | How busy Pods may be before there are more; today --cpu. | Pod를 늘리기 전 CPU 사용률입니다. 지금은 --cpu를 씁니다.
kubectl:--help | Show the usage. | 사용법을 보여 줍니다.
kubectl:--record | Note the command in the object; no longer there. | 명령을 오브젝트에 적어 둡니다. 지금은 없는 옵션입니다.
kubectl:-h | Show the usage. | 사용법을 보여 줍니다.
`;

/** Words and signs of the shell's language. */
const SIGNS = `
| | The output of the left command becomes the input of the right one. | 왼쪽 명령의 출력이 오른쪽 명령의 입력이 됩니다.
|& | As |, errors included. | |와 같으며 오류도 포함합니다.
&& | Runs the right side only if the left one succeeded. | 왼쪽이 성공했을 때만 오른쪽을 실행합니다.
|| | Runs the right side only if the left one failed. | 왼쪽이 실패했을 때만 오른쪽을 실행합니다.
; | Ends a command; the next one follows. | 명령을 끝내고 다음 명령으로 갑니다.
;; | Ends a branch of case. | case의 갈래를 끝냅니다.
& | Runs the command in the background. | 명령을 백그라운드에서 실행합니다.
> | Writes the output to a file, replacing it. | 출력을 파일에 덮어씁니다.
>> | Adds the output to the end of a file. | 출력을 파일 끝에 덧붙입니다.
>| | Writes the output to a file, even with noclobber. | noclobber여도 출력을 파일에 덮어씁니다.
< | Takes the input from a file. | 입력을 파일에서 받습니다.
<< | The lines down to the given word are the input. | 지정한 단어가 나올 때까지의 줄이 입력입니다.
<<- | As <<, leading tabs dropped. | <<와 같으며 줄 앞의 탭을 버립니다.
<<< | The text that follows is the input. | 뒤의 텍스트가 입력입니다.
&> | Writes output and errors to a file. | 출력과 오류를 파일에 씁니다.
&>> | Adds output and errors to a file. | 출력과 오류를 파일에 덧붙입니다.
>& | Sends one stream where another goes. | 한 스트림을 다른 스트림이 가는 곳으로 보냅니다.
<& | Takes one stream from another. | 한 스트림을 다른 스트림에서 받습니다.
! | Turns success into failure and back. | 성공과 실패를 뒤집습니다.
$( | Replaced by the output of the command inside. | 안의 명령이 출력한 것으로 바뀝니다.
\` | Replaced by the output of the command inside. | 안의 명령이 출력한 것으로 바뀝니다.
if | Runs commands if a condition holds. | 조건이 맞으면 명령을 실행합니다.
then | What to do when the condition holds. | 조건이 맞을 때 할 일입니다.
else | What to do otherwise. | 그렇지 않을 때 할 일입니다.
elif | Another condition to try. | 다음에 시험할 조건입니다.
fi | End of if. | if의 끝입니다.
for | Repeats commands for every word of a list. | 목록의 단어마다 명령을 되풀이합니다.
in | The list follows. | 목록이 뒤따릅니다.
do | The commands to repeat follow. | 되풀이할 명령이 뒤따릅니다.
done | End of the loop. | 반복의 끝입니다.
while | Repeats as long as a command succeeds. | 명령이 성공하는 동안 되풀이합니다.
until | Repeats until a command succeeds. | 명령이 성공할 때까지 되풀이합니다.
case | Chooses by patterns. | 패턴으로 고릅니다.
esac | End of case. | case의 끝입니다.
function | Defines a function. | 함수를 정의합니다.
select | Lets the user choose from a list. | 목록에서 고르게 합니다.
`;

function table(text: string): ReadonlyMap<string, Words> {
  const entries = text.split('\n').flatMap((line): [string, Words][] => {
    const match = /^(\S+) \| (.*) \| (.*)$/.exec(line);
    return match ? [[match[1] ?? '', { en: match[2] ?? '', ko: match[3] ?? '' }]] : [];
  });
  return new Map(entries);
}

const commandTable = table(COMMANDS + OTHERS);
const signTable = table(SIGNS);

/** What a command without a declaration does; undefined when it is not known. */
export function commandWords(name: string): Words | undefined {
  return commandTable.get(name);
}

const optionTable = table(OPTIONS);

/** What an option means that a program has and its declaration does not; undefined when it is not known. */
export function optionWords(program: string, option: string): Words | undefined {
  return optionTable.get(`${program}:${option}`);
}

/** Names of all such commands, for "did you mean". */
export function builtinNames(): readonly string[] {
  return [...commandTable.keys()];
}

/** What an operator or keyword of the shell means. */
export function signWords(sign: string): Words | undefined {
  return signTable.get(sign);
}
