import type { ElementRequest, SetFamily, SetRequest } from '../../kernel/ipset/model';
import type { HostFiles } from '../tool';
import { readAddress } from './element';
import { IpsetError, syntaxError, usageProblem } from './session';
import type { ArgumentName, UserSetType } from './set-types';
import { numberOr, readComment, readCount, readNumber, readSetName, readSkbMark, readSkbPrio, readTimeout, resolve, separator, UINT32_MAX } from './values'; // prettier-ignore
import { portOfService } from '../resolver/services';

/** Options without a value. */
const FLAGS: ReadonlySet<ArgumentName> = new Set<ArgumentName>(['-4', '-6', 'counters', 'forceadd', 'skbinfo', 'nomatch', 'wildcard']); // prettier-ignore

/** Options that mean the same: the second one is "already specified". */
const SAME: ReadonlyMap<ArgumentName, string> = new Map<ArgumentName, string>([
  ['-4', 'family'],
  ['-6', 'family'],
  ['before', 'reference'],
  ['after', 'reference'],
  ['range', 'first'],
  ['from', 'first'],
  ['network', 'first'],
]);

interface GivenArgument {
  readonly name: ArgumentName;
  readonly value: string;
}

/** The words after a set or an element, as options of the type (call_parser in lib/ipset.c). */
function readOptions(
  words: readonly string[],
  known: readonly ArgumentName[],
  creating: boolean,
): readonly GivenArgument[] {
  // prettier-ignore
  const given: GivenArgument[] = [];
  for (let i = 0; i < words.length;) {
    const typed = words[i] ?? '';
    const bare = typed.startsWith('--') ? typed.slice(2) : typed;
    const name = known.find((each) => each === bare);
    if (name === undefined) throw usageProblem(`Unknown argument: \`${typed}'`);
    i++;
    if (FLAGS.has(name) || (name === 'comment' && creating)) {
      given.push({ name, value: '' });
      continue;
    }
    const value = words[i++];
    if (value === undefined) throw usageProblem(`Missing mandatory argument of option \`${name}'`);
    given.push({ name, value });
  }
  return given;
}

/** Each option once, except those that may be repeated without harm. */
class Once {
  private readonly seen = new Set<string>();

  check(name: ArgumentName): void {
    const key = SAME.get(name) ?? name;
    if (this.seen.has(key)) throw syntaxError(`${name} already specified`);
    this.seen.add(key);
  }
}

type CreateDraft = { -readonly [Key in keyof SetRequest]: SetRequest[Key] };

/** The options of `create NAME TYPE …`. */
export function readCreate(files: HostFiles, type: UserSetType, name: string, words: readonly string[]): SetRequest {
  const given = readOptions(words, type.create, true);
  const draft: CreateDraft = { name, type: type.name, family: familyOf(type, given) };
  const once = new Once();
  const missing = new Set(type.mandatory);
  for (const { name: option, value } of given) {
    if (['family', '-4', '-6'].includes(option)) continue;
    if (option === 'probes' || option === 'resize' || option === 'gc') continue;
    once.check(option);
    readCreateOption(files, type, draft, option, value, missing);
  }
  const [absent] = missing;
  if (absent !== undefined) throw usageProblem(`Mandatory option \`${absent}' is missing`);
  return draft;
}

function familyOf(type: UserSetType, given: readonly GivenArgument[]): SetFamily {
  let family: SetFamily | undefined;
  for (const { name, value } of given) {
    if (name !== 'family' && name !== '-4' && name !== '-6') continue;
    if (family !== undefined) throw syntaxError(`${name} already specified`);
    const word = name === 'family' ? value : name;
    if (['inet', 'ipv4', '-4'].includes(word)) family = 'inet';
    else if (['inet6', 'ipv6', '-6'].includes(word)) family = 'inet6';
    else if (['any', 'unspec'].includes(word)) family = 'unspec';
    else throw syntaxError(`unknown inet family ${word}`);
  }
  return family ?? (type.family === 'none' ? 'unspec' : 'inet');
}

function readCreateOption(
  files: HostFiles,
  type: UserSetType,
  draft: CreateDraft,
  option: ArgumentName,
  value: string,
  missing: Set<ArgumentName>,
): void {
  switch (option) {
    case 'hashsize':
    case 'maxelem':
    case 'initval':
    case 'size':
    case 'markmask':
      draft[option] = readNumber(value, 0, UINT32_MAX);
      return;
    case 'bucketsize':
      draft.bucketsize = readNumber(value, 0, 255);
      return;
    case 'timeout':
      draft.timeout = readTimeout(value);
      return;
    case 'netmask':
      draft.netmask = readNetmask(value, draft.family === 'inet6' ? 128 : 32);
      return;
    case 'bitmask':
      draft.bitmask = resolve(files, value, draft.family);
      return;
    case 'counters':
    case 'comment':
    case 'forceadd':
    case 'skbinfo':
      draft[option] = true;
      return;
    case 'range':
    case 'network':
      readRange(files, type, draft, option, value, missing);
      return;
    case 'from':
    case 'to': {
      const end = type.name === 'bitmap:port' ? portNumber(files, value) : Number(resolve(files, value, 'inet'));
      draft[option === 'from' ? 'first' : 'last'] = end;
      missing.delete(option === 'from' ? 'range' : 'to');
      return;
    }
    default:
  }
}

function readNetmask(text: string, whole: number): number {
  const read = numberOr(text, 0, 255);
  if (typeof read === 'number' && read >= 1 && read <= whole) return read;
  const first = typeof read === 'string' ? read : `'${text}' is out of range 1-${whole}`;
  throw new IpsetError(
    `Syntax error: ${first}\nSyntax error: netmask is out of the inclusive range of 1-${whole}\n`,
    1,
  );
}

function portNumber(files: HostFiles, text: string): number {
  return portOfService(files, text, 'tcp') ?? readNumber(text, 0, 65535);
}

function readRange(
  files: HostFiles,
  type: UserSetType,
  draft: CreateDraft,
  option: ArgumentName,
  value: string,
  missing: Set<ArgumentName>,
): void {
  missing.delete('range');
  if (type.name === 'bitmap:port') {
    const text = value.replace(/^(tcp|udp|sctp|udplite):/, '');
    const dash = separator(text, '-');
    draft.first = portNumber(files, dash < 0 ? text : text.slice(0, dash));
    if (dash < 0) return;
    draft.last = portNumber(files, text.slice(dash + 1));
    missing.delete('to');
    return;
  }
  const ranged = separator(value, '-') >= 0;
  if (option === 'network' ? separator(value, '/') < 0 : separator(value, '/') < 0 && !ranged) {
    throw syntaxError(option === 'network' ? `IP/netblock must be supplied: ${value}` : `IP/cidr or IP-IP range must be specified: ${value}`); // prettier-ignore
  }
  const read: { -readonly [Key in keyof ElementRequest]: ElementRequest[Key] } = {};
  readAddress(files, read, value, 'inet', 'any');
  const first = Number(read.ip ?? 0n);
  if (read.cidr !== undefined) {
    const size = 2 ** (32 - read.cidr);
    draft.first = Math.floor(first / size) * size;
    draft.last = draft.first + size - 1;
  } else {
    draft.first = first;
    draft.last = Number(read.ipTo ?? 0n);
  }
}

/** The options after the element of an `add`, `del` or `test`. */
export function readElementOptions(
  type: UserSetType,
  command: 'add' | 'del' | 'test',
  words: readonly string[],
): Partial<ElementRequest> {
  const draft: { -readonly [Key in keyof ElementRequest]?: ElementRequest[Key] } = {};
  const once = new Once();
  for (const { name, value } of readOptions(words, type[command], false)) {
    if (!FLAGS.has(name)) once.check(name);
    switch (name) {
      case 'timeout':
        draft.timeout = readTimeout(value);
        break;
      case 'packets':
      case 'bytes':
        draft[name] = readCount(value);
        break;
      case 'comment':
        draft.comment = readComment(value);
        break;
      case 'skbmark':
        draft.skbmark = readSkbMark(value);
        break;
      case 'skbprio':
        draft.skbprio = readSkbPrio(value);
        break;
      case 'skbqueue':
        draft.skbqueue = readNumber(value, 0, 65535);
        break;
      case 'nomatch':
      case 'wildcard':
        draft[name] = true;
        break;
      case 'before':
      case 'after':
        draft.reference = { name: readSetName(value), before: name === 'before' };
        break;
      default:
    }
  }
  return draft;
}
