import type { AddressRange, Inverted, Match } from '../../../kernel/netfilter/model';
import type { Mac } from '../../../packet/address';
import { compareIpv6, formatIp, parseIpv6, type IpAddress } from '../../../packet/ipv6-address';
import { OptionChecks, bareOption, option, type Extension, type ExtensionOption, type Loading, type Surroundings } from '../extension'; // prettier-ignore
import { COMMENT_HELP, CONNMARK_MATCH_HELP, IPRANGE_HELP, MAC_HELP, MARK_MATCH_HELP, PHYSDEV_HELP } from '../help-matches'; // prettier-ignore
import { hex, UINT32_MAX } from '../numbers';
import { readDotted, readMark } from '../values';
import { checkInterface } from '../interface-name';

type Of<Name extends Match['match']> = Extract<Match, { match: Name }>;
type MarkMatch = Of<'mark' | 'connmark'>;
type IpRange = Of<'iprange'>;
type Physdev = Of<'physdev'>;

/** A match whose single mandatory option makes it. */
function single(
  name: string,
  help: string,
  only: ExtensionOption,
  read: (around: Surroundings, value: string, inverted: boolean) => Match,
): Extension<Match> {
  const extension: Extension<Match> = {
    name,
    help,
    options: [only],
    load: (around): Loading<Match> => {
      const checks = new OptionChecks(extension, around);
      let match: Match | undefined;
      return {
        take(given) {
          checks.note(given);
          match = read(around, given.value, given.inverted);
        },
        finish() {
          checks.finish();
          return match ?? around.fail(`${name}: nothing given\n`);
        },
      };
    },
  };
  return extension;
}

const MAX_COMMENT = 255;
const must = { mandatory: true };
const mustOrNot = { mandatory: true, invertible: true };

/** `-m comment` (extensions/libxt_comment.c). */
export const COMMENT = single(
  'comment',
  COMMENT_HELP,
  option('--comment', 'TEXT', 'A note for people; it always matches.', '사람을 위한 메모이며 항상 맞습니다.', must),
  (_, text) => ({ match: 'comment', text: text.slice(0, MAX_COMMENT) }),
);

const MARK_OPTION = option('--mark', 'VALUE[/MASK]', 'The mark is VALUE in the bits of MASK.', 'MASK의 비트에서 마크가 VALUE입니다.', mustOrNot); // prettier-ignore

/** `-m mark`: the packet's mark (extensions/libxt_mark.c). */
export const MARK_MATCH = single('mark', MARK_MATCH_HELP, MARK_OPTION, (around, value, inverted) => ({
  match: 'mark',
  ...readMark(around, 'mark', '--mark', value),
  inverted,
}));

/** `-m connmark`: the connection's mark (extensions/libxt_connmark.c). */
export const CONNMARK_MATCH = single('connmark', CONNMARK_MATCH_HELP, MARK_OPTION, (around, value, inverted) => ({
  match: 'connmark',
  ...readMark(around, 'connmark', '--mark', value),
  inverted,
}));

/** `-m mac` (extensions/libxt_mac.c). */
export const MAC = single(
  'mac',
  MAC_HELP,
  option('--mac-source', 'MAC', "The sender's MAC address.", '보낸 쪽의 MAC 주소입니다.', mustOrNot, 'mac'),
  (around, value, inverted) => {
    const parts = value.split(':');
    if (parts.length !== 6 || !parts.every((part) => /^[0-9a-fA-F]{0,2}$/.test(part))) {
      around.fail('Invalid MAC address specified.');
    }
    const source = parts.map((part) => part.toLowerCase().padStart(2, '0')).join(':') as Mac;
    return { match: 'mac', source, inverted };
  },
);

/** `-m iprange` (extensions/libxt_iprange.c). */
export const IPRANGE: Extension<Match> = {
  name: 'iprange',
  help: IPRANGE_HELP,
  options: [
    option('--src-range', 'FROM[-TO]', 'The source address is in this range.', '출발지 주소가 이 범위에 있습니다.', { invertible: true }), // prettier-ignore
    option('--dst-range', 'FROM[-TO]', 'The destination address is in this range.', '목적지 주소가 이 범위에 있습니다.', { invertible: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(IPRANGE, around);
    let match: IpRange = { match: 'iprange' };
    return {
      take(given) {
        checks.note(given);
        const range = { ...readRange(around, given.name, given.value), inverted: given.inverted };
        match = given.name === '--src-range' ? { ...match, source: range } : { ...match, destination: range };
      },
      finish() {
        if (checks.none) around.fail("iprange match: You must specify `--src-range' or `--dst-range'");
        checks.finish();
        return match;
      },
    };
  },
};

function readRange(around: Surroundings, name: string, text: string): AddressRange {
  const dash = text.indexOf('-');
  const first = dash < 0 ? text : text.slice(0, dash);
  const last = dash < 0 ? text : text.slice(dash + 1);
  const read = (part: string): IpAddress =>
    (around.family === 'inet6' ? parseIpv6(part) : readDotted(part)) ??
    around.fail(`iprange: Bad value for "${name}" option: "${part}"`);
  const range = { from: read(first), to: read(last) };
  const reversed =
    typeof range.from === 'string' && typeof range.to === 'string'
      ? compareIpv6(range.from, range.to) > 0
      : range.from > range.to;
  if (reversed) around.warn(`xt_iprange: range ${first}-${last} is reversed and will never match\n`);
  return range;
}

const PHYSDEV_KEYS = { '--physdev-is-in': 'isIn', '--physdev-is-out': 'isOut', '--physdev-is-bridged': 'isBridged' } as const; // prettier-ignore

/** `-m physdev`: ports of a bridge (extensions/libxt_physdev.c). */
export const PHYSDEV: Extension<Match> = {
  name: 'physdev',
  help: PHYSDEV_HELP,
  options: [
    option('--physdev-in', 'PORT[+]', 'Came in through this port of a bridge.', '브리지의 이 포트로 들어왔습니다.', { invertible: true }, 'device'), // prettier-ignore
    option('--physdev-out', 'PORT[+]', 'Will leave through this port of a bridge.', '브리지의 이 포트로 나갑니다.', { invertible: true }, 'device'), // prettier-ignore
    bareOption('--physdev-is-in', 'Came in through a bridge.', '브리지를 거쳐 들어왔습니다.', { invertible: true }),
    bareOption('--physdev-is-out', 'Will leave through a bridge.', '브리지를 거쳐 나갑니다.', { invertible: true }),
    bareOption('--physdev-is-bridged', 'Is bridged, not routed.', '라우팅이 아니라 브리지로 전달됩니다.', { invertible: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(PHYSDEV, around);
    let match: Physdev = { match: 'physdev' };
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        if (name === '--physdev-in' || name === '--physdev-out') {
          checkInterface(around, value);
          match = { ...match, [name === '--physdev-in' ? 'in' : 'out']: { name: value, inverted } };
        } else match = { ...match, [PHYSDEV_KEYS[name as keyof typeof PHYSDEV_KEYS]]: { inverted } };
      },
      finish() {
        if (checks.none) around.fail('PHYSDEV: no physdev option specified');
        checks.finish();
        return match;
      },
    };
  },
};

/** ` 0x1/0x3` (xtables_print_mark_mask). */
function showMark({ value, mask }: MarkMatch): string {
  return ` ${hex(value)}${mask === UINT32_MAX ? '' : `/${hex(mask)}`}`;
}

/** How `-L` shows `mark` and `connmark`. */
export function listMark(match: MarkMatch): string {
  if (match.match === 'mark') return ` mark match${match.inverted ? ' !' : ''}${showMark(match)}`;
  return ` connmark match ${match.inverted ? '!' : ''}${showMark(match)}`;
}

/** How `-S` and iptables-save write them. */
export function saveMark(match: MarkMatch): string {
  return `${match.inverted ? ' !' : ''} --mark${showMark(match)}`;
}

/** How `-L` (`save` false) and iptables-save show it. */
export function showIpRange({ source, destination }: IpRange, save: boolean): string {
  const show = (name: string, range: IpRange['source']): string => {
    if (!range) return '';
    const text = ` ${formatIp(range.from)}-${formatIp(range.to)}`;
    const not = range.inverted ? ' !' : '';
    return save ? `${not} --${name.slice(0, 3)}-range${text}` : ` ${name} IP range${not}${text}`;
  };
  return show(save ? 'src' : 'source', source) + show(save ? 'dst' : 'destination', destination);
}

/** How listings and iptables-save show it, after `PHYSDEV match` in listings. */
export function showPhysdev(match: Physdev): string {
  const part = (name: string, entry: (Inverted & { readonly name?: string }) | undefined): string =>
    entry ? `${entry.inverted ? ' !' : ''} --physdev-${name}${entry.name === undefined ? '' : ` ${entry.name}`}` : '';
  return (
    part('is-in', match.isIn) +
    part('in', match.in) +
    part('is-out', match.isOut) +
    part('out', match.out) +
    part('is-bridged', match.isBridged)
  );
}
