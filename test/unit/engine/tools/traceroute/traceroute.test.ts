import { ip } from '../../../../../src/engine/tools/ip/ip';
import { traceroute } from '../../../../../src/engine/tools/traceroute/traceroute';
import { namedRoutedLab } from '../bench-host';
import { refuseAtRouter, letTimePass } from '../probe-lab';
import { replay } from '../replay';

const lab = namedRoutedLab();
refuseAtRouter(lab);

/** Times differ everywhere; a last line that was left open is closed in the recording. */
function mask(text: string): string {
  return text.replace(/\d+\.\d{3} ms/g, 'T ms').replace(/([^\n])$/, '$1\n');
}

replay(lab.lab, './traceroute/fixtures/routed.txt', { tools: [traceroute, ip], mask, other: letTimePass });
