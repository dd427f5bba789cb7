import type { Words } from '../grammar/types';

/** dig's `+` options: what each changes, and what it means. */

/** What one look-up does and shows. */
export interface DigSettings {
  readonly comments: boolean;
  readonly headers: boolean;
  readonly question: boolean;
  readonly answer: boolean;
  readonly authority: boolean;
  readonly additional: boolean;
  readonly stats: boolean;
  readonly cmd: boolean;
  readonly short: boolean;
  readonly identify: boolean;
  readonly ttl: boolean;
  readonly class: boolean;
  readonly ttlUnits: boolean;
  readonly multiline: boolean;
  readonly query: boolean;
  readonly search: boolean;
  readonly showSearch: boolean;
  readonly tcp: boolean | undefined;
  readonly ignore: boolean;
  readonly fail: boolean;
  readonly recurse: boolean;
  readonly aaFlag: boolean;
  readonly adFlag: boolean;
  readonly cdFlag: boolean;
  readonly dnssec: boolean;
  /** Undefined: no EDNS. */
  readonly edns: number | undefined;
  readonly cookie: boolean;
  readonly bufsize: number;
  readonly timeout: number | undefined;
  readonly tries: number | undefined;
  readonly ndots: number | undefined;
  readonly domain: string | undefined;
}

export const DEFAULTS: DigSettings = {
  comments: true,
  headers: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  stats: true,
  cmd: true,
  short: false,
  identify: false,
  ttl: true,
  class: true,
  ttlUnits: false,
  multiline: false,
  query: false,
  search: false,
  showSearch: false,
  tcp: undefined,
  ignore: false,
  fail: true,
  recurse: true,
  aaFlag: false,
  adFlag: true,
  cdFlag: false,
  dnssec: false,
  edns: 0,
  cookie: true,
  bufsize: 1232,
  timeout: undefined,
  tries: undefined,
  ndots: undefined,
  domain: undefined,
};

/** What a number after `=` is called when it is none, and its limits. */
interface NumberRule {
  readonly what: string;
  readonly problem: string;
  readonly most: number;
}

export interface PlusOption {
  readonly name: string;
  readonly words: Words;
  /** Whether `+noNAME` says the opposite. */
  readonly negatable: boolean;
  readonly value?: string;
  readonly number?: NumberRule;
  apply(on: boolean, value: string | undefined, number: number): Partial<DigSettings>;
}

function flag(name: string, en: string, ko: string, apply: PlusOption['apply']): PlusOption {
  return { name, words: { en, ko }, negatable: true, apply };
}

function counted(
  name: string,
  value: string,
  number: NumberRule,
  words: Words,
  apply: (number: number) => Partial<DigSettings>,
): PlusOption {
  return { name, words, negatable: false, value, number, apply: (_on, _text, count) => apply(count) };
}

const MOST_TIMEOUT = 0xffff;
const TIMEOUT: NumberRule = { what: 'timeout', problem: 'timeout', most: MOST_TIMEOUT };
const TRIES: NumberRule = { what: 'tries', problem: 'tries', most: 0xffffffff };
const RETRIES: NumberRule = { what: 'retries', problem: 'retries', most: 0xfffffffe };
const NDOTS: NumberRule = { what: 'ndots', problem: 'ndots', most: 15 };
const BUFSIZE: NumberRule = { what: 'buffer size', problem: 'buffer size', most: 0xffff };

/** In the order of the manual. */
export const PLUS_OPTIONS: readonly PlusOption[] = [
  flag('aaflag', 'Set the AA flag of the query.', '질의에 AA 플래그를 설정합니다.', (aaFlag) => ({ aaFlag })),
  flag('aaonly', 'Set the AA flag of the query.', '질의에 AA 플래그를 설정합니다.', (aaFlag) => ({ aaFlag })),
  flag('additional', 'Show the additional section.', '추가 섹션을 보여 줍니다.', (additional) => ({ additional })),
  flag('adflag', 'Set the AD flag of the query (default).', '질의에 AD 플래그를 설정합니다(기본값).', (adFlag) => ({
    adFlag,
  })),
  flag('all', 'Show everything, or with +noall nothing.', '모두 보여 주거나, +noall이면 아무것도 보여 주지 않습니다.', (on) => ({
    comments: on, headers: on, question: on, answer: on, authority: on, additional: on, stats: on, cmd: on,
  })), // prettier-ignore
  flag('answer', 'Show the answer section.', '응답 섹션을 보여 줍니다.', (answer) => ({ answer })),
  flag('authority', 'Show the authority section.', '권한 섹션을 보여 줍니다.', (authority) => ({ authority })),
  counted('bufsize', 'BYTES', BUFSIZE, { en: 'The largest UDP answer to take (EDNS).', ko: '받을 수 있는 가장 큰 UDP 응답(EDNS).' }, (bufsize) => ({ bufsize, edns: 0 })), // prettier-ignore
  flag('cdflag', 'Set the CD flag: no DNSSEC checking.', 'CD 플래그를 설정합니다: DNSSEC 검사를 하지 않습니다.', (cdFlag) => ({ cdFlag })), // prettier-ignore
  flag('class', 'Show the class of records.', '레코드의 클래스를 보여 줍니다.', (on) => ({ class: on })),
  flag('cmd', 'Show the first lines: version and command.', '버전과 명령이 있는 첫 줄을 보여 줍니다.', (cmd) => ({
    cmd,
  })),
  flag('comments', 'Show the header and the names of sections.', '헤더와 섹션 이름을 보여 줍니다.', (comments) => ({ comments, headers: comments })), // prettier-ignore
  flag('cookie', 'Send a COOKIE option (default).', 'COOKIE 옵션을 보냅니다(기본값).', (cookie) => ({ cookie })),
  flag('defname', 'Use the search list.', '검색 목록을 사용합니다.', (search) => ({ search })),
  flag('dnssec', 'Ask for DNSSEC records.', 'DNSSEC 레코드를 요청합니다.', (dnssec) => ({ dnssec, ...(dnssec && { edns: 0 }) })), // prettier-ignore
  { name: 'domain', words: { en: 'The only domain of the search list.', ko: '검색 목록의 유일한 도메인.' }, negatable: false, value: 'NAME', apply: (_on, domain) => ({ domain, search: true }) }, // prettier-ignore
  { name: 'edns', words: { en: 'Use EDNS of this version.', ko: '이 버전의 EDNS를 사용합니다.' }, negatable: true, value: 'VERSION', apply: (on, value) => ({ edns: on ? Number(value ?? 0) : undefined }) }, // prettier-ignore
  flag('fail', 'Stop at SERVFAIL.', 'SERVFAIL이면 멈춥니다.', (fail) => ({ fail })),
  flag('header-only', 'Send a query without a question.', '질문 없이 질의를 보냅니다.', () => ({})),
  flag('identify', 'Name the server in short answers.', '짧은 응답에 서버를 표시합니다.', (identify) => ({ identify })),
  flag('idnin', 'Translate international names.', '국제화 이름을 변환합니다.', () => ({})),
  flag('idnout', 'Show international names.', '국제화 이름을 보여 줍니다.', () => ({})),
  flag('ignore', 'Take truncated answers, no TCP.', '잘린 응답을 그대로 받고 TCP로 다시 묻지 않습니다.', (ignore) => ({
    ignore,
  })),
  flag('keepopen', 'Keep the TCP connection.', 'TCP 연결을 유지합니다.', () => ({})),
  flag('multiline', 'Show SOA records over several lines.', 'SOA 레코드를 여러 줄로 보여 줍니다.', (multiline) => ({ multiline })), // prettier-ignore
  counted('ndots', 'COUNT', NDOTS, { en: 'Dots a name needs to be tried as it is first.', ko: '이름을 그대로 먼저 시도하는 데 필요한 점의 수.' }, (ndots) => ({ ndots })), // prettier-ignore
  flag('qr', 'Show the query that is sent.', '보내는 질의를 보여 줍니다.', (query) => ({ query })),
  flag('question', 'Show the question section.', '질문 섹션을 보여 줍니다.', (question) => ({ question })),
  flag('rdflag', 'Ask for recursion (default).', '재귀를 요청합니다(기본값).', (recurse) => ({ recurse })),
  flag('recurse', 'Ask for recursion (default).', '재귀를 요청합니다(기본값).', (recurse) => ({ recurse })),
  counted('retry', 'COUNT', RETRIES, { en: 'Times to ask again.', ko: '다시 묻는 횟수.' }, (count) => ({
    tries: count + 1,
  })),
  flag('rrcomments', 'Show comments of records.', '레코드의 설명을 보여 줍니다.', () => ({})),
  flag('search', 'Use the search list of resolv.conf.', 'resolv.conf의 검색 목록을 사용합니다.', (search) => ({
    search,
  })),
  flag('short', 'Show only the data of the answers.', '응답의 데이터만 보여 줍니다.', (short) => ({ short })),
  flag('showsearch', 'Show the answers along the search list too.', '검색 목록을 따라가며 받은 응답도 보여 줍니다.', (on) => ({ showSearch: on, search: on })), // prettier-ignore
  flag('stats', 'Show time, server and size.', '시간, 서버, 크기를 보여 줍니다.', (stats) => ({ stats })),
  flag('tcp', 'Use TCP.', 'TCP를 사용합니다.', (tcp) => ({ tcp })),
  counted('timeout', 'SECONDS', TIMEOUT, { en: 'Seconds to wait for an answer.', ko: '응답을 기다리는 시간(초).' }, (timeout) => ({ timeout: Math.max(1, timeout) })), // prettier-ignore
  counted('tries', 'COUNT', TRIES, { en: 'Times to ask.', ko: '묻는 횟수.' }, (tries) => ({
    tries: Math.max(1, tries),
  })),
  flag('ttlid', 'Show the TTL of records.', '레코드의 TTL을 보여 줍니다.', (ttl) => ({ ttl })),
  flag('ttlunits', 'Show TTLs in units: 1h30m.', 'TTL을 단위로 보여 줍니다: 1h30m.', (ttlUnits) => ({ ttlUnits, ...(ttlUnits && { ttl: true }) })), // prettier-ignore
  flag('vc', 'Use TCP.', 'TCP를 사용합니다.', (tcp) => ({ tcp })),
];

/** What of the real ones is not simulated. */
const ELSEWHERE = [
  'badcookie', 'besteffort', 'coflag', 'crypto', 'dns64prefix', 'ednsflags', 'ednsnegotiation', 'ednsopt', 'expandaaaa', 'expire',
  'https', 'https-get', 'http-plain', 'http-plain-get', 'keepalive', 'mapped', 'nsid', 'nssearch', 'onesoa', 'opcode', 'padding',
  'qid', 'raflag', 'showbadcookie', 'split', 'subnet', 'tcflag', 'tls', 'tls-ca', 'tls-hostname', 'tls-certfile', 'tls-keyfile', 'trace',
  'unknownformat', 'yaml', 'zflag',
]; // prettier-ignore

/** The option that a word without its `+` means: its name or any beginning that only one has. */
export function findPlusOption(
  word: string,
): { readonly option: PlusOption; readonly on: boolean; readonly value: string | undefined } | 'elsewhere' | undefined {
  const [head = '', value] = word.split(/=(.*)/s, 2);
  const wanted = head.toLowerCase();
  const exact = byName(wanted);
  if (exact) return { option: exact, on: true, value };
  if (wanted.startsWith('no')) {
    const option = byName(wanted.slice(2));
    if (option?.negatable) return { option, on: false, value };
  }
  const known = (name: string): boolean =>
    name.startsWith(wanted) || (wanted.startsWith('no') && name.startsWith(wanted.slice(2)));
  return wanted !== '' && wanted !== 'no' && ELSEWHERE.some(known) ? 'elsewhere' : undefined;
}

/** Names that dig takes for others, and the shortest beginnings that it takes where several would fit. */
const SHORTER: ReadonlyMap<string, string> = new Map([
  ['time', 'timeout'],
  ['rec', 'recurse'],
  ['rd', 'rdflag'],
  ['a', 'additional'],
]);

function byName(name: string): PlusOption | undefined {
  if (name === '') return undefined;
  const exact = PLUS_OPTIONS.find((option) => option.name === (SHORTER.get(name) ?? name));
  if (exact) return exact;
  const fitting = PLUS_OPTIONS.filter((option) => option.name.startsWith(name));
  const rivals = ELSEWHERE.filter((each) => each.startsWith(name));
  return fitting.length === 1 && rivals.length === 0 ? fitting[0] : undefined;
}
