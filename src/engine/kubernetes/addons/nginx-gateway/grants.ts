import type { ReferenceGrant } from './types';

interface From {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

interface To extends From {
  readonly name: string;
}

/** ReferenceGrants of a cluster: who may name objects of another namespace (GEP-709). */
export class Grants {
  constructor(private readonly grants: readonly ReferenceGrant[]) {}

  allow(from: From, to: To): boolean {
    if (from.namespace === to.namespace) return true;
    return this.grants.some(
      ({ metadata, spec }) =>
        metadata.namespace === to.namespace &&
        spec.from.some(({ group, kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace) && // prettier-ignore
        spec.to.some(({ group, kind, name }) => (group === to.group || (group === 'core' && to.group === '')) && kind === to.kind && (name === undefined || name === '' || name === to.name)), // prettier-ignore
    );
  }
}
