import { words } from '../../../grammar/declare';
import type { LinkType } from '../link-type';

/** `type dummy` (ip/iplink_dummy.c): no options. */
export const dummyLinkType: LinkType = {
  name: 'dummy',
  words: words(
    'a device that swallows everything, for addresses of the host itself',
    '모든 것을 삼키는 장치 (호스트 자신의 주소를 두는 용도)',
  ),
  usage: 'Usage: ... dummy\n',
};
