import type { CowMap } from '../../state/cow-map';
import type { FileNode } from '../../kernel/records';
import { IPROUTE2_FILES } from './iproute2-files';
import { PROTOCOLS, SERVICES } from './name-files';
import { SBIN_PROGRAMS } from './sbin-programs';
import { parentOf } from './path';

/** The files a new host has: those of a small Debian 12 that networking commands read. */
const FILES: Readonly<Record<string, string>> = {
  '/etc/nsswitch.conf': `# /etc/nsswitch.conf
passwd:         files
group:          files
shadow:         files

hosts:          files dns
networks:       files

protocols:      db files
services:       db files
ethers:         db files
rpc:            db files
`,
  '/etc/networks': `default\t\t0.0.0.0
loopback\t127.0.0.0
link-local\t169.254.0.0

`,
  '/etc/protocols': PROTOCOLS,
  '/etc/services': SERVICES,
  '/etc/resolv.conf': '',
  '/etc/host.conf': 'multi on\n',
  '/etc/os-release': `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  '/etc/group': 'root:x:0:\nnogroup:x:65534:\n',
  '/etc/sysctl.conf': '# /etc/sysctl.conf - settings that `sysctl -p` applies\n#net.ipv4.ip_forward=1\n',
};

const DIRECTORIES = ['/', '/dev', '/etc', '/etc/iproute2', '/etc/iproute2/rt_protos.d', '/etc/iproute2/rt_tables.d', '/etc/sysctl.d', '/home', '/opt', '/proc', '/root', '/run', '/sys', '/tmp', '/usr', '/usr/bin', '/usr/sbin', '/var', '/var/log', '/var/run']; // prettier-ignore

/** Fills an empty host with its base files. `commands` are the programs that `which` and `ls /usr/bin` should find. */
export function installBaseImage(files: CowMap<string, FileNode>, hostname: string, commands: Iterable<string>): void {
  for (const path of DIRECTORIES)
    files.set(path, { type: 'directory', mode: path === '/tmp' ? 0o1777 : 0o755, mtimeUs: 0 });
  // Debian merged them into /usr (usrmerge).
  for (const name of ['bin', 'sbin'])
    files.set(`/${name}`, { type: 'symlink', target: `usr/${name}`, mode: 0o777, mtimeUs: 0 });
  const add = (path: string, content: string, mode = 0o644): void => {
    files.set(path, { type: 'file', content, mode, mtimeUs: 0 });
  };
  for (const [path, content] of Object.entries({ ...FILES, ...IPROUTE2_FILES })) add(path, content);
  add('/etc/hostname', `${hostname}\n`);
  add('/etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}\n::1\tip6-localhost ip6-loopback\n`);
  for (const command of commands) {
    const sbin = SBIN_PROGRAMS.has(command);
    if (sbin) add(`/usr/sbin/${command}`, '', 0o755);
    if (!sbin || command === 'ip') add(`/usr/bin/${command}`, '', 0o755);
  }
}

/** Creates the directories above a path that do not exist yet. */
export function makeParents(files: CowMap<string, FileNode>, path: string): void {
  for (let directory = parentOf(path); !files.has(directory); directory = parentOf(directory)) {
    files.set(directory, { type: 'directory', mode: 0o755, mtimeUs: 0 });
  }
}
