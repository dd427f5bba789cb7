import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { roomsPlugin } from './scripts/lint/rooms.mjs';

const NODE_GLOBALS = ['process', 'Buffer', 'require', '__dirname', '__filename', 'global'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/', '.cache/', 'coverage/', '**/fixtures/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/require-await': 'off', // an interface may ask for a promise that one side has at once
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name: a default export has a different name in every importer.',
        },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'cka-net': roomsPlugin },
    rules: { 'cka-net/rooms': 'error', 'no-console': 'error' },
  },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/engine/**/*.ts', 'src/grammar/**/*.ts'],
    rules: {
      // The same notebook gives the same output every time, here and in a browser (ARCHITECTURE.md, rule 4).
      'no-restricted-globals': ['error', ...NODE_GLOBALS, 'setTimeout', 'setInterval', 'setImmediate', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: "Use the lab's seeded randomness." },
        { object: 'Date', property: 'now', message: "Use the lab's virtual clock." },
        { object: 'globalThis', property: 'process', message: 'The engine also runs in a browser worker.' },
      ],
      'no-restricted-imports': ['error', { paths: builtinModules.filter((name) => !name.startsWith('_')) }],
    },
  },
  // The shell's turn-giving and pacing: the only place of the engine that knows real time, so that a busy cell never blocks the editor.
  { files: ['src/engine/shell/host-turn.ts'], rules: { 'no-restricted-globals': ['error', ...NODE_GLOBALS] } },
  {
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], 'prefer-const': 'error', 'no-undef': 'off' },
  },
);
