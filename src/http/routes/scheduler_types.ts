import { z } from 'zod'
import { SCHEDULER_TYPES as TYPES } from '../../core/definition/scheduler_schemas.ts'
import { SchedulerTypes } from '../contract/catalogue.ts'
import { refusals } from '../contract/refusals.ts'
import { response } from '../contract/response.ts'
import { routesOf, type App } from '../route.ts'

/** The types of schedulers. */
export const schedulerTypeRoutes = routesOf('Schedulers', listSchedulerTypes)

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
const SCHEDULER_TYPES = TYPES.map(({ type, summary, schema, example }) => {
  const { $ref: _, $defs = {}, ...about } = z.toJSONSchema(schema, { io: 'input' })
  const { [type]: own, ...others } = $defs
  const text = JSON.stringify(own).replaceAll('#/$defs/Scheduler', ANY_SCHEDULER)
  const used = Object.entries(others).filter(([name]) => text.includes(`"#/$defs/${name}"`))
  const defs = used.length === 0 ? {} : { $defs: Object.fromEntries(used) }
  return { type, summary, schema: { ...about, ...(JSON.parse(text) as object), ...defs }, example }
})
