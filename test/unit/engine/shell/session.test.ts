import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { runIn, runOn } from '../lab/lab-run';

describe('a shell from cell to cell', () => {
  it('keeps directory, variables, arrays, functions, aliases and options', async () => {
    const lab = await createLab('empty');
    await runOn(
      lab,
      'cd /tmp\nX=5\nexport Y=6\nlist=(a b)\ngreet() { echo "hi $1"; }\nalias say=echo\nset -o pipefail',
    );
    const { stdout } = await runOn(lab, 'pwd; echo $X $Y ${list[1]}; greet you; say there; set +o | grep pipefail');
    expect(stdout).toBe('/tmp\n5 6 b\nhi you\nthere\nset -o pipefail\n');
  });

  it('keeps the status of the last command', async () => {
    const lab = await createLab('empty');
    await runOn(lab, 'false');
    expect((await runOn(lab, 'echo $?')).stdout).toBe('1\n');
  });

  it('forgets a function that was unset', async () => {
    const lab = await createLab('empty');
    await runOn(lab, 'f() { echo x; }');
    await runOn(lab, 'unset -f f');
    expect((await runOn(lab, 'f')).exitCode).toBe(127);
  });

  it('keeps one shell per host', async () => {
    const lab = await createLab('switch');
    await runOn(lab, 'X=on-A; cd /tmp');
    expect((await runOn(lab, 'echo "$X"; pwd', { host: 'B' })).stdout).toBe('\n/root\n');
  });

  it('keeps files, and a forked lab has its own', async () => {
    const lab = await createLab('empty');
    await runOn(lab, 'echo one > /tmp/f; X=1');
    const fork = lab.fork();
    await runOn(fork, 'echo two > /tmp/f; X=2');
    expect((await runOn(lab, 'cat /tmp/f; echo $X')).stdout).toBe('one\n1\n');
    expect((await runOn(fork, 'cat /tmp/f; echo $X')).stdout).toBe('two\n2\n');
  });
});

describe('what a script prints', () => {
  it('comes out in the order it was printed, whoever prints it', async () => {
    const { stdout } = await runIn(
      'empty',
      'f() { echo three; }\npwd\ncat /proc/sys/net/ipv4/ip_forward\nf\nfor i in 4 5; do echo $i; done\ntype f | head -1',
    );
    expect(stdout).toBe('/root\n0\nthree\n4\n5\nf is a function\n');
  });

  it('arrives while a loop still runs', async () => {
    const lab = await createLab('empty');
    const seen: string[] = [];
    const abort = new AbortController();
    const { exitCode } = await runOn(lab, 'while true; do echo tick; sleep 1; done', {
      signal: abort.signal,
      onText: (text) => {
        seen.push(text);
        if (seen.length === 3) abort.abort('SIGINT');
      },
    });
    expect(seen.slice(0, 3)).toEqual(['tick\n', 'tick\n', 'tick\n']);
    expect(exitCode).toBe(130);
  });

  it('goes through pipes, redirections and substitutions like any output', async () => {
    const { stdout } = await runIn(
      'empty',
      'hostname | tr a-z A-Z; hostname > /tmp/h; cat /tmp/h; echo "<$(hostname)>"',
    );
    expect(stdout).toBe('HOST01\nhost01\n<host01>\n');
  });
});

describe('an endless cell', () => {
  it('stops at once when it is cancelled, although it does nothing but spin', async () => {
    const lab = await createLab('empty');
    const abort = new AbortController();
    setTimeout(() => abort.abort('SIGINT'), 30);
    expect((await runOn(lab, 'while true; do :; done', { signal: abort.signal })).exitCode).toBe(130);
    expect((await runOn(lab, 'echo alive')).stdout).toBe('alive\n');
  });

  it('lets the host application have its turns', async () => {
    const lab = await createLab('empty');
    const abort = new AbortController();
    let turns = 0;
    const timer = setInterval(() => {
      if (++turns === 5) abort.abort('SIGINT');
    }, 1);
    await runOn(lab, 'f() { while true; do X=1; done; }; f', { signal: abort.signal });
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});

describe('time in a lab', () => {
  it('is virtual: sleep costs nothing and date shows it', async () => {
    const { stdout } = await runIn('empty', 'date; sleep 1h; date');
    expect(stdout).toBe('Thu Jan  1 00:00:00 UTC 2026\nThu Jan  1 01:00:00 UTC 2026\n');
  });

  it('ends a program that timeout runs, and a loop in bash as well', async () => {
    const { stdout } = await runIn(
      'empty',
      "timeout 2 sleep 10; echo $?; timeout 3 bash -c 'sleep 10; echo no'; echo $?; date +%s",
    );
    expect(stdout).toBe('124\n124\n1767225605\n');
  });
});

describe('a broken script', () => {
  it('runs what comes before the mistake and then says what bash says', async () => {
    const lab = await createLab('empty');
    expect(await runOn(lab, 'echo one\necho "two\n', { scriptName: 'x.sh' })).toEqual({
      stdout: 'one\n',
      stderr: 'x.sh: line 2: unexpected EOF while looking for matching `"\'\n',
      exitCode: 2,
    });
  });

  it('names the line of an unknown command in a script, and not in a prompt', async () => {
    const lab = await createLab('empty');
    expect(await runOn(lab, '\nkubeclt get pods', { scriptName: 'x.sh' })).toMatchObject({
      stderr: 'x.sh: line 2: kubeclt: command not found\n',
      exitCode: 127,
    });
    expect((await runOn(lab, 'kubeclt')).stderr).toBe('bash: kubeclt: command not found\n');
    expect((await runOn(lab, 'yq .')).stderr).toBe('bash: yq: command not found\n');
  });

  it('takes CRLF line ends and any Unicode', async () => {
    expect((await runIn('empty', 'echo 한글\r\necho "é😀"\r\n')).stdout).toBe('한글\né😀\n');
  });
});

describe('other hosts and namespaces', () => {
  it('are reached by ssh, for one command or until exit', async () => {
    const { stdout } = await runIn(
      'switch',
      'ssh B hostname\nssh B\nhostname\nexit\nhostname\nssh root@B "cat /etc/hostname; hostname"',
    );
    expect(stdout).toBe('B\nB\nA\nB\nB\n');
  });

  it('are not reached under a name nobody has', async () => {
    expect(await runIn('switch', 'ssh node99 hostname')).toMatchObject({
      stderr: 'ssh: Could not resolve hostname node99: Name or service not known\n',
      exitCode: 255,
    });
  });

  it('sudo runs a command, and says so when there is none', async () => {
    expect((await runIn('empty', 'sudo -n hostname; sudo nonsense')).stderr).toBe(
      'sudo: nonsense: command not found\n',
    );
  });
});

describe('files of the kernel', () => {
  it('are read and written like files', async () => {
    const { stdout } = await runIn(
      'empty',
      'echo 1 > /proc/sys/net/ipv4/ip_forward; cat /proc/sys/net/ipv4/ip_forward; sysctl net.ipv4.ip_forward; cat /sys/class/net/lo/operstate; ls /sys/class/net',
    );
    expect(stdout).toBe('1\nnet.ipv4.ip_forward = 1\ndown\nlo\n');
  });
});
