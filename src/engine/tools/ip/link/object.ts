import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { LINK_HELP, LINK_PARAMETERS, LINK_SELECTOR, NEW_LINK_PARAMETERS } from './clauses';
import { linkHelp } from './help';
import { linkProperty } from './property';
import { addLink, deleteLink, setLink } from './modify';
import { showLinks } from './show';

const notYet: IpRun = (_ip, _reader, verb) => {
  throw notSimulated(`ip link ${verb}`);
};

const NOTHING = { clause: { parameters: [] } };

/** `ip link`: network devices. */
export const linkObject: Choice<IpRun> = {
  name: 'link',
  words: words('network devices', '네트워크 장치'),
  body: {
    select: {
      role: 'verb',
      empty: 'show',
      choices: [
        {
          name: 'add',
          words: words('make a virtual device', '가상 장치를 만듦'),
          body: { clause: NEW_LINK_PARAMETERS },
          run: addLink,
        },
        {
          name: 'set',
          aliases: ['change'],
          words: words('change a device', '장치 설정을 바꿈'),
          body: { clause: LINK_PARAMETERS },
          run: setLink,
        },
        {
          name: 'replace',
          words: words('make or change a device', '장치를 만들거나 바꿈'),
          body: { clause: NEW_LINK_PARAMETERS },
          run: addLink,
        },
        {
          name: 'delete',
          words: words('remove a virtual device', '가상 장치를 지움'),
          body: { clause: LINK_PARAMETERS },
          run: deleteLink,
        },
        {
          name: 'show',
          aliases: ['lst', 'list'],
          words: words('list devices', '장치 목록을 보여 줌'),
          body: { clause: LINK_SELECTOR },
          run: showLinks,
        },
        { name: 'xstats', words: words('extended statistics', '확장 통계'), body: NOTHING, run: notYet },
        {
          name: 'afstats',
          words: words('statistics by address family', '주소 패밀리별 통계'),
          body: NOTHING,
          run: notYet,
        },
        linkProperty,
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: LINK_HELP },
          run: linkHelp,
        },
      ],
    },
  },
};
