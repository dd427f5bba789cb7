import { command } from '../../args/declare';
import { AUTH_CAN_I } from './can-i';
import { AUTH_RECONCILE } from './reconcile';
import { AUTH_WHOAMI } from './whoami';

/** `kubectl auth`. */
export const AUTH = command({
  name: 'auth',
  words: { en: 'Inspect authorization', ko: '권한을 살펴봅니다' },
  long: 'Inspect authorization.',
  usage: 'kubectl auth [flags] [options]',
  flags: [],
  commands: [AUTH_CAN_I, AUTH_RECONCILE, AUTH_WHOAMI],
});
