import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLockstep } from '../../client/typescript/src/index.ts'
import { appOn } from '../app.ts'

const { app } = await appOn()
const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })

describe('a client generated from the document', () => {
  const client = createLockstep({ baseUrl })
  const params = { path: { optimizer: 'run-42' } }

  it('registers, attaches, advances and reads, with types', async () => {
    const registered = await client.PUT('/v1/optimizers/{optimizer}', {
      params,
      body: {
        groups: [
          { name: 'backbone', lr: 0.1, momentum: 0.9, betas: [0.9, 0.999] },
          { name: 'head', lr: 0.01, my_own: 3 },
        ],
      },
    })
    assert.equal(registered.data!.groups[0]!.initial_lr, 0.1)

    const attached = await client.POST('/v1/optimizers/{optimizer}/schedulers', {
      params,
      body: { type: 'StepLR', step_size: { backbone: 2, head: 3 } },
    })
    assert.equal(attached.data!.effective_step, undefined)

    const advanced = await client.POST('/v1/optimizers/{optimizer}/steps', {
      params,
      body: { step: 4 },
    })
    assert.ok('groups' in advanced.data!)
    const rates: number[] = advanced.data.groups.map(({ lr }) => lr)
    assert.deepEqual(rates, [0.0010000000000000002, 0.001])

    const read = await client.GET('/v1/optimizers/{optimizer}/lr', {
      params: { ...params, query: { from: 0, to: 4 } },
    })
    assert.ok('steps' in read.data!)
    assert.deepEqual(read.data.steps, [0, 1, 2, 3, 4])
  })

  it('receives a typed problem', async () => {
    const { error, response } = await client.POST('/v1/optimizers/{optimizer}/steps', {
      params,
      body: { step: 10 ** 7 },
    })
    assert.equal(response.status, 409)
    assert.equal(error!.code, 'step_ahead')
    assert.equal(error!.cursor, 4)
  })
})
