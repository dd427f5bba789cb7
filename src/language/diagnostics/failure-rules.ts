import { nearest, type WordRole } from '../../grammar';
import type { HostObservation } from '../../engine';
import { addressProblems } from './address-rules';
import { analyseScript, type AnalysedCommand } from './analysed';
import type { CellText } from './cell';
import { manifestsOf } from './kubernetes/check';
import { refusals } from './kubernetes/refusal';
import { removeLine } from './blame';
import type { Fix, Problem } from './problem';
import { commandProblems } from './command-rules';
import { replaceWith, report } from './report';
import type { CellRun, StatementRun } from './simulation';
import { wordProblems } from './word-rules';

/** Programs of ours that complain in one line about what they were given. */
const COMPLAINING = /^(ip|bridge|brctl|ifconfig|route|arp|ethtool|iptables|ip6tables|ipset|sysctl|kubectl)$/;
/** What says that the simulator does not know, or that the shell does not: neither is the reader's mistake. */
const NOT_OURS = /cka-net:|command not found|not simulated/;
/** These have rules of their own. */
const ELSEWHERE =
  /Nexthop has invalid gateway|SIOCADDRT: Network is unreachable|Invalid prefix for given prefix length|Command line is not complete|exec \[POD\] \[COMMAND\]/;

/** Commands that would print an error, and manifests that the API server would refuse, as running the cell shows. */
export function failureProblems(cell: CellText, run: CellRun): readonly Problem[] {
  if (cell.expectFail || cell.check) return [];
  const commands = analyseScript(run.script);
  return run.statements.flatMap((statement): readonly Problem[] => {
    const { exitCode, stderr } = statement.result;
    if (exitCode === 0 || stderr.trim() === '' || NOT_OURS.test(stderr)) return [];
    const manifests = manifestsOf(cell, run.script);
    if (manifests.length > 0) {
      const found = refusals(stderr, manifests);
      if (found.length > 0) return found;
    }
    const own = commands.filter(({ command }) => command.statement === statement.index);
    const [only, ...more] = own;
    if (!only || more.length > 0 || ELSEWHERE.test(stderr) || isFlagged(only)) return [];
    return complaint(only, statement, cell, run.script.source);
  });
}

/** What the words alone show is said once. */
function isFlagged(analysed: AnalysedCommand): boolean {
  const found = [...wordProblems(analysed, new Set()), ...addressProblems(analysed), ...commandProblems(analysed)];
  return found.some(({ severity }) => severity === 'error');
}

function complaint(
  analysed: AnalysedCommand,
  { before, result }: StatementRun,
  cell: CellText,
  source: string,
): readonly Problem[] {
  const part = analysed.parts.at(-1);
  if (!part || !analysed.parts.some(({ program }) => COMPLAINING.test(program)) || part.host === ' pod') return [];
  const lines = result.stderr.trim().split('\n');
  const message = (
    lines.find((line) => !/^(Error:?\s*$|Usage|RTNETLINK answers: $)/.test(line)) ??
    lines[0] ??
    ''
  ).trim();
  const named = wordIn(analysed, message) ?? subject(analysed);
  const place = named ?? analysed.words[part.start];
  if (!place) return [];
  const hosts = before.observe().hosts;
  const host = hosts.find(({ name }) => name === (part.host ?? cell.host ?? before.firstHost));
  const role = analysed.roles.find(({ index }) => analysed.words[index] === named);
  const close =
    named?.value === undefined || /exists/.test(message)
      ? undefined
      : nearest(named.value, known(role, host, part.netns));
  // What is there already need not be made.
  const fix = /exists/.test(message)
    ? removeLine(source, analysed.command)
    : close === undefined
      ? undefined
      : replaceWith(place, close);
  return [report('command-fails', place, { message }, fix ? [fix] : [])];
}

/** The word that a message names: the last one that stands in it in quotes, or by itself. */
function wordIn({ words }: AnalysedCommand, message: string): AnalysedCommand['words'][number] | undefined {
  const quoted = [...message.matchAll(/"([^"]+)"|'([^']+)'/g)].map(([, a, b]) => a ?? b ?? '');
  const byQuotes = words.findLast(({ value }) => value !== undefined && quoted.includes(value));
  const plain = message.split(/[\s:,;"'/]+/);
  return (
    byQuotes ?? words.slice(1).findLast(({ value }) => value !== undefined && value.length > 2 && plain.includes(value))
  );
}

/** What a command is about, for complaints that name nothing: `RTNETLINK answers: File exists`. */
function subject({ words, roles }: AnalysedCommand): AnalysedCommand['words'][number] | undefined {
  const role = roles.findLast(
    ({ role: kind, type, name }) =>
      kind === 'value' &&
      (name === 'CHAIN' || (type !== undefined && /^(new-device|new-netns|cidr|prefix)$/.test(type))),
  );
  return role && words[role.index];
}

/** Names that may have been meant. */
function known(
  role: WordRole | undefined,
  host: HostObservation | undefined,
  netns: string | undefined,
): readonly string[] {
  if (role?.type === 'netns') return (host?.namespaces ?? []).map(({ name }) => name).filter((name) => name !== '');
  if (role?.type !== 'device' && role?.type !== 'new-device') return [];
  return host?.namespaces.find(({ name }) => name === (netns ?? ''))?.links.map(({ name }) => name) ?? [];
}

/** That a cell was cut off, at its first line. */
export function cutOffProblems(run: CellRun): readonly Problem[] {
  if (!run.cutOff) return [];
  const at = run.script.statements[run.statements.length] ?? run.script.statements[0];
  if (!at) return [];
  const newline = run.script.source.indexOf('\n', at.start);
  const span = { start: at.start, end: newline < 0 ? at.end : Math.min(newline, at.end) };
  return [report('cut-off', span, {}, endlessPing(run, run.script.statements.indexOf(at)))];
}

/** A ping without a count goes on for ever. */
function endlessPing({ script }: CellRun, statement: number): readonly Fix[] {
  const [only, ...more] = analyseScript(script).filter(({ command }) => command.statement === statement);
  const part = only?.parts.at(-1);
  const name = part && only?.words[part.start];
  if (!only || !part || !name || more.length > 0 || !/^ping6?$/.test(part.program)) return [];
  if (only.words.slice(part.start).some(({ raw }) => /^-[a-zA-Z]*[cw]/.test(raw))) return [];
  return [{ kind: 'replace', text: `${name.raw} -c 4`, edits: [{ start: name.end, end: name.end, newText: ' -c 4' }] }];
}
