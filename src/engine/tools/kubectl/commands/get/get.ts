import type { Invocation } from '../../invocation';
import { CommandError, isNotFound, throwAll } from '../../errors/errors';
import { select } from '../../resources/select';
import type { SelectOptions } from '../../resources/select-options';
import { rawAddress } from '../raw';
import { printGeneric } from './generic';
import { printTables } from './human';
import { watchResources } from './watch';

const TABLE =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** `kubectl get` (pkg/cmd/get/get.go). */
export async function runGet(k: Invocation): Promise<void> {
  const raw = k.text('raw');
  if (raw !== '') {
    await getRaw(k, raw);
    return;
  }
  if (!k.bool('all-namespaces')) k.config.namespace();
  const watches = k.bool('watch') || k.bool('watch-only');
  const files = k.flags.list('filename');
  const { sortBy } = sorting(k);
  if (k.bool('watch') && sortBy !== '')
    k.err('warning: --watch requested, --sort-by will be ignored for watch events received\n');
  else if (k.bool('watch-only') && sortBy !== '') k.err('warning: --watch-only requested, --sort-by will be ignored\n');
  if (!watches && k.args.length === 0 && files.length === 0 && k.text('kustomize') === '') {
    k.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    );
    throw k.usage(
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    );
  }
  const output = k.text('output');
  if (k.bool('show-labels') && output !== '' && output !== 'wide')
    throw new CommandError(`--show-labels option cannot be used with ${output} printer`);
  if (k.bool('output-watch-events') && !watches)
    throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only');
  const human = isHuman(k);
  const options = selection(k, human);
  if (watches) return watchResources(k, options, human);
  const { infos, errors, single } = await select(k, options);
  if (human) return printTables(k, infos, errors);
  printGeneric(k, infos, errors, single);
}

/** Whether the output is a table, with -o wide or without -o. */
function isHuman(k: Invocation): boolean {
  return (k.text('output') === '' && k.text('template') === '') || k.text('output') === 'wide';
}

function sorting(k: Invocation): { readonly sortBy: string } {
  return { sortBy: k.text('sort-by') };
}

function selection(k: Invocation, human: boolean): SelectOptions {
  const { sortBy } = sorting(k);
  const output = k.text('output');
  const serverPrint =
    k.bool('server-print') && !output.includes('custom-columns') && output !== 'yaml' && !output.includes('json');
  return {
    filenames: k.flags.list('filename'),
    recursive: k.bool('recursive'),
    kustomize: k.text('kustomize'),
    args: k.args,
    selector: k.text('selector'),
    fieldSelector: k.text('field-selector'),
    allNamespaces: k.bool('all-namespaces'),
    allowEmptySelector: true,
    subresource: k.text('subresource'),
    chunkSize: sortBy === '' ? k.flags.int('chunk-size') : 0,
    latest: true,
    continueOnError: true,
    ignoreNotFound: k.bool('ignore-not-found'),
    ...(human && serverPrint && { accept: TABLE, ...(sortBy !== '' && { includeObject: 'Object' }) }),
  };
}

async function getRaw(k: Invocation, raw: string): Promise<void> {
  if (k.args.length > 0) throw new CommandError('arguments may not be passed when --raw is specified');
  if (k.bool('watch') || k.bool('watch-only') || k.text('selector') !== '')
    throw new CommandError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  if (k.text('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
  k.out(await k.client.raw(...rawAddress(raw)));
}

/** What is left to say when everything was printed. */
export function finish(k: Invocation, errors: readonly Error[]): void {
  throwAll(k.bool('ignore-not-found') ? errors.filter((error) => !isNotFound(error)) : errors);
}
