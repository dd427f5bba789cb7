import { getent } from '../../../../../src/engine/tools/getent/getent';
import { routedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, A } = routedLab();
lab.write(
  A,
  '/etc/hosts',
  `127.0.0.1 localhost
::1 localhost ip6-localhost
10.1.0.1 router.lab router gw
10.2.0.10 b.lab b
10.2.0.11 b.lab
10.1.0.10 a
fd00::7 seven sept
`,
);

replay(lab, './getent/fixtures/getent.txt', { tools: [getent] });
