import { readRequest } from '../http/server';
import type { ServerHello } from '../http/tls';
import type { DaemonProgram } from './daemon';

/** What the programs of a cluster answer on ports of their own. */

export const HEALTH: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz']);
export const UNAUTHORIZED = [401, 'Unauthorized', 'Unauthorized'] as const;
export const FORBIDDEN = (path: string): readonly [number, string, string] => [
  403,
  'Forbidden',
  `${JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `forbidden: User "system:anonymous" cannot get path "${path}"`, reason: 'Forbidden', details: {}, code: 403 }, undefined, 2)}`, // prettier-ignore
];

/**
 * A component's own port, asked by somebody without a certificate: it says that it is well, and else that he may not ask. The handshake of TLS
 * comes before (tools/http/tls.ts); kubelets answer at 10248 without one.
 */
export function health(
  input: string,
  refusal: (path: string) => readonly [status: number, reason: string, body: string] | undefined,
): ReturnType<NonNullable<DaemonProgram['talk']>> {
  const read = readRequest(input);
  if (read === undefined) return undefined;
  if (read === 'bad') return { answer: 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n400 Bad Request', used: input.length, close: true }; // prettier-ignore
  const [status, reason, body] = refusal(read.head.target.split('?')[0] ?? '') ?? [200, 'OK', 'ok'];
  const head = [`HTTP/1.1 ${status} ${reason}`, 'Content-Type: text/plain; charset=utf-8', 'X-Content-Type-Options: nosniff', `Content-Length: ${body.length}`]; // prettier-ignore
  return { answer: `${head.join('\r\n')}\r\n\r\n${body}`, used: read.length };
}

/** What a program shows of itself to who speaks TLS: its certificates, and the protocol that both know. */
export function shown(chain: string, protocols: readonly string[] = []): Omit<ServerHello, 'version'> {
  const protocol = protocols.find((each) => each === 'h2' || each === 'http/1.1');
  return { chain, ...(protocol !== undefined && { protocol }) };
}
