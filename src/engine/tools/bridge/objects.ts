import { value, words } from '../grammar/declare';
import type { Choice, Clause, Selection } from '../grammar/types';
import { notSimulated, usageError } from '../iproute2/errors';
import type { IpRun } from '../ip/context';
import {
  FDB_FLUSH,
  FDB_PARAMETERS,
  FDB_QUERY,
  FDB_SELECTOR,
  PORT_PARAMETERS,
  PORT_SELECTOR,
  VLAN_PARAMETERS,
  VLAN_SELECTOR,
} from './clauses';
import { getFdb, modifyFdb, showFdb } from './fdb';
import { flushFdb } from './flush';
import { showMdb } from './mdb';
import { setPort, showPorts } from './link';
import { BRIDGE_USAGE, FDB_USAGE, LINK_USAGE, MDB_USAGE, VLAN_USAGE } from './usage';
import { modifyVlan, showTunnels, showVlans } from './vlan';

const NOTHING = { clause: { parameters: [] } };
const ANYTHING: Clause = {
  parameters: [],
  positionals: [
    {
      keyword: 'argument',
      value: value('…', 'text', 'an argument of this command', '이 명령의 인수'),
      optional: true,
      repeats: true,
    },
  ],
};

function help(usage: string): Choice<IpRun> {
  return {
    name: 'help',
    words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
    body: NOTHING,
    run: () => {
      throw usageError(usage);
    },
  };
}

function notYet(what: string, name: string, en: string, ko: string): Choice<IpRun> {
  return {
    name,
    words: { en, ko },
    body: { clause: ANYTHING },
    run: () => {
      throw notSimulated(what);
    },
  };
}

const linkObject: Choice<IpRun> = {
  name: 'link',
  words: words('ports of bridges', '브리지의 포트'),
  body: {
    select: {
      role: 'verb',
      empty: 'show',
      choices: [
        {
          name: 'set',
          aliases: ['change'],
          words: words('change a port', '포트 설정을 바꿈'),
          body: { clause: PORT_PARAMETERS },
          run: setPort,
        },
        {
          name: 'show',
          aliases: ['lst', 'list'],
          words: words('list ports', '포트 목록을 보여 줌'),
          body: { clause: PORT_SELECTOR },
          run: showPorts,
        },
        help(LINK_USAGE),
      ],
    },
  },
};

const fdbObject: Choice<IpRun> = {
  name: 'fdb',
  words: words('the forwarding table: which MAC is behind which port', '전달 테이블: 어느 MAC이 어느 포트에 있는지'),
  body: {
    select: {
      role: 'verb',
      empty: 'show',
      choices: [
        { name: 'add', words: words('add an entry', '항목을 추가'), body: { clause: FDB_PARAMETERS }, run: modifyFdb },
        {
          name: 'append',
          words: words('add one more destination', '목적지를 하나 더 추가'),
          body: { clause: FDB_PARAMETERS },
          run: modifyFdb,
        },
        {
          name: 'replace',
          words: words('add or change an entry', '항목을 추가하거나 바꿈'),
          body: { clause: FDB_PARAMETERS },
          run: modifyFdb,
        },
        {
          name: 'delete',
          words: words('remove an entry', '항목을 지움'),
          body: { clause: FDB_PARAMETERS },
          run: modifyFdb,
        },
        {
          name: 'get',
          words: words('show one entry', '항목 하나를 보여 줌'),
          body: { clause: FDB_QUERY },
          run: getFdb,
        },
        {
          name: 'show',
          aliases: ['lst', 'list'],
          words: words('list entries', '항목 목록을 보여 줌'),
          body: { clause: FDB_SELECTOR },
          run: showFdb,
        },
        {
          name: 'flush',
          match: 'exact',
          words: words('remove every matching entry', '조건에 맞는 항목을 모두 지움'),
          body: { clause: FDB_FLUSH },
          run: flushFdb,
        },
        help(FDB_USAGE),
      ],
    },
  },
};

const mdbObject: Choice<IpRun> = {
  name: 'mdb',
  words: words(
    'the multicast table: which groups are wanted behind which port',
    '멀티캐스트 테이블: 어느 포트에서 어느 그룹을 원하는지',
  ),
  body: {
    select: {
      role: 'verb',
      empty: 'show',
      choices: [
        notYet('bridge mdb add', 'add', 'add a group to a port', '포트에 그룹을 추가'),
        notYet('bridge mdb delete', 'delete', 'remove a group from a port', '포트에서 그룹을 지움'),
        {
          name: 'show',
          aliases: ['lst', 'list'],
          words: words('list groups', '그룹 목록을 보여 줌'),
          body: { clause: VLAN_SELECTOR },
          run: showMdb,
        },
        help(MDB_USAGE),
      ],
    },
  },
};

const vlanObject: Choice<IpRun> = {
  name: 'vlan',
  words: words('VLANs of ports', '포트의 VLAN'),
  body: {
    select: {
      role: 'verb',
      empty: 'show',
      choices: [
        {
          name: 'add',
          words: words('add a VLAN to a port', '포트에 VLAN을 추가'),
          body: { clause: VLAN_PARAMETERS },
          run: modifyVlan,
        },
        {
          name: 'delete',
          words: words('remove a VLAN from a port', '포트에서 VLAN을 지움'),
          body: { clause: VLAN_PARAMETERS },
          run: modifyVlan,
        },
        {
          name: 'show',
          aliases: ['lst', 'list'],
          words: words('list VLANs', 'VLAN 목록을 보여 줌'),
          body: { clause: VLAN_SELECTOR },
          run: showVlans,
        },
        {
          name: 'tunnelshow',
          words: words('list VLANs of tunnels', '터널의 VLAN을 보여 줌'),
          body: { clause: VLAN_SELECTOR },
          run: showTunnels,
        },
        notYet('bridge vlan set', 'set', 'change a VLAN of a port', '포트의 VLAN 설정을 바꿈'),
        notYet('bridge vlan global', 'global', 'settings of VLANs', 'VLAN 설정'),
        help(VLAN_USAGE),
      ],
    },
  },
};

/** In the order bridge.c compares them. */
export const BRIDGE_OBJECTS: { readonly select: Selection<IpRun> } = {
  select: {
    role: 'object',
    choices: [
      linkObject,
      fdbObject,
      mdbObject,
      vlanObject,
      notYet('bridge vni', 'vni', 'VXLAN networks', 'VXLAN 네트워크'),
      notYet('bridge monitor', 'monitor', 'watch what changes', '변화를 지켜봄'),
      help(BRIDGE_USAGE),
    ],
  },
};
