import { describe, expect, it } from 'vitest';
import { buildFirst, ckaNet, scratch } from './cli';

buildFirst();
const file = scratch();

describe('cka-net', () => {
  it('says what it can do, which version it is, and what is wrong with a command line', async () => {
    expect((await ckaNet(['--help'])).stdout).toMatch(/cka-net sh .*\n.*cka-net run/);
    expect((await ckaNet(['--version'])).stdout).toMatch(/^cka-net \d+\.\d+\.\d+\n$/);
    const wrong = await ckaNet(['rnu']);
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toContain('there is no command "rnu"');
    expect((await ckaNet(['run'])).status).toBe(2);
    expect(await ckaNet(['sh', '--bal'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--bal') as string,
    });
  });

  it('lists the built-in labs', async () => {
    const { stdout } = await ckaNet(['labs']);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['empty', 'switch', 'router', 'relay']),
    );
  });
});

describe('cka-net sh', () => {
  it('runs a script from -c, a file or standard input, with its output and status', async () => {
    const script = 'ip -br link; echo oops >&2; exit 3';
    const expected = {
      stdout: 'lo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n',
      stderr: 'oops\n',
      status: 3,
    };
    expect(await ckaNet(['sh', '-c', script])).toEqual(expected);
    expect(await ckaNet(['sh', file('script.sh', script)])).toEqual(expected);
    expect(await ckaNet(['sh'], script)).toEqual(expected);
  });

  it('takes a built-in lab or one from a file', async () => {
    const lab = 'hosts:\n  - name: web\n    interfaces:\n      - { name: eth0, addresses: [10.1.1.1/24] }\n';
    expect((await ckaNet(['sh', '--lab', 'router', '-c', 'hostname; ssh C hostname'])).stdout).toBe('A\nC\n');
    const { stdout } = await ckaNet(['sh', '--lab', file('lab.yaml', lab), '-c', 'hostname; ip -br -4 addr show eth0']);
    expect(stdout).toMatch(/^web\neth0 .*10\.1\.1\.1\/24/);
  });

  it('says what is wrong with a lab, and where', async () => {
    expect(await ckaNet(['sh', '--lab', 'swich', '-c', 'true'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no lab "swich"') as string,
    });
    const lab = file(
      'wrong.yaml',
      'hosts:\n  - name: web\n    interfaces:\n      - { name: eth0, addresses: [10.1.1/24] }\n',
    );
    const { stderr, status } = await ckaNet(['sh', '--lab', lab, '-c', 'true']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:4:\d+: .*10\.1\.1\/24/);
  });

  it.each([
    ['nonsense', 127, /nonsense: command not found/],
    ['ip nonsense', 1, /^Object "nonsense" is unknown, try "ip help"\.\n$/],
    ['ip addr add 300.1.1.1/24 dev lo', 1, /^Error: any valid prefix is expected rather than "300\.1\.1\.1\/24"\.\n$/],
    ['ip link set nodev up', 1, /^Cannot find device "nodev"\n$/],
    ['echo "open', 2, /unexpected EOF while looking for matching `"'/],
    ['if true; then echo', 2, /syntax error/],
    ['cat < /nonexistent', 1, /\/nonexistent: No such file or directory/],
  ])('answers bad input as a real host does: %s', async (script, status, message) => {
    const ran = await ckaNet(['sh', '-c', script]);
    expect(ran).toMatchObject({ status, stdout: '' });
    expect(ran.stderr).toMatch(message);
  });
});

const NOTEBOOK = `---
title: Test
lab: switch
---
Prose.

\`\`\`sh
ip addr add 10.0.0.1/24 dev eth0; X=kept
\`\`\`

\`\`\`sh host=B
ip addr add 10.0.0.2/24 dev eth0; hostname
\`\`\`

\`\`\`sh expect=fail
ping -c 1 -W 1 10.9.9.9
\`\`\`

\`\`\`sh solution
echo solved
\`\`\`

\`\`\`check points=1
echo "$X"; ping -c 1 10.0.0.2 > /dev/null
\`\`\`
`;

describe('cka-net run', () => {
  it('prints cells and what they print, and is content when only expected failures happen', async () => {
    const { stdout, stderr, status } = await ckaNet(['run', file('good.cka-net', NOTEBOOK)]);
    expect({ stderr, status }).toEqual({ stderr: 'ping: connect: Network is unreachable\n', status: 0 });
    expect(stdout).toContain('B$ ip addr add 10.0.0.2/24 dev eth0; hostname\nB\n');
    expect(stdout).not.toContain('solved');
  });

  it('gives one JSON object per cell', async () => {
    const notebook = file('json.cka-net', NOTEBOOK);
    const { stdout } = await ckaNet(['run', '--json', '--solutions', notebook]);
    const cells = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(cells.map(({ exitCode }) => exitCode)).toEqual([0, 0, 2, 0, 0]);
    expect(cells[1]).toMatchObject({ notebook, host: 'B', stdout: 'B\n', stderr: '' });
    expect(cells[4]).toMatchObject({ stdout: 'kept\n' });
    expect(Object.keys(cells[0] ?? {})).toEqual(
      expect.arrayContaining(['notebook', 'cell', 'host', 'source', 'stdout', 'stderr', 'exitCode']),
    );
  });

  it('fails when a cell fails that should not, and when one does not that should', async () => {
    const cell = (info: string, script: string): string => `\`\`\`sh ${info}\n${script}\n\`\`\`\n`;
    expect((await ckaNet(['run', file('fails.cka-net', cell('', 'false'))])).status).toBe(1);
    expect((await ckaNet(['run', file('passes.cka-net', cell('expect=fail', 'true'))])).status).toBe(1);
  });

  it('says what is wrong with a file that is no notebook, or is not there', async () => {
    const binary = await ckaNet(['run', file('binary.cka-net', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]))]);
    expect(binary.status).toBe(2);
    expect(binary.stderr).toMatch(/binary\.cka-net: not a text file \(byte 4 is/);
    const missing = await ckaNet(['run', '/nowhere/x.cka-net']);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('/nowhere/x.cka-net');
    const wrong = await ckaNet(['run', file('wrong.cka-net', '---\nlab: [1, 2]\n---\n```sh\ntrue\n```\n')]);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/wrong\.cka-net:2:\d+/);
  });
});

describe('cka-net lint', () => {
  const BROKEN = '---\ntitle: 7\nlab: router\n---\n\n> quoted\n\n  ```sh\n  ip lnk\n  ping -c1 192.168.2.10\n  ```\n';

  it('says that a cell is for a host that the lab has not', async () => {
    const notebook = file('no-host.cka-net', '---\ntitle: x\nlab: switch\n---\n\n```sh host=nope\nip link\n```\n');
    expect(await ckaNet(['lint', notebook])).toMatchObject({
      stdout: `${notebook}:6:7: error host-unknown the lab has no host "nope"; its hosts are A, B\n`,
      status: 1,
    });
  });

  it('prints file:line:col: severity code message, at the place in the file', async () => {
    const notebook = file('broken.cka-net', BROKEN);
    const { stdout, status } = await ckaNet(['lint', notebook]);
    expect(status).toBe(1);
    expect(stdout.split('\n').map((line) => line.replace(`${notebook}:`, '').split(' ').slice(0, 3).join(' '))).toEqual(
      ['2:8: error key-type', '9:6: error unknown-word', '10:12: error no-route', ''],
    );
  });

  it('gives JSON with fixes', async () => {
    const { stdout } = await ckaNet(['lint', '--json', file('json-lint.cka-net', BROKEN.replaceAll('\n', '\r\n'))]);
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(found[1]).toMatchObject({
      line: 9,
      column: 6,
      endLine: 9,
      endColumn: 9,
      severity: 'error',
      code: 'unknown-word',
      fixes: [{ newText: 'link' }],
    });
    expect(found[2]).toMatchObject({
      code: 'no-route',
      fixes: [{ newText: 'ip route add 192.168.2.0/24 via 192.168.1.1\n' }],
    });
  });

  it('judges a shell script by its words, and is content with what is fine', async () => {
    const { stdout, status } = await ckaNet(['lint', file('x.sh', '#!/bin/bash\nip addr add 10.0.0.1 dev eth0\n')]);
    expect(stdout).toMatch(/x\.sh:2:13: warning missing-prefix-length/);
    expect(status).toBe(0);
    expect(await ckaNet(['lint', file('fine.sh', 'ip link\n')])).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  it('fails for a file that cannot be read, and says why', async () => {
    const { stderr, status } = await ckaNet(['lint', '/nowhere.cka-net']);
    expect({ stderr, status }).toEqual({
      stderr: 'cka-net lint: cannot read /nowhere.cka-net: there is no such file\n',
      status: 1,
    });
  });
});

describe('cka-net explain', () => {
  it('explains every word, in both languages', async () => {
    expect((await ckaNet(['explain', 'ip', '-n', 'red', 'link'])).stdout).toMatch(/^ip .*\n-n .*\nred .*\nlink .*\n$/);
    expect((await ckaNet(['explain', '--lang', 'ko', 'ip link | wc -l'])).stdout).toMatch(/\n\| .*[가-힣]/);
    expect((await ckaNet(['explain'])).status).toBe(2);
  });
});

describe('cka-net walk', () => {
  it('prints the way of the packets that a command sends, and why one dies', async () => {
    const { stdout } = await ckaNet([
      'walk',
      '--lab',
      'router',
      '-c',
      'ip route add default via 192.168.1.1',
      'ping',
      '-c1',
      '-W1',
      '192.168.2.10',
    ]);
    expect(stdout).toContain('ICMP echo request');
    expect(stdout).toMatch(/192\.168\.1\.1/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/route/i);
  });
});

describe('cka-net walk --json', () => {
  it('gives the typed steps, the verdict, and the change that was tried', async () => {
    const { stdout, status } = await ckaNet(['walk', '--json', '--lab', 'router', 'ping -c1 -W1 192.168.2.10']);
    const walked = JSON.parse(stdout) as Record<string, unknown>;
    expect(status).not.toBe(0);
    expect(walked).toMatchObject({
      command: 'ping -c1 -W1 192.168.2.10',
      verdict: {
        code: 'failed',
        failure: {
          step: { host: 'A', reason: 'IP_OUTNOROUTES' },
          cause: { code: 'no-route', destination: '192.168.2.10' },
        },
      },
      remedy: [
        { host: 'A', command: 'ip route add 192.168.2.0/24 via 192.168.1.1' },
        { host: 'C', command: 'ip route add 192.168.1.0/24 via 192.168.2.1' },
      ],
      packets: [{ steps: [{ type: 'originate' }, { type: 'route', result: 'none' }, { type: 'drop' }] }],
    });
    expect(JSON.stringify(walked.explanation)).toMatch(/passes after.*통과합니다/);
  });
});

describe('cka-net check', () => {
  const scenario = (solution: string, check: string): string =>
    `---\nlab: switch\n---\n\`\`\`sh solution\n${solution}\n\`\`\`\n\`\`\`check points=1\n${check}\n\`\`\`\n`;
  const ADD = 'ip addr add 10.0.0.1/24 dev eth0';
  const SHOW = 'ip addr show eth0 | grep -q 10.0.0.1';

  it('is content when each check fails at first and passes after the solution', async () => {
    const notebook = file('proved.cka-net', scenario(ADD, SHOW));
    expect(await ckaNet(['check', notebook])).toEqual({
      stdout: `${notebook}: 1 check fails on the untouched lab and passes after the solution\n`,
      stderr: '',
      status: 0,
    });
    expect(JSON.parse((await ckaNet(['check', '--json', notebook])).stdout)).toEqual({
      notebook,
      cell: 1,
      untouched: 1,
      unsolved: 1,
      solved: 0,
      ok: true,
    });
  });

  it('says which check proves nothing, and which solution solves nothing', async () => {
    const empty = await ckaNet(['check', file('empty.cka-net', scenario(ADD, 'true'))]);
    expect(empty.status).toBe(1);
    expect(empty.stderr).toContain('the check in cell 2 passes on the untouched lab');
    const unsolved = await ckaNet(['check', file('unsolved.cka-net', scenario('true', SHOW))]);
    expect(unsolved.stderr).toContain('the check in cell 2 fails after the solution, with status 1');
  });
});
