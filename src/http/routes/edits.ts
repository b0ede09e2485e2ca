import { z } from 'zod'
import type { Context } from '../../operations/context.ts'
import { cancelEdit } from '../../operations/changes/cancel.ts'
import { editAt, getEdit } from '../../operations/changes/edits.ts'
import { listChanges } from '../../operations/changes/list.ts'
import { changeResponse, editResponse } from '../responses/edits.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import { ChangeList, EditResponse, EditBody } from '../contract/edits.ts'
import { CallHeaders, callerOf, EditPath, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, CHANGE_REFUSALS, refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { EXAMPLE_CHANGES, EXAMPLE_EDIT } from '../examples/changes.ts'

/** Manual changes at a step. */
export const editRoutes = routesOf('Edits', postEdit, listEdits, readEdit, deleteEdit)

/** Other changes have their step in the query. */
const NoEditQuery = z.strictObject(
  {},
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' && issue.keys.includes('at_step')
        ? 'wanted at_step in the body: {"set": {"lr": 0.05}, "at_step": 5100}'
        : undefined,
  },
)

function postEdit(app: App, context: Context): void {
  app.post('/v1/optimizers/:optimizer/edits', {
    schema: {
      operationId: 'edit',
      summary: 'Set, scale, multiply or hold hyperparameters of some groups at a step',
      description:
        '`set` and `scale` act once, after the schedulers of that step, on the current value, as an assignment to `group["lr"]` does in torch; a scheduler that does not use the current value overwrites them at its next step, which the answer says. `multiply` and `hold` act from that step on, whatever the schedulers do. `initial_lr` rebases the schedules. A sealed step is refused; the refusal has the earliest unsealed one.',
      params: OptimizerPath,
      headers: CallHeaders,
      querystring: NoEditQuery,
      body: EditBody,
      response: {
        201: response('Accepted; it acts at `step`.', EditResponse),
        ...bodyRefusals(
          ...CHANGE_REFUSALS,
          'stale_generation',
          'unknown_generation',
          ...VALUE_REFUSALS,
        ),
      },
    },
    config: {
      example: {
        body: { groups: ['head'], scale: { lr: 0.5 }, at_step: 5, reason: 'loss spike' },
        response: EXAMPLE_EDIT,
      },
    },
    handler: async ({ params, body, headers }, reply) => {
      const caller = { ...callerOf(headers), reason: body.reason }
      const edited = await editAt(context, params.optimizer, requestOf(body), caller)
      return reply.code(201).send(editResponse(edited))
    },
  })
}

const requestOf = ({ at_step, set = {}, scale = {}, ...body }: z.infer<typeof EditBody>) => ({
  groups: body.groups,
  set,
  scale,
  ...(body.multiply && { multiply: body.multiply }),
  ...(body.hold && { hold: body.hold }),
  ...(body.release && { release: releasedOf(body.release) }),
  ...(body.until_step === undefined ? {} : { untilStep: body.until_step }),
  atStep: at_step === 'next' ? undefined : at_step,
  generation: body.generation,
  seen: body.seen,
})

/** Names alone end both kinds. */
function releasedOf(release: NonNullable<z.infer<typeof EditBody>['release']>) {
  if (Array.isArray(release)) return { multiply: release, hold: release }
  const { multiply = [], hold = [] } = release
  return { multiply, hold }
}

function listEdits(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/edits', {
    schema: {
      operationId: 'listEdits',
      summary: 'List the changes of this generation, pending ones included',
      description:
        'Edits, and groups and schedulers that were added or removed: all manual changes that are kept.',
      params: OptimizerPath,
      response: {
        200: response('In the order of acceptance.', ChangeList),
        ...refusals('optimizer_not_found'),
      },
    },
    config: { example: { response: EXAMPLE_CHANGES } },
    handler: async ({ params }) => ({
      edits: (await listChanges(context, params.optimizer)).map(changeResponse),
    }),
  })
}

function readEdit(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/edits/:revision', {
    schema: {
      operationId: 'getEdit',
      summary: 'Read an edit, and its effect at its step',
      description:
        '`before` and `after` are the values at the step of the edit; they are projections while the edit is pending.',
      params: EditPath,
      response: {
        200: response('The edit.', EditResponse),
        ...refusals('optimizer_not_found', 'edit_not_found', 'step_compacted', 'value_not_finite'),
      },
    },
    config: { example: { response: EXAMPLE_EDIT } },
    handler: async ({ params }) =>
      editResponse(await getEdit(context, params.optimizer, params.revision)),
  })
}

function deleteEdit(app: App, context: Context): void {
  app.delete('/v1/optimizers/:optimizer/edits/:revision', {
    schema: {
      operationId: 'cancelEdit',
      summary: 'Cancel a change that has not acted yet',
      description:
        'Also a pending patch of a scheduler, or an addition or a removal of a group or a scheduler, by its revision. What has acted cannot be cancelled.',
      params: EditPath,
      headers: CallHeaders,
      response: {
        204: NoContent,
        ...refusals(
          ...CHANGE_REFUSALS,
          'edit_not_found',
          'group_exists',
          'group_conflict',
          'scheduler_exists',
          'last_group',
        ),
      },
    },
    handler: async ({ params, headers }, reply) => {
      await cancelEdit(context, params.optimizer, params.revision, callerOf(headers))
      return reply.code(204).send(null)
    },
  })
}
