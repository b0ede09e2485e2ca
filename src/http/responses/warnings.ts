import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Upcoming } from '../../core/optimizer/upcoming_group.ts'
import { overwriterOf, warningsOf } from '../../core/optimizer/warnings.ts'
import { pointer } from '../../core/problem.ts'
import type { Warning } from '../../core/warnings/warning.ts'

/** Warnings in responses: the field is absent without any. */
interface Warned {
  readonly warnings?: Warning[]
}

const warned = (warnings: Warning[]): Warned => (warnings.length === 0 ? {} : { warnings })

/** All warnings, in the response that has the whole optimizer. */
export function optimizerWarnings(optimizer: Optimizer, view: Upcoming): Warned {
  const found = warningsOf(optimizer, view)
  if (found.length === 0) return {}
  const indexes = new Map(view.schedulers.map((each, index) => [each.scheduler.name, index]))
  return warned(
    found.map(({ code, scheduler, path, detail }) => ({
      code,
      pointer: pointer(['schedulers', indexes.get(scheduler)!, ...path]),
      detail,
    })),
  )
}

/** The warnings about a scheduler, in the response that has that scheduler. */
export const warningsAboutScheduler = (optimizer: Optimizer, name: string): Warned =>
  warned(
    warningsOf(optimizer).flatMap(({ code, scheduler, other, path, detail }) => {
      if (scheduler !== name && other !== name) return []
      return [{ code, pointer: scheduler === name ? pointer(path) : '', detail }]
    }),
  )

/** The warnings about a group, in the response that has that group. */
export const warningsAboutGroup = (optimizer: Optimizer, name: string): Warned =>
  warned(
    warningsOf(optimizer).flatMap(({ code, scheduler, other, groups = [], detail }) => {
      if (!groups.includes(name)) return []
      const about = other === undefined ? `"${scheduler}": ${detail}` : detail
      return [{ code, pointer: '', detail: about }]
    }),
  )

/** The warnings about new values of a group: those that a scheduler overwrites. */
export const warningsAboutEdit = (
  optimizer: Optimizer,
  group: string,
  paths: readonly string[],
): Warned =>
  warned(
    paths.flatMap((path) => {
      const scheduler = overwriterOf(optimizer, group, path)
      return scheduler === undefined ? [] : [editOverwritten([path], { scheduler })]
    }),
  )

/** An edit of a value that a scheduler computes without the present one. */
export const editOverwritten = (
  path: readonly string[],
  { scheduler, step }: { readonly scheduler: string; readonly step?: number },
): Warning => ({
  code: 'edit_overwritten',
  pointer: pointer(path),
  detail: `"${scheduler}" computes the value without the present one, so the edit has no effect from ${step === undefined ? 'its next step' : `step ${step}`} on. Wanted "multiply" or "hold" in POST .../edits, or an edit of the initial value, which last.`,
})
