import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import type { Exports, Manifest, Packed } from './packed.ts';

/** What a package is meant to hold. */
interface Meant {
  /** Every file matches one of these. */
  readonly files: readonly RegExp[];
  /** Of a package for browsers: the exports that are for Node.js alone. What it bundles are its own dependencies. */
  readonly nodeExports?: readonly string[];
}

const papers = /^(package\.json|README\.md|LICENSE|dist\/THIRD-PARTY-LICENCES\.txt)$/;
const code = /^dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts)$/;

const meant: Readonly<Record<string, Meant>> = {
  '@renkei/sdk': { files: [papers, code, /^dist\/openapi\.json$/], nodeExports: ['./node'] },
  '@renkei/sandbox': { files: [papers, code, /^dist\/(openapi|world\.schema)\.json$/, /^bin\/sandbox\.js$/] },
};

/** The exports of a package that a browser's bundler may meet: modules, and not for Node.js alone. */
export const browserExports = ({ name, exports }: Manifest): string[] =>
  Object.keys(exports).filter((door) => typeof exports[door] === 'object' && !meant[name]?.nodeExports?.includes(door));

const isCode = (path: string): boolean => /\.c?[jt]s$/.test(path);

const targetsOf = (exports: Exports): string[] =>
  typeof exports === 'string' ? [posix.normalize(exports)] : Object.values(exports).flatMap(targetsOf);

/** What a node imports, exports from, requires or, as a type, names: `import`, `export … from`, `require()`, `import()`. */
function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: given } = node;
  const isCall =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
  return isCall ? given[0] : undefined;
}

/** What a file imports or requires, and the types that it refers to. */
function importsOf(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found = file.typeReferenceDirectives.map(({ fileName }) => fileName);
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The file that an import of a file means: a declaration imports declarations. */
function fileOf(specifier: string, importer: string): string {
  const path = posix.join(posix.dirname(importer), specifier);
  return /\.d\.c?ts$/.test(importer) ? path.replace(/\.(c?)js$/, '.d.$1ts') : path;
}

const packageOf = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** All files that are loaded with some, and what these import besides files. */
function reach({ files }: Packed, entries: readonly string[]) {
  const reached = new Set(entries);
  const foreign = new Map<string, string>();
  for (const path of reached) {
    for (const specifier of isCode(path) ? importsOf(path, files.get(path) ?? '') : []) {
      if (specifier.startsWith('.')) reached.add(fileOf(specifier, path));
      else foreign.set(specifier, path);
    }
  }
  return { reached, foreign };
}

/** What CommonJS has bundled, of which the licences are told. */
const bundledIn = ({ files }: Packed): string[] =>
  [...(files.get('dist/THIRD-PARTY-LICENCES.txt') ?? '').matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(.+\)$/gm)].map(
    ([, name = '']) => name,
  );

/** What is loaded by way of each export and command. */
function waysIn(packed: Packed) {
  const { exports, bin = {} } = packed.manifest;
  const doors = [...Object.entries(exports), ...Object.entries(bin)];
  return doors.map(([door, to]) => ({ door, ...reach(packed, targetsOf(to)) }));
}

/** What is in a package and should not be, or is not in it and should be: one line each, none when all is well. */
export function misfits(packed: Packed): string[] {
  const { manifest, files } = packed;
  const { files: patterns, nodeExports } = meant[manifest.name] ?? { files: [] };
  const isDeclared = (name: string) => name in { ...manifest.dependencies, ...manifest.peerDependencies };
  const ways = waysIn(packed);
  const reached = new Set(ways.flatMap((way) => [...way.reached]));
  const paths = [...files.keys()];
  const code = paths.filter(isCode);

  const bleed = ways.flatMap(({ door, foreign }) => {
    const isAllowed = (specifier: string) =>
      isBuiltin(specifier) ? (nodeExports?.includes(door) ?? true) : isDeclared(packageOf(specifier));
    return [...foreign].flatMap(([specifier, path]) =>
      isAllowed(specifier) ? [] : [`${path}: imports ${specifier}, by way of ${door}`],
    );
  });
  const bundled = nodeExports ? bundledIn(packed).filter((name) => !isDeclared(name)) : [];

  return [
    ...paths.filter((path) => !patterns.some((pattern) => pattern.test(path))).map((path) => `${path}: not meant`),
    ...['README.md', 'LICENSE', ...reached].filter((path) => !files.has(path)).map((path) => `${path}: missing`),
    ...code.filter((path) => !reached.has(path)).map((path) => `${path}: no export leads to it`),
    ...code.filter((path) => files.get(path)?.includes('sourceMappingURL=')).map((path) => `${path}: has a source map`),
    ...bleed,
    ...bundled.map((name) => `the CommonJS build: has ${name} in it`),
  ];
}
