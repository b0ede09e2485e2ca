import { z } from 'zod'
import { define, RegistrationBody } from '../../core/definition/registration.ts'
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

/** The optimizer of the examples; `rho` is that of SAM. */
const GROUP = {
  ...{ name: 'all', lr: 0.001, momentum: 0.9, betas: [0.9, 0.999], weight_decay: 0.01 },
  rho: 0.05,
}

const PRESET_LIST = PRESETS.map(({ name, summary, schema, example }) => ({
  name,
  summary,
  schema: z.toJSONSchema(schema, { io: 'input' }),
  example,
  expanded: expansionOf(example),
}))

function expansionOf(example: object) {
  const { schedulers } = define(RegistrationBody.parse({ groups: [GROUP], schedulers: [example] }))
  const { name: _name, preset: _preset, ...expanded } = schedulers[0]!
  return expanded
}
