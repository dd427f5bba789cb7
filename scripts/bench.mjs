// `npm run bench`: bundles each test/bench/*.bench.ts as the product is bundled and runs it in its own Node. `-- NAME` runs one.
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from './editor/paths.mjs';

const folder = path.join(projectFolder, 'test/bench');
const wanted = process.argv.slice(2);
const names = (await readdir(folder)).filter((name) => name.endsWith('.bench.ts')).sort();

for (const name of names) {
  const bench = name.slice(0, -'.bench.ts'.length);
  if (wanted.length > 0 && !wanted.includes(bench)) continue;
  const outfile = path.join(projectFolder, '.cache/bench', `${bench}.cjs`);
  await build({
    entryPoints: [path.join(folder, name)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { turndown: path.join(projectFolder, 'scripts/build/turndown-shim.mjs') },
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
  });
  console.log(`\n${bench}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', outfile], { cwd: projectFolder, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
