import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated, usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { NEXTHOP_USAGE } from '../usage/nexthop';
import { NEXTHOP, NEXTHOP_ID, NEXTHOP_SELECTOR } from './clauses';
import { modifyNexthop } from './modify';
import { getNexthop, listNexthops } from './show';

/** `ip nexthop`: next hops with a number, which routes and groups share. */
export const nexthopObject: Choice<IpRun> = {
  name: 'nexthop',
  words: words('next-hop objects that routes can share', '여러 경로가 함께 쓰는 넥스트홉 객체'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        { name: 'add', words: words('add an object', '객체를 추가'), body: { clause: NEXTHOP }, run: modifyNexthop },
        {
          name: 'replace',
          words: words(
            'add or change an object, and the routes that use it',
            '객체를 추가하거나 바꿈. 그것을 쓰는 경로도 바뀜',
          ),
          body: { clause: NEXTHOP },
          run: modifyNexthop,
        },
        {
          name: 'delete',
          words: words('remove an object, and the routes that use it', '객체와 그것을 쓰는 경로를 지움'),
          body: { clause: NEXTHOP },
          run: modifyNexthop,
        },
        {
          name: 'list',
          aliases: ['show', 'lst'],
          words: words('list objects', '객체 목록을 보여 줌'),
          body: { clause: NEXTHOP_SELECTOR },
          run: listNexthops,
        },
        {
          name: 'get',
          words: words('show one object', '객체 하나를 보여 줌'),
          body: { clause: NEXTHOP_ID },
          run: getNexthop,
        },
        {
          name: 'flush',
          words: words('remove every matching object', '조건에 맞는 객체를 모두 지움'),
          body: { clause: NEXTHOP_SELECTOR },
          run: listNexthops,
        },
        {
          name: 'bucket',
          words: words('buckets of resilient groups', '복원력 있는 그룹의 버킷'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw notSimulated('ip nexthop bucket');
          },
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw usageError(NEXTHOP_USAGE);
          },
        },
      ],
    },
  },
};
