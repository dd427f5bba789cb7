import { KERNEL_RELEASE } from '../../../kernel/release';
import { KernelError } from '../../../kernel/errno';
import { LAB_EPOCH_MS } from '../../../kernel/clock';
import type { World } from '../../../kernel/world';
import { nowHttp, type HttpAnswer, type HttpRequest } from '../../http/server';
import type { DaemonPlace, DaemonProgram, DaemonStart } from '../daemon';
import { accessTime } from '../texts';
import { NginxConfigError, readConfiguration } from './configuration';
import { serveSite, siteOf } from './site';

const MAIN = '/etc/nginx/nginx.conf';

/** nginx(8) of the official image, its entrypoint script included. */
export const nginx: DaemonProgram = { name: 'nginx', start, http, stop, stopStatus: 0 };

function start(place: DaemonPlace): DaemonStart | number {
  const { argv, world } = place;
  if (argv[0]?.endsWith('docker-entrypoint.sh') === true && argv[1] === 'nginx') entrypoint(place);
  let listeners: readonly number[];
  try {
    const site = siteOf(readConfiguration(place.files, MAIN));
    const wanted = new Map<string, { readonly port: number; readonly address: string }>();
    for (const { listens } of site.servers) {
      for (const { port, address } of listens) wanted.set(`${address} ${port}`, { port, address });
    }
    // A listener of both families would be in the way of another one for the same port.
    const ports = new Set([...wanted.values()].map(({ port }) => port));
    listeners = [...ports].map((port) => place.listen(port, addressFor([...wanted.values()].filter((each) => each.port === port)))); // prettier-ignore
  } catch (error) {
    if (error instanceof NginxConfigError) return refuse(place, `${error.message}\n`, 'emerg');
    if (error instanceof KernelError) return refuse(place, `bind() to 0.0.0.0:80 failed (98: Address already in use)\n`, 'emerg'); // prettier-ignore
    throw error;
  }
  const version = versionOf(place);
  const notice = (text: string): void => place.err(`${errorTime(world)} [notice] 1#1: ${text}\n`);
  notice('using the "epoll" event method');
  notice(`nginx/${version}`);
  notice('built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) ');
  notice(`OS: Linux ${KERNEL_RELEASE}`);
  notice('getrlimit(RLIMIT_NOFILE): 1048576:1048576');
  notice('start worker processes');
  notice('start worker process 29');
  notice('start worker process 30');
  return { listeners, settings: { version, requests: '0' } };
}

function addressFor(listens: readonly { readonly address: string }[]): string {
  const [only, ...more] = listens;
  return more.length > 0 || !only ? '::' : only.address;
}

function refuse({ world, err }: DaemonPlace, message: string, level: string): number {
  err(`${errorTime(world)} [${level}] 1#1: ${message}nginx: [${level}] ${message}`);
  return 1;
}

/** What /docker-entrypoint.sh of the official image prints. */
function entrypoint({ out, files }: DaemonPlace): void {
  const me = '/docker-entrypoint.sh: ';
  const conf = '/etc/nginx/conf.d/default.conf';
  const script = '10-listen-on-ipv6-by-default.sh: info: ';
  out(`${me}/docker-entrypoint.d/ is not empty, will attempt to perform configuration\n`);
  out(`${me}Looking for shell scripts in /docker-entrypoint.d/\n`);
  out(`${me}Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh\n`);
  if (files.isFile(conf)) {
    out(`${script}Getting the checksum of ${conf}\n`);
    out(`${script}Enabled listen on IPv6 in ${conf}\n`);
  } else out(`${script}${conf} is not a file or does not exist\n`);
  out(`${me}Sourcing /docker-entrypoint.d/15-local-resolvers.envsh\n`);
  out(`${me}Launching /docker-entrypoint.d/20-envsubst-on-templates.sh\n`);
  out(`${me}Launching /docker-entrypoint.d/30-tune-worker-processes.sh\n`);
  out(`${me}Configuration complete; ready for start up\n`);
}

function http(request: HttpRequest, place: DaemonPlace): HttpAnswer {
  const { world, files, out, err } = place;
  const version = versionOf(place);
  const { answer, error } = serveSite(siteOf(readConfiguration(files, MAIN)), request, files, version);
  const client = request.client;
  if (error !== undefined) {
    err(`${errorTime(world)} [error] 29#29: *1 ${error}, client: ${client}, server: localhost, request: "${request.line}", host: "${request.headers.get('host') ?? ''}"\n`); // prettier-ignore
  }
  const header = (name: string): string => request.headers.get(name) ?? '-';
  const sent =
    request.method === 'HEAD' ? 0 : Number(answer.headers.find(([name]) => name === 'Content-Length')?.[1] ?? 0);
  out(`${client} - - [${accessTime(world)}] "${request.line}" ${answer.status} ${sent} "${header('referer')}" "${header('user-agent')}" "${header('x-forwarded-for')}"\n`); // prettier-ignore
  const [type, length, ...more] = answer.headers;
  const first = [type, length].filter((pair) => pair !== undefined);
  const order = more.filter(([name]) => name === 'Last-Modified');
  const rest = more.filter(([name]) => name !== 'Last-Modified');
  return {
    ...answer,
    headers: [['Server', `nginx/${version}`], ['Date', nowHttp(world)], ...first, ...order, ['Connection', request.headers.get('connection') === 'close' ? 'close' : 'keep-alive'], ...rest], // prettier-ignore
  };
}

function stop({ world, err }: DaemonPlace): void {
  const notice = (process: string, text: string): void => err(`${errorTime(world)} [notice] ${process}: ${text}\n`);
  notice('1#1', 'signal 3 (SIGQUIT) received, shutting down');
  for (const worker of ['29#29', '30#30']) {
    notice(worker, 'gracefully shutting down');
    notice(worker, 'exiting');
    notice(worker, 'exit');
  }
  notice('1#1', 'signal 17 (SIGCHLD) received from 29');
  notice('1#1', 'worker process 29 exited with code 0');
  notice('1#1', 'worker process 30 exited with code 0');
  notice('1#1', 'exit');
}

function versionOf({ env }: DaemonPlace): string {
  return env.get('NGINX_VERSION') ?? '1.29.4';
}

/** 2026/01/01 00:00:00 */
function errorTime({ nowUs }: World): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000)).toISOString();
  return `${at.slice(0, 10).replaceAll('-', '/')} ${at.slice(11, 19)}`;
}
