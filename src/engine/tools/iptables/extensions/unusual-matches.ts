import type { Match } from '../../../kernel/netfilter/model';
import type { RareTest } from '../../../kernel/netfilter/rare-match';
import {
  bareOption, option, OptionChecks, type Extension, type ExtensionOption, type Given, type Surroundings,
} from '../extension'; // prettier-ignore
import { UNUSUAL_HELP } from '../help-unusual';
import { readNumberPrefix, UINT32_MAX } from '../numbers';
import { readInteger, readMark, readPortRange, readSeconds } from '../values';

/**
 * Matches that hardly any rule uses. Each is a test of the kernel's and the two texts by which -L and -S show it, made from the options when the
 * rule is read.
 */

type Name = keyof typeof UNUSUAL_HELP;

/** What a match comes to. */
interface Made {
  readonly test: RareTest;
  readonly listed: string;
  readonly saved: string;
}

/** The options of one match, in the order they were given. */
type Options = readonly Given[];

function unusual(
  name: Name,
  options: readonly ExtensionOption[],
  make: (given: Options, around: Surroundings) => Made,
): Extension<Match> {
  const extension: Extension<Match> = {
    name,
    help: UNUSUAL_HELP[name],
    options,
    load: (around) => {
      const checks = new OptionChecks(extension, around);
      const given: Given[] = [];
      return {
        take(one) {
          checks.note(one);
          given.push(one);
        },
        finish() {
          checks.finish();
          return { match: name, ...make(given, around) };
        },
      };
    },
  };
  return extension;
}

const not = (inverted: boolean): string => (inverted ? '! ' : '');
const find = (given: Options, name: string): Given | undefined => given.find((one) => one.name === name);

/** A number or a range as both listings write it. */
function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}:${to}`;
}

/** connbytes has 64 bits: what is above what a number can say is as good as no limit. */
const MOST = 18446744073709551615n;

function readBytes(around: Surroundings, text: string): { readonly from: number; readonly to: number } {
  const parts = text.split(':');
  const [from, to] = parts.map((part, i) => {
    if (part === '') return i === 0 ? 0n : MOST;
    if (!/^(0[xX][0-9a-fA-F]+|\d+)$/.test(part) || BigInt(part) > MOST) {
      around.fail(`connbytes: bad value for option "--connbytes" near "${part}", or out of range (0-${MOST}).\n`);
    }
    return BigInt(part);
  });
  return { from: Number(from ?? 0n), to: to === undefined || to === MOST ? Infinity : Number(to) };
}

const DIRECTIONS = ['original', 'reply', 'both'] as const;
const MODES = ['packets', 'bytes', 'avgpkt'] as const;

/** `-m connbytes` (extensions/libxt_connbytes.c). */
const CONNBYTES = unusual(
  'connbytes',
  [
    option('--connbytes', 'FROM[:TO]', 'So much the connection has carried.', '연결이 지금까지 나른 양입니다.', { invertible: true, mandatory: true }),
    option('--connbytes-dir', 'DIRECTION', 'original, reply or both.', 'original, reply, both 가운데 하나입니다.', { mandatory: true }),
    option('--connbytes-mode', 'MODE', 'packets, bytes or avgpkt.', 'packets, bytes, avgpkt 가운데 하나입니다.', { mandatory: true }),
  ],
  (given, around) => {
    const { value = '', inverted = false } = find(given, '--connbytes') ?? {};
    const { from, to } = readBytes(around, value);
    if (from > to) around.fail(`${from} should be less than ${to}`);
    const word = <T extends string>(name: string, words: readonly T[]): T => {
      const text = find(given, name)?.value ?? '';
      return words.find((one) => one === text) ?? around.fail(`Unknown ${name} \`${text}'`);
    };
    const direction = word('--connbytes-dir', DIRECTIONS);
    const what = word('--connbytes-mode', MODES);
    const amount = to === Infinity ? String(from) : `${from}:${to}`;
    return {
      test: { ask: 'connbytes', what, direction, from, to, inverted },
      listed: ` ${not(inverted)}connbytes ${amount} connbytes mode ${what} connbytes direction ${direction}`,
      saved: ` ${not(inverted)}--connbytes ${amount} --connbytes-mode ${what} --connbytes-dir ${direction}`,
    };
  },
); // prettier-ignore

/** `-m socket` (extensions/libxt_socket.c). */
const SOCKET = unusual(
  'socket',
  [
    bareOption('--transparent', 'Only sockets that may answer for foreign addresses.', '다른 주소를 대신할 수 있는 소켓만입니다.'),
    bareOption('--nowildcard', 'Also sockets that listen at every address.', '모든 주소에서 듣는 소켓도 포함합니다.'),
    bareOption('--restore-skmark', 'Give the packet the mark of the socket.', '패킷에 소켓의 마크를 붙입니다.'),
  ],
  (given) => {
    const flags = ['--transparent', '--nowildcard', '--restore-skmark'].filter((name) => find(given, name));
    const words = flags.map((name) => ` ${name}`).join('');
    const test = { ask: 'socket', transparent: flags.includes('--transparent'), noWildcard: flags.includes('--nowildcard') } as const;
    return { test, listed: ` socket${words}`, saved: words };
  },
); // prettier-ignore

/** `-m tcpmss` (extensions/libxt_tcpmss.c). */
const TCPMSS_MATCH = unusual(
  'tcpmss',
  [option('--mss', 'VALUE[:VALUE]', 'The segment size that a SYN names.', 'SYN이 알리는 세그먼트 크기입니다.', { invertible: true, mandatory: true })],
  (given, around) => {
    const { value = '', inverted = false } = find(given, '--mss') ?? {};
    const [from, to] = value.split(':').map((part) => {
      const read = readNumberPrefix(part, 0, 65_535);
      return read?.value ?? around.fail(`tcpmss: bad value for option "--mss" near "${part}", or out of range (0-65535).\n`);
    });
    const range = { from: from ?? 0, to: to ?? from ?? 0 };
    return {
      test: { ask: 'tcpmss', ...range, inverted },
      listed: ` tcpmss match ${inverted ? '!' : ''}${rangeText(range)}`,
      saved: ` ${not(inverted)}--mss ${rangeText(range)}`,
    };
  },
); // prettier-ignore

/** `-m sctp` (extensions/libxt_sctp.c). No packet here is of SCTP. */
const SCTP = unusual(
  'sctp',
  [
    option('--source-port --sport', 'PORT[:PORT]', 'The source port.', '출발지 포트입니다.', { invertible: true }),
    option('--destination-port --dport', 'PORT[:PORT]', 'The destination port.', '목적지 포트입니다.', { invertible: true }),
    option('--chunk-types', 'WHICH', 'Kinds of chunks (not simulated yet).', '청크의 종류입니다(아직 시뮬레이션되지 않음).', { invertible: true }),
  ],
  (given, around) => {
    if (find(given, '--chunk-types')) around.fail('cka-net: --chunk-types is not simulated yet');
    const parts = given.map(({ name, value, inverted }) => {
      const range = readPortRange(around, 'sctp', name, value);
      const short = name === '--source-port' ? 's' : 'd';
      const several = range.from === range.to ? '' : 's';
      return {
        short,
        listed: ` ${short}pt${several}:${inverted ? '!' : ''}${rangeText(range)}`,
        saved: ` ${not(inverted)}--${short}port ${rangeText(range)}`,
      };
    });
    // The source comes first, however they were given.
    const sorted = parts.sort((a, b) => b.short.localeCompare(a.short));
    return {
      test: { ask: 'nothing', inverted: false },
      listed: ` sctp${sorted.map(({ listed }) => listed).join('')}`,
      saved: sorted.map(({ saved }) => saved).join(''),
    };
  },
); // prettier-ignore

const IPSEC = new Map([['esp', 50], ['ah', 51], ['ipcomp', 108]]); // prettier-ignore

/** `-m policy` with one element (extensions/libxt_policy.c). No packet here is protected by IPsec. */
const POLICY = unusual(
  'policy',
  [
    option('--dir', 'in|out', 'Which way.', '방향입니다.'),
    option('--pol', 'none|ipsec', 'Without or with IPsec.', 'IPsec이 없는지 있는지입니다.'),
    bareOption('--strict', 'The whole policy.', '정책 전체입니다.'),
    option('--reqid', 'ID', 'The policy’s id.', '정책의 ID입니다.', { invertible: true }),
    option('--spi', 'SPI', 'The index of the association.', '보안 연결의 번호입니다.', { invertible: true }),
    option('--proto', 'PROTOCOL', 'esp, ah or ipcomp.', 'esp, ah, ipcomp 가운데 하나입니다.', { invertible: true }),
    option('--mode', 'MODE', 'transport or tunnel.', 'transport 또는 tunnel입니다.', { invertible: true }),
  ],
  (given, around) => {
    const value = (name: string): string | undefined => find(given, name)?.value;
    const [direction, policy = 'ipsec', proto, mode] = ['--dir', '--pol', '--proto', '--mode'].map(value);
    if (direction !== undefined && direction !== 'in' && direction !== 'out') around.fail(`policy match: invalid dir "${direction}"`);
    if (direction === undefined) around.fail('policy match: neither --dir in nor --dir out specified');
    if (policy !== 'none' && policy !== 'ipsec') around.fail(`policy match: invalid policy "${policy}"`);
    if (proto !== undefined && !IPSEC.has(proto)) around.fail('policy match: protocol must be ah/esp/ipcomp');
    if (mode !== undefined && mode !== 'transport' && mode !== 'tunnel') around.fail(`policy match: invalid mode "${mode}"`);
    const element = (dashes: string): string =>
      ['--reqid', '--spi', '--proto', '--mode']
        .flatMap((name) => {
          const one = find(given, name);
          if (!one) return [];
          const number = name === '--spi' ? `0x${readInteger(around, 'policy', name, one.value).toString(16)}` : one.value;
          const shown = name === '--proto' && dashes === '' ? String(IPSEC.get(one.value)) : number;
          return [` ${not(one.inverted)}${dashes}${name.slice(2)} ${shown}`];
        })
        .join('');
    const strict = (dashes: string): string => (find(given, '--strict') ? ` ${dashes}strict` : '');
    return {
      test: { ask: 'nothing', inverted: policy === 'none' },
      listed: ` policy match dir ${direction} pol ${policy}${strict('')}${element('')}`,
      saved: ` --dir ${direction} --pol ${policy}${strict('--')}${element('--')}`,
    };
  },
); // prettier-ignore

/** `-m realm` (extensions/libipt_realm.c). */
const REALM = unusual(
  'realm',
  [option('--realm', 'VALUE[/MASK]', 'The realm of the route.', '경로의 realm입니다.', { invertible: true, mandatory: true })],
  (given, around) => {
    const { value: text = '', inverted = false } = find(given, '--realm') ?? {};
    const { value, mask } = readMark(around, 'realm', '--realm', text);
    const words = `0x${value.toString(16)}${mask === UINT32_MAX ? '' : `/0x${mask.toString(16)}`}`;
    return {
      test: { ask: 'realm', value, mask, inverted },
      listed: ` ${not(inverted)}realm ${words}`,
      saved: ` ${not(inverted)}--realm ${words}`,
    };
  },
); // prettier-ignore

function spiMatch(name: 'esp' | 'ah'): Extension<Match> {
  const long = `--${name}spi`;
  return unusual(name, [option(long, 'SPI[:SPI]', 'The index of the association.', '보안 연결의 번호입니다.', { invertible: true })], (given, around) => {
    const one = find(given, long);
    const range = one ? readSeconds(around, name, long, one.value) : { from: 0, to: UINT32_MAX };
    const { inverted = false } = one ?? {};
    const all = range.from === 0 && range.to === UINT32_MAX && !inverted;
    const several = range.from === range.to ? '' : 's';
    return {
      test: { ask: 'nothing', inverted: false },
      listed: ` ${name} ${all ? '' : `spi${several}:${inverted ? '!' : ''}${rangeText(range)}`}`,
      saved: all ? '' : ` ${not(inverted)}${long} ${rangeText(range)}`,
    };
  }); // prettier-ignore
}

/** `-m ecn` (extensions/libxt_ecn.c). */
const ECN = unusual(
  'ecn',
  [
    bareOption('--ecn-tcp-cwr', 'The CWR bit of TCP.', 'TCP의 CWR 비트입니다.', { invertible: true }),
    bareOption('--ecn-tcp-ece', 'The ECE bit of TCP.', 'TCP의 ECE 비트입니다.', { invertible: true }),
    option('--ecn-ip-ect', 'NUMBER', 'The codepoint of the IP header.', 'IP 헤더의 코드포인트입니다.', { invertible: true }),
  ],
  (given, around) => {
    if (given.length === 0) around.fail('ECN match: some option required');
    const [ece, cwr, ect] = ['--ecn-tcp-ece', '--ecn-tcp-cwr', '--ecn-ip-ect'].map((name) => find(given, name));
    const value = ect ? readInteger(around, 'ecn', '--ecn-ip-ect', ect.value, 0, 3) : 0;
    const listed = [
      ...(ece ? [` ${ece.inverted ? '!' : ''}ECE`] : []),
      ...(cwr ? [` ${cwr.inverted ? '!' : ''}CWR`] : []),
      ...(ect ? [` ${ect.inverted ? '!' : ''}ECT=${value}`] : []),
    ];
    const saved = [
      ...(ece ? [` ${not(ece.inverted)}--ecn-tcp-ece`] : []),
      ...(cwr ? [` ${not(cwr.inverted)}--ecn-tcp-cwr`] : []),
      ...(ect ? [` ${not(ect.inverted)}--ecn-ip-ect ${value}`] : []),
    ];
    return {
      test: {
        ask: 'ecn',
        ...(ect && { ect: { value, inverted: ect.inverted } }),
        ...(cwr && { cwr: { inverted: cwr.inverted } }),
        ...(ece && { ece: { inverted: ece.inverted } }),
      },
      listed: ` ECN match${listed.join('')}`,
      saved: saved.join(''),
    };
  },
); // prettier-ignore

/** `-m cgroup --cgroup` (extensions/libxt_cgroup.c). Nothing here is classified. */
const CGROUP = unusual(
  'cgroup',
  [option('--cgroup', 'CLASSID', 'The class of the sender’s cgroup.', '보낸 쪽 cgroup의 클래스입니다.', { invertible: true, mandatory: true })],
  (given, around) => {
    const { value = '', inverted = false } = find(given, '--cgroup') ?? {};
    const number = readInteger(around, 'cgroup', '--cgroup', value);
    const words = `${not(inverted)}%${number}`;
    return {
      test: { ask: 'nothing', inverted },
      listed: ` ${words.replace('%', 'cgroup ')}`,
      saved: ` ${words.replace('%', '--cgroup ')}`,
    };
  },
); // prettier-ignore

export const UNUSUAL_MATCHES: readonly Extension<Match>[] = [CONNBYTES, SOCKET, TCPMSS_MATCH, SCTP, POLICY, REALM, spiMatch('esp'), spiMatch('ah'), ECN, CGROUP]; // prettier-ignore
