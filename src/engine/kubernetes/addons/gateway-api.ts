import type { JsonObject } from '../api/object';
import definitions from './gateway-api.json';

/**
 * The Gateway API's definitions of the standard channel, v1.4.1, as scripts/kubernetes/gateway-api.mjs has written them. The annotations name
 * the release that was asked for: what v1.0 to v1.6 serve of these kinds differs in fields that few manifests use.
 */
export function gatewayApiDefinitions(release = 'v1.4.1'): readonly JsonObject[] {
  return (definitions as unknown as readonly Definition[]).map((definition) => {
    const { metadata, spec } = definition;
    const schemas = new Map(spec.versions.map(({ name, schema }) => [name, schema]));
    const versions = spec.versions.map((version) => ({
      ...version,
      schema: typeof version.schema === 'string' ? (schemas.get(version.schema) ?? {}) : version.schema,
    }));
    const annotations = { ...metadata.annotations, 'gateway.networking.k8s.io/bundle-version': release };
    return { ...definition, metadata: { ...metadata, annotations }, spec: { ...spec, versions } };
  });
}

interface Definition extends JsonObject {
  readonly metadata: JsonObject & { readonly annotations: JsonObject };
  readonly spec: JsonObject & {
    readonly versions: readonly (JsonObject & {
      readonly name: string;
      /** The name of the version that has the same one, or the schema. */
      readonly schema: string | JsonObject;
    })[];
  };
}
