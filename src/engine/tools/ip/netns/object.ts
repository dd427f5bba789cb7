import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated, usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { NETNS_USAGE } from '../usage/netns';
import { ATTACH, EXEC, IDENTIFY, LIST_ID, NAME, NEW_NAME, SET } from './clauses';
import { listNetnsIds } from './list-id';
import {
  addNetns,
  attachNetns,
  checkedName,
  deleteNetns,
  execNetns,
  identifyNetns,
  listNetns,
  pidsOfNetns,
  setNetnsId,
} from './commands';

const NOTHING = { clause: { parameters: [] } };

/** `ip netns`: named network namespaces, each with its own devices, addresses and routes. */
export const netnsObject: Choice<IpRun> = {
  name: 'netns',
  words: words(
    'network namespaces: separate sets of devices, addresses and routes',
    '네트워크 네임스페이스: 서로 분리된 장치·주소·경로의 묶음',
  ),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'list',
          aliases: ['show', 'lst'],
          words: words('list namespaces', '네임스페이스 목록을 보여 줌'),
          body: NOTHING,
          run: checkedName(listNetns),
        },
        {
          name: 'list-id',
          words: words('list the numbers of namespaces', '네임스페이스 번호를 보여 줌'),
          body: { clause: LIST_ID },
          run: checkedName(listNetnsIds),
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: NOTHING,
          run: () => {
            throw usageError(NETNS_USAGE);
          },
        },
        {
          name: 'add',
          words: words('make a namespace', '네임스페이스를 만듦'),
          body: { clause: NEW_NAME },
          run: checkedName(addNetns),
        },
        {
          name: 'set',
          words: words('give a namespace a number', '네임스페이스에 번호를 붙임'),
          body: { clause: SET },
          run: checkedName(setNetnsId),
        },
        {
          name: 'delete',
          words: words('remove a namespace', '네임스페이스를 지움'),
          body: { clause: NAME },
          run: checkedName(deleteNetns),
        },
        {
          name: 'identify',
          words: words('name the namespace of a process', '프로세스가 속한 네임스페이스를 알려 줌'),
          body: { clause: IDENTIFY },
          run: checkedName(identifyNetns),
        },
        {
          name: 'pids',
          words: words('list the processes in a namespace', '네임스페이스 안의 프로세스를 보여 줌'),
          body: { clause: NAME },
          run: checkedName(pidsOfNetns),
        },
        {
          name: 'exec',
          words: words('run a command inside a namespace', '네임스페이스 안에서 명령을 실행'),
          body: { clause: EXEC },
          run: checkedName(execNetns),
        },
        {
          name: 'monitor',
          words: words('watch namespaces come and go', '네임스페이스의 생성과 삭제를 지켜봄'),
          body: NOTHING,
          run: () => {
            throw notSimulated('ip netns monitor');
          },
        },
        {
          name: 'attach',
          words: words('name the namespace of a process', '프로세스의 네임스페이스에 이름을 붙임'),
          body: { clause: ATTACH },
          run: checkedName(attachNetns),
        },
      ],
    },
  },
};
