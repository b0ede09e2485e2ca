import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
let count = 0

const A = { name: 'a', lr: 1 }
const SHARE = { type: 'StepLR', step_size: '10%', gamma: 0.5, name: 's' }

async function run(schedulers: readonly object[], more: object = { total_steps: 100 }) {
  const url = `/v1/optimizers/lengths-${++count}`
  const body = { groups: [A], schedulers, ...more }
  assert.equal((await send('PUT', url, body)).status, 201)
  return {
    url,
    body,
    patch: (changes: object, query = '') => send('PATCH', `${url}${query}`, changes),
    change: (name: string, changes: object, query = '') =>
      send('PATCH', `${url}/schedulers/${name}${query}`, changes),
    advance: (step: number) => send('POST', `${url}/steps`, { step }),
    read: async () => (await send('GET', url)).body,
    lr: async (from: number, to: number): Promise<number[]> =>
      (await send('GET', `${url}/lr?from=${from}&to=${to}`)).body.groups[0].lr,
  }
}

/** The values of an optimizer that has been registered so. */
async function valuesOf(schedulers: readonly object[], more: object, to: number) {
  return (await run(schedulers, more)).lr(0, to)
}

describe('another length of the run', () => {
  it('acts at the next unsealed step, with labels, and is shown until then and after', async () => {
    const { patch, advance, read, url } = await run([SHARE])
    await advance(12)
    const { status, body } = await patch({ total_steps: 200, labels: { team: 'x' } })
    assert.deepEqual(
      [status, body.total_steps, body.effective_step, body.labels],
      [200, 100, 13, { team: 'x' }],
    )
    assert.deepEqual(body.pending, [{ revision: 2, step: 13, total_steps: 200 }])
    assert.deepEqual(body.schedulers[0].pending, [
      { revision: 2, step: 13, changes: { step_size: 20 } },
    ])
    await advance(13)
    const after = await read()
    assert.deepEqual(
      [after.total_steps, after.pending, after.schedulers[0].step_size],
      [200, undefined, 20],
    )
    const { events } = (await send('GET', `${url}/events?after=1`)).body
    assert.deepEqual(
      [events[0].kind, events[0].step, events[0].total_steps, events[0].schedulers],
      ['total_steps_changed', 13, 200, { s: { step_size: 20 } }],
    )
    const explained = (await send('GET', `${url}/lr/explanation?step=30&group=a`)).body
    assert.deepEqual(
      explained.edits.map((each: { kind: string }) => each.kind),
      ['total_steps_changed'],
    )
    assert.equal((await send('GET', `${url}/edits`)).body.edits[0].status, 'acted')
  })

  it('writes nothing if it is the same again', async () => {
    const { patch, advance, read } = await run([SHARE])
    await advance(3)
    const first = await patch({ total_steps: 200 })
    const again = await patch({ total_steps: 200 })
    assert.deepEqual([again.body.revision, again.body.effective_step], [2, 4])
    assert.deepEqual(again.body, first.body)
    await advance(9)
    assert.equal((await patch({ total_steps: 200 })).body.effective_step, undefined)
    assert.equal((await read()).revision, 2)
  })

  it('is the length of the construction before the first advance', async () => {
    const schedulers = [
      { type: 'OneCycleLR', max_lr: 1, total_steps: '100%', cycle_momentum: false },
      { type: 'LambdaLR', lr_lambda: '1 + epoch / total_steps + 1 / total_steps' },
      SHARE,
    ]
    const { patch, lr } = await run(schedulers)
    const { body } = await patch({ total_steps: 40 })
    assert.deepEqual([body.effective_step, body.total_steps], [0, 40])
    assert.deepEqual(await lr(0, 40), await valuesOf(schedulers, { total_steps: 40 }, 40))
  })

  it('counts for the schedulers that are attached at its step', async () => {
    const { patch, advance, url, lr } = await run([])
    await advance(4)
    await send('POST', `${url}/schedulers`, SHARE)
    await patch({ total_steps: 30 })
    assert.deepEqual(await lr(4, 9), [1, 1, 1, 1, 0.5, 0.5])
  })

  it('declares it where the registration did not', async () => {
    const { patch, advance, url, read } = await run([{ type: 'ExponentialLR', gamma: 0.5 }], {})
    await advance(2)
    assert.equal((await send('POST', `${url}/schedulers`, SHARE)).status, 400)
    await patch({ total_steps: 50 })
    await advance(3)
    assert.equal((await read()).total_steps, 50)
    const attached = await send('POST', `${url}/schedulers`, SHARE)
    assert.deepEqual([attached.status, attached.body.step_size], [201, 5])
    assert.deepEqual((await send('GET', `${url}/definition`)).body.total_steps, undefined)
  })

  it('acts at a later step, can be cancelled until then, and leaves a numeric length', async () => {
    const { url, patch, advance, read } = await run([{ ...SHARE, step_size: 7 }, { ...SHARE, name: 't' }]) // prettier-ignore
    await advance(2)
    const { body } = await patch({ total_steps: 200 }, '?at_step=9')
    assert.deepEqual(
      body.schedulers.map((each: { pending?: object[] }) => each.pending?.length),
      [undefined, 1],
    )
    assert.equal((await send('DELETE', `${url}/edits/2`)).status, 204)
    await advance(12)
    assert.equal((await read()).total_steps, 100)
    const sealed = await patch({ total_steps: 200 }, '?at_step=9')
    assert.deepEqual([sealed.status, sealed.body.code], [409, 'step_sealed'])
    const labels = await patch({ labels: {} }, '?at_step=30')
    assert.deepEqual([labels.status, labels.body.errors[0].pointer], [400, '/at_step'])
    for (const wrong of [{ total_steps: 0 }, { total_steps: null }, { total_steps: '10%' }, {}]) {
      assert.equal((await patch(wrong)).status, 400)
    }
  })

  it('leaves what a patch made a number, and follows what a patch made a share', async () => {
    const { patch, change, advance, read } = await run([SHARE, { type: 'LinearLR', name: 'l', total_iters: 7 }]) // prettier-ignore
    await advance(1)
    await change('s', { step_size: 4 })
    await change('l', { total_iters: { a: '20%' } })
    await advance(2)
    await patch({ total_steps: 50 })
    await advance(3)
    const [s, l] = (await read()).schedulers
    assert.deepEqual([s.step_size, l.total_iters], [4, { a: 10 }])
  })

  it('counts for the arguments of a late group, unless they are numbers', async () => {
    const { url, patch, advance, read } = await run([SHARE, { ...SHARE, name: 't' }])
    await advance(2)
    const own = { s: { step_size: '20%' }, t: { step_size: 3 } }
    await send('POST', `${url}/groups`, { name: 'b', lr: 1, arguments: own })
    await advance(3)
    assert.deepEqual((await read()).schedulers[0].step_size, { a: 10, b: 20 })
    await patch({ total_steps: 200 })
    await advance(4)
    const [s, t] = (await read()).schedulers
    assert.deepEqual([s.step_size, t.step_size], [{ a: 20, b: 40 }, { a: 20, b: 3 }]) // prettier-ignore
  })

  it('is not in a generation that drops it, and is in one that keeps it', async () => {
    const { url, patch, advance, lr } = await run([SHARE])
    const before = await lr(0, 60)
    await advance(12)
    await patch({ total_steps: 200 })
    const after = await lr(0, 60)
    await advance(30)
    await send('PUT', `${url}/generations/keep`, { resume_step: 5, edits: 'keep' })
    assert.deepEqual(await lr(0, 60), after)
    await send('PUT', `${url}/generations/drop`, { resume_step: 5, edits: 'drop' })
    assert.deepEqual(await lr(0, 60), before)
    assert.equal((await send('GET', url)).body.total_steps, 100)
  })

  it('is in a checkpoint, with what a later change needs', async () => {
    const { url, patch, advance, lr } = await run([SHARE, { preset: 'hf/cosine', num_warmup_steps: '5%' }]) // prettier-ignore
    await advance(12)
    await patch({ total_steps: 200 })
    const { body: state } = await send('GET', `${url}/state`)
    const moved = '/v1/optimizers/moved-length'
    assert.equal((await send('PUT', `${moved}/state`, state)).status, 200)
    for (const each of [url, moved]) {
      await send('POST', `${each}/steps`, { step: 20 })
      const { body } = await send('PATCH', each, { total_steps: 300 })
      assert.equal(body.schedulers[0].pending[0].changes.step_size, 30)
    }
    const series = await send('GET', `${moved}/lr?from=0&to=300`)
    assert.deepEqual(series.body.groups[0].lr, await lr(0, 300))
  })
})

describe('a length of the run that a scheduler cannot have', () => {
  for (const [what, scheduler, total_steps, detail] of [
    ['the constructor reads it', { type: 'OneCycleLR', max_lr: 1, total_steps: '100%', cycle_momentum: false }, 50, /total_steps/], // prettier-ignore
    ['its clock follows from it', { ...SHARE, every: '2%' }, 200, /every/],
    ['a wave of a chain is fixed', { type: 'ChainedScheduler', schedulers: [{ type: 'CosineAnnealingWarmRestarts', T_0: '10%' }] }, 200, /schedulers.0.T_0/], // prettier-ignore
    ['a share has no step', { ...SHARE, step_size: '1%' }, 20, /"1%" of 20 steps/],
    ['milestones meet', { type: 'SequentialLR', schedulers: [SHARE, SHARE, SHARE].map(({ name: _, ...each }) => each), milestones: ['50%', '51%'] }, 10, /ascending/], // prettier-ignore
    ['a preset refuses it', { preset: 'hf/cosine', num_warmup_steps: 0, num_training_steps: '2%' }, 20, /num_training_steps/], // prettier-ignore
  ] as const) {
    it(`is refused, and nothing is stored: ${what}`, async () => {
      const { patch, advance, read } = await run([{ ...scheduler, name: 'x' }])
      await advance(2)
      const { status, body } = await patch({ total_steps, labels: { a: 'b' } })
      assert.deepEqual([status, body.code, body.scheduler], [409, 'total_steps_conflict', 'x'], JSON.stringify(body)) // prettier-ignore
      assert.equal(body.errors[0].pointer, '/total_steps')
      assert.match(body.errors[0].detail, detail)
      const { revision, labels, total_steps: kept } = await read()
      assert.deepEqual([revision, labels, kept], [1, {}, 100])
    })
  }

  it('is refused while a later change follows from the present one', async () => {
    const { url, patch, change, advance } = await run([SHARE])
    await advance(2)
    await send('POST', `${url}/schedulers?at_step=50`, { ...SHARE, name: 'later' })
    const first = await patch({ total_steps: 200 })
    assert.deepEqual([first.status, first.body.scheduler], [409, 'later'])
    await send('DELETE', `${url}/edits/2`)
    await change('s', { step_size: '30%' }, '?at_step=50')
    assert.equal((await patch({ total_steps: 200 })).body.scheduler, 's')
    assert.equal((await patch({ total_steps: 200 }, '?at_step=51')).status, 200)
  })

  it('keeps what it was computed from until it acts', async () => {
    const { url, patch, change, advance } = await run([SHARE])
    await advance(2)
    await patch({ total_steps: 200 }, '?at_step=50')
    assert.equal((await change('s', { step_size: 3 })).status, 400)
    assert.equal((await change('s', { gamma: 0.1 })).status, 200)
    assert.equal((await send('POST', `${url}/schedulers`, { ...SHARE, name: 'n' })).status, 400)
    const later = await send('POST', `${url}/schedulers?at_step=50`, { ...SHARE, name: 'n' })
    assert.deepEqual([later.status, later.body.step_size], [201, 20])
    assert.equal((await send('DELETE', `${url}/edits/2`)).status, 400)
  })
})
