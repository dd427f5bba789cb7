import { LAB_EPOCH_MS } from '../../../kernel/clock';
import type { World } from '../../../kernel/world';
import type { ClientHello, ServerHello, TlsAlert } from '../../http/tls';
import { makeCertificate } from '../../x509/certificate';
import { basicConstraints, extendedKeyUsage, keyUsage, subjectAltName } from '../../x509/extensions';
import { nameOf } from '../../x509/name';
import { pemText } from '../../x509/pem';
import { newKey, privateKeyPem, seal } from '../../x509/rsa';
import type { DaemonPlace } from '../daemon';
import { all, serverNamed, value, type Site } from './servers';

/** ngx_http_ssl_module: what a server shows of itself. */
export function shownBy(
  site: Site,
  { serverName = '', protocols = [] }: ClientHello,
  localPort: number,
  { files }: DaemonPlace,
): Omit<ServerHello, 'version'> | { readonly alert: TlsAlert } | undefined {
  const secured = site.servers.filter(({ listens }) => listens.some(({ port, ssl }) => port === localPort && ssl));
  if (secured.length === 0) return undefined;
  const server = serverNamed(secured, localPort, serverName.toLowerCase());
  const directives = server?.directives ?? [];
  if (value(directives, 'ssl_reject_handshake') === 'on') return { alert: 'unrecognized name' };
  const path = value(directives, 'ssl_certificate') ?? value(site.directives, 'ssl_certificate') ?? '';
  if (!files.isFile(path)) return { alert: 'handshake failure' };
  const content = files.read(path);
  const protocol = agreed(site, server, protocols);
  return {
    chain: typeof content === 'string' ? content : new TextDecoder().decode(content),
    ...(protocol !== undefined && { protocol }),
  };
}

function agreed(
  site: Site,
  server: Site['servers'][number] | undefined,
  offered: readonly string[],
): string | undefined {
  const http2 = server ? hasHttp2(site, server) : hasHttp2(site, { directives: [] });
  return offered.find((each) => (each === 'h2' && http2) || each === 'http/1.1');
}

function hasHttp2(site: Site, { directives }: Pick<Site['servers'][number], 'directives'>): boolean {
  const on = (value(directives, 'http2') ?? value(site.directives, 'http2')) === 'on';
  return on || all(directives, 'listen').some((words) => words.includes('http2'));
}

/** Whether clients may begin with HTTP/2 on a port (ngx_http_v2_module: before there is a name, the port's default server says). */
export function speaksHttp2(site: Site, localPort: number): boolean {
  const server = serverNamed(site.servers, localPort, '');
  return server !== undefined && hasHttp2(site, server);
}

const DAY_MS = 86_400_000;

/** A certificate that nobody vouches for, with its key, as ingress-nginx makes one when it starts (internal/net/ssl: GetFakeSSLCert). */
export function fakeCertificate(world: World): string {
  const key = newKey(() => world.random());
  const name = nameOf([['O', 'Acme Co'], ['CN', 'Kubernetes Ingress Controller Fake Certificate']]); // prettier-ignore
  const nowMs = LAB_EPOCH_MS + Math.floor(world.nowUs / 1e6) * 1000;
  const der = makeCertificate(
    {
      serial: (BigInt(world.random()) << 32n) | BigInt(world.random()),
      ...{ issuer: name, subject: name, key, notBeforeMs: nowMs, notAfterMs: nowMs + 365 * DAY_MS },
      extensions: [
        keyUsage([0, 2]),
        extendedKeyUsage(['1.3.6.1.5.5.7.3.1']),
        basicConstraints(false),
        subjectAltName([{ type: 'DNS', value: 'ingress.local' }]),
      ],
    },
    (message) => seal(key, message),
  );
  return pemText('CERTIFICATE', der) + privateKeyPem(key);
}
