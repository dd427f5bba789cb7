import { certificatesOf } from '../../../tools/x509/certificate';
import { readPrivateKey } from '../../../tools/x509/rsa';
import { base64Decode } from '../../api/kinds/base64';
import type { Secret } from '../../objects/kinds';
import { listenerConflict, listenerKinds, listenerReference, listenerRefused } from './conditions';
import type { Grants } from './grants';
import { overlap } from './hostnames';
import { GROUP, type Condition, type Gateway, type ListenerSpec, type Route } from './types';

/** A listener as the controller judged it (internal/controller/state/graph/gateway_listener.go). */
export interface Listener {
  readonly spec: ListenerSpec;
  valid: boolean;
  /** Whether routes may be attached to it at all. */
  attachable: boolean;
  conditions: Condition[];
  readonly kinds: readonly { readonly group: string; readonly kind: string }[];
  /** Its certificate and key in PEM, with the Secret they come from. */
  certificate?: { readonly id: string; readonly pem: string };
  readonly routes: Set<Route>;
}

/** Ports that the data plane has for itself. */
const TAKEN: ReadonlyMap<number, string> = new Map([
  [9113, 'MetricsPort'],
  [8081, 'HealthPort'],
]);

/** What looking at listeners needs of the cluster. */
export interface ListenerSources {
  readonly secret: (namespace: string, name: string) => Secret | undefined;
  readonly grants: Grants;
}

export function judgedListeners(gateway: Gateway, sources: ListenerSources): readonly Listener[] {
  const listeners = gateway.spec.listeners.map((spec) => judged(spec, gateway, sources));
  findConflicts(listeners);
  return listeners;
}

function judged(spec: ListenerSpec, gateway: Gateway, sources: ListenerSources): Listener {
  const { protocol, port, tls, allowedRoutes } = spec;
  const conditions: Condition[] = [];
  const { kinds, complaint } = supportedKinds(spec);
  const listener: Listener = { spec, valid: true, attachable: true, conditions, kinds, routes: new Set() };
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
    listener.attachable = false;
    conditions.push(...listenerRefused('UnsupportedProtocol', `protocol: Unsupported value: "${protocol}": supported values: "HTTP", "HTTPS", "TLS", "TCP", "UDP"`)); // prettier-ignore
  } else {
    const taken = TAKEN.get(port);
    if (taken !== undefined) conditions.push(...listenerRefused('UnsupportedValue', `port: Invalid value: ${port}: port is already in use as ${taken}`)); // prettier-ignore
    if (protocol === 'HTTP' && tls) conditions.push(...listenerRefused('UnsupportedValue', 'tls: Forbidden: tls is not supported for HTTP listener')); // prettier-ignore
    if (protocol === 'HTTPS') conditions.push(...tlsComplaints(tls));
  }
  if (complaint !== undefined) conditions.push(...listenerKinds(complaint));
  const namespaces = allowedRoutes?.namespaces;
  if (namespaces?.from === 'Selector' && !namespaces.selector)
    conditions.push(...listenerRefused('UnsupportedValue', "Listener's AllowedRoutes Selector must be set when From is set to type Selector")); // prettier-ignore
  listener.valid = conditions.length === 0;
  if (listener.valid && protocol === 'HTTPS') resolveCertificate(listener, gateway, sources);
  return listener;
}

function tlsComplaints(tls: ListenerSpec['tls']): readonly Condition[] {
  if (!tls) return listenerRefused('UnsupportedValue', 'TLS: Required value: tls must be defined for HTTPS listener');
  const { mode = 'Terminate', certificateRefs: [reference, ...more] = [] } = tls;
  if (mode !== 'Terminate') return listenerRefused('UnsupportedValue', `tls.mode: Unsupported value: "${mode}": supported values: "Terminate"`); // prettier-ignore
  if (!reference) return listenerReference('InvalidCertificateRef', 'tls.certificateRefs: Required value: certificateRefs must be defined for TLS mode terminate'); // prettier-ignore
  const { kind = 'Secret', group = '' } = reference;
  const path = 'tls.certificateRefs[0]';
  return [
    ...(kind === 'Secret' ? [] : listenerReference('InvalidCertificateRef', `${path}.kind: Unsupported value: "${kind}": supported values: "Secret"`)), // prettier-ignore
    ...(group === '' ? [] : listenerReference('InvalidCertificateRef', `${path}.group: Unsupported value: "${group}": supported values: ""`)), // prettier-ignore
    ...(more.length === 0 ? [] : listenerRefused('UnsupportedValue', `tls.certificateRefs: Too many: ${more.length + 1}: must have at most 1 item`)), // prettier-ignore
  ];
}

/** Route kinds that a listener takes; what it names besides is a complaint. */
function supportedKinds({ protocol, allowedRoutes }: ListenerSpec): {
  readonly kinds: Listener['kinds'];
  readonly complaint?: string;
} {
  const own = protocol === 'HTTP' || protocol === 'HTTPS' ? ['HTTPRoute', 'GRPCRoute'] : [];
  const asked = allowedRoutes?.kinds;
  if (!asked) return { kinds: own.map((kind) => ({ group: GROUP, kind })) };
  const fits = asked.filter(({ group = GROUP, kind }) => group === GROUP && own.includes(kind));
  const other = asked.find(({ group = GROUP, kind }) => group !== GROUP || !own.includes(kind));
  return {
    kinds: fits.map(({ kind }) => ({ group: GROUP, kind })),
    ...(other && { complaint: `Unsupported route kind for protocol ${protocol} "${other.group ?? GROUP}/${other.kind}"` }), // prettier-ignore
  };
}

function resolveCertificate(listener: Listener, { metadata }: Gateway, { secret, grants }: ListenerSources): void {
  const [reference] = listener.spec.tls?.certificateRefs ?? [];
  if (!reference) return;
  const own = metadata.namespace ?? '';
  const { namespace = own, name } = reference;
  const refuse = (conditions: readonly Condition[]): void => {
    listener.conditions.push(...conditions);
    listener.valid = false;
  };
  const allowed = grants.allow({ group: GROUP, kind: 'Gateway', namespace: own }, { group: '', kind: 'Secret', namespace, name }); // prettier-ignore
  if (!allowed) {
    refuse(listenerReference('RefNotPermitted', `Certificate ref to secret ${namespace}/${name} not permitted by any ReferenceGrant`)); // prettier-ignore
    return;
  }
  const pair = keyPair(secret(namespace, name));
  if (typeof pair === 'string') {
    const value = `{"Namespace":"${namespace}","Name":"${name}"}`;
    refuse(listenerReference('InvalidCertificateRef', `tls.certificateRefs[0]: Invalid value: ${value}: ${pair}`));
  } else listener.certificate = { id: `ssl_keypair_${namespace}_${name}`, pem: pair.pem };
}

/** internal/controller/state/graph/secret.go, and crypto/tls: X509KeyPair. */
function keyPair(secret: Secret | undefined): { readonly pem: string } | string {
  if (!secret) return 'secret does not exist';
  if (secret.type !== 'kubernetes.io/tls') return `unsupported secret type "${secret.type ?? ''}"`;
  const [certificate = '', key = ''] = ['tls.crt', 'tls.key'].map((name) => base64Decode(secret.data?.[name] ?? '') ?? ''); // prettier-ignore
  const [first] = certificatesOf(certificate);
  const invalid = 'TLS secret is invalid: ';
  if (!first) return `${invalid}tls: failed to find any PEM data in certificate input`;
  const own = readPrivateKey(key);
  if (!own) return `${invalid}tls: failed to find any PEM data in key input`;
  if (own.n !== first.key.n) return `${invalid}tls: private key does not match public key`;
  return { pem: `${certificate.trimEnd()}\n${key.trimEnd()}\n` };
}

/** createPortConflictResolver: one kind of protocol a port. */
function findConflicts(listeners: readonly Listener[]): void {
  const byPort = new Map<number, Listener[]>();
  for (const listener of listeners) {
    const { port, protocol } = listener.spec;
    const before = byPort.get(port) ?? [];
    byPort.set(port, [...before, listener]);
    const message = `Multiple listeners for the same port ${port} specify incompatible protocols; ensure only one protocol per port`;
    if (before.some(({ spec }) => (spec.protocol === 'HTTP') !== (protocol === 'HTTP'))) {
      for (const each of [...before, listener]) {
        each.valid = false;
        if (!each.conditions.some(({ type }) => type === 'Conflicted')) each.conditions.push(...listenerConflict('ProtocolConflict', message)); // prettier-ignore
      }
    }
  }
}

/** Whether a listener of HTTPS overlaps another one of its port. */
export function overlapsOthers(listener: Listener, all: readonly Listener[]): boolean {
  const { port, protocol, hostname } = listener.spec;
  return protocol === 'HTTPS' && all.some((other) => other !== listener && other.spec.port === port && other.spec.protocol === protocol && overlap(hostname, other.spec.hostname)); // prettier-ignore
}
