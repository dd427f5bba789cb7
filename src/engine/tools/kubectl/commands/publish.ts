import { recorded } from './change/record';
import type { Invocation } from '../invocation';
import { CommandError, StatusError } from '../errors/errors';
import { marshal } from '../json/go-json';
import { isMap, mapAt, type ApiObject, type JsonMap } from '../json/types';
import { klogLine } from '../klog';
import { dryRunOf, dryRunWords, printerFor, type DryRun, type Printer } from '../printers/print-flags';

/** Where objects of a generator's kind live. */
export interface Place {
  /** `/api/v1`, `/apis/apps/v1`. */
  readonly root: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** --dry-run, warning of its old forms. Throws CommandError. */
export function dryRun(k: Invocation): DryRun {
  return dryRunOf(k, (message) => k.err(klogLine(k.process.world.nowUs, 'W', 'helpers.go:719', message)));
}

/** --validate, as the server's fieldValidation. Throws CommandError. */
export function fieldValidation(k: Invocation): string {
  const value = k.text('validate');
  switch (value) {
    case 'strict':
    case 'true':
    case '':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'ignore':
    case 'false':
      return 'Ignore';
    default:
      throw new CommandError(
        `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}

/** Leading name, and what follows it. Throws CommandError. */
export function nameArgument(k: Invocation): string {
  const count = k.dashAt < 0 ? k.args.length : k.dashAt;
  const [name] = k.args;
  if (count !== 1 || name === undefined) throw k.usage(`exactly one NAME is required, got ${count}`);
  return name;
}

/** metadata of a generated object; the namespace stands in it only when -n asked for it. */
export function metadata(k: Invocation, name: string, namespaced: boolean, more: JsonMap = {}): JsonMap {
  const { name: namespace, explicit } = k.config.namespace();
  const { labels, annotations, ...rest } = more;
  return {
    name,
    ...(namespaced && explicit && { namespace }),
    ...(labels !== undefined && { labels }),
    ...(annotations !== undefined && { annotations }),
    ...rest,
  };
}

/** --save-config: keeps the object in an annotation (util.CreateOrUpdateAnnotation). */
export function withLastApplied(object: ApiObject, typed = true): ApiObject {
  const bare = withoutLastApplied(object);
  const annotations = mapAt(bare, 'metadata', 'annotations');
  const kept = typed && Object.keys(annotations).length === 0 ? {} : { annotations };
  const configuration = `${marshal({ ...bare, metadata: { ...mapAt(bare, 'metadata'), ...kept } }, !typed)}\n`;
  return {
    ...bare,
    metadata: { ...mapAt(bare, 'metadata'), annotations: { ...annotations, [LAST_APPLIED]: configuration } },
  };
}

function withoutLastApplied(object: ApiObject): ApiObject {
  const annotations = object.metadata?.annotations;
  if (!isMap(annotations) || !Object.hasOwn(annotations, LAST_APPLIED)) return object;
  const rest = Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED));
  return { ...object, metadata: { ...mapAt(object, 'metadata'), annotations: rest } };
}

export interface PublishOptions {
  readonly place: Place;
  /** `failed to create deployment: …`; without it the server's error stands alone. */
  readonly failure?: string;
  readonly strategy: DryRun;
  readonly printer: Printer;
}

/** Sends a generated object to the server, or not, and prints it. */
export async function publish(k: Invocation, object: ApiObject, options: PublishOptions): Promise<void> {
  const { place, failure, strategy, printer } = options;
  const saved = recorded(k, k.flags.has('save-config') && k.bool('save-config') ? withLastApplied(object) : object);
  if (strategy === 'client') {
    printer.print(saved, true);
    return;
  }
  const { name: namespace } = k.config.namespace();
  const path = `${place.root}${place.namespaced ? `/namespaces/${namespace}` : ''}/${place.plural}`;
  try {
    const made = await k.client.json('POST', path, {
      body: marshal(saved, false),
      query: {
        fieldManager: k.text('field-manager'),
        fieldValidation: fieldValidation(k),
        dryRun: strategy === 'server' ? 'All' : undefined,
      },
    });
    printer.print(made);
  } catch (error) {
    if (error instanceof StatusError && failure !== undefined)
      throw new CommandError(`failed to create ${failure} ${error.message}`);
    throw error;
  }
}

/** The usual way of `kubectl create KIND`: checks the flags every generator has, builds, sends, prints. */
export function generator(
  place: Place,
  failure: string | undefined,
  build: (k: Invocation, name: string) => ApiObject | Promise<ApiObject>,
): (k: Invocation) => Promise<void> {
  return async (k) => {
    const name = nameArgument(k);
    k.config.namespace();
    const strategy = dryRun(k);
    const printer = printerFor(k, dryRunWords('created', strategy));
    fieldValidation(k);
    const object = await build(k, name);
    await publish(k, object, { place, strategy, printer, ...(failure !== undefined && { failure }) });
  };
}

/** Command and arguments after the name. */
export function restOf(k: Invocation): readonly string[] {
  return k.args.slice(1);
}
