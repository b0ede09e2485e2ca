import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describeTrainers } from '../../openapi/describe.ts'
import type { Document, Media, Operation } from '../../src/http/openapi/parts.ts'
import { appOn, RUN } from '../app.ts'

const read = (name: string) => readFile(new URL(`../../openapi/${name}`, import.meta.url), 'utf8')
const committed = await read('trainers.json')
const document = JSON.parse(committed) as Document

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(document, 'trainers')

interface Call extends Operation {
  readonly path: string
  readonly method: string
}

const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): Call => ({ ...operation, path, method })),
)

/** Checks the body of a response against the schema that a call has for its status. */
function conforms(call: Call, status: number, body: unknown): void {
  const escaped = call.path.replaceAll('/', '~1')
  const content = 'content/application~1json/schema'
  const pointer = `/paths/${escaped}/${call.method}/responses/${status}/${content}`
  const validate = ajv.getSchema(`trainers#${pointer}`)!
  assert.ok(validate(body), ajv.errorsText(validate.errors))
}

/** The places of a keyword, or of a type without a format, outside of examples. */
function places(
  part: unknown,
  isWrong: (schema: Record<string, unknown>) => boolean,
  at = '',
): string[] {
  if (typeof part !== 'object' || part === null) return []
  const inner = Object.entries(part).filter(([key]) => !/^examples?$/.test(key))
  const own = !Array.isArray(part) && isWrong(part as Record<string, unknown>) ? [at] : []
  return [...own, ...inner.flatMap(([key, value]) => places(value, isWrong, `${at}/${key}`))]
}

describe('the OpenAPI document for trainers', () => {
  it('in the repository is that of openapi.json (npm run openapi writes it)', async () => {
    assert.equal(committed, describeTrainers(await read('openapi.json')))
  })

  it('has no union', () => {
    const unions = places(document, (schema) =>
      ['anyOf', 'oneOf', 'allOf'].some((word) => word in schema),
    )
    assert.deepEqual(unions, [])
  })

  it('says the size of every number', () => {
    const isSizeless = ({ type, format }: Record<string, unknown>) =>
      [type].flat().some((each) => each === 'number' || each === 'integer') && format === undefined
    assert.deepEqual(places(document, isSizeless), [])
  })

  it('has examples of successes that its schemas accept', () => {
    for (const call of calls) {
      for (const [status, { content = {} }] of Object.entries(call.responses)) {
        const { example }: Media = content['application/json'] ?? {}
        if (example !== undefined) conforms(call, Number(status), example)
      }
    }
  })

  it('describes every component that it has, and refers to no other', () => {
    const referred = new Set(
      committed.match(/"#\/components\/[^"]+"/g)!.map((text) => JSON.parse(text)),
    )
    const named = Object.entries(document.components).flatMap(([kind, components]) =>
      Object.keys(components as object).map((name) => `#/components/${kind}/${name}`),
    )
    assert.deepEqual([...referred].sort(), named.sort())
  })
})

describe('what a trainer receives', async () => {
  const { send } = await appOn()
  const optimizer = '/v1/optimizers/run-42'
  const schedulers = [...RUN.schedulers, { type: 'ReduceLROnPlateau', monitor: 'loss', every: 5 }]
  const many = [
    { optimizer: 'run-42', step: 4 },
    { optimizer: 'run-42', step: 9 },
    { optimizer: 'no' },
  ]
  for (const [id, method, url, body, expected] of [
    ['putOptimizer', 'PUT', optimizer, { ...RUN, schedulers }, 201],
    ['createOptimizer', 'POST', '/v1/optimizers', RUN, 201],
    ['getOptimizer', 'GET', optimizer, undefined, 200],
    ['advance', 'POST', `${optimizer}/steps`, { step: 2, ahead: 10 }, 200],
    ['advance', 'POST', `${optimizer}/steps`, { step: 5 }, 202],
    ['reportMetric', 'PUT', `${optimizer}/metrics/loss/5/0`, { value: 'nan' }, 201],
    ['getMetric', 'GET', `${optimizer}/metrics/loss/5`, undefined, 200],
    ['advance', 'POST', `${optimizer}/steps`, { step: 5, metrics: { loss: 'nan' } }, 200],
    ['advanceMany', 'POST', '/v1/steps', { steps: many }, 200],
    ['getLr', 'GET', `${optimizer}/lr?from=0&to=9&hyperparameters=lr,momentum`, undefined, 200],
    ['openGeneration', 'PUT', `${optimizer}/generations/a`, { resume_step: 2, ahead: 1 }, 201],
    ['listGenerations', 'GET', `${optimizer}/generations`, undefined, 200],
    ['livez', 'GET', '/livez', undefined, 200],
    ['readyz', 'GET', '/readyz', undefined, 200],
  ] as const) {
    it(`matches the document: ${id} ${expected}`, async () => {
      const response = await send(method, url, body)
      assert.equal(response.status, expected, JSON.stringify(response.body))
      conforms(
        calls.find(({ operationId }) => operationId === id)!,
        expected,
        response.body,
      )
    })
  }
})
