import { describe, expect, it } from 'vitest';
import { createLab, TOOLS } from '../../../../src/engine';

/** Names that every JavaScript object has: a table made of one would find them. */
const WORDS = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

/** Commands with a place for such a word wherever the programs look words up. */
const TEMPLATES = [
  ...[...TOOLS.keys()].map((name) => `${name} @`),
  'ip @ show; ip link @; ip addr @; ip route @; ip neigh @; ip netns @; ip rule @; bridge @; bridge fdb @; bridge link @',
  'ip link add x type @; ip link add x type @ peer name y; ip link show type @; ip link set lo @ 1; ip link set lo group @; ip link show up @',
  'ip route add 10.0.0.0/8 dev lo table @; ip route add 10.0.0.0/8 dev lo proto @; ip route add 10.0.0.0/8 dev lo scope @; ip route add @ 10.0.0.0/8',
  'ip route show table @; ip route show proto @; ip route show scope @; ip route show type @; ip route get 10.0.0.1 @ 3; ip route add 10.0.0.0/8 dev lo dsfield @',
  'ip addr add 10.0.0.1/8 dev lo scope @; ip addr show scope @; ip addr show @; ip -f @ addr; ip -c=@ link; ip -@ link; ip addr add @ dev lo',
  'ip neigh add 10.0.0.2 lladdr 00:00:00:00:00:01 dev lo nud @; ip neigh show nud @; ip neigh show proxy @; ip help @; ip link help @',
  'route -A @; route --@; route add -net @; route add default @ 10.0.0.1; arp -H @ -a; arp -A @; arp -i @; ifconfig lo @; ifconfig lo @ 1; ifconfig @',
  'sysctl net.ipv4.@; sysctl -w net.ipv4.@=1; sysctl net.ipv4.conf.@.forwarding; sysctl -@; sysctl @.@; sysctl -w kernel.@=1',
  'getent hosts @; getent @ x; ping -M @ lo; ping -I @ 127.0.0.1; ping -T @ 127.0.0.1; hostname @; ssh @ true; nsenter --net=@ true',
  'timeout -s @ 1 true; timeout 1@ true; date +@; date -@; uname -@; id -@; id @; sleep @; bridge vlan @; bridge fdb add @ dev lo',
  'cat /proc/@ /proc/net/@ /proc/sys/net/@ /proc/sys/@ /sys/class/net/@ /sys/class/net/lo/@; ls /proc/net/@; cd /@; cat /etc/@',
  'printf -v @ 1; echo $@ ${@}; @=1; set -o @; shopt -s @; declare -A @; unset @; alias @=1; type @; export @=2; trap @ INT; xargs --@; diff --@ a b',
];

describe('words that every JavaScript object knows', () => {
  it.each(WORDS)(
    'mean nothing to a program: %s',
    async (word) => {
      const lab = await createLab('switch');
      for (const template of TEMPLATES) {
        for (const command of template.replaceAll('@', word).split('; ')) {
          let output = '';
          const write = (text: string): void => void (output += text);
          const fork = lab.fork();
          const signal = new AbortController().signal;
          const { exitCode } = await fork.run(command, { stdout: write, stderr: write, signal, pace: 'virtual' });
          expect(Number.isInteger(exitCode), command).toBe(true);
          expect(output, command).not.toMatch(/native code|\[object |\bundefined\b|=> |TypeError|is not a function/);
        }
      }
    },
    60_000,
  );
});
