import { initialState } from '../../core/trajectory/initial_state.ts'
import { Refusal } from '../../core/problem.ts'
import { fold, frameAt } from '../../core/trajectory/fold.ts'
import type { FrameGroup, GroupLayout, Program } from '../../core/trajectory/frame.ts'
import type { Input, InputOf } from '../../core/trajectory/input.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { replaySegments, sealedSegments, type ReplaySegment } from '../replay/history.ts'

/** The effect of an edit after its step. */
export interface LaterEffect {
  /** The groups of the edit at the next step; absent without a value there. */
  readonly afterNext?: readonly FrameGroup[]
  /** The first scheduler that computes a value without the edited one. */
  readonly overwrittenBy?: { readonly scheduler: string; readonly step: number }
}

type Edit = InputOf<'edited'> & Input

/** An edit is overwritten within so many values that are computed, or it lasts for now. */
const MAX_VALUES = 20_000

/**
 * The values one step after an edit, and the scheduler that overwrites it: with and without the
 * edit, the value is then the same. It is looked for until every scheduler has stepped once.
 */
export async function laterEffect(
  context: Context,
  stored: Stored,
  edit: Edit,
): Promise<LaterEffect> {
  const { state } = stored.optimizer
  const rules = Math.max(1, state.program.rulesPerStep)
  const longest = Math.max(
    1,
    ...state.frame.schedulers.map(({ scheduler }) => scheduler.every ?? 1),
  )
  const steps = Math.max(1, Math.min(longest, Math.floor(MAX_VALUES / rules)))
  const part = await segmentFrom(context, stored, edit.step, steps)
  const others = part.inputs.filter(({ revision }) => revision !== edit.revision)
  try {
    const before = await runInSlices(part.state, part.inputs, Math.max(0, edit.step - 1))
    const unedited = stateAtEdit(stored, before, others, edit.step)
    const edited = stateAtEdit(stored, before, part.inputs, edit.step)
    return compare({ edited, unedited }, { part, others }, edit)
  } catch (error) {
    if (error instanceof Refusal) return {}
    throw error
  }
}

/** The steps from before the edit, in the generation of its step. */
async function segmentFrom(context: Context, stored: Stored, step: number, steps: number) {
  const isSealedStart = step === 0 && stored.optimizer.sealedThrough >= 0
  const read = isSealedStart ? sealedSegments : replaySegments
  const [part] = await read(context, stored, Math.max(0, step - 1), step + steps)
  return part!
}

/** Step 0 is not reached by a step: its inputs act in the construction. */
const stateAtEdit = (
  { optimizer: { definition } }: Stored,
  before: State,
  inputs: readonly Input[],
  step: number,
): State => (step === 0 ? initialState(definition, inputs) : fold(before, inputs, step))

interface Trajectories {
  readonly edited: State
  readonly unedited: State
}

function compare(
  { edited, unedited }: Trajectories,
  { part, others }: { part: ReplaySegment; others: readonly Input[] },
  edit: Edit,
): LaterEffect {
  const paths = [...Object.keys(edit.set), ...Object.keys(edit.scale ?? {})]
  const watched = edit.groups.flatMap((group) => paths.map((path) => ({ group, path })))
  const changed = watched.filter((at) => valueOf(edited, at) !== valueOf(unedited, at))
  let [now, other] = [edited, unedited]
  let effect: LaterEffect = {}
  for (let step = edit.step + 1; step <= part.to; step++) {
    now = fold(now, part.inputs, step)
    if (step === edit.step + 1) effect = { afterNext: groupsOf(now, edit) }
    if (changed.length === 0) return effect
    other = fold(other, others, step)
    const overwritten = changed.find((at) => valueOf(now, at) === valueOf(other, at))
    if (!overwritten) continue
    const scheduler = lastStepped(now, overwritten, step)
    return scheduler === undefined ? effect : { ...effect, overwrittenBy: { scheduler, step } }
  }
  return effect
}

function groupsOf(state: State, { groups }: Edit): readonly FrameGroup[] {
  const edited = new Set(groups)
  return frameAt(state).groups.filter(({ name }) => edited.has(name))
}

interface Watched {
  readonly group: string
  readonly path: string
}

/** The layouts of a program by group: an edit may be of 10 000 groups. */
const layoutsByName = new WeakMap<Program, ReadonlyMap<string, GroupLayout>>()

function layoutOf(program: Program, group: string): GroupLayout | undefined {
  let layouts = layoutsByName.get(program)
  if (!layouts) {
    layouts = new Map(program.layouts.map((layout) => [layout.name, layout]))
    layoutsByName.set(program, layouts)
  }
  return layouts.get(group)
}

function valueOf({ program, values }: State, { group, path }: Watched) {
  const layout = layoutOf(program, group)
  const index = layout ? layout.paths.indexOf(path) : -1
  return index < 0 ? undefined : values[layout!.offset + index]
}

/** The last scheduler that stepped on a value: it gave the value. */
const lastStepped = ({ program }: State, { group, path }: Watched, step: number) =>
  program.bindings.findLast(
    (each) => each.group === group && each.slot.param === path && step % each.every === 0,
  )?.scheduler
