import type { ElementRequest, SetFamily } from '../../kernel/ipset/model';
import type { Mac } from '../../packet/address';
import { portOfService, protocolName, protocolNumber } from '../resolver/services';
import type { HostFiles } from '../tool';
import { ICMP_NAMES, ICMPV6_NAMES, icmpByName } from './icmp-names';
import { IpsetError, sessionError, syntaxError } from './session';
import type { Allowed, Part, UserSetType } from './set-types';
import { numberOr, readMac, readNumber, readSetName, resolve, separator, UINT32_MAX } from './values';

/** What was read of an element so far. */
type Draft = { -readonly [Key in keyof ElementRequest]: ElementRequest[Key] };

const COUNTED = ['', 'one', 'Second', 'Third', 'Fourth'];
const MISSING = ['', 'Second', 'Third'];

/** `ELEMENT[,ELEMENT…]` of an `add`, `del` or `test` (ipset_parse_elem). */
export function readElement(files: HostFiles, type: UserSetType, family: SetFamily, text: string): ElementRequest {
  const parts = splitElement(type, text);
  const draft: Draft = {};
  for (const [i, part] of parts.entries()) {
    const kind = type.parts[i];
    if (kind) readPart(files, draft, kind, family, part);
  }
  return draft;
}

function splitElement({ name, parts, lastOptional }: UserSetType, text: string): readonly string[] {
  const found: string[] = [];
  let rest = text;
  for (;;) {
    const comma = separator(rest, ',');
    if (comma < 0) break;
    if (found.length + 1 >= parts.length) {
      if (name === 'list:set') return [text];
      throw syntaxError(tooMany(name, parts.length, text));
    }
    found.push(rest.slice(0, comma));
    rest = rest.slice(comma + 1);
  }
  found.push(rest);
  if (found.length < parts.length && !(lastOptional && found.length === parts.length - 1)) {
    throw syntaxError(`${MISSING[found.length] ?? COUNTED[found.length + 1] ?? ''} element is missing from ${text}.`);
  }
  return found;
}

function tooMany(name: string, dimension: number, text: string): string {
  if (dimension === 1) return `Elem separator in ${text}, but settype ${name} supports none.`;
  if (dimension === 2) return `Two elem separators in ${text}, but settype ${name} supports one.`;
  return `Three elem separators in ${text}, but settype ${name} supports two.`;
}

function readPart(files: HostFiles, draft: Draft, kind: Part, family: SetFamily, text: string): void {
  const six = family === 'inet6';
  switch (kind) {
    case 'ip':
      readAddress(files, draft, text, family, six ? 'plain' : 'any');
      return;
    case 'single-ip':
      readAddress(files, draft, text, family, 'plain');
      return;
    case 'net':
      readAddress(files, draft, text, family, six ? 'ipnet' : 'any');
      return;
    case 'ip2':
    case 'net2': {
      const second: Draft = {};
      readAddress(files, second, text, family, kind === 'ip2' ? 'plain' : six ? 'ipnet' : 'any');
      draft.ip2 = second.ip;
      if (second.cidr !== undefined) draft.cidr2 = second.cidr;
      if (second.ipTo !== undefined) draft.ip2To = second.ipTo;
      return;
    }
    case 'port':
      readProtocolPort(files, draft, text, family);
      return;
    case 'plain-port': {
      const read: Draft = {};
      readProtocolPort(files, read, text, 'inet');
      if (read.protocol !== 6 && read.protocol !== 17) throw syntaxError('Only protocols TCP and UDP are valid');
      draft.port = read.port;
      if (read.portTo !== undefined) draft.portTo = read.portTo;
      return;
    }
    case 'iface':
      draft.physdev = text.startsWith('physdev:');
      draft.iface = draft.physdev ? text.slice('physdev:'.length) : text;
      if (draft.iface.length > 15) {
        throw syntaxError(`interface name '${draft.iface}' is longer than 15 characters`);
      }
      return;
    case 'mac':
      draft.mac = readMac(text) as Mac;
      return;
    case 'mark':
      draft.mark = readNumber(text, 0, UINT32_MAX);
      return;
    case 'name':
      readMember(draft, text);
  }
}

/** `IP`, `IP/CIDR` or `FROM-TO`. */
export function readAddress(
  files: HostFiles,
  draft: Draft,
  text: string,
  family: SetFamily,
  form: 'plain' | 'ipnet' | 'any',
): void {
  const slash = separator(text, '/');
  const dash = separator(text, '-');
  const whole = family === 'inet6' ? 128 : 32;
  const isRange = dash >= 0 && (slash < 0 || dash < slash);
  if (form === 'plain' && (isRange || (slash >= 0 && text.slice(slash) !== `/${whole}`))) {
    throw syntaxError(`plain IP address must be supplied: ${text}`);
  }
  if (form === 'ipnet' && isRange) throw syntaxError(`IP address or IP/cidr must be specified: ${text}`);
  if (slash >= 0) {
    const number = numberOr(text.slice(slash + 1), 0, 255);
    if (typeof number === 'string') throw syntaxError(number);
    if (number > whole) throw syntaxError(`'${text.slice(slash + 1)}' is out of range 0-${whole}`);
    draft.cidr = number;
    draft.ip = resolve(files, text.slice(0, slash), family);
  } else if (dash >= 0) {
    // A host's name may have a dash in it, but not if the part before it is an address.
    draft.ip = resolve(files, text.slice(0, dash), family);
    draft.ipTo = resolve(files, text.slice(dash + 1), family);
  } else draft.ip = resolve(files, text, family);
}

const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 132, 136]);

/** `[PROTO:]PORT` (ipset_parse_proto_port). */
function readProtocolPort(files: HostFiles, draft: Draft, text: string, family: SetFamily): void {
  const colon = separator(text, ':');
  if (colon < 0) {
    draft.protocol = 6;
    readPorts(files, draft, text, 'tcp');
    return;
  }
  const name = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const number = readProtocol(files, name);
  draft.protocol = number;
  if (WITH_PORTS.has(number)) {
    readPorts(files, draft, rest, name);
  } else if (number === 1 || number === 58) {
    const own = number === 1 ? 'inet' : 'inet6';
    // Its complaint does not end the reading, so a second one follows about what is then missing.
    if ((family === 'inet6' ? 'inet6' : 'inet') !== own) {
      const what = number === 1 ? 'Protocol ICMP can be used with family inet only' : 'Protocol ICMPv6 can be used with family inet6 only'; // prettier-ignore
      throw sessionError(`Syntax error: ${what}`, 'Invalid add command: missing setname');
    }
    draft.port = readIcmp(number, rest);
  } else {
    if (rest !== '0') throw syntaxError(`Protocol ${name} can be used with pseudo port value 0 only.`);
    draft.port = 0;
  }
}

function readProtocol(files: HostFiles, name: string): number {
  const wanted = name.toLowerCase() === 'icmpv6' ? 'ipv6-icmp' : name;
  const known = protocolNumber(files, wanted);
  if (known === 0) throw syntaxError(`Unsupported protocol '${name}'`);
  if (known !== undefined) return known;
  const number = numberOr(name, 0, 255);
  if (typeof number === 'string' || protocolName(files, number) === undefined) {
    throw syntaxError(`cannot parse '${name}' as a protocol`);
  }
  return number;
}

function readIcmp(protocol: number, text: string): number {
  const [names, title] = protocol === 1 ? ([ICMP_NAMES, 'ICMP'] as const) : ([ICMPV6_NAMES, 'ICMPv6'] as const);
  const named = icmpByName(names, text);
  if (named !== undefined) return named;
  const slash = separator(text, '/');
  if (slash < 0) throw sessionError(`Cannot parse ${text} as an ${title} type/code.`);
  return (readNumber(text.slice(0, slash), 0, 255) << 8) | readNumber(text.slice(slash + 1), 0, 255);
}

function readPorts(files: HostFiles, draft: Draft, text: string, protocol: string): void {
  const bracketed = /^\[([^\]]*)\](?:-(.*))?$/.exec(text);
  const dash = separator(text, '-');
  // A name that has a dash of its own stands in brackets, or is found whole.
  const [first, last] = bracketed ? [bracketed[1] ?? '', bracketed[2]] : dash < 0 ? [text, undefined] : [text.slice(0, dash), text.slice(dash + 1)]; // prettier-ignore
  if (last !== undefined) draft.portTo = readPort(files, last, protocol);
  draft.port = readPort(files, first, protocol);
}

function readPort(files: HostFiles, text: string, protocol: string): number {
  const service = portOfService(files, text, protocol);
  if (service !== undefined) return service;
  const number = numberOr(text, 0, 65535);
  if (typeof number === 'number') return number;
  throw sessionError(
    `Syntax error: ${number}`,
    `Syntax error: '${protocol}' is invalid as number`,
    `cannot parse '${text}' as a ${protocol} port`,
  );
}

/** `NAME[,before|after,NAME]` (ipset_parse_name_compat). */
function readMember(draft: Draft, text: string): void {
  const parts = text.split(',');
  const [name = '', where, other] = parts;
  if (parts.length > 1) {
    if (other === undefined || (where !== 'before' && where !== 'after')) {
      throw sessionError('you must specify elements as setname,[before|after],setname');
    }
    draft.reference = { name: readSetName(other), before: where === 'before' };
  }
  draft.set = readSetName(name);
}

const REFUSED: readonly (readonly [allowed: Allowed, present: (request: ElementRequest) => boolean, what: string])[] = [
  ['cidr', ({ cidr }) => cidr !== undefined, 'IP/CIDR range'],
  ['ip-to', ({ ipTo }) => ipTo !== undefined, 'FROM-TO IP range'],
  ['port-to', ({ portTo }) => portTo !== undefined, 'FROM-TO port range'],
];

/** check_allowed(): ranges that a command does not take. */
export function checkAllowed(
  type: UserSetType,
  command: 'add' | 'del' | 'test',
  family: SetFamily,
  request: ElementRequest,
): void {
  const allowed = command === 'test' ? type.allowedInTest : type.allowed;
  for (const [name, present, what] of REFUSED) {
    if (!present(request) || allowed.includes(name)) continue;
    const text = `${what} is not allowed in command ${command} with set type ${type.name} and family ${family}`;
    throw new IpsetError(`${text}\n`, 1);
  }
}
