import type { NatRange, Target } from '../../../kernel/netfilter/model';
import { parseIpv4 } from '../../../packet/address';
import { formatIp, parseIpv6, type IpAddress } from '../../../packet/ipv6-address';
import { portOfService } from '../../resolver/services';
import {
  OptionChecks,
  bareOption,
  option,
  type Extension,
  type ExtensionOption,
  type Surroundings,
} from '../extension';
import { DNAT_HELP, MASQUERADE_HELP, REDIRECT_HELP, SNAT_HELP } from '../help-texts';
import { readNumberPrefix } from '../numbers';

type Nat = Extract<Target, { target: 'DNAT' | 'SNAT' | 'MASQUERADE' | 'REDIRECT' }>;
type Draft = { -readonly [Key in keyof NatRange]: NatRange[Key] };

/** Protocols whose packets have ports, or an id that NAT may rewrite. */
const WITH_PORTS = [1, 6, 17, 33, 132];

const RANDOM = bareOption('--random', 'Choose ports at random.', '포트를 무작위로 고릅니다.');
const FULLY = bareOption('--random-fully', 'Choose ports fully at random.', '포트를 완전히 무작위로 고릅니다.');
const PERSISTENT = bareOption('--persistent', 'The same address for each client every time.', '클라이언트마다 늘 같은 주소를 씁니다.'); // prettier-ignore
const TO_PORTS = option('--to-ports', 'PORT[-PORT]', 'Ports to choose from instead.', '대신 쓸 포트입니다.');

function nat(target: Nat['target'], help: string, options: readonly ExtensionOption[]): Extension<Target> {
  const extension: Extension<Target> = {
    name: target,
    help,
    options,
    load: (around) => {
      const checks = new OptionChecks(extension, around);
      const range: Draft = {};
      return {
        take(given) {
          checks.note(given);
          switch (given.name) {
            case '--random':
              range.random = true;
              return;
            case '--random-fully':
              range.fullyRandom = true;
              return;
            case '--persistent':
              range.persistent = true;
              return;
            case '--to-ports':
              readPorts(around, given.value, range);
              return;
            default:
              readTo(around, given.value, range);
          }
        },
        finish() {
          if (range.basePort !== undefined && target === 'REDIRECT') {
            around.fail('Shifted portmap ranges not supported with this kernel');
          }
          checks.finish();
          return { target, range };
        },
      };
    },
  };
  return extension;
}

/** `-j DNAT` (extensions/libxt_NAT.c, as are the others). */
export const DNAT = nat('DNAT', DNAT_HELP, [
  option('--to-destination', '[ADDRESS[-ADDRESS]][:PORT[-PORT]]', 'The new destination address and port.', '새 목적지 주소와 포트입니다.', { mandatory: true }), // prettier-ignore
  RANDOM,
  PERSISTENT,
]);

/** `-j SNAT`. */
export const SNAT = nat('SNAT', SNAT_HELP, [
  option('--to-source', '[ADDRESS[-ADDRESS]][:PORT[-PORT]]', 'The new source address and port.', '새 출발지 주소와 포트입니다.', { mandatory: true }), // prettier-ignore
  RANDOM,
  FULLY,
  PERSISTENT,
]);

/** `-j MASQUERADE`. */
export const MASQUERADE = nat('MASQUERADE', MASQUERADE_HELP, [TO_PORTS, RANDOM, FULLY]);

/** `-j REDIRECT`. */
export const REDIRECT = nat('REDIRECT', REDIRECT_HELP, [TO_PORTS, RANDOM]);

/** `[ADDRESS[-ADDRESS]][:PORT[-PORT]]` (parse_to). */
function readTo(around: Surroundings, text: string, range: Draft): void {
  const inet6 = around.family === 'inet6';
  const { addresses, ports } = splitTo(text);
  if (addresses === undefined || (!inet6 && text.includes('['))) return around.fail('Invalid address format');
  if (ports !== undefined) {
    readPorts(around, ports, range);
    if (text.startsWith(':')) return;
  }
  const dash = addresses.indexOf('-');
  const read = (part: string): IpAddress =>
    (inet6 ? parseIpv6(part) : parseIpv4(part)) ?? around.fail(`Bad IP address "${part}"`);
  range.minAddress = read(dash < 0 ? addresses : addresses.slice(0, dash));
  range.maxAddress = dash < 0 ? range.minAddress : read(addresses.slice(dash + 1));
}

/** The two halves; one colon starts the ports, more of them are an address of IPv6, which brackets may hold. */
function splitTo(text: string): { readonly addresses?: string; readonly ports?: string } {
  const open = text.indexOf('[');
  if (open < 0) {
    const colon = text.indexOf(':');
    if (colon < 0 || text.includes(':', colon + 1)) return { addresses: text };
    return { addresses: text.slice(0, colon), ports: text.slice(colon + 1) };
  }
  const close = text.indexOf(']', open);
  if (close < 0) return {};
  const colon = text.indexOf(':', close);
  const addresses = text.slice(open + 1, close);
  return colon < 0 ? { addresses } : { addresses, ports: text.slice(colon + 1) };
}

/** `PORT[-PORT[/PORT]]`. */
function readPorts(around: Surroundings, text: string, range: Draft): void {
  if (!WITH_PORTS.includes(around.protocol().number)) {
    around.fail('Need TCP, UDP, SCTP or DCCP with port specification');
  }
  const invalid = (part: string): never => around.fail(`Port \`${part}' not valid`);
  const service = (part: string): number => portOfService(around.files, part) ?? invalid(part);
  const first = readNumberPrefix(text, 0, 65535) ?? { value: service(text), rest: '' };
  range.minPort = range.maxPort = first.value;
  if (first.rest === '') return;
  if (first.rest.startsWith(':')) around.fail('Invalid port:port syntax - use dash');
  if (!first.rest.startsWith('-')) around.fail(`Garbage after port value: \`${first.rest}'`);
  const upper = first.rest.slice(1);
  const last = readNumberPrefix(upper, 0, 65535) ?? invalid(upper);
  if (last.value < first.value) around.fail(`Port range \`${upper}' funky`);
  range.maxPort = last.value;
  if (last.rest === '') return;
  if (!last.rest.startsWith('/')) around.fail(`Garbage after port range: \`${last.rest}'`);
  const base = last.rest.slice(1);
  range.basePort = readNumberPrefix(base, 1, 65535)?.value ?? service(base);
}

const LISTED = { DNAT: 'to:', SNAT: 'to:', MASQUERADE: 'masq ports: ', REDIRECT: 'redir ports ' } as const;
const SAVED = { DNAT: '--to-destination ', SNAT: '--to-source ', MASQUERADE: '--to-ports ', REDIRECT: '--to-ports ' } as const; // prettier-ignore

/** How listings and, with `save`, iptables-save show them. */
export function showNat({ target, range }: Nat, save: boolean): string {
  const { minAddress, maxAddress, minPort, maxPort, basePort } = range;
  let text = '';
  if (minAddress !== undefined) {
    text += formatIp(minAddress);
    if (maxAddress !== undefined && maxAddress !== minAddress) text += `-${formatIp(maxAddress)}`;
    if (typeof minAddress === 'string' && minPort !== undefined) text = `[${text}]`;
  }
  if (minPort !== undefined) {
    if (target === 'DNAT' || target === 'SNAT') text += ':';
    text += String(minPort);
    if (maxPort !== undefined && maxPort !== minPort) text += `-${maxPort}`;
    if (basePort !== undefined) text += `/${basePort}`;
  }
  const dashes = save ? '--' : '';
  return (
    (text === '' ? '' : ` ${save ? SAVED[target] : LISTED[target]}${text}`) +
    (range.random ? ` ${dashes}random` : '') +
    (range.fullyRandom ? ` ${dashes}random-fully` : '') +
    (range.persistent ? ` ${dashes}persistent` : '')
  );
}
