import type { TableName } from '../../../kernel/netfilter/model';
import { UnreadRule, type RuleBody } from '../../../kernel/netfilter/unread-rule';
import type { HostFiles } from '../../tool';
import { parseCommand } from '../parse';
import type { Complainer } from '../problem';
import { splitWords } from '../words';
import type { Shape } from './shapes';

/** The text that iptables-restore was given for a table. */
export interface RestoredText {
  readonly text: string;
  readonly table: TableName;
  readonly by: Complainer;
}

/** A rule that is still a part of the text it was restored from. */
export class RestoredRule extends UnreadRule {
  constructor(
    { outline }: Shape,
    chain: string | undefined,
    private readonly from: RestoredText,
    private readonly start: number,
    private readonly end: number,
  ) {
    super(outline, chain);
  }

  protected read(): RuleBody {
    const { text, table, by } = this.from;
    const argv = splitWords(text.slice(this.start, this.end), [by.program, '-t', table]);
    const parsed = parseCommand(argv, {
      ...{ by, files: NO_FILES, table, restore: true },
      warn: () => undefined,
      hasSet: () => false,
    });
    const [rule] = parsed.type === 'command' ? parsed.rules : [];
    if (!rule) throw new Error(`no rule: ${argv.join(' ')}`);
    return rule;
  }
}

/** Nothing in a rule that has a shape depends on a file. */
const NO_FILES: HostFiles = {
  read: noFile,
  write: noFile,
  exists: noFile,
  list: noFile,
  isDirectory: noFile,
  remove: noFile,
  makeDirectory: noFile,
};

function noFile(path: string): never {
  throw new Error(`a restored rule asks for ${path}`);
}
