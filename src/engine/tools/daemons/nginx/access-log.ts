import type { World } from '../../../kernel/world';
import { endpoint } from '../../../packet/ipv6-address';
import type { HttpAnswer } from '../../http/server';
import { byteLength } from '../../http/server';
import type { UpstreamOutcome } from '../daemon';
import { accessTime } from '../texts';
import type { Directive } from './configuration';
import { expand, type RequestState } from './variables';

/** ngx_http_log_module: lines of access logs by their `log_format`. */

const COMBINED = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'; // prettier-ignore

/** The format that `access_log` of these directives asks for; undefined when it is off. */
export function logFormat(http: readonly Directive[]): string | undefined {
  const [, path, wanted = 'combined'] = http.findLast(({ words }) => words[0] === 'access_log')?.words ?? [];
  if (path === 'off') return undefined;
  const format = http.find(({ words }) => words[0] === 'log_format' && words[1] === wanted)?.words.slice(2);
  return format?.filter((word) => !word.startsWith('escape=')).join('') ?? COMBINED;
}

/** One line of an access log. A variable without a value is a dash. */
export function logLine(
  world: World,
  format: string,
  state: RequestState,
  answer: HttpAnswer,
  outcome: UpstreamOutcome | undefined,
): string {
  const { request } = state;
  const sent = request.method === 'HEAD' ? 0 : byteLength(answer.body);
  const tried = outcome ? [...outcome.failures.map(({ server }) => server), ...(outcome.response && outcome.server ? [outcome.server] : [])] : []; // prettier-ignore
  const each = (value: (last: boolean) => string): string =>
    tried.map((_server, index) => value(index === tried.length - 1 && outcome?.response !== undefined)).join(', ');
  const elapsed = ((outcome?.elapsedUs ?? 0) / 1_000_000).toFixed(3);
  const values = new Map([
    ['remote_user', ''],
    ['time_local', accessTime(world)],
    ['status', String(answer.status)],
    ['body_bytes_sent', String(sent)],
    ['bytes_sent', String(sent)],
    ['request_time', elapsed],
    ['request_length', String(request.line.length + request.rawHeaders.reduce((sum, [name, text]) => sum + name.length + text.length + 4, 4) + request.body.length)], // prettier-ignore
    ['upstream_addr', tried.map(({ address, port }) => endpoint(address, port)).join(', ')],
    ['upstream_status', each((answered) => String(answered ? (outcome?.response?.status ?? 502) : 502))],
    [
      'upstream_response_length',
      each((answered) => (answered ? String(byteLength(outcome?.response?.body ?? '')) : '0')),
    ],
    ['upstream_response_time', each((answered) => (answered ? elapsed : '0.000'))],
  ]);
  const withValues = { ...state, own: new Map([...state.own, ...values]) };
  const line = format.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole) => {
    const text = expand(whole, withValues);
    return text === whole || text === '' ? '-' : text;
  });
  return `${line}\n`;
}
