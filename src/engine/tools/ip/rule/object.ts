import { exact, prefix, words } from '../../grammar/declare';
import type { Choice, Clause } from '../../grammar/types';
import type { ClauseReader } from '../../grammar/clause-reader';
import { requirePrefix, unsigned } from '../../iproute2/address-words';
import { invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import { readTable, tableText } from '../../iproute2/names';
import type { IpContext, IpRun } from '../context';
import { RULE_USAGE } from '../usage/rule';
import { DEVICE, NUMBER, PREFIX, PROTOCOL, TABLE } from '../values';

/** The selector of `ip rule list`. */
const RULE_SELECTOR: Clause = {
  parameters: [
    {
      ...prefix('preference', 'rules of this priority', '이 우선순위의 규칙만', NUMBER),
      aliases: ['order', 'priority'],
    },
    exact('not', 'rules that are negated', '부정된 규칙만'),
    exact('from', 'rules for packets from this network', '이 네트워크에서 온 패킷의 규칙만', PREFIX),
    exact('to', 'rules for packets to this network', '이 네트워크로 가는 패킷의 규칙만', PREFIX),
    exact('fwmark', 'rules for packets with this mark', '이 마크가 붙은 패킷의 규칙만', NUMBER),
    {
      ...exact('iif', 'rules for packets from this device', '이 장치로 들어온 패킷의 규칙만', DEVICE),
      aliases: ['dev'],
    },
    exact('oif', 'rules for packets to this device', '이 장치로 나가는 패킷의 규칙만', DEVICE),
    { ...prefix('lookup', 'rules that look in this table', '이 테이블을 찾는 규칙만', TABLE), aliases: ['table'] },
    prefix('protocol', 'rules made by this', '이 주체가 만든 규칙만', PROTOCOL),
  ],
  positionals: [{ keyword: 'to', value: PREFIX, optional: true }],
};

/** The policy of every namespace: first the host's own addresses, then ordinary routes, then the default table. */
const DEFAULT_RULES: readonly { readonly priority: number; readonly table: number; readonly inet6: boolean }[] = [
  { priority: 0, table: 255, inet6: true },
  { priority: 32766, table: 254, inet6: true },
  { priority: 32767, table: 253, inet6: false },
];

/** `ip rule list` (ip/iprule.c). The default rules are all there are: adding others is not simulated. */
function listRules(ip: IpContext, reader: ClauseReader): number {
  let rules = DEFAULT_RULES.filter(({ inet6 }) => ip.settings.family !== 'inet6' || inet6);
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'preference': {
        const priority = unsigned(value);
        if (priority === undefined) throw invalidArgument('preference value is invalid\n', value);
        rules = rules.filter((rule) => rule.priority === priority);
        break;
      }
      case 'lookup': {
        const table = readTable(value);
        if (table === undefined) throw invalidArgument('table id value is invalid\n', value);
        rules = rules.filter((rule) => rule.table === table);
        break;
      }
      case 'from':
      case 'to':
        if (requirePrefix(value, ip.settings.family).length > 0) rules = [];
        break;
      case 'protocol':
        if (value !== 'kernel') rules = [];
        break;
      default:
        rules = [];
    }
  }
  const printer = ip.printer();
  for (const { priority, table } of rules) {
    const name = tableText(table, ip.settings.numeric);
    printer.openObject();
    printer.field('priority', priority, `${priority}:\t`);
    printer.field('src', 'all', 'from all');
    printer.text(' ');
    printer.field('table', name, `lookup ${name}`);
    if (ip.settings.details > 0) printer.field('protocol', 'kernel', ' proto kernel');
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
}

const notYet: IpRun = (_ip, _reader, verb) => {
  throw notSimulated(`ip rule ${verb}`);
};

const NOTHING = { clause: { parameters: [] } };

/** `ip rule`: which routing table is looked up when. */
export const ruleObject: Choice<IpRun> = {
  name: 'rule',
  words: words('policy rules: which routing table is used when', '정책 규칙: 언제 어느 라우팅 테이블을 쓸지'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'list',
          aliases: ['lst', 'show'],
          words: words('list rules', '규칙 목록을 보여 줌'),
          body: { clause: RULE_SELECTOR },
          run: listRules,
        },
        { name: 'save', words: words('write rules in binary', '규칙을 바이너리로 저장'), body: NOTHING, run: notYet },
        {
          name: 'restore',
          words: words('add what save wrote', 'save로 저장한 규칙을 복원'),
          body: NOTHING,
          run: notYet,
        },
        { name: 'add', words: words('add a rule', '규칙을 추가'), body: { clause: RULE_SELECTOR }, run: notYet },
        { name: 'delete', words: words('remove a rule', '규칙을 지움'), body: { clause: RULE_SELECTOR }, run: notYet },
        { name: 'flush', words: words('remove every rule', '규칙을 모두 지움'), body: NOTHING, run: notYet },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: NOTHING,
          run: () => {
            throw usageError(RULE_USAGE);
          },
        },
      ],
    },
  },
};
