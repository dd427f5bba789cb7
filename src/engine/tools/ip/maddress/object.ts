import { KernelError, strerror } from '../../../kernel/errno';
import type { GroupMemberships } from '../../../kernel/multicast-groups';
import { formatIpv4, type Mac } from '../../../packet/address';
import { ExitError } from '../../clib/exit';
import type { ClauseReader } from '../../grammar/clause-reader';
import { prefix, words } from '../../grammar/declare';
import type { Choice, Clause } from '../../grammar/types';
import { linkLayerBytes } from '../../iproute2/address-words';
import { duplicateOrGarbage, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { macOf } from '../link/request';
import { MADDRESS_USAGE } from '../usage/maddress';
import { DEVICE, HELP, MAC } from '../values';

const DEV = prefix('dev', 'one device', '장치 하나', DEVICE);

const SELECTOR: Clause = { parameters: [DEV, HELP], positionals: [{ keyword: 'dev', value: DEVICE, optional: true }] };
const GROUP: Clause = {
  parameters: [prefix('dev', 'the device', '대상 장치', DEVICE), prefix('address', 'the group', '그룹', MAC)],
  positionals: [{ keyword: 'address', value: MAC }],
};

/** `ip maddress`: the multicast groups that devices are in. */
export const maddressObject: Choice<IpRun> = {
  name: 'maddress',
  words: words('multicast groups of devices', '장치가 속한 멀티캐스트 그룹'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'add',
          words: words('join a link-layer group', '링크 계층 그룹에 가입'),
          body: { clause: GROUP },
          run: (ip, reader) => modify(ip, reader, 'add'),
        },
        {
          name: 'delete',
          words: words('leave a link-layer group', '링크 계층 그룹에서 탈퇴'),
          body: { clause: GROUP },
          run: (ip, reader) => modify(ip, reader, 'delete'),
        },
        {
          name: 'list',
          aliases: ['show', 'lst'],
          words: words('list groups', '그룹 목록을 보여 줌'),
          body: { clause: SELECTOR },
          run: show,
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw usageError(MADDRESS_USAGE);
          },
        },
      ],
    },
  },
};

function modify(ip: IpContext, reader: ClauseReader, verb: 'add' | 'delete'): number {
  let device: string | undefined;
  let mac: Mac | undefined;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') {
      if (device !== undefined) throw duplicateOrGarbage('dev', value);
      device = value;
      continue;
    }
    if (mac !== undefined) throw duplicateOrGarbage('address', value);
    const bytes = linkLayerBytes(value);
    mac = macOf(bytes);
    if (mac === undefined) throw new ExitError(1, `Error: Invalid address length ${bytes.length} - must be 6 bytes\n`);
  }
  if (device === undefined) throw usageError('Not enough information: "dev" is required.\n');
  try {
    if (verb === 'add') ip.netlink.addLinkGroup(device, mac);
    else ip.netlink.deleteLinkGroup(device, mac);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `ioctl: ${strerror(error.errno)}\n`);
  }
  return 0;
}

function show(ip: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  while (reader.next()) {
    if (device !== undefined) throw duplicateOrGarbage('dev', reader.value);
    device = reader.value;
  }
  const printer = ip.printer();
  const { family } = ip.settings;
  const lines = printer.lineEnd === '\\' ? 'each' : 'under';
  for (const groups of ip.netlink.groups()) {
    if (device !== undefined && groups.name !== device) continue;
    const entries = entriesOf(groups).filter((entry) => family === undefined || entry.family === family);
    if (entries.length === 0) continue;
    printer.openObject();
    printer.json('ifindex', groups.ifindex);
    printer.json('ifname', groups.name);
    printer.openArray('maddr');
    const head = `${groups.ifindex}:\t${groups.name}`;
    if (lines === 'under') printer.text(`${head}\n`);
    for (const entry of entries) {
      if (lines === 'each') printer.text(`${head}\\`);
      printer.openObject();
      if (entry.family === 'link') printer.json('link', entry.address);
      else {
        printer.json('family', entry.family);
        printer.json('address', entry.address);
      }
      if (entry.static) printer.json('features', 'static');
      printer.text(`\t${entry.family.padEnd(5)} ${entry.address}${entry.static ? ' static' : ''}\n`);
      printer.closeObject();
    }
    printer.closeArray();
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
}

interface Entry {
  readonly family: 'link' | 'inet' | 'inet6';
  readonly address: string;
  readonly static: boolean;
}

function entriesOf({ link, inet, inet6 }: GroupMemberships): readonly Entry[] {
  return [
    ...link.map((group) => ({ family: 'link' as const, address: group.mac, static: group.static })),
    ...inet.map((address) => ({ family: 'inet' as const, address: formatIpv4(address), static: false })),
    ...inet6.map((address) => ({ family: 'inet6' as const, address, static: false })),
  ];
}
