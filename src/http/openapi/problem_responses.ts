import { EXAMPLE_PROBLEMS } from '../examples/problems.ts'
import { problemDetails, problemTitle } from '../problems/problem_details.ts'
import type { ProblemCode } from '../problems/table.ts'
import {
  operationsOf,
  type Components,
  type Document,
  type Operation,
  type Response,
} from './parts.ts'

const EXAMPLES = '#/components/examples/'
const RESPONSES = '#/components/responses/'

type CodesOf = (operation: Operation) => Readonly<Record<string, readonly ProblemCode[]>>

/** The components that the responses refer to. */
type Shared = Required<Pick<Components, 'responses' | 'examples'>>

/** The name of a problem in the document: `OptimizerNotFound` of `optimizer_not_found`. */
const nameOf = (code: ProblemCode): string =>
  code.replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase())

/**
 * Gives each refusal one example for each of its codes. A response with a single code is the same in
 * every operation: it is declared once, as a component.
 */
export function shareProblemResponses(document: Document, codesOf: CodesOf): Document {
  const shared: Shared = { responses: {}, examples: {} }
  for (const operation of operationsOf(document)) {
    for (const [status, codes] of Object.entries(codesOf(operation))) {
      operation.responses[status] = sharedResponse(operation.responses[status]!, codes, shared)
    }
  }
  const components = {
    ...document.components,
    responses: sorted(shared.responses),
    examples: sorted(shared.examples),
  }
  return { ...document, components }
}

function sharedResponse(
  response: Response,
  codes: readonly ProblemCode[],
  { responses, examples }: Shared,
): Response {
  for (const code of codes) examples[nameOf(code)] ??= exampleOf(code)
  addExamples(response, codes.map(nameOf))
  if (codes.length > 1) return response
  const name = nameOf(codes[0]!)
  responses[name] ??= response
  return { $ref: RESPONSES + name }
}

function addExamples({ content }: Response, names: readonly string[]): void {
  const references = names.map((name) => [name, { $ref: EXAMPLES + name }] as const)
  content!['application/problem+json']!.examples = Object.fromEntries(references)
}

const exampleOf = (code: ProblemCode): object => ({
  summary: problemTitle(code),
  value: problemDetails(EXAMPLE_PROBLEMS[code]),
})

const sorted = <T>(named: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)))
