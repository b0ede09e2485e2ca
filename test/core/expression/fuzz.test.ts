import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ArithmeticRefusal } from '../../../src/core/expression/arithmetic.ts'
import { expression, type Variables } from '../../../src/core/expression/expression.ts'
import { ExpressionRefusal } from '../../../src/core/expression/tokens.ts'

const SEED = Number(process.env['LOCKSTEP_TEST_SEED'] ?? Date.now() % 2 ** 31)
const TEXTS = 100_000
const LIMIT_MS = 5

const VARIABLES: readonly Variables[] = [
  { epoch: 17, lr: 0.1, base_lr: 0.5, value: 0.9, base: 0.8, x: 3 },
  { epoch: 0, lr: -0, base_lr: 1e300, value: 5e-324, base: 0, x: 0 },
]

const VALID = [
  '0.95 ** epoch',
  'lr / (epoch + 1)',
  'lr * 0.5 * (1 + math.cos(math.pi * epoch / total_steps))',
  '1 if epoch < 10 else 0.5 if epoch < 20 else 0.25',
  'max(0.0, min(1.0, (total_steps - step) / (total_steps - 10)))',
  '-lr ** -2 // 3 % 5. + .5e-3 - 0x1F * 1_000',
  'not lr == base_lr and 0 < x <= 3 or value != base',
  'round(2.5) + round(lr, 3) + int(7.9) + abs(-3) + float(True)',
  'base * math.exp(-0.1 * x) + math.log(10, 2) * tanh(value)',
  '(1 +\n  2) * (3 # three\n + 4)',
]

const ATTACKS = [
  '__import__("os").system("true")',
  '().__class__.__bases__[0].__subclasses__()',
  'lr.__class__',
  'math.__dict__["cos"]',
  'math.__loader__',
  'constructor',
  'constructor.constructor("return process")()',
  '__proto__',
  'math.__proto__',
  'math.constructor',
  'math.constructor(1)',
  'math.toString()',
  'toString()',
  'valueOf(1)',
  'hasOwnProperty(1)',
  'this',
  'process',
  'globalThis',
  'require("fs")',
  'import os',
  'from os import system',
  'lambda: lr',
  '(lambda x: x)(1)',
  '(lr := 1)',
  '[x for x in (1, 2)]',
  'max(x for x in range(9))',
  '{1: 2}',
  '{lr}',
  'f"{lr}"',
  'f"{lr!r:>{epoch}}"',
  '"a" "b"',
  'b"x"',
  'eval("1")',
  'exec("1")',
  'open("x")',
  'getattr(lr, "real")',
  'abs(*[1])',
  'abs(**{})',
  'abs(x=1)',
  'await lr',
  'yield lr',
  'print lr',
  'del lr',
  'async def f(): pass',
  'while True: pass',
  'lr = 2',
  'lr += 1',
  'lr: int = 1',
  'lr; lr',
  'lr, lr',
  '*lr',
  '@lr\ndef f(): pass',
  'match lr:\n case 1: pass',
  '1j',
  '...',
  'None',
  '`lr`',
  '${lr}',
  '1n',
  '1 ?? 2',
  '2 ^ 3',
  '~1 << 2 >> 3 & 4 | 5 @ 6',
]

const TOKENS = [
  ...'( ) ( ) , . + - * / % ** // < <= == != <> > >= = := : ; @ ~ ^ & | << >> [ ] { }'.split(' '),
  ...'if else not and or in is lambda for None True False await yield print match type'.split(' '),
  ...'epoch step lr base_lr value base x total_steps math math. pi e tau inf'.split(' '),
  ...'min( max( abs( pow( round( int( float( floor( sqrt( exp( log( cos( fmod( tan('.split(' '),
  ...'0 1 2 3. .5 1e400 1e-400 9007199254740993 1_0 0x1F 0b1 0o7 012 1_ 1e 5._1 10 100'.split(' '),
  ...[
    '"',
    "'",
    'f"',
    '\\',
    '#',
    '\n',
    '\r',
    '\t',
    '\f',
    '\0',
    '\u00a0',
    'é',
    '\u{1f600}',
    '\ud800',
  ],
]

/** A seeded random number generator: mulberry32. */
function randomOf(seed: number) {
  let state = seed | 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const random = randomOf(SEED)
const oneOf = <T>(choices: readonly T[]): T => choices[random(choices.length)]!
const several = (count: number, one: () => string) => Array.from({ length: count }, one).join('')
const length = () => oneOf([3, 8, 20, 20, 60, 60, 200, 1000])

const MAKERS: readonly (() => string)[] = [
  () => several(length(), () => String.fromCharCode(random(256))),
  () => several(length(), () => String.fromCharCode(32 + random(95))),
  () => several(random(oneOf([5, 12, 40, 200])), () => oneOf(TOKENS) + oneOf(['', ' '])),
  () => mutated(oneOf(VALID)),
  () => mutated(oneOf(VALID)),
  () => mutated(oneOf(ATTACKS)),
  () => oneOf(VALID).replace(/[a-z_]+|\d+/, () => oneOf(ATTACKS)),
  () =>
    oneOf(TOKENS)
      .repeat(random(oneOf([9, 60, 1000])))
      .slice(0, 1001),
  () => several(3, () => oneOf(TOKENS).repeat(random(oneOf([9, 300])))).slice(0, 1000),
]

function mutated(text: string): string {
  for (let count = random(5); count > 0; count--) {
    const at = random(text.length + 1)
    const until = at + oneOf([0, 0, 1, 1, 2, 6])
    text = text.slice(0, at) + oneOf([...TOKENS, '', text.slice(0, 99)]) + text.slice(until)
  }
  return text
}

type Outcome = 'not an expression' | 'without a value' | 'a number'

/** The outcome of a text; throws for an outcome that is not allowed. */
function outcome(text: string, settings = VARIABLES): Outcome {
  try {
    const evaluate = expression(text, 100)
    for (const variables of settings) assert.ok(isFinite(evaluate(variables)), text)
    return 'a number'
  } catch (error) {
    if (error instanceof ExpressionRefusal) return 'not an expression'
    if (error instanceof ArithmeticRefusal) return 'without a value'
    throw new Error(`seed ${SEED}, ${JSON.stringify(text)}`, { cause: error })
  }
}

function isFinite(result: unknown): boolean {
  return typeof result === 'number' && Number.isFinite(result)
}

/**
 * The shortest time to compile and evaluate a text, of a few attempts: other processes on the
 * machine cannot make it shorter.
 */
function leastTime(text: string): number {
  let least = Infinity
  for (let tries = 0; tries < 100 && !(tries > 2 && least <= LIMIT_MS); tries++) {
    const start = performance.now()
    outcome(text, VARIABLES.slice(0, 1))
    least = Math.min(least, performance.now() - start)
  }
  return least
}

const filled = (unit: string) => unit.repeat(1000 / unit.length).padEnd(1000, '1')

/** Texts of maximum length that are expensive to parse, to rearrange or to compute. */
const MOST_EXPENSIVE: readonly string[] = [
  ...[
    '(',
    '[',
    '{',
    '[{(',
    'f(',
    '(x:=',
    'lambda:',
    'f"{',
    '"',
    '*',
    'a ',
    'a.',
    '\n',
    '\\\n',
    '\0',
  ],
  ...['-', 'not ', '1if 1else ', '1or ', '1and ', '1<', '1+', '1**', '1//', '1,', 'if 1:\n', '@'],
  ...[
    'print ',
    'match ',
    'type x=',
    'for x in ',
    'async ',
    '1 if ',
    '#',
    '9',
    '1_',
    '5.',
    '\ud800',
  ],
  ...['9**9**', '2**1023//3+', '2**1023/3+', '(2**1023)/(2**1022+1)+', '3**646%7+', 'pow(9,9)*'],
  ...['1e308%3e-9+', '1e308//7e-300+', 'round(1e-300,300)+', 'round(.1,300)+', 'round(9,-300)+'],
  ...['tan(1e300)+', 'cos(1e300)+', 'exp(-745)+', 'log(.5)+', 'tanh(.5)+', '1.1**.3+', '.9**9e9+'],
  ...['1. ', '1_', '0_', '+1 ', '()', '(1)', '(1)+'],
].map(filled)

/** Texts of maximum length with white space between two numbers. */
const WIDEST = [' ', '\t', '\r\n', ' #\n', '\\\n', '\\\r\n'].map(
  (unit) => `1${filled(unit).slice(2)}1`,
)

describe('any text', () => {
  it('has a finite value, no value, or is refused, within five milliseconds', (test) => {
    const counts: Record<Outcome, number> = {
      'not an expression': 0,
      'without a value': 0,
      'a number': 0,
    }
    const slow: string[] = []
    for (let count = 0; count < TEXTS; count++) {
      const text = MAKERS[count % MAKERS.length]!()
      const start = performance.now()
      counts[outcome(text)] += 1
      if (performance.now() - start > LIMIT_MS && leastTime(text) > LIMIT_MS) slow.push(text)
    }
    const returned = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
    test.diagnostic(`seed ${SEED}: ${TEXTS} texts, ${returned.join(', ')}`)
    assert.deepEqual(slow, [])
    assert.ok(Math.min(...Object.values(counts)) > TEXTS / 1000, JSON.stringify(counts))
  })

  it('is refused if it uses anything but numbers', () => {
    for (const text of ATTACKS) assert.equal(outcome(text), 'not an expression', text)
  })

  for (const text of [...MOST_EXPENSIVE, ...WIDEST]) {
    it(`takes at most five milliseconds if it repeats ${JSON.stringify(text.slice(0, 24))}`, () => {
      assert.ok(leastTime(text) <= LIMIT_MS)
    })
  }
})
