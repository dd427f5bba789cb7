import type { ProxyQuestion } from '../../../kernel/cluster-records';
import { beginPacket, trace } from '../../../kernel/trace';
import type { HttpRequest } from '../../http/server';
import type { DaemonPlace } from '../daemon';

/** Notes in the packet walk what a proxy of the cluster makes of a request; costs nothing while nobody records. */
export function noteRequest(
  place: DaemonPlace,
  request: HttpRequest,
  outcome: Pick<ProxyQuestion, 'variables' | 'servers' | 'failure' | 'status'>,
): void {
  note(place, () => ({
    scheme: request.tls ? 'https' : 'http',
    method: request.method,
    authority: request.headers.get('host') ?? '',
    target: request.target,
    port: request.localPort,
    request,
    ...outcome,
  }));
}

/** The same of a name that a client asks for by TLS. */
export function noteHello(place: DaemonPlace, serverName: string, port: number): void {
  note(place, () => ({
    hello: true,
    scheme: 'https',
    ...{ method: '', authority: serverName, target: '/', port, variables: new Map<string, string>() },
    request: { method: '', headers: new Map<string, string>() },
  }));
}

function note(
  { world, host, netns, argv }: DaemonPlace,
  question: () => Omit<ProxyQuestion, 'host' | 'program'>,
): void {
  // prettier-ignore
  if (!world.recorder || !world.clusterBehaviour?.proxied) return;
  const program = world.services.get(world.container(host).pid ?? -1)?.state;
  const file = program?.kind === 'daemon' ? program.program : (argv[0] ?? '');
  const facts = world.clusterBehaviour.proxied(world, { host, program: file, ...question() });
  if (!facts) return;
  const packetId = beginPacket(world, () => `${facts.what}: ${facts.request}`);
  trace(world, packetId, netns, undefined, () => ({ type: 'proxy', facts }));
}
