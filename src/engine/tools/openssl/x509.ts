import { sha1Bytes } from '../digest/sha1';
import { sha256 } from '../digest/sha256';
import { ExitError } from '../clib/exit';
import { dateText } from '../curl/tls';
import type { Process } from '../tool';
import { certificatesOf, makeCertificate, readCertificate, type Certificate } from '../x509/certificate';
import { bytesOfNumber, hexOf } from '../x509/der';
import { authorityKeyIdentifier, keyIdentifier, subjectKeyIdentifier, type Extension } from '../x509/extensions';
import { nameText } from '../x509/name';
import { pemText } from '../x509/pem';
import { publicKeyPem, sign, verifies, type PrivateKey } from '../x509/rsa';
import { matchHost } from '../x509/verify';
import { one, readArguments, readInput, THREAD, writeOutput, type Arguments } from './arguments';
import { extensionsOf, sectionsOf } from './extension-words';
import { loadKey } from './keys';
import { certificateText, EXTENSION_NAMES, extensionText } from './print';
import { loadRequest, nowMs, randomSerial } from './req';

/** openssl-x509(1). */

const DAY_MS = 86_400_000;

export function x509(process: Process, words: readonly string[]): number {
  const args = readArguments('x509', words, {
    flags: 'req CAcreateserial noout text subject issuer dates startdate enddate serial fingerprint modulus pubkey new email hash subject_hash purpose ocsp_uri trustout', // prettier-ignore
    valued: 'in out CA CAkey CAserial signkey key extfile extensions copy_extensions set_serial days ext checkend checkhost nameopt certopt inform outform force_pubkey', // prettier-ignore
  });
  const certificate = args.flags.has('req') ? signRequest(process, args) : load(process, args);
  return show(process, args, certificate);
}

function load(process: Process, args: Arguments): Certificate {
  const path = one(args, 'in');
  if (one(args, 'inform')?.toUpperCase() === 'DER' && path !== undefined) {
    const bytes = process.files.readBytes(path);
    const found = readCertificate(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    if (found) return found;
  }
  const [first] = certificatesOf(readInput(process, path, 'certificate', 'Unable to load certificate\n'));
  if (first) return first;
  throw new ExitError(1, `Could not read certificate from ${path ?? '<stdin>'}\nUnable to load certificate\n`);
}

/** -req: a certificate for a request, by an authority or by its own key. */
function signRequest(process: Process, args: Arguments): Certificate {
  const request = loadRequest(process, one(args, 'in'));
  if (!verifies(request.key, request.signed, request.signature))
    throw new ExitError(1, 'Certificate request self-signature did not match the contents\n');
  process.err(`Certificate request self-signature ok\nsubject=${nameText(request.subject)}\n`);
  const caPath = one(args, 'CA');
  const own = one(args, 'signkey') ?? one(args, 'key');
  if (caPath === undefined && own === undefined) throw new ExitError(1, 'We need a private key to sign with, use -key or -CA or -CAkey or -force_pubkey\n'); // prettier-ignore
  const authority = caPath === undefined ? undefined : loadAuthority(process, caPath);
  const key = loadKey(process, authority ? (one(args, 'CAkey') ?? caPath) : own);
  if (authority && authority.key.n !== key.n)
    throw new ExitError(1, `CA certificate and CA private key do not match\n${THREAD}:error:05800074:x509 certificate routines:X509_check_private_key:key values mismatch:../crypto/x509/x509_cmp.c:403:\n`); // prettier-ignore
  const notBeforeMs = nowMs(process);
  const der = makeCertificate(
    {
      serial: serialFor(process, args, authority ? caPath : undefined),
      issuer: authority?.subject ?? request.subject,
      subject: request.subject,
      ...{ notBeforeMs, notAfterMs: notBeforeMs + Number(one(args, 'days') ?? 30) * DAY_MS, key: request.key },
      extensions: extensionsFor(process, args, request, authority ?? { key }),
    },
    (message) => sign(key, message),
  );
  const made = readCertificate(der);
  if (!made) throw new ExitError(1, 'Error signing certificate\n');
  return made;
}

function loadAuthority(process: Process, path: string): Certificate {
  const [found] = certificatesOf(readInput(process, path, 'CA certificate', 'Unable to load CA certificate\n'));
  if (found) return found;
  throw new ExitError(1, `Could not read CA certificate from ${path}\nUnable to load CA certificate\n`);
}

function serialFor(process: Process, args: Arguments, caPath: string | undefined): bigint {
  const given = one(args, 'set_serial');
  if (given !== undefined) return BigInt(given);
  if (caPath === undefined) return randomSerial(process);
  const path = one(args, 'CAserial') ?? `${caPath.replace(/\.[^./]*$/, '')}.srl`;
  const before = process.files.exists(path) ? process.files.read(path).trim() : '';
  if (before === '' && !args.flags.has('CAcreateserial')) return randomSerial(process);
  const serial = before === '' ? randomSerial(process) : BigInt(`0x${before}`) + 1n;
  writeOutput(process, 'x509', path, `${hexOf(bytesOfNumber(serial)).toUpperCase()}\n`);
  return serial;
}

/** With extensions that were asked for, the identifiers of both keys come along. */
function extensionsFor(
  process: Process,
  args: Arguments,
  request: { readonly key: Certificate['key']; readonly extensions: readonly Extension[] },
  authority: { readonly key: Certificate['key'] | PrivateKey },
): readonly Extension[] {
  const path = one(args, 'extfile');
  const copied = one(args, 'copy_extensions')?.startsWith('copy') === true ? request.extensions : [];
  if (path === undefined && copied.length === 0) return [];
  const keys = { own: request.key, issuer: authority.key };
  const sections = path === undefined ? undefined : sectionsOf(readInput(process, path, 'extfile'));
  const name = one(args, 'extensions') ?? sections?.get('')?.get('extensions') ?? '';
  const section = sections?.get(name);
  if (sections && !section && name !== '') throw new ExitError(1, `Error checking extension section ${name}\n`);
  const asked = section && sections ? extensionsOf(new Map([...section].filter(([key]) => key !== 'extensions')), keys, sections) : []; // prettier-ignore
  const all = [...copied.filter(({ id }) => !asked.some((each) => each.id === id)), ...asked];
  const identifiers = [subjectKeyIdentifier(request.key), authorityKeyIdentifier(keyIdentifier(authority.key))];
  return [...all, ...identifiers.filter(({ id }) => !all.some((each) => each.id === id))];
}

/** What is asked for is printed in the order of the words. */
function show(process: Process, args: Arguments, certificate: Certificate): number {
  const style = one(args, 'nameopt') ?? '';
  const name = (of: Certificate['subject']): string =>
    /rfc2253/i.test(style) ? nameText([...of].reverse(), '=', ',') : /compat/.test(style) ? `/${nameText(of, '=', '/')}` : nameText(of); // prettier-ignore
  const digest = args.flags.has('sha256');
  for (const flag of args.flags) {
    if (flag === 'subject') process.out(`subject=${name(certificate.subject)}\n`);
    else if (flag === 'issuer') process.out(`issuer=${name(certificate.issuer)}\n`);
    else if (flag === 'serial') process.out(`serial=${hexOf(bytesOfNumber(certificate.serial)).toUpperCase()}\n`);
    else if (flag === 'pubkey') process.out(publicKeyPem(certificate.key));
    else if (flag === 'modulus') process.out(`Modulus=${hexOf(bytesOfNumber(certificate.key.n)).toUpperCase()}\n`);
    else if (flag === 'fingerprint')
      process.out(`${digest ? 'sha256' : 'SHA1'} Fingerprint=${fingerprint(certificate.der, digest)}\n`); // prettier-ignore
    else if (flag === 'text') process.out(text(args, certificate));
    if (flag === 'dates' || flag === 'startdate') process.out(`notBefore=${dateText(certificate.notBeforeMs)}\n`);
    if (flag === 'dates' || flag === 'enddate') process.out(`notAfter=${dateText(certificate.notAfterMs)}\n`);
  }
  const asked = one(args, 'ext')?.split(',');
  if (asked) {
    const ids = asked.map((each) => EXTENSION_NAMES.get(each));
    const found = certificate.extensions.filter(({ id }) => ids.includes(id));
    if (found.length === 0) process.err('No extensions in certificate\n');
    process.out(found.map((each) => extensionText(each, 0)).join(''));
  }
  const host = one(args, 'checkhost');
  if (host !== undefined) process.out(`Hostname ${host} does ${matchHost(certificate, host).by === 'nothing' ? 'NOT match' : 'match'} certificate\n`); // prettier-ignore
  if (!args.flags.has('noout')) write(process, args, certificate);
  const end = one(args, 'checkend');
  if (end === undefined) return 0;
  const expires = certificate.notAfterMs < nowMs(process) + Number(end) * 1000;
  process.out(`Certificate will ${expires ? '' : 'not '}expire\n`);
  return expires ? 1 : 0;
}

function write(process: Process, args: Arguments, { der }: Certificate): void {
  const path = one(args, 'out');
  if (one(args, 'outform')?.toUpperCase() === 'DER' && path !== undefined) {
    process.files.write(
      path,
      Uint8Array.from(der, (byte) => byte.charCodeAt(0)),
    );
  } else writeOutput(process, 'x509', path, pemText('CERTIFICATE', der));
}

function text(args: Arguments, certificate: Certificate): string {
  const options = one(args, 'certopt') ?? '';
  const full = certificateText(certificate);
  const body = options.includes('no_pubkey') ? full.replace(/ {8}Subject Public Key Info:\n(?: {12}.*\n)+/, '') : full;
  return options.includes('no_sigdump') ? body.replace(/ {4}Signature Value:\n(?: {8}.*\n)+/, '') : body;
}

function fingerprint(der: string, wide: boolean): string {
  const bytes = wide ? String.fromCharCode(...sha256(der)) : sha1Bytes(der);
  return (hexOf(bytes).match(/../g) ?? []).join(':').toUpperCase();
}
