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
      description:
        'Each type has torch\u2019s arguments under torch\u2019s names, with torch\u2019s defaults; types that torch does not have are Lockstep\u2019s own. Each has an example.',
      response: { 200: response('All of them.', SchedulerTypes), ...refusals() },
    },
    config: { example: { response: { scheduler_types: [EXAMPLE_TYPE] } } },
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
  const defs = JSON.parse(
    JSON.stringify($defs).replaceAll('#/$defs/Scheduler"', `${ANY_SCHEDULER}"`),
  ) as Definitions
  const { [type]: own, ...others } = defs
  const used = definitionsUsedBy(own!, others)
  const $used = Object.keys(used).length === 0 ? {} : { $defs: used }
  return { type, summary, schema: { ...about, ...own, ...$used }, example }
})

type Definitions = Record<string, object>

/** The definitions to which a schema refers, directly or through another one. */
function definitionsUsedBy(schema: object, definitions: Definitions): Definitions {
  const text = JSON.stringify(schema)
  const used = Object.entries(definitions).filter(([name]) => text.includes(`"#/$defs/${name}"`))
  if (used.length === 0) return {}
  const rest = Object.fromEntries(
    Object.entries(definitions).filter((each) => !used.some(([name]) => name === each[0])),
  )
  const through = used.map(([, definition]) => definitionsUsedBy(definition, rest))
  return Object.assign({}, Object.fromEntries(used), ...through) as Definitions
}

/** The schema is shortened: a reference within an example would be looked up in the document. */
const EXAMPLE_TYPE = {
  ...SCHEDULER_TYPES[0]!,
  schema: { type: 'object', required: ['type', 'lr_lambda'] },
}
