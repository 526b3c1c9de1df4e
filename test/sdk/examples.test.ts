import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const source = `${root}sdk/src`;

/** What every example may take for granted, if it does not make it itself. */
const given = {
  bank: "import('@renkei/sdk').BankLink",
  linkage: "import('@renkei/sdk').Linkage",
  pending: "import('@renkei/sdk').PendingLinkage",
  callbackUrl: 'string',
};

function examples(): Map<string, string> {
  const files = new Map<string, string>();
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = names.map((name) => [name.replace('/', '-'), readFileSync(`${source}/${name}`, 'utf8')] as const);
  for (const [name, text] of [...texts, ['README.md', readFileSync(`${root}sdk/README.md`, 'utf8')] as const]) {
    const blocks = [...text.matchAll(/^[ *]*```ts\n([\s\S]*?)^[ *]*```$/gm)];
    blocks.forEach(([, block = ''], index) => {
      const code = name.endsWith('.md') ? block : block.replace(/^ *\* ?/gm, '');
      files.set(`${root}test/sdk/example-${name}-${index + 1}.ts`, `${code}\nexport {};\n`);
    });
  }
  return files;
}

test('every example in the doc comments and the README compiles', () => {
  const declared = Object.entries(given).map(([name, type]) => `declare const ${name}: ${type};`);
  const files = examples().set(`${root}test/sdk/example-given.d.ts`, declared.join('\n'));
  expect(files.size).toBeGreaterThan(20);
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['none'] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, target, ...rest) : ts.createSourceFile(name, text, target);
  };
  const unused = { noUnusedLocals: false, noUnusedParameters: false };
  const program = ts.createProgram([...files.keys()], { ...options, ...unused }, host);
  const wrong = [...files.keys()].flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  expect(ts.formatDiagnostics(wrong, host)).toBe('');
});

test('the main entry has no Node built-ins, and nothing of the sandbox', () => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['none'] }, ts.sys, root);
  const files = ts.createProgram([`${source}/index.ts`], { ...options, types: [] }).getSourceFiles();
  const own = files.filter(({ fileName }) => fileName.startsWith(source));
  expect(own.length).toBeGreaterThan(15);
  for (const { fileName, text } of own) {
    const code = text.replace(/^ *(\/\*\*|\*).*$/gm, '');
    expect(code, fileName).not.toMatch(/['"]node:|\bBuffer\b|\bprocess\.|sandbox/);
  }
});

test('every export of the package has a doc comment, and an example', () => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['none'] }, ts.sys, root);
  const entries = ['index', 'fapi2', 'node', 'japan', 'line-keys', 'bank-files'].map((name) => `${source}/${name}.ts`);
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  const found = entries.flatMap((entry) => {
    const file = checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.Node);
    const symbols = checker.getExportsOfModule(file as ts.Symbol);
    return symbols.map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one));
  });
  expect(found.length).toBeGreaterThan(25);
  for (const symbol of found) {
    expect(symbol.getDocumentationComment(checker), symbol.name).not.toEqual([]);
    expect(
      symbol.getJsDocTags().map(({ name }) => name),
      symbol.name,
    ).toContain('example');
  }
});
