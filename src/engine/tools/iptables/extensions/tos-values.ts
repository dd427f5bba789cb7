import { choice } from '../../grammar/declare';
import type { Value } from '../../grammar/types';
import type { Surroundings } from '../extension';
import { readNumber, readNumberPrefix } from '../numbers';

/** Names of types of service (extensions/tos_values.c). */
const TOS_NAMES: readonly (readonly [value: number, name: string])[] = [
  [0x10, 'Minimize-Delay'],
  [0x08, 'Maximize-Throughput'],
  [0x04, 'Maximize-Reliability'],
  [0x02, 'Minimize-Cost'],
  [0x00, 'Normal-Service'],
];

export const TOS_VALUE: Value = {
  name: 'VALUE[/MASK]',
  type: 'text',
  words: { en: 'A number with a mask, or a name.', ko: '마스크가 붙을 수 있는 숫자, 또는 이름입니다.' },
  choices: [
    choice('Minimize-Delay', 'Interactive traffic (0x10).', '대화형 트래픽입니다(0x10).'),
    choice('Maximize-Throughput', 'Bulk traffic (0x08).', '대량 트래픽입니다(0x08).'),
    choice('Maximize-Reliability', 'Must arrive (0x04).', '반드시 도착해야 합니다(0x04).'),
    choice('Minimize-Cost', 'The cheapest way (0x02).', '가장 싼 경로입니다(0x02).'),
    choice('Normal-Service', 'Nothing special (0x00).', '특별하지 않습니다(0x00).'),
  ],
};

/** tos_parse_symbolic: `VALUE[/MASK]`, or a name, which stands for `nameMask` bits. */
export function readTos(around: Surroundings, text: string, nameMask: number): { value: number; mask: number } {
  const number = readNumberPrefix(text, 0, 255);
  if (number) {
    if (number.rest === '') return { value: number.value, mask: 0xff };
    const mask = number.rest.startsWith('/') ? readNumber(number.rest.slice(1), 0, 255) : undefined;
    return mask === undefined ? around.fail(`Illegal value: "${text}"`) : { value: number.value, mask };
  }
  const named = TOS_NAMES.find(([, name]) => name.toLowerCase() === text.toLowerCase());
  return named ? { value: named[0], mask: nameMask } : around.fail(`Symbolic name "${text}" is unknown`);
}

export function tosName(value: number): string | undefined {
  return TOS_NAMES.find(([known]) => known === value)?.[1];
}

/** DiffServ classes (extensions/dscp_helper.c). */
const DSCP_CLASSES: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 8 }, (_, i) => [`CS${i}`, i * 8] as const),
  ['BE', 0],
  ...[1, 2, 3, 4].flatMap((high) => [1, 2, 3].map((low) => [`AF${high}${low}`, high * 8 + low * 2] as const)),
  ['EF', 0x2e],
]);

export function readDscpClass(around: Surroundings, text: string): number {
  return DSCP_CLASSES.get(text.toUpperCase()) ?? around.fail(`Invalid DSCP value \`${text}'`);
}

/** `0x0a`. */
export function twoHex(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
