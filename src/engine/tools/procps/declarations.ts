import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** What the command lines of procps look like. ps reads its own, of three families (ps-options.ts). */

export const PS: Declaration = {
  name: 'ps',
  words: { en: 'Lists the processes of the host.', ko: '호스트의 프로세스를 보여 줍니다.' },
  synopsis: 'ps [aux] [-ef] [-o FORMAT] [-p PID,…] [-C NAME] [--forest] [--sort KEY]',
  dialect: 'getopt',
  options: [
    flag('-e', 'All processes.', '모든 프로세스를 보여 줍니다.'),
    flag('-A', 'All processes.', '모든 프로세스를 보여 줍니다.'),
    flag('-a', 'Those with a terminal, leaders of sessions left out.', '터미널이 있는 프로세스를 보여 줍니다(세션 리더 제외).'),
    flag('-d', 'All but leaders of sessions.', '세션 리더를 뺀 모든 프로세스를 보여 줍니다.'),
    flag('-N --deselect', 'All but the chosen ones.', '고른 것을 뺀 나머지를 보여 줍니다.'),
    flag('-f', 'The full form: user, parent, start, whole command.', '자세한 형식: 사용자, 부모, 시작 시각, 전체 명령을 보여 줍니다.'),
    flag('-F', 'The extra full form, with sizes.', '크기까지 보여 주는 더 자세한 형식입니다.'),
    flag('-l', 'The long form, with priorities.', '우선순위까지 보여 주는 긴 형식입니다.'),
    flag('-j', 'With process groups and sessions.', '프로세스 그룹과 세션을 함께 보여 줍니다.'),
    flag('-L', 'With threads.', '스레드를 함께 보여 줍니다.'),
    flag('-H', 'Children indented below their parents.', '자식을 부모 아래에 들여 씁니다.'),
    flag('-w', 'Wide output.', '넓게 출력합니다.'),
    flag('-y', 'With -l: sizes instead of flags.', '-l과 함께: 플래그 대신 크기를 보여 줍니다.'),
    flag('-c', 'Other scheduler columns.', '다른 스케줄러 열을 보여 줍니다.'),
    flag('-M', 'With security labels.', '보안 레이블을 함께 보여 줍니다.'),
    flag('-T', 'With threads, as SPID.', '스레드를 SPID로 보여 줍니다.'),
    flag('-m', 'Threads below their processes.', '스레드를 프로세스 아래에 보여 줍니다.'),
    flag('-Z', 'With security labels.', '보안 레이블을 함께 보여 줍니다.'),
    flag('--forest', 'Children below their parents, as a tree.', '부모와 자식을 나무 모양으로 보여 줍니다.'),
    valued('-o --format', 'FORMAT', 'text', 'These columns: pid,ppid,comm,args …', '보여 줄 열: pid,ppid,comm,args …'),
    valued('-O', 'FORMAT', 'text', 'These columns among the usual ones.', '보통 열 사이에 이 열들을 넣습니다.'),
    valued('-p --pid', 'PIDS', 'text', 'Processes with these numbers.', '이 번호의 프로세스입니다.'),
    valued('-q --quick-pid', 'PIDS', 'text', 'The same, without reading the others.', '다른 것을 읽지 않고 이 번호만 봅니다.'),
    valued('--ppid', 'PIDS', 'text', 'Children of these processes.', '이 프로세스들의 자식입니다.'),
    valued('-C', 'NAMES', 'text', 'Processes of programs with these names.', '이 이름의 프로그램을 실행하는 프로세스입니다.'),
    valued('-u --user', 'USERS', 'text', 'Processes of these users.', '이 사용자들의 프로세스입니다.'),
    valued('-U --User', 'USERS', 'text', 'Processes of these real users.', '실제 사용자가 이들인 프로세스입니다.'),
    valued('-t --tty', 'TERMINALS', 'text', 'Processes of these terminals.', '이 터미널의 프로세스입니다.'),
    valued('-s', 'SESSIONS', 'text', 'Processes of these sessions.', '이 세션의 프로세스입니다.'),
    valued('--sort', 'KEYS', 'text', 'The order: -%cpu, rss, start_time …', '정렬 순서: -%cpu, rss, start_time …'),
    flag('--no-headers', 'No line of headings.', '제목 줄을 출력하지 않습니다.'),
    flag('--headers', 'Headings on every page.', '쪽마다 제목을 출력합니다.'),
    flag('--help', 'Show the usage (not simulated yet).', '사용법을 보여 줍니다(아직 시뮬레이션되지 않음).'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('letters', ['LETTERS', 'text'], "BSD's options (aux, axf, u, o FORMAT) or numbers of processes.", 'BSD 방식 옵션(aux, axf, u, o FORMAT)이나 프로세스 번호입니다.', { optional: true, repeats: true }),
      ],
    },
  },
}; // prettier-ignore

const CRITERIA: readonly OptionDeclaration[] = [
  flag('-c --count', 'Print only how many.', '개수만 출력합니다.'),
  flag('-f --full', 'Look at the whole command line.', '명령줄 전체에서 찾습니다.'),
  valued('-g --pgroup', 'GROUPS', 'text', 'Of these process groups.', '이 프로세스 그룹의 것입니다.'),
  valued('-G --group', 'GROUPS', 'text', 'Of these groups of users.', '이 사용자 그룹의 것입니다.'),
  flag('-i --ignore-case', 'Upper and lower case are the same.', '대소문자를 구별하지 않습니다.'),
  flag('-n --newest', 'Only the one started last.', '가장 나중에 시작한 것만 고릅니다.'),
  flag('-o --oldest', 'Only the one started first.', '가장 먼저 시작한 것만 고릅니다.'),
  valued('-O --older', 'SECONDS', 'number', 'Older than this.', '이보다 오래된 것입니다.'),
  valued('-P --parent', 'PIDS', 'text', 'Children of these processes.', '이 프로세스들의 자식입니다.'),
  valued('-s --session', 'SESSIONS', 'text', 'Of these sessions.', '이 세션의 것입니다.'),
  valued('-t --terminal', 'TERMINALS', 'text', 'Of these terminals.', '이 터미널의 것입니다.'),
  valued('-u --euid', 'USERS', 'text', 'Of these users.', '이 사용자들의 것입니다.'),
  valued('-U --uid', 'USERS', 'text', 'Of these real users.', '실제 사용자가 이들인 것입니다.'),
  flag('-x --exact', 'The name must be exactly this.', '이름이 정확히 같아야 합니다.'),
  valued('-F --pidfile', 'FILE', 'path', 'Processes named in a file.', '파일에 적힌 프로세스입니다.'),
  flag('-L --logpidfile', 'Fail when the file is not locked.', '파일이 잠겨 있지 않으면 실패합니다.'),
  valued('-r --runstates', 'STATES', 'text', 'In these states.', '이 상태의 것입니다.'),
  flag('-A --ignore-ancestors', 'Leave out those that started this one.', '이 프로그램을 시작한 것들은 뺍니다.'),
  valued('--cgroup', 'CGROUPS', 'text', 'In these control groups.', '이 컨트롤 그룹의 것입니다.'),
  valued('--ns', 'PID', 'number', 'In the namespaces of this process.', '이 프로세스와 같은 네임스페이스의 것입니다.'),
  valued('--nslist', 'KINDS', 'text', 'Which namespaces --ns looks at.', '--ns가 볼 네임스페이스 종류입니다.'),
  flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
];

const PATTERN = positional('pattern', ['PATTERN', 'text'], "A pattern in the program's name.", '프로그램 이름의 패턴입니다.', { optional: true }); // prettier-ignore

export const PGREP: Declaration = {
  name: 'pgrep',
  words: { en: 'Finds processes by their names.', ko: '이름으로 프로세스를 찾습니다.' },
  synopsis: 'pgrep [-fl] [-u USER] [-P PID] [PATTERN]',
  dialect: 'getopt',
  options: [
    valued('-d --delimiter', 'TEXT', 'text', 'What stands between the numbers.', '번호 사이에 넣을 글자입니다.'),
    flag('-l --list-name', 'With the names.', '이름도 보여 줍니다.'),
    flag('-a --list-full', 'With the whole command lines.', '명령줄 전체를 보여 줍니다.'),
    flag('-v --inverse', 'Those that do not match.', '맞지 않는 것을 고릅니다.'),
    flag('-w --lightweight', 'Every thread.', '모든 스레드를 봅니다.'),
    ...CRITERIA,
  ],
  body: { clause: { parameters: [], positionals: [PATTERN] } },
};

export const PKILL: Declaration = {
  name: 'pkill',
  words: { en: 'Sends a signal to processes by their names.', ko: '이름으로 고른 프로세스에 시그널을 보냅니다.' },
  synopsis: 'pkill [-SIGNAL] [-f] [-u USER] [PATTERN]',
  dialect: 'getopt',
  options: [
    valued('--signal', 'SIGNAL', 'text', 'The signal instead of TERM.', 'TERM 대신 보낼 시그널입니다.'),
    valued('-q --queue', 'VALUE', 'number', 'A value sent with the signal.', '시그널과 함께 보낼 값입니다.'),
    flag('-e --echo', 'Say what is killed.', '무엇을 끝냈는지 알려 줍니다.'),
    ...CRITERIA,
  ],
  body: { clause: { parameters: [], positionals: [PATTERN] } },
};

export const PIDOF: Declaration = {
  name: 'pidof',
  words: { en: 'Prints the numbers of the processes of a program.', ko: '프로그램을 실행하는 프로세스 번호를 출력합니다.' },
  synopsis: 'pidof [-s] PROGRAM…',
  dialect: 'getopt',
  options: [
    flag('-s --single-shot', 'Only one.', '하나만 출력합니다.'),
    flag('-c --check-root', 'Only those with the same root directory.', '루트 디렉터리가 같은 것만 봅니다.'),
    flag('-q', 'Print nothing.', '아무것도 출력하지 않습니다.'),
    flag('-w --with-workers', 'Kernel workers too.', '커널 작업자도 봅니다.'),
    flag('-x', 'Scripts of this name too.', '이 이름의 스크립트도 봅니다.'),
    valued('-o --omit-pid', 'PID', 'number', 'Leave this one out.', '이 번호는 뺍니다.'),
    valued('-S --separator', 'TEXT', 'text', 'What stands between the numbers.', '번호 사이에 넣을 글자입니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [positional('program', ['PROGRAM', 'text'], "The program's name.", '프로그램 이름입니다.', { repeats: true })],
    },
  },
}; // prettier-ignore

export const TOP: Declaration = {
  name: 'top',
  words: { en: 'Shows the processes that use most processor time; here once, with -b.', ko: '프로세서를 많이 쓰는 프로세스를 보여 줍니다. 여기서는 -b로 한 번 보여 줍니다.' },
  synopsis: 'top -b [-n COUNT] [-d SECONDS] [-p PID,…]',
  dialect: 'getopt',
  options: [
    flag('-b', 'Print, without taking over the terminal.', '터미널을 차지하지 않고 출력합니다.'),
    valued('-n', 'COUNT', 'number', 'How often.', '출력할 횟수입니다.'),
    valued('-d', 'SECONDS', 'text', 'The time between two times.', '출력 사이의 시간입니다.'),
    valued('-p', 'PIDS', 'text', 'Only these processes.', '이 프로세스만 봅니다.'),
    valued('-o', 'COLUMN', 'text', 'The column to sort by.', '정렬할 열입니다.'),
    valued('-u', 'USER', 'text', 'Only of this user.', '이 사용자의 것만 봅니다.'),
    flag('-c', 'Whole command lines.', '명령줄 전체를 보여 줍니다.'),
    flag('-i', 'Leave idle processes out.', '쉬는 프로세스는 뺍니다.'),
    flag('-H', 'Threads.', '스레드를 보여 줍니다.'),
  ],
  body: { clause: { parameters: [] } },
}; // prettier-ignore

export const LSNS: Declaration = {
  name: 'lsns',
  words: { en: 'Lists namespaces and the processes in them.', ko: '네임스페이스와 그 안의 프로세스를 보여 줍니다.' },
  synopsis: 'lsns [-t KIND] [-p PID] [-n] [-o COLUMNS]',
  dialect: 'getopt',
  options: [
    valued('-t --type', 'KIND', 'text', 'Only this kind: net, mnt, pid …', '이 종류만 봅니다: net, mnt, pid …'),
    valued('-p --task', 'PID', 'number', "Only this process's.", '이 프로세스의 것만 봅니다.'),
    valued('-o --output', 'COLUMNS', 'text', 'Which columns.', '보여 줄 열입니다.'),
    flag('-n --noheadings', 'No line of headings.', '제목 줄을 출력하지 않습니다.'),
    flag('-l --list', 'A list, no tree.', '나무 모양 대신 목록으로 보여 줍니다.'),
    flag('-u --notruncate', 'Do not cut text.', '글자를 자르지 않습니다.'),
    flag('-W --nowrap', 'Do not wrap columns.', '열을 줄바꿈하지 않습니다.'),
    flag('-r --raw', 'Raw output (not simulated yet).', '가공하지 않고 출력합니다(아직 시뮬레이션되지 않음).'),
    flag('-J --json', 'As JSON (not simulated yet).', 'JSON으로 출력합니다(아직 시뮬레이션되지 않음).'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [positional('namespace', ['NAMESPACE', 'number'], "A namespace's number.", '네임스페이스 번호입니다.', { optional: true })],
    },
  },
}; // prettier-ignore
