import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { accept } from '../../../src/core/optimizer/accept.ts'
import { addGroup } from '../../../src/core/optimizer/add_group.ts'
import { attach, detach, removeGroup } from '../../../src/core/optimizer/changes.ts'
import { editGroup, type GroupEditBody } from '../../../src/core/optimizer/group_edit.ts'
import {
  newOptimizer,
  withSealedState,
  type Optimizer,
} from '../../../src/core/optimizer/optimizer.ts'
import { allUpcoming } from '../../../src/core/optimizer/upcoming.ts'
import { Refusal } from '../../../src/core/problem.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { SchedulerBody } from '../../../src/core/definition/scheduler_schemas.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'

/** An optimizer after its first advance, to step 0. */
const registered = (body: object): Optimizer => {
  const optimizer = newOptimizer('x', define(RegistrationBody.parse(body)), 'now')
  return withSealedState(optimizer, optimizer.state)
}

const to = (optimizer: Optimizer, step: number): Optimizer =>
  withSealedState(optimizer, fold(optimizer.state, optimizer.pending, step))

const edit = (optimizer: Optimizer, group: string, set: GroupEditBody) =>
  accept(optimizer, editGroup(optimizer, group, set), { recordedAt: 'now' })

const attached = (optimizer: Optimizer, scheduler: object) =>
  accept(optimizer, attach(optimizer, SchedulerBody.parse(scheduler)), { recordedAt: 'now' })

const valuesOf = ({ state }: Optimizer) => [...state.values]

const ONE = { groups: [{ name: 'a', lr: 1 }] }
const TWO = { groups: [{ name: 'a', lr: 1 }, { name: 'b', lr: 2 }] } // prettier-ignore
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

describe('a trajectory', () => {
  it('is the same for any number of steps in one fold', () => {
    const body = { ...TWO, schedulers: [HALVING, { type: 'StepLR', step_size: 3 }] }
    let stepwise = registered(body)
    for (let step = 1; step <= 50; step++) stepwise = to(stepwise, step)
    assert.deepEqual(valuesOf(stepwise), valuesOf(to(registered(body), 50)))
  })

  it('is the fold of its inputs: replaying them gives the same values at every step', () => {
    let optimizer = registered({ ...TWO, schedulers: [HALVING] })
    const inputs: Optimizer['pending'][number][] = []
    const seen: number[][] = [valuesOf(optimizer)]
    const changes: Record<number, (optimizer: Optimizer) => Optimizer> = {
      3: (now) => edit(now, 'a', { lr: 7 }),
      5: (now) => attached(now, { type: 'ConstantLR', factor: 0.5, total_iters: 2 }),
      6: (now) => accept(now, addGroup(now, { name: 'c', lr: 3 }), { recordedAt: 'now' }),
      8: (now) => accept(now, removeGroup(now, 'b'), { recordedAt: 'now' }),
      9: (now) => accept(now, detach(now, 'ExponentialLR-1'), { recordedAt: 'now' }),
    }
    for (let step = 1; step <= 12; step++) {
      const changed = changes[step]?.(optimizer) ?? optimizer
      inputs.push(...changed.pending)
      optimizer = to(changed, step)
      seen.push(valuesOf(optimizer))
    }
    const replayed: number[][] = []
    const first = initialState(optimizer.definition)
    replayed.push([...first.values])
    fold(first, inputs, 12, (_step, values) => replayed.push([...values]))
    assert.deepEqual(replayed, seen)
  })

  it('never writes to the state it starts from', () => {
    const { state } = registered({ ...ONE, schedulers: [HALVING] })
    fold(state, [], 10)
    assert.deepEqual([...state.values], [1])
  })
})

describe('an input between two steps', () => {
  it('acts after the schedulers, at the next unsealed step', () => {
    const edited = edit(to(registered({ ...ONE, schedulers: [HALVING] }), 1), 'a', { lr: 8 })
    assert.deepEqual(valuesOf(edited), [0.5])
    assert.deepEqual(valuesOf(to(edited, 2)), [8])
    assert.deepEqual(valuesOf(to(edited, 3)), [4])
  })

  it('acts in the order of acceptance', () => {
    const constant = { type: 'ConstantLR', factor: 0.5, total_iters: 9 }
    const editFirst = attached(edit(registered(ONE), 'a', { lr: 8 }), constant)
    const attachFirst = edit(attached(registered(ONE), constant), 'a', { lr: 8 })
    assert.deepEqual(valuesOf(to(editFirst, 1)), [4])
    assert.deepEqual(valuesOf(to(attachFirst, 1)), [8])
  })

  it('adds a group under the schedulers of all groups, at its own epoch 0 if it restarts', () => {
    const warm = { type: 'ConstantLR', factor: 0.5, total_iters: 2 }
    const optimizer = to(registered({ ...ONE, schedulers: [warm] }), 5)
    const restarted = addGroup(optimizer, { name: 'b', lr: 4, schedulers: 'restart' })
    const grown = to(accept(optimizer, restarted, { recordedAt: 'now' }), 6)
    assert.deepEqual(valuesOf(grown), [1, 2])
    assert.deepEqual(valuesOf(to(grown, 8)), [1, 4])
  })

  it('rebases a schedule that reads initial_lr', () => {
    const lambda = { type: 'LambdaLR', lr_lambda: '1 / (epoch + 1)' }
    const optimizer = edit(registered({ ...ONE, schedulers: [lambda] }), 'a', { initial_lr: 8 })
    assert.deepEqual(valuesOf(to(optimizer, 1)), [0.5])
    assert.deepEqual(valuesOf(to(optimizer, 3)), [2])
  })

  it('may set one element of a list', () => {
    const adam = { groups: [{ name: 'a', lr: 1, betas: [0.9, 0.999] }] }
    assert.deepEqual(
      valuesOf(to(edit(registered(adam), 'a', { betas: [0.8, 0.99] }), 1)),
      [1, 0.8, 0.99],
    )
  })

  it('leaves the values unchanged when a scheduler is detached', () => {
    const optimizer = to(registered({ ...ONE, schedulers: [HALVING] }), 2)
    const without = accept(optimizer, detach(optimizer, 'ExponentialLR-1'), { recordedAt: 'now' })
    assert.deepEqual(valuesOf(to(without, 9)), [0.25])
  })

  it('removes a group from the next step', () => {
    const optimizer = registered({ ...TWO, schedulers: [HALVING] })
    const without = accept(optimizer, removeGroup(optimizer, 'a'), { recordedAt: 'now' })
    assert.deepEqual(valuesOf(to(without, 1)), [1])
  })
})

describe('a change that is cancelled before it acts', () => {
  it('has no effect: a scheduler', () => {
    const twice = attached(registered({ ...ONE, schedulers: [HALVING] }), { ...HALVING, name: 's' })
    const once = accept(twice, detach(twice, 's'), { recordedAt: 'now' })
    assert.deepEqual(valuesOf(to(once, 2)), [0.25])
  })

  it('has no effect: a group, also if another one of its name follows', () => {
    const added = accept(registered(ONE), addGroup(registered(ONE), { name: 'x', lr: 5 }), {
      recordedAt: 'now',
    })
    const edited = edit(added, 'x', { lr: 6 })
    const removed = accept(edited, removeGroup(edited, 'x'), { recordedAt: 'now' })
    const again = accept(removed, addGroup(removed, { name: 'x', lr: 7 }), { recordedAt: 'now' })
    assert.deepEqual(valuesOf(to(again, 1)), [1, 7])
  })

  it('keeps the earlier one of that name, or removes it too', () => {
    const optimizer = registered({ ...ONE, schedulers: [{ ...HALVING, name: 's' }] })
    const replaced = attached(accept(optimizer, detach(optimizer, 's'), { recordedAt: 'now' }), {
      type: 'ExponentialLR',
      gamma: 0.25,
      name: 's',
    })
    assert.deepEqual(valuesOf(to(replaced, 2)), [0.25])
    const detached = accept(replaced, detach(replaced, 's'), { recordedAt: 'now' })
    assert.deepEqual(valuesOf(to(detached, 9)), [1])
  })

  it('is projected as it will be: random changes, with names', () => {
    const change = fc.record({
      what: fc.constantFrom('add', 'remove', 'attach', 'detach', 'step'),
      name: fc.constantFrom('p', 'q', 'r'),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let optimizer = registered(ONE)
        for (const { what, name } of changes) optimizer = attempt(optimizer, what, name)
        const foreseen = allUpcoming(optimizer)
        const seen = allUpcoming(to(optimizer, optimizer.sealedThrough + 1))
        const names = ({ groups, schedulers }: typeof seen) => [
          groups.map((group) => group.name),
          schedulers.map(({ scheduler }) => scheduler.name),
        ]
        assert.deepEqual(names(seen), names(foreseen))
      }),
      { numRuns: 500 },
    )
  })

  /** Applies a change; a refused one has no effect. */
  function attempt(optimizer: Optimizer, what: string, name: string): Optimizer {
    try {
      switch (what) {
        case 'add':
          return accept(optimizer, addGroup(optimizer, { name, lr: 1 }), { recordedAt: 'now' })
        case 'remove':
          return accept(optimizer, removeGroup(optimizer, name), { recordedAt: 'now' })
        case 'attach':
          return attached(optimizer, { ...HALVING, name })
        case 'detach':
          return accept(optimizer, detach(optimizer, name), { recordedAt: 'now' })
        default:
          return to(optimizer, optimizer.sealedThrough + 1)
      }
    } catch (error) {
      if (error instanceof Refusal) return optimizer
      throw error
    }
  }
})

describe('a value that is not finite', () => {
  const refused = (make: () => unknown) => {
    try {
      make()
    } catch (error) {
      assert.ok(error instanceof Refusal)
      return error.problem
    }
    return assert.fail('it was not refused')
  }

  it('is refused with its scheduler, group and step', () => {
    const inverse = { type: 'LambdaLR', lr_lambda: { a: '1', b: '1 / (5 - epoch)' } }
    const optimizer = registered({ ...TWO, schedulers: [inverse] })
    assert.deepEqual(
      refused(() => to(optimizer, 100)),
      {
        code: 'value_not_finite',
        scheduler: 'LambdaLR-1',
        group: 'b',
        step: 5,
        reason: 'division by zero',
      },
    )
  })

  it('is refused where plain arithmetic overflows', () => {
    const growing = registered({ ...ONE, schedulers: [{ type: 'ExponentialLR', gamma: 1e200 }] })
    assert.equal(refused(() => to(growing, 2)).code, 'value_not_finite')
  })

  it('is refused at registration if the initial step has one', () => {
    const inverse = { type: 'ExpressionLR', lr: '1 / epoch' }
    assert.equal(
      refused(() => registered({ ...ONE, schedulers: [inverse] })).code,
      'value_not_finite',
    )
  })

  it('is refused at attachment if the first step of the scheduler has one', () => {
    const inverse = { type: 'ExpressionLR', lr: '1 / epoch' }
    assert.equal(refused(() => attached(registered(ONE), inverse)).code, 'value_not_finite')
    const optimizer = registered({
      ...ONE,
      schedulers: [{ type: 'LambdaLR', lr_lambda: '1 / (1 - epoch)' }],
    })
    assert.equal(attached(optimizer, HALVING).revision, 2)
  })
})
