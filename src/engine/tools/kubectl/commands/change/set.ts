import type { Invocation } from '../../invocation';
import { CommandError, throwAll } from '../../errors/errors';
import { equal, isMap, listAt, mapAt, textAt, withAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import type { Info } from '../../resources/info';
import { fileFlags, select } from '../../resources/select';
import { resourceList } from '../create/policies';
import { dryRun } from '../publish';
import { sendChange } from './mutate';
import { recorded } from './record';

/** Where a kind keeps its Pod's spec. */
function podSpecPath(kind: string): readonly string[] | undefined {
  switch (kind) {
    case 'Pod':
      return ['spec'];
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'Job':
      return ['spec', 'template', 'spec'];
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    default:
      return undefined;
  }
}

interface SetOptions {
  readonly resources: readonly string[];
  readonly operation: string;
  /** What one object becomes; the same object when nothing changes. Throws CommandError. */
  readonly change: (object: ApiObject, info: Info) => ApiObject;
}

/** The common part of `kubectl set …`. */
async function change(k: Invocation, { resources, operation, change }: SetOptions): Promise<void> {
  const strategy = dryRun(k);
  const local = k.bool('local');
  if (k.bool('all') && k.text('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time');
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    args: resources,
    selector: k.text('selector'),
    allowEmptySelector: k.bool('all'),
    all: k.bool('all'),
    local,
    latest: !local,
    flatten: true,
    continueOnError: true,
  });
  const failures: Error[] = [...errors];
  for (const info of infos) {
    try {
      const asked = change(info.object, info);
      if (equal(asked, info.object) && !local && strategy !== 'client') continue;
      const changed = recorded(k, asked);
      const shown = local || strategy === 'client' ? changed : await sendChange(k, info, changed, strategy);
      printerFor(k, dryRunWords(operation, strategy)).print(shown);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

/** Words with `=` or a trailing `-` are changes; the others name resources. */
function split(words: readonly string[]): { readonly resources: readonly string[]; readonly pairs: readonly string[] } {
  const isPair = (word: string): boolean => word.includes('=') || (word.endsWith('-') && word !== '-');
  return { resources: words.filter((word) => !isPair(word)), pairs: words.filter(isPair) };
}

function changeContainers(
  object: ApiObject,
  kind: string,
  change: (container: JsonMap, init: boolean) => JsonMap,
): ApiObject {
  const path = podSpecPath(kind);
  if (!path) throw new CommandError(`the object is not a pod or does not have a pod template: ${kind}`);
  let changed: Json = object;
  for (const field of ['initContainers', 'containers']) {
    const list = listAt(object, ...path, field);
    if (list.length === 0) continue;
    changed = withAt(
      changed,
      [...path, field],
      list.map((item) => (isMap(item) ? change(item, field === 'initContainers') : item)),
    );
  }
  return changed as ApiObject;
}

/** `kubectl set image`. */
export async function setImage(k: Invocation): Promise<void> {
  const { resources, pairs } = split(k.args);
  const images = new Map(
    pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const files = fileFlags(k).filenames ?? [];
  const problems: CommandError[] = [];
  if (resources.length === 0 && files.length === 0)
    problems.push(
      new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>'),
    );
  if (images.size === 0) problems.push(new CommandError('at least one image update is required'));
  if (images.has('*') && images.size > 1)
    problems.push(
      new CommandError(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      ),
    );
  throwAll(problems);
  await change(k, {
    resources,
    operation: 'image updated',
    change(object, { mapping }) {
      const all = images.get('*');
      const found = new Set<string>();
      const changed = changeContainers(object, mapping.kind, (container, init) => {
        const name = textAt(container, 'name');
        const image = images.get(name) ?? (init ? undefined : all);
        found.add(name);
        return image === undefined ? container : { ...container, image };
      });
      for (const name of images.keys())
        if (name !== '*' && !found.has(name))
          throw new CommandError(`error: unable to find container named ${JSON.stringify(name)}`);
      return changed;
    },
  });
}

function wildcard(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
}

/** `kubectl set resources`. */
export async function setResources(k: Invocation): Promise<void> {
  const limits = resourceList(k.text('limits'));
  const requests = resourceList(k.text('requests'));
  if (!limits && !requests)
    throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)');
  const wanted = wildcard(k.text('containers'));
  await change(k, {
    resources: k.args,
    operation: 'resource requirements updated',
    change: (object, { mapping }) =>
      changeContainers(object, mapping.kind, (container, init) => {
        if (init || !wanted.test(textAt(container, 'name'))) return container;
        const before = mapAt(container, 'resources');
        return {
          ...container,
          resources: {
            ...before,
            ...(limits && { limits: { ...mapAt(before, 'limits'), ...limits } }),
            ...(requests && { requests: { ...mapAt(before, 'requests'), ...requests } }),
          },
        };
      }),
  });
}

/** `kubectl set serviceaccount`. */
export async function setServiceAccount(k: Invocation): Promise<void> {
  if (k.args.length === 0) throw new CommandError('serviceaccount is required');
  const name = k.args.at(-1) ?? '';
  await change(k, {
    resources: k.args.slice(0, -1),
    operation: 'serviceaccount updated',
    change(object, { mapping }) {
      const path = podSpecPath(mapping.kind);
      if (!path) throw new CommandError(`the object is not a pod or does not have a pod template: ${mapping.kind}`);
      return withAt(
        withAt(object, [...path, 'serviceAccountName'], name),
        [...path, 'serviceAccount'],
        name,
      ) as ApiObject;
    },
  });
}

/** `kubectl set selector`. */
export async function setSelector(k: Invocation): Promise<void> {
  const pairs = k.args.at(-1) ?? '';
  if (!pairs.includes('='))
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  const selector = Object.fromEntries(
    pairs.split(',').map((pair): [string, string] => {
      const [key = '', value = ''] = pair.split('=');
      return [key, value];
    }),
  );
  await change(k, {
    resources: k.args.slice(0, -1),
    operation: 'selector updated',
    change(object, { mapping }) {
      if (mapping.kind !== 'Service') throw new CommandError('setting a selector is only supported for Services');
      return withAt(object, ['spec', 'selector'], selector) as ApiObject;
    },
  });
}

/** `kubectl set subject`. */
export async function setSubject(k: Invocation): Promise<void> {
  const api = 'rbac.authorization.k8s.io';
  const added: JsonMap[] = [
    ...k.flags.list('user').map((name) => ({ kind: 'User', apiGroup: api, name })),
    ...k.flags.list('group').map((name) => ({ kind: 'Group', apiGroup: api, name })),
    ...k.flags.list('serviceaccount').map((account) => {
      const [namespace = '', name = ''] = account.split(':');
      if (namespace === '' || name === '') throw new CommandError('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
  if (added.length === 0)
    throw new CommandError('you must specify at least one value of user, group or serviceaccount');
  await change(k, {
    resources: k.args,
    operation: 'subjects updated',
    change(object, { mapping }) {
      if (!['RoleBinding', 'ClusterRoleBinding'].includes(mapping.kind))
        throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
      const subjects = listAt(object, 'subjects');
      const fresh = added.filter((subject) => !subjects.some((known) => equal(known, subject)));
      return fresh.length === 0 ? object : (withAt(object, ['subjects'], [...subjects, ...fresh]) as ApiObject);
    },
  });
}

/** `kubectl set env`. */
export async function setEnv(k: Invocation): Promise<void> {
  const { resources, pairs } = split(k.args);
  const changes = [...pairs, ...k.flags.list('env')];
  const list = k.bool('list');
  const from = k.text('from');
  const set = new Map<string, Json>();
  const remove: string[] = [];
  for (const pair of changes) {
    const equals = pair.indexOf('=');
    if (equals < 0) remove.push(pair.slice(0, -1));
    else set.set(pair.slice(0, equals), { name: pair.slice(0, equals), value: pair.slice(equals + 1) });
  }
  if (from !== '') for (const [name, entry] of await variablesFrom(k, from)) set.set(name, entry);
  const wanted = wildcard(k.text('containers'));
  await change(k, {
    resources,
    operation: 'env updated',
    change(object, info) {
      const changed = changeContainers(object, info.mapping.kind, (container, init) => {
        if (init || !wanted.test(textAt(container, 'name'))) return container;
        const before = listAt(container, 'env');
        if (!k.bool('overwrite'))
          for (const known of before)
            if (set.has(textAt(known, 'name')))
              throw new CommandError(
                `'${textAt(known, 'name')}' already has a value (${textAt(known, 'value')}), and --overwrite is false`,
              );
        const kept = before
          .filter((entry) => !remove.includes(textAt(entry, 'name')))
          .map((entry) => set.get(textAt(entry, 'name')) ?? entry);
        const known = new Set(kept.map((entry) => textAt(entry, 'name')));
        const env = [...kept, ...[...set].filter(([name]) => !known.has(name)).map(([, entry]) => entry)];
        if (list) printEnv(k, info, container, env);
        const { env: _, ...rest } = container;
        return env.length === 0 ? rest : { ...container, env };
      });
      return list ? object : changed;
    },
  });
}

function printEnv(k: Invocation, { mapping, name }: Info, container: JsonMap, env: readonly Json[]): void {
  k.out(`# ${mapping.kind} ${name}, container ${textAt(container, 'name')}\n`);
  for (const entry of env) {
    const source = mapAt(entry, 'valueFrom');
    if (Object.keys(source).length === 0) k.out(`${textAt(entry, 'name')}=${textAt(entry, 'value')}\n`);
    else {
      const secret = mapAt(source, 'secretKeyRef');
      const config = mapAt(source, 'configMapKeyRef');
      const field = textAt(source, 'fieldRef', 'fieldPath');
      const words =
        textAt(secret, 'name') !== ''
          ? `secret ${textAt(secret, 'name')}, key ${textAt(secret, 'key')}`
          : textAt(config, 'name') !== ''
            ? `configmap ${textAt(config, 'name')}, key ${textAt(config, 'key')}`
            : `field path ${field}`;
      k.out(`# ${textAt(entry, 'name')} from ${words}\n`);
    }
  }
}

/** --from=configmap/NAME or secret/NAME: a reference a key. */
async function variablesFrom(k: Invocation, from: string): Promise<readonly [string, Json][]> {
  const { infos, errors } = await select(k, { args: [from], flatten: true });
  throwAll(errors);
  const keys = k.flags.list('keys');
  return infos.flatMap(({ object, name, mapping }): [string, Json][] => {
    const reference = mapping.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
    if (!['Secret', 'ConfigMap'].includes(mapping.kind))
      throw new CommandError(`unsupported resource specified in --from`);
    return Object.keys(mapAt(object, 'data'))
      .filter((key) => keys.length === 0 || keys.includes(key))
      .sort()
      .map((key): [string, Json] => {
        const variable = `${k.text('prefix')}${key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_')}`;
        return [variable, { name: variable, valueFrom: { [reference]: { name, key } } }];
      });
  });
}
