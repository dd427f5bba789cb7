import { COMMANDS } from './commands';
import { ICMP_NAMES, ICMPV6_NAMES } from './icmp-names';
import type { ArgumentName, UserSetType } from './set-types';

/** What `ipset help` prints. */

const OPTIONS = `-o plain|save|xml
       Specify output mode for listing sets.
       Default value for "list" command is mode "plain"
       and for "save" command is mode "save".
-s 
        Print elements sorted (if supported by the set type).
-q 
        Suppress any notice or warning message.
-r 
        Try to resolve IP addresses in the output (slow!)
-! 
        Ignore errors when creating or adding sets or
        elements that do exist or when deleting elements
        that don't exist.
-n 
        When listing, just list setnames from the kernel.

-t 
        When listing, list setnames and set headers
        from kernel only.
-f 
        Read from the given file instead of standard
        input (restore) or write to given file instead
        of standard output (list/save).
`;

/** Commands and options. */
export function generalHelp(): string {
  const commands = COMMANDS.map(({ name, help }) => `${name} ${help}\n`).join('');
  return `ipset v7.17\n\nUsage: ipset [options] COMMAND\n\nCommands:\n${commands}\nOptions:\n${OPTIONS}`;
}

/** Every type with its revisions, newest first. */
const REVISIONS: readonly (readonly [type: string, revisions: readonly string[]])[] = [
  ['list:set', ['skbinfo support', 'comment support', 'counters support', 'Initial revision']],
  ['hash:mac', ['bucketsize, initval support', 'Initial revision']],
  ['hash:ip,mac', ['bucketsize, initval support', 'Initial revision']],
  [
    'hash:net,iface',
    [
      'bucketsize, initval support',
      'skbinfo and wildcard support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      '/0 network support',
      'nomatch flag support',
      'Initial revision',
    ],
  ],
  [
    'hash:net,port',
    [
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      'nomatch flag support',
      'Add/del range support',
      'SCTP and UDPLITE support',
    ],
  ],
  ['hash:net,port,net', ['bucketsize, initval support', 'skbinfo support', 'forceadd support', 'initial revision']],
  [
    'hash:net,net',
    [
      'netmask and bitmask support',
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'initial revision',
    ],
  ],
  [
    'hash:net',
    [
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      'nomatch flag support',
      'Add/del range support',
      'Initial revision',
    ],
  ],
  [
    'hash:ip,port,net',
    [
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      'nomatch flag support',
      'Add/del range support',
      'SCTP and UDPLITE support',
    ],
  ],
  [
    'hash:ip,port,ip',
    [
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      'SCTP and UDPLITE support',
    ],
  ],
  ['hash:ip,mark', ['bucketsize, initval support', 'skbinfo support', 'forceadd support', 'initial revision']],
  [
    'hash:ip,port',
    [
      'netmask and bitmask support',
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      'SCTP and UDPLITE support',
    ],
  ],
  [
    'hash:ip',
    [
      'bitmask support',
      'bucketsize, initval support',
      'skbinfo support',
      'forceadd support',
      'comment support',
      'counters support',
      'Initial revision',
    ],
  ],
  ['bitmap:port', ['skbinfo support', 'comment support', 'counters support', 'Initial revision']],
  ['bitmap:ip,mac', ['skbinfo support', 'comment support', 'counters support', 'Initial revision']],
  ['bitmap:ip', ['skbinfo support', 'comment support', 'counters support', 'Initial revision']],
];

/** Revisions begin at 1 for these. */
const FROM_ONE: ReadonlySet<string> = new Set(['hash:net,port', 'hash:ip,port,net', 'hash:ip,port,ip', 'hash:ip,port']);

/** The list of types after the general help. */
export function supportedTypes(): string {
  const lines = REVISIONS.flatMap(([type, revisions]) => {
    const lowest = FROM_ONE.has(type) ? 1 : 0;
    return revisions.map((words, i) => {
      const revision = lowest + revisions.length - 1 - i;
      return `    ${type}\t${type.length < 12 ? '\t' : ''}${revision}\t${words}\n`;
    });
  });
  return `\nSupported set types:\n${lines.join('')}`;
}

const ARGUMENT_HELP: ReadonlyMap<ArgumentName, string> = new Map<ArgumentName, string>([
  ['family', '[family inet|inet6]|[-4|-6]'],
  ['hashsize', '[hashsize VALUE]'],
  ['maxelem', '[maxelem VALUE]'],
  ['size', '[size VALUE]'],
  ['netmask', '[netmask CIDR]'],
  ['bitmask', '[bitmask bitmask]'],
  ['before', '[before|after NAME]'],
  ['forceadd', '[forceadd]'],
  ['markmask', 'markmask VALUE'],
  ['nomatch', '[nomatch]'],
  ['wildcard', '[wildcard]'],
  ['timeout', '[timeout VALUE]'],
  ['counters', '[counters]'],
  ['packets', '[packets VALUE]'],
  ['bytes', '[bytes VALUE]'],
  ['skbinfo', '[skbinfo]'],
  ['skbmark', '[skbmark VALUE]'],
  ['skbprio', '[skbprio VALUE]'],
  ['skbqueue', '[skbqueue VALUE]'],
  ['bucketsize', '[bucketsize VALUE]'],
  ['initval', '[initval VALUE]'],
]);

const PORT_USAGE = `      [PROTO:]PORT is a valid pattern of the following:
           PORTNAME         TCP port name from /etc/services
           PORTNUMBER       TCP port number identifier
           tcp|sctp|udp|udplite:PORTNAME|PORTNUMBER
           icmp:CODENAME    supported ICMP codename
           icmp:TYPE/CODE   ICMP type/code value
           icmpv6:CODENAME  supported ICMPv6 codename
           icmpv6:TYPE/CODE ICMPv6 type/code value
           PROTO:0          all other protocols

           Supported ICMP codenames:
${ICMP_NAMES.map(([name]) => `               ${name}\n`).join('')}           Supported ICMPv6 codenames:
${ICMPV6_NAMES.map(([name]) => `               ${name}\n`).join('')}`;

const PREFIX = { create: 'create SETNAME', add: 'add    SETNAME', del: 'del    SETNAME', test: 'test   SETNAME' };

/** What the general help is followed by for one type. */
export function typeHelp(type: UserSetType): string {
  const commands = (['create', 'add', 'del', 'test'] as const).map((command) => {
    const options = type[command].flatMap((name) => {
      const text = name === 'comment' ? (command === 'create' ? '[comment]' : '[comment "string"]') : ARGUMENT_HELP.get(name); // prettier-ignore
      return text === undefined ? [] : [`               ${text}\n`];
    });
    return `${PREFIX[command]} ${type.name} ${type.help[command]}\n${options.join('')}`;
  });
  const family = { none: 'is family neutral', both: 'supports inet and inet6', inet: 'supports family inet only' };
  return (
    `\n${type.name} type specific options:\n\n${commands.join('')}\n${type.usage}\n` +
    `${type.portUsage ? PORT_USAGE : ''}\nType ${type.name} ${family[type.family]}.\n`
  );
}
