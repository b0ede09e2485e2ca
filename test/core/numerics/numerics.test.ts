import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { fma } from '../../../src/core/numerics/double_double.ts'
import { exp } from '../../../src/core/numerics/exp.ts'
import { expm1 } from '../../../src/core/numerics/expm1.ts'
import { log, log2 } from '../../../src/core/numerics/log.ts'
import { log10 } from '../../../src/core/numerics/log10.ts'
import { fusedLog, glibcLog } from '../../../src/core/numerics/log_fused.ts'
import { pow } from '../../../src/core/numerics/pow.ts'
import { fusedPow } from '../../../src/core/numerics/pow_fused.ts'
import { quickPow } from '../../../src/core/numerics/pow_quick.ts'
import { tanh } from '../../../src/core/numerics/tanh.ts'
import { cos, sin, tan } from '../../../src/core/numerics/trigonometric.ts'

const golden = new URL('../../golden/numerics.json.gz', import.meta.url)
const { libc, points } = JSON.parse(gunzipSync(readFileSync(golden)).toString()) as {
  libc: string
  points: Record<string, string>
}

const nearest = { exp, log, log2, sin, cos, tan }
const cpythons = { expm1, log10, tanh }

/** The doubles of a golden line, in groups of `size`. */
function rows(name: string, size: number): number[][] {
  const values = points[name]!.split(' ').map((word) => Buffer.from(word, 'hex').readDoubleBE())
  return Array.from({ length: values.length / size }, (_, row) =>
    values.slice(row * size, (row + 1) * size),
  )
}

describe('pow', () => {
  const powers = rows('pow', 3) as [x: number, y: number, power: number][]

  it(`gives the bits of Python with ${libc}`, () => {
    for (const [x, y, power] of powers) assert.ok(Object.is(pow(x, y), power), `${x} ** ${y}`)
  })

  it('is not the square for x ** 2 nor the square root for x ** 0.5, where those differ', () => {
    const others = powers.filter(
      ([x, y, power]) => (y === 2 && x * x !== power) || (y === 0.5 && Math.sqrt(x) !== power),
    )
    assert.ok(others.length > 20)
    for (const [x, y, power] of others) assert.equal(pow(x, y), power)
  })

  it('is the same whether it took the quick way or not', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9 }), fc.double({ min: -30, max: 30 }), (x, y) => {
        if (x === 1 || Math.abs(y) < 2 ** -65) return
        assert.equal(quickPow(x, y) ?? fusedPow(x, y), fusedPow(x, y))
      }),
      { numRuns: 3000 },
    )
  })

  it('treats special cases as C does', () => {
    const cases: [x: number, y: number, power: number][] = [
      [1, NaN, 1],
      [NaN, 0, 1],
      [NaN, 1, NaN],
      [2, NaN, NaN],
      [-8, 1 / 3, NaN],
      [-2, 3, -8],
      [-2, -2, 0.25],
      [-2, 2 ** 53, Infinity],
      [-1, Infinity, 1],
      [-1, -Infinity, 1],
      [-1, 2 ** 53 - 1, -1],
      [0.5, Infinity, 0],
      [2, -Infinity, 0],
      [-3, Infinity, Infinity],
      [0, -1, Infinity],
      [-0, -1, -Infinity],
      [-0, -2, Infinity],
      [-0, 3, -0],
      [-0, 0.5, 0],
      [Infinity, -1, 0],
      [Infinity, 0.5, Infinity],
      [-Infinity, -3, -0],
      [-Infinity, 3, -Infinity],
      [-Infinity, 0.5, Infinity],
      [2, 1e300, Infinity],
      [0.5, 1e300, 0],
      [-3, 1e300, Infinity],
      [5, 1e-300, 1],
      [-7, 5e-324, NaN],
      [10, 308, 1e308],
      [10, 309, Infinity],
      [-10, 309, -Infinity],
      [2, -1074, 5e-324],
      [2, -1075, 0],
      [-2, -1075, -0],
      [5e-324, 1, 5e-324],
      [5e-324, -1, Infinity],
    ]
    for (const [x, y, power] of cases) assert.ok(Object.is(pow(x, y), power), `${x} ** ${y}`)
  })
})

describe('fma', () => {
  const half = 2 ** -53
  it('rounds once, where a product and a sum would round to a tie', () => {
    assert.equal(fma(1 + 2 ** -52, half, 1), 1 + 2 ** -52)
    assert.equal(fma(1 - half, half, 1), 1)
    assert.equal(fma(1 + 2 ** -30, half * (1 + 2 ** -30), 1), 1 + 2 ** -52)
    assert.equal(fma(1 - 2 ** -30, half * (1 + 2 ** -30), 1), 1)
    assert.equal(fma(1 - 2 ** -30, half * (1 + 2 ** -30), 1 + 2 ** -52), 1 + 2 ** -52)
  })
  it('keeps the bits that cancellation leaves', () => {
    assert.equal(fma(1 + 2 ** -30, 1 - 2 ** -30, -1), -(2 ** -60))
  })
})

const promised = {
  'is correctly rounded': nearest,
  [`gives the bits of Python with ${libc}`]: cpythons,
}

for (const [promise, functions] of Object.entries(promised)) {
  for (const [name, compute] of Object.entries(functions)) {
    describe(name, () => {
      it(promise, () => {
        for (const [x, value] of rows(name, 2)) {
          assert.ok(Object.is(compute(x!), value), `${name}(${x}) is ${compute(x!)}, not ${value}`)
        }
      })
      it('returns NaN for NaN', () => {
        assert.ok(Number.isNaN(compute(NaN)))
      })
    })
  }
}

describe('the logarithm of glibc', () => {
  it('is the same whether it took the quick way or not', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2 }), (x) => {
        assert.equal(glibcLog(x), fusedLog(x))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('the functions at their limits', () => {
  it('are as in C', () => {
    assert.deepEqual(
      [exp(Infinity), exp(-Infinity), exp(1000), exp(-1000)],
      [Infinity, 0, Infinity, 0],
    )
    for (const f of [log, log2, log10]) {
      assert.deepEqual([0, -0, -1, Infinity, 1].map(f), [-Infinity, -Infinity, NaN, Infinity, 0])
    }
    for (const f of [sin, cos, tan]) assert.deepEqual([Infinity, -Infinity].map(f), [NaN, NaN])
    assert.deepEqual([tanh(Infinity), tanh(-Infinity)], [1, -1])
    assert.deepEqual([Infinity, 710, -Infinity, -710].map(expm1), [Infinity, Infinity, -1, -1])
    for (const f of [sin, tan, tanh, expm1]) assert.ok(Object.is(f(-0), -0))
    assert.equal(cos(0), 1)
  })
  it('are exact for powers of the base', () => {
    for (let n = -1074; n < 1024; n++) assert.equal(log2(pow(2, n)), n)
    for (let n = 0; n <= 22; n++) assert.equal(log10(Number(`1e${n}`)), n)
  })
})
