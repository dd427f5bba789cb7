import type { ContainerRoot } from '../../kernel/containers/records';

/** What a distribution brings before an image adds its own programs. */
export type Base = 'debian' | 'ubuntu' | 'fedora' | 'alpine' | 'busybox' | 'scratch';

/** One image of a registry, for all its tags. */
export interface ImageDeclaration {
  /** With its registry: `docker.io/library/nginx`. */
  readonly repository: string;
  /** Whether the registry has a tag; see `tags`. */
  readonly hasTag: (tag: string) => boolean;
  /** What stands in the image of a tag. */
  readonly contents: (tag: string) => ImageContents;
}

export interface ImageContents {
  readonly base: Base;
  /** Programs besides those of the base. */
  readonly programs?: readonly string[];
  /** Programs of the base that this image does not have. */
  readonly without?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: readonly (readonly [string, string])[];
  readonly workingDir?: string;
  readonly stopSignal?: string;
  /** USER of the image, where it is none of root's. */
  readonly user?: number;
  /** Compressed, as `crictl images` counts it. */
  readonly size: number;
}

/**
 * Tags as registries have them: `latest` and the words named, and version numbers of these majors (or `major.minor`), each with or without one
 * of the suffixes (`-alpine`). A number nobody ever released is taken for one that was; a word is not.
 */
export function tags(spec: {
  readonly words?: readonly string[];
  readonly versions?: readonly string[];
  readonly suffixes?: readonly string[];
  /** Tags start with `v`. */
  readonly v?: boolean;
}): (tag: string) => boolean {
  const words = new Set(['latest', ...(spec.words ?? [])]);
  const versions = (spec.versions ?? []).map((version) => version.split('.'));
  const suffixes = ['', ...(spec.suffixes ?? [])];
  const start = spec.v === true ? 'v' : '';
  return (tag) =>
    suffixes.some((suffix) => {
      if (suffix !== '' && tag === suffix.slice(1)) return true;
      if (!tag.endsWith(suffix)) return false;
      const name = tag.slice(0, tag.length - suffix.length);
      if (words.has(name)) return true;
      const numbers = name.startsWith(start) ? name.slice(start.length) : '';
      if (!/^\d+(\.\d+){0,3}$/.test(numbers)) return false;
      const parts = numbers.split('.');
      return versions.some((version) => version.slice(0, parts.length).every((part, i) => parts[i] === part));
    });
}

/** Which shell `sh` is on a base. */
export function shellOf(base: Base): ContainerRoot['sh'] {
  if (base === 'scratch') return undefined;
  if (base === 'fedora') return 'bash';
  return base === 'debian' || base === 'ubuntu' ? 'dash' : 'ash';
}
