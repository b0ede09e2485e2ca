// The words that this project does not use, as two ESLint rules: `names` reads identifiers and file
// names, `prose` reads comments and strings. CONTRIBUTING.md has the rule behind the list.
//
// `npm run lint` checks everything, `npx eslint src/core` one folder or file.
//
// Own rules because no published one fits: `id-denylist` compares whole identifiers, so it misses
// `newFlight`; `no-warning-comments` reads comments only, and has no text for a replacement;
// eslint-plugin-inclusive-language matches parts of words ("line" in "online"); the flagged words
// of @cspell/eslint-plugin are single words, and it checks the spelling of all others too.

import type { AST, Rule, SourceCode } from 'eslint'

interface Entry {
  readonly avoid: readonly string[]
  /** Terms to choose from. */
  readonly use: string
  /** Phrases in which the words are allowed. */
  readonly allow?: readonly string[]
}

interface Found {
  readonly word: string
  readonly use: string
}

/**
 * Words of names. An entry matches the words of an identifier in sequence, whatever their case:
 * "in turn" matches `inTurn`, `isInTurn` and `in_turn`, and not `inTurns`. A type name is an entry
 * that begins with a capital letter: it matches that identifier alone.
 */
export const NAMES: readonly Entry[] = [
  { avoid: ['flight', 'flights'], use: 'commit batch' },
  { avoid: ['board', 'boarded', 'boarding', 'aboard'], use: 'add to the batch, pending commit' },
  { avoid: ['land', 'lands', 'landed', 'landing'], use: 'commit, outcome' },
  { avoid: ['stride', 'strides', 'striding'], use: 'next step' },
  { avoid: ['outset'], use: 'fast path' },
  { avoid: ['ride', 'rides', 'rider', 'riding'], use: 'join a commit' },
  { avoid: ['recall', 'recalled', 'recalling'], use: 'cached' },
  { avoid: ['telling', 'untold'], use: 'reported, returned' },
  { avoid: ['touching'], use: 'changes to a group' },
  { avoid: ['Known'], use: 'CachedOptimizer' },
  { avoid: ['trail'], use: 'recent steps' },
  { avoid: ['room', 'rooms'], use: 'budget, layer, folder' },
  { avoid: ['in line'], use: 'queue, exclusive' },
  { avoid: ['in turn', 'in turns'], use: 'queue, yielding' },
  { avoid: ['seat', 'seated'], use: 'slot' },
  { avoid: ['ballot'], use: 'open quorum' },
  { avoid: ['roster'], use: 'membership' },
  { avoid: ['outlook'], use: 'upcoming' },
  { avoid: ['surroundings', 'circumstances', 'manner'], use: 'what it holds: settings, options' },
  { avoid: ['whoever', 'nobody', 'lonely'], use: 'the caller, none, single' },
  { avoid: ['heard', 'hears', 'unheard'], use: 'received, used' },
]

/** Words of comments and strings. A space in an entry also matches a line break of a comment. */
export const PROSE: readonly Entry[] = [
  { avoid: ['told', 'untold'], use: 'returned, reported' },
  { avoid: ['whoever'], use: 'the caller, the process, the reader' },
  { avoid: ['nobody', 'somebody'], use: 'no caller, another process' },
  { avoid: ['anew'], use: 'again, from the start' },
  { avoid: ['lets go', 'let go', 'letting go'], use: 'deletes, releases' },
  { avoid: ['goes by', 'go by', 'went by'], use: 'monitors, uses' },
  { avoid: ['is away', 'are away', 'was away', 'goes away', 'went away'], use: 'is unavailable' },
  { avoid: ['hear', 'hears', 'heard', 'unheard'], use: 'receives, uses' },
  { avoid: ['in line', 'in turn', 'in turns'], use: 'queued, yielding, one after another' },
  {
    avoid: ['stand', 'stands', 'stood'],
    use: 'is, remains, is allowed',
    allow: ['stand for', 'stands for'],
  },
  { avoid: ['comes to', 'come to'], use: 'is, evaluates to' },
  { avoid: ['all the same'], use: 'nevertheless, still' },
  { avoid: ['the like'], use: 'the names of the other things' },
  { avoid: ['flight', 'flights'], use: 'commit batch', allow: ['in flight'] },
  { avoid: ['aboard', 'boarded', 'landed', 'rides along'], use: 'in the commit batch, committed' },
  { avoid: ['stride', 'strides', 'outset'], use: 'next step, fast path' },
  { avoid: ['trail'], use: 'recent steps' },
  { avoid: ['seat'], use: 'slot' },
  { avoid: ['ballot'], use: 'open quorum' },
]

/** `newFlight_of` is "new flight of". */
const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)

const isTypeName = (word: string) => /^[A-Z]/.test(word)

/** The first banned word of a name. */
export function bannedName(name: string): Found | undefined {
  const words = ` ${wordsOf(name).join(' ').toLowerCase()} `
  const isIn = (word: string) => (isTypeName(word) ? name === word : words.includes(` ${word} `))
  for (const { avoid, use } of NAMES) {
    const word = avoid.find(isIn)
    if (word !== undefined) return { word, use }
  }
  return undefined
}

// Between the words of a phrase: spaces, or the end of a line and the beginning of the next one.
const SPACE = String.raw`(?:[^\S\n]+|\s*\n\s*(?:\*|//|--|#)?\s*)`

const anyOf = (phrases: readonly string[]) => {
  const longestFirst = phrases.toSorted((one, other) => other.length - one.length)
  const choices = longestFirst.map((phrase) => phrase.replaceAll(' ', SPACE)).join('|')
  return new RegExp(String.raw`(?<![\w-])(?:${choices})(?![\w-])`, 'gi')
}

const PATTERNS = PROSE.map(({ avoid, use, allow }) => ({
  use,
  banned: anyOf(avoid),
  allowed: allow && anyOf(allow),
}))

/** Every banned word of a text, with its index. */
export function bannedProse(text: string): (Found & { readonly index: number })[] {
  return PATTERNS.flatMap(({ use, banned, allowed }) => {
    const exceptions = allowed ? [...text.matchAll(allowed)] : []
    const isAllowed = ({ index }: RegExpExecArray) =>
      exceptions.some((each) => each.index <= index && index < each.index + each[0].length)
    return [...text.matchAll(banned)]
      .filter((match) => !isAllowed(match))
      .map((match) => ({ word: match[0].replaceAll(/[^a-z]+/gi, ' '), index: match.index, use }))
  })
}

/** Reports a name once a file, where it is first: one rename ends all of its uses. */
const names: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    messages: { banned: '"{{word}}" in the name "{{name}}": use a standard term ({{use}}).' },
    schema: [],
  },
  create(context) {
    const seen = new Set<string>()
    const check = (node: Rule.Node, name: string) => {
      if (seen.has(name)) return
      seen.add(name)
      const found = bannedName(name)
      if (found) context.report({ node, messageId: 'banned', data: { ...found, name } })
    }
    const file = context.filename.split(/[\\/]/).at(-1) ?? ''
    return {
      Program: (node) => check(node as Rule.Node, file),
      Identifier: (node) => check(node, node.name),
      PrivateIdentifier: (node) => check(node, node.name),
    }
  },
}

const prose: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    messages: { banned: '"{{word}}": use a standard term ({{use}}).' },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context
    const check = ([start, end]: AST.Range) => {
      for (const { word, index, use } of bannedProse(sourceCode.text.slice(start, end))) {
        const at = (offset: number) => sourceCode.getLocFromIndex(start + index + offset)
        const loc = { start: at(0), end: at(word.length) }
        context.report({ loc, messageId: 'banned', data: { word, use } })
      }
    }
    return {
      Program: () => commentsOf(sourceCode).forEach(check),
      Literal(node) {
        if (typeof node.value === 'string' && node.range) check(node.range)
      },
      TemplateElement(node) {
        if (node.range) check(node.range)
      },
    }
  },
}

/** The ranges of comments. Line comments on adjacent lines are one text: a phrase may be broken. */
function commentsOf(sourceCode: SourceCode): AST.Range[] {
  const ranges: AST.Range[] = []
  let lastLine = -1
  for (const { type, range, loc } of sourceCode.getAllComments()) {
    if (!range || !loc) continue
    const last = ranges.at(-1)
    if (type === 'Line' && last && loc.start.line === lastLine + 1) last[1] = range[1]
    else ranges.push([...range])
    lastLine = type === 'Line' ? loc.end.line : -1
  }
  return ranges
}

export default { meta: { name: 'words' }, rules: { names, prose } }
