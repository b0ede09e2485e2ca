import leven, { closestMatch } from 'leven'
import { PRESET_NAMES } from '../presets/catalogue.ts'
import { SCHEDULES } from '../schedules/catalogue.ts'

const TYPES = SCHEDULES.map(({ type }) => type)

/** The most names in one suggestion. */
const MAX_NAMES = 3

/** Beyond this length a text is no name. */
const MAX_LENGTH = 100

/** A name in the form in which names are compared: `torch.optim.lr_scheduler.StepLR` is `step`. */
const stem = (name: string): string =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .toLowerCase()
    .replaceAll(/[^a-z0-9/]/g, '')
    .replace(/(?:with)?(?:lr|scheduler|schedule)+$/, '')

/**
 * The preset of a function of transformers: `get_cosine_schedule_with_warmup` is `hf/cosine`. Of
 * the presets whose words are all in the name of the function, it is the longest.
 */
function presetOfFunction(given: string): string | undefined {
  const words = given.split('_')
  if (words[0] !== 'get' || !words.includes('schedule')) return undefined
  return PRESET_NAMES.filter((name) => name.startsWith('hf/'))
    .filter((name) =>
      name
        .slice(3)
        .split('_')
        .every((word) => words.includes(word)),
    )
    .sort((a, b) => b.length - a.length)[0]
}

/** The words of a suggestion for the name of a scheduler type; empty without a near name. */
function nearestInWords(given: string): string {
  if (given.length > MAX_LENGTH) return ''
  const name = given.slice(given.lastIndexOf('.') + 1)
  const preset = presetOfFunction(name)
  if (preset !== undefined) return `"preset": "${preset}"`
  const last = name.toLowerCase()
  const same = TYPES.find((type) => type.toLowerCase() === last)
  if (same !== undefined) return `"type": "${same}"`
  const types = nearest(given, TYPES).map((name) => `"type": "${name}"`)
  const presets = nearest(given, PRESET_NAMES).map((name) => `"preset": "${name}"`)
  return [...types, ...presets].slice(0, MAX_NAMES).join(' or ')
}

/** What may be meant by a type that no scheduler has. */
export function typeHint(type: unknown): string {
  if (type === undefined) return ', or a "preset" instead'
  const near = typeof type === 'string' ? nearestInWords(type) : ''
  return near === '' ? '' : `; did you mean ${near}?`
}

/** The same for the name of a preset. */
export function nearestPresetsInWords(given: string): string {
  if (given.length > MAX_LENGTH) return ''
  const preset = presetOfFunction(given)
  if (preset !== undefined) return `"preset": "${preset}"`
  const presets = nearest(given, PRESET_NAMES).map((name) => `"preset": "${name}"`)
  const types = nearest(given, TYPES).map((name) => `"type": "${name}"`)
  return [...presets, ...types].slice(0, MAX_NAMES).join(' or ')
}

/**
 * The names that are meant, the best first: those that are equal up to their writing, else those
 * that begin with the given one, else the one at the least edit distance.
 */
function nearest(given: string, names: readonly string[]): readonly string[] {
  const wanted = stem(given)
  if (wanted === '') return []
  const stems = names.map((name) => ({
    name,
    stem: stem(name),
    last: stem(name).split('/').at(-1)!,
  }))
  const same = stems.filter((each) => each.stem === wanted || each.last === wanted)
  if (same.length > 0) return same.map(({ name }) => name)
  const longer = stems.filter((each) => wanted.length >= 4 && each.last.startsWith(wanted))
  if (longer.length > 0) return longer.map(({ name }) => name)
  // A transposition is a distance of 2.
  const maxDistance = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3))
  const closest = closestMatch(wanted, stems.map((each) => each.stem), { maxDistance }) // prettier-ignore
  if (closest === undefined || leven(wanted, closest) > maxDistance) return []
  return [stems.find((each) => each.stem === closest)!.name]
}
