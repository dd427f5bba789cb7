import { describe, expect, it } from 'vitest';
import { differences } from '../../conformance/compare';
import { masked } from '../../conformance/mask';
import { resultsOf, splitScript, type CommandResult } from '../../conformance/script';

function result(stdout: string, rest: Partial<CommandResult> = {}): CommandResult {
  return { command: 'ip link', stdout, stderr: '', exitCode: 0, ...rest };
}

describe('a conformance script', () => {
  it('is one command a line, and one a block where a line opens something', () => {
    const script =
      '# why\nip link\nip addr\nf() {\n  echo hi\n}\n\nf\ncat <<END | wc\na\nEND\n\nfor i in 1 2; do echo $i; done\n';
    expect(splitScript(script)).toEqual([
      'ip link',
      'ip addr',
      'f() {\n  echo hi\n}',
      'f',
      'cat <<END | wc\na\nEND',
      'for i in 1 2; do echo $i; done',
    ]);
  });

  it('gives every command its own output and status, also when the shell ends early', () => {
    const stdout = '@@cka 0 0@@\none\n@@cka 1 0@@\npart';
    const stderr = 'noise\n@@cka 0 0@@\n@@cka 1 0@@\nwhy\n';
    expect(resultsOf(['a', 'b', 'c'], stdout, stderr)).toEqual([
      { command: 'a', stdout: 'one\n', stderr: '', exitCode: 0 },
      { command: 'b', stdout: 'part', stderr: 'why\n', exitCode: undefined },
      { command: 'c', stdout: '', stderr: '', exitCode: undefined },
    ]);
  });
});

describe('the mask', () => {
  const mask = (stdout: string, command = 'x'): string => masked([result(stdout, { command })])[0]?.stdout ?? '';

  it('gives each made-up MAC address its own number', () => {
    expect(mask('a 4a:00:00:00:00:01 b 4a:00:00:00:00:02 c 4a:00:00:00:00:01')).toBe('a MAC1 b MAC2 c MAC1');
  });

  it('leaves the addresses that the script chose, and those that are the same everywhere', () => {
    const text = '02:00:00:00:00:01 ff:ff:ff:ff:ff:ff 00:00:00:00:00:00 33:33:00:00:00:01';
    expect(mask(text, 'ip link set v0 address 02:00:00:00:00:01')).toBe(text);
  });

  it('hides times and link-local addresses made from MACs, and no other number', () => {
    expect(mask('64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.041 ms')).toBe(
      '64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=TIME ms',
    );
    expect(mask('rtt min/avg/max/mdev = 0.028/0.028/0.028/0.000 ms\n')).toBe('rtt min/avg/max/mdev = TIME ms\n');
    expect(mask('inet6 fe80::4800:ff:fe00:1/64')).toBe('inet6 LINKLOCAL1/64');
    expect(mask('inet6 fe80::1/64 fd00::1/64 mtu 1500')).toBe('inet6 fe80::1/64 fd00::1/64 mtu 1500');
  });
});

describe('the account of differences', () => {
  it('is empty when every command agrees', () => {
    expect(differences('s.sh', [result('a\n')], [result('a\n')])).toBe('');
  });

  it('names script and command and shows the lines', () => {
    expect(differences('s.sh', [result('a\nb \n')], [result('a\nb\n', { exitCode: 1 })])).toBe(
      [
        's.sh: $ ip link',
        '  stdout (- real, + simulated):',
        '      a',
        '    - b·',
        '    + b',
        '  exit status: real 0, simulated 1',
      ].join('\n'),
    );
  });

  it('tells a missing last newline from one that is there', () => {
    expect(differences('s.sh', [result('a\n')], [result('a')])).toContain('+ a⏎');
  });

  it('reports a command that the simulator never reached', () => {
    expect(differences('s.sh', [result('')], [result('', { exitCode: undefined })])).toContain(
      'real 0, simulated undefined',
    );
  });
});
