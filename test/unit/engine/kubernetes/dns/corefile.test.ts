import { describe, expect, it } from 'vitest';
import { corednsConfig } from '../../../../../src/engine/kubernetes/addons/coredns';
import { configure, startUpLines, type Configuration } from '../../../../../src/engine/kubernetes/dns/configuration';
import { CorefileError } from '../../../../../src/engine/kubernetes/dns/corefile/error';

/** How a Corefile is read; messages are those of github.com/coredns/caddy (caddyfile/parse.go, dispenser.go) and of the plugins' setup.go. */

const FILES: ReadonlyMap<string, string> = new Map([
  ['/etc/resolv.conf', 'nameserver 192.168.1.1\nnameserver 192.168.1.2\n'],
  ['/etc/empty.conf', ''],
  ['/etc/coredns/extra.conf', 'errors\nlog\n'],
]);

function read(text: string): Configuration {
  return configure(text, {
    path: '/etc/coredns/Corefile',
    env: new Map([['ZONE', 'example.org']]),
    read: (path) => FILES.get(path),
    glob: () => [],
    addressesOf: (device) => (device === 'eth0' ? ['10.244.0.2'] : undefined),
    warn: () => undefined,
  });
}

function problem(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof CorefileError) return error.message;
    throw error;
  }
  return 'no problem';
}

const chain = (text: string): readonly string[] => (read(text).blocks[0]?.chain ?? []).map(({ plugin }) => plugin);
const shown = (text: string): string => read(text).servers.map(startUpLines).join('');

describe('a Corefile', () => {
  it('of kubeadm has the sum that CoreDNS logs for it, and plugins in the order of plugin.cfg', () => {
    const text = String((corednsConfig()['data'] as { readonly Corefile: string }).Corefile);
    // As in the logs of clusters that kubeadm v1.33 and later made.
    expect(read(text).digest).toBe(
      '1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b',
    );
    expect(chain(text)).toEqual(['prometheus', 'errors', 'loadbalance', 'cache', 'kubernetes', 'loop', 'forward']);
  });

  it('may have several blocks, ports, zones of networks, snippets, imports and variables', () => {
    expect(shown('. {\n whoami\n}\nexample.org:1053 {\n whoami\n}')).toBe('.:53\nexample.org.:1053\n');
    expect(shown('10.0.0.0/8 192.168.1.0/24 {\n whoami\n}')).toBe('1.168.192.in-addr.arpa.:53\n10.in-addr.arpa.:53\n');
    expect(shown('{$ZONE} {\n whoami\n}')).toBe('example.org.:53\n');
    expect(chain('(shared) {\n errors\n log\n}\n. {\n import shared\n whoami\n}')).toEqual(['errors', 'log', 'whoami']);
    expect(chain('. {\n import extra.conf\n whoami # a comment\n}')).toEqual(['errors', 'log', 'whoami']);
    expect(shown('.\nwhoami')).toBe('.:53\n');
    expect(shown('. {\n bind eth0\n whoami\n}')).toBe('.:53 on 10.244.0.2\n');
  });

  it.each([
    [
      '. {\n kubernets cluster.local\n}',
      "/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'kubernets'",
    ],
    ['. {\n errors\n', "/etc/coredns/Corefile:2 - Syntax error: Unexpected token 'errors', expecting '}'"],
    ['. {\n health {\n lameduck 5s\n', '/etc/coredns/Corefile:3 - Error during parsing: Unexpected EOF'],
    [
      '. {\n import nowhere.conf\n}',
      '/etc/coredns/Corefile:2 - Error during parsing: File to import not found: nowhere.conf',
    ],
    ['a, {\n whoami\n}', "/etc/coredns/Corefile:1 - Error during parsing: Expected another address but had '{' - check for extra comma"], // prettier-ignore
    ['. {\n whoami\n}\n. {\n whoami\n}', 'cannot serve dns://.:53 - it is already defined'],
    ['. {\n kubernetes cluster.local {\n  pods maybe\n }\n}', 'plugin/kubernetes: wrong value for pods: maybe,  must be one of: disabled, verified, insecure'], // prettier-ignore
    ['. {\n kubernetes cluster.local {\n  ttl 5000\n }\n}', 'plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: ttl must be in range [0, 3600]: 5000'], // prettier-ignore
    ['. {\n kubernetes cluster.local {\n  nosuch\n }\n}', "plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: unknown property 'nosuch'"], // prettier-ignore
    ['. {\n kubernetes 10.0.0.0/8\n}', 'plugin/kubernetes: non-reverse zone name must be used'],
    ['. {\n kubernetes cluster.local\n kubernetes example.org\n}', 'plugin/kubernetes: this plugin can only be used once per Server Block'], // prettier-ignore
    ['. {\n forward . /etc/nowhere\n}', 'plugin/forward: not an IP address or file: "/etc/nowhere"'],
    ['. {\n forward . /etc/empty.conf\n}', 'plugin/forward: no nameservers found'],
    ['. {\n forward .\n}', "plugin/forward: /etc/coredns/Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'"], // prettier-ignore
    ['. {\n forward . 8.8.8.8 {\n  policy best\n }\n}', "plugin/forward: /etc/coredns/Corefile:3 - Error during parsing: unknown policy 'best'"], // prettier-ignore
    ['. {\n cache 0\n}', 'plugin/cache: cache TTL can not be zero or negative: 0'],
    [
      '. {\n cache {\n  servfail 10m\n }\n}',
      'plugin/cache: caching SERVFAIL responses over 5 minutes is not permitted',
    ],
    ['. {\n reload 1s\n}', 'plugin/reload: interval value must be greater or equal to 2s'],
    ['. {\n reload soon\n}', 'plugin/reload: time: invalid duration "soon"'],
    ['. {\n health 8080\n}', 'plugin/health: address 8080: missing port in address'],
    ['. {\n loadbalance best\n}', 'plugin/loadbalance: unknown policy: best'],
    ['. {\n rewrite names a b\n}', 'plugin/rewrite: invalid rule type "names"'],
    ['. {\n template IN NOSUCH\n}', 'plugin/template: /etc/coredns/Corefile:2 - Error during parsing: invalid RR class NOSUCH'], // prettier-ignore
    ['. {\n hosts {\n  ttl x\n }\n}', 'plugin/hosts: /etc/coredns/Corefile:3 - Error during parsing: ttl needs a number of second'], // prettier-ignore
    ['. {\n log . {\n  class odd\n }\n}', 'plugin/log: invalid Class: odd'],
  ])('%j stops CoreDNS', (text, message) => {
    expect(problem(text)).toBe(message);
  });

  it('that takes its own words for addresses does not run for ever', () => {
    expect(problem('(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}')).toContain(
      'maximum snippet import depth',
    );
  });
});
