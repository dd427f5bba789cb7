import { KernelError, strerror, type ErrnoName } from '../../../kernel/errno';
import type { ClauseReader } from '../../grammar/clause-reader';
import { integer } from '../../iproute2/address-words';
import { invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { cannotOpen } from '../context';

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
  return runIn(ip, name, netns, command);
}

async function execEverywhere(ip: IpContext, command: readonly string[]): Promise<number> {
  for (const { name, netns } of ip.netlink.namespaces()) {
    ip.out(`\nnetns: ${name}\n`);
    await runIn(ip, name, netns, command);
  }
  return 0;
}

async function runIn(ip: IpContext, name: string, netns: number, command: readonly string[]): Promise<number> {
  ip.flush();
  const [program = ''] = command;
  const mounts = filesOfNetns(ip, name);
  try {
    const { files } = ip.process;
    // execvp(3) looks for a name with a slash in it nowhere else.
    if (program === '' || (program.includes('/') && !files.exists(program))) throw new KernelError('ENOENT');
    if (program.includes('/') && files.isDirectory(program)) throw new KernelError('EACCES');
    return await ip.process.exec(command, { netns, ...(mounts.size > 0 && { mounts }) });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(`exec of "${program}" failed: ${strerror(error.errno)}\n`);
    return 1;
  }
}

/** bind_etc of lib/namespace.c: what lies in /etc/netns/NAME is seen in /etc inside, provided that something of that name is there. */
function filesOfNetns(ip: IpContext, name: string): ReadonlyMap<string, string> {
  const { files } = ip.process;
  const directory = `/etc/netns/${name}`;
  const mounts = new Map<string, string>();
  if (!files.isDirectory(directory)) return mounts;
  for (const entry of files.list(directory)) {
    const [own, general] = [`${directory}/${entry}`, `/etc/${entry}`];
    if (files.exists(general)) mounts.set(general, own);
    else ip.err(`Bind ${own} -> ${general} failed: ${strerror('ENOENT')}\n`);
  }
  return mounts;
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

/** `ip netns pids NAME`: the processes in a namespace. */
export function pidsOfNetns(ip: IpContext, reader: ClauseReader): number {
  const [name, ...more] = reader.rest();
  if (name === undefined) return complain(ip, 'No netns name specified\n');
  if (more.length > 0) return complain(ip, 'extra arguments specified\n');
  const netns = ip.namespaceNamed(name);
  if (netns === undefined) return complain(ip, `Cannot open network namespace: ${strerror('ENOENT')}\n`);
  for (const process of ip.process.processes()) if (process.netns === netns) ip.out(`${process.pid}\n`);
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
