import type { PulledImage } from '../../kernel/containers/records';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { imageById, resolveImage, type RegistryImage } from '../images/catalogue';
import { formatImageReference, parseImageReference } from '../images/reference';

/** What gRPC would answer: a code and its description. `crictl` prints `rpc error: code = NotFound desc = …`. */
export interface RuntimeError {
  readonly code: 'NotFound' | 'Unknown' | 'InvalidArgument';
  readonly message: string;
}

export type Pulled =
  | {
      readonly type: 'pulled';
      readonly image: PulledImage;
      /** How long the download takes. */ readonly tookUs: number;
    }
  | { readonly type: 'error'; readonly error: RuntimeError };

/** A registry sends about this much in a microsecond. */
const BYTES_PER_US = 40;
const LOOKUP_US = 600_000;

/** ImageService.PullImage: what the registry has now, kept on the node under the reference. The caller lets `tookUs` pass. */
export function pullImage(world: World, node: HostId, text: string): Pulled {
  const reference = parseImageReference(text);
  if (!reference) {
    const message = `failed to parse image reference "${text}": invalid reference format`;
    return { type: 'error', error: { code: 'InvalidArgument', message } };
  }
  const full = formatImageReference(reference);
  const answer = resolveImage(reference);
  if (answer.type !== 'image') {
    const message = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${answer.message}`;
    return { type: 'error', error: { code: answer.type === 'not-found' ? 'NotFound' : 'Unknown', message } };
  }
  const had = imageOn(world, node, text);
  const image = keep(world, node, answer.image, full, reference.tag !== undefined);
  const tookUs = LOOKUP_US + (had?.id === image.id ? 0 : Math.floor(image.size / BYTES_PER_US));
  return { type: 'pulled', image, tookUs };
}

function keep(world: World, node: HostId, image: RegistryImage, full: string, tagged: boolean): PulledImage {
  const record = world.writeNode(node);
  record.images = world.writable(record.images);
  // A tag belongs to one image at a time.
  for (const [id, other] of [...record.images]) {
    if (id !== image.imageId && other.tags.includes(full)) {
      record.images.set(id, { ...other, tags: other.tags.filter((tag) => tag !== full) });
    }
  }
  const old = record.images.get(image.imageId);
  const tags = new Set(old?.tags);
  if (tagged) tags.add(full);
  const pulled: PulledImage = {
    id: image.imageId,
    tags: [...tags],
    digests: [...new Set([...(old?.digests ?? []), image.repoDigest])],
    size: image.contents.size,
  };
  record.images.set(pulled.id, pulled);
  return pulled;
}

/** ImageService.ImageStatus: the image a node has under a reference, an id or the beginning of one. */
export function imageOn(world: World, node: HostId, text: string): PulledImage | undefined {
  const images = world.nodes.get(node)?.images;
  if (!images) return undefined;
  const exact = images.get(text) ?? images.get(`sha256:${text}`);
  if (exact) return exact;
  if (/^[0-9a-f]{3,64}$/.test(text)) {
    for (const image of images.values()) if (image.id.startsWith(`sha256:${text}`)) return image;
  }
  const reference = parseImageReference(text);
  if (!reference) return undefined;
  const full = formatImageReference(reference);
  const byDigest = `${reference.repository}@${reference.digest ?? ''}`;
  for (const image of images.values()) {
    if (image.tags.includes(full) || (reference.digest !== undefined && image.digests.includes(byDigest))) return image;
  }
  return undefined;
}

/** ImageService.ListImages, in the order of their ids, as containerd lists them. */
export function imagesOn(world: World, node: HostId): readonly PulledImage[] {
  return [...(world.nodes.get(node)?.images.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** ImageService.RemoveImage. Taking away what is not there is no error. */
export function removeImage(world: World, node: HostId, text: string): void {
  const image = imageOn(world, node, text);
  if (!image) return;
  const record = world.writeNode(node);
  record.images = world.writable(record.images);
  record.images.delete(image.id);
}

/** What is in an image that a node has. */
export function contentsOf(image: PulledImage): RegistryImage | undefined {
  const known = imageById(image.id);
  if (known) return known;
  const reference = parseImageReference(image.tags[0] ?? image.digests[0] ?? '');
  const answer = reference && resolveImage(reference);
  return answer?.type === 'image' ? answer.image : undefined;
}
