import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../scripts/editor/paths.mjs';

// The project's own configuration; only the type-aware rules are off, because these files do not exist.
const eslint = new ESLint({
  cwd: projectFolder,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { rules: { '@typescript-eslint/no-unused-vars': 'off', '@typescript-eslint/switch-exhaustiveness-check': 'off' } },
  ],
});

/** What lint says about `code` if it were the file src/`file`. */
async function problems(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(projectFolder, 'src', file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

describe('imports point one way', () => {
  it.each([
    ['engine/packet/frame.ts', '../kernel/world'],
    ['engine/state/cow-map.ts', '../kernel/world'],
    ['engine/walk/step.ts', '../kernel/world'],
    ['engine/kernel/fib.ts', '../shell/session'],
    ['engine/kernel/fib.ts', '../tools/ip/route'],
    ['engine/kernel/link/veth.ts', '../../lab/lab'],
    ['engine/shell/session.ts', '../tools/registry'],
    ['engine/tools/ip/route.ts', '../../lab/lab'],
    ['engine/tools/ip/route.ts', '../../kubernetes/api'],
    ['engine/kubernetes/api/index.ts', '../../lab/lab'],
    ['engine/tools/ip/route.ts', '../../index'],
    ['engine/lab/lab.ts', '../../grammar/explain'],
    ['grammar/explain.ts', '../language/hover'],
    ['cli/main.ts', '../extension'],
    ['notebook/kernel.vscode.ts', '../extension'],
  ])('src/%s must not import %s', async (file, target) => {
    expect(await problems(file, `import { x } from '${target}';\nexport const y = x;\n`)).toEqual([
      expect.stringMatching(/^cka-net\/rooms: .* must not import /),
    ]);
  });

  it.each([
    ['engine/kernel/fib.ts', '../packet/address'],
    ['engine/packet/frame.ts', '../packet/address'],
    ['engine/kernel/world.ts', '../walk/step'],
    ['engine/tools/ip/route.ts', '../../kernel/netlink'],
    ['engine/tools/ip/route.ts', '../grammar/types'],
    ['engine/lab/lab.ts', '../shell/session'],
    ['engine/index.ts', './lab/lab'],
    ['grammar/explain.ts', '../engine'],
    ['grammar/explain.ts', '../engine/tools/grammar/types'],
    ['language/hover.ts', '../grammar/explain'],
    ['cli/lint.ts', '../language/diagnostics'],
    ['extension.ts', './notebook/serializer.vscode'],
  ])('src/%s may import %s', async (file, target) => {
    expect(await problems(file, `import { x } from '${target}';\nexport const y = x;\n`)).toEqual([]);
  });

  it('lets the shell see the contract of a program, but only its types', async () => {
    expect(
      await problems('engine/shell/process.ts', "import type { Tool } from '../tools/tool';\nexport type T = Tool;\n"),
    ).toEqual([]);
    expect(
      await problems('engine/shell/process.ts', "import { Tool } from '../tools/tool';\nexport const t = Tool;\n"),
    ).toHaveLength(1);
  });

  it('also looks at re-exports, dynamic imports and import types', async () => {
    expect(await problems('engine/kernel/a.ts', "export { x } from '../lab/lab';\n")).toHaveLength(1);
    expect(await problems('engine/kernel/a.ts', "export * from '../lab/lab';\n")).toHaveLength(1);
    expect(await problems('engine/kernel/a.ts', "export const x = () => import('../lab/lab');\n")).toHaveLength(1);
    expect(await problems('engine/kernel/a.ts', "export type X = import('../lab/lab').Lab;\n")).not.toEqual([]);
  });
});

describe('the outside world stays outside', () => {
  const use = (name: string) => `import * as outside from '${name}';\nexport const x = outside;\n`;

  it.each(['notebook/format.ts', 'language/hover.ts', 'cli/main.ts', 'engine/index.ts', 'grammar/a.vscode.ts'])(
    'src/%s must not import vscode',
    async (file) => {
      expect(await problems(file, use('vscode'))).toEqual([expect.stringMatching(/Only \*\.vscode\.ts/)]);
    },
  );

  it.each(['notebook/serializer.vscode.ts', 'extension.ts', 'extension.browser.ts'])('src/%s may', async (file) => {
    expect(await problems(file, use('vscode'))).toEqual([]);
  });

  it('keeps Node out of the engine and the grammar, with and without the prefix', async () => {
    expect(await problems('engine/kernel/a.ts', use('node:fs'))).toHaveLength(1);
    expect(await problems('grammar/a.ts', use('fs'))).toHaveLength(1);
    expect(await problems('cli/a.ts', use('node:fs'))).toEqual([]);
  });

  it.each(['Math.random()', 'Date.now()', 'setTimeout(() => undefined, 1)', 'process.env', 'performance.now()'])(
    'keeps %s out of the engine',
    async (expression) => {
      expect(await problems('engine/kernel/a.ts', `export const x = ${expression};\n`)).toHaveLength(1);
    },
  );
});

describe('the house style', () => {
  it.each([
    ['default exports', 'export default 1;\n', 'no-restricted-syntax'],
    ['any', 'export const x: any = 1;\n', '@typescript-eslint/no-explicit-any'],
    [
      'values imported for their type',
      "import { X } from './x';\nexport type Y = X;\n",
      '@typescript-eslint/consistent-type-imports',
    ],
    ['console', 'console.log(1);\n', 'no-console'],
    ['@ts-ignore', '// @ts-ignore\nexport const x = 1;\n', '@typescript-eslint/ban-ts-comment'],
    ['eval', "export const x = eval('1');\n", 'no-eval'],
  ])('refuses %s', async (_what, code, rule) => {
    const found = await problems('language/a.ts', code);
    expect(found.map((problem) => problem.split(':')[0])).toContain(rule);
  });

  it('refuses to be switched off by a comment', async () => {
    const code = '/* eslint-disable no-console */\nconsole.log(1);\n';
    expect((await problems('language/a.ts', code)).some((problem) => problem.startsWith('no-console'))).toBe(true);
  });

  it('lets the command line print', async () => {
    expect(await problems('cli/a.ts', 'console.log(1);\n')).toEqual([]);
  });

  it('checks types: a promise nobody waits for', async () => {
    const withTypes = new ESLint({ cwd: projectFolder });
    const file = path.join(projectFolder, 'src/engine/state/epoch.ts');
    const [result] = await withTypes.lintText('export function f() {\n  Promise.resolve(1);\n}\n', { filePath: file });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('@typescript-eslint/no-floating-promises');
  }, 120_000);
});
