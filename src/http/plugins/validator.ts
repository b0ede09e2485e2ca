import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { faultsOf, schemaErrorMap } from '../../core/definition/schema_faults.ts'
import { refuse } from '../../core/problem.ts'
import { compileSchema } from './compiled_schema.ts'
import { AdvanceBody, AdvanceManyBody } from '../contract/steps.ts'

/** What a schema makes of the part of a request that it describes. */
type Validate = (data: unknown) => { value: unknown }

/** Requests are read by the schemas of core; answers are typed by theirs, so they go out as made. */
export function setValidator(app: FastifyInstance): void {
  const validators = new Map<z.ZodType, Validate>()
  app.addHook('onRoute', ({ schema }) => {
    // What the document does not tell of are pages and their parts, which take what they like.
    if (schema && !schema.hide) schema.querystring ??= NoQuery
  })
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => {
    // One for all routes of a schema: what it remembers is remembered once.
    const validator = validators.get(schema) ?? validatorOf(schema, httpPart)
    validators.set(schema, validator)
    return validator
  })
  app.setSerializerCompiler(() => toJson)
  // One for all, which spares looking for the one of the status and the type of each answer.
  app.setReplySerializer(toJson)
}

const toJson = (response: unknown) => JSON.stringify(response)

function validatorOf(schema: z.ZodType, part: string | undefined): Validate {
  if (part === 'headers') return headersValidator(schema as z.ZodObject)
  if (schema === NoQuery) return emptyQueryValidator(schema)
  if (part === 'params') return cachedNameValidator(schema as z.ZodObject)
  return COMPILED.has(schema) ? compiledValidator(schema) : schemaValidator(schema)
}

/** What is read at each step of each rank. */
const COMPILED = new Set<z.ZodType>([AdvanceBody, AdvanceManyBody])

/** Most is plainly right: to have that read by its schema takes a sixth of a batch. */
function compiledValidator(schema: z.ZodType): Validate {
  const accepts = compileSchema(schema)
  const validate = schemaValidator(schema)
  return (data) => (accepts(data) ? { value: data } : validate(data))
}

const schemaValidator =
  (schema: z.ZodType): Validate =>
  (data) => {
    const read = schema.safeParse(data, { error: schemaErrorMap, reportInput: true })
    if (read.success) return { value: read.data }
    return refuse({ code: 'invalid_request', errors: faultsOf(read.error.issues) })
  }

/** Nearly all requests come without any of our headers, all of which may be left out. */
function headersValidator(schema: z.ZodObject): Validate {
  const names = Object.keys(schema.shape)
  const validate = schemaValidator(schema)
  return (data) => {
    const headers = data as Record<string, unknown>
    return names.some((name) => headers[name] !== undefined)
      ? validate(data)
      : { value: NO_HEADERS }
  }
}
const NO_HEADERS = Object.freeze({})

/** The query of a route that says nothing of one: what it does not know it refuses, as any other. */
const NoQuery = z.strictObject({})

/** All requests that are right come without a query there. */
function emptyQueryValidator(schema: z.ZodType): Validate {
  const validate = schemaValidator(schema)
  return (data) => (Object.keys(data as object).length === 0 ? { value: data } : validate(data))
}

/** How many names are remembered, half a kilobyte each. */
const MAX_CACHED_NAMES = 10_000

/**
 * The same few optimizers are asked for again and again: where a path has but one name, each is read
 * once, which spares a fiftieth of a sealed step.
 */
function cachedNameValidator(schema: z.ZodObject): Validate {
  const validate = schemaValidator(schema)
  const [name, ...others] = Object.keys(schema.shape)
  if (name === undefined || others.length > 0) return validate
  const cache = new Map<unknown, { value: unknown }>()
  return (data) => {
    const given = (data as Record<string, unknown>)[name]
    const cached = cache.get(given)
    if (cached) return cached
    const result = validate(data)
    if (cache.size === MAX_CACHED_NAMES) cache.clear()
    // All requests of this name share it.
    Object.freeze(result.value)
    cache.set(given, result)
    return result
  }
}
