import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated, usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { LINK_SELECTOR } from '../link/clauses';
import { ADDRESS_USAGE } from '../usage/address';
import { ADDRESS_PARAMETERS } from './clauses';
import { flushAddresses } from './flush';
import { modifyAddress } from './modify';
import { showAddresses } from './show';

const NOTHING = { clause: { parameters: [] } };

const notYet: IpRun = (_ip, _reader, verb) => {
  throw notSimulated(`ip address ${verb}`);
};

/** `ip address`: the addresses of devices. */
export const addressObject: Choice<IpRun> = {
  name: 'address',
  words: words('IP addresses of devices', '장치의 IP 주소'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'add',
          words: words('give a device an address', '장치에 주소를 붙임'),
          body: { clause: ADDRESS_PARAMETERS },
          run: modifyAddress,
        },
        {
          name: 'change',
          aliases: ['chg'],
          words: words('change an address', '주소의 설정을 바꿈'),
          body: { clause: ADDRESS_PARAMETERS },
          run: modifyAddress,
        },
        {
          name: 'replace',
          words: words('add or change an address', '주소를 추가하거나 바꿈'),
          body: { clause: ADDRESS_PARAMETERS },
          run: modifyAddress,
        },
        {
          name: 'delete',
          words: words('take an address away', '주소를 지움'),
          body: { clause: ADDRESS_PARAMETERS },
          run: modifyAddress,
        },
        {
          name: 'list',
          aliases: ['show', 'lst'],
          words: words('list addresses', '주소 목록을 보여 줌'),
          body: { clause: LINK_SELECTOR },
          run: showAddresses,
        },
        {
          name: 'flush',
          words: words('take every matching address away', '조건에 맞는 주소를 모두 지움'),
          body: { clause: LINK_SELECTOR },
          run: flushAddresses,
        },
        {
          name: 'save',
          words: words('write addresses in binary', '주소를 바이너리로 저장'),
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
          name: 'restore',
          words: words('add what save wrote', 'save로 저장한 주소를 복원'),
          body: NOTHING,
          run: notYet,
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: NOTHING,
          run: () => {
            throw usageError(ADDRESS_USAGE);
          },
        },
      ],
    },
  },
};
