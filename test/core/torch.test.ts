import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { accept, addGroup, attach, editGroup } from '../../src/core/changes.ts'
import { register, sealed, type Optimizer } from '../../src/core/optimizer.ts'
import { define, RegistrationBody } from '../../src/core/registration.ts'
import { SchedulerBody } from '../../src/core/schedules/catalogue.ts'
import { advance } from '../../src/core/trajectory.ts'

type Event =
  | [step: number, what: 'edit', group: number, lr: number]
  | [step: number, what: 'group', lr: number]
  | [step: number, what: 'attach', type: string, given: object]

interface Case {
  readonly lrs: number[]
  readonly schedulers: { type: string }[]
  readonly events: Event[]
  readonly rates: string[][]
}

const golden = new URL('../golden/torch.json', import.meta.url)
const { torch, cases } = JSON.parse(readFileSync(golden, 'utf8')) as {
  torch: string
  cases: Case[]
}

describe(`against torch ${torch}`, () => {
  for (const { lrs, schedulers, events, rates } of cases) {
    const types = schedulers.map(({ type }) => type).join(' + ') || 'no scheduler'
    const ways = events.map(([step, what]) => `${what} at ${step}`).join(', ')
    it(`${types}${ways && `, ${ways}`}: every rate is the same to the bit`, () => {
      const groups = lrs.map((lr, index) => ({ name: `g${index}`, lr }))
      let optimizer = register('x', define(RegistrationBody.parse({ groups, schedulers })), 'now')
      rates.forEach((row, step) => {
        for (const event of events.filter(([at]) => at === step))
          optimizer = happen(optimizer, event)
        optimizer = sealed(optimizer, advance(optimizer.state, optimizer.pending, step))
        assert.deepEqual([...optimizer.state.values].map(hex), row.map(normalized), `step ${step}`)
      })
    })
  }
})

/** What happens at a step is accepted while the step before it is the last sealed one. */
function happen(optimizer: Optimizer, event: Event): Optimizer {
  switch (event[1]) {
    case 'edit':
      return accept(optimizer, editGroup(optimizer, `g${event[2]}`, { lr: event[3] }), 'now')
    case 'group': {
      const name = `g${optimizer.state.frame.groups.length}`
      return accept(optimizer, addGroup(optimizer, { name, lr: event[2] }), 'now')
    }
    case 'attach': {
      const scheduler = SchedulerBody.parse({ type: event[2], ...event[3] })
      return accept(optimizer, attach(optimizer, scheduler), 'now')
    }
  }
}

/** The bits of a double. */
function hex(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16)
}

/** The bits of a double that Python wrote as hex, e.g. 0x1.999999999999ap-4. */
function normalized(text: string): string {
  const [, sign, whole, fraction = '', exponent] = /^(-?)0x(\d)\.?([\da-f]*)p([+-]\d+)$/.exec(text)!
  const mantissa = Number(`0x${whole}${fraction}`) * 2 ** (-4 * fraction.length)
  return hex((sign ? -1 : 1) * mantissa * 2 ** Number(exponent))
}
