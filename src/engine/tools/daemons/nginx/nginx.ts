import { KERNEL_RELEASE } from '../../../kernel/release';
import { randomHex } from '../../../kernel/containers/node';
import { KernelError } from '../../../kernel/errno';
import { LAB_EPOCH_MS } from '../../../kernel/clock';
import type { World } from '../../../kernel/world';
import type { Upstream } from '../../../kernel/service-records';
import { endpoint } from '../../../packet/ipv6-address';
import { nowHttp, type HttpAnswer, type HttpRequest } from '../../http/server';
import type { DaemonPlace, DaemonProgram, DaemonStart, PassOn, UpstreamOutcome } from '../daemon';
import { logFormat, logLine } from './access-log';
import { errorAnswer } from './answers';
import { NginxConfigError, readConfiguration } from './configuration';
import { noteRequest } from './note';
import { passedBack, upstreamErrors } from './proxy';
import { siteOf, type Site } from './servers';
import { errorPage, serveSite, type PassedPlan } from './site';
import { shownBy, speaksHttp2 } from './tls';
import { newRequest, type RequestState } from './variables';

const MAIN = '/etc/nginx/nginx.conf';

/** nginx(8) of the official image, its entrypoint script included. */
export const nginx: DaemonProgram = {
  name: 'nginx',
  start,
  http,
  answered,
  http2: (localPort, place) => speaksHttp2(siteOf(readConfiguration(place.files, MAIN)), localPort),
  tls: (hello, localPort, place) => shownBy(siteOf(readConfiguration(place.files, MAIN)), hello, localPort, place),
  stop,
  stopStatus: 0,
};

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
  const begin = `${errorTime(world)} [notice] 1#1: `;
  const notices = [
    'using the "epoll" event method',
    `nginx/${version}`,
    'built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) ',
    `OS: Linux ${KERNEL_RELEASE}`,
    'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    'start worker processes',
    'start worker process 29',
    'start worker process 30',
  ];
  place.err(notices.map((text) => `${begin}${text}\n`).join(''));
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
  const found = files.isFile(conf)
    ? `${script}Getting the checksum of ${conf}\n${script}Enabled listen on IPv6 in ${conf}\n`
    : `${script}${conf} is not a file or does not exist\n`;
  out(
    `${me}/docker-entrypoint.d/ is not empty, will attempt to perform configuration\n` +
      `${me}Looking for shell scripts in /docker-entrypoint.d/\n` +
      `${me}Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh\n` +
      found +
      `${me}Sourcing /docker-entrypoint.d/15-local-resolvers.envsh\n` +
      `${me}Launching /docker-entrypoint.d/20-envsubst-on-templates.sh\n` +
      `${me}Launching /docker-entrypoint.d/30-tune-worker-processes.sh\n` +
      `${me}Configuration complete; ready for start up\n`,
  );
}

function http(request: HttpRequest, place: DaemonPlace): HttpAnswer | PassOn {
  return serve(request, place, siteOf(readConfiguration(place.files, MAIN)), headed);
}

function answered(request: HttpRequest, outcome: UpstreamOutcome, place: DaemonPlace): HttpAnswer {
  return passBack(request, outcome, place, siteOf(readConfiguration(place.files, MAIN)), headed);
}

/** Puts the headers of nginx itself around an answer. */
type Decorate = (
  request: HttpRequest,
  place: DaemonPlace,
  site: Site,
  answer: HttpAnswer,
  early: readonly string[],
) => HttpAnswer;

/** A request comes: an answer, logged, or the servers that it is passed on to. */
export function serve(request: HttpRequest, place: DaemonPlace, site: Site, decorate: Decorate): HttpAnswer | PassOn {
  const {
    answer,
    error,
    state,
    early = [],
  } = serveSite(site, request, {
    files: place.files,
    name: signature(place, site),
    groups: groupsOf(place),
    own: new Map([
      ['request_id', randomHex(place.world, 32)],
      ['request_share', String(place.world.random() / 2 ** 32)],
    ]),
    turn: (group) => {
      const turn = Number(place.settings[`turn ${group}`] ?? 0);
      place.remember(`turn ${group}`, String(turn + 1));
      return turn;
    },
  });
  if (error !== undefined) logError(place, error, request);
  if ('passOn' in answer) {
    noteRequest(place, request, { variables: state.own, servers: answer.passOn.servers });
    return answer;
  }
  noteRequest(place, request, { variables: state.own, status: answer.status });
  return logged(place, site, state, decorate(request, place, site, answer, early));
}

/** What a request that was passed on is answered with. */
export function passBack(
  request: HttpRequest,
  outcome: UpstreamOutcome,
  place: DaemonPlace,
  site: Site,
  decorate: Decorate,
): HttpAnswer {
  const { own, hide, add, scheme, errorPages } = outcome.plan as PassedPlan;
  for (const [index, error] of upstreamErrors(outcome).entries()) {
    const server = outcome.failures[index]?.server;
    const where = server ? `upstream: "${scheme}://${endpoint(server.address, server.port)}${request.target}", ` : '';
    logError(place, error, request, where);
  }
  const timedOut = outcome.failures.at(-1)?.errno === 'ETIMEDOUT';
  const state = { ...newRequest(request), own: new Map(own) };
  const status = timedOut ? 504 : 502;
  const failure = outcome.response ? undefined : outcome.failures.at(-1);
  if (failure) noteRequest(place, request, { variables: state.own, failure, status });
  const plain =
    passedBack(outcome, hide) ??
    errorPage(site, errorPages, status, state) ??
    errorAnswer(status, signature(place, site));
  const added = add.filter(({ always }) => always || ADDED_TO.has(plain.status));
  const given = { ...plain, headers: [...plain.headers, ...added.map(({ name, value }) => [name, value] as const)] };
  return logged(place, site, state, decorate(request, place, site, given, []), outcome);
}

/** Statuses whose answers `add_header` without `always` is for. */
const ADDED_TO: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

function logged(
  place: DaemonPlace,
  site: Site,
  state: RequestState,
  answer: HttpAnswer,
  outcome?: UpstreamOutcome,
): HttpAnswer {
  // prettier-ignore
  const format = logFormat(site.directives);
  if (format !== undefined) place.out(logLine(place.world, format, state, answer, outcome));
  return answer;
}

function logError({ world, err }: DaemonPlace, error: string, request: HttpRequest, where = ''): void {
  err(`${errorTime(world)} [error] 29#29: *1 ${error}, client: ${request.client}, server: localhost, request: "${request.line}", ${where}host: "${request.headers.get('host') ?? ''}"\n`); // prettier-ignore
}

/** What error pages and the header `Server` say. */
function signature(place: DaemonPlace, { directives }: Site): string {
  const hidden = directives.some(({ words }) => words[0] === 'server_tokens' && words[1] === 'off');
  return hidden ? 'nginx' : `nginx/${versionOf(place)}`;
}

function headed(
  request: HttpRequest,
  place: DaemonPlace,
  site: Site,
  answer: HttpAnswer,
  early: readonly string[],
): HttpAnswer {
  const [type, length, ...more] = answer.headers;
  const head = [type, length].filter((pair) => pair !== undefined);
  return {
    ...answer,
    headers: [
      ['Server', signature(place, site)],
      ['Date', nowHttp(place.world)],
      ...head,
      ...more.filter(([name]) => early.includes(name)),
      ['Connection', request.headers.get('connection') === 'close' ? 'close' : 'keep-alive'],
      ...more.filter(([name]) => !early.includes(name)),
    ],
  };
}

/** Servers that a controller gave at run time, by the name of their group. */
function groupsOf({ settings }: DaemonPlace): ReadonlyMap<string, readonly Upstream[]> {
  const text = settings[GROUPS];
  return new Map(text === undefined ? [] : (JSON.parse(text) as readonly (readonly [string, readonly Upstream[]])[]));
}

/** The setting in which a controller leaves groups of servers. */
export const GROUPS = 'groups';

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
