import { klogLine } from '../klog';
import { urlOf } from './client';
import type { ApiCall, ApiReply } from './transport';

const FEATURES = [
  ['InOrderInformers', true],
  ['InOrderInformersBatchProcess', true],
  ['InformerResourceVersion', true],
  ['WatchListClient', true],
  ['ClientsAllowCBOR', false],
  ['ClientsPreferCBOR', false],
] as const;

const STATUS: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Entity'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
]);

/** What `-v` makes client-go say of its requests (transport/round_trippers.go, rest/request.go): the discovery cache is warm. */
export class RequestTrace {
  constructor(
    readonly level: number,
    private readonly now: () => number,
    private readonly write: (text: string) => void,
  ) {}

  /** The kubeconfig was read, the client is made. */
  begin(kubeconfig: string): void {
    if (this.level >= 6) this.line('loader.go:405', `Config loaded from file:  ${kubeconfig}`);
    if (this.level >= 1)
      for (const [name, on] of FEATURES)
        this.line('envvar.go:172', `"Feature gate default state" feature="${name}" enabled=${on}`);
  }

  /** A request goes out; answers what is to be called with its reply. */
  request(server: string, call: ApiCall): (reply: Pick<ApiReply, 'status' | 'headers' | 'body'>) => void {
    if (this.level < 6) return () => undefined;
    const startUs = this.now();
    const url = JSON.stringify(urlOf(server, call));
    const { level } = this;
    if (level >= 8) this.line('helper.go:113', `"Request Body" body=${bodyText(call.body, level)}`);
    if (level >= 9) this.line('round_trippers.go:527', `"Request" curlCommand=<\n\t${curl(server, call)}\n >`);
    else if (level >= 7)
      this.line('round_trippers.go:527', `"Request" verb="${call.method}" url=${url} headers=${headersText(shown(call))}`); // prettier-ignore
    if (level >= 9)
      this.line('round_trippers.go:562', `"HTTP Trace: Dial succeed" network="tcp" address="${server.replace(/^\w+:\/\//, '')}"`); // prettier-ignore
    return ({ status, headers, body }) => {
      const ms = Math.round((this.now() - startUs) / 1000);
      const what = level === 7 || level === 8 ? '' : `verb="${call.method}" url=${url} `;
      const text = `status="${status} ${STATUS.get(status) ?? ''}"`;
      const more = level >= 8 ? ` headers=${headersText(headers)}` : '';
      const phases = level >= 9 ? ` dnsLookupMilliseconds=0 dialMilliseconds=0 tlsHandshakeMilliseconds=${Math.min(1, ms)} serverProcessingMilliseconds=${Math.max(0, ms - 1)}` : ''; // prettier-ignore
      this.line('round_trippers.go:632', `"Response" ${what}${text}${more} milliseconds=${ms}${phases}`);
      if (level >= 8) this.line('helper.go:113', `"Response Body" body=${bodyText(body, level)}`);
    };
  }

  /** An error of the server's, before it is told in kubectl's words (cmdutil.checkErr). */
  failed(status: string): void {
    if (this.level >= 6) this.line('helpers.go:246', `server response object: %s[${status}]`);
  }

  private line(place: string, message: string): void {
    this.write(klogLine(this.now(), 'I', place, message));
  }
}

/** The headers of a request as a log may show them. */
function shown({ headers }: ApiCall): ReadonlyMap<string, string> {
  return new Map(
    [...headers]
      .filter(([name]) => !name.startsWith('x-cka-net-'))
      .map(([name, value]) => [name, name === 'authorization' ? `${value.split(' ')[0] ?? ''} <masked>` : value]),
  );
}

/** `accept-encoding` as Go writes it: `Accept-Encoding`. */
function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}

function headersText(headers: ReadonlyMap<string, string>): string {
  const lines = [...headers].map(([name, value]) => `\t${canonical(name)}: ${value}\n`).sort();
  return `<\n${lines.join('')} >`;
}

function curl(server: string, call: ApiCall): string {
  const headers = [...shown(call)].map(([name, value]) => ` -H "${canonical(name)}: ${value}"`);
  return `curl -v -X${call.method} ${headers.join('')} '${urlOf(server, call)}'`;
}

/** At most so many characters of a body are shown; several lines stand below each other. */
function bodyText(body: string, level: number): string {
  const most = level >= 10 ? Infinity : level >= 9 ? 10_240 : 1024;
  const text = body.length > most ? `${body.slice(0, most)} [truncated ${body.length - most} chars]` : body;
  return text.includes('\n') ? `<\n${text.replace(/\n$/, '').replace(/^/gm, '\t')}\n >` : JSON.stringify(text);
}
