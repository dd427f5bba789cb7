import { KernelError, strerror } from '../../../kernel/errno';
import type { HostId } from '../../../kernel/records';
import { runUntil } from '../../../kernel/run';
import { connectTcp, tcpSocket, writeTcp } from '../../../kernel/tcp/calls';
import type { World } from '../../../kernel/world';
import { parseIpv4 } from '../../../packet/address';
import type { IpAddress } from '../../../packet/ipv6-address';
import type { EndpointSlice, Pod, Service } from '../../objects/kinds';
import { ApiError, notFound } from '../api-error';
import { jsonAnswer, pageNotFound, textAnswer } from '../http/answer';
import type { ApiAnswer, ApiRequest } from '../request';
import { readIndexed, readObject } from '../store';

/** `pods/proxy`, `services/proxy` and `nodes/proxy`: a request passed on (pkg/registry/core/{pod,service,node}/rest/proxy.go). Throws ApiError. */

/** How long the API server waits for who is behind. */
const PATIENCE_US = 30_000_000;
const MOST_EVENTS = 200_000;

interface Behind {
  readonly ip: string;
  readonly port: number;
}

export function proxied(
  world: World,
  plural: string,
  namespace: string,
  given: string,
  path: string,
  request: ApiRequest,
): ApiAnswer {
  const { name, port } = partsOf(given);
  if (plural === 'nodes') return ofKubelet(world, name, path);
  const behind = plural === 'pods' ? podBehind(world, namespace, name, port) : serviceBehind(world, namespace, name, port); // prettier-ignore
  return exchange(world, behind, path, request);
}

/** `[scheme:]name[:port]` (utilnet.SplitSchemeNamePort). */
function partsOf(given: string): { readonly name: string; readonly port: string } {
  const parts = given.split(':');
  const [name = '', port = ''] = parts.length === 3 ? parts.slice(1) : parts;
  return { name, port };
}

function podBehind(world: World, namespace: string, name: string, port: string): Behind {
  const pod: Pod | undefined = readObject(world, 'pods', namespace, name);
  if (!pod) throw notFound({ group: '', plural: 'pods' }, name);
  const first = pod.spec?.containers.flatMap(({ ports = [] }) => ports)[0]?.containerPort ?? 80;
  return { ip: pod.status?.podIP ?? '', port: port === '' ? first : Number(port) };
}

function serviceBehind(world: World, namespace: string, name: string, port: string): Behind {
  const service: Service | undefined = readObject(world, 'services', namespace, name);
  if (!service) throw notFound({ group: '', plural: 'services' }, name);
  let wanted = port;
  if (/^\d+$/.test(port)) {
    const found = service.spec?.ports?.find((one) => one.port === Number(port));
    if (!found) throw unavailable(`no service port ${port} found for service "${name}"`);
    wanted = found.name ?? '';
  }
  const label = `${namespace}/kubernetes.io/service-name=${name}`;
  const slices = readIndexed(world, 'endpointslices.discovery.k8s.io', 'label', label) as unknown as readonly EndpointSlice[]; // prettier-ignore
  const places = slices.flatMap(({ endpoints, ports = [] }) => {
    const to = ports.find((one) => (one.name ?? '') === wanted)?.port;
    const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false);
    return to === undefined ? [] : ready.flatMap(({ addresses }) => addresses.map((ip) => ({ ip, port: to })));
  });
  const chosen = places[world.random() % Math.max(1, places.length)];
  if (!chosen) throw unavailable(`no endpoints available for service "${name}"`);
  return chosen;
}

/** What a kubelet answers by itself. */
function ofKubelet(world: World, node: string, path: string): ApiAnswer {
  if (!readObject(world, 'nodes', '', node)) throw notFound({ group: '', plural: 'nodes' }, node);
  if (path === 'healthz') return textAnswer(200, 'ok');
  if (path === 'pods')
    return jsonAnswer(200, { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: readIndexed(world, 'pods', 'node', node) }); // prettier-ignore
  return pageNotFound();
}

/**
 * Asks by packets from the control plane's host. It is done on a fork, since a request to the API server is answered at once: what the server behind
 * writes down of it is lost.
 */
function exchange(world: World, { ip, port }: Behind, path: string, request: ApiRequest): ApiAnswer {
  const address = parseIpv4(ip);
  const [host] = world.nodes.keys();
  if (address === undefined || host === undefined) throw unavailable('error trying to reach service: no such host');
  const fork = world.fork();
  const untilUs = fork.nowUs + PATIENCE_US;
  const failed = (why: string): ApiError =>
    unavailable(`error trying to reach service: dial tcp ${ip}:${port}: ${why}`);
  const socket = connected(fork, host, { address, port }, untilUs, failed);
  const query = request.query.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&'); // prettier-ignore
  const body = Array.from(new TextEncoder().encode(request.body), (byte) => String.fromCharCode(byte)).join('');
  const length = body === '' ? '' : `Content-Length: ${body.length}\r\n`;
  const target = `/${path}${query === '' ? '' : `?${query}`}`;
  writeTcp(fork, socket, `${request.method} ${target} HTTP/1.1\r\nHost: ${ip}:${port}\r\nUser-Agent: ${request.headers.get('user-agent') ?? ''}\r\nX-Forwarded-Uri: ${target}\r\n${length}Accept: */*\r\nConnection: close\r\n\r\n${body}`); // prettier-ignore
  const over = (): boolean => !fork.sockets.has(socket) || tcpSocket(fork, socket).ended || tcpSocket(fork, socket).error !== undefined; // prettier-ignore
  runUntil(fork, over, untilUs, MOST_EVENTS);
  const inbox = fork.sockets.has(socket) ? tcpSocket(fork, socket).inbox : '';
  const [, status = '', head = '', content = ''] = /^HTTP\/1\.[01] (\d{3})[^\r\n]*\r\n([^]*?)\r\n\r\n([^]*)$/.exec(inbox) ?? []; // prettier-ignore
  if (status === '') throw unavailable('error trying to reach service: EOF');
  const type = /^content-type: *(.*)$/im.exec(head)?.[1]?.trim() ?? 'text/plain';
  const chunked = /^transfer-encoding: *chunked/im.test(head);
  const text = new TextDecoder().decode(bytesOf(chunked ? unchunked(content) : content));
  return { kind: 'answer', status: Number(status), headers: new Map([['content-type', type]]), body: text };
}

function connected(
  fork: World,
  host: HostId,
  to: { readonly address: IpAddress; readonly port: number },
  untilUs: number,
  failed: (why: string) => ApiError,
): number {
  try {
    const socket = connectTcp(fork, fork.host(host).rootNetns, to);
    const waits = (): boolean => tcpSocket(fork, socket).state === 'SYN-SENT' && tcpSocket(fork, socket).error === undefined; // prettier-ignore
    runUntil(fork, () => !waits(), untilUs, MOST_EVENTS);
    const { error, state } = tcpSocket(fork, socket);
    if (error !== undefined) throw failed(`connect: ${strerror(error).toLowerCase()}`);
    if (state === 'SYN-SENT') throw failed('i/o timeout');
    return socket;
  } catch (error) {
    if (error instanceof KernelError) throw failed(`connect: ${strerror(error.errno).toLowerCase()}`);
    throw error;
  }
}

/** A character a byte. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);
}

function unchunked(content: string): string {
  let text = '';
  let at = 0;
  for (;;) {
    const line = content.indexOf('\r\n', at);
    const size = Number.parseInt(content.slice(at, line), 16);
    if (line < 0 || !(size > 0)) return text;
    text += content.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}
