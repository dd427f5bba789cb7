import { route } from '../../../../../src/engine/tools/route/route';
import { namedRoutedLab } from '../bench-host';
import { replay } from '../replay';

const { lab } = namedRoutedLab();

replay(lab, './route/fixtures/edit.txt', {
  tools: [route],
  other: (within, host) => within.netlink(host).setLink('a0', { up: false }),
});
