// `npm run test:desktop`: the Node suites in a desktop VS Code, which @vscode/test-electron downloads: for machines with the internet.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { cacheFolder, notebooksFolder, projectFolder } from './paths.mjs';
import { bundleSuites } from './suites.mjs';

const built = spawnSync(process.execPath, [path.join(projectFolder, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const extensionTestsPath = await bundleSuites('node');
const workspace = await mkdtemp(path.join(cacheFolder, 'workspace-'));
await cp(notebooksFolder, workspace, { recursive: true });
try {
  process.exitCode = await runTests({
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error('When VS Code cannot be downloaded here, `npm run test:vscode` runs the same suites in a served one.');
  process.exitCode = 1;
} finally {
  await rm(workspace, { recursive: true, force: true });
}
