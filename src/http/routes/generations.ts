import type { Context } from '../../operations/context.ts'
import { listGenerations, openGeneration } from '../../operations/changes/generations.ts'
import { generationListResponse, openedText } from '../responses/generations.ts'
import { sendJson } from '../responses/send_json.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { GenerationResponse, GenerationBody, GenerationList } from '../contract/generations.ts'
import { CallHeaders, callerOf, GenerationPath, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, refusals } from '../contract/refusals.ts'
import { EXAMPLE_GENERATION, EXAMPLE_GENERATIONS } from '../examples/changes.ts'

/** Restarts, resumes and rewinds. */
export const generationRoutes = routesOf('Generations', putGeneration, getGenerations)

const REFUSALS = [
  'optimizer_not_found',
  'generation_conflict',
  'stale_generation',
  'unknown_generation',
  'resume_ahead',
  'step_ahead',
  'step_compacted',
  'history_regressed',
  'too_many_writers',
] as const

function putGeneration(app: App, context: Context): void {
  app.put('/v1/optimizers/:o/generations/:key', {
    schema: {
      operationId: 'openGeneration',
      summary: 'Resume at a step, as a new incarnation of the job',
      description:
        'All ranks send the same request: the first one opens the generation, the others confirm it. Values up to the resume step are kept, later decisions on metrics are undone, and ranks of older generations are refused from then on.',
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
    handler: async ({ params: { o, key }, body, headers }, reply) => {
      const { resume_step: resumeStep, world_size: worldSize, parent, edits, reason, seen } = body
      const opening = { key, resumeStep, parent, worldSize, edits, seen }
      const opened = await openGeneration(context, o, opening, { ...callerOf(headers), reason })
      return sendJson(reply.code(opened.created ? 201 : 200), openedText(opened))
    },
  })
}

function getGenerations(app: App, context: Context): void {
  app.get('/v1/optimizers/:o/generations', {
    schema: {
      operationId: 'listGenerations',
      summary: 'List the generations, which form a tree',
      params: OptimizerPath,
      response: {
        200: response('All generations, from the first.', GenerationList),
        ...refusals('optimizer_not_found'),
      },
    },
    config: { example: { response: EXAMPLE_GENERATIONS } },
    handler: async ({ params }) => generationListResponse(await listGenerations(context, params.o)),
  })
}
