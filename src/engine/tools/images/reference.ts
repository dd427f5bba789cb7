import { remembered } from '../../state/remembered';

/**
 * Image references (github.com/distribution/reference: normalize.go, regexp.go): `nginx` is docker.io/library/nginx:latest.
 */
export interface ImageReference {
  /** Registry and path: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
}

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Reads a reference; undefined when it is none ("invalid reference format"). Without tag and digest the tag is `latest`. */
export const parseImageReference = remembered(parse);

function parse(text: string): ImageReference | undefined {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const tag = tagged ? rest.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const name = tagged ? rest.slice(0, colon) : rest;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const given = hasDomain ? first : 'docker.io';
  const path = hasDomain ? name.slice(slash + 1) : name;
  if (!DOMAIN.test(given) || path === '' || !path.split('/').every((part) => COMPONENT.test(part))) return undefined;
  const domain = given === 'index.docker.io' ? 'docker.io' : given;
  const full = domain === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { repository: `${domain}/${full}`, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest };
}

/** As containerd writes it. */
export function formatImageReference({ repository, tag, digest }: ImageReference): string {
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
