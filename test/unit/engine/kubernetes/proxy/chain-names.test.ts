import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { endpointChain, hashOf, serviceChains } from '../../../../../src/engine/kubernetes/proxy/chain-names';
import { sha256 } from '../../../../../src/engine/tools/digest/sha256';

/** Names that upstream's proxier_test.go expects (pkg/proxy/iptables), and those that every kubeadm cluster has. */
const SERVICES: readonly (readonly [name: string, hash: string])[] = [
  ['ns1/svc1:p80', 'XPGD46QRK7WJZT7O'],
  ['ns2/svc2:p80', 'GNZBNJ2PO5MGZ6GT'],
  ['ns3/svc3:p80', 'X27LE4BHSL4DOUIK'],
  ['ns4/svc4:p80', '4SW47YFZTEDKD3PK'],
  ['ns5/svc5:p80', 'NUKIZ6OKUXPJNT4C'],
  ['default/kubernetes:https', 'NPX46M4PTMTKRN6Y'],
  ['kube-system/kube-dns:dns-tcp', 'ERIFXISQEP7F7OF4'],
  ['kube-system/kube-dns:metrics', 'JD5MR3NA4I4DYORP'],
];

const ENDPOINTS: readonly (readonly [name: string, endpoint: string, hash: string])[] = [
  ['ns1/svc1:p80', '10.180.0.1:80', 'SXIVWICOYRO3J4NJ'],
  ['ns2/svc2:p80', '10.180.0.2:80', 'RS4RBKLTHTF2IUXJ'],
  ['ns3/svc3:p80', '10.180.0.3:80', 'OYPFS5VJICHGATKP'],
  ['ns4/svc4:p80', '10.180.0.4:80', 'UKSFD7AGPMPPLUHC'],
  ['ns4/svc4:p80', '10.180.0.5:80', 'C6EBXVWJJZMIWKLZ'],
  ['ns5/svc5:p80', '10.180.0.3:80', 'I77PXRDZVX7PMWMN'],
];

describe('the names of chains', () => {
  it.each(SERVICES)('of %s are those of the real kube-proxy', (name, hash) => {
    expect(serviceChains(name, 'tcp')).toEqual({
      cluster: `KUBE-SVC-${hash}`,
      local: `KUBE-SVL-${hash}`,
      firewall: `KUBE-FW-${hash}`,
      external: `KUBE-EXT-${hash}`,
    });
  });

  it('depend on the protocol', () => {
    expect(hashOf('kube-system/kube-dns:dnsudp')).toBe('TCOU7JCQXEZGVUNU');
  });

  it.each(ENDPOINTS)('of %s at %s are those of the real kube-proxy', (name, endpoint, hash) => {
    expect(endpointChain(name, 'tcp', endpoint)).toBe(`KUBE-SEP-${hash}`);
  });
});

describe('SHA-256', () => {
  it.each([0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 300])('of %i letters', (length) => {
    const text = 'kube-proxy/'.repeat(30).slice(0, length);
    expect(Buffer.from(sha256(text)).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  });
});
