import { KernelError, strerror } from '../../../../kernel/errno';
import type { ApiProxyState } from '../../../../kernel/service-records';
import { listenTcp, tcpSocket } from '../../../../kernel/tcp/calls';
import { parseIpv4 } from '../../../../packet/address';
import { parseIpv6 } from '../../../../packet/ipv6-address';
import { lookUp } from '../../../resolver/lookup';
import { becomeService, servicePid } from '../../../services/start';
import { CommandError } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import { klogLine } from '../../klog';
import { hostOf } from '../../transport/tcp';

const DEFAULT_PORT = '8001';

/** `kubectl proxy` (pkg/cmd/proxy): listens, and carries requests to the API server as a service (serve.ts). */
export async function runProxy(k: Invocation): Promise<number> {
  const { process } = k;
  const { server } = k.client.server;
  const filter = filterOf(k);
  if (k.text('unix-socket') !== '') {
    if (k.text('port') !== DEFAULT_PORT) throw new CommandError('cannot set --unix-socket and --port at the same time');
    throw new CommandError('cka-net: kubectl proxy --unix-socket is not simulated yet');
  }
  if (k.text('www') !== '') throw new CommandError('cka-net: kubectl proxy --www is not simulated yet');
  const { host, port, authority } = hostOf(server);
  const found = await lookUp(process, host);
  if (found.type === 'error') throw new CommandError(`lookup ${host}: no such host`);
  const pid = servicePid(process);
  const listener = listen(k, pid);
  const own = tcpSocket(process.world, listener);
  k.out(`Starting to serve on ${k.text('address')}:${own.port}\n`);
  const prefix = k.text('api-prefix');
  return becomeService(process, pid, {
    kind: 'api-proxy',
    listener,
    server: { address: found.address, port, authority },
    headers: [...k.client.credentials],
    prefix: prefix.endsWith('/') ? prefix : `${prefix}/`,
    filter,
    connections: [],
  });
}

function listen(k: Invocation, pid: number): number {
  const { process } = k;
  const text = k.text('address');
  const port = Number(k.text('port'));
  const address = parseIpv4(text) ?? parseIpv6(text);
  if (address === undefined) throw new CommandError(`listen tcp: lookup ${text}: no such host`);
  try {
    return listenTcp(process.world, process.netns, {
      address,
      port,
      backlog: 4096,
      program: { pid, name: 'kubectl' },
    });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new CommandError(`listen tcp ${text}:${port}: bind: ${strerror(error.errno).toLowerCase()}`);
  }
}

function filterOf(k: Invocation): ApiProxyState['filter'] {
  const warn = (words: string): void => k.err(klogLine(k.process.world.nowUs, 'W', 'proxy.go:177', words));
  if (k.bool('disable-filter')) {
    warn('Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious');
    return undefined;
  }
  if (k.text('reject-paths') === '' || k.text('reject-methods') === '')
    warn('Request filter has been relaxed, your proxy may be vulnerable to attacks, please be cautious');
  const expressions = (flag: string): readonly string[] => {
    const text = k.text(flag);
    const parts = text === '' ? [] : text.split(',');
    for (const part of parts) {
      try {
        new RegExp(part);
      } catch {
        throw new CommandError(`Error compiling re: error parsing regexp: ${part}`);
      }
    }
    return parts;
  };
  return {
    acceptPaths: expressions('accept-paths'),
    rejectPaths: expressions('reject-paths'),
    acceptHosts: expressions('accept-hosts'),
    rejectMethods: expressions('reject-methods'),
  };
}
