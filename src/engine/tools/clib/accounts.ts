import type { HostFiles } from '../tool';

const FILE = { user: '/etc/passwd', group: '/etc/group' } as const;

/** Names and the number in the third field of /etc/passwd or /etc/group. */
export function accounts(files: HostFiles, which: 'user' | 'group'): readonly (readonly [name: string, id: number])[] {
  const path = FILE[which];
  if (!files.exists(path)) return [];
  return files
    .read(path)
    .split('\n')
    .flatMap((line) => {
      const [name, , id] = line.split(':');
      return name === undefined || id === undefined ? [] : [[name, Number(id)] as const];
    });
}

/** getpwnam and getgrnam. */
export function accountNumber(files: HostFiles, which: 'user' | 'group', name: string): number | undefined {
  return accounts(files, which).find(([known]) => known === name)?.[1];
}

/** getpwuid and getgrgid. */
export function accountName(files: HostFiles, which: 'user' | 'group', id: number): string | undefined {
  return accounts(files, which).find(([, known]) => known === id)?.[0];
}
