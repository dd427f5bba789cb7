import type { FileNode } from '../../kernel/records';
import type { ImageFiles } from '../../kernel/containers/records';
import { PROTOCOLS, SERVICES } from '../../shell/files/name-files';
import { parentOf } from '../../shell/files/path';
import type { Base, ImageContents } from './image';

/** The programs of busybox that official images have (busybox 1.36, default configuration). */
const BUSYBOX =
  'arch arp arping ash awk base64 basename brctl bunzip2 bzcat bzip2 cal cat chgrp chmod chown chroot clear cmp comm cp cut date dc dd df diff dirname dmesg dos2unix du echo egrep env expand expr factor fallocate false fgrep find fold free fsync ftpget ftpput fuser getopt getty grep groups gunzip gzip halt hd head hexdump hostid hostname id ifconfig install ip ipaddr ipcalc iplink ipneigh iproute iprule kill killall less link ln logger login logname losetup ls lsof lzcat md5sum mesg mkdir mkfifo mknod mktemp more mount mountpoint mpstat mv nameif nc netstat nice nl nohup nproc nsenter nslookup od paste patch pgrep pidof ping ping6 pkill pmap printenv printf ps pstree pwd readlink realpath renice reset rev rm rmdir route run-parts sed seq setsid sh sha1sum sha256sum sha3sum sha512sum shuf sleep sort split stat strings stty su sum sync sysctl tac tail tar tee telnet test time timeout top touch tr traceroute traceroute6 tree true truncate tty udhcpc umount uname unexpand uniq unlink unlzma unshare unxz unzip uptime usleep uudecode vi watch wc wget which who whoami xargs xxd xzcat yes zcat'.split(
    ' ',
  );

/** Debian's slim image: coreutils, grep, sed, findutils, mawk, tar, util-linux; no procps, iproute2 or iputils. */
const DEBIAN =
  '[ arch apt apt-cache apt-get apt-mark awk base64 basename bash cat chgrp chmod chown chroot clear cmp comm cp cut dash date dd df diff dirname dmesg dpkg du echo egrep env expand expr factor false fgrep find fold getent grep groups gunzip gzip head hostid hostname iconv id install join kill ldconfig link ln login ls lsblk mawk md5sum mkdir mkfifo mknod mktemp more mount mountpoint mv nice nl nohup nproc nsenter od passwd paste perl pinky pr printenv printf pwd readlink realpath rev rm rmdir run-parts sed seq setsid sh sha1sum sha224sum sha256sum sha512sum shuf sleep sort split stat stty su sum sync tac tail tar tee test timeout touch tr true truncate tsort tty umount uname unexpand uniq unlink unshare wc which whoami xargs yes zcat'.split(
    ' ',
  );

const ALPINE = [...BUSYBOX, 'apk', 'getent', 'getconf', 'iconv', 'ldd', 'ssl_client'];
const FEDORA = [
  ...DEBIAN.filter((name) => !/^(apt|dpkg|dash|mawk|perl)/.test(name)),
  'curl',
  'dnf',
  'gawk',
  'rpm',
  'yum',
];

const PROGRAMS: Readonly<Record<Base, readonly string[]>> = {
  busybox: BUSYBOX.filter((name) => name !== 'getent'),
  alpine: ALPINE,
  debian: DEBIAN,
  ubuntu: DEBIAN,
  fedora: FEDORA,
  scratch: [],
};

const RELEASE: Readonly<Record<Exclude<Base, 'scratch' | 'busybox'>, string>> = {
  debian: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
  ubuntu: `PRETTY_NAME="Ubuntu 24.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.3 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
`,
  fedora: `NAME="Fedora Linux"
VERSION="42 (Container Image)"
ID=fedora
VERSION_ID=42
PLATFORM_ID="platform:f42"
PRETTY_NAME="Fedora Linux 42 (Container Image)"
`,
  alpine: `NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.22.2
PRETTY_NAME="Alpine Linux v3.22"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
`,
};

const DIRECTORIES = ['/dev', '/etc', '/home', '/proc', '/root', '/sys', '/tmp', '/usr', '/usr/bin', '/var', '/var/log', '/run', '/var/run', '/bin', '/sbin', '/usr/sbin', '/usr/local', '/usr/local/bin', '/mnt', '/opt', '/srv', '/lib', '/media']; // prettier-ignore
const BARE_DIRECTORIES = ['/dev', '/etc', '/proc', '/sys', '/tmp', '/var', '/var/run'];

const ROOT = 'root:x:0:0:root:/root:';
const NSSWITCH = 'passwd:         files\ngroup:          files\nshadow:         files\n\nhosts:          files dns\nnetworks:       files\n\nprotocols:      db files\nservices:       db files\nethers:         db files\nrpc:            db files\n'; // prettier-ignore

function baseFiles(base: Base): Readonly<Record<string, string>> {
  const small = { '/etc/passwd': `${ROOT}/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n`, '/etc/group': 'root:x:0:\nnogroup:x:65534:\n' }; // prettier-ignore
  if (base === 'scratch') return small;
  if (base === 'busybox') return { ...small, '/etc/nsswitch.conf': NSSWITCH };
  const common = {
    ...small,
    '/etc/passwd': `${ROOT}${base === 'alpine' ? '/bin/sh' : '/bin/bash'}\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n`,
    '/etc/os-release': RELEASE[base],
    '/etc/services': SERVICES,
    '/etc/protocols': PROTOCOLS,
    '/etc/nsswitch.conf': NSSWITCH,
  };
  if (base === 'alpine') return { ...common, '/etc/alpine-release': '3.22.2\n' };
  return base === 'debian' ? { ...common, '/etc/debian_version': '12.12\n' } : common;
}

/** Programs that images have and nobody here can run: an empty file in their place would end well and do nothing. */
const NOT_SIMULATED: ReadonlySet<string> = new Set(['perl', 'vi', 'ftpget', 'telnet']);

function program(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NOT_SIMULATED.has(name) ? `#!/bin/sh\necho 'cka-net: ${name} is not simulated yet' >&2\nexit 127\n` : '';
}

/** The file tree of an image. */
export function imageFiles(contents: ImageContents): ImageFiles {
  const { base, programs = [], without = [] } = contents;
  const files = new Map<string, FileNode>();
  const directory = (path: string): void => {
    if (files.has(path)) return;
    if (path !== '/') directory(parentOf(path));
    files.set(path, { type: 'directory', mode: path === '/tmp' ? 0o1777 : 0o755, mtimeUs: 0 });
  };
  directory('/');
  for (const path of base === 'scratch' ? BARE_DIRECTORIES : DIRECTORIES) directory(path);
  const put = (path: string, content: string, mode: number): void => {
    directory(parentOf(path));
    files.set(path, { type: 'file', content, mode, mtimeUs: 0 });
  };
  const bin = base === 'busybox' || base === 'alpine' ? '/bin' : '/usr/bin';
  const missing = new Set(without);
  for (const name of PROGRAMS[base]) if (!missing.has(name)) put(`${bin}/${name}`, program(name), 0o755);
  if (bin === '/usr/bin' && base !== 'scratch') {
    for (const name of ['sh', 'bash']) put(`/bin/${name}`, '', 0o755);
  }
  for (const name of programs) put(name.startsWith('/') ? name : `/usr/bin/${name}`, program(name), 0o755);
  for (const [path, content] of Object.entries(baseFiles(base))) put(path, content, 0o644);
  for (const [path, content] of Object.entries(contents.files ?? {})) {
    put(path, content, path.endsWith('.sh') || path.includes('/bin/') ? 0o755 : 0o644);
  }
  return files;
}
