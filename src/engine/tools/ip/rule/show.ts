import { KernelError } from '../../../kernel/errno';
import type { RuleFamily } from '../../../kernel/rule-records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { kernelErrorText } from '../../iproute2/errors';
import type { IpContext } from '../context';
import { readRuleFilter, rulePasses } from './filter';
import { printRule } from './print';

/** `ip rule list`. */
export function listRules(ip: IpContext, reader: ClauseReader): number {
  const filter = readRuleFilter(ip, reader);
  const printer = ip.printer();
  for (const rule of ip.netlink.rules(familyOf(ip))) if (rulePasses(rule, filter)) printRule(printer, ip, rule);
  ip.out(printer.finish());
  return 0;
}

function familyOf(ip: IpContext): RuleFamily {
  return ip.settings.family === 'inet6' ? 'inet6' : 'inet';
}

/** `ip rule flush`: removes what fits, but the rule of priority 0. */
export function flushRules(ip: IpContext, reader: ClauseReader): number {
  const filter = readRuleFilter(ip, reader);
  for (const rule of ip.netlink.rules(familyOf(ip))) {
    if (rule.priority === 0 || !rulePasses(rule, filter)) continue;
    if (filter.protocol !== undefined && rule.protocol !== filter.protocol) continue;
    try {
      ip.netlink.deleteRule(rule, familyOf(ip));
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      ip.err(`${kernelErrorText(error)}Dump terminated\n`);
      return 1;
    }
  }
  return 0;
}
