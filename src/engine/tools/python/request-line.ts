/** A request line that the server understands. Of HTTP/0.9 the answer is the bare body. */
export interface RequestLine {
  readonly method: string;
  readonly target: string;
  readonly bare: boolean;
}

/** What is wrong with a request line; `bare`: the client's version was not known yet when it was seen, so the answer has no head. */
export interface BadLine {
  readonly code: number;
  readonly message: string;
  readonly explanation: string;
  readonly bare: boolean;
}

const SYNTAX = 'Bad request syntax or unsupported method';

/** BaseHTTPRequestHandler.parse_request of CPython 3.11 (Lib/http/server.py), before it reads headers. Undefined: nothing but white space. */
export function readRequestLine(line: string): RequestLine | BadLine | undefined {
  const words = line.split(/\s+/).filter((word) => word !== '');
  const [method = '', target = ''] = words;
  if (words.length === 0) return undefined;
  const bad = (message: string, bare = true): BadLine => ({ code: 400, message, explanation: SYNTAX, bare });
  const version = words.length >= 3 ? (words.at(-1) ?? '') : 'HTTP/0.9';
  const [, major = '', minor = ''] = /^HTTP\/(\d{1,10})\.(\d{1,10})$/.exec(version) ?? [];
  if (major === '') return bad(`Bad request version ('${version}')`);
  if (Number(major) >= 2) {
    const message = `Invalid HTTP version (${major}.${minor})`;
    return { code: 505, message, explanation: 'Cannot fulfill request', bare: true };
  }
  const bare = version === 'HTTP/0.9';
  if (words.length === 1 || words.length > 3) return bad(`Bad request syntax ('${line.replace(/\r$/, '')}')`, bare);
  if (words.length === 2 && method !== 'GET') return bad(`Bad HTTP/0.9 request type ('${method}')`);
  return { method, target, bare };
}

/** Whether a server need not wait for the headers of what came: its first line ends the request. */
export function endsAtFirstLine(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return false;
  const line = readRequestLine(text.slice(0, end));
  return line === undefined || 'code' in line;
}
