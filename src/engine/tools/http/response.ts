/** Reads an HTTP/1.x answer from pieces of bytes (RFC 9112). */
export class ResponseReader {
  /** The status line and headers as they came, with the empty line. */
  head = '';
  body = '';
  status = 0;
  complete = false;
  private readonly headers = new Map<string, string>();
  private pending = '';
  version = '';

  constructor(
    private readonly headOnly: boolean,
    /** Gets the lines that `-v` shows. */
    private readonly say: (line: string) => void,
    /** The server speaks HTTP/2, which a lab writes as HTTP/1.1: names in small letters, and nothing about the connection. */
    private readonly http2 = false,
  ) {}

  /** Whether anything that is an answer has come. */
  get started(): boolean {
    return this.head !== '' || this.body !== '' || this.pending !== '';
  }

  /** The body's length, when the headers tell. */
  get expected(): number | undefined {
    const length = this.headers.get('content-length');
    return length === undefined || this.chunked ? undefined : Number(length);
  }

  /** Bytes of the body that have not come. */
  get missing(): number {
    return this.headOnly ? 0 : Math.max(0, (this.expected ?? 0) - this.body.length);
  }

  get keepsOpen(): boolean {
    if (this.version === 'HTTP/2') return true;
    return (
      this.version === 'HTTP/1.1' &&
      this.headers.get('connection')?.toLowerCase() !== 'close' &&
      (this.chunked || this.expected !== undefined)
    );
  }

  get headerCount(): number {
    return this.head.split('\r\n').length - 3;
  }

  header(name: string): string | undefined {
    return this.headers.get(name);
  }

  private get chunked(): boolean {
    return this.headers.get('transfer-encoding')?.toLowerCase() === 'chunked';
  }

  take(data: string): void {
    this.pending += data;
    while (this.version === '' || !this.head.endsWith('\r\n\r\n')) {
      if (this.version === '' && this.pending.length >= 5 && !this.pending.startsWith('HTTP/')) throw new NotHttp();
      const end = this.pending.indexOf('\n');
      if (end === -1) return;
      this.line(this.pending.slice(0, end).replace(/\r$/, ''));
      this.pending = this.pending.slice(end + 1);
    }
    if (this.headOnly || this.status === 204 || this.status === 304) this.complete = true;
    else if (this.chunked) this.takeChunks();
    else {
      this.body += this.pending;
      this.pending = '';
      if (this.expected !== undefined && this.body.length >= this.expected) {
        this.body = this.body.slice(0, this.expected);
        this.complete = true;
      }
    }
  }

  /** The other side has finished. */
  end(): void {
    if (this.pending !== '' && this.version !== '') this.body += this.pending;
  }

  private line(text: string): void {
    const shown = this.http2 ? http2Line(text, this.version === '') : text;
    if (shown !== undefined) this.head += `${shown}\r\n`;
    if (this.version === '') {
      const [, version = '', status = ''] = /^(HTTP\/\d(?:\.\d)?) +(\d{3})/.exec(text) ?? [];
      this.version = this.http2 ? 'HTTP/2' : version;
      this.status = Number(status);
      if (version === 'HTTP/1.0') this.say('* HTTP 1.0, assume close after body\n');
    } else {
      const colon = text.indexOf(':');
      if (colon > 0) this.headers.set(text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim());
    }
    if (shown !== undefined) this.say(`< ${shown}\r\n`);
  }

  private takeChunks(): void {
    for (;;) {
      const match = /^([0-9a-fA-F]+)[^\r\n]*\r\n/.exec(this.pending);
      if (!match) return;
      const size = parseInt(match[1] ?? '0', 16);
      const start = match[0].length;
      if (this.pending.length < start + size + 2) return;
      if (size === 0) {
        this.complete = true;
        return;
      }
      this.body += this.pending.slice(start, start + size);
      this.pending = this.pending.slice(start + size + 2);
    }
  }
}

const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** A line of a head as curl shows it of HTTP/2. */
function http2Line(text: string, first: boolean): string | undefined {
  if (first) return text.replace(/^HTTP\/\S+ +(\d{3}).*$/, 'HTTP/2 $1 ');
  const colon = text.indexOf(':');
  if (colon < 0) return text;
  const name = text.slice(0, colon).toLowerCase();
  return OF_CONNECTION.has(name) ? undefined : name + text.slice(colon);
}

/** The answer does not begin as HTTP/1.x does. */
export class NotHttp extends Error {}
