import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';

/** Runs a script on a fresh lab and answers everything it printed. */
async function typed(script: string): Promise<string> {
  let output = '';
  const write = (text: string): void => void (output += text);
  const options = { stdout: write, stderr: write, signal: new AbortController().signal, pace: 'virtual' } as const;
  const lab = await createLab('router');
  await lab.run(script, { ...options, host: 'B' });
  return output;
}

const NEIGHBOUR = `ip netns add a
ip link add va address 02:00:00:00:00:01 type veth peer name eth0 address 02:00:00:00:00:02 netns a
ip link set va up; ip -n a link set eth0 up
ip addr add 10.0.0.1/24 dev va; ip -n a addr add 10.0.0.2/24 dev eth0
`;

/** The machine's kernel logs for its own root namespace only, so these lines are from net/netfilter/nf_log_syslog.c and cannot be recorded. */
describe('the kernel log', () => {
  it('has one line for each packet that meets LOG, as nf_log_ip_packet writes it', async () => {
    const output = await typed(`${NEIGHBOUR}iptables -A INPUT -p icmp -j LOG --log-prefix "ping in: "
iptables -A OUTPUT -p icmp -j LOG --log-level debug --log-uid
ip netns exec a ping -c 1 10.0.0.1 > /dev/null
dmesg -t | sed 's/ID=[0-9]*/ID=N/g'`);
    expect(output).toBe(
      'ping in: IN=va OUT= MAC=02:00:00:00:00:01:02:00:00:00:00:02:08:00 SRC=10.0.0.2 DST=10.0.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=N DF PROTO=ICMP TYPE=8 CODE=0 ID=N SEQ=1 \n' +
        'IN= OUT=va SRC=10.0.0.1 DST=10.0.0.2 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=N PROTO=ICMP TYPE=0 CODE=0 ID=N SEQ=1 \n',
    );
  });

  it('says ports, window and flags of TCP', async () => {
    const output = await typed(`${NEIGHBOUR}iptables -A INPUT -p tcp -j LOG
ip netns exec a nc -w 1 10.0.0.1 80
dmesg -t | sed 's/ID=[0-9]*/ID=N/;s/SPT=[0-9]*/SPT=P/'`);
    expect(output).toBe(
      'IN=va OUT= MAC=02:00:00:00:00:01:02:00:00:00:00:02:08:00 SRC=10.0.0.2 DST=10.0.0.1 LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=N DF PROTO=TCP SPT=P DPT=80 WINDOW=64240 RES=0x00 SYN URGP=0 \n',
    );
  });

  it('names the ports of a bridge', async () => {
    const output = await typed(`ip netns add a; ip netns add b
for n in a b; do ip link add v$n type veth peer name eth0 netns $n; done
ip link add br0 type bridge; ip link set br0 up
for n in a b; do ip link set v$n master br0 up; ip -n $n link set eth0 up; done
ip -n a addr add 10.0.0.1/24 dev eth0; ip -n b addr add 10.0.0.2/24 dev eth0
iptables -A FORWARD -p icmp -j LOG
ip netns exec a ping -c 1 10.0.0.2 > /dev/null
dmesg -t | cut -d' ' -f1-4`);
    expect(output).toBe('IN=br0 OUT=br0 PHYSIN=va PHYSOUT=vb\nIN=br0 OUT=br0 PHYSIN=vb PHYSOUT=va\n');
  });

  it('stays empty for rules of other namespaces (nf_log_all_netns is 0)', async () => {
    const output = await typed(`${NEIGHBOUR}ip netns exec a iptables -A INPUT -j LOG
ping -c 1 10.0.0.2 > /dev/null
dmesg`);
    expect(output).toBe('');
  });

  it('is shown by time, day, level, and cleared', async () => {
    const output = await typed(`${NEIGHBOUR}iptables -A INPUT -p icmp -j LOG --log-prefix "x "
ip netns exec a ping -c 1 10.0.0.1 > /dev/null
dmesg | grep -cE '^\\[ +[0-9]+\\.[0-9]{6}\\] x IN=va'
dmesg -T | grep -cE '^\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} [0-9]{4}\\] x IN=va'
dmesg -x -l warn | grep -c '^kern  :warn  : \\['
dmesg -l err
dmesg -c | wc -l
dmesg
dmesg -w; dmesg -l loud`);
    expect(output).toBe("1\n1\n1\n1\ncka-net: dmesg -w is not simulated yet\ndmesg: unknown level 'loud'\n");
  });
});

describe('modules', () => {
  it('are loaded without a word, as kubeadm’s guide has it', async () => {
    const output = await typed(`modprobe br_netfilter && sysctl -w net.bridge.bridge-nf-call-iptables=1
lsmod | grep br_netfilter
modprobe nosuch`);
    expect(output).toMatch(
      /^net\.bridge\.bridge-nf-call-iptables = 1\nbr_netfilter +32768 {2}0\nbridge +311296 {2}1 br_netfilter\nmodprobe: FATAL: Module nosuch not found in directory \/lib\/modules\/\S+\n$/,
    );
  });
});
