import { formatIp } from '../../packet/ipv6-address';
import { KernelError, strerror } from '../../kernel/errno';
import { byteLength, nowHttp, type HttpAnswer } from '../http/server';
import type { DaemonPlace, DaemonProgram, DaemonStart } from './daemon';
import { answerHealthChecking, startHealthChecking } from './grpc-health-checking';
import { option } from './options';
import { accessTime, goTime } from './texts';

/** Small web servers of exercises. */

/** Listens on one port, or ends as a Go program does that cannot. */
export function listenOr(place: DaemonPlace, port: number, address?: string): DaemonStart | number {
  try {
    return { listeners: [place.listen(port, address)] };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    place.err(`${goTime(place.world)} listen tcp :${port}: bind: ${strerror(error.errno).toLowerCase()}\n`);
    return 1;
  }
}

function text(
  place: DaemonPlace,
  body: string,
  headers: HttpAnswer['headers'] = [],
  status = 200,
  reason = 'OK',
): HttpAnswer {
  return {
    status,
    reason,
    headers: [
      ...headers,
      ['Date', nowHttp(place.world)],
      ['Content-Length', String(byteLength(body))],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ],
    body,
  };
}

/** httpd of the official image (Apache 2.4). */
export const httpd: DaemonProgram = {
  name: 'httpd',
  start: (place) => {
    const conf = read(place, '/usr/local/apache2/conf/httpd.conf');
    const port = Number(/^\s*Listen\s+(?:\S+:)?(\d+)/m.exec(conf)?.[1] ?? 80);
    const [own] = addressesOf(place);
    const warning = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${own ?? '127.0.0.1'}. Set the 'ServerName' directive globally to suppress this message\n`;
    place.err(warning.repeat(2));
    const started = listenOr(place, port);
    if (typeof started === 'number') return started;
    const at = apacheTime(place);
    place.err(`[${at}] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/${apache(place)} (Unix) configured -- resuming normal operations\n`); // prettier-ignore
    place.err(`[${at}] [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'\n`);
    return started;
  },
  http: (request, place) => {
    const path = `/usr/local/apache2/htdocs${request.target.replace(/[?#].*$/s, '')}`;
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const found = place.files.isFile(file);
    const body = found
      ? read(place, file)
      : '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n';
    place.out(
      `${request.client} - - [${accessTime(place.world)}] "${request.line}" ${found ? 200 : 404} ${byteLength(body)}\n`,
    );
    return {
      status: found ? 200 : 404,
      reason: found ? 'OK' : 'Not Found',
      headers: [
        ['Date', nowHttp(place.world)],
        ['Server', `Apache/${apache(place)} (Unix)`],
        ['Content-Length', String(byteLength(body))],
        ['Content-Type', found ? 'text/html' : 'text/html; charset=iso-8859-1'],
      ],
      body,
    };
  },
  stop: (place) => {
    place.err(
      `[${apacheTime(place)}] [mpm_event:notice] [pid 1:tid 1] AH00492: caught SIGWINCH, shutting down gracefully\n`,
    );
  },
  stopStatus: 0,
};

function apache({ env }: DaemonPlace): string {
  return env.get('HTTPD_VERSION') ?? '2.4.66';
}

/** Thu Jan 01 00:00:00.000000 2026 */
function apacheTime({ world }: DaemonPlace): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = nowHttp(world).replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time}.${String(Math.floor(world.nowUs % 1_000_000)).padStart(6, '0')} ${year}`;
}

function read({ files }: DaemonPlace, path: string): string {
  if (!files.isFile(path)) return '';
  const content = files.read(path);
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** Addresses of the namespace, loopback's first. */
function allAddresses({ world, netns }: DaemonPlace): readonly string[] {
  return [...world.netns(netns).devices.values()].flatMap((device) =>
    [...world.device(device).addresses4, ...world.device(device).addresses6].map(({ address }) => formatIp(address)),
  );
}

function addressesOf(place: DaemonPlace): readonly string[] {
  return allAddresses(place).filter((address) => !address.startsWith('127.') && address !== '::1');
}

/** gcr.io/google-samples/hello-app. */
export const helloApp: DaemonProgram = {
  name: 'hello-app',
  start: (place) => {
    const port = Number(place.env.get('PORT') ?? 8080);
    place.err(`${goTime(place.world)} Server listening on port ${port}\n`);
    return listenOr(place, port);
  },
  http: (request, place) => {
    place.err(`${goTime(place.world)} Serving request: ${request.target.replace(/\?.*$/s, '')}\n`);
    const hostname = place.world.host(place.host).hostname;
    return text(
      place,
      `Hello, world!\nVersion: ${place.env.get('HELLO_APP_VERSION') ?? '1.0.0'}\nHostname: ${hostname}\n`,
    );
  },
};

/** hashicorp/http-echo. */
export const httpEcho: DaemonProgram = {
  name: 'http-echo',
  start: (place) => {
    const echo = option(place.argv, 'text') ?? place.env.get('ECHO_TEXT');
    if (echo === undefined) {
      place.err('Missing -text option!\n');
      return 127;
    }
    const port = Number((option(place.argv, 'listen') ?? ':5678').replace(/^.*:/s, ''));
    place.out(`${goTime(place.world)} [INFO] server is listening on :${port}\n`);
    const started = listenOr(place, port);
    return typeof started === 'number' ? started : { ...started, settings: { text: echo } };
  },
  http: (request, place) => {
    const body = `${place.settings['text'] ?? ''}\n`;
    place.out(`${goTime(place.world)} ${request.headers.get('host') ?? ''} ${request.client}:${request.clientPort} "${request.line}" 200 ${body.length} "${request.headers.get('user-agent') ?? ''}" 0s\n`); // prettier-ignore
    return text(place, body, [['X-App-Name', 'http-echo'], ['X-App-Version', '1.0.0']]); // prettier-ignore
  },
};

/** traefik/whoami. */
export const whoami: DaemonProgram = {
  name: 'whoami',
  start: (place) => {
    const port = Number(option(place.argv, 'port') ?? place.env.get('WHOAMI_PORT_NUMBER') ?? 80);
    place.err(`${goTime(place.world)} Starting up on port ${port}\n`);
    return listenOr(place, port);
  },
  http: (request, place) => {
    const name = option(place.argv, 'name') ?? place.env.get('WHOAMI_NAME');
    const lines = [
      ...(name === undefined ? [] : [`Name: ${name}`]),
      `Hostname: ${place.world.host(place.host).hostname}`,
      ...allAddresses(place).map((address) => `IP: ${address}`),
      `RemoteAddr: ${request.client}:${request.clientPort}`,
      `${request.method} ${request.target} ${request.version}`,
      `Host: ${request.headers.get('host') ?? ''}`,
      ...request.rawHeaders
        .filter(([header]) => header.toLowerCase() !== 'host')
        .map(([header, value]) => `${header}: ${value}`),
    ];
    return text(place, `${lines.join('\n')}\n\n`);
  },
};

/** registry.k8s.io/e2e-test-images/agnhost: pause, netexec, serve-hostname, grpc-health-checking. */
export const agnhost: DaemonProgram = {
  name: 'agnhost',
  start: (place) => {
    const [, command = 'pause'] = place.argv;
    if (command === 'pause') {
      place.out('Paused\n');
      return {};
    }
    if (command === 'grpc-health-checking') return startHealthChecking(place);
    if (command !== 'netexec' && command !== 'serve-hostname' && command !== 'test-webserver') {
      place.err(`Error: unknown command "${command}" for "app"\nRun 'app --help' for usage.\n`);
      return 1;
    }
    const named = option(place.argv, 'http-port') ?? option(place.argv, 'port');
    const port = Number(named ?? (command === 'netexec' ? 8080 : command === 'serve-hostname' ? 9376 : 80));
    if (command === 'netexec') {
      place.out(`${goTime(place.world)} Started HTTP server on port ${port}\n${goTime(place.world)} Started UDP server on port  8081\n`); // prettier-ignore
    }
    const started = listenOr(place, port);
    return typeof started === 'number' ? started : { ...started, settings: { command } };
  },
  http: (request, place) => {
    const hostname = place.world.host(place.host).hostname;
    if (place.settings['command'] === 'grpc-health-checking') return answerHealthChecking(request, place);
    if (place.settings['command'] === 'serve-hostname') return text(place, hostname);
    const [path = '', query = ''] = request.target.split(/\?(.*)/s);
    const asked = new Map(query.split('&').map((pair) => [pair.replace(/=.*$/s, ''), decodeURIComponent(pair.replace(/^[^=]*=?/s, ''))])); // prettier-ignore
    place.out(`${goTime(place.world)} GET ${path}\n`);
    if (path === '/hostname' || path === '/hostName') return text(place, hostname);
    if (path === '/clientip') return text(place, `${request.client}:${request.clientPort}`);
    if (path === '/echo') return text(place, asked.get('msg') ?? '');
    if (path === '/healthz') return text(place, '');
    if (path === '/') return text(place, `NOW: ${new Date(Date.UTC(2026, 0, 1) + place.world.nowUs / 1000).toISOString().replace('T', ' ').slice(0, 19)} +0000 UTC m=+1.0`); // prettier-ignore
    return text(place, '404 page not found\n', [], 404, 'Not Found');
  },
  http2: (port, { settings }) => settings['grpc'] === String(port),
  stopStatus: 2,
};

/** A web application that says where it is: webapp-color, httpbin as far as /get, /ip, /status. */
export const pythonApp: DaemonProgram = {
  name: 'python',
  start: (place) => listenOr(place, place.argv.some((word) => word.includes('httpbin')) ? 80 : 8080, '0.0.0.0'),
  http: (request, place) => {
    const path = request.target.replace(/\?.*$/s, '');
    const status = Number(/^\/status\/(\d+)$/.exec(path)?.[1] ?? 200);
    if (path === '/ip') return json(place, { origin: request.client });
    if (path === '/get' || path === '/headers') {
      const headers = Object.fromEntries(request.rawHeaders);
      return json(place, path === '/headers' ? { headers } : { args: {}, headers, origin: request.client, url: `http://${request.headers.get('host') ?? ''}${request.target}` }); // prettier-ignore
    }
    const color = place.env.get('APP_COLOR') ?? option(place.argv, 'color') ?? 'blue';
    return text(place, status === 200 ? `<!doctype html>\n<title>Hello from Flask</title>\n<body style="background: ${color};"></body>\n<div><h1>Hello from ${place.world.host(place.host).hostname}!</h1></div>\n` : '', [], status, status === 200 ? 'OK' : 'STATUS'); // prettier-ignore
  },
};

function json(place: DaemonPlace, value: unknown): HttpAnswer {
  const body = `${JSON.stringify(value, undefined, 2)}\n`;
  return { status: 200, reason: 'OK', headers: [['Server', 'gunicorn/19.9.0'], ['Date', nowHttp(place.world)], ['Connection', 'keep-alive'], ['Content-Type', 'application/json'], ['Content-Length', String(byteLength(body))], ['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Credentials', 'true']], body }; // prettier-ignore
}
