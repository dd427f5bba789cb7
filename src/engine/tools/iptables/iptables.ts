import { openIpset } from '../../kernel/ipset/control';
import { openNetfilter } from '../../kernel/netfilter/control';
import { exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { IPTABLES } from './declaration';
import { describeRule } from './list-format';
import { parseCommand } from './parse';
import { runCommand } from './run-command';
import { CommandError, Transaction } from './transaction';

/** iptables(8) 1.8.9 on nf_tables, as Debian 12 ships it. */
export const iptables: Program = {
  ...IPTABLES,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { files } = process;
  const by = { program: 'iptables' };
  const parsed = parseCommand(process.argv, {
    by,
    files,
    table: 'filter',
    restore: false,
    warn: (text) => process.err(text),
    hasSet: (name) => openIpset(process.world, process.netns).find(name) !== undefined,
  });
  if (parsed.type === 'text') {
    process.out(parsed.text);
    return 0;
  }
  const transaction = new Transaction(openNetfilter(process.world, process.netns), by);
  try {
    runCommand(
      { by, files, transaction, out: (text) => process.out(text), describe: (rule) => describeRule(rule, files) },
      parsed,
    );
    transaction.commit();
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.err(`iptables: ${error.message}.${error.invalid ? " Run `dmesg' for more information." : ''}\n`);
    return 1;
  }
}
