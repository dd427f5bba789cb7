import { LAB_EPOCH_MS } from '../../kernel/clock';
import { remembered } from '../../state/remembered';
import { makeCertificate } from './certificate';
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyIdentifier,
  keyUsage,
  subjectAltName,
} from './extensions';
import { nameOf } from './name';
import { pemText } from './pem';
import { keyOfPrimes, seal, type PrivateKey } from './rsa';

const START_S = LAB_EPOCH_MS / 1000;
const YEAR_MS = 365 * 86_400_000;
let own: PrivateKey | undefined;

/** The certificate that a Go server makes for itself when nobody gave it one (client-go/util/cert: GenerateSelfSignedCertKey): the same for a host whenever it is asked for. */
export const ownCertificate = remembered(make);

function make(host: string): string {
  const key = (own ??= keyOfPrimes(38, 39));
  const subject = nameOf([['CN', `${host}@${START_S}`]]);
  const issuer = nameOf([['CN', `${host}-ca@${START_S}`]]);
  const extensions = [keyUsage([0, 2]), extendedKeyUsage(['1.3.6.1.5.5.7.3.1']), basicConstraints(false), authorityKeyIdentifier(keyIdentifier(key)), subjectAltName([{ type: 'DNS', value: host }])]; // prettier-ignore
  const validity = { notBeforeMs: LAB_EPOCH_MS - 3_600_000, notAfterMs: LAB_EPOCH_MS - 3_600_000 + YEAR_MS };
  return pemText('CERTIFICATE', makeCertificate({ serial: 2n, issuer, subject, ...validity, key, extensions }, (message) => seal(key, message))); // prettier-ignore
}
