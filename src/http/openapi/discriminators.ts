import { mapSchemas, REFERENCE, type Document, type Schema } from './parts.ts'

/**
 * Completes each discriminator: the value of its property, by which each member of the union is
 * found. Without it a generator takes the name of a member for the value.
 */
export function mapDiscriminators(document: Document): Document {
  const { schemas } = document.components
  return mapSchemas(document, (schema) => {
    const { discriminator, oneOf } = schema as { discriminator?: Discriminator; oneOf?: Schema[] }
    if (!discriminator || !oneOf) return schema
    const mapping = oneOf.map(({ $ref }) => {
      const member = schemas[($ref as string).slice(REFERENCE.length)]!
      const property = (member.properties as Record<string, Schema>)[discriminator.propertyName]
      return [property!.const, $ref] as const
    })
    return {
      ...schema,
      discriminator: { ...discriminator, mapping: Object.fromEntries(mapping) as object },
    }
  })
}

interface Discriminator {
  readonly propertyName: string
}
