import type { Printer } from '../../iproute2/printer';

/** `via ADDRESS`, coloured like every address. */
export function printAddress(
  printer: Printer,
  key: string,
  label: string,
  address: string,
  family: 'inet' | 'inet6' = 'inet',
): void {
  printer.text(`${label} `);
  printer.field(key, address, `${address} `, family);
}

/** `dev NAME`. */
export function printDevice(printer: Printer, label: 'dev' | 'iif', name: string): void {
  printer.text(`${label} `);
  printer.field(label, name, `${name} `, 'ifname');
}
