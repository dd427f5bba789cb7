import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/**
 * What the plugins of github.com/coredns/coredns (plugin/hosts, rewrite, template, file, autopath, cache, reload; each one's README.md) make of
 * questions, asked by packets from a Pod of a cluster whose CoreDNS has one replica, so that its cache is one.
 */
const COREFILE = `.:53 {
    errors
    log
    ready
    rewrite name exact old.example web.default.svc.cluster.local
    rewrite name suffix .shop.internal .default.svc.cluster.local answer auto
    rewrite name regex (.*)\\.corp\\.local {1}.default.svc.cluster.local answer auto
    hosts {
       10.1.2.3 db.internal db
       2001:db8::5 db.internal
       ttl 20
       fallthrough
    }
    template IN A nip.test {
       match ^ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]nip[.]test[.]$
       answer "{{ .Name }} 25 IN A {{ .Group.a }}.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}"
       fallthrough
    }
    template ANY ANY blocked.test {
       rcode NXDOMAIN
       authority "{{ .Zone }} 60 {{ .Class }} SOA ns.{{ .Zone }} admin.{{ .Zone }} (1 60 60 60 60)"
    }
    autopath @kubernetes
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods verified
       fallthrough in-addr.arpa ip6.arpa
       ttl 10
    }
    file /etc/coredns/example.db example.org
    cache 30
    reload 10s
    loadbalance
}
`;
const ZONE = `$ORIGIN example.org.
$TTL 300
@     IN SOA ns1.example.org. admin.example.org. (
          2024 7200 3600 1209600 15 )
@     IN NS ns1
ns1   IN A 192.0.2.1
www   22 IN A 192.0.2.10
alias 12 IN CNAME www
*.wild IN TXT "any name" ; of the wildcard
sub   IN NS ns.sub
ns.sub IN A 192.0.2.53
mail  IN MX 10 www
`;

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');
const configMap = (corefile: string): string => `kubectl apply -f - 2>/dev/null <<'Y'
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
${indented(corefile)}
  example.db: |
${indented(ZONE)}
Y
`;

let lab: Lab;
beforeAll(async () => {
  lab = await createLab('kubeadm');
  const volume = '[{"key":"Corefile","path":"Corefile"},{"key":"example.db","path":"example.db"}]';
  const { stdout } = await runOn(
    lab,
    `kubectl run client --image=nicolaka/netshoot -- sleep 36000
kubectl create deployment web --image=nginx
kubectl create service clusterip web --tcp=80 --clusterip=10.96.7.7
${configMap(COREFILE)}
kubectl scale deployment coredns -n kube-system --replicas=1
kubectl patch deployment coredns -n kube-system --type=json -p '[{"op":"replace","path":"/spec/template/spec/volumes/0/configMap/items","value":${volume}}]'
kubectl rollout status deployment/coredns -n kube-system
kubectl wait --for=condition=Ready pod --all
sleep 35`,
  );
  expect(stdout).toContain('deployment "coredns" successfully rolled out');
}, 60_000);

/** Answers as `NAME TTL TYPE DATA`, or those of another section; the status when there are none. */
async function ask(on: Lab, question: string, section = 'answer'): Promise<readonly string[]> {
  const { stdout } = await runOn(on, `kubectl exec client -- dig +noall +comments +${section} ${question}`);
  const records = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  if (records.length === 0) return [/status: (\w+)/.exec(stdout)?.[1] ?? stdout];
  return records.map((line) => line.replace(/\tIN\t|\sIN\s/, ' ').replace(/\s+/g, ' ')).sort();
}

describe('the plugins of CoreDNS', () => {
  it.each([
    // rewrite: the question is another, and with `answer auto` the answer has the name that was asked.
    ['old.example', ['old.example. 10 A 10.96.7.7']],
    ['web.shop.internal', ['web.shop.internal. 10 A 10.96.7.7']],
    ['web.corp.local', ['web.corp.local. 10 A 10.96.7.7']],
    // hosts: both families, names back, and on to the next plugin when the name is unknown
    ['db.internal', ['db.internal. 20 A 10.1.2.3']],
    ['db.internal AAAA', ['db.internal. 20 AAAA 2001:db8::5']],
    ['db AAAA', ['NOERROR']],
    ['-x 10.1.2.3', ['3.2.1.10.in-addr.arpa. 20 PTR db.', '3.2.1.10.in-addr.arpa. 20 PTR db.internal.']],
    // template
    ['ip-10-0-0-7.nip.test', ['ip-10-0-0-7.nip.test. 25 A 10.0.0.7']],
    ['ip-10-0-0-7.nip.test AAAA', ['SERVFAIL']],
    ['x.blocked.test', ['NXDOMAIN']],
    // autopath: the first name of a Pod's search list is answered with the one that exists
    ['+search web.default', ['web.default.default.svc.cluster.local. 10 CNAME web.default.svc.cluster.local.', 'web.default.svc.cluster.local. 10 A 10.96.7.7']], // prettier-ignore
    // … and of one that does not exist the bare name is tried last, for which no plugin is left (autopath.go, NextOrFailure).
    ['nothing.corp.local', ['SERVFAIL']],
    // file: TTLs (an answer has the least of its records'), aliases, wildcards, and names below a delegation
    ['www.example.org', ['www.example.org. 22 A 192.0.2.10']],
    ['alias.example.org', ['alias.example.org. 12 CNAME www.example.org.', 'www.example.org. 12 A 192.0.2.10']],
    ['a.wild.example.org TXT', ['a.wild.example.org. 30 TXT "any name"']],
    ['mail.example.org MX', ['mail.example.org. 22 MX 10 www.example.org.']],
    ['x.sub.example.org', ['NOERROR']],
    ['nope.example.org', ['NXDOMAIN']],
    ['www.example.org AAAA', ['NOERROR']],
    // no plugin is left for other names
    ['example.com', ['SERVFAIL']],
  ])('answer %s', async (question, expected) => {
    expect(await ask(lab.fork(), question)).toEqual(expected);
  });

  it.each([
    ['x.blocked.test', 'authority', ['blocked.test. 30 SOA ns.blocked.test. admin.blocked.test. 1 60 60 60 60']],
    ['nope.example.org', 'authority', ['example.org. 30 SOA ns1.example.org. admin.example.org. 2024 7200 3600 1209600 15']], // prettier-ignore
    ['x.sub.example.org', 'authority', ['sub.example.org. 5 NS ns.sub.example.org.']],
    ['x.sub.example.org', 'additional', ['ns.sub.example.org. 5 A 192.0.2.53']],
  ])('answer %s with this %s section', async (question, section, expected) => {
    expect(await ask(lab.fork(), question, section)).toEqual(expected);
  });

  it('keep an answer in the cache: its TTL goes down, and the log, which comes before it, has every question', async () => {
    const dig = 'kubectl exec client -- dig +noall +answer www.example.org';
    const log = 'kubectl logs -n kube-system deployment/coredns | grep -c "A IN www.example.org"';
    const { stdout } = await runOn(lab.fork(), `${dig}; sleep 9; ${dig}; sleep 13; ${dig}; ${log}`);
    expect(stdout.match(/^\d+$|\t\d+(?=\tIN)/gm)).toEqual(['\t22', '\t13', '\t22', '3']);
  });

  it('read a Corefile anew that has changed, and keep the old one when it is wrong', async () => {
    const fork = lab.fork();
    await runOn(fork, `${configMap(COREFILE.replace('10.1.2.3', '10.1.2.4'))}\nsleep 120`);
    expect(await ask(fork, 'db.internal')).toEqual(['db.internal. 20 A 10.1.2.4']);
    expect((await runOn(fork, 'kubectl logs -n kube-system deployment/coredns')).stdout).toContain(
      '[INFO] Reloading complete',
    );

    await runOn(fork, `${configMap(COREFILE.replace('10.1.2.3', '10.1.2.5').replace('ready', 'redy'))}\nsleep 120`);
    expect(await ask(fork, 'db.internal')).toEqual(['db.internal. 20 A 10.1.2.4']);
    const { stdout } = await runOn(fork, 'kubectl logs -n kube-system deployment/coredns | grep -i error');
    expect(stdout).toContain(
      "[ERROR] Restart failed: /etc/coredns/Corefile:4 - Error during parsing: Unknown directive 'redy'",
    );
  });
});
