import type { DnsmasqBackend } from '../../kernel/dns-server-records';
import { KernelError, strerror } from '../../kernel/errno';
import { listenTcp } from '../../kernel/tcp/calls';
import { openUdpSocket } from '../../kernel/udp';
import { ipv4, parseIpv4 } from '../../packet/address';
import { IPV6_ANY, parseIpv6 } from '../../packet/ipv6-address';
import { newPid } from '../../shell/jobs';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { readHosts } from '../resolver/name-files';
import { readResolvConf } from '../resolver/resolv-conf';
import { becomeService, servicePid } from '../services/start';
import type { Process } from '../tool';
import { DNSMASQ } from './declaration';
import { backendOf, badOption } from './options';

const VERSION = `Dnsmasq version 2.90  Copyright (c) 2000-2024 Simon Kelley
`;
const COMPILED =
  'IPv6 GNU-getopt DBus no-UBus i18n IDN2 DHCP DHCPv6 no-Lua TFTP conntrack ipset nftset auth cryptohash DNSSEC loop-detect inotify dumpfile';
const WARRANTY = `
This software comes with ABSOLUTELY NO WARRANTY.
Dnsmasq is free software, and you are welcome to redistribute it
under the terms of the GNU General Public License, version 2 or 3.
`;

/** dnsmasq(8) 2.90, its DNS half: a DNS server that a lab can run. */
export const dnsmasq: Program = {
  ...DNSMASQ,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const { options, error, operands } = parseOptions(DNSMASQ, process.argv.slice(1));
  if (error !== undefined) throw badOption('try --help');
  const [junk] = operands;
  if (junk !== undefined) throw badOption('junk found in command line');
  const given = options.map(({ flag, value = '' }) => ({ name: flag, value }));
  const has = (name: string): boolean => given.some((option) => option.name === name);
  if (has('v')) {
    process.out(`${VERSION}Compile time options: ${COMPILED}\n${WARRANTY}`);
    return 0;
  }
  const portText = given.findLast(({ name }) => name === 'p')?.value ?? '53';
  if (!/^\d+$/.test(portText)) throw badOption('try --help');
  const backend = backendOf(given);
  const addresses = given.filter(({ name }) => name === 'a').flatMap(({ value }) => value.split(','));
  const background = !has('d') && !has('k') && process.background === undefined;
  const pid = background ? newPid(process.world) : servicePid(process);
  const sockets = listen(process, pid, Number(portText), addresses);
  if (has('d')) greet(process, backend);
  const state = { kind: 'dns-server', ...sockets, connections: [], pending: [], backend } as const;
  if (!background) return becomeService(process, pid, state);
  return becomeService({ ...process, background: { pid, job: undefined, sinks: NOBODY } }, pid, state);
}

/** src/config.h */
const TCP_BACKLOG = 32;

const NOBODY = { out: { to: 'nobody' }, err: { to: 'nobody' } } as const;

function listen(
  { world, netns, argv }: Process,
  pid: number,
  port: number,
  addresses: readonly string[],
): { readonly sockets: readonly number[]; readonly listeners: readonly number[] } {
  const program = { pid, name: argv[0] ?? 'dnsmasq' };
  const wanted =
    addresses.length === 0 ? [ipv4(0), IPV6_ANY] : addresses.map((text) => parseIpv4(text) ?? parseIpv6(text));
  const sockets: number[] = [];
  const listeners: number[] = [];
  for (const [index, address] of wanted.entries()) {
    if (address === undefined) throw badOption('Bad address in --listen-address');
    try {
      const bound = { address, port, program, ...(address === IPV6_ANY && { v6only: true as const }) };
      sockets.push(openUdpSocket(world, netns, bound));
      listeners.push(listenTcp(world, netns, { ...bound, backlog: TCP_BACKLOG }));
    } catch (error) {
      for (const id of [...sockets, ...listeners]) world.removeSocket(id);
      if (!(error instanceof KernelError)) throw error;
      const place = addresses.length === 0 ? `port ${port}` : (addresses[index] ?? '');
      throw new ExitError(2, `\ndnsmasq: failed to create listening socket for ${place}: ${strerror(error.errno)}\n`);
    }
  }
  return { sockets, listeners };
}

/** What it logs when it starts in the foreground. */
function greet(process: Process, { routes, hostsFiles, resolvFile }: DnsmasqBackend): void {
  const { files } = process;
  const say = (text: string): void => process.err(`dnsmasq: ${text}\n`);
  say('started, version 2.90 cachesize 150');
  say(`compile time options: ${COMPILED}`);
  const upstream = routes.some((route) => route.upstream !== undefined);
  if (resolvFile === undefined && !upstream) say('warning: no upstream servers configured');
  const listed = resolvFile === undefined ? [] : readResolvConf(files, resolvFile).servers;
  if (resolvFile !== undefined && listed.length === 0) say(`no servers found in ${resolvFile}, will retry`);
  for (const { domain, upstream: server } of routes) {
    if (!server) say(`using only locally-known addresses for ${domain.replace(/\.$/, '')}`);
  }
  for (const path of hostsFiles) {
    const names = readHosts(files, path).reduce((sum, entry) => sum + entry.names.length, 0);
    say(`read ${path} - ${names} names`);
  }
  if (hostsFiles.length === 0) say('cleared cache');
}
