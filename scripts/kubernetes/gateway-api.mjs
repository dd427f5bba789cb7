// Writes the definitions of the Gateway API's standard channel: `node scripts/kubernetes/gateway-api.mjs GIT`, with the git directory of
// kubernetes-sigs/gateway-api. Descriptions are left out, and a version with the schema of another names that one: the extension must stay small.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const RELEASE = 'v1.4.1';
const FOLDER = 'config/crd/standard';
const [git = ''] = process.argv.slice(2);
const read = (/** @type {string[]} */ ...args) =>
  execFileSync('git', [`--git-dir=${git}`, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });

/** @typedef {{ name: string, schema: unknown }} Version */

const files = read('ls-tree', '--name-only', RELEASE, `${FOLDER}/`)
  .split('\n')
  .filter((file) => path.basename(file).startsWith('gateway.networking.k8s.io_'));
const definitions = files.map((file) => {
  const { status: _, ...definition } = parse(read('show', `${RELEASE}:${file}`));
  /** @type {Version[]} */
  const versions = withoutDescriptions(definition.spec.versions);
  /** @type {Map<string, string>} */
  const seen = new Map();
  const shared = versions.map((version) => {
    const text = JSON.stringify(version.schema);
    const same = seen.get(text);
    if (same === undefined) seen.set(text, version.name);
    return same === undefined ? version : { ...version, schema: same };
  });
  return { ...definition, spec: { ...definition.spec, versions: shared } };
});

/**
 * @param {any} value
 * @returns {any}
 */
function withoutDescriptions(value) {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => key !== 'description' || typeof item !== 'string');
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutDescriptions(item)]));
}

const out = path.resolve(import.meta.dirname, '../../src/engine/kubernetes/addons/gateway-api.json');
writeFileSync(out, `[\n${definitions.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
