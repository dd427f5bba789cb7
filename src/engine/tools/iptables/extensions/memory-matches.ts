import type { Match } from '../../../kernel/netfilter/model';
import { maskOf } from '../../../packet/address';
import { addressFromNumber6, formatIp } from '../../../packet/ipv6-address';
import { bareOption, option, OptionChecks, type Extension, type Loading, type Surroundings } from '../extension';
import { CONNLIMIT_HELP, QUOTA_HELP, RECENT_HELP } from '../help-headers';
import { readHost, readInteger, readPrefixLength } from '../values';
import { UINT32_MAX } from '../numbers';

type Of<Name extends Match['match']> = Extract<Match, { match: Name }>;

const MOST_BYTES = 18446744073709551615n;

/** `-m quota` (extensions/libxt_quota.c). */
export const QUOTA: Extension<Match> = {
  name: 'quota',
  help: QUOTA_HELP,
  options: [
    option('--quota', 'BYTES', 'Matches until this many bytes have passed.', '이만큼의 바이트가 지나갈 때까지 맞습니다.', { mandatory: true, invertible: true }), // prettier-ignore
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(QUOTA, around);
    let match: Of<'quota'> = { match: 'quota', bytes: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'quota', bytes: readBytes(around, given.value), inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

function readBytes(around: Surroundings, text: string): number {
  const number = /^(0[xX][0-9a-fA-F]+|\d+)$/.test(text) ? BigInt(text) : undefined;
  if (number === undefined || number > MOST_BYTES) {
    around.fail(`quota: bad value for option "--quota", or out of range (0-${MOST_BYTES}).\n`);
  }
  return Number(number);
}

export function listQuota({ bytes }: Of<'quota'>): string {
  return ` quota: ${bytes} bytes`;
}

export function saveQuota({ bytes, inverted }: Of<'quota'>): string {
  return `${inverted ? ' !' : ''} --quota ${bytes}`;
}

const LIMITS = ['--connlimit-upto', '--connlimit-above'];

/** `-m connlimit` (extensions/libxt_connlimit.c, revision 1). */
export const CONNLIMIT: Extension<Match> = {
  name: 'connlimit',
  help: CONNLIMIT_HELP,
  options: [
    option('--connlimit-upto', 'N', 'A host has no more than N connections.', '한 호스트의 연결이 N개 이하입니다.', { invertible: true, excludes: LIMITS }), // prettier-ignore
    option('--connlimit-above', 'N', 'A host has more than N connections.', '한 호스트의 연결이 N개를 넘습니다.', { invertible: true, excludes: LIMITS }), // prettier-ignore
    option('--connlimit-mask', 'LENGTH', 'Count all hosts of a prefix of this length together (32).', '이 길이의 프리픽스에 속한 호스트를 함께 셉니다(32).'), // prettier-ignore
    bareOption('--connlimit-saddr', 'Count by source address (default).', '출발지 주소별로 셉니다(기본값).'),
    bareOption('--connlimit-daddr', 'Count by destination address.', '목적지 주소별로 셉니다.'),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(CONNLIMIT, around);
    const bits = around.family === 'inet6' ? 128 : 32;
    let match: Of<'connlimit'> = { match: 'connlimit', limit: 0, above: true, prefixLength: bits, side: 'source' };
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        if (name === '--connlimit-saddr') match = { ...match, side: 'source' };
        else if (name === '--connlimit-daddr') match = { ...match, side: 'destination' };
        else if (name === '--connlimit-mask') {
          match = { ...match, prefixLength: readPrefixLength(around, 'connlimit', name, value) };
        } else {
          const limit = readInteger(around, 'connlimit', name, value);
          match = { ...match, limit, above: (name === '--connlimit-above') !== inverted };
        }
      },
      finish() {
        if (!checks.has(...LIMITS)) around.fail('You must specify "--connlimit-above" or "--connlimit-upto".');
        checks.finish();
        return match;
      },
    };
  },
};

export function listConnlimit({ limit, above, prefixLength, side }: Of<'connlimit'>): string {
  return ` #conn ${side === 'source' ? 'src' : 'dst'}/${prefixLength} ${above ? '>' : '<='} ${limit}`;
}

export function saveConnlimit({ limit, above, prefixLength, side }: Of<'connlimit'>): string {
  return (
    ` --connlimit-${above ? 'above' : 'upto'} ${limit} --connlimit-mask ${prefixLength}` +
    ` --connlimit-${side === 'source' ? 's' : 'd'}addr`
  );
}

const ALL_ONES = addressFromNumber6((1n << 128n) - 1n);
const ACTIONS = ['--set', '--rcheck', '--update', '--remove'] as const;
const ACTION_WORDS = { set: 'SET', rcheck: 'CHECK', update: 'UPDATE', remove: 'REMOVE' } as const;
const one = { excludes: ACTIONS, invertible: true };

/** `-m recent` (extensions/libxt_recent.c, revision 1). */
export const RECENT: Extension<Match> = {
  name: 'recent',
  help: RECENT_HELP,
  options: [
    bareOption('--set', 'Note the address in the list; always matches.', '주소를 목록에 적으며 항상 맞습니다.', one),
    bareOption('--rcheck', 'The address is in the list.', '주소가 목록에 있습니다.', one),
    bareOption('--update', 'The same, and note that it was seen again.', '같은 뜻이며, 다시 보았다고 적습니다.', one),
    option('--seconds', 'N', 'Seen within the last N seconds.', '최근 N초 안에 보았습니다.', {}),
    bareOption('--reap', 'Forget what is older.', '더 오래된 것은 잊습니다.', { also: ['--seconds'] }),
    option('--hitcount', 'N', 'Seen at least N times.', '적어도 N번 보았습니다.'),
    bareOption('--remove', 'Take the address out of the list.', '주소를 목록에서 뺍니다.', one),
    bareOption('--rttl', 'Only with the same time to live.', 'TTL이 같을 때만입니다.'),
    option('--name', 'LIST', 'The name of the list (DEFAULT).', '목록의 이름입니다(DEFAULT).'),
    bareOption('--rsource', 'The source address (default).', '출발지 주소입니다(기본값).'),
    bareOption('--rdest', 'The destination address.', '목적지 주소입니다.'),
    option('--mask', 'NETMASK', 'Note only these bits of the address.', '주소에서 이 비트만 적습니다.'),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(RECENT, around);
    let match: Of<'recent'> = { match: 'recent', action: 'set', name: 'DEFAULT', side: 'source', mask: around.family === 'inet6' ? ALL_ONES : maskOf(32), inverted: false }; // prettier-ignore
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        switch (name) {
          case '--seconds':
            match = { ...match, seconds: readInteger(around, 'recent', name, value, 1, UINT32_MAX) };
            return;
          case '--hitcount':
            match = { ...match, hitcount: readInteger(around, 'recent', name, value) };
            return;
          case '--reap':
            match = { ...match, reap: true };
            return;
          case '--rttl':
            match = { ...match, ttl: true };
            return;
          case '--name':
            match = { ...match, name: value };
            return;
          case '--rsource':
          case '--rdest':
            match = { ...match, side: name === '--rsource' ? 'source' : 'destination' };
            return;
          case '--mask':
            match = { ...match, mask: readHost(around, value) };
            return;
          default:
            match = { ...match, action: name.slice(2) as Of<'recent'>['action'], inverted };
        }
      },
      finish() {
        if (!checks.has(...ACTIONS)) {
          around.fail("recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'");
        }
        checks.finish();
        return match;
      },
    };
  },
};

export function listRecent({ action, name, side, mask, seconds, hitcount, reap, ttl, inverted }: Of<'recent'>): string {
  return (
    `${inverted ? ' !' : ''} recent: ${ACTION_WORDS[action]}` +
    (seconds === undefined ? '' : ` seconds: ${seconds}`) +
    (reap ? ' reap' : '') +
    (hitcount ? ` hit_count: ${hitcount}` : '') +
    (ttl ? ' TTL-Match' : '') +
    ` name: ${name} side: ${side === 'source' ? 'source' : 'dest'} mask: ${formatIp(mask)}`
  );
}

export function saveRecent({ action, name, side, mask, seconds, hitcount, reap, ttl, inverted }: Of<'recent'>): string {
  return (
    `${inverted ? ' !' : ''} --${action}` +
    (seconds === undefined ? '' : ` --seconds ${seconds}`) +
    (reap ? ' --reap' : '') +
    (hitcount ? ` --hitcount ${hitcount}` : '') +
    (ttl ? ' --rttl' : '') +
    ` --name ${name} --mask ${formatIp(mask)} --r${side === 'source' ? 'source' : 'dest'}`
  );
}
