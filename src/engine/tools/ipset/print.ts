import { secondsLeft } from '../../kernel/ipset/extensions';
import type { IpsetSocket } from '../../kernel/ipset/control';
import type { ElementRequest, SetElement, SetEntry, SetFamily, SetRecord } from '../../kernel/ipset/model';
import { setType } from '../../kernel/ipset/types';
import type { World } from '../../kernel/world';
import { protocolName } from '../resolver/services';
import type { HostFiles } from '../tool';
import { ICMP_NAMES, ICMPV6_NAMES, icmpText } from './icmp-names';
import type { Environment } from './session';
import { typeOf, type Part } from './set-types';
import { addressText, UINT32_MAX } from './values';

/** What is printed of sets and elements (list_create and list_adt in lib/session.c). */

type Field = readonly [name: string, value?: string];

/** The elements of a set, or of a request, as ipset writes them. */
export function elementText(
  files: HostFiles,
  set: Pick<SetRecord, 'type' | 'family'>,
  element: SetElement | ElementRequest,
): string {
  const { parts } = typeOf(set.type);
  return parts
    .map((part) => partText(files, part, set.family, element))
    .filter((text) => text !== '')
    .join(',');
}

function partText(files: HostFiles, part: Part, family: SetFamily, element: SetElement | ElementRequest): string {
  const { cidr, cidr2, port = 0 } = element;
  const request = element as ElementRequest;
  const six = family === 'inet6';
  const whole = six ? 128 : 32;
  const address = (ip = 0n, length?: number, to?: bigint): string =>
    addressText(ip, family) +
    (length !== undefined && length !== whole ? `/${length}` : '') +
    (to === undefined ? '' : `-${addressText(to, family)}`);
  switch (part) {
    case 'ip':
    case 'single-ip':
    case 'net':
      return address(element.ip, cidr, request.ipTo);
    case 'ip2':
    case 'net2':
      return address(element.ip2, cidr2, request.ip2To);
    case 'port':
      return portText(files, element.protocol ?? 0, port, request.portTo);
    case 'plain-port':
      return `${port}${request.portTo === undefined ? '' : `-${request.portTo}`}`;
    case 'iface':
      return `${element.physdev ? 'physdev:' : ''}${element.iface ?? ''}`;
    case 'mac':
      return element.mac?.toUpperCase() ?? '';
    case 'mark':
      return `0x${(element.mark ?? 0).toString(16).padStart(8, '0')}`;
    case 'name':
      // The library forgets which side of the other set was meant.
      return `${element.set ?? ''}${request.reference ? ` after ${request.reference.name}` : ''}`;
  }
}

function portText(files: HostFiles, protocol: number, port: number, to: number | undefined): string {
  const name = protocolName(files, protocol) ?? String(protocol);
  if (protocol === 1) return `${name}:${icmpText(ICMP_NAMES, port)}`;
  if (protocol === 58) return `${name}:${icmpText(ICMPV6_NAMES, port)}`;
  return `${name}:${port}${to === undefined ? '' : `-${to}`}`;
}

/** Everything about the sets chosen. */
export function printSets(
  world: World,
  socket: IpsetSocket,
  sets: readonly SetRecord[],
  env: Environment,
  saving: boolean,
): string {
  // prettier-ignore
  const mode = env.output ?? (saving ? 'save' : 'plain');
  if (env.namesOnly) {
    if (mode === 'xml') {
      return `<ipsets>\n${sets.map(({ name }) => `<ipset name="${name}"/>\n`).join('')}</ipsets>\n`;
    }
    return sets.map(({ name }) => `${name}\n`).join('');
  }
  const printed = sets.map((set) => printSet(world, socket, set, env, mode));
  if (mode === 'xml') return `<ipsets>\n${printed.join('')}</ipsets>\n`;
  return printed.join(mode === 'plain' ? '\n' : '');
}

function printSet(
  world: World,
  socket: IpsetSocket,
  set: SetRecord,
  env: Environment,
  mode: 'plain' | 'save' | 'xml',
): string {
  // prettier-ignore
  const { name, type } = set;
  const fields = headerFields(set);
  const entries = socket.entries(set);
  const members = env.headersOnly ? [] : memberLines(world, set, entries, env, mode);
  const counts = [socket.memory(set), socket.references(name), entries.length] as const;
  switch (mode) {
    case 'save':
      return `create ${name} ${type}${plain(fields)}\n${members.join('')}`;
    case 'plain':
      return (
        `Name: ${name}\nType: ${type}\nRevision: ${setType(type).revision}\nHeader:${plain(fields)}\n` +
        `Size in memory: ${counts[0]}\nReferences: ${counts[1]}\nNumber of entries: ${counts[2]}\n` +
        (env.headersOnly ? '' : `Members:\n${members.join('')}`)
      );
    case 'xml':
      return (
        `<ipset name="${name}">\n<type>${type}</type>\n<revision>${setType(type).revision}</revision>\n` +
        `<header>${xml(fields)}\n<memsize>${counts[0]}</memsize>\n<references>${counts[1]}</references>\n` +
        `<numentries>${counts[2]}</numentries>\n</header>\n` +
        (env.headersOnly ? '' : `<members>\n${members.join('')}</members>\n`) +
        '</ipset>\n'
      );
  }
}

function plain(fields: readonly Field[]): string {
  return fields.map(([name, value]) => ` ${name}${value === undefined ? '' : ` ${value}`}`).join('');
}

function xml(fields: readonly Field[]): string {
  return fields.map(([name, value]) => (value === undefined ? `<${name}/>` : `<${name}>${value}</${name}>`)).join('');
}

/** What a set was made with, in the order of the type's options. */
function headerFields(set: SetRecord): readonly Field[] {
  const { data, family } = set;
  const values = new Map<string, string | undefined>();
  if (data.kind === 'hash') {
    if (family !== 'unspec') values.set('family', family);
    values.set('hashsize', String(2 ** data.bits)).set('maxelem', String(data.maxelem));
    if (data.netmask !== undefined) values.set('netmask', String(data.netmask));
    if (data.bitmask !== undefined) values.set('bitmask', addressText(data.bitmask, family));
    if (set.type === 'hash:ip,mark') values.set('markmask', hex(data.markmask ?? UINT32_MAX));
    values.set('bucketsize', String(data.bucketsize)).set('initval', hex(data.initval));
  } else if (data.kind === 'bitmap') {
    const end = (value: number): string => (set.type === 'bitmap:port' ? String(value) : addressText(BigInt(value), 'inet')); // prettier-ignore
    values.set('range', `${end(data.first)}-${end(data.last)}`);
    if (data.netmask !== undefined) values.set('netmask', String(data.netmask));
  } else values.set('size', String(data.size));
  if (set.timeout !== undefined) values.set('timeout', String(set.timeout));
  for (const flag of ['counters', 'comment', 'skbinfo'] as const) if (set[flag]) values.set(flag, undefined);
  return typeOf(set.type)
    .create.filter((name) => values.has(name))
    .map((name): Field => {
      const value = values.get(name);
      return value === undefined ? [name] : [name, value];
    });
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

function memberLines(
  world: World,
  set: SetRecord,
  entries: readonly SetEntry[],
  { files, sorted }: Environment,
  mode: 'plain' | 'save' | 'xml',
): readonly string[] {
  const lines = entries.map((entry) => {
    const element = elementText(files, set, entry.element);
    const fields = entryFields(world, set, entry);
    if (mode === 'xml') return `<member><elem>${element}</elem>${xml(fields)}</member>\n`;
    return `${mode === 'save' ? `add ${set.name} ` : ''}${element}${plain(fields)}\n`;
  });
  return sorted && set.data.kind === 'hash' ? lines.sort(naturally) : lines;
}

/** In the order the type's `add` options have. */
function entryFields(world: World, set: SetRecord, entry: SetEntry): readonly Field[] {
  const { packets, bytes, comment, skbmark, skbprio, skbqueue, nomatch } = entry;
  const fields: Field[] = [];
  if (set.timeout !== undefined) fields.push(['timeout', String(secondsLeft(world, entry))]);
  if (nomatch) fields.push(['nomatch']);
  if (entry.element.wildcard) fields.push(['wildcard']);
  if (set.counters) fields.push(['packets', String(packets)], ['bytes', String(bytes)]);
  if (comment !== undefined) fields.push(['comment', `"${comment}"`]);
  if (skbmark) {
    const word = (value: number): string => `0x${value.toString(16)}`;
    fields.push(['skbmark', skbmark.mask === UINT32_MAX ? word(skbmark.mark) : `${word(skbmark.mark)}/${word(skbmark.mask)}`]); // prettier-ignore
  }
  if (skbprio !== undefined) fields.push(['skbprio', `${(skbprio >>> 16).toString(16)}:${(skbprio & 0xffff).toString(16)}`]); // prettier-ignore
  if (skbqueue !== undefined) fields.push(['skbqueue', String(skbqueue)]);
  return fields;
}

/** bystrcmp(): piece by piece, the shorter piece first; of two networks the smaller. */
function naturally(a: string, b: string): number {
  const [left, right] = [a.split(/([^0-9a-zA-Z])/), b.split(/([^0-9a-zA-Z])/)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one = '', other = ''] = [left[i], right[i]];
    if (one === other) continue;
    const lengths = left[i - 1] === '/' && /^\d+$/.test(one) && /^\d+$/.test(other);
    return lengths ? Number(other) - Number(one) : one.length - other.length || (one < other ? -1 : 1);
  }
  return left.length - right.length;
}
