import type { World } from '../../../kernel/world';
import { internalError, invalid as invalidObject } from '../api-error';
import { newUid } from '../identity';
import { service, type ServiceObject, type ServiceSpec } from '../kinds/core/service';
import { isHeadless } from '../kinds/core/service-validation';
import type { IpAddressObject } from '../kinds/networking/ip-address';
import type { KubeObject } from '../object';
import type { ResourceType } from '../resource-type';
import { nowText, readObject, readObjects, removeObject, storeObject } from '../store';
import { invalid } from '../validation/field-errors';
import { withFamilies } from './ip-families';
import { withNodePorts } from './node-ports';
import { familyOf, fullRanges, IP_ADDRESSES, isServiceAddress, nextAddress } from './ranges';

/**
 * What a Service is given when it is stored: addresses and ports. Addresses that are taken are IPAddress objects, ports stand in the
 * Services themselves. pkg/registry/core/service/storage/alloc.go.
 */

function isService(type: ResourceType): boolean {
  return type.group === '' && type.plural === 'services';
}

/** The addresses that a Service holds. */
function addressesOf(spec: ServiceSpec | undefined): readonly string[] {
  if (!spec || spec.type === 'ExternalName' || isHeadless(spec)) return [];
  return (spec.clusterIPs ?? []).filter((address) => address !== '');
}

function holder(world: World, address: string): IpAddressObject | undefined {
  return readObject(world, IP_ADDRESSES, '', address);
}

/** Whether a Service holds an address. An address whose Service has gone is free again. */
function isTaken(world: World, address: string): boolean {
  const { namespace = '', name = '' } = holder(world, address)?.spec?.parentRef ?? {};
  const parent: ServiceObject | undefined = readObject(world, 'services', namespace, name);
  return addressesOf(parent?.spec).includes(address);
}

/** The Services' range, when no address of it is left. */
export function fullServiceRange(world: World): string | undefined {
  const held = (readObjects(world, IP_ADDRESSES) as readonly IpAddressObject[]).filter(({ metadata }) =>
    isTaken(world, metadata.name ?? ''),
  );
  return fullRanges(world, held.length);
}

function withAddresses(
  world: World,
  object: ServiceObject,
  given: ServiceSpec,
  old: ServiceSpec | undefined,
): ServiceSpec {
  if (given.type === 'ExternalName' || isHeadless(given)) return given;
  const before = addressesOf(old);
  const addresses = (given.ipFamilies ?? []).map((family, i) => {
    const asked = given.clusterIPs?.[i] ?? '';
    if (before.includes(asked)) return asked;
    if (asked === '') {
      const found = nextAddress(world, family as 'IPv4' | 'IPv6', (address) => isTaken(world, address));
      if (found === undefined) throw internalError('failed to allocate a serviceIP: range is full');
      return found;
    }
    const problem = !isServiceAddress(world, asked)
      ? 'the provided network does not match the current range'
      : isTaken(world, asked)
        ? 'provided IP is already allocated'
        : undefined;
    if (problem === undefined) return asked;
    const detail = `failed to allocate IP ${asked}: ${problem}`;
    throw invalidObject(service, object.metadata.name ?? '', [invalid('spec.clusterIPs', given.clusterIPs, detail)]);
  });
  const [first] = addresses;
  return first === undefined ? given : { ...given, clusterIP: first, clusterIPs: addresses };
}

function ipAddress(world: World, address: string, { metadata }: KubeObject): IpAddressObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IPAddress',
    metadata: {
      name: address,
      uid: newUid(world),
      creationTimestamp: nowText(world),
      generation: 1,
      labels: {
        'ipaddress.kubernetes.io/ip-family': familyOf(address),
        'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
      },
    },
    spec: {
      parentRef: { group: '', resource: 'services', namespace: metadata.namespace, name: metadata.name },
    },
  };
}

/** Before an object is stored: a Service is given addresses and ports, other objects stay as they are. Throws ApiError when there are none. */
export function allocate(
  world: World,
  type: ResourceType,
  object: KubeObject,
  old: KubeObject | undefined,
): KubeObject {
  if (!isService(type)) return object;
  const [next, previous]: readonly [ServiceObject, ServiceObject | undefined] = [object, old];
  const before = previous?.spec;
  let spec = withFamilies(world, next, before);
  spec = withAddresses(world, next, spec, before);
  spec = withNodePorts(world, next, spec, before);
  const allocated: ServiceObject = { ...next, spec };
  return spec === next.spec ? object : allocated;
}

/** As an object is stored, changed or removed (`next` is undefined): its addresses are held, and those that it leaves are free. */
export function hold(
  world: World,
  type: ResourceType,
  next: KubeObject | undefined,
  old: KubeObject | undefined,
): void {
  if (!isService(type)) return;
  const addresses = (one: ServiceObject | undefined): readonly string[] => addressesOf(one?.spec);
  const [now, held] = [addresses(next), addresses(old)];
  if (next) {
    for (const address of now.filter((one) => !held.includes(one))) {
      storeObject(world, IP_ADDRESSES, ipAddress(world, address, next));
    }
  }
  for (const address of held.filter((one) => !now.includes(one))) removeObject(world, IP_ADDRESSES, '', address);
}
