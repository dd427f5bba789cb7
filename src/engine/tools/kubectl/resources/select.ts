import { CommandError } from '../errors/errors';
import type { Invocation } from '../invocation';
import { selectArguments } from './select-arguments';
import { selectFiles } from './select-files';
import type { Selected, SelectOptions } from './select-options';

const LOCAL_MISSING = `error: you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** Options that come from a command's usual flags. */
export function fileFlags(k: Invocation): Pick<SelectOptions, 'filenames' | 'recursive' | 'kustomize'> {
  return {
    filenames: k.flags.has('filename') ? k.flags.list('filename') : [],
    recursive: k.flags.has('recursive') && k.bool('recursive'),
    kustomize: k.flags.has('kustomize') ? k.text('kustomize') : '',
  };
}

/** -f and -k together make no sense. Throws CommandError. */
export function checkFileFlags(k: Invocation, needed: boolean): void {
  const { filenames = [], kustomize = '', recursive } = fileFlags(k);
  if (filenames.length > 0 && kustomize !== '') throw new CommandError('only one of -f or -k can be specified');
  if (kustomize !== '' && recursive === true && k.flags.changed('recursive'))
    throw new CommandError("the -k flag can't be used with -f or -R");
  if (needed && filenames.length === 0 && kustomize === '') throw new CommandError('must specify one of -f and -k');
}

/** Finds what a command is about. Errors of single objects are in the answer; what makes no sense at all is thrown. */
export async function select(k: Invocation, options: SelectOptions): Promise<Selected> {
  const { filenames = [], kustomize = '' } = options;
  if (filenames.length > 0 && kustomize !== '') throw new CommandError('only one of -f or -k can be specified');
  if (filenames.length > 0 || kustomize !== '') return selectFiles(k, options);
  if (options.local === true) throw new CommandError(LOCAL_MISSING);
  return selectArguments(k, options);
}
