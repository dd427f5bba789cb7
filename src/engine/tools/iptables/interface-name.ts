import type { Surroundings } from './extension';

const MAX_NAME = 15;

/** xtables_parse_interface(): complains about a name that is too long, and warns about odd ones. */
export function checkInterface(around: Pick<Surroundings, 'fail' | 'warn'>, name: string): void {
  if (name.length > MAX_NAME) {
    around.fail(`interface name \`${name}' must be shorter than IFNAMSIZ (${MAX_NAME})`);
  }
  if (/[/ ]/.test(name)) {
    around.warn(`Warning: weird character in interface \`${name}' ('/' and ' ' are not allowed by the kernel).\n`);
  }
}
