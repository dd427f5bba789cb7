import type { ApiAnswer } from '../request';
import type { ApiError } from '../api-error';

const JSON_TYPE: readonly [string, string] = ['content-type', 'application/json'];

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  body: unknown,
  more: readonly (readonly [string, string])[] = [],
): ApiAnswer {
  return writtenAnswer(status, JSON.stringify(body), more);
}

/** The same for JSON that is text already. */
export function writtenAnswer(
  status: number,
  json: string,
  more: readonly (readonly [string, string])[] = [],
): ApiAnswer {
  return {
    kind: 'answer',
    status,
    headers: new Map([['cache-control', 'no-cache, private'], JSON_TYPE, ...more]),
    body: `${json}\n`,
  };
}

export function textAnswer(status: number, body: string): ApiAnswer {
  return {
    kind: 'answer',
    status,
    headers: new Map([
      ['cache-control', 'no-cache, private'],
      ['content-type', 'text/plain; charset=utf-8'],
      ['x-content-type-options', 'nosniff'],
    ]),
    body,
  };
}

/** What the server says to a path that nobody serves. */
export function pageNotFound(): ApiAnswer {
  return textAnswer(404, '404 page not found\n');
}

/** A refusal as an answer. */
export function errorAnswer(error: ApiError): ApiAnswer {
  const more: (readonly [string, string])[] =
    error.details?.retryAfterSeconds === undefined ? [] : [['retry-after', String(error.details.retryAfterSeconds)]];
  return jsonAnswer(error.code, error.status, more);
}
