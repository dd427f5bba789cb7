import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated, usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';
import { SIT_ONLY, TUNNEL } from './clauses';
import { addTunnel, deleteTunnel } from './modify';
import { showTunnels } from './show';

/** Tunnels over IPv6 have a program part of their own (ip/ip6tunnel.c). */
const overIpv4 =
  (run: IpRun): IpRun =>
  (ip, reader, verb) => {
    if (ip.settings.family !== 'inet6') return run(ip, reader, verb);
    if (verb !== 'show' || reader.ahead !== undefined) throw notSimulated(`ip -6 tunnel ${verb}`);
    ip.out(ip.printer().finish());
    return 0;
  };

/** do_prl and do_6rd. */
const sitOnly: IpRun = (_ip, reader, verb) => {
  let device: string | undefined;
  while (reader.next()) if (reader.keyword === 'dev') device = reader.value;
  if (device === undefined) throw usageError('Must specify device\n');
  throw notSimulated(`ip tunnel ${verb}`);
};

const SIT = words('a setting of sit tunnels', 'sit 터널의 설정');

function tunnel(name: string): Choice<IpRun> {
  const clause = { clause: TUNNEL };
  return {
    name,
    words: words('IP tunnels', 'IP 터널'),
    body: {
      select: {
        role: 'verb',
        empty: 'show',
        choices: [
          { name: 'add', words: words('make a tunnel', '터널을 만듦'), body: clause, run: overIpv4(addTunnel) },
          { name: 'change', words: words('change a tunnel', '터널을 바꿈'), body: clause, run: overIpv4(addTunnel) },
          { name: 'delete', words: words('remove a tunnel', '터널을 지움'), body: clause, run: overIpv4(deleteTunnel) },
          {
            name: 'show',
            aliases: ['lst', 'list'],
            words: words('list tunnels', '터널 목록을 보여 줌'),
            body: clause,
            run: overIpv4(showTunnels),
          },
          { name: 'prl', words: SIT, body: { clause: SIT_ONLY }, run: sitOnly },
          { name: '6rd', words: SIT, body: { clause: SIT_ONLY }, run: sitOnly },
          {
            name: 'help',
            words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
            body: { clause: { parameters: [] } },
            run: () => {
              throw usageError(OTHER_USAGE.tunnel);
            },
          },
        ],
      },
    },
  };
}

/** `ip tunnel` and its short name. */
export const tunnelObjects: readonly Choice<IpRun>[] = [tunnel('tunnel'), tunnel('tunl')];
