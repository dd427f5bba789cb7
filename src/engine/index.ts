/** The engine's front door: everything outside `engine/` imports from here or from the type files it names. */
export { BUILTIN_LABS } from './lab/builtin';
export { LabDefinitionError, labProblemText, type LabProblem } from './lab/definition';
export { parseLabDefinition } from './lab/parse-definition';
export { createLab, Lab } from './lab/lab';
export { loadDocumentation } from './kubernetes/api/openapi/documentation';
export type { Exec, ExecStreams } from './lab/exec';
export type { ForwardedConnection } from './lab/forwarded-connection';
export { openCluster, type OpenCluster } from './lab/open-cluster';
export type { ApiRequest, ApiResponse, OpenState } from './kubernetes/api/request';
export type { WatchNews } from './kubernetes/api/watch';
export { BRIEF_SEARCH, findRemedy, type Remedy } from './lab/remedy';
export { observeCluster } from './lab/observe-cluster';
export { observe, type HostObservation, type LabObservation, type NetnsObservation } from './lab/observe';
export { Differences } from './state/same';
export { createRecorder } from './walk/recorder';
export type { PacketWalk } from './walk/step';
export { TOOLS } from './tools/registry';
