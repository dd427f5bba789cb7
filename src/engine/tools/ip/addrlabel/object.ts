import { KernelError } from '../../../kernel/errno';
import type { AddressLabel } from '../../../kernel/ipv6/records';
import { ExitError } from '../../clib/exit';
import type { ClauseReader } from '../../grammar/clause-reader';
import { exact, value, words } from '../../grammar/declare';
import type { Choice, Clause } from '../../grammar/types';
import { requirePrefix, unsigned, type PrefixWord } from '../../iproute2/address-words';
import { invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';
import { DEVICE, NUMBER } from '../values';

const REST: NonNullable<Clause['positionals']> = [
  {
    keyword: 'ignored',
    value: value('…', 'text', 'anything else is not looked at', '다른 말은 보지 않음'),
    optional: true,
    repeats: true,
  },
];
const MODIFY: Clause = {
  parameters: [
    exact(
      'prefix',
      'the addresses it is for',
      '라벨을 붙일 주소',
      value('PREFIX', 'prefix', 'a network of IPv6, like 2001:db8::/32', 'IPv6 네트워크 (예: 2001:db8::/32)'),
    ),
    exact('dev', 'only on this device', '이 장치에서만', DEVICE),
    exact('label', 'a number: addresses of the same label fit each other', '번호: 라벨이 같은 주소끼리 어울림', NUMBER),
  ],
  positionals: REST,
};
const NO_LABEL = 0xffffffff;

/** ipaddrlabel_list (ip/ipaddrlabel.c). */
const list: IpRun = (ip, reader) => {
  if (reader.ahead !== undefined) throw new ExitError(1, '"ip addrlabel show" does not take any arguments.\n');
  // Labels are of IPv6 only.
  if (ip.settings.family === 'inet') {
    throw usageError('RTNETLINK answers: Operation not supported\nDump terminated\n');
  }
  const printer = ip.printer();
  for (const { prefix, prefixLength, ifindex, label } of ip.netlink.addressLabels()) {
    const device = ifindex === undefined ? undefined : (ip.netlink.link(ifindex)?.name ?? `if${ifindex}`);
    printer.openObject();
    printer.text('prefix ');
    printer.field('address', prefix, prefix, 'inet6');
    printer.field('prefixlen', prefixLength, `/${prefixLength} `);
    if (device !== undefined) {
      printer.text('dev ');
      printer.field('ifname', device, `${device} `, 'ifname');
    }
    printer.field('label', label, `label ${label} `);
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
};

/** ipaddrlabel_modify */
const modify: IpRun = (ip, reader, verb) => {
  const request = readLabel(ip, reader);
  if (verb === 'add') ip.netlink.addAddressLabel(request);
  else ip.netlink.deleteAddressLabel(request);
  return 0;
};

function readLabel(ip: IpContext, reader: ClauseReader): AddressLabel {
  let prefix: PrefixWord | undefined;
  let label: number | undefined;
  let ifindex: number | undefined;
  while (reader.next()) {
    const { keyword, value: word } = reader;
    if (keyword === 'prefix') prefix = requirePrefix(word, ip.settings.family);
    else if (keyword === 'dev') {
      ifindex = ip.netlink.link(word)?.ifindex;
      if (ifindex === undefined) throw invalidArgument('dev is invalid\n', word);
    } else if (keyword === 'label') {
      label = unsigned(word);
      if (label === undefined || label === NO_LABEL) throw invalidArgument('label is invalid\n', word);
    }
  }
  if (!prefix) throw new ExitError(1, 'Not enough information: "prefix" argument is required.\n');
  if (label === undefined) throw new ExitError(1, 'Not enough information: "label" argument is required.\n');
  if (ip.settings.family === 'inet') throw new KernelError('EOPNOTSUPP');
  if (prefix.family !== 'inet6') throw new KernelError('EINVAL', 'Attribute failed policy validation');
  return { prefix: prefix.address, prefixLength: prefix.length, label, ...(ifindex !== undefined && { ifindex }) };
}

/** ipaddrlabel_flush */
const flush: IpRun = (ip, reader) => {
  if (reader.ahead !== undefined) throw new ExitError(1, '"ip addrlabel flush" does not allow extra arguments\n');
  for (const entry of ip.netlink.addressLabels()) ip.netlink.deleteAddressLabel(entry);
  return 0;
};

/** `ip addrlabel`: which source address fits which destination. */
export const addressLabelObject: Choice<IpRun> = {
  name: 'addrlabel',
  words: words('labels for choosing IPv6 addresses', 'IPv6 주소 선택용 라벨'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'list',
          aliases: ['lst', 'show'],
          words: words('list labels', '라벨 목록을 보여 줌'),
          body: { clause: { parameters: [], positionals: REST } },
          run: list,
        },
        { name: 'add', words: words('add a label', '라벨을 추가'), body: { clause: MODIFY }, run: modify },
        { name: 'delete', words: words('remove a label', '라벨을 지움'), body: { clause: MODIFY }, run: modify },
        {
          name: 'flush',
          words: words('remove every label', '라벨을 모두 지움'),
          body: { clause: { parameters: [], positionals: REST } },
          run: flush,
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw usageError(OTHER_USAGE.addrlabel);
          },
        },
      ],
    },
  },
};
