import type { Prefix6, Target } from '../../../kernel/netfilter/model';
import { formatIpv4 } from '../../../packet/address';
import { formatIp, networkOf6 } from '../../../packet/ipv6-address';
import { choice } from '../../grammar/declare';
import { bareOption, choiceOption, option, OptionChecks, type Extension, type Loading } from '../extension';
import { AUDIT_HELP, CHECKSUM_HELP, CLASSIFY_HELP, DSCP_TARGET_HELP, NETMAP_HELP, NFLOG_HELP, TCPMSS_HELP, TOS_TARGET_HELP, TRACE_HELP, TTL_TARGET_HELP } from '../help-headers'; // prettier-ignore
import { HL_TARGET_HELP } from '../help-ipv6-headers';
import { prefixLength } from '../names';
import { saveString } from '../save-string';
import { readHostMask, readInteger } from '../values';
import { readDscpClass, readTos, tosName, TOS_VALUE, twoHex } from './tos-values';

type Of<Name extends Target['target']> = Extract<Target, { target: Name }>;

/** `-j TTL` and `-j HL`, the same for the two families. */
function hops(
  target: 'TTL' | 'HL',
  help: string,
  what: { readonly en: string; readonly ko: string },
): Extension<Target> {
  const name = target.toLowerCase();
  const actions = ['set', 'dec', 'inc'].map((action) => `--${name}-${action}`);
  const extension: Extension<Target> = {
    name: target,
    help,
    options: [
      option(`--${name}-set`, 'N', `Set the ${what.en}.`, `${what.ko} 값을 설정합니다.`, { excludes: actions }),
      option(`--${name}-dec`, 'N', `Take from the ${what.en}.`, `${what.ko} 값에서 뺍니다.`, { excludes: actions }),
      option(`--${name}-inc`, 'N', `Add to the ${what.en}.`, `${what.ko} 값에 더합니다.`, { excludes: actions }),
    ],
    load: (around): Loading<Target> => {
      const checks = new OptionChecks(extension, around);
      let made: Target | undefined;
      return {
        take(given) {
          checks.note(given);
          const action = given.name.slice(name.length + 3) as 'set' | 'inc' | 'dec';
          const value = readInteger(around, target, given.name, given.value, action === 'set' ? 0 : 1, 255);
          made = { target, action, value };
        },
        finish() {
          const missing = (): never => around.fail(`${target}: You must specify an action`);
          checks.finish();
          return made ?? missing();
        },
      };
    },
  };
  return extension;
}

/** `-j TTL` (extensions/libipt_TTL.c). */
export const TTL_TARGET = hops('TTL', TTL_TARGET_HELP, { en: 'time to live', ko: 'TTL' });

/** `-j HL` (extensions/libip6t_HL.c). */
export const HL_TARGET = hops('HL', HL_TARGET_HELP, { en: 'hop limit', ko: '홉 제한' });

const TTL_WORDS = { set: 'set to', inc: 'increment by', dec: 'decrement by' } as const;

const TOS_ACTIONS = ['--set-tos', '--and-tos', '--or-tos', '--xor-tos'];

/** `-j TOS` (extensions/libxt_TOS.c, revision 1). */
export const TOS_TARGET: Extension<Target> = {
  name: 'TOS',
  help: TOS_TARGET_HELP,
  options: [
    choiceOption('--set-tos', TOS_VALUE, 'Set the type of service in the bits of MASK.', 'MASK 비트의 TOS를 설정합니다.', { excludes: TOS_ACTIONS }), // prettier-ignore
    option('--and-tos', 'BITS', 'Keep only these bits.', '이 비트만 남깁니다.', { excludes: TOS_ACTIONS }),
    option('--or-tos', 'BITS', 'Set these bits.', '이 비트를 켭니다.', { excludes: TOS_ACTIONS }),
    option('--xor-tos', 'BITS', 'Turn these bits around.', '이 비트를 뒤집습니다.', { excludes: TOS_ACTIONS }),
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(TOS_TARGET, around);
    let target: Of<'TOS'> = { target: 'TOS', value: 0, mask: 0 };
    return {
      take(given) {
        checks.note(given);
        const { name, value } = given;
        if (name === '--set-tos') {
          target = { target: 'TOS', ...readTos(around, value, 0x3f) };
          return;
        }
        const bits = readInteger(around, 'TOS', name, value, 0, 255);
        if (name === '--and-tos') target = { target: 'TOS', value: 0, mask: ~bits & 0xff };
        else target = { target: 'TOS', value: bits, mask: name === '--or-tos' ? bits : 0 };
      },
      finish() {
        if (checks.none) around.fail('TOS: An action is required');
        checks.finish();
        return target;
      },
    };
  },
};

function listTosTarget({ value, mask }: Of<'TOS'>, numeric: boolean): string {
  if (!numeric && mask === 0x3f) {
    const name = tosName(value);
    if (name !== undefined) return `  TOS set${name}`;
  }
  if (numeric) return ` TOS set ${twoHex(value)}/${twoHex(mask)}`;
  if (value === 0) return ` TOS and ${twoHex(~mask & 0xff)}`;
  if (value === mask) return ` TOS or ${twoHex(value)}`;
  return mask === 0 ? ` TOS xor ${twoHex(value)}` : ` TOS set ${twoHex(value)}/${twoHex(mask)}`;
}

const DSCP_ACTIONS = ['--set-dscp', '--set-dscp-class'];

/** `-j DSCP` (extensions/libxt_DSCP.c). */
export const DSCP_TARGET: Extension<Target> = {
  name: 'DSCP',
  help: DSCP_TARGET_HELP,
  options: [
    option('--set-dscp', 'VALUE', 'Set the DSCP, 0 to 63.', 'DSCP를 설정합니다(0~63).', { excludes: DSCP_ACTIONS }),
    option('--set-dscp-class', 'CLASS', 'Set the DSCP to a class: BE, EF, AFxx, CSx.', 'DSCP를 클래스로 설정합니다(BE, EF, AFxx, CSx).', { excludes: DSCP_ACTIONS }), // prettier-ignore
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(DSCP_TARGET, around);
    let target: Of<'DSCP'> = { target: 'DSCP', value: 0 };
    return {
      take(given) {
        checks.note(given);
        const { name, value } = given;
        target = { target: 'DSCP', value: name === '--set-dscp' ? readInteger(around, 'DSCP', name, value, 0, 63) : readDscpClass(around, value) }; // prettier-ignore
      },
      finish() {
        if (checks.none) around.fail('DSCP target: Parameter --set-dscp is required');
        checks.finish();
        return target;
      },
    };
  },
};

const MSS_ACTIONS = ['--set-mss', '--clamp-mss-to-pmtu'];

/** `-j TCPMSS` (extensions/libxt_TCPMSS.c). */
export const TCPMSS: Extension<Target> = {
  name: 'TCPMSS',
  help: TCPMSS_HELP,
  options: [
    option('--set-mss', 'BYTES', 'Lower the largest segment size in a SYN to this.', 'SYN의 최대 세그먼트 크기를 이 값으로 낮춥니다.'), // prettier-ignore
    bareOption('--clamp-mss-to-pmtu', 'Lower it to what fits the path.', '경로에 맞는 값으로 낮춥니다.'),
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(TCPMSS, around);
    let target: Of<'TCPMSS'> = { target: 'TCPMSS' };
    return {
      take(given) {
        checks.note(given);
        const mss = given.name === '--set-mss' ? readInteger(around, 'TCPMSS', given.name, given.value, 0, 65515) : undefined; // prettier-ignore
        target = mss === undefined ? { target: 'TCPMSS' } : { target: 'TCPMSS', mss };
      },
      finish() {
        if (!checks.has(...MSS_ACTIONS)) around.fail('TCPMSS target: At least one parameter is required');
        checks.finish();
        return target;
      },
    };
  },
};

/** `-j NETMAP` (extensions/libipt_NETMAP.c). */
export const NETMAP: Extension<Target> = {
  name: 'NETMAP',
  help: NETMAP_HELP,
  options: [
    option('--to', 'ADDRESS[/MASK]', 'The network that the address is moved to, its host bits kept.', '주소가 옮겨질 네트워크이며 호스트 비트는 유지됩니다.', { mandatory: true }, 'prefix'), // prettier-ignore
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(NETMAP, around);
    let target: Target | undefined;
    return {
      take(given) {
        checks.note(given);
        const read = readHostMask(around, 'NETMAP', given.name, given.value);
        target =
          'mask' in read ? { target: 'NETMAP', range: { minAddress: read.address }, mask: read.mask } : netmap6(read);
      },
      finish() {
        checks.finish();
        return target ?? around.fail('NETMAP: option "--to" must be specified\n');
      },
    };
  },
};

function netmap6({ address, prefixLength: length }: Prefix6): Target {
  return { target: 'NETMAP', range: { minAddress: networkOf6(address, length) }, mask: { prefixLength: length } };
}

/** `-j CLASSIFY` (extensions/libxt_CLASSIFY.c). */
export const CLASSIFY: Extension<Target> = {
  name: 'CLASSIFY',
  help: CLASSIFY_HELP,
  options: [option('--set-class', 'MAJOR:MINOR', 'The class of the queueing discipline (hexadecimal).', '큐 규칙의 클래스이며 16진수입니다.', { mandatory: true })], // prettier-ignore
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(CLASSIFY, around);
    let target: Of<'CLASSIFY'> = { target: 'CLASSIFY', major: 0, minor: 0 };
    return {
      take(given) {
        checks.note(given);
        const match = /^(?:0[xX])?([0-9a-fA-F]+):(?:0[xX])?([0-9a-fA-F]+)/.exec(given.value);
        if (!match?.[1] || !match[2]) around.fail(`Bad class value "${given.value}"`);
        const word = (text: string | undefined): number => Number.parseInt(text ?? '0', 16) & 0xffff;
        target = { target: 'CLASSIFY', major: word(match?.[1]), minor: word(match?.[2]) };
      },
      finish() {
        checks.finish();
        return target;
      },
    };
  },
};

/** `-j NFLOG` (extensions/libxt_NFLOG.c). */
export const NFLOG: Extension<Target> = {
  name: 'NFLOG',
  help: NFLOG_HELP,
  options: [
    option('--nflog-group', 'N', 'The group of programs that read it.', '읽는 프로그램들의 그룹입니다.'),
    option('--nflog-prefix', 'TEXT', 'Text in front of the message.', '메시지 앞의 글입니다.'),
    option('--nflog-range', 'BYTES', 'Has no effect.', '효과가 없습니다.'),
    option('--nflog-size', 'BYTES', 'How much of the packet is copied.', '패킷을 얼마나 복사할지입니다.'),
    option('--nflog-threshold', 'N', 'How many packets are sent at once.', '한 번에 보낼 패킷의 수입니다.'),
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(NFLOG, around);
    let target: Of<'NFLOG'> = { target: 'NFLOG' };
    return {
      take(given) {
        checks.note(given);
        const { name, value } = given;
        if (name === '--nflog-prefix') {
          target = { ...target, prefix: value };
          return;
        }
        const wide = name === '--nflog-range' || name === '--nflog-size';
        const number = readInteger(around, 'NFLOG', name, value, 0, wide ? 0xffffffff : 65535);
        if (name === '--nflog-group') target = { ...target, group: number };
        else if (name === '--nflog-size') target = { ...target, size: number };
        else if (name === '--nflog-threshold') target = { ...target, threshold: number };
        else {
          around.warn('warn: --nflog-range has never worked and is no longer supported, please use --nflog-size instead\n'); // prettier-ignore
        }
      },
      finish() {
        checks.finish();
        return target;
      },
    };
  },
};

function showNflog({ prefix, group, size, threshold }: Of<'NFLOG'>, dashes: '' | '--'): string {
  return (
    (prefix === undefined ? '' : ` ${dashes}nflog-prefix ${saveString(prefix)}`) +
    (group ? ` ${dashes}nflog-group ${group}` : '') +
    (size === undefined ? '' : ` ${dashes}nflog-size ${size}`) +
    (threshold ? ` ${dashes}nflog-threshold ${threshold}` : '')
  );
}

/** `-j TRACE` (extensions/libxt_TRACE.c). */
export const TRACE: Extension<Target> = {
  name: 'TRACE',
  help: TRACE_HELP,
  options: [],
  load: () => ({ take: () => undefined, finish: () => ({ target: 'TRACE' }) }),
};

const AUDIT_TYPES = ['accept', 'drop', 'reject'] as const;

/** `-j AUDIT` (extensions/libxt_AUDIT.c). */
export const AUDIT: Extension<Target> = {
  name: 'AUDIT',
  help: AUDIT_HELP,
  options: [
    choiceOption(
      '--type',
      {
        name: 'TYPE',
        type: 'choice',
        words: { en: 'What is noted about the packet.', ko: '패킷에 대해 적을 내용입니다.' },
        choices: [
          choice('accept', 'It was let through.', '통과되었습니다.'),
          choice('drop', 'It was dropped.', '버려졌습니다.'),
          choice('reject', 'It was refused.', '거절되었습니다.'),
        ],
      },
      'What is noted about the packet.',
      '패킷에 대해 적을 내용입니다.',
      { mandatory: true },
    ),
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(AUDIT, around);
    let target: Of<'AUDIT'> = { target: 'AUDIT', type: 'accept' };
    return {
      take(given) {
        checks.note(given);
        const type = AUDIT_TYPES.find((name) => name === given.value.toLowerCase());
        target = { target: 'AUDIT', type: type ?? around.fail(`Bad action type value "${given.value}"`) };
      },
      finish() {
        checks.finish();
        return target;
      },
    };
  },
};

/** `-j CHECKSUM` (extensions/libxt_CHECKSUM.c). */
export const CHECKSUM: Extension<Target> = {
  name: 'CHECKSUM',
  help: CHECKSUM_HELP,
  options: [
    bareOption('--checksum-fill', 'Compute the checksum now.', '체크섬을 지금 계산합니다.', { mandatory: true }),
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(CHECKSUM, around);
    return {
      take: (given) => checks.note(given),
      finish() {
        checks.finish();
        return { target: 'CHECKSUM' };
      },
    };
  },
};

export type HeaderTarget = Of<'TTL' | 'HL' | 'TOS' | 'DSCP' | 'TCPMSS' | 'NETMAP' | 'CLASSIFY' | 'NFLOG' | 'TRACE' | 'AUDIT' | 'CHECKSUM'>; // prettier-ignore

/** How `-L` shows one. */
export function listHeaderTarget(target: HeaderTarget, numeric: boolean): string {
  switch (target.target) {
    case 'TTL':
    case 'HL':
      return ` ${target.target} ${TTL_WORDS[target.action]} ${target.value}`;
    case 'TOS':
      return listTosTarget(target, numeric);
    case 'DSCP':
      return ` DSCP set ${twoHex(target.value)}`;
    case 'TCPMSS':
      return target.mss === undefined ? ' TCPMSS clamp to PMTU' : ` TCPMSS set ${target.mss}`;
    case 'NETMAP':
      return ` to:${netmapText(target)}`;
    case 'CLASSIFY':
      return ` CLASSIFY set ${target.major.toString(16)}:${target.minor.toString(16)}`;
    case 'NFLOG':
      return showNflog(target, '');
    case 'TRACE':
      return '';
    case 'AUDIT':
      return ` AUDIT ${target.type}`;
    case 'CHECKSUM':
      return ' CHECKSUM fill';
  }
}

/** How `-S` and iptables-save write one, after `-j NAME`. */
export function saveHeaderTarget(target: HeaderTarget): string {
  const four = (value: number): string => value.toString(16).padStart(4, '0');
  switch (target.target) {
    case 'TTL':
    case 'HL':
      return ` --${target.target.toLowerCase()}-${target.action} ${target.value}`;
    case 'TOS':
      return ` --set-tos ${twoHex(target.value)}/${twoHex(target.mask)}`;
    case 'DSCP':
      return ` --set-dscp ${twoHex(target.value)}`;
    case 'TCPMSS':
      return target.mss === undefined ? ' --clamp-mss-to-pmtu' : ` --set-mss ${target.mss}`;
    case 'NETMAP':
      return ` --to ${netmapText(target)}`;
    case 'CLASSIFY':
      return ` --set-class ${four(target.major)}:${four(target.minor)}`;
    case 'NFLOG':
      return showNflog(target, '--');
    case 'TRACE':
      return '';
    case 'AUDIT':
      return ` --type ${target.type}`;
    case 'CHECKSUM':
      return ' --checksum-fill';
  }
}

function netmapText({ range, mask }: Of<'NETMAP'>): string {
  const address = range.minAddress === undefined ? '' : formatIp(range.minAddress);
  if (typeof mask !== 'number') return `${address}/${mask.prefixLength}`;
  return `${address}/${prefixLength(mask) ?? formatIpv4(mask)}`;
}
