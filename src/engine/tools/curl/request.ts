import { toBytes } from '../http/bytes';
import type { CurlOptions } from './options';
import type { Url } from './url';

/** A request as it goes to the server, text still. */
export interface Request {
  readonly head: string;
  readonly body: string;
}

type Header = readonly [name: string, value: string];

/** Curl_http of lib/http.c: the request line and the headers in curl's order. */
export function requestOf(url: Url, options: CurlOptions, version: string): Request {
  const { flags } = options;
  const inUrl = flags.has('G');
  const posts = options.data !== undefined && !inUrl;
  const { upload } = options;
  const method = options.method ?? (upload ? 'PUT' : posts ? 'POST' : flags.has('I') ? 'HEAD' : 'GET');
  const body = upload?.content ?? (posts ? (options.data ?? '') : '');
  const early: readonly Header[] = [
    ['Host', url.portGiven ? `${url.host}:${url.port}` : url.host],
    ...optional('Authorization', options.user === undefined ? undefined : `Basic ${base64(options.user)}`),
    ...optional('Range', options.range === undefined ? undefined : `bytes=${options.range}`),
    ['User-Agent', options.userAgent],
    ['Accept', '*/*'],
    ...optional('Accept-Encoding', flags.has('compressed') ? 'deflate, gzip, br, zstd' : undefined),
    ...optional('Referer', options.referer),
    ...optional('Cookie', options.cookie),
  ];
  const late: readonly Header[] = upload
    ? [
        ['Content-Length', String(toBytes(body).length)],
        ['Expect', '100-continue'],
      ]
    : posts
      ? [
          ['Content-Length', String(toBytes(body).length)],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ]
      : [];
  const custom = new Map(options.headers.map((line) => [(line.split(/[:;]/)[0] ?? '').toLowerCase(), line]));
  const replaced = (list: readonly Header[]): string[] =>
    list
      .filter(([name]) => name === 'Host' || !custom.has(name.toLowerCase()))
      .map(([name, value]) => `${name}: ${name === 'Host' ? hostHeader(custom, value) : value}`);
  const added = options.headers.filter((line) => !/^host:/i.test(line) && !/:\s*$/.test(line));
  const place = upload && url.target.endsWith('/') ? `${url.target}${upload.name.replace(/^.*\//, '')}` : url.target;
  const target = inUrl && options.data !== undefined ? withQuery(url.target, options.data) : place;
  const lines = [`${method} ${target} ${version}`, ...replaced(early), ...added, ...replaced(late), '', ''];
  return { head: lines.join('\r\n'), body };
}

function optional(name: string, value: string | undefined): readonly Header[] {
  return value === undefined || value === '' ? [] : [[name, value]];
}

function withQuery(target: string, data: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}${data}`;
}

function hostHeader(custom: ReadonlyMap<string, string>, usual: string): string {
  return custom.get('host')?.replace(/^[^:]*:\s*/, '') ?? usual;
}

function base64(text: string): string {
  return btoa(toBytes(text));
}
