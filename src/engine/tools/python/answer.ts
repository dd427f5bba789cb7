import type { ServiceRecord } from '../../kernel/service-records';
import type { World } from '../../kernel/world';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { fromBytes, toBytes } from '../http/bytes';
import { readRequestLine } from './request-line';
import { errorPage, escapeHtml, httpDate } from './texts';

/** What the server sends for a request, one character per byte, and the lines it logs. */
export interface Answer {
  readonly response: string;
  readonly log: readonly string[];
}

/** mimetypes.guess_type for what labs serve. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'], ['htm', 'text/html'], ['txt', 'text/plain'], ['c', 'text/plain'], ['css', 'text/css'], ['csv', 'text/csv'],
  ['js', 'text/javascript'], ['json', 'application/json'], ['xml', 'text/xml'], ['py', 'text/x-python'], ['sh', 'application/x-sh'],
  ['md', 'text/markdown'], ['png', 'image/png'], ['jpg', 'image/jpeg'], ['gif', 'image/gif'], ['svg', 'image/svg+xml'],
  ['pdf', 'application/pdf'], ['tar', 'application/x-tar'], ['zip', 'application/zip'], ['gz', 'application/gzip'],
]); // prettier-ignore

const NOT_FOUND = 'Nothing matches the given URI';

/** BaseHTTPRequestHandler.handle_one_request and SimpleHTTPRequestHandler.do_GET. */
export function answer(world: World, { host, netns }: ServiceRecord, directory: string, request: string): Answer {
  const line = fromBytes(request.replace(/\r?\n.*$/s, ''));
  const read = readRequestLine(line);
  if (!read) return { response: '', log: [] };
  if ('code' in read) return new Reply(world, line, false, read.bare).error(read.code, read.message, read.explanation);
  const { method, target, bare } = read;
  const reply = new Reply(world, line, method === 'HEAD', bare);
  if (method !== 'GET' && method !== 'HEAD')
    return reply.error(501, `Unsupported method ('${method}')`, 'Server does not support this operation');
  const files = new HostFileSystem(world, () => ({ host, netns }));
  const [path = '', query] = target.replace(/#.*$/s, '').split(/\?(.*)/s);
  const decoded = decodePath(path);
  const full = translate(directory, decoded);
  const node = files.lookup(full);
  if (node?.type !== 'directory') {
    if (node?.type !== 'file' || decoded.endsWith('/')) return reply.error(404, 'File not found', NOT_FOUND);
    return file(reply, files, full);
  }
  if (!path.endsWith('/')) {
    return reply.send(
      301,
      'Moved Permanently',
      [
        ['Location', `${path}/${query === undefined ? '' : `?${query}`}`],
        ['Content-Length', '0'],
      ],
      '',
    );
  }
  const index = ['index.html', 'index.htm'].map((name) => join(full, name)).find((name) => files.isFile(name));
  if (index !== undefined) return file(reply, files, index);
  const page = toBytes(listing(files, full, decoded));
  return reply.send(
    200,
    'OK',
    [
      ['Content-type', 'text/html; charset=utf-8'],
      ['Content-Length', String(page.length)],
    ],
    page,
  );
}

function file(reply: Reply, files: HostFileSystem, path: string): Answer {
  const content = files.read(path);
  const node = files.lookup(path);
  const body =
    typeof content === 'string' ? toBytes(content) : Array.from(content, (byte) => String.fromCharCode(byte)).join('');
  const type = TYPES.get(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '') ?? 'application/octet-stream';
  const modified = node?.type === 'file' ? node.mtimeUs : 0;
  return reply.send(
    200,
    'OK',
    [
      ['Content-type', type],
      ['Content-Length', String(body.length)],
      ['Last-Modified', httpDate(modified)],
    ],
    body,
  );
}

class Reply {
  constructor(
    private readonly world: World,
    private readonly line: string,
    private readonly headOnly: boolean,
    private readonly bare: boolean,
  ) {}

  send(
    code: number,
    reason: string,
    headers: readonly (readonly [string, string])[],
    body: string,
    before: readonly string[] = [],
  ): Answer {
    const all = [['Server', 'SimpleHTTP/0.6 Python/3.11.2'], ['Date', httpDate(this.world.nowUs)], ...headers];
    const head = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const shown = this.bare ? '' : `HTTP/1.0 ${code} ${reason}\r\n${toBytes(head)}\r\n`;
    const response = `${shown}${this.headOnly ? '' : body}`;
    return { response, log: [...before, `"${this.line}" ${code} -`] };
  }

  error(code: number, message: string, explanation: string): Answer {
    const body = toBytes(errorPage(code, message, explanation));
    const headers = [
      ['Connection', 'close'],
      ['Content-Type', 'text/html;charset=utf-8'],
      ['Content-Length', String(body.length)],
    ] as const;
    return this.send(code, message, headers, body, [`code ${code}, message ${message}`]);
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** SimpleHTTPRequestHandler.translate_path: nothing leads out of the directory. */
function translate(directory: string, path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .reduce(join, directory);
}

function join(directory: string, name: string): string {
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;
}

/** SimpleHTTPRequestHandler.list_directory. */
function listing(files: HostFileSystem, directory: string, path: string): string {
  const names = files.list(directory).sort((a, b) => compare(a.toLowerCase(), b.toLowerCase()));
  const items = names.map((name) => {
    const full = join(directory, name);
    const folder = files.lookup(full)?.type === 'directory' ? '/' : '';
    const link = files.lookupNoFollow(full)?.type === 'symlink';
    return `<li><a href="${quote(name)}${folder}">${escapeHtml(name)}${link ? '@' : folder}</a></li>\n`;
  });
  const title = `Directory listing for ${escapeHtml(path)}`;
  return `<!DOCTYPE HTML>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
<hr>
<ul>
${items.join('')}</ul>
<hr>
</body>
</html>
`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** urllib.parse.quote. */
function quote(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
