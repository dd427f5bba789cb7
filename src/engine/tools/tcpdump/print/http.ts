import type { Dissection } from './context';

const METHODS: ReadonlySet<string> = new Set(['GET', 'PUT', 'COPY', 'HEAD', 'LOCK', 'MOVE', 'POLL', 'POST', 'BCOPY', 'BMOVE', 'MKCOL', 'TRACE', 'LABEL', 'MERGE', 'DELETE', 'SEARCH', 'UNLOCK', 'REPORT', 'UPDATE', 'NOTIFY', 'BDELETE', 'CONNECT', 'OPTIONS', 'CHECKIN', 'PROPFIND', 'CHECKOUT', 'SUBSCRIBE', 'PROPPATCH', 'BPROPFIND']); // prettier-ignore

/** print-http.c over txtproto_print: the first line of a request or an answer, with -v all of it. */
export function printHttp(d: Dissection, from: number, end: number): void {
  let text = '';
  for (let i = from; i < end; i++) text += String.fromCharCode(d.u8(i));
  const [first = ''] = text.split(/[ \r\n]/);
  const known = METHODS.has(first) || /^[A-Za-z]+\/\S+ \d{3}\b/.test(text);
  d.say('HTTP');
  if (!known) return;
  if (d.style.verbose === 0) {
    d.say(`: ${shownLine(text.split('\n')[0] ?? '')}`);
    return;
  }
  d.say(`, length: ${end - from}`);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) d.say(`\n\t${shownLine(line)}`);
}

function shownLine(line: string): string {
  return line.replace(/\r$/, '').replace(/[^\x20-\x7e\t]/g, '.');
}
