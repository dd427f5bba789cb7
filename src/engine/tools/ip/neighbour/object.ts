import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { NEIGHBOUR_USAGE } from '../usage/neighbour';
import { NEIGHBOUR_PARAMETERS, NEIGHBOUR_QUERY, NEIGHBOUR_SELECTOR } from './clauses';
import { modifyNeighbour } from './modify';
import { flushNeighbours, getNeighbour, showNeighbours } from './show';

const ENTRY = { clause: NEIGHBOUR_PARAMETERS };

/** `ip neighbor`: the ARP table, which MAC address belongs to which IP address. */
export const neighborObject: Choice<IpRun> = {
  name: 'neighbor',
  words: words('neighbours: the ARP table', '이웃: ARP 테이블'),
  body: {
    select: {
      role: 'verb',
      empty: 'show',
      choices: [
        { name: 'add', words: words('add an entry', '항목을 추가'), body: ENTRY, run: modifyNeighbour },
        {
          name: 'change',
          aliases: ['chg'],
          words: words('change an entry', '항목을 바꿈'),
          body: ENTRY,
          run: modifyNeighbour,
        },
        {
          name: 'replace',
          words: words('add or change an entry', '항목을 추가하거나 바꿈'),
          body: ENTRY,
          run: modifyNeighbour,
        },
        { name: 'delete', words: words('remove an entry', '항목을 지움'), body: ENTRY, run: modifyNeighbour },
        {
          name: 'get',
          words: words('show one entry', '항목 하나를 보여 줌'),
          body: { clause: NEIGHBOUR_QUERY },
          run: getNeighbour,
        },
        {
          name: 'show',
          aliases: ['lst', 'list'],
          words: words('list entries', '항목 목록을 보여 줌'),
          body: { clause: NEIGHBOUR_SELECTOR },
          run: showNeighbours,
        },
        {
          name: 'flush',
          words: words('remove every matching entry', '조건에 맞는 항목을 모두 지움'),
          body: { clause: NEIGHBOUR_SELECTOR },
          run: flushNeighbours,
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw usageError(NEIGHBOUR_USAGE);
          },
        },
      ],
    },
  },
};

/** The same, spelt the other way. */
export const neighbourObject: Choice<IpRun> = { ...neighborObject, name: 'neighbour' };
