/** What Debian's package database knows (dpkg(1), /var/lib/dpkg/status). */

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly words: string;
  /** Kept at its version by `apt-mark hold`. */
  readonly held?: true;
}

interface Files {
  exists(path: string): boolean;
  read(path: string): string;
  write(path: string, content: string): void;
}

const STATUS = '/var/lib/dpkg/status';

/** Packages of Debian 12 whose programs hosts of a lab have. */
const BASE: readonly Package[] = [
  ['arping', '2.23-1', 'sends IP and/or ARP pings (to the MAC address)'],
  ['bash', '5.2.15-2+b8', 'GNU Bourne Again SHell'],
  ['bind9-dnsutils', '1:9.18.41-1~deb12u1', 'Clients provided with BIND 9'],
  ['bind9-host', '1:9.18.41-1~deb12u1', 'DNS Lookup Utility'],
  ['bridge-utils', '1.7.1-1', 'Utilities for configuring the Linux Ethernet bridge'],
  ['conntrack', '1:1.4.7-1+b2', 'Program to modify the conntrack tables'],
  ['coreutils', '9.1-1', 'GNU core utilities'],
  ['curl', '7.88.1-10+deb12u14', 'command line tool for transferring data with URL syntax'],
  ['dnsmasq-base', '2.90-4~deb12u1', 'Small caching DNS proxy and DHCP/TFTP server - executable'],
  ['ethtool', '1:6.1-1', 'display or change Ethernet device settings'],
  ['iproute2', '6.1.0-3', 'networking and traffic control tools'],
  ['ipset', '7.17-1', 'administration tool for kernel IP sets'],
  ['iptables', '1.8.9-2', 'administration tools for packet filtering and NAT'],
  ['iputils-ping', '3:20221126-1+deb12u1', 'Tools to test the reachability of network hosts'],
  ['iputils-tracepath', '3:20221126-1+deb12u1', 'Tools to trace the network path to a remote host'],
  ['ipvsadm', '1:1.31-1+b1', 'Linux Virtual Server support programs'],
  ['jq', '1.6-2.1+deb12u1', 'lightweight and flexible command-line JSON processor'],
  ['net-tools', '2.10-0.1+deb12u2', 'NET-3 networking toolkit'],
  ['netcat-openbsd', '1.219-1', 'TCP/IP swiss army knife'],
  ['openssh-server', '1:9.2p1-2+deb12u7', 'secure shell (SSH) server, for secure access from remote machines'],
  ['procps', '2:4.0.2-3', '/proc file system utilities'],
  ['python3', '3.11.2-1+b1', 'interactive high-level object-oriented language (default python3 version)'],
  ['systemd', '252.39-1~deb12u1', 'system and service manager'],
  ['tcpdump', '4.99.3-1', 'command-line network traffic analyzer'],
  ['traceroute', '1:2.1.2-1', 'Traces the route taken by packets over an IPv4/IPv6 network'],
  ['util-linux', '2.38.1-5+deb12u3', 'miscellaneous system utilities'],
  ['wget', '1.21.3-1+deb12u1', 'retrieves files from the web'],
].map(([name = '', version = '', words = '']) => ({ name, version, words }));

/** What people install before a cluster, and is there already under this name. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['dnsutils', 'bind9-dnsutils'],
  ['netcat', 'netcat-openbsd'],
]);

const KUBERNETES: Readonly<Record<string, string>> = {
  kubeadm: 'Command-line utility for administering a Kubernetes cluster',
  kubectl: 'Command-line utility for interacting with a Kubernetes cluster',
  kubelet: 'Node agent for Kubernetes clusters',
};

/** The repository of Kubernetes v1.35, newest first; packages of a release have the revision 1.1. */
const RELEASES = ['1.35.3-1.1', '1.35.2-1.1', '1.35.1-1.1', '1.35.0-1.1'] as const;
const OTHERS: Readonly<Record<string, readonly [version: string, words: string]>> = {
  'containerd.io': ['2.2.1-1~debian.12~bookworm', 'An open and reliable container runtime'],
  'cri-tools': ['1.35.0-1.1', 'Command-line utility for interacting with a container runtime'],
  'kubernetes-cni': ['1.8.0-1.1', 'Binaries required to provision kubernetes container networking'],
};

/** The database of a node made with packages of this version of Kubernetes (`v1.35.2`). */
export function statusFile(version: string): string {
  const kubernetes = Object.entries(KUBERNETES).map(([name, words]) => ({ name, version: `${version.slice(1)}-1.1`, words })); // prettier-ignore
  const others = Object.entries(OTHERS).map(([name, [other, words]]) => ({ name, version: other, words }));
  return written([...others, ...kubernetes].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function written(packages: readonly Package[]): string {
  return packages
    .map(
      ({ name, version, words, held }) =>
        `Package: ${name}\nStatus: ${held ? 'hold' : 'install'} ok installed\nArchitecture: amd64\nVersion: ${version}\nDescription: ${words}\n`,
    ) // prettier-ignore
    .join('\n');
}

/** Packages that a node has of others than Debian. */
function readStatus(files: Files): readonly Package[] {
  if (!files.exists(STATUS)) return [];
  return files.read(STATUS).split(/\n\n+/).flatMap((paragraph) => {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
    if (field('Package') === '') return [];
    const held = field('Status').startsWith('hold') ? ({ held: true } as const) : {};
    return [{ name: field('Package'), version: field('Version'), words: field('Description'), ...held }];
  }); // prettier-ignore
}

/** Everything that is installed, by name. */
export function installed(files: Files): readonly Package[] {
  const own = readStatus(files);
  const names = new Set(own.map(({ name }) => name));
  return [...BASE.filter(({ name }) => !names.has(name)), ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What of Kubernetes this host has: `v1.35.2`. */
export function kubernetesVersion(files: Files, name: 'kubeadm' | 'kubectl' | 'kubelet'): string {
  const version = readStatus(files).find((one) => one.name === name)?.version ?? '1.35.2-1.1';
  return `v${version.replace(/-.*$/, '')}`;
}

/** The name that a package goes by. */
export function realName(name: string): string {
  return ALIASES.get(name) ?? name;
}

/** Versions that the lab's repositories have of a package, newest first; none when they do not know it. */
export function available(files: Files, name: string): readonly string[] {
  if (Object.hasOwn(KUBERNETES, name)) return RELEASES;
  const other = Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined;
  if (other) return [other[0]];
  return BASE.filter((one) => one.name === name).map(({ version }) => version);
}

export function wordsOf(name: string): string {
  return (Object.hasOwn(KUBERNETES, name) ? KUBERNETES[name] : undefined) ?? (Object.hasOwn(OTHERS, name) ? OTHERS[name]?.[1] : undefined) ?? BASE.find((one) => one.name === name)?.words ?? ''; // prettier-ignore
}

/** Whether a package comes from the repository of Kubernetes. */
export function ofKubernetes(name: string): boolean {
  return Object.hasOwn(KUBERNETES, name) || name === 'cri-tools' || name === 'kubernetes-cni';
}

/** Installs a version, or holds one. */
export function put(files: Files, changed: Package): void {
  const others = readStatus(files).filter(({ name }) => name !== changed.name);
  files.write(STATUS, written([...others, changed].sort((a, b) => (a.name < b.name ? -1 : 1))));
}
