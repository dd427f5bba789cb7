import { sysctl } from '../../../../../src/engine/tools/sysctl/sysctl';
import { namedRoutedLab } from '../bench-host';
import { replay } from '../replay';

const first = namedRoutedLab();
first.lab.write(
  first.A,
  '/etc/sysctl-a.conf',
  `# comment
; other

net.ipv4.ip_forward = 1
net.ipv4.foo=3
-net.ipv4.bar=1
broken line
net.ipv4.conf.all.rp_filter=2
  net.ipv4.conf.lo.rp_filter  =  1  
`,
);
replay(first.lab, './sysctl/fixtures/sysctl.txt', { tools: [sysctl] });

const second = namedRoutedLab();
for (const [path, text] of [
  ['/etc/sysctl.conf', ''],
  ['/etc/sysctl.d/20-b.conf', 'net.ipv4.ip_forward=1\nnet.ipv4.ip_default_ttl=63\nnet.ipv4.ip_forward=0\n'],
  ['/etc/sysctl.d/10-a.conf', 'net.ipv4.ip_forward=1\n'],
  ['/usr/lib/sysctl.d/10-a.conf', 'net.ipv4.ip_default_ttl=62\n'],
  ['/usr/lib/sysctl.d/30-c.conf', 'net.ipv4.ip_default_ttl=61\n'],
  ['/etc/sysctl.d/40-glob.conf', 'net.ipv4.conf.*.rp_filter=2\n-net.ipv4.conf.all.rp_filter\n'],
  ['/etc/sysctl.d/README', 'x'],
] as const) {
  second.lab.write(second.A, path, text);
}
replay(second.lab, './sysctl/fixtures/files.txt', { tools: [sysctl] });
