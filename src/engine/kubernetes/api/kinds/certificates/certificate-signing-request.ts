import type { CertificateSigningRequest } from 'kubernetes-types/certificates/v1';
import { ageSince, humanDuration } from '../../age';
import type { FieldError } from '../../field-error';
import { describe, NAME_COLUMN } from '../../tables/cells';
import { at, duplicate, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { dnsLabel, dnsSubdomain } from '../../validation/names';
import { base64Decode } from '../base64';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';

export type CertificateSigningRequestObject = KindObject<CertificateSigningRequest>;

const USAGES: readonly string[] = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const SHORTEST_SECONDS = 600;
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';

/** pkg/apis/core/validation: ValidateSignerName. */
function validateSigner(field: string, name: string): FieldError[] {
  if (!name) return [required(field)];
  const [domain = '', path, ...rest] = name.split('/');
  if (path === undefined || rest.length) {
    const detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return [invalid(field, name, detail)];
  }
  const labels = domain.split('.');
  if (labels.length < 2) {
    return [invalid(field, domain, 'should be a domain with at least two segments separated by dots')];
  }
  const errors = labels.flatMap((label) =>
    dnsLabel(label).map((text) => invalid(field, domain, `validating label ${JSON.stringify(label)}: ${text}`)),
  );
  return [...errors, ...invalidEach(field, path, dnsSubdomain(path))];
}

/** pkg/apis/certificates/validation: ValidateCertificateSigningRequestCreate; the signature inside the request is not checked. */
function validate({ spec }: CertificateSigningRequestObject): FieldError[] {
  const errors: FieldError[] = [];
  const { request = '', usages = [], signerName = '', expirationSeconds } = spec ?? {};
  if (!base64Decode(request)?.includes('-----BEGIN CERTIFICATE REQUEST-----')) {
    errors.push(invalid('spec.request', request, 'PEM block type must be CERTIFICATE REQUEST'));
  }
  if (!usages.length) errors.push(required('spec.usages', 'usages must be provided'));
  const seen = new Set<string>();
  usages.forEach((usage, i) => {
    const field = at('spec.usages', i);
    if (!USAGES.includes(usage)) errors.push(notSupported(field, usage, USAGES));
    if (seen.has(usage)) errors.push(duplicate(field, usage));
    seen.add(usage);
  });
  if (signerName === LEGACY_SIGNER) {
    errors.push(invalid('spec.signerName', signerName, 'the legacy signerName is not allowed via this API version'));
  } else errors.push(...validateSigner('spec.signerName', signerName));
  if (expirationSeconds !== undefined && expirationSeconds < SHORTEST_SECONDS) {
    const detail = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalid('spec.expirationSeconds', expirationSeconds, detail));
  }
  return errors;
}

/** printers.go: extractCSRStatus. */
function conditionCell({ status }: CertificateSigningRequestObject): string {
  const has = (type: string): boolean => (status?.conditions ?? []).some((condition) => condition.type === type);
  const words = [has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'];
  if (has('Failed')) words.push('Failed');
  if (status?.certificate) words.push('Issued');
  return words.join(',');
}

export const certificateSigningRequest = declareKind<CertificateSigningRequestObject>(
  'certificates.k8s.io/v1',
  'CertificateSigningRequest',
  'certificatesigningrequests',
  {
    shortNames: ['csr'],
    namespaced: false,
    subresources: { status: true },
    selectableFields: { 'spec.signerName': ({ spec }) => spec?.signerName ?? '' },
    strategy: {
      nameRule: 'path-segment',
      defaults: (object) => (object.status ? object : { ...object, status: {} }),
      prepareForCreate: (object) => ({ ...object, status: {} }),
      /** A request is what it was when it was made: pkg/registry/certificates/certificates/strategy.go. */
      prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
      validate,
    },
    columns: [
      NAME_COLUMN,
      {
        name: 'Age',
        type: 'string',
        description: describe('ObjectMeta.creationTimestamp'),
        cell: ({ metadata }, nowMs) => ageSince(metadata.creationTimestamp, nowMs),
      },
      column('SignerName', describe('CertificateSigningRequestSpec.signerName'), ({ spec }) => spec?.signerName ?? ''),
      column('Requestor', describe('CertificateSigningRequestSpec.request'), ({ spec }) => spec?.username ?? ''),
      column('RequestedDuration', describe('CertificateSigningRequestSpec.expirationSeconds'), ({ spec }) =>
        spec?.expirationSeconds === undefined ? '<none>' : humanDuration(spec.expirationSeconds * 1000),
      ),
      column('Condition', describe('CertificateSigningRequestStatus.conditions'), conditionCell),
    ],
  },
);
