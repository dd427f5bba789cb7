import type { NodeInfo } from '../files/host-file-system';
import { resolvePath } from '../files/path';
import type { Process, Tool } from '../process';

type Lookup = (path: string) => NodeInfo | undefined;

const EXECUTABLE = 0o111;

/** The files along PATH that a command's name may mean, in order. */
function placesOf(name: string, { env, cwd }: Pick<Process, 'env' | 'cwd'>, lookup: Lookup): readonly string[] {
  const folders = name.includes('/') ? [undefined] : (env.get('PATH') ?? '').split(':');
  return folders
    .map((folder) => (folder === undefined ? name : `${folder === '' ? '.' : folder}/${name}`))
    .filter((path) => {
      const node = lookup(resolvePath(cwd, path));
      return node?.type === 'file' && (node.mode & EXECUTABLE) !== 0;
    });
}

/** which(1) of debianutils 5.7. */
export const which = (lookup: Lookup): Tool => ({
  name: 'which',
  run(process) {
    const [, ...args] = process.argv;
    const words: string[] = [];
    let all = false;
    let silent = false;
    let options = true;
    for (const word of args) {
      if (options && word === '--') options = false;
      else if (options && /^-[as]+$/.test(word)) {
        all ||= word.includes('a');
        silent ||= word.includes('s');
      } else if (options && /^-./.test(word)) {
        process.err(`Illegal option ${word.replace(/^-[as]*/, '-').slice(0, 2)}\n`);
        process.out('Usage: /usr/bin/which [-a] args\n');
        return Promise.resolve(2);
      } else words.push(word);
    }
    let status = words.length === 0 ? 1 : 0;
    for (const word of words) {
      const places = placesOf(word, process, lookup);
      if (places.length === 0) status = 1;
      if (!silent) for (const place of all ? places : places.slice(0, 1)) process.out(`${place}\n`);
    }
    return Promise.resolve(status);
  },
});

/** `type [-a|-t|-p|-P] NAME…` for programs that just-bash believes elsewhere. */
export const typeOfProgram = (name: string, lookup: Lookup): Tool => ({
  name,
  run(process) {
    const [, ...args] = process.argv;
    const flags = args.filter((word) => word.startsWith('-')).join('');
    for (const word of args.filter((each) => !each.startsWith('-'))) {
      const places = placesOf(word, process, lookup);
      for (const place of flags.includes('a') ? places : places.slice(0, 1)) {
        if (flags.includes('t')) process.out('file\n');
        else process.out(/p/i.test(flags) ? `${place}\n` : `${word} is ${place}\n`);
      }
    }
    return Promise.resolve(0);
  },
});
