import type { WebDocument } from '../../kernel/cluster-records';
import { KernelError } from '../../kernel/errno';
import { parseIpv4, type Ipv4 } from '../../packet/address';
import type { Process } from '../tool';

/** Where the web outside the lab seems to be: TEST-NET-3 of RFC 5737. */
export const OUTSIDE = parseIpv4('203.0.113.80') as Ipv4;

/**
 * What the web outside the lab has at a URL. Undefined when the lab has to do with it itself: the host is none of the web's, or this namespace has no
 * way out (then the name cannot be looked up either).
 */
export function webDocument(process: Process, address: string): WebDocument | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const found = process.world.clusterBehaviour?.webDocument?.(url);
  if (!found) return undefined;
  try {
    return process.netlink().getRoute({ destination: OUTSIDE }).type === 'unicast' ? found : undefined;
  } catch (error) {
    if (error instanceof KernelError) return undefined;
    throw error;
  }
}
