import type { World } from '../../../kernel/world';
import { invalid as invalidObject } from '../api-error';
import type { FieldError } from '../field-error';
import { service, type ServiceObject, type ServiceSpec } from '../kinds/core/service';
import { validateClusterIps } from '../kinds/core/service-validation';
import { semanticEqual } from '../kinds/semantic-equal';
import { at, invalid } from '../validation/field-errors';
import { familyOf, type IpFamily, serviceFamilies } from './ranges';

const POLICY = 'spec.ipFamilyPolicy';
const otherFamily = (family: IpFamily | undefined): IpFamily => (family === 'IPv4' ? 'IPv6' : 'IPv4');

/** A Service that prefers both families and whose families are left as they were is not touched when the cluster's change. */
function keepsPreference(spec: ServiceSpec, old: ServiceSpec | undefined): boolean {
  return (
    old !== undefined &&
    old.type !== 'ExternalName' &&
    spec.ipFamilyPolicy === 'PreferDualStack' &&
    old.ipFamilyPolicy === 'PreferDualStack' &&
    semanticEqual(spec.clusterIPs, old.clusterIPs) &&
    semanticEqual(spec.ipFamilies, old.ipFamilies)
  );
}

function defaultPolicy(spec: ServiceSpec, old: ServiceSpec | undefined): string {
  if (old?.ipFamilyPolicy !== undefined) return old.ipFamilyPolicy;
  return isOpenHeadless(spec) ? 'RequireDualStack' : 'SingleStack';
}

/** Headless and without a selector: whoever makes its endpoints knows their families. */
function isOpenHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
}

function reduced(next: readonly string[] | undefined, old: readonly string[] | undefined): boolean {
  return old?.length === 2 && next?.length === 1 && next[0] === old[0];
}

/** What an update means by a policy: to give back the second address, or not to. */
function withPolicyApplied(given: ServiceSpec, old: ServiceSpec, errors: FieldError[]): ServiceSpec {
  let spec = given;
  if (spec.ipFamilyPolicy === 'SingleStack') {
    if (semanticEqual(spec.clusterIPs, old.clusterIPs) && (spec.clusterIPs?.length ?? 0) > 1) {
      spec = { ...spec, clusterIPs: spec.clusterIPs?.slice(0, 1) };
    }
    if (semanticEqual(spec.ipFamilies, old.ipFamilies) && (spec.ipFamilies?.length ?? 0) > 1) {
      spec = { ...spec, ipFamilies: spec.ipFamilies?.slice(0, 1) };
    }
    return spec;
  }
  if (reduced(spec.clusterIPs, old.clusterIPs)) {
    errors.push(invalid(POLICY, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary cluster IP"));
  }
  if (reduced(spec.ipFamilies, old.ipFamilies)) {
    errors.push(invalid(POLICY, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary IP family"));
  }
  return spec;
}

/** Policy and families of a Service before its addresses are found: pkg/registry/core/service/storage/alloc.go, initIPFamilyFields. */
export function withFamilies(world: World, object: ServiceObject, old: ServiceSpec | undefined): ServiceSpec {
  let spec: ServiceSpec = object.spec ?? {};
  if (spec.type === 'ExternalName' || keepsPreference(spec, old)) return spec;
  const fail = (errors: readonly FieldError[]): void => {
    if (errors.length) throw invalidObject(service, object.metadata.name ?? '', errors);
  };
  const available = serviceFamilies(world);
  if (spec.ipFamilyPolicy === undefined) {
    spec = { ...spec, ipFamilyPolicy: defaultPolicy(spec, old) };
  }
  fail(validateClusterIps(spec));
  const errors: FieldError[] = [];
  if (old) spec = withPolicyApplied(spec, old, errors);
  const isSingle = spec.ipFamilyPolicy === 'SingleStack';
  if (isSingle) {
    const detail = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
    if (spec.clusterIPs?.length === 2) {
      errors.push(invalid(POLICY, spec.ipFamilyPolicy, `${detail} cluster IPs are specified`));
    }
    if (spec.ipFamilies?.length === 2) {
      errors.push(invalid(POLICY, spec.ipFamilyPolicy, `${detail} IP families are specified`));
    }
  }
  const families = [...((spec.ipFamilies ?? []) as IpFamily[])];
  for (const [i, address] of (spec.clusterIPs ?? []).entries()) {
    if (address === 'None') break;
    if (i < families.length) continue;
    const family = familyOf(address);
    if (available.includes(family)) families.push(family);
    else {
      errors.push(invalid(at('spec.clusterIPs', i), spec.clusterIPs, `${family} is not configured on this cluster`));
    }
  }
  fail(errors);
  if (!isOpenHeadless(spec)) {
    if (spec.ipFamilyPolicy === 'RequireDualStack' && available.length < 2) {
      const detail = 'this cluster is not configured for dual-stack services';
      errors.push(invalid(POLICY, spec.ipFamilyPolicy, detail));
    }
    families.forEach((family, i) => {
      if (available.includes(family)) return;
      errors.push(invalid(at('spec.ipFamilies', i), family, 'not configured on this cluster'));
    });
    fail(errors);
  }
  if (!families.length) families.push(available[0] ?? 'IPv4');
  const mayHaveBoth = isOpenHeadless(spec) || available.length === 2;
  if (!isSingle && families.length === 1 && mayHaveBoth) families.push(otherFamily(families[0]));
  return { ...spec, ipFamilies: families };
}
