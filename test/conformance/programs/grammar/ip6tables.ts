import type fc from 'fast-check';
import { deviceAddress6, hostAddress6, prefix6, type DualTopology } from './dual-stack';
import { device, inNamespace } from './names';
import { number, oneOf, phrase, sometimes, weighted } from './pieces';

/**
 * `ip6tables …`, without counters: reports of multicast listeners and neighbour discovery come when they like. For the same reason rules do not
 * drop what they cannot name.
 */
export function ip6tablesCommand(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    (name) =>
      weighted(
        [8, ruleCommand(topology, name)],
        [2, chainCommand],
        [4, phrase('ip6tables', sometimes(50, '-t nat'), oneOf('-S', '-L -n', '-nL --line-numbers'))],
        [1, "ip6tables-save | grep -v '^:'"],
      ),
    'other',
  );
}

const CHAINS = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'FORWARD', 'POSTROUTING'],
} as const;
type Table = keyof typeof CHAINS;

function ruleCommand(topology: DualTopology, name: string): fc.Arbitrary<string> {
  const table = weighted([6, 'filter'], [5, 'nat'], [2, 'mangle']) as fc.Arbitrary<Table>;
  return table.chain((inTable) => {
    const chain = weighted([12, oneOf(...CHAINS[inTable])], [2, 'MYCHAIN'], [1, oneOf('NOSUCH', 'INPUT', 'POSTROUTING')]); // prettier-ignore
    const rule = phrase(selector(topology, name), match(topology), target(topology, inTable));
    return phrase(
      'ip6tables',
      inTable === 'filter' ? '' : `-t ${inTable}`,
      weighted(
        [8, phrase('-A', chain, rule)],
        [3, phrase('-I', chain, sometimes(30, number(1, 2)), rule)],
        [2, phrase('-D', chain, weighted([2, number(1, 2)], [1, rule]))],
        [1, phrase('-C', chain, rule)],
        [1, phrase('-R', chain, number(1, 2), rule)],
      ),
    );
  });
}

function selector(topology: DualTopology, name: string): fc.Arbitrary<string> {
  return phrase(
    sometimes(30, sometimes(15, '!'), '-s', numeric(topology)),
    sometimes(30, sometimes(15, '!'), '-d', numeric(topology)),
    sometimes(12, '-i', oneOf(device(topology, name), 'eth+')),
    sometimes(12, '-o', oneOf(device(topology, name), 'veth+')),
  );
}

/** An address or prefix that is no name: names would be asked of a name server. */
function numeric(topology: DualTopology): fc.Arbitrary<string> {
  return oneOf(prefix6(topology), hostAddress6(topology)).map((word) =>
    /^[0-9a-f:]+(\/\d+)?$/.test(word) && word.includes('::') && !word.includes(':::') ? word : 'fd00:9::/64',
  );
}

function match(topology: DualTopology): fc.Arbitrary<string> {
  const port = oneOf('80', 'http', '1000:2000', '65536', 'nosuch');
  return weighted(
    [8, phrase('-p', oneOf('icmpv6', 'ipv6-icmp'), '--icmpv6-type', oneOf('echo-request', '128', 'echo-reply', '1/4', 'time-exceeded', 'nosuch', '300'))], // prettier-ignore
    [4, phrase('-p tcp', sometimes(70, sometimes(10, '!'), '--dport', port))],
    [2, phrase('-p udp', sometimes(70, '--sport', port))],
    [4, phrase('-p icmpv6 --icmpv6-type echo-request -m conntrack --ctstate', oneOf('NEW', 'ESTABLISHED,RELATED', 'INVALID', 'nosuch'))], // prettier-ignore
    [1, phrase('-p icmpv6 --icmpv6-type 129 -m state --state', oneOf('ESTABLISHED', 'UNTRACKED'))],
    [1, phrase('-p tcp -m conntrack --ctorigsrc', deviceAddress6(topology))],
    [1, phrase('-p tcp -m hl', oneOf('--hl-eq 64', '--hl-lt 5', '--hl-gt 300', ''))],
    [1, phrase('-p tcp -m addrtype --dst-type', oneOf('LOCAL', 'MULTICAST', 'BROADCAST', 'nosuch'))],
    [1, phrase('-p tcp -m iprange --src-range', oneOf('fd00::1-fd00::9', 'fd00::9-fd00::1', '10.0.0.1'))],
    [1, oneOf('-p tcp -m frag --fragmore', '-m ttl --ttl-eq 4', '-m frag --fragid x', '-p tcp -m mark --mark 1', '-p icmp', '-f', '-p mh --mh-type bu', '-m eui64', '-m ipv6header --header frag')], // prettier-ignore
  );
}

function target(topology: DualTopology, inTable: Table): fc.Arbitrary<string> {
  const address = oneOf(deviceAddress6(topology), hostAddress6(topology));
  const verdict = oneOf('-j ACCEPT', '-j DROP', '-j RETURN');
  const reject = phrase('-j REJECT', sometimes(50, '--reject-with', oneOf('icmp6-no-route', 'icmp6-adm-prohibited', 'addr-unreach', 'tcp-reset', 'nosuch'))); // prettier-ignore
  const nat = weighted(
    [3, phrase('-j MASQUERADE', sometimes(10, oneOf('--random', '--to-ports 1000-2000')))],
    [3, phrase('-j DNAT --to-destination', address)],
    [2, phrase('-j DNAT --to-destination', address).map((words) => words.replace(/ (\S+)$/, ' [$1]:80'))],
    [3, phrase('-j SNAT --to-source', address)],
    [1, phrase('-j REDIRECT', sometimes(50, '--to-ports', oneOf('8080', 'x')))],
    [1, phrase('-j NETMAP --to', prefix6(topology))],
  );
  const other = oneOf('-j MYCHAIN', '-j LOG', '-j nosuch', '-j MARK --set-mark 1', '-j HL --hl-set 9', '-j TTL --ttl-set 9', '-j CONNMARK --save-mark'); // prettier-ignore
  if (inTable === 'nat') return weighted([8, nat], [1, other]);
  return inTable === 'filter'
    ? weighted([6, verdict], [3, reject], [2, other], [1, nat])
    : weighted([3, verdict], [4, other], [1, nat]);
}

const chainCommand: fc.Arbitrary<string> = phrase(
  'ip6tables',
  sometimes(40, '-t nat'),
  weighted(
    [4, phrase('-N', oneOf('MYCHAIN', 'OTHER', 'INPUT'))],
    [2, phrase('-P', oneOf('INPUT', 'FORWARD', 'PREROUTING'), oneOf('ACCEPT', 'reject'))],
    [2, '-F'],
    [1, phrase('-X', oneOf('', 'MYCHAIN'))],
    [1, phrase('-E', oneOf('MYCHAIN', 'NOSUCH'), 'OTHER')],
  ),
);
