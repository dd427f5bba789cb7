import { KernelError, strerror, type ErrnoName } from '../../../kernel/errno';
import type { ClauseReader } from '../../grammar/clause-reader';
import { integer } from '../../iproute2/address-words';
import { duplicateArgument, invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { cannotOpen } from '../context';
import { NETNS_USAGE } from '../usage/netns';

/** ip/ipnetns.c do_netns looks at the first argument of every verb. */
export function checkedName(run: IpRun): IpRun {
  return (ip, reader, verb) => {
    const name = reader.ahead;
    if (name !== undefined && !ip.settings.all && isInvalidName(name)) {
      throw usageError(`Invalid netns name "${name}"\n`);
    }
    return run(ip, reader, verb);
  };
}

function isInvalidName(name: string): boolean {
  return name === '' || name === '.' || name === '..' || name.includes('/') || name.length > 255;
}

/** `ip netns list`. */
export function listNetns(ip: IpContext): number {
  const printer = ip.printer();
  for (const { name, nsid } of ip.netlink.namespaces()) {
    printer.openObject();
    printer.field('name', name, name);
    if (nsid !== undefined) printer.field('id', nsid, ` (id: ${nsid})`);
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
}

/** `ip netns add NAME`. */
export function addNetns(ip: IpContext, reader: ClauseReader): number {
  const name = reader.ahead;
  if (name === undefined) return complain(ip, 'No netns name specified\n');
  try {
    ip.netlink.addNamespace(name);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return complain(ip, cannotCreate(name, error.errno));
  }
  return 0;
}

/** `ip [-all] netns delete [NAME]`. */
export function deleteNetns(ip: IpContext, reader: ClauseReader): number {
  const name = reader.ahead;
  if (ip.settings.all) {
    for (const { name: each } of ip.netlink.namespaces()) ip.netlink.deleteNamespace(each);
    return 0;
  }
  if (name === undefined) return complain(ip, 'No netns name specified\n');
  try {
    ip.netlink.deleteNamespace(name);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return complain(ip, `Cannot remove namespace file "/run/netns/${name}": ${strerror(error.errno)}\n`);
  }
  return 0;
}

/** `ip [-all] netns exec [NAME] CMD …`: the command's status is ours. */
export function execNetns(ip: IpContext, reader: ClauseReader): number | Promise<number> {
  const words = reader.rest();
  const { all, batchFile } = ip.settings;
  if (words.length === 0 && !all) return complain(ip, 'No netns name specified\n');
  if (words.length < (all ? 1 : 2)) return complain(ip, 'No command specified\n');
  if (all) return execEverywhere(ip, words);
  const [name = '', ...command] = words;
  const netns = ip.namespaceNamed(name);
  if (netns === undefined) {
    ip.err(cannotOpen(name));
    // In a batch a child process fails and the batch sees its status.
    return batchFile === undefined ? 255 : 1;
  }
  return runIn(ip, netns, command);
}

async function execEverywhere(ip: IpContext, command: readonly string[]): Promise<number> {
  for (const { name, netns } of ip.netlink.namespaces()) {
    ip.out(`\nnetns: ${name}\n`);
    await runIn(ip, netns, command);
  }
  return 0;
}

async function runIn(ip: IpContext, netns: number, command: readonly string[]): Promise<number> {
  ip.flush();
  const [program = ''] = command;
  try {
    // execvp(3) looks for a name with a slash in it nowhere else.
    if (program.includes('/') && !ip.process.files.exists(program)) throw new KernelError('ENOENT');
    return await ip.process.exec(command, { netns });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(`exec of "${program}" failed: ${strerror(error.errno)}\n`);
    return 1;
  }
}

/** `ip netns identify [PID]`: the name of the namespace a process is in; without PID, our own. */
export function identifyNetns(ip: IpContext, reader: ClauseReader): number {
  const [pid, ...more] = reader.rest();
  if (more.length > 0) return complain(ip, 'extra arguments specified\n');
  if (pid !== undefined && !/^\d*$/.test(pid)) return complain(ip, `Specified string '${pid}' is not a pid\n`);
  const netns = pid === undefined ? ip.netns : ip.namespaceByPid(Number(pid));
  if (netns === undefined) return complain(ip, `Cannot open network namespace: ${strerror('ENOENT')}\n`);
  const name = ip.netlink.namespaces().find((known) => known.netns === netns)?.name ?? '';
  ip.out(`${name}\n`);
  return 0;
}

/** `ip netns pids NAME`: nothing runs in a simulated namespace between two commands. */
export function pidsOfNetns(ip: IpContext, reader: ClauseReader): number {
  const [name, ...more] = reader.rest();
  if (name === undefined) return complain(ip, 'No netns name specified\n');
  if (more.length > 0) return complain(ip, 'extra arguments specified\n');
  if (ip.namespaceNamed(name) === undefined) {
    return complain(ip, `Cannot open network namespace: ${strerror('ENOENT')}\n`);
  }
  return 0;
}

/** `ip netns set NAME NETNSID`. */
export function setNetnsId(ip: IpContext, reader: ClauseReader): number {
  const [name, word] = reader.rest();
  if (name === undefined) return complain(ip, 'No netns name specified\n');
  if (word === undefined) return complain(ip, 'No nsid specified\n');
  const nsid = word === 'auto' ? undefined : integer(word);
  if (word !== 'auto' && nsid === undefined) throw invalidArgument('Invalid "netnsid" value', word);
  if (nsid !== undefined && nsid < 0) throw invalidArgument('"netnsid" value should be >= 0', word);
  const netns = ip.namespaceNamed(name);
  if (netns === undefined) return complain(ip, cannotOpen(name));
  ip.netlink.setNamespaceId(netns, nsid);
  return 0;
}

/** `ip netns list-id`: the numbers this namespace knows others by. */
export function listNetnsIds(ip: IpContext, reader: ClauseReader): number {
  let wanted: number | undefined;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'target-nsid') throw notSimulated('ip netns list-id target-nsid');
    if (keyword !== 'nsid') throw usageError(NETNS_USAGE);
    if (wanted !== undefined) throw duplicateArgument('nsid', value);
    wanted = integer(value);
    if (wanted === undefined) throw invalidArgument('"nsid" value is invalid', value);
    if (wanted < 0) throw invalidArgument('"nsid" value should be >= 0', value);
  }
  const known = [...ip.process.world.netns(ip.netns).nsids].sort(([a], [b]) => a - b);
  const ids = wanted === undefined ? known : known.filter(([nsid]) => nsid === wanted);
  if (wanted !== undefined && ids.length === 0) throw new KernelError('EINVAL', 'Peer netns reference is invalid');
  const names = new Map(ip.netlink.namespaces().map(({ name, netns }) => [netns, name]));
  const printer = ip.printer();
  for (const [nsid, netns] of ids) {
    printer.openObject();
    printer.field('nsid', nsid, `nsid ${nsid} `);
    const name = names.get(netns);
    if (name !== undefined) printer.field('name', name, `(iproute2 netns name: ${name})`);
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
}

/** `ip netns attach NAME PID`: a second name for the namespace of a process. */
export function attachNetns(ip: IpContext, reader: ClauseReader): number {
  const [name, word] = reader.rest();
  if (name === undefined || word === undefined) return complain(ip, 'No netns name and PID specified\n');
  const pid = integer(word);
  if (pid === undefined || pid === 0) return complain(ip, `Invalid PID: ${word}\n`);
  if (ip.namespaceNamed(name) !== undefined) return complain(ip, cannotCreate(name, 'EEXIST'));
  const netns = ip.namespaceByPid(pid);
  if (netns === undefined) {
    return complain(ip, `Bind /proc/${pid}/ns/net -> /run/netns/${name} failed: ${strerror('ENOENT')}\n`);
  }
  ip.netlink.attachNamespace(name, netns);
  return 0;
}

function cannotCreate(name: string, errno: ErrnoName): string {
  return `Cannot create namespace file "/run/netns/${name}": ${strerror(errno)}\n`;
}

function complain(ip: IpContext, message: string): number {
  ip.err(message);
  return 1;
}
