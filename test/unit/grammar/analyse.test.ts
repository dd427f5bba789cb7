import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/grammar';

/** `word:role` of every word; values with their type. */
function roles(line: string): string {
  const words = line.split(' ');
  const { roles } = analyse(words.map((word) => (word.startsWith('$') ? undefined : word)));
  return roles.map(({ index, role, type }) => `${words[index] ?? ''}:${type ?? role}`).join(' ');
}

describe('the role of every word', () => {
  it.each([
    [
      'ip -n red addr add 10.0.0.1/24 dev eth0',
      'ip:command -n:option red:netns addr:object add:verb 10.0.0.1/24:cidr dev:keyword eth0:device',
    ],
    ['ip a', 'ip:command a:object'],
    [
      'ip route add default via 10.0.0.1',
      'ip:command route:object add:verb default:prefix via:keyword 10.0.0.1:address',
    ],
    ['ping -c1 -W 1 B', 'ping:command -c1:number -W:option 1:number B:host'],
    [
      'route add -net 10.0.0.0 netmask 255.0.0.0 gw 1.2.3.4',
      'route:command add:verb -net:keyword 10.0.0.0:prefix netmask:keyword 255.0.0.0:netmask gw:keyword 1.2.3.4:host',
    ],
    ['ip lnk show', 'ip:command lnk:unknown show:value'],
    ['ip addr add $x dev eth0', 'ip:command addr:object add:verb $x:cidr dev:keyword eth0:device'],
    ['sudo -u bob ip link', 'sudo:command -u:option bob:text ip:command link:object'],
    ['xargs -n 1 ping -c1', 'xargs:command -n:value 1:value ping:command -c1:number'],
  ])('%s', (line, expected) => {
    expect(roles(line)).toBe(expected);
  });

  it('knows where a command inside another one runs', () => {
    const { commands } = analyse('ssh root@B ip netns exec red ping -c1 10.0.0.1'.split(' '));
    expect(commands.map(({ program, host, netns }) => [program, host, netns])).toEqual([
      ['ssh', 'B', undefined],
      ['ip', 'B', 'red'],
      ['ping', 'B', 'red'],
    ]);
  });

  it('gives every word one role and never throws, whatever the words are', () => {
    const known = fc.constantFrom(
      ...'ip -n netns exec red route add link set type veth peer name via dev nexthop ssh sudo ping -c -- - route -net arp -s $'.split(
        ' ',
      ),
    );
    const word = fc.oneof(known, fc.string(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (argv) => {
        const { roles } = analyse(argv);
        expect(roles.map(({ index }) => index)).toEqual(argv.map((_, index) => index));
      }),
      { numRuns: 2000 },
    );
  });
});
