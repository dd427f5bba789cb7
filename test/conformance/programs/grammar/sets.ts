import type fc from 'fast-check';
import { hostAddress, prefix } from './addresses';
import { hostAddress6, prefix6, type DualTopology } from './dual-stack';
import { inNamespace } from './names';
import { oneOf, phrase, sometimes, weighted } from './pieces';

/** `ipset …` and the rules that ask it. What a set weighs, and in which order it keeps things, is the kernel's own affair. */
export function setCommand(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    () => {
      const name = weighted([6, 'S'], [3, 'T'], [1, oneOf('nosuch', 'a-name-that-is-much-too-long-for-a-set')]);
      const create = phrase(
        'ipset create',
        name,
        weighted(
          [4, phrase('hash:ip', sometimes(30, 'family inet6'), sometimes(20, oneOf('timeout 100', 'counters', 'comment', 'maxelem 2', 'netmask 24')))], // prettier-ignore
          [4, phrase('hash:net', sometimes(30, 'family inet6'))],
          [2, 'hash:ip,port'],
          [2, 'bitmap:port range 1-100'],
          [1, 'bitmap:ip range 10.0.0.0/24'],
          [1, 'list:set'],
          [1, oneOf('hash:nosuch', 'hash:ip family x', 'bitmap:ip', 'hash:net,nosuch')],
        ),
        sometimes(10, '-exist'),
      );
      const address = weighted([4, hostAddress(topology)], [2, hostAddress6(topology)]).map((word) => (/[.:]/.test(word) ? word : '10.0.0.7')); // prettier-ignore
      const element = weighted(
        [5, address],
        [3, oneOf(prefix(topology), prefix6(topology)).map((word) => (/^[0-9a-f:.]+\/\d+$/.test(word) ? word : '10.1.0.0/16'))], // prettier-ignore
        [2, phrase(address, oneOf('80', 'udp:53', 'x')).map((words) => words.replace(' ', ','))],
        [2, oneOf('80', '90-95', '200', 'http')],
        [1, oneOf('T', '10.0.0.1-10.0.0.5', '02:00:00:00:00:01')],
      );
      const change = phrase(
        'ipset',
        weighted([6, 'add'], [3, 'del'], [3, 'test']),
        name,
        element,
        sometimes(10, oneOf('-exist', 'timeout 50', 'comment x', 'nomatch')),
      );
      const other = oneOf(
        phrase('ipset', oneOf('destroy', 'flush'), oneOf(name, '')),
        'ipset swap S T',
        'ipset rename S T',
        'ipset list -n',
        "ipset save -s | sed 's/ initval [0-9a-fx]*//; s/ bucketsize [0-9]*//'",
        "ipset list -s | grep -v '^Header\\|^Size'",
      );
      const rule = phrase(
        oneOf('iptables', 'ip6tables'),
        oneOf('-A INPUT', '-A OUTPUT'),
        oneOf('-p tcp', '-p udp'),
        sometimes(20, '!').map((not) => `-m set ${not}`.trim()),
        '--match-set',
        name,
        oneOf('src', 'dst', 'src,dst', 'x'),
        '-j',
        oneOf('ACCEPT', 'DROP'),
      );
      const rules = phrase(oneOf('iptables', 'ip6tables'), '-S');
      return weighted([4, create], [6, change], [4, other], [2, rule], [1, rules]);
    },
    'other',
  );
}
