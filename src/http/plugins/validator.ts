import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { faultsOf, wanted } from '../../core/definition/schema_faults.ts'
import { refuse } from '../../core/problem.ts'
import { acceptorOf } from './compiled_schema.ts'
import { AdvanceBody, BatchBody } from '../contract/steps.ts'
import { written } from '../responses/json_text.ts'

/** What a schema makes of the part of a request that it describes. */
type Read = (data: unknown) => { value: unknown }

/** Requests are read by the schemas of core; answers are typed by theirs, so they go out as made. */
export function validating(app: FastifyInstance): void {
  const readers = new Map<z.ZodType, Read>()
  app.addHook('onRoute', ({ schema }) => {
    // What the document does not tell of are pages and their parts, which take what they like.
    if (schema && !schema.hide) schema.querystring ??= NoQuery
  })
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => {
    // One for all routes of a schema: what it remembers is remembered once.
    const reader = readers.get(schema) ?? readerOf(schema, httpPart)
    readers.set(schema, reader)
    return reader
  })
  app.setSerializerCompiler(() => written)
  // One for all, which spares looking for the one of the status and the type of each answer.
  app.setReplySerializer(written)
}

function readerOf(schema: z.ZodType, part: string | undefined): Read {
  if (part === 'headers') return unlessNone(schema as z.ZodObject)
  if (schema === NoQuery) return unlessEmpty(schema)
  if (part === 'params') return rememberingNames(schema as z.ZodObject)
  return FREQUENT.has(schema) ? readAtOnce(schema) : readBy(schema)
}

/** What is read at each step of each rank. */
const FREQUENT = new Set<z.ZodType>([AdvanceBody, BatchBody])

/** Most is plainly right: to have that read by its schema takes a sixth of a batch. */
function readAtOnce(schema: z.ZodType): Read {
  const accepts = acceptorOf(schema)
  const read = readBy(schema)
  return (data) => (accepts(data) ? { value: data } : read(data))
}

const readBy =
  (schema: z.ZodType): Read =>
  (data) => {
    const read = schema.safeParse(data, { error: wanted, reportInput: true })
    if (read.success) return { value: read.data }
    return refuse({ code: 'invalid_request', errors: faultsOf(read.error.issues) })
  }

/** Nearly all requests come without any of our headers, all of which may be left out. */
function unlessNone(schema: z.ZodObject): Read {
  const names = Object.keys(schema.shape)
  const read = readBy(schema)
  return (data) => {
    const headers = data as Record<string, unknown>
    return names.some((name) => headers[name] !== undefined) ? read(data) : { value: NO_HEADERS }
  }
}
const NO_HEADERS = Object.freeze({})

/** The query of a route that says nothing of one: what it does not know it refuses, as any other. */
const NoQuery = z.strictObject({})

/** All requests that are right come without a query there. */
function unlessEmpty(schema: z.ZodType): Read {
  const read = readBy(schema)
  return (data) => (Object.keys(data as object).length === 0 ? { value: data } : read(data))
}

/** How many names are remembered, half a kilobyte each. */
const MOST_NAMES = 10_000

/**
 * The same few optimizers are asked for again and again: where a path has but one name, each is read
 * once, which spares a fiftieth of a sealed step.
 */
function rememberingNames(schema: z.ZodObject): Read {
  const read = readBy(schema)
  const [name, ...others] = Object.keys(schema.shape)
  if (name === undefined || others.length > 0) return read
  const known = new Map<unknown, { value: unknown }>()
  return (data) => {
    const given = (data as Record<string, unknown>)[name]
    const found = known.get(given)
    if (found) return found
    const result = read(data)
    if (known.size === MOST_NAMES) known.clear()
    // All requests of this name share it.
    Object.freeze(result.value)
    known.set(given, result)
    return result
  }
}
