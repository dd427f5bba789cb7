import { familyOfSet } from './family-of-set';
import { openNetfilter, type Family } from '../../kernel/netfilter/control';
import { exitStatus } from '../clib/exit';
import type { Declaration, Program } from '../grammar/types';
import type { Complainer } from './problem';
import type { Process } from '../tool';
import { IP6TABLES, IPTABLES } from './declaration';
import { describeRule } from './list-format';
import { parseCommand } from './parse';
import { runCommand } from './run-command';
import { CommandError, Transaction } from './transaction';

function program(declaration: Declaration, family: Family): Program {
  return {
    ...declaration,
    run: (process) =>
      exitStatus(
        (text) => process.err(text),
        () => run(process, { program: declaration.name, family }),
      ),
  };
}

/** iptables(8) 1.8.9 on nf_tables, as Debian 12 ships it. */
export const iptables: Program = program(IPTABLES, 'inet');

/** ip6tables(8): the same for IPv6. */
export const ip6tables: Program = program(IP6TABLES, 'inet6');

function run(process: Process, by: Complainer & { readonly family: Family }): number {
  const { files } = process;
  const parsed = parseCommand(process.argv, {
    by,
    files,
    table: 'filter',
    restore: false,
    warn: (text) => process.err(text),
    familyOfSet: (name) => familyOfSet(process, name),
  });
  if (parsed.type === 'text') {
    process.out(parsed.text);
    return 0;
  }
  const transaction = new Transaction(openNetfilter(process.world, process.netns, by.family), by);
  try {
    runCommand(
      {
        by,
        files,
        transaction,
        out: (text) => process.out(text),
        describe: (rule) => describeRule(rule, files, by.family),
      },
      parsed,
    );
    transaction.commit();
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.err(`${by.program}: ${error.message}.${error.invalid ? " Run `dmesg' for more information." : ''}\n`);
    return 1;
  }
}
