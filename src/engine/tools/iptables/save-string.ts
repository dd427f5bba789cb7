/** xtables_save_string(): as it is when it holds only letters, digits, `_` and `-`, otherwise quoted with `"`, `\` and `'` escaped. */
export function saveString(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, '\\$&')}"`;
}
