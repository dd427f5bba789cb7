import { exact, value, words } from '../../grammar/declare';
import type { ClauseReader } from '../../grammar/clause-reader';
import { findChoice } from '../../grammar/keyword-table';
import type { Choice, Clause, Selection } from '../../grammar/types';
import { invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { LINK_USAGE } from '../usage/link';
import { DEVICE } from '../values';

const PROPERTIES: Clause = {
  parameters: [
    exact('dev', 'the device', '대상 장치', DEVICE),
    exact(
      'altname',
      'a further name of the device, up to 127 characters',
      '장치의 또 다른 이름 (최대 127자)',
      value('NAME', 'text', 'a name', '이름'),
    ),
  ],
};

const VERBS: Selection<IpRun> = {
  role: 'verb',
  empty: 'help',
  choices: [
    {
      name: 'add',
      words: words('give a device further names', '장치에 이름을 더함'),
      body: { clause: PROPERTIES },
      run: (ip, reader) => change(ip, reader, 'add'),
    },
    {
      name: 'del',
      words: words('take names from a device', '장치에서 이름을 뺌'),
      body: { clause: PROPERTIES },
      run: (ip, reader) => change(ip, reader, 'delete'),
    },
    {
      name: 'help',
      words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
      body: { clause: { parameters: [] } },
    },
  ],
};

/** `ip link property`: names by which a device is found besides its own (iplink_prop of ip/iplink.c). */
export const linkProperty: Choice<IpRun> = {
  name: 'property',
  words: words('alternative names', '대체 이름'),
  body: { select: VERBS },
  run: (ip, reader) => {
    const verb = findChoice(VERBS, reader.ahead ?? 'help');
    if (!verb) throw usageError('Operator required\n');
    if (!verb.run || !('clause' in verb.body)) throw usageError(LINK_USAGE);
    reader.take();
    return verb.run(ip, reader.nested(verb.body.clause), verb.name);
  },
};

/** iplink_prop_mod of ip/iplink.c. */
function change(ip: IpContext, reader: ClauseReader, verb: 'add' | 'delete'): number {
  const names: string[] = [];
  let device: string | undefined;
  while (reader.next()) {
    const { keyword, value: word } = reader;
    if (keyword === 'dev') device = word;
    else if (word === '' || /[/\s]/.test(word)) throw invalidArgument('not a valid altname', word);
    else names.push(word);
  }
  if (device === undefined) throw usageError('Not enough of information: "dev" argument is required.\n');
  if (!ip.netlink.link(device)) return ip.noDevice(device);
  if (verb === 'add') ip.netlink.addAltNames(device, names);
  else ip.netlink.deleteAltNames(device, names);
  return 0;
}
