import type { Context } from '../../operations/context.ts'
import type { z } from 'zod'
import { listGenerations } from '../../operations/changes/generations.ts'
import { openMany } from '../../operations/generations/open_many.ts'
import { openWithWindow } from '../../operations/generations/open_with_window.ts'
import { generationListResponse, openedText, openManyText } from '../responses/generations.ts'
import { sendJson } from '../responses/send_json.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import {
  GenerationResponse,
  GenerationBody,
  GenerationList,
  OpenManyBody,
  OpenManyResponse,
} from '../contract/generations.ts'
import { CallHeaders, callerOf, GenerationPath, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { logUnexpectedError } from '../plugins/error_handler.ts'
import { EXAMPLE_GENERATION, EXAMPLE_GENERATIONS } from '../examples/changes.ts'

/** Restarts, resumes and rewinds. */
export const generationRoutes = routesOf(
  'Generations',
  putGeneration,
  getGenerations,
  postGenerations,
)

const REFUSALS = [
  'optimizer_not_found',
  'generation_conflict',
  'stale_generation',
  'unknown_generation',
  'resume_ahead',
  'step_ahead',
  'step_compacted',
  'history_regressed',
  ...VALUE_REFUSALS,
  'metric_timeout',
  'metrics_late',
  'too_many_writers',
] as const

function putGeneration(app: App, context: Context): void {
  app.put('/v1/optimizers/:optimizer/generations/:key', {
    schema: {
      operationId: 'openGeneration',
      summary: 'Resume at a step, as a new incarnation of the job',
      description:
        'All ranks send the same request: the first one opens the generation, the others confirm it. With `ahead` the first window is sealed and returned with it. Values up to the resume step are kept, later decisions on metrics are undone, and ranks of older generations are refused from then on.',
      params: GenerationPath,
      headers: CallHeaders.omit({ 'idempotency-key': true }),
      body: GenerationBody,
      response: {
        200: response('Confirmed: it is the current generation.', GenerationResponse),
        201: response('Opened.', GenerationResponse),
        ...bodyRefusals(...REFUSALS),
      },
    },
    config: {
      example: {
        body: { resume_step: 9, world_size: 8, edits: 'keep', reason: 'loss spike' },
        response: EXAMPLE_GENERATION,
      },
    },
    handler: async ({ params: { optimizer: id, key }, body, headers }, reply) => {
      const { reason } = body
      const caller = { ...callerOf(headers), reason }
      const opened = await openWithWindow(context, id, openingOf(key, body), caller)
      return sendJson(reply.code(opened.created ? 201 : 200), openedText(opened))
    },
  })
}

function getGenerations(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/generations', {
    schema: {
      operationId: 'listGenerations',
      summary: 'List the generations, which form a tree',
      description:
        'Each restart of the job is a generation: it continues from a step of its parent. Values that a generation has sealed remain readable with `?generation=`.',
      params: OptimizerPath,
      response: {
        200: response('All generations, from the first.', GenerationList),
        ...refusals('optimizer_not_found'),
      },
    },
    config: { example: { response: EXAMPLE_GENERATIONS } },
    handler: async ({ params }) =>
      generationListResponse(await listGenerations(context, params.optimizer)),
  })
}

function postGenerations(app: App, context: Context): void {
  app.post('/v1/generations', {
    schema: {
      operationId: 'openMany',
      summary: 'Open a generation of each of many optimizers in one call',
      description:
        'For jobs with several optimizers. Each has its own result or problem, as in a call of its own. Safe to repeat: a generation that is open is confirmed.',
      headers: CallHeaders.omit({ 'idempotency-key': true }),
      body: OpenManyBody,
      response: {
        200: response('One result or problem each.', OpenManyResponse),
        ...bodyRefusals(),
      },
    },
    config: {
      example: {
        body: { generations: [{ optimizer: 'run-42', key: 'restart-7', resume_step: 9 }] },
        response: { results: [{ status: 201, result: EXAMPLE_GENERATION }] },
      },
    },
    handler: async ({ id, body, headers, log }, reply) => {
      const items = body.generations.map(({ optimizer, key, reason, ...each }) => {
        return { optimizer, reason, ...openingOf(key, each) }
      })
      const results = await openMany(context, items, callerOf(headers))
      const faults = results.filter((each) => 'error' in each)
      if (faults.length > 0) logUnexpectedError(log, id, faults[0]!.error, faults.length)
      return sendJson(reply, openManyText(results))
    },
  })
}

const openingOf = (key: string, body: z.infer<typeof GenerationBody>) => ({
  key,
  resumeStep: body.resume_step,
  from: body.from,
  parent: body.parent,
  worldSize: body.world_size,
  edits: body.edits,
  seen: body.seen,
  ahead: body.ahead,
  late_metrics: body.late_metrics,
})
