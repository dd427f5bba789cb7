import type { KubeObject } from '../object';

/**
 * A type of the API as a client may send it: never changed in place, and any field may be missing, since what a manifest leaves out is told by
 * validation and not by the type.
 */
export type Loose<T> = T extends (infer E)[]
  ? readonly Loose<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Loose<T[K]> }
    : T;

/** An object of a kind whose fields (`kubernetes-types`) may be missing. */
export type KindObject<T> = Loose<Omit<T, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject;
