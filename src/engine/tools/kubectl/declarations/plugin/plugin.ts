import { command } from '../../args/declare';
import { PLUGIN_LIST } from './list';

/** `kubectl plugin`. */
export const PLUGIN = command({
  name: 'plugin',
  words: { en: 'Provides utilities for interacting with plugins', ko: '플러그인을 다루는 도구입니다' },
  long: `Provides utilities for interacting with plugins.

 Plugins provide extended functionality that is not part of the major command-line distribution. Please refer to the documentation and examples for more information about how write your own plugins.

 The easiest way to discover and install plugins is via the kubernetes sub-project krew: [krew.sigs.k8s.io]. To install krew, visit https://krew.sigs.k8s.io/docs/user-guide/setup/install`,
  examples: `# List all available plugins
kubectl plugin list

# List only binary names of available plugins without paths
kubectl plugin list --name-only`,
  usage: 'kubectl plugin [flags] [options]',
  flags: [],
  commands: [PLUGIN_LIST],
});
