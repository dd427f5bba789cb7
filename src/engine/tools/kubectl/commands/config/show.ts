import type { Invocation } from '../../invocation';
import { CommandError, throwAll } from '../../errors/errors';
import { compare, textAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { PATHS, toJson, type Kubeconfig, type Section } from '../../kubeconfig/model';
import { printerFor } from '../../printers/print-flags';
import { aligned } from '../../printers/tab-writer';
import { toBase64 } from '../../generators/data';

/** `kubectl config view`. */
export function viewConfig(k: Invocation): void {
  if (k.args.length > 0) throw k.usage(`unexpected arguments: [${k.args.join(' ')}]`);
  const printer = printerFor(k, '');
  let config = k.bool('merge')
    ? k.config.files.merged(false)
    : (k.config.files.read(k.config.files.defaultPath) ?? k.config.files.merged(false));
  if (k.bool('minify')) config = minified(k, config);
  if (k.bool('flatten')) config = flattened(k, config);
  else if (!k.bool('raw')) config = shortened(config);
  if (!k.bool('raw')) config = redacted(config);
  printer.print(toPrinted(config), true);
}

/** Printed, lists that are empty stand as null. */
function toPrinted(config: Kubeconfig): ApiObject {
  return toJson(config);
}

function minified(k: Invocation, config: Kubeconfig): Kubeconfig {
  const name = k.text('context') || config.currentContext;
  if (name === '') throw new CommandError('current-context must exist in order to minify');
  const context = config.contexts.get(name);
  if (!context) throw new CommandError(`cannot locate context ${name}`);
  const only = (section: Section, wanted: string): ReadonlyMap<string, JsonMap> => {
    const body = config[section].get(wanted);
    return new Map(body && wanted !== '' ? [[wanted, body]] : []);
  };
  const cluster = textAt(context, 'cluster');
  if (cluster !== '' && !config.clusters.has(cluster)) throw new CommandError(`cannot locate cluster ${cluster}`);
  const user = textAt(context, 'user');
  if (user !== '' && !config.users.has(user)) throw new CommandError(`cannot locate user ${user}`);
  return {
    currentContext: name,
    clusters: only('clusters', cluster),
    contexts: new Map([[name, context]]),
    users: only('users', user),
  };
}

function mapBodies(config: Kubeconfig, change: (section: Section, body: JsonMap) => JsonMap): Kubeconfig {
  const each = (section: Section): ReadonlyMap<string, JsonMap> =>
    new Map([...config[section]].map(([name, body]) => [name, change(section, body)]));
  return { ...config, clusters: each('clusters'), contexts: each('contexts'), users: each('users') };
}

function replaced(body: JsonMap, fields: readonly string[], by: string): JsonMap {
  const changed = fields.flatMap((field): [string, Json][] => (textAt(body, field) === '' ? [] : [[field, by]]));
  return { ...body, ...Object.fromEntries(changed) };
}

/** Certificates are not shown whole. */
function shortened(config: Kubeconfig): Kubeconfig {
  return mapBodies(config, (_, body) =>
    replaced(body, ['certificate-authority-data', 'client-certificate-data', 'client-key-data'], 'DATA+OMITTED'),
  );
}

function redacted(config: Kubeconfig): Kubeconfig {
  return mapBodies(config, (_, body) =>
    replaced(
      textAt(body, 'client-key-data') === 'DATA+OMITTED' ? body : replaced(body, ['client-key-data'], 'REDACTED'),
      ['token', 'password'],
      'REDACTED',
    ),
  );
}

/** --flatten: files become data. Throws CommandError when one is not there. */
function flattened(k: Invocation, config: Kubeconfig): Kubeconfig {
  return mapBodies(config, (section, body) => {
    const out: Record<string, Json | undefined> = { ...body };
    for (const field of PATHS[section]) {
      const path = textAt(body, field);
      if (path === '' || field === 'tokenFile') continue;
      Reflect.deleteProperty(out, field);
      if (textAt(body, `${field}-data`) === '') out[`${field}-data`] = toBase64(k.readFile(path));
    }
    return out;
  });
}

/** `kubectl config current-context`. */
export function currentContext(k: Invocation): void {
  const { currentContext: name } = k.config.files.merged();
  if (name === '') throw new CommandError('current-context is not set');
  k.out(`${name}\n`);
}

/** `kubectl config get-contexts`. */
export function getContexts(k: Invocation): void {
  const output = k.text('output');
  const config = k.config.files.merged();
  if (output !== '' && output !== 'name')
    throw new CommandError(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    );
  const errors = k.args
    .filter((name) => !config.contexts.has(name))
    .map((name) => new CommandError(`context ${name} not found`));
  const names = (
    k.args.length === 0 ? [...config.contexts.keys()] : k.args.filter((name) => config.contexts.has(name))
  ).toSorted(compare);
  if (output === 'name') k.out(names.map((name) => `${name}\n`).join(''));
  else {
    const rows = names.map((name) => {
      const body = config.contexts.get(name) ?? {};
      return [
        name === config.currentContext ? '*' : '',
        name,
        textAt(body, 'cluster'),
        textAt(body, 'user'),
        textAt(body, 'namespace'),
      ];
    });
    const headers = k.bool('no-headers') ? [] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']];
    k.out(aligned([...headers, ...rows]));
  }
  throwAll(errors);
}
