import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { TOOLS } from '../../../../src/engine/tools/registry';
import { programOf } from '../../../conformance/programs/grammar/program';
import { runOn } from '../lab/lab-run';

/**
 * Whatever is typed, the shell ends: at once, or, when the command would go on for ever (`ping` without -c), soon after somebody interrupts it. No tool
 * may let a JavaScript error through.
 */
const PATIENCE_MS = 300;
/** Generous: other tests share the machine. */
const END_MS = 20_000;
const JAVASCRIPT_ERROR =
  /\b(TypeError|RangeError|ReferenceError|SyntaxError|Cannot read propert|is not a function|is not iterable|undefined is not|Maximum call stack)/;

async function endsQuietly(script: string): Promise<void> {
  const lab = await createLab('empty');
  const interrupt = new AbortController();
  const patience = setTimeout(() => interrupt.abort(), PATIENCE_MS);
  const started = Date.now();
  try {
    const { stdout, stderr } = await runOn(lab, script, { signal: interrupt.signal });
    expect(`${stdout}${stderr}`).not.toMatch(JAVASCRIPT_ERROR);
  } finally {
    clearTimeout(patience);
  }
  expect(Date.now() - started).toBeLessThan(END_MS);
}

const tool = fc.constantFrom(...TOOLS.keys());
const bytes = fc.uint8Array({ maxLength: 60 }).map((values) => String.fromCharCode(...values));
const odd = fc.constantFrom(
  ...[
    '-',
    '--',
    '-h',
    '--help',
    '-V',
    '',
    "''",
    '0',
    '-1',
    '99999999999',
    '1e9',
    '0x',
    '/',
    '*',
    '~',
    '10.0.0.1/24',
    'dev',
  ],
  ...[
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '한국',
    '\\',
    '%s%n',
    '$(',
    '$x',
    '{a,b}',
    'lo',
    '127.0.0.1',
  ],
);
const option = fc
  .tuple(fc.constantFrom('-', '--'), fc.string({ minLength: 1, maxLength: 3 }))
  .map((parts) => parts.join(''));
const toolCommand = fc
  .tuple(tool, fc.array(fc.oneof(odd, option, fc.string({ maxLength: 8 })), { maxLength: 6 }))
  .map(([name, words]) => [name, ...words].join(' '));
const typedCommand = fc.tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 30 })).map(([seed, at]) => {
  const program = programOf(seed);
  return program[at % program.length] ?? '';
});

/** A good command with a word left out, doubled, swapped, cut or replaced. */
const mutation = fc
  .tuple(fc.oneof(typedCommand, toolCommand), fc.nat({ max: 5 }), fc.nat({ max: 40 }), odd)
  .map(([command, kind, where, word]) => {
    const words = command.split(' ');
    const at = where % words.length;
    if (kind === 0) words.splice(at, 1);
    else if (kind === 1) words.splice(at, 0, words[at] ?? '');
    else if (kind === 2) words.splice(at, 1, word);
    else if (kind === 3) words.splice(at, 0, word);
    else if (kind === 4) words.splice(at, 1, (words[at] ?? '').slice(0, -1));
    else words.reverse();
    return words.join(' ');
  });

describe('any text as a command ends without an exception', () => {
  it('random bytes', async () => {
    await fc.assert(fc.asyncProperty(bytes, endsQuietly), { numRuns: 250 });
  });

  it('every tool with random words', async () => {
    await fc.assert(fc.asyncProperty(toolCommand, endsQuietly), { numRuns: 400 });
  });

  it('mutations of commands that make sense', async () => {
    await fc.assert(fc.asyncProperty(mutation, endsQuietly), { numRuns: 400 });
  });

  it('in heredocs, pipes and loops', async () => {
    const wrapped = fc
      .tuple(mutation, tool, fc.nat({ max: 6 }))
      .map(
        ([command, name, kind]) =>
          [
            `${name} <<EOF\n${command}\nEOF`,
            `${command} | ${name}`,
            `echo ${command} | ${name} -`,
            `for i in 1 2; do ${command}; done`,
            `ip -batch - <<'EOF'\n${command.replace(/^ip /, '')}\nEOF`,
            `iptables-restore <<EOF\n*filter\n${command}\nCOMMIT\nEOF`,
            `x=$(${command}); ${name} "$x"`,
          ][kind] ?? command,
      );
    await fc.assert(fc.asyncProperty(wrapped, endsQuietly), { numRuns: 250 });
  });
});
