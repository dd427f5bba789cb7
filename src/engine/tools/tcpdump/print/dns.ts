import { formatIpv4, ipv4 } from '../../../packet/address';
import { addressFromNumber6 } from '../../../packet/ipv6-address';
import type { Dissection } from './context';

/** print-domain.c domain_print */

const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'A'], [2, 'NS'], [5, 'CNAME'], [6, 'SOA'], [12, 'PTR'], [13, 'HINFO'], [15, 'MX'], [16, 'TXT'], [28, 'AAAA'], [33, 'SRV'], [35, 'NAPTR'], [39, 'DNAME'],
  [41, 'OPT'], [43, 'DS'], [46, 'RRSIG'], [47, 'NSEC'], [48, 'DNSKEY'], [64, 'SVCB'], [65, 'HTTPS'], [251, 'IXFR'], [252, 'AXFR'], [255, 'ANY'], [257, 'CAA'],
]); // prettier-ignore
const CLASSES: ReadonlyMap<number, string> = new Map([
  [1, 'IN'],
  [3, 'CHAOS'],
  [4, 'HESIOD'],
  [255, 'ANY'],
]);
const CODES = [
  '',
  ' FormErr',
  ' ServFail',
  ' NXDomain',
  ' NotImp',
  ' Refused',
  ' YXDomain',
  ' YXRRSet',
  ' NXRRSet',
  ' NotAuth',
  ' NotZone',
];
const OPERATIONS = ['', ' inv_q', ' stat', ' op3', ' notify', ' update', ' op6', ' op7', ' op8'];
const HEADER = 12;

export function printDns(d: Dissection, at: number, length: number, multicast: boolean): void {
  new DnsPrinter(d, at, multicast).print(length);
}

class DnsPrinter {
  private next: number;

  constructor(
    private readonly d: Dissection,
    private readonly start: number,
    private readonly multicast: boolean,
  ) {
    this.next = start + HEADER;
  }

  print(length: number): void {
    const { d, start } = this;
    const [id, flags] = [d.u16(start), d.u16(start + 2)];
    const [questions = 0, answers = 0, authorities = 0, additionals = 0] = [4, 6, 8, 10].map((at) => d.u16(start + at));
    const bit = (mask: number, mark: string): string => ((flags & mask) === 0 ? '' : mark);
    const operation = OPERATIONS[(flags >> 11) & 15] ?? '';
    const counted = (count: number, letter: string): string => (count > 0 ? ` [${count}${letter}]` : '');
    if ((flags & 0x8000) !== 0) {
      d.say(`${id}${operation}${CODES[flags & 15] ?? ` Resp${flags & 15}`}`);
      d.say(`${bit(0x0400, '*')}${(flags & 0x0080) === 0 ? '-' : ''}${bit(0x0200, '|')}${bit(0x0020, '$')}`);
      if (questions !== 1) d.say(` [${questions}q]`);
      for (let i = 0; i < questions; i++) {
        const question = this.question();
        if (d.style.verbose > 1) d.say(`${i === 0 ? ' q:' : ','}${question}`);
      }
      d.say(` ${answers}/${authorities}/${additionals}`);
      this.section(answers, '');
      if (d.style.verbose > 1) {
        this.section(authorities, ' ns:');
        this.section(additionals, ' ar:');
      }
    } else {
      d.say(`${id}${operation}${bit(0x0100, '+')}${bit(0x0010, '%')}`);
      d.say(counted(answers, 'a') + counted(authorities, 'n') + counted(additionals, 'au'));
      if (questions !== 1) d.say(` [${questions}q]`);
      for (let i = 0; i < questions; i++) d.say(`${i === 0 ? '' : ','}${this.question()}`);
      if (d.style.verbose > 1) {
        this.section(answers, ' an:');
        this.section(authorities, ' ns:');
        this.section(additionals, ' ar:');
      }
    }
    d.say(` (${length})`);
  }

  private question(): string {
    const name = this.name();
    const [type, klass] = [this.d.u16(this.next), this.d.u16(this.next + 2)];
    this.next += 4;
    const unicast = this.multicast ? ((klass & 0x8000) === 0 ? ' (QM)' : ' (QU)') : '';
    const plain = this.multicast ? klass & 0x7fff : klass;
    return ` ${TYPES.get(type) ?? `Type${type}`}${unicast}${plain === 1 ? '' : ` ${CLASSES.get(plain) ?? `Class${plain}`}`}? ${name}`;
  }

  private section(count: number, title: string): void {
    for (let i = 0; i < count && this.next < this.d.bytes.length; i++)
      this.d.say(`${i === 0 ? title : ','}${this.record()}`);
  }

  private record(): string {
    const { d } = this;
    const name = this.name();
    const [type, klass, ttl, size] = [
      d.u16(this.next),
      d.u16(this.next + 2),
      d.u32(this.next + 4),
      d.u16(this.next + 8),
    ];
    const data = this.next + 10;
    this.next = data;
    let text = '';
    if (d.style.verbose > 0) text += ` ${name}`;
    if (d.style.verbose > 2 && type !== 41) text += ` [${duration(ttl)}]`;
    const flush = this.multicast && (klass & 0x8000) !== 0 ? ' (Cache flush)' : '';
    const plain = this.multicast ? klass & 0x7fff : klass;
    if (plain !== 1 && type !== 41) text += ` ${CLASSES.get(plain) ?? `Class${plain}`}`;
    text += `${flush} ${TYPES.get(type) ?? `Type${type}`}${this.data(type, klass, ttl, size)}`;
    this.next = data + size;
    return text;
  }

  private data(type: number, klass: number, ttl: number, size: number): string {
    const { d, next } = this;
    switch (type) {
      case 1:
        return ` ${formatIpv4(ipv4(d.u32(next)))}`;
      case 28: {
        let value = 0n;
        for (let i = 0; i < 16; i++) value = value * 256n + BigInt(d.u8(next + i));
        return ` ${addressFromNumber6(value)}`;
      }
      case 2:
      case 5:
      case 12:
      case 39:
        return ` ${this.name()}`;
      case 15: {
        this.next += 2;
        return ` ${this.name()} ${d.u16(next)}`;
      }
      case 33: {
        this.next += 6;
        return ` ${this.name()}:${d.u16(next + 4)} ${d.u16(next)} ${d.u16(next + 2)}`;
      }
      case 16: {
        let text = '';
        for (let at = next; at < next + size; at += d.u8(at) + 1) text += ` "${this.characters(at + 1, d.u8(at))}"`;
        return text;
      }
      case 6: {
        if (d.style.verbose === 0) return '';
        const [primary, mail] = [this.name(), this.name()];
        const numbers = [0, 4, 8, 12, 16].map((at) => d.u32(this.next + at));
        return ` ${primary} ${mail} ${numbers.join(' ')}`;
      }
      case 41: {
        let text = ` UDPsize=${klass}`;
        if ((ttl & 0x8000) !== 0) text += ' DO';
        if (size > 0) text += this.ednsOptions(next, next + size);
        return text;
      }
      default:
        return '';
    }
  }

  /** edns_opt_print: the options' names. */
  private ednsOptions(from: number, end: number): string {
    const shown: string[] = [];
    for (let at = from; at + 4 <= end; at += 4 + this.d.u16(at + 2)) {
      const [code, size] = [this.d.u16(at), this.d.u16(at + 2)];
      const digits = Array.from({ length: size }, (_, i) =>
        this.d
          .u8(at + 4 + i)
          .toString(16)
          .padStart(2, '0'),
      ).join('');
      shown.push(
        code === 10 ? `COOKIE ${digits.slice(0, 16)}${digits.length > 16 ? digits.slice(16) : ''}` : `Opt${code}`,
      );
    }
    return ` [${shown.join(',')}]`;
  }

  private characters(at: number, length: number): string {
    let text = '';
    for (let i = at; i < at + length; i++) text += String.fromCharCode(this.d.u8(i));
    return text;
  }

  /** ns_nprint; leaves `next` behind the name. */
  private name(): string {
    const { d } = this;
    let at = this.next;
    let text = '';
    let jumped = false;
    for (let hops = 0; hops < 128; hops++) {
      const size = d.u8(at);
      if ((size & 0xc0) === 0xc0) {
        if (!jumped) this.next = at + 2;
        jumped = true;
        at = this.start + (d.u16(at) & 0x3fff);
        continue;
      }
      at++;
      if (size === 0) break;
      text += `${this.characters(at, size)}.`;
      at += size;
    }
    if (!jumped) this.next = at;
    return text === '' ? '.' : text;
  }
}

/** unsigned_relts_print: `1h2m3s`. */
function duration(seconds: number): string {
  const units = [['w', 604800], ['d', 86400], ['h', 3600], ['m', 60], ['s', 1]] as const; // prettier-ignore
  if (seconds === 0) return '0s';
  let left = seconds;
  return units
    .map(([letter, size]) => {
      const count = Math.floor(left / size);
      left -= count * size;
      return count > 0 ? `${count}${letter}` : '';
    })
    .join('');
}
