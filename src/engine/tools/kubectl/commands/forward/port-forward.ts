import { KernelError, strerror } from '../../../../kernel/errno';
import type { PortForwardState } from '../../../../kernel/service-records';
import { closeTcp, listenTcp, tcpSocket } from '../../../../kernel/tcp/calls';
import { parseIpv4 } from '../../../../packet/address';
import { endpoint, parseIpv6 } from '../../../../packet/ipv6-address';
import { becomeService, servicePid } from '../../../services/start';
import { CommandError, throwAll } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import { textAt, type ApiObject } from '../../json/types';
import { select } from '../../resources/select';
import { podsOf } from '../streams/pods';
import { forwardedPorts, listenAddresses, portsText, type Forwarded } from './ports';

/** `kubectl port-forward`: listens here and goes on as a service, which carries connections to the Pod (serve.ts). */
export async function runPortForward(k: Invocation): Promise<number> {
  const [name = '', ...words] = k.args;
  if (words.length === 0) throw k.usage('TYPE/NAME and list of ports are required for port-forward');
  const { infos, errors } = await select(k, {
    args: name.includes('/') ? [name] : ['pods', name],
    flatten: true,
    continueOnError: true,
  });
  throwAll(errors);
  const [info] = infos;
  if (!info) throw new CommandError('pod name or resource type/name must be specified');
  const pod = info.mapping.kind === 'Pod' ? info.object : await firstPod(k, info);
  const ports = forwardedPorts(words, { ...info.object, kind: info.mapping.kind }, pod);
  const phase = textAt(pod, 'status', 'phase');
  if (phase !== 'Running')
    throw new CommandError(`unable to forward port because pod is not running. Current status=${phase}`);
  const addresses = listenAddresses(k.flags.list('address'));
  const path = `/api/v1/namespaces/${textAt(pod, 'metadata', 'namespace')}/pods/${textAt(pod, 'metadata', 'name')}/portforward`;
  const granted = await k.client.grant(path, []);
  if (granted?.netns === undefined)
    throw new CommandError('cka-net: kubectl port-forward is not simulated over this connection');
  const { netns, sandbox = '' } = granted;
  const pid = servicePid(k.process);
  const listeners = ports.flatMap((port) => listen(k, port, addresses, pid));
  if (listeners.length === 0)
    throw new CommandError(`unable to listen on any of the requested ports: ${portsText(ports)}`);
  return becomeService(k.process, pid, {
    kind: 'port-forward',
    listeners,
    pod: { netns, sandbox },
    connections: [],
  });
}

async function firstPod(k: Invocation, info: Parameters<typeof podsOf>[1]): Promise<ApiObject> {
  const deadlineUs = k.process.world.nowUs + k.flags.duration('pod-running-timeout') * 1000;
  for (;;) {
    const [first] = await podsOf(k, info);
    if (first) return first;
    if (k.process.world.nowUs >= deadlineUs || k.process.signal.aborted)
      throw new CommandError('timed out waiting for the condition');
    await k.process.wait(() => false, k.process.world.nowUs + 1_000_000);
  }
}

/** listenOnPort: every address of --address; one of localhost's two is enough. */
function listen(
  k: Invocation,
  { local, remote }: Forwarded,
  addresses: ReturnType<typeof listenAddresses>,
  pid: number,
): PortForwardState['listeners'] {
  const opened: { readonly socket: number; readonly local: number; readonly remote: number }[] = [];
  const problems: string[] = [];
  let port = local;
  let missing = false;
  for (const { address, all } of addresses) {
    const found = open(k, address, port, pid);
    if (typeof found === 'string') {
      problems.push(`unable to create listener: Error listen ${address.includes(':') ? 'tcp6' : 'tcp4'} ${found}`);
      missing ||= !all;
      continue;
    }
    ({ port } = tcpSocket(k.process.world, found));
    k.out(`Forwarding from ${endpointText(address, port)} -> ${remote}\n`);
    opened.push({ socket: found, local: port, remote });
  }
  const none = addresses.some(({ all }) => all) && opened.length === 0;
  if (!missing && !none) return opened;
  for (const { socket } of opened) closeTcp(k.process.world, socket);
  k.err(
    `Unable to listen on port ${port}: Listeners failed to create with the following errors: [${problems.join(' ')}]\n`,
  );
  return [];
}

function endpointText(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function open({ process }: Invocation, text: string, port: number, pid: number): number | string {
  const address = parseIpv4(text) ?? parseIpv6(text);
  if (address === undefined) return `${text} is not a valid IP`;
  try {
    return listenTcp(process.world, process.netns, {
      address,
      port,
      backlog: 4096,
      program: { pid, name: 'kubectl' },
      ...(typeof address === 'string' && { v6only: true as const }),
    });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return `${endpoint(address, port)}: bind: ${strerror(error.errno).toLowerCase()}`;
  }
}
