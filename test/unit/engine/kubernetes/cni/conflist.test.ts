import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { sha512 } from '../../../../../src/engine/kubernetes/node/cni/sha512';
import { runOn } from '../../lab/lab-run';

/** The container network by hand: what containerd makes of the files in /etc/cni/net.d, on a cluster that has no add-on. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm-no-cni');
  // Nobody but the tests wants addresses.
  await runOn(base, 'kubectl -n kube-system scale deployment coredns --replicas=0; sleep 5');
});

interface Given {
  /** Content of node01's conflist. */
  readonly conflist: string;
  readonly pod?: string;
}

const POD = `{"spec":{"nodeName":"node01","tolerations":[{"operator":"Exists"}]}}`;

function write(conflist: string): string {
  return `ssh node01 'cat > /etc/cni/net.d/10-mynet.conflist' <<'E'\n${conflist}\nE\n`;
}

function list(plugin: object, more: object = {}, others: readonly object[] = []): string {
  return JSON.stringify({ cniVersion: '1.0.0', name: 'mynet', plugins: [plugin, ...others], ...more });
}

const IPAM = { type: 'host-local', subnet: '10.9.0.0/24', routes: [{ dst: '0.0.0.0/0' }] };
const BRIDGE = { type: 'bridge', bridge: 'br-pods', isGateway: true, ipam: IPAM };

/** A Pod on node01 under this conflist, after a while. */
async function started({ conflist, pod = POD }: Given): Promise<Lab> {
  const lab = base.fork();
  await runOn(lab, write(conflist));
  await runOn(lab, `kubectl run p --image=nginx --overrides='${pod}'; sleep 15`);
  return lab;
}

async function event(lab: Lab): Promise<string> {
  const { stdout } = await runOn(lab, "kubectl get events --field-selector type=Warning -o jsonpath='{.items[0].message}'"); // prettier-ignore
  return stdout.replace(/[0-9a-f]{64}/g, 'ID');
}

const FAILED =
  'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "ID": ';

describe('without a configuration', () => {
  it('the nodes are not ready, and say why', async () => {
    const { stdout } = await runOn(base.fork(), "kubectl get node node01 -o jsonpath='{.status.conditions[?(@.type==\"Ready\")].message}'"); // prettier-ignore
    expect(stdout).toBe(
      'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
    );
  });

  it.each([
    ['is no JSON', '{ "cniVersion": "1.0.0", "name": "mynet", "plugins": ['],
    ['has no name', '{ "cniVersion": "1.0.0", "plugins": [{ "type": "bridge" }] }'],
    ['has no plugins', '{ "cniVersion": "1.0.0", "name": "mynet", "plugins": [] }'],
    ['has a plugin without a type', '{ "cniVersion": "1.0.0", "name": "mynet", "plugins": [{ "bridge": "br0" }] }'],
  ])('it is the same when the file %s', async (_, conflist) => {
    const lab = base.fork();
    await runOn(lab, `${write(conflist)}sleep 1`);
    expect((await runOn(lab, 'kubectl get node node01 --no-headers')).stdout).toMatch(/^node01 +NotReady /);
  });
});

describe('a conflist with bridge and host-local', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await started({ conflist: list({ ...BRIDGE, ipMasq: true }) });
  });

  it('makes the node ready and gives the Pod an address', async () => {
    expect((await runOn(lab, 'kubectl get node node01 --no-headers')).stdout).toMatch(/^node01 +Ready /);
    expect((await runOn(lab, 'kubectl get pod p -o jsonpath={.status.podIP}')).stdout).toBe('10.9.0.2');
    expect((await runOn(lab, 'ssh node01 ip -br addr show br-pods')).stdout).toMatch(/^br-pods +UP +10\.9\.0\.1\/24 /);
    const { stdout } = await runOn(lab, 'ssh node01 ip netns exec $(ssh node01 ip netns | cut -d" " -f1) ip route');
    expect(stdout).toBe('default via 10.9.0.1 dev eth0 \n10.9.0.0/24 dev eth0 proto kernel scope link src 10.9.0.2 \n');
  });

  it('writes down who has which address, and which was given last', async () => {
    const { stdout } = await runOn(lab, 'ssh node01 "cd /var/lib/cni/networks/mynet; ls; cat last_reserved_ip.0; echo; cat 10.9.0.2"'); // prettier-ignore
    expect(stdout).toMatch(/^10\.9\.0\.2\nlast_reserved_ip\.0\n10\.9\.0\.2\n[0-9a-f]{64}\r\neth0$/);
  });

  it('masquerades what leaves the network by a chain named after network and container', async () => {
    const { stdout } = await runOn(lab, 'ssh node01 iptables-save -t nat | grep CNI-');
    expect(stdout).toMatch(/^:(CNI-[0-9a-f]{24}) - \[0:0\]\n-A POSTROUTING -s 10\.9\.0\.2\/32 -m comment --comment "name: \\"mynet\\" id: \\"[0-9a-f]{64}\\"" -j \1\n-A \1 -d 10\.9\.0\.0\/24 .*-j ACCEPT\n-A \1 ! -d 224\.0\.0\.0\/4 .*-j MASQUERADE\n$/m); // prettier-ignore
  });

  it('gives the address back with the Pod, and the next Pod the one after it', async () => {
    const fork = lab.fork();
    await runOn(fork, 'kubectl delete pod p --now; sleep 2');
    expect((await runOn(fork, 'ssh node01 ls /var/lib/cni/networks/mynet')).stdout).toBe('last_reserved_ip.0\n');
    expect((await runOn(fork, 'ssh node01 iptables-save -t nat | grep -c CNI-')).stdout).toBe('0\n');
    await runOn(fork, `kubectl run q --image=nginx --overrides='${POD}'; sleep 10`);
    expect((await runOn(fork, 'kubectl get pod q -o jsonpath={.status.podIP}')).stdout).toBe('10.9.0.3');
  });

  it('is read anew for the next Pod when somebody edits it', async () => {
    const fork = lab.fork();
    const other = { ...BRIDGE, bridge: 'br-other', ipam: { ...IPAM, subnet: '10.77.0.0/24' } };
    await runOn(fork, write(list(other, { name: 'other' })));
    await runOn(fork, `kubectl run q --image=nginx --overrides='${POD}'; sleep 10`);
    expect((await runOn(fork, 'kubectl get pods -o jsonpath={.items[*].status.podIP}')).stdout).toBe(
      '10.9.0.2 10.77.0.2',
    );
  });
});

describe('what plugins complain about', () => {
  it.each([
    [
      'a plugin that is not installed',
      list({ type: 'nosuch' }),
      'plugin type="nosuch" failed (add): failed to find plugin "nosuch" in path [/opt/cni/bin]',
    ],
    [
      'an address manager that is not installed',
      list({ ...BRIDGE, ipam: { type: 'nosuch' } }),
      'plugin type="bridge" failed (add): failed to find plugin "nosuch" in path [/opt/cni/bin]',
    ],
    [
      'a version nobody speaks',
      list(BRIDGE, { cniVersion: '9.9.9' }),
      'plugin type="bridge" failed (add): incompatible CNI versions; config is "9.9.9", plugin supports ["0.1.0" "0.2.0" "0.3.0" "0.3.1" "0.4.0" "1.0.0" "1.1.0"]',
    ],
    [
      'a subnet that is none',
      list({ ...BRIDGE, ipam: { ...IPAM, subnet: '10.9.0.0' } }),
      'plugin type="bridge" failed (add): invalid CIDR address: 10.9.0.0',
    ],
    [
      'a subnet with host bits',
      list({ ...BRIDGE, ipam: { ...IPAM, subnet: '10.9.0.5/24' } }),
      'plugin type="bridge" failed (add): invalid range set 0: Network has host bits set. For a subnet mask of length 24 the network address is 10.9.0.0',
    ],
    [
      'a subnet without room',
      list({ ...BRIDGE, ipam: { ...IPAM, subnet: '10.9.0.0/31' } }),
      'plugin type="bridge" failed (add): invalid range set 0: Network 10.9.0.0/31 too small to allocate from',
    ],
    [
      'a gateway that is the only address',
      list({ ...BRIDGE, ipam: { ...IPAM, subnet: '10.9.0.0/30', rangeStart: '10.9.0.1', rangeEnd: '10.9.0.1' } }),
      'plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.9.0.1-10.9.0.1',
    ],
    [
      'hairpin and promiscuous mode at once',
      list({ ...BRIDGE, hairpinMode: true, promiscMode: true }),
      'plugin type="bridge" failed (add): cannot set hairpin mode and promiscuous mode at the same time',
    ],
    [
      'a chained plugin that stands first',
      list({ type: 'portmap' }),
      'plugin type="portmap" failed (add): must be called as chained plugin',
    ],
    [
      'an address manager without a range',
      list({ type: 'bridge' }, {}, []).replace('"bridge"', '"ptp"').replace('}]', ',"ipam":{"type":"host-local"}}]'),
      'plugin type="ptp" failed (add): no IP ranges specified',
    ],
  ])('%s', async (_, conflist, message) => {
    const lab = await started({ conflist });
    expect(await event(lab)).toBe(FAILED + message);
    expect((await runOn(lab, 'kubectl get pod p --no-headers')).stdout).toMatch(/^p +0\/1 +ContainerCreating /);
    // Nothing of the failed tries is left.
    expect((await runOn(lab, 'ssh node01 ip netns')).stdout).toBe('');
  });

  it('is forgotten when the cause is gone', async () => {
    const lab = await started({ conflist: list({ type: 'nosuch' }) });
    await runOn(lab, `${write(list(BRIDGE))}sleep 15`);
    expect((await runOn(lab, 'kubectl get pod p --no-headers')).stdout).toMatch(/^p +1\/1 +Running /);
  });

  it('a full subnet leaves the Pod waiting until another one goes', async () => {
    const lab = await started({ conflist: list({ ...BRIDGE, ipam: { ...IPAM, subnet: '10.9.0.0/30' } }) });
    await runOn(lab, `kubectl run q --image=nginx --overrides='${POD}'; sleep 5`);
    expect(await event(lab)).toBe(
      `${FAILED}plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.9.0.1-10.9.0.2`,
    );
    await runOn(lab, 'kubectl delete pod p --now; sleep 15');
    expect((await runOn(lab, 'kubectl get pod q --no-headers')).stdout).toMatch(/^q +1\/1 +Running /);
  });
});

describe('other plugins', () => {
  it('ptp makes a pair without a bridge: the Pod knows only its gateway, the node a route to it', async () => {
    const lab = await started({ conflist: list({ type: 'ptp', ipam: IPAM }) });
    const { stdout } = await runOn(lab, 'ssh node01 ip netns exec $(ssh node01 ip netns | cut -d" " -f1) ip route');
    expect(stdout).toBe(
      'default via 10.9.0.1 dev eth0 \n10.9.0.0/24 via 10.9.0.1 dev eth0 src 10.9.0.2 \n10.9.0.1 dev eth0 scope link src 10.9.0.2 \n',
    );
    expect((await runOn(lab, 'ssh node01 ip route show 10.9.0.2')).stdout).toMatch(/^10\.9\.0\.2 dev veth\S+ scope host \n$/); // prettier-ignore
  });

  it('static gives the address that is written', async () => {
    const ipam = { type: 'static', addresses: [{ address: '10.9.0.77/24', gateway: '10.9.0.1' }] };
    const lab = await started({ conflist: list({ ...BRIDGE, ipam }) });
    expect((await runOn(lab, 'kubectl get pod p -o jsonpath={.status.podIP}')).stdout).toBe('10.9.0.77');
  });

  it('portmap leads a hostPort of the node to the Pod', async () => {
    const pod = `{"spec":{"nodeName":"node01","tolerations":[{"operator":"Exists"}],"containers":[{"name":"p","image":"nginx","ports":[{"containerPort":80,"hostPort":8088}]}]}}`;
    const conflist = list(BRIDGE, {}, [{ type: 'portmap', capabilities: { portMappings: true } }]);
    const lab = await started({ conflist, pod });
    expect((await runOn(lab, 'curl -s -m 2 node01:8088')).stdout).toContain('Welcome to nginx!');
    const { stdout } = await runOn(lab, 'ssh node01 iptables -t nat -S CNI-HOSTPORT-DNAT');
    expect(stdout).toMatch(/^-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \\"mynet\\" id: \\"[0-9a-f]{64}\\"" -m multiport --dports 8088 -j CNI-DN-[0-9a-f]{21}$/m); // prettier-ignore
    await runOn(lab, 'kubectl delete pod p --now; sleep 2');
    expect((await runOn(lab, 'ssh node01 iptables-save -t nat | grep -c CNI-DN')).stdout).toBe('0\n');
  });

  it('firewall lets the Pod through where FORWARD would drop it', async () => {
    const conflist = list(BRIDGE, {}, [{ type: 'firewall' }]);
    const lab = await started({ conflist });
    const { stdout } = await runOn(lab, 'ssh node01 iptables -S CNI-FORWARD');
    expect(stdout).toContain('-A CNI-FORWARD -s 10.9.0.2/32 -j ACCEPT');
  });
});

describe('sha512', () => {
  it('is that of FIPS 180-4', () => {
    for (const text of ['', 'abc', 'mynet'.repeat(40), '한국어']) {
      expect(sha512(text)).toBe(createHash('sha512').update(text).digest('hex'));
    }
  });
});
