import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ArithmeticRefusal, type Value } from '../../../src/core/expression/arithmetic.ts'
import { compileExpression } from '../../../src/core/expression/compile.ts'
import { expression, namesRead } from '../../../src/core/expression/expression.ts'
import { ExpressionRefusal } from '../../../src/core/expression/tokens.ts'

const SCOPE = {
  epoch: 17,
  lr: 0.1,
  base_lr: 0.5,
  value: 0.9,
  base: 0.8,
  x: 3,
  total_steps: 100,
}

const evaluate = (text: string): Value => compileExpression(text)(SCOPE)

/** The results of CPython 3.11 with the variables of SCOPE. */
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
  ['value * x - base', 1.9000000000000001],
  ['step * x', 51n],
  ['5.', 5],
  ['5. + 5.e1 - .5', 54.5],
  ['1 if 5.else 2', 1n],
  ['00or 1', 1n],
  ['--True', 1n],
  ['-2 ** -2 ** 2', -0.0625],
  ['0.0 ** -1e400 > 1', true],
  ['1e400 ** 0', 1],
  ['(-1) ** 1e400', 1],
  ['pow(2, -1)', 0.5],
  ['math.pow(2, 3)', 8],
  ['round(2.5)', 2n],
  ['round(2.675, 2)', 2.67],
  ['round(-0.3, 0)', -0],
  ['round(150, -2)', 200n],
  ['round(5e-324, 323)', 0],
  ['1 / (3 * 2 ** 1020)', 2.9667651446762683e-308],
  ['2 / (2737343049377 * 2 ** 982)', 1.787495784020116e-308],
  ['math.fmod(-7, 3)', -1],
  ['math.isfinite(math.inf)', false],
  ['min(epoch, math.inf,)', 17n],
  ['1 # one', 1n],
  ['(1 # one\n+ 2)', 3n],
  ['1 \\\r\n + 2', 3n],
]

/** The depth of a chain depends on its operators' precedence, not on its length. */
const CHAINS: readonly [string, Value][] = [
  ['1+'.repeat(499) + '1', 500n],
  ['-'.repeat(999) + '1', -1n],
  ['1**'.repeat(332) + '1', 1n],
  ['1<2<'.repeat(249) + '1', false],
  ['not '.repeat(249) + '1', false],
  ['1and '.repeat(199) + '1', 1n],
  ['1if 0else '.repeat(99) + '2', 2n],
  ['lr' + '*1.'.repeat(300), 0.1],
  ['('.repeat(50) + '1' + ')'.repeat(50), 1n],
]

/** Expressions that raise in CPython: there is no value at this step. */
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
  '2 ** 1024',
  '0.0 ** -1e300',
  'math.pow(0, -1)',
  'math.fmod(1, 0)',
  'round(1e400)',
  'round(1.5, 1.5)',
  'round(1.7e308, -308)',
]

/** Texts that are not arithmetic are refused before any evaluation. */
const REFUSED = [
  '',
  '1 +',
  '1; 2',
  '1, 2',
  'y',
  'lr = 2',
  '(lr := 2)',
  '"a" * 3',
  '[1][0]',
  '1j',
  '012',
  '1_e5',
  '1_',
  '5._1',
  '5.e',
  '0or 1',
  '9'.repeat(400),
  '1 + 2\n+ 3',
  'abs(**1)',
  'math.cos',
  'math',
  'cos(1)(2)',
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
  '('.repeat(51) + '1' + ')'.repeat(51),
  '1+'.repeat(5000) + '1',
]

describe('an expression', () => {
  for (const [text, response] of ANSWERS) {
    it(`${JSON.stringify(text)} has the value of CPython`, () => {
      assert.equal(evaluate(text), response)
    })
  }

  for (const [text, response] of CHAINS) {
    it(`${JSON.stringify(text.slice(0, 20))}, ${text.length} long, has a value`, () => {
      assert.equal(evaluate(text), response)
    })
  }

  for (const text of RAISING) {
    it(`${text} has no value`, () => {
      assert.throws(() => evaluate(text), ArithmeticRefusal)
    })
  }

  for (const text of REFUSED) {
    it(`${JSON.stringify(text.slice(0, 30))} is refused`, () => {
      assert.throws(() => compileExpression(text), ExpressionRefusal)
    })
  }
})

describe('the refusal of a text', () => {
  const reason = (text: string) => {
    try {
      return void compileExpression(text)
    } catch (error) {
      return (error as Error).message
    }
  }

  it('contains the position of the fault', () => {
    assert.equal(reason('1 + 5. 2'), 'syntax error at "2"')
    assert.equal(reason('1 +'), 'syntax error at its end')
    assert.equal(reason('2 * lr.real'), 'syntax error at ". real"')
    assert.equal(reason('[lr]'), '"[lr]" is not arithmetic')
  })

  it('contains what is allowed instead', () => {
    assert.match(reason('speed')!, /^unknown name "speed", wanted one of epoch, step, lr, /)
    assert.match(reason('math.gamma(2)')!, /^unknown function "math.gamma", wanted one of floor, /)
    assert.equal(reason('max(1)'), 'max has 1 arguments, wanted 2 or more')
    assert.equal(reason('abs(1, 2)'), 'abs has 2 arguments, wanted 1')
    assert.equal(reason('round()'), 'round has 0 arguments, wanted 1 to 2')
  })
})

describe('an expression as a function', () => {
  const { total_steps, ...variables } = SCOPE

  it('returns a float, whatever the type in Python', () => {
    assert.equal(expression('epoch', undefined)(variables), 17)
    assert.equal(expression('epoch > x', undefined)(variables), 1)
    assert.equal(expression('epoch / total_steps', total_steps)(variables), 0.17)
  })

  for (const text of ['1e400', 'math.inf - math.inf', 'x / total_steps', '10 ** 308 * 10']) {
    it(`has no value for ${text}`, () => {
      assert.throws(() => expression(text, undefined)(variables), ArithmeticRefusal)
    })
  }

  it('lists the variables that it reads', () => {
    const names = namesRead('lr * cos(pi * step / total_steps) if epoch < x else math.e')
    assert.deepEqual([...names].sort(), ['epoch', 'lr', 'total_steps', 'x'])
    assert.deepEqual([...namesRead('value - base + base_lr')], ['value', 'base', 'base_lr'])
    assert.deepEqual([...namesRead('0.5')], [])
  })
})
