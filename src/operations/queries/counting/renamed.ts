import type { Input, InputOf } from '../../../core/trajectory/input.ts'

/** Other inputs in place of some. */
export type Rewrite = (inputs: readonly Input[]) => readonly Input[]

const unchanged: Rewrite = (inputs) => inputs

/**
 * Where a detachment is left out, the scheduler goes on. If another one was attached by its name
 * later, that one and what names it get another name.
 */
export function rewriteWithout(input: Input, later: () => readonly Input[]): Rewrite {
  if (input.kind !== 'scheduler_detached') return unchanged
  const { scheduler: name, revision, step } = input
  const isLater = (each: Input) =>
    each.step > step || (each.step === step && each.revision > revision)
  const isTaken = later().some(
    (each) => each.kind === 'scheduler_attached' && each.scheduler.name === name && isLater(each),
  )
  if (!isTaken) return unchanged
  // No caller can give a name with a slash.
  const other = `${name}/${revision}`
  return (inputs) => inputs.map((each) => (isLater(each) ? renamed(each, name, other) : each))
}

function renamed(input: Input, name: string, other: string): Input {
  switch (input.kind) {
    case 'scheduler_attached':
      if (input.scheduler.name !== name) return input
      return { ...input, scheduler: { ...input.scheduler, name: other } }
    case 'scheduler_detached':
    case 'scheduler_patched':
      return input.scheduler === name ? { ...input, scheduler: other } : input
    case 'total_steps_changed':
      return { ...input, schedulers: withKey(input.schedulers, name, other) }
    case 'group_added':
      return withRenamedArguments(input, name, other)
    default:
      return input
  }
}

function withRenamedArguments(
  input: InputOf<'group_added'> & Input,
  name: string,
  other: string,
): Input {
  const { arguments: given, written } = input
  return {
    ...input,
    ...(given && { arguments: withKey(given, name, other) }),
    ...(written && { written: withKey(written, name, other) }),
  }
}

function withKey<T>(
  all: Readonly<Record<string, T>>,
  name: string,
  other: string,
): Readonly<Record<string, T>> {
  if (!Object.hasOwn(all, name)) return all
  const { [name]: own, ...rest } = all
  return { ...rest, [other]: own! }
}
