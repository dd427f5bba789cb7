import { hashOf } from '../chain-names';
import type { Endpoint } from '../endpoints';
import type { ServicePort } from '../service-ports';

/** Names of chains and sets in nftables mode (servicePortChainNameBase and its like in pkg/proxy/nftables/proxier.go). */

/** NFT_NAME_MAXLEN less the longest prefix. */
const LONGEST = 256 - 16;

/** Eight letters of the hash, and what is hashed: `ULMVA6XW-ns1/svc1/tcp/p80`. */
export function hashed(name: string): string {
  const full = `${hashOf(name).slice(0, 8)}-${name}`;
  return full.length > LONGEST ? `${full.slice(0, LONGEST - 3)}...` : full;
}

export interface ServiceNames {
  /** `service-…`: chooses among all endpoints. */
  readonly cluster: string;
  /** `local-…`: chooses among those of this node. */
  readonly local: string;
  /** `external-…`: what comes from outside the cluster. */
  readonly external: string;
  /** `firewall-…`: lets the load balancer's source ranges through. */
  readonly firewall: string;
}

const services = new WeakMap<ServicePort, ServiceNames>();

export function serviceNames(port: ServicePort): ServiceNames {
  let names = services.get(port);
  if (!names) {
    const base = hashed(`${port.service}/${port.protocol}/${port.port}`);
    names = { cluster: `service-${base}`, local: `local-${base}`, external: `external-${base}`, firewall: `firewall-${base}` }; // prettier-ignore
    services.set(port, names);
  }
  return names;
}

export interface EndpointNames {
  /** `endpoint-…`: goes to the endpoint. */
  readonly chain: string;
  /** `affinity-…`: who stays with it. */
  readonly affinity: string;
}

const endpoints = new WeakMap<Endpoint, EndpointNames>();

export function endpointNames(port: ServicePort, endpoint: Endpoint): EndpointNames {
  let names = endpoints.get(endpoint);
  if (!names) {
    const at = endpoint.text.lastIndexOf(':');
    const place = `${endpoint.ip.replaceAll(':', '.')}/${endpoint.text.slice(at + 1)}`;
    const base = hashed(`${port.service}/${port.protocol}/${port.port}__${place}`);
    endpoints.set(endpoint, (names = { chain: `endpoint-${base}`, affinity: `affinity-${base}` }));
  }
  return names;
}
