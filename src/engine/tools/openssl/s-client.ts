import { strerror } from '../../kernel/errno';
import { closeTcp, readTcp, writeTcp } from '../../kernel/tcp/calls';
import { parseIpv4 } from '../../packet/address';
import { parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { dateText } from '../curl/tls';
import { openConnection, waitFor } from '../http/exchange';
import { clientHello, readServerHello, type ServerHello } from '../http/tls';
import { GAI_ERRORS } from '../resolver/getaddrinfo';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';
import { certificatesOf, type Certificate } from '../x509/certificate';
import { nameText } from '../x509/name';
import { pemText } from '../x509/pem';
import { VERIFY_WORDS, verifyChain } from '../x509/verify';
import { one, readArguments, THREAD, type Arguments } from './arguments';
import { nowMs } from './req';

/** openssl-s_client(1): opens a TLS connection, tells about it, and carries standard input and what comes back. */
export async function sClient(process: Process, words: readonly string[]): Promise<number> {
  const args = readArguments('s_client', words, { flags: 'showcerts brief quiet noservername tls1_2 tls1_3 no_ign_eof ign_eof status verify_return_error', valued: 'connect servername CAfile alpn cert key verify verify_hostname', digests: false }); // prettier-ignore
  const [, host = 'localhost', port = '4433'] = /^(.*?)(?::(\d+))?$/.exec(one(args, 'connect') ?? args.operands[0] ?? '') ?? []; // prettier-ignore
  const address = await addressOf(process, host || 'localhost');
  const opened = await openConnection(process, { address, port: Number(port) }, {});
  if (opened.type !== 'open') {
    const errno = opened.type === 'failed' ? opened.errno : 'ETIMEDOUT';
    const [number, hex] = ERRNO.get(errno) ?? [113, '71'];
    throw new ExitError(1, `${THREAD}:error:800000${hex.toUpperCase()}:system library:BIO_connect:${strerror(errno)}:../crypto/bio/bio_sock2.c:117:calling connect()\n${THREAD}:error:10000067:BIO routines:BIO_connect:connect error:../crypto/bio/bio_sock2.c:119:\nconnect:errno=${number}\n`); // prettier-ignore
  }
  try {
    return await talk(process, args, opened.socket, host);
  } finally {
    closeTcp(process.world, opened.socket);
  }
}

const ERRNO: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['ECONNREFUSED', [111, '6f']],
  ['ETIMEDOUT', [110, '6e']],
  ['EHOSTUNREACH', [113, '71']],
  ['ENETUNREACH', [101, '65']],
]);

async function addressOf(process: Process, host: string): Promise<IpAddress> {
  const literal = parseIpv4(host) ?? parseIpv6(host.replace(/^\[|\]$/g, ''));
  if (literal !== undefined) return literal;
  const found = await lookUp(process, host);
  if (found.type !== 'error') return found.address;
  throw new ExitError(1, `${THREAD}:error:10080002:BIO routines:BIO_lookup_ex:system lib:../crypto/bio/bio_addr.c:746:${GAI_ERRORS[found.error]}\nconnect:errno=22\n`); // prettier-ignore
}

async function talk(process: Process, args: Arguments, socket: number, host: string): Promise<number> {
  const { world } = process;
  const isName = parseIpv4(host) === undefined && parseIpv6(host) === undefined;
  const serverName = args.flags.has('noservername') ? undefined : (one(args, 'servername') ?? (isName ? host : undefined)); // prettier-ignore
  const protocols = one(args, 'alpn')?.split(',');
  writeTcp(world, socket, clientHello({ ...(serverName !== undefined && { serverName }), ...(protocols && { protocols }), ...(args.flags.has('tls1_2') && { version: 'TLSv1.2' as const }) })); // prettier-ignore
  let text = '';
  let hello: ServerHello | undefined;
  while (!hello) {
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(process, changed))) return 130;
    const { data, end } = world.sockets.has(socket) ? readTcp(world, socket) : { data: '', end: true };
    text += data;
    const read = readServerHello(text);
    if (read === 'none' || (end && read === undefined)) return refused(process, 'error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:354:', 5); // prettier-ignore
    if (read && 'alert' in read) return refused(process, 'error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:../ssl/record/rec_layer_s3.c:1601:SSL alert number 112', 7); // prettier-ignore
    hello = read?.hello;
  }
  report(process, args, hello);
  return 0;
}

function refused(process: Process, error: string, bytes: number): number {
  process.out('CONNECTED(00000003)\n');
  process.err(`${THREAD}:${error}\n`);
  process.out(`---\nno peer certificate available\n---\nNo client certificate CA names sent\n---\nSSL handshake has read ${bytes} bytes and written 319 bytes\nVerification: OK\n---\nNew, (NONE), Cipher is (NONE)\nSecure Renegotiation IS NOT supported\nCompression: NONE\nExpansion: NONE\nNo ALPN negotiated\nEarly data was not sent\nVerify return code: 0 (ok)\n---\n`); // prettier-ignore
  return 1;
}

function report(process: Process, args: Arguments, hello: ServerHello): void {
  const chain = certificatesOf(hello.chain);
  const [first] = chain;
  if (!first) return;
  const path = one(args, 'CAfile');
  const trusted = path !== undefined && process.files.exists(path) ? certificatesOf(process.files.read(path)) : [];
  const failure = verifyChain(chain, trusted, nowMs(process));
  // When only the issuer of the first one is missing there is a second complaint, which stays.
  const code = failure?.number === 20 && chain.length === 1 ? 21 : (failure?.number ?? 0);
  const brief = args.flags.has('brief');
  if (!brief) process.out('CONNECTED(00000003)\n');
  const depth = (certificate: Certificate, at: number): string => `depth=${at} ${nameText(certificate.subject)}\n`;
  if (failure) {
    for (const number of [...new Set([failure.number, code])]) process.err(`${depth(failure.certificate, failure.depth)}verify error:num=${number}:${VERIFY_WORDS.get(number) ?? ''}\nverify return:1\n`); // prettier-ignore
  } else {
    for (const anchor of trusted.filter((each) => nameText(each.subject) === nameText(chain.at(-1)?.issuer ?? []) && each.der !== chain.at(-1)?.der).slice(0, 1)) process.err(`${depth(anchor, chain.length)}verify return:1\n`); // prettier-ignore
  }
  for (const [at, certificate] of [...chain.entries()].reverse()) process.err(`${depth(certificate, at)}verify return:1\n`); // prettier-ignore
  const cipher = hello.version === 'TLSv1.2' ? 'ECDHE-RSA-AES256-GCM-SHA384' : 'TLS_AES_256_GCM_SHA384';
  const words = VERIFY_WORDS.get(code) ?? '';
  if (brief) {
    process.err(`CONNECTION ESTABLISHED\nProtocol version: ${hello.version}\nCiphersuite: ${cipher}\nPeer certificate: ${nameText(first.subject)}\nHash used: SHA256\nSignature type: RSA-PSS\n${failure ? `Verification error: ${words}` : 'Verification: OK'}\nServer Temp Key: X25519, 253 bits\nDONE\n`); // prettier-ignore
    return;
  }
  process.out(`---\nCertificate chain\n${chain.map((each, at) => ` ${at} s:${nameText(each.subject)}\n   i:${nameText(each.issuer)}\n   a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256\n   v:NotBefore: ${dateText(each.notBeforeMs)}; NotAfter: ${dateText(each.notAfterMs)}\n${args.flags.has('showcerts') ? pemText('CERTIFICATE', each.der) : ''}`).join('')}---\nServer certificate\n${args.flags.has('showcerts') ? '' : pemText('CERTIFICATE', first.der)}subject=${nameText(first.subject)}\nissuer=${nameText(first.issuer)}\n---\nNo client certificate CA names sent\nPeer signing digest: SHA256\nPeer signature type: RSA-PSS\nServer Temp Key: X25519, 253 bits\n---\nSSL handshake has read ${560 + chain.reduce((sum, { der }) => sum + der.length, 0)} bytes and written 398 bytes\n${failure ? `Verification error: ${words}` : 'Verification: OK'}\n---\nNew, ${hello.version}, Cipher is ${cipher}\nServer public key is 2048 bit\nSecure Renegotiation IS NOT supported\nCompression: NONE\nExpansion: NONE\n${hello.protocol === undefined || one(args, 'alpn') === undefined ? 'No ALPN negotiated' : `ALPN protocol: ${hello.protocol}`}\nEarly data was not sent\nVerify return code: ${code} (${code === 0 ? 'ok' : words})\n---\n`); // prettier-ignore
  process.err('DONE\n');
}
