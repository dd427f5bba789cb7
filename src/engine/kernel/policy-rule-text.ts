import type { IpAddress } from '../packet/ipv6-address';
import { formatIp } from '../packet/ipv6-address';
import { RULE_ACTION, type NumberRange, type RuleRecord } from './rule-records';
import { tableName } from './table-names';

/** Policy rules in words, for the packet walk. */

const ACTION_WORDS: ReadonlyMap<number, string> = new Map([
  [RULE_ACTION.blackhole, 'blackhole'],
  [RULE_ACTION.unreachable, 'unreachable'],
  [RULE_ACTION.prohibit, 'prohibit'],
]);

/** A rule in the words of `ip rule`. */
export function ruleText(rule: RuleRecord): string {
  const range = ({ start, end }: NumberRange): string => (start === end ? String(start) : `${start}-${end}`);
  const { source, destination, mark, markMask, uids, sourcePorts, destinationPorts } = rule;
  const words = [
    `${rule.priority}:`,
    ...(rule.invert ? ['not'] : []),
    `from ${source === undefined ? 'all' : prefixText(source, rule.sourceLength)}`,
    ...(destination === undefined ? [] : [`to ${prefixText(destination, rule.destinationLength)}`]),
    ...(rule.tos === 0 ? [] : [`tos 0x${rule.tos.toString(16)}`]),
    ...(mark === 0 && markMask === 0 ? [] : [`fwmark 0x${mark.toString(16)}`]),
    ...(rule.iif === undefined ? [] : [`iif ${rule.iif}`]),
    ...(rule.oif === undefined ? [] : [`oif ${rule.oif}`]),
    ...(uids ? [`uidrange ${uids.start}-${uids.end}`] : []),
    ...(rule.ipProtocol === 0 ? [] : [`ipproto ${rule.ipProtocol}`]),
    ...(sourcePorts ? [`sport ${range(sourcePorts)}`] : []),
    ...(destinationPorts ? [`dport ${range(destinationPorts)}`] : []),
    rule.action === RULE_ACTION.table
      ? `lookup ${tableName(rule.table)}`
      : (ACTION_WORDS.get(rule.action) ?? 'blackhole'),
  ];
  return words.join(' ');
}

function prefixText(address: IpAddress, length: number): string {
  return length === (typeof address === 'number' ? 32 : 128) ? formatIp(address) : `${formatIp(address)}/${length}`;
}
