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
ajv.addSchema(closed(document) as object, 'openapi')

/** A scheduler with a metric that two ranks report. */
const VOTED = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 30, reporters: 2, name: 'voted' }

/**
 * A copy of the document in which no object has fields that its schema lacks, unless it says so. The
 * document itself leaves responses open, for the clients of today in front of a later service.
 */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed)
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([key, value]) => [key, closed(value)])
  const copy = Object.fromEntries(entries) as Record<string, unknown>
  const isObject = copy.type === 'object' && typeof copy.properties === 'object'
  return isObject ? { additionalProperties: false, ...copy } : copy
}

/** Follows a reference to a component. */
function resolved(response: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject) {
  if (!('$ref' in response)) return response
  const name = response.$ref.replace('#/components/responses/', '')
  return document.components!.responses![name] as OpenAPIV3_1.ResponseObject
}

/** The examples of a media type: the only one, or those with names. */
const examplesOf = ({ example, examples = {} }: OpenAPIV3_1.MediaTypeObject): unknown[] =>
  example === undefined
    ? Object.values(examples).map((each) => (each as OpenAPIV3_1.ExampleObject).value)
    : [example]

/** Checks a value against a schema of the document, given by a JSON pointer. */
function conforms(value: unknown, pointer: string): void {
  const validate = ajv.getSchema(`openapi#${pointer}`)!
  assert.ok(validate(value), ajv.errorsText(validate.errors))
}

const escaped = (path: string) => path.replaceAll('~', '~0').replaceAll('/', '~1')

/** The problem of an example, which is a component. */
function problemOf(example: object): { code: string; status: number } {
  const name = (example as OpenAPIV3_1.ReferenceObject).$ref.replace('#/components/examples/', '')
  const { value } = document.components!.examples![name] as OpenAPIV3_1.ExampleObject
  conforms(value, '/components/schemas/Problem')
  return value as { code: string; status: number }
}

/** The places of objects with properties of their own, inline in a part of the document. */
function unnamedObjects(part: unknown, place = ''): string[] {
  if (typeof part !== 'object' || part === null) return []
  const { type, properties } = part as OpenAPIV3_1.SchemaObject
  const own = type === 'object' && properties ? [place] : []
  const inner = Object.entries(part).filter(([key]) => key !== 'example' && key !== 'examples')
  return [...own, ...inner.flatMap(([key, value]) => unnamedObjects(value, `${place}/${key}`))]
}

/** All example values, with their places. */
const allExamples = (): [place: string, example: unknown][] => [
  ...Object.entries(document.components!.examples!),
  ...operations.flatMap(({ operationId, requestBody, responses = {} }) =>
    [requestBody ?? {}, ...Object.values(responses)].flatMap((message) =>
      Object.values((message as OpenAPIV3_1.ResponseObject).content ?? {})
        .flatMap(examplesOf)
        // An example of a problem is a component.
        .filter((example) => example !== undefined)
        .map((example): [string, unknown] => [operationId!, example]),
    ),
  ),
]

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

  it('discriminates schedulers by their type, and phases by their curve', () => {
    const mappingOf = (name: string) => {
      const { discriminator } = document.components!.schemas![name] as OpenAPIV3_1.SchemaObject
      return [discriminator!.propertyName, discriminator!.mapping] as const
    }
    const [type, schedulers] = mappingOf('Scheduler')
    assert.deepEqual([type, schedulers!.StepLR], ['type', '#/components/schemas/StepLR'])
    const [curve, phases] = mappingOf('Phase')
    assert.deepEqual([curve, phases!.hold], ['curve', '#/components/schemas/HoldPhase'])
  })

  it('has the title of each schema, and no object or list of values by group without a name', () => {
    const schemas = Object.entries(document.components!.schemas!) as [string, { title?: string }][]
    for (const [name, { title }] of schemas) assert.equal(title, name)
    assert.deepEqual(unnamedObjects(document.paths), [])
    assert.deepEqual(
      schemas.flatMap(([, schema]) => unnamedObjects(Object.values(schema))),
      [],
    )
  })

  it('has no keyword that generators of clients misread', () => {
    for (const keyword of ['default', 'prefixItems', 'readOnly']) {
      assert.ok(!committed.includes(`"${keyword}":`), keyword)
    }
    assert.ok(!committed.includes('"items": false'))
    for (const [place, example] of allExamples()) {
      assert.ok(!JSON.stringify(example).includes('"$ref"'), `a reference in ${place}`)
    }
  })

  for (const operation of operations) {
    const { operationId, path, method, requestBody, responses = {} } = operation
    const at = `/paths/${escaped(path)}/${method}`

    it(`has an example of ${operationId}, which its schemas accept`, () => {
      const sent = (requestBody as OpenAPIV3_1.RequestBodyObject | undefined)?.content
      if (sent) {
        const examples = examplesOf(sent['application/json']!)
        assert.ok(examples.length > 0)
        for (const example of examples) {
          conforms(example, `${at}/requestBody/content/application~1json/schema`)
        }
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
      const refusals = Object.entries(responses).filter(([status]) => status >= '400')
      assert.ok(refusals.length >= 3)
      for (const [status, response] of refusals) {
        const { content, description } = resolved(response)
        assert.deepEqual(Object.keys(content!), ['application/problem+json'])
        const codes = [...description.matchAll(/`([a-z_]+)`: /g)].map(([, code]) => code)
        const examples = Object.values(content!['application/problem+json']!.examples!)
        assert.deepEqual(
          examples.map((each) => problemOf(each).code),
          codes,
        )
        for (const example of examples) assert.equal(`${problemOf(example).status}`, status)
      }
    })
  }
})

describe('a response', async () => {
  const { send } = await appOn()
  const example = (id: string) =>
    examplesOf(
      (
        operations.find(({ operationId }) => operationId === id)!
          .requestBody as OpenAPIV3_1.RequestBodyObject
      ).content['application/json']!,
    )[0]

  const answered = new Set<string>()

  /** Sends the request of an example, and checks the response against the document. */
  async function doing(id: string, url: string, body?: unknown): Promise<void> {
    const operation = operations.find(({ operationId }) => operationId === id)!
    const { path, method, responses = {} } = operation
    const response = await send(method.toUpperCase() as 'GET', url, body)
    if (response.status === 204) return
    answered.add(`${id} ${response.status}`)
    const type = response.headers.get('content-type')!.split(';')[0]!
    const declared = responses[response.status]!
    const at =
      '$ref' in declared
        ? declared.$ref.slice(1)
        : `/paths/${escaped(path)}/${method}/responses/${response.status}`
    conforms(response.body, `${at}/content/${escaped(type)}/schema`)
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

  const { content } = operations.find(({ operationId }) => operationId === 'attachScheduler')!
    .requestBody as OpenAPIV3_1.RequestBodyObject
  for (const [index, scheduler] of examplesOf(content['application/json']!).entries()) {
    it(`attaches the example ${JSON.stringify(scheduler)}`, async () => {
      const optimizer = `/v1/optimizers/attached-${index}`
      const { groups } = example('putOptimizer') as { groups: object[] }
      await send('PUT', optimizer, { groups })
      const { status, body } = await send('POST', `${optimizer}/schedulers`, scheduler)
      assert.deepEqual([status, body.warnings], [201, undefined])
    })
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
      const body = sent && examplesOf(sent['application/json']!)[0]
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
    const types = astToString(await openapiTS(path))
    assert.equal(
      await readFile(new URL('../../client/typescript/src/schema.ts', import.meta.url), 'utf8'),
      types,
    )
  })
})
