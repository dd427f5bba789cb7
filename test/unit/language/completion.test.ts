import { beforeAll, describe, expect, it } from 'vitest';
import { createLab } from '../../../src/engine';
import { cellCompletionsAt, yamlCellCompletionsAt } from '../../../src/language/completion/cell-completion';
import type { Completions } from '../../../src/language/completion/completion';
import { signatureAt } from '../../../src/language/completion/signature';
import { cellMeaningAt } from '../../../src/language/hover/cell-hover';
import { labView, type LabView } from '../../../src/language/lab/lab-view';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { testParser } from './parser';

let parser: ShellParser;
let bridged: LabView;
let cluster: LabView;

beforeAll(async () => {
  parser = await testParser();
  const lab = await createLab('router');
  const quiet = { stdout: () => undefined, stderr: () => undefined, signal: new AbortController().signal };
  await lab.run(
    `ip netns add red; ip link add v-net-0 type bridge; ip link add veth-red type veth peer name veth-red-br
ip link set veth-red netns red; ip -n red addr add 192.168.15.1/24 dev veth-red; ip link set veth-red-br master v-net-0
iptables -N GUARD; echo hi > /root/notes.txt`,
    { ...quiet, pace: 'virtual' },
  );
  bridged = labView(lab);
  const kubeadm = await createLab('kubeadm');
  await kubeadm.run(
    'kubectl run web --image=nginx --port=80; kubectl expose pod web; kubectl wait --for=condition=Ready pod/web',
    {
      ...quiet,
      pace: 'virtual',
    },
  );
  cluster = labView(kubeadm);
});

/** Completes at the bar. */
async function complete(text: string, lab: LabView | undefined = bridged): Promise<Completions> {
  const offset = text.indexOf('¦');
  const source = text.slice(0, offset) + text.slice(offset + 1);
  return cellCompletionsAt(parser.parse(source), offset, { lab, host: undefined });
}
const labels = async (text: string, lab?: LabView): Promise<string[]> =>
  (await complete(text, lab)).items.map(({ label }) => label);

async function yaml(text: string, lab: LabView | undefined = cluster): Promise<string[]> {
  const offset = text.indexOf('¦');
  const source = text.slice(0, offset) + text.slice(offset + 1);
  return (await yamlCellCompletionsAt(source, offset, lab)).items.map(({ label }) => label);
}

describe('completion in shell cells', () => {
  it('offers the namespaces and devices that the lab has, where they belong', async () => {
    expect(await labels('ip netns exec ¦')).toEqual(['red']);
    expect(await labels('ip -n red link set ¦')).toContain('veth-red');
    expect(await labels('ip -n red link set veth-red ¦')).not.toContain('veth-red');
    expect(await labels('ip link set veth-red-br master ¦')).toEqual(['v-net-0']);
    expect(await labels('ip addr add 10.0.0.1/24 dev ¦')).toEqual(['lo', 'eth0', 'v-net-0', 'veth-red-br']);
  });

  it('offers what the lines above make, although nothing has run', async () => {
    expect(await labels('ip netns add blue\nip netns exec ¦')).toEqual(['red', 'blue']);
    expect(await labels('ip link add tap7 type dummy; ip link set tap¦')).toEqual(['tap7']);
    expect(await labels('x=1\necho $¦')).toEqual(['$x']);
  });

  it('offers addresses: neighbours as next hops, networks as destinations, free ones for interfaces', async () => {
    expect(await labels('ip route add 192.168.2.0/24 via ¦')).toContain('192.168.1.1');
    expect(await labels('ip route add 192.168.2.¦')).toEqual(['192.168.2.0/24']);
    expect(await labels('ip route add ¦')).toContain('default');
    expect(await labels('ip netns exec red ping -c 1 192.168.15¦')).toEqual(['192.168.15.1']);
    expect(await labels('ip addr add 192.168.15.¦')).toEqual(['192.168.15.2/24', '192.168.15.3/24']);
  });

  it('offers objects, verbs, keywords and options with what they mean', async () => {
    const { items } = await complete('ip li¦');
    expect(items[0]).toMatchObject({ label: 'link', kind: 'keyword' });
    expect(items[0]?.words?.ko).toMatch(/[가-힣]/);
    expect(await labels('ping -¦')).toContain('-c');
    expect(await labels('ping ¦')).not.toContain('-c');
    expect(await labels('sudo ip netns exec red pin¦')).toContain('ping');
    expect(await labels('iptables -t ¦')).toEqual(['filter', 'nat', 'mangle', 'raw', 'security']);
    expect(await labels('iptables -A GU¦')).toEqual(['GUARD']);
    expect(await labels('ip link add veth0 type vx¦')).toContain('vxlan');
  });

  it('offers files of the simulated host', async () => {
    expect(await labels('cat /root/no¦')).toEqual(['/root/notes.txt']);
    expect(await labels('grep x < /etc/hos¦')).toContain('/etc/hosts');
  });

  it('understands a line that is broken elsewhere, loops, pipes, substitutions and joined lines', async () => {
    expect(await labels('echo "\nfor n in red; do ip netns exec ¦')).toContain('red');
    expect(await labels('echo x | sudo ip netns exec ¦')).toEqual(['red']);
    expect(await labels('x=$(ip netns exec ¦')).toEqual(['red']);
    expect(await labels('ip netns \\\n  exec ¦')).toEqual(['red']);
    expect(await labels('# ip netns exec ¦')).toEqual([]);
    expect(await labels("cat <<'E'\nip netns exec ¦\nE")).toEqual([]);
  });

  it('replaces the whole word under the cursor', async () => {
    const found = await complete('ip netns exec r¦ed ip link');
    expect(found).toMatchObject({ start: 14, end: 17 });
  });

  it('offers idioms of several lines at the beginning of a command', async () => {
    expect((await complete('netns¦', undefined)).items.map(({ label }) => label)).toContain('netns-veth');
  });

  it('completes kubectl from the cluster: commands, types, names, flags and their values', async () => {
    expect((await labels('kubectl ¦', cluster)).slice(0, 2)).toEqual(['create', 'expose']);
    expect(await labels('kubectl get po¦', cluster)).toContain('pods');
    expect(await labels('k get svc ¦', cluster)).toEqual(['kubernetes', 'web']);
    expect(await labels('kubectl -n kube-system get svc ¦', cluster)).toEqual(['kube-dns']);
    expect(await labels('kubectl exec ¦', cluster)).toEqual(['web']);
    expect(await labels('kubectl logs web -c ¦', cluster)).toEqual(['web']);
    expect(await labels('kubectl get pods -l ¦', cluster)).toEqual(['run=web']);
    expect(await labels('kubectl get pods -n kube-s¦', cluster)).toEqual(['kube-system']);
    expect(await labels('kubectl get pods -o w¦', cluster)).toContain('wide');
    expect(await labels('kubectl expose pod web --po¦', cluster)).toContain('--port');
    expect(await labels('kubectl describe node/¦', cluster)).toEqual(['node/controlplane', 'node/node01']);
    expect(await labels('kubectl exec web -- i¦', cluster)).toContain('ip');
  });
});

describe('completion in manifests', () => {
  it('offers the fields of the kind at their place, required ones first', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ¦';
    expect(await yaml(service)).toEqual(expect.arrayContaining(['selector', 'ports', 'type', 'clusterIP']));
    expect(await yaml('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - na¦')).toEqual(['name']);
    expect(await yaml('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: x\n      ima¦')).toEqual([
      'image',
      'imagePullPolicy',
    ]);
    expect(await yaml('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: x\n    ports:\n    - con¦')).toEqual([
      'containerPort',
    ]);
  });

  it('leaves out what is there already', async () => {
    expect(await yaml('apiVersion: v1\nkind: Service\nspec:\n  type: NodePort\n  ty¦')).toEqual([]);
  });

  it('offers values: kinds, versions, enumerations, names in the cluster', async () => {
    expect(await yaml('apiVersion: networking.k8s.io/v1\nkind: Net¦')).toEqual(['NetworkPolicy']);
    expect(await yaml('apiVersion: ¦\nkind: Deployment')).toEqual(['apps/v1']);
    expect(await yaml('apiVersion: v1\nkind: Service\nspec:\n  type: ¦')).toEqual(
      expect.arrayContaining(['ClusterIP', 'NodePort']),
    );
    expect(await yaml('apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: kube-s¦')).toEqual(['kube-system']);
    expect(await yaml('apiVersion: v1\nkind: Service\nspec:\n  selector:\n    run: ¦')).toEqual(['web']);
  });

  it('offers whole manifests on an empty page, and works in here-documents', async () => {
    expect(await yaml('¦')).toEqual(expect.arrayContaining(['Service', 'NetworkPolicy', 'Ingress', 'HTTPRoute']));
    const cell = 'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Service\nspec:\n  sel¦\nEOF';
    expect(await labels(cell, cluster)).toEqual(['selector']);
  });
});

describe('signature help', () => {
  it('shows the form of the command and the part that comes next', () => {
    const source = 'ip route add 10.0.0.0/8 via ';
    const found = signatureAt(source, source.length, 'en');
    expect(found?.label).toMatch(/^ip route add /);
    const ping = signatureAt('ping ', 5, 'ko');
    expect(ping?.parameters[ping.active ?? -1]?.label).toBe('DESTINATION');
    expect(ping?.words).toMatch(/[가-힣]/);
    expect(signatureAt('# ping ', 7, 'en')).toBeUndefined();
  });
});

describe('hover with what the lab knows', () => {
  const at = (text: string, lab: LabView, language: 'en' | 'ko' = 'en'): string => {
    const offset = text.indexOf('¦');
    const source = text.slice(0, offset) + text.slice(offset + 1);
    const meaning = cellMeaningAt(parser.parse(source), offset, language, { lab, host: undefined });
    return meaning?.sentences.join(' ') ?? '';
  };

  it('says what a device, a namespace and a host are now', () => {
    expect(at('ip link set et¦h0 up', bridged)).toContain('Now eth0: UP, 192.168.1.10/24.');
    expect(at('ip link set veth-red¦-br up', bridged)).toContain('port of v-net-0');
    expect(at('ip link set veth-r¦ed up', bridged)).toContain('veth-red is not here but in red.');
    expect(at('ip netns exec r¦ed ip link', bridged, 'ko')).toContain('지금 red 안: lo DOWN, veth-red DOWN.');
  });

  it('says whose an address is and what a network overlaps', () => {
    expect(at('ping 192.168.1.1¦', bridged)).toContain('192.168.1.1 is on eth0, R.');
    expect(at('ip route add 192.168.0.0¦/16 via 192.168.1.1', bridged)).toMatch(
      /Overlaps 192\.168\.1\.0\/24, eth0 \(A\)/,
    );
  });

  it('names Services, Pods and the chains that kube-proxy makes for them', () => {
    expect(at('dig @10.96.0.1¦0 web', cluster)).toContain(
      '10.96.0.10: Service kube-system/kube-dns (53/UDP, 53/TCP, 9153/TCP).',
    );
    expect(at('kubectl get pod w¦eb', cluster)).toMatch(/Now: Pod default\/web, Running, 10\.244\.\d\.\d+, node01\./);
    // The name that a real cluster gives to default/kubernetes:https.
    expect(at('iptables -t nat -L KUBE-SVC-NPX46M4PTMTKRN6Y¦', cluster)).toContain('Service default/kubernetes:https');
  });

  it('explains fields of manifests in here-documents', () => {
    const cell = 'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Service\nspec:\n  clus¦terIP: 10.96.0.10\nEOF';
    expect(at(cell, cluster)).toMatch(/clusterIP is the IP address of the service/);
  });
});
