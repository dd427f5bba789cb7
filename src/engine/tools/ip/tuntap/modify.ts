import { KernelError, strerror, type ErrnoName } from '../../../kernel/errno';
import type { TunSettings } from '../../../kernel/link/tun';
import { accountNumber } from '../../clib/accounts';
import { ExitError } from '../../clib/exit';
import { strtol } from '../../clib/numbers';
import type { ClauseReader } from '../../grammar/clause-reader';
import { duplicateOrGarbage, invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';

interface Request {
  readonly name: string | undefined;
  readonly settings: TunSettings;
}

/** tap_add_ioctl (ip/iptuntap.c): TUNSETIFF with IFF_TUN_EXCL, and TUNSETPERSIST. */
export const addTuntap: IpRun = (ip, reader) => {
  const { name, settings } = readArguments(ip, reader);
  if (name !== undefined && ip.netlink.hasLink(name)) return failed(ip, 'EBUSY');
  try {
    ip.netlink.addLink({ type: 'tun', ...(name !== undefined && { name }), tun: settings });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return failed(ip, error.errno);
  }
  return 0;
};

/** tap_del_ioctl: attaches to the device, making one when there is none, and takes its persistence away. */
export const deleteTuntap: IpRun = (ip, reader) => {
  const { name, settings } = readArguments(ip, reader);
  const kind = name === undefined ? undefined : ip.netlink.link(name)?.kind;
  if (name === undefined || !kind) {
    // It makes the device and lets it go again, which costs a number.
    const passing = name ?? `${settings.mode}%d`;
    ip.netlink.addLink({ type: 'tun', name: passing, tun: settings });
    const made = ip.netlink.links().at(-1)?.name;
    if (made !== undefined) ip.netlink.deleteLink(made);
    return 0;
  }
  const fits =
    (kind.type === 'tun' || kind.type === 'tap') &&
    kind.mode === settings.mode &&
    kind.multiQueue === settings.multiQueue;
  if (!fits) return failed(ip, 'EINVAL');
  ip.netlink.deleteLink(name);
  return 0;
};

function failed(ip: IpContext, errno: ErrnoName): number {
  ip.err(`ioctl(TUNSETIFF): ${strerror(errno)}\n`);
  return 1;
}

/** parse_args */
function readArguments(ip: IpContext, reader: ClauseReader): Request {
  let name: string | undefined;
  let mode: 'tun' | 'tap' | undefined;
  const flags = { packetInformation: false, vnetHeader: false, multiQueue: false, oneQueue: false };
  const owner: { user?: number; ownerGroup?: number } = {};
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'mode': {
        const asked = (['tun', 'tap'] as const).find((known) => known.startsWith(value));
        if (!asked) throw usageError(`Unknown tunnel mode "${value}"\n`);
        if (mode !== undefined && mode !== asked) {
          throw usageError('You managed to ask for more than one tunnel mode.\n');
        }
        mode = asked;
        break;
      }
      case 'user':
        owner.user = readAccount(ip, 'user', value);
        break;
      case 'group':
        owner.ownerGroup = readAccount(ip, 'group', value);
        break;
      case 'pi':
        flags.packetInformation = true;
        break;
      case 'one_queue':
        flags.oneQueue = true;
        break;
      case 'vnet_hdr':
        flags.vnetHeader = true;
        break;
      case 'multi_queue':
        flags.multiQueue = true;
        break;
      case 'help':
        throw usageError(OTHER_USAGE.tuntap);
      case 'dev':
        if (!isName(value)) throw invalidArgument('"dev" not a valid ifname', value);
        name = value;
        break;
      default:
        if (name !== undefined) throw duplicateOrGarbage('name', value);
        if (!isName(value)) throw invalidArgument('"name" not a valid ifname', value);
        name = value;
    }
  }
  if (mode === undefined) throw new ExitError(1, 'You failed to specify a tunnel mode\n');
  return { name, settings: { mode, ...flags, ...owner } };
}

function readAccount(ip: IpContext, which: 'user' | 'group', word: string): number {
  const { value, rest, empty } = strtol(word, 10);
  if (!empty && rest === '') return Number(value);
  const id = accountNumber(ip.process.files, which, word);
  if (id === undefined) throw usageError(`invalid ${which} "${word}"\n`);
  return id;
}

/** get_ifname */
function isName(word: string): boolean {
  return word !== '' && word.length <= 15 && !/[/\s]/.test(word);
}
