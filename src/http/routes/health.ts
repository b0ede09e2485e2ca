import type { Context } from '../../operations/context.ts'
import { Health } from '../contract/optimizers.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { refusals } from '../contract/refusals.ts'

/** Probes of the process and of the store. */
export const healthRoutes = routesOf('Health', livez, readyz)

function livez(app: App): void {
  app.get('/livez', {
    schema: {
      operationId: 'livez',
      summary: 'Check that the process runs, without the store',
      description: 'For a liveness probe: it answers as long as the event loop runs.',
      response: { 200: response('It runs.', Health), ...refusals() },
    },
    config: { example: { response: { status: 'ok' } } },
    handler: async () => ({ status: 'ok' as const }),
  })
}

function readyz(app: App, { store }: Context): void {
  app.get('/readyz', {
    schema: {
      operationId: 'readyz',
      summary: 'Check that the store responds',
      description:
        'For a readiness probe: it asks the store, and answers 503 if the store is unavailable.',
      response: { 200: response('It responds.', Health), ...refusals() },
    },
    config: { example: { response: { status: 'ok' } } },
    handler: async () => {
      await store.check()
      return { status: 'ok' as const }
    },
  })
}
