import { classNumber, typeNumber, type DnsData, type DnsMessage, type DnsRecord } from '../../../packet/dns/message';
import { reply } from '../../../tools/dns-server/reply';
import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import { askedName, isLeftToServer, nameOfRequest, RCODE } from '../message';
import { labelsOf } from '../../../packet/dns/names';
import type { Plugin } from '../plugin';
import type { Request } from '../turn';
import { zoneName } from '../zones';

/** How a text is rewritten. */
type Rewriter =
  | { readonly how: 'regex'; readonly pattern: RegExp; readonly to: string }
  | { readonly how: 'remap'; readonly from: string; readonly to: string }
  | { readonly how: 'suffix'; readonly from: string; readonly to: string };

interface ResponseRule {
  readonly field: 'name' | 'value';
  readonly rewriter: Rewriter;
}

type Match = 'exact' | 'prefix' | 'suffix' | 'substring' | 'regex';

type Rule = { readonly mode: 'stop' | 'continue' } & (
  | { readonly type: 'name'; readonly match: Match; readonly from: string; readonly pattern: RegExp | undefined; readonly to: string; readonly auto: boolean; readonly answers: readonly ResponseRule[] } // prettier-ignore
  | { readonly type: 'type' | 'class'; readonly from: number; readonly to: number }
  | { readonly type: 'ttl'; readonly match: Match; readonly from: string; readonly pattern: RegExp | undefined; readonly least: number; readonly most: number } // prettier-ignore
  | { readonly type: 'nothing' }
);

/** The plugin rewrite: changes questions on their way in, and answers on their way out (plugin/rewrite). */
export const rewrite: Plugin<readonly Rule[]> = {
  name: 'rewrite',
  setup(c) {
    const rules: Rule[] = [];
    while (c.next()) {
      const args = c.remainingArgs();
      if (args.length < 2) while (c.nextBlock()) args.push(c.word());
      rules.push(ruleOf(c, args));
    }
    return [rules];
  },
  serve(rules, request, _turn, next) {
    let current = request;
    const responses: ResponseRule[] = [];
    const limits: { least: number; most: number }[] = [];
    for (const rule of rules) {
      const done = apply(rule, current, responses, limits);
      if (!done) continue;
      if (labelsOf(askedName(done)) === undefined)
        return { rcode: RCODE.serverFailure, error: `invalid name after rewrite: ${askedName(done)}`, by: 'rewrite' };
      current = done;
      if (rule.mode === 'stop') break;
    }
    if (current === request && responses.length === 0 && limits.length === 0) return next(request);
    const outcome = next(current);
    const written = isLeftToServer(outcome.rcode) || !outcome.message ? reply(current.message, { rcode: outcome.rcode }) : outcome.message; // prettier-ignore
    return { ...outcome, message: reverted(written, request, responses, limits), rcode: RCODE.success };
  },
};

function ruleOf(c: Controller, args: readonly string[]): Rule {
  const [first] = args;
  if (first === undefined) throw new CorefileError('no rule type specified for rewrite');
  const given = first.toLowerCase();
  const explicit = given === 'continue' || given === 'stop';
  if (explicit && args.length < 2) throw new CorefileError(`${given} rule must begin with a rule type`);
  const mode = given === 'continue' ? 'continue' : 'stop';
  const type = (explicit ? (args[1] ?? '') : first).toLowerCase();
  const rest = args.slice(explicit ? 2 : 1);
  switch (type) {
    case 'answer':
      throw new CorefileError('response rewrites must begin with a name rule');
    case 'name':
      return nameRule(c, mode, rest);
    case 'class':
    case 'type': {
      const [from = '', to = ''] = rest.map((word) => word.toUpperCase());
      if (rest.length !== 2) throw new CorefileError(`${type} rules must have exactly two arguments`);
      const number = (word: string): number => {
        const found = type === 'type' ? typeNumber(word) : classNumber(word);
        if (found === undefined) throw new CorefileError(`invalid ${type} ${JSON.stringify(word)}`);
        return found;
      };
      return { mode, type, from: number(from), to: number(to) };
    }
    case 'ttl':
      return ttlRule(c, mode, rest);
    case 'edns0':
      return { mode, type: 'nothing' };
    case 'cname':
    case 'rcode':
      throw new CorefileError(`cka-net: rewrite ${type} is not simulated yet`);
    default:
      throw new CorefileError(`invalid rule type ${JSON.stringify(first)}`);
  }
}

const MATCHES: ReadonlySet<string> = new Set(['exact', 'prefix', 'suffix', 'substring', 'regex']);

function compiled(c: Controller, from: string, to: string): RegExp {
  const pattern = c.regex(from);
  if (!pattern) throw new CorefileError(`invalid regex matching pattern: ${from}`);
  const used = new Set([...to.matchAll(/\{(\d{1,3})\}/g)].map(([, index]) => index)).size;
  const groups = (new RegExp(`${pattern.source}|`).exec('')?.length ?? 1) - 1;
  if (used > groups)
    throw new CorefileError(`the rewrite regex pattern (${to}) uses more subexpressions than its corresponding matching regex pattern (${from})`); // prettier-ignore
  return pattern;
}

function nameRule(c: Controller, mode: Rule['mode'], args: readonly string[]): Rule {
  if (args.length < 2) throw new CorefileError('too few arguments for a name rule');
  const [first = '', second = '', third = '', ...more] = args;
  const match = args.length === 2 ? 'exact' : first.toLowerCase();
  if (!MATCHES.has(match))
    throw new CorefileError(`name rule supports only exact, prefix, suffix, substring, and regex name matching, received: ${match}`); // prettier-ignore
  const [rawFrom, rawTo] = args.length === 2 ? [first, second] : [second, third];
  const regex = match === 'regex';
  const from = regex ? rawFrom : zoneName(rawFrom);
  const parsed = more.length > 0 ? answerRules(c, match, more) : { auto: false, rules: [] };
  const pattern = regex ? compiled(c, rawFrom, rawTo) : undefined;
  return {
    mode,
    type: 'name',
    match: match as Match,
    // A prefix and a part of a name have no last dot in a name.
    from: match === 'prefix' || match === 'substring' ? rawFrom.toLowerCase() : from,
    pattern,
    to: match === 'prefix' || match === 'substring' ? rawTo.toLowerCase() : zoneName(rawTo),
    auto: parsed.auto || match === 'exact',
    answers: parsed.rules,
  };
}

function answerRules(
  c: Controller,
  match: string,
  args: readonly string[],
): { readonly auto: boolean; readonly rules: readonly ResponseRule[] } {
  if (args.length < 2) throw new CorefileError(`invalid arguments for ${match} rule`);
  const rules: ResponseRule[] = [];
  let auto = false;
  let last = '';
  for (let at = 0; at < args.length;) {
    if (last === '' && args[at] !== 'answer')
      throw new CorefileError(`exceeded the number of arguments for a non-answer rule argument for ${match} rule`);
    if (args[at] === 'answer') at++;
    const kind = args[at++];
    if (kind === undefined) throw new CorefileError(`type missing for answer rule for ${match} rule`);
    last = kind;
    if (kind === 'auto') {
      auto = true;
      continue;
    }
    if (kind !== 'name' && kind !== 'value')
      throw new CorefileError(`invalid type ${JSON.stringify(kind)} for answer rule for ${match} rule`);
    const [from, to] = [args[at], args[at + 1]];
    if (from === undefined || to === undefined)
      throw new CorefileError(`${kind} answer rule for ${match} rule: 2 arguments required`);
    rules.push({ field: kind, rewriter: { how: 'regex', pattern: compiled(c, from, to), to: zoneName(to) } });
    at += 2;
  }
  if (auto && rules.some(({ field }) => field === 'name'))
    throw new CorefileError('auto name answer rule cannot be combined with explicit name anwer rules');
  return { auto, rules };
}

function ttlRule(c: Controller, mode: Rule['mode'], args: readonly string[]): Rule {
  if (args.length < 2) throw new CorefileError(`too few (${args.length}) arguments for a ttl rule`);
  if (args.length > 3) throw new CorefileError('many few arguments for a ttl rule');
  const match = args.length === 3 ? (args[0] ?? '').toLowerCase() : 'exact';
  const text = args.at(-1) ?? '';
  const [, low, dash, high] = /^(\d*)(-?)(\d*)$/.exec(text) ?? [];
  const valid = low !== undefined && text !== '' && text !== '-' && (low === '' || high === '' || Number(low) <= Number(high)); // prettier-ignore
  if (!valid) throw new CorefileError(`invalid TTL '${text}' for a ttl rule`);
  if (!MATCHES.has(match))
    throw new CorefileError('ttl rule supports only exact, prefix, suffix, substring, and regex name matching');
  const name = args.length === 3 ? (args[1] ?? '') : (args[0] ?? '');
  const pattern = match === 'regex' ? c.regex(name) : undefined;
  if (match === 'regex' && !pattern) throw new CorefileError(`invalid regex pattern in a ttl rule: ${name}`);
  const least = low === '' ? 0 : Number(low);
  const most = dash === '' ? least : high === '' ? 2147483647 : Number(high);
  return { mode, type: 'ttl', match: match as Match, from: zoneName(name), pattern, least, most };
}

/** The request as a rule makes it; undefined when the rule is not for it. */
function apply(
  rule: Rule,
  request: Request,
  responses: ResponseRule[],
  limits: { least: number; most: number }[],
): Request | undefined {
  const [question] = request.message.questions;
  if (!question) return undefined;
  const asking = (changed: typeof question): Request => ({ ...request, message: { ...request.message, questions: [changed] } }); // prettier-ignore
  switch (rule.type) {
    case 'type':
      return question.type === rule.from ? asking({ ...question, type: rule.to }) : undefined;
    case 'class':
      return question.class === rule.from ? asking({ ...question, class: rule.to }) : undefined;
    case 'ttl':
      if (!fits(rule, nameOfRequest(request))) return undefined;
      limits.push(rule);
      return request;
    case 'nothing':
      return undefined;
    case 'name': {
      const name = nameOfRequest(request);
      const to = renamed(rule, name);
      if (to === undefined) return undefined;
      if (rule.auto) {
        const rewriter: Rewriter =
          rule.match === 'suffix'
            ? { how: 'suffix', from: rule.to, to: rule.from }
            : { how: 'remap', from: to, to: name };
        responses.push({ field: 'name', rewriter }, { field: 'value', rewriter });
      }
      responses.push(...rule.answers);
      return asking({ ...question, name: to });
    }
  }
}

function fits(
  { match, from, pattern }: { match: Match; from: string; pattern: RegExp | undefined },
  name: string,
): boolean {
  switch (match) {
    case 'exact':
      return name === from;
    case 'prefix':
      return name.startsWith(from);
    case 'suffix':
      return name.endsWith(from);
    case 'substring':
      return name.includes(from);
    case 'regex':
      return pattern?.test(name) ?? false;
  }
}

function renamed(rule: Extract<Rule, { type: 'name' }>, name: string): string | undefined {
  if (!fits(rule, name)) return undefined;
  switch (rule.match) {
    case 'exact':
      return rule.to;
    case 'prefix':
      return rule.to + name.slice(rule.from.length);
    case 'suffix':
      return name.slice(0, name.length - rule.from.length) + rule.to;
    case 'substring':
      return name.replaceAll(rule.from, rule.to);
    case 'regex':
      return rule.pattern && withGroups(rule.pattern, name, rule.to);
  }
}

function withGroups(pattern: RegExp, text: string, to: string): string {
  const match = pattern.exec(text);
  if (!match) return text;
  return [...match].reduce((result, value, index) => result.replaceAll(`{${index}}`, value ?? ''), to);
}

function rewritten(rewriter: Rewriter, text: string): string {
  switch (rewriter.how) {
    case 'regex':
      return withGroups(rewriter.pattern, text, rewriter.to);
    case 'remap':
      if (text === rewriter.from) return rewriter.to;
      return text.endsWith(`.${rewriter.from}`)
        ? text.slice(0, text.length - rewriter.from.length) + rewriter.to
        : text;
    case 'suffix':
      return text.endsWith(rewriter.from) ? text.slice(0, text.length - rewriter.from.length) + rewriter.to : text;
  }
}

/** The answer as the client expects it: with its own question, and names as the rules turn them back. */
function reverted(
  message: DnsMessage,
  request: Request,
  responses: readonly ResponseRule[],
  limits: readonly { least: number; most: number }[],
): DnsMessage {
  const backwards = [...responses].reverse();
  const change = (record: DnsRecord): DnsRecord => {
    let { name, data } = record;
    for (const { field, rewriter } of backwards) {
      if (field === 'name') name = rewritten(rewriter, name);
      else data = withValue(data, (value) => rewritten(rewriter, value));
    }
    const ttl = limits.reduce((seconds, { least, most }) => Math.min(Math.max(seconds, least), most), record.ttl);
    return { ...record, name, data, ttl };
  };
  return {
    ...message,
    questions: request.message.questions,
    answers: message.answers.map(change),
    authorities: message.authorities.map(change),
    additionals: message.additionals.map(change),
  };
}

function withValue(data: DnsData, change: (value: string) => string): DnsData {
  switch (data.type) {
    case 'CNAME':
    case 'NS':
    case 'PTR':
    case 'DNAME':
    case 'SRV':
      return { ...data, target: change(data.target) };
    case 'MX':
      return { ...data, exchange: change(data.exchange) };
    default:
      return data;
  }
}
