/** The files that Debian's iproute2 puts under /etc/iproute2: names of tables, protocols, scopes, classes of service, realms and groups. */

const readme = (name: string): string =>
  `Each file in this directory is an ${name} configuration file. iproute2\ncommands scan this directory processing all files that end in '.conf'.\n`;

const lines = (entries: readonly (readonly [string | number, string])[]): string =>
  entries.map(([number, name]) => `${number}\t${name}\n`).join('');

const RESERVED = '#\n# reserved values\n#\n';

export const IPROUTE2_FILES: Readonly<Record<string, string>> = {
  '/etc/iproute2/rt_tables': `${RESERVED}${lines([
    [255, 'local'],
    [254, 'main'],
    [253, 'default'],
    [0, 'unspec'],
  ])}#\n# local\n#\n#1\tinr.ruhep\n`,
  '/etc/iproute2/rt_tables.d/README': readme('rt_tables'),
  '/etc/iproute2/rt_protos': `#\n# Reserved protocols.\n#\n${lines([
    [0, 'unspec'],
    [1, 'redirect'],
    [2, 'kernel'],
    [3, 'boot'],
    [4, 'static'],
    [8, 'gated'],
    [9, 'ra'],
    [10, 'mrt'],
    [11, 'zebra'],
    [12, 'bird'],
    [13, 'dnrouted'],
    [14, 'xorp'],
    [15, 'ntk'],
    [16, 'dhcp'],
    [18, 'keepalived'],
    [42, 'babel'],
    [99, 'openr'],
    [186, 'bgp'],
    [187, 'isis'],
    [188, 'ospf'],
    [189, 'rip'],
    [192, 'eigrp'],
  ])}`,
  '/etc/iproute2/rt_protos.d/README': readme('rt_protos'),
  '/etc/iproute2/rt_scopes': `${RESERVED}${lines([
    [0, 'global'],
    [255, 'nowhere'],
    [254, 'host'],
    [253, 'link'],
  ])}#\n# pseudo-reserved\n#\n${lines([[200, 'site']])}`,
  '/etc/iproute2/rt_realms': `${RESERVED}${lines([[0, 'cosmos']])}#\n# local\n#\n`,
  '/etc/iproute2/rt_dsfield': `# Differentiated field values\n# These include the DSCP and unused bits\n${lines([
    ['0x0', 'default'],
  ])}# Newer RFC2597 values\n${lines([
    ['0x28', 'AF11'],
    ['0x30', 'AF12'],
    ['0x38', 'AF13'],
    ['0x48', 'AF21'],
    ['0x50', 'AF22'],
    ['0x58', 'AF23'],
    ['0x68', 'AF31'],
    ['0x70', 'AF32'],
    ['0x78', 'AF33'],
    ['0x88', 'AF41'],
    ['0x90', 'AF42'],
    ['0x98', 'AF43'],
  ])}# Older values RFC2474\n${lines([
    ['0x20', 'CS1'],
    ['0x40', 'CS2'],
    ['0x60', 'CS3'],
    ['0x80', 'CS4'],
    ['0xA0', 'CS5'],
    ['0xC0', 'CS6'],
    ['0xE0', 'CS7'],
  ])}# RFC 2598\n${lines([['0xB8', 'EF']])}`,
  '/etc/iproute2/group': `# device group names\n${lines([[0, 'default']])}`,
};
