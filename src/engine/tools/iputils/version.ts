/** IPUTILS_VERSION and print_config() of iputils 20221126 as Debian builds it, for `-V`. */
export function iputilsVersion(program: string): string {
  return `${program} from iputils 20221126
libcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes
`;
}
