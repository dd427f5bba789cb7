// `npm run bench`: bundles each test/bench/*.bench.ts as the product is bundled and runs it in its own Node. `-- NAME` runs one;
// with CKA_NET_PROFILE=1 unminified, leaving .cache/bench/*.cpuprofile.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { spreadByAssign } from './build/spread-by-assign.mjs';
import { projectFolder } from './editor/paths.mjs';

const folder = path.join(projectFolder, 'test/bench');
const profile = process.env.CKA_NET_PROFILE === '1';
const wanted = process.argv.slice(2);
const names = (await readdir(folder)).filter((name) => name.endsWith('.bench.ts')).sort();

const flags = [
  '--expose-gc',
  ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${path.join(projectFolder, '.cache/bench')}`] : []),
];

// What the clusters are measured beside; CKA_NET_PEERS names another folder in which it is installed.
const peers = process.env.CKA_NET_PEERS ?? projectFolder;
if (existsSync(path.join(peers, 'node_modules/@ngrok/webernetes'))) {
  await build({
    stdin: { contents: "export { BaseImage, Cluster } from '@ngrok/webernetes';", resolveDir: peers },
    outfile: path.join(projectFolder, '.cache/bench/webernetes.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
}

for (const name of names) {
  const bench = name.slice(0, -'.bench.ts'.length);
  if (wanted.length > 0 && !wanted.includes(bench)) continue;
  const outfile = path.join(projectFolder, '.cache/bench', `${bench}.cjs`);
  await build({
    entryPoints: [path.join(folder, name)],
    outfile,
    bundle: true,
    minify: !profile,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: {
      turndown: path.join(projectFolder, 'scripts/build/turndown-shim.mjs'),
      // As in scripts/build.mjs: its ES module cannot do without import.meta.url.
      'web-tree-sitter': path.join(projectFolder, 'node_modules/web-tree-sitter/web-tree-sitter.cjs'),
    },
    plugins: [spreadByAssign],
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
  });
  console.log(`\n${bench}`);
  const { status } = spawnSync(process.execPath, [...flags, outfile], { cwd: projectFolder, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
