import { CommandError } from '../errors/errors';

/** intstr.Parse: a number where it is one. */
export function intOrString(text: string): number | string {
  return /^[-+]?\d+$/.test(text) ? Number(text) : text;
}

/** utilsnet.ParsePort. Throws CommandError. */
export function parsePort(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const number = Number(text);
  if (number > 65535) throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`);
  return number;
}

/** strconv.Atoi. Throws CommandError. */
export function atoi(text: string): number {
  if (!/^[-+]?\d+$/.test(text)) throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** validation.IsValidPortName's complaints. */
export function portNameProblems(name: string): readonly string[] {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}
