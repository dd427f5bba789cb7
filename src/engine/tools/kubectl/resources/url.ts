import { documentAt, OUTSIDE, webDocument } from '../../http/internet';
import type { Resolution } from '../../resolver/getaddrinfo';
import { lookUp } from '../../resolver/lookup';
import type { Process } from '../../tool';
import type { ApiReply } from '../api/transport';
import { CommandError, ConnectionError } from '../errors/errors';
import { connectByTcp } from '../transport/tcp';

/** A manifest at a URL: in the web outside the lab, or on a server in it (cli-runtime: readHttpWithRetries). */
export async function readUrl(
  process: Process,
  source: string,
): Promise<{ readonly text: string } | { readonly error: Error }> {
  const outside = webDocument(process, source);
  if (outside?.note !== undefined) process.err(`cka-net: ${outside.note}\n`);
  if (outside?.status === 200) return { text: outside.body };
  if (outside) return { error: refused(source, 404) };
  const host = /^https?:\/\/(\[[^\]]+\]|[^/:?]+)/.exec(source)?.[1] ?? source;
  const known = await lookUp(process, host.replace(/^\[|\]$/g, ''));
  // Of the servers of https, the lab has those of the web outside.
  if (known.type === 'error' || (source.startsWith('https:') && known.address !== OUTSIDE))
    return { error: new ConnectionError('GET', source, `dial tcp: lookup ${host}${lookupProblem(process, known)}`) };
  const [, server = source, path = '/', search = ''] = /^(https?:\/\/[^/?]+)([^?]*)(?:\?(.*))?$/.exec(source) ?? [];
  let reply: ApiReply;
  try {
    reply = await connectByTcp(process, { server, timeoutMs: 0 }).request({
      method: 'GET',
      path: path === '' ? '/' : path,
      query: [...new URLSearchParams(search)],
      headers: new Map([['user-agent', 'Go-http-client/1.1']]),
      body: '',
    });
  } catch (error) {
    if (error instanceof ConnectionError) return { error };
    throw error;
  }
  if (reply.status !== 200) return { error: refused(source, reply.status) };
  const note = documentAt(process, source)?.note;
  if (note !== undefined) process.err(`cka-net: ${note}\n`);
  return { text: reply.body };
}

/** Why Go's resolver does not know a name. */
function lookupProblem({ files }: Process, known: Resolution): string {
  const text = files.exists('/etc/resolv.conf') ? files.read('/etc/resolv.conf') : '';
  const server = /^nameserver\s+(\S+)/m.exec(text)?.[1];
  if (server === undefined) return ': Temporary failure in name resolution';
  const silent = known.type === 'error' && known.error === 'EAI_AGAIN';
  return ` on ${server}:53: ${silent ? 'server misbehaving' : 'no such host'}`;
}

const REASONS: ReadonlyMap<number, string> = new Map([
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [500, 'Internal Server Error'],
]);

function refused(source: string, status: number): CommandError {
  const reason = REASONS.get(status) ?? '';
  return new CommandError(
    `unable to read URL ${JSON.stringify(source)}, server reported ${status} ${reason}, status code=${status}`,
  );
}
