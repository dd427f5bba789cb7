import { LAB_EPOCH_MS } from '../../../kernel/clock';
import type { World } from '../../../kernel/world';
import { makeCertificate, type NewCertificate } from '../../../tools/x509/certificate';
import { numberOfBytes } from '../../../tools/x509/der';
import { pemText } from '../../../tools/x509/pem';
import { keyOfPrimes, rsaPrivateKeyPem, seal, type PrivateKey, type PublicKey } from '../../../tools/x509/rsa';

/** Keys that a cluster is born with: each purpose has the same pair of primes in every lab, made when it is asked for first. */
interface LabKey {
  readonly key: PrivateKey;
  readonly pem: string;
}

const MADE = new Map<number, LabKey>();

export function labKey(purpose: number): LabKey {
  let made = MADE.get(purpose);
  if (!made) {
    const key = keyOfPrimes(2 * purpose, 2 * purpose + 1);
    MADE.set(purpose, (made = { key, pem: rsaPrivateKeyPem(key) }));
  }
  return made;
}

/** A certificate in PEM that an authority of the lab vouches for; itself when there is none. */
export function issue(
  world: World,
  facts: Omit<NewCertificate, 'serial'>,
  authority: { readonly key: PublicKey },
): string {
  const serial = randomNumber(world, 8);
  return pemText(
    'CERTIFICATE',
    makeCertificate({ ...facts, serial }, (message) => seal(authority.key, message)),
  );
}

/** The wall clock of the lab. */
export function labNowMs(world: World): number {
  return LAB_EPOCH_MS + Math.floor(world.nowUs / 1000);
}

/** A number of so many random bytes, as serial numbers are. */
function randomNumber(world: World, bytes: number): bigint {
  let text = '';
  while (text.length < bytes) text += String.fromCharCode(world.random() & 255);
  return numberOfBytes(String.fromCharCode(text.charCodeAt(0) & 0x7f) + text.slice(1));
}
