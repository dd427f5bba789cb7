import type { Family } from '../../kernel/netfilter/control';
import { ExitError } from '../clib/exit';

export const VERSION = '1.8.9 (nf_tables)';

/** Exit statuses of libxtables (enum xtables_exittype). */
export const OTHER_PROBLEM = 1;
export const PARAMETER_PROBLEM = 2;
export const VERSION_PROBLEM = 3;
export const RESOURCE_PROBLEM = 4;

/** Who complains: the program, and in iptables-restore the line of its input. */
export interface Complainer {
  readonly program: string;
  readonly line?: number;
  /** Which family's rules it works on. */
  readonly family?: Family;
}

/** xtables_error(): says what is wrong, how to get help or what is too old, and ends the program. */
export function fail(by: Complainer, message: string, status = PARAMETER_PROBLEM): never {
  const said = `${by.program} v${VERSION}: ${message}\n`;
  if (status === PARAMETER_PROBLEM) throw new ExitError(status, said + tryHelp(by));
  const upgrade = `Perhaps ${by.program} or your kernel needs to be upgraded.\n`;
  throw new ExitError(status, status === VERSION_PROBLEM ? said + upgrade : said);
}

/** The lines that point to the help. */
export function tryHelp({ program, line }: Complainer): string {
  const where = line === undefined ? '' : `Error occurred at line: ${line}\n`;
  return `${where}Try \`${program} -h' or '${program} --help' for more information.\n`;
}
