import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../app.ts'

// Data of a service that stored the steps of a share and the expansion of a preset, and what was
// sent in the request of the registration alone: test/golden/fbbfa3c/write.py.

interface Recorded {
  readonly read: object
  readonly groups: object[]
  readonly record: object
}

const golden = async (name: string) => gunzipSync(await readFile(`test/golden/fbbfa3c/${name}.gz`))
const expected = JSON.parse((await golden('expected.json')).toString()) as Record<string, Recorded>
const LAST = 120

const directory = await mkdtemp(join(tmpdir(), 'lockstep-fbbfa3c-'))
after(() => rm(directory, { recursive: true }))

type Send = Awaited<ReturnType<typeof appOn>>['send']

/** The file as it was written, opened by this version. */
async function storedFile(): Promise<Send> {
  const path = join(directory, 'lockstep.db')
  await writeFile(path, await golden('lockstep.db'))
  return (await appOn(sqliteStore(path))).send
}

/** The checkpoints, restored by this version. */
async function restored(): Promise<Send> {
  const { send } = await appOn()
  for (const [id, { record }] of Object.entries(expected)) {
    const { status } = await send('PUT', `/v1/optimizers/${id}/state`, JSON.stringify(record))
    assert.equal(status, 200)
  }
  return send
}

/** The arguments of a scheduler as it is pending after a change of the length to 200. */
async function afterLength(send: Send, id: string, scheduler: string) {
  const url = `/v1/optimizers/${id}`
  assert.equal((await send('PATCH', url, { total_steps: 200 })).status, 200)
  const { pending = [] } = (await send('GET', `${url}/schedulers/${scheduler}`)).body
  return pending.at(-1)?.changes as Record<string, unknown> | undefined
}

for (const [name, open] of [
  ['stored', storedFile],
  ['wrote in checkpoints', restored],
] as const) {
  describe(`optimizers that fbbfa3c ${name}`, async () => {
    const send = await open()

    for (const [id, { read, groups }] of Object.entries(expected)) {
      it(`${id} is read as it was, and goes on with the same values`, async () => {
        const url = `/v1/optimizers/${id}`
        const series = () => send('GET', `${url}/lr?from=0&to=${LAST}&hyperparameters=lr,momentum`)
        const {
          generation: _generation,
          revision: _revision,
          warnings: _warnings,
          ...now
        } = (await send('GET', url)).body
        const { generation: _then, revision: _before, ...then } = read as Record<string, unknown>
        assert.deepEqual(now, then)
        assert.deepEqual((await series()).body.groups, groups)
      })
    }

    for (const [id, scheduler, changes] of [
      ['shares-0', 'StepLR-1', { step_size: 20 }],
      ['shares-1', 'CosineAnnealingLR-1', { T_max: { a: 180, b: 100 } }],
      ['shares-2', 'MultiStepLR-1', { milestones: [100, 150] }],
      ['shares-4', 'LambdaLR-1', undefined],
    ] as const) {
      it(`${id} follows the length of the run by the request of its registration`, async () => {
        assert.deepEqual(await afterLength(send, id, scheduler), changes)
        await send('POST', `/v1/optimizers/${id}/steps`, { step: 20 })
        const again = await send('PATCH', `/v1/optimizers/${id}`, { total_steps: 100 })
        assert.equal(again.status, 200)
        assert.equal(again.body.schedulers[0].pending?.length, changes ? 1 : undefined)
      })
    }

    it('follows it in a sequence and in a preset, whose parameters change too', async () => {
      const { milestones, schedulers } = (await afterLength(send, 'shares-3', 'SequentialLR-1'))!
      assert.deepEqual([milestones, (schedulers as { T_max?: number }[])[1]!.T_max], [[10], 190])
      const preset = '/v1/optimizers/shares-5'
      const warmup = { num_warmup_steps: '20%' }
      const patched = await send('PATCH', `${preset}/schedulers/PhasedLR-1`, warmup)
      // The preset was a PhasedLR then: it goes on as what it is expanded into now.
      const { type, phases, lr_lambda } = patched.body.pending[0].changes
      assert.deepEqual([type, phases], ['LambdaLR', null])
      assert.match(lr_lambda, /^epoch \/ 20 if epoch < 20 else .* \/ 80/)
      await send('POST', `${preset}/steps`, { step: 13 })
      const changes = await afterLength(send, 'shares-5', 'PhasedLR-1')
      assert.deepEqual(Object.keys(changes!), ['lr_lambda'])
      assert.match(String(changes!['lr_lambda']), /^epoch \/ 40 if epoch < 40 else .* \/ 160/)
      const values = (await send('GET', `${preset}/lr?from=0&to=200`)).body.groups[0].lr
      assert.deepEqual([values.length, values[120] > 0, values[200]], [201, true, 0])
    })

    it('leaves what was patched, and what was attached later', async () => {
      assert.equal(await afterLength(send, 'patched', 'StepLR-1').then((each) => each?.['step_size']), undefined) // prettier-ignore
      assert.equal((await send('GET', '/v1/optimizers/patched/schedulers/m')).body.pending, undefined) // prettier-ignore
      assert.deepEqual(
        Object.keys(
          (await send('GET', '/v1/optimizers/patched/schedulers/p')).body.pending[0].changes,
        ),
        ['type', 'phases', 'lr_lambda'],
      )
      assert.equal(await afterLength(send, 'attached', 'late'), undefined)
    })
  })
}
