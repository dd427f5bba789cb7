import type fc from 'fast-check';
import { deviceAddress, hostAddress, prefix } from './addresses';
import { device, inNamespace } from './names';
import { number, oneOf, phrase, sometimes, weighted } from './pieces';
import type { Topology } from './topology';

/** `iptables …` in its five tables, and iptables-save. */
export function iptablesCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    (name) =>
      weighted(
        [8, ruleCommand(topology, name)],
        [3, chainCommand],
        [4, listCommand],
        [1, oneOf('iptables-save', 'iptables-save -t nat', 'iptables-save -c')],
      ),
    'other',
  );
}

const CHAINS = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
} as const;
type Table = keyof typeof CHAINS;

const table: fc.Arbitrary<Table> = weighted(
  [6, 'filter'],
  [5, 'nat'],
  [2, 'mangle'],
  [1, 'raw'],
) as fc.Arbitrary<Table>;
const lead = (name: Table): fc.Arbitrary<string> =>
  phrase(
    'iptables',
    name === 'filter' ? sometimes(10, '-t filter') : weighted([30, `-t ${name}`], [1, `--table ${name}`], [1, '']),
  );
const chainOf = (name: Table): fc.Arbitrary<string> =>
  weighted(
    [12, oneOf(...CHAINS[name])],
    [3, 'MYCHAIN'],
    [1, oneOf('NOSUCH', 'input', 'ACCEPT', 'POSTROUTING', 'INPUT')],
  );

function ruleCommand(topology: Topology, name: string): fc.Arbitrary<string> {
  return table.chain((inTable) => {
    const chain = chainOf(inTable);
    const rule = phrase(selector(topology, name), match, target(topology, inTable));
    return phrase(
      lead(inTable),
      weighted(
        [8, phrase(oneOf('-A', '-A', '--append'), chain, rule)],
        [3, phrase('-I', chain, weighted([3, ''], [2, number(1, 2)], [1, oneOf('0', '9', 'x')]), rule)],
        [2, phrase('-D', chain, weighted([2, number(1, 2)], [2, rule]))],
        [1, phrase('-C', chain, rule)],
        [1, phrase('-R', chain, number(1, 2), rule)],
      ),
    );
  });
}

function selector(topology: Topology, name: string): fc.Arbitrary<string> {
  return phrase(
    sometimes(35, sometimes(15, '!'), oneOf('-s', '--source'), numeric(topology)),
    sometimes(25, sometimes(15, '!'), oneOf('-d', '--destination'), numeric(topology)),
    sometimes(15, sometimes(15, '!'), oneOf('-i', '--in-interface'), oneOf(device(topology, name), 'eth+')),
    sometimes(15, sometimes(15, '!'), oneOf('-o', '--out-interface'), oneOf(device(topology, name), 'veth+')),
  );
}

/** An address or prefix that is no name: names would be asked of a name server. */
function numeric(topology: Topology): fc.Arbitrary<string> {
  return oneOf(prefix(topology), hostAddress(topology)).map((word) => (/^[0-9]/.test(word) ? word : '10.9.0.0/16'));
}

const port = oneOf('80', '8080', '22', 'http', 'domain', '1000:2000', ':1024', '0', '65536', 'nosuch');

const match: fc.Arbitrary<string> = weighted(
  [6, ''],
  [
    5,
    phrase(
      '-p icmp',
      weighted([3, ''], [2, phrase('--icmp-type', oneOf('echo-request', '8', 'echo-reply', '3/1', 'any', 'nosuch'))]),
    ),
  ],
  [
    5,
    phrase(
      '-p tcp',
      sometimes(70, sometimes(10, '!'), oneOf('--dport', '--dport', '--sport'), port),
      sometimes(10, oneOf('--syn', '--tcp-flags SYN,ACK SYN', '! --syn')),
    ),
  ],
  [2, phrase('-p udp', sometimes(70, oneOf('--dport', '--sport'), port))],
  [1, phrase('-p', oneOf('all', '17', 'esp', '0', '256', 'nosuch', '! tcp'))],
  [1, phrase('--dport', port)],
  [
    3,
    phrase(
      '-m',
      oneOf('conntrack --ctstate', 'state --state'),
      oneOf('NEW', 'ESTABLISHED,RELATED', 'INVALID', 'ESTABLISHED', 'nosuch'),
    ),
  ],
  [2, phrase('-m comment --comment', oneOf('ok', '"two words"', "''"))],
  [1, phrase('-m multiport -p tcp --dports', oneOf('80,443', '1:10,22', 'http', '1,2,3,x'))],
  [1, phrase('-m mark --mark', oneOf('1', '0x10/0xf0', 'x'))],
  [1, phrase('-m addrtype --dst-type', oneOf('LOCAL', 'UNICAST', 'nosuch'))],
  [1, phrase('-m iprange --src-range', oneOf('10.0.0.1-10.0.0.9', '10.0.0.9-10.0.0.1', '10.0.0.1'))],
  [1, phrase('-m limit --limit', oneOf('5/min', '10/s', '1/day --limit-burst 3', 'x'))],
  [1, phrase('-m statistic --mode nth --every', oneOf('2', '2 --packet 1', '0', '3 --packet 5'))],
  [1, phrase('-m', oneOf('nosuch', 'mac --mac-source 02:00:00:00:00:01'))],
  [1, '-f'],
);

function target(topology: Topology, inTable: Table): fc.Arbitrary<string> {
  const address = oneOf(deviceAddress(topology), hostAddress(topology));
  const verdict = oneOf('-j ACCEPT', '-j DROP', '-j RETURN', '-j ACCEPT');
  const reject = phrase(
    '-j REJECT',
    sometimes(
      50,
      '--reject-with',
      oneOf('icmp-host-unreachable', 'icmp-admin-prohibited', 'icmp-port-unreachable', 'tcp-reset', 'nosuch'),
    ),
  );
  const nat = weighted(
    [3, phrase('-j MASQUERADE', sometimes(10, oneOf('--random', '--to-ports 1000-2000')))],
    [
      3,
      phrase(
        '-j DNAT --to-destination',
        address.map((a) => a),
        sometimes(0, ''),
      ),
    ],
    [
      2,
      phrase(
        '-j DNAT --to-destination',
        phrase(address, oneOf('80', '8080')).map((words) => words.replace(' ', ':')),
      ),
    ],
    [3, phrase('-j SNAT --to-source', address)],
    [1, phrase('-j REDIRECT', sometimes(50, '--to-ports', oneOf('8080', '80-90', 'x')))],
    [1, phrase('-j', oneOf('SNAT', 'DNAT'))],
  );
  const marks = oneOf(
    '-j MARK --set-mark 1',
    '-j MARK --set-xmark 0x10/0xf0',
    '-j CONNMARK --save-mark',
    '-j CONNMARK --restore-mark',
    '-j MARK',
  );
  const other = oneOf(
    '-j MYCHAIN',
    '-g MYCHAIN',
    '-j LOG',
    '-j LOG --log-prefix "IN: "',
    '-j nosuch',
    '-j NOSUCH',
    '',
    '-j NOTRACK',
  );
  const wrongTable = oneOf('-j MASQUERADE', '-j DNAT --to-destination 10.0.0.9', '-j REJECT', marks);
  if (inTable === 'nat') return weighted([8, nat], [3, verdict], [2, other], [1, wrongTable]);
  if (inTable === 'filter') return weighted([6, verdict], [3, reject], [2, other], [1, wrongTable]);
  return weighted([4, verdict], [4, marks], [2, other], [1, wrongTable]);
}

const chainCommand: fc.Arbitrary<string> = table.chain((name) =>
  phrase(
    lead(name),
    weighted(
      [5, phrase('-N', oneOf('MYCHAIN', 'MYCHAIN', 'OTHER', 'INPUT', 'a-chain-name-which-is-too-long'))],
      [3, phrase('-P', oneOf(...CHAINS[name]), oneOf('DROP', 'ACCEPT', 'REJECT', 'drop'))],
      [2, phrase('-F', oneOf('', chainOf(name)))],
      [2, phrase('-X', oneOf('', 'MYCHAIN', 'INPUT', 'NOSUCH'))],
      [1, phrase('-E', oneOf('MYCHAIN', 'NOSUCH'), oneOf('OTHER', 'INPUT'))],
      [1, phrase('-Z', oneOf('', chainOf(name)))],
    ),
  ),
);

const listCommand: fc.Arbitrary<string> = table.chain((name) =>
  phrase(
    lead(name),
    weighted(
      [4, phrase(oneOf('-L -n', '-nL', '-nvL', '-L -n -v', '-L -n --line-numbers', '-nvxL'), oneOf('', chainOf(name)))],
      [3, phrase(oneOf('-S', '-S', '--list-rules', '-v -S'), oneOf('', chainOf(name)))],
    ),
  ),
);
