import { fastify } from 'fastify'
import { Redis } from 'ioredis'
import type { z } from 'zod'
import { compileSchema } from '../src/http/plugins/compiled_schema.ts'
import { stepRoutes } from '../src/http/routes/steps.ts'
import type { Context } from '../src/operations/context.ts'
import { tuneV8 } from '../src/v8_tuning.ts'

/**
 * The upper bound of an advance's speed with these libraries: a minimal route that parses the same
 * body with the same schema and validator, runs one script that writes as many bytes, and returns
 * JSON of the same shape. It computes nothing, checks nothing else and refuses nothing. A second
 * route does the same for many optimizers in one call, with one script. A third one runs no script:
 * the upper bound of a response from the cache.
 */

/**
 * The bytes that an advance writes for an optimizer with two groups and one StepLR, as HSTRLEN
 * reports for its hash: 56 bytes of header (a version of 16 bytes and five counters of 8) and 16
 * bytes of values, because two learning rates change and are doubles. Keys and names of fields are
 * counted neither here nor there.
 */
const WRITTEN_BYTES = 56 + 2 * 8
const VALUE = 'x'.repeat(WRITTEN_BYTES)
const WRITE = `#!lua\nreturn redis.call('SET', KEYS[1], ARGV[1])`

const WRITE_ALL = `#!lua
for _, key in ipairs(KEYS) do redis.call('SET', key, ARGV[1]) end`

tuneV8()
const { CEILING_PORT: port, CEILING_REDIS_PORT: redisPort } = process.env
const redis = new Redis({ host: '127.0.0.1', port: Number(redisPort) })
redis.defineCommand('write', { lua: WRITE, numberOfKeys: 1 })
redis.defineCommand('writeAll', { lua: WRITE_ALL })
const scripts = redis as unknown as {
  write(key: string, value: string): Promise<unknown>
  writeAll(count: number, ...keysAndValue: string[]): Promise<unknown>
}

const app = fastify()
app.setValidatorCompiler<z.ZodType>(({ schema }) => compileSchema(schema))

interface Advance {
  Params: { o: string }
  Body: { step: number }
}
interface AdvanceMany {
  Body: { steps: { optimizer: string; step: number }[] }
}
const bodies = await stepsBodies()
const schema = { body: bodies.get('/v1/optimizers/:o/steps') }

app.post<Advance>('/v1/optimizers/:o/steps', {
  schema,
  handler: async ({ params: { o }, body: { step } }) => {
    await scripts.write(`ceiling:${o}`, VALUE)
    return response(o, step)
  },
})
app.post<Advance>('/v1/storeless/:o/steps', {
  schema,
  handler: async ({ params: { o }, body: { step } }) => response(o, step),
})
app.post<AdvanceMany>('/v1/steps', {
  schema: { body: bodies.get('/v1/steps') },
  handler: async ({ body: { steps } }) => {
    const keys = steps.map(({ optimizer }) => `ceiling:${optimizer}`)
    await scripts.writeAll(keys.length, ...keys, VALUE)
    const results = steps.map(({ optimizer, step }) => response(optimizer, step))
    return { results: results.map((result) => ({ status: 200, result })) }
  },
})
app.get('/readyz', async () => redis.ping())

/** Learning rates with as many digits as those of a schedule. */
function response(o: string, step: number) {
  const groups = [
    { name: 'backbone', lr: 0.08863848717161292, momentum: 0.9 },
    { name: 'head', lr: 0.008863848717161291, momentum: 0.9 },
  ]
  return { optimizer: o, generation: 1, revision: 1, step, sealed_through: step, groups }
}

/** The service's own schemas, taken from its routes: copies would drift from them. */
async function stepsBodies(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  const blank = fastify()
  blank.addHook('onRoute', ({ url, schema }) => void found.set(url, schema?.body))
  await blank.register(stepRoutes({} as Context))
  return found
}

// The bench has ended without stopping this process.
process.once('disconnect', () => process.exit(1))
process.once('SIGTERM', () => process.exit(0))
await app.listen({ host: '127.0.0.1', port: Number(port) })
