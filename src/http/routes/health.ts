import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context } from '../../operations/context.ts'
import { Health } from '../contract/optimizers.ts'
import { response } from '../contract/response.ts'
import { refusals } from '../contract/refusals.ts'

const tags = ['Health']

/** Whether the process lives, and whether it can serve. */
export const health =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    livez(app)
    readyz(app, context)
  }

type App = Parameters<FastifyPluginAsyncZod>[0]

function livez(app: App): void {
  app.get('/livez', {
    schema: {
      operationId: 'livez',
      summary: 'Whether the process runs; says nothing of the store',
      tags,
      response: { 200: response('It does.', Health), ...refusals() },
    },
    config: { example: { response: { status: 'ok' } } },
    handler: async () => ({ status: 'ok' as const }),
  })
}

function readyz(app: App, { store }: Context): void {
  app.get('/readyz', {
    schema: {
      operationId: 'readyz',
      summary: 'Whether the store answers',
      tags,
      response: { 200: response('It does.', Health), ...refusals() },
    },
    config: { example: { response: { status: 'ok' } } },
    handler: async () => {
      await store.check()
      return { status: 'ok' as const }
    },
  })
}
