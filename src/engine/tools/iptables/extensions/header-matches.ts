import type { Match } from '../../../kernel/netfilter/model';
import { choice } from '../../grammar/declare';
import { choiceOption, OptionChecks, option, type Extension, type Loading, type Surroundings } from '../extension';
import { DSCP_MATCH_HELP, LENGTH_HELP, PKTTYPE_HELP, TOS_MATCH_HELP, TTL_MATCH_HELP } from '../help-headers';
import { readNumberPrefix } from '../numbers';
import { readInteger } from '../values';
import { readDscpClass, readTos, tosName, TOS_VALUE, twoHex } from './tos-values';

type Of<Name extends Match['match']> = Extract<Match, { match: Name }>;

const inv = { invertible: true };
const mustOrNot = { mandatory: true, invertible: true };

/** `NUMBER[:NUMBER]` in bounds, without looking whether the first is the smaller (xtopt_parse_mint). */
function readRange(
  around: Surroundings,
  extension: string,
  name: string,
  text: string,
  max: number,
): { from: number; to: number } {
  // prettier-ignore
  const parts = text.split(':');
  if (parts.length > 2) around.fail(`${extension}: Too many components for option "${name}" (max: 2)\n`);
  const [from, to] = parts.map((part, i) => {
    if (part === '') return i === 0 ? 0 : max;
    const read = readNumberPrefix(part, 0, max);
    if (!read) around.fail(`${extension}: bad value for option "${name}" near "${part}", or out of range (0-${max}).\n`); // prettier-ignore
    if (read?.rest !== '') {
      around.fail(`${extension}: Argument to "${name}" has unexpected characters near "${read?.rest ?? ''}".\n`);
    }
    return read?.value ?? 0;
  });
  return { from: from ?? 0, to: to ?? from ?? 0 };
}

/** `-m length`: the length of the IP packet (extensions/libxt_length.c). */
export const LENGTH: Extension<Match> = {
  name: 'length',
  help: LENGTH_HELP,
  options: [option('--length', 'BYTES[:BYTES]', 'The length of the packet, header included.', '헤더를 포함한 패킷의 길이입니다.', mustOrNot)], // prettier-ignore
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(LENGTH, around);
    let match: Of<'length'> = { match: 'length', from: 0, to: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        const range = readRange(around, 'length', given.name, given.value, 65535);
        match = { match: 'length', ...range, inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

export function listLength({ from, to, inverted }: Of<'length'>): string {
  return ` length ${inverted ? '!' : ''}${from}${from === to ? '' : `:${to}`}`;
}

export function saveLength({ from, to, inverted }: Of<'length'>): string {
  return `${inverted ? ' !' : ''} --length ${from}${from === to ? '' : `:${to}`}`;
}

const TTL_OTHERS = ['--ttl-eq', '--ttl-lt', '--ttl-gt'];

/** `-m ttl` (extensions/libipt_ttl.c). */
export const TTL_MATCH: Extension<Match> = {
  name: 'ttl',
  help: TTL_MATCH_HELP,
  options: [
    option('--ttl-lt', 'N', 'The time to live is less.', 'TTL이 이보다 작습니다.', { excludes: TTL_OTHERS }),
    option('--ttl-gt', 'N', 'The time to live is more.', 'TTL이 이보다 큽니다.', { excludes: TTL_OTHERS }),
    option('--ttl-eq', 'N', 'The time to live is this.', 'TTL이 이것입니다.', { ...inv, excludes: TTL_OTHERS }),
    option('--ttl', 'N', 'The same as --ttl-eq.', '--ttl-eq와 같습니다.', inv),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(TTL_MATCH, around);
    let match: Of<'ttl'> = { match: 'ttl', compare: 'eq', value: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        const { name, inverted } = given;
        const value = readInteger(around, 'ttl', name, given.value, 0, 255);
        const compare = name === '--ttl-lt' ? 'lt' : name === '--ttl-gt' ? 'gt' : 'eq';
        match = { match: 'ttl', compare, value, inverted };
      },
      finish() {
        if (checks.none) around.fail("TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt");
        checks.finish();
        return match;
      },
    };
  },
};

export function listTtl({ compare, value, inverted }: Of<'ttl'>): string {
  const sign = compare === 'lt' ? '<' : compare === 'gt' ? '>' : inverted ? '!=' : '==';
  return ` TTL match TTL ${sign} ${value}`;
}

export function saveTtl({ compare, value, inverted }: Of<'ttl'>): string {
  return `${inverted ? ' !' : ''} --ttl-${compare} ${value}`;
}

/** `-m dscp` (extensions/libxt_dscp.c). */
export const DSCP_MATCH: Extension<Match> = {
  name: 'dscp',
  help: DSCP_MATCH_HELP,
  options: [
    option('--dscp', 'VALUE', 'The DSCP is this number, 0 to 63.', 'DSCP가 이 값(0~63)입니다.', { ...inv, excludes: ['--dscp-class'] }), // prettier-ignore
    option('--dscp-class', 'CLASS', 'The DSCP is this class: BE, EF, AFxx, CSx.', 'DSCP가 이 클래스(BE, EF, AFxx, CSx)입니다.', { ...inv, excludes: ['--dscp'] }), // prettier-ignore
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(DSCP_MATCH, around);
    let match: Of<'dscp'> = { match: 'dscp', value: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        const { name, inverted } = given;
        const value = name === '--dscp' ? readInteger(around, 'dscp', name, given.value, 0, 63) : readDscpClass(around, given.value); // prettier-ignore
        match = { match: 'dscp', value, inverted };
      },
      finish() {
        if (checks.none) around.fail('DSCP match: Parameter --dscp is required');
        checks.finish();
        return match;
      },
    };
  },
};

export function listDscp({ value, inverted }: Of<'dscp'>): string {
  return ` DSCP match ${inverted ? '!' : ''}${twoHex(value)}`;
}

export function saveDscp({ value, inverted }: Of<'dscp'>): string {
  return `${inverted ? ' !' : ''} --dscp ${twoHex(value)}`;
}

/** `-m tos` (extensions/libxt_tos.c, revision 1). */
export const TOS_MATCH: Extension<Match> = {
  name: 'tos',
  help: TOS_MATCH_HELP,
  options: [choiceOption('--tos', TOS_VALUE, 'The type of service is this, in the bits of MASK.', 'MASK 비트에서 TOS가 이것입니다.', mustOrNot)], // prettier-ignore
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(TOS_MATCH, around);
    let match: Of<'tos'> = { match: 'tos', value: 0, mask: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'tos', ...readTos(around, given.value, 0x3f), inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

export function listTos({ value, mask, inverted }: Of<'tos'>, numeric: boolean): string {
  const name = numeric || mask !== 0x3f ? undefined : tosName(value);
  return ` tos match${inverted ? '!' : ''}${name === undefined ? `${twoHex(value)}/${twoHex(mask)}` : ` ${name}`}`;
}

export function saveTosMatch({ value, mask, inverted }: Of<'tos'>): string {
  return `${inverted ? ' !' : ''} --tos ${twoHex(value)}/${twoHex(mask)}`;
}

const PACKET_TYPES = ['unicast', 'broadcast', 'multicast', 'otherhost'] as const;
/** Another name of `unicast`, in the kernel's words. */
const HOST = 'host';

/** `-m pkttype` (extensions/libxt_pkttype.c). */
export const PKTTYPE: Extension<Match> = {
  name: 'pkttype',
  help: PKTTYPE_HELP,
  options: [
    choiceOption(
      '--pkt-type',
      {
        name: 'TYPE',
        type: 'choice',
        words: { en: 'Whom the frame was for.', ko: '프레임이 누구에게 왔는지입니다.' },
        choices: [
          choice('unicast', 'This host.', '이 호스트입니다.'),
          choice('broadcast', 'Everybody.', '모두입니다.'),
          choice('multicast', 'A group.', '그룹입니다.'),
          choice('otherhost', 'Another host.', '다른 호스트입니다.'),
        ],
      },
      'Whom the frame was for.',
      '프레임이 누구에게 왔는지입니다.',
      mustOrNot,
    ),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(PKTTYPE, around);
    let match: Of<'pkttype'> = { match: 'pkttype', type: 'unicast', inverted: false };
    return {
      take(given) {
        checks.note(given);
        const word = given.value.toLowerCase();
        const type = word === HOST ? 'unicast' : PACKET_TYPES.find((name) => name === word);
        match = { match: 'pkttype', type: type ?? around.fail(`Bad packet type '${given.value}'`), inverted: given.inverted }; // prettier-ignore
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

export function listPkttype({ type, inverted }: Of<'pkttype'>): string {
  return ` PKTTYPE ${inverted ? '!=' : '='} ${type}`;
}

export function savePkttype({ type, inverted }: Of<'pkttype'>): string {
  return `${inverted ? ' !' : ''} --pkt-type ${type}`;
}
