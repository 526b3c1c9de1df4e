import {
  type Comment,
  type Context,
  type DeclarationReflection,
  LiteralType,
  type ProjectReflection,
  ReflectionKind,
  UnionType,
  UnknownType,
} from 'typedoc';
import type ts from 'typescript';

/** Shapes that a page of their own explains; the comment leads there. */
const explainedElsewhere = new Set([
  'World.banks',
  'World.clients',
  'WorldInput.banks',
  'WorldInput.clients',
  'JournalEntry',
]);

function closeShapes(project: ProjectReflection): void {
  // An interface that gives a name to a shape of the description extends nothing that a user knows.
  for (const shape of project.getReflectionsByKind(ReflectionKind.Interface) as DeclarationReflection[]) {
    const known = shape.extendedTypes?.filter((type) => type.type !== 'reference' || type.reflection !== undefined);
    if (known?.length === 0) delete shape.extendedTypes;
  }
  const kinds = ReflectionKind.Property | ReflectionKind.TypeAlias;
  for (const reflection of project.getReflectionsByKind(kinds) as DeclarationReflection[]) {
    const { name, parent } = reflection;
    if (!explainedElsewhere.has(parent?.kindOf(ReflectionKind.Interface) ? `${parent.name}.${name}` : name)) continue;
    project.removeTypeReflections(reflection.type);
    reflection.type = new UnknownType('…');
  }
}

/** The descriptions of the OpenAPI documents reach the types made from them in a tag of JSDoc. */
function asSummary(comment: Comment | undefined): void {
  const description = comment?.getTag('@description');
  if (comment === undefined || description === undefined) return;
  comment.summary = description.content;
  comment.removeTags('@description');
}

/** A type of some texts shows them, wherever they come from. */
function showTexts(alias: DeclarationReflection, type: ts.Type): void {
  const texts = type.isUnion() ? type.types : [];
  if (texts.length === 0 || !texts.every((text) => text.isStringLiteral())) return;
  alias.type = new UnionType(texts.map(({ value }) => new LiteralType(value)));
}

/** Makes the types that are made from the OpenAPI documents say what a reader wants to know. */
export function tellShapes(context: Context): void {
  const { project, programs } = context;
  const checker = programs[0]?.getTypeChecker();
  for (const alias of project.getReflectionsByKind(ReflectionKind.TypeAlias) as DeclarationReflection[]) {
    const symbol = context.getSymbolFromReflection(alias);
    if (symbol && checker) showTexts(alias, checker.getDeclaredTypeOfSymbol(symbol));
  }
  for (const { comment } of Object.values(project.reflections)) asSummary(comment);
  closeShapes(project);
}
