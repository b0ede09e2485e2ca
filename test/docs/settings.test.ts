import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { readConfig } from '../../src/config.ts'

const SENTINELS = 'redis-sentinel://127.0.0.1:26379#primary'
const REDIS = 'redis://127.0.0.1'

const rows = [
  ...(await readFile('docs/settings.md', 'utf8')).matchAll(/^\| `([A-Z_]+)` \|(.+)\|$/gm),
]
const settings = rows.map(([, name = '', cells = '']) => {
  const [fallback = '', values = ''] = cells.split('|').map((cell) => cell.trim())
  return { name, fallback: /^`(.+)`$/.exec(fallback)?.[1], values }
})

const refuses = (name: string, value: string) =>
  assert.throws(() => readConfig({ REDIS_URL: REDIS, [name]: value }), new RegExp(name))

describe('docs/settings.md', () => {
  it('has every setting and no other', () => {
    const known = Object.keys(readConfig({ REDIS_URL: REDIS }))
    assert.deepEqual(settings.map(({ name }) => name).sort(), known.sort())
  })

  it('says their defaults', () => {
    const defaults: Readonly<Record<string, unknown>> = readConfig({})
    for (const { name, fallback } of settings) {
      const value = defaults[name]
      const isGiven = typeof value === 'string' || typeof value === 'number'
      assert.equal(fallback, isGiven ? String(value) : undefined, name)
    }
  })

  it('says the ranges of those that are numbers', () => {
    const ranges = settings.flatMap(({ name, values }) => {
      const [, least, most] = /^(\d+) to (\d+)(?:, `all`)?$/.exec(values) ?? []
      return least === undefined ? [] : [{ name, least: Number(least), most: Number(most) }]
    })
    const numbers = Object.entries(readConfig({})).filter(([, value]) => typeof value === 'number')
    assert.equal(ranges.length, numbers.length)
    for (const { name, least, most } of ranges) {
      for (const value of [least, most]) {
        const config: Readonly<Record<string, unknown>> = readConfig({
          REDIS_URL: REDIS,
          [name]: String(value),
        })
        assert.equal(config[name], value)
      }
      refuses(name, String(least - 1))
      refuses(name, String(most + 1))
    }
  })

  it('says the words that the others take', () => {
    for (const { name, values } of settings) {
      const words = [...values.matchAll(/`([^`]+)`/g)].map(([, word]) => word)
      if (words.length === 0) continue
      for (const word of words) readConfig({ REDIS_URL: SENTINELS, [name]: word })
      refuses(name, 'other')
    }
  })
})
