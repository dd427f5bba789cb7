import type { FieldError } from '../field-error';
import { notSupported, required } from './field-errors';

/** TCP, UDP or SCTP: pkg/apis/core/validation, supportedPortProtocols. */
export function validateProtocol(protocol: string | undefined, path: string): readonly FieldError[] {
  if (!protocol) return [required(path)];
  const supported = ['SCTP', 'TCP', 'UDP'];
  return supported.includes(protocol) ? [] : [notSupported(path, protocol, supported)];
}
