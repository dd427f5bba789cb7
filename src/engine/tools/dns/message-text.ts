import type { DnsFlags, DnsMessage, DnsRecord, Edns } from '../../packet/dns/message';
import { rcodeName } from '../../packet/dns/message';
import { PLAIN, questionLine, recordLine, type RecordStyle } from './record-text';

/** What of a message is shown (dig.c, printmessage; host.c does the same with -v). */
export interface MessageStyle {
  readonly comments: boolean;
  readonly headers: boolean;
  readonly question: boolean;
  readonly answer: boolean;
  readonly authority: boolean;
  readonly additional: boolean;
  readonly records: RecordStyle;
}

export const WHOLE: MessageStyle = {
  comments: true,
  headers: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  records: PLAIN,
};

/** Header, pseudo-section and sections of a message. `asked`: the query that it answers; undefined for a query itself. */
export function messageText(message: DnsMessage, style: MessageStyle, asked: DnsMessage | undefined): string {
  const { comments } = style;
  const parts: string[] = [];
  if (comments && style.headers) parts.push(`${headerText(message, asked)}\n`);
  if (comments && message.edns) parts.push(ednsText(message.edns, asked?.edns));
  const section = (shown: boolean, title: string, lines: readonly string[]): void => {
    if (!shown || lines.length === 0) return;
    parts.push(comments ? `;; ${title} SECTION:\n${lines.join('')}\n` : lines.join(''));
  };
  const records = (all: readonly DnsRecord[]): string[] => all.map((record) => recordLine(record, style.records));
  const { questions, answers, authorities, additionals } = message;
  section(
    style.question,
    'QUESTION',
    questions.map((question) => questionLine(question, style.records)),
  );
  section(style.answer, 'ANSWER', records(answers));
  section(style.authority, 'AUTHORITY', records(authorities));
  section(style.additional, 'ADDITIONAL', records(additionals));
  return parts.join('');
}

const OPCODES = ['QUERY', 'IQUERY', 'STATUS', 'RESERVED3', 'NOTIFY', 'UPDATE'];
const FLAGS: readonly (keyof DnsFlags)[] = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'];

function headerText(message: DnsMessage, asked: DnsMessage | undefined): string {
  const { flags, id, opcode, rcode, questions, answers, authorities, additionals, edns } = message;
  const set = FLAGS.filter((flag) => flags[flag]);
  const more = additionals.length + (edns ? 1 : 0);
  const counts = `QUERY: ${questions.length}, ANSWER: ${answers.length}, AUTHORITY: ${authorities.length}, ADDITIONAL: ${more}`;
  const lines = [
    `;; ->>HEADER<<- opcode: ${OPCODES[opcode] ?? `RESERVED${opcode}`}, status: ${rcodeName(rcode)}, id: ${id}`,
    `;; flags:${set.map((flag) => ` ${flag}`).join('')}; ${counts}`,
    ...(asked && flags.rd && !flags.ra ? [';; WARNING: recursion requested but not available'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const COOKIE = 10;
const EXTENDED_ERROR = 15;

/** The pseudo-section of an OPT record (lib/dns/message.c). */
function ednsText(edns: Edns, asked: Edns | undefined): string {
  const flags = edns.dnssecOk ? ' do' : '';
  const lines = [`; EDNS: version: ${edns.version}, flags:${flags}; udp: ${edns.udpSize}`];
  for (const { code, bytes } of edns.options) {
    if (code === COOKIE) lines.push(`; COOKIE: ${hex(bytes)}${cookieVerdict(bytes, asked)}`);
    else if (code === EXTENDED_ERROR) lines.push(`; EDE: ${extendedError(bytes)}`);
    else lines.push(`; OPT=${code}:${bytes === '' ? '' : ` ${hex(bytes)} ("${bytes.replace(/[^ -~]/g, '.')}")`}`);
  }
  return `;; OPT PSEUDOSECTION:\n${lines.join('\n')}\n`;
}

function cookieVerdict(bytes: string, asked: Edns | undefined): string {
  const own = asked?.options.find(({ code }) => code === COOKIE)?.bytes;
  if (own === undefined) return '';
  if (bytes === own) return ' (echoed)';
  return bytes.startsWith(own) ? ' (good)' : ' (bad)';
}

function hex(bytes: string): string {
  return [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** RFC 8914, section 5.2. */
const EXTENDED_ERRORS = [
  'Other', 'Unsupported DNSKEY Algorithm', 'Unsupported DS Digest Type', 'Stale Answer', 'Forged Answer', 'DNSSEC Indeterminate',
  'DNSSEC Bogus', 'Signature Expired', 'Signature Not Yet Valid', 'DNSKEY Missing', 'RRSIGs Missing', 'No Zone Key Bit Set',
  'NSEC Missing', 'Cached Error', 'Not Ready', 'Blocked', 'Censored', 'Filtered', 'Prohibited', 'Stale NXDOMAIN Answer',
  'Not Authoritative', 'Not Supported', 'No Reachable Authority', 'Network Error', 'Invalid Data',
]; // prettier-ignore

function extendedError(bytes: string): string {
  const code = bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
  const words = EXTENDED_ERRORS[code];
  const text = bytes.slice(2);
  return `${code}${words === undefined ? '' : ` (${words})`}${text === '' ? '' : `: (${text})`}`;
}
