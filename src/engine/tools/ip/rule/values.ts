import type { NumberRange } from '../../../kernel/rule-records';
import { unsigned } from '../../iproute2/address-words';
import { invalidArgument } from '../../iproute2/errors';
import { readDsfield } from '../../iproute2/names';
import { protocolNumber } from '../../resolver/services';
import type { IpContext } from '../context';

/** Values of `ip rule` as it reads them, or its complaints. */

export function checked<T>(value: T | undefined, problem: string, word: string): T {
  if (value === undefined) throw invalidArgument(problem, word);
  return value;
}

export function readTos(word: string): number {
  return checked(readDsfield(word), 'TOS value is invalid\n', word);
}

/** `MARK[/MASK]`. */
export function readMark(word: string): { readonly mark: number; readonly mask?: number } {
  const slash = word.indexOf('/');
  const text = slash < 0 ? word : word.slice(0, slash);
  const mark = checked(unsigned(text), 'fwmark value is invalid\n', text);
  if (slash < 0) return { mark };
  const rest = word.slice(slash + 1);
  return { mark, mask: checked(unsigned(rest), 'fwmask value is invalid\n', rest) };
}

/** sscanf("%u-%u"): two numbers, or one; what follows does not matter. Numbers wrap at 2^bits. */
function scanRange(word: string, bits: 16 | 32): { readonly start: number; readonly end?: number } | undefined {
  const match = /^\s*([-+]?\d+)(?:-\s*([-+]?\d+))?/.exec(word);
  if (match?.[1] === undefined) return undefined;
  const wrap = (text: string): number => Number(BigInt.asUintN(bits, BigInt(text.replace('+', ''))));
  return match[2] === undefined ? { start: wrap(match[1]) } : { start: wrap(match[1]), end: wrap(match[2]) };
}

export function readUids(word: string): NumberRange {
  const range = scanRange(word, 32);
  if (range?.end === undefined) throw invalidArgument('invalid UID range\n', word);
  return { start: range.start, end: range.end };
}

export function readPorts(word: string, problem: string): NumberRange {
  const range = checked(scanRange(word, 16), problem, word);
  return { start: range.start, end: range.end ?? range.start };
}

/** inet_proto_a2n. */
export function readIpProtocol(ip: IpContext, word: string): number {
  const number = unsigned(word);
  if (number !== undefined && number < 256) return number;
  return checked(protocolNumber(ip.process.files, word), 'Invalid "ipproto" value\n', word);
}

/** IFNAMSIZ, and what a device's name may not contain (check_ifname). */
export function readIfname(word: string, problem: string): string {
  if (word === '' || word.length > 15 || /[/\s]/.test(word)) throw invalidArgument(problem, word);
  return word;
}
