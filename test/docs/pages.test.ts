import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, it } from 'node:test'
import { bannedProse } from '../../eslint/banned_words.ts'
import { PAGES, pageAt, type Page } from './markdown.ts'
import { exists, isPath, ROOT, WORDS } from './repository.ts'

/** What is wrong with each page that has something wrong. */
const wrong = (find: (page: Page) => readonly string[]) =>
  Object.fromEntries(
    PAGES.map((page) => [page.path, find(page)]).filter(([, found]) => found!.length > 0),
  )

describe('a Markdown file', () => {
  it('has lines of at most 120 characters, rows of tables of at most 200', () => {
    const long = ({ lines, tableLines }: Page) =>
      lines.flatMap((line, index) =>
        line.length > (tableLines.has(index) ? 200 : 120) ? [`${index + 1}: ${line}`] : [],
      )
    assert.deepEqual(wrong(long), {})
  })

  it('links to what exists', () => {
    const broken = ({ path, links }: Page) => links.flatMap((href) => brokenLink(path, href))
    assert.deepEqual(wrong(broken), {})
  })

  it('names files and folders that exist', () => {
    const missing = ({ codeSpans }: Page) =>
      codeSpans.filter((text) => isPath(text) && !exists(text))
    assert.deepEqual(wrong(missing), {})
  })

  it('names functions and variables that exist', () => {
    const missing = ({ codeSpans }: Page) =>
      codeSpans.filter((text) => isIdentifier(text) && !WORDS.has(text))
    assert.deepEqual(wrong(missing), {})
  })

  it('has no banned word', () => {
    const banned = ({ prose }: Page) =>
      bannedProse(prose).map(({ word, use }) => `${word}: use ${use}`)
    assert.deepEqual(wrong(banned), {})
  })
})

describe('the first pages', () => {
  it('are short', () => {
    const lengthOf = (path: string) => pageAt(path).lines.length - 1
    assert.ok(lengthOf('README.md') <= 150, `README.md has ${lengthOf('README.md')} lines`)
    assert.ok(
      lengthOf('ARCHITECTURE.md') <= 120,
      `ARCHITECTURE.md has ${lengthOf('ARCHITECTURE.md')} lines`,
    )
  })
})

/** What is wrong with a link to a file or a heading, if anything is. */
function brokenLink(from: string, href: string): string[] {
  if (/^[a-z]+:/.test(href)) return []
  const [path = '', fragment] = decodeURIComponent(href).split('#')
  // A template is shown on the page of its pull request, from where files are at ../blob/main.
  const inRoot = path.startsWith('../blob/main/') ? path.slice('../blob/main/'.length) : undefined
  const target = path === '' ? from : (inRoot ?? posix.join(dirname(from), path))
  if (!existsSync(join(ROOT, target))) return [`${href}: no ${target}`]
  if (fragment === undefined) return []
  const { anchors } = pageAt(target)
  return anchors.has(fragment) ? [] : [`${href}: wanted one of ${[...anchors].join(', ')}`]
}

/** Whether a code span is a name such as `choosePath`. */
const isIdentifier = (text: string) => /^[a-z]+[A-Z]\w*$/.test(text)
