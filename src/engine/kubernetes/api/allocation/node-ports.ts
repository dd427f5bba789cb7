import type { World } from '../../../kernel/world';
import { internalError, invalid as invalidObject } from '../api-error';
import { service, type ServiceObject, type ServiceSpec } from '../kinds/core/service';
import { needsHealthCheck } from '../kinds/core/service-validation';
import { readObjects } from '../store';
import { at, child, invalid } from '../validation/field-errors';
import { pickFree } from './ranges';

/** --service-node-port-range, and how many ports at its start are given out last. */
const FIRST = 30_000;
const LAST = 32_767;
const OFFSET = 86;

/** The ports that a Service holds on every node. */
function portsOf(spec: ServiceSpec | undefined): number[] {
  const ports = (spec?.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : []));
  return spec?.healthCheckNodePort ? [...ports, spec.healthCheckNodePort] : ports;
}

/** Ports that other Services hold, and those found for this one. */
class Ports {
  private readonly taken: Set<number>;

  constructor(
    private readonly world: World,
    private readonly object: ServiceObject,
    isNew: boolean,
  ) {
    const { name, namespace } = object.metadata;
    const others = (readObjects(world, 'services') as ServiceObject[]).filter(
      ({ metadata }) => isNew || metadata.name !== name || metadata.namespace !== namespace,
    );
    this.taken = new Set(others.flatMap(({ spec }) => portsOf(spec)));
  }

  hold(ports: readonly number[]): void {
    for (const port of ports) this.taken.add(port);
  }

  /** What is wrong with a port that a client asks for: portallocator's ErrNotInRange and ErrAllocated. */
  take(port: number): string | undefined {
    if (port < FIRST || port > LAST) {
      return `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`;
    }
    if (this.taken.has(port)) return 'provided port is already allocated';
    this.taken.add(port);
    return undefined;
  }

  takeAsked(index: number, port: number): void {
    const detail = this.take(port);
    if (detail === undefined) return;
    const field = child(at('spec.ports', index), 'nodePort');
    throw invalidObject(service, this.object.metadata.name ?? '', [invalid(field, port, detail)]);
  }

  next(what: string): number {
    const found = pickFree(this.world, LAST - FIRST + 1, OFFSET, (index) => this.taken.has(FIRST + index));
    if (found === undefined) throw internalError(`failed to allocate a ${what}: range is full`);
    this.taken.add(FIRST + found);
    return FIRST + found;
  }
}

const hasNodePorts = (spec: ServiceSpec): boolean => spec.type === 'NodePort' || spec.type === 'LoadBalancer';
const findsPorts = (spec: ServiceSpec): boolean =>
  spec.type !== 'LoadBalancer' || spec.allocateLoadBalancerNodePorts !== false;

/** A new Service's ports; those of one number and different protocols share theirs: alloc.go, initNodePorts. */
function newPorts(spec: ServiceSpec, ports: Ports): ServiceSpec {
  const found = new Map<number, number>();
  const list = (spec.ports ?? []).map((port, i) => {
    const { port: number = 0, nodePort = 0 } = port;
    if (!nodePort && !findsPorts(spec)) return port;
    const before = found.get(number);
    if (before === undefined) {
      const asked = (spec.ports ?? []).find((other) => other.port === number && other.nodePort)?.nodePort ?? 0;
      if (asked) ports.takeAsked(i, asked);
      const chosen = asked || ports.next('nodePort');
      found.set(number, chosen);
      return { ...port, nodePort: chosen };
    }
    if (!nodePort) return { ...port, nodePort: before };
    if (nodePort !== before) ports.takeAsked(i, nodePort);
    return port;
  });
  return { ...spec, ports: list };
}

/** alloc.go, updateNodePorts. */
function changedPorts(spec: ServiceSpec, old: ServiceSpec, ports: Ports): ServiceSpec {
  const before = portsOf(old);
  ports.hold(before);
  const taken = new Set(before);
  const list = (spec.ports ?? []).map((port, i) => {
    const { nodePort = 0 } = port;
    if (!nodePort) return findsPorts(spec) ? { ...port, nodePort: ports.next('nodePort') } : port;
    if (!taken.has(nodePort)) ports.takeAsked(i, nodePort);
    taken.add(nodePort);
    return port;
  });
  return { ...spec, ports: list };
}

function healthCheckPort(spec: ServiceSpec, ports: Ports): ServiceSpec {
  const asked = spec.healthCheckNodePort ?? 0;
  if (!asked) return { ...spec, healthCheckNodePort: ports.next('HealthCheck NodePort 0') };
  const detail = ports.take(asked);
  if (detail === undefined) return spec;
  throw internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${detail}`);
}

/** The ports on every node that a Service needs. */
export function withNodePorts(
  world: World,
  object: ServiceObject,
  given: ServiceSpec,
  old: ServiceSpec | undefined,
): ServiceSpec {
  const checksNewly = needsHealthCheck(given) && !(old && needsHealthCheck(old));
  if (!hasNodePorts(given) && !checksNewly) return given;
  const ports = new Ports(world, object, !old);
  let spec = given;
  if (hasNodePorts(spec)) spec = old ? changedPorts(spec, old, ports) : newPorts(spec, ports);
  return checksNewly ? healthCheckPort(spec, ports) : spec;
}
