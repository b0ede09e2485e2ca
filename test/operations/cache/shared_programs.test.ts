import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { advance } from '../../../src/operations/advance/advance.ts'
import { withSharedProgram, createPrograms } from '../../../src/operations/cache/shared_programs.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'

const stateOf = (body: unknown) => initialState(define(RegistrationBody.parse(body)))
const groupsOf = (...groups: object[]) => ({ groups, schedulers: RUN.schedulers })

describe('optimizers with equal definitions', () => {
  it('share one program', () => {
    const programs = createPrograms(10)
    const [first, second] = [stateOf(RUN), stateOf(RUN)].map((state) =>
      withSharedProgram(programs, state),
    )
    assert.equal(first!.program, second!.program)
    assert.notEqual(first!.frame, second!.frame)
  })

  for (const [what, one, other] of [
    ['a value', groupsOf({ lr: 0.1, name: 'a' }), groupsOf({ lr: 0.2, name: 'a' })],
    [
      'the sign of zero',
      groupsOf({ lr: 0.1, name: 'a', weight_decay: 0 }),
      groupsOf({ lr: 0.1, name: 'a', weight_decay: -0 }),
    ],
    ['a name', groupsOf({ lr: 0.1, name: 'a' }), groupsOf({ lr: 0.1, name: 'b' })],
    ['a schedule', RUN, { ...RUN, schedulers: [{ ...RUN.schedulers[0], gamma: 0.5 }] }],
  ] as const) {
    it(`do not share it if ${what} differs`, () => {
      const programs = createPrograms(10)
      const [first, second] = [stateOf(one), stateOf(other)].map((state) =>
        withSharedProgram(programs, state),
      )
      assert.notEqual(first!.program, second!.program)
    })
  }

  it('share one program also after they were read from the store', async () => {
    const store = sqliteStore(':memory:')
    const { send } = await appOn(store)
    for (const id of ['a', 'b']) await send('PUT', `/v1/optimizers/${id}`, RUN)
    const processState = createProcessState(100_000)
    const limits = { maxAdvance: 1_000, maxHistory: 1_000 }
    const context = { store, processState, now: () => new Date(), ...limits }
    for (const id of ['a', 'b', 'a', 'b']) await advance(context, id, {})
    const [a, b] = ['a', 'b'].map((id) => processState.entries.peek(id)!.lastSeen.optimizer)
    assert.equal(a!.sealedThrough, 2)
    assert.equal(a!.state.program, b!.state.program)
  })

  it('have their own values when one of them is edited', async () => {
    const { send } = await appOn()
    const groupsAt = async (id: string, step: number) => {
      const { body } = await send('POST', `/v1/optimizers/${id}/steps`, { step })
      return body.groups as { lr: number; momentum: number }[]
    }
    for (const id of ['a', 'b', 'c']) await send('PUT', `/v1/optimizers/${id}`, RUN)
    for (const id of ['a', 'b', 'c']) await groupsAt(id, 5)
    const edit = { at_step: 8, groups: ['head'], set: { lr: 3, momentum: 0.5 } }
    const { status } = await send('POST', '/v1/optimizers/b/edits', edit)
    assert.equal(status, 201)
    const lr = await Promise.all(['a', 'b', 'c'].map((id) => groupsAt(id, 12)))
    assert.deepEqual(lr[0], lr[2])
    assert.deepEqual(lr[0]![1], { name: 'head', lr: 0.001, momentum: 0.9 })
    assert.deepEqual(lr[1]![1], { name: 'head', lr: 0.30000000000000004, momentum: 0.5 })
  })
})
