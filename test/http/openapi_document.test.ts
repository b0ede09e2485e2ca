import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { OpenAPIV3_1 } from 'openapi-types'
import openapiTS, { astToString } from 'openapi-typescript'
import { describeService } from '../../openapi/describe.ts'
import { appOn } from '../app.ts'

const path = new URL('../../openapi/openapi.json', import.meta.url)
const committed = await readFile(path, 'utf8')
const document = JSON.parse(committed) as OpenAPIV3_1.Document

type Operation = OpenAPIV3_1.OperationObject & { readonly path: string; readonly method: string }

const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, OpenAPIV3_1.OperationObject>).map(
    ([method, operation]): Operation => ({ ...operation, path, method }),
  ),
)

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(document, 'openapi')

/** A scheduler with a metric that two ranks report. */
const VOTED = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 30, reporters: 2, name: 'voted' }

/** Checks a value against a schema of the document, given by a JSON pointer. */
function conforms(value: unknown, pointer: string): void {
  const validate = ajv.getSchema(`openapi#${pointer}`)!
  assert.ok(validate(value), ajv.errorsText(validate.errors))
}

const escaped = (path: string) => path.replaceAll('~', '~0').replaceAll('/', '~1')

describe('the OpenAPI document', () => {
  it('in the repository equals the one of the routes (npm run openapi writes it)', async () => {
    assert.equal(committed, await describeService())
  })

  it('of the service equals the one in the repository', async () => {
    const { send } = await appOn()
    const { body } = await send('GET', '/openapi.json')
    const info = { ...body.info, version: document.info.version }
    assert.deepEqual({ ...body, info }, JSON.parse(committed))
  })

  it('is OpenAPI 3.1, with an operationId and a summary for each call, none twice', () => {
    assert.match(document.openapi, /^3\.1/)
    const ids = operations.map(({ operationId }) => operationId)
    assert.equal(new Set(ids).size, ids.length)
    for (const { operationId, summary } of operations) assert.ok(operationId && summary)
  })

  it('writes a list in a query as one parameter with commas', () => {
    const { parameters = [] } = operations.find(({ operationId }) => operationId === 'getLr')!
    const list = parameters.find((each) => 'name' in each && each.name === 'hyperparameters')
    const { style, explode, schema } = list as OpenAPIV3_1.ParameterObject
    assert.deepEqual(
      [style, explode, (schema as OpenAPIV3_1.SchemaObject).type],
      ['form', false, 'array'],
    )
  })

  it('discriminates schedulers by their type', () => {
    const scheduler = document.components!.schemas!['Scheduler']!
    assert.equal(
      (scheduler as { discriminator?: { propertyName: string } }).discriminator?.propertyName,
      'type',
    )
  })

  for (const operation of operations) {
    const { operationId, path, method, requestBody, responses = {} } = operation
    const at = `/paths/${escaped(path)}/${method}`

    it(`has an example of ${operationId}, which its schemas accept`, () => {
      const sent = (requestBody as OpenAPIV3_1.RequestBodyObject | undefined)?.content
      if (sent) {
        const media = sent['application/json']!
        assert.ok(media.example)
        conforms(media.example, `${at}/requestBody/content/application~1json/schema`)
      }
      const all = Object.entries(responses as Record<string, OpenAPIV3_1.ResponseObject>)
      const examples = all.filter(([status, { content }]) => status < '300' && content)
      for (const [status, { content }] of examples) {
        assert.ok(content!['application/json']!.example)
        conforms(
          content!['application/json']!.example,
          `${at}/responses/${status}/content/application~1json/schema`,
        )
      }
    })

    it(`has a problem for every refusal of ${operationId}`, () => {
      const refusals = Object.entries(
        responses as Record<string, OpenAPIV3_1.ResponseObject>,
      ).filter(([status]) => status >= '400')
      assert.ok(refusals.length >= 3)
      for (const [, { content, description }] of refusals) {
        assert.deepEqual(Object.keys(content!), ['application/problem+json'])
        assert.match(description, /^`[a-z_]+`/)
      }
    })
  }
})

describe('a response', async () => {
  const { send } = await appOn()
  const example = (id: string) =>
    (
      operations.find(({ operationId }) => operationId === id)!
        .requestBody as OpenAPIV3_1.RequestBodyObject
    ).content['application/json']!.example as unknown

  const answered = new Set<string>()

  /** Sends the request of an example, and checks the response against the document. */
  async function doing(id: string, url: string, body?: unknown): Promise<void> {
    const { path, method } = operations.find(({ operationId }) => operationId === id)!
    const response = await send(method.toUpperCase() as 'GET', url, body)
    if (response.status === 204) return
    answered.add(`${id} ${response.status}`)
    const type = response.headers.get('content-type')!.split(';')[0]!
    conforms(
      response.body,
      `/paths/${escaped(path)}/${method}/responses/${response.status}/content/${escaped(type)}/schema`,
    )
  }

  const run = '/v1/optimizers/run-42'
  for (const [id, url, body] of [
    ['putOptimizer', run, example('putOptimizer')],
    ['putOptimizer', run, example('putOptimizer')],
    ['putOptimizer', run, { groups: [{ name: 'a', lr: 1 }] }],
    ['createOptimizer', '/v1/optimizers', example('createOptimizer')],
    ['advance', `${run}/steps`, example('advance')],
    ['advance', `${run}/steps`, { step: 10 ** 9 }],
    ['editGroup', `${run}/groups/head`, example('editGroup')],
    ['addGroup', `${run}/groups`, example('addGroup')],
    ['attachScheduler', `${run}/schedulers`, example('attachScheduler')],
    ['getOptimizer', run],
    ['getDefinition', `${run}/definition`],
    ['patchOptimizer', run, example('patchOptimizer')],
    ['getOptimizer', '/v1/optimizers/none'],
    ['listOptimizers', '/v1/optimizers?limit=1'],
    ['listGroups', `${run}/groups`],
    ['getGroup', `${run}/groups/head`],
    ['listSchedulers', `${run}/schedulers`],
    ['getScheduler', `${run}/schedulers/StepLR-1`],
    ['patchScheduler', `${run}/schedulers/StepLR-1`, example('patchScheduler')],
    ['listSchedulerTypes', '/v1/scheduler_types'],
    ['listPresets', '/v1/presets'],
    ['getLr', `${run}/lr`],
    ['getLr', `${run}/lr?from=0&to=20&points=5&hyperparameters=lr,momentum`],
    ['explain', `${run}/lr/explanation?group=head`],
    ['explain', `${run}/lr/explanation?group=none`],
    ['advance', `${run}/steps`, { step: 14, ahead: 3 }],
    ['advanceMany', '/v1/steps', example('advanceMany')],
    [
      'advanceMany',
      '/v1/steps',
      { steps: [{ optimizer: 'run-42', step: 1 }, { optimizer: 'none' }] },
    ],
    [
      'edit',
      `${run}/edits`,
      { groups: ['head'], scale: { lr: 0.5 }, at_step: 50, reason: 'spike' },
    ],
    ['edit', `${run}/edits`, { groups: ['head'], set: { momentum: 0 }, at_step: 20 }],
    ['edit', `${run}/edits`, example('edit')],
    ['listEdits', `${run}/edits`],
    ['getEdit', `${run}/edits/2`],
    ['getEdit', `${run}/edits/99`],
    ['cancelEdit', `${run}/edits/5`],
    ['cancelEdit', `${run}/edits/99`],
    ['removeGroup', `${run}/groups/backbone?at_step=60`],
    ['detachScheduler', `${run}/schedulers/StepLR-2?at_step=60`],
    ['attachScheduler', `${run}/schedulers`, VOTED],
    ['getOptimizer', run],
    ['openGeneration', `${run}/generations/restart-7`, example('openGeneration')],
    ['openGeneration', `${run}/generations/restart-7`, example('openGeneration')],
    ['openGeneration', `${run}/generations/restart-7`, { resume_step: 3 }],
    ['openMany', '/v1/generations', example('openMany')],
    ['listGenerations', `${run}/generations`],
    ['attachScheduler', `${run}/schedulers`, VOTED],
    ['advance', `${run}/steps`, { step: 100 }],
    ['reportMetric', `${run}/metrics/loss/30/0`, { value: 'nan' }],
    ['getMetric', `${run}/metrics/loss/30`],
    ['reportMetric', `${run}/metrics/loss/30/1`, { value: 3, generation: 2 }],
    ['reportMetric', `${run}/metrics/loss/30/1`, { value: 4 }],
    ['reportMetric', `${run}/metrics/loss/30/9`, example('reportMetric')],
    ['getMetric', `${run}/metrics/loss/30`],
    ['getMetric', `${run}/metrics/none/30`],
    ['advance', `${run}/steps`, { step: 30, metrics: { val_loss: 1 } }],
    ['listEvents', `${run}/events`],
    ['listEvents', `${run}/events?after=x`],
    ['explain', `${run}/lr/explanation?group=head&step=30`],
    ['getState', `${run}/state`],
    ['putState', `${run}/state`, example('putState')],
    ['preview', '/v1/previews', example('preview')],
    ['preview', '/v1/previews', {}],
    ['livez', '/livez'],
    ['readyz', '/readyz'],
  ] as const) {
    it(`matches the document: ${id} ${url}`, () => doing(id, url, body))
  }

  it('matches the document after a restored checkpoint', async () => {
    const { body } = await send('GET', `${run}/state`)
    await doing('putState', `${run}/state`, body)
  })

  it('was checked for every success of the document', () => {
    const returned = operations.flatMap(({ operationId, responses = {} }) =>
      Object.keys(responses)
        .filter((status) => status < '300' && status !== '204')
        .map((status) => `${operationId} ${status}`),
    )
    assert.deepEqual(
      returned.filter((each) => !answered.has(each)),
      [],
    )
  })
})

describe('an unknown query parameter', async () => {
  const { app, send } = await appOn()

  for (const { operationId, path, method, requestBody, parameters = [] } of operations) {
    it(`is refused by ${operationId}`, async () => {
      const known = parameters as OpenAPIV3_1.ParameterObject[]
      const url = path.replaceAll(
        /\{(\w+)\}/g,
        // Numbers have no example.
        (_, name: string) =>
          `${(known.find((each) => each.name === name)!.example as string) ?? 9}`,
      )
      const sent = (requestBody as OpenAPIV3_1.RequestBodyObject | undefined)?.content
      const body = sent?.['application/json']!.example as unknown
      const response = await send(method.toUpperCase() as 'GET', `${url}?no_such_parameter=1`, body)
      assert.deepEqual([response.status, response.body.code], [400, 'invalid_request'])
      const faults = response.body.errors as { pointer: string; detail: string }[]
      const fault = faults.find(({ pointer }) => pointer === '/no_such_parameter')
      assert.match(fault!.detail, /^unknown field "no_such_parameter", wanted (none|only ".*)$/)
    })
  }

  it('is ignored by the HTML pages', async () => {
    for (const url of ['/docs/?v=1', '/docs/static/swagger-ui.css?v=1', '/openapi.json?v=1']) {
      assert.equal((await app.inject(url)).statusCode, 200)
    }
  })
})

describe('the types of the client', () => {
  it('in the repository equal those of the document (npm run openapi writes them)', async () => {
    const types = astToString(await openapiTS(path, { defaultNonNullable: false }))
    assert.equal(await readFile(new URL('./client_types.ts', import.meta.url), 'utf8'), types)
  })
})
