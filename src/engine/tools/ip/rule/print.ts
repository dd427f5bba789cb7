import type { IpAddress } from '../../../packet/ipv6-address';
import { formatIp } from '../../../packet/ipv6-address';
import type { RuleInfo } from '../../../kernel/rule-config';
import { RULE_ACTION, type NumberRange } from '../../../kernel/rule-records';
import { dsfieldText, groupText, protocolText, routeTypeName } from '../../iproute2/names';
import type { Printer } from '../../iproute2/printer';
import { protocolName } from '../../resolver/services';
import type { IpContext } from '../context';

const MASQUERADE = 10;

/** One rule as `ip rule` prints it (ip/iprule.c print_rule). `deleted` is for monitors. */
export function printRule(printer: Printer, ip: IpContext, rule: RuleInfo, deleted = false): void {
  const { numeric, details } = ip.settings;
  printer.openObject();
  if (deleted) printer.field('deleted', true, 'Deleted ');
  printer.field('priority', rule.priority, `${rule.priority}:\t`);
  if (rule.invert) printer.field('not', null, 'not ');
  printSelector(printer, ip, rule);
  if (rule.table !== 0) printTable(printer, ip, rule);
  printRealms(printer, ip, rule);
  printAction(printer, rule, numeric);
  if ((rule.protocol !== 'unspec' && rule.protocol !== 'kernel') || details > 0) {
    const protocol = protocolText(rule.protocol, numeric);
    printer.field('protocol', protocol, ` proto ${protocol}`);
  }
  printer.text('\n');
  printer.closeObject();
}

function printSelector(printer: Printer, ip: IpContext, rule: RuleInfo): void {
  const { source, destination, tos, mark, markMask, uids, tunnelId } = rule;
  const { numeric } = ip.settings;
  if (source === undefined) printer.field('src', 'all', 'from all');
  else printPrefix(printer, 'src', 'from ', source, rule.sourceLength);
  if (destination !== undefined) printPrefix(printer, 'dst', ' to ', destination, rule.destinationLength);
  if (tos !== 0) printer.field('tos', dsfieldText(tos, numeric), ` tos ${dsfieldText(tos, numeric)}`);
  if (mark !== 0 || markMask !== 0) {
    printer.field('fwmark', hex(mark), ` fwmark ${hex(mark)}`);
    if (markMask !== 0xffffffff) printer.field('fwmask', hex(markMask), `/${hex(markMask)}`);
  }
  printDevice(printer, 'iif', rule.iif, rule.iifDetached);
  printDevice(printer, 'oif', rule.oif, rule.oifDetached);
  if (rule.l3mdev) printer.field('l3mdev', null, ' lookup [l3mdev-table]');
  if (uids) {
    printer.field('uid_start', uids.start, ` uidrange ${uids.start}`);
    printer.field('uid_end', uids.end, `-${uids.end}`);
  }
  if (rule.ipProtocol !== 0) {
    const name =
      (numeric ? undefined : protocolName(ip.process.files, rule.ipProtocol)) ?? `ipproto-${rule.ipProtocol}`;
    printer.field('ipproto', name, ` ipproto ${name}`);
  }
  printPorts(printer, 'sport', rule.sourcePorts);
  printPorts(printer, 'dport', rule.destinationPorts);
  if (tunnelId !== undefined && tunnelId !== 0) printer.field('tun_id', tunnelId, ` tun_id ${tunnelId}`);
}

function printPrefix(printer: Printer, key: 'src' | 'dst', label: string, address: IpAddress, length: number): void {
  printer.text(label);
  const family = typeof address === 'number' ? 'inet' : 'inet6';
  printer.field(key, formatIp(address), formatIp(address), family);
  if (length !== (family === 'inet' ? 32 : 128)) printer.field(`${key}len`, length, `/${length}`);
}

/** printf's %#x: zero has no prefix. */
function hex(value: number): string {
  return value === 0 ? '0' : `0x${value.toString(16)}`;
}

function printDevice(printer: Printer, key: 'iif' | 'oif', name: string | undefined, detached: boolean): void {
  if (name === undefined) return;
  printer.text(` ${key} `);
  printer.field(key, name, name, 'ifname');
  if (detached) printer.field(`${key}_detached`, null, ' [detached]');
}

function printPorts(printer: Printer, key: 'sport' | 'dport', range: NumberRange | undefined): void {
  if (!range) return;
  if (range.start === range.end) return printer.field(key, range.start, ` ${key} ${range.start}`);
  printer.field(`${key}_start`, range.start, ` ${key} ${range.start}`);
  printer.field(`${key}_end`, range.end, `-${range.end}`);
}

function printTable(printer: Printer, ip: IpContext, rule: RuleInfo): void {
  const { numeric } = ip.settings;
  const table = ip.tables.text(rule.table, numeric);
  printer.field('table', table, ` lookup ${table}`);
  const { suppressPrefixLength, suppressGroup } = rule;
  if (suppressPrefixLength !== undefined) {
    printer.field('suppress_prefixlen', suppressPrefixLength, ` suppress_prefixlength ${suppressPrefixLength}`);
  }
  if (suppressGroup === undefined) return;
  const group = groupText(suppressGroup, numeric);
  printer.field('suppress_ifgroup', group, ` suppress_ifgroup ${group}`);
}

function printRealms(printer: Printer, ip: IpContext, { realms }: RuleInfo): void {
  if (!realms) return;
  const { numeric } = ip.settings;
  const from = realms >>> 16;
  const to = ip.realms.text(realms & 0xffff, numeric);
  if (from === 0) printer.text(' realms ');
  else printer.field('flow_from', ip.realms.text(from, numeric), ` realms ${ip.realms.text(from, numeric)}/`);
  printer.field('flow_to', to, to);
}

function printAction(printer: Printer, rule: RuleInfo, numeric: boolean): void {
  const { action, target } = rule;
  if (action === MASQUERADE) printer.field('masquerade', null, ' masquerade');
  else if (action === RULE_ACTION.goto) {
    printer.field('goto', target ?? 0, ` goto ${target ?? 0}`);
    if (rule.unresolved) printer.field('unresolved', null, ' [unresolved]');
  } else if (action === RULE_ACTION.nop) printer.field('nop', null, ' nop');
  else if (action !== RULE_ACTION.table) {
    const name = routeTypeName(action, numeric);
    printer.field('action', name, ` ${name}`);
  }
}
