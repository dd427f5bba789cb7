import type { Invocation } from '../invocation';
import { apiVersionOf, type Mapper, type Mapping } from '../api/mapper';
import { CommandError, NoResourceMatch, PlainError, StatusError } from '../errors/errors';
import { Explanation } from '../explain/schema';
import { textAt, type JsonMap } from '../json/types';

/** `kubectl explain` (pkg/cmd/explain), from the server's OpenAPI v3. */
export async function runExplain(k: Invocation): Promise<void> {
  if (k.args.length === 0)
    throw new CommandError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  if (k.args.length > 1) throw new CommandError('We accept only this format: explain RESOURCE');
  const output = k.text('output');
  if (!['plaintext', 'plaintext-openapiv2'].includes(output)) throw new CommandError(`unrecognized format: ${output}`);
  const [first = ''] = k.args;
  const mapper = await k.mapper();
  const { mapping, path } = find(first, (name) => resourceOf(mapper, name));
  const version = k.text('api-version');
  const wanted = version === '' ? mapping : (mapper.forKind(version, mapping.kind) ?? mapping);
  const document = await openApi(k, apiVersionOf(wanted));
  const explanation = new Explanation(document, k.bool('recursive'));
  const { group, kind } = wanted;
  const schema = explanation.schemaOf(group, wanted.version, kind);
  if (!schema)
    throw new CommandError(`GVR (${group}/${wanted.version}, Resource=${wanted.name}) not found in OpenAPI schema`);
  const text = explanation.output(schema, path);
  k.out(`${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${wanted.version}\n\n`);
  if (text === '') throw new CommandError(`field ${JSON.stringify(path.at(-1) ?? '')} does not exist`);
  k.out(`${text}\n`);
}

/** Throws PlainError: checkErr has words of its own for a resource nobody knows. */
function resourceOf(mapper: Mapper, name: string): Mapping {
  try {
    return mapper.forArgument(name);
  } catch (error) {
    if (!(error instanceof NoResourceMatch)) throw error;
    throw new PlainError(`the server doesn't have a resource type ${JSON.stringify(error.resource)}`);
  }
}

/** `pods.spec.containers`; the resource may hold its group: `deployments.apps.spec`. */
function find(
  text: string,
  mappingOf: (name: string) => Mapping,
): { readonly mapping: Mapping; readonly path: readonly string[] } {
  const parts = text.replace(/\.$/, '').split('.');
  const [resource = ''] = parts;
  const plain = mappingOf(resource);
  for (const group of [plain.group]) {
    const names = group === '' ? [] : group.split('.');
    if (names.length > 0 && names.every((name, i) => parts[i + 1] === name))
      return { mapping: plain, path: parts.slice(1 + names.length) };
  }
  return { mapping: plain, path: parts.slice(1) };
}

async function openApi(k: Invocation, apiVersion: string): Promise<JsonMap> {
  // The server's documents are made when they are asked for; what their descriptions say is read before.
  await k.process.world.clusterBehaviour?.loadDocumentation?.();
  const name = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
  try {
    const index = await k.client.json('GET', '/openapi/v3');
    const url = textAt(index, 'paths', name, 'serverRelativeURL');
    if (url === '') throw new CommandError(`couldn't find resource for ${JSON.stringify(apiVersion)}`);
    const [path = '', query = ''] = url.split('?');
    const hash = /hash=([^&]*)/.exec(query)?.[1];
    return await k.client.json('GET', path, { query: { hash } });
  } catch (error) {
    if (error instanceof StatusError && error.apiStatus.code === 404)
      throw new CommandError('failed to get openapi v3 paths: the server could not find the requested resource');
    throw error;
  }
}
