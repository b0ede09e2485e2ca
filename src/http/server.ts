import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { Context } from '../operations/context.ts'
import { compareCacheOnReconnect } from '../operations/commit/compare_cache.ts'
import { endAllWaits } from '../operations/commit/subscriptions.ts'
import { TAGS } from './contract/tags.ts'
import { transformDocument } from './openapi/document.ts'
import { collectRouteFacts } from './openapi/route_facts.ts'
import { setJsonParser } from './plugins/json_body.ts'
import { respondToClientError, respondToError, setErrorHandlers } from './plugins/error_handler.ts'
import { editRoutes } from './routes/edits.ts'
import { eventRoutes } from './routes/events.ts'
import { explanationRoutes } from './routes/explanation.ts'
import { generationRoutes } from './routes/generations.ts'
import { groupRoutes } from './routes/groups.ts'
import { healthRoutes } from './routes/health.ts'
import { valueRoutes } from './routes/lr.ts'
import { metricRoutes } from './routes/metrics.ts'
import { optimizerRoutes } from './routes/optimizers.ts'
import { presetRoutes } from './routes/presets.ts'
import { previewRoutes } from './routes/previews.ts'
import { registrationRoutes } from './routes/registrations.ts'
import { schedulerTypeRoutes } from './routes/scheduler_types.ts'
import { schedulerRoutes } from './routes/schedulers.ts'
import { stateRoutes } from './routes/state.ts'
import { stepRoutes } from './routes/steps.ts'
import { disconnectSlowReaders } from './plugins/slow_readers.ts'
import { setValidator } from './plugins/validator.ts'

export interface ServerOptions {
  readonly version: string
  readonly logger?: FastifyBaseLogger
  /** The maximum size of a body, in bytes. */
  readonly bodyLimit: number
  /** Milliseconds for which a client may leave its response unread; a minute by default. */
  readonly unreadTimeoutMs?: number
}

/**
 * Timeouts in milliseconds. Node uses the larger of the two in `http` for both, so they are set
 * together with Fastify's own. For clients that do not read, see slow_readers.ts.
 */
const TIMEOUTS = {
  requestTimeout: 10_000,
  http: { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
}

const ROUTES = [
  ...[registrationRoutes, optimizerRoutes, groupRoutes],
  ...[schedulerRoutes, schedulerTypeRoutes, presetRoutes],
  ...[stepRoutes, metricRoutes, generationRoutes, editRoutes, stateRoutes],
  ...[valueRoutes, explanationRoutes, eventRoutes, previewRoutes, healthRoutes],
]

/** Builds the whole service, ready for `listen` or `inject`. `close` also closes the store. */
export async function buildServer(context: Context, options: ServerOptions) {
  const app = fastify({
    ...TIMEOUTS,
    ...(options.logger ? { loggerInstance: sharedLogger(options.logger) } : {}),
    bodyLimit: options.bodyLimit,
    // A group's name: 256 characters of four bytes, each of them percent-encoded.
    routerOptions: { maxParamLength: 256 * 4 * 3 },
    // During shutdown a kept-alive connection gets one more response. Fastify's own 503 would have no
    // problem details.
    return503OnClosing: false,
    // Two lines for each step of each rank would hide the lines that an operator looks for.
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: respondToClientError,
    frameworkErrors: respondToError,
  })
  setValidator(app)
  setErrorHandlers(app)
  setJsonParser(app)
  disconnectSlowReaders(app, options.unreadTimeoutMs)
  const routeFacts = collectRouteFacts(app)
  await app.register(swagger, {
    openapi: documentInfo(options.version),
    transform: jsonSchemaTransform,
    transformObject: transformDocument(routeFacts),
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  for (const routes of ROUTES) await app.register(routes(context))
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/docs'))
  addCloseHooks(app, context)
  compareCacheOnReconnect(context)
  return app
}

/**
 * One logger for all requests, whose lines have the request id: one for each request would cost a
 * tenth of a step.
 */
const sharedLogger = (logger: FastifyBaseLogger): FastifyBaseLogger => {
  const one = Object.create(logger) as FastifyBaseLogger
  one.child = () => one
  return one
}

/** On shutdown, waiting requests get their response at once, and then all connections close. */
function addCloseHooks(app: FastifyInstance, { processState, store }: Context): void {
  app.addHook('preClose', async () => {
    // The next request on a connection is answered with `connection: close`; an idle connection times
    // out. A hook that sets this header would cost time at every step of every rank before shutdown.
    app.server.keepAliveTimeout = 1
    endAllWaits(processState)
  })
  app.addHook('onClose', () => store.close())
}

const documentInfo = (version: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Lockstep',
    version,
    description:
      'The same learning rate at the same step on every rank: torch’s schedulers as a service.',
    contact: { name: 'The maintainers of Lockstep' },
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  // Callers need no key.
  security: [],
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
})
