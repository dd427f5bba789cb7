import { ip } from '../../../../../src/engine/tools/ip/ip';
import { tracepath } from '../../../../../src/engine/tools/tracepath/tracepath';
import { namedRoutedLab } from '../bench-host';
import { refuseAtRouter, letTimePass } from '../probe-lab';
import { replay } from '../replay';

const made = namedRoutedLab();
refuseAtRouter(made);
made.lab.netlink(made.R).setLink('rb', { mtu: 1400 });
made.lab.netlink(made.B).setLink('b0', { mtu: 1400 });

/** Times differ everywhere, also in width. */
function mask(text: string): string {
  return text.replace(/ +\d+\.\d{3}ms /g, ' Tms ');
}

replay(made.lab, './tracepath/fixtures/routed.txt', { tools: [tracepath, ip], mask, other: letTimePass });
