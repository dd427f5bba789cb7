/** Hostnames of listeners and routes (GEP-1: an exact name, or `*.` in front of one; none takes everything). */

export const ANY = '~^';

/** The names under which a route is reached through a listener; none: they have nothing in common. */
export function acceptedHostnames(listener: string | undefined, route: readonly string[] = []): readonly string[] {
  if (listener === undefined || listener === '') return route.length > 0 ? route : [ANY];
  if (route.length === 0) return [listener];
  return route.flatMap((name) => common(listener, name) ?? []);
}

/** The narrower of two names that overlap. */
function common(a: string, b: string): string | undefined {
  if (a === b) return a;
  const [wildA, wildB] = [a.startsWith('*.'), b.startsWith('*.')];
  if (wildA && !wildB) return b.endsWith(a.slice(1)) ? b : undefined;
  if (wildB && !wildA) return a.endsWith(b.slice(1)) ? a : undefined;
  if (!wildA) return undefined;
  if (a.endsWith(b.slice(1))) return a;
  return b.endsWith(a.slice(1)) ? b : undefined;
}

export function overlap(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || a === '' || b === undefined || b === '') return true;
  return common(a, b) !== undefined;
}
