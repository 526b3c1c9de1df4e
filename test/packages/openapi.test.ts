import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Somebody's project, which has the packages. */
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'renkei-openapi-'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
});
afterAll(() => rmSync(project, { recursive: true }));

function run(file: string, code: string): string {
  writeFileSync(join(project, file), code);
  return execFileSync(process.execPath, [file], { cwd: project, encoding: 'utf8' }).trim();
}

function mistakesIn(file: string, code: string, options: ts.CompilerOptions): string[] {
  writeFileSync(join(project, file), code);
  const program = ts.createProgram([join(project, file)], { strict: true, noEmit: true, types: [], ...options });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe.each([
  ['@renkei/sdk', 'sdk', 'bank', 'listAccounts'],
  ['@renkei/sandbox', 'sandbox', 'sandbox', 'getHealth'],
])('%s/openapi.json', (name, folder, description) => {
  const document = json(`openapi/generated/${description}.json`);

  test('is of the version of its package', () => {
    expect(document.info.version).toBe(json(`${folder}/package.json`).version);
  });

  test('stands by itself: no reference leads out of it, and none leads nowhere', () => {
    const refs = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
    for (const [, ref = ''] of refs) {
      expect(ref).toMatch(/^#\//);
      const steps = ref
        .slice(2)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
      expect(
        steps.reduce((at, step) => at?.[step], document),
        ref,
      ).toBeDefined();
    }
  });

  test('is what ES modules import, and CommonJS requires', () => {
    const print = 'console.log(JSON.stringify(document))';
    const imported = run('a.mjs', `import document from '${name}/openapi.json' with { type: 'json' }; ${print}`);
    const required = run('a.cjs', `const document = require('${name}/openapi.json'); ${print}`);
    expect(JSON.parse(imported)).toEqual(document);
    expect(JSON.parse(required)).toEqual(document);
  });

  test('has its type in TypeScript, with resolveJsonModule', () => {
    const code = `import document from '${name}/openapi.json' with { type: 'json' };
      export const version: string = document.info.version;
      // @ts-expect-error
      export const none: string = document.paths['/none'];`;
    const { Bundler, NodeNext } = ts.ModuleResolutionKind;
    const { ESNext, NodeNext: NodeModule } = ts.ModuleKind;
    const options = { resolveJsonModule: true, lib: ['lib.es2023.d.ts'], skipLibCheck: true };
    expect(mistakesIn('a.ts', code, { ...options, module: ESNext, moduleResolution: Bundler })).toEqual([]);
    expect(mistakesIn('b.mts', code, { ...options, module: NodeModule, moduleResolution: NodeNext })).toEqual([]);
  });
});
