import type { WebDocument } from '../../kernel/cluster-records';
import { KernelError } from '../../kernel/errno';
import type { World } from '../../kernel/world';
import { parseIpv4, type Ipv4 } from '../../packet/address';
import type { Process } from '../tool';

/** Where the web outside the lab seems to be: TEST-NET-3 of RFC 5737. */
export const OUTSIDE = parseIpv4('203.0.113.80') as Ipv4;

/**
 * What the web outside the lab has at a URL, where no packets can ask for it: a lab whose own host is the gateway has no web server outside.
 * Undefined when the lab has to do with it itself: the host is none of the web's, packets go there, or this namespace has no way out.
 */
export function webDocument(process: Process, address: string): WebDocument | undefined {
  const found = documentAt(process, address);
  if (!found || servesWeb(process.world)) return undefined;
  try {
    return process.netlink().getRoute({ destination: OUTSIDE }).type === 'unicast' ? found : undefined;
  } catch (error) {
    if (error instanceof KernelError) return undefined;
    throw error;
  }
}

/** What the web outside has at a URL, for who has connected to it. */
export function documentAt({ world }: Process, address: string): WebDocument | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return world.clusterBehaviour?.webDocument?.(url);
}

/** Whether somebody in the lab stands for the web outside (kubernetes/cluster/outside.ts). */
function servesWeb(world: World): boolean {
  for (const socket of world.sockets.values())
    if (socket.type === 'tcp' && socket.state === 'LISTEN' && socket.address === OUTSIDE) return true;
  return false;
}
