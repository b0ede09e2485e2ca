import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context } from '../../operations/context.ts'
import { answer, Health, refusals } from '../contract.ts'

const tags = ['Health']

/** Whether the process lives, and whether it can serve. */
export function health({ store }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/livez', {
      schema: {
        operationId: 'livez',
        summary: 'Whether the process runs; says nothing of the store',
        tags,
        response: { 200: answer('It does.', Health), ...refusals() },
      },
      config: { example: { answer: { status: 'ok' } } },
      handler: async () => ({ status: 'ok' as const }),
    })

    app.get('/readyz', {
      schema: {
        operationId: 'readyz',
        summary: 'Whether the store answers',
        tags,
        response: { 200: answer('It does.', Health), ...refusals() },
      },
      config: { example: { answer: { status: 'ok' } } },
      handler: async () => {
        await store.check()
        return { status: 'ok' as const }
      },
    })
  }
}
