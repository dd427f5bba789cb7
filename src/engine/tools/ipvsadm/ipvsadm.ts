import { KernelError } from '../../kernel/errno';
import { openIpvs, type IpvsSocket } from '../../kernel/ipvs/control';
import { SCHEDULERS, type RealServer, type VirtualService } from '../../kernel/ipvs/model';
import { parseIpv4 } from '../../packet/address';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { IPVSADM } from './declaration';
import { listConnections, listServices, saveServices } from './list';

/** ipvsadm(8) 1.31: ipvsadm.c and libipvs.c. */
export const ipvsadm: Program = {
  ...IPVSADM,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process, process.argv.slice(1)),
    ),
};

const COMMANDS = 'LAEDCRSaed';
const DEFAULT_SCHEDULER = 'wlc';
const DEFAULT_PERSISTENCE = '360';

function run(process: Process, args: readonly string[]): number {
  const { options, operands, error } = parseOptions(IPVSADM, withPersistence(args));
  if (error !== undefined) throw new ExitError(1, `ipvsadm: ${error}\n`);
  const flags = new Map(options.map(({ flag, value }) => [flag === 'l' ? 'L' : flag, value]));
  for (const missing of ['f', 'stats', 'rate']) {
    if (flags.has(missing)) {
      throw new ExitError(2, `cka-net: ipvsadm ${missing.length > 1 ? '--' : '-'}${missing} is not simulated yet\n`);
    }
  }
  if (flags.has('h')) {
    process.out(`ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\nUsage:\n  ${IPVSADM.synopsis}\n`);
    return 0;
  }
  const given = [...COMMANDS].filter((letter) => flags.has(letter));
  if (given.length > 1) throw new ExitError(2, 'multiple commands specified\n');
  if (operands.length > 0) throw new ExitError(2, `unexpected argument ${operands[0] ?? ''}\n`);
  const command = given[0] ?? 'L';
  try {
    return perform(process, command, flags);
  } catch (problem) {
    if (!(problem instanceof KernelError)) throw problem;
    throw new ExitError(2, `${sayError(command, problem)}\n`);
  }
}

/** popt takes the next word as the seconds of -p when there is one that is no option. */
function withPersistence(args: readonly string[]): readonly string[] {
  return args.flatMap((word, at) => {
    const before = args[at - 1];
    const taken = (before === '-p' || before === '--persistent') && !word.startsWith('-');
    if (taken) return [];
    const next = args[at + 1];
    if ((word !== '-p' && word !== '--persistent') || next === undefined || next.startsWith('-')) return [word];
    return [word === '-p' ? `-p${next}` : `--persistent=${next}`];
  });
}

type Flags = ReadonlyMap<string, string | undefined>;

function perform(process: Process, command: string, flags: Flags): number {
  const socket = openIpvs(process.world, process.netns);
  switch (command) {
    case 'L': {
      if (flags.has('c')) listConnections(process);
      else listServices(process, flags.has('t') || flags.has('u') ? known(socket, flags) : undefined);
      return 0;
    }
    case 'C':
      socket.clear();
      return 0;
    case 'S':
      saveServices(process);
      return 0;
    case 'R':
      for (const line of process.stdin.split('\n')) {
        const words = line
          .trim()
          .split(/\s+/)
          .filter((word) => word !== '');
        if (words.length > 0) run(process, words);
      }
      return 0;
    case 'A':
    case 'E': {
      const service = { ...name(flags), ...settings(flags), servers: [] };
      if (command === 'A') socket.add(service);
      else socket.edit(service);
      return 0;
    }
    case 'D':
      socket.remove(name(flags));
      return 0;
    default: {
      const service = name(flags);
      const server = serverOf(command === 'd' ? new Map([...flags, ['m', undefined]]) : flags, service.port);
      if (command === 'a') socket.addServer(service, server);
      else if (command === 'e') socket.editServer(service, server);
      else socket.removeServer(service, server);
      return 0;
    }
  }
}

function known(socket: IpvsSocket, flags: Flags): VirtualService {
  const found = socket.find(name(flags));
  if (!found) throw new ExitError(2, 'No such service\n');
  return found;
}

/** `-t` or `-u` ADDRESS:PORT. */
function name(flags: Flags): Pick<VirtualService, 'protocol' | 'address' | 'port'> {
  const text = flags.get('t') ?? flags.get('u');
  if (text === undefined) throw new ExitError(2, "You need to supply the 'service-address' option for the command\n");
  const [host = '', number = ''] = text.split(':');
  const address = parseIpv4(host);
  const port = Number(number);
  if (address === undefined) throw new ExitError(2, `illegal virtual server address[:port] specified\n`);
  if (!/^\d+$/.test(number) || port > 65535)
    throw new ExitError(2, 'illegal virtual server address[:port] specified\n');
  return { protocol: flags.has('t') ? 'TCP' : 'UDP', address, port };
}

function settings(flags: Flags): Pick<VirtualService, 'scheduler' | 'persistent'> {
  const scheduler = flags.get('s') ?? DEFAULT_SCHEDULER;
  if (!SCHEDULERS.has(scheduler)) throw new ExitError(2, 'Scheduler or persistence engine not found\n');
  if (!flags.has('p')) return { scheduler };
  const seconds = flags.get('p') ?? DEFAULT_PERSISTENCE;
  if (!/^\d+$/.test(seconds) || Number(seconds) === 0)
    throw new ExitError(2, 'illegal timeout for persistent service\n');
  return { scheduler, persistent: Number(seconds) };
}

function serverOf(flags: Flags, servicePort: number): RealServer {
  const text = flags.get('r');
  if (text === undefined) throw new ExitError(2, "You need to supply the 'real-server' option for the command\n");
  const [host = '', number = String(servicePort)] = text.split(':');
  const address = parseIpv4(host);
  const weight = flags.get('w') ?? '1';
  if (address === undefined || !/^\d+$/.test(number) || Number(number) > 65535) {
    throw new ExitError(2, 'illegal real server address[:port] specified\n');
  }
  if (!/^\d+$/.test(weight)) throw new ExitError(2, 'illegal weight specified\n');
  if (!flags.has('m')) {
    throw new ExitError(2, `cka-net: ipvsadm ${flags.has('i') ? '-i' : '-g'} is not simulated yet; -m is\n`);
  }
  return { address, port: Number(number), weight: Number(weight), forward: 'Masq' };
}

/** ipvs_strerror of libipvs.c. */
function sayError(command: string, { errno }: KernelError): string {
  switch (`${command} ${errno}`) {
    case 'A EEXIST':
      return 'Service already exists';
    case 'E ESRCH':
    case 'D ESRCH':
      return 'No such service';
    case 'a EEXIST':
      return 'Destination already exists';
    case 'e ENOENT':
    case 'd ENOENT':
      return 'No such destination';
    default:
      return errno === 'ESRCH' ? 'Service not defined' : 'Memory allocation problem';
  }
}
