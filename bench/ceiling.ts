import { fastify } from 'fastify'
import { Redis } from 'ioredis'
import type { z } from 'zod'
import { steps } from '../src/http/routes/steps.ts'
import type { Context } from '../src/operations/context.ts'

/**
 * As fast as an advance could be with these libraries: a bare route that reads the same body with
 * the same schema, runs one script that writes 300 bytes, and answers JSON of the same shape. It
 * computes nothing, checks nothing else and refuses nothing.
 */

const VALUE = 'x'.repeat(300)
const WRITE = `#!lua\nreturn redis.call('SET', KEYS[1], ARGV[1])`

const { CEILING_PORT: port, CEILING_REDIS_PORT: redisPort } = process.env
const redis = new Redis({ host: '127.0.0.1', port: Number(redisPort) })
redis.defineCommand('write', { lua: WRITE, numberOfKeys: 1 })
const scripts = redis as unknown as { write(key: string, value: string): Promise<unknown> }

const app = fastify()
app.setValidatorCompiler<z.ZodType>(({ schema }) => (data) => {
  const read = schema.safeParse(data)
  return read.success ? { value: read.data } : { error: read.error }
})

interface Advance {
  Params: { o: string }
  Body: { step: number }
}
app.post<Advance>('/v1/optimizers/:o/steps', {
  schema: { body: await advanceBody() },
  handler: async ({ params: { o }, body: { step } }) => {
    await scripts.write(`ceiling:${o}`, VALUE)
    const groups = ['backbone', 'head'].map((name) => ({ name, lr: 0.1, momentum: 0.9 }))
    return { optimizer: o, generation: 1, revision: 1, step, sealed_through: step, groups }
  },
})
app.get('/readyz', async () => redis.ping())

/** The service's own schema, taken from its route: a copy would drift from it. */
async function advanceBody(): Promise<unknown> {
  let body: unknown
  const blank = fastify()
  blank.addHook('onRoute', ({ schema }) => {
    body ??= schema?.body
  })
  await blank.register(steps({} as Context))
  return body
}

// The bench ended without stopping this process.
process.once('disconnect', () => process.exit(1))
process.once('SIGTERM', () => process.exit(0))
await app.listen({ host: '127.0.0.1', port: Number(port) })
