import { sha256 } from '../../tools/digest/sha256';

/** Names of kube-proxy's chains (pkg/proxy/iptables/proxier.go): a hash of what the chain is for, in base32. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Sixteen letters: the first 80 bits of the SHA-256 sum in base32 (RFC 4648). */
export function hashOf(text: string): string {
  const bytes = sha256(text);
  let letters = '';
  for (let at = 0; at < 10; at += 5) {
    let high = ((bytes[at] as number) << 12) | ((bytes[at + 1] as number) << 4) | ((bytes[at + 2] as number) >>> 4);
    let low = (((bytes[at + 2] as number) & 15) << 16) | ((bytes[at + 3] as number) << 8) | (bytes[at + 4] as number);
    let part = '';
    for (let i = 0; i < 4; i++, low >>>= 5) part = LETTERS.charAt(low & 31) + part;
    for (let i = 0; i < 4; i++, high >>>= 5) part = LETTERS.charAt(high & 31) + part;
    letters += part;
  }
  return letters;
}

/** The chains of one port of a Service. */
export interface ServiceChains {
  /** KUBE-SVC-…: chooses among all endpoints. */
  readonly cluster: string;
  /** KUBE-SVL-…: chooses among those of this node. */
  readonly local: string;
  /** KUBE-FW-…: lets the load balancer's source ranges through. */
  readonly firewall: string;
  /** KUBE-EXT-…: what comes from outside the cluster. */
  readonly external: string;
}

/** `name` is `namespace/service:port`, `protocol` in small letters. */
export function serviceChains(name: string, protocol: string): ServiceChains {
  const hash = hashOf(name + protocol);
  return {
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    firewall: `KUBE-FW-${hash}`,
    external: `KUBE-EXT-${hash}`,
  };
}

/** KUBE-SEP-…: goes to one endpoint, `10.244.1.2:80`. */
export function endpointChain(name: string, protocol: string, endpoint: string): string {
  return `KUBE-SEP-${hashOf(name + protocol + endpoint)}`;
}

/** Whether a chain is one of a Service's, which kube-proxy deletes when the Service is gone. */
export function isServiceChain(name: string): boolean {
  return /^KUBE-(SVC|SVL|SEP|FW|EXT)-/.test(name);
}
