import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { modules } from '../../scripts/docs/modules.ts';
import { root } from '../../scripts/docs/root.ts';

/** What every example may take for granted, if it does not make it itself. */
const given = `
declare const bank: import('@renkei/sdk').BankLink;
declare const linkage: import('@renkei/sdk').Linkage;
declare const pending: import('@renkei/sdk').PendingLinkage;
declare const callbackUrl: string;
declare const sandbox: import('@renkei/sandbox').Sandbox;
declare const url: string;
declare const otherUrl: string;
declare const page: import('playwright-core').Page;
`;

/**
 * Interfaces and classes whose methods users do not call: the SDK calls a token store, and the members of the other two are its own.
 * The example of the type shows how it is made.
 */
const notCalled = new Set(['TokenStore', 'MemoryTokenStore', 'FileTokenStore', 'TokenScheme', 'ClientAuthentication']);

/** Every example of the files that declare what is public, and of the READMEs, as a file of its own. */
function examplesIn(sources: Iterable<string>): Map<string, string> {
  const readmes = ['README.md', 'README.ja.md', 'sdk/README.md', 'sandbox/README.md'];
  const files = new Map<string, string>();
  for (const name of [...sources, ...readmes]) {
    const text = readFileSync(root + name, 'utf8');
    for (const [index, [, block = '']] of [...text.matchAll(/^[ *]*```ts\n([\s\S]*?)^[ *]*```$/gm)].entries()) {
      const code = name.endsWith('.md') ? block : block.replace(/^ *\* ?/gm, '');
      files.set(`${root}test/docs/example-${name.replaceAll('/', '-')}-${index + 1}.ts`, `${code}\nexport {};\n`);
    }
  }
  return files;
}

function optionsOf() {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['none'] }, ts.sys, root);
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}

const entries = modules.map(({ source }) => source);
const library = ts.createProgram(entries, optionsOf());
const checker = library.getTypeChecker();

/** What the packages export, by the module that it is imported from. */
const found = modules.flatMap(({ name, source }) => {
  const file = checker.getSymbolAtLocation(library.getSourceFile(source) as ts.Node) as ts.Symbol;
  return checker.getExportsOfModule(file).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { told: `${name} ${symbol.name}`, symbol: target };
  });
});

const filesOf = ({ declarations = [] }: ts.Symbol): string[] =>
  declarations.map((declaration) => declaration.getSourceFile().fileName.slice(root.length));

test('every example in the doc comments and the READMEs compiles', () => {
  const files = examplesIn(new Set(found.flatMap(({ symbol }) => filesOf(symbol))));
  expect(files.size).toBeGreaterThan(100);
  files.set(`${root}test/docs/example-given.d.ts`, given);
  const options = optionsOf();
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  // What is parsed already is not parsed again.
  host.getSourceFile = (name, target) => {
    const text = files.get(name) ?? (library.getSourceFile(name) ? undefined : readFile(name));
    return text === undefined ? library.getSourceFile(name) : ts.createSourceFile(name, text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host, library);
  const wrong = [...files.keys()].flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  expect(ts.formatDiagnostics(wrong, host)).toBe('');
});

const hasExample = (symbol: ts.Symbol): boolean => symbol.getJsDocTags().some(({ name }) => name === 'example');

/** The methods of a class or an interface that users call. */
function methodsOf(symbol: ts.Symbol): readonly ts.Symbol[] {
  const isCalled = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface) && !notCalled.has(symbol.name);
  if (!isCalled) return [];
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).filter((member) => {
    const isPublic = member.flags & ts.SymbolFlags.Method && !member.name.includes('#');
    return isPublic && filesOf(member).some((file) => /^(sdk|sandbox)\//.test(file));
  });
}

test('every export has a doc comment and an example, and so has every method that users call', () => {
  expect(found.length).toBeGreaterThan(70);
  const undocumented = found.filter(({ symbol }) => symbol.getDocumentationComment(checker).length === 0);
  expect(undocumented.map(({ told }) => told)).toEqual([]);
  const called = found.flatMap(({ told, symbol }) => [
    { told, symbol },
    ...methodsOf(symbol).map((method) => ({ told: `${told}.${method.name}()`, symbol: method })),
  ]);
  expect(called.length).toBeGreaterThan(found.length + 50);
  expect(called.filter(({ symbol }) => !hasExample(symbol)).map(({ told }) => told)).toEqual([]);
});
