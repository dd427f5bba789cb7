import type { Family } from '../../kernel/netfilter/control';
import type { ChainRecord, Counter, Inverted, Masked, Prefix6 } from '../../kernel/netfilter/model';
import { formatIpv4 } from '../../packet/address';
import type { HostFiles } from '../tool';
import { listMatch, listTarget, targetName } from './format-extension';
import { nameOfProtocol, ownProtocolName, showAddress, showAddress6, showMask } from './names';
import type { RuleDraft } from './rule-reader';

/** What `-n -v -x --line-numbers` ask of a listing. */
export interface ListFormat {
  readonly numeric: boolean;
  /** Counters and devices. */
  readonly verbose: boolean;
  /** Counters in full. */
  readonly exact: boolean;
  readonly lineNumbers: boolean;
  readonly family: Family | undefined;
}

/** The two lines above the rules of a chain (print_header in iptables/xshared.c). */
export function listHeader(
  { name, hook, policy = 'ACCEPT' }: ChainRecord,
  counter: Counter,
  references: number,
  format: ListFormat,
): string {
  // prettier-ignore
  const { packets, bytes } = counter;
  const count = (number: number): string => shortNumber(number, format.exact).trim();
  const counted = format.verbose ? ` ${count(packets)} packets, ${count(bytes)} bytes` : '';
  const title = hook === undefined ? `(${references} references)` : `(policy ${policy}${counted})`;
  return (
    `Chain ${name} ${title}\n` +
    (format.lineNumbers ? 'num  ' : '') +
    (format.verbose ? (format.exact ? '    pkts      bytes ' : ' pkts bytes ') : '') +
    'target     prot opt' +
    (format.verbose ? ' in     out    ' : '') +
    ` ${'source'.padEnd(19)}  ${'destination'.padEnd(19)} \n`
  );
}

/** A rule as `-L` shows it. */
export function listRule(
  rule: RuleDraft,
  number: number,
  counter: Counter,
  files: HostFiles,
  format: ListFormat,
): string {
  // prettier-ignore
  const { selector, target } = rule;
  const { numeric, verbose, exact } = format;
  const { protocol, fragment, in: from, out } = selector;
  const proto = protocol?.number ?? 0;
  const address = (entry: (Masked & { readonly inverted: boolean }) | undefined): string =>
    `${entry?.inverted ? '!' : ' '}${showMasked(entry, files, numeric).padEnd(19)} `;
  const device = (entry: { readonly name: string; readonly inverted: boolean } | undefined): string =>
    `${entry?.inverted ? '!' : ''}${entry?.name ?? (numeric ? '*' : 'any')}`.padEnd(6);
  const name = nameOfProtocol(files, proto);
  return (
    (format.lineNumbers ? `${String(number).padEnd(4)} ` : '') +
    (verbose ? `${shortNumber(counter.packets, exact)} ${shortNumber(counter.bytes, exact)} ` : '') +
    `${targetName(target).padEnd(9)} ` +
    (protocol?.inverted ? '!' : ' ') +
    `${(numeric || name === undefined ? String(proto) : name).padEnd(4)} ` +
    `${fragment?.inverted ? '!' : '-'}${fragment ? 'f' : '-'} ` +
    (verbose ? ` ${device(from)} ${device(out)} ` : '') +
    (format.family === 'inet6'
      ? address6(selector.source6, files, numeric) + address6(selector.destination6, files, numeric)
      : address(selector.source) + address(selector.destination)) +
    options(rule, files, numeric) +
    '\n'
  );
}

/** A rule in one line of words, as `-v` shows what was done. */
export function describeRule(rule: RuleDraft, files: HostFiles, family?: Family): string {
  const { source, destination, protocol, fragment, in: from, out } = rule.selector;
  const device = (entry: { readonly name: string; readonly inverted: boolean } | undefined): string =>
    `${entry?.inverted ? '!' : ''}${entry?.name ?? '*'}`;
  const number = protocol?.number ?? 0;
  return (
    `${targetName(rule.target)} ` +
    `${protocol?.inverted ? '!' : ' '}${ownProtocolName(number) ?? number} ` +
    `opt ${fragment?.inverted ? '!' : '-'}${fragment ? 'f' : '-'} ` +
    `in ${device(from)} out ${device(out)} ` +
    (family === 'inet6'
      ? ends6(rule.selector, files)
      : `${source?.inverted ? '!' : ' '}${showMasked(source, files, true)} ` +
        `${destination?.inverted ? '!' : ' '}-> ${showMasked(destination, files, true)}`) +
    `  ${options(rule, files, true)}\n`
  );
}

function options({ selector, matches, target }: RuleDraft, files: HostFiles, numeric: boolean): string {
  const protocol = selector.protocol?.number ?? 0;
  return (
    (target?.target === 'goto' ? '[goto] ' : '') +
    matches.map((match) => listMatch(match, files, protocol, numeric)).join('') +
    (target ? listTarget(target, numeric) : '')
  );
}

function ends6({ source6, destination6 }: RuleDraft['selector'], files: HostFiles): string {
  const end = (entry: (Prefix6 & Inverted) | undefined): string => showPrefix(entry, files, true);
  return `${source6?.inverted ? '!' : ' '}${end(source6)} ${destination6?.inverted ? '!' : ' '}-> ${end(destination6)}`;
}

function address6(entry: (Prefix6 & Inverted) | undefined, files: HostFiles, numeric: boolean): string {
  return `${entry?.inverted ? '!' : ' '}${showPrefix(entry, files, numeric).padEnd(19)} `;
}

function showPrefix(entry: Prefix6 | undefined, files: HostFiles, numeric: boolean): string {
  if (!entry || entry.prefixLength === 0) return numeric ? '::/0' : 'anywhere';
  const address = showAddress6(files, entry.address, numeric);
  return `${address}${entry.prefixLength === 128 ? '' : `/${entry.prefixLength}`}`;
}

function showMasked(entry: Masked | undefined, files: HostFiles, numeric: boolean): string {
  if (!entry || entry.mask === 0) return numeric ? `${formatIpv4(entry?.address ?? ANY)}/0` : 'anywhere';
  return showAddress(files, entry.address, numeric) + showMask(entry.mask);
}

const ANY = 0 as Masked['address'];

/** A counter in at most five places with K, M, G or T, or in full (xtables_print_num). */
function shortNumber(number: number, exact: boolean): string {
  if (exact) return String(number).padStart(8);
  if (number <= 99_999) return String(number).padStart(5);
  let rest = number;
  for (const unit of 'KMG') {
    rest = Math.floor((rest + 500) / 1000);
    if (rest <= 9999) return `${String(rest).padStart(4)}${unit}`;
  }
  return `${String(Math.floor((rest + 500) / 1000)).padStart(4)}T`;
}
