import { CommandError } from '../../errors/errors';
import { decodeBase64 } from '../../kubeconfig/client-config';
import { listAt, mapAt, textAt, textsAt } from '../../json/types';
import { humanDuration, rfc1123 } from '../../time/ages';
import { readRequest } from '../../../x509/certificate';
import { altNames } from '../../../x509/extensions';
import { valuesOf } from '../../../x509/name';
import { pemBlocks } from '../../../x509/pem';
import { events } from '../parts';
import type { Json } from '../../json/types';
import type { Describe } from './context';

const ATTRIBUTES = [
  ['Organization', 'O'],
  ['Organizational Unit', 'OU'],
  ['Country', 'C'],
  ['Locality', 'L'],
  ['Province', 'ST'],
  ['StreetAddress', 'street'],
] as const;

const ALTERNATIVES = [
  ['DNS Names', 'DNS'],
  ['Email Addresses', 'email'],
  ['URIs', 'URI'],
  ['IP Addresses', 'IP'],
] as const;

/** describeCertificateSigningRequest. */
export const describeCertificateSigningRequest: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const block = pemBlocks(decodeBase64(textAt(spec, 'request'))).find(({ label }) => label === 'CERTIFICATE REQUEST');
  const request = block && readRequest(block.der);
  if (!request) throw new CommandError('Error parsing CSR: PEM block type must be CERTIFICATE REQUEST');
  const { subject } = request;
  const values = (name: string, texts: readonly string[]): void => {
    if (texts.length > 0) w.write(0, `\t${name}:\t${texts.join('\n\t\t')}\n`);
  };
  w.field('Name', textAt(meta, 'name'));
  w.field('Labels', flat(meta.labels));
  w.field('Annotations', flat(meta.annotations));
  w.field('CreationTimestamp', rfc1123(textAt(meta, 'creationTimestamp')));
  w.field('Requesting User', textAt(spec, 'username'));
  if (textAt(spec, 'signerName') !== '') w.field('Signer', textAt(spec, 'signerName'));
  if (typeof spec.expirationSeconds === 'number')
    w.field('Requested Duration', humanDuration(spec.expirationSeconds * 1000));
  w.field('Status', status(object));
  w.write(0, 'Subject:\n');
  w.write(0, `\tCommon Name:\t${valuesOf(subject, 'CN').at(-1) ?? ''}\n`);
  w.write(0, `\tSerial Number:\t${valuesOf(subject, 'serialNumber').at(-1) ?? ''}\n`);
  for (const [name, type] of ATTRIBUTES) values(name, valuesOf(subject, type));
  const names = altNames(request.extensions);
  if (names.length > 0) w.write(0, 'Subject Alternative Names:\n');
  for (const [name, type] of ALTERNATIVES)
    values(
      name,
      names.filter((one) => one.type === type).map(({ value }) => value),
    );
  events(w, list);
};

/** labels.FormatLabels. */
function flat(map: Json | undefined): string {
  const entries = textsAt(map ?? {});
  return entries.length === 0 ? '<none>' : entries.map(([key, value]) => `${key}=${value}`).join(',');
}

/** extractCSRStatus. */
function status(object: Json): string {
  const types = new Set(listAt(object, 'status', 'conditions').map((one) => textAt(one, 'type')));
  const decided = types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending';
  const issued = textAt(object, 'status', 'certificate') === '' ? '' : ',Issued';
  return `${decided}${types.has('Failed') ? ',Failed' : ''}${issued}`;
}
