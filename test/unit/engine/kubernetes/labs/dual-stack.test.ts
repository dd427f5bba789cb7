import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** A cluster of both families, as `networking.ipFamily: dual` of kind makes one: addresses, slices, rules and names of IPv6 beside those of IPv4. */
let lab: Lab;

const SERVICES = `
apiVersion: v1
kind: Service
metadata: { name: dual }
spec: { type: NodePort, ipFamilyPolicy: PreferDualStack, selector: { run: web }, ports: [{ port: 80, nodePort: 30080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: six }
spec: { ipFamilies: [IPv6], selector: { run: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: head }
spec: { clusterIP: None, ipFamilyPolicy: RequireDualStack, selector: { run: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: nobody }
spec: { ipFamilies: [IPv6], selector: { run: nobody }, ports: [{ port: 80 }] }
`;

beforeAll(async () => {
  lab = await createLab({ kubernetes: { nodes: ['controlplane', 'node01'], network: 'kindnet', ipFamily: 'dual' } });
  const place = (node: string): string => `--overrides='{"spec":{"nodeName":"${node}"}}'`;
  await runOn(lab, `kubectl run web --image=nginx --port=80 ${place('node01')}; kubectl run a --image=nicolaka/netshoot ${place('controlplane')} -- sleep 1d`); // prettier-ignore
  await runOn(lab, `kubectl expose pod web --name=four; kubectl apply -f - <<'E'\n${SERVICES}E\nkubectl wait --for=condition=Ready pod/a pod/web --timeout=60s; sleep 2`); // prettier-ignore
}, 60_000);

async function said(command: string): Promise<string> {
  return (await runOn(lab.fork(), command)).stdout;
}

const CURL = "curl -s -m 2 -o /dev/null -w '%{http_code}'";

describe('a dual-stack cluster', () => {
  it('gives nodes, Pods and Services addresses of both families, as they ask for', async () => {
    expect(await said('kubectl get node node01 -o jsonpath={.spec.podCIDRs}')).toBe(
      '["10.244.1.0/24","fd00:10:244:1::/64"]',
    );
    expect(await said('kubectl get pod web -o jsonpath={.status.podIPs}')).toMatch(/^\[\{"ip":"10\.244\.1\.\d+"\},\{"ip":"fd00:10:244:1::[0-9a-f]+"\}\]$/); // prettier-ignore
    expect(await said('kubectl get servicecidr kubernetes -o jsonpath={.spec.cidrs}')).toBe('["10.96.0.0/12","fd00:10:96::/112"]'); // prettier-ignore
    expect(await said('kubectl get svc four -o jsonpath={.spec.ipFamilyPolicy},{.spec.ipFamilies}')).toBe('SingleStack,["IPv4"]'); // prettier-ignore
    expect(await said('kubectl get svc dual -o jsonpath={.spec.clusterIPs}')).toMatch(
      /^\["10\.[\d.]+","fd00:10:96::[0-9a-f]+"\]$/,
    );
    expect(await said('kubectl get svc six -o jsonpath={.spec.clusterIP}')).toMatch(/^fd00:10:96::/);
  });

  it('has EndpointSlices for each family of a Service', async () => {
    const slices = await said('kubectl get endpointslices -o jsonpath=\'{range .items[*]}{.metadata.labels.kubernetes\\.io/service-name} {.addressType}{"\\n"}{end}\' | sort'); // prettier-ignore
    expect(slices).toBe(
      'dual IPv4\ndual IPv6\nfour IPv4\nhead IPv4\nhead IPv6\nkubernetes IPv4\nnobody IPv6\nsix IPv6\n',
    );
    expect(await said('kubectl describe svc dual | grep -E "^IP"')).toMatch(/^IP Family Policy: +PreferDualStack\nIP Families: +IPv4,IPv6\nIP: +10\.[\d.]+\nIPs: +10\.[\d.]+,fd00:10:96::[0-9a-f]+\n$/); // prettier-ignore
  });

  it('drops and makes a second address when the policy changes', async () => {
    const own = lab.fork();
    await runOn(own, `kubectl patch svc four -p '{"spec":{"ipFamilyPolicy":"PreferDualStack"}}'; kubectl patch svc dual -p '{"spec":{"ipFamilyPolicy":"SingleStack"}}'; sleep 2`); // prettier-ignore
    const { stdout } = await runOn(own, 'kubectl get endpointslices --no-headers | grep -cE "^(four|dual)-.*IPv6"; kubectl get svc four dual -o jsonpath="{range .items[*]}{.spec.ipFamilies}{end}"'); // prettier-ignore
    expect(stdout).toBe('1\n["IPv4","IPv6"]["IPv4"]');
  });

  it('answers AAAA for Services and headless Pods', async () => {
    expect(await said('kubectl exec a -- dig +short dual.default.svc.cluster.local AAAA')).toMatch(/^fd00:10:96::[0-9a-f]+\n$/); // prettier-ignore
    expect(await said('kubectl exec a -- dig +short head.default.svc.cluster.local AAAA')).toMatch(/^fd00:10:244:1::[0-9a-f]+\n$/); // prettier-ignore
    expect(await said('kubectl exec a -- dig +short four.default.svc.cluster.local AAAA')).toBe('');
  });

  it('carries packets of both families between Pods, through Services and NodePorts', async () => {
    expect(
      await said('kubectl exec a -- ping -c1 $(kubectl get pod web -o jsonpath={.status.podIPs[1].ip})'),
    ).toContain('1 received');
    for (const words of [
      '-4 http://dual',
      '-6 http://dual',
      'http://six',
      '-6 http://head',
      '-g http://[fc00:f853:ccd:e793::3]:30080',
      'http://192.168.1.11:30080',
    ]) {
      // prettier-ignore
      expect([words, await said(`kubectl exec a -- ${CURL} ${words}`)]).toEqual([words, '200']);
    }
    expect(await said(`${CURL} -g http://[fc00:f853:ccd:e793::3]:30080`)).toBe('200');
    const { stderr } = await runOn(lab.fork(), 'kubectl exec a -- curl -sS -m 2 http://nobody');
    expect(stderr).toContain('curl: (7) Failed to connect');
  });

  it('has kube-proxy’s chains in ip6tables too', async () => {
    const rules = await said('ip6tables-save');
    expect(rules).toMatch(/^-A KUBE-SVC-\w+ ! -s fd00:10:244::\/56 -d fd00:10:96::[0-9a-f]+\/128 -p tcp -m comment --comment "default\/six cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ$/m); // prettier-ignore
    expect(rules).toMatch(/-j DNAT --to-destination \[fd00:10:244:1::[0-9a-f]+\]:80$/m);
    expect(rules).toMatch(/default\/nobody has no endpoints.* -j REJECT --reject-with icmp6-port-unreachable$/m);
  });
});

describe('host-local with two ranges', () => {
  it('gives the Pods of a bridge two addresses, and writes down both', async () => {
    const own = await createLab({
      kubernetes: { nodes: ['controlplane', 'node01'], network: 'none', ipFamily: 'dual' },
    });
    const ipam = { type: 'host-local', ranges: [[{ subnet: '10.9.0.0/24' }], [{ subnet: 'fd00:9::/64' }]], routes: [{ dst: '0.0.0.0/0' }, { dst: '::/0' }] }; // prettier-ignore
    const conflist = {
      cniVersion: '1.0.0',
      name: 'two',
      plugins: [{ type: 'bridge', bridge: 'br-two', isGateway: true, ipam }],
    };
    await runOn(own, `ssh node01 'cat > /etc/cni/net.d/10-two.conflist' <<'E'\n${JSON.stringify(conflist)}\nE\nkubectl -n kube-system scale deployment coredns --replicas=0; sleep 3`); // prettier-ignore
    await runOn(own, `kubectl run p --image=nginx --overrides='{"spec":{"nodeName":"node01"}}'; sleep 15`);
    expect((await runOn(own, 'kubectl get pod p -o jsonpath={.status.podIPs}')).stdout).toMatch(/^\[\{"ip":"10\.9\.0\.\d+"\},\{"ip":"fd00:9::[0-9a-f]+"\}\]$/); // prettier-ignore
    const { stdout } = await runOn(own, 'ssh node01 "ls /var/lib/cni/networks/two; ip -br addr show br-two; curl -s -m 2 -o /dev/null -w %{http_code} -g http://[\\$(ls /var/lib/cni/networks/two | grep fd00)]"'); // prettier-ignore
    expect(stdout).toMatch(/^10\.9\.0\.\d+\nfd00:9::[0-9a-f]+\nlast_reserved_ip\.0\nlast_reserved_ip\.1\nbr-two +UP +10\.9\.0\.1\/24 fd00:9::1\/64 fe80::[0-9a-f:]+\/64 \n200$/); // prettier-ignore
  });
});
