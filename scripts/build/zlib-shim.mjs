/** What just-bash takes from node:zlib, for hosts without Node: `gzip` and friends then fail by name, everything else works. */
export const constants = { Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1 };

function unavailable() {
  throw new Error('compression is not available when VS Code runs in a browser');
}

export const gzipSync = unavailable;
export const gunzipSync = unavailable;
