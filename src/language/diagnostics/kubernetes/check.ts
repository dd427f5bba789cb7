import type { LabView } from '../../lab/lab-view';
import { embeddedYaml } from '../../manifest/here-documents';
import { readManifests, type Manifest } from '../../manifest/manifest';
import type { ShellScript } from '../../syntax/shell-script';
import type { CellText } from '../cell';
import type { Problem } from '../problem';
import { corefileProblems } from './corefile-rules';
import { objectProblems } from './object-rules';
import { policyProblems } from './policy-rules';
import { rangeProblems, rangeWordProblems } from './range-rules';
import { httpProblems } from './route-rules';
import { serviceProblems } from './service-rules';
import { surroundings, type Surroundings } from './shapes';

/** Manifests by their text: a keystroke changes one of many. */
const read = new Map<string, readonly Manifest[]>();
const MOST_READ = 300;

/** The manifests of a cell: all of it, or what its here-documents hold. */
export function manifestsOf(cell: CellText, script: ShellScript): readonly Manifest[] {
  const key = `${cell.yaml ? 'yaml' : 'sh'}\n${cell.source}`;
  const known = read.get(key);
  if (known) return known;
  if (read.size >= MOST_READ) read.clear();
  const found = readCell(cell, script);
  read.set(key, found);
  return found;
}

function readCell(cell: CellText, script: ShellScript): readonly Manifest[] {
  if (cell.yaml) return readManifests(cell.source);
  return embeddedYaml({ ...script, source: cell.source }).flatMap(({ text, start }) => readManifests(text, start));
}

/** What is wrong with manifests as such, whatever the cluster holds. */
export function manifestWordProblems(manifests: readonly Manifest[]): readonly Problem[] {
  return manifests.flatMap((manifest) => [...objectProblems(manifest), ...corefileProblems(manifest)]);
}

/** What is wrong with manifests beside each other and in the cluster behind the last cell. */
export function relationProblems(manifests: readonly Manifest[], around: Surroundings): readonly Problem[] {
  return manifests.flatMap((manifest) => [
    ...serviceProblems(manifest, around),
    ...policyProblems(manifest, around),
    ...httpProblems(manifest, around),
    ...rangeProblems(manifest, around.nodeAddresses),
  ]);
}

export { rangeWordProblems, surroundings };

/** The range of Services that the lab's API server was started with. */
export function serviceRangeOf(lab: LabView | undefined): string | undefined {
  const [range] = lab?.objects('servicecidrs.networking.k8s.io') ?? [];
  const cidrs = (range as { spec?: { cidrs?: readonly string[] } } | undefined)?.spec?.cidrs;
  return cidrs?.[0];
}
