import type { Inverted, Match, PortRange } from '../../../kernel/netfilter/model';
import type { Ipv6 } from '../../../packet/address';
import { parseIpv6 } from '../../../packet/ipv6-address';
import { option, bareOption, OptionChecks, type Extension, type ExtensionOption, type Loading, type Surroundings } from '../extension'; // prettier-ignore
import { EUI64_HELP, FRAG_HELP, IPV6HEADER_HELP, MH_HELP, RT_HELP } from '../help-ipv6-headers';
import { readNumberPrefix, UINT32_MAX } from '../numbers';
import { readInteger } from '../values';

type Of<Name extends Match['match']> = Extract<Match, { match: Name }>;

const inv = { invertible: true };

/** An extension of options that make one match, each changing it. */
function built<M extends Match>(
  name: M['match'],
  help: string,
  options: readonly ExtensionOption[],
  empty: M,
  read: (around: Surroundings, match: M, given: { name: string; value: string; inverted: boolean }) => M,
): Extension<Match> {
  const extension: Extension<Match> = {
    name,
    help,
    options,
    load: (around): Loading<Match> => {
      const checks = new OptionChecks(extension, around);
      let match = empty;
      return {
        take(given) {
          checks.note(given);
          match = read(around, match, given);
        },
        finish() {
          checks.finish();
          return match;
        },
      };
    },
  };
  return extension;
}

/** `NUMBER[:NUMBER]` (xtopt_parse_mint). */
function readRange(around: Surroundings, extension: string, name: string, text: string, max: number): PortRange {
  const parts = text.split(':');
  if (parts.length > 2) around.fail(`${extension}: Too many components for option "${name}" (max: 2)\n`);
  const [from, to] = parts.map((part, i) => {
    if (part === '') return i === 0 ? 0 : max;
    const read =
      readNumberPrefix(part, 0, max) ??
      around.fail(`${extension}: bad value for option "${name}" near "${part}", or out of range (0-${max}).\n`);
    if (read.rest !== '') {
      around.fail(`${extension}: Argument to "${name}" has unexpected characters near "${read.rest}".\n`);
    }
    return read.value;
  });
  return { from: from ?? 0, to: to ?? from ?? 0 };
}

/** `-m eui64` (extensions/libip6t_eui64.c). */
export const EUI64: Extension<Match> = built('eui64', EUI64_HELP, [], { match: 'eui64' }, (_, match) => match);

/** `-m frag`: the fragment header (extensions/libip6t_frag.c). */
export const FRAG: Extension<Match> = built<Of<'frag'>>(
  'frag',
  FRAG_HELP,
  [
    option('--fragid', 'ID[:ID]', 'The identification of the datagram.', '데이터그램의 식별자입니다.', inv),
    option('--fraglen', 'LENGTH', 'The length of the header.', '헤더의 길이입니다.', inv),
    bareOption('--fragres', 'The reserved fields are zero.', '예약 필드가 0입니다.'),
    bareOption('--fragfirst', 'The first fragment.', '첫 조각입니다.'),
    bareOption('--fragmore', 'More fragments follow.', '뒤에 조각이 더 있습니다.', { excludes: ['--fraglast'] }),
    bareOption('--fraglast', 'The last fragment.', '마지막 조각입니다.', { excludes: ['--fragmore'] }),
  ],
  { match: 'frag' },
  (around, match, { name, value, inverted }) => {
    switch (name) {
      case '--fragid':
        return { ...match, id: { ...readRange(around, 'frag', name, value, UINT32_MAX), inverted } };
      case '--fraglen':
        return { ...match, length: { value: readInteger(around, 'frag', name, value), inverted } };
      case '--fragres':
        return { ...match, reserved: true };
      case '--fragfirst':
        return { ...match, first: true };
      default:
        return { ...match, more: name === '--fragmore' };
    }
  },
);

/** How `-L` shows it. */
export function listFrag({ id, length, reserved, first, more }: Of<'frag'>): string {
  const end = (first ? ' first' : '') + (more === undefined ? '' : more ? ' more' : ' last');
  return (
    ' frag ' +
    (id ? listRange('id', id) : '') +
    (length ? ` length:${length.inverted ? '!' : ''}${length.value}` : '') +
    (reserved ? ' reserved' : '') +
    end
  );
}

/** How `-S` and iptables-save write it. */
export function saveFrag({ id, length, reserved, first, more }: Of<'frag'>): string {
  return (
    saveRange('--fragid', id) +
    (length ? `${length.inverted ? ' !' : ''} --fraglen ${length.value}` : '') +
    (reserved ? ' --fragres' : '') +
    (first ? ' --fragfirst' : '') +
    (more === undefined ? '' : more ? ' --fragmore' : ' --fraglast')
  );
}

function rangeText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}:${to}`;
}

function listRange(name: string, range: Inverted & PortRange): string {
  return `${name}${range.from === range.to ? '' : 's'}:${range.inverted ? '!' : ''}${rangeText(range)}`;
}

function saveRange(name: string, range: (Inverted & PortRange) | undefined): string {
  return range ? `${range.inverted ? ' !' : ''} ${name} ${rangeText(range)}` : '';
}

/** `-m rt`: the routing header, which no packet here has (extensions/libip6t_rt.c). */
export const RT: Extension<Match> = built<Of<'rt'>>(
  'rt',
  RT_HELP,
  [
    option('--rt-type', 'TYPE', 'The type of the header.', '헤더의 종류입니다.', inv),
    option('--rt-segsleft', 'N[:N]', 'How many hops are left.', '남은 홉의 수입니다.', inv),
    option('--rt-len', 'LENGTH', 'The length of the header.', '헤더의 길이입니다.', inv),
    bareOption('--rt-0-res', 'The reserved field is zero (type 0).', '예약 필드가 0입니다(종류 0).'),
    option('--rt-0-addrs', 'ADDRESS[,ADDRESS…]', 'Its addresses (type 0).', '헤더의 주소들입니다(종류 0).'),
    bareOption('--rt-0-not-strict', 'Other addresses may stand between.', '다른 주소가 사이에 있어도 됩니다.'),
  ],
  { match: 'rt' },
  (around, match, { name, value, inverted }) => {
    const needsType = (): void => {
      const typed = match.type?.value === 0 && !match.type.inverted;
      if (!typed) around.fail(`\`--rt-type 0' required before \`${name}'`);
    };
    switch (name) {
      case '--rt-type':
        return { ...match, type: { value: readInteger(around, 'rt', name, value), inverted } };
      case '--rt-segsleft':
        return { ...match, segmentsLeft: { ...readRange(around, 'rt', name, value, UINT32_MAX), inverted } };
      case '--rt-len':
        return { ...match, length: { value: readInteger(around, 'rt', name, value), inverted } };
      case '--rt-0-res':
        needsType();
        return { ...match, reserved: true };
      case '--rt-0-addrs':
        needsType();
        return { ...match, addresses: value.split(',').map((word) => readRtAddress(around, word)) };
      default:
        if (!match.addresses) around.fail("`--rt-0-addr ...' required before `--rt-0-not-strict'");
        return { ...match, notStrict: true };
    }
  },
);

function readRtAddress(around: Surroundings, word: string): Ipv6 {
  return parseIpv6(word) ?? around.fail(`error parsing address: \`${word}'`);
}

/** How `-L` shows it. */
export function listRt({ type, segmentsLeft, length, reserved, addresses, notStrict }: Of<'rt'>): string {
  return (
    ' rt' +
    (type ? ` type:${type.inverted ? '!' : ''}${type.value}` : '') +
    (segmentsLeft ? ` ${listRange('segsleft', segmentsLeft)}` : '') +
    (length ? ` length:${length.inverted ? '!' : ''}${length.value}` : '') +
    (reserved ? ' reserved' : '') +
    (addresses ? ` 0-addrs ${addresses.join(',')}` : '') +
    (notStrict ? ' 0-not-strict' : '')
  );
}

/** How `-S` and iptables-save write it. */
export function saveRt({ type, segmentsLeft, length, reserved, addresses, notStrict }: Of<'rt'>): string {
  return (
    (type ? `${type.inverted ? ' !' : ''} --rt-type ${type.value}` : '') +
    saveRange('--rt-segsleft', segmentsLeft) +
    (length ? `${length.inverted ? ' !' : ''} --rt-len ${length.value}` : '') +
    (reserved ? ' --rt-0-res' : '') +
    (addresses ? ` --rt-0-addrs ${addresses.join(',')}` : '') +
    (notStrict ? ' --rt-0-not-strict' : '')
  );
}

/** Names of mobility messages, by number (extensions/libip6t_mh.c). */
const MH_TYPES: readonly (readonly [name: string, alias: string])[] = [
  ['binding-refresh-request', 'brr'],
  ['home-test-init', 'hoti'],
  ['careof-test-init', 'coti'],
  ['home-test', 'hot'],
  ['careof-test', 'cot'],
  ['binding-update', 'bu'],
  ['binding-acknowledgement', 'ba'],
  ['binding-error', 'be'],
];
const MOST_TYPE = 255;

/** `-m mh`: mobility messages, which nobody here sends. */
export const MH: Extension<Match> = built<Of<'mh'>>(
  'mh',
  MH_HELP,
  [option('--mh-type', 'TYPE[:TYPE]', 'The type of a mobility message.', '이동성 메시지의 종류입니다.', inv)],
  { match: 'mh', from: 0, to: MOST_TYPE, inverted: false },
  (around, match, { value, inverted }) => {
    const [first = '', last] = value.split(':');
    const read = (word: string, missing: number): number => (word === '' ? missing : readMhType(around, word));
    const from = read(first, 0);
    const to = last === undefined ? from : read(last, MOST_TYPE);
    if (from > to) around.fail('Invalid MH type range (min > max)');
    return { ...match, from, to, inverted };
  },
);

function readMhType(around: Surroundings, word: string): number {
  const wanted = word.toLowerCase();
  const named = MH_TYPES.findIndex(([name, alias]) => name.startsWith(wanted) || alias === wanted);
  const number = readNumberPrefix(word, 0, MOST_TYPE);
  if (named >= 0) return named;
  return number?.rest === '' ? number.value : around.fail(`Invalid MH type \`${word}'`);
}

/** How `-L` shows it. */
export function listMh(match: Of<'mh'>, numeric: boolean): string {
  const { from, to, inverted } = match;
  if (from === 0 && to === MOST_TYPE) return ' mh';
  const name = (type: number): string => (numeric ? undefined : MH_TYPES[type]?.[0]) ?? String(type);
  return ` mh ${inverted ? '!' : ''}${name(from)}${from === to ? '' : `:${name(to)}`}`;
}

/** How `-S` and iptables-save write it. */
export function saveMh(match: Of<'mh'>): string {
  return match.from === 0 && match.to === MOST_TYPE ? '' : saveRange('--mh-type', match);
}

/** Headers by name, short name, number and bit (extensions/libip6t_ipv6header.c). */
const HEADERS: readonly (readonly [name: string, alias: string, number: string, bit: number])[] = [
  ['hop-by-hop', 'hop', '0', 0x80],
  ['ipv6-opts', 'dst', '60', 0x40],
  ['ipv6-route', 'route', '43', 0x20],
  ['ipv6-frag', 'frag', '44', 0x10],
  ['ah', 'auth', '51', 0x08],
  ['esp', 'esp', '50', 0x04],
  ['ipv6-nonxt', 'none', '59', 0x02],
  ['protocol', 'prot', '255', 0x01],
];

/** `-m ipv6header`: which extension headers a packet has. */
export const IPV6HEADER: Extension<Match> = built<Of<'ipv6header'>>(
  'ipv6header',
  IPV6HEADER_HELP,
  [
    option('--header', 'HEADER[,HEADER…]', 'The headers that it has, and no others.', '가진 헤더들이며 다른 것은 없습니다.', { invertible: true, mandatory: true }), // prettier-ignore
    bareOption('--soft', 'It may have others too.', '다른 헤더도 있을 수 있습니다.'),
  ],
  { match: 'ipv6header', flags: 0, inverted: false },
  (around, match, { name, value, inverted }) => {
    if (name === '--soft') return { ...match, soft: true };
    const bitOf = (word: string): number =>
      HEADERS.find(([long, short, number]) => [long, short, number].includes(word))?.[3] ??
      around.fail(`unknown header \`${word}' specified`);
    return { ...match, flags: value.split(',').reduce((flags, word) => flags | bitOf(word), 0), inverted };
  },
);

function headerNames({ flags }: Of<'ipv6header'>): string {
  const present = HEADERS.filter(([, , , bit]) => (flags & bit) !== 0);
  return present.map(([name]) => name).join(',');
}

/** How `-L` shows it. */
export function listIpv6Header(match: Of<'ipv6header'>, numeric: boolean): string {
  const hex = `0x${match.flags.toString(16).toUpperCase().padStart(2, '0')}`;
  return ` ipv6header flags:${match.inverted ? '!' : ''}${numeric ? hex : headerNames(match)}${match.soft ? ' soft' : ''}`;
}

/** How `-S` and iptables-save write it. */
export function saveIpv6Header(match: Of<'ipv6header'>): string {
  return `${match.inverted ? ' !' : ''} --header ${headerNames(match)}${match.soft ? ' --soft' : ''}`;
}
