import { KernelError, strerror } from '../../kernel/errno';
import type { BridgeChanges } from '../../kernel/link/bridge';
import type { LinkInfo, NetlinkSocket } from '../../kernel/netlink';
import type { BridgePort, BridgeSetting } from '../../kernel/records';
import { ExitError, exitStatus } from '../clib/exit';
import { strtod, strtol } from '../clib/numbers';
import { flag } from '../grammar/declare-getopt';
import { exact, value } from '../grammar/declare';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Choice, Program } from '../grammar/types';
import type { Process } from '../tool';
import { BRCTL_COMMANDS, BRCTL_USAGE } from './commands';
import { isBridge, showBridge, showMacs, SHOW_HEAD, showStp } from './show';

const OPTIONS = [
  flag('-V --version', 'Print the version.', '버전을 출력합니다.'),
  flag('-h --help', 'Print the usage.', '사용법을 출력합니다.'),
];

const ARGUMENT = value('ARGUMENT', 'text', 'a bridge, a port or a value', '브리지, 포트 또는 값');

/** brctl(8) of bridge-utils 1.7, which `ip link` and `bridge` have replaced and courses still show. */
export const brctl: Program = {
  name: 'brctl',
  words: { en: 'Shows and changes bridges.', ko: '브리지를 보고 바꿉니다.' },
  synopsis: 'brctl COMMAND [ BRIDGE [ ARGUMENT ... ] ]',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    select: {
      role: 'verb',
      choices: BRCTL_COMMANDS.map(({ name, words }): Choice => ({
        name,
        match: 'exact',
        words,
        body: {
          clause: {
            parameters: [exact('on', 'switch it on', '켬'), exact('off', 'switch it off', '끔')],
            positionals: [{ keyword: 'argument', value: ARGUMENT, optional: true, repeats: true }],
          },
        },
      })),
    },
  },
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions({ options: OPTIONS }, process.argv.slice(1), 'first-operand');
  if (error !== undefined) {
    process.err(`brctl: ${error}\nUnknown option '?'\n`);
    process.out(BRCTL_USAGE);
    return 1;
  }
  for (const { flag: letter } of options) {
    process.out(letter === 'V' ? 'bridge-utils, 1.7\n' : BRCTL_USAGE);
    return 0;
  }
  const [name, ...args] = operands;
  if (name === undefined) {
    process.out(BRCTL_USAGE);
    return 1;
  }
  const command = BRCTL_COMMANDS.find((known) => known.name === name);
  if (!command) {
    process.err(`never heard of command [${name}]\n`);
    process.out(BRCTL_USAGE);
    return 1;
  }
  if (args.length < command.needs) {
    process.out(`Incorrect number of arguments for command\nUsage: brctl ${name} ${command.usage}\n`);
    return 1;
  }
  return perform({ netlink: process.netlink(), out: (text) => process.out(text) }, name, args);
}

/** Where a command works and what it says. */
interface Room {
  readonly netlink: NetlinkSocket;
  readonly out: (text: string) => void;
}

function perform(room: Room, name: string, args: readonly string[]): number {
  const { netlink } = room;
  const [bridge = '', second = '', third = ''] = args;
  switch (name) {
    case 'addbr':
      return addBridge(room, bridge);
    case 'delbr':
      return deleteBridge(room, bridge);
    case 'addif':
      for (const port of args.slice(1)) addPort(room, bridge, port);
      return 0;
    case 'delif':
      for (const port of args.slice(1)) deletePort(room, bridge, port);
      return 0;
    case 'hairpin': {
      const hairpin = onOff(third);
      const why = `can't set ${second} to hairpin on bridge ${bridge}`;
      if (!netlink.link(bridge)) throw failed(`bridge ${bridge} does not exist!`);
      if (!netlink.link(second)) throw failed(`interface ${second} does not exist!`);
      return setPort(room, second, { hairpin }, why);
    }
    case 'stp':
      return setBridge(room, bridge, { stp: onOff(second) }, 'set stp status failed');
    case 'setageing':
      return setBridge(
        room,
        bridge,
        { ageingSeconds: seconds(second, 'bad ageing time value') },
        'set ageing time failed',
      );
    case 'setfd':
      return setTime(
        room,
        bridge,
        'forward_delay',
        seconds(second, 'bad forward delay value'),
        'set forward delay failed',
      );
    case 'sethello':
      return setTime(room, bridge, 'hello_time', seconds(second, 'bad hello timer value'), 'set hello timer failed');
    case 'setmaxage':
      return setTime(room, bridge, 'max_age', seconds(second, 'bad max age value'), 'set max age failed');
    case 'setbridgeprio': {
      const priority = integer(second, 'bad priority') & 0xffff;
      return setBridge(room, bridge, { settings: { priority } }, 'set bridge priority failed');
    }
    case 'setpathcost':
      return setPort(room, second, { cost: integer(third, 'bad path cost value') }, 'set path cost failed');
    case 'setportprio':
      return setPort(room, second, { priority: integer(third, 'bad path priority value') }, 'set port priority failed');
    default:
      return show(room, name, args);
  }
}

function failed(message: string): ExitError {
  return new ExitError(1, `${message}\n`);
}

/** Runs what the kernel may refuse; `say` is what brctl says then. */
function attempt(action: () => void, say: (error: KernelError) => string): number {
  try {
    action();
    return 0;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw failed(say(error));
  }
}

function addBridge({ netlink }: Room, name: string): number {
  return attempt(
    // ioctl(SIOCBRADDBR) takes IFNAMSIZ bytes of the name.
    () => netlink.addLink({ type: 'bridge', name: name.slice(0, 15) }),
    ({ errno }) =>
      errno === 'EEXIST'
        ? `device ${name} already exists; can't create bridge with the same name`
        : `add bridge failed: ${strerror(errno)}`,
  );
}

function deleteBridge({ netlink }: Room, name: string): number {
  const link = netlink.link(name);
  if (!link) throw failed(`bridge ${name} doesn't exist; can't delete it`);
  if (!isBridge(link)) throw failed(`can't delete bridge ${name}: ${strerror('EPERM')}`);
  if (link.up) throw failed(`bridge ${name} is still up; can't delete it`);
  netlink.deleteLink(name);
  return 0;
}

function addPort({ netlink }: Room, bridge: string, name: string): void {
  const { port } = bothExist(netlink.link(bridge), netlink.link(name), bridge, name);
  if (port.master) throw failed(`device ${name} is already a member of a bridge; can't add it to bridge ${bridge}.`);
  attempt(
    () => netlink.setLink(name, { master: bridge }),
    ({ errno }) => `can't add ${name} to bridge ${bridge}: ${strerror(errno)}`,
  );
}

function deletePort({ netlink }: Room, bridge: string, name: string): void {
  const { port } = bothExist(netlink.link(bridge), netlink.link(name), bridge, name);
  if (port.master?.name !== bridge) throw failed(`device ${name} is not a port of ${bridge}`);
  netlink.setLink(name, { master: null });
}

function bothExist(bridge: LinkInfo | undefined, port: LinkInfo | undefined, bridgeName: string, portName: string) {
  if (!bridge) throw failed(`bridge ${bridgeName} does not exist!`);
  if (!port) throw failed(`interface ${portName} does not exist!`);
  return { bridge, port };
}

function setBridge({ netlink }: Room, name: string, bridge: BridgeChanges, what: string): number {
  return attempt(
    () => netlink.setLink(name, { kind: 'bridge', bridge }),
    ({ errno }) => `${what}: ${strerror(errno)}`,
  );
}

function setTime(room: Room, name: string, setting: BridgeSetting, value: number, what: string): number {
  return setBridge(room, name, { settings: { [setting]: Math.floor(value * 100) } }, what);
}

/** The files of a port's brport directory, which only ports have. */
function setPort({ netlink }: Room, name: string, changes: Partial<BridgePort>, what: string): number {
  const link = netlink.link(name);
  if (!link) throw failed(`${what}: ${strerror('ENODEV')}`);
  if (!link.port) throw failed(`${what}: ${strerror('ENOENT')}`);
  return attempt(
    () => netlink.setBridgePort(name, changes),
    ({ errno }) => `${what}: ${strerror(errno)}`,
  );
}

function onOff(word: string): boolean {
  if (['on', 'yes', '1'].includes(word)) return true;
  if (['off', 'no', '0'].includes(word)) return false;
  throw failed('expect on/off for argument');
}

/** sscanf("%lf") */
function seconds(word: string, problem: string): number {
  const { value: number, rest } = strtod(word);
  if (rest === word) throw failed(problem);
  return number;
}

/** sscanf("%i") */
function integer(word: string, problem: string): number {
  const { value: number, empty } = strtol(word, 0);
  if (empty) throw failed(problem);
  return Number(number);
}

function show(room: Room, name: string, args: readonly string[]): number {
  const { netlink } = room;
  if (name === 'show') return showAll(room, args);
  const [bridge = ''] = args;
  const link = netlink.link(bridge);
  if (name === 'showmacs') {
    if (!link) throw failed(`read of forward table failed: ${strerror('ENODEV')}`);
    if (!isBridge(link)) throw failed(`read of forward table failed: ${strerror('EOPNOTSUPP')}`);
    room.out(showMacs(netlink, link));
    return 0;
  }
  if (!link) throw failed(`bridge ${bridge} does not exist!`);
  if (!isBridge(link)) throw failed(`device ${bridge} is not a bridge!`);
  room.out(showStp(netlink, link));
  return 0;
}

/** `brctl show [BRIDGE…]`: the heading comes with the first bridge. */
function showAll({ netlink, out }: Room, names: readonly string[]): number {
  const all = netlink
    .links()
    .filter(isBridge)
    .map(({ name }) => name)
    .sort();
  let shown = false;
  for (const name of names.length > 0 ? names : all) {
    const link = netlink.link(name);
    if (!link) throw failed(`bridge ${name} does not exist!`);
    if (!isBridge(link)) throw failed(`device ${name} is not a bridge!`);
    out((shown ? '' : SHOW_HEAD) + showBridge(netlink, link));
    shown = true;
  }
  return 0;
}
