import { flag, positional } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** What the command lines of machine.ts look like. */

const FILE = positional('file', ['FILE', 'path'], 'Which files.', '대상 파일입니다.', {
  optional: true,
  repeats: true,
});

function declare(
  name: string,
  synopsis: string,
  en: string,
  ko: string,
  options: readonly OptionDeclaration[] = [],
): Declaration {
  return {
    name,
    words: { en, ko },
    synopsis,
    dialect: 'getopt',
    options,
    body: { clause: { parameters: [], positionals: [FILE] } },
  };
}

const HUMAN = flag('-h', 'In units people read.', '읽기 쉬운 단위로 보여 줍니다.');

export const MACHINE_DECLARATIONS: readonly Declaration[] = [
  declare(
    'df',
    'df [-h] [-T] [FILE…]',
    'Shows how full file systems are.',
    '파일 시스템이 얼마나 찼는지 보여 줍니다.',
    [HUMAN, flag('-T', 'With their types.', '종류도 보여 줍니다.'), flag('-k', 'In KiB.', 'KiB 단위로 보여 줍니다.')],
  ),
  declare('free', 'free [-h|-m|-g]', 'Shows how much memory there is.', '메모리 상태를 보여 줍니다.', [
    HUMAN,
    flag('-m', 'In MiB.', 'MiB 단위로 보여 줍니다.'),
    flag('-g', 'In GiB.', 'GiB 단위로 보여 줍니다.'),
  ]),
  declare('mount', 'mount', 'Shows what is mounted.', '마운트된 것을 보여 줍니다.'),
  declare('uptime', 'uptime', 'Says how long the host has run.', '호스트가 켜진 지 얼마나 됐는지 알려 줍니다.'),
  declare('nproc', 'nproc', 'Says how many processors there are.', '프로세서 수를 알려 줍니다.'),
  declare(
    'swapoff',
    'swapoff -a',
    'Switches swapping off, as kubelets want it.',
    '쿠버네티스가 원하는 대로 스왑을 끕니다.',
    [flag('-a', 'All of it.', '모두 끕니다.')],
  ),
  declare(
    'hostnamectl',
    'hostnamectl',
    'Shows the name and system of the host.',
    '호스트의 이름과 시스템을 보여 줍니다.',
  ),
  declare(
    'scp',
    'scp SOURCE… TARGET',
    'Copies files between hosts of the lab.',
    '실습 호스트 사이에서 파일을 복사합니다.',
    [flag('-r', 'Directories too.', '디렉터리도 복사합니다.'), flag('-q', 'Quiet.', '조용히 실행합니다.')],
  ),
  declare('vi', 'vi FILE', 'An editor, which needs a terminal.', '터미널이 필요한 편집기입니다.'),
  declare('vim', 'vim FILE', 'An editor, which needs a terminal.', '터미널이 필요한 편집기입니다.'),
  declare('nano', 'nano FILE', 'An editor, which needs a terminal.', '터미널이 필요한 편집기입니다.'),
];
