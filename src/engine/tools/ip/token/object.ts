import { IPV6_ANY } from '../../../packet/ipv6-address';
import type { Ipv6 } from '../../../packet/address';
import { ExitError } from '../../clib/exit';
import { exact, value, words } from '../../grammar/declare';
import type { Choice, Clause } from '../../grammar/types';
import { requirePrefix } from '../../iproute2/address-words';
import { invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';
import { DEVICE } from '../values';

const DEV = exact('dev', 'the device', '장치', DEVICE);
const SHOW: Clause = {
  parameters: [DEV],
  positionals: [
    {
      keyword: 'ignored',
      value: value('…', 'text', 'anything else is not looked at', '다른 말은 보지 않음'),
      optional: true,
      repeats: true,
    },
  ],
};
const SET: Clause = {
  parameters: [DEV],
  positionals: [
    {
      keyword: 'token',
      value: value(
        'TOKEN',
        'address',
        'the lower half of the addresses, like ::5; `help` prints what can be written',
        '주소의 아래쪽 절반 (예: ::5). `help`는 문법을 출력',
      ),
      optional: true,
      repeats: true,
    },
  ],
};

/** iptoken_list (ip/iptoken.c): every device that can make itself an address has one, `::` unless it was set. */
const list: IpRun = (ip, reader) => {
  let only: number | undefined;
  while (reader.next()) {
    if (reader.keyword !== 'dev') continue;
    only = requireLink(ip, reader.value).ifindex;
    break;
  }
  const printer = ip.printer();
  for (const { name, ifindex, flags, token6 } of ip.netlink.links()) {
    if (flags.includes('LOOPBACK') || flags.includes('NOARP') || (only !== undefined && only !== ifindex)) continue;
    const token = token6 ?? IPV6_ANY;
    printer.openObject();
    printer.text('token ');
    printer.field('token', token, token, 'inet6');
    printer.text(' dev ');
    printer.field('ifname', name, `${name}\n`, 'ifname');
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
};

/** iptoken_set: to delete is to set `::`. */
const set: IpRun = (ip, reader, verb) => {
  let token: Ipv6 | undefined = verb === 'delete' ? IPV6_ANY : undefined;
  let device: string | undefined;
  while (reader.next()) {
    const { keyword, value: word } = reader;
    if (keyword === 'dev') {
      device ??= requireLink(ip, word).name;
      continue;
    }
    if (word !== '' && 'help'.startsWith(word)) throw usageError(OTHER_USAGE.token);
    if (token !== undefined) continue;
    const prefix = requirePrefix(word, 'inet6');
    token = prefix.family === 'inet6' ? prefix.address : IPV6_ANY;
  }
  if (token === undefined) throw new ExitError(1, 'Not enough information: token is required.\n');
  if (device === undefined) throw new ExitError(1, 'Not enough information: "dev" argument is required.\n');
  ip.netlink.setToken(device, token);
  return 0;
};

function requireLink(ip: IpContext, word: string): { readonly name: string; readonly ifindex: number } {
  const link = ip.netlink.link(word);
  if (!link) throw invalidArgument('dev is invalid\n', word);
  return link;
}

/** `ip token`: the lower half of the IPv6 addresses that a device makes itself. */
export const tokenObject: Choice<IpRun> = {
  name: 'token',
  words: words('IPv6 interface tokens', 'IPv6 인터페이스 토큰'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'list',
          aliases: ['lst', 'show'],
          words: words('list them', '목록을 보여 줌'),
          body: { clause: SHOW },
          run: list,
        },
        { name: 'set', aliases: ['add'], words: words('choose it', '토큰을 정함'), body: { clause: SET }, run: set },
        { name: 'delete', words: words('take it away', '토큰을 없앰'), body: { clause: SET }, run: set },
        { name: 'get', words: words('show one', '하나를 보여 줌'), body: { clause: SHOW }, run: list },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw usageError(OTHER_USAGE.token);
          },
        },
      ],
    },
  },
};
