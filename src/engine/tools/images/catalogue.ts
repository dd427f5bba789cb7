import type { ImageDefaults } from '../../kernel/containers/container';
import { imageFiles } from './bases';
import { DATA_IMAGES } from './catalogue/data';
import { KUBERNETES_IMAGES } from './catalogue/kubernetes';
import { SYSTEM_IMAGES } from './catalogue/systems';
import { WEB_IMAGES } from './catalogue/web';
import { madeUpDigest } from './digest';
import { shellOf, type ImageContents, type ImageDeclaration } from './image';
import { formatImageReference, type ImageReference } from './reference';

/** Every image that the simulated registries have. */
const IMAGES: ReadonlyMap<string, ImageDeclaration> = new Map(
  [...WEB_IMAGES, ...SYSTEM_IMAGES, ...DATA_IMAGES, ...KUBERNETES_IMAGES].map((image) => [image.repository, image]),
);

/** An image as a registry serves it. */
export interface RegistryImage extends ImageDefaults {
  readonly reference: string;
  /** `docker.io/library/nginx@sha256:…` */
  readonly repoDigest: string;
  readonly contents: ImageContents;
}

/** Images by reference, made once: their trees never change, so every lab shares them. */
const MADE = new Map<string, RegistryImage>();
/** Image ids that were given out, so that `image: sha256:…` finds its image again. */
const BY_ID = new Map<string, RegistryImage>();

export type RegistryAnswer =
  | { readonly type: 'image'; readonly image: RegistryImage }
  /** The error of the registry, as containerd's resolver words it. */
  | { readonly type: 'denied' | 'not-found' | 'no-host'; readonly message: string };

/** Asks the registry for an image. */
export function resolveImage(reference: ImageReference): RegistryAnswer {
  const full = formatImageReference(reference);
  const declared = IMAGES.get(reference.repository);
  if (!declared) return missing(reference, full);
  const tag = reference.tag ?? 'latest';
  const known = reference.digest !== undefined || declared.hasTag(tag);
  if (!known) return { type: 'not-found', message: `${full}: not found` };
  const made = MADE.get(full) ?? make(declared, reference, full, tag);
  MADE.set(full, made);
  BY_ID.set(made.imageId, made);
  return { type: 'image', image: made };
}

/** The image with this id, when some node has pulled it. */
export function imageById(id: string): RegistryImage | undefined {
  return BY_ID.get(id);
}

function make(declared: ImageDeclaration, reference: ImageReference, full: string, tag: string): RegistryImage {
  const contents = declared.contents(tag);
  const { repository } = reference;
  const key = `${repository}:${tag}`;
  return {
    reference: full,
    repoDigest: `${repository}@${reference.digest ?? madeUpDigest(`index ${key}`)}`,
    imageId: madeUpDigest(`config ${key}`),
    contents,
    files: imageFiles(contents),
    entrypoint: contents.entrypoint ?? [],
    cmd: contents.cmd ?? [],
    env: contents.env ?? [],
    workingDir: contents.workingDir ?? '',
    stopSignal: contents.stopSignal ?? 'SIGTERM',
    sh: shellOf(contents.base),
  };
}

/** Docker Hub does not tell a repository that is private from one that is not there; registry.k8s.io says that there is none. */
function missing({ repository }: ImageReference, full: string): RegistryAnswer {
  const host = repository.slice(0, repository.indexOf('/'));
  const path = repository.slice(host.length + 1);
  if (host === 'docker.io') {
    return {
      type: 'denied',
      message:
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    };
  }
  if (KNOWN_HOSTS.has(host)) return { type: 'not-found', message: `${full}: not found` };
  return {
    type: 'no-host',
    message: `failed to do request: Head "https://${host}/v2/${path}/manifests/${full.slice(repository.length + 1)}": dial tcp: lookup ${host.replace(/:\d+$/, '')}: no such host`,
  };
}

const KNOWN_HOSTS: ReadonlySet<string> = new Set(['registry.k8s.io', 'gcr.io', 'quay.io', 'ghcr.io', 'k8s.gcr.io', 'mcr.microsoft.com', 'us-docker.pkg.dev', 'public.ecr.aws']); // prettier-ignore
