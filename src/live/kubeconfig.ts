import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** A context of the user's kubeconfig files. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  /** The kind cluster's name when `kind` made this context (`kind-NAME`). */
  readonly kindCluster?: string;
}

export interface KubeconfigProblem {
  readonly file: string;
  readonly reason: string;
}

export interface Kubeconfig {
  /** kind's contexts first, then the others, each in file order. */
  readonly contexts: readonly KubeContext[];
  /** The files that kubectl would merge, first wins. */
  readonly files: readonly string[];
  readonly problems: readonly KubeconfigProblem[];
}

/**
 * The contexts kubectl would know: from the files of `KUBECONFIG`, otherwise `~/.kube/config` (kubectl's loading rules). Never throws: a file
 * that is not there has no contexts, one that cannot be understood is a problem for the log.
 */
export function readKubeconfig(env: Readonly<Record<string, string | undefined>>, home: string): Kubeconfig {
  const listed = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter((file) => file !== '');
  const files = listed.length > 0 ? listed : [path.join(home, '.kube', 'config')];
  const contexts = new Map<string, KubeContext>();
  const problems: KubeconfigProblem[] = [];
  for (const file of files) {
    const read = contextsOf(file);
    if ('reason' in read) problems.push({ file, reason: read.reason });
    else for (const context of read.contexts) if (!contexts.has(context.name)) contexts.set(context.name, context);
  }
  const all = [...contexts.values()];
  return {
    contexts: [...all.filter((context) => context.kindCluster), ...all.filter((context) => !context.kindCluster)],
    files,
    problems,
  };
}

function contextsOf(file: string): { readonly contexts: readonly KubeContext[] } | { readonly reason: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { contexts: [] };
    return { reason: messageOf(error) };
  }
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return { reason: messageOf(error).split('\n')[0] ?? '' };
  }
  if (document === null) return { contexts: [] };
  if (!isRecord(document)) return { reason: 'not a mapping' };
  const list = document['contexts'] ?? [];
  if (!Array.isArray(list)) return { reason: 'contexts is not a list' };
  return { contexts: list.flatMap(contextOf) };
}

function contextOf(entry: unknown): readonly KubeContext[] {
  if (!isRecord(entry) || typeof entry['name'] !== 'string' || entry['name'] === '') return [];
  const { name } = entry;
  const body = entry['context'];
  const cluster = isRecord(body) && typeof body['cluster'] === 'string' ? body['cluster'] : '';
  const kind = /^kind-(.+)$/.exec(cluster)?.[1];
  return [{ name, cluster, ...(kind !== undefined && { kindCluster: kind }) }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
