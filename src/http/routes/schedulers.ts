import { SchedulerOrPreset } from '../../core/definition/scheduler_schemas.ts'
import { SchedulerPatchBody } from '../../core/optimizer/patch_scheduler.ts'
import {
  attachTo,
  detachFrom,
  patchSchedulerOf,
} from '../../operations/changes/groups_and_schedulers.ts'
import type { Context } from '../../operations/context.ts'
import { read } from '../../operations/optimizers/read.ts'
import {
  attachedSchedulerResponse,
  patchedSchedulerResponse,
  schedulerResponse,
  schedulerResponses,
} from '../responses/schedulers.ts'
import { SchedulerResponse, SchedulerList } from '../contract/optimizers.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import {
  CallHeaders,
  changeOptionsOf,
  ChangeQuery,
  OptimizerPath,
  SchedulerPath,
} from '../contract/paths.ts'
import { bodyRefusals, CHANGE_REFUSALS, refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { EXAMPLE_PATCHED_SCHEDULER, EXAMPLE_SCHEDULER } from '../examples/optimizers.ts'
import { EXAMPLE_SCHEDULERS } from '../examples/schedulers.ts'

/** The schedulers of an optimizer. */
export const schedulerRoutes = routesOf(
  'Schedulers',
  attachScheduler,
  listSchedulers,
  getScheduler,
  patchScheduler,
  detachScheduler,
)

function attachScheduler(app: App, context: Context): void {
  app.post('/v1/optimizers/:optimizer/schedulers', {
    schema: {
      operationId: 'attachScheduler',
      summary: 'Attach a scheduler at a step, by default the next unsealed one',
      description: 'At that step it takes its initial step, as on construction in torch.',
      params: OptimizerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      body: SchedulerOrPreset,
      response: {
        201: response('Accepted.', SchedulerResponse),
        ...bodyRefusals(...CHANGE_REFUSALS, 'scheduler_exists', ...VALUE_REFUSALS),
      },
    },
    config: {
      example: {
        bodies: EXAMPLE_SCHEDULERS,
        response: { ...EXAMPLE_SCHEDULER, effective_step: 13 },
      },
    },
    handler: async ({ params: { optimizer: id }, query, body, headers }, reply) => {
      const options = changeOptionsOf(query, headers)
      const { optimizer, name } = await attachTo(context, id, body, options)
      return reply.code(201).send(attachedSchedulerResponse(optimizer, name))
    },
  })
}

function listSchedulers(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/schedulers', {
    schema: {
      operationId: 'listSchedulers',
      summary: 'List the schedulers, in the order in which they act',
      description:
        'All schedulers with all their arguments, defaults included, in the order in which they step.',
      params: OptimizerPath,
      response: {
        200: response('All of them.', SchedulerList),
        ...refusals('optimizer_not_found'),
      },
    },
    config: { example: { response: { schedulers: [EXAMPLE_SCHEDULER] } } },
    handler: async ({ params: { optimizer: id } }) => ({
      schedulers: schedulerResponses(await read(context, id)),
    }),
  })
}

function getScheduler(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/schedulers/:scheduler', {
    schema: {
      operationId: 'getScheduler',
      summary: 'Read a scheduler',
      description:
        'All its arguments, defaults included, its groups, and patches that do not act yet. A preset has the arguments that it stands for.',
      params: SchedulerPath,
      response: {
        200: response('As it is now.', SchedulerResponse),
        ...refusals('optimizer_not_found', 'scheduler_not_found'),
      },
    },
    config: { example: { response: EXAMPLE_SCHEDULER } },
    handler: async ({ params: { optimizer: id, scheduler } }) =>
      schedulerResponse(await read(context, id), scheduler),
  })
}

function patchScheduler(app: App, context: Context): void {
  app.patch('/v1/optimizers/:optimizer/schedulers/:scheduler', {
    schema: {
      operationId: 'patchScheduler',
      summary: 'Give a scheduler other arguments from a step on, by default the next unsealed one',
      description:
        'What assigning the attributes of the scheduler does in torch before that step: its clock, its memory and the present values stay. What only the constructor reads cannot change.',
      params: SchedulerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      body: SchedulerPatchBody,
      response: {
        200: response(
          'Accepted; the scheduler takes `effective_step` with these arguments.',
          SchedulerResponse,
        ),
        ...bodyRefusals(...CHANGE_REFUSALS, 'scheduler_not_found'),
      },
    },
    config: { example: { body: { gamma: 0.5 }, response: EXAMPLE_PATCHED_SCHEDULER } },
    handler: async ({ params: { optimizer: id, scheduler }, query, body: changes, headers }) => {
      const patch = { scheduler, changes }
      const options = changeOptionsOf(query, headers)
      const { optimizer, name } = await patchSchedulerOf(context, id, patch, options)
      return patchedSchedulerResponse(optimizer, name)
    },
  })
}

const DETACH_REFUSALS = [...CHANGE_REFUSALS, 'scheduler_not_found', 'group_conflict'] as const

function detachScheduler(app: App, context: Context): void {
  app.delete('/v1/optimizers/:optimizer/schedulers/:scheduler', {
    schema: {
      operationId: 'detachScheduler',
      summary: 'Detach a scheduler at a step; its last values remain',
      description:
        'Its groups keep their last values, which other schedulers, edits and a scheduler attached later may change.',
      params: SchedulerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      response: { 204: NoContent, ...refusals(...DETACH_REFUSALS) },
    },
    handler: async ({ params: { optimizer: id, scheduler }, query, headers }, reply) => {
      await detachFrom(context, id, scheduler, changeOptionsOf(query, headers))
      return reply.code(204).send(null)
    },
  })
}
