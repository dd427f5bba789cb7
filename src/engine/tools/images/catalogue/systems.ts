import { tags, type ImageDeclaration } from '../image';

const NETSHOOT = 'ip ss tcpdump curl wget dig nslookup host ping ping6 traceroute tracepath arping iptables ip6tables iptables-save ipset conntrack nmap netstat route ifconfig arp brctl bridge nc netcat socat iperf3 jq vim bash python3 strace openssl ethtool mtr telnet ncat ngrep sysctl tc nft hostname getent grpcurl'.split(' '); // prettier-ignore
const DNSUTILS = 'dig nslookup host ping nc netstat route ifconfig ip curl wget getent hostname'.split(' ');

const SH = { cmd: ['sh'] } as const;
const BASH = { cmd: ['/bin/bash'] } as const;

/** Distributions, and boxes of tools. */
export const SYSTEM_IMAGES: readonly ImageDeclaration[] = [
  ...[
    'docker.io/library/busybox',
    'gcr.io/google-containers/busybox',
    'registry.k8s.io/busybox',
    'registry.k8s.io/e2e-test-images/busybox',
  ].map((repository): ImageDeclaration => ({
    repository,
    hasTag: tags({ words: ['stable', 'unstable', 'glibc', 'musl', 'uclibc'], versions: ['1'], suffixes: ['-glibc', '-musl', '-uclibc', '-1', '-2', '-3', '-4'] }), // prettier-ignore
    contents: () => ({ base: 'busybox', ...SH, size: 2_224_358 }),
  })),
  {
    repository: 'docker.io/radial/busyboxplus',
    hasTag: tags({ words: ['curl', 'base', 'git'] }),
    contents: (tag) => ({ base: 'busybox', programs: tag === 'curl' ? ['curl'] : [], ...SH, size: 4_230_000 }),
  },
  {
    repository: 'docker.io/library/alpine',
    hasTag: tags({ words: ['edge'], versions: ['3'] }),
    contents: () => ({ base: 'alpine', cmd: ['/bin/sh'], size: 3_802_452 }),
  },
  {
    repository: 'docker.io/library/ubuntu',
    hasTag: tags({ words: ['noble', 'jammy', 'focal', 'bionic', 'rolling', 'devel', 'plucky', 'questing'], versions: ['24', '22', '20', '18', '25', '16'] }), // prettier-ignore
    contents: () => ({ base: 'ubuntu', ...BASH, size: 29_724_688 }),
  },
  {
    repository: 'docker.io/library/debian',
    hasTag: tags({ words: ['bookworm', 'bullseye', 'trixie', 'stable', 'testing', 'sid', 'bookworm-slim', 'bullseye-slim', 'trixie-slim', 'stable-slim'], versions: ['13', '12', '11', '10'], suffixes: ['-slim'] }), // prettier-ignore
    contents: (tag) => ({ base: 'debian', cmd: ['bash'], size: tag.endsWith('-slim') ? 28_231_302 : 48_480_000 }),
  },
  {
    repository: 'docker.io/library/fedora',
    hasTag: tags({ versions: ['43', '42', '41', '40', '39', '38'], words: ['rawhide'] }),
    contents: () => ({ base: 'fedora', ...BASH, size: 62_000_000 }),
  },
  ...['docker.io/library/centos', 'docker.io/library/rockylinux', 'docker.io/library/almalinux'].map(
    (repository): ImageDeclaration => ({
      repository,
      hasTag: tags({ versions: ['7', '8', '9', '10'] }),
      contents: () => ({ base: 'fedora', ...BASH, size: 80_000_000 }),
    }),
  ),
  {
    repository: 'docker.io/curlimages/curl',
    hasTag: tags({ versions: ['7', '8'] }),
    contents: () => ({
      base: 'alpine',
      programs: ['curl', '/entrypoint.sh'],
      entrypoint: ['/entrypoint.sh'],
      cmd: ['curl'],
      user: 100,
      workingDir: '/home/curl_user',
      env: [['CURL_CA_BUNDLE', '/cacert.pem']],
      size: 9_340_000,
    }),
  },
  ...['docker.io/nicolaka/netshoot', 'docker.io/wbitt/network-multitool', 'docker.io/praqma/network-multitool'].map(
    (repository): ImageDeclaration => ({
      repository,
      hasTag: tags({ versions: ['0', '1'], v: true, words: ['alpine-extra', 'minimal', 'extra', 'alpine-minimal', 'v0.13', 'v0.14'] }), // prettier-ignore
      contents: () =>
        repository.includes('multitool')
          ? {
              base: 'alpine',
              programs: [...NETSHOOT, '/usr/sbin/nginx', '/docker/entrypoint.sh'],
              entrypoint: ['/docker/entrypoint.sh'],
              cmd: ['/usr/sbin/nginx', '-g', 'daemon off;'],
              size: 24_236_758,
            }
          : { base: 'alpine', programs: NETSHOOT, cmd: ['zsh'], workingDir: '/root', size: 201_700_000 },
    }),
  ),
  {
    repository: 'registry.k8s.io/e2e-test-images/jessie-dnsutils',
    hasTag: tags({ versions: ['1'] }),
    contents: () => ({ base: 'debian', programs: DNSUTILS, cmd: ['sleep', '3600'], size: 87_300_000 }),
  },
  ...['docker.io/tutum/dnsutils', 'docker.io/infoblox/dnstools', 'docker.io/anubhavmishra/tiny-tools'].map(
    (repository): ImageDeclaration => ({
      repository,
      hasTag: tags({}),
      contents: () => ({ base: 'alpine', programs: DNSUTILS, ...SH, size: 12_000_000 }),
    }),
  ),
  {
    repository: 'docker.io/library/perl',
    hasTag: tags({ versions: ['5'], suffixes: ['-slim', '-bookworm'] }),
    contents: () => ({ base: 'debian', programs: ['perl'], cmd: ['perl', '-de0'], workingDir: '/usr/src/app', size: 340_000_000 }), // prettier-ignore
  },
  {
    repository: 'docker.io/library/python',
    hasTag: tags({ versions: ['3', '2'], suffixes: ['-alpine', '-slim', '-bookworm', '-slim-bookworm'] }),
    contents: (tag) => ({
      base: tag.includes('alpine') ? 'alpine' : 'debian',
      programs: ['/usr/local/bin/python3', '/usr/local/bin/python', '/usr/local/bin/pip'],
      cmd: ['python3'],
      size: 366_000_000,
    }),
  },
  {
    repository: 'docker.io/polinux/stress',
    hasTag: tags({}),
    contents: () => ({ base: 'alpine', programs: ['/usr/local/bin/stress'], size: 4_041_495 }),
  },
];
