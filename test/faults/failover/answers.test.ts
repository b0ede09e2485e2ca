import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Violation } from '../invariants/violation.ts'
import { createAnswers, SETTLING_MS } from './answers.ts'
import { createClient } from './client.ts'
import type { SeenMode } from './seen_modes.ts'

const FIRST = { generation: 1, resumeStep: 0 }

/** Two ranks of these modes; `differ` gives them two values of step 7. */
function given(one: SeenMode, other: SeenMode) {
  const answers = createAnswers('job')
  const [a, b] = [one, other].map((mode, index) => createClient('job', `${index}`, mode, FIRST))
  answers.given(a!, { step: 7, numbers: '0.5', sentAt: performance.now() })
  const differ = () =>
    answers.given(b!, { step: 7, numbers: '0.01', sentAt: performance.now() + 1 })
  return { answers, a: a!, b: b!, differ, later: performance.now() + SETTLING_MS + 1_000 }
}

describe('two ranks that were given two values of one step', () => {
  it('are a violation if neither is refused at its next call', () => {
    const { answers, a, b, differ, later } = given('echoes', 'echoes')
    differ()
    answers.passed(a, later)
    assert.throws(() => answers.passed(b, later), Violation)
    assert.equal(answers.counts.differences, 1)
  })

  it('are none if one of them is refused', () => {
    const { answers, a, b, differ, later } = given('echoes', 'echoes')
    differ()
    answers.refused(a)
    answers.passed(a, later)
    answers.passed(b, later)
  })

  it('are a violation at once if the later one shares what the other has seen', () => {
    assert.throws(given('echoes', 'shares').differ, Violation)
  })

  it('are counted if one of them is silent', () => {
    const { answers, a, b, differ, later } = given('silent', 'echoes')
    differ()
    answers.passed(a, later)
    answers.passed(b, later)
    assert.deepEqual([answers.counts.differences, answers.counts.silentDifferences], [0, 1])
  })
})
