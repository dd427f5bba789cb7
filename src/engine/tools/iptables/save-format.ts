import type { ChainRecord, Counter, Inverted, Masked, Prefix6 } from '../../kernel/netfilter/model';
import { formatIpv4 } from '../../packet/address';
import type { HostFiles } from '../tool';
import { saveMatch, saveTarget } from './format-extension';
import { nameOfProtocol, prefixLength } from './names';
import type { RuleDraft } from './rule-reader';

/** A rule as `-S` and iptables-save write it, from `-A CHAIN` on; with counters in front of the target (`-S -v`) when given. */
export function saveRule(
  chain: string,
  { selector, matches, target }: RuleDraft,
  files: HostFiles,
  counters?: Counter,
): string {
  // prettier-ignore
  const { source, destination, in: from, out, protocol, fragment } = selector;
  const part = (letter: string, entry: Inverted | undefined, text: string): string =>
    entry ? `${entry.inverted ? ' !' : ''} -${letter}${text}` : '';
  return (
    `-A ${chain}` +
    part('s', source, ` ${masked(source)}`) +
    part('d', destination, ` ${masked(destination)}`) +
    part('s', selector.source6, ` ${prefix6(selector.source6)}`) +
    part('d', selector.destination6, ` ${prefix6(selector.destination6)}`) +
    part('i', from, ` ${from?.name ?? ''}`) +
    part('o', out, ` ${out?.name ?? ''}`) +
    part('p', protocol, ` ${protocol ? (nameOfProtocol(files, protocol.number) ?? protocol.number) : ''}`) +
    part('f', fragment, '') +
    matches.map((match) => ` -m ${match.match}${saveMatch(match, files)}`).join('') +
    (counters ? ` -c ${counters.packets} ${counters.bytes}` : '') +
    (target ? saveTarget(target) : '') +
    '\n'
  );
}

function prefix6(entry: Prefix6 | undefined): string {
  return entry ? `${entry.address}/${entry.prefixLength}` : '';
}

function masked(entry: Masked | undefined): string {
  if (!entry) return '';
  return `${formatIpv4(entry.address)}/${prefixLength(entry.mask) ?? formatIpv4(entry.mask)}`;
}

/** A chain as `-S` writes it: `-P CHAIN POLICY` or `-N CHAIN`. */
export function saveChain({ name, hook, policy = 'ACCEPT' }: ChainRecord, counters?: Counter): string {
  if (hook === undefined) return `-N ${name}\n`;
  return `-P ${name} ${policy}${counters ? ` -c ${counters.packets} ${counters.bytes}` : ''}\n`;
}
