import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { appOn, RUN } from '../app.ts'

const { app, send } = await appOn()
const url = '/v1/optimizers/run'
await send('PUT', url, RUN)

interface Bad {
  readonly what: string
  readonly method?: 'PUT' | 'POST' | 'PATCH' | 'GET'
  readonly path?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly status?: number
  readonly code?: string
  readonly pointer: string
  /** The parts of the detail: the given value, and the wanted one. */
  readonly says: RegExp
}

const group = (fields: object) => ({ groups: [{ name: 'a', lr: 0.1, ...fields }] })
const scheduler = (fields: object) => ({ ...RUN, schedulers: [fields] })
const step = (value: unknown): Partial<Bad> => ({
  method: 'POST',
  path: `${url}/steps`,
  body: { step: value },
  pointer: '/step',
})

const BAD: readonly Bad[] = [
  {
    what: 'an unknown field',
    body: { ...RUN, grups: [] },
    pointer: '/grups',
    says: /unknown field "grups", wanted only "groups"/,
  },
  {
    what: 'a misspelt argument',
    body: scheduler({ type: 'StepLR', step_size: 3, gama: 1 }),
    pointer: '/schedulers/0/gama',
    says: /unknown field "gama".*"gamma"/,
  },
  {
    what: 'a missing argument',
    body: scheduler({ type: 'StepLR' }),
    pointer: '/schedulers/0/step_size',
    says: /given nothing, wanted a whole number/,
  },
  ...['pending', 'effective_step', 'until_step'].map((word) => ({
    what: `a hyperparameter called ${word}`,
    body: group({ [word]: 3 }),
    pointer: `/groups/0/${word}`,
    says: new RegExp(`^"${word}" is not a hyperparameter: the name is reserved`),
  })),
  {
    what: 'an unknown type',
    body: scheduler({ type: 'StepLr' }),
    pointer: '/schedulers/0/type',
    says: /given the text "StepLr", wanted .*"StepLR"/,
  },
  {
    what: 'no type',
    body: scheduler({ step_size: 3 }),
    pointer: '/schedulers/0/type',
    says: /given nothing, wanted .*"StepLR"/,
  },
  {
    what: 'lr as text',
    body: group({ lr: '0.1' }),
    pointer: '/groups/0/lr',
    says: /given the text "0.1", wanted a finite number/,
  },
  {
    what: 'lr as null',
    body: group({ lr: null }),
    pointer: '/groups/0/lr',
    says: /given null, wanted a finite number/,
  },
  {
    what: 'no lr',
    body: { groups: [{ name: 'a' }] },
    pointer: '/groups/0/lr',
    says: /no lr, wanted a number/,
  },
  {
    what: 'NaN',
    body: '{"groups": [{"name": "a", "lr": NaN}]}',
    pointer: '/groups/0/lr',
    says: /given NaN, which JSON does not have, wanted a finite number/,
  },
  {
    what: 'Infinity',
    body: '{"groups": [{"name": "a", "lr": -Infinity}]}',
    pointer: '/groups/0/lr',
    says: /given -?Infinity, which JSON does not have/,
  },
  {
    what: 'a number beyond doubles',
    body: '{"groups": [{"name": "a", "lr": 1e400}]}',
    pointer: '/groups/0/lr',
    says: /beyond all doubles, wanted a finite number/,
  },
  ...['params', 'param_names'].map((word) => ({
    what: `a group with ${word}`,
    body: group({ [word]: Array.from({ length: 100 }, (_, index) => index) }),
    pointer: `/groups/0/${word}`,
    says: new RegExp(`^"${word}" lists the parameters of the model.*wanted it left out`),
  })),
  {
    what: 'defaults with params',
    body: { ...RUN, defaults: { params: [0, 1] } },
    pointer: '/defaults/params',
    says: /"params" lists the parameters of the model.*wanted it left out/,
  },
  {
    what: 'an object in a group',
    body: group({ betas_by_step: { 0: 0.9 } }),
    pointer: '/groups/0/betas_by_step',
    says: /given an object, wanted a finite number, true, false, null, a text/,
  },
  {
    what: 'a long list in a group',
    body: group({ etas: Array(65).fill(0.5) }),
    pointer: '/groups/0/etas',
    says: /wanted .*64/,
  },
  {
    what: 'a long text in a group',
    body: group({ note: 'x'.repeat(257) }),
    pointer: '/groups/0/note',
    says: /at most 256 characters/,
  },
  ...['', 'a\nb', 'a\u0085b', 'a\ud800b', 'n'.repeat(257), '__proto__'].map((name) => ({
    what: `a group named ${JSON.stringify(name.slice(0, 20))}`,
    body: { groups: [{ name, lr: 1 }] },
    pointer: '/groups/0/name',
    says: /given the text .*, wanted (1 to 256 characters without control characters|a name other|a text without lone)/,
  })),
  {
    what: 'arguments of a group named __proto__',
    body: '{"groups": [{"name": "a", "lr": 1}], "schedulers": [{"type": "ExponentialLR", "gamma": {"__proto__": 1}}]}',
    pointer: '',
    says: /forbidden key \(__proto__/,
  },
  {
    what: 'a hyperparameter with a dot',
    body: group({ 'a.b': 1 }),
    pointer: '/groups/0/a.b',
    says: /"a.b" is not the name of a hyperparameter/,
  },
  {
    what: 'empty groups',
    body: { groups: [] },
    pointer: '/groups',
    says: /given a list of 0, wanted at least 1 element/,
  },
  { what: 'no groups', body: {}, pointer: '/groups', says: /given nothing, wanted a list/ },
  {
    what: 'two groups of one name',
    body: {
      groups: [
        { name: 'a', lr: 1 },
        { name: 'a', lr: 2 },
      ],
    },
    pointer: '/groups/1/name',
    says: /a second group "a"/,
  },
  {
    what: 'two schedulers of one name',
    body: { ...RUN, schedulers: [1, 2].map(() => ({ type: 'StepLR', step_size: 1, name: 's' })) },
    pointer: '/schedulers/1/name',
    says: /a second scheduler "s"/,
  },
  {
    what: 'an unknown group in a scheduler',
    body: scheduler({ type: 'StepLR', step_size: 3, groups: ['head', 'tail'] }),
    pointer: '/schedulers/0/groups/1',
    says: /unknown group "tail", wanted one of "backbone", "head"/,
  },
  {
    what: 'an unknown group in an argument',
    body: scheduler({ type: 'StepLR', step_size: { backbone: 1, tail: 2 } }),
    pointer: '/schedulers/0/step_size/tail',
    says: /"tail" is not a group/,
  },
  {
    what: 'a group without an argument',
    body: scheduler({ type: 'StepLR', step_size: { backbone: 1 } }),
    pointer: '/schedulers/0/step_size',
    says: /no value for group "head"/,
  },
  {
    what: 'an argument of the wrong type for one group',
    body: scheduler({ type: 'StepLR', step_size: { backbone: 1, head: 'x' } }),
    pointer: '/schedulers/0/step_size/head',
    says: /given the text "x", wanted a whole number/,
  },
  {
    what: 'a list of the wrong length',
    body: scheduler({ type: 'LambdaLR', lr_lambda: ['1'] }),
    pointer: '/schedulers/0/lr_lambda',
    says: /given a list of 1, wanted one value for each of the 2/,
  },
  {
    what: 'a step_size of 0',
    body: scheduler({ type: 'StepLR', step_size: 0 }),
    pointer: '/schedulers/0/step_size',
    says: /given 0, wanted at least 1/,
  },
  {
    what: 'a factor of 0',
    body: scheduler({ type: 'ConstantLR', factor: 0 }),
    pointer: '/schedulers/0/factor',
    says: /given 0, wanted more than 0/,
  },
  {
    what: 'total_iters of 0',
    body: scheduler({ type: 'LinearLR', total_iters: 0 }),
    pointer: '/schedulers/0/total_iters',
    says: /wanted at least 1/,
  },
  {
    what: 'an expression that is none',
    body: scheduler({ type: 'LambdaLR', lr_lambda: '1 +' }),
    pointer: '/schedulers/0/lr_lambda',
    says: /syntax error/,
  },
  {
    what: 'an expression that reaches out',
    body: scheduler({ type: 'LambdaLR', lr_lambda: '__import__("os")' }),
    pointer: '/schedulers/0/lr_lambda',
    says: /which is refused/,
  },
  {
    what: 'undeclared total_steps',
    body: scheduler({ type: 'LambdaLR', lr_lambda: 'total_steps' }),
    pointer: '/schedulers/0/lr_lambda',
    says: /total_steps, which this optimizer does not declare/,
  },
  {
    what: 'a name of 129 characters in a body',
    body: { ...RUN, schedulers: [{ type: 'StepLR', step_size: 1, name: 'n'.repeat(129) }] },
    pointer: '/schedulers/0/name',
    says: /given the text "n+", wanted 1 to 128/,
  },
  {
    what: 'a name of 129 characters in a path',
    path: `/v1/optimizers/${'n'.repeat(129)}`,
    body: RUN,
    pointer: '/optimizer',
    says: /given the text "n+", wanted 1 to 128/,
  },
  {
    what: 'a name with a brace',
    path: '/v1/optimizers/a%7Bb%7D',
    body: RUN,
    pointer: '/optimizer',
    says: /given the text "a\{b\}", wanted/,
  },
  {
    what: 'a body over the limit',
    body: JSON.stringify({ ...RUN, labels: { a: 'x'.repeat(70_000) } }),
    status: 413,
    code: 'body_too_large',
    pointer: '',
    says: /wanted at most 65536/,
  },
  {
    what: 'a body that is not JSON',
    body: '{"groups": [',
    pointer: '/groups/0',
    says: /wanted a? ?JSON/,
  },
  { what: 'no body', body: '', pointer: '', says: /wanted (a )?JSON/ },
  {
    what: 'a body that is a list',
    body: [],
    pointer: '',
    says: /given a list of 0, wanted an object/,
  },
  {
    what: 'a poisoned body',
    body: '{"__proto__": {"groups": []}}',
    pointer: '',
    says: /forbidden key/,
  },
  {
    what: 'the wrong content type',
    body: '{}',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'unsupported_media_type',
    pointer: '',
    says: /text\/plain, wanted application\/json/,
  },
  {
    what: 'an unknown path',
    path: '/v1/optimisers',
    method: 'GET',
    status: 404,
    code: 'not_found',
    pointer: '',
    says: /GET \/v1\/optimisers/,
  },
  {
    what: 'a path that does not take the method',
    path: '/v1/previews',
    method: 'GET',
    status: 404,
    code: 'not_found',
    pointer: '',
    says: /GET \/v1\/previews/,
  },
  {
    what: 'a path that is no URL',
    path: '/v1/optimizers/%zz',
    method: 'GET',
    code: 'bad_http_request',
    pointer: '',
    says: /%zz/,
  },
  {
    what: 'a name beyond all measure',
    path: `/v1/optimizers/${'n'.repeat(4000)}`,
    method: 'GET',
    status: 414,
    code: 'bad_http_request',
    pointer: '',
    says: /./,
  },
  { what: 'step -1', says: /given -1, wanted at least 0/, ...step(-1) } as Bad,
  { what: 'step 1.5', says: /given 1.5, wanted a whole number/, ...step(1.5) } as Bad,
  {
    what: 'step 2^60',
    says: /given 1152921504606847000, wanted at most 281474976710656/,
    ...step(2 ** 60),
  } as Bad,
  { what: 'step as text', says: /given the text "3", wanted a whole number/, ...step('3') } as Bad,
  {
    what: 'an idempotency key of 256 characters',
    ...step(1),
    headers: { 'idempotency-key': 'k'.repeat(256) },
    pointer: '/idempotency-key',
    says: /wanted at most 255/,
  },
]

describe('bad input', () => {
  for (const { what, method = 'PUT', path = url, body, headers, says, ...wanted } of BAD) {
    it(`is refused with the given and the wanted value: ${what}`, async () => {
      const before = (await send('GET', '/v1/optimizers')).body
      const response = await send(method, path, body, headers)
      assert.equal(response.status, wanted.status ?? 400)
      assert.match(response.headers.get('content-type')!, /^application\/problem\+json/)
      const { code, errors, detail, title, type, retryable } = response.body
      assert.equal(code, wanted.code ?? 'invalid_request')
      assert.equal(type, `urn:lockstep:problem:${code}`)
      assert.deepEqual([typeof title, typeof detail, retryable], ['string', 'string', false])
      assert.equal(response.body.status, response.status)
      const fault = errors.find(({ pointer }: { pointer: string }) => pointer === wanted.pointer)
      assert.ok(fault, `no error points to ${wanted.pointer}: ${JSON.stringify(errors)}`)
      assert.match(fault.detail, says)
      assert.deepEqual((await send('GET', '/v1/optimizers')).body, before)
    })
  }

  for (const [what, body] of [
    ['brackets without end', '['.repeat(60_000)],
    ['nesting', `{"groups": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    [
      'thousands of unknown fields',
      JSON.stringify({
        ...RUN,
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`x${n}`, 1])),
      }),
    ],
    [
      'thousands of hyperparameters',
      JSON.stringify(
        group(Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`x${n}`, 1]))),
      ),
    ],
    [
      'thousands of bad milestones',
      JSON.stringify(scheduler({ type: 'MultiStepLR', milestones: Array(9_000).fill(9e99) })),
    ],
  ] as const) {
    it(`is refused at little cost: ${what}`, async () => {
      const { status, body: problem } = await send('PUT', '/v1/optimizers/costly', body)
      assert.equal(status, 400)
      assert.ok(problem.errors.length <= 50)
    })
  }

  it('is refused once so many changes are pending that each costs more than the last', async () => {
    await send('PUT', '/v1/optimizers/waiting', RUN)
    for (let n = 0; n < 1_000; n++)
      await send('PATCH', '/v1/optimizers/waiting/groups/head', { lr: n })
    const { status, body } = await send('PATCH', '/v1/optimizers/waiting/groups/head', { lr: 1 })
    assert.deepEqual([status, body.code], [409, 'too_many_pending'])
    assert.equal((await send('POST', '/v1/optimizers/waiting/steps', {})).body.groups[1].lr, 999)
  })

  it('is refused with all of its faults together', async () => {
    const body = {
      groups: [
        { name: 'a', lr: 'x' },
        { name: '', lr: 1 },
      ],
      labels: { ok: 5 },
    }
    const { errors } = (await send('PUT', url, body)).body
    const pointers = errors.map(({ pointer }: { pointer: string }) => pointer)
    assert.deepEqual(pointers, ['/groups/0/lr', '/groups/1/name', '/labels/ok'])
  })
})

describe('bad HTTP', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  after(() => app.server.closeAllConnections())

  const said = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(text))
      let response = ''
      socket.on('data', (chunk) => (response += chunk.toString()))
      socket.on('close', () => resolve(response))
    })

  it('is refused with a problem too', async () => {
    for (const text of [
      'GARBAGE\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
    ]) {
      const response = await said(text)
      assert.match(response, /^HTTP\/1.1 400 /)
      assert.match(response, /application\/problem\+json/)
    }
  })
})
