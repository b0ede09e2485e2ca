/** An answer that is written already: what is sent most is not made as objects first. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What is sent for an answer. */
export const serialize = (response: unknown): string =>
  response instanceof JsonText ? response.text : JSON.stringify(response)
