import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { advance } from '../../../src/operations/advance/advance.ts'
import {
  choosePath,
  type Path,
  type Requester,
} from '../../../src/operations/advance/choose_path.ts'
import type { Advance } from '../../../src/operations/advance/request.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import {
  cacheWrite,
  invalidate,
  LEASE_MS,
  markCommitting,
  readMark,
} from '../../../src/operations/cache/entries.ts'
import { editAt } from '../../../src/operations/changes/edits.ts'
import { NO_DIGEST } from '../../../src/core/optimizer/digest.ts'
import { newOptimizer, type Optimizer } from '../../../src/core/optimizer/optimizer.ts'
import { seenText } from '../../../src/core/optimizer/seen.ts'
import type { Context } from '../../../src/operations/context.ts'
import { register } from '../../../src/operations/optimizers/register.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'

const GROUPS = [{ name: 'a', lr: 1 }]
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 30 }

/** A context in which `x` is sealed through step 20, in generation 1, and the cache knows it. */
async function contextAt20(isShared: boolean, schedulers: readonly object[]): Promise<Context> {
  const store = { ...sqliteStore(':memory:'), isShared }
  const processState = createProcessState(100_000)
  const limits = { maxAdvance: 5_000, maxHistory: 1_000 }
  const context = { store, processState, now: () => new Date(), ...limits }
  await register(context, 'x', RegistrationBody.parse({ groups: GROUPS, schedulers }))
  await advance(context, 'x', { step: 20 })
  return context
}

const X = RegistrationBody.parse({ groups: GROUPS, schedulers: [] })

/** The `seen` of an answer at step 20, with some parts of it changed. */
const seenOfX = (parts: Partial<Optimizer>) =>
  seenText({ ...newOptimizer('x', define(X), ''), sealedThrough: 20, ...parts })

type Prepare = (context: Context) => unknown

const nothing: Prepare = () => undefined
const noCache: Prepare = ({ processState }) => processState.entries.clear()
const sealTo =
  (step: number, ahead = 0): Prepare =>
  (context) =>
    advance(context, 'x', { step, ahead })
const pendingEdit: Prepare = (context) =>
  editAt(context, 'x', { set: { lr: 2 }, scale: {}, atStep: 25 }, {})
const lostReply: Prepare = ({ processState }) => invalidate(processState, 'x')
const unsavedSeals: Prepare = ({ processState }) => {
  const { lastSeen } = processState.entries.peek('x')!
  cacheWrite(processState, 'x', { ...lastSeen, hasUnsavedSeals: true }, readMark(processState))
}
const committing: Prepare = ({ processState }) => {
  const entry = processState.entries.peek('x')!
  const { status } = entry
  assert.ok(status.kind === 'current')
  const after = { ...status.stored.optimizer, cursor: 21, sealedThrough: 21 }
  const batch = { commits: [], outcomes: new Promise<never>(() => {}), send: () => {} }
  markCommitting(entry, status, after, batch)
}

/** The requester: by default it arrives after the last read, without queued requests. */
interface Changed extends Partial<Requester> {
  readonly isShared?: boolean
  readonly laterMs?: number
  readonly schedulers?: readonly object[]
}

const ONE = { generation: 1 }
const BEFORE_READ = { sequence: 0 }
const BARRIER = { schedulers: [PLATEAU] }
const ENDING = {
  schedulers: [{ type: 'OneCycleLR', cycle_momentum: false, max_lr: 1, total_steps: 50 }],
}

const ROWS: readonly (readonly [string, Prepare, Advance, Path['kind'], Changed?])[] = [
  ['a sealed step of a named generation', nothing, { step: 20, ...ONE }, 'cached'],
  ['a sealed step, after a read that began later', nothing, { step: 20 }, 'cached', BEFORE_READ],
  ['a sealed step, after an earlier read', nothing, { step: 20 }, 'transaction'],
  [
    'a sealed step while another request is queued',
    nothing,
    { step: 20, ...ONE },
    'cached',
    { mayCommit: false },
  ],
  ['a sealed step that is no longer cached', nothing, { step: 5, ...ONE }, 'replay'],
  ['the same, of no named generation', nothing, { step: 5 }, 'transaction'],
  ['a step that is sealed beyond the cursor', sealTo(21, 9), { step: 25, ...ONE }, 'transaction'],
  ['a window that was returned before', sealTo(21, 9), { step: 21, ahead: 9, ...ONE }, 'cached'],
  ['a sealed window that is not cached', sealTo(30), { step: 21, ahead: 9, ...ONE }, 'replay'],
  [
    'a window that reaches beyond the sealed steps',
    nothing,
    { step: 20, ahead: 1, ...ONE },
    'transaction',
  ],
  ['the next step', nothing, { step: 21 }, 'next'],
  ['the next step, unnamed', nothing, {}, 'next'],
  ['the next step of a named generation', nothing, { step: 21, ...ONE }, 'next'],
  ['a few steps on', nothing, { step: 25 }, 'next'],
  [
    'the next step while another request is queued',
    nothing,
    { step: 21 },
    'transaction',
    { mayCommit: false },
  ],
  ['a step so far ahead that computing it must yield', nothing, { step: 400 }, 'transaction'],
  ['a step beyond the limit', nothing, { step: 5_021 }, 'transaction'],
  ['a step at which a snapshot is due', sealTo(1_023), { step: 1_024 }, 'transaction'],
  ['the step after that', sealTo(1_024), { step: 1_025 }, 'next'],
  ['the next step and a window', nothing, { step: 21, ahead: 3 }, 'transaction'],
  ['the next step and a window without steps', nothing, { step: 21, ahead: 0 }, 'next'],
  ['a sealed step and a window without steps', nothing, { step: 20, ahead: 0, ...ONE }, 'cached'],
  [
    'a sealed window whose schedule ended, as it was returned before',
    sealTo(21, 99),
    { step: 21, ahead: 99, ...ONE },
    'cached',
    ENDING,
  ],
  [
    'a window of another length that ended there',
    sealTo(21, 99),
    { step: 21, ahead: 98, ...ONE },
    'transaction',
    ENDING,
  ],
  ['the next step while an edit is pending', pendingEdit, { step: 21 }, 'transaction'],
  ['the next step before a metric that is awaited', nothing, { step: 21 }, 'transaction', BARRIER],
  [
    'a sealed step before a metric that is awaited',
    nothing,
    { step: 20, ...ONE },
    'cached',
    BARRIER,
  ],
  ['another generation', nothing, { step: 20, generation: 2 }, 'transaction'],
  ['the next step of another generation', nothing, { step: 21, generation: 2 }, 'transaction'],
  [
    'a sealed step with an Idempotency-Key',
    nothing,
    { step: 20, ...ONE },
    'transaction',
    { key: 'k' },
  ],
  ['the next step with an Idempotency-Key', nothing, { step: 21 }, 'transaction', { key: 'k' }],
  [
    'a sealed step with metrics',
    nothing,
    { step: 20, metrics: { loss: 1 }, ...ONE },
    'transaction',
  ],
  ['the next step with metrics', nothing, { step: 21, metrics: { loss: 1 } }, 'transaction'],
  [
    'a sealed step, by a caller who saw as much',
    nothing,
    { step: 20, seen: seenOfX({}), ...ONE },
    'cached',
  ],
  [
    'a sealed step, by a caller who saw more seals',
    nothing,
    { step: 20, seen: seenOfX({ sealedThrough: 21 }), ...ONE },
    'transaction',
  ],
  [
    'a sealed step, by a caller who saw more inputs',
    nothing,
    { step: 20, seen: seenOfX({ revision: 2 }), ...ONE },
    'transaction',
  ],
  [
    'a sealed step, by a caller who saw another history',
    nothing,
    { step: 20, seen: seenOfX({ digest: NO_DIGEST }), ...ONE },
    'transaction',
  ],
  ['the next step, by a caller who saw as much', nothing, { step: 21, seen: seenOfX({}) }, 'next'],
  [
    'the next step, by a caller who saw more seals',
    nothing,
    { step: 21, seen: seenOfX({ sealedThrough: 21 }) },
    'transaction',
  ],
  ['a sealed step while a batch commits', committing, { step: 20, ...ONE }, 'cached'],
  ['the step that a batch commits', committing, { step: 21, ...ONE }, 'transaction'],
  ['the step after the one that a batch commits', committing, { step: 22 }, 'transaction'],
  ['a sealed step after a reply was lost', lostReply, { step: 20, ...ONE }, 'transaction'],
  ['the next step after a reply was lost', lostReply, { step: 21 }, 'transaction'],
  ['the next step where seals are not stored yet', unsavedSeals, { step: 21 }, 'transaction'],
  ['an optimizer that is not cached', noCache, { step: 20, ...ONE }, 'transaction'],
  [
    'a sealed step within the lease of a shared store',
    nothing,
    { step: 20, ...ONE },
    'cached',
    { isShared: true },
  ],
  [
    'a sealed step after that lease',
    nothing,
    { step: 20, ...ONE },
    'transaction',
    { isShared: true, laterMs: LEASE_MS },
  ],
  [
    'the next step after that lease, which the commit proves',
    nothing,
    { step: 21, ...ONE },
    'next',
    { isShared: true, laterMs: LEASE_MS },
  ],
]

describe('the path of an advance', () => {
  for (const [claim, prepare, request, kind, changed = {}] of ROWS) {
    it(`is "${kind}" for ${claim}`, async () => {
      const { isShared = false, laterMs = 0, schedulers = [], ...requester } = changed
      const context = await contextAt20(isShared, schedulers)
      await prepare(context)
      const { processState } = context
      const path = choosePath(context, processState.entries.get('x'), request, {
        key: undefined,
        sequence: processState.nextSequence(),
        mayCommit: true,
        now: () => performance.now() + laterMs,
        ...requester,
      })
      assert.equal(path.kind, kind)
    })
  }
})
