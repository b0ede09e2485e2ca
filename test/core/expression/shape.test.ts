import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expression } from '../../../src/core/expression/expression.ts'
import { shapeOfExpression } from '../../../src/core/expression/shape_of_expression.ts'
import { randomChoice, randomFor, randomInteger, SEED, type Random } from '../../faults/random.ts'

const CASES = 20_000
const BASE = 0.3

/** A random expression of the epoch. */
function randomText(random: Random, depth: number): string {
  const inner = () => randomText(random, depth - 1)
  const number = () =>
    randomChoice(random, ['1', '2', '7', '50', '120', '0.5', '0.1', '1.5', '300.0'])
  const atom = () =>
    randomChoice(random, ['epoch', 'epoch', 'step', number(), 'base', 'pi', '(-2)'])
  if (depth === 0) return atom()
  const call = () =>
    `${randomChoice(random, ['cos', 'sin', 'floor', 'ceil', 'abs', 'sqrt', 'exp', 'log', 'int', 'tanh', 'round'])}(${inner()})`
  return randomChoice(random, [
    atom,
    () => `(${inner()} ${randomChoice(random, ['+', '-', '*', '/'])} ${inner()})`,
    () => `(${inner()} ${randomChoice(random, ['+', '-', '*', '/'])} ${inner()})`,
    () => `(${inner()} ${randomChoice(random, ['%', '//'])} ${number()})`,
    () => `${randomChoice(random, ['min', 'max'])}(${inner()}, ${inner()})`,
    () =>
      `(${inner()} if ${inner()} < ${number()} ${randomChoice(random, ['and', 'or'])} ${inner()} >= ${number()} else ${inner()})`,
    () => `(${inner()} ** ${number()})`,
    () => `(${number()} ** (-epoch / 90))`,
    () =>
      `(${inner()} if ${inner()} ${randomChoice(random, ['<', '<=', '>', '>=', '==', '!='])} ${number()} else ${inner()})`,
    call,
  ])()
}

describe(`the shape of an expression (LOCKSTEP_TEST_SEED=${SEED})`, () => {
  it('is that of its values', (t) => {
    const totals = { known: 0, moving: 0, values: 0 }
    for (let number = 0; number < CASES; number++) {
      const random = randomFor(SEED, `shape-${number}`)
      const text = randomText(random, randomInteger(random, 1, 4))
      const from = randomChoice(random, [0, 1, 50, 100, randomInteger(random, 0, 1_000)])
      const to = from + randomInteger(random, 1, 200)
      const given = { base: BASE, base_lr: BASE }
      const shape = shapeOfExpression(text)!({ ...given, from, to, total_steps: undefined })
      if (Number.isNaN(shape.direction)) continue
      const evaluate = expression(text, undefined)
      const slack = 1e-12 * Math.max(Math.abs(shape.least), Math.abs(shape.most))
      let before: number | undefined
      for (let epoch = from; epoch <= to; epoch++) {
        const value = evaluate({ ...given, epoch, lr: NaN, value: NaN })
        const about = `${text} from ${from} to ${to} at ${epoch}: ${value}`
        assert.ok(value >= shape.least - slack && value <= shape.most + slack, about)
        const change = before === undefined ? 0 : (value - before) * (shape.direction || 1)
        assert.ok(change >= -slack && (shape.direction !== 0 || change <= slack), about)
        before = value
        totals.values += 1
      }
      totals.known += 1
      if (shape.direction !== 0) totals.moving += 1
    }
    t.diagnostic(JSON.stringify(totals))
    assert.ok(totals.moving > CASES / 20)
  })

  it('is not known of what depends on more than the epoch, or has no value', () => {
    for (const text of ['lr * 0.9', 'value', 'epoch < 3 < 5', 'not epoch']) {
      assert.equal(shapeOfExpression(text), undefined, text)
    }
    const shape = shapeOfExpression('1 / (epoch - 5)')!
    const over = (from: number, to: number) =>
      shape({ from, to, base: 1, base_lr: 1, total_steps: undefined }).direction
    assert.deepEqual([over(0, 4), over(6, 60)], [-1, -1])
    assert.ok(Number.isNaN(over(4, 6)))
  })
})
