import type { Inverted, Match, PortRange } from '../../../kernel/netfilter/model';
import type { HostFiles } from '../../tool';
import {
  OptionChecks,
  bareOption,
  option,
  type Extension,
  type ExtensionOption,
  type Given,
  type Surroundings,
} from '../extension';
import { UDP_HELP, TCP_HELP } from '../help-matches';
import { parsePort, showPort } from '../names';
import { readNumber } from '../numbers';
import { readPortRange } from '../values';

type Tcp = Extract<Match, { match: 'tcp' }>;
type Udp = Extract<Match, { match: 'udp' }>;
type Ports = Inverted & PortRange;

const FLAGS: readonly (readonly [name: string, bits: number])[] = [
  ['FIN', 1],
  ['SYN', 2],
  ['RST', 4],
  ['PSH', 8],
  ['ACK', 16],
  ['URG', 32],
];
const FLAG_WORDS = [...FLAGS, ['ALL', 63], ['NONE', 0]] as const;
/** What `--syn` means: SYN set; FIN, RST and ACK not. */
const SYN = { mask: 23, set: 2 };

const PORT_OPTIONS: readonly ExtensionOption[] = [
  option('--source-port --sport', 'PORT[:PORT]', 'The source port, or a range of them.', '출발지 포트 또는 포트 범위입니다.', { invertible: true }), // prettier-ignore
  option('--destination-port --dport', 'PORT[:PORT]', 'The destination port, or a range of them.', '목적지 포트 또는 포트 범위입니다.', { invertible: true }), // prettier-ignore
];

/** `-m tcp`: ports and flags of a TCP segment (extensions/libxt_tcp.c). */
export const TCP: Extension<Match> = {
  name: 'tcp',
  help: TCP_HELP,
  options: [
    ...PORT_OPTIONS,
    bareOption('--syn', 'Only the first segment of a connection: SYN set, ACK, RST and FIN not.', '연결의 첫 세그먼트만: SYN은 켜지고 ACK, RST, FIN은 꺼진 것입니다.', { invertible: true }), // prettier-ignore
    option('--tcp-flags', 'MASK COMP', 'Of the flags in MASK (SYN,ACK,…) exactly those in COMP (the next word) are set.', 'MASK의 플래그(SYN,ACK,…) 가운데 다음 단어 COMP의 것만 켜져 있어야 합니다.', { invertible: true }), // prettier-ignore
    option('--tcp-option', 'NUMBER', 'The segment carries this TCP option.', '세그먼트에 이 TCP 옵션이 있어야 합니다.', { invertible: true }), // prettier-ignore
  ],
  load: (around) => {
    let ports: TakenPorts = {};
    let flags: Tcp['flags'];
    let kind: Tcp['option'];
    return {
      take(given) {
        const { name, value, inverted } = given;
        if (name === '--syn' || name === '--tcp-flags') {
          if (flags) around.fail("Only one of `--syn' or `--tcp-flags'  allowed");
          flags = { inverted, ...(name === '--syn' ? SYN : readFlags(around, value)) };
        } else if (name === '--tcp-option') {
          if (kind) around.fail("Only one `--tcp-option' allowed");
          const number = readNumber(value, 1, 255);
          kind = { inverted, kind: number ?? around.fail(`Bad TCP option "${value}"`) };
        } else ports = takePorts(around, ports, given);
      },
      finish: () => ({ match: 'tcp', ...withoutAny(ports), ...(flags && { flags }), ...(kind && { option: kind }) }),
    };
  },
};

/** `-m udp`: ports of a UDP datagram (extensions/libxt_udp.c). */
export const UDP: Extension<Match> = {
  name: 'udp',
  help: UDP_HELP,
  options: PORT_OPTIONS,
  load: (around) => {
    const checks = new OptionChecks(UDP, around);
    let ports: TakenPorts = {};
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        ports = { ...ports, [keyOf(name)]: { ...readPortRange(around, 'udp', name, value), inverted } };
      },
      finish: () => ({ match: 'udp', ...withoutAny(ports) }),
    };
  },
};

interface TakenPorts {
  readonly sourcePorts?: Ports;
  readonly destinationPorts?: Ports;
}

function takePorts(around: Surroundings, taken: TakenPorts, { name, value, inverted }: Given): TakenPorts {
  // prettier-ignore
  const key = keyOf(name);
  if (taken[key]) around.fail(`Only one \`${name}' allowed`);
  const [low = '', high] = splitOnce(value, ':');
  const from = low === '' && high !== undefined ? 0 : parsePort(around, low, 'tcp');
  const to = high === undefined ? from : high === '' ? 65535 : parsePort(around, high, 'tcp');
  if (from > to) around.fail('invalid portrange (min > max)');
  return { ...taken, [key]: { from, to, inverted } };
}

function keyOf(name: string): keyof TakenPorts {
  return name === '--source-port' ? 'sourcePorts' : 'destinationPorts';
}

/** The kernel does not keep a range of all ports. */
function withoutAny({ sourcePorts, destinationPorts }: TakenPorts): TakenPorts {
  const kept = (ports?: Ports): boolean => ports !== undefined && (ports.from !== 0 || ports.to !== 65535);
  return { ...(kept(sourcePorts) && { sourcePorts }), ...(kept(destinationPorts) && { destinationPorts }) };
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function readFlags(around: Surroundings, mask: string): { mask: number; set: number } {
  const set = around.nextOperand() ?? around.fail('--tcp-flags requires two args.');
  return { mask: readFlagList(around, mask), set: readFlagList(around, set) };
}

function readFlagList(around: Surroundings, text: string): number {
  let bits = 0;
  for (const word of text.split(',').filter((part) => part !== '')) {
    const found = FLAG_WORDS.find(([name]) => name === word.toUpperCase());
    bits |= found?.[1] ?? around.fail(`Unknown TCP flag \`${word}'`);
  }
  return bits;
}

function showFlags(bits: number): string {
  const names = FLAGS.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name);
  return names.length === 0 ? 'NONE' : names.join(',');
}

/** How `-L` shows them. */
export function listTcpUdp(match: Tcp | Udp, files: HostFiles, numeric: boolean): string {
  const ports = (name: string, range?: Ports): string => {
    if (!range) return '';
    const show = (port: number): string => showPort(files, port, match.match, numeric);
    const not = range.inverted ? '!' : '';
    const single = range.from === range.to;
    return ` ${name}${single ? '' : 's'}:${not}${show(range.from)}${single ? '' : `:${show(range.to)}`}`;
  };
  const both = ` ${match.match}${ports('spt', match.sourcePorts)}${ports('dpt', match.destinationPorts)}`;
  if (match.match === 'udp') return both;
  const { flags, option: kind } = match;
  const two = (bits: number): string => `0x${bits.toString(16).toUpperCase().padStart(2, '0')}`;
  const listed = numeric ? two : showFlags;
  return (
    both +
    (kind ? ` option=${kind.inverted ? '!' : ''}${kind.kind}` : '') +
    (flags ? ` flags:${flags.inverted ? '!' : ''}${listed(flags.mask)}/${listed(flags.set)}` : '')
  );
}

/** How `-S` and iptables-save write them. */
export function saveTcpUdp(match: Tcp | Udp): string {
  const ports = (name: string, range?: Ports): string =>
    range === undefined
      ? ''
      : `${range.inverted ? ' !' : ''} --${name} ${range.from}${range.from === range.to ? '' : `:${range.to}`}`;
  const both = ports('sport', match.sourcePorts) + ports('dport', match.destinationPorts);
  if (match.match === 'udp') return both;
  const { flags, option: kind } = match;
  return (
    both +
    (kind ? `${kind.inverted ? ' !' : ''} --tcp-option ${kind.kind}` : '') +
    (flags ? `${flags.inverted ? ' !' : ''} --tcp-flags ${showFlags(flags.mask)} ${showFlags(flags.set)}` : '')
  );
}
