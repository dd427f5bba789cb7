import type { Target } from '../../../kernel/netfilter/model';
import {
  OptionChecks,
  bareOption,
  option,
  type Extension,
  type ExtensionOption,
  type Surroundings,
} from '../extension';
import { CONNMARK_HELP, MARK_HELP } from '../help-texts';
import { hex, UINT32_MAX } from '../numbers';
import { readInteger, readMark, type Mark } from '../values';

type MarkTarget = Extract<Target, { target: 'MARK' }>;
type Connmark = Extract<Target, { target: 'CONNMARK' }>;

const SETS = ['--set-xmark', '--set-mark', '--and-mark', '--or-mark', '--xor-mark'];
const ACTIONS = [...SETS, '--save-mark', '--restore-mark'];

function setOptions(excludes: readonly string[]): readonly ExtensionOption[] {
  const rules = { excludes };
  return [
    option('--set-xmark', 'VALUE[/MASK]', 'Clear the bits of MASK, then XOR with VALUE.', 'MASK의 비트를 지우고 VALUE와 XOR합니다.', rules), // prettier-ignore
    option('--set-mark', 'VALUE[/MASK]', 'Clear the bits of MASK, then OR with VALUE.', 'MASK의 비트를 지우고 VALUE와 OR합니다.', rules), // prettier-ignore
    option('--and-mark', 'BITS', 'AND the mark with these bits.', '마크를 이 비트와 AND합니다.', rules),
    option('--or-mark', 'BITS', 'OR the mark with these bits.', '마크를 이 비트와 OR합니다.', rules),
    option('--xor-mark', 'BITS', 'XOR the mark with these bits.', '마크를 이 비트와 XOR합니다.', rules),
  ];
}

function readSet(around: Surroundings, extension: string, name: string, text: string): Mark {
  if (name === '--set-xmark' || name === '--set-mark') {
    const { value, mask } = readMark(around, extension, name, text);
    return { value, mask: name === '--set-mark' ? (value | mask) >>> 0 : mask };
  }
  const bits = readInteger(around, extension, name, text);
  if (name === '--and-mark') return { value: 0, mask: ~bits >>> 0 };
  return { value: bits, mask: name === '--or-mark' ? bits : 0 };
}

/** `-j MARK`: the packet's mark (extensions/libxt_MARK.c, revision 2). */
export const MARK: Extension<Target> = {
  name: 'MARK',
  help: MARK_HELP,
  options: setOptions(SETS),
  load: (around) => {
    const checks = new OptionChecks(MARK, around);
    let mark: Mark = { value: 0, mask: 0 };
    return {
      take(given) {
        checks.note(given);
        mark = readSet(around, 'MARK', given.name, given.value);
      },
      finish() {
        if (checks.none) {
          around.fail('MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required');
        }
        checks.finish();
        return { target: 'MARK', ...mark };
      },
    };
  },
};

/** `-j CONNMARK`: the connection's mark (extensions/libxt_CONNMARK.c); shifts are not simulated. */
export const CONNMARK: Extension<Target> = {
  name: 'CONNMARK',
  help: CONNMARK_HELP,
  options: [
    ...setOptions(ACTIONS),
    bareOption('--save-mark', "Copy the packet's mark to the connection.", '패킷의 마크를 연결에 저장합니다.', { excludes: ACTIONS }), // prettier-ignore
    bareOption('--restore-mark', "Copy the connection's mark to the packet.", '연결의 마크를 패킷에 되돌립니다.', { excludes: ACTIONS }), // prettier-ignore
    option('--ctmask', 'MASK', "Bits of the connection's mark.", '연결 마크의 비트입니다.', { excludes: ['--mask'] }),
    option('--nfmask', 'MASK', "Bits of the packet's mark.", '패킷 마크의 비트입니다.', { excludes: ['--mask'] }),
    option('--mask', 'MASK', 'Bits of both marks.', '두 마크 모두의 비트입니다.', {
      excludes: ['--ctmask', '--nfmask'],
    }),
  ],
  load: (around) => {
    const checks = new OptionChecks(CONNMARK, around);
    let mark: Mark | undefined;
    let action: 'save' | 'restore' = 'save';
    let [nfmask, ctmask] = [UINT32_MAX, UINT32_MAX];
    return {
      take(given) {
        checks.note(given);
        const { name, value } = given;
        if (name === '--save-mark' || name === '--restore-mark') action = name === '--save-mark' ? 'save' : 'restore';
        else if (SETS.includes(name)) mark = readSet(around, 'CONNMARK', name, value);
        else {
          const bits = readInteger(around, 'CONNMARK', name, value);
          if (name !== '--ctmask') nfmask = bits;
          if (name !== '--nfmask') ctmask = bits;
        }
      },
      finish() {
        if (!checks.has(...ACTIONS)) around.fail('CONNMARK target: No operation specified');
        checks.finish();
        if (mark) return { target: 'CONNMARK', action: 'set', ...mark };
        return { target: 'CONNMARK', action, nfmask, ctmask };
      },
    };
  },
};

function listSet(name: string, { value, mask }: Mark): string {
  if (value === 0) return ` ${name} and ${hex(~mask)}`;
  if (value === mask) return ` ${name} or ${hex(value)}`;
  if (mask === 0) return ` ${name} xor ${hex(value)}`;
  if (mask === UINT32_MAX) return ` ${name} set ${hex(value)}`;
  return ` ${name} xset ${hex(value)}/${hex(mask)}`;
}

/** How `-L` shows them. */
export function listMarkTarget(target: MarkTarget | Connmark): string {
  if (target.target === 'MARK') return listSet('MARK', target);
  if (target.action === 'set') return listSet('CONNMARK', target);
  const { action, nfmask, ctmask } = target;
  if (nfmask === ctmask) return ` CONNMARK ${action}${nfmask === UINT32_MAX ? '' : ` mask ${hex(nfmask)}`}`;
  return action === 'save'
    ? ` CONNMARK save nfmask ${hex(nfmask)} ctmask ~${hex(ctmask)}`
    : ` CONNMARK restore ctmask ${hex(ctmask)} nfmask ~${hex(nfmask)}`;
}

/** How `-S` and iptables-save write them. */
export function saveMarkTarget(target: MarkTarget | Connmark): string {
  if (target.target === 'MARK' || target.action === 'set') {
    return ` --set-xmark ${hex(target.value)}/${hex(target.mask)}`;
  }
  return ` --${target.action}-mark --nfmask ${hex(target.nfmask)} --ctmask ${hex(target.ctmask)}`;
}
