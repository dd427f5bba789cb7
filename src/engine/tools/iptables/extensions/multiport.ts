import type { Match, PortRange } from '../../../kernel/netfilter/model';
import type { HostFiles } from '../../tool';
import { OptionChecks, option, type Extension, type Surroundings } from '../extension';
import { MULTIPORT_HELP } from '../help-matches';
import { parsePort, showPort } from '../names';

type Multiport = Extract<Match, { match: 'multiport' }>;

/** How many ports the kernel has room for; a range takes two. */
const MAX_PORTS = 15;
const PROTOCOLS: Readonly<Record<number, string>> = { 6: 'tcp', 17: 'udp', 136: 'udplite', 132: 'sctp', 33: 'dccp' };
const ONLY = 'multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP';
const ALL = ['--source-ports', '--destination-ports', '--ports'];
const WHICH = { '--source-ports': 'source', '--destination-ports': 'destination', '--ports': 'either' } as const;

const rules = { invertible: true, excludes: ALL };

/** `-m multiport` (extensions/libxt_multiport.c). */
export const MULTIPORT: Extension<Match> = {
  name: 'multiport',
  help: MULTIPORT_HELP,
  options: [
    option('--source-ports --sports', 'PORT[,PORT:PORT…]', 'The source port is one of these.', '출발지 포트가 이 가운데 하나입니다.', rules), // prettier-ignore
    option('--destination-ports --dports', 'PORT[,PORT:PORT…]', 'The destination port is one of these.', '목적지 포트가 이 가운데 하나입니다.', rules), // prettier-ignore
    option('--ports', 'PORT[,PORT:PORT…]', 'The source or the destination port is one of these.', '출발지나 목적지 포트가 이 가운데 하나입니다.', rules), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(MULTIPORT, around);
    let match: Multiport = { match: 'multiport', which: 'either', ports: [], inverted: false };
    return {
      take(given) {
        checks.note(given);
        const which = WHICH[given.name as keyof typeof WHICH];
        match = { match: 'multiport', which, ports: readPorts(around, given.value), inverted: given.inverted };
      },
      finish() {
        if (checks.none) around.fail('multiport expection an option');
        checks.finish();
        return match;
      },
    };
  },
};

function readPorts(around: Surroundings, text: string): readonly PortRange[] {
  const { number, inverted } = around.protocol();
  const protocol = inverted ? undefined : PROTOCOLS[number];
  if (protocol === undefined) {
    around.fail(
      number === 0 && !inverted ? "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'" : ONLY,
    );
  }
  const ranges: PortRange[] = [];
  let room = MAX_PORTS;
  for (const word of text.split(',')) {
    const at = word.indexOf(':');
    room -= at < 0 ? 1 : 2;
    if (room < 0) around.fail('too many ports specified');
    const from = parsePort(around, at < 0 ? word : word.slice(0, at), protocol);
    const to = at < 0 ? from : parsePort(around, word.slice(at + 1), protocol);
    if (at >= 0 && from >= to) around.fail('invalid portrange specified');
    ranges.push({ from, to });
  }
  return ranges;
}

function show(ports: readonly PortRange[], port: (number: number) => string): string {
  return ports.map(({ from, to }) => port(from) + (from === to ? '' : `:${port(to)}`)).join(',');
}

/** How `-L` shows it. */
export function listMultiport(match: Multiport, files: HostFiles, protocol: number, numeric: boolean): string {
  const name = { source: 'sports', destination: 'dports', either: 'ports' }[match.which];
  const ports = show(match.ports, (port) => showPort(files, port, PROTOCOLS[protocol] ?? '', numeric));
  return ` multiport ${name} ${match.inverted ? ' !' : ''}${ports}`;
}

/** How `-S` and iptables-save write it. */
export function saveMultiport({ which, ports, inverted }: Multiport): string {
  const name = { source: 'sports', destination: 'dports', either: 'ports' }[which];
  return `${inverted ? ' !' : ''} --${name} ${show(ports, String)}`;
}
