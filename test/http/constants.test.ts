import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'

const open = await sqliteFile()
const { send } = await appOn(open())
/** It has no cache: it reads everything from the store. */
const other = await appOn(open(), undefined, { cacheSize: 0 })

/** What torch.optim.AdamW and others have in a param_group beside numbers. */
const FLAGS = {
  amsgrad: false,
  foreach: null,
  maximize: true,
  capturable: false,
  differentiable: false,
  fused: null,
  decoupled_weight_decay: true,
  line_search_fn: 'strong_wolfe',
  eps: [null, 0.001],
}
const ADAM = { lr: 0.1, betas: [0.9, 0.999], weight_decay: 0.01 }
const STEP = { type: 'StepLR', step_size: 10 }

let count = 0

/** A new optimizer with a group of Adam, and one that takes its flags from the defaults. */
async function register() {
  const url = `/v1/optimizers/run-${++count}`
  const groups = [
    { name: 'a', ...ADAM, ...FLAGS },
    { name: 'b', lr: 1, fused: true },
  ]
  const defaults = { foreach: true, fused: null, momentum: 0.5 }
  const body = { groups, schedulers: [{ ...STEP, groups: ['a'] }], defaults }
  const registered = await send('PUT', url, body)
  assert.equal(registered.status, 201, JSON.stringify(registered.body))
  return { url, body, registered: registered.body }
}

const A = { name: 'a', ...ADAM, ...FLAGS, momentum: 0.5 }
const B = { name: 'b', lr: 1, foreach: true, fused: true, momentum: 0.5 }

const path = new URL('../golden/param_groups.jsonl', import.meta.url)
const PARAM_GROUPS = (await readFile(path, 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { name: string; lr: number })

describe('a param_group of every optimizer of torch', () => {
  it('is registered and answered as it is', async () => {
    const url = '/v1/optimizers/torch'
    const { status, body } = await send('PUT', url, { groups: PARAM_GROUPS })
    assert.equal(status, 201, JSON.stringify(body))
    const { body: advanced } = await send('POST', `${url}/steps`, { step: 3 })
    assert.deepEqual(advanced.groups, PARAM_GROUPS)
  })
})

describe('a constant of a group', () => {
  it('is answered with the group, wherever that is shown', async () => {
    const { url, body, registered } = await register()
    assert.deepEqual(registered.groups[0], { ...A, initial_lr: 0.1 })
    assert.deepEqual(registered.groups[1], { ...B, initial_lr: 1 })
    assert.deepEqual(registered.defaults, body.defaults)
    assert.deepEqual((await send('PUT', url, body)).status, 200)
    for (const { send } of [await appOn(open()), other]) {
      assert.deepEqual((await send('GET', url)).body.groups, registered.groups)
      assert.deepEqual((await send('GET', `${url}/groups/a`)).body, registered.groups[0])
      assert.deepEqual((await send('GET', `${url}/lr`)).body.groups, [A, B])
      assert.deepEqual((await send('GET', `${url}/lr?step=2`)).body.groups, [A, B])
    }
    const { body: advanced } = await other.send('POST', `${url}/steps`, { step: 10 })
    assert.deepEqual(advanced.groups, [{ ...A, lr: 0.010000000000000002 }, B])
    assert.deepEqual((await send('POST', `${url}/steps`, { step: 10 })).body, advanced)
  })

  it('is kept through a new generation, a checkpoint and a group that is added', async () => {
    const { url } = await register()
    await send('POST', `${url}/steps`, { step: 3 })
    const late = { name: 'late', lr: 1, nesterov: true, foreach: null }
    const added = await send('POST', `${url}/groups`, late)
    const LATE = { ...late, fused: null, momentum: 0.5 }
    assert.deepEqual(added.body, { ...LATE, initial_lr: 1, effective_step: 4 })
    const { body: events } = await send('GET', `${url}/events`)
    assert.deepEqual(events.events.at(-1).group, LATE)
    const { body: advanced } = await other.send('POST', `${url}/steps`, { step: 5 })
    assert.deepEqual(advanced.groups, [A, B, LATE])
    const { body: state } = await send('GET', `${url}/state`)
    assert.deepEqual(state.groups, [A, B, LATE])
    assert.deepEqual(state.definition.groups[0], A)
    const key = `${url}/generations/second`
    const { body: opened } = await send('PUT', key, { resume_step: 4 })
    assert.deepEqual(opened.groups, [A, B, LATE])
    const copy = `/v1/optimizers/copy-${count}`
    assert.equal((await other.send('PUT', `${copy}/state`, state)).status, 200)
    assert.deepEqual((await send('GET', `${copy}/lr`)).body.groups, [A, B, LATE])
    const { body: next } = await send('POST', `${copy}/steps`, { step: 9 })
    assert.deepEqual(next.groups, [A, B, LATE])
  })

  it('is not among the columns of a window and of a series', async () => {
    const { url } = await register()
    const { body } = await send('POST', `${url}/steps`, { step: 0, ahead: 2 })
    assert.deepEqual(body.ahead.groups.map(Object.keys), [
      ['name', 'lr'],
      ['name', 'lr'],
    ])
    const series = await send('GET', `${url}/lr?to=1&hyperparameters=foreach`)
    assert.deepEqual(series.body.errors, [
      {
        pointer: '/hyperparameters',
        detail: 'no group has a number "foreach", wanted names of hyperparameters',
      },
    ])
  })

  it('makes another definition of a registration', async () => {
    const { url, body } = await register()
    const groups = [{ ...body.groups[0]!, amsgrad: true }, body.groups[1]]
    const { status, body: refused } = await send('PUT', url, { ...body, groups })
    const difference = { pointer: '/groups/0/amsgrad', registered: false, given: true }
    assert.deepEqual([status, refused.differences], [409, [difference]])
  })

  it('is driven by no scheduler and changed by no edit', async () => {
    const { url } = await register()
    const scheduler = { ...STEP, param: 'foreach', groups: ['b'] }
    const attached = await send('POST', `${url}/schedulers`, scheduler)
    assert.equal(attached.body.errors[0].pointer, '/param')
    assert.match(
      attached.body.errors[0].detail,
      /"foreach" of group "b" is not a number, so it cannot be driven, wanted one of "momentum", "lr"/,
    )
    for (const [path, change, pointer, detail] of [
      ['groups/a', { amsgrad: 1 }, '/amsgrad', /is not a number, so it cannot be edited/],
      ['groups/a', { amsgrad: true }, '/amsgrad', /given true, wanted .*: only numbers can be/],
      ['edits', { scale: { 'eps.1': 2 } }, '/scale/eps.1', /is not a number, so it cannot/],
      ['edits', { set: { amsgrad: 1 } }, '/set/amsgrad', /is not a number, so it cannot/],
      ['edits', { scale: { amsgrad: 1 } }, '/scale/amsgrad', /is not a number, so it cannot/],
    ] as const) {
      const method = path === 'edits' ? 'POST' : 'PATCH'
      const { status, body } = await send(method, `${url}/${path}`, change)
      assert.deepEqual([status, body.errors[0].pointer], [400, pointer])
      assert.match(body.errors[0].detail, detail)
    }
  })
})
