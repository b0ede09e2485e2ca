import { REFERENCE, type Document, type Schema } from './parts.ts'

/**
 * Every named schema is generated twice, for requests (`GroupValuesInput`) and for responses. One of
 * both, without the suffix, is enough where they are equal, and where only one of them is used.
 */
export const mergeInputs = (document: Document): Document => renameAll(document, namesOf(document))

/**
 * The components that the document uses, sorted by name: the order in which modules are loaded does
 * not show in it. Each has its name as title, which is what reference pages and generators show.
 */
export function titleComponents(document: Document): Document {
  const { schemas } = document.components
  const used = [...schemasUsedBy(document.paths, schemas)].sort()
  const titled = used.map((name) => [name, { title: name, ...schemas[name] }] as const)
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(titled) },
  }
}

const INPUT = /Input$/

/** The name of each used schema without the suffix, where no other schema has that name. */
function namesOf(document: Document): ReadonlyMap<string, string> {
  const { schemas } = document.components
  const used = schemasUsedBy(document.paths, schemas)
  const text = (name: string) => JSON.stringify(schemas[name]).replaceAll('Input"', '"')
  const names = [...used].map((name) => {
    const plain = name.replace(INPUT, '')
    const isOnly = !used.has(plain) || text(plain) === text(name)
    return [name, isOnly ? plain : name] as const
  })
  return new Map(names)
}

function renameAll(document: Document, names: ReadonlyMap<string, string>): Document {
  const renamed = (name: string) => names.get(name) ?? name
  // Schemas that nothing uses have no new name, and would replace those that take theirs.
  const entries = Object.entries(document.components.schemas).filter(([name]) => names.has(name))
  const schemas = Object.fromEntries(entries.map(([name, schema]) => [renamed(name), schema]))
  const components = { ...document.components, schemas }
  return withReferences({ ...document, components }, renamed) as Document
}

/** The names of the schemas to which a part of the document refers, directly or through another schema. */
export function schemasUsedBy(
  part: unknown,
  schemas: Readonly<Record<string, Schema>>,
): ReadonlySet<string> {
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const name of schemasNamedIn(part)) {
      if (used.has(name)) continue
      used.add(name)
      follow(schemas[name])
    }
  }
  follow(part)
  return used
}

/** The named schemas that a part of the document refers to. */
function* schemasNamedIn(part: unknown): Generator<string> {
  if (typeof part === 'string' && part.startsWith(REFERENCE)) yield part.slice(REFERENCE.length)
  if (typeof part !== 'object' || part === null) return
  for (const inner of Object.values(part)) yield* schemasNamedIn(inner)
}

/** A copy of a part of the document with other names in its references. */
function withReferences(part: unknown, renamed: (name: string) => string): unknown {
  if (typeof part === 'string' && part.startsWith(REFERENCE)) {
    return REFERENCE + renamed(part.slice(REFERENCE.length))
  }
  if (Array.isArray(part)) return part.map((each) => withReferences(each, renamed))
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([key, inner]) => [key, withReferences(inner, renamed)])
  return Object.fromEntries(entries)
}
