import type { FastifyInstance } from 'fastify'
import { getLocation, parse as tolerantly, type ParseError } from 'jsonc-parser'
import { pointer, Refusal, type Fault } from '../../core/problem.ts'

/** Accepts JSON alone. The refusal of any other text has the place of the first error. */
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

/** Far deeper than a request needs, and far less than recursive schemas need to overflow the stack. */
const MAX_DEPTH = 64
const TOO_DEEP = new Refusal({
  code: 'invalid_request',
  errors: [{ pointer: '', detail: `given JSON nested more than ${MAX_DEPTH} deep` }],
})

/**
 * The depth to which JSON is nested, values of repeated keys included. It is read from the text: a
 * walk over the parsed objects takes many times as long, as each may have another shape.
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

/** The index of the closing quote of a string, or the length of the text. */
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

/** Keys that can change the prototype of an object in a program that copies them without care. */
const POISONED = 'given a forbidden key (__proto__, constructor.prototype), wanted none of these'

/** Of a longer text the place of the error is not searched: it is not worth the time. */
const DIAGNOSED = 64 * 1024
const UNDIAGNOSED: Fault = {
  pointer: '',
  detail: 'given text that is not JSON, wanted a JSON document',
}

/** The place and the text of the first error in JSON; undefined if there is none. */
function diagnosis(text: string): Fault | undefined {
  if (isJson(text)) return undefined
  if (text.length > DIAGNOSED) return UNDIAGNOSED
  try {
    const errors: ParseError[] = []
    tolerantly(text, errors, { disallowComments: true })
    const { offset } = errors[0]!
    return { pointer: pointer(getLocation(text, offset).path), detail: detail(text.slice(offset)) }
  } catch (error) {
    // The tolerant parser is recursive: thousands of open brackets overflow its stack.
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
  if (seen) {
    const word = seen[0].toLowerCase().replace('infinity', 'inf').replace('-nan', 'nan')
    return `given ${seen[0]}, which JSON does not have, wanted a finite number; where a metric is meant, send the text "${word}"`
  }
  if (rest === '') return 'given an incomplete document, wanted JSON'
  return `given ${JSON.stringify(rest.slice(0, 20))}, which is not JSON there, wanted a JSON document`
}
