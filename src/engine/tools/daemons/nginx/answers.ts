import type { HttpAnswer } from '../../http/server';
import { byteLength } from '../../http/server';

/** Reasons as src/http/ngx_http_header_filter_module.c has them. */
export const REASONS: ReadonlyMap<number, string> = new Map([[200, 'OK'], [201, 'Created'], [202, 'Accepted'], [204, 'No Content'], [206, 'Partial Content'], [301, 'Moved Permanently'], [302, 'Moved Temporarily'], [303, 'See Other'], [304, 'Not Modified'], [307, 'Temporary Redirect'], [308, 'Permanent Redirect'], [400, 'Bad Request'], [401, 'Unauthorized'], [402, 'Payment Required'], [403, 'Forbidden'], [404, 'Not Found'], [405, 'Not Allowed'], [406, 'Not Acceptable'], [408, 'Request Time-out'], [409, 'Conflict'], [413, 'Request Entity Too Large'], [414, 'Request-URI Too Large'], [415, 'Unsupported Media Type'], [421, 'Misdirected Request'], [429, 'Too Many Requests'], [500, 'Internal Server Error'], [501, 'Not Implemented'], [502, 'Bad Gateway'], [503, 'Service Temporarily Unavailable'], [504, 'Gateway Time-out'], [505, 'HTTP Version Not Supported']]); // prettier-ignore

/** src/http/ngx_http_special_response.c; `name` is `nginx/1.29.4`, or `nginx` with `server_tokens off`. */
export function errorAnswer(status: number, name: string): HttpAnswer {
  const title = `${status} ${REASONS.get(status) ?? ''}`.trimEnd();
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>\r\n`;
  return { status, reason: REASONS.get(status) ?? '', headers: [['Content-Type', 'text/html'], ['Content-Length', String(body.length)]], body }; // prettier-ignore
}

export function redirectAnswer(status: number, location: string, name: string): HttpAnswer {
  const answer = errorAnswer(status, name);
  return { ...answer, headers: [...answer.headers, ['Location', location]] };
}

/** An answer of text, as `return 200 "text"` gives it. */
export function textAnswer(status: number, type: string, text: string): HttpAnswer {
  return { status, reason: REASONS.get(status) ?? '', headers: [['Content-Type', type], ['Content-Length', String(byteLength(text))]], body: text }; // prettier-ignore
}
