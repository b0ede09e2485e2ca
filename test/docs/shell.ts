/** One command of a shell script: its words, without quotes, and the variables set before them. */
export interface ShellCommand {
  readonly variables: Readonly<Record<string, string>>
  readonly words: readonly string[]
}

/** A word with or without quotes, or what separates commands. */
const TOKEN =
  /\\\n|[^\S\n]+|#[^\n]*|(?<end>\n|&&|;)|(?<word>(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\&;|<>()`$#])+)/gy

/**
 * The commands of a script, as far as documents need them: words, quotes, comments, continued lines,
 * `&&`, `;`. Throws where a script has anything else, so that it is not read wrongly.
 */
export function commandsIn(script: string): ShellCommand[] {
  const commands: string[][] = [[]]
  let read = 0
  for (const { 0: text, index, groups } of script.matchAll(TOKEN)) {
    read = index + text.length
    if (groups!['end'] !== undefined) commands.push([])
    if (groups!['word'] !== undefined) commands.at(-1)!.push(unquoted(text))
  }
  if (read < script.length) {
    throw new Error(`Cannot read a script: ${script.slice(read, read + 20)} is not supported`)
  }
  return commands.filter((words) => words.length > 0).map(commandOf)
}

const unquoted = (word: string): string =>
  word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, (_all, single, double, escaped) =>
    String(single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped),
  )

function commandOf(all: readonly string[]): ShellCommand {
  const isVariable = (word: string) => /^[A-Z_]+=/.test(word)
  const first = all.findIndex((word) => !isVariable(word))
  const count = first < 0 ? all.length : first
  const variables = all.slice(0, count).map((word) => {
    const at = word.indexOf('=')
    return [word.slice(0, at), word.slice(at + 1)] as const
  })
  return { variables: Object.fromEntries(variables), words: all.slice(count) }
}
