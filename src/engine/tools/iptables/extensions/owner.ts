import type { Inverted, Match, PortRange } from '../../../kernel/netfilter/model';
import type { HostFiles } from '../../tool';
import { accounts } from '../../clib/accounts';
import { bareOption, option, OptionChecks, type Extension, type Loading, type Surroundings } from '../extension';
import { OWNER_HELP } from '../help-headers';
import { readNumberPrefix, UINT32_MAX } from '../numbers';

type Owner = Extract<Match, { match: 'owner' }>;

const WHICH = { uid: 'user', gid: 'group' } as const;

/** A name, or `ID[-ID]` (owner_parse in extensions/libxt_owner.c). */
function readIds(around: Surroundings, name: string, kind: 'uid' | 'gid', text: string): PortRange {
  const named = accounts(around.files, WHICH[kind]).find(([known]) => known === text);
  if (named) return { from: named[1], to: named[1] };
  const bad = (): never => around.fail(`owner: Bad value for "${name}" option: "${text}"`);
  const from = readNumberPrefix(text, 0, UINT32_MAX - 1) ?? bad();
  if (from.rest === '') return { from: from.value, to: from.value };
  const to = /^[-:]/.test(from.rest) ? readNumberPrefix(from.rest.slice(1), 0, UINT32_MAX - 1) : undefined;
  return to?.rest === '' ? { from: from.value, to: to.value } : bad();
}

const inv = { invertible: true };

/** `-m owner`: who sends a packet of this host (extensions/libxt_owner.c, revision 1). */
export const OWNER: Extension<Match> = {
  name: 'owner',
  help: OWNER_HELP,
  options: [
    option(
      '--uid-owner',
      'USER[-USER]',
      'The sending program runs as this user.',
      '보내는 프로그램의 사용자입니다.',
      inv,
    ),
    option(
      '--gid-owner',
      'GROUP[-GROUP]',
      'The sending program runs as this group.',
      '보내는 프로그램의 그룹입니다.',
      inv,
    ),
    bareOption('--socket-exists', 'A program sent it, not the kernel.', '커널이 아니라 프로그램이 보낸 것입니다.', inv),
    bareOption('--suppl-groups', 'Look at supplementary groups too.', '보조 그룹도 봅니다.'),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(OWNER, around);
    let match: Owner = { match: 'owner' };
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        if (name === '--socket-exists') match = { ...match, socket: { inverted } };
        else if (name === '--suppl-groups') match = { ...match, supplementary: true };
        else {
          const kind = name === '--uid-owner' ? 'uid' : 'gid';
          match = { ...match, [kind]: { ...readIds(around, name, kind, value), inverted } };
        }
      },
      finish() {
        if (!checks.has('--uid-owner', '--gid-owner', '--socket-exists')) {
          around.fail('owner: At least one of --uid-owner, --gid-owner or --socket-exists is required');
        }
        checks.finish();
        return match;
      },
    };
  },
};

/** How `-L` shows it. */
export function listOwner({ uid, gid, socket, supplementary }: Owner, files: HostFiles, numeric: boolean): string {
  const part = (label: string, kind: 'uid' | 'gid', range: (Inverted & PortRange) | undefined): string => {
    if (!range) return '';
    const { from, to, inverted } = range;
    const name = numeric || from !== to ? undefined : accounts(files, WHICH[kind]).find(([, id]) => id === from)?.[0];
    return `${inverted ? ' !' : ''} owner ${label} match ${name ?? (from === to ? from : `${from}-${to}`)}`;
  };
  return (
    (socket ? `${socket.inverted ? ' !' : ''} owner socket exists` : '') +
    part('UID', 'uid', uid) +
    part('GID', 'gid', gid) +
    (supplementary ? ' incl. suppl. groups' : '')
  );
}

/** How `-S` and iptables-save write it. */
export function saveOwner({ uid, gid, socket, supplementary }: Owner): string {
  const part = (label: string, range: (Inverted & PortRange) | undefined): string =>
    range
      ? `${range.inverted ? ' !' : ''} --${label}-owner ${range.from}${range.from === range.to ? '' : `-${range.to}`}`
      : '';
  return (
    (socket ? `${socket.inverted ? ' !' : ''} --socket-exists` : '') +
    part('uid', uid) +
    part('gid', gid) +
    (supplementary ? ' --suppl-groups' : '')
  );
}
