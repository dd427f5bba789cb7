import { ExitError } from '../../../clib/exit';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { choice, prefix, value, words } from '../../../grammar/declare';
import type { Clause } from '../../../grammar/types';
import { unsigned } from '../../../iproute2/address-words';
import { notSimulated } from '../../../iproute2/errors';
import type { MacvlanChanges, MacvlanFlag, MacvlanMode } from '../../../../kernel/link/macvlan';
import type { IpContext } from '../../context';
import { NUMBER } from '../../values';
import type { LinkType } from '../link-type';

/** Options after `type macvlan`, in the order iplink_macvlan.c compares them. */
const MACVLAN_OPTIONS: Clause = {
  parameters: [
    prefix(
      'mode',
      'who may talk to whom on the same device',
      '같은 장치 위에서 누구와 통신할 수 있는지',
      value('MODE', 'choice', 'a mode', '모드', [
        choice('private', 'with nobody beside it', '옆의 장치와는 통신하지 않음'),
        choice('vepa', 'with those beside it by way of the switch outside', '바깥 스위치를 거쳐서만 옆 장치와 통신'),
        choice('bridge', 'with those beside it directly', '옆 장치와 직접 통신'),
        choice('passthru', 'it has the device for itself', '장치를 혼자 차지'),
        choice('source', 'by the sender’s address', '보낸 주소에 따라'),
      ]),
    ),
    prefix(
      'flag',
      'a detail of the mode',
      '모드의 세부 설정',
      value('FLAG', 'choice', 'a flag', '플래그', [
        choice('nopromisc', 'the device below stays out of promiscuous mode', '밑의 장치를 무차별 모드로 두지 않음'),
        choice('nodst', 'the destination address is not looked at', '목적지 주소를 보지 않음'),
        choice('null', 'none', '없음'),
      ]),
    ),
    prefix(
      'macaddr',
      'the addresses of source mode',
      'source 모드의 주소',
      value('WHAT', 'text', 'add, del, set or flush', 'add, del, set, flush 중 하나'),
    ),
    prefix('nopromisc', 'the device below stays out of promiscuous mode', '밑의 장치를 무차별 모드로 두지 않음'),
    prefix('nodst', 'the destination address is not looked at', '목적지 주소를 보지 않음'),
    prefix('bcqueuelen', 'how many broadcast frames may wait', '대기할 수 있는 브로드캐스트 프레임 수', NUMBER),
    prefix('help', 'print the options of a macvlan', 'macvlan 옵션을 출력'),
  ],
};

const MACVLAN_USAGE = `Usage: ... macvlan mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]

MODE: private | vepa | bridge | passthru | source
MODE_FLAG: null | nopromisc | nodst
MODE_OPTS: for mode "source":
	macaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }
BC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]
`;

/** `type macvlan` (ip/iplink_macvlan.c). */
export const macvlanLinkType: LinkType = {
  name: 'macvlan',
  words: words('one more MAC address on the device below', '밑에 있는 장치에 MAC 주소를 하나 더 둠'),
  usage: MACVLAN_USAGE,
  clause: MACVLAN_OPTIONS,
  read: (ip, reader) => ({ macvlan: readOptions(ip, reader) }),
  print(printer, { kind }) {
    if (kind.type !== 'macvlan') return;
    printer.openObject('info_data');
    printer.field('mode', kind.mode, `mode ${kind.mode} `);
    for (const flag of kind.flags) printer.field(flag, true, `${flag} `);
    printer.field('bcqueuelen', kind.queueLength, `bcqueuelen ${kind.queueLength} `);
    const used = kind.queueLengthInUse ?? kind.queueLength;
    printer.field('usedbcqueuelen', used, `usedbcqueuelen ${used} `);
    printer.closeObject();
  },
};

const MODES: ReadonlySet<string> = new Set<MacvlanMode>(['private', 'vepa', 'bridge', 'passthru']);
const FLAGS: ReadonlySet<string> = new Set<MacvlanFlag>(['nopromisc', 'nodst']);

function readOptions(ip: IpContext, reader: ClauseReader): MacvlanChanges {
  let mode: MacvlanMode | undefined;
  let flags: Set<MacvlanFlag> | undefined;
  let queueLength: number | undefined;
  while (reader.next()) {
    const { keyword, value: word } = reader;
    switch (keyword) {
      case 'mode':
        if (word === 'source') throw notSimulated('ip link … type macvlan mode source');
        if (!isMode(word)) throw wrong('mode', '"private", "vepa", "bridge", "passthru" or "source"', word);
        mode = word;
        break;
      case 'flag':
        if (!isFlag(word) && word !== 'null') throw wrong('flag', '"nopromisc", "nodst" or "null"', word);
        flags = new Set([...(flags ?? []), ...(isFlag(word) ? [word] : [])]);
        break;
      case 'nopromisc':
      case 'nodst':
        flags = new Set([...(flags ?? []), keyword]);
        break;
      case 'macaddr':
        if (!['add', 'del', 'set', 'flush'].includes(word)) throw new ExitError(1, MACVLAN_USAGE);
        throw notSimulated('ip link … type macvlan macaddr');
      case 'bcqueuelen':
        queueLength = unsigned(word);
        if (queueLength === undefined) throw wrong('bcqueuelen', 'a positive integer [0-4294967295]', word);
        break;
      case 'help':
        throw new ExitError(1, MACVLAN_USAGE);
      default:
        ip.err(`macvlan: unknown option "${word}"?\n`);
        throw new ExitError(1, MACVLAN_USAGE);
    }
  }
  if (flags?.has('nopromisc') && mode !== 'passthru') {
    ip.err('macvlan: nopromisc flag only valid in passthru mode\n');
    throw new ExitError(1, MACVLAN_USAGE);
  }
  return {
    ...(mode !== undefined && { mode }),
    ...(flags && { flags: [...flags] }),
    ...(queueLength !== undefined && { queueLength }),
  };
}

function isMode(word: string): word is MacvlanMode {
  return MODES.has(word);
}

function isFlag(word: string): word is MacvlanFlag {
  return FLAGS.has(word);
}

function wrong(what: string, wanted: string, word: string): ExitError {
  return new ExitError(1, `Error: argument of "${what}" must be ${wanted}, not "${word}"\n`);
}
