import type { Info } from './info';

/** What a command is about: files, or resources by type, name and selector (cli-runtime: resource.Builder). */
export interface SelectOptions {
  readonly filenames?: readonly string[];
  readonly recursive?: boolean;
  readonly kustomize?: string;
  readonly args?: readonly string[];
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  /** A type alone means all of them. */
  readonly allowEmptySelector?: boolean;
  readonly subresource?: string;
  readonly chunkSize?: number;
  /** Objects of files as the server has them. */
  readonly latest?: boolean;
  /** Whether the objects named are to be fetched. */
  readonly fetch?: boolean;
  /** Lists are taken apart. */
  readonly flatten?: boolean;
  readonly singleType?: boolean;
  /** No server: manifests only. */
  readonly local?: boolean;
  readonly continueOnError?: boolean;
  readonly ignoreNotFound?: boolean;
  /** What a manifest must have is checked before the server is asked. */
  readonly validate?: boolean;
  readonly accept?: string;
  readonly includeObject?: string;
}

export interface Selected {
  readonly infos: readonly Info[];
  /** Errors met on the way, in order. */
  readonly errors: readonly Error[];
  /** One object was asked for, by its name or file. */
  readonly single: boolean;
}

export const MISSING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;
