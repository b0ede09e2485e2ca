import { z } from 'zod'
import { GroupName } from '../../core/name.ts'
import { mapSchemas, REFERENCE, type Document, type Schema } from './parts.ts'

/** The names of values that have no component of their own, by their schema. */
const PLAIN_VALUES: Readonly<Record<string, string>> = {
  '{"type":"number","format":"double"}': 'Number',
  '{"type":"number","minimum":0,"format":"double"}': 'NonNegativeNumber',
  '{"type":"number","exclusiveMinimum":0,"format":"double"}': 'PositiveNumber',
  '{"type":"integer","minimum":0,"maximum":281474976710656,"format":"int64"}': 'Count',
  '{"type":"integer","minimum":1,"maximum":281474976710656,"format":"int64"}': 'PositiveCount',
  '{"type":"boolean"}': 'Boolean',
}

const GROUP_NAME = z.toJSONSchema(GroupName).pattern

/**
 * Names the objects of values by group, which many arguments accept in place of one value: as
 * `NumberByGroup`, `DurationByGroup` they are one type of a generated client, and else one more type
 * for each argument.
 */
export function nameValuesByGroup(document: Document): Document {
  const found: Record<string, Schema> = {}
  const named = mapSchemas(document, (schema) => {
    const name = nameOf(schema)
    if (name === undefined) return schema
    found[name] ??= schema
    if (JSON.stringify(found[name]) !== JSON.stringify(schema))
      throw new Error(`Two schemas: ${name}`)
    return { $ref: REFERENCE + name }
  })
  const { components } = named
  return { ...named, components: { ...components, schemas: { ...components.schemas, ...found } } }
}

function nameOf({ propertyNames, additionalProperties }: Schema): string | undefined {
  if ((propertyNames as Schema | undefined)?.pattern !== GROUP_NAME) return undefined
  const value = valueNameOf(additionalProperties as Schema)
  return value && `${value}ByGroup`
}

const valueNameOf = (schema: Schema): string | undefined =>
  typeof schema.$ref === 'string'
    ? schema.$ref.slice(REFERENCE.length)
    : PLAIN_VALUES[JSON.stringify(schema)]
