import { fieldErrorBody } from './validation/field-error-text';
import { labelKey, labelValue } from './validation/names';
import type { Json, JsonObject } from './object';

type Labels = Readonly<Record<string, string>>;

type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

export interface LabelRequirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** A label selector's text is wrong. */
export class SelectorError extends Error {}

/**
 * Parses a label selector as `kubectl -l` and lists take it (apimachinery's pkg/labels/selector.go). Throws SelectorError with the real
 * words.
 */
export function parseLabelSelector(text: string): readonly LabelRequirement[] {
  return new Parser(tokens(text)).parse();
}

/** Whether labels meet every requirement. */
export function matchesLabels(requirements: readonly LabelRequirement[], labels: Labels = {}): boolean {
  return requirements.every((requirement) => meets(requirement, labels));
}

/** Whether labels meet a meta/v1 LabelSelector as it stands in an object; an empty one is met by all. */
export function matchesLabelSelector(selector: JsonObject, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = selector as {
    readonly matchLabels?: Labels;
    readonly matchExpressions?: readonly {
      readonly key: string;
      readonly operator: string;
      readonly values?: readonly string[];
    }[];
  };
  const equal = Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const known = EXPRESSION_OPERATORS.get(operator);
      return known !== undefined && meets({ key, operator: known, values }, labels);
    })
  );
}

const EXPRESSION_OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
]);

function meets({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt': {
      if (value === undefined || !/^[-+]?\d+$/.test(value)) return false;
      return operator === 'gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0]);
    }
  }
}

interface Token {
  readonly kind:
    'identifier' | 'end' | 'error' | '!' | '!=' | '==' | '=' | '>' | '<' | '(' | ')' | ',' | 'in' | 'notin';
  readonly text: string;
}

const SPECIAL = '=!(),><';
const SYMBOLS: ReadonlySet<string> = new Set(['!', '!=', '==', '=', '>', '<', '(', ')', ',']);

function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (' \t\r\n'.includes(char)) {
      at++;
      continue;
    }
    const start = at;
    if (SPECIAL.includes(char)) {
      const two = text.slice(at, at + 2);
      const symbol = SYMBOLS.has(two) ? two : char;
      at += symbol.length;
      found.push({ kind: symbol as Token['kind'], text: symbol });
      continue;
    }
    while (at < text.length && !SPECIAL.includes(text.charAt(at)) && !' \t\r\n'.includes(text.charAt(at))) at++;
    const word = text.slice(start, at);
    found.push({ kind: word === 'in' || word === 'notin' ? word : 'identifier', text: word });
  }
  return [...found, { kind: 'end', text: '' }];
}

class Parser {
  private at = 0;

  constructor(private readonly items: readonly Token[]) {}

  parse(): readonly LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    for (;;) {
      const { kind, text } = this.peek();
      if (kind === 'end') break;
      if (kind !== 'identifier' && kind !== '!') {
        throw new SelectorError(`found '${text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.requirement());
      const next = this.take();
      if (next.kind === 'end') break;
      if (next.kind !== ',') throw new SelectorError(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.peek();
      if (after.kind !== 'identifier' && after.kind !== '!') {
        throw new SelectorError(`found '${after.text}', expected: identifier after ','`);
      }
    }
    return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  /** `in` and `notin` are operators only where an operator may stand. */
  private peek(asOperator = false): Token {
    const token = this.items[this.at] ?? { kind: 'end', text: '' };
    return !asOperator && (token.kind === 'in' || token.kind === 'notin') ? { ...token, kind: 'identifier' } : token;
  }

  private take(asOperator = false): Token {
    const token = this.peek(asOperator);
    this.at++;
    return token;
  }

  private requirement(): LabelRequirement {
    let token = this.take();
    const not = token.kind === '!';
    if (not) token = this.take();
    if (token.kind !== 'identifier') fail(`found '${token.text}', expected: identifier`);
    const key = token.text;
    const problems = labelKey(key);
    if (problems.length > 0) fail(`<nil>: ${invalidText(key, problems.join('; '))}`);
    const { kind } = this.peek();
    if (not) return checked({ key, operator: '!', values: [] });
    if (kind === 'end' || kind === ',') return checked({ key, operator: 'exists', values: [] });
    const operator = this.operator();
    const values = operator === 'in' || operator === 'notin' ? this.values() : [this.exactValue()];
    return checked({ key, operator, values: [...new Set(values)].sort() });
  }

  private operator(): Operator {
    const { kind, text } = this.take(true);
    if (kind === '>') return 'gt';
    if (kind === '<') return 'lt';
    if (kind === 'in' || kind === 'notin' || kind === '=' || kind === '==' || kind === '!=') return kind;
    return fail(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
  }

  private values(): string[] {
    const open = this.take();
    if (open.kind !== '(') fail(`found '${open.text}' expected: '('`);
    const first = this.peek();
    if (first.kind === ')') {
      this.take();
      return [''];
    }
    if (first.kind !== 'identifier' && first.kind !== ',') {
      fail(`found '${first.text}', expected: ',', ')' or identifier`);
    }
    const list = this.identifiers();
    if (this.take().kind !== ')') fail(`found '${first.text}', expected: ')'`);
    return list;
  }

  private identifiers(): string[] {
    const list: string[] = [];
    for (;;) {
      const { kind, text } = this.take();
      const next = this.peek();
      if (kind === 'identifier') {
        list.push(text);
        if (next.kind === ')') return list;
        if (next.kind !== ',') fail(`found '${next.text}', expected: ',' or ')'`);
      } else if (kind === ',') {
        if (list.length === 0) list.push('');
        if (next.kind === ')') return [...list, ''];
        if (next.kind === ',') list.push('');
      } else fail(`found '${text}', expected: ',', or identifier`);
    }
  }

  private exactValue(): string {
    const { kind } = this.peek();
    if (kind === 'end' || kind === ',') return '';
    const token = this.take();
    if (token.kind !== 'identifier') fail(`found '${token.text}', expected: identifier`);
    return token.text;
  }
}

function fail(message: string): never {
  throw new SelectorError(`unable to parse requirement: ${message}`);
}

/** NewRequirement: what the grammar does not say. */
function checked(requirement: LabelRequirement): LabelRequirement {
  const { key, operator, values } = requirement;
  const errors: string[] = [];
  if ((operator === 'gt' || operator === 'lt') && !/^[-+]?\d+$/.test(values[0] ?? '')) {
    const detail = "for 'Gt', 'Lt' operators, the value must be an integer";
    errors.push(`values[0]: ${invalidText(values[0] ?? '', detail)}`);
  }
  values.forEach((value, index) => {
    const problems = labelValue(value);
    if (problems.length > 0) errors.push(`values[${index}][${key}]: ${invalidText(value, problems.join('; '))}`);
  });
  if (errors.length > 0) fail(errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`);
  return requirement;
}

function invalidText(value: Json, detail: string): string {
  return fieldErrorBody({ type: 'FieldValueInvalid', field: '', value, detail });
}
