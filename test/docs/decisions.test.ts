import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'

const FOLDER = 'docs/decisions'
const names = (await readdir(FOLDER)).filter((name) => name !== 'README.md').sort()
const index = await readFile(`${FOLDER}/README.md`, 'utf8')

describe('The records of decisions', () => {
  it('are numbered from 1 without a gap', () => {
    const numbers = names.map((name) => Number(name.slice(0, 4)))
    assert.deepEqual(
      numbers,
      names.map((_name, at) => at + 1),
    )
  })

  it('are each listed in the index, once, with their title', async () => {
    for (const name of names) {
      const text = await readFile(`${FOLDER}/${name}`, 'utf8')
      const [, number, title] = /^# (\d{4})\. (.+)$/m.exec(text) ?? []
      assert.equal(number, name.slice(0, 4), name)
      assert.equal(index.split(`| [${number}](${name}) | ${title} |`).length, 2, name)
    }
    assert.equal(index.match(/^\| \[\d{4}\]/gm)?.length, names.length)
  })

  it('have a status, a context, a decision and a consequence, in this order', async () => {
    for (const name of names) {
      const text = await readFile(`${FOLDER}/${name}`, 'utf8')
      assert.match(text, /\n\nStatus: (accepted|replaced by \[\d{4}\]\(\d{4}-.+\.md\))\n\n/, name)
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
      assert.deepEqual(headings, ['Context', 'Decision', 'Consequence'], name)
    }
  })
})
