import { command } from '../../args/declare';
import { SET_ENV } from './env';
import { SET_IMAGE } from './image';
import { SET_RESOURCES } from './resources';
import { SET_SELECTOR } from './selector';
import { SET_SERVICEACCOUNT } from './serviceaccount';
import { SET_SUBJECT } from './subject';

/** `kubectl set`. */
export const SET = command({
  name: 'set',
  words: { en: 'Set specific features on objects', ko: '오브젝트의 특정 항목을 설정합니다' },
  long: `Configure application resources.

 These commands help you make changes to existing application resources.`,
  usage: 'kubectl set SUBCOMMAND [options]',
  flags: [],
  commands: [SET_ENV, SET_IMAGE, SET_RESOURCES, SET_SELECTOR, SET_SERVICEACCOUNT, SET_SUBJECT],
});
