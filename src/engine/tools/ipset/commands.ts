/** Commands of ipset in the order they are compared: a beginning of a name is enough (ipset_match_cmd). */
export interface CommandName {
  readonly name: string;
  readonly spellings: readonly string[];
  /** How many words it needs, or may have one, or none. */
  readonly takes: 'two' | 'optional' | 'none';
  readonly help: string;
}

export const COMMANDS: readonly CommandName[] = [
  { name: 'create', spellings: ['create', 'new', '-N'], takes: 'two', help: 'SETNAME TYPENAME [type-specific-options]\n        Create a new set' }, // prettier-ignore
  { name: 'add', spellings: ['add', '-A'], takes: 'two', help: 'SETNAME ENTRY\n        Add entry to the named set' },
  { name: 'del', spellings: ['del', '-D'], takes: 'two', help: 'SETNAME ENTRY\n        Delete entry from the named set' }, // prettier-ignore
  { name: 'test', spellings: ['test', '-T'], takes: 'two', help: 'SETNAME ENTRY\n        Test entry in the named set' },
  { name: 'destroy', spellings: ['destroy', 'x', '-X'], takes: 'optional', help: '[SETNAME]\n        Destroy a named set or all sets' }, // prettier-ignore
  { name: 'list', spellings: ['list', '-L'], takes: 'optional', help: '[SETNAME]\n        List the entries of a named set or all sets' }, // prettier-ignore
  { name: 'save', spellings: ['save', '-S'], takes: 'optional', help: '[SETNAME]\n        Save the named set or all sets to stdout' }, // prettier-ignore
  { name: 'restore', spellings: ['restore', '-R'], takes: 'none', help: '\n        Restore a saved state' },
  { name: 'flush', spellings: ['flush', '-F'], takes: 'optional', help: '[SETNAME]\n        Flush a named set or all sets' }, // prettier-ignore
  { name: 'rename', spellings: ['rename', 'e', '-E'], takes: 'two', help: 'FROM-SETNAME TO-SETNAME\n        Rename two sets' }, // prettier-ignore
  { name: 'swap', spellings: ['swap', 'w', '-W'], takes: 'two', help: 'FROM-SETNAME TO-SETNAME\n        Swap the contect of two existing sets' }, // prettier-ignore
  { name: 'help', spellings: ['help', '-h', '-H'], takes: 'optional', help: '[TYPENAME]\n        Print help, and settype specific help' }, // prettier-ignore
  { name: 'version', spellings: ['version', '-v', '-V'], takes: 'none', help: '\n        Print version information' },
  { name: 'quit', spellings: ['quit'], takes: 'none', help: '\n        Quit interactive mode' },
];

/** The command that a word begins, two dashes in front of it or not. */
export function findCommand(word: string): CommandName | undefined {
  const bare = word.startsWith('--') ? word.slice(2) : word;
  if (bare === '' || word === '-') return undefined;
  return COMMANDS.find(({ spellings }) => spellings.some((spelling) => spelling.startsWith(bare)));
}
