import type { Tool } from '../../shell/process';
import { KERNEL_RELEASE } from '../../kernel/release';

const KERNEL_VERSION = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)';

/** uname(1): a Debian 12 kernel. */
export const uname: Tool = {
  name: 'uname',
  run(process) {
    const words = process.argv.slice(1);
    const node = process.world.host(process.host).hostname;
    const fields: Readonly<Record<string, string>> = {
      s: 'Linux',
      n: node,
      r: KERNEL_RELEASE,
      v: KERNEL_VERSION,
      m: 'x86_64',
      o: 'GNU/Linux',
    };
    let wanted = '';
    for (const word of words) {
      if (!/^-[asnrvmpio]+$/.test(word)) {
        const problem = word.startsWith('-') ? `invalid option -- '${word.charAt(1)}'` : `extra operand ‘${word}’`;
        process.err(`uname: ${problem}\nTry 'uname --help' for more information.\n`);
        return Promise.resolve(1);
      }
      wanted += word.slice(1).replaceAll('a', 'snrvmo');
    }
    const order = wanted === '' ? 's' : [...'snrvmpio'].filter((letter) => wanted.includes(letter)).join('');
    process.out(`${[...order].map((letter) => fields[letter] ?? 'unknown').join(' ')}\n`);
    return Promise.resolve(0);
  },
};

/** id(1): root. */
export const id: Tool = {
  name: 'id',
  run(process) {
    const option = process.argv[1] ?? '';
    if (option === '') process.out('uid=0(root) gid=0(root) groups=0(root)\n');
    else if (/^-(u|g|G)$/.test(option)) process.out('0\n');
    else if (/^-(un|nu|gn|ng|Gn|nG)$/.test(option)) process.out('root\n');
    else if (option === 'root') process.out('uid=0(root) gid=0(root) groups=0(root)\n');
    else {
      process.err(
        option.startsWith('-')
          ? `id: invalid option -- '${option.charAt(1)}'\nTry 'id --help' for more information.\n`
          : `id: ‘${option}’: no such user\n`,
      );
      return Promise.resolve(1);
    }
    return Promise.resolve(0);
  },
};
