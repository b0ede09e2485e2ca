import type { GroupLayout, Program } from '../../core/trajectory/frame.ts'
import { unflatten } from '../../core/hyperparameters.ts'
import type { State } from '../../core/trajectory/state.ts'

/** The text of the groups of a program, in pieces: a moving value comes between each two. */
interface Template {
  readonly pieces: readonly string[]
  readonly columns: readonly number[]
  /** The last text and its values: most rates do not change for many steps. */
  last: { readonly values: Float64Array; readonly text: string } | undefined
}

const templates = new WeakMap<Program, Template>()

/**
 * Writes the values of every group as JSON. Values that do not move are written once for all steps:
 * to build objects for each step costs four times as much.
 */
export function groupsText({ program, values }: State): string {
  let template = templates.get(program)
  if (!template) templates.set(program, (template = templateOf(program, values)))
  if (!template.last || !areEqual(template.last.values, values, template.columns)) {
    template.last = { values, text: fillTemplate(template, values) }
  }
  return template.last.text
}

function areEqual(a: Float64Array, b: Float64Array, columns: readonly number[]): boolean {
  if (a === b) return true
  for (let index = 0; index < columns.length; index++) {
    if (a[columns[index]!] !== b[columns[index]!]) return false
  }
  return true
}

/** Uses `join`: what `+` makes of a thousand strings would be flattened again in each response. */
function fillTemplate({ pieces, columns }: Template, values: Float64Array): string {
  const texts: (string | number)[] = [pieces[0]!]
  for (let index = 0; index < columns.length; index++) {
    texts.push(values[columns[index]!]!, pieces[index + 1]!)
  }
  return texts.join('')
}

function templateOf({ layouts, movingColumns }: Program, values: Float64Array): Template {
  const moves = new Set(movingColumns)
  const parts = layouts.flatMap((group, index) => [index === 0 ? '[' : ',', ...groupParts(group)])
  const pieces: string[] = []
  const moved: number[] = []
  let piece = ''
  for (const part of [...parts, ']']) {
    if (typeof part === 'number' && moves.has(part)) {
      moved.push(part)
      pieces.push(piece)
      piece = ''
    } else {
      piece += typeof part === 'number' ? values[part]! : part
    }
  }
  return { pieces: [...pieces, piece], columns: moved, last: undefined }
}

/** One group as text, with the column of each of its values in the place of the value. */
function groupParts({ name, paths, offset, constants }: GroupLayout): (string | number)[] {
  const { lr, ...others } = unflatten(paths, (index) => offset + index)
  // The name and lr come first, whatever the position of lr among the others.
  const fields = Object.entries({ lr: lr!, ...others })
  const written = fields.flatMap(([key, at]) => [`,${JSON.stringify(key)}:`, ...valueParts(at)])
  const rest = constants ? `,${JSON.stringify(constants).slice(1)}` : '}'
  return [`{"name":${JSON.stringify(name)}`, ...written, rest]
}

const valueParts = (at: number | number[]): (string | number)[] =>
  typeof at === 'number'
    ? [at]
    : ['[', ...at.flatMap((column, index) => (index === 0 ? [column] : [',', column])), ']']
