import type { WordPart } from '../../shell/ast-nodes';
import { NeedsShell, type Scope } from './expand';

export type Expression = Extract<WordPart, { type: 'ArithmeticExpansion' }>['expression']['expression'];

type Variables = Pick<Scope, 'get' | 'set'>;

/** The value of `$(( ))`: whole numbers of 64 bits are plain numbers here. */
export function arithmetic(node: Expression, scope: Variables): number {
  switch (node.type) {
    case 'ArithNumber':
      return node.value;
    case 'ArithVariable':
    case 'ArithSpecialVar':
      return numberOf(scope.get(node.name));
    case 'ArithGroup':
    case 'ArithNested':
      return arithmetic(node.expression, scope);
    case 'ArithUnary':
      return unary(node, scope);
    case 'ArithTernary':
      return arithmetic(node.condition, scope) !== 0
        ? arithmetic(node.consequent, scope)
        : arithmetic(node.alternate, scope);
    case 'ArithAssignment': {
      if (node.subscript || node.stringKey !== undefined) throw new NeedsShell();
      const right = arithmetic(node.value, scope);
      const old = numberOf(scope.get(node.variable));
      const value = node.operator === '=' ? right : binary(node.operator.slice(0, -1), old, right);
      scope.set(node.variable, String(value));
      return value;
    }
    case 'ArithBinary': {
      const left = arithmetic(node.left, scope);
      if (node.operator === '&&' && left === 0) return 0;
      if (node.operator === '||' && left !== 0) return 1;
      return binary(node.operator, left, arithmetic(node.right, scope));
    }
    default:
      throw new NeedsShell();
  }
}

function unary(node: Extract<Expression, { type: 'ArithUnary' }>, scope: Variables): number {
  const { operator, operand, prefix } = node;
  if (operator === '++' || operator === '--') {
    if (operand.type !== 'ArithVariable') throw new NeedsShell();
    const old = numberOf(scope.get(operand.name));
    const value = operator === '++' ? old + 1 : old - 1;
    scope.set(operand.name, String(value));
    return prefix ? value : old;
  }
  const value = arithmetic(operand, scope);
  if (operator === '-') return -value;
  if (operator === '!') return value === 0 ? 1 : 0;
  return operator === '~' ? ~value : value;
}

function binary(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return whole(a / nonZero(b));
    case '%':
      return a % nonZero(b);
    case '**':
      return a ** b;
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '&&':
      return Number(a !== 0 && b !== 0);
    case '||':
      return Number(a !== 0 || b !== 0);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case ',':
      return b;
    default:
      throw new NeedsShell();
  }
}

function whole(value: number): number {
  return value < 0 ? Math.ceil(value) : Math.floor(value);
}

function nonZero(value: number): number {
  if (value === 0) throw new NeedsShell();
  return value;
}

function numberOf(text: string | undefined): number {
  const value = Number(text ?? '0');
  return Number.isFinite(value) ? Math.trunc(value) : 0;
}
