import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Choice, Declaration } from '../grammar/types';

const PACKAGES = positional('package', ['PACKAGE[=VERSION]', 'text'], 'Which packages.', '대상 패키지입니다.', {
  optional: true,
  repeats: true,
});

function verb(name: string, en: string, ko: string): Choice {
  return { name, match: 'exact', words: { en, ko }, body: { clause: { parameters: [], positionals: [PACKAGES] } } };
}

const CHANGING: readonly Choice[] = [
  verb('update', 'Asks the repositories what they have.', '저장소에 무엇이 있는지 확인합니다.'),
  verb('install', 'Installs packages, or other versions of them.', '패키지를 설치하거나 다른 버전으로 바꿉니다.'),
  verb('upgrade', 'Brings what is installed up to date.', '설치된 패키지를 최신으로 올립니다.'),
  verb('dist-upgrade', 'The same, removing what is in the way.', '방해되는 것을 지우면서 최신으로 올립니다.'),
  verb('full-upgrade', 'The same, removing what is in the way.', '방해되는 것을 지우면서 최신으로 올립니다.'),
  verb('autoremove', 'Removes what nothing needs.', '필요 없어진 패키지를 지웁니다.'),
  verb('clean', 'Removes fetched packages.', '내려받은 패키지 파일을 지웁니다.'),
];
const SHOWING: readonly Choice[] = [
  verb('policy', 'Shows which versions there are, and which would be installed.', '어떤 버전이 있고 무엇이 설치될지 보여 줍니다.'), // prettier-ignore
  verb('madison', 'Lists the versions in the repositories.', '저장소에 있는 버전을 나열합니다.'),
  verb('show', 'Shows what a package is.', '패키지 설명을 보여 줍니다.'),
];

const OPTIONS = [
  flag('-y --yes', 'Ask nothing.', '묻지 않습니다.'),
  flag('-q --quiet', 'Print less.', '적게 출력합니다.'),
  flag('-s --simulate', 'Only say what would be done.', '무엇을 할지만 보여 줍니다.'),
  flag('--allow-change-held-packages', 'Change held packages too.', '고정한 패키지도 바꿉니다.'),
  flag('--allow-downgrades', 'Go back to older versions too.', '이전 버전으로도 되돌립니다.'),
  flag('--no-install-recommends', 'Without what is only recommended.', '추천 패키지는 설치하지 않습니다.'),
  flag('--only-upgrade', 'Install nothing new.', '새로 설치하지는 않습니다.'),
  flag('--reinstall', 'Install the same version again.', '같은 버전을 다시 설치합니다.'),
  valued('-o --option', 'OPTION', 'text', 'An option as in apt.conf(5).', 'apt.conf(5)의 옵션입니다.'),
];

export const APT_GET: Declaration = {
  name: 'apt-get',
  words: { en: 'Installs Debian packages; the repositories are the lab’s.', ko: '데비안 패키지를 설치합니다. 저장소는 실습 환경의 것입니다.' }, // prettier-ignore
  synopsis: 'apt-get [options] command',
  dialect: 'getopt',
  options: OPTIONS,
  body: { select: { role: 'verb', choices: CHANGING } },
};

export const APT: Declaration = {
  ...APT_GET,
  name: 'apt',
  words: { en: 'Installs and lists Debian packages.', ko: '데비안 패키지를 설치하고 보여 줍니다.' },
  synopsis: 'apt [options] command',
  options: [
    ...OPTIONS,
    flag('--installed', 'Only what is installed.', '설치된 것만 보여 줍니다.'),
    flag('--upgradable', 'Only what has a newer version.', '새 버전이 있는 것만 보여 줍니다.'),
    flag('-a --all-versions', 'Every version.', '모든 버전을 보여 줍니다.'),
  ],
  body: {
    select: {
      role: 'verb',
      choices: [...CHANGING, ...SHOWING, verb('list', 'Lists packages.', '패키지를 나열합니다.')],
    },
  },
};

export const APT_CACHE: Declaration = {
  name: 'apt-cache',
  words: { en: 'Shows what the repositories have.', ko: '저장소에 있는 것을 보여 줍니다.' },
  synopsis: 'apt-cache [options] command',
  dialect: 'getopt',
  options: [],
  body: { select: { role: 'verb', choices: SHOWING } },
};

export const APT_MARK: Declaration = {
  name: 'apt-mark',
  words: { en: 'Keeps packages at their version.', ko: '패키지를 지금 버전에 고정합니다.' },
  synopsis: 'apt-mark [options] {auto|manual} pkg1 [pkg2 ...]',
  dialect: 'getopt',
  options: [],
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('hold', 'Keeps them at their version.', '지금 버전에 고정합니다.'),
        verb('unhold', 'Lets them be upgraded again.', '다시 올릴 수 있게 합니다.'),
        verb('showhold', 'Lists what is kept.', '고정한 것을 나열합니다.'),
        verb('showholds', 'Lists what is kept.', '고정한 것을 나열합니다.'),
      ],
    },
  },
};

export const DPKG: Declaration = {
  name: 'dpkg',
  words: { en: 'Shows which packages are installed.', ko: '설치된 패키지를 보여 줍니다.' },
  synopsis: 'dpkg [-l|-s|--get-selections] [PACKAGE…]',
  dialect: 'getopt',
  options: [
    flag('-l --list', 'A table of packages.', '패키지 표를 보여 줍니다.'),
    flag('-s --status', 'What is known of a package.', '패키지 정보를 보여 줍니다.'),
    flag('--get-selections', 'What is installed, and what is held.', '설치된 것과 고정한 것을 보여 줍니다.'),
    flag('--print-architecture', 'For which machine packages are.', '패키지의 아키텍처를 보여 줍니다.'),
    flag('--version', 'The version.', '버전을 보여 줍니다.'),
  ],
  body: { clause: { parameters: [], positionals: [PACKAGES] } },
};
