import { z } from 'zod'
import { CODES, problemStatus, problemTitle } from '../problems/problem_details.ts'

const ProblemCodeName = z.enum(CODES).meta({ id: 'ProblemCode' })

const InvalidField = z
  .object({
    pointer: z.string().meta({ description: 'A JSON pointer (RFC 6901).' }),
    detail: z.string(),
  })
  .meta({ id: 'InvalidField', description: 'One fault of a request, and its place.' })

const Difference = z
  .object({
    pointer: z.string(),
    registered: z.unknown().optional(),
    given: z.unknown().optional(),
    in_force: z.unknown().optional(),
  })
  .meta({ id: 'Difference', description: 'One place where two definitions differ.' })

export const ProblemResponse = z
  .object({
    type: z.string().meta({ description: 'A URN that ends in the code.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'The given value, and the wanted one.' }),
    code: ProblemCodeName,
    retryable: z.boolean().meta({ description: 'Whether the same request may succeed later.' }),
    errors: z.array(InvalidField).optional(),
    differences: z.array(Difference).optional(),
    optimizer: z.string().optional(),
    scheduler: z.string().optional(),
    group: z.string().optional(),
    metric: z.string().optional(),
    known: z.array(z.string()).optional(),
    current_generation: z.int().optional(),
    cursor: z.int().optional(),
    revision: z.int().optional(),
    sealed_through: z.int().optional(),
    earliest_step: z.int().optional(),
    step: z.int().optional(),
    limit: z.int().optional(),
  })
  .catchall(z.unknown())
  .meta({
    id: 'Problem',
    description: 'The reason for a refusal, and facts that a client can act on (RFC 9457).',
  })

type ProblemCode = (typeof CODES)[number]

/** The refusals of every call. */
const ALWAYS: readonly ProblemCode[] = ['invalid_request', 'internal_error', 'store_unavailable']
const WITH_BODY: readonly ProblemCode[] = ['body_too_large', 'unsupported_media_type']

/** The refusals of every change of an optimizer. */
export const CHANGE_REFUSALS = [
  'optimizer_not_found',
  'step_sealed',
  'step_ahead',
  'history_regressed',
  'idempotency_key_reused',
  'too_many_pending',
  'too_many_writers',
] as const satisfies readonly ProblemCode[]

/** The refusals of a read that shows the values at the cursor. */
export const READ_REFUSALS = [
  'optimizer_not_found',
  'step_compacted',
  'history_regressed',
] as const satisfies readonly ProblemCode[]

/** The refusals of a call that computes values. */
export const VALUE_REFUSALS = [
  'value_not_finite',
  'schedule_ended',
] as const satisfies readonly ProblemCode[]

/** The refusals of a call by status, with their codes, for the OpenAPI document. */
export function refusals(...codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy([...codes, ...ALWAYS], problemStatus)
  const responses = [...byStatus].map(([status, each]) => {
    const description = each.map((code) => `\`${code}\`: ${problemTitle(code)}.`).join(' ')
    return [
      status,
      {
        description,
        content: { 'application/problem+json': { schema: ProblemResponse } },
        codes: each,
      },
    ]
  })
  return Object.fromEntries(responses) as Record<number, z.ZodType>
}

/** The refusals of a call that has a body. */
export const bodyRefusals = (...codes: readonly ProblemCode[]) => refusals(...codes, ...WITH_BODY)
