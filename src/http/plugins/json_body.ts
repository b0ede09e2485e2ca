import type { FastifyInstance } from 'fastify'
import { getLocation, parse as tolerantly, type ParseError } from 'jsonc-parser'
import { pointer, Refusal, type Fault } from '../../core/problem.ts'

/** Takes JSON and nothing else, and says of text that is not JSON where it stops being so. */
export function setJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    void parse(request, String(text), (error, body) => {
      if (error) done(asRefusal(String(text), error))
      else if (depthOf(String(text)) > MAX_DEPTH) done(TOO_DEEP)
      else done(null, body)
    })
  })
}

/** Far deeper than any request need be, and far from where schemas that hold themselves give out. */
const MAX_DEPTH = 64
const TOO_DEEP = new Refusal({
  code: 'invalid_request',
  errors: [{ pointer: '', detail: `given JSON nested more than ${MAX_DEPTH} deep` }],
})

/**
 * How deep JSON is nested, what a repeated key replaces included. It is read off the text: to go
 * through what was made of it takes many times as long, since each object may be of another shape.
 */
function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < json.length; at++) {
    const character = json.charCodeAt(at)
    if (character === QUOTE) at = endOfString(json, at)
    else if ((character | BRACE) === OPENING) deepest = Math.max(deepest, ++depth)
    else if ((character | BRACE) === CLOSING) depth--
  }
  return deepest
}

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const OPENING = '{'.charCodeAt(0)
const CLOSING = '}'.charCodeAt(0)
/** The bit by which a brace differs from a bracket. */
const BRACE = '{'.charCodeAt(0) ^ '['.charCodeAt(0)

/** Where a string ends that begins at a quote. */
function endOfString(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json.charCodeAt(at) !== QUOTE) {
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  }
  return at
}

function asRefusal(text: string, cause: Error): Error {
  const fault = { pointer: '', detail: POISONED }
  return new Refusal({ code: 'invalid_request', errors: [diagnosis(text) ?? fault] }, { cause })
}

/** Keys that a careless program would take for an object's own prototype. */
const POISONED = 'given a forbidden key (__proto__, constructor.prototype), wanted none of these'

/** A longer text is not looked into: where it breaks is not worth the time. */
const DIAGNOSED = 64 * 1024
const UNDIAGNOSED: Fault = {
  pointer: '',
  detail: 'given text that is not JSON, wanted a JSON document',
}

/** Where text stops being JSON, and what stands there; undefined if it is JSON all the same. */
function diagnosis(text: string): Fault | undefined {
  if (isJson(text)) return undefined
  if (text.length > DIAGNOSED) return UNDIAGNOSED
  try {
    const errors: ParseError[] = []
    tolerantly(text, errors, { disallowComments: true })
    const { offset } = errors[0]!
    return { pointer: pointer(getLocation(text, offset).path), detail: detail(text.slice(offset)) }
  } catch (error) {
    // The tolerant parser recurses, and brackets without end exhaust its stack.
    if (error instanceof RangeError) return UNDIAGNOSED
    throw error
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Python writes NaN and Infinity, which are not JSON: a diverged run is the likely cause. */
function detail(rest: string): string {
  const seen = /^-?(NaN|Infinity|nan|inf)\b/.exec(rest)
  if (seen) return `given ${seen[0]}, which JSON does not have, wanted a finite number`
  if (rest === '') return 'given an incomplete document, wanted JSON'
  return `given ${JSON.stringify(rest.slice(0, 20))}, which is not JSON there, wanted a JSON document`
}
