import { describe, expect, it } from 'vitest';
import { certificatesOf, makeCertificate, readCertificate } from '../../../../../src/engine/tools/x509/certificate';
import {
  basicConstraints,
  keyUsage,
  subjectAltName,
  type Extension,
} from '../../../../../src/engine/tools/x509/extensions';
import { nameOf, nameText } from '../../../../../src/engine/tools/x509/name';
import { pemText } from '../../../../../src/engine/tools/x509/pem';
import {
  keyOfPrimes,
  privateKeyPem,
  readPrivateKey,
  rsaPrivateKeyPem,
  seal,
  sign,
  verifies,
} from '../../../../../src/engine/tools/x509/rsa';
import { matchHost, verifyChain } from '../../../../../src/engine/tools/x509/verify';

const NOW = Date.UTC(2026, 0, 15);
const ca = keyOfPrimes(0, 1);
const own = keyOfPrimes(2, 3);
const CA_NAME = nameOf([['CN', 'Lab CA']]);

function certificate(
  name: string,
  extensions: readonly Extension[],
  changes: { readonly notAfterMs?: number; readonly sealed?: boolean } = {},
) {
  const der = makeCertificate(
    {
      ...{ serial: 7n, issuer: CA_NAME, subject: nameOf([['CN', name]]), key: name === 'Lab CA' ? ca : own },
      ...{ notBeforeMs: Date.UTC(2026, 0, 1), notAfterMs: changes.notAfterMs ?? Date.UTC(2027, 0, 1), extensions },
    },
    (message) => (changes.sealed === true ? seal(ca, message) : sign(ca, message)),
  );
  const read = readCertificate(der);
  if (!read) throw new Error('no certificate');
  return read;
}

const authority = certificate('Lab CA', [basicConstraints(true)]);
const server = certificate('shop.example', [subjectAltName([{ type: 'DNS', value: '*.shop.example' }])]);

describe('certificates of a lab', () => {
  it('are traced to an authority, in the words of OpenSSL', () => {
    expect(verifyChain([server], [authority], NOW)).toBeUndefined();
    expect(verifyChain([server], [], NOW)).toMatchObject({
      number: 20,
      words: 'unable to get local issuer certificate',
    });
    expect(verifyChain([authority], [], NOW)).toMatchObject({ number: 18, words: 'self-signed certificate' });
    expect(verifyChain([server, authority], [], NOW)).toMatchObject({ number: 19 });
    const old = certificate('shop.example', [], { notAfterMs: NOW - 1000 });
    expect(verifyChain([old], [authority], NOW)).toMatchObject({ number: 10, words: 'certificate has expired' });
  });

  it('that vouch for themselves without leave to sign are not called self-signed', () => {
    expect(verifyChain([certificate('Lab CA', [keyUsage([0, 2])])], [], NOW)).toMatchObject({ number: 20 });
  });

  it('of a cluster bear a seal in the place of a signature, which labs take for one', () => {
    expect(verifyChain([certificate('x', [], { sealed: true })], [authority], NOW)).toBeUndefined();
    expect(verifies(own, 'something', seal(ca, 'something'))).toBe(false);
  });

  it('are for the names in them', () => {
    expect(matchHost(server, 'a.shop.example')).toEqual({ by: 'alternative', name: '*.shop.example' });
    expect(matchHost(server, 'shop.example').by).toBe('nothing');
    expect(matchHost(server, 'a.b.shop.example').by).toBe('nothing');
    expect(matchHost(certificate('shop.example', []), 'SHOP.example').by).toBe('common name');
  });

  it('and keys come back as they were written', () => {
    for (const text of [privateKeyPem(own), rsaPrivateKeyPem(own)]) expect(readPrivateKey(text)).toEqual(own);
    expect(certificatesOf(pemText('CERTIFICATE', server.der)).map(({ subject }) => nameText(subject))).toEqual(['CN = shop.example']); // prettier-ignore
    expect(readPrivateKey('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')).toBeUndefined();
    expect(readCertificate('constructor')).toBeUndefined();
    expect(readCertificate('\x30\x84\xff\xff\xff\xff')).toBeUndefined();
  });
});
