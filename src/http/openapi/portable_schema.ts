import type { Schema } from './parts.ts'

/**
 * A schema in the words that generators of clients read rightly:
 *
 * - `prefixItems` with `items: false` makes openapi-python-client refuse the whole document. A tuple
 *   becomes a list of its length, of anything that one of its items may be.
 * - A `default` makes a field required in the types of openapi-typescript, and makes other clients
 *   send it. The description says it instead.
 * - A number without a format is a float of 32 bits in Go, and an integer one of 32 bits in Java.
 * - A union within a union is a type without a name.
 * - A union with null of one plain type is a type of two names.
 */
export const portable = (schema: Schema): Schema =>
  STEPS.reduce((changed, step) => step(changed), schema)

const STEPS = [tupleAsList, defaultInWords, withFormat, flatUnion, nullableAsType, withoutAnyNames]

function tupleAsList(schema: Schema): Schema {
  if (!('prefixItems' in schema)) return schema
  const { prefixItems, ...rest } = schema
  const items = prefixItems as Schema[]
  return { ...rest, items: { anyOf: items }, minItems: items.length, maxItems: items.length }
}

/** A description that names its default already is left as it is. */
function defaultInWords(schema: Schema): Schema {
  if (!('default' in schema)) return schema
  const { default: value, description = '', ...rest } = schema
  const text = String(description)
  const words = /\bdefault\b/i.test(text) ? text : `${text} Default: ${JSON.stringify(value)}.`
  return { ...rest, description: words.trim() }
}

const MAX_INT32 = 2 ** 31 - 1

/** Limits of zod that say no more than that it is a number. */
const isUnlimited = (limit: unknown) => Math.abs(limit as number) === Number.MAX_SAFE_INTEGER

const hasNumbers = (type: unknown) => Array.isArray(type) && type.includes('number')

function withFormat(schema: Schema): Schema {
  const { type } = schema
  if (type === 'number' || hasNumbers(type)) return { ...schema, format: 'double' }
  if (type !== 'integer') return schema
  const { minimum, maximum, ...rest } = schema
  const limits = {
    ...(isUnlimited(minimum) ? {} : { minimum }),
    ...(isUnlimited(maximum) ? {} : { maximum }),
  }
  const format = (limits.maximum as number) <= MAX_INT32 ? 'int32' : 'int64'
  return { ...rest, ...limits, format }
}

/** A union within a union, as of a value that may be null, becomes one union. */
function flatUnion(schema: Schema): Schema {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf)) return schema
  const members = anyOf as Schema[]
  const inner = members.find((member) => Array.isArray(member.anyOf))
  if (!inner) return schema
  const flat = members.flatMap((member) =>
    member === inner ? (inner.anyOf as Schema[]) : [member],
  )
  const { anyOf: _members, ...about } = inner
  return flatUnion({ ...about, ...rest, anyOf: flat })
}

const PLAIN = new Set(['string', 'number', 'integer', 'boolean'])

function nullableAsType(schema: Schema): Schema {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema
  const [value, other] = anyOf as [Schema, Schema]
  if (other.type !== 'null' || !PLAIN.has(String(value.type)) || 'enum' in value) return schema
  return { ...value, ...rest, type: [value.type, 'null'] }
}

const ANY_NAME = JSON.stringify({ type: 'string' })

/** `propertyNames` of any text says nothing. */
function withoutAnyNames(schema: Schema): Schema {
  if (JSON.stringify(schema.propertyNames) !== ANY_NAME) return schema
  const { propertyNames: _any, ...rest } = schema
  return rest
}
