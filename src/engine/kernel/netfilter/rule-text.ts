import { formatIpv4, type Ipv4 } from '../../packet/address';
import type { Inverted, Masked, PortRange, RuleRecord, Selector, Target } from './model';

/** A rule in the words of `iptables -S`, as far as a packet walk needs them: ends, devices, protocol, ports, target. */
export function ruleText(chain: string, { selector, matches, target }: RuleRecord): string {
  const words = [`-A ${chain}`, ...selectorWords(selector)];
  for (const match of matches) {
    if (match.match === 'tcp' || match.match === 'udp') {
      words.push(
        `-m ${match.match}`,
        ...ports('--sport', match.sourcePorts),
        ...ports('--dport', match.destinationPorts),
      );
    } else if (match.match === 'multiport') {
      const option = { source: '--sports', destination: '--dports', either: '--ports' }[match.which];
      words.push(`-m multiport ${not(match)}${option} ${match.ports.map(rangeText).join(',')}`);
    } else if (match.match === 'conntrack' && match.states) {
      words.push(`-m conntrack ${not(match.states)}--ctstate ${match.states.any.join(',')}`);
    } else if (match.match === 'state') words.push(`-m state ${not(match)}--state ${match.any.join(',')}`);
    else if (match.match === 'comment') words.push(`-m comment --comment "${match.text}"`);
    else words.push(`-m ${match.match} …`);
  }
  if (target) words.push(targetText(target));
  return words.join(' ');
}

function* selectorWords({ source, destination, in: from, out, protocol, fragment }: Selector): Generator<string> {
  if (source) yield `${not(source)}-s ${maskedText(source)}`;
  if (destination) yield `${not(destination)}-d ${maskedText(destination)}`;
  if (from) yield `${not(from)}-i ${from.name}`;
  if (out) yield `${not(out)}-o ${out.name}`;
  if (protocol) yield `${not(protocol)}-p ${PROTOCOL_NAME[protocol.number] ?? protocol.number}`;
  if (fragment) yield `${not(fragment)}-f`;
}

const PROTOCOL_NAME: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp' };

function not({ inverted }: Inverted): string {
  return inverted ? '! ' : '';
}

function ports(option: string, range: (Inverted & PortRange) | undefined): string[] {
  return range ? [`${not(range)}${option} ${rangeText(range)}`] : [];
}

function rangeText({ from, to }: PortRange): string {
  return from === to ? `${from}` : `${from}:${to}`;
}

function maskedText({ address, mask }: Masked): string {
  const inverse = ~mask >>> 0;
  const prefix = (inverse & (inverse + 1)) === 0 ? 32 - Math.round(Math.log2(inverse + 1)) : formatIpv4(mask);
  return `${formatIpv4(address)}/${prefix}`;
}

/** `-j DNAT --to-destination 10.0.0.1:80`. */
function targetText(target: Target): string {
  switch (target.target) {
    case 'jump':
      return `-j ${target.chain}`;
    case 'goto':
      return `-g ${target.chain}`;
    case 'REJECT':
      return `-j REJECT --reject-with ${target.with}`;
    case 'DNAT':
      return `-j DNAT --to-destination ${natText(target.range)}`;
    case 'SNAT':
      return `-j SNAT --to-source ${natText(target.range)}`;
    default:
      return `-j ${target.target}`;
  }
}

function natText(range: { minAddress?: Ipv4; maxAddress?: Ipv4; minPort?: number; maxPort?: number }): string {
  const { minAddress, maxAddress, minPort, maxPort } = range;
  const addresses = minAddress === undefined ? '' : span(formatIpv4(minAddress), maxAddress && formatIpv4(maxAddress));
  return minPort === undefined ? addresses : `${addresses}:${span(`${minPort}`, maxPort?.toString())}`;
}

function span(from: string, to: string | undefined): string {
  return to === undefined || to === from ? from : `${from}-${to}`;
}
