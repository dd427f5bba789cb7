import { command } from '../../../args/declare';
import { ALPHA_KUBERC_SET } from './set';
import { ALPHA_KUBERC_VIEW } from './view';

/** `kubectl alpha kuberc`. */
export const ALPHA_KUBERC = command({
  name: 'kuberc',
  words: { en: 'Manage kuberc configuration files', ko: 'kuberc 구성 파일을 관리합니다' },
  long: `Manage user preferences (kuberc) file.

 The kuberc file allows you to customize your kubectl experience.`,
  examples: `# View the current kuberc configuration
kubectl alpha kuberc view

# Set a default value for a command flag
kubectl alpha kuberc set --section defaults --command get --option output=wide

# Create an alias for a command
kubectl alpha kuberc set --section aliases --name getn --command get --prependarg nodes --option output=wide`,
  usage: 'kubectl alpha kuberc SUBCOMMAND [options]',
  flags: [],
  commands: [ALPHA_KUBERC_SET, ALPHA_KUBERC_VIEW],
});
