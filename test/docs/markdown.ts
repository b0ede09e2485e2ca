import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { lexer, walkTokens, type Token, type Tokens } from 'marked'
import { ROOT } from './repository.ts'

export interface CodeBlock {
  readonly language: string
  readonly text: string
  /** Whether there is nothing but space between it and the code block before it. */
  readonly isAdjacent: boolean
}

/** What tests need to know of a Markdown file. */
export interface Page {
  /** The path from the root of the repository. */
  readonly path: string
  readonly lines: readonly string[]
  readonly links: readonly string[]
  /** The fragments that links to this page may have. */
  readonly anchors: ReadonlySet<string>
  readonly codeSpans: readonly string[]
  readonly codeBlocks: readonly CodeBlock[]
  /** The text outside of code. */
  readonly prose: string
  /** The numbers of the lines that are rows of tables, from 0. */
  readonly tableLines: ReadonlySet<number>
}

const EXCLUDED = ['node_modules', '.venv', 'dist', '.git']

/** Every Markdown file of the repository. */
export const PAGES: readonly Page[] = globSync(['**/*.md', '.github/**/*.md'], {
  cwd: ROOT,
  exclude: (name) => EXCLUDED.includes(name),
})
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map(readPage)

/** The page at a path. */
export function pageAt(path: string): Page {
  const page = PAGES.find((each) => each.path === path)
  if (!page)
    throw new Error(
      `Cannot find ${path}: wanted one of ${PAGES.map((each) => each.path).join(', ')}`,
    )
  return page
}

function readPage(path: string): Page {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const tokens = lexer(text)
  const all: Token[] = []
  void walkTokens(tokens, (token) => void all.push(token))
  const slugger = new GithubSlugger()
  return {
    path,
    lines: text.split('\n'),
    links: all.filter(isOf<Tokens.Link>('link')).map(({ href }) => href),
    anchors: new Set(
      all.filter(isOf<Tokens.Heading>('heading')).map((token) => slugger.slug(textOf(token))),
    ),
    codeSpans: all.filter(isOf<Tokens.Codespan>('codespan')).map((token) => token.text),
    codeBlocks: codeBlocksIn(tokens),
    prose: tokens.map(proseOf).join('\n\n'),
    tableLines: tableLinesOf(tokens),
  }
}

function isOf<T extends Token>(type: T['type']): (token: Token) => token is T {
  return (token): token is T => token.type === type
}

function codeBlocksIn(tokens: readonly Token[]): CodeBlock[] {
  const siblings = tokens.filter(({ type }) => type !== 'space')
  return siblings.flatMap((token, index) => {
    if (token.type !== 'code') return codeBlocksIn(childrenOf(token) ?? [])
    const { lang = '', text } = token as Tokens.Code
    return [{ language: lang, text, isAdjacent: siblings[index - 1]?.type === 'code' }]
  })
}

/** The text of a token as it is shown, code included. */
function textOf(token: Token): string {
  return childrenOf(token)?.map(textOf).join('') ?? ('text' in token ? String(token.text) : '')
}

/** The text of a token as it is shown, without code. */
function proseOf(token: Token): string {
  if (token.type === 'code' || token.type === 'codespan') return '`'
  return childrenOf(token)?.map(proseOf).join('') ?? ('text' in token ? String(token.text) : '')
}

/** The tokens inside one, of lists and tables too. */
function childrenOf(token: Token): Token[] | undefined {
  if (token.type === 'list') return (token as Tokens.List).items
  if (token.type !== 'table') return (token as { tokens?: Token[] }).tokens
  const { header, rows } = token as Tokens.Table
  return [header, ...rows].flat().flatMap(({ tokens }) => tokens)
}

/** Tables at the top level only: others are not used. */
function tableLinesOf(tokens: readonly Token[]): Set<number> {
  const lines = new Set<number>()
  let line = 0
  for (const { type, raw } of tokens) {
    const count = raw.split('\n').length - 1
    if (type === 'table') for (let at = line; at <= line + count; at++) lines.add(at)
    line += count
  }
  return lines
}
