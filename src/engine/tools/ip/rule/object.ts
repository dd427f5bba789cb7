import { words } from '../../grammar/declare';
import type { Choice } from '../../grammar/types';
import { notSimulated, usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { RULE_USAGE } from '../usage/rule';
import { RULE, RULE_SELECTOR } from './clauses';
import { modifyRule } from './modify';
import { flushRules, listRules } from './show';

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
        { name: 'add', words: words('add a rule', '규칙을 추가'), body: { clause: RULE }, run: modifyRule },
        { name: 'delete', words: words('remove a rule', '규칙을 지움'), body: { clause: RULE }, run: modifyRule },
        {
          name: 'flush',
          words: words('remove every rule', '규칙을 모두 지움'),
          body: { clause: RULE_SELECTOR },
          run: flushRules,
        },
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
