import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ArithmeticRefusal, type Value } from '../../src/core/expression/arithmetic.ts'
import { compile } from '../../src/core/expression/compile.ts'
import { ExpressionRefusal } from '../../src/core/expression/tokens.ts'

const evaluate = (text: string): Value =>
  compile(text)({
    epoch: 17,
    lr: 0.1,
    base_lr: 0.5,
    value: 0.9,
    base: 0.8,
    x: 3,
    value: 0.9,
    base: 0.8,
    x: 3,
    total_steps: 100,
  })

/** What CPython 3.11 answers with epoch = step = 17, lr = 0.1, base_lr = 0.5, total_steps = 100. */
const ANSWERS: readonly [string, Value][] = [
  ['0.95 ** epoch', 0.4181203352191771],
  ['lr / (epoch + 1)', 0.005555555555555556],
  ['-2 ** 2', -4n],
  ['2 ** -1', 0.5],
  ['2 ** 3 ** 2', 512n],
  ['(-8) ** 3', -512n],
  ['0 ** 0', 1n],
  ['7 // 2', 3n],
  ['-7 // 2', -4n],
  ['-7 % 3', 2n],
  ['7 % -3', -2n],
  ['7.5 // -2', -4],
  ['-7.5 % 2', 0.5],
  ['-1e-20 % 3', 3],
  ['1 // 0.1', 9],
  ['6 / 4', 1.5],
  ['3 ** 40 / 7', 1736809351293847000],
  ['3 ** 40 % 7', 4n],
  ['10 ** 23 / 10 ** 22', 10],
  ['0 < epoch < 20', true],
  ['0 < epoch < 10 or lr', 0.1],
  ['1 < 2 == 2', true],
  ['not epoch == 17', false],
  ['not 0 or 5', true],
  ['not 1 if 0 else not 0', true],
  ['epoch < 10 and lr', false],
  ['0 and not 5 or 3', 3n],
  ['lr > 9 and not epoch or 2', 2n],
  ['1 or not 2 if 0 else 4', 4n],
  ['1 and not 0 and not 0 or 7', true],
  ['1 if epoch < 10 else 2 if epoch < 20 else 3', 2n],
  ['True + True', 2n],
  ['1 == 1.0', true],
  ['2 ** 53 + 1 == 2.0 ** 53', false],
  ['min(3, 2.5, 4)', 2.5],
  ['max(2, 2.0)', 2n],
  ['abs(-3)', 3n],
  ['int(-2.7)', -2n],
  ['math.floor(-2.5)', -3n],
  ['ceil(2.1)', 3n],
  ['math.sqrt(2)', Math.SQRT2],
  ['math.pi', Math.PI],
  ['log(8, 2)', 3],
  ['1_000 * 0x10', 16000n],
  ['(1 +\n 2)', 3n],
  ['epoch / total_steps', 0.17],
]

/** Where CPython raises: at this step there is no value. */
const RAISING = [
  '1 / 0',
  '1 // 0',
  '1 % 0',
  '1.5 // 0',
  '0.0 ** -1',
  '(-8) ** 0.5',
  '10.0 ** 400',
  '1e308 * 10 ** 400',
  'math.sqrt(-1)',
  'math.log(0)',
  'math.exp(1000)',
  'int(1e308 * 10)',
  '9 ** 9 ** 9',
]

/** What is not arithmetic never gets as far as a value. */
const REFUSED = [
  '',
  '1 +',
  '1; 2',
  '1, 2',
  'x',
  'lr = 2',
  '(lr := 2)',
  '"a" * 3',
  '[1][0]',
  '1j',
  '012',
  'lambda: 1',
  'f"{lr}"',
  '__import__("os")',
  'math.__dict__',
  'lr.real',
  '(1).__class__',
  'math.min(1, 2)',
  'abs(1, 2)',
  'min(1)',
  'max(*[1])',
  'abs(x=1)',
  '1 in 2',
  '1 is 1',
  '~1',
  '1 << 2',
  '1 < not 2',
  '- not 1',
  '1 == not 5 or 3',
  '1 + not 5 and 3',
  'constructor',
  'toString()',
  'await lr',
  'yield',
  '('.repeat(60) + '1' + ')'.repeat(60),
  '1+'.repeat(600) + '1',
]

describe('an expression', () => {
  for (const [text, answer] of ANSWERS) {
    it(`${JSON.stringify(text)} is what CPython makes of it`, () => {
      assert.equal(evaluate(text), answer)
    })
  }

  for (const text of RAISING) {
    it(`${text} has no value`, () => {
      assert.throws(() => evaluate(text), ArithmeticRefusal)
    })
  }

  for (const text of REFUSED) {
    it(`${JSON.stringify(text.slice(0, 30))} is refused`, () => {
      assert.throws(() => compile(text), ExpressionRefusal)
    })
  }
})
