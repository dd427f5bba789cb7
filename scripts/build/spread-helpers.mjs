// What spread-by-assign.mjs puts in the place of `{ ...source }`, `{ ...source, key }` and `const { key, ...rest } = source`. A key `__proto__`, which a
// user may choose, stays a key like others.

/**
 * @param {object} target
 * @param {object | null | undefined | false} source
 */
export function __spreadValues(target, source) {
  Object.assign(target, source);
  if (source && Object.hasOwn(source, '__proto__')) keep(target, source);
  return target;
}

/**
 * @param {object} target
 * @param {object} source
 */
export function __spreadProps(target, source) {
  return Object.assign(target, source);
}

/**
 * @param {Record<string, unknown>} source
 * @param {readonly string[]} exclude
 */
export function __objRest(source, exclude) {
  /** @type {Record<string, unknown>} */
  const target = {};
  for (const key in source) if (Object.hasOwn(source, key) && !exclude.includes(key)) target[key] = source[key];
  if (Object.hasOwn(source, '__proto__') && !exclude.includes('__proto__')) keep(target, source);
  return target;
}

/**
 * @param {object} target
 * @param {object} source
 */
function keep(target, source) {
  Object.setPrototypeOf(target, Object.prototype);
  const value = /** @type {Record<string, unknown>} */ (source)['__proto__'];
  Object.defineProperty(target, '__proto__', { value, writable: true, enumerable: true, configurable: true });
}
