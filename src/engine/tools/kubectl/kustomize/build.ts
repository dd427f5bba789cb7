import type { Process } from '../../tool';
import { CommandError } from '../errors/errors';
import { isMap, listAt, mapAt, textAt, type ApiObject } from '../json/types';
import { readYaml } from '../json/yaml-read';
import { yamlText } from '../json/yaml-print';
import { normal } from '../kubeconfig/files';
import { manifestsIn } from '../resources/files';
import { generated } from './generators';
import { inLegacyOrder } from './order';
import { patched } from './patches';
import { withReferences } from './references';
import { addLabels, inNamespace, renamed, withAnnotations, withImages, withReplicas } from './transform';

/** One resource on its way: its object and the name it had in its file, by which others refer to it. */
export interface Resource {
  readonly object: ApiObject;
  readonly original: string;
  /** The name ends with a hash of the content. */
  readonly hashed?: boolean;
}

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Fields of a kustomization that the simulator knows. */
const KNOWN = new Set(
  'apiVersion kind metadata resources bases namespace namePrefix nameSuffix commonLabels labels commonAnnotations images replicas configMapGenerator secretGenerator generatorOptions patches patchesStrategicMerge patchesJson6902 buildMetadata'.split(
    ' ',
  ),
);
/** Fields that are real, but not built. */
const UNBUILT = new Set(
  'components crds generators helmCharts helmGlobals openapi replacements sortOptions transformers validators vars configurations'.split(
    ' ',
  ),
);

/** `kubectl kustomize FOLDER`, and what -k applies: documents of YAML. `warn` gets what is deprecated. Throws CommandError. */
export function buildKustomization(process: Process, folder: string, warn?: (text: string) => void): string {
  const path = folder.startsWith('/') ? normal(folder) : normal(`${process.cwd}/${folder}`);
  if (!process.files.exists(path) || !process.files.isDirectory(path))
    throw new CommandError(`must build at directory: ${missing(folder, path)}`);
  const resources = build(process, path, warn ?? ((text) => process.err(text)));
  return withReferences(inLegacyOrder(resources))
    .map(({ object }) => yamlText(object))
    .join('---\n');
}

function missing(folder: string, path: string): string {
  return `not a valid directory: evalsymlink failure on '${folder}' : lstat ${path}: no such file or directory`;
}

function build(process: Process, folder: string, warn: (text: string) => void): readonly Resource[] {
  const file = FILES.map((name) => `${folder}/${name}`).find((path) => process.files.exists(path));
  if (file === undefined)
    throw new CommandError(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  const value = readYaml(process.files.read(file), 'invalid Kustomization: ');
  const kustomization = isMap(value) ? value : {};
  for (const field of Object.keys(kustomization)) {
    if (UNBUILT.has(field)) throw new CommandError(`cka-net: ${field} of a kustomization is not simulated yet`);
    if (!KNOWN.has(field))
      throw new CommandError(`invalid Kustomization: json: unknown field ${JSON.stringify(field)}`);
  }
  for (const [field, instead] of [
    ['commonLabels', 'labels'],
    ['bases', 'resources'],
    ['patchesStrategicMerge', 'patches'],
    ['patchesJson6902', 'patches'],
  ] as const)
    if (kustomization[field] !== undefined)
      warn(
        `# Warning: '${field}' is deprecated. Please use '${instead}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
      );
  const named = [...listAt(kustomization, 'resources'), ...listAt(kustomization, 'bases')];
  let resources: readonly Resource[] = named.flatMap((entry) =>
    resourcesAt(process, folder, typeof entry === 'string' ? entry : '', warn),
  );
  resources = [...resources, ...generated(process, folder, kustomization)];
  resources = patched(process, folder, kustomization, resources);
  const namespace = textAt(kustomization, 'namespace');
  if (namespace !== '') resources = resources.map((one) => inNamespace(one, namespace));
  const [prefix, suffix] = [textAt(kustomization, 'namePrefix'), textAt(kustomization, 'nameSuffix')];
  if (prefix !== '' || suffix !== '') resources = resources.map((one) => renamed(one, prefix, suffix));
  resources = addLabels(resources, mapAt(kustomization, 'commonLabels'), { selectors: true, templates: true });
  for (const entry of listAt(kustomization, 'labels'))
    resources = addLabels(resources, mapAt(entry, 'pairs'), {
      selectors: isMap(entry) && entry.includeSelectors === true,
      templates: isMap(entry) && (entry.includeTemplates === true || entry.includeSelectors === true),
    });
  resources = withAnnotations(resources, mapAt(kustomization, 'commonAnnotations'));
  resources = withImages(resources, listAt(kustomization, 'images'));
  return withReplicas(resources, listAt(kustomization, 'replicas'));
}

/** A file, or the folder of another kustomization. */
function resourcesAt(
  process: Process,
  folder: string,
  entry: string,
  warn: (text: string) => void,
): readonly Resource[] {
  if (/^(https?:|git@|github\.com)/.test(entry))
    throw new CommandError(`cka-net: the remote resource ${entry} of a kustomization is not simulated yet`);
  const path = normal(`${folder}/${entry}`);
  if (!process.files.exists(path)) {
    const failure = `evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`;
    throw new CommandError(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': ${failure}': must build at directory: not a valid directory: ${failure}`,
    );
  }
  if (process.files.isDirectory(path)) return build(process, path, warn);
  return [...manifestsIn(process.files.read(path), path, true)].map((found): Resource => {
    if ('error' in found) throw found.error;
    const { object } = found.manifest;
    return { object, original: textAt(object, 'metadata', 'name') };
  });
}
