/**
 * The sandbox in your own process or test, without a port: {@link createSandbox}. With ports: {@link startSandbox}. One that runs
 * elsewhere, started by `npx sandbox start`: {@link connectSandbox}.
 *
 * @packageDocumentation
 */

export type { StopReason, Walk } from './customer/errors.ts';
export { CustomerError, LinkageStoppedError } from './customer/errors.ts';
export type { LinkOptions } from './customer/options.ts';
export type { LinkageScreenId, Screen } from './customer/screen.ts';
export type { Script, Step, Values } from './customer/script.ts';
export type { ScriptedCustomer } from './customer/scripted-customer.ts';
export type { ConnectedSandbox, ConnectOptions } from './fronts/connect.ts';
export { connectSandbox } from './fronts/connect.ts';
export { ListenError } from './fronts/listen.ts';
export type { ListenOptions, Sandbox, SandboxOptions } from './fronts/sandbox.ts';
export { createSandbox, startSandbox } from './fronts/sandbox.ts';
export type {
  Certificate,
  Client,
  ClientCertificate,
  Customer,
  EndReason,
  Fault,
  JournalEntry,
  JournalQuery,
  KnownLinkage,
  Mail,
  NewFault,
  NewLine,
  OtherWorld,
  SandboxClock,
  SandboxFaults,
  SandboxJournal,
  SandboxWorld,
  Snapshot,
  WorldOptions,
} from './fronts/sandbox-world.ts';
export { SandboxError } from './fronts/sandbox-world.ts';
export { StoreError } from './store/sqlite.ts';
export { parseWorldFile, WorldFileError } from './world/world-file.ts';
export type { World, WorldInput } from './world/world-schema.ts';
