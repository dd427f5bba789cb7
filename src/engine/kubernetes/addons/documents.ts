import type { JsonObject } from '../api/object';
import { gatewayApiDefinitions } from './gateway-api';

/**
 * What the world outside of a lab has at well-known URLs: the manifests that learners apply from where their projects publish them. A lab has
 * no internet; as its nodes find the images of the catalogue, so kubectl finds these.
 */
interface Published {
  readonly url: RegExp;
  readonly objects: (match: RegExpExecArray) => readonly JsonObject[];
}

const PUBLISHED: readonly Published[] = [
  {
    url: /^https:\/\/github\.com\/kubernetes-sigs\/gateway-api\/releases\/(?:download\/(v1\.[\w.-]+)|latest\/download)\/(?:standard|experimental)-install\.yaml$/,
    objects: ([, release]) => gatewayApiDefinitions(release),
  },
];

/** The manifest at a URL as a stream of documents, or undefined when a lab knows none there. */
export function publishedManifest(url: string): string | undefined {
  for (const { url: pattern, objects } of PUBLISHED) {
    const match = pattern.exec(url);
    if (match) return objects(match).map(documentText).join('');
  }
  return undefined;
}

/** JSON is YAML too, and read faster. */
function documentText(object: JsonObject): string {
  return `---\n${JSON.stringify(object)}\n`;
}
