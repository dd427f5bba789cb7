import { KernelError } from '../../kernel/errno';
import { readTcp, writeTcp } from '../../kernel/tcp/calls';
import { waitFor } from '../http/exchange';
import { CLIENT_HELLO, readServerHello, type ShownCertificate } from '../http/tls';
import type { Process } from '../tool';
import { bare } from './endpoint';
import { CurlError } from './error';
import type { CurlOptions } from './options';
import type { Url } from './url';

/** Curl's words to a server that speaks no TLS (OpenSSL 3.0), and to one whose certificate nobody vouches for. */
const NO_TLS = 'error:0A00010B:SSL routines::wrong version number';
const MORE = `
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;

/** The handshake of https on an open connection. Throws CurlError. */
export async function shakeHands(
  process: Process,
  socket: number,
  url: Url,
  options: CurlOptions,
  endUs: number,
): Promise<void> {
  const trusted = options.caFile === undefined ? '' : readFile(process, options.caFile);
  writeTcp(process.world, socket, CLIENT_HELLO);
  const certificate = await serverCertificate(process, socket, url, endUs);
  if (options.flags.has('k')) return;
  if (certificate.authority === '' || !trusted.includes(certificate.authority.trim())) {
    throw new CurlError(60, `SSL certificate problem: unable to get local issuer certificate${MORE}`);
  }
  const host = bare(url.host);
  if (!certificate.names.includes(host)) {
    const words = `SSL: no alternative certificate subject name matches target host name '${host}'`;
    throw new CurlError(60, `${words}${MORE}`);
  }
}

async function serverCertificate(process: Process, socket: number, url: Url, endUs: number): Promise<ShownCertificate> {
  const { world } = process;
  let text = '';
  for (;;) {
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(process, changed, endUs))) throw new CurlError(28, 'SSL connection timeout');
    const { data, end } = world.sockets.has(socket) ? readTcp(world, socket) : { data: '', end: true };
    text += data;
    const hello = readServerHello(text);
    if (hello === 'none') throw new CurlError(35, NO_TLS);
    if (hello) return hello.certificate;
    if (end) {
      throw new CurlError(35, `OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to ${bare(url.host)}:${url.port} `);
    }
  }
}

function readFile(process: Process, path: string): string {
  try {
    return process.files.read(path);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new CurlError(77, `error setting certificate verify locations:  CAfile: ${path} CApath: /etc/ssl/certs`);
  }
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
