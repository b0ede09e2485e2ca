import { AddedGroupBody } from '../../core/definition/group.ts'
import { GroupEditBody } from '../../core/optimizer/group_edit.ts'
import {
  addGroupTo,
  editGroupOf,
  removeGroupFrom,
} from '../../operations/changes/groups_and_schedulers.ts'
import type { Context } from '../../operations/context.ts'
import { readShown } from '../../operations/optimizers/read.ts'
import { groupResponse, groupResponses } from '../responses/optimizers.ts'
import { warningsAboutEdit, warningsAboutGroup } from '../responses/warnings.ts'
import { GroupResponse, GroupList } from '../contract/optimizers.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import {
  GroupPath,
  CallHeaders,
  changeOptionsOf,
  ChangeQuery,
  OptimizerPath,
} from '../contract/paths.ts'
import { bodyRefusals, CHANGE_REFUSALS, READ_REFUSALS, refusals } from '../contract/refusals.ts'
import { EXAMPLE_GROUP } from '../examples/optimizers.ts'

/** The parameter groups of an optimizer. */
export const groupRoutes = routesOf(
  'Groups',
  postGroup,
  listGroups,
  getGroup,
  patchGroup,
  deleteGroup,
)

function postGroup(app: App, context: Context): void {
  app.post('/v1/optimizers/:optimizer/groups', {
    schema: {
      operationId: 'addGroup',
      summary: 'Add a group at a step, by default the next unsealed one',
      description:
        'Torch\u2019s add_param_group. The group joins the schedulers that cover it at their epoch, from its own values. Without `at_step` it is added right after the last sealed step, and the first values returned are those after the next step of the schedulers; with `at_step` it has its own values at that step.',
      params: OptimizerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      body: AddedGroupBody,
      response: {
        201: response('Accepted, at its Location.', GroupResponse),
        ...bodyRefusals(...CHANGE_REFUSALS, 'group_exists', 'group_conflict', 'step_compacted'),
      },
    },
    config: {
      example: {
        body: { name: 'neck', lr: 0.05, momentum: 0.9 },
        response: { name: 'neck', lr: 0.05, initial_lr: 0.05, momentum: 0.9, effective_step: 13 },
      },
    },
    handler: async ({ params: { optimizer: id }, query, body, headers }, reply) => {
      const options = changeOptionsOf(query, headers)
      const { name, ...changed } = await addGroupTo(context, id, body, options)
      return reply
        .code(201)
        .header('location', `/v1/optimizers/${id}/groups/${encodeURIComponent(name)}`)
        .send({ ...groupResponse(changed, name), ...warningsAboutGroup(changed.optimizer, name) })
    },
  })
}

function listGroups(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/groups', {
    schema: {
      operationId: 'listGroups',
      summary: 'List the groups',
      description: 'All groups at the cursor, in the order in which they were added.',
      params: OptimizerPath,
      response: { 200: response('All of them.', GroupList), ...refusals(...READ_REFUSALS) },
    },
    config: { example: { response: { groups: [EXAMPLE_GROUP] } } },
    handler: async ({ params: { optimizer: id } }) => ({
      groups: groupResponses(await readShown(context, id)),
    }),
  })
}

function getGroup(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/groups/:group', {
    schema: {
      operationId: 'getGroup',
      summary: 'Read a group: its current values, and its pending edits',
      description:
        'Its values at the cursor, `initial_lr`, factors and held values in force, and edits that do not act yet.',
      params: GroupPath,
      response: {
        200: response('As it is now.', GroupResponse),
        ...refusals(...READ_REFUSALS, 'group_not_found'),
      },
    },
    config: { example: { response: EXAMPLE_GROUP } },
    handler: async ({ params: { optimizer: id, group } }) =>
      groupResponse(await readShown(context, id), group),
  })
}

function patchGroup(app: App, context: Context): void {
  app.patch('/v1/optimizers/:optimizer/groups/:group', {
    schema: {
      operationId: 'editGroup',
      summary: 'Set hyperparameters of a group at a step, by default the next unsealed one',
      description:
        'At that step it acts after the schedulers, on the current value, as an assignment to `group["lr"]` does in torch; `initial_lr` rebases the schedules.',
      params: GroupPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      body: GroupEditBody,
      response: {
        200: response('Accepted; `pending` has the step at which it acts.', GroupResponse),
        ...bodyRefusals(...CHANGE_REFUSALS, 'group_not_found', 'step_compacted'),
      },
    },
    config: {
      example: {
        body: { lr: 0.05 },
        response: { ...EXAMPLE_GROUP, pending: [{ revision: 2, step: 1, set: { lr: 0.05 } }] },
      },
    },
    handler: async ({ params: { optimizer: id, group }, query, body: set, headers }) => {
      const edit = { group, set }
      const options = changeOptionsOf(query, headers)
      const { name, ...changed } = await editGroupOf(context, id, edit, options)
      return {
        ...groupResponse(changed, name),
        ...warningsAboutEdit(changed.optimizer, name, Object.keys(set)),
      }
    },
  })
}

function deleteGroup(app: App, context: Context): void {
  app.delete('/v1/optimizers/:optimizer/groups/:group', {
    schema: {
      operationId: 'removeGroup',
      summary: 'Remove a group at a step, by default the next unsealed one',
      description:
        'The group has no values from that step on. Schedulers that drive other groups too continue on those. The last group cannot be removed.',
      params: GroupPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      response: {
        204: NoContent,
        ...refusals(...CHANGE_REFUSALS, 'group_not_found', 'last_group'),
      },
    },
    handler: async ({ params: { optimizer: id, group }, query, headers }, reply) => {
      await removeGroupFrom(context, id, group, changeOptionsOf(query, headers))
      return reply.code(204).send(null)
    },
  })
}
