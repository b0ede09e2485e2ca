import { z } from 'zod'
import { PRESETS } from '../../core/presets/catalogue.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { Presets } from '../contract/catalogue.ts'
import { refusals } from '../contract/refusals.ts'

/** The presets: schedules by their names in other libraries. */
export const presetRoutes = routesOf('Schedulers', listPresets)

function listPresets(app: App): void {
  app.get('/v1/presets', {
    schema: {
      operationId: 'listPresets',
      summary: 'List the presets, each with the JSON Schema of its parameters',
      description:
        'In the place of a scheduler, {"preset": name, ...parameters} expands into a scheduler. The parameters are those of the library of the preset.',
      response: { 200: response('All of them.', Presets), ...refusals() },
    },
    config: { example: { response: { presets: PRESET_LIST.slice(0, 1) } } },
    handler: async () => ({ presets: PRESET_LIST }),
  })
}

const PRESET_LIST = PRESETS.map(({ name, summary, schema, example, expand }) => ({
  name,
  summary,
  schema: z.toJSONSchema(schema, { io: 'input' }),
  example,
  expanded: expand(schema.parse(example) as Readonly<Record<string, unknown>>, {}),
}))
