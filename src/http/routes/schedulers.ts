import { z } from 'zod'
import { SCHEDULES } from '../../core/schedules/catalogue.ts'
import { SchedulerInput } from '../../core/definition/normalize.ts'
import { attachTo, detachFrom } from '../../operations/changes/groups_and_schedulers.ts'
import type { Context } from '../../operations/context.ts'
import { read } from '../../operations/optimizers/read.ts'
import { schedulerResponse, schedulerResponses } from '../responses/optimizers.ts'
import { SchedulerResponse, SchedulerList } from '../contract/optimizers.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import { SchedulerTypes } from '../contract/catalogue.ts'
import {
  CallHeaders,
  changeOptionsOf,
  ChangeQuery,
  OptimizerPath,
  SchedulerPath,
} from '../contract/paths.ts'
import { bodyRefusals, CHANGE_REFUSALS, refusals } from '../contract/refusals.ts'
import { EXAMPLE_SCHEDULER } from '../examples/optimizers.ts'

/** The schedulers of an optimizer, and the scheduler types. */
export const schedulerRoutes = routesOf(
  'Schedulers',
  attachScheduler,
  listSchedulers,
  getScheduler,
  detachScheduler,
  listSchedulerTypes,
)

function attachScheduler(app: App, context: Context): void {
  app.post('/v1/optimizers/:o/schedulers', {
    schema: {
      operationId: 'attachScheduler',
      summary: 'Attach a scheduler at a step, by default the next unsealed one',
      description: 'At that step it takes its initial step, as on construction in torch.',
      params: OptimizerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      body: SchedulerInput,
      response: {
        201: response('Accepted.', SchedulerResponse),
        ...bodyRefusals(
          ...CHANGE_REFUSALS,
          'scheduler_exists',
          'value_not_finite',
          'schedule_ended',
        ),
      },
    },
    config: {
      example: {
        body: { type: 'StepLR', step_size: 10, gamma: 0.1 },
        response: { ...EXAMPLE_SCHEDULER, effective_step: 13 },
      },
    },
    handler: async ({ params, query, body, headers }, reply) => {
      const { optimizer, name } = await attachTo(
        context,
        params.o,
        body,
        changeOptionsOf(query, headers),
      )
      return reply.code(201).send(schedulerResponse(optimizer, name))
    },
  })
}

function listSchedulers(app: App, context: Context): void {
  app.get('/v1/optimizers/:o/schedulers', {
    schema: {
      operationId: 'listSchedulers',
      summary: 'List the schedulers, in the order in which they act',
      params: OptimizerPath,
      response: {
        200: response('All of them.', SchedulerList),
        ...refusals('optimizer_not_found'),
      },
    },
    config: { example: { response: { schedulers: [EXAMPLE_SCHEDULER] } } },
    handler: async ({ params }) => ({
      schedulers: schedulerResponses(await read(context, params.o)),
    }),
  })
}

function getScheduler(app: App, context: Context): void {
  app.get('/v1/optimizers/:o/schedulers/:s', {
    schema: {
      operationId: 'getScheduler',
      summary: 'Read a scheduler',
      params: SchedulerPath,
      response: {
        200: response('As it is now.', SchedulerResponse),
        ...refusals('optimizer_not_found', 'scheduler_not_found'),
      },
    },
    config: { example: { response: EXAMPLE_SCHEDULER } },
    handler: async ({ params }) => schedulerResponse(await read(context, params.o), params.s),
  })
}

function detachScheduler(app: App, context: Context): void {
  app.delete('/v1/optimizers/:o/schedulers/:s', {
    schema: {
      operationId: 'detachScheduler',
      summary: 'Detach a scheduler at a step; its last values remain',
      params: SchedulerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      response: { 204: NoContent, ...refusals(...CHANGE_REFUSALS, 'scheduler_not_found') },
    },
    handler: async ({ params, query, headers }, reply) => {
      await detachFrom(context, params.o, params.s, changeOptionsOf(query, headers))
      return reply.code(204).send(null)
    },
  })
}

function listSchedulerTypes(app: App): void {
  app.get('/v1/scheduler_types', {
    schema: {
      operationId: 'listSchedulerTypes',
      summary: 'List the types of schedulers, each with its JSON Schema',
      response: { 200: response('All of them.', SchedulerTypes), ...refusals() },
    },
    config: { example: { response: { scheduler_types: SCHEDULER_TYPES.slice(0, 1) } } },
    handler: async () => ({ scheduler_types: SCHEDULER_TYPES }),
  })
}

const ANY_SCHEDULER = '/openapi.json#/components/schemas/Scheduler'

/**
 * The JSON Schema of each scheduler type, inline and not as a reference to its name. A scheduler that
 * contains others refers to the OpenAPI document for them: all of them inline in each would be half a
 * megabyte.
 */
const SCHEDULER_TYPES = SCHEDULES.map(({ type, summary, schema, example }) => {
  const { $ref: _, $defs = {}, ...about } = z.toJSONSchema(schema, { io: 'input' })
  const { [type]: own, ...others } = $defs
  const text = JSON.stringify(own).replaceAll('#/$defs/Scheduler', ANY_SCHEDULER)
  const used = Object.entries(others).filter(([name]) => text.includes(`"#/$defs/${name}"`))
  const defs = used.length === 0 ? {} : { $defs: Object.fromEntries(used) }
  return { type, summary, schema: { ...about, ...(JSON.parse(text) as object), ...defs }, example }
})
