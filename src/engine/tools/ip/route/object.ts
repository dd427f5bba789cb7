import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated, usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { ROUTE_USAGE } from '../usage/route';
import { ROUTE_PARAMETERS, ROUTE_QUERY, ROUTE_SELECTOR } from './clauses';
import { getRoute } from './get';
import { modifyRoute } from './modify';
import { flushRoutes, showRoutes } from './show';

const NOTHING = { clause: { parameters: [] } };
const ROUTE = { clause: ROUTE_PARAMETERS };

const notYet: IpRun = (_ip, _reader, verb) => {
  throw notSimulated(`ip route ${verb}`);
};

/** `ip route`: the routing tables. */
export const routeObject: Choice<IpRun> = {
  name: 'route',
  words: words('routes: where packets to which destination go', '경로: 어느 목적지로 가는 패킷을 어디로 보낼지'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        { name: 'add', words: words('add a route', '경로를 추가'), body: ROUTE, run: modifyRoute },
        {
          name: 'change',
          aliases: ['chg'],
          words: words('change a route', '경로를 바꿈'),
          body: ROUTE,
          run: modifyRoute,
        },
        {
          name: 'replace',
          words: words('add or change a route', '경로를 추가하거나 바꿈'),
          body: ROUTE,
          run: modifyRoute,
        },
        {
          name: 'prepend',
          words: words('add before routes of the same destination', '같은 목적지의 경로들 앞에 추가'),
          body: ROUTE,
          run: modifyRoute,
        },
        {
          name: 'append',
          words: words('add after routes of the same destination', '같은 목적지의 경로들 뒤에 추가'),
          body: ROUTE,
          run: modifyRoute,
        },
        {
          name: 'test',
          words: words('tell whether a route exists', '경로가 있는지 확인'),
          body: ROUTE,
          run: modifyRoute,
        },
        { name: 'delete', words: words('remove a route', '경로를 지움'), body: ROUTE, run: modifyRoute },
        {
          name: 'list',
          aliases: ['show', 'lst'],
          words: words('list routes', '경로 목록을 보여 줌'),
          body: { clause: ROUTE_SELECTOR },
          run: showRoutes,
        },
        {
          name: 'get',
          words: words('ask which route a packet would take', '패킷이 어느 경로로 갈지 물어봄'),
          body: { clause: ROUTE_QUERY },
          run: getRoute,
        },
        {
          name: 'flush',
          words: words('remove every matching route', '조건에 맞는 경로를 모두 지움'),
          body: { clause: ROUTE_SELECTOR },
          run: flushRoutes,
        },
        { name: 'save', words: words('write routes in binary', '경로를 바이너리로 저장'), body: NOTHING, run: notYet },
        {
          name: 'restore',
          words: words('add what save wrote', 'save로 저장한 경로를 복원'),
          body: NOTHING,
          run: notYet,
        },
        {
          name: 'showdump',
          words: words('print what save wrote', 'save로 저장한 내용을 출력'),
          body: NOTHING,
          run: notYet,
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: NOTHING,
          run: () => {
            throw usageError(ROUTE_USAGE);
          },
        },
      ],
    },
  },
};
