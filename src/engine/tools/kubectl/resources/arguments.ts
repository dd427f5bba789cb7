import { CommandError } from '../errors/errors';

/** `TYPE/NAME`. */
export interface Tuple {
  readonly resource: string;
  readonly name: string;
}

/** `TYPE/NAME …`; undefined when the arguments have another form. Throws CommandError. */
export function tuplesOf(args: readonly string[]): readonly Tuple[] | undefined {
  const withSlash = args.filter((arg) => arg.includes('/')).length;
  if (withSlash === 0) return undefined;
  if (withSlash !== args.length)
    throw new CommandError(
      `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'`,
    );
  return args.map((arg) => {
    const parts = arg.split('/');
    if (parts.length !== 2) throw new CommandError('arguments in resource/name form may not have more than one slash');
    const [resource = '', name = ''] = parts;
    if (resource === '' || name === '' || resource.includes(','))
      throw new CommandError('arguments in resource/name form must have a single resource and name');
    return { resource, name };
  });
}

/** `a,b name` is `a/name b/name`. */
export function normalized(args: readonly string[]): readonly string[] {
  const [types = '', ...names] = args;
  if (names.length === 0) return args;
  const list = [...new Set(types.split(','))];
  return list.length > 1 ? list.flatMap((type) => names.map((name) => `${type}/${name}`)) : args;
}
