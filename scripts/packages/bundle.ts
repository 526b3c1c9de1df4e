import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { root } from './packed.ts';

/** What a vendor's bundler makes of a program for browsers. */
export interface Bundle {
  /** Gzipped bytes. */
  readonly size: number;
  /** What is left of each file that was imported: the names of its exports that are in the bundle. */
  readonly kept: ReadonlyMap<string, readonly string[]>;
}

/** Bundles a program, an ES module, with Vite. */
export async function bundle(program: string): Promise<Bundle> {
  const { output } = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === 'program' ? '\0program' : null),
        load: (id) => (id === '\0program' ? program : null),
      },
    ],
    build: { write: false, target: 'es2022', rolldownOptions: { input: 'program' } },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((part) => part.type === 'chunk');
  const kept = chunks
    .flatMap(({ modules }) => Object.entries(modules))
    .filter(([file, { renderedLength }]) => !file.startsWith('\0') && renderedLength > 0)
    .map(([file, { renderedExports }]) => [file, renderedExports] as const);
  return { size: gzipSync(chunks.map(({ code }) => code).join('')).length, kept: new Map(kept) };
}
