import { KernelError } from '../../../kernel/errno';
import { DEFAULT_RULES } from '../../../kernel/fib-rules';
import type { RuleInfo } from '../../../kernel/rule-config';
import type { ClauseReader } from '../../grammar/clause-reader';
import { kernelErrorText } from '../../iproute2/errors';
import type { IpContext } from '../context';
import { readRuleFilter, rulePasses } from './filter';
import { printRule } from './print';

const TABLE_DEFAULT = 253;

/** `ip rule list`. */
export function listRules(ip: IpContext, reader: ClauseReader): number {
  const filter = readRuleFilter(ip, reader);
  const printer = ip.printer();
  for (const rule of rulesOf(ip)) if (rulePasses(rule, filter)) printRule(printer, ip, rule);
  ip.out(printer.finish());
  return 0;
}

/** Rules of the family asked for. IPv6 has the default ones only, without a table `default`. */
function rulesOf(ip: IpContext): readonly RuleInfo[] {
  if (ip.settings.family !== 'inet6') return ip.netlink.rules();
  const attached = { iifDetached: false, oifDetached: false, unresolved: false };
  return DEFAULT_RULES.filter(({ table }) => table !== TABLE_DEFAULT).map((rule) => ({ ...rule, ...attached }));
}

/** `ip rule flush`: removes what fits, but the rule of priority 0. */
export function flushRules(ip: IpContext, reader: ClauseReader): number {
  const filter = readRuleFilter(ip, reader);
  for (const rule of rulesOf(ip)) {
    if (rule.priority === 0 || !rulePasses(rule, filter)) continue;
    if (filter.protocol !== undefined && rule.protocol !== filter.protocol) continue;
    try {
      ip.netlink.deleteRule(rule);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      ip.err(`${kernelErrorText(error)}Dump terminated\n`);
      return 1;
    }
  }
  return 0;
}
