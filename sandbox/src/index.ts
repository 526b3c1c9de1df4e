export { ListenError } from './fronts/listen.ts';
export type { Sandbox, SandboxOptions } from './fronts/sandbox.ts';
export { startSandbox } from './fronts/sandbox.ts';
export { StoreError } from './store/sqlite.ts';
export { parseWorldFile, WorldFileError } from './world/world-file.ts';
export type { World } from './world/world-schema.ts';
