import { hostnameTools } from '../../../../../src/engine/tools/hostname/hostname';
import { routedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, A } = routedLab();
lab.world.writeHost(A).hostname = 'host01';
lab.write(A, '/etc/hosts', '127.0.0.1 localhost\n127.0.1.1 host01.example.com host01\n10.1.0.10 a.lab\n');
lab.write(A, '/etc/hn', '# c\nfromfile\n');

replay(lab, './hostname/fixtures/hostname.txt', { tools: hostnameTools });
