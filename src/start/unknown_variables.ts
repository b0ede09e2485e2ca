/** Variables with the prefix of ours that clients and tests read, possibly in the same shell. */
const OF_OTHER_PROGRAMS = new Set(['LOCKSTEP_URL', 'LOCKSTEP_TEST_SEED'])

/**
 * Variables that Kubernetes sets in every pod of a namespace for a service called "lockstep" or
 * "lockstep-...": LOCKSTEP_SERVICE_HOST, LOCKSTEP_REDIS_PORT=tcp://..., LOCKSTEP_PORT_8080_TCP_ADDR.
 */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)(_\w+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_\w+)?$/
export const isServiceAddress = (value: string): boolean => /^(tcp|udp|sctp):\/\//.test(value)

/** What is wrong with variables that look like settings: a misspelled one would have no effect. */
export function unknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
  settings: readonly string[],
): string[] {
  return Object.entries(environment)
    .filter(([name, value = '']) => isMeantForUs(name, value) && !settings.includes(name))
    .map(([name]) => `${name} is not a setting: ${adviceFor(name, settings)}`)
}

const isMeantForUs = (name: string, value: string): boolean =>
  /^lockstep_/i.test(name) &&
  !OF_OTHER_PROGRAMS.has(name) &&
  !SERVICE_LINK.test(name) &&
  !isServiceAddress(value)

/** Farther than this, another name is no likely meaning: "PROT" is at 0.5 from "PORT". */
const FARTHEST = 0.5

function adviceFor(name: string, settings: readonly string[]): string {
  const [nearest] = settings
    .map((setting) => ({ setting, distance: distanceOf(name, setting) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((one, other) => one.distance - other.distance)
  if (nearest) return `did you mean ${nearest.setting}?`
  return `unset it, or use one of ${settings.join(', ')}`
}

const withoutPrefix = (name: string) => name.toUpperCase().replace(/^LOCKSTEP_/, '')

/** From 0 to 1: the characters to change of one name to get another. A name and a part are near. */
function distanceOf(name: string, setting: string): number {
  const [short, long] = [name, setting]
    .map(withoutPrefix)
    .sort((one, other) => one.length - other.length) as [string, string]
  const isPart = short.length > 2 && (long.startsWith(short) || long.endsWith(short))
  const edits = isPart ? (long.length - short.length) / 2 : editsBetween(short, long)
  return edits / long.length
}

/** The Levenshtein distance: insertions, deletions and substitutions of one character. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [at, character] of [...one].entries()) {
    const next = [at + 1]
    for (const [index, each] of [...other].entries()) {
      const substituted = row[index]! + (each === character ? 0 : 1)
      next.push(Math.min(substituted, row[index + 1]! + 1, next[index]! + 1))
    }
    row = next
  }
  return row.at(-1)!
}
