// Builds dist/: `node scripts/build.mjs [--watch] [--dev] [--only=NAME,…] [--allow-missing]`.
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context, transform } from 'esbuild';
import { spreadByAssign } from './build/spread-by-assign.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** @type {{ version: string }} */
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const flags = new Set(process.argv.slice(2));
const watch = flags.has('--watch');
const dev = watch || flags.has('--dev');
const only = process.argv
  .find((arg) => arg.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

const shim = (/** @type {string} */ name) => path.join(root, 'scripts/build', name);
/** @type {import('esbuild').BuildOptions} */
const NODE = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  // In a CommonJS bundle import.meta.url is empty, which tree-sitter's ES module cannot do without under Node: take the other one.
  alias: {
    turndown: shim('turndown-shim.mjs'),
    'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs'),
  },
};
const BROWSER_EXTERNAL = ['module', 'fs/promises'];
/** @type {import('esbuild').BuildOptions} */
const BROWSER = {
  platform: 'browser',
  target: 'es2022',
  alias: { turndown: shim('turndown-shim.mjs'), 'node:zlib': shim('zlib-shim.mjs') },
  // web-tree-sitter asks for these behind `if (running under Node)`: left as they are, never reached in a browser.
  external: BROWSER_EXTERNAL,
};

/**
 * name → what esbuild needs; each becomes dist/NAME.js.
 * @type {Record<string, { entry: string, options: import('esbuild').BuildOptions }>}
 */
const BUNDLES = {
  extension: { entry: 'src/extension.ts', options: { ...NODE, external: ['vscode'] } },
  'extension.browser': {
    entry: 'src/extension.browser.ts',
    options: { ...BROWSER, format: 'cjs', external: ['vscode', ...BROWSER_EXTERNAL] },
  },
  renderer: { entry: 'src/notebook/renderer/index.ts', options: { ...BROWSER, format: 'esm' } },
  cli: { entry: 'src/cli/main.ts', options: { ...NODE, banner: { js: '#!/usr/bin/env node' } } },
};

/** The shell parser's two WebAssembly files, beside the bundles that read them. */
const ASSETS = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'];

/**
 * Lines that the watch task's problem matcher understands (.vscode/tasks.json).
 * @type {import('esbuild').Plugin}
 */
const reportForWatch = {
  name: 'report-for-watch',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`> ${location?.file ?? ''}:${location?.line ?? 0}:${location?.column ?? 0}: error: ${text}`);
      }
      console.log('[watch] build finished');
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  legalComments: 'none',
  logLevel: watch ? 'silent' : 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
  define: {
    'process.env.NODE_ENV': dev ? '"development"' : '"production"',
    __CKA_NET_VERSION__: JSON.stringify(version),
  },
  plugins: [spreadByAssign, ...(watch ? [reportForWatch] : [])],
};

/**
 * The bundles for Node as entry points with shared chunks, so that what is imported dynamically (the engine) is not even read before it is
 * needed: activation takes milliseconds. esbuild splits ES modules only; each piece is turned into CommonJS afterwards.
 * @param {[string, (typeof BUNDLES)[string]][]} bundles
 */
async function buildSplit(bundles) {
  const { outputFiles } = await build({
    ...COMMON,
    ...NODE,
    external: ['vscode'],
    entryPoints: bundles.map(([name, { entry }]) => ({ in: entry, out: name })),
    outdir: 'dist',
    chunkNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    write: false,
  });
  await Promise.all(
    outputFiles.map(async (file) => {
      const { banner } = BUNDLES[path.basename(file.path, '.js')]?.options ?? {};
      const { code } = await transform(file.text, {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        minify: true,
        supported: { 'dynamic-import': false },
        ...(banner?.js && { banner: banner.js }),
        logOverride: { 'empty-import-meta': 'silent' },
      });
      await writeFile(file.path, code);
    }),
  );
}

if (!only) await rm(path.join(root, 'dist'), { recursive: true, force: true });
await mkdir(path.join(root, 'dist'), { recursive: true });

const chosen = Object.entries(BUNDLES).filter(([name]) => !only || only.includes(name));
const present = chosen.filter(([, { entry }]) => existsSync(path.join(root, entry)));
if (present.length < chosen.length) {
  const missing = chosen.filter((bundle) => !present.includes(bundle)).map(([, { entry }]) => entry);
  const message = `build: no such entry point: ${missing.join(', ')}`;
  if (!flags.has('--allow-missing')) {
    console.error(message);
    process.exit(1);
  }
  console.warn(`${message} (left out)`);
}
const split = dev ? [] : present.filter(([, { options }]) => options.platform === 'node');
const single = present.filter((bundle) => !split.includes(bundle));
const optionsOf = (/** @type {(typeof BUNDLES)[string]} */ { entry, options }, /** @type {string} */ name) => ({
  ...COMMON,
  ...options,
  entryPoints: [entry],
  outfile: `dist/${name}.js`,
});

if (watch) {
  for (const [name, bundle] of single) await (await context(optionsOf(bundle, name))).watch();
} else {
  const started = Date.now();
  const jobs = single.map(async ([name, bundle]) => {
    await build(optionsOf(bundle, name));
  });
  if (split.length > 0) jobs.push(buildSplit(split));
  const results = await Promise.allSettled(jobs);
  if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1; // esbuild has already said what and where
  for (const name of (await readdir(path.join(root, 'dist'))).filter((each) => each.endsWith('.js')).sort()) {
    const { size } = await stat(path.join(root, 'dist', name));
    console.log(`dist/${name}  ${(size / 1024).toFixed(0)} kB`);
  }
  if (process.exitCode !== 1) console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

for (const asset of ASSETS) {
  const from = path.join(root, 'node_modules', asset);
  if (existsSync(from)) await copyFile(from, path.join(root, 'dist', path.basename(asset)));
}
if (existsSync(path.join(root, 'dist/cli.js'))) await chmod(path.join(root, 'dist/cli.js'), 0o755);
