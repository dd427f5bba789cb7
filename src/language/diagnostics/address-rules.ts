import type { CommandPart, WordRole } from '../../grammar';
import { formatIpv4 } from '../../engine/packet/address';
import type { ShellWord } from '../syntax/shell-script';
import { rolesOf, valueOf, type AnalysedCommand } from './analysed';
import { judgeIpv4, likelyLength, withoutHostBits } from './literals';
import type { Problem, ProblemFacts } from './problem';

/** Addresses and networks that are wrong by themselves, whatever the lab looks like. */
export function addressProblems(analysed: AnalysedCommand): readonly Problem[] {
  return analysed.parts.flatMap((part) => {
    const roles = rolesOf(analysed, part);
    return roles.flatMap((role) => {
      const word = analysed.words[role.index];
      if (role.role !== 'value' || word?.value === undefined) return [];
      const facts = judge(word.value, role, part, analysed, roles);
      return facts ? [toProblem(facts, word)] : [];
    });
  });
}

function judge(
  text: string,
  role: WordRole,
  part: CommandPart,
  analysed: AnalysedCommand,
  roles: readonly WordRole[],
): ProblemFacts | undefined {
  switch (role.type) {
    case 'cidr':
      return judgeCidr(text, role, part.program === 'ip' && roles.every(({ of }) => of !== 'peer'));
    case 'prefix':
      return judgePrefix(text, role, analysed, roles);
    case 'address':
      // `ip route get 8.8.8.8/24` is taken; the length is left out of account.
      return role.path.at(-1) === 'get' ? undefined : judgeAddress(text);
    case 'host':
      // A name may look odd; four numbers with one too big are meant as an address.
      return /^\d+(\.\d+){3}$/.test(text) ? invalid(text) : undefined;
    default:
      return undefined;
  }
}

/** What is wrong with a malformed address or network; undefined when it is neither malformed nor ours to judge. */
function invalid(text: string): ProblemFacts | undefined {
  const judged = judgeIpv4(text);
  if (judged.verdict === 'bad-length') return { code: 'invalid-prefix', text, why: 'length' };
  if (judged.verdict !== 'bad-address') return undefined;
  return text.includes('/')
    ? { code: 'invalid-prefix', text, why: 'address' }
    : { code: 'invalid-address', text, why: judged.why };
}

/** The address of an interface. */
function judgeCidr(text: string, role: WordRole, wantsLength: boolean): ProblemFacts | undefined {
  const judged = judgeIpv4(text);
  // net-tools takes any number for a length.
  if (judged.verdict === 'bad-length' && role.program === 'ifconfig') return undefined;
  if (judged.verdict !== 'fine') return invalid(text);
  const adds = ['add', 'change', 'replace'].includes(role.path.at(-1) ?? '');
  if (judged.length !== undefined || !wantsLength || !adds || role.of !== 'local' || isLoopback(judged.address)) {
    return undefined;
  }
  const suggestion = `${formatIpv4(judged.address)}/${likelyLength(judged.address)}`;
  return { code: 'missing-prefix-length', of: 'address', text, suggestion };
}

function isLoopback(address: number): boolean {
  return address >>> 24 === 127;
}

/** Verbs that give the kernel a route; others only select among those there are. */
const ROUTE_WRITERS: ReadonlySet<string> = new Set(['add', 'append', 'change', 'prepend', 'replace', 'test']);

/** The destination of a route. */
function judgePrefix(
  text: string,
  role: WordRole,
  analysed: AnalysedCommand,
  roles: readonly WordRole[],
): ProblemFacts | undefined {
  const judged = judgeIpv4(text);
  // iptables takes masks with holes, and some of its targets any length.
  if (judged.verdict === 'bad-length' && role.program.endsWith('tables')) return undefined;
  if (judged.verdict !== 'fine') return invalid(text);
  if (!ROUTE_WRITERS.has(role.path.at(-1) ?? '') || role.path[0] === 'rule') return undefined;
  const { address } = judged;
  const length = judged.length ?? maskLength(valueOf(analysed, roles, 'netmask')?.text);
  if (length !== undefined) {
    const network = withoutHostBits(address, length);
    if (network === undefined) return undefined;
    const shown = judged.length === undefined ? network.slice(0, network.indexOf('/')) : network;
    return { code: 'route-host-bits', text, network: shown };
  }
  // net-tools guesses a length from the class of the address; only iproute2 takes a bare network for one address.
  if (role.program !== 'ip') return undefined;
  if (address === 0) return { code: 'missing-prefix-length', of: 'route', text, suggestion: 'default' };
  if ((address & 0xff) !== 0) return undefined;
  const suggestion = `${formatIpv4(address)}/${likelyLength(address)}`;
  return { code: 'missing-prefix-length', of: 'route', text, suggestion };
}

function maskLength(mask: string | undefined): number | undefined {
  if (mask === undefined) return undefined;
  const judged = judgeIpv4(`0.0.0.0/${mask}`);
  return judged.verdict === 'fine' ? judged.length : undefined;
}

/** An address alone: a next hop, a neighbour. */
function judgeAddress(text: string): ProblemFacts | undefined {
  const judged = judgeIpv4(text);
  if (judged.verdict === 'fine' && judged.length !== undefined) {
    return { code: 'misplaced-prefix-length', text, address: formatIpv4(judged.address) };
  }
  return invalid(text);
}

function toProblem(facts: ProblemFacts, { start, end }: ShellWord): Problem {
  const replacement =
    facts.code === 'missing-prefix-length'
      ? facts.suggestion
      : facts.code === 'route-host-bits'
        ? facts.network
        : facts.code === 'misplaced-prefix-length'
          ? facts.address
          : likelyMeant(facts);
  const warning = facts.code === 'missing-prefix-length';
  return {
    start,
    end,
    severity: warning ? 'warning' : 'error',
    facts,
    fixes:
      replacement === undefined
        ? []
        : [{ kind: 'replace', text: replacement, edits: [{ start, end, newText: replacement }] }],
  };
}

/** A typing error with one obvious correction: a letter for a digit, a comma or two dots for one, a length over 32. */
function likelyMeant(facts: ProblemFacts): string | undefined {
  if (facts.code !== 'invalid-address' && facts.code !== 'invalid-prefix') return undefined;
  const [address = '', length] = facts.text.split('/');
  const digits = address
    .replace(/[oO]/g, '0')
    .replace(/[lI]/g, '1')
    .replace(/[.,]+/g, '.')
    .replace(/^\.|\.$/g, '');
  const octets = digits.split('.').map((octet) => (Number(octet) > 255 ? octet.slice(0, -1) : octet));
  const number = length === undefined ? undefined : Number(length) <= 32 ? length : '24';
  const text = octets.join('.') + (number === undefined ? '' : `/${number}`);
  return octets.length === 4 && text !== facts.text && judgeIpv4(text).verdict === 'fine' ? text : undefined;
}
