import { choice, exact, value } from '../../grammar/declare';
import type { Clause } from '../../grammar/types';
import { NETNS, NUMBER } from '../values';

const NEW_NETNS = value('NAME', 'new-netns', 'a name for the namespace', '네임스페이스 이름');
const COMMAND = value('CMD', 'command', 'the command to run inside it', '그 안에서 실행할 명령');
const PID = value('PID', 'number', 'the id of a process', '프로세스 번호');
const NSID = value(
  'NETNSID',
  'text',
  'a number this namespace shall know the other one by',
  '상대 네임스페이스를 부를 번호',
  [choice('auto', 'the kernel chooses', '커널이 정함')],
);

export const NEW_NAME: Clause = { parameters: [], positionals: [{ keyword: 'name', value: NEW_NETNS }] };
export const NAME: Clause = { parameters: [], positionals: [{ keyword: 'name', value: NETNS }] };
export const EXEC: Clause = {
  parameters: [],
  positionals: [
    { keyword: 'name', value: NETNS },
    { keyword: 'command', value: COMMAND, repeats: true },
  ],
};
export const SET: Clause = {
  parameters: [],
  positionals: [
    { keyword: 'name', value: NETNS },
    { keyword: 'nsid', value: NSID },
  ],
};
export const ATTACH: Clause = {
  parameters: [],
  positionals: [
    { keyword: 'name', value: NEW_NETNS },
    { keyword: 'pid', value: PID },
  ],
};
export const IDENTIFY: Clause = { parameters: [], positionals: [{ keyword: 'pid', value: PID, optional: true }] };
export const LIST_ID: Clause = {
  parameters: [
    exact('target-nsid', 'numbers as that namespace uses them', '그 네임스페이스가 쓰는 번호로', NUMBER),
    exact('nsid', 'this number only', '이 번호만', NUMBER),
  ],
};
