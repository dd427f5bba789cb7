import { CLASS_IN, classNumber, typeNumber } from '../../packet/dns/message';

/** What `set KEY=VALUE` or `-KEY=VALUE` changes. */
export interface NslookupSettings {
  /** Undefined: addresses of both families, or the name of an address. */
  readonly type: number | undefined;
  readonly class: number;
  readonly debug: boolean;
  readonly domain: string | undefined;
  readonly search: boolean;
  readonly recurse: boolean;
  readonly tcp: boolean;
  readonly stopAtServfail: boolean;
  readonly port: number;
  readonly timeout: number | undefined;
  readonly tries: number | undefined;
  readonly ndots: number | undefined;
}

export const DEFAULTS: NslookupSettings = {
  type: undefined,
  class: CLASS_IN,
  debug: false,
  domain: undefined,
  search: true,
  recurse: true,
  tcp: false,
  stopAtServfail: false,
  port: 53,
  timeout: undefined,
  tries: undefined,
  ndots: undefined,
};

type Change = (value: string, out: (text: string) => void) => Partial<NslookupSettings>;

const type: Change = (value, out) => {
  const number = typeNumber(value);
  if (number === undefined) out(`unknown query type: ${value}\n`);
  return number === undefined ? {} : { type: number };
};

const classOf: Change = (value, out) => {
  const number = classNumber(value);
  if (number === undefined) out(`unknown query class: ${value}\n`);
  return number === undefined ? {} : { class: number };
};

function number(what: string, most: number, apply: (count: number) => Partial<NslookupSettings>): Change {
  return (value, out) => {
    const problem = !/^\d+$/.test(value) ? 'not a valid number' : Number(value) > most ? 'out of range' : undefined;
    if (problem === undefined) return apply(Number(value));
    out(`invalid ${what} '${value}': ${problem}\n`);
    return {};
  };
}

const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['type', type],
  ['ty', type],
  ['t', type],
  ['query', type],
  ['querytype', type],
  ['q', type],
  ['class', classOf],
  ['cl', classOf],
  ['domain', (domain) => ({ domain, search: true })],
  ['port', number('port', 65_535, (port) => ({ port }))],
  ['po', number('port', 65_535, (port) => ({ port }))],
  ['timeout', number('timeout', 65_535, (timeout) => ({ timeout }))],
  ['retry', number('retries', 0xffff_ffff, (tries) => ({ tries }))],
  ['ndots', number('ndots', 128, (ndots) => ({ ndots }))],
  ['debug', () => ({ debug: true })],
  ['nodebug', () => ({ debug: false })],
  ['deb', () => ({ debug: true })],
  ['nodeb', () => ({ debug: false })],
  ['d2', () => ({})],
  ['nod2', () => ({})],
  ['defname', () => ({ search: true })],
  ['search', () => ({ search: true })],
  ['sea', () => ({ search: true })],
  ['nosearch', () => ({ search: false })],
  ['nosea', () => ({ search: false })],
  ['recurse', () => ({ recurse: true })],
  ['rec', () => ({ recurse: true })],
  ['norecurse', () => ({ recurse: false })],
  ['norec', () => ({ recurse: false })],
  ['vc', () => ({ tcp: true })],
  ['v', () => ({ tcp: true })],
  ['novc', () => ({ tcp: false })],
  ['nov', () => ({ tcp: false })],
  ['fail', () => ({ stopAtServfail: false })],
  ['nofail', () => ({ stopAtServfail: true })],
  ['all', () => ({})],
]);

/** The settings after one `KEY[=VALUE]`; an unknown key is complained about and changes nothing. */
export function changed(settings: NslookupSettings, word: string, out: (text: string) => void): NslookupSettings {
  const [key = '', value = ''] = word.split(/=(.*)/s, 2);
  const change = CHANGES.get(key.toLowerCase());
  if (change) return { ...settings, ...change(value, out) };
  out(`*** Invalid option: ${word}\n`);
  return settings;
}
