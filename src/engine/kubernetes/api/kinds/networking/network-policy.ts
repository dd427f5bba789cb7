import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, formatSelector, NAME_COLUMN } from '../../tables/cells';
import { at, child, forbidden, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { cidrFamily, isStrictSubset, legacyCidr } from '../../validation/ip';
import { validateLabelSelector } from '../../validation/metadata';
import { portName, portNumber } from '../../validation/names';
import { column, declareKind } from '../declare';
import { changeEach, changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type NetworkPolicyObject = KindObject<NetworkPolicy>;
type Spec = NonNullable<NetworkPolicyObject['spec']>;
type Port = NonNullable<NonNullable<NonNullable<Spec['ingress']>[number]['ports']>>[number];
type Peer = NonNullable<NonNullable<NonNullable<Spec['ingress']>[number]['from']>>[number];

function validatePort({ protocol, port, endPort }: Port, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const named: string | undefined = protocol;
  if (named !== undefined && !['TCP', 'UDP', 'SCTP'].includes(named)) {
    errors.push(notSupported(child(path, 'protocol'), named, ['TCP', 'UDP', 'SCTP']));
  }
  const [portField, endField] = [child(path, 'port'), child(path, 'endPort')];
  if (port === undefined) {
    if (endPort !== undefined) errors.push(required(portField, 'must be specified when endPort is specified'));
    return errors;
  }
  if (typeof port === 'string') {
    if (endPort !== undefined) {
      errors.push(required(portField, "must be an integer value when 'endPort' is specified"));
    }
    return [...errors, ...invalidEach(portField, port, portName(port))];
  }
  errors.push(...invalidEach(portField, port, portNumber(port)));
  if (endPort === undefined) return errors;
  if (endPort < port) errors.push(invalid(endField, endPort, 'must be greater than or equal to `port`'));
  return [...errors, ...invalidEach(endField, endPort, portNumber(endPort))];
}

function validateBlock(block: NonNullable<Peer['ipBlock']>, path: string): FieldError[] {
  const { cidr = '', except = [] } = block;
  if (!cidr) return [required(child(path, 'cidr'))];
  const errors = [...legacyCidr(child(path, 'cidr'), cidr)];
  if (errors.length || !cidrFamily(cidr)) return errors;
  except.forEach((part, i) => {
    const field = at(child(path, 'except'), i);
    const bad = legacyCidr(field, part);
    errors.push(...bad);
    if (!bad.length && !isStrictSubset(part, cidr)) {
      errors.push(invalid(field, part, 'must be a strict subset of `cidr`'));
    }
  });
  return errors;
}

function validatePeer(peer: Peer, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const field of ['podSelector', 'namespaceSelector'] as const) {
    if (!peer[field]) continue;
    count++;
    errors.push(...validateLabelSelector(peer[field], child(path, field)));
  }
  if (peer.ipBlock) {
    count++;
    errors.push(...validateBlock(peer.ipBlock, child(path, 'ipBlock')));
  }
  if (count === 0) errors.push(required(path, 'must specify a peer'));
  else if (count > 1 && peer.ipBlock) errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  return errors;
}

/** pkg/apis/networking/validation: ValidateNetworkPolicySpec. */
function validate({ spec = {} }: NetworkPolicyObject): FieldError[] {
  const errors = validateLabelSelector(spec.podSelector, 'spec.podSelector');
  const rules = [
    ['spec.ingress', 'from', (spec.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }))],
    ['spec.egress', 'to', (spec.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }))],
  ] as const;
  for (const [path, side, list] of rules) {
    list.forEach(({ ports = [], peers = [] }, i) => {
      const rule = at(path, i);
      ports.forEach((port, j) => errors.push(...validatePort(port, at(child(rule, 'ports'), j))));
      peers.forEach((peer, j) => errors.push(...validatePeer(peer, at(child(rule, side), j))));
    });
  }
  const types: readonly string[] = spec.policyTypes ?? [];
  if (types.length > 2) {
    return [...errors, invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')];
  }
  types.forEach((type, i) => {
    if (type === 'Ingress' || type === 'Egress') return;
    errors.push(notSupported(at('spec.policyTypes', i), type, ['Ingress', 'Egress']));
  });
  return errors;
}

/** pkg/apis/networking/v1/defaults.go. */
function defaultSpec(given: Spec): Spec {
  const spec = given.podSelector ? given : { ...given, podSelector: {} };
  const defaultPorts = (ports: readonly Port[]): readonly Port[] =>
    changeEach(ports, (port) => fillIn(port, { protocol: 'TCP' }));
  const withIngress = changeField(spec, 'ingress', (rules) =>
    changeEach(rules, (rule) => changeField(rule, 'ports', defaultPorts)),
  );
  const withEgress = changeField(withIngress, 'egress', (rules) =>
    changeEach(rules, (rule) => changeField(rule, 'ports', defaultPorts)),
  );
  if (withEgress.policyTypes?.length) return withEgress;
  return { ...withEgress, policyTypes: ['Ingress', ...(withEgress.egress?.length ? (['Egress'] as const) : [])] };
}

export const networkPolicy = declareKind<NetworkPolicyObject>(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  'networkpolicies',
  {
    shortNames: ['netpol'],
    generation: true,
    strategy: {
      defaults: (object) => ({ ...object, spec: defaultSpec(object.spec ?? {}) }),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column('Pod-Selector', describe('NetworkPolicySpec.podSelector'), ({ spec }) =>
        formatSelector(spec?.podSelector),
      ),
      AGE_COLUMN,
    ],
  },
);
