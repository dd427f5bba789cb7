const INTEGER_OPERATORS = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);
const BINARY_OPERATORS = new Set([...INTEGER_OPERATORS, '=', '==', '!=', '<', '>', '-nt', '-ot', '-ef', '-a', '-o']);
const UNARY_OPERATORS = /^(?:!|\(|-[a-zA-Z])$/;

/**
 * What bash says when `test` or `[` cannot make sense of its operands, which just-bash refuses in silence or in other words; undefined when
 * nothing is wrong with them. `args` are the command's name and operands.
 */
export function testProblem([name = '[', ...words]: readonly string[]): string | undefined {
  if (name === '[' && words.at(-1) !== ']') return "bash: [: missing `]'\n";
  const operands = name === '[' ? words.slice(0, -1) : words;
  const problem = problemOf(operands[0] === '!' ? operands.slice(1) : operands);
  return problem === undefined ? undefined : `bash: ${name}: ${problem}\n`;
}

function problemOf(operands: readonly string[]): string | undefined {
  const [first = '', second = ''] = operands;
  if (operands.length === 2 && !UNARY_OPERATORS.test(first)) return `${first}: unary operator expected`;
  if (operands.length === 3 && !BINARY_OPERATORS.has(second) && !UNARY_OPERATORS.test(first)) {
    return `${second}: binary operator expected`;
  }
  for (const [index, operator] of operands.entries()) {
    if (!INTEGER_OPERATORS.has(operator)) continue;
    const bad = [operands[index - 1], operands[index + 1]].find((word) => word !== undefined && !isInteger(word));
    if (bad !== undefined) return `${bad}: integer expression expected`;
  }
  return operands.length > 4 && !operands.some((word) => word === '-a' || word === '-o')
    ? 'too many arguments'
    : undefined;
}

function isInteger(word: string): boolean {
  return /^\s*[-+]?\d+\s*$/.test(word);
}
