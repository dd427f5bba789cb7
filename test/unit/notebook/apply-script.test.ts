import { describe, expect, it } from 'vitest';
import { applyScript } from '../../../src/notebook/apply-script';

describe('a yaml cell', () => {
  it('is handed to kubectl as it is', () => {
    expect(applyScript('kind: Pod\nname: $HOME')).toBe(
      "kubectl apply -f - <<'MANIFEST'\nkind: Pod\nname: $HOME\nMANIFEST\n",
    );
  });

  it('may hold any line, that which would end it too', () => {
    expect(applyScript('data: |\nMANIFEST\n')).toBe("kubectl apply -f - <<'MANIFEST_'\ndata: |\nMANIFEST\nMANIFEST_\n");
  });
});
