import { KernelError, strerror } from '../../../kernel/errno';
import { nowHttp, type HttpAnswer, type HttpRequest } from '../../http/server';
import type { ClientHello } from '../../http/tls';
import type { DaemonPlace, DaemonProgram, DaemonStart, PassOn, UpstreamOutcome } from '../daemon';
import { klog } from '../texts';
import { textAnswer } from './answers';
import { readConfiguration } from './configuration';
import { noteHello } from './note';
import { passBack, serve } from './nginx';
import { siteOf, type Site } from './servers';
import { fakeCertificate } from './tls';

/**
 * The controller of ingress-nginx as its container runs it: nginx on ports 80 and 443 by the nginx.conf that the control loop
 * (kubernetes/addons/ingress-nginx) writes, and the controller's own ports.
 */

const CONF = '/etc/nginx/nginx.conf';
const HEALTH = 10254;
const RULE = '-------------------------------------------------------------------------------';

export const ingressController: DaemonProgram = {
  name: 'ingress-nginx-controller',
  start,
  http,
  answered,
  tls,
  stop: ({ world, err }) => {
    const say = (place: string, text: string): void => err(`${klog(world, 'I', 7, place)}${text}\n`);
    say('sigterm.go:36', '"Received SIGTERM, shutting down"');
    say('nginx.go:393', '"Shutting down controller queues"');
    say('nginx.go:409', '"Stopping NGINX process"');
    say('nginx.go:422', '"NGINX process has stopped"');
    say('sigterm.go:44', 'Exiting code=0');
  },
  stopStatus: 0,
};

function start(place: DaemonPlace): DaemonStart | number {
  const { world, out, err } = place;
  const version = place.env.get('INGRESS_NGINX_VERSION') ?? 'v1.14.1';
  out(`${RULE}\nNGINX Ingress controller\n  Release:       ${version}\n  Build:         0c7d7c1a2fa8f5dbd8a1d5f3a4f5f8b1d3d2e1c0\n  Repository:    https://github.com/kubernetes/ingress-nginx\n  nginx version: nginx/1.27.1\n\n${RULE}\n\n`); // prettier-ignore
  const say = (level: 'I' | 'W', where: string, text: string): void => err(`${klog(world, level, 7, where)}${text}\n`);
  say('W', 'client_config.go:667', 'Neither --kubeconfig nor --master was specified.  Using the inClusterConfig.  This might not work.'); // prettier-ignore
  say('I', 'main.go:205', '"Creating API client" host="https://10.96.0.1:443"');
  say('I', 'main.go:101', '"SSL fake certificate created" file="/etc/ingress-controller/ssl/default-fake-certificate.pem"'); // prettier-ignore
  for (const path of ['/etc/ingress-controller', '/etc/ingress-controller/ssl'])
    if (!place.files.lookup(path)) place.files.makeDirectory(path);
  place.files.write(FAKE, fakeCertificate(world));
  say('I', 'nginx.go:273', '"Starting NGINX Ingress controller"');
  say('I', 'nginx.go:319', '"Starting NGINX process"');
  try {
    const anywhere = [80, 443, HEALTH, 8443].map((port) => place.listen(port));
    return { listeners: [...anywhere, place.listen(8181, '127.0.0.1')] };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    err(`${klog(world, 'E', 7, 'nginx.go:365')}bind() to 0.0.0.0:80 failed: ${strerror(error.errno)}\n`);
    return 1;
  }
}

/** The certificate of a host that has one of a Secret, else the one that the controller made when it started (lua/certificate.lua). */
function tls(
  { serverName = '', protocols = [] }: ClientHello,
  localPort: number,
  place: DaemonPlace,
): ReturnType<NonNullable<DaemonProgram['tls']>> {
  // prettier-ignore
  if (localPort !== 443 && localPort !== 8443) return undefined;
  noteHello(place, serverName, localPort);
  const known = new Map(Object.entries(JSON.parse(place.settings[CERTIFICATES] ?? '{}') as Readonly<Record<string, string>>)); // prettier-ignore
  const name = serverName.toLowerCase();
  const fake = place.files.isFile(FAKE) ? place.files.read(FAKE) : '';
  const chain = known.get(name) ?? known.get(name.replace(/^[^.]*/, '*')) ?? known.get('_');
  const protocol = protocols.find((each) => each === 'h2' || each === 'http/1.1');
  return { chain: chain ?? (typeof fake === 'string' ? fake : new TextDecoder().decode(fake)), ...(protocol !== undefined && { protocol }) }; // prettier-ignore
}

/** The setting in which the control loop leaves certificates by host. */
export const CERTIFICATES = 'certificates';
const FAKE = '/etc/ingress-controller/ssl/default-fake-certificate.pem';

function site({ files }: DaemonPlace): Site {
  return siteOf(files.isFile(CONF) ? readConfiguration(files, CONF) : []);
}

function http(request: HttpRequest, place: DaemonPlace): HttpAnswer | PassOn {
  if (request.localPort !== HEALTH) return serve(request, place, site(place), headed);
  const found = request.target === '/healthz';
  return textAnswer(found ? 200 : 404, 'text/plain; charset=utf-8', found ? 'ok' : '404 page not found\n');
}

function answered(request: HttpRequest, outcome: UpstreamOutcome, place: DaemonPlace): HttpAnswer {
  return passBack(request, outcome, place, site(place), headed);
}

/** Its nginx tells nobody what it is (server-tokens: false clears the header). */
function headed(request: HttpRequest, { world }: DaemonPlace, _site: Site, answer: HttpAnswer): HttpAnswer {
  const closes = request.headers.get('connection') === 'close';
  const [type, length, ...more] = answer.headers;
  const head = [type, length].filter((pair) => pair !== undefined);
  return { ...answer, headers: [['Date', nowHttp(world)], ...head, ['Connection', closes ? 'close' : 'keep-alive'], ...more] }; // prettier-ignore
}
