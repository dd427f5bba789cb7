import type { SetOptions } from './change';
import { expressionText } from './print-rule';
import type { Format } from './print-value';
import { NftError } from './problem';
import { readExpression, typesOf } from './read-expression';
import type { Reader } from './reader';
import { readDuration } from './times';

/** What a set is declared to be; `braces` is where its elements stand. */
export interface SetBody {
  readonly options: SetOptions;
  readonly braces?: number;
}

/** `{ type …; flags …; elements = { … } }`. */
export function readSetBody(reader: Reader, format: Format): SetBody {
  let options: SetOptions = { flags: [] };
  let braces: number | undefined;
  reader.expect('{', "'{'");
  for (;;) {
    reader.skipBreaks();
    if (reader.accept('}')) break;
    const change = readOption(reader, options, format);
    if (change) options = change;
    else if (reader.accept('elements')) {
      reader.expect('=', "'='");
      braces = skipBraces(reader);
    } else reader.unexpected();
    if (!reader.is(';', '}') && reader.peek.kind !== 'newline') reader.unexpected('newline or semicolon');
    const before = reader.text.slice(0, reader.peek.from).trimEnd();
    if (reader.is('}') && !endsStatement(reader) && !before.endsWith('}')) reader.unexpected('newline or semicolon');
  }
  return { options, ...(braces !== undefined && { braces }) };
}

function readOption(reader: Reader, options: SetOptions, format: Format): SetOptions | undefined {
  const word = reader.accept('type', 'typeof', 'flags', 'timeout', 'gc-interval', 'size', 'policy', 'auto-merge', 'comment', 'counter'); // prettier-ignore
  switch (word?.text) {
    case 'type': {
      const type = readTypes(reader);
      return { ...options, type, ...(reader.accept(':') && { data: readTypes(reader) }) };
    }
    case 'typeof': {
      const expression = readExpression(reader);
      const like = expressionText(expression, format);
      const leads = reader.accept(':') !== undefined;
      const data = leads && (reader.accept('verdict') ? ['verdict'] : typesOf(readExpression(reader)));
      return { ...options, type: typesOf(expression), like, ...(data && { data }) };
    }
    case 'flags': {
      const flags = [...options.flags];
      do
        flags.push((reader.accept('constant', 'interval', 'timeout', 'dynamic') ?? reader.unexpected()).text as SetOptions['flags'][number]); // prettier-ignore
      while (reader.accept(','));
      return { ...options, flags };
    }
    case 'timeout':
      return { ...options, timeoutUs: duration(reader) };
    case 'gc-interval':
      return { ...options, gcIntervalUs: duration(reader) };
    case 'size':
      return { ...options, size: Number(reader.number().text) };
    case 'policy':
      return reader.name().text === 'memory' ? { ...options, policy: 'memory' } : options;
    case 'auto-merge':
      return { ...options, autoMerge: true };
    case 'comment':
      return { ...options, comment: reader.quoted() };
    case 'counter':
      return reader.unsupported('counters in sets');
    default:
      return undefined;
  }
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(['ipv4_addr', 'ipv6_addr', 'ether_addr', 'inet_proto', 'inet_service', 'mark', 'ifname', 'icmp_type', 'icmpv6_type', 'ct_state', 'tcp_flag', 'dscp', 'ether_type', 'verdict', 'iface_index', 'uid', 'gid', 'integer', 'nf_proto', 'pkt_type']); // prettier-ignore

function readTypes(reader: Reader): readonly string[] {
  const types: string[] = [];
  do {
    const word = reader.name();
    if (!KNOWN_TYPES.has(word.text)) throw new NftError(`unknown datatype ${word.text}`, word);
    types.push(word.text);
  } while (reader.accept('.'));
  return types;
}

function duration(reader: Reader): number {
  const token = reader.next();
  return (readDuration(token.text) ?? reader.unexpected(undefined, token)) * 1_000_000;
}

/** Elements are read when the set's type is known: until then only their braces are looked at. */
export function skipBraces(reader: Reader): number {
  const position = reader.position;
  reader.expect('{', "'{'");
  for (let depth = 1; depth > 0;) {
    const token = reader.next();
    if (token.kind === 'end') reader.unexpected(undefined, token);
    if (token.kind !== 'symbol') continue;
    if (token.text === '{') depth++;
    if (token.text === '}') depth--;
  }
  return position;
}

/** A statement of a block ends with a semicolon or a line, not with the brace. */
export function endsStatement(reader: Reader): boolean {
  const before = reader.text.slice(0, reader.peek.from).trimEnd();
  return before.endsWith(';') || before.endsWith('{') || reader.text.slice(reader.lastEnd, reader.peek.from).includes('\n'); // prettier-ignore
}
