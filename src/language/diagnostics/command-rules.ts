import type { CommandPart, WordRole } from '../../grammar';
import type { ShellWord } from '../syntax/shell-script';
import { formatIpv4, ipv4, maskOf, networkOf } from '../../engine/packet/address';
import { rolesOf, type AnalysedCommand } from './analysed';
import { commandWithoutDashes } from './kubectl-exec';
import { judgeIpv4 } from './literals';
import { modernForm } from './modern-forms';
import type { Problem } from './problem';
import { replaceWith, report } from './report';

/** Words that are right for the grammar and wrong all the same. */
export function commandProblems(analysed: AnalysedCommand): readonly Problem[] {
  return analysed.parts.flatMap((part) => {
    const roles = rolesOf(analysed, part);
    return [
      ...missingDoubleDash(analysed, part),
      ...deprecated(analysed, part),
      ...addressesOfNobody(analysed, roles),
      ...otherFamily(analysed, part, roles),
      ...longNames(analysed, roles),
      ...serviceRange(analysed, part),
    ];
  });
}

/** `kubectl exec busybox ip route`. */
function missingDoubleDash({ words }: AnalysedCommand, part: CommandPart): readonly Problem[] {
  const command = commandWithoutDashes(words, part);
  // Brackets of a manual have a rule and a fix of their own.
  if (!command || command.raw.startsWith('[')) return [];
  const last = words[part.end - 1] ?? command;
  const span = { start: command.start, end: last.end };
  const text = words
    .slice(words.indexOf(command), part.end)
    .map(({ raw }) => raw)
    .join(' ');
  const fix = { kind: 'replace', text: `-- ${text}`, edits: [{ start: command.start, end: command.start, newText: '-- ' }] } as const; // prettier-ignore
  return [report('missing-double-dash', span, { text }, [fix])];
}

const OLD_TOOLS: ReadonlyMap<string, string> = new Map([
  ['ifconfig', 'ip addr, ip link'],
  ['route', 'ip route'],
  ['arp', 'ip neigh'],
  ['netstat', 'ss'],
  ['brctl', 'ip link, bridge'],
]);

function deprecated({ words }: AnalysedCommand, part: CommandPart): readonly Problem[] {
  const modern = OLD_TOOLS.get(part.program);
  const word = words[part.start];
  if (modern === undefined || word?.value !== part.program) return [];
  const argv = words.slice(part.start, part.end).map(({ value }) => value);
  const form = argv.every((each) => each !== undefined) ? modernForm(argv) : undefined;
  const last = words[part.end - 1] ?? word;
  const fixes = form === undefined ? [] : [replaceWith({ start: word.start, end: last.end }, form)];
  return [report('deprecated-tool', word, { tool: part.program, modern: `${form ?? modern}.` }, fixes)];
}

/** The network's own address, and its broadcast, given to an interface. */
function addressesOfNobody({ words }: AnalysedCommand, roles: readonly WordRole[]): readonly Problem[] {
  return roles.flatMap((role): readonly Problem[] => {
    const word = words[role.index];
    if (role.role !== 'value' || role.type !== 'cidr' || role.of === 'peer' || word?.value === undefined) return [];
    if (!['add', 'replace', 'change'].includes(role.path.at(-1) ?? '')) return [];
    const judged = judgeIpv4(word.value);
    if (judged.verdict !== 'fine' || judged.length === undefined || judged.length > 30 || judged.length < 8) return [];
    const network = networkOf(judged.address, judged.length);
    const last = (network | (~maskOf(judged.length) >>> 0)) >>> 0;
    const at = (address: number): string => `${formatIpv4(ipv4(address))}/${judged.length ?? 32}`;
    if (judged.address === network) return [nobody('network-address-as-host', word, at(network + 1))];
    return judged.address === last ? [nobody('broadcast-address-as-host', word, at(last - 1))] : [];
  });
}

function nobody(
  code: 'network-address-as-host' | 'broadcast-address-as-host',
  word: ShellWord,
  suggestion: string,
): Problem {
  return report(code, word, { text: word.raw, suggestion }, [replaceWith(word, suggestion)]);
}

/** `-4` with an IPv6 address and the like. */
function otherFamily({ words }: AnalysedCommand, part: CommandPart, roles: readonly WordRole[]): readonly Problem[] {
  const flag = roles.map(({ index }) => words[index]).find((word) => word && /^-[46]$/.test(word.raw));
  const six = part.program.startsWith('ip6tables') || part.program === 'ping6' || flag?.raw === '-6';
  const four = part.program === 'iptables' || flag?.raw === '-4';
  if (six === four) return [];
  const typed = part.program.endsWith('tables')
    ? roles.filter(({ of }) => of === '-s' || of === '-d')
    : roles.filter(({ type }) => type === 'address' || type === 'cidr' || type === 'prefix' || type === 'host');
  return typed.flatMap((role): readonly Problem[] => {
    const word = words[role.index];
    if (role.role !== 'value' || word?.value === undefined) return [];
    const found = /^\d+(\.\d+){3}(\/\d+)?$/.test(word.value)
      ? 4
      : /^[0-9a-f]*:[0-9a-f:]*(\/\d+)?$/i.test(word.value)
        ? 6
        : 0;
    if (found === 0 || (found === 6) === six) return [];
    const name = words[part.start];
    const fix =
      flag !== undefined
        ? replaceWith(flag, six ? '-4' : '-6')
        : part.program.endsWith('tables') && name
          ? replaceWith(name, six ? 'iptables' : 'ip6tables')
          : part.program === 'ping6' && name
            ? replaceWith(name, 'ping')
            : undefined;
    const where = flag?.raw ?? part.program;
    const values = { text: word.raw, found: String(found), wanted: six ? '6' : '4', where };
    return [report('wrong-family', word, values, fix ? [fix] : [])];
  });
}

/** IFNAMSIZ is 16 with the NUL (linux/if.h). */
const LONGEST_NAME = 15;

function longNames({ words }: AnalysedCommand, roles: readonly WordRole[]): readonly Problem[] {
  return roles.flatMap((role): readonly Problem[] => {
    const word = words[role.index];
    if (role.role !== 'value' || role.type !== 'new-device' || word?.value === undefined) return [];
    if (word.value.length <= LONGEST_NAME || role.path.at(-1) !== 'add') return [];
    const values = { text: word.raw, length: String(word.value.length) };
    return [
      report('name-too-long', word, values, [replaceWith(word, word.value.slice(0, LONGEST_NAME).replace(/-$/, ''))]),
    ];
  });
}

/** The range that notes name as the default of Services. */
function serviceRange({ words }: AnalysedCommand, part: CommandPart): readonly Problem[] {
  if (!/^kube-?api-?server$/.test(part.program)) return [];
  return words.slice(part.start, part.end).flatMap((word, i, all): readonly Problem[] => {
    const attached = /^--service-cluster-ip-range=(10\.0\.0\.0\/24)$/.exec(word.raw)?.[1];
    const separate =
      all[i - 1]?.raw === '--service-cluster-ip-range' && word.raw === '10.0.0.0/24' ? word.raw : undefined;
    const text = attached ?? separate;
    if (text === undefined) return [];
    const span = { start: word.end - text.length, end: word.end };
    return [report('service-range-default', span, { text }, [replaceWith(span, '10.96.0.0/12')])];
  });
}
