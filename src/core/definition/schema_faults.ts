import { z } from 'zod'
import { typeHint } from './nearest.ts'
import { shareHint } from './share_hint.ts'
import { MAX_FAULTS, pointer, type Fault } from '../problem.ts'

type Issue = z.core.$ZodIssue

const TYPES: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

type RawIssue<C> = Extract<z.core.$ZodRawIssue, { code: C }>

const WANTED: { readonly [C in z.core.$ZodRawIssue['code']]?: (issue: RawIssue<C>) => string } = {
  invalid_type: ({ expected, inst }) =>
    inst instanceof z.ZodNumberFormat ? TYPES['int']! : (TYPES[expected] ?? expected),
  too_small: ({ inclusive, minimum, origin }) =>
    `${inclusive ? 'at least' : 'more than'} ${amount(minimum, origin)}`,
  too_big: ({ inclusive, maximum, origin }) =>
    `${inclusive ? 'at most' : 'less than'} ${amount(maximum, origin)}`,
  invalid_value: ({ values }) => anyOf(values),
  invalid_union: (issue) => anyOf(typesOf(issue)),
  unrecognized_keys: ({ inst }) => onlyOf(fieldNames(inst)),
}

/** The expectation of a schema, for each code of zod's issues. */
export const schemaErrorMap: z.core.$ZodErrorMap = (issue) => {
  const say = WANTED[issue.code] as ((issue: z.core.$ZodRawIssue) => string) | undefined
  return say && `wanted ${say(issue)}`
}

const UNITS: Readonly<Record<string, string>> = { array: 'element', string: 'character' }

function amount(bound: number | bigint, origin: string): string {
  const unit = UNITS[origin]
  return unit ? `${bound} ${unit}${bound === 1 ? '' : 's'}` : String(bound)
}

const anyOf = (values: readonly unknown[]) =>
  values.map((value) => JSON.stringify(value)).join(', ')

const onlyOf = (fields: readonly string[]) =>
  fields.length === 0 ? 'none' : `only ${anyOf(fields)}`

/** The types of a discriminated union. */
function typesOf({ inst, discriminator }: { readonly inst?: unknown; discriminator?: unknown }) {
  const { propValues } = (inst as z.core.$ZodType)._zod
  return typeof discriminator === 'string' ? [...(propValues?.[discriminator] ?? [])] : []
}

const fieldNames = (schema: unknown): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

/** The faults of zod's issues: the place, the given value and the wanted one. */
export function faultsOf(all: readonly Issue[], path: readonly PropertyKey[] = []): Fault[] {
  const issues = all.slice(0, MAX_FAULTS)
  const found = issues.filter((issue) => !isShadowed(issue, issues))
  return found.flatMap((issue) => issueFaults(issue, path)).slice(0, MAX_FAULTS)
}

/**
 * A number beyond all safe integers also breaks its schema's bound, which is the better message.
 */
const isShadowed = (issue: Issue, issues: readonly Issue[]) =>
  issue.code === 'too_big' &&
  issue.maximum === Number.MAX_SAFE_INTEGER &&
  issues.some((other) => other !== issue && String(other.path) === String(issue.path))

function issueFaults(issue: Issue, path: readonly PropertyKey[]): Fault[] {
  const at = [...path, ...issue.path]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_FAULTS).map((key) => unknownField(issue, at, key))
    case 'invalid_key':
      return [{ pointer: pointer(at), detail: keyDetail(issue, at) }]
    case 'invalid_union':
      return issue.errors.length > 0 ? closestFormFaults(issue, at) : [unknownType(issue, at)]
    default:
      return [
        {
          pointer: pointer(at),
          detail: `given ${describeValue(issue.input)}, ${issueMessage(issue)}${shareHint(issue.input)}`,
        },
      ]
  }
}

/** The fault of a type that no form of a union has. */
function unknownType(issue: z.core.$ZodIssueInvalidUnion, at: readonly PropertyKey[]): Fault {
  const { input } = issue as { input?: unknown }
  const object = input as Record<PropertyKey, unknown> | null
  const type = object?.[at.at(-1)!]
  if (typeof object?.['preset'] === 'string') {
    const detail = `given ${describeValue(type)} beside a preset, wanted only one of "type" and "preset"`
    return { pointer: pointer(at), detail }
  }
  const hint = at.at(-1) === 'type' ? typeHint(type) : ''
  return { pointer: pointer(at), detail: `given ${describeValue(type)}, ${issue.message}${hint}` }
}

/** The present names of fields that had another one. */
const RENAMED = new Map([['params', 'hyperparameters']])

function unknownField(issue: Issue, at: readonly PropertyKey[], key: string): Fault {
  const name = RENAMED.get(key)
  const isRenamed = name !== undefined && issue.message.includes(`"${name}"`)
  const hint = isRenamed ? `, which is named "${name}" now` : ''
  const detail = `unknown field "${key}"${hint}, ${issue.message}`
  return { pointer: pointer([...at, key]), detail }
}

const keyDetail = (issue: z.core.$ZodIssueInvalidKey, at: readonly PropertyKey[]) =>
  `the name "${String(at.at(-1))}" ${issue.issues[0]?.message ?? 'is not a valid name'}`

/**
 * The faults of the form of a union that fits best. If none fits, one fault with the wanted value
 * of each form, or with the message of the union.
 */
function closestFormFaults(
  issue: z.core.$ZodIssueInvalidUnion,
  at: readonly PropertyKey[],
): Fault[] {
  const isNone = issue.errors.every((issues) => issues.some(isOtherTypeOrValue))
  if (isNone && /^wanted ./.test(issue.message)) {
    return [
      { pointer: pointer(at), detail: `given ${describeValue(issue.input)}, ${issue.message}` },
    ]
  }
  const partly = issue.errors.filter((issues) => !issues.some(isOfOtherType))
  const meant = partly.find((issues) => !issues.some(isUnmarked)) ?? partly[0]
  if (meant) return faultsOf(meant, at)
  const wanted = [...new Set(formsOf(issue))].join(', or ')
  const detail = `given ${describeValue(issue.input)}, wanted ${wanted}${wanted.includes('%') ? '' : shareHint(issue.input)}`
  return [{ pointer: pointer(at), detail }]
}

/** The wanted value of each form, nested unions included. */
const formsOf = ({ errors }: z.core.$ZodIssueInvalidUnion): string[] =>
  errors.flatMap(([first]) => {
    if (!first) return []
    const isUnnamed = !/^wanted ./.test(first.message)
    if (first.code === 'invalid_union' && first.errors.length > 0 && isUnnamed)
      return formsOf(first)
    return [issueMessage(first).replace('wanted ', '')]
  })

/** Whether the value has another JSON type than this form. */
function isOfOtherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === 'invalid_type' || issue.code === 'invalid_format') return true
  // An object is none of the words.
  if (issue.code === 'invalid_value') return typeof issue.input === 'object'
  return issue.code === 'invalid_union' && issue.errors.length > 0 && areAllOfOtherType(issue)
}

/** Whether the value has another JSON type than this form, or is not one of its literals. */
const isOtherTypeOrValue = (issue: Issue): boolean =>
  isOfOtherType(issue) || (issue.code === 'invalid_value' && issue.path.length === 0)

const areAllOfOtherType = ({ errors }: z.core.$ZodIssueInvalidUnion) =>
  errors.every((issues) => issues.some(isOfOtherType))

/** Whether the value lacks the field that identifies the form: a preset has no type. */
function isUnmarked(issue: Issue): boolean {
  if (issue.path.length !== 1) return false
  const [field] = issue.path
  if (issue.code === 'invalid_union' && issue.errors.length === 0) {
    return (issue.input as Record<PropertyKey, unknown> | undefined)?.[field!] === undefined
  }
  return field === 'preset' && issue.code === 'invalid_type' && issue.input === undefined
}

const issueMessage = ({ message }: Issue) =>
  message.startsWith('wanted') || message.includes('wanted')
    ? message
    : `which is refused: ${message}`

/** A short description of a given value. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number beyond all doubles'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return `${value as number | boolean | null}`
}
