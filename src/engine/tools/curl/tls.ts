import { LAB_EPOCH_MS } from '../../kernel/clock';
import { KernelError } from '../../kernel/errno';
import { readTcp, writeTcp } from '../../kernel/tcp/calls';
import { waitFor } from '../http/exchange';
import { clientHello, readServerHello, type ServerHello, type TlsVersion } from '../http/tls';
import type { Process } from '../tool';
import { certificatesOf, type Certificate } from '../x509/certificate';
import { addressOf } from '../x509/extensions';
import { nameText } from '../x509/name';
import { matchHost, verifyChain } from '../x509/verify';
import { bare } from './endpoint';
import { CurlError } from './error';
import type { CurlOptions } from './options';
import type { Url } from './url';

/** TLS as curl 7.88.1 with OpenSSL 3.0 shows it (lib/vtls/openssl.c). */

const OPENSSL = 'OpenSSL/3.0.19';
const NO_TLS = `${OPENSSL}: error:0A00010B:SSL routines::wrong version number`;
const MORE = `
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;
const STORE = '/etc/ssl/certs/ca-certificates.crt';
const ALERTS: ReadonlyMap<string, readonly [number: number, error: string]> = new Map([
  ['handshake failure', [552, '0A000410:SSL routines::sslv3 alert handshake failure']],
  ['protocol version', [582, '0A00042E:SSL routines::tlsv1 alert protocol version']],
  ['internal error', [592, '0A000438:SSL routines::tlsv1 alert internal error']],
  ['unrecognized name', [624, '0A000458:SSL routines::tlsv1 unrecognized name']],
]);

/** What a handshake led to. */
export interface Secured {
  readonly version: TlsVersion;
  readonly http2: boolean;
  /** OpenSSL's number of what is wrong with the certificate; 0: nothing. */
  readonly verifyResult: number;
}

/** The handshake of https on an open connection. Throws CurlError. */
export async function shakeHands(
  process: Process,
  socket: number,
  url: Url,
  options: CurlOptions,
  { endUs, say }: { readonly endUs: number; readonly say: (text: string) => void },
): Promise<Secured> {
  const insecure = options.flags.has('k');
  const trusted = trustedBy(process, options);
  const host = bare(url.host);
  const isName = addressOf(host) === undefined;
  const limit = options.tlsMax ?? 'TLSv1.3';
  const protocols = options.flags.has('http1.1') || options.flags.has('0') ? ['http/1.1'] : ['h2', 'http/1.1'];
  say(`* ALPN: offers ${protocols.join(',')}\n`);
  say(`} [5 bytes data]\n* ${limit} (OUT), TLS handshake, Client hello (1):\n} [${limit === 'TLSv1.3' ? 512 : 193 + (isName ? 9 + host.length : 0)} bytes data]\n`); // prettier-ignore
  if (!insecure) say(`*  CAfile: ${options.caFile ?? STORE}\n*  CApath: /etc/ssl/certs\n{ [5 bytes data]\n`);
  writeTcp(process.world, socket, clientHello({ protocols, version: limit, ...(isName && { serverName: host }) }));
  const hello = await serverHello(process, socket, url, endUs, say);
  const chain = certificatesOf(hello.chain);
  const [certificate] = chain;
  if (!certificate) throw new CurlError(35, `${OPENSSL}: error:0A000126:SSL routines::unexpected eof while reading`);
  const failure = verifyChain(chain, trusted, LAB_EPOCH_MS + process.world.nowUs / 1000);
  const bytes = chain.reduce((sum, { der }) => sum + der.length + (hello.version === 'TLSv1.3' ? 5 : 3), 0);
  const old = hello.version === 'TLSv1.2';
  const step = (direction: 'IN' | 'OUT', words: string, length: number): void => say(`* ${hello.version} (${direction}), ${words}:\n${direction === 'IN' ? '{' : '}'} [${length} bytes data]\n`); // prettier-ignore
  say(`* ${hello.version} (IN), TLS handshake, Server hello (2):\n{ [${old ? 108 : 122} bytes data]\n`);
  if (!old) step('IN', 'TLS handshake, Encrypted Extensions (8)', 6 + (isName ? 4 : 0) + (hello.protocol === undefined ? 0 : 7 + hello.protocol.length)); // prettier-ignore
  step('IN', 'TLS handshake, Certificate (11)', bytes + (old ? 7 : 8));
  if (failure && !insecure) {
    step('OUT', failure.number === 10 ? 'TLS alert, certificate expired (557)' : 'TLS alert, unknown CA (560)', 2);
    say(`* SSL certificate problem: ${failure.words}\n`);
    throw new CurlError(60, `SSL certificate problem: ${failure.words}${MORE}`);
  }
  if (old) finishOld(step);
  else {
    step('IN', 'TLS handshake, CERT verify (15)', 264);
    step('IN', 'TLS handshake, Finished (20)', 52);
    step('OUT', 'TLS change cipher, Change cipher spec (1)', 1);
    step('OUT', 'TLS handshake, Finished (20)', 52);
  }
  say(`* SSL connection using ${hello.version} / ${old ? 'ECDHE-RSA-AES256-GCM-SHA384' : 'TLS_AES_256_GCM_SHA384'}\n`);
  say(hello.protocol === undefined ? '* ALPN: server did not agree on a protocol. Uses default.\n' : `* ALPN: server accepted ${hello.protocol}\n`); // prettier-ignore
  showCertificate(certificate, host, insecure, say);
  say(failure ? `*  SSL certificate verify result: ${failure.words} (${failure.number}), continuing anyway.\n` : '*  SSL certificate verify ok.\n'); // prettier-ignore
  return { version: hello.version, http2: hello.protocol === 'h2', verifyResult: failure?.number ?? 0 };
}

function finishOld(step: (direction: 'IN' | 'OUT', words: string, length: number) => void): void {
  step('IN', 'TLS handshake, Server key exchange (12)', 300);
  step('IN', 'TLS handshake, Server finished (14)', 4);
  step('OUT', 'TLS handshake, Client key exchange (16)', 37);
  step('OUT', 'TLS change cipher, Change cipher spec (1)', 1);
  step('OUT', 'TLS handshake, Finished (20)', 16);
  step('IN', 'TLS handshake, Finished (20)', 16);
}

/** The lines about the certificate, which end the transfer when it is for another host. */
function showCertificate(certificate: Certificate, host: string, insecure: boolean, say: (text: string) => void): void {
  say(`* Server certificate:\n*  subject: ${nameText(certificate.subject, '=', '; ')}\n`);
  say(`*  start date: ${dateText(certificate.notBeforeMs)}\n*  expire date: ${dateText(certificate.notAfterMs)}\n`);
  if (!insecure) {
    const match = matchHost(certificate, host);
    if (match.by === 'alternative') say(`*  subjectAltName: host "${host}" matched cert's "${match.name}"\n`);
    else if (match.by === 'address') say(`*  subjectAltName: host "${host}" matched cert's IP address!\n`);
    else if (match.by === 'common name') say(`*  common name: ${match.name} (matched)\n`);
    if (match.by === 'nothing') {
      if (match.common === undefined) say(`*  subjectAltName does not match ${host}\n`);
      const words =
        match.common === undefined
          ? `SSL: no alternative certificate subject name matches target host name '${host}'`
          : `SSL: certificate subject name '${match.common}' does not match target host name '${host}'`;
      say(`* ${words}\n`);
      throw new CurlError(60, `${words}${MORE}`);
    }
  }
  say(`*  issuer: ${nameText(certificate.issuer, '=', '; ')}\n`);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Nov 26 20:55:01 2026 GMT` (ASN1_TIME_print). */
export function dateText(ms: number): string {
  const date = new Date(ms);
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${date.toISOString().slice(11, 19)} ${date.getUTCFullYear()} GMT`;
}

/** What both sides say once the connection is secured and the request has gone out. */
export function afterRequest({ version }: Secured, say: (text: string) => void): void {
  if (version === 'TLSv1.2') return;
  const ticket = `* ${version} (IN), TLS handshake, Newsession Ticket (4):\n{ [265 bytes data]\n`;
  say(`{ [5 bytes data]\n${ticket}${ticket}* old SSL session ID is stale, removing\n`);
}

/** The request over HTTP/2, as curl shows it before and while sending (lib/http2.c). */
export function showHttp2Request(head: string, host: string, say: (text: string) => void): void {
  const [line = '', ...fields] = head.trimEnd().split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const pairs = [[':method', method], [':path', target], [':scheme', 'https'], [':authority', host]]; // prettier-ignore
  for (const field of fields) {
    const colon = field.indexOf(':');
    const name = field.slice(0, colon).toLowerCase();
    if (name !== 'host') pairs.push([name, field.slice(colon + 1).trim()]);
  }
  say(pairs.map(([name = '', value = '']) => `* h2h3 [${name}: ${value}]\n`).join(''));
  say('* Using Stream ID: 1 (easy handle 0x556330ea27a0)\n} [5 bytes data]\n');
  say(`> ${method} ${target} HTTP/2\r\n${fields.map((field) => `> ${/^host:/i.test(field) ? field : field.replace(/^[^:]*/, (name) => name.toLowerCase())}\r\n`).join('')}> \r\n`); // prettier-ignore
}

async function serverHello(
  process: Process,
  socket: number,
  url: Url,
  endUs: number,
  say: (text: string) => void,
): Promise<ServerHello> {
  const { world } = process;
  let text = '';
  const failed = (words: string): CurlError => {
    say(`* ${words}\n`);
    return new CurlError(35, words);
  };
  for (;;) {
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(process, changed, endUs))) {
      say('* SSL connection timeout\n');
      throw new CurlError(28, 'SSL connection timeout');
    }
    const { data, end } = world.sockets.has(socket) ? readTcp(world, socket) : { data: '', end: true };
    text += data;
    const read = readServerHello(text);
    if (read === 'none') throw failed(NO_TLS);
    if (read && 'alert' in read) {
      const [number, error] = ALERTS.get(read.alert) ?? [592, '0A000438:SSL routines::tlsv1 alert internal error'];
      say(`* TLSv1.3 (IN), TLS alert, ${read.alert} (${number}):\n{ [2 bytes data]\n`);
      throw failed(`${OPENSSL}: error:${error}`);
    }
    if (read) return read.hello;
    if (end) throw failed(`OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to ${bare(url.host)}:${url.port} `);
  }
}

/** Whom curl trusts: --cacert, or the machine's store. */
function trustedBy(process: Process, { caFile, flags }: CurlOptions): readonly Certificate[] {
  if (caFile === undefined) return process.files.exists(STORE) ? certificatesOf(process.files.read(STORE)) : [];
  let text = '';
  try {
    text = process.files.read(caFile);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
  }
  const found = certificatesOf(text);
  if (found.length === 0 && !flags.has('k')) throw new CurlError(77, `error setting certificate file: ${caFile}`);
  return found;
}

/** The header by which the lab's API server learns of a client's certificate, which the handshake would have shown. */
export function certificateHeader(process: Process, { certificateFile }: CurlOptions): string {
  if (certificateFile === undefined) return '';
  let text: string;
  try {
    text = process.files.read(certificateFile);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new CurlError(
      58,
      `could not load PEM client certificate, OpenSSL error error:80000002:system library::No such file or directory, (no key found, wrong pass phrase, or wrong file format?)`,
    );
  }
  return `x-cka-net-client-certificate: ${btoa(text)}\r\n`;
}
