import { command } from '../../args/declare';
import { CERTIFICATE_APPROVE } from './approve';
import { CERTIFICATE_DENY } from './deny';

/** `kubectl certificate`. */
export const CERTIFICATE = command({
  name: 'certificate',
  words: { en: 'Modify certificate resources', ko: '인증서 리소스를 바꿉니다' },
  long: 'Modify certificate resources.',
  usage: 'kubectl certificate SUBCOMMAND [options]',
  flags: [],
  commands: [CERTIFICATE_APPROVE, CERTIFICATE_DENY],
});
