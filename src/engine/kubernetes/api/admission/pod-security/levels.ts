import type { FieldError } from '../../field-error';
import { at, invalid } from '../../validation/field-errors';

/** What a namespace's labels ask of its Pods (k8s.io/pod-security-admission/api). */

type Level = 'privileged' | 'baseline' | 'restricted';

export interface LevelVersion {
  readonly level: Level;
  /** `latest` or `v1.N`. */
  readonly version: string;
}

interface Policy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
  readonly errors: readonly FieldError[];
}

const STRICTNESS: ReadonlyMap<string, number> = new Map([
  ['privileged', 0],
  ['baseline', 1],
  ['restricted', 2],
]);

const PREFIX = 'pod-security.kubernetes.io/';
export const FREE: LevelVersion = { level: 'privileged', version: 'latest' };

/** Undefined when the labels say nothing about it, which is most often so. */
export function policyOf(labels: Readonly<Record<string, string>> | undefined): Policy | undefined {
  if (!labels) return undefined;
  let asked = false;
  for (const key in labels) if (key.startsWith(PREFIX)) asked = true;
  if (!asked) return undefined;
  const errors: FieldError[] = [];
  const read = (mode: string, fallback: Level): LevelVersion => {
    const level = labels[PREFIX + mode];
    const version = labels[`${PREFIX}${mode}-version`];
    const known = level === undefined || STRICTNESS.has(level);
    const wrong = (key: string, value: string, detail: string): void => {
      errors.push(invalid(at('metadata.labels', PREFIX + key), value, detail));
    };
    if (!known) wrong(mode, level, 'must be one of privileged, baseline, restricted');
    const versioned = version === undefined || version === 'latest' || /^v1\.(\d|[1-9]\d*)$/.test(version);
    if (!versioned) wrong(`${mode}-version`, version, 'must be "latest" or "v1.x"');
    return {
      level: known ? ((level ?? 'privileged') as Level) : fallback,
      version: versioned ? (version ?? 'latest') : 'latest',
    };
  };
  const enforce = read('enforce', 'restricted');
  const audit = read('audit', 'privileged');
  let warn = read('warn', 'privileged');
  // Who enforces is warned of the same, where Pods come from templates.
  const level = labels[`${PREFIX}enforce`];
  if (
    labels[`${PREFIX}warn`] === undefined &&
    level !== undefined &&
    STRICTNESS.has(level) &&
    stricter(enforce, warn)
  ) {
    warn = {
      level: enforce.level,
      version: labels[`${PREFIX}warn-version`] === undefined ? enforce.version : warn.version,
    };
  }
  return { enforce, audit, warn, errors };
}

export function stricter(a: LevelVersion, b: LevelVersion): boolean {
  return (STRICTNESS.get(a.level) ?? 0) > (STRICTNESS.get(b.level) ?? 0);
}

export function isFree({ level }: LevelVersion): boolean {
  return level === 'privileged';
}
